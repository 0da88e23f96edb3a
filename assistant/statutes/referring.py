"""Which law a text means at each point: the laws it has named so far, its abbreviations, and its own law."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.statutes.naming import FOREIGN, LawRef, adjoins, is_foreign, may_name_a_law, unregistered, with_quotes
from assistant.statutes.registry import Registry, dense_name
from assistant.statutes.tokens import Dense

_RULES = "施行細則"
# Laws and letters looked back over; bounds the work on texts that name thousands of laws.
_REMEMBERED = 50
_LONGEST_ALIAS = 16
_LONGEST_SENTENCE = 200
_OR = re.compile("[、,或及]")
_NEW_SENTENCE = re.compile(r"[。;:!?\n]")
_LISTING = re.compile(r"[的之]?[下左]列|:\n")
_LIST_MARK = re.compile(r"\n{1,3}+(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|[0-9]+[、.)]|[-*•●○■◆◎※])")
_TITLE_LABEL = "法规名称:"


@dataclass(frozen=True, slots=True)
class Context:
    """Where a text stands: the law it belongs to (any of its names), and the article it is the text of.

    ``articles`` are the law's article numbers in order, where they are known: 前條 of "319" is then "318-2".
    """

    law: str | None = None
    number: str | None = None
    articles: tuple[str, ...] = ()


def opens_list_line(text: str, newline: int) -> bool:
    """Whether the line after ``text[newline]`` begins with a list mark (一、 (一) 1. -)."""
    return _LIST_MARK.match(text, newline) is not None


@dataclass(slots=True)
class Laws:
    """The laws of one text as far as it has been read. ``home`` is the law whose own text this is."""

    registry: Registry
    dense: Dense
    home: str | None
    ref: LawRef | None = None
    named: list[str | None] = field(default_factory=list)
    in_sentence: list[str | None] = field(default_factory=list)
    aliases: dict[str, str | None] = field(default_factory=dict)
    unsure: int = -1
    listing: str | None = None
    listing_begun: bool = False

    def see_name(self, found: re.Match[str]) -> None:
        """Take note of a law's name that may end at a token of the kind ``end``."""
        text, end = self.dense.text, found.end("end")
        if found["extension"]:
            whole = self.registry.ending_at(text, found.end())
            if whole is not None:
                return self._name(LawRef(whole.start, whole.end, whole.law.name))
        known = self.registry.ending_at(text, end)
        if known is not None:
            extension = found["extension"] or ""
            name = known.law.name + self.dense.written(end, found.end()) if extension else known.law.name
            self._name(LawRef(known.start, found.end(), name))
        elif may_name_a_law(text, end):
            self.unsure = -1 if None in self.named else end
            self._remember(None)

    def _name(self, ref: LawRef) -> None:
        text = self.dense.text
        if is_foreign(text, ref.start):
            ref = LawRef(ref.start, ref.end, FOREIGN)
        elif self._is_title(ref):
            self.home = ref.law
        self.take(with_quotes(text, ref))

    def _is_title(self, ref: LawRef) -> bool:
        text = self.dense.text
        starts = ref.start == 0 or text[ref.start - 1] == "\n" or text.endswith(_TITLE_LABEL, 0, ref.start)
        return starts and text[ref.end : ref.end + 1] == "\n"

    def take(self, ref: LawRef) -> None:
        """``ref`` is now the law last referred to."""
        if self.ref is not None and ref.start <= self.ref.start < ref.end:
            self._forget(self.ref.law)
        if ref.start < self.unsure <= ref.end:
            self._forget(None)
        self.ref = ref
        self._remember(ref.law)
        if _LISTING.match(self.dense.text, ref.end):
            self.listing, self.listing_begun = ref.law, False

    def _forget(self, law: str | None) -> None:
        """What was named last is now read as part of a longer name."""
        self.named = [n for n in self.named if n != law]
        self.in_sentence = [n for n in self.in_sentence if n != law]

    def _remember(self, law: str | None) -> None:
        if law in self.named:
            self.named.remove(law)
        self.named = [*self.named[-_REMEMBERED:], law]
        if law not in self.in_sentence and len(self.in_sentence) < 2:
            self.in_sentence.append(law)

    def end_sentence(self) -> None:
        """Nothing named before is the only law of what follows."""
        self.in_sentence.clear()

    def end_line(self, listed: bool) -> None:
        """A line ends; ``listed``: the next has a list mark, and so goes on with a 「個資法下列規定：」 before it."""
        self.end_sentence()
        self.listing_begun = listed
        self.listing = self.listing if listed else None

    def see_alias(self, found: re.Match[str]) -> None:
        """A definition in brackets, （以下簡稱本法）, right behind a law."""
        ref = self.ref
        if ref is None or found.start() - ref.end > 1:
            ref = unregistered(self.dense, found.start(), ref.end if ref is not None else 0)
        if ref is None or ref.law is None:
            return
        for alias in _OR.split(found["alias"]):
            self.aliases[alias] = ref.law
        self.take(LawRef(ref.start, found.end(), ref.law))

    def see_pronoun(self, found: re.Match[str]) -> None:
        """同法, 本法, 該條例, 母法, 其施行細則 …: the law they stand for, or None."""
        law = self._stands_for(found["pronoun"])
        if found["rules"] and law is not None and law != FOREIGN and not law.endswith(_RULES):
            law = self.registry.full_name(law + _RULES) or law + _RULES
        self.take(LawRef(found.start(), found.end(), law))

    def _stands_for(self, word: str) -> str | None:
        if word in self.aliases:
            return self.aliases[word]
        if word == "":
            return self.in_sentence[0] if len(self.in_sentence) == 1 else None
        if word == "其":
            return self.named[-1] if self.named else None
        if word[0] == "本":
            return self._own(word[1:])
        if word[0] == "母":
            return self._parent("法")
        return self._antecedent(word.lstrip("同该上开前揭"))

    def _own(self, kind: str) -> str | None:
        """The text's own law where its name ends in ``kind``, or the law that it carries out."""
        if self.home is not None and dense_name(self.home).endswith(kind):
            return self.home
        return self._parent(kind)

    def _parent(self, kind: str) -> str | None:
        above = (self.home or "").removesuffix(_RULES)
        if above in ("", self.home) or not dense_name(above).endswith(kind):
            return None
        return self.registry.full_name(above) or above

    def _antecedent(self, kind: str) -> str | None:
        if not self.named:
            return None
        for law in reversed(self.named):
            if law is None or law == FOREIGN or dense_name(law).endswith(kind):
                return law
        return self.named[0] if len(self.named) == 1 else None

    def before(self, start: int, floor: int) -> LawRef | None:
        """The law written right before ``start``, if one is; its law is None where the words identify none."""
        if self.ref is not None and self.ref.start >= floor and adjoins(self.dense.text, self.ref, start):
            return self.ref
        low = max(floor, self.ref.end) if self.ref is not None else floor
        found = self._alias_before(start, low) or unregistered(self.dense, start, low)
        if found is not None:
            self.take(found)
        return found

    def _alias_before(self, start: int, low: int) -> LawRef | None:
        if self.aliases:
            for begin in range(max(low, start - _LONGEST_ALIAS), start):
                if (alias := self.dense.text[begin:start]) in self.aliases:
                    return LawRef(begin, start, self.aliases[alias])
        return None

    def unstated(self, last: str | None, end: int, start: int) -> str | None:
        """The law of an article at ``start`` that stands alone; ``last`` is that of the citation that ended at ``end``.

        In a law's own text that is the law itself. Behind another law's article the same clause goes on with that
        law (個資法第6條但書及第5款所稱措施、第18條所稱事項); a new clause that begins with the article may mean
        either (…，第91條之1 …), so none is given. Seen in the 58 laws of the 2024-10-11 edition: all 5 of the first
        kind, 4 of 10 of the second mean the other law. Elsewhere it is the only law that the sentence has named.
        """
        if self.listing is not None and self.listing_begun:
            return self.listing
        if self.home is None:
            return self.in_sentence[0] if len(self.in_sentence) == 1 else None
        between = self.dense.text[end:start] if 0 <= end < start <= end + _LONGEST_SENTENCE else "\n"
        if last == self.home or _NEW_SENTENCE.search(between):
            return self.home
        if "," not in between:
            return last
        return None if between[-1] in ",、及或与和" else self.home
