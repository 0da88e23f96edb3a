"""The figures of a report, and which of them lie outside their bounds."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.evaluation import Report

#: Kind of sample, row, measure.
Key = tuple[str, str, str]


def measured(report: Report, key: Key) -> float:
    """The value at ``key``, which must have been measured."""
    kind, row, measure = key
    figure = report.figure(kind, measure, row)
    assert figure is not None, f"{key} was not measured"
    return figure.value


def out_of_bounds(report: Report, floors: Mapping[Key, float], ceilings: Mapping[Key, float]) -> dict[Key, float]:
    """The figures of ``report`` below their floor or above their ceiling."""
    low = {key: value for key, floor in floors.items() if (value := measured(report, key)) < floor}
    high = {key: value for key, ceiling in ceilings.items() if (value := measured(report, key)) > ceiling}
    return low | high
