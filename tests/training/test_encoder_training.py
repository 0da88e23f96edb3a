"""The parts of the encoder's training that can be checked by hand or by another way of counting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training import contrast, export, sources, train, vocabulary


def test_the_loss_is_low_where_each_text_is_nearest_to_its_answer():
    units = np.eye(64, 70, dtype=np.float32)[:2]
    near, _ = contrast.loss(np.concatenate([units, units]), 2, np.arange(2), 20.0)
    crossed, _ = contrast.loss(np.concatenate([units, units[::-1]]), 2, np.arange(2), 20.0)
    # Cosines 1 and 0 at inverse temperature 20: -log(e^20 / (e^20 + 1)), and the same with the two exchanged.
    assert near == pytest.approx(np.log1p(np.exp(-20)), abs=1e-6)
    assert crossed == pytest.approx(20 + np.log1p(np.exp(-20)), rel=1e-4)


def test_equal_answers_are_not_each_others_negatives():
    sums = np.ones((4, 70), dtype=np.float32)
    apart, _ = contrast.loss(sums, 2, np.array([0, 1]), 20.0)
    same, _ = contrast.loss(sums, 2, np.array([0, 0]), 20.0)
    assert apart == pytest.approx(np.log(2), rel=1e-5)
    assert same == pytest.approx(0, abs=1e-5)


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_the_gradient_is_the_slope_of_the_loss(seed: int):
    draw = np.random.default_rng(seed)
    sums = draw.standard_normal((3 + 3 + 2, 70)).astype(np.float64)
    same = np.array([0, 1, 0])
    _, gradient = contrast.loss(sums, 3, same, 20.0)
    step = draw.standard_normal(sums.shape)
    measured = (
        contrast.loss(sums + 1e-5 * step, 3, same, 20.0)[0] - contrast.loss(sums - 1e-5 * step, 3, same, 20.0)[0]
    ) / 2e-5
    assert measured == pytest.approx(float((gradient * step).sum()), rel=1e-3, abs=1e-4)


def test_adam_moves_touched_rows_by_the_rate_at_first_and_leaves_others():
    optimiser = contrast.RowAdam(np.zeros((3, 2), dtype=np.float32))
    optimiser.step(np.array([1]), np.array([[4.0, -0.5]], dtype=np.float32), 0.1)
    # The first step is rate * gradient / |gradient|, whatever its size.
    assert np.allclose(optimiser.table, [[0, 0], [-0.1, 0.1], [0, 0]], atol=1e-6)


def test_the_rate_rises_to_its_height_and_falls_to_zero():
    assert train.warmth(50, 1000) == pytest.approx(0.95)
    assert train.warmth(999, 1000) == pytest.approx(0.001)
    assert train.warmth(0, 1000) < 0.01


@given(st.lists(st.lists(st.floats(-10, 10, width=32), min_size=3, max_size=3), min_size=1, max_size=5))
def test_eight_bits_are_within_half_a_step(rows: list[list[float]]):
    table = np.array(rows, dtype=np.float32)
    small, scales = export.quantised(table)
    step = np.abs(table).max(axis=1) / 127
    assert (np.abs(small * scales[:, None] - table) <= step[:, None] / 2 + 1e-6).all()


def test_the_vocabulary_has_our_words_all_characters_and_common_official_words():
    found = vocabulary.choose(["甲乙 丙"], ["丁戊 丁戊", "丁戊 己"])
    # 甲乙 and 丙 are ours; 丁戊 is seen three times, 己 once, as a character of its own.
    assert set(found.words) == {"[UNK]", "甲乙", "丙", "甲", "乙", "丁", "戊", "己", "丁戊"}
    assert found.words[0] == "[UNK]"
    # Three texts: 丁戊 is in two of them, log(4 / 3); 丙 in one, log(4 / 2).
    assert found.idf[found.words.index("丁戊")] == pytest.approx(np.log(4 / 3))
    assert found.idf[found.words.index("丙")] == pytest.approx(np.log(4 / 2))


def test_about_a_tenth_of_the_official_sentences_is_held_out():
    sentences = {pair.b for pair in sources.authored()}
    share = sum(map(sources.held_out, sentences)) / len(sentences)
    assert 0.07 < share < 0.13


def test_no_two_trainings_read_the_same_batches():
    seeds = [run.seed for member in train.MEMBERS for run in train.runs(member)]
    assert len(set(seeds)) == len(seeds) == train.RUNS * len(train.MEMBERS)
