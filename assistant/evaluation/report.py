"""What an evaluation found, as values, and as the JSON that documents and tests read back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.errors import InputError
from assistant.evaluation.statistics import Bin, Figure, RiskPoint
from assistant.model import Provenance

#: Raised when the JSON changes its form.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the figures of ``count`` samples by measure.

    ``changed`` and ``difference`` belong to a variant: how many questions it altered, and the ranking figure that
    fell furthest from the plain questions' (negative where it is worse).
    """

    name: str
    count: int
    figures: Mapping[str, Figure]
    changed: int | None = None
    difference: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one kind of sample; the first is that of all samples."""

    kind: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How closeness keeps its word over the listed reminders: its error, and the bins behind it."""

    error: Figure | None
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole evaluation. ``configurations`` compares searches on the plain questions; empty unless asked for."""

    files: tuple[str, ...]
    phrasings: bool
    provenance: Provenance
    sections: tuple[Section, ...]
    calibration: Calibration
    risk_coverage: tuple[RiskPoint, ...]
    configurations: tuple[Row, ...] = ()

    def section(self, kind: str) -> Section | None:
        """The section of ``kind``, if there are samples of it."""
        return next((section for section in self.sections if section.kind == kind), None)

    def figure(self, kind: str, measure: str, row: str = "all") -> Figure | None:
        """One figure, or None where it was not measured."""
        section = self.section(kind)
        rows = section.rows if section else ()
        return next((r.figures.get(measure) for r in rows if r.name == row), None)


def report_to_json(report: Report) -> dict[str, Any]:
    """``report`` as JSON, its numbers rounded to four places so that files compare well."""
    rounded: dict[str, Any] = _rounded(dataclasses.asdict(report))
    return {"version": VERSION, **rounded}


def _rounded(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {key: _rounded(entry) for key, entry in value.items()}
    return [_rounded(entry) for entry in value] if isinstance(value, list | tuple) else value


def report_from_json(content: Mapping[str, Any]) -> Report:
    """The report that :func:`report_to_json` wrote. Raises InputError for anything else."""
    try:
        return _report(content)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError("這不是 evaluate 寫出的 JSON。", "請重新執行 assistant evaluate … --out。") from None


def _report(content: Mapping[str, Any]) -> Report:
    if content["version"] != VERSION:
        raise ValueError(content["version"])
    error = content["calibration"]["error"]
    return Report(
        files=tuple(content["files"]),
        phrasings=bool(content["phrasings"]),
        provenance=Provenance(**content["provenance"]),
        sections=tuple(Section(s["kind"], tuple(map(_row, s["rows"]))) for s in content["sections"]),
        calibration=Calibration(
            Figure(**error) if error else None, tuple(Bin(**entry) for entry in content["calibration"]["bins"])
        ),
        risk_coverage=tuple(RiskPoint(**point) for point in content["risk_coverage"]),
        configurations=tuple(map(_row, content["configurations"])),
    )


def _row(content: Mapping[str, Any]) -> Row:
    figures = {measure: Figure(**figure) for measure, figure in content["figures"].items()}
    return Row(content["name"], content["count"], figures, content["changed"], content["difference"])
