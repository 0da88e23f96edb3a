"""The registry's TOML text, checked, to a :class:`Registry`. Every complaint names the file and the line.

The text is passed in; reading ``corpus/`` is another module's task.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.errors import CorpusError
from assistant.statutes.registry import LINK, Law, Registry, StatusNote, dense_name
from assistant.text import view

_LAW_HEADER = re.compile(r"\s*\[\[\s*law\s*\]\]")
_PCODE = re.compile(r"[A-Z]\d{7}")
_NUMBER = re.compile(r"[1-9]\d{0,3}(?:-[1-9]\d{0,2})?")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_CHECKED = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
_TOML_LINE = re.compile(r"at line (\d+)")
_TOP_KEYS = frozenset({"link", "law"})
_LAW_KEYS = frozenset({"name", "also", "pcode", "link", "headings", "notes", "not_after", "not_before"})
_NOTE_KEYS = frozenset({"articles", "state", "date", "source", "checked"})
_REMEDY = "請依 docs/statutes.md「新增一部法規」的格式修正後再試。"


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one ``[[law]]``, to say where a complaint belongs. ``first`` is counted from 1."""

    file: str
    first: int
    lines: tuple[str, ...]

    def error(self, message: str, *words: str) -> CorpusError:
        """An error at the line where all of ``words`` stand, or at the head of the block."""
        lines = enumerate(self.lines, self.first)
        line = next((n for n, text in lines if words and all(w in text for w in words)), self.first)
        return _error(self.file, line, message)


def _error(file: str, line: int, message: str) -> CorpusError:
    return CorpusError(f"{file} 第 {line} 行：{message}。", _REMEDY)


def load_registry(toml_text: str, name: str) -> Registry:
    """The registry written in ``toml_text``; ``name`` is the file's name for messages.

    Raises CorpusError, naming the line, where the text is no TOML or breaks the form described in docs/statutes.md.
    """
    try:
        table = tomllib.loads(toml_text)
    except tomllib.TOMLDecodeError as trouble:
        found = _TOML_LINE.search(str(trouble))
        line = int(found[1]) if found else toml_text.count("\n") + 1
        raise _error(name, line, "不是正確的 TOML 格式") from trouble
    blocks = tuple(_blocks(toml_text, name))
    whole = _Block(name, 1, tuple(toml_text.splitlines()))
    _only_keys(table, _TOP_KEYS, whole)
    tables = table.get("law", [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise whole.error("法規要寫成 [[law]]", "law")
    if len(tables) != len(blocks):
        raise whole.error("每部法規都要以單獨一行的 [[law]] 開頭", "law")
    link = _text(table, "link", whole, default=LINK)
    laws = [_law(t, link, block) for t, block in zip(tables, blocks, strict=True)]
    _no_name_twice(laws, blocks)
    return Registry(laws)


def _blocks(toml_text: str, name: str) -> Iterator[_Block]:
    lines = toml_text.splitlines()
    heads = [i for i, line in enumerate(lines) if _LAW_HEADER.match(line)]
    for head, after in itertools.pairwise([*heads, len(lines)]):
        yield _Block(name, head + 1, tuple(lines[head:after]))


def _law(table: dict[str, Any], link: str, block: _Block) -> Law:
    _only_keys(table, _LAW_KEYS, block)
    name = _text(table, "name", block)
    pcode = _text(table, "pcode", block, default="")
    if pcode and not _PCODE.fullmatch(pcode):
        raise block.error(f"pcode「{pcode}」應為一個大寫字母加七位數字", "pcode")
    link = _text(table, "link", block, default=link)
    try:
        link.format(pcode=pcode, number="1")
    except (KeyError, IndexError, ValueError) as trouble:
        raise block.error("link 只能用 {pcode} 與 {number} 兩個欄位", "link") from trouble
    return Law(
        name=name,
        also=_texts(table, "also", block),
        pcode=pcode,
        link=link,
        headings=_headings(table, block),
        notes=tuple(_note(note, block) for note in _tables(table, "notes", block)),
        not_after=view(_text(table, "not_after", block, default="")),
        not_before=view(_text(table, "not_before", block, default="")),
    )


def _note(table: dict[str, Any], block: _Block) -> StatusNote:
    _only_keys(table, _NOTE_KEYS, block)
    state, source = _text(table, "state", block), _text(table, "source", block)
    date, checked = _text(table, "date", block, default=""), _text(table, "checked", block)
    if date and not _DATE.fullmatch(date):
        raise block.error(f"date「{date}」應為 YYYY-MM-DD", date)
    if not _CHECKED.fullmatch(checked):
        raise block.error(f"checked「{checked}」應為 YYYY-MM-DD 或 YYYY-MM", checked)
    articles = _texts(table, "articles", block)
    for number in articles:
        _article_number(number, block)
    return StatusNote(articles, state, date, source, checked)


def _headings(table: dict[str, Any], block: _Block) -> dict[str, str]:
    headings = table.get("headings", {})
    if not isinstance(headings, dict):
        raise block.error("headings 應為條號與標題的對照", "headings")
    for number in headings:
        _article_number(number, block)
        _text(headings, number, block)
    return dict(headings)


def _article_number(number: str, block: _Block) -> None:
    if not _NUMBER.fullmatch(number):
        raise block.error(f'條號「{number}」應寫成 "12" 或 "318-1"', number)


def _only_keys(table: dict[str, Any], known: frozenset[str], block: _Block) -> None:
    for key in table:
        if key not in known:
            raise block.error(f"不認得的欄位「{key}」，可用：{'、'.join(sorted(known))}", key)


def _text(table: dict[str, Any], key: str, block: _Block, default: str | None = None) -> str:
    value = table.get(key, default)
    if value is None:
        raise block.error(f"缺少欄位「{key}」")
    if not isinstance(value, str) or (not value.strip() and key in table):
        raise block.error(f"欄位「{key}」應為不空白的文字", key)
    return value.strip()


def _texts(table: dict[str, Any], key: str, block: _Block) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise block.error(f"欄位「{key}」應為文字的清單", key)
    return tuple(v.strip() for v in values)


def _tables(table: dict[str, Any], key: str, block: _Block) -> list[dict[str, Any]]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
        raise block.error(f"欄位「{key}」應寫成 [[law.{key}]]", key)
    return values


def _no_name_twice(laws: list[Law], blocks: tuple[_Block, ...]) -> None:
    owner: dict[str, str] = {}
    for law, block in zip(laws, blocks, strict=True):
        for name in (law.name, *law.also):
            other = owner.setdefault(dense_name(name), law.name)
            if other != law.name:
                raise block.error(f"名稱「{name}」已屬於「{other}」", name)
