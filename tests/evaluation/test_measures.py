from __future__ import annotations

import pytest

from assistant.evaluation import measures
from assistant.evaluation.measures import NOT_APPLICABLE, Outcome
from assistant.evaluation.samples import Incident, OffTopic
from assistant.library import Library
from tests.evaluation.scripted import BOARD, PHONE, cited, incident_report, question, small_cases

LAW = "個人資料保護法"
FIRST, SECOND, WHITE = (PHONE, 1), (PHONE, 2), (BOARD, 1)


@pytest.mark.parametrize(
    ("reminders", "in_three", "reciprocal"),
    [
        ((SECOND, FIRST, WHITE), 1, 1 / 2),
        ((SECOND, WHITE, ("x", 1), FIRST), 0, 1 / 4),
        ((SECOND,), 0, 0),
        ((), 0, 0),
    ],
)
def test_reminders_count_by_the_rank_of_the_first_right_one(reminders, in_three: float, reciprocal: float):
    asked, outcome = question([PHONE], [FIRST]), Outcome("no_precedent", (), reminders)
    assert measures.reminder_in_three(asked, outcome) == (in_three, 1)
    assert measures.reciprocal_rank(asked, outcome) == (reciprocal, 1)


def test_a_question_without_a_right_reminder_counts_for_its_case_only():
    asked, outcome = question([PHONE]), Outcome("answered", (PHONE, BOARD), (FIRST,))
    assert measures.case_first(asked, outcome) == (1, 1)
    assert measures.reminder_in_three(asked, outcome) == NOT_APPLICABLE
    assert measures.reciprocal_rank(asked, outcome) == NOT_APPLICABLE
    assert measures.case_first(question([BOARD]), outcome) == (0, 1)
    assert measures.case_first(question([BOARD]), Outcome("too_vague", (), ())) == (0, 1)
    assert measures.case_first(question(), outcome) == NOT_APPLICABLE


def test_articles_count_when_all_are_shown():
    outcome = Outcome("answered", (), (), articles=frozenset({(LAW, "12"), (LAW, "18")}))
    assert measures.articles_shown(question(articles=[(LAW, "12")]), outcome) == (1, 1)
    assert measures.articles_shown(question(articles=[(LAW, "12"), (LAW, "28")]), outcome) == (0, 1)
    assert measures.articles_shown(question(), outcome) == NOT_APPLICABLE


@pytest.mark.parametrize("status", ["answered", "no_precedent", "too_vague"])
def test_exactly_one_status_counts(status):
    outcome = Outcome(status, (), ())
    assert {name: score(None, outcome)[0] for name, score in measures.STATUS.items() if score(None, outcome)[0]} == {
        status: 1
    }


def test_what_would_be_a_wrong_answer():
    found = Outcome("answered", (PHONE,), (FIRST,))
    assert not measures.is_wrong(question([PHONE], [FIRST]), found)
    assert measures.is_wrong(question([PHONE], [SECOND]), found)
    assert not measures.is_wrong(question([PHONE]), found)
    assert measures.is_wrong(question([BOARD]), found)
    assert measures.is_wrong(OffTopic("o", "甲", False), found)


def test_helpful_reminders_are_what_closeness_promises():
    outcome = Outcome("answered", (), (FIRST, SECOND, WHITE), (0.9, 0.5, 0.1))
    asked = question([PHONE], [FIRST], helpful=[SECOND])
    assert measures.judged_reminders(asked, outcome) == [(0.9, True), (0.5, True), (0.1, False)]
    assert measures.judged_reminders(OffTopic("o", "甲", True), outcome) == [(0.9, False), (0.5, False), (0.1, False)]


def incident(closest=(PHONE,), articles=((LAW, "12"),), done=(FIRST,)) -> Incident:
    return Incident("i", "事件", frozenset(closest), frozenset(articles), None if done is None else frozenset(done))


def test_precedents_and_declining(library: Library):
    cases = small_cases(library)
    found, declined = incident_report(cases, PHONE, {}), incident_report(cases, None, {})
    assert measures.precedent_first(incident(), found) == (1, 1)
    assert measures.precedent_first(incident([BOARD]), found) == (0, 1)
    assert measures.precedent_first(incident(), declined) == (0, 1)
    assert measures.precedent_first(incident([]), found) == NOT_APPLICABLE
    assert measures.incident_answered(incident(), declined) == (0, 1)
    assert measures.incident_declined(incident([]), declined) == (1, 1)
    assert measures.incident_declined(incident([]), found) == (0, 1)
    assert measures.incident_declined(incident(), declined) == NOT_APPLICABLE


def test_articles_of_the_first_precedent_are_compared_as_a_set(library: Library):
    cases = small_cases(library)
    other = ("不存在之法", "3", BOARD)
    assert measures.articles_exact(incident(), incident_report(cases, PHONE, {}, cited((LAW, "12", PHONE), other))) == (
        1,
        1,
    )
    too_many = cited((LAW, "12", PHONE), (LAW, "18", PHONE))
    assert measures.articles_exact(incident(), incident_report(cases, PHONE, {}, too_many)) == (0, 1)
    assert measures.articles_exact(incident([BOARD]), incident_report(cases, PHONE, {}, too_many)) == NOT_APPLICABLE
    assert measures.articles_exact(incident(), incident_report(cases, None, {})) == NOT_APPLICABLE


def test_done_reminders_found_and_wrongly_done(library: Library):
    cases = small_cases(library)
    report = incident_report(cases, PHONE, {FIRST: "done", SECOND: "done", WHITE: "done"})
    assert measures.done_found(incident(done=[FIRST]), report) == (1, 1)
    # FIRST is labelled, WHITE belongs to no closest case: of the one open reminder, one is wrongly done.
    assert measures.wrongly_done(incident(done=[FIRST]), report) == (1, 1)
    unsure = incident_report(cases, PHONE, {FIRST: "unclear", SECOND: "open"})
    assert measures.done_found(incident(done=[FIRST, SECOND]), unsure) == (0, 2)
    assert measures.wrongly_done(incident(done=[]), unsure) == (0, 2)
    assert measures.done_found(incident(done=[]), unsure) == NOT_APPLICABLE
    assert measures.wrongly_done(incident(done=None), unsure) == NOT_APPLICABLE


def test_a_reminder_folded_into_another_is_done_with_it(library: Library):
    report = incident_report(small_cases(library), PHONE, {WHITE: "done"}, folded={WHITE: SECOND})
    assert measures.done_found(incident(done=[SECOND]), report) == (1, 1)
    assert measures.wrongly_done(incident(done=[SECOND]), report) == (0, 0)
