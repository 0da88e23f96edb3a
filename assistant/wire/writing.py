"""Writing answers and incident reports as JSON."""

from __future__ import annotations

from typing import Any

from assistant.model import (
    Answer,
    ChecklistItem,
    CitedArticle,
    Difference,
    Extract,
    IncidentReport,
    Precedent,
    Provenance,
    Quotation,
    QuotedPassage,
    RankedCase,
    RankedReminder,
    Reminder,
    StatementMatch,
)

Json = dict[str, Any]


def answer_to_json(answer: Answer) -> Json:
    """``answer`` as one object of ``ask --json``, but for the input line's ``id``."""
    return {
        "question": answer.question,
        "searched": answer.searched,
        "status": answer.status,
        "reason": answer.reason,
        "unstated": answer.unstated,
        "cases": [_case(c) for c in answer.cases],
        "reminders": [_ranked_reminder(r) for r in answer.reminders],
        "passages": [_passage(p) for p in answer.passages],
        "articles": [_article(a) for a in answer.articles],
        "laws": [_article(CitedArticle(article, ())) for article in answer.laws],
        **_provenance(answer.provenance),
    }


def report_to_json(report: IncidentReport) -> Json:
    """``report`` as one object of ``check --json``, but for the input line's ``id``.

    ``question`` is the masked description; the incident's spans count in it.
    """
    return {
        "question": report.incident,
        "status": report.status,
        "reason": report.reason,
        "cases": [_case(c) for c in report.cases],
        "precedents": [_precedent(p) for p in report.precedents],
        "articles": [_article(a) for a in report.articles],
        "checklist": [_checklist_item(i) for i in report.checklist],
        "missing": [{"fact": m.fact, "why": m.why} for m in report.missing],
        **_provenance(report.provenance),
    }


def _quotation(quote: Quotation) -> Json:
    return {"text": quote.text, "source": quote.source, "start": quote.span.start, "end": quote.span.end}


def _extract(extract: Extract) -> Json:
    return {"start": extract.span.start, "end": extract.span.end, "text": extract.text}


def _case(ranked: RankedCase | Precedent) -> Json:
    title = _quotation(ranked.case.title)
    return {
        "id": ranked.case.id,
        "title": title.pop("text"),
        "closeness": float(ranked.closeness),
        "band": ranked.band,
        **title,
    }


def _reminder(reminder: Reminder) -> Json:
    return {"case": reminder.case, "number": reminder.number, **_quotation(reminder.quote)}


def _ranked_reminder(ranked: RankedReminder) -> Json:
    return {**_reminder(ranked.reminder), "closeness": float(ranked.closeness), "band": ranked.band}


def _passage(passage: QuotedPassage) -> Json:
    place = {"case": passage.case, "field": passage.field, "number": passage.number}
    return {**place, **_quotation(passage.quote)}


def _article(cited: CitedArticle) -> Json:
    article = cited.article
    known = {"law": article.law, "number": article.number, "title": article.title}
    loaded = {"text": article.text, "edition": article.edition} if article.text else {}
    return {**known, "cited_by": list(cited.cited_by), "url": article.url, "status": article.status, **loaded}


def _provenance(provenance: Provenance) -> Json:
    return {
        "corpus": {"sha256": provenance.corpus_sha256, "built_at": provenance.built_at},
        "encoder": {"name": provenance.encoder_name, "sha256": provenance.encoder_sha256},
    }


def _precedent(precedent: Precedent) -> Json:
    return {
        **_case(precedent),
        "matches": [_match(m) for m in precedent.matches],
        "differs": [_difference(d) for d in precedent.differs],
        "shares": [_difference(d) for d in precedent.shares],
    }


def _match(match: StatementMatch) -> Json:
    words = {"field": match.field, "number": match.number, **_quotation(match.quote)}
    return {"incident": _extract(match.incident), "precedent": words, "closeness": float(match.closeness)}


def _difference(difference: Difference) -> Json:
    extract, quote = difference.incident_extract, difference.precedent_quote
    return {
        "aspect": difference.aspect,
        "incident": difference.incident,
        "incident_extract": None if extract is None else _extract(extract),
        "precedent": difference.precedent,
        "precedent_quote": None if quote is None else _quotation(quote),
    }


def _checklist_item(item: ChecklistItem) -> Json:
    return {
        **_reminder(item.reminder),
        "state": item.state,
        "evidence": None if item.evidence is None else _extract(item.evidence),
        "same_as": [_reminder(r) for r in item.same_as],
    }
