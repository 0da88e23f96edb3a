"""The lay ways to ask for a reminder or a case: plain TOML that staff edit, read and checked with line numbers.

A file has a table for each case; its key ``case`` lists questions about the case itself, a number those that the
reminder of that number answers::

    ["20170102"]
    case = ["有沒有出國登錄資料外流的案例"]
    5 = ["資料外洩要不要告訴當事人"]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.errors import CorpusError
from assistant.model import Case, Source

_REMEDY = "請修正該行後重新建立索引。"


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A way to ask. ``reminder`` is None where it asks for the case itself."""

    case: str
    reminder: int | None
    text: str


def read_outside(file: Source) -> tuple[str, ...]:
    """The questions that no guideline answers, from every list of ``file``. Raises CorpusError naming the line."""
    texts: dict[str, None] = {}
    for key, listed in _tables(file).items():
        if not isinstance(listed, list) or not all(isinstance(text, str) and text.strip() for text in listed):
            raise _error(file, key, f"「{key}」應為一串以引號括住、不空白的問句")
        for text in listed:
            if text.strip() in texts:
                raise _error(file, text, f"「{text}」重複", last=True)
            texts[text.strip()] = None
    return tuple(texts)


def _tables(file: Source) -> dict[str, object]:
    try:
        return tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"「{file.name}」格式有誤：{error}。", _REMEDY) from error


def read_phrasings(file: Source, cases: Iterable[Case]) -> tuple[Phrasing, ...]:
    """The phrasings of ``file``. Raises CorpusError with the line of what is malformed, unknown, empty or repeated."""
    known = {case.id: case for case in cases}
    phrasings: dict[str, Phrasing] = {}
    for phrasing in _phrasings(file, _tables(file), known):
        if phrasing.text in phrasings:
            raise _error(file, phrasing.text, f"「{phrasing.text}」重複", last=True)
        phrasings[phrasing.text] = phrasing
    return tuple(phrasings.values())


def _phrasings(file: Source, tables: dict[str, object], known: dict[str, Case]) -> Iterator[Phrasing]:
    for case_id, table in tables.items():
        if case_id not in known:
            raise _error(file, case_id, f"沒有編號「{case_id}」的案例")
        if not isinstance(table, dict):
            raise _error(file, case_id, f'「{case_id}」應為一個表格，寫成 ["{case_id}"]')
        for key, texts in table.items():
            reminder = _reminder_number(file, known[case_id], key)
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                raise _error(file, key, f"「{case_id}」的「{key}」應為一串以引號括住的問句")
            for text in texts:
                if not text.strip():
                    raise _error(file, '""', f"「{case_id}」的「{key}」有空白的問句")
                yield Phrasing(case_id, reminder, text.strip())


def _reminder_number(file: Source, case: Case, key: str) -> int | None:
    if key == "case":
        return None
    if key.isdecimal() and case.reminder(int(key)) is not None:
        return int(key)
    raise _error(file, key, f"案例 {case.id} 沒有第「{key}」項叮嚀事項")


def _error(file: Source, needle: str, message: str, *, last: bool = False) -> CorpusError:
    """The error with the line of ``needle``, a key or a text: tomllib keeps no places, so the file is searched."""
    lines = file.text.splitlines()
    key = re.compile(rf'\s*(\[\s*)?"?{re.escape(needle)}"?\s*[\]=]')
    found = [n for n, line in enumerate(lines, 1) if key.match(line)] or [
        n for n, line in enumerate(lines, 1) if needle in line
    ]
    place = f"第 {found[-1 if last else 0]} 行" if found else ""
    return CorpusError(f"「{file.name}」{place}：{message}。", _REMEDY)
