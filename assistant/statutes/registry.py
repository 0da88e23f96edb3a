"""The laws that are known by name: what they are called, where they are linked and what is noted of their articles.

A registry is a value. Names are kept on the matching view without blanks, so that Simplified spelling, full width
and a stray space find the same law; what is shown is always the full name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.model import Article
from assistant.text import view

LINK = "https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode={pcode}&flno={number}"

_BLANKS = re.compile(r"[\s\u200b]+")
_SHORT = 3
_QUOTES = "《》〈〉「」『』\"'“”"


@dataclass(frozen=True, slots=True)
class StatusNote:
    """What happened to ``articles`` (none named: the whole law). ``date`` and ``checked`` are ISO 8601 dates.

    ``checked`` may stop at the month: the day is not always known.
    """

    articles: tuple[str, ...]
    state: str
    date: str
    source: str
    checked: str

    def __str__(self) -> str:
        return f"{self.date} {self.state}（查核日 {self.checked}）".strip()

    def concerns(self, number: str) -> bool:
        """Whether the note is about article ``number``."""
        return not self.articles or number in self.articles


@dataclass(frozen=True, slots=True)
class Law:
    """A law under its full name. ``pcode`` is the national database's code, "" where there is none.

    ``not_after`` and ``not_before`` hold the characters (on the view) next to which a name of up to three characters
    is part of another word: 民法 after 國 or before 官 in 國民法官.
    """

    name: str
    also: tuple[str, ...] = ()
    pcode: str = ""
    link: str = LINK
    headings: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[StatusNote, ...] = ()
    not_after: str = ""
    not_before: str = ""


@dataclass(frozen=True, slots=True)
class NameFound:
    """A law's name in a dense text, ``dense[start:end]``."""

    start: int
    end: int
    law: Law


def dense_name(name: str) -> str:
    """``name`` as names are compared: on the view, without blanks and quotation marks."""
    return _BLANKS.sub("", view(name)).strip(_QUOTES)


class Registry:
    """The known laws, found by any of their names. Not changed after it is made."""

    def __init__(self, laws: Iterable[Law]) -> None:
        self.laws = tuple(laws)
        self._named: dict[str, Law] = {}
        for law in self.laws:
            for name in (law.name, *law.also):
                self._named.setdefault(dense_name(name), law)
        lengths: dict[str, set[int]] = {}
        for name in self._named:
            lengths.setdefault(name[-1], set()).add(len(name))
        self._lengths = {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}
        #: Every character a known name ends in: where a search for names has to stop and look.
        self.last_characters = "".join(sorted(lengths))

    def law(self, name: str) -> Law | None:
        """The law called ``name`` (full name or abbreviation, either script), or None."""
        return self._named.get(dense_name(name))

    def full_name(self, name: str) -> str | None:
        """The full name of the law called ``name``, or None where it is not known."""
        law = self.law(name)
        return law.name if law else None

    def url(self, law: str, number: str) -> str | None:
        """The public page of article ``number`` ("12", "318-1"), or None where the law is unknown or has no code."""
        known = self.law(law)
        if known is None or not known.pcode or not number:
            return None
        return known.link.format(pcode=known.pcode, number=number)

    def notes(self, law: str, number: str) -> tuple[StatusNote, ...]:
        """What is noted of article ``number``, in the order of the registry."""
        known = self.law(law)
        return tuple(note for note in known.notes if note.concerns(number)) if known else ()

    def article(self, law: str, number: str) -> Article:
        """Article ``number`` of ``law`` with what the registry knows of it: heading, link and dated state."""
        known = self.law(law)
        return Article(
            law=known.name if known else law,
            number=number,
            title=known.headings.get(number, "") if known else "",
            url=self.url(law, number),
            status="；".join(str(note) for note in self.notes(law, number)),
        )

    def extended(self, laws: Iterable[Law]) -> Registry:
        """A registry that also knows ``laws``; what this one says of a name stays as it is."""
        return Registry((*self.laws, *(law for law in laws if self.law(law.name) is None)))

    def ending_at(self, dense: str, end: int) -> NameFound | None:
        """The longest known name that ends at ``end`` of a text on the view without blanks."""
        for length in self._lengths.get(dense[end - 1], ()):
            start = end - length
            law = self._named.get(dense[start:end]) if start >= 0 else None
            if law is not None and _stands_alone(dense, start, end, law):
                return NameFound(start, end, law)
        return None


def _stands_alone(dense: str, start: int, end: int, law: Law) -> bool:
    if end - start > _SHORT:
        return True
    if end < len(dense) and dense[end] in law.not_before:
        return False
    return not (start and dense[start - 1] in law.not_after)
