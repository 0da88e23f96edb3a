"""A report whose every number is written by hand."""

from __future__ import annotations

from assistant.evaluation.report import Calibration, Report, Row, Section
from assistant.evaluation.statistics import Bin, Figure, RiskPoint
from tests.evaluation.scripted import PROVENANCE


def sample_report() -> Report:
    right, in_three = Figure(0.9, 0.8, 1.0, 10), Figure(0.75, 0.5, 0.875, 8)
    return Report(
        files=("dev.jsonl",),
        phrasings=True,
        provenance=PROVENANCE,
        sections=(
            Section(
                "questions",
                (
                    Row("all", 10, {"case_first": right, "reminder_in_three": in_three}),
                    Row("style:hard", 2, {"case_first": Figure(0.5, 0.0, 1.0, 2)}),
                    Row("style:mine", 1, {"case_first": Figure(1.0, 1.0, 1.0, 1)}),
                    Row("variant:typos", 10, {"case_first": right}, changed=7, difference=-0.04),
                ),
            ),
            Section("offtopic", (Row("all", 3, {"answered": Figure(0.333, 0.0, 1.0, 3)}), Row("near", 0, {}))),
        ),
        calibration=Calibration(Figure(0.05, 0.04, 0.08, 13), (Bin(0.1, 0.0, 5), Bin(0.9, 1.0, 8))),
        risk_coverage=(RiskPoint(0.9, 0.5, 0.0), RiskPoint(0.1, 1.0, 0.25)),
        configurations=(Row("learned+phrasings", 10, {"case_first": right}), Row("dense", 10, {"case_first": right})),
    )
