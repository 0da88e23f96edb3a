"""How every command of ours begins and ends."""

from __future__ import annotations

import gc
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
    # While dictionaries load there is no garbage, and looking for it costs a fifth of a second; see loaded().
    gc.disable()
    try:
        command()
    except AssistantError as error:
        typer.echo(f"錯誤：{error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)


def loaded() -> None:
    """What is loaded stays: from here on garbage is collected again, and never looked for among that."""
    gc.freeze()
    gc.enable()
