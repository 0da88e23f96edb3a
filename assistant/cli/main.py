"""The command line's commands, put together."""

from __future__ import annotations

import typer

from assistant.cli import asking, building, checking, evaluating, exporting, laws
from assistant.console import run
from assistant.ui.launch import serve

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="公務資料防洩密指引助理：每一行都是原文引註。",
)
app.command()(building.build)
app.command()(asking.ask)
app.command()(checking.check)
app.command()(exporting.export)
app.command()(evaluating.evaluate)
app.command()(serve)
app.add_typer(laws.app, name="statutes")


def main() -> None:
    """Run the command line."""
    run(app)
