from __future__ import annotations

import numpy as np
import pytest

from assistant.answer import REMINDER_FROM, compose
from assistant.library import Library
from assistant.model import Answer, Hit, Passage, Provenance, Status
from assistant.retrieval import CaseHit, Query, Ranking
from assistant.retrieval.values import QueryWords

NO_NUMBERS = np.empty(0, np.float32)
QUESTION = "資料外洩要通知當事人嗎"
PROVENANCE = Provenance("c", "2026-01-01T00:00:00+00:00", "e", "s")


def passage(library: Library, case: str, field: str, number: int | None) -> Passage:
    return next(p for p in library.passages["guideline"] if (p.case, p.field, p.number) == (case, field, number))


def ranking(library: Library) -> Ranking:
    """Two reminders of 20170102, a far one of 20170106, both cases, and the provision on compensation."""
    reminders = [("20170102", 5, 0.9), ("20170102", 4, 0.5), ("20170106", 1, REMINDER_FROM / 2)]
    return Ranking(
        reminders=tuple(Hit(passage(library, c, "叮嚀事項", n), p, p) for c, n, p in reminders),
        cases=(CaseHit("20170102", 2.0, 0.9), CaseHit("20170106", 1.0, 0.1)),
        narrative=(
            Hit(passage(library, "20170102", "對應規範", 3), 1.0, 0.0),
            Hit(passage(library, "20170106", "案例標題", None), 0.5, 0.0),
        ),
        closeness=0.9,
        query=Query(QUESTION, NO_NUMBERS, {}, QueryWords(NO_NUMBERS, NO_NUMBERS), ()),
    )


def composed(library: Library, status: Status, *, nearest: bool = False) -> Answer:
    return compose(
        QUESTION,
        ranking(library),
        library.cases,
        library.registry,
        PROVENANCE,
        status=status,
        reason=None if status == "answered" else "沒有",
        nearest=nearest,
    )


def test_an_answer_quotes_what_is_close_enough_in_order(library: Library):
    answer = composed(library, "answered")
    assert [(r.reminder.case, r.reminder.number, r.band) for r in answer.reminders] == [
        ("20170102", 5, "high"),
        ("20170102", 4, "medium"),
    ]
    assert [c.case.id for c in answer.cases] == ["20170102", "20170106"]
    assert answer.provenance == PROVENANCE


def test_marks_lie_in_the_quotation_and_cover_shared_words(library: Library):
    first = composed(library, "answered").reminders[0]
    text = library.guidelines[0].source.text
    marked = [mark.of(text) for mark in first.marks]
    assert "當事人" in marked
    assert any("通知" in words for words in marked)
    assert all(first.reminder.quote.span.start <= m.start < m.end <= first.reminder.quote.span.end for m in first.marks)


def test_articles_are_those_of_the_cases_that_speak_and_the_closest_provision_comes_first(library: Library):
    answer = composed(library, "answered")
    assert [(a.article.law, a.article.number) for a in answer.articles] == [
        ("個人資料保護法", "28"),  # its provision is among the hits
        ("個人資料保護法", "12"),
        ("個人資料保護法", "18"),
    ]
    assert {a.cited_by for a in answer.articles} == {("20170102",)}  # 20170106 is too far to speak
    assert answer.articles[0].article.url == ("https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode=I0050021&flno=28")


def test_passages_come_from_the_cases_that_speak(library: Library):
    assert [p.case for p in composed(library, "answered").passages] == ["20170102"]


@pytest.mark.parametrize("status", ["no_precedent", "too_vague"])
def test_a_refusal_names_the_nearest_cases_and_nothing_else(library: Library, status: Status):
    answer = composed(library, status)
    assert (answer.reminders, answer.articles, answer.passages) == ((), (), ())
    assert [c.case.id for c in answer.cases] == ["20170102", "20170106"]
    assert answer.reason == "沒有"


def test_nearest_lists_the_whole_ranking_and_keeps_the_status(library: Library):
    answer = composed(library, "no_precedent", nearest=True)
    assert answer.status == "no_precedent"
    assert [r.reminder.number for r in answer.reminders] == [5, 4, 1]
    assert len(answer.articles) == 3
