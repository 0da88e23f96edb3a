"""Reading exported ODT and DOCX files back: their archives and XML, without the libraries that wrote them."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from tests.export.found import Found

ODF = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
}
WORD = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def qualified(names: dict[str, str], name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{names[prefix]}}}{local}"


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read(name))


# --- ODT -----------------------------------------------------------------------------------------------------------


def odt_text(element: etree._Element) -> str:
    found = [element.text or ""]
    for child in element:
        match etree.QName(child).localname:
            case "s":
                found.append(" " * int(child.get(qualified(ODF, "text:c"), "1")))
            case "tab":
                found.append("\t")
            case "line-break":
                found.append("\n")
            case _:
                found.append(odt_text(child))
        found.append(child.tail or "")
    return "".join(found)


def read_odt(content: bytes) -> Found:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        # The package's first entry is its media type, stored as it is (ODF 1.2, part 3, section 3.3).
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    body = part(content, "content.xml").find(".//office:text", ODF)
    targets = [a.get(qualified(ODF, "xlink:href")) for a in body.iterfind(".//text:a", ODF)]
    bookmarks = [b.get(qualified(ODF, "text:name")) for b in body.iterfind(".//text:bookmark-start", ODF)]
    return Found(
        text="\n".join(odt_text(p) for p in body.iter(qualified(ODF, "text:p"), qualified(ODF, "text:h"))),
        headings=[odt_text(h) for h in body.iterfind(".//text:h", ODF)],
        marks=[int(t.removeprefix("#ref_")) for t in targets if t.startswith("#ref_")],
        places={int(name.removeprefix("ref_")) for name in bookmarks},
        links={t for t in targets if not t.startswith("#")},
        tables=[
            [
                ["\n".join(map(odt_text, c.iterfind("text:p", ODF))) for c in row.iterfind("table:table-cell", ODF)]
                for row in table.iter(qualified(ODF, "table:table-row"))
            ]
            for table in body.iterfind(".//table:table", ODF)
        ],
    )


# --- DOCX ----------------------------------------------------------------------------------------------------------


def docx_text(element: etree._Element) -> str:
    found: list[str] = []
    for node in element.iter():
        if not isinstance(node.tag, str):
            continue
        match etree.QName(node).localname:
            case "t":
                found.append(node.text or "")
            case "tab" if etree.QName(node.getparent()).localname == "r":
                found.append("\t")
            case "br":
                found.append("\n")
    return "".join(found)


def read_docx(content: bytes) -> Found:
    body = part(content, "word/document.xml").find("w:body", WORD)
    related = {r.get("Id"): r.get("Target") for r in part(content, "word/_rels/document.xml.rels")}
    links = body.findall(".//w:hyperlink", WORD)
    anchors = [a for link in links if (a := link.get(qualified(WORD, "w:anchor")))]
    bookmarks = [b.get(qualified(WORD, "w:name")) for b in body.iterfind(".//w:bookmarkStart", WORD)]

    def style(paragraph: etree._Element) -> str:
        found = paragraph.find("w:pPr/w:pStyle", WORD)
        return "" if found is None else found.get(qualified(WORD, "w:val"))

    return Found(
        text="\n".join(map(docx_text, body.iter(qualified(WORD, "w:p")))),
        headings=[docx_text(p) for p in body.iterfind("w:p", WORD) if style(p).startswith("Heading")],
        marks=[int(a.removeprefix("ref_")) for a in anchors],
        places={int(name.removeprefix("ref_")) for name in bookmarks},
        links={related[i] for link in links if (i := link.get(qualified(WORD, "r:id")))},
        tables=[
            [
                ["\n".join(map(docx_text, c.iterfind("w:p", WORD))) for c in row.iterfind("w:tc", WORD)]
                for row in t.iterfind("w:tr", WORD)
            ]
            for t in body.iterfind(".//w:tbl", WORD)
        ],
    )
