"""A memo as PDF: A4, a subset of a Traditional Chinese face embedded, bookmarks, links, and text that copies out."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.export import fonts
from assistant.export.memo import Block, Bullets, Line, Memo, Paragraph, Piece, Quote, Reference, Table, Task, Tasks
from assistant.export.words import text as plain

if TYPE_CHECKING:
    from assistant.export.pdf_sheet import Sheet


def render(memo: Memo) -> bytes:
    """``memo`` as a PDF file. Raises ExportError naming what to install where no Chinese font is found."""
    from assistant.export.pdf_fonts import Producer
    from assistant.export.pdf_sheet import Sheet

    face = fonts.chinese_face()
    with tempfile.TemporaryDirectory(prefix="memo-") as folder:
        sheet = Sheet()
        try:
            sheet.add_faces(face, _characters(memo), _bold_characters(memo), Path(folder))
            _describe(sheet, memo)
            _Writer(sheet, memo).write()
            return bytes(sheet.output(output_producer_class=Producer))
        finally:
            # Windows does not delete a folder in which a file is open.
            sheet.close_faces()


def _describe(sheet: Sheet, memo: Memo) -> None:
    from fpdf import ViewerPreferences

    sheet.set_title(memo.title)
    sheet.set_lang(memo.language)
    sheet.set_creator(f"guidance-assistant {memo.version}")
    sheet.set_creation_date(datetime.fromisoformat(memo.created))
    sheet.viewer_preferences = ViewerPreferences(display_doc_title=True)


def _characters(memo: Memo) -> set[str]:
    """Every character the document may show."""
    found = set("0123456789/ []•—☐☑引註產生資訊注意事項目內容")
    pending: list[object] = [memo]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            found.update(value)
        elif isinstance(value, tuple):
            pending.extend(value)
        elif isinstance(value, Reference):
            found.update(value.text)
        elif hasattr(value, "__dataclass_fields__"):
            pending.extend(getattr(value, name) for name in value.__dataclass_fields__)
    return found - set("\n\t")


def _bold_characters(memo: Memo) -> set[str]:
    """The characters of title, headings and table headers."""
    tables = (block for block in memo.blocks() if isinstance(block, Table))
    texts = [memo.title, *(section.heading for section in memo.sections), *(name for t in tables for name in t.header)]
    return set("".join(texts) + "引註產生資訊注意事項項目內容") - set("\n\t")


class _Writer:
    def __init__(self, sheet: Sheet, memo: Memo) -> None:
        self.sheet = sheet
        self.memo = memo

    def write(self) -> None:
        sheet, memo = self.sheet, self.memo
        sheet.add_page()
        sheet.text_block(plain(memo.title), size=18, bold=True, after=4)
        for section in memo.sections:
            sheet.heading(section.heading, section.level)
            for block in section.blocks:
                self._block(block)
        if memo.references:
            sheet.heading("引註", 1)
            for reference in memo.references:
                sheet.anchor(f"ref-{reference.number}")
                sheet.text_block(plain(reference.text), size=9, head=f"[{reference.number}]", indent=9, after=1)
        sheet.heading("產生資訊", 1)
        rows = tuple((plain(label), plain(value)) for label, value in memo.provenance)
        self._table(Table(("項目", "內容"), rows, (1, 5)))
        sheet.heading("注意事項", 1)
        self._bullets(tuple(plain(notice) for notice in memo.notices))

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(line):
                self.sheet.text_block(line, after=2)
            case Quote():
                self._quote(block)
            case Bullets(items):
                self._bullets(items)
            case Tasks(items):
                for task in items:
                    self._task(task)
            case Table():
                self._table(block)

    def _quote(self, quote: Quote) -> None:
        mark = (Piece(f"[{quote.reference}]", reference=quote.reference),) if quote.reference is not None else ()
        line = (Piece(quote.text), *mark)
        self.sheet.text_block(line, indent=5, bar=True, after=0 if quote.label else 3, keep=bool(quote.label))
        if quote.label:
            label = (Piece("— "), *quote.label)
            self.sheet.text_block(label, size=9, indent=5, bar=True, grey=True, after=3)

    def _bullets(self, items: tuple[Line, ...]) -> None:
        for item in items:
            self.sheet.text_block(item, head="•", indent=5, after=1)

    def _task(self, task: Task) -> None:
        self.sheet.text_block(task.line, head=task.box, indent=7, after=0 if task.note else 2)
        if task.note:
            self.sheet.text_block(task.note, size=9, indent=7, grey=True, after=2)

    def _table(self, table: Table) -> None:
        self.sheet.grid(tuple(map(plain, table.header)), table.rows, table.widths)
