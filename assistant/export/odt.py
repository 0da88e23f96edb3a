"""A memo as an OpenDocument text (CNS 15251), the format that agencies exchange."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from assistant.export.memo import Block, Bullets, Line, Memo, Paragraph, Quote, Reference, Table, Task, Tasks
from assistant.export.odt_styles import Styles

# OpenDocument collapses white space; what is to stay is written as elements.
_WHITE_SPACE = re.compile(r"(\n|\t|^ | {2,}| $)")
#: Odfpy has no types.
Element = Any

#: The width between the margins of an A4 page, in centimetres.
TEXT_WIDTH = 17.0
#: A table row of this many characters may go on on the next page.
LONG_ROW = 400


def render(memo: Memo) -> bytes:
    """``memo`` as an ODT file."""
    from odf.opendocument import OpenDocumentText

    document = OpenDocumentText()
    _describe(document, memo)
    _Writer(document.text, Styles(document)).memo(memo)
    content = io.BytesIO()
    document.write(content)
    return content.getvalue()


def _describe(document: Element, memo: Memo) -> None:
    from odf import dc, meta

    document.meta.addElement(dc.Title(text=memo.title))
    document.meta.addElement(dc.Language(text=memo.language))
    document.meta.addElement(meta.CreationDate(text=memo.created[:19]))
    document.meta.addElement(dc.Date(text=memo.created[:19]))


class _Writer:
    """Appends to ``body``, the element that holds a document's text."""

    def __init__(self, body: Element, styles: Styles) -> None:
        self.body = body
        self.styles = styles
        self.tables = 0

    def memo(self, memo: Memo) -> None:
        from odf.text import P

        self._add(P(stylename=self.styles.title), memo.title)
        for section in memo.sections:
            self._heading(section.level, section.heading)
            for block in section.blocks:
                self._block(block)
        if memo.references:
            self._heading(1, "引註")
            for reference in memo.references:
                self._reference(reference)
        self._heading(1, "產生資訊")
        self._table(Table(("項目", "內容"), tuple(_row(*pair) for pair in memo.provenance), (1, 5)))
        self._heading(1, "注意事項")
        self._bullets([_row(notice)[0] for notice in memo.notices])

    def _add(self, element: Element, text: str) -> None:
        _fill(element, text)
        self.body.addElement(element)

    def _heading(self, level: int, text: str) -> None:
        from odf.text import H

        self._add(H(outlinelevel=level, stylename=self.styles.heading[level]), text)

    def _paragraph(self, line: Line, style: Element, into: Element = None) -> None:
        from odf.text import A, P

        paragraph = P(stylename=style)
        for piece in line:
            target = f"#ref_{piece.reference}" if piece.reference is not None else piece.url
            if target:
                link = A(type="simple", href=target, stylename=self.styles.link)
                _fill(link, piece.text)
                paragraph.addElement(link)
            else:
                _fill(paragraph, piece.text)
        (self.body if into is None else into).addElement(paragraph)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(line):
                self._paragraph(line, self.styles.text)
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
        from odf.text import A, P

        paragraph = P(stylename=self.styles.quote)
        _fill(paragraph, quote.text)
        if quote.reference is not None:
            link = A(
                type="simple", href=f"#ref_{quote.reference}", stylename=self.styles.link, text=f"[{quote.reference}]"
            )
            paragraph.addElement(link)
        self.body.addElement(paragraph)
        if quote.label:
            self._paragraph(quote.label, self.styles.label)

    def _bullets(self, items: Iterable[Line]) -> None:
        from odf.text import List, ListItem

        bullets = List(stylename=self.styles.bullets)
        for item in items:
            entry = ListItem()
            self._paragraph(item, self.styles.text, entry)
            bullets.addElement(entry)
        self.body.addElement(bullets)

    def _task(self, task: Task) -> None:
        from assistant.export.memo import Piece

        self._paragraph((Piece(f"{task.box}\t"), *task.line), self.styles.task)
        if task.note:
            self._paragraph(task.note, self.styles.note)

    def _table(self, table: Table) -> None:
        from odf.table import Table as Grid
        from odf.table import TableColumn, TableHeaderRows

        self.tables += 1
        grid = Grid(name=f"Table{self.tables}", stylename=self.styles.table)
        for width in table.widths:
            grid.addElement(TableColumn(stylename=self.styles.column(TEXT_WIDTH * width / sum(table.widths))))
        head = TableHeaderRows()
        head.addElement(self._row(_row(*table.header), self.styles.head_cell, self.styles.head_text))
        grid.addElement(head)
        for row in table.rows:
            grid.addElement(self._row(row, self.styles.cell, self.styles.cell_text))
        self.body.addElement(grid)

    def _row(self, cells: tuple[Line, ...], cell_style: Element, text_style: Element) -> Element:
        from odf.table import TableCell, TableRow

        short = sum(len(piece.text) for line in cells for piece in line) < LONG_ROW
        row = TableRow(stylename=self.styles.short_row) if short else TableRow()
        for line in cells:
            # A string cell: whatever stands in it, "=1+1" included, is text.
            cell = TableCell(stylename=cell_style, valuetype="string")
            self._paragraph(line, text_style, cell)
            row.addElement(cell)
        return row

    def _reference(self, reference: Reference) -> None:
        from odf.text import BookmarkEnd, BookmarkStart, P

        paragraph = P(stylename=self.styles.reference)
        paragraph.addElement(BookmarkStart(name=f"ref_{reference.number}"))
        _fill(paragraph, f"[{reference.number}]")
        paragraph.addElement(BookmarkEnd(name=f"ref_{reference.number}"))
        _fill(paragraph, f"\t{reference.text}")
        self.body.addElement(paragraph)


def _row(*texts: str) -> tuple[Line, ...]:
    from assistant.export.words import text

    return tuple(text(words) for words in texts)


def _fill(element: Element, text: str) -> None:
    """Append ``text`` to ``element``, white space as it is."""
    from odf.text import LineBreak, S, Tab

    for part in _WHITE_SPACE.split(text):
        if part == "\n":
            element.addElement(LineBreak())
        elif part == "\t":
            element.addElement(Tab())
        elif part and not part.strip(" "):
            element.addElement(S(c=len(part)))
        elif part:
            element.addText(part)
