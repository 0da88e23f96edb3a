"""From what a search found to an answer in which every line is a quotation, or a plain word that nothing fits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from assistant import fusion
from assistant.marking import marks
from assistant.model import (
    Answer,
    Case,
    CitedArticle,
    Hit,
    Passage,
    Provenance,
    QuotedPassage,
    RankedCase,
    RankedReminder,
    Status,
)
from assistant.retrieval import CaseHit, Ranking
from assistant.statutes import Registry
from assistant.unstated import unstated

#: How many reminders, cases and other passages an answer carries at most.
REMINDERS, CASES, PASSAGES = 10, 6, 4
#: Reminders that a reader takes for the answer.
READ_FIRST = 3
#: A reminder less close than this is not part of an answer (it is when the nearest are asked for).
REMINDER_FROM = 0.15
#: Cases from this closeness on lend their articles to the answer; the first case always does.
CASE_FROM = fusion.MEDIUM


def compose(
    question: str,
    ranking: Ranking,
    cases: Mapping[str, Case],
    registry: Registry,
    provenance: Provenance,
    *,
    status: Status,
    reason: str | None,
    nearest: bool = False,
    asked_articles: Sequence[tuple[str, str]] = (),
) -> Answer:
    """The answer to ``question``; ``asked_articles`` are those it names, which come first.

    Unless answered, reminders and articles stay empty, save that ``nearest`` asks for them.
    """
    searched = ranking.query.text
    full = status == "answered" or nearest
    floor = 0.0 if nearest else REMINDER_FROM
    ranked_cases = tuple(_ranked_case(hit, cases) for hit in ranking.cases[:CASES])
    reminders = _reminders(searched, ranking.reminders, cases, floor) if full else ()
    speaking = [hit for i, hit in enumerate(ranking.cases[:CASES]) if i == 0 or hit.closeness >= CASE_FROM]
    return Answer(
        question=question,
        searched=searched,
        status=status,
        reason=reason,
        cases=ranked_cases,
        reminders=reminders,
        passages=_passages(searched, ranking.narrative, {hit.case for hit in speaking}) if full else (),
        articles=_articles(speaking, ranking.narrative, cases, registry, asked_articles) if full else (),
        provenance=provenance,
        unstated=_unstated(question, reminders, ranked_cases) if status == "answered" else None,
    )


def _unstated(question: str, reminders: Sequence[RankedReminder], ranked: Sequence[RankedCase]) -> str | None:
    """What the question asks for and the closest reminders lack; where none is close, it asks about the case's facts.

    The words shown first are what a reader takes for the answer; further down, a number is rarely the one asked for.
    """
    close = [r.reminder.quote.text for r in reminders[:READ_FIRST] if r.closeness >= fusion.MEDIUM]
    facts = [r.case.facts.text for r in ranked[:1] if r.case.facts is not None]
    return unstated(question, close or facts)


def _ranked_case(hit: CaseHit, cases: Mapping[str, Case]) -> RankedCase:
    return RankedCase(cases[hit.case], hit.closeness, fusion.band(hit.closeness))


def _reminders(
    searched: str, hits: Sequence[Hit], cases: Mapping[str, Case], floor: float
) -> tuple[RankedReminder, ...]:
    return tuple(
        RankedReminder(
            reminder=reminder,
            closeness=hit.closeness,
            band=fusion.band(hit.closeness),
            marks=marks(searched, reminder.quote),
            phrasing=hit.passage.phrasing,
        )
        for hit in hits[:REMINDERS]
        if hit.closeness >= floor
        and hit.passage.number is not None
        and (reminder := cases[hit.passage.case].reminder(hit.passage.number)) is not None
    )


def _passages(searched: str, hits: Iterable[Hit], speaking: set[str]) -> tuple[QuotedPassage, ...]:
    """The closest pieces of the speaking cases' titles, facts and provisions."""
    passages: dict[str, list[Passage]] = {}
    for hit in hits:
        if hit.passage.case in speaking:
            passages.setdefault(hit.passage.case, []).append(hit.passage)
    # The closest of each case first, so that no case that speaks goes without its words.
    taken = [p for row in zip_longest(*passages.values()) for p in row if p is not None][:PASSAGES]
    return tuple(QuotedPassage(p.case, p.field, p.number, p.quote, marks(searched, p.quote)) for p in taken)


def _articles(
    speaking: Sequence[CaseHit],
    narrative: Sequence[Hit],
    cases: Mapping[str, Case],
    registry: Registry,
    asked: Sequence[tuple[str, str]],
) -> tuple[CitedArticle, ...]:
    """The articles the speaking cases cite, those whose provision is closest to the question first."""
    cited_by: dict[tuple[str, str], list[str]] = {}
    for hit in speaking:
        for provision in cases[hit.case].provisions:
            for citation in provision.citations:
                if citation.law is not None:
                    by = cited_by.setdefault((citation.law, citation.number), [])
                    by.extend([] if hit.case in by else [hit.case])
    place = _provision_places(narrative, cases)
    ordered = sorted(cited_by, key=lambda key: (key not in asked, place.get(key, len(place)), -len(cited_by[key])))
    return tuple(CitedArticle(registry.article(law, number), tuple(cited_by[law, number])) for law, number in ordered)


def _provision_places(narrative: Iterable[Hit], cases: Mapping[str, Case]) -> dict[tuple[str, str], int]:
    """The rank of each article's provision among the narrative hits."""
    place: dict[tuple[str, str], int] = {}
    for hit in narrative:
        if hit.passage.field == "對應規範":
            provision = next(p for p in cases[hit.passage.case].provisions if p.quote == hit.passage.quote)
            for citation in provision.citations:
                if citation.law is not None:
                    place.setdefault((citation.law, citation.number), len(place))
    return place
