"""The laws in the national database's bulk file, read one at a time: the whole file never stands in memory.

The form: ``{"UpdateDate": …, "Laws": [{"LawName", "LawURL", "LawModifiedDate", …, "LawArticles": [{"ArticleType",
"ArticleNo", "ArticleContent"}]}]}``, dates as "20230531", ArticleType "C" for a chapter's heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.statutes.law_archive import BulkFile, Metered, refuse
from assistant.statutes.numerals import CHARACTERS, read

#: The date that stands for "to be set": the day from which a law applies is left open.
OPEN_DATE = "9999-12-31"

_PCODE = re.compile(r"pcode=([A-Za-z]\d{7})")
_NUMBER = re.compile(rf"第?\s*([{CHARACTERS}]+)\s*(?:[-‐–]\s*(\d+)\s*)?(?:條|条)?\s*(?:之\s*([{CHARACTERS}]+))?")
_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as the file has it. ``chapter`` is the chapter heading it stands under, or ""."""

    number: str
    text: str
    chapter: str


@dataclass(frozen=True, slots=True)
class LawRecord:
    """A law as the file has it; dates are ISO 8601 or "". ``skipped`` counts articles whose number is unreadable."""

    pcode: str
    name: str
    level: str
    modified: str
    effective: str
    effective_note: str
    abandoned: bool
    histories: str
    articles: tuple[ArticleRow, ...]
    skipped: int


def iso_date(written: str) -> str:
    """("20230531" or "2024/10/11 上午 12:00:00") → ISO 8601; "" where there is no date."""
    found = _DAY.match(written.strip())
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""


def article_number(written: str) -> str | None:
    """("第 318-1 條", "第十二條之一" or "12") → "318-1", "12-1", "12"; None where it is no article's number."""
    found = _NUMBER.fullmatch(written.strip())
    main = read(found[1]) if found else None
    if found is None or main is None:
        return None
    branch = read(found[2] or found[3]) if found[2] or found[3] else 0
    return None if branch is None else f"{main}-{branch}" if branch else str(main)


def edition_of(file: BulkFile) -> str:
    """The edition's date (ISO 8601) as the file says it. Reads no further than there."""
    with file.open(_silent) as stream:
        for written in _items(stream, "UpdateDate"):
            date = iso_date(written) if isinstance(written, str) else ""
            if date:
                return date
    raise refuse(f"「{file.name}」沒有版本日期（UpdateDate），不是全國法規資料庫的整批檔")


def laws_of(file: BulkFile, tell: Callable[[int], None]) -> Iterator[LawRecord]:
    """Each law of ``file`` in turn; ``tell`` hears the bytes read. The first thing that is wrong ends it."""
    count = 0
    with file.open(tell) as stream:
        for entry in _items(stream, "Laws.item"):
            stream.law_ended()
            count += 1
            yield _record(entry, f"「{file.name}」第 {count} 部法規")
    if not count:
        raise refuse(f"「{file.name}」裡沒有法規（Laws），不是全國法規資料庫的整批檔")


def _silent(_: int) -> None:
    """Nobody wants to hear how far a peek has come."""


def _items(stream: Metered, path: str) -> Iterator[Any]:
    import ijson

    try:
        yield from ijson.items(stream, path)
    except (ijson.JSONError, UnicodeDecodeError) as trouble:
        raise refuse(f"JSON 在第 {stream.total:,} 位元組附近中斷或格式錯誤") from trouble


def _record(entry: object, where: str) -> LawRecord:
    if not isinstance(entry, dict):
        raise refuse(f"{where}不是一筆法規")
    name = _text(entry, "LawName", where)
    found = _PCODE.search(_text(entry, "LawURL", where))
    if not name.strip() or found is None:
        raise refuse(f"{where}缺少名稱或代碼（pcode）")
    articles, skipped = _articles(entry.get("LawArticles"), f"{where}「{name}」")
    return LawRecord(
        pcode=found[1].upper(),
        name=name.strip(),
        level=_text(entry, "LawLevel", where, ""),
        modified=iso_date(_text(entry, "LawModifiedDate", where, "")),
        effective=iso_date(_text(entry, "LawEffectiveDate", where, "")),
        effective_note=_text(entry, "LawEffectiveNote", where, ""),
        abandoned="廢" in _text(entry, "LawAbandonNote", where, ""),
        histories=_text(entry, "LawHistories", where, ""),
        articles=articles,
        skipped=skipped,
    )


def _articles(rows: object, where: str) -> tuple[tuple[ArticleRow, ...], int]:
    if not isinstance(rows, list):
        raise refuse(f"{where}沒有條文（LawArticles）")
    kept: dict[str, ArticleRow] = {}
    chapter, skipped = "", 0
    for row in rows:
        if not isinstance(row, dict):
            raise refuse(f"{where}的條文不是一筆一筆的資料")
        content = _text(row, "ArticleContent", where, "")
        number = article_number(_text(row, "ArticleNo", where, ""))
        if row.get("ArticleType") == "C":
            chapter = " ".join(content.split())
        elif number is None:
            skipped += 1
        else:
            kept.setdefault(number, ArticleRow(number, content, chapter))
    return tuple(kept.values()), skipped


def _text(entry: dict[str, object], key: str, where: str, default: str | None = None) -> str:
    value = entry.get(key, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise refuse(f"{where}的 {key} 不是文字")
    return value
