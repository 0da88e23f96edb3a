from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.bridge import FILE, Bridge, read_bridge, write_bridge
from assistant.errors import EncoderError
from assistant.index import quantise

EAST, NORTH = np.array([1, 0], np.float32), np.array([0, 1], np.float32)


def test_the_official_side_of_the_nearest_pair_stands_for_the_question():
    bridge = Bridge(quantise(np.stack([EAST, NORTH])), quantise(np.stack([EAST, NORTH])), np.array([1, 0]))
    # The question is the first pair's lay side; its official side is the second reminder.
    scores = bridge.cross(EAST).scores(np.stack([EAST, NORTH]))
    shares = np.exp(8.0 * (np.array([1.0, 0.0]) - 1.0))
    mean = shares / shares.sum()
    np.testing.assert_allclose(scores, [[0.0, mean[1], 1.0], [1.0, mean[0], 1.0]], atol=1e-6)


def test_longer_vectors_are_compared_by_their_first_numbers():
    short = Bridge(quantise(np.stack([EAST, NORTH])), quantise(np.stack([EAST, NORTH])), np.array([1, 0]))
    padded = [np.concatenate([2 * side, [3.0]]).astype(np.float32) for side in (EAST, NORTH)]
    found = short.cross(padded[0]).scores(np.stack(padded))
    np.testing.assert_allclose(found, short.cross(EAST).scores(np.stack([EAST, NORTH])))


def test_nearness_is_the_mean_of_the_nearest_and_never_below_zero():
    angles = np.linspace(0, np.pi, 9)
    rows = quantise(np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32))
    crossing = Bridge(rows, rows, np.arange(9)).cross(EAST)
    assert crossing.nearness == pytest.approx(np.cos(angles[:5]).mean(), abs=0.01)
    assert crossing.near.min() == 0.0


def test_a_bridge_without_pairs_says_nothing():
    none = quantise(np.empty((0, 2), np.float32))
    crossing = Bridge(none, none, np.empty(0, np.int64)).cross(EAST)
    assert crossing.nearness == 0.0
    assert crossing.scores(np.stack([EAST, NORTH])).tolist() == [[0, 0, 0], [0, 0, 0]]


def test_written_and_read_back_for_its_encoder_only(tmp_path: Path):
    path = tmp_path / FILE
    write_bridge(Bridge(quantise(np.stack([EAST])), quantise(np.stack([NORTH])), np.array([0])), path, "e" * 64)
    bridge = read_bridge(path, "e" * 64)
    np.testing.assert_array_equal(bridge.asked.matrix, [EAST])
    np.testing.assert_array_equal(bridge.answered.matrix, [NORTH])
    assert bridge.answers.tolist() == [0]
    assert read_bridge(path, "f" * 64) is None


def test_absent_is_empty_and_damaged_is_an_error(tmp_path: Path):
    path = tmp_path / "bridge.safetensors"
    assert read_bridge(path, "e") is None
    path.write_bytes(b"damaged")
    with pytest.raises(EncoderError, match="已損壞"):
        read_bridge(path, "e")
