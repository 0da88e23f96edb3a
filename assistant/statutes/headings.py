"""The bracketed heading that a list of provisions puts behind an article: 第12條(個人資料遭違法侵害之通知)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.statutes.citing import Item, distinct_articles
from assistant.statutes.tokens import Dense, compiled

_LONGEST = 60
_SEPARATOR = re.compile("[、，,；;]")
_BRACKETED = re.compile(r"\(([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)?)\)")


@functools.cache
def _no_heading() -> re.Pattern[str]:
    return compiled(
        "以下|下稱|簡稱|參照|參見|參閱|詳見|詳如|例如|包括|含|民國|中華民國|修正|現行|新法|舊法|增訂|刪除|摘要|節錄|略|按|下同|同上|附件|註"
        "|[0-9]+(?:年|$)|.*[。!?]|.*[第0-9一二三四五六七八九十百同前本次][條項款]"
        "|.*(?:§|[法例則訴]第?[0-9])|.{0,1}$"
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """The words in brackets as written, and where the bracket ends in the dense text."""

    text: str
    end: int


def heading_after(whole: Dense, end: int) -> Heading | None:
    """The heading that begins at ``end``, or None where the bracket holds a remark (以下簡稱…, 參照…) or a citation."""
    found = _BRACKETED.match(whole.text, end, end + _LONGEST)
    if found is None or _no_heading().match(found[1]):
        return None
    return Heading(whole.span(*found.span(1)).of(whole.original).strip(), found.end())


def share_headings(items: Sequence[Item], heading: str) -> list[Item]:
    """``items`` with ``heading``: a part for each article if there are as many, else all of it on the last words."""
    shared = list(items)
    articles = list(distinct_articles(shared))
    parts = [part.strip() for part in _SEPARATOR.split(heading)]
    if len(articles) == 1 or len(parts) != len(articles) or not all(parts):
        articles, parts = [_named_last(shared, articles)], [heading]
    for places, part in zip(articles, parts, strict=True):
        for place in places:
            shared[place] = replace(shared[place], heading=part)
    return shared


def _named_last(items: Sequence[Item], articles: Sequence[list[int]]) -> list[int]:
    """The last article, or all that the last words (a range) name."""
    words = items[-1].start, items[-1].end
    return sorted({*articles[-1], *(i for i, item in enumerate(items) if (item.start, item.end) == words)})
