"""The words of the citation grammar, found on a dense text: the matching view with its blanks taken out.

One compiled expression finds every token in one pass. Each of its repetitions is bounded or possessive, so the time
is linear in the text whatever the text is.
"""

from __future__ import annotations

import functools
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import Span
from assistant.statutes.numerals import CHARACTERS
from assistant.text import view

_BLANK = frozenset(" \u200b")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")

# One pattern a level. Written in Traditional; `compiled` turns the words into the view's, where brackets, digits,
# commas and tildes are ASCII.
NUMERAL = f"[{CHARACTERS}]{{1,9}}+"
# 之 is also the possessive: 第三條之一切, 第十條之三分之二, 第五條之十日內 name no article 之一, 之三, 之十.
_NOT_COUNTED = r"(?![切部般定方半些旦致再律併種成分人次年月日個天週位款名戶件倍小份樓造貫])"
_BRANCH = rf"之{NUMERAL}{_NOT_COUNTED}"
_NUMBER = rf"{NUMERAL}(?:[-‐‑–]{NUMERAL}|{_BRANCH})?"
BRANCH_JOIN = "[-‐‑–之]"
LIST = r"(?:、|,|;|/|及|和|與|或|暨|跟|以及)"
RANGE = r"(?:起?至|到|~|〜|—|――?|──?)"
_LINK = rf"(?:{LIST}|{RANGE})"
# Without a 第 in front no 第 may follow: the 一 of 「一、第12條」 counts the line.
# Amending acts list a hundred and more; what follows the sixtieth must have no 第, or 1 MB of 「第1、」 takes seconds.
_LONG_LIST = rf"(?:{_LINK}第?{_NUMBER}){{0,60}}+(?:{_LINK}{_NUMBER}){{0,1000}}+"
_NUMBERS = rf"(?:(?P<nth>第){_NUMBER}{_LONG_LIST}|{_NUMBER}(?:{_LINK}{_NUMBER}){{0,60}}+)"
_SECTIONS = rf"{_NUMBER}(?:{_LINK}{_NUMBER}){{0,60}}+"
_PLAIN_NUMBERS = rf"(?:第{NUMERAL}(?:{_LINK}第?{NUMERAL}){{0,60}}+|{NUMERAL}(?:{_LINK}{NUMERAL}){{0,60}}+)"
# 第318條之1、2: without its 之 a branch counts only where nothing else is being counted.
_MORE_BRANCHES = rf"{_LINK}(?:{_BRANCH}|{NUMERAL}(?=$|[\n(。,;]|規定|之罪|等))"
_BRANCHES = rf"{_BRANCH}(?:{_MORE_BRANCHES}){{0,60}}+"
_CLAUSE = r"(?:前段|中段|後段|末段|但書|本文|序文)*+"
# 刑法361 is an article, 刑法3大原則 is none: a number without 條 counts before punctuation and these words only.
_AFTER_NUMBER = (
    r"(?=$|[^\w.%:-]|[.:-](?![0-9])"
    "|[的之有是與和及或暨跟規罪相嗎呢如怎什哪能可要會適內裡中寫說講也都被第前後但])"
)

# A look at one character spares most positions the whole alternation.
_FIRST = f"[(§第前次同本該上母其施「」『』“”。!?\\n{CHARACTERS}ENDS]"
_TOKENS = rf"""
(?={_FIRST})(?:
  (?P<defined>\((?:以下|下)?(?:均|合|統|並)?(?:簡稱|稱)為?[「『"“]?(?P<alias>[^()\n「」『』"“”]{{1,16}})[」』"”]?\))
| (?P<article>(?:(?P<numbers>{_NUMBERS})條(?![例件款])(?P<branches>{_BRANCHES})?|§§?(?P<sections>{_SECTIONS})){_CLAUSE})
| (?P<part>(?P<part_numbers>{_PLAIN_NUMBERS})(?P<unit>[項款目]){_CLAUSE})
| (?P<relative>(?:前(?P<back>{NUMERAL})?|次|同|本)條(?![例件約款目理列])|前(?P<items_back>{NUMERAL})?項){_CLAUSE}
| (?P<reference>(?P<pronoun>
    (?:(?<![合共相不異雷認贊])同|該|上開|前開|前揭|(?<![日基根資成版原])本)
    (?:法|條例|辦法|(?:施行)?細則|準則|規則|規程)(?![律院官人案庭學理])
    |母法|(?<!極)其(?=施行細則)|(?=施行細則))(?P<rules>施行細則)?)
| (?P<bare>第?(?P<bare_number>[0-9]{{1,4}}(?:[-之][0-9]{{1,2}})?){_AFTER_NUMBER})
| (?P<quote>[「」『』“”])
| (?P<stop>[。!?\n])
| (?P<name>(?P<end>[ENDS])(?P<extension>(?:總則|債編|物權編|親屬編|繼承編)?施行法|施行細則)?)
)"""


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``pattern`` for texts on the view: its Chinese words are put on the view too."""
    return re.compile(_NOT_ASCII.sub(lambda word: view(word[0]), pattern), flags)


@functools.lru_cache(maxsize=8)
def lexer(last_characters: str) -> re.Pattern[str]:
    """The expression that finds every token; law names are looked for where one of ``last_characters`` stands."""
    ends = "".join(re.escape(c) for c in last_characters) or "法"
    return compiled(_TOKENS.replace("ENDS", ends), re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Dense:
    """A text on the view without blanks; ends of lines stay unless a citation runs over them."""

    original: str
    text: str
    kept: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """The span in the original of ``text[start:end]``."""
        return Span(self.kept[start], self.kept[end - 1] + 1)

    def written(self, start: int, end: int) -> str:
        """``text[start:end]`` as the original spells it, without the blanks."""
        return "".join(self.original[k] for k in self.kept[start:end])


def dense(original: str) -> Dense:
    """``original`` as the grammar reads it."""
    seen = view(original)
    if "\n" in original:
        seen = "".join("\n" if o == "\n" else s for s, o in zip(seen, original, strict=True))
    kept: Sequence[int] = range(len(seen))
    if any(blank in seen for blank in _BLANK):
        kept = array("L", (i for i, c in enumerate(seen) if c not in _BLANK))
        seen = "".join(c for c in seen if c not in _BLANK)
    return _mended(Dense(original, seen, kept))


@functools.cache
def _broken_citation() -> re.Pattern[str]:
    return compiled(rf"(?<=第)\n|(?<=[{CHARACTERS}])\n(?=[條項款]|之[{CHARACTERS}])|(?<=條之)\n(?=[{CHARACTERS}])")


def _mended(wrapped: Dense) -> Dense:
    dropped = {m.start() for m in _broken_citation().finditer(wrapped.text)} if "\n" in wrapped.text else set()
    if not dropped:
        return wrapped
    kept = array("L", (k for i, k in enumerate(wrapped.kept) if i not in dropped))
    return Dense(wrapped.original, "".join(c for i, c in enumerate(wrapped.text) if i not in dropped), kept)
