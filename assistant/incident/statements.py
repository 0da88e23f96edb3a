"""A description in statements: sentences, their clauses and entries of lists, each with its place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.model import Extract, Span

#: A clause shorter than this, in code points, says too little alone and joins the clause after it.
SHORT = 6
#: A run without punctuation is cut after this many code points.
LONGEST = 160

_SENTENCE = re.compile(r"[^。！？!?；;\n\r\t\u2028\u2029]+[。！？!?；;]*[」』）)]*")
# A comma between digits belongs to the number; wide gaps are what is left of a table's columns.
_PAUSE = re.compile(r"[，︐﹐]|,(?!\d{3})|[：:](?=\D)|\s{3,}|[|｜│]")
_OPENING, _CLOSING = "「『（(【〔《", "」』）)】〕》"
_MARKER = re.compile(
    r"[\s\ufeff■□●○◆◇•·*＊>\-–—]*"
    r"(?:[(（]?(?:[〇零一二三四五六七八九十廿卅]{1,3}|[0-9０-９]{1,2})[)）]|"
    r"(?:[〇零一二三四五六七八九十廿卅]{1,3}|[0-9０-９]{1,2})[、．.](?![0-9０-９])(?!\s*[一二三四五六七八九十0-9０-９]+[百千萬])|"
    r"[①-⑳])?\s*"
)
_TIME = re.compile(
    r"(?:[於在自從]|民國|西元)?[〇零一二三四五六七八九十百0-9０-９去今前昨當隔同次本上下這那某]{1,5}\s*"
    r"(?:年|個?月|日|天|週|周|星期|禮拜|時|點).{0,8}"
)
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause of the description (or a few short ones): what is compared, judged and pointed at.

    ``sentence`` counts the sentences from 0, so that clauses of one sentence can be told from others.
    """

    extract: Extract
    sentence: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.extract.text

    @property
    def span(self) -> Span:
        """Its place in the description."""
        return self.extract.span


def split(text: str) -> tuple[Statement, ...]:
    """The statements of ``text`` in order and apart; every word but list marks is in exactly one of them."""
    return tuple(
        Statement(Extract(span, span.of(text)), number)
        for number, sentence in enumerate(_sentences(text))
        for span in _clauses(text, sentence)
    )


def _sentences(text: str) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text):
        start = match.start()
        at_line_start = start == 0 or text[start - 1] in "\n\r\t\u2028\u2029"
        if at_line_start and (marker := _MARKER.match(text, start, match.end())):
            start = marker.end()
        trimmed = trim(text, Span(start, match.end()))
        if _WORD.search(trimmed.of(text)):
            yield trimmed


def trim(text: str, span: Span) -> Span:
    """``span`` without surrounding white space."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip()))))


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for end in (*_pauses(text, sentence), sentence.end):
        last = end == sentence.end
        if not last and _too_little(text[start:end]):
            continue
        yield from _pieces(text, Span(start, end))
        start = end


def _too_little(clause: str) -> bool:
    bare = clause.rstrip("，,：: ")
    return len(_WORD.findall(bare)) < SHORT or _TIME.fullmatch(bare.strip()) is not None


def _pauses(text: str, sentence: Span) -> Iterator[int]:
    """The ends of all clauses but the last. Within brackets there are none, unless one never closes."""
    balanced = sum(text.count(c, sentence.start, sentence.end) for c in _OPENING) == sum(
        text.count(c, sentence.start, sentence.end) for c in _CLOSING
    )
    depth, counted = 0, sentence.start
    for pause in _PAUSE.finditer(text, sentence.start, sentence.end):
        for character in text[counted : pause.start()]:
            depth += (character in _OPENING) - (character in _CLOSING)
        counted = pause.start()
        if not balanced or depth <= 0:
            yield pause.end()


def _pieces(text: str, clause: Span) -> Iterator[Span]:
    for start in range(clause.start, clause.end, LONGEST):
        piece = trim(text, Span(start, min(start + LONGEST, clause.end)))
        if _WORD.search(piece.of(text)):
            yield piece
