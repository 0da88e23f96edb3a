"""Which words of a quotation the question shares. Runs on views of equal length, so a mark is a span of the source."""

from __future__ import annotations

from assistant import text
from assistant.model import Quotation, Span
from assistant.vagueness import function_words


def marks(question: str, quote: Quotation) -> tuple[Span, ...]:
    """Spans of ``quote``'s source, ascending and apart, that cover the content words it shares with ``question``.

    A word counts as shared when the question has it, or when a longer word of the quotation contains a content word
    of the question of at least two characters (會員帳號 for 帳號); then only that part is marked.
    """
    asked = {word for word in text.search_words(question) if word not in function_words()}
    found: list[Span] = []
    for word, span in text.spans(quote.text):
        if word in asked:
            found.append(span)
        elif span.end - span.start == len(word):
            found.extend(_inner(word, span, asked))
    return _joined(quote, found)


def _inner(word: str, span: Span, asked: set[str]) -> list[Span]:
    parts = sorted((part for part in asked if 1 < len(part) < len(word) and part in word), key=len, reverse=True)
    return [Span(at, at + len(part)).shifted(span.start) for part in parts[:1] if (at := word.find(part)) >= 0]


def _joined(quote: Quotation, found: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(span.shifted(quote.span.start) for span in joined)
