"""``assistant evaluate``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options


def evaluate(
    files: Annotated[list[str], typer.Argument(help="題目檔：問題、追問、事件、無關或含糊的題目（JSON Lines）")],
    as_json: options.AsJson = False,
    compare: Annotated[bool, typer.Option("--compare", help="並列各種檢索方式")] = False,
    no_phrasings: options.NoPhrasings = False,
    without_each_case: Annotated[
        bool, typer.Option("--without-each-case", help="另量測：抽掉問題所屬的案例後，是否不再硬答")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.json", help="另存結果")] = None,
    plot: Annotated[Path | None, typer.Option("--plot", metavar="FILE.png", help="畫出風險與作答比例曲線")] = None,
) -> None:
    """量測助理對一批題目的表現，附 95% 信賴區間。"""
    from assistant.evaluation import Options, render_table, report_to_json, run, save_plot
    from assistant.progress import bars

    assistant = options.opened()
    with bars() as progress:
        chosen = Options(phrasings=not no_phrasings, compare=compare, without_each_case=without_each_case)
        report = run(files, assistant, chosen, progress=progress)
    content = json.dumps(report_to_json(report), ensure_ascii=False, indent=1)
    typer.echo(content if as_json else render_table(report))
    if out is not None:
        out.write_text(content + "\n", encoding="utf-8")
    if plot is not None:
        save_plot(report, plot)
