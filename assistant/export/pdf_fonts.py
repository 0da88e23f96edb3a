"""Embedding a small font in a PDF so that every reader can copy its text out, and without subsetting it once more.

Large Chinese fonts are CID-keyed: a glyph goes by a number of its own. fpdf2 writes texts in codes of its own and a
table from these to those numbers, which pypdf and pdfminer do not read (2026-11, fpdf2 2.8.9, pypdf 7.1, pdfminer
20260107): what they copied out was nothing or rubbish. Here the font's glyphs are renumbered to be the codes, so that
the plain encoding "Identity-H" holds, as it does for TrueType fonts.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import fpdf
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf.fonts import TTFFont
from fpdf.output import OutputProducer
from fpdf.syntax import Name

#: The code that fpdf2 keeps for the blank in every font; 0 is kept for what is missing.
_BLANK = 0x20


class _ReadyTable:
    """A font's table of outlines as HarfBuzz has cut it down.

    fpdf2 lets fontTools subset every font once more: it would read, prune and rewrite each glyph's program, which
    took two thirds of an export's time (2026-11, 480 glyphs: 0.15 of 0.22 s). For CID-keyed fonts fpdf2 embeds what
    :meth:`compile` returns; the other methods are those of fontTools' subsetter, with nothing left to do.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content

    def closure_glyphs(self, subsetter: object) -> None:
        """Outlines here refer to no others."""

    def prune_pre_subset(self, font: object, options: object) -> bool:
        """Keep the table."""
        return True

    def subset_glyphs(self, subsetter: object) -> bool:
        """Keep the table."""
        return True

    def prune_post_subset(self, font: object, options: object) -> bool:
        """Keep the table."""
        return True

    def compile(self, font: object) -> bytes:
        """The table as it is."""
        return self.content


class Producer(OutputProducer):  # type: ignore[misc]
    """fpdf2's writer, with texts encoded by the glyphs' own numbers, which :func:`embed` has made the same."""

    def _add_fonts(self, *resources: object) -> dict[int, object]:
        fonts: dict[int, object] = super()._add_fonts(*resources)
        for font in fonts.values():
            font.encoding = Name("Identity-H")  # type: ignore[attr-defined]
        return fonts


def embed(pdf: fpdf.FPDF, family: str, content: bytes, folder: Path) -> None:
    """Add the font file ``content`` to ``pdf`` as ``family``; no two of its characters may share a glyph."""
    content, order = _renumbered(content)
    path = folder / f"{family}.otf"
    path.write_bytes(content)
    pdf.add_font(family, "", path)
    font = pdf.fonts[family]
    font.ttfont.recalcBBoxes = False
    for code, character in order:
        assert font.subset.pick(character) == code
    if font.is_cid_keyed:
        font.ttfont.getGlyphOrder()
        font.ttfont.tables["CFF "] = _ReadyTable(font.ttfont.reader["CFF "])


def _renumbered(content: bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """A CID-keyed font with its glyphs numbered as fpdf2 will number them, and those numbers and characters in order.

    Any other font as it is.
    """
    font = TTFont(io.BytesIO(content))
    if not _is_cid_keyed(font):
        return content, []
    glyph_of = {character: font.getGlyphID(name) for character, name in font.getBestCmap().items()}
    characters = sorted((c for c in glyph_of if c != _BLANK), key=lambda c: glyph_of[c])
    order = list(zip((n for n in range(1, 0x10000) if n != _BLANK), characters, strict=False))
    number_of = {glyph_of[character]: number for number, character in order} | {glyph_of[_BLANK]: _BLANK}
    rest = iter(range(max(len(order), _BLANK) + 2, 0x10000))
    names = [f"cid{number_of.get(glyph) or next(rest):05d}" for glyph in range(1, len(font.getGlyphOrder()))]
    return _renamed(content, [".notdef", *names]), order


def _is_cid_keyed(font: TTFont) -> bool:
    return "CFF " in font and hasattr(font["CFF "].cff.topDictIndex[0], "ROS")


def _renamed(content: bytes, names: list[str]) -> bytes:
    """The font with its glyphs called ``names``; outlines and other tables are copied as they are."""
    font = TTFont(io.BytesIO(content), recalcBBoxes=False, recalcTimestamp=False)
    top = font["CFF "].cff.topDictIndex[0]
    glyphs = top.CharStrings
    glyphs.charStrings = {new: glyphs.charStrings[old] for new, old in zip(names, font.getGlyphOrder(), strict=True)}
    top.charset, top.ROS = names, ("Adobe", "Identity", 0)
    font.setGlyphOrder(names)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def stand_in(font: TTFFont, characters: Iterable[str]) -> None:
    """Let ``characters``, which no font has, be shown as the empty box, each for itself: they still copy out."""
    # A copy: fpdf2's map is the very table that is embedded.
    font.cmap = dict(font.cmap)
    for code in map(ord, characters):
        font.cmap[code], font.glyph_ids[code], font.cw[code] = ".notdef", 0, font.desc.missing_width
