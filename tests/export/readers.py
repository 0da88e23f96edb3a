"""Reading exported files back, each with a library that did not write it."""

from __future__ import annotations

import html.parser
import io
import json
import re

from tests.export.found import Found
from tests.export.office_readers import read_docx, read_odt

#: The height of a PDF page's foot, in points: 14 mm.
FOOT = 14 * 72 / 25.4


# --- PDF -----------------------------------------------------------------------------------------------------------


def read_pdf(content: bytes) -> Found:
    """Text in the order in which it was written; tables are told by their lines."""
    import pdfplumber
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(content))
    marks: list[int] = []
    links: set[str] = set()
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            there = annotation.get_object()
            if "/A" in there:
                links.add(str(there["/A"]["/URI"]))
            else:
                marks.append(int(str(there["/Dest"]).removeprefix("ref-")))
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        tables = [table for page in pdf.pages for table in page.extract_tables()]
    return Found(
        text=pdf_text(content),
        headings=[entry.title for entry in flat(reader.outline)],
        marks=marks,
        places={int(name.removeprefix("ref-")) for name in reader.named_destinations},
        links=links,
        tables=[[[cell or "" for cell in row] for row in table] for table in tables],
    )


def pdf_text(content: bytes) -> str:
    """The text in the order in which it was written, without the number at each page's foot."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "".join(c["text"] for page in pdf.pages for c in page.chars if c["top"] < page.height - FOOT)


def flat(outline: list) -> list:
    return [entry for item in outline for entry in (flat(item) if isinstance(item, list) else [item])]


# --- HTML ----------------------------------------------------------------------------------------------------------


class _Page(html.parser.HTMLParser):
    """Python's own parser, which is not the template's library."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Found("")
        self.title = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        assert not any(name.startswith("on") for name in values)
        assert tag not in ("script", "iframe", "object", "img", "link")
        if tag not in ("meta", "col", "br"):
            self._open.append(tag)
        target = values.get("href") or ""
        if target.startswith("#ref-"):
            self.found.marks.append(int(target.removeprefix("#ref-")))
        elif target:
            self.found.links.add(target)
        if (values.get("id") or "").startswith("ref-"):
            self.found.places.add(int((values["id"] or "").removeprefix("ref-")))
        if tag == "table":
            self.found.tables.append([])
        elif tag == "tr":
            self.found.tables[-1].append([])
        elif tag in ("td", "th"):
            self.found.tables[-1][-1].append("")
        elif tag in ("h2", "h3", "h4"):
            self.found.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        if "title" in self._open:
            self.title += data
            return
        self.found.text += data
        if {"td", "th"} & set(self._open):
            self.found.tables[-1][-1][-1] += data
        if {"h2", "h3", "h4"} & set(self._open):
            self.found.headings[-1] += data


def read_html(content: bytes) -> Found:
    page = _Page()
    page.feed(content.decode("utf-8"))
    page.close()
    assert page._open == []
    return page.found


# --- Markdown ------------------------------------------------------------------------------------------------------


def read_md(content: bytes) -> Found:
    """By a CommonMark parser with tables; footnotes are read off its text."""
    from markdown_it import MarkdownIt

    source = content.decode("utf-8")
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    found = Found("")
    inline: str | None = None
    for token in tokens:
        inline = token.type if token.type in ("heading_open", "td_open", "th_open") else inline
        if token.type == "table_open":
            found.tables.append([])
        elif token.type == "tr_open":
            found.tables[-1].append([])
        elif token.type == "inline":
            words = "".join(
                "\n" if c.type in ("softbreak", "hardbreak") or c.content == "<br>" else c.content
                for c in token.children or []
            )
            assert all(c.type != "html_inline" or c.content == "<br>" for c in token.children or [])
            found.links |= {str(c.attrs["href"]) for c in token.children or [] if c.type == "link_open"}
            found.text += words + "\n"
            if inline == "heading_open":
                found.headings.append(words)
            elif inline in ("td_open", "th_open"):
                found.tables[-1][-1].append(words)
            inline = None
        else:
            assert token.type not in ("html_block", "code_block", "fence", "hr"), token.content
    found.headings = found.headings[1:]
    found.marks = [int(n) for n in re.findall(r"(?<!\\)\[\^(\d+)\](?!:)", source)]
    found.places = {int(n) for n in re.findall(r"^\[\^(\d+)\]:", source, re.MULTILINE)}
    return found


# --- JSON ----------------------------------------------------------------------------------------------------------


def read_json(content: bytes) -> Found:
    memo = json.loads(content)
    found = Found("", places={r["number"] for r in memo["references"]})

    def line(pieces: list[dict]) -> str:
        found.marks.extend(p["reference"] for p in pieces if "reference" in p)
        found.links.update(p["url"] for p in pieces if "url" in p)
        return "".join(p["text"] for p in pieces)

    words: list[str] = [memo["title"]]
    for section in memo["sections"]:
        found.headings.append(section["heading"])
        for block in section["blocks"]:
            match block["type"]:
                case "paragraph":
                    words.append(line(block["line"]))
                case "quote":
                    words += [block["text"], line(block["label"])]
                    found.marks += [block["reference"]] if block["reference"] else []
                case "bullets":
                    words += map(line, block["items"])
                case "tasks":
                    words += [line(item[key]) for item in block["items"] for key in ("line", "note")]
                case "table":
                    rows = [[line(cell) for cell in row] for row in block["rows"]]
                    found.tables.append([block["header"], *rows])
                    words += [cell for row in rows for cell in row]
    words += [f"{r['guideline']} {r['case']} {r['field']} {r['source']} {r['sha256']}" for r in memo["references"]]
    words += [f"{p['label']} {p['value']}" for p in memo["provenance"]] + memo["notices"]
    found.text = "\n".join(words)
    return found


READERS = {"odt": read_odt, "docx": read_docx, "pdf": read_pdf, "html": read_html, "md": read_md, "json": read_json}
