"""``assistant ask``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.batch import Item
    from assistant.model import Answer


def ask(
    question: Annotated[str | None, typer.Argument(help="要問的問題")] = None,
    input_file: options.InputFile = None,
    as_json: options.AsJson = False,
    nearest: Annotated[bool, typer.Option("--nearest", help="不作答時也列出最接近的叮嚀事項")] = False,
    no_phrasings: options.NoPhrasings = False,
    export: options.ExportTo = None,
    export_dir: options.ExportDir = None,
    to: options.Format = "odt",
    force: options.Force = False,
) -> None:
    """問一個問題，得到附出處的叮嚀事項、案例與條文。"""
    from assistant.export import answer_memo, filename, render
    from assistant.progress import tracked
    from assistant.wire import answer_to_json

    items = options.items_of(question, input_file, 'assistant ask "民眾資料外洩要通知嗎"')
    if export is not None and len(items) > 1:
        raise InputError("有多個問題時不能存成一個檔案。", "請改用 --export-dir 指定資料夾。")
    fmt = options.format_of(export) if export is not None else to
    assistant = options.opened()
    setting = assistant.memo_setting()
    for item in tracked(items, shown=export_dir is not None):
        answer = _answer(assistant, item, phrasings=not no_phrasings, nearest=nearest, forgiving=input_file is not None)
        memo = answer_memo(answer, setting)
        if as_json:
            typer.echo(json.dumps({"id": item.id, **answer_to_json(answer)}, ensure_ascii=False))
        elif export is None and export_dir is None:
            typer.echo(render(memo, "md").decode())
        if export is not None:
            options.save(memo, export, fmt, force=force)
        if export_dir is not None:
            name = (
                f"{item.id}-{filename(memo, fmt, setting.when.date())}"
                if item.id
                else filename(memo, fmt, setting.when.date())
            )
            options.save(memo, export_dir / name.replace("/", "_"), fmt, force=force)


def _answer(assistant: Assistant, item: Item, *, phrasings: bool, nearest: bool, forgiving: bool) -> Answer:
    """The answer to the last turn. In a file, a line that cannot be used is answered with why, and the rest goes on."""
    try:
        return assistant.ask(item.turns[-1], context=item.turns[:-1], phrasings=phrasings, nearest=nearest)
    except InputError as error:
        if not forgiving:
            raise
        return assistant.unanswerable(item.turns[-1], str(error))
