"""The page's HTML, from values. Everything typed or quoted is escaped by the templates; nothing here keeps state."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

import jinja2
import markupsafe

from assistant.incident import ARTICLES_NOTE
from assistant.library import Library
from assistant.model import Answer, CitedArticle, IncidentReport, Quotation, Span
from assistant.statutes.law_store import Edition
from assistant.ui.session import Session
from assistant.unstated import sentence

# Gradio runs the HTML it is given through a template language of its own; these characters would start a placeholder.
_PLACEHOLDERS = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("assistant", "ui"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def marked(quote: Quotation, marks: Iterable[Span]) -> markupsafe.Markup:
    """The words of ``quote`` with ``marks`` (spans of its source, ascending and apart) in <mark>."""
    pieces: list[markupsafe.Markup] = []
    at = quote.span.start
    for mark in marks:
        pieces.append(markupsafe.escape(_within(quote, at, mark.start)))
        pieces.append(markupsafe.Markup("<mark>{}</mark>").format(_within(quote, mark.start, mark.end)))
        at = mark.end
    pieces.append(markupsafe.escape(_within(quote, at, quote.span.end)))
    return markupsafe.Markup("").join(pieces)


def _within(quote: Quotation, start: int, end: int) -> str:
    return quote.text[start - quote.span.start : end - quote.span.start]


def conversation(session: Session) -> str:
    """The exchanges so far."""
    return _html("conversation.html", exchanges=session.exchanges, unstated=sentence)


def evidence(answer: Answer | None, library: Library) -> str:
    """Every quotation behind ``answer`` with its place, the cases, the articles and what it was made from."""
    return _html(
        "evidence.html",
        answer=answer,
        articles=answer.articles if answer else (),
        marked=marked,
        unstated=sentence,
        line=_line_in(library),
        guideline=_title_in(library),
    )


def check(report: IncidentReport | None, library: Library, trouble: str | None = None) -> str:
    """The incident check: precedents beside the description, checklist, articles, missing facts; or the trouble."""
    return _html(
        "check.html",
        report=report,
        trouble=trouble,
        told=_told(report) if report else "",
        articles=report.articles if report else (),
        articles_note=ARTICLES_NOTE,
        line=_line_in(library),
        guideline=_title_in(library),
    )


def laws(cited: Sequence[CitedArticle], editions: Sequence[Edition], trouble: str | None = None) -> str:
    """The articles that the guidelines cite, with their state, and the loaded editions of the law."""
    return _html("laws.html", articles=cited, editions=editions, trouble=trouble)


def _told(report: IncidentReport) -> markupsafe.Markup:
    """The description, each matched statement in a span that the page lights up with its pair."""
    spans = sorted({match.incident.span for precedent in report.precedents for match in precedent.matches})
    pieces: list[markupsafe.Markup] = []
    at = 0
    for span in spans:
        if span.start < at:
            continue
        pieces.append(markupsafe.escape(report.incident[at : span.start]))
        statement = markupsafe.Markup('<span class="statement" data-start="{}" data-end="{}">{}</span>')
        pieces.append(statement.format(span.start, span.end, span.of(report.incident)))
        at = span.end
    pieces.append(markupsafe.escape(report.incident[at:]))
    return markupsafe.Markup("").join(pieces)


def _html(template: str, **values: object) -> str:
    return _templates().get_template(template).render(**values).translate(_PLACEHOLDERS)


def _line_in(library: Library) -> object:
    texts = {guideline.source.name: guideline.source.text for guideline in library.guidelines}
    return lambda quote: texts[quote.source].count("\n", 0, quote.span.start) + 1


def _title_in(library: Library) -> object:
    titles = {guideline.source.name: guideline.title for guideline in library.guidelines}
    return lambda quote: titles[quote.source]
