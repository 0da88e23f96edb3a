"""Reliability and risk against coverage as a PNG; matplotlib is no dependency of the assistant."""

from __future__ import annotations

import importlib
from pathlib import Path

from assistant.errors import AssistantError, ExportError
from assistant.evaluation.report import Report

_SIZE_INCHES, _DPI = (9.0, 4.2), 120


def save_plot(report: Report, path: Path) -> None:
    """Write the two curves of ``report``. Raises AssistantError without matplotlib, ExportError if ``path`` fails."""
    try:
        figure = importlib.import_module("matplotlib.figure").Figure(_SIZE_INCHES, dpi=_DPI, layout="constrained")
    except ImportError:
        raise AssistantError("畫圖需要 matplotlib。", "請執行：pip install matplotlib") from None
    left, right = figure.subplots(1, 2)
    bins = report.calibration.bins
    left.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    left.plot([b.closeness for b in bins], [b.helps for b in bins], marker="o")
    left.set(xlabel="closeness stated", ylabel="share that helps", title="Reliability of listed reminders")
    right.step([p.coverage for p in report.risk_coverage], [p.risk for p in report.risk_coverage], where="post")
    right.set(xlabel="share of all questions answered", ylabel="share of answers that are wrong", title="Risk–coverage")
    for axes in (left, right):
        axes.set(xlim=(0, 1), ylim=(0, 1))
        axes.grid(alpha=0.3)
    try:
        # Without a date and version in it the same figures give the same file.
        figure.savefig(path, metadata={"Software": None})
    except OSError as error:
        raise ExportError(f"無法寫入「{path}」（{error.strerror}）。", "請確認資料夾存在且可寫入。") from error
