"""``assistant statutes``: reading citations, showing articles, importing the national database's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.statutes import Registry

app = typer.Typer(no_args_is_help=True, help="法規：讀出引用的條文、顯示條文、匯入全國法規資料庫。")


@app.command()
def parse(
    text: Annotated[str | None, typer.Argument(help="要讀的文字")] = None,
    input_file: options.InputFile = None,
    as_json: options.AsJson = False,
    law: Annotated[str | None, typer.Option("--law", help="文字本身是哪一部法規（「本法」「前條」指它）")] = None,
) -> None:
    """讀出文字裡引用的條文。"""
    from assistant.statutes import citations_json

    registry = _registry()
    for item in options.items_of(text, input_file, 'assistant statutes parse "個資法第12條及第18條"'):
        citations = citations_json("\n".join(item.turns), registry, law)
        if as_json:
            typer.echo(json.dumps({"id": item.id, "citations": citations}, ensure_ascii=False))
        else:
            for found in citations:
                typer.echo(f"{found['raw']}\t{found['law'] or '（未能確定法規）'}\t{found['number']}")


@app.command()
def show(
    law: Annotated[str, typer.Argument(help="法規名稱或簡稱")],
    number: Annotated[str, typer.Argument(help="條號，例如 12 或 318-1")],
) -> None:
    """顯示一條條文。"""
    from assistant.lawbook import Lawbook
    from assistant.paths import default_paths

    registry = _registry()
    name = registry.full_name(law) or law
    article = Lawbook(registry, default_paths().laws).article(name, number)
    lines = (
        f"{article.law}第 {article.number} 條" + (f"（{article.title}）" if article.title else ""),
        article.text or "（尚未匯入法規條文；請用 statutes import）",
        f"版本：{article.edition}" if article.edition else "",
        article.status,
        article.url or "",
    )
    for line in filter(None, lines):
        typer.echo(line)


@app.command("import")
def import_files(
    files: Annotated[list[Path], typer.Argument(help="全國法規資料庫的 ChLaw.zip、ChOrder.zip，或其中的 JSON 檔")],
) -> None:
    """匯入全國法規資料庫的整批檔；不正確的檔案整個拒收，先前的版本仍在。"""
    from assistant.paths import default_paths
    from assistant.progress import bars
    from assistant.statutes.law_db import import_law_files

    missing = [file for file in files if not file.is_file()]
    if missing:
        raise InputError(f"找不到檔案「{missing[0]}」。", "請確認路徑與檔名。")
    with bars() as progress:
        report = import_law_files(files, default_paths().laws, progress)
    from assistant.assembly import build_assistant

    build_assistant(default_paths(), only_if_needed=True)
    for edition in report.editions:
        typer.echo(f"已匯入{edition.kind} {edition.laws:,} 部、{edition.articles:,} 條（{edition.date} 版）")
    for edition in report.kept:
        typer.echo(f"保留先前的{edition.kind}（{edition.date} 版）")


@app.command()
def status() -> None:
    """指引引用的條文、目前狀態與查核日。"""
    from assistant.corpus import read_corpus
    from assistant.lawbook import Lawbook
    from assistant.library import read_library
    from assistant.paths import default_paths

    paths = default_paths()
    library = read_library(read_corpus(paths.corpus))
    lawbook = Lawbook(library.registry, paths.laws, library.year)
    for edition in lawbook.editions():
        typer.echo(f"已匯入{edition.kind}：{edition.date} 版，{edition.laws:,} 部")
    for law, number in library.cited_articles:
        article = lawbook.article(law, number)
        typer.echo(f"{law}第 {number} 條\t{article.status or '（沒有註記）'}")


def _registry() -> Registry:
    from assistant.corpus import STATUTES, read_source
    from assistant.paths import default_paths
    from assistant.statutes import load_registry

    source = read_source(default_paths().corpus, STATUTES)
    return load_registry(source.text, source.name)
