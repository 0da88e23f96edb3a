from __future__ import annotations

import numpy as np
import pytest

from assistant import fusion
from training.ranking import fit_cases, fit_ranking, joined

SAMPLES, CASES = 80, 4
DENSE, TITLE = fusion.CASE_FEATURES.index("told.dense"), fusion.CASE_FEATURES.index("title")


def test_the_soft_maximum_of_each_case_and_the_share_of_each_piece_in_it():
    rows = [np.array([[0.0], [1.0], [3.0]], np.float32), np.array([[2.0]], np.float32)]
    pieces = joined(rows, [np.array([0, 0, 2]), np.array([1])], 3)
    scores, shares = pieces.scores(np.array([1.0]))
    # A case without pieces is as far as the farthest piece of all.
    np.testing.assert_allclose(scores, [[np.log(1 + np.e), 0, 3], [0, 2, 0]], atol=1e-6)
    np.testing.assert_allclose(shares, [1 / (1 + np.e), np.e / (1 + np.e), 1, 1], atol=1e-6)


@pytest.fixture
def told() -> tuple[list[np.ndarray], list[np.ndarray], np.ndarray]:
    """Two passages of each of four cases: the right case has a close one among them, titles are close for no reason."""
    draw = np.random.default_rng(3)
    owners = np.repeat(np.arange(CASES), 2)
    right = draw.integers(CASES, size=SAMPLES)
    rows = np.zeros((SAMPLES, len(owners), len(fusion.CASE_FEATURES)), np.float32)
    rows[:, ::2, TITLE] = 1.0
    rows[:, :, DENSE] = draw.uniform(0, 0.5, size=rows.shape[:2])
    rows[:, ::2, DENSE] += 0.5
    rows[np.arange(SAMPLES), 2 * right + 1, DENSE] += 0.4
    return list(rows), [owners] * SAMPLES, np.where(np.eye(CASES)[right] > 0, 3, 0)


def test_a_kind_of_piece_that_is_close_for_no_reason_counts_for_less(told):
    rows, owners, grades = told
    pieces = joined(rows, owners, CASES)
    weights = fit_cases(pieces, grades, np.ones(SAMPLES))
    assert weights[DENSE] > 0 > weights[TITLE]
    found = pieces.scores(weights)[0].argmax(axis=1)
    plain = np.zeros(len(fusion.CASE_FEATURES))
    plain[DENSE] = 1.0
    right = grades.argmax(axis=1)
    assert (found == right).mean() > 0.9 > (pieces.scores(plain)[0].argmax(axis=1) == right).mean()


def test_no_weight_falls_below_zero_and_what_is_always_zero_weighs_nothing():
    draw = np.random.default_rng(5)
    evidence = draw.uniform(size=(SAMPLES, CASES, 3))
    evidence[:, :, 2] = 0
    grades = np.where(evidence[:, :, 0] == evidence[:, :, 0].max(axis=1, keepdims=True), 3, 0)
    # The second feature speaks against the right one.
    evidence[:, :, 1] = 1 - evidence[:, :, 0]
    weights = fit_ranking(evidence, grades, np.ones(SAMPLES))
    assert weights[0] > 1
    assert weights[1:].tolist() == [0, 0]
