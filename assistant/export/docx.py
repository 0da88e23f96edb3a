"""A memo as a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from assistant.export.memo import Block, Bullets, Line, Memo, Paragraph, Piece, Quote, Reference, Table, Task, Tasks
from assistant.export.words import text as plain

#: An element of python-docx or lxml; neither has types here.
Element = Any

#: What Taiwan's Windows has; elsewhere the word processor takes another face for zh-TW.
FONT = "Microsoft JhengHei"
EAST_ASIAN_FONT = "微軟正黑體"
#: The width between the margins of an A4 page, in centimetres.
TEXT_WIDTH = 17.0
#: A table row of this many characters may go on on the next page.
LONG_ROW = 400
#: The longest text that a property of an Office document may hold.
PROPERTY_LENGTH = 255


def render(memo: Memo) -> bytes:
    """``memo`` as a DOCX file."""
    import docx

    document = docx.Document()
    _describe(document, memo)
    _page(document)
    _style(document)
    writer = _Writer(document)
    writer.memo(memo)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _describe(document: Element, memo: Memo) -> None:
    about = document.core_properties
    about.title, about.language, about.author = memo.title, memo.language, ""
    about.comments = f"guidance-assistant {memo.version}"[:PROPERTY_LENGTH]
    about.created = about.modified = datetime.fromisoformat(memo.created)


def _page(document: Element) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")


#: Type size, space after and left indent of each style, in points; those that Word lacks are added.
_STYLES = {
    "Normal": (11, 6, 0),
    "Title": (20, 10, 0),
    "Heading 1": (15, 4, 0),
    "Heading 2": (12.5, 4, 0),
    "Heading 3": (11, 4, 0),
    "Quote": (11, 0, 12),
    "Quote Source": (9.5, 8, 12),
    "Table Text": (10, 0, 0),
    "Task Text": (11, 4, 25),
    "Reference": (9.5, 3, 25),
}


def _style(document: Element) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, (size, after, indent) in _STYLES.items():
        known = any(style.name == name for style in document.styles)
        style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.size, style.font.italic = Pt(size), False
        style.font.bold = name == "Title" or name.startswith("Heading")
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        layout = style.paragraph_format
        layout.space_after, layout.left_indent = Pt(after), Pt(indent)
        if name in ("Task Text", "Reference"):
            layout.first_line_indent = Pt(-indent)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script, face in (("ascii", FONT), ("hAnsi", FONT), ("cs", FONT), ("eastAsia", EAST_ASIAN_FONT)):
            fonts.set(qn(f"w:{script}"), face)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-TW")


def _element(tag: str, **attributes: str) -> Element:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _field(paragraph: Element, code: str) -> None:
    """Append a field such as PAGE, which the word processor fills in."""
    run = paragraph.add_run()
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            instruction = _element("instrText")
            instruction.text = code
            run._r.append(instruction)
        run._r.append(_element("fldChar", fldCharType=kind))


class _Writer:
    """Appends to ``document``."""

    def __init__(self, document: Element) -> None:
        self.document = document

    def memo(self, memo: Memo) -> None:
        self._paragraph("Title").add_run(memo.title)
        for section in memo.sections:
            self._paragraph(f"Heading {section.level}").add_run(section.heading)
            for block in section.blocks:
                self._block(block)
        if memo.references:
            self._paragraph("Heading 1").add_run("引註")
            for reference in memo.references:
                self._reference(reference)
        self._paragraph("Heading 1").add_run("產生資訊")
        rows = tuple((plain(label), plain(value)) for label, value in memo.provenance)
        self._table(Table(("項目", "內容"), rows, (1, 5)))
        self._paragraph("Heading 1").add_run("注意事項")
        self._bullets(plain(notice) for notice in memo.notices)

    def _paragraph(self, style: str) -> Element:
        paragraph = self.document.add_paragraph()
        # By the id, which is the name without blanks: looking a name up takes longer than all else.
        paragraph._p.style = style.replace(" ", "")
        return paragraph

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(line):
                self._line(self._paragraph("Normal"), line)
            case Quote():
                self._quote(block)
            case Bullets(items):
                self._bullets(items)
            case Tasks(items):
                for task in items:
                    self._task(task)
            case Table():
                self._table(block)

    def _line(self, paragraph: Element, line: Line) -> None:
        for piece in line:
            if piece.reference is not None or piece.url:
                self._link(paragraph, piece)
            else:
                paragraph.add_run(piece.text)

    def _link(self, paragraph: Element, piece: Piece) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        if piece.reference is not None:
            link = _element("hyperlink", anchor=f"ref_{piece.reference}", history="1")
        else:
            link = _element("hyperlink", history="1")
            link.set(qn("r:id"), paragraph.part.relate_to(piece.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = paragraph.add_run(piece.text)
        run.font.color.rgb = RGBColor(0x0B, 0x4F, 0xA0)
        link.append(run._r)
        paragraph._p.append(link)

    def _quote(self, quote: Quote) -> None:
        mark = (Piece(f"[{quote.reference}]", reference=quote.reference),) if quote.reference is not None else ()
        paragraph = self._paragraph("Quote")
        _bar(paragraph)
        self._line(paragraph, (Piece(quote.text), *mark))
        if quote.label:
            paragraph.paragraph_format.keep_with_next = True
            self._line(self._paragraph("Quote Source"), quote.label)

    def _bullets(self, items: Iterable[Line]) -> None:
        for item in items:
            self._line(self._paragraph("List Bullet"), item)

    def _task(self, task: Task) -> None:
        from docx.shared import Pt

        paragraph = self._paragraph("Task Text")
        self._line(paragraph, (Piece(f"{task.box}\t"), *task.line))
        if task.note:
            paragraph.paragraph_format.space_after = Pt(0)
            note = self._paragraph("Quote Source")
            note.paragraph_format.left_indent = Pt(25)
            self._line(note, task.note)

    def _table(self, table: Table) -> None:
        from docx.shared import Cm, Pt

        grid = self.document.add_table(rows=1 + len(table.rows), cols=len(table.header), style="Table Grid")
        grid.autofit = False
        widths = [Cm(TEXT_WIDTH * width / sum(table.widths)) for width in table.widths]
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        for row, lines in zip(grid.rows, (tuple(map(plain, table.header)), *table.rows), strict=True):
            for cell, line, width in zip(row.cells, lines, widths, strict=True):
                cell.width = width
                paragraph = cell.paragraphs[0]
                paragraph._p.style = "TableText"
                self._line(paragraph, line)
        _lay_out(grid.rows)
        self._paragraph("Normal").paragraph_format.space_after = Pt(0)

    def _reference(self, reference: Reference) -> None:
        paragraph = self._paragraph("Reference")
        number = str(reference.number)
        paragraph._p.append(_element("bookmarkStart", id=number, name=f"ref_{number}"))
        paragraph.add_run(f"[{number}]")
        paragraph._p.append(_element("bookmarkEnd", id=number))
        paragraph.add_run(f"\t{reference.text}")


def _lay_out(rows: Element) -> None:
    """Make the first of ``rows`` a header that stands again on each page; keep short rows in one piece."""
    for i, row in enumerate(rows):
        layout = row._tr.get_or_add_trPr()
        if len("".join(row._tr.itertext())) < LONG_ROW:
            layout.append(_element("cantSplit", val="true"))
        if i == 0:
            layout.append(_element("tblHeader", val="true"))
            for cell in row.cells:
                cell._tc.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill="EEF1F5"))
                for run in cell.paragraphs[0].runs:
                    run.font.bold = True


def _bar(paragraph: Element) -> None:
    """A bar at the left of a quotation."""
    borders = _element("pBdr")
    borders.append(_element("left", val="single", sz="18", space="8", color="4A6DA7"))
    paragraph._p.get_or_add_pPr().append(borders)
