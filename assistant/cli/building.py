"""``assistant build``."""

from __future__ import annotations

from typing import Annotated

import typer


def build(
    if_needed: Annotated[bool, typer.Option("--if-needed", help="索引完好且未過期就不重建")] = False,
) -> None:
    """由 corpus/ 建立索引。"""
    from assistant.assembly import build_assistant
    from assistant.paths import default_paths
    from assistant.progress import bars

    paths = default_paths()
    with bars() as progress:
        assistant = build_assistant(paths, progress, only_if_needed=if_needed)
    for warning in assistant.library.warnings:
        typer.echo(f"注意：{warning}", err=True)
    counts = "、".join(f"{name} {count}" for name, count in assistant.manifest.counts.items())
    typer.echo(f"索引完成：{len(assistant.library.cases)} 個案例（{counts}），位於 {paths.index}")
