"""How well the assistant does on files of labelled questions and incidents: figures with intervals, tables, a plot."""

from assistant.evaluation.plotting import save_plot
from assistant.evaluation.report import Report, report_from_json, report_to_json
from assistant.evaluation.running import Options, run
from assistant.evaluation.tables import markdown_tables, marked, render_table

__all__ = [
    "Options",
    "Report",
    "markdown_tables",
    "marked",
    "render_table",
    "report_from_json",
    "report_to_json",
    "run",
    "save_plot",
]
