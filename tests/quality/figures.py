"""One figure of a report, by its place."""

from __future__ import annotations

from assistant.evaluation import Report

#: Kind of sample, row, measure.
Key = tuple[str, str, str]


def measured(report: Report, key: Key) -> float:
    """The value at ``key``, which must have been measured."""
    kind, row, measure = key
    figure = report.figure(kind, measure, row)
    assert figure is not None, f"{key} was not measured"
    return figure.value
