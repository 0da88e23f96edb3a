"""What a law's history says of one article: which amendments name it, and when.

The national database keeps the history as running text, wrapped at a fixed width: numbered entries, each
「中華民國…年…月…日總統…號令修正公布第 6～8、11 條條文；並增訂第 1-1 條條文；…」, with later orders about the same
amendment indented below.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.statutes.grammar import parse
from assistant.statutes.numerals import CHARACTERS, read
from assistant.statutes.registry import Registry

_FIRST_YEAR = 1911
_WHERE_THE_ACT_IS_NAMED = 60
_WRAP = re.compile(r"[ \u3000]*\r?\n[ \u3000]*")
_STATEMENT = re.compile(
    r"^[ \u3000]*(?:\d+\.)?[ \u3000]*"
    rf"中華民國(?P<year>[{CHARACTERS}]+)年(?P<month>[{CHARACTERS}]+)月(?P<day>[{CHARACTERS}]+)日",
    re.MULTILINE,
)
_ACTION = re.compile(
    r"(?P<verb>制定|訂定|修正|增訂|刪除)(?:公布|發布)?(?:名稱及)?"
    r"(?:(?P<whole>全文)|(?=第?[ \d])(?P<list>(?:(?!制定|訂定|修正|增訂|刪除|施行|[；。：:]).){1,4000}))"
)
# Orders on when an amendment applies, who is in charge, or a slip of the pen: no amendments themselves.
_NO_AMENDMENT = re.compile(r"(?:令|函)(?:會銜)?(?:發布|公告|核定|勘誤)|公告")
_NO_LAWS = Registry(())


@dataclass(frozen=True, slots=True)
class Amendment:
    """An act of the legislator on an article: ``action`` is 修正, 增訂, 刪除 or, where ``whole``, of the whole text."""

    date: str
    action: str
    whole: bool

    def __str__(self) -> str:
        return f"{self.date} {'全文' if self.whole else ''}{self.action}"


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of an article from ``year`` on (amendments of that year count: a guideline seldom says its day).

    ``unread`` is set where the law was amended in that time but its history does not say, in words this module
    reads, which articles: then "not changed" must not be said.
    """

    law: str
    number: str
    year: int
    modified: str
    amendments: tuple[Amendment, ...]
    unread: bool

    @property
    def changed(self) -> bool:
        """Whether an amendment from ``year`` on names the article or the whole law."""
        return bool(self.amendments)

    def __str__(self) -> str:
        if self.amendments:
            return f"{self.year} 年以後有變動：" + "、".join(str(a) for a in self.amendments)
        if self.unread:
            return f"本法於 {self.modified} 修正，沿革未能判讀是否及於本條"
        return f"{self.year} 年以後未修正"


def amendments(histories: str) -> Iterator[tuple[Amendment, tuple[str, ...]]]:
    """Every amendment in ``histories``, oldest first, with the articles it names; () for one of the whole text."""
    found = list(_STATEMENT.finditer(histories))
    for statement, after in zip(found, [*found[1:], None], strict=True):
        date = _date(statement)
        words = _unwrapped(histories[statement.end() : after.start() if after else None])
        if not date or _NO_AMENDMENT.search(words, 0, _WHERE_THE_ACT_IS_NAMED):
            continue
        for action in _ACTION.finditer(words):
            whole = action["whole"] is not None
            numbers = () if whole else _numbers(action["list"])
            if whole or numbers:
                yield Amendment(date, action["verb"], whole), numbers


def changes(law: str, number: str, year: int, modified: str, histories: str) -> Changes:
    """What became of article ``number`` of ``law`` from ``year`` on. ``modified``: the law's last change (ISO)."""
    read_through = list(amendments(histories))
    named = tuple(a for a, numbers in read_through if int(a.date[:4]) >= year and (a.whole or number in numbers))
    seen = any(a.date == modified for a, _ in read_through)
    late = modified[:4].isdigit() and int(modified[:4]) >= year
    return Changes(law, number, year, modified, named, unread=late and not seen)


def _unwrapped(text: str) -> str:
    return _WRAP.sub("", text)


def _date(statement: re.Match[str]) -> str:
    year, month, day = (read(statement[part]) for part in ("year", "month", "day"))
    return f"{year + _FIRST_YEAR}-{month:02}-{day:02}" if year and month and day else ""


@functools.lru_cache(maxsize=1024)
def _numbers(listed: str) -> tuple[str, ...]:
    """The articles of 「第 6～8、11 條條文」; the words may leave the 第 out."""
    text = listed.strip()
    return tuple(c.number for c in parse(text if text.startswith("第") else f"第{text}", _NO_LAWS) if c.number)
