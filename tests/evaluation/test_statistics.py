from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.statistics import (
    CURVE_POINTS,
    Bin,
    RiskPoint,
    calibration_error,
    ratio,
    reliability,
    risk_coverage,
)

judgements = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def test_a_ratio_pools_samples_and_passes_over_those_without_a_score():
    figure = ratio([(1, 1), (2, 3), (0, 0)])
    assert figure is not None
    assert figure.value == (1 + 2) / (1 + 3)
    assert figure.count == 2
    assert (figure.low, figure.high) == (2 / 3, 1.0)  # both draws the second sample, both the first


def test_the_interval_is_that_of_a_binomial_and_the_same_every_time():
    scores = [(float(i % 2), 1.0) for i in range(100)]
    figure = ratio(scores)
    assert figure is not None
    half = 1.96 * math.sqrt(0.5 * 0.5 / 100)
    assert figure.low == pytest.approx(0.5 - half, abs=0.02)
    assert figure.high == pytest.approx(0.5 + half, abs=0.02)
    assert ratio(scores) == figure


def test_no_score_no_figure():
    assert ratio([]) is None
    assert ratio([(0, 0)]) is None
    assert calibration_error([[], []]) is None


def test_calibration_error_weighs_the_gap_of_each_bin_by_its_size():
    groups = [[(0.9, True), (0.95, False)], [(0.1, False), (1.0, True)]]
    # Last bin: .9 + .95 + 1 stated, 2 true; second bin: .1 stated, 0 true; 4 reminders.
    expected = (abs(0.9 + 0.95 + 1.0 - 2) + abs(0.1 - 0)) / 4
    figure = calibration_error(groups)
    assert figure is not None
    assert figure.value == pytest.approx(expected)
    assert figure.count == 2
    low, high = reliability(groups)
    assert low == Bin(0.1, 0.0, 1)
    assert (high.closeness, high.helps, high.count) == (pytest.approx(2.85 / 3), pytest.approx(2 / 3), 3)


def test_bins_are_cut_at_tenths():
    figure = calibration_error([[(0.46, True), (0.54, False)]])
    assert figure is not None
    assert figure.value == pytest.approx((abs(0.46 - 1) + abs(0.54 - 0)) / 2)


def test_risk_coverage_takes_equal_confidences_together():
    assert risk_coverage([(0.2, True), (0.9, False), (0.5, True), (0.5, False)]) == (
        RiskPoint(0.9, 1 / 4, 0 / 1),
        RiskPoint(0.5, 3 / 4, 1 / 3),
        RiskPoint(0.2, 4 / 4, 2 / 4),
    )
    assert risk_coverage([]) == ()


def test_a_long_curve_is_thinned_and_keeps_its_end():
    points = risk_coverage([(i / 1000, False) for i in range(1000)])
    assert len(points) <= CURVE_POINTS + 1
    assert (points[0].threshold, points[-1].threshold) == (0.999, 0.0)


@given(judgements)
def test_curves_end_where_everything_is_answered_and_errors_are_shares(judged):
    last = risk_coverage(judged)[-1]
    assert last.coverage == 1
    assert last.risk == pytest.approx(sum(wrong for _, wrong in judged) / len(judged))
    figure = calibration_error([judged])
    assert figure is not None
    assert 0 <= figure.value <= 1
    assert sum(b.count for b in reliability([judged])) == len(judged)
