"""How every command of ours begins and ends."""

from __future__ import annotations

import os
import sys

import typer

from assistant.errors import AssistantError


def run(command: typer.Typer) -> None:
    """Run ``command``. Expected trouble ends with its sentence on standard error and its exit code."""
    # The matrices of a query are small: more than one BLAS thread costs ten times what it saves (seen on two cores).
    # Read when NumPy is first imported, which no command has done yet.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles default to a code page that lacks Chinese; a lone surrogate must not end the program.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        command()
    except AssistantError as error:
        typer.echo(f"錯誤：{error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
