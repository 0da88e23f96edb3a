"""The styles of an exported OpenDocument text: headings, quotations, tables, page numbers, East Asian fonts."""

from __future__ import annotations

from typing import Any

#: Odfpy has no types.
Element = Any

#: What Taiwan's Windows, then macOS, Linux and others have; the first one found is used.
FONT = "Microsoft JhengHei"
FONT_FAMILY = "'Microsoft JhengHei', 'Noto Sans CJK TC', 'Noto Sans TC', 'PingFang TC'"
_BORDER = "0.5pt solid #888888"


class Styles:
    """The styles of ``document``, made when this is, and what its elements are to be told of them."""

    def __init__(self, document: Element) -> None:
        self._document = document
        self._columns: dict[float, Element] = {}
        self._page()
        self._defaults()
        self.text = self._paragraph("Text_20_body", "Text body", {"marginbottom": "0.15cm"})
        self.title = self._paragraph("Title", "Title", {"marginbottom": "0.4cm"}, {"size": 20, "bold": True})
        self.heading = {
            level: self._heading(level, size, margin)
            for level, size, margin in ((1, 15, 0.5), (2, 12.5, 0.35), (3, 11, 0.3))
        }
        bar = {
            "marginleft": "0.4cm",
            "padding": "0.15cm",
            "borderleft": "2pt solid #4a6da7",
            "backgroundcolor": "#f5f7fa",
        }
        self.quote = self._paragraph(
            "Quotations", "Quotations", {**bar, "margintop": "0.2cm", "keepwithnext": "always"}
        )
        # Borders are joined with the quotation above, not with the next one below.
        bar |= {"joinborder": "false", "marginbottom": "0.1cm"}
        self.label = self._paragraph("Quotation_20_source", "Quotation source", bar, {"size": 9.5, "color": "#444444"})
        hanging = {"marginleft": "0.9cm", "textindent": "-0.9cm", "marginbottom": "0.1cm"}
        self.task = self._paragraph("Task", "Task", hanging, tab="0.9cm")
        self.note = self._paragraph(
            "Task_20_note",
            "Task note",
            {"marginleft": "0.9cm", "marginbottom": "0.15cm"},
            {"size": 9.5, "color": "#444444"},
        )
        self.reference = self._paragraph("Reference", "Reference", hanging, {"size": 9.5}, tab="0.9cm")
        self.cell_text = self._paragraph("Table_20_Contents", "Table Contents", {}, {"size": 10})
        self.head_text = self._paragraph("Table_20_Heading", "Table Heading", {}, {"size": 10, "bold": True})
        self._tables()
        self.bullets = self._bullets()
        self.link = self._link()

    def _add(self, style: Element, automatic: bool = False) -> Element:
        (self._document.automaticstyles if automatic else self._document.styles).addElement(style)
        return style

    def _page(self) -> None:
        from odf.style import Footer, MasterPage, PageLayout, PageLayoutProperties
        from odf.text import P, PageCount, PageNumber

        layout = PageLayout(name="A4")
        layout.addElement(
            PageLayoutProperties(
                pagewidth="21cm",
                pageheight="29.7cm",
                margintop="2cm",
                marginbottom="1.5cm",
                marginleft="2cm",
                marginright="2cm",
            )
        )
        self._document.automaticstyles.addElement(layout)
        master = MasterPage(name="Standard", pagelayoutname=layout)
        footer = Footer()
        numbers = P(stylename=self._paragraph("Footer", "Footer", {"textalign": "center"}, {"size": 9}))
        numbers.addElement(PageNumber(selectpage="current"))
        numbers.addText(" / ")
        numbers.addElement(PageCount())
        footer.addElement(numbers)
        master.addElement(footer)
        self._document.masterstyles.addElement(master)

    def _defaults(self) -> None:
        from odf.style import DefaultStyle, FontFace, ParagraphProperties, TextProperties

        self._document.fontfacedecls.addElement(FontFace(name=FONT, fontfamily=FONT_FAMILY))
        default = DefaultStyle(family="paragraph")
        default.addElement(
            ParagraphProperties(lineheight="125%", punctuationwrap="hanging", linebreak="strict", orphans=2, widows=2)
        )
        default.addElement(
            TextProperties(
                fontname=FONT,
                fontnameasian=FONT,
                fontsize="11pt",
                fontsizeasian="11pt",
                language="zh",
                country="TW",
                languageasian="zh",
                countryasian="TW",
            )
        )
        self._document.styles.addElement(default)

    def _paragraph(
        self,
        name: str,
        shown: str,
        layout: dict[str, str],
        letters: dict[str, Any] | None = None,
        tab: str | None = None,
        **more: str | int,
    ) -> Element:
        from odf.style import ParagraphProperties, Style, TabStop, TabStops

        style = Style(name=name, displayname=shown, family="paragraph", **more)
        properties = ParagraphProperties(**layout)
        if tab:
            stops = TabStops()
            stops.addElement(TabStop(position=tab))
            properties.addElement(stops)
        style.addElement(properties)
        if letters:
            style.addElement(_letters(**letters))
        return self._add(style)

    def _heading(self, level: int, size: float, margin: float) -> Element:
        layout = {"margintop": f"{margin}cm", "marginbottom": "0.15cm", "keepwithnext": "always"}
        letters = {"size": size, "bold": True}
        name, shown = f"Heading_20_{level}", f"Heading {level}"
        return self._paragraph(name, shown, layout, letters, defaultoutlinelevel=level)

    def _tables(self) -> None:
        from odf.style import Style, TableCellProperties, TableProperties, TableRowProperties

        self.table = self._add(Style(name="Grid", family="table"), automatic=True)
        layout = {"width": "17cm", "align": "margins", "margintop": "0.2cm", "marginbottom": "0.3cm"}
        self.table.addElement(TableProperties(bordermodel="collapsing", **layout))
        self.short_row = self._add(Style(name="ShortRow", family="table-row"), automatic=True)
        self.short_row.addElement(TableRowProperties(keeptogether="always"))
        self.cell = self._add(Style(name="Cell", family="table-cell"), automatic=True)
        self.cell.addElement(TableCellProperties(padding="0.12cm", border=_BORDER))
        self.head_cell = self._add(Style(name="HeadCell", family="table-cell"), automatic=True)
        self.head_cell.addElement(TableCellProperties(padding="0.12cm", border=_BORDER, backgroundcolor="#eef1f5"))

    def column(self, width: float) -> Element:
        """The style of a column ``width`` centimetres wide."""
        from odf.style import Style, TableColumnProperties

        width = round(width, 2)
        if width not in self._columns:
            style = self._add(Style(name=f"Column{len(self._columns) + 1}", family="table-column"), automatic=True)
            style.addElement(TableColumnProperties(columnwidth=f"{width}cm"))
            self._columns[width] = style
        return self._columns[width]

    def _bullets(self) -> Element:
        from odf.style import ListLevelLabelAlignment, ListLevelProperties
        from odf.text import ListLevelStyleBullet, ListStyle

        style = ListStyle(name="Bullets")
        level = ListLevelStyleBullet(level=1, bulletchar="•")
        properties = ListLevelProperties(listlevelpositionandspacemode="label-alignment")
        properties.addElement(
            ListLevelLabelAlignment(
                labelfollowedby="listtab", listtabstopposition="0.6cm", textindent="-0.6cm", marginleft="0.6cm"
            )
        )
        level.addElement(properties)
        style.addElement(level)
        return self._add(style)

    def _link(self) -> Element:
        from odf.style import Style, TextProperties

        style = Style(name="Internet_20_link", displayname="Internet link", family="text")
        style.addElement(TextProperties(color="#0b4fa0"))
        return self._add(style)


def _letters(size: float | None = None, bold: bool = False, color: str | None = None) -> Element:
    from odf.style import TextProperties

    found: dict[str, Any] = {}
    if size:
        found |= {"fontsize": f"{size}pt", "fontsizeasian": f"{size}pt"}
    if bold:
        found |= {"fontweight": "bold", "fontweightasian": "bold"}
    if color:
        found |= {"color": color}
    return TextProperties(**found)
