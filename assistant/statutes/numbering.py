"""The numbers inside one token: 第12、18及28條, 第15至18條, 第318條之1、之2, 第1、2項."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from assistant.statutes import citing
from assistant.statutes.numerals import read
from assistant.statutes.tokens import BRANCH_JOIN, LIST, NUMERAL, RANGE, compiled

# 第15-18條 is a range and 第41-1條 a branch: branches above 9 that also exceed their article are not found in practice.
_LARGEST_BRANCH = 9


@functools.cache
def _numbers() -> re.Pattern[str]:
    return compiled(
        rf"(?P<link>{LIST}|{RANGE})?(?:第|之)?(?P<main>{NUMERAL})(?:(?P<join>{BRANCH_JOIN})(?P<branch>{NUMERAL}))?"
    )


@functools.cache
def _is_range() -> re.Pattern[str]:
    return compiled(RANGE)


@dataclass(frozen=True, slots=True)
class Named:
    """A number in a token: its place, and whether a range leads up to it."""

    number: str
    start: int
    end: int
    ranged: bool


def listed(token: re.Match[str], group: str) -> list[Named]:
    """The article numbers of ``group``; none at all where one of them is no number."""
    named: list[Named] = []
    for found in _numbers().finditer(token.string, *token.span(group)):
        main, branch = read(found["main"]), read(found["branch"]) if found["branch"] else 0
        if main is None or branch is None:
            return []
        start, ranged = found.end("link") if found["link"] else found.start(), _is_ranged(found["link"])
        if found["branch"] and found["join"] != "之" and _LARGEST_BRANCH < branch > main:
            named.append(Named(str(main), start, found.end("main"), ranged))
            named.append(Named(str(branch), found.start("branch"), found.end(), ranged=True))
        else:
            named.append(Named(citing.join_number(main, branch), start, found.end(), ranged))
    return named


def _is_ranged(link: str | None) -> bool:
    return link is not None and _is_range().fullmatch(link) is not None


def branched(token: re.Match[str], named: list[Named]) -> list[Named]:
    """``named`` with the branches behind 條 (第318條之1、之2) on its last article."""
    branches = listed(token, "branches") if token["branches"] else []
    if not branches or not named or "-" in named[-1].number:
        return named
    last = named.pop()
    first, *others = (replace(b, number=f"{last.number}-{b.number}") for b in branches)
    return [*named, replace(first, start=last.start, ranged=last.ranged), *others]
