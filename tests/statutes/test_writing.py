"""Citations written out parse back to themselves, whatever text they came from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.model import Citation, Span
from assistant.statutes import article_of, citations_json, format_citation, parse, unknown_laws
from assistant.statutes.numerals import NOTATIONS, write
from tests.statutes.vocabulary import LAWS, PRIVACY

PIECES = (
    *(
        "個資法",
        "刑法",
        "民法",
        "個人資料保護法施行細則",
        "海岸巡防法",
        "違反秩序處罰法",
        "管理外匯條例",
        "同法",
        "本法",
    ),
    *("同條", "前條", "前三條", "前項", "次條", "其施行細則", "施行細則", "日本", "依", "違反", "規定：", "下列：\n"),
    *("第", "條", "項", "款", "目", "之", "、", "及", "至", "～", "(", ")", "（", "）", "《", "》", "「", "」", "§"),
    *(
        "12",
        "318-1",
        "三百十八",
        "之一",
        "前段",
        "通知",
        "。",
        "，",
        " ",
        "\n",
        "一、",
        "（以下簡稱本法）",
        "a",
        "1",
        "２",
    ),
)
anything = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=60)
laws = st.sampled_from([None, PRIVACY, "海岸巡防法"])
counted = st.none() | st.integers(1, 30)
numbered = st.builds(lambda n, b: f"{n}-{b}" if b else str(n), st.integers(1, 9999), st.integers(0, 30))


def bare(citation: Citation) -> Citation:
    return replace(citation, raw="", span=Span(0, 0))


def again(citation: Citation) -> list[Citation]:
    return [bare(c) for c in parse(format_citation(citation), LAWS)]


@settings(max_examples=1_500)
@given(anything, st.sampled_from([None, "個資法", "個人資料保護法施行細則", "海岸巡防法"]))
def test_what_is_parsed_survives_being_written_and_parsed_again(text: str, context: str | None):
    for citation in parse(text, LAWS, context):
        assert citation.raw == citation.span.of(text) != ""
        assert again(citation) == [bare(citation)]


@settings(max_examples=500)
@given(
    numbered,
    counted,
    counted,
    st.sampled_from([None, PRIVACY, "海岸巡防法"]),
    st.sampled_from([None, "通知", "甲（乙）"]),
)
def test_every_citation_can_be_written(number, paragraph, subparagraph, law, heading):
    citation = Citation("", Span(0, 0), law, number, paragraph, subparagraph, heading)
    assert again(citation) == [citation]


@settings(max_examples=500)
@given(st.integers(1, 9999), st.integers(0, 99), st.sampled_from(NOTATIONS), st.sampled_from(NOTATIONS))
def test_every_number_is_read_in_an_article(main, branch, notation, branch_notation):
    text = f"個資法第{write(main, notation)}條" + (f"之{write(branch, branch_notation)}" if branch else "")
    assert [c.number for c in parse(text, LAWS)] == [f"{main}-{branch}" if branch else str(main)]


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        (Citation("", Span(0, 0), PRIVACY, "318-1", 2, 3, "通知"), "個人資料保護法第318條之1第2項第3款（通知）"),
        (Citation("", Span(0, 0), None, "12"), "第12條"),
        (Citation("", Span(0, 0), "違反秩序處罰法", "3"), "《違反秩序處罰法》第3條"),
    ],
)
def test_the_words(citation: Citation, words: str):
    assert format_citation(citation) == words


def test_the_json_of_the_command_line():
    assert citations_json("依個資法第18條第1項第2款(安全)、前條", LAWS) == [
        {
            "raw": "個資法第18條第1項第2款",
            "start": 1,
            "end": 14,
            "law": PRIVACY,
            "number": "18",
            "paragraph": 1,
            "subparagraph": 2,
            "heading": "安全",
            "resolved": True,
        },
        {
            "raw": "前條",
            "start": 19,
            "end": 21,
            "law": None,
            "number": None,
            "paragraph": None,
            "subparagraph": None,
            "heading": None,
            "resolved": False,
        },
    ]


def test_unknown_laws_are_counted_by_name():
    citations = parse("個資法第3條、海岸巡防法第4條、第5條、前條", LAWS)
    assert unknown_laws(citations, LAWS) == {"海岸巡防法": 2}


def test_the_article_a_citation_names():
    known, unknown, open_ = parse("個資法第12條(被寫成別的)、海岸巡防法第4條(任務)。前條", LAWS)
    article = article_of(known, LAWS)
    assert article is not None
    assert (article.law, article.title) == (PRIVACY, "通知")
    assert article.url == "https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode=I0050021&flno=12"
    assert article.status == "2025-11-11 修正公布，施行日期由行政院定之（查核日 2026-10-09）"
    other = article_of(unknown, LAWS)
    assert other is not None
    assert (other.law, other.number, other.title, other.url, other.status) == ("海岸巡防法", "4", "任務", None, "")
    assert article_of(open_, LAWS) is None
