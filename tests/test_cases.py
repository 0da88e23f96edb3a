from __future__ import annotations

import pytest

from assistant.cases import read_guideline
from assistant.corpus import Corpus
from assistant.errors import CorpusError
from assistant.library import Library
from assistant.model import Quotation
from tests.conftest import SMALL_GUIDELINE, source


def quotations(library: Library) -> list[Quotation]:
    quotes = []
    for case in library.cases.values():
        quotes += [case.title, case.facts, *(p.quote for p in case.provisions), *(r.quote for r in case.reminders)]
    return quotes + [p.quote for passages in library.passages.values() for p in passages]


def test_the_shipped_guideline_has_its_cases_reminders_and_provisions(library: Library):
    assert list(library.cases) == ["20170101", "20170102", "20170103", "20170104", "20170105", "20170106"]
    assert [len(c.reminders) for c in library.cases.values()] == [9, 5, 6, 7, 5, 5]  # 37 with text
    assert [len(c.provisions) for c in library.cases.values()] == [3, 3, 4, 3, 4, 6]  # 23 lines
    cited = [citation for c in library.cases.values() for p in c.provisions for citation in p.citations]
    assert len(cited) == 23 + 2  # two lines name 第318條之1、之2
    assert all(citation.resolved for citation in cited)


def test_every_quotation_is_cut_from_its_source(library: Library, corpus: Corpus):
    texts = {s.name: s.text for s in (*corpus.sources, corpus.outside)}
    for quote in quotations(library):
        assert quote.span.of(texts[quote.source]) == quote.text
        assert quote.text == quote.text.strip()
        assert quote.text or quote.source == corpus.outside.name


def test_the_empty_reminder_is_warned_of_and_nothing_is_invented(library: Library):
    assert [str(w) for w in library.warnings] == [
        "2017-taichung-leak-prevention.txt:28: 案例 20170101 的叮嚀事項第 10 項在原文是空的"
    ]
    assert library.cases["20170101"].reminder(10) is None


def test_another_notation_reads_the_same(library: Library):
    guideline = read_guideline(source(SMALL_GUIDELINE), library.registry)
    first, second = guideline.cases
    assert guideline.title == "某市測試指引"
    assert first.facts is not None
    assert first.facts.text == "承辦人甲於捷運遺失公務手機，內有民眾名冊。\n拾得人把名冊公開。"
    assert [(r.number, r.quote.text) for r in first.reminders] == [
        (1, "公務手機應設定螢幕鎖定。"),
        (2, "遺失時立即通報\n並遠端清除資料。"),
    ]
    assert second.provisions[0].citations == () or not second.provisions[0].citations[0].resolved
    assert [w.line for w in guideline.warnings] == [12, 17]  # the empty reminder, the unknown law


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_move_spans(library: Library, newline: str):
    text = "\ufeff" + SMALL_GUIDELINE.replace("\n", newline)
    guideline = read_guideline(source(text), library.registry)
    for case in guideline.cases:
        for reminder in case.reminders:
            assert reminder.quote.span.of(text) == reminder.quote.text
    assert [len(c.reminders) for c in guideline.cases] == [2, 1]


def test_no_known_label_is_an_error(library: Library):
    with pytest.raises(CorpusError, match="找不到「類型編號："):
        read_guideline(source("只是一段文字"), library.registry)


def test_a_repeated_case_number_is_an_error(library: Library):
    text = SMALL_GUIDELINE.replace("30010102", "30010101")
    with pytest.raises(CorpusError, match="第 13 行的類型編號 30010101 與第 2 行重複"):
        read_guideline(source(text), library.registry)


def test_missing_parts_are_warned_of(library: Library):
    guideline = read_guideline(source("類型編號：9\n案例標題：甲案\n"), library.registry)
    assert [w.message for w in guideline.warnings] == [
        "案例 9 沒有「案例闡明」",
        "案例 9 沒有「對應規範」",
        "案例 9 沒有「叮嚀事項」",
    ]
    assert guideline.cases[0].facts is None
