"""What counts as good, sample by sample. Pure: a labelled sample and what was made of it in, a score out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.evaluation.samples import ArticleKey, Incident, OffTopic, Question, Target, Vague
from assistant.evaluation.statistics import Judged, Score
from assistant.model import IncidentReport, Status

#: A right reminder is among the first so many.
FIRST_REMINDERS = 3
NOT_APPLICABLE: Score = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question got: the ranking whatever the status, and the text that was searched for."""

    status: Status
    cases: tuple[str, ...]
    reminders: tuple[Target, ...]
    closeness: tuple[float, ...] = ()
    articles: frozenset[ArticleKey] = frozenset()
    searched: str = ""


def _of_one(value: float) -> Score:
    return float(value), 1.0


def case_first(question: Question, outcome: Outcome) -> Score:
    """Whether the first case is one of the right ones."""
    return _of_one(bool(outcome.cases) and outcome.cases[0] in question.cases) if question.cases else NOT_APPLICABLE


def reminder_in_three(question: Question, outcome: Outcome) -> Score:
    """Whether a right reminder is among the first three; only for questions that have one."""
    if not question.reminders:
        return NOT_APPLICABLE
    return _of_one(not question.reminders.isdisjoint(outcome.reminders[:FIRST_REMINDERS]))


def reciprocal_rank(question: Question, outcome: Outcome) -> Score:
    """One over the rank of the first right reminder, 0 if none is listed; only for questions that have one."""
    if not question.reminders:
        return NOT_APPLICABLE
    ranks = (rank for rank, target in enumerate(outcome.reminders, 1) if target in question.reminders)
    return _of_one(next((1 / rank for rank in ranks), 0.0))


def articles_shown(question: Question, outcome: Outcome) -> Score:
    """Whether every labelled article is shown; only for questions that have some."""
    return _of_one(question.articles <= outcome.articles) if question.articles else NOT_APPLICABLE


def answered(sample: object, outcome: Outcome) -> Score:
    """Whether it was answered."""
    return _of_one(outcome.status == "answered")


def no_precedent(sample: object, outcome: Outcome) -> Score:
    """Whether it was declined because nothing is close."""
    return _of_one(outcome.status == "no_precedent")


def too_vague(sample: object, outcome: Outcome) -> Score:
    """Whether it was declined because it says too little."""
    return _of_one(outcome.status == "too_vague")


def is_wrong(sample: Question | OffTopic | Vague, outcome: Outcome) -> bool:
    """Whether answering would be a mistake: no right reminder in the first three, or no right case first."""
    if not isinstance(sample, Question):
        return True
    judge = reminder_in_three if sample.reminders else case_first
    return judge(sample, outcome)[0] == 0


def judged_reminders(sample: Question | OffTopic | Vague, outcome: Outcome) -> Judged:
    """The closeness of each listed reminder, and whether it is labelled as helping."""
    helpful = sample.helpful if isinstance(sample, Question) else frozenset()
    return [(c, target in helpful) for c, target in zip(outcome.closeness, outcome.reminders, strict=True)]


def precedent_first(incident: Incident, report: IncidentReport) -> Score:
    """Whether the first precedent (whatever the status) is a closest one; only for incidents that have one."""
    first = _first_case(report)
    return _of_one(first in incident.closest) if incident.closest else NOT_APPLICABLE


def incident_answered(incident: Incident, report: IncidentReport) -> Score:
    """Whether an incident that resembles a case was matched."""
    return _of_one(report.status == "answered") if incident.closest else NOT_APPLICABLE


def incident_declined(incident: Incident, report: IncidentReport) -> Score:
    """Whether an incident that resembles no case was declined."""
    return NOT_APPLICABLE if incident.closest else _of_one(report.status != "answered")


def articles_exact(incident: Incident, report: IncidentReport) -> Score:
    """Whether the articles shown for the first precedent are the labelled ones, where it is a closest one."""
    first = _first_case(report)
    if report.status != "answered" or not incident.articles or first not in incident.closest:
        return NOT_APPLICABLE
    shown = {(c.article.law, c.article.number) for c in report.articles if first in c.cited_by}
    return _of_one(shown == incident.articles)


def done_found(incident: Incident, report: IncidentReport) -> Score:
    """How many of the reminders labelled as done the checklist has as done; one that is not listed is not found."""
    if not incident.done:
        return NOT_APPLICABLE
    ticked = {target for done, targets in _items(report) if done for target in targets}
    return float(len(incident.done & ticked)), float(len(incident.done))


def wrongly_done(incident: Incident, report: IncidentReport) -> Score:
    """How many of the checklist's open reminders it has as done. Only the closest cases' reminders are labelled."""
    if incident.done is None or report.status != "answered":
        return NOT_APPLICABLE
    open_items = [
        done
        for done, targets in _items(report)
        if targets.isdisjoint(incident.done) and any(case in incident.closest for case, _ in targets)
    ]
    return float(sum(open_items)), float(len(open_items))


def _first_case(report: IncidentReport) -> str | None:
    if report.precedents:
        return report.precedents[0].case.id
    return report.cases[0].case.id if report.cases else None


def _items(report: IncidentReport) -> list[tuple[bool, frozenset[Target]]]:
    """Each line of the checklist: whether it is done, and the reminders folded into it."""
    return [
        (item.state == "done", frozenset((r.case, r.number) for r in (item.reminder, *item.same_as)))
        for item in report.checklist
    ]


#: The measures of each kind of sample, in the order of the tables' columns.
RANKING: Mapping[str, Callable[[Question, Outcome], Score]] = {
    "case_first": case_first,
    "reminder_in_three": reminder_in_three,
    "reciprocal_rank": reciprocal_rank,
}
STATUS: Mapping[str, Callable[[object, Outcome], Score]] = {
    "answered": answered,
    "no_precedent": no_precedent,
    "too_vague": too_vague,
}
QUESTION: Mapping[str, Callable[[Question, Outcome], Score]] = {
    **RANKING,
    **STATUS,
    "articles_shown": articles_shown,
}
INCIDENT: Mapping[str, Callable[[Incident, IncidentReport], Score]] = {
    "precedent_first": precedent_first,
    "incident_answered": incident_answered,
    "incident_declined": incident_declined,
    "articles_exact": articles_exact,
    "done_found": done_found,
    "wrongly_done": wrongly_done,
}
