"""Start the page: environment first, then the heavy imports, then the server."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from assistant.console import loaded, run

#: No upload is needed for asking; what Gradio would accept by default is unlimited.
MAX_FILE_SIZE = "200mb"


def serve(
    host: Annotated[str, typer.Option(help="監聽的位址；預設只有這台電腦連得到")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="埠號")] = 7860,
) -> None:
    """建立（若需要）索引並開啟網頁，直到按 Ctrl+C 為止。"""
    from assistant.assembly import build_assistant
    from assistant.paths import default_paths
    from assistant.progress import bars

    typer.echo("正在準備指引與索引…", err=True)
    with bars() as progress:
        assistant = build_assistant(default_paths(), progress, only_if_needed=True)
    loaded()
    for warning in assistant.library.warnings:
        typer.echo(f"注意：{warning}", err=True)
    typer.echo(f"網頁即將開啟：http://{host}:{port}（按 Ctrl+C 結束）", err=True)
    _silence_gradio()
    from assistant.ui import page

    page.build_page(assistant).queue(api_open=False).launch(
        server_name=host,
        server_port=port,
        theme=page.theme(),
        css=page.style(),
        head=page.script(),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        share=False,
        quiet=True,
        max_file_size=MAX_FILE_SIZE,
    )


def _silence_gradio() -> None:
    """Switch off everything in Gradio and its hub client that would call home. Read by them at import."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "0"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def main() -> None:
    """The command line of ``app.py``."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(serve)
    run(app)
