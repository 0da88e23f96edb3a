"""The sheet a PDF is set on: faces, lines, paragraphs and tables on A4 pages with numbers. Lengths are millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import fpdf
from fpdf.fonts import TTFFont

from assistant.export import fonts
from assistant.export.memo import Line
from assistant.export.pdf_fonts import embed, stand_in
from assistant.export.pdf_lines import Atom, broken, merged
from assistant.export.words import text as plain

MARGIN, BOTTOM = 20.0, 22.0
WIDTH = 210.0 - 2 * MARGIN
TEXT_SIZE, TABLE_SIZE = 10.5, 9.5
HEADING_SIZES = {1: 14.0, 2: 12.0, 3: 11.0}
#: A line's height for each point of its type's size.
LEADING = 0.58
_INK, _GREY, _LINK, _BAR = (26, 26, 26), (80, 80, 80), (11, 79, 160), (74, 109, 167)
_RULE, _HEAD_FILL = (150, 150, 150), (238, 241, 245)
_PADDING = 1.5
#: A paragraph up to this height is not parted by a page's end: its words can be found in the copied text.
KEPT_WHOLE = 80.0


class Sheet(fpdf.FPDF):  # type: ignore[misc]
    """Pages on which text is set from the top down."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self.set_margin(MARGIN)
        self.set_auto_page_break(False)
        self.c_margin = 0.0
        self._family_of: dict[str, str] = {}
        self._bold_of: dict[str, str] = {}
        self._widths: dict[tuple[str, str, float], float] = {}

    # --- faces -----------------------------------------------------------------------------------------------------

    def add_faces(self, face: fonts.Face, characters: set[str], bold: set[str], folder: Path) -> None:
        """Make ``characters`` ready, and ``bold`` ones in bold: from ``face``, or others for what it lacks."""
        missing = face.lacks(characters)
        heavy = fonts.bold_face(face)
        if heavy is not None and not heavy.lacks(bold - missing):
            self._add_layers(heavy, bold - missing, "bold", folder)
        self._add_layers(face, characters - missing, "text", folder)
        for i, other in enumerate(fonts.symbol_faces(missing)):
            found = missing - other.lacks(missing)
            self._add_layers(other, found, f"symbols{i}", folder)
            missing -= found
        stand_in(self.fonts["text0"], missing)

    def _add_layers(self, face: fonts.Face, characters: set[str], name: str, folder: Path) -> None:
        families = self._bold_of if name == "bold" else self._family_of
        for i, layer in enumerate(face.layers(characters)):
            embed(self, f"{name}{i}", fonts.subset(face, layer, "bold" if name == "bold" else "regular"), folder)
            families.update(dict.fromkeys(layer, f"{name}{i}"))

    def close_faces(self) -> None:
        """Close the files of all faces."""
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    def _face(self, character: str, bold: bool) -> str:
        family = self._bold_of.get(character) if bold else None
        return family or self._family_of.get(character, "text0")

    def _measure(self, text: str, size: float, bold: bool) -> float:
        return sum(self._character_width(c, size, bold) for c in text)

    def _character_width(self, character: str, size: float, bold: bool) -> float:
        family = self._face(character, bold)
        key = (character, family, size)
        if key not in self._widths:
            self.set_font(family, "", size)
            self._widths[key] = float(self.get_string_width(character))
        width: float = self._widths[key]
        return width

    # --- pages -----------------------------------------------------------------------------------------------------

    @property
    def room(self) -> float:
        """What is left of the page."""
        return 297.0 - BOTTOM - float(self.get_y())

    def header(self) -> None:
        """Nothing; from here to the footer, "{nb}" is text like any other and no placeholder."""
        self.str_alias_nb_pages = ""

    def footer(self) -> None:
        """The page's number and how many there are."""
        self.str_alias_nb_pages = "{nb}"
        self.set_font("text0", "", 9)
        self.set_text_color(*_GREY)
        self.set_xy(MARGIN, 297.0 - 14.0)
        self.cell(WIDTH, 5, f"{self.page_no()} / {{nb}}", align="C")

    def anchor(self, name: str) -> None:
        """Name the place where the next line will stand."""
        if self.room < 8:
            self.add_page()
        self.set_link(name=name, y=self.get_y(), page=self.page)

    # --- text ------------------------------------------------------------------------------------------------------

    def heading(self, text: str, level: int) -> None:
        """A heading, also in the outline; never the last line of a page."""
        size = HEADING_SIZES[level]
        if self.room < 3 * size * LEADING + 6:
            self.add_page()
        elif self.get_y() > MARGIN:
            self.ln(3.0)
        self.set_font("text0", "", size)
        self.start_section(text.replace("\n", " "), level - 1)
        self.text_block(plain(text), size=size, bold=True, after=1.5)

    def text_block(
        self,
        line: Line,
        *,
        size: float = TEXT_SIZE,
        bold: bool = False,
        grey: bool = False,
        indent: float = 0.0,
        head: str = "",
        bar: bool = False,
        keep: bool = False,
        after: float = 0.0,
    ) -> None:
        """A paragraph: ``head`` hangs in its indent, ``bar`` stands beside it, ``keep`` ties it to what follows."""
        height = size * LEADING
        lines = broken(line, WIDTH - indent, lambda text: self._measure(text, size, bold))
        needed = height * (len(lines) + keep)
        if self.room < needed <= KEPT_WHOLE:
            self.add_page()
        for i, atoms in enumerate(lines):
            if self.room < height:
                self.add_page()
            y = self.get_y()
            if bar:
                self.set_fill_color(*_BAR)
                self.rect(MARGIN + indent - 3.5, y, 0.9, height, style="F")
            if i == 0 and head:
                self._set(MARGIN, y, [Atom(head, None, 0)], size, bold, grey)
            self._set(MARGIN + indent, y, atoms, size, bold, grey)
            self.set_y(y + height)
        self.ln(after)

    def _set(self, x: float, y: float, atoms: list[Atom], size: float, bold: bool, grey: bool = False) -> None:
        """One line, at ``x`` and ``y``."""
        for atom in merged(atoms):
            colour = _LINK if atom.target is not None else _GREY if grey else _INK
            self.set_text_color(*colour)
            for family, text in self._runs(atom.text, bold):
                width = self._measure(text, size, bold)
                self.set_font(family, "", size)
                self.set_xy(x, y)
                self.cell(width, size * LEADING, text, link=atom.target or "")
                x += width

    def _runs(self, text: str, bold: bool) -> Iterator[tuple[str, str]]:
        """Stretches of ``text`` that one face has."""
        start = 0
        for i in range(1, len(text) + 1):
            if i == len(text) or self._face(text[i], bold) != self._face(text[start], bold):
                yield self._face(text[start], bold), text[start:i]
                start = i

    # --- tables ----------------------------------------------------------------------------------------------------

    def grid(self, header: tuple[Line, ...], rows: tuple[tuple[Line, ...], ...], widths: tuple[int, ...]) -> None:
        """A table; its header stands on each page, a row longer than a page goes on on the next."""
        columns = [WIDTH * width / sum(widths) for width in widths]
        head = self._cells(header, columns, bold=True)
        need = self._row_height(head) + self._row_height(self._cells(rows[0], columns)) if rows else 0
        if self.room < min(need, 60):
            self.add_page()
        self.ln(1)
        self._row(head, columns, bold=True)
        for row in rows:
            self._long_row(self._cells(row, columns), columns, head)
        self.ln(3)

    def _cells(self, row: tuple[Line, ...], columns: list[float], bold: bool = False) -> list[list[list[Atom]]]:
        return [
            broken(line, width - 2 * _PADDING, lambda text: self._measure(text, TABLE_SIZE, bold))
            for line, width in zip(row, columns, strict=True)
        ]

    def _row_height(self, cells: list[list[list[Atom]]]) -> float:
        return max(map(len, cells)) * TABLE_SIZE * LEADING + 2 * _PADDING

    def _long_row(self, cells: list[list[list[Atom]]], columns: list[float], head: list[list[list[Atom]]]) -> None:
        height = TABLE_SIZE * LEADING
        whole_page = 297.0 - BOTTOM - MARGIN - self._row_height(head)
        while any(cells):
            fits = int((self.room - 2 * _PADDING) / height)
            if fits < max(map(len, cells)) and (fits < 2 or self._row_height(cells) <= whole_page):
                self.add_page()
                self._row(head, columns, bold=True)
                fits = int((self.room - 2 * _PADDING) / height)
            self._row([lines[:fits] for lines in cells], columns)
            cells = [lines[fits:] for lines in cells]

    def _row(self, cells: list[list[list[Atom]]], columns: list[float], bold: bool = False) -> None:
        x, y, height = MARGIN, self.get_y(), self._row_height(cells)
        self.set_draw_color(*_RULE)
        self.set_fill_color(*_HEAD_FILL)
        for lines, width in zip(cells, columns, strict=True):
            self.rect(x, y, width, height, style="DF" if bold else "D")
            for i, atoms in enumerate(lines):
                self._set(x + _PADDING, y + _PADDING + i * TABLE_SIZE * LEADING, atoms, TABLE_SIZE, bold)
            x += width
        self.set_y(y + height)
