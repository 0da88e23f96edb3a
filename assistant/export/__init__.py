"""Memos of answers, conversations and incident checks, as documents a colleague can check line by line.

Build a memo with :func:`answer_memo`, :func:`conversation_memo` or :func:`report_memo`, then :func:`render` or
:func:`write` it. The libraries behind the formats load when a format is first used.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.errors import ExportError
from assistant.export.build import Setting, answer_memo, conversation_memo
from assistant.export.build_report import report_memo
from assistant.export.files import file_name, write_whole
from assistant.export.memo import Memo
from assistant.export.references import SourceFile
from assistant.export.words import KINDS

__all__ = [
    "FORMATS",
    "Format",
    "Memo",
    "Setting",
    "SourceFile",
    "answer_memo",
    "conversation_memo",
    "filename",
    "render",
    "report_memo",
    "write",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A document format: what people call it, its file extension, its media type and the module that writes it."""

    name: str
    extension: str
    media_type: str
    module: str


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: The formats by their short names; agencies exchange ODF, so it comes first.
FORMATS: dict[str, Format] = {
    "odt": Format("ODT 文件", "odt", "application/vnd.oasis.opendocument.text", "odt"),
    "docx": Format("Word 文件", "docx", _WORD, "docx"),
    "pdf": Format("PDF", "pdf", "application/pdf", "pdf"),
    "html": Format("網頁", "html", "text/html", "html"),
    "md": Format("Markdown", "md", "text/markdown", "markdown"),
    "json": Format("JSON", "json", "application/json", "json"),
}


def render(memo: Memo, fmt: str) -> bytes:
    """``memo`` as a file of format ``fmt``. Raises ExportError if there is no such format or it cannot be made here."""
    writer = importlib.import_module(f"assistant.export.{_format(fmt).module}")
    content: bytes = writer.render(memo)
    return content


def write(memo: Memo, fmt: str, path: str | Path, force: bool = False) -> Path:
    """Write ``memo`` to ``path``, whole or not at all; an existing file is replaced only if ``force`` is set.

    Raises ExportError naming what to do where that cannot be done.
    """
    write_whole(Path(path), render(memo, fmt), force)
    return Path(path)


def filename(memo: Memo, fmt: str, day: date) -> str:
    """A file name for ``memo`` such as 「20261123-指引問答-個資通知.odt」, safe on Windows."""
    return file_name(KINDS[memo.kind], memo.topic, _format(fmt).extension, day)


def _format(fmt: str) -> Format:
    if fmt not in FORMATS:
        raise ExportError(f"沒有「{fmt}」這種格式。", f"可用的格式：{'、'.join(FORMATS)}。")
    return FORMATS[fmt]
