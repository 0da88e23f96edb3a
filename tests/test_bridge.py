from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.bridge import FILE, NO_BRIDGE, Bridge, read_bridge, write_bridge
from assistant.errors import EncoderError

EAST, NORTH = np.array([1, 0], np.float32), np.array([0, 1], np.float32)


def test_the_official_side_of_the_nearest_pair_stands_for_the_question():
    bridge = Bridge(asked=np.stack([EAST, NORTH]), answered=np.stack([NORTH, EAST]))
    # The question is the first pair's lay side; its official side is the second reminder.
    scores = bridge.scores(EAST, np.stack([EAST, NORTH]))
    shares = np.exp(8.0 * (np.array([1.0, 0.0]) - 1.0))
    mean = shares / shares.sum()
    np.testing.assert_allclose(scores, [[0.0, mean[1], 1.0], [1.0, mean[0], 1.0]], atol=1e-6)


def test_no_bridge_says_nothing():
    assert NO_BRIDGE.scores(EAST, np.stack([EAST, NORTH])).tolist() == [[0, 0, 0], [0, 0, 0]]


def test_written_and_read_back(tmp_path: Path):
    write_bridge(Bridge(np.stack([EAST]), np.stack([NORTH])), tmp_path)
    bridge = read_bridge(tmp_path)
    np.testing.assert_array_equal(bridge.asked, [EAST])
    np.testing.assert_array_equal(bridge.answered, [NORTH])


def test_absent_is_empty_and_damaged_is_an_error(tmp_path: Path):
    assert read_bridge(tmp_path) is NO_BRIDGE
    (tmp_path / FILE).write_bytes(b"damaged")
    with pytest.raises(EncoderError, match="已損壞"):
        read_bridge(tmp_path)
