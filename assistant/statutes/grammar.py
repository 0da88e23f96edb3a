"""Citations of statute articles in running text: which article of which law, and where it is named.

One pass over the tokens of :mod:`assistant.statutes.tokens`. A law is the one written before the article, the one
a list goes on with, the text's own (``context``), or the only one its sentence names; where none of these says it,
the citation is kept with no law. Nothing is guessed.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field, replace
from typing import TypeVar

from assistant.model import Citation
from assistant.statutes import citing
from assistant.statutes.citing import Item
from assistant.statutes.headings import heading_after, share_headings
from assistant.statutes.naming import FOREIGN
from assistant.statutes.numbering import Named, branched, listed
from assistant.statutes.numerals import read
from assistant.statutes.place import Here, Place
from assistant.statutes.referring import Context, Laws, opens_list_line
from assistant.statutes.registry import Registry
from assistant.statutes.tokens import LIST, RANGE, Dense, compiled, dense, lexer

_Number = TypeVar("_Number", int, str)
_WIDEST_JOINT = 20


def parse(text: str, registry: Registry, context: Context | str | None = None) -> tuple[Citation, ...]:
    """Every citation in ``text``, in order; spans count code points of ``text``.

    ``context`` is the law the text belongs to (any of its names), or a Context that also says which article.
    Each article, 項 and 款 that is named is a citation of its own; those that a range names share the range's span.
    Articles of other states' laws are left out.
    """
    whole = dense(text)
    if not isinstance(context, Context):
        context = Context(context)
    home = (registry.full_name(context.law) or context.law) if context.law else None
    here = Here(home, context.number, 1, context.articles) if context.number else None
    reader = _Reader(whole, Laws(registry, whole, home), Place(here))
    for token in lexer(registry.last_characters).finditer(whole.text):
        reader.take(token)
    return tuple(_citation(item, whole) for item in reader.items if item.law != FOREIGN)


def _citation(item: Item, whole: Dense) -> Citation:
    span = whole.span(item.start, item.end)
    return Citation(
        span.of(whole.original), span, item.law, item.number, item.paragraph, item.subparagraph, item.heading
    )


@functools.cache
def _joint() -> re.Pattern[str]:
    crime = "(?:之[^、,;:]{0,10}罪)?(?:及(?:其|該.項之?)未遂犯)?"
    return compiled(rf"(?:{crime}|(?P<filler>之?規定|所定|條文))(?:(?P<range>{RANGE})|(?P<list>、?(?:{LIST})?)|而犯)")


@functools.cache
def _attached() -> re.Pattern[str]:
    return compiled(r"[的之]?\n?")


@functools.cache
def _no_article() -> re.Pattern[str]:
    return compiled("[路線街巷河船魚狗蛇繩命]|新聞|訊息|消息|留言|生產|高速|捷運|電話|管線|規則")


@dataclass(slots=True)
class _Reader:
    """``end`` is where the last citation ends; the last ``targets`` items are what a 項 behind it belongs to."""

    whole: Dense
    laws: Laws
    place: Place
    items: list[Item] = field(default_factory=list)
    end: int = -1
    unheaded: int = 0
    targets: int = 1
    level: str = ""
    filled: int = 0

    def take(self, token: re.Match[str]) -> None:
        """Read on by one token."""
        match token.lastgroup:
            case "name":
                self.laws.see_name(token)
            case "article":
                self._article(token)
            case "part":
                self._part(token)
            case "relative":
                self._relative(token)
            case "reference":
                self.laws.see_pronoun(token)
            case "bare":
                self._bare(token)
            case "defined":
                self.laws.see_alias(token)
            case "quote":
                self._quote(token)
            case _:
                self._stop(token)

    def _stop(self, token: re.Match[str]) -> None:
        if token["stop"] != "\n":
            return self.laws.end_sentence()
        text, end = token.string, token.end()
        listed = opens_list_line(text, token.start())
        self.laws.end_line(listed)
        if not listed and text[end : end + 1] != "\n":
            self.place.line()

    def _quote(self, token: re.Match[str]) -> None:
        mark, laws = token.group(), self.laws
        if mark in "「『“":
            last = self.items[-1] if self.items else None
            laws.home = self.place.open_quote(token.string, token.start(), last, self.end, laws.home)
        else:
            laws.home = self.place.close_quote(mark, laws.home)

    def _joined(self, start: int) -> re.Match[str] | None:
        """How ``start`` goes on with the last citation, if only a separator stands between."""
        if not self.items or not 0 <= start - self.end <= _WIDEST_JOINT:
            return None
        joint = _joint().fullmatch(self.whole.text, self.end, start)
        loose = joint is not None and (joint["filler"] and joint["list"] != "、" or joint["list"] in (",", ";"))
        return None if loose and self.laws.home else joint

    def _article(self, token: re.Match[str]) -> None:
        named = branched(token, listed(token, "sections" if token["sections"] else "numbers"))
        if not named:
            return
        start, nth = token.start(), bool(token["nth"] or token["sections"])
        ref = self.laws.before(start, max(self.end, 0))
        joint = self._joined(start) if ref is None else None
        if ref is not None:
            law, start = ref.law, ref.start
        elif joint is not None and (nth or self.level == "条"):
            law = self.items[-1].law
        elif nth:
            law = self.laws.unstated(self.items[-1].law if self.items else None, self.end, start)
            if law is None and _no_article().match(token.string, token.end()):
                return
        else:
            return
        if joint is None:
            self.unheaded = len(self.items)
        named[0] = replace(named[0], start=start, ranged=joint is not None and joint["range"] is not None)
        self._add_articles(law, named, token.end())
        self._note_heading_line(start, token, named)

    def _bare(self, token: re.Match[str]) -> None:
        """刑法361: a number right behind a law's name."""
        ref = self.laws.ref
        if ref is None or ref.end != token.start() or ref.law is None:
            return
        named = listed(token, "bare_number")
        if named:
            self.unheaded = len(self.items)
            named[0] = replace(named[0], start=ref.start)
            self._add_articles(ref.law, named, token.end())

    def _add_articles(self, law: str | None, named: list[Named], end: int) -> None:
        for place, one in enumerate(named):
            finish = end if place == len(named) - 1 else one.end
            before = self.items[-1] if one.ranged else None
            if before is None or not before.number or not one.number or before.law != law:
                self.items.append(Item(law, one.number, one.start, finish))
                continue
            numbers = self._filled_in(citing.between(before.number, one.number))
            self.items[-1] = before.covering(before.start, finish)
            self.items += [Item(law, number, before.start, finish) for number in numbers]
        self._ended(end, "条", 1)

    def _filled_in(self, numbers: tuple[_Number, ...]) -> tuple[_Number, ...]:
        """``numbers``, or the last alone once ranges have filled in as much as one text may ask for."""
        if self.filled + len(numbers) > citing.MOST_FILLED_IN:
            return numbers[-1:]
        self.filled += len(numbers) - 1
        return numbers

    def _ended(self, end: int, level: str, targets: int) -> None:
        self.end, self.level, self.targets = end, level, targets
        heading = heading_after(self.whole, end)
        if heading is not None:
            self.items[self.unheaded :] = share_headings(self.items[self.unheaded :], heading.text)
            self.unheaded, self.end = len(self.items), heading.end

    def _note_heading_line(self, start: int, token: re.Match[str], named: list[Named]) -> None:
        """A line that begins with an article's number and a blank is that article's own text: 前條 counts from it."""
        text, end = token.string, token.end()
        if len(named) > 1 or not any(at == 0 or text[at - 1] == "\n" for at in (start, token.start())):
            return
        after = self.whole.kept[end - 1] + 1
        if self.whole.original[after : after + 1].isspace() or text[end : end + 1] == ":":
            self.place.heading(self.items[-1].law, named[0].number, text[end : end + 1] not in ("", "\n"))

    def _relative(self, token: re.Match[str]) -> None:
        if token["relative"].rstrip("前中后末段但书本文序").endswith("项"):
            return self._earlier_paragraphs(token)
        law, numbers = self._meant(token)
        joint = self._joined(token.start())
        ranged = joint is not None and joint["range"] is not None and len(numbers) == 1
        named = [Named(n, token.start(), token.end(), ranged) for n in numbers]
        if joint is None:
            self.unheaded = len(self.items)
        self._add_articles(law, named, token.end())
        self.targets = len(named)

    def _meant(self, token: re.Match[str]) -> tuple[str | None, tuple[str, ...]]:
        """The law and articles that 前條, 次條, 同條 or 本條 stands for; (None, ("",)) where that is not known."""
        which = token["relative"][0]
        if which == "同":
            return (self.items[-1].law, (self.items[-1].number,)) if self.items else (None, ("",))
        here = self.place.here
        if here is None:
            return None, ("",)
        if which == "本":
            return here.law, (here.number,)
        back = read(token["back"]) if token["back"] else 1
        numbers = here.next_article() if which == "次" else here.earlier_articles(back or 1)
        return (here.law, self._filled_in(numbers)) if numbers else (None, ("",))

    def _earlier_paragraphs(self, token: re.Match[str]) -> None:
        """前項, 前二項: only within an article's own text; anywhere else 前項 is an everyday word."""
        back = (read(token["items_back"]) or 0) if token["items_back"] else 1
        here = self.place.here
        if here is None or here.law is None or not (paragraphs := here.earlier_paragraphs(back)):
            return
        self.unheaded = len(self.items)
        for paragraph in self._filled_in(tuple(paragraphs)):
            self.items.append(Item(here.law, here.number, token.start(), token.end(), paragraph))
        self._ended(token.end(), "项", len(self.items) - self.unheaded)

    def _part(self, token: re.Match[str]) -> None:
        """第N項, 第N款, 第N目 behind an article, in a list that goes on, or in an article's own text."""
        unit, numbers = token["unit"], listed(token, "part_numbers")
        if not numbers:
            return
        start, end, nth = token.start(), token.end(), token.group().startswith("第")
        attached = self._attached(start)
        joint = self._joined(start)
        goes_on = joint is not None and (nth or self.level == unit)
        if unit == "目":
            if attached or goes_on:
                self.items[-1] = self.items[-1].covering(self.items[-1].start, end)
                self._ended(end, unit, 1)
        elif attached and self.level != unit and (self.level, unit) != ("款", "项"):
            self._refine(unit, numbers, end)
        elif joint is not None and goes_on:
            numbers[0] = replace(numbers[0], start=start, ranged=joint["range"] is not None)
            self._count(self.items[-1], unit, numbers, end)
        elif (here := self.place.here) is not None and here.law is not None and unit == "项" and nth:
            self.unheaded = len(self.items)
            numbers[0] = replace(numbers[0], start=start)
            self._count(Item(here.law, here.number, start, end), unit, numbers, end)

    def _attached(self, start: int) -> bool:
        behind = bool(self.items) and 0 <= start - self.end <= 2
        return behind and _attached().fullmatch(self.whole.text, self.end, start) is not None

    def _refine(self, unit: str, numbers: list[Named], end: int) -> None:
        """The 項 or 款 right behind the last articles belongs to each of them."""
        bases = self.items[-self.targets :]
        del self.items[-self.targets :]
        for base in bases:
            self._count(base, unit, [replace(numbers[0], start=base.start), *numbers[1:]], end)

    def _count(self, base: Item, unit: str, numbers: list[Named], end: int) -> None:
        """Add ``base`` once for each of ``numbers``, taken as its 項 or 款."""
        for place, one in enumerate(numbers):
            finish = end if place == len(numbers) - 1 else one.end
            start, values = one.start, citing.counted_between(int(one.number) - 1, int(one.number))
            last = self.items[-1].counted(unit) if one.ranged and self.items else None
            if last is not None:
                values = self._filled_in(citing.counted_between(last, int(one.number)))
                start = self.items[-1].start
                self.items[-1] = self.items[-1].covering(start, finish)
            self.items += [base.counting(unit, value).covering(start, finish) for value in values]
        self._ended(end, unit, 1)
