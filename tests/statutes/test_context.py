"""What a reference that does not name its law, or its article, stands for: known from the text, or not resolved."""

from __future__ import annotations

import pytest

from assistant.statutes import Context
from tests.statutes.vocabulary import CIVIL, CRIMINAL, PRIVACY, RULES, cited, parts

P, C = PRIVACY, CRIMINAL
NOT_KNOWN = (None, "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("個資法第12條。同法第18條", [(P, "12"), (P, "18")]),
        ("個資法規定甚明。\n同法第18條", [(P, "18")]),
        ("個資法第12條、刑法第3條。該法第18條", [(P, "12"), (C, "3"), (C, "18")]),
        ("同法第18條", [(None, "18")]),
        ("個資法第12條。依海岸巡防法規定，同法第18條", [(P, "12"), (None, "18")]),
        ("海岸巡防法第3條。同法第18條", [("海岸巡防法", "3"), ("海岸巡防法", "18")]),
        ("個資法第12條第1項；同條第2項", [(P, "12"), (P, "12")]),
        ("同條第2項", [NOT_KNOWN]),
        ("同條例第3條", [(None, "3")]),
        ("合同法第52條、共同法第3條", [("合同法", "52"), ("共同法", "3")]),
        ("個資法第12條、本法第3條", [(P, "12"), (None, "3")]),
        ("個資法（以下簡稱本法）第12條。本法第3條", [(P, "12"), (P, "3")]),
        ("海岸巡防法（下稱海巡法）第3條。海巡法第5條", [("海岸巡防法", "3"), ("海岸巡防法", "5")]),
        ("個資法（下稱甲法或本法）第12條。甲法第3條、本法第4條", [(P, "12"), (P, "3"), (P, "4")]),
        ("個資法及其施行細則第22條", [(RULES, "22")]),
        ("個資法第12條。同法施行細則第22條", [(P, "12"), (RULES, "22")]),
        ("依個資法及施行細則第22條", [(RULES, "22")]),
        ("施行細則第22條", [(None, "22")]),
        ("依個資法第12條通知，並依第18條指定專人", [(P, "12"), (P, "18")]),
        ("依個資法第12條通知。第18條", [(P, "12"), (None, "18")]),
        ("依個資法及刑法規定，第18條", [(None, "18")]),
        ("個資法下列規定：\n一、第12條\n二、第18條\n其他第3條", [(P, "12"), (P, "18"), (None, "3")]),
        ("前條", [NOT_KNOWN]),
        ("個資法第12條及前條", [(P, "12"), NOT_KNOWN]),
        ("前三條、次條、本條第1項", [NOT_KNOWN] * 3),
    ],
)
def test_without_a_law_of_its_own(text: str, found: list[tuple[str | None, str]]):
    assert cited(text) == found


def test_a_law_s_own_text():
    assert cited("依本法第6條及第7條。第8條", "個資法") == [(P, "6"), (P, "7"), (P, "8")]


def test_the_law_that_enforcement_rules_carry_out():
    assert cited("本法第6條、本細則第3條、第4條、母法第5條", "個人資料保護法施行細則") == [
        (P, "6"),
        (RULES, "3"),
        (RULES, "4"),
        (P, "5"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("犯刑法第3條、第4條之罪、第5條或第6條", [C] * 4),
        ("依刑法第3條但書及第4條所稱措施、第5條所稱事項", [C] * 3),
        ("犯刑法第3條之罪者，準用第8條", [C, P]),
        ("依刑法第3條許可者，第4條", [C, None]),
        ("依刑法第3條。第4條", [C, P]),
        ("依刑法第3條；第4條", [C, P]),
    ],
)
def test_another_law_s_article_in_a_law_s_own_text(text: str, found: list[str | None]):
    assert [law for law, _ in cited(text, "個資法")] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("前條", [(P, "12")]),
        ("前三條", [(P, "10"), (P, "11"), (P, "12")]),
        ("次條", [(P, "14")]),
        ("本條第2項", [(P, "13")]),
        ("違反第6條或前條", [(P, "6"), (P, "12")]),
        ("第11條至前條", [(P, "11"), (P, "12")]),
        ("前二十條", [NOT_KNOWN]),
    ],
)
def test_the_article_that_a_text_is(text: str, found: list[tuple[str | None, str]]):
    assert cited(text, Context("個資法", "13")) == found


def test_the_law_s_own_order_counts_where_it_is_known():
    order = ("317", "318", "318-1", "318-2", "319")
    assert cited("前條", Context("刑法", "319", order)) == [(C, "318-2")]
    assert cited("前二條、次條", Context("刑法", "318-1", order)) == [(C, "317"), (C, "318"), (C, "318-2")]
    assert cited("前條", Context("刑法", "318-1")) == [(C, "318")]
    assert cited("前條", Context("刑法", "1")) == [NOT_KNOWN]


def test_the_order_of_the_articles_read_so_far_counts_too():
    text = "第318條 甲\n第318條之1 乙\n第318條之2 丙\n第319條 依前條"
    assert cited(text, "刑法")[-1] == (C, "318-2")
    assert cited("第3條 甲\n第9條 依前條", "刑法")[-1] == (C, "8")


def test_paragraphs_of_the_article_that_a_text_is():
    text = "甲依下列：\n一、乙。\n二、丙。\n依前項第二款及第一項。\n前二項"
    assert parts(text, Context("個資法", "6")) == [("6", 1, 2), ("6", 1, None), ("6", 1, None), ("6", 2, None)]


def test_前條第一項_is_the_first_paragraph_of_each():
    assert parts("前二條第一項", Context("個資法", "13")) == [("11", 1, None), ("12", 1, None)]


def test_a_text_that_begins_with_its_law_s_name_is_that_law():
    text = "法規名稱：個人資料保護法\n第 12 條\n依本法第6條及第7條。\n前項與前條\n第 13 條\n準用前條第一項"
    assert cited(text) == [(P, n) for n in ("12", "6", "7", "12", "11", "13", "12")]


@pytest.mark.parametrize("opening, closing", ["「」", "『』", "“”"])
def test_a_quoted_article_is_read_as_that_law(opening: str, closing: str):
    text = f"個資法第13條第2項規定：{opening}違反本法第6條、第7條、前條或前項{closing}。前條、第8條"
    assert cited(text) == [(P, n) for n in ("13", "6", "7", "12", "13")] + [NOT_KNOWN, (None, "8")]


def test_a_quotation_that_never_closes_is_none():
    assert cited("個資法第13條規定：「違反前條") == [(P, "13"), NOT_KNOWN]


def test_a_context_that_the_registry_does_not_know():
    assert cited("本法第3條、民法第184條", "海岸巡防法") == [("海岸巡防法", "3"), (CIVIL, "184")]
