"""Texts that break documents: markup, controls, rare characters, other directions, great length, formulas."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.export import FORMATS, render
from assistant.export.cleaning import clean, safe_url
from assistant.export.memo import Quote
from tests.export.readers import READERS, pdf_text
from tests.export.samples import nasty

WORST = (
    "<b>&amp;</b><script>alert('x')</script>&#0;]]><!-- -->",
    "`*_[x](y)_*` ~~a~~ | b | \\ # ## $x$ ![i](j) <br> {nb} {{ 7*7 }} {% x %}",
    "# 標題\n- 項目\n1. 一\n    程式碼\n> 引文\n---\n===\n\ttab  兩格   三格 ",
    "=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}",
    "𡍼𠮷😀👨‍👩‍👧﨑①㍿ｶﾞ", "⼀一⽤用", "שלום عالم مرحبا", "a\u202eb\u2066c",
    "甲\x00乙\x07丙\x0b丁\x1b[31m戊\ud800己\uffff庚", "一\r\n二\r三\u2028四",
    "長" * 2000, "x" * 1500, "字 " * 500,
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(WORST),
    st.text(st.characters(), min_size=1, max_size=60),
    st.text(st.sampled_from("<>&\"'`*_[]()#|\\~$\n\t -=+1.{}%甲"), min_size=1, max_size=40),
)
# Rendering takes its time on a busy machine, and a fixture says whether there is a font.
CALM = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def check_found(text: str, fmt: str) -> None:
    memo = nasty(text)
    content = render(memo, fmt)
    found = squeezed(pdf_text(content) if fmt == "pdf" else READERS[fmt](content).text)
    expected = squeezed(clean(text))
    quotations = [block for block in memo.blocks() if isinstance(block, Quote)]
    assert all(squeezed(quote.text) in (expected, expected + "…") for quote in quotations)
    # Once as a quotation for each of question, searched, reminder, passage and article. (No longer message than this:
    # explaining the difference of long texts takes minutes.)
    times = found.count(expected) if expected else 5
    assert times >= 5, f"{len(expected)} characters"


@pytest.mark.parametrize("text", WORST, ids=range(len(WORST)))
@pytest.mark.parametrize("fmt", [f for f in FORMATS if f != "pdf"])
def test_the_worst(text: str, fmt: str) -> None:
    check_found(text, fmt)


@pytest.mark.parametrize("text", WORST, ids=range(len(WORST)))
def test_the_worst_in_pdf(text: str, chinese_font: object) -> None:
    check_found(text, "pdf")


@pytest.mark.parametrize("fmt", [f for f in FORMATS if f != "pdf"])
@CALM
@given(text=TEXTS)
def test_any_text(fmt: str, text: str) -> None:
    check_found(text, fmt)


@CALM
@given(text=TEXTS)
def test_any_text_in_pdf(text: str, chinese_font: object) -> None:
    check_found(text, "pdf")


@given(st.text())
def test_cleaning_drops_controls_and_nothing_else(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    json.dumps(cleaned).encode()
    cleaned.encode()  # no half code points
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]", cleaned)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Cn", "Zl", "Zp"])))
def test_cleaning_leaves_what_is_printed_alone(text: str) -> None:
    assert clean(text) == text


def test_formulas_stay_text_in_tables() -> None:
    for fmt, forbidden in (("odt", b"formula"), ("docx", b'=HYPERLINK("http://x","y")</w:instrText>')):
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(render(nasty('=HYPERLINK("http://x","y")'), fmt))) as archive:
            assert all(forbidden not in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("url", ["javascript:1", "data:text/html,x", "//x", "ftp://x", "http://", "https://a\nb", ""])
def test_unsafe_links_are_dropped(url: str | None) -> None:
    assert safe_url(url) is None


def test_safe_links_stay() -> None:
    assert safe_url("https://law.moj.gov.tw/x?a=1&b=2#c") == "https://law.moj.gov.tw/x?a=1&b=2#c"
