"""An article's text as it is shown: its 項 numbered, its 款 kept as lines, and what is said of its being in force."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.statutes.grammar import parse
from assistant.statutes.law_file import OPEN_DATE
from assistant.statutes.registry import Registry

_LIST_LINE = re.compile(
    r"[ \u3000]*(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|\d{1,3}[.．、)）]|[①-⑳]"
    r"|第[一二三四五六七八九十]+[類目][：:])"
)
_WRAP = re.compile(r"\s*\r?\n\s*")
_NO_LAWS = Registry(())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A 項: its number, counted from 1, and its text; its 款 and 目 follow on lines of their own."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as the loaded edition has it. ``edition`` and ``modified`` (of its law) are ISO 8601 dates.

    ``effective_note`` says from when it applies where that is set apart or still open, else "".
    """

    law: str
    number: str
    paragraphs: tuple[Paragraph, ...]
    chapter: str
    edition: str
    modified: str
    effective_note: str
    abandoned: bool

    @property
    def text(self) -> str:
        """All 項, each from a new line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def paragraph(self, number: int) -> Paragraph | None:
        """項 ``number``, if there is one."""
        return next((p for p in self.paragraphs if p.number == number), None)


def paragraphs(content: str) -> tuple[Paragraph, ...]:
    """``content`` (one 項 or 款 a line) by 項: a line with a list mark (一、 （一） 1.) belongs to the 項 before it."""
    lines: list[list[str]] = []
    for line in (line.strip() for line in content.splitlines()):
        if not line:
            continue
        if lines and _LIST_LINE.match(line):
            lines[-1].append(line)
        else:
            lines.append([line])
    return tuple(Paragraph(number, "\n".join(item)) for number, item in enumerate(lines, start=1))


def effective_note(number: str, effective: str, note: str) -> str:
    """What is said of when article ``number`` applies: the law's ``note`` where it names the article, or none at all.

    ``effective`` is the law's own date; OPEN_DATE stands for one that is still to be set.
    """
    words = _WRAP.sub("", note).strip()
    named = {c.number for c in parse(words, _NO_LAWS)}
    if named and number not in named:
        return ""
    if effective == OPEN_DATE:
        return f"施行日期另定：{words}" if words else "施行日期另定"
    return words or (f"自 {effective} 施行" if effective else "")
