"""``assistant export``."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options
from assistant.errors import InputError


def export(
    input_file: Annotated[
        str, typer.Option("--input", metavar="FILE", help="ask 或 check 的 --json 輸出（「-」為標準輸入）")
    ],
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="要存成的檔案")],
    to: Annotated[str | None, typer.Option("--to", help="檔案格式；不寫時看副檔名")] = None,
    force: options.Force = False,
) -> None:
    """把存下的 JSON 答案轉成 ODT、Word、PDF、網頁或 Markdown。"""
    from assistant import __version__, privacy
    from assistant.assembly import source_files
    from assistant.batch import read_text
    from assistant.corpus import read_corpus
    from assistant.export import Setting, answer_memo, report_memo
    from assistant.library import read_library
    from assistant.model import Answer
    from assistant.paths import default_paths
    from assistant.wire import from_json

    try:
        content = json.loads(read_text(input_file))
    except ValueError:
        raise InputError(f"「{input_file}」不是正確的 JSON。", "請給 ask 或 check 加上 --json 所輸出的一行。") from None
    value = from_json(content)
    files = source_files(read_library(read_corpus(default_paths().corpus)))
    setting = Setting(datetime.now().astimezone(), __version__, privacy.mask, files)
    memo = answer_memo(value, setting) if isinstance(value, Answer) else report_memo(value, setting)
    options.save(memo, output, to or options.format_of(output), force=force)
