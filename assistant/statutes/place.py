"""Where in which law a text stands: needed for 前條, 前項, 本條 and a 第N項 that stands alone."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field

from assistant.statutes import citing
from assistant.statutes.citing import Item
from assistant.statutes.tokens import compiled

#: 前N條 and the articles kept to answer it.
LONGEST_BACK = 30
_WIDEST_LEAD = 16
_LONGEST_QUOTE = 1_500
_CLOSING = {"「": "」", "『": "』", "“": "”"}


@dataclass(slots=True)
class Here:
    """The article whose own text is being read; ``paragraph`` is the 項 reached in it (0: its text has not begun).

    ``order`` are its law's article numbers, as far as they are known.
    """

    law: str | None
    number: str
    paragraph: int
    order: tuple[str, ...] = ()

    def earlier_articles(self, back: int) -> tuple[str, ...]:
        """前條, 前三條: the ``back`` articles before this one; () where that is not known."""
        return citing.in_order(self.order, self.number, back) if back <= LONGEST_BACK else ()

    def next_article(self) -> tuple[str, ...]:
        """次條."""
        return citing.following(self.order, self.number)

    def earlier_paragraphs(self, back: int) -> range:
        """前項, 前二項: the ``back`` 項 before the one reached; empty where there are not so many."""
        return range(self.paragraph - back, self.paragraph) if 1 <= back < self.paragraph else range(0)


@dataclass(slots=True)
class Place:
    """The article being read, and those around the quotations that are open."""

    here: Here | None = None
    _headings: list[str] = field(default_factory=list)
    _around: list[tuple[str, Here | None, str | None]] = field(default_factory=list)

    def heading(self, law: str | None, number: str, begun: bool) -> None:
        """A line begins with an article's number: what follows is that article's own text."""
        self._headings = [*self._headings[-LONGEST_BACK:], number]
        self.here = Here(law, number, int(begun), citing.unbroken(self._headings))

    def line(self) -> None:
        """Another 項 begins."""
        if self.here is not None:
            self.here.paragraph += 1

    def open_quote(self, text: str, at: int, last: Item | None, end: int, home: str | None) -> str | None:
        """The law whose own text a quotation gives, if it gives one: 個資法第13條第2項規定：「…」. Else ``home``.

        ``last`` is the last citation, which ended at ``end``; the quotation must close again.
        """
        closing = _CLOSING[text[at]]
        quoted = last is not None and last.law is not None and last.number != "" and _leads_to_quote(text, end, at)
        if last is None or not quoted or text.find(closing, at, at + _LONGEST_QUOTE) < 0:
            return home
        self._around.append((closing, self.here, home))
        self.here = Here(last.law, last.number, last.paragraph or 1)
        return last.law

    def close_quote(self, mark: str, home: str | None) -> str | None:
        """The law whose text the words after ``mark`` are in."""
        if not self._around or self._around[-1][0] != mark:
            return home
        _, self.here, home = self._around.pop()
        return home


@functools.cache
def _lead() -> re.Pattern[str]:
    return compiled("[^。;!?\\n「」『』]{0,15}:")


def _leads_to_quote(text: str, end: int, at: int) -> bool:
    return 0 <= end < at <= end + _WIDEST_LEAD and _lead().fullmatch(text, end, at) is not None
