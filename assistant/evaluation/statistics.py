"""Figures with their intervals, calibration and risk against coverage. Pure; every draw is seeded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Resamples behind each interval, their seed, and the interval's ends in percent.
RESAMPLES, SEED, ENDS = 1000, 20170101, (2.5, 97.5)
#: Equal bins of closeness over which calibration is judged.
BINS = 10
#: A curve is thinned to about as many points as this.
CURVE_POINTS = 50

#: What one sample scored, out of how much; (0, 0) where a measure does not apply to it.
Score = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its 95 % bootstrap interval, over ``count`` samples."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Reminders whose closeness falls in one bin: its mean, the share that helps, and how many there are."""

    closeness: float
    helps: float
    count: int


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """Answering from ``threshold`` on answers the share ``coverage`` of all questions, of which ``risk`` are wrong."""

    threshold: float
    coverage: float
    risk: float


def ratio(scores: Sequence[Score]) -> Figure | None:
    """What was scored over what could be, resampled by sample (percentile bootstrap). None where nothing applies."""
    table = np.array([score for score in scores if score[1] > 0], dtype=np.float64).reshape(-1, 2)
    if not len(table):
        return None
    hits, out_of = table.sum(axis=0)
    sums = table[_draws(len(table))].sum(axis=1)
    return _figure(hits / out_of, sums[:, 0] / sums[:, 1], len(table))


def _draws(count: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, count, (RESAMPLES, count))


def _figure(value: float, resampled: NDArray[np.float64], count: int) -> Figure:
    low, high = np.percentile(resampled, ENDS)
    return Figure(float(value), float(low), float(high), count)


Judged = Sequence[tuple[float, bool]]


def calibration_error(groups: Sequence[Judged]) -> Figure | None:
    """The expected calibration error over BINS equal bins, resampled by question.

    A group holds the (closeness, helps) of one question's reminders. The error is a sum of absolute values, which
    resampling can only blur upwards: the interval lies a little high.
    """
    groups = [group for group in groups if group]
    if not groups:
        return None
    sizes = np.array([len(group) for group in groups], dtype=np.float64)
    gaps = np.zeros((len(groups), BINS))
    for row, group in enumerate(groups):
        for closeness, helps in group:
            gaps[row, _bin(closeness)] += closeness - helps
    draws = _draws(len(groups))
    resampled = np.abs(gaps[draws].sum(axis=1)).sum(axis=1) / sizes[draws].sum(axis=1)
    return _figure(np.abs(gaps.sum(axis=0)).sum() / sizes.sum(), resampled, len(groups))


def reliability(groups: Sequence[Judged]) -> tuple[Bin, ...]:
    """The bins of :func:`calibration_error` that are not empty, lowest first."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for group in groups:
        for closeness, helps in group:
            bins.setdefault(_bin(closeness), []).append((closeness, helps))
    return tuple(
        Bin(sum(c for c, _ in judged) / len(judged), sum(h for _, h in judged) / len(judged), len(judged))
        for _, judged in sorted(bins.items())
    )


def _bin(closeness: float) -> int:
    return min(int(closeness * BINS), BINS - 1)


def risk_coverage(judged: Sequence[tuple[float, bool]]) -> tuple[RiskPoint, ...]:
    """The curve of (confidence, wrong) pairs, a point for each confidence, highest first, thinned to CURVE_POINTS."""
    ordered = sorted(judged, key=lambda pair: -pair[0])
    points: list[RiskPoint] = []
    wrong = 0
    for number, (confidence, is_wrong) in enumerate(ordered, 1):
        wrong += is_wrong
        if number == len(ordered) or ordered[number][0] < confidence:
            points.append(RiskPoint(confidence, number / len(ordered), wrong / number))
    step = max(1, -(-len(points) // CURVE_POINTS))
    return tuple(points[: len(points) - 1 : step] + points[-1:])
