"""From cases to the passages that are searched. Quoted and embedded text are two fields; neither alters the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.model import Case, Passage, Quotation, Source, Span
from assistant.phrasings import Phrasing

#: A piece of the facts is at least this many code points, so that it says something on its own, …
PIECE_LENGTH = 40
#: … and a sentence longer than this is cut at its commas, each piece repeating the clause before it.
SENTENCE_LIMIT = 80

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*")
_CLAUSE = re.compile(r"[^，,]+[，,]?")


def passages_of(case: Case) -> tuple[Passage, ...]:
    """The title, the facts in pieces, each provision and each reminder of ``case``, in this order."""
    return tuple(_passages(case))


def _passages(case: Case) -> Iterator[Passage]:
    yield Passage(case.id, "案例標題", None, case.title, case.title.text)
    if case.facts is not None:
        for piece in fact_pieces(case.facts):
            yield Passage(case.id, "案例闡明", None, piece, piece.text)
    for provision in case.provisions:
        yield Passage(case.id, "對應規範", provision.number, provision.quote, provision.quote.text)
    for reminder in case.reminders:
        yield Passage(case.id, "叮嚀事項", reminder.number, reminder.quote, reminder.quote.text)


def fact_pieces(facts: Quotation) -> tuple[Quotation, ...]:
    """``facts`` in sentences; a long sentence in overlapping groups of clauses. Together they cover all words."""
    pieces: list[Quotation] = []
    for sentence in _merged(_SENTENCE.finditer(facts.text)):
        if sentence.end - sentence.start <= SENTENCE_LIMIT:
            pieces.append(_part(facts, sentence))
        else:
            pieces.extend(_part(facts, span) for span in _clause_groups(facts.text, sentence))
    return tuple(pieces)


def _merged(matches: Iterable[re.Match[str]]) -> list[Span]:
    """Sentences, a short one joined to the one before it."""
    spans: list[Span] = []
    for match in matches:
        if not match[0].strip():
            continue
        short = match.end() - match.start() < PIECE_LENGTH // 2
        if spans and short and match.end() - spans[-1].start <= SENTENCE_LIMIT:
            spans[-1] = Span(spans[-1].start, match.end())
        else:
            spans.append(Span(match.start(), match.end()))
    return spans


def _clause_groups(text: str, sentence: Span) -> list[Span]:
    """Runs of clauses of at least PIECE_LENGTH; each but the first starts with the last clause of the one before."""
    clauses = [Span(m.start(), m.end()) for m in _CLAUSE.finditer(text, sentence.start, sentence.end)]
    groups: list[Span] = []
    first = 0
    for last, clause in enumerate(clauses):
        if clause.end - clauses[first].start >= PIECE_LENGTH or last == len(clauses) - 1:
            groups.append(Span(clauses[first].start, clause.end))
            first = last if last > first else last + 1
    return groups


def _part(whole: Quotation, span: Span) -> Quotation:
    """The words of ``whole`` under ``span``, without surrounding white space."""
    words = span.of(whole.text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Quotation(whole.source, Span(start, end).shifted(whole.span.start), whole.text[start:end])


def phrasing_passages(case: Case, phrasings: Iterable[Phrasing]) -> tuple[Passage, ...]:
    """One entry for each phrasing of ``case``: it embeds the phrasing and quotes the reminder or the title."""
    return tuple(_phrasing_passage(case, phrasing) for phrasing in phrasings if phrasing.case == case.id)


def _phrasing_passage(case: Case, phrasing: Phrasing) -> Passage:
    reminder = case.reminder(phrasing.reminder) if phrasing.reminder is not None else None
    if reminder is None:
        return Passage(case.id, "案例標題", None, case.title, phrasing.text, phrasing.text)
    return Passage(case.id, "叮嚀事項", reminder.number, reminder.quote, phrasing.text, phrasing.text)


def outside_passages(file: Source, questions: Iterable[str]) -> tuple[Passage, ...]:
    """One entry for each question that no guideline answers; it quotes the file that lists it."""
    return tuple(Passage("", "範圍外", None, _listed(file, question), question) for question in questions)


def _listed(file: Source, question: str) -> Quotation:
    # TOML escapes quotation marks and backslashes; a question with those is quoted without a place.
    start = file.text.find(question)
    return file.quote(start, start + len(question)) if start >= 0 else Quotation(file.name, Span(0, 0), "")
