"""``assistant check``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.batch import Item
    from assistant.model import IncidentReport


def check(
    description: Annotated[str | None, typer.Argument(help="事件經過")] = None,
    input_file: options.InputFile = None,
    as_json: options.AsJson = False,
    no_phrasings: options.NoPhrasings = False,
    export: options.ExportTo = None,
    force: options.Force = False,
) -> None:
    """把事件經過與案例比對：相近之處、差異、條文、待辦與尚缺的事實。"""
    from assistant.export import render, report_memo
    from assistant.wire import report_to_json

    items = options.items_of(description, input_file, 'assistant check "網站遭駭，約三萬筆會員資料外洩……"')
    if export is not None and len(items) > 1:
        raise InputError("有多個事件時不能存成一個檔案。", "請一次比對一個事件。")
    fmt = options.format_of(export) if export is not None else "md"
    assistant = options.opened()
    for item in items:
        report = _report(assistant, item, phrasings=not no_phrasings, forgiving=input_file is not None)
        memo = report_memo(report, assistant.memo_setting())
        if as_json:
            typer.echo(json.dumps({"id": item.id, **report_to_json(report)}, ensure_ascii=False))
        elif export is None:
            typer.echo(render(memo, "md").decode())
        if export is not None:
            options.save(memo, export, fmt, force=force)


def _report(assistant: Assistant, item: Item, *, phrasings: bool, forgiving: bool) -> IncidentReport:
    """The report. In a file, a line that cannot be used is answered with why, and the rest goes on."""
    text = "\n".join(item.turns)
    try:
        return assistant.check(text, phrasings=phrasings)
    except InputError as error:
        if not forgiving:
            raise
        return assistant.uncheckable(text, str(error))
