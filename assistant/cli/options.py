"""Options and steps that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console import loaded
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.batch import Item
    from assistant.export import Memo

InputFile = Annotated[
    str | None,
    typer.Option("--input", metavar="FILE", help="JSON Lines 檔（「-」為標準輸入），每行含 id 與 text 或 turns"),
]
AsJson = Annotated[bool, typer.Option("--json", help="每筆輸出一行 JSON")]
NoPhrasings = Annotated[bool, typer.Option("--no-phrasings", help="不使用口語問法")]
ExportTo = Annotated[Path | None, typer.Option("--export", metavar="FILE", help="另存成檔案，格式看副檔名")]
ExportDir = Annotated[Path | None, typer.Option("--export-dir", metavar="DIR", help="每筆各存一個檔案到這個資料夾")]
Format = Annotated[str, typer.Option("--to", help="檔案格式：odt、docx、pdf、html、md、json")]
Force = Annotated[bool, typer.Option("--force", help="覆寫已存在的檔案")]


def items_of(text: str | None, input_file: str | None, example: str) -> tuple[Item, ...]:
    """What is asked. Raises InputError unless exactly one of the two ways is used."""
    from assistant.batch import Item, read_items

    if (text is None) == (input_file is None):
        raise InputError("請給一段文字，或用 --input 指定檔案（擇一）。", f"例如：{example}")
    return read_items(input_file) if input_file is not None else (Item("", (text or "",)),)


def opened() -> Assistant:
    """The assistant over the index that stands in its usual place."""
    from assistant.assembly import open_assistant
    from assistant.paths import default_paths

    assistant = open_assistant(default_paths())
    loaded()
    return assistant


def save(memo: Memo, path: Path, fmt: str, *, force: bool) -> None:
    """Write ``memo`` and say where."""
    from assistant.export import write

    write(memo, fmt, path, force)
    typer.echo(f"已存成 {path}", err=True)


def format_of(path: Path) -> str:
    """The format that the name of ``path`` asks for. Raises InputError if it is none we write."""
    from assistant.export import FORMATS

    fmt = path.suffix.removeprefix(".").lower()
    if fmt not in FORMATS:
        raise InputError(f"不認得副檔名「{path.suffix}」。", f"可用的格式：{'、'.join(FORMATS)}。")
    return fmt
