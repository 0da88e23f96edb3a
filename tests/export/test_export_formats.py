"""Round trips: every quotation, reference, number, link and table of a memo is found again in each format."""

from __future__ import annotations

import io
import json
import re

import pytest

from assistant.export import FORMATS, Memo, render
from assistant.export.memo import Quote, Table
from tests.export.found import Found
from tests.export.readers import READERS, read_html
from tests.export.samples import WHEN
from tests.export.test_export_build import lines, marks

KINDS = ("answer", "declined", "conversation", "check")
URL = "https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode=I0050021&flno=12"


def squeezed(text: str) -> str:
    """``text`` without white space: a PDF breaks lines where it must."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="session")
def read_before() -> dict[tuple[str, str], Found]:
    """What has been exported and read, so that each is once only."""
    return {}


@pytest.fixture(params=[(f, k) for f in FORMATS for k in KINDS], ids="-".join)
def exported(
    request: pytest.FixtureRequest, memos: dict[str, Memo], read_before: dict[tuple[str, str], Found]
) -> tuple[str, Memo, Found]:
    fmt, kind = request.param
    if fmt == "pdf":
        request.getfixturevalue("chinese_font")
    if (fmt, kind) not in read_before:
        read_before[fmt, kind] = READERS[fmt](render(memos[kind], fmt))
    return fmt, memos[kind], read_before[fmt, kind]


def test_every_line_is_found(exported: tuple[str, Memo, Found]) -> None:
    fmt, memo, found = exported
    text = squeezed(found.text)
    for line in lines(memo):
        # The mark of a footnote is not text in Markdown; in JSON a quotation's mark is a field.
        words = [p.text for p in line if p.reference is None or fmt not in ("md", "json")]
        parts = ["".join(words)] if fmt not in ("md", "json") else words
        assert all(squeezed(part) in text for part in parts), line


def test_every_quotation_is_found_as_it_is(exported: tuple[str, Memo, Found]) -> None:
    fmt, memo, found = exported
    text = squeezed(found.text) if fmt == "pdf" else found.text
    quotations = [b.text for b in memo.blocks() if isinstance(b, Quote)]
    assert quotations
    for quotation in quotations:
        assert (squeezed(quotation) if fmt == "pdf" else quotation) in text


def test_every_mark_leads_to_its_reference(exported: tuple[str, Memo, Found]) -> None:
    fmt, memo, found = exported
    numbers = {r.number for r in memo.references}
    assert found.places == numbers
    # A PDF's mark is one click area, wherever it stands.
    assert sorted(found.marks) == sorted(marks(memo))
    assert set(found.marks) == numbers or fmt == "json"


def test_every_reference_is_found(exported: tuple[str, Memo, Found]) -> None:
    fmt, memo, found = exported
    text = squeezed(found.text)
    for reference in memo.references:
        if fmt == "json":
            assert f"{reference.case}{reference.field}{reference.source}{reference.sha256}" in text
        else:
            assert squeezed(reference.text) in text


def test_every_number_is_found(exported: tuple[str, Memo, Found]) -> None:
    _, memo, found = exported
    whole = "".join(piece.text for line in lines(memo) for piece in line)
    text = squeezed(found.text)
    assert all(number in text for number in re.findall(r"\d[\d,.]*", whole))


def test_every_heading_is_a_heading(exported: tuple[str, Memo, Found]) -> None:
    fmt, memo, found = exported
    closing = [] if fmt == "json" else ["引註", "產生資訊", "注意事項"]
    assert found.headings == [s.heading for s in memo.sections] + closing


def test_every_table_is_a_table(exported: tuple[str, Memo, Found]) -> None:
    fmt, memo, found = exported
    tables = [b for b in memo.blocks() if isinstance(b, Table)]
    if fmt in ("odt", "docx"):
        assert len(found.tables) == len(tables) + 1  # and the one of the provenance
    if fmt == "pdf":
        # A table that goes on on the next page is told twice, with its header.
        rows = {tuple(map(squeezed, row)) for table in found.tables for row in table}
        for table in tables:
            expected = [table.header, *(tuple("".join(p.text for p in cell) for cell in row) for row in table.rows)]
            assert all(tuple(map(squeezed, row)) in rows for row in expected)
        return
    for table, cells in zip(tables, found.tables, strict=False):
        marked = fmt != "md"
        assert cells[0] == list(table.header)
        for row, read in zip(table.rows, cells[1:], strict=True):
            expected = ["".join(p.text for p in cell if marked or p.reference is None) for cell in row]
            assert [re.sub(r"\[\^\d+\]", "", cell) for cell in read] == expected


def test_every_link_is_a_link(exported: tuple[str, Memo, Found]) -> None:
    _, memo, found = exported
    expected = {piece.url for line in lines(memo) for piece in line if piece.url}
    assert found.links == expected
    assert expected in (set(), {URL})


def test_provenance_and_notices_are_found(exported: tuple[str, Memo, Found]) -> None:
    _, memo, found = exported
    text = squeezed(found.text)
    assert all(squeezed(value) in text for pair in memo.provenance for value in pair)
    assert all(squeezed(notice) in text for notice in memo.notices)


# --- each format's own -----------------------------------------------------------------------------------------------


def test_odt_names_title_language_fonts_and_page_numbers(memos: dict[str, Memo]) -> None:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(render(memos["check"], "odt"))) as archive:
        meta, styles = archive.read("meta.xml").decode(), archive.read("styles.xml").decode()
        content = archive.read("content.xml").decode()
    assert f"<dc:title>{memos['check'].title}</dc:title>" in meta
    assert "<dc:language>zh-TW</dc:language>" in meta and "2026-11-23T14:05:00" in meta
    assert 'style:language-asian="zh"' in styles and 'style:country-asian="TW"' in styles
    assert 'style:font-name-asian="Microsoft JhengHei"' in styles
    assert "<text:page-number" in styles
    assert "table:formula" not in content and "table:table-header-rows" in content
    assert content.count("☑") == 1 and content.count("☐") == 2


def test_odt_opens_in_odfpy(memos: dict[str, Memo]) -> None:
    from odf import teletype
    from odf.opendocument import load
    from odf.text import H

    document = load(io.BytesIO(render(memos["answer"], "odt")))
    assert [teletype.extractText(h) for h in document.getElementsByType(H)][0] == "問題"


def test_docx_opens_in_python_docx(memos: dict[str, Memo]) -> None:
    import docx

    memo = memos["check"]
    document = docx.Document(io.BytesIO(render(memo, "docx")))
    assert document.core_properties.title == memo.title
    assert document.core_properties.language == "zh-TW"
    assert document.paragraphs[0].style.name == "Title"
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"][0] == "事件描述"
    assert len(document.tables) == 6  # matches and aspects of two precedents, articles, provenance
    normal = document.styles["Normal"].element.xml
    assert 'w:eastAsia="微軟正黑體"' in normal
    assert 'w:eastAsia="zh-TW"' in document.styles.element.xml
    assert "PAGE" in document.sections[0].footer._element.xml


def test_pdf_embeds_a_subset_and_names_title_and_language(memos: dict[str, Memo], chinese_font: object) -> None:
    import pypdf

    memo = memos["answer"]
    content = render(memo, "pdf")
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.metadata is not None and reader.metadata.title == memo.title
    assert reader.metadata.creation_date == WHEN
    assert reader.trailer["/Root"]["/Lang"] == "zh-TW"
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        face = font.get_object()
        descriptor = face["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert re.match(r"/[A-Z]{6}\+", face["/BaseFont"])
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert face["/Encoding"] == "/Identity-H"
    # The whole face has 65,535 glyphs and over 15 MB.
    assert len(content) < 300_000


@pytest.mark.parametrize("reader", ["pypdf", "pdfplumber"])
def test_pdf_text_copies_out_as_it_went_in(memos: dict[str, Memo], chinese_font: object, reader: str) -> None:
    import pdfplumber
    import pypdf

    content = io.BytesIO(render(memos["answer"], "pdf"))
    if reader == "pypdf":
        text = "".join(page.extract_text() for page in pypdf.PdfReader(content).pages)
    else:
        with pdfplumber.open(content) as pdf:
            text = "".join(page.extract_text() for page in pdf.pages)
    for block in memos["answer"].blocks():
        if isinstance(block, Quote):
            assert squeezed(block.text) in squeezed(text)


def test_pdf_pages_are_numbered(memos: dict[str, Memo], chinese_font: object) -> None:
    import pypdf

    pages = pypdf.PdfReader(io.BytesIO(render(memos["check"], "pdf"))).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page.extract_text()


def test_html_stands_alone(memos: dict[str, Memo]) -> None:
    text = render(memos["answer"], "html").decode()
    assert '<html lang="zh-TW">' in text and f"<title>{memos['answer'].title}</title>" in text
    assert "default-src 'none'" in text
    assert not re.search(r"<(script|link|img)|url\(|@import|src=", text)
    assert read_html(text.encode()).places


def test_json_keeps_to_its_schema(memos: dict[str, Memo]) -> None:
    from importlib import resources

    import jsonschema

    schema = json.loads(resources.files("assistant.export").joinpath("memo.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for memo in memos.values():
        content = json.loads(render(memo, "json"))
        validator.validate(content)
        assert content["sections"][0]["heading"] == memo.sections[0].heading
        for wrong in ({"schema": 2}, {"kind": "letter"}, {"extra": 1}, {"references": [{}]}, {"notices": []}):
            assert not validator.is_valid({**content, **wrong})


def test_markdown_reads_as_it_is_written(memos: dict[str, Memo]) -> None:
    text = render(memos["check"], "md").decode()
    assert text.startswith("# 公務資料事件比對備忘\n\n## 事件描述\n")
    assert "- [x] 定期或不定期監控網站" in text and text.count("- [ ] ") == 2
    assert "\n[^1]: 《2017 年臺中市政府" in text
    assert text.endswith("\n") and not text.endswith("\n\n")
