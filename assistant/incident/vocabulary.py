"""The editable vocabulary of the incident check, ``corpus/aspects.toml``: read, checked with line numbers, compiled.

::

    [aspect."管道"]                # a table for each aspect, a list of words for each of its values
    "電子郵件" = ["電子郵件", "信箱"]
    except = ["信箱型別"]           # longer words that do not count
    [scale]                        # words beside which a number is the scale of the incident
    near = ["外洩"]
    except = ["抱怨"]
    [aside]                        # words of requests and chains of reporting: such clauses are not compared
    words = ["檢討報告"]
    [fact."是否已通知當事人"]        # asked for unless stated: by one of the words, or by the aspect
    why = "…"
    words = ["已通知"]

「…」 in a word stands for up to GAP characters of the same clause.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant import text
from assistant.errors import CorpusError
from assistant.model import Source, Span

#: What 「…」 may stand for at most, in code points.
GAP = 12
#: Aspects that are read by grammar, not by words.
TIME, SCALE = "時間", "規模"

_EXCEPT = "except"
_REMEDY = "請修正該行後重新建立索引。"
_TOML_LINE = re.compile(r"at line (\d+)")
_TABLES = frozenset({"aspect", "scale", "aside", "fact"})
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Words:
    """Words to look for, each standing for a value (None: it does not count), as one pattern on the matching view."""

    pattern: re.Pattern[str]
    literals: dict[str, str | None]
    gapped: tuple[str | None, ...]

    def find(self, view: str) -> Iterator[tuple[str, Span]]:
        """Each value said in ``view`` (see :func:`assistant.text.view`) with the place of its words, in order."""
        for match in self.pattern.finditer(view):
            found = self._value(match)
            if found is not None:
                yield found, Span(*match.span())

    def _value(self, match: re.Match[str]) -> str | None:
        if match.lastgroup == "literal":
            return self.literals[match[0]]
        return self.gapped[int((match.lastgroup or "gap0").removeprefix("gap"))]


@dataclass(frozen=True, slots=True)
class Aspect:
    """A side from which incidents are compared, and the words that tell its values."""

    name: str
    values: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a description should state, why, and how one can see that it does."""

    name: str
    why: str
    words: Words
    aspect: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The vocabulary of one ``aspects.toml``; an empty file gives an empty one."""

    aspects: tuple[Aspect, ...]
    scale: Words
    aside: Words
    facts: tuple[Fact, ...]


@functools.lru_cache(maxsize=4)
def read_vocabulary(file: Source) -> Vocabulary:
    """The vocabulary of ``file``. Raises CorpusError with the line of what is malformed, empty, unknown or repeated."""
    content = _parsed(file)
    for key in content:
        if key not in _TABLES:
            raise _error(file, key, f"不認得「{key}」，只有 aspect、scale、aside、fact 四種")
    tables = {key: _table(file, key, content.get(key, {})) for key in _TABLES}
    aspects = tuple(_aspect(file, name, table) for name, table in tables["aspect"].items())
    return Vocabulary(
        aspects,
        _flat(file, "scale", tables["scale"], "near"),
        _flat(file, "aside", tables["aside"], "words"),
        tuple(_fact(file, name, table, {a.name for a in aspects}) for name, table in tables["fact"].items()),
    )


def _parsed(file: Source) -> dict[str, Any]:
    try:
        return tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        place = f"第 {found[1]} 行" if found else "到檔案結尾"
        raise CorpusError(f"「{file.name}」{place}：不是正確的 TOML 格式（漏了引號、逗號或括號）。", _REMEDY) from error


def _aspect(file: Source, name: str, content: object) -> Aspect:
    table = _table(file, name, content)
    entries: dict[str, str | None] = {}
    for value, listed in table.items():
        for word in _word_list(file, value, listed):
            if word in entries:
                raise _error(file, word, f"「{name}」裡的「{word}」重複", last=True)
            entries[word] = None if value == _EXCEPT else value
    return Aspect(name, tuple(value for value in table if value != _EXCEPT), compiled(entries))


def _flat(file: Source, name: str, table: dict[str, Any], key: str) -> Words:
    for unknown in table.keys() - {key, _EXCEPT}:
        raise _error(file, unknown, f"「{name}」不認得「{unknown}」，只有 {key} 與 except")
    entries: dict[str, str | None] = dict.fromkeys(_word_list(file, key, table.get(key, [])), name)
    return compiled(entries | dict.fromkeys(_word_list(file, _EXCEPT, table.get(_EXCEPT, []))))


def _fact(file: Source, name: str, content: object, aspects: set[str]) -> Fact:
    table = _table(file, name, content)
    for unknown in table.keys() - {"why", "words", "aspect"}:
        raise _error(file, unknown, f"「{name}」不認得「{unknown}」，只有 why、words 與 aspect")
    why, aspect = table.get("why"), table.get("aspect")
    if not isinstance(why, str) or not why.strip():
        raise _error(file, name, f"「{name}」要有 why，寫一句為什麼需要")
    if aspect is not None and aspect not in aspects | {TIME, SCALE}:
        raise _error(file, str(aspect), f"「{name}」指到的面向「{aspect}」不存在")
    entries: dict[str, str | None] = dict.fromkeys(_word_list(file, name, table.get("words", [])), name)
    return Fact(name, why.strip(), compiled(entries), aspect)


def _table(file: Source, name: str, content: object) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise _error(file, name, f"「{name}」應為一個表格，以 [ ] 括住的標題開頭")
    return content


def _word_list(file: Source, key: str, listed: object) -> tuple[str, ...]:
    if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
        raise _error(file, key, f"「{key}」應為一串以引號括住、逗號分開的字詞")
    for word in listed:
        if not word.replace("…", "").strip() or word.startswith("…") or (word.endswith("…") and len(word) < 3):
            raise _error(file, f'"{word}"', f"「{key}」有空白、或以「…」開頭的字詞")
    return tuple(word.strip() for word in listed)


def compiled(entries: dict[str, str | None]) -> Words:
    """``entries`` (word to value) as one pattern on the view; of those that begin at one place the longest wins."""
    literals: dict[str, str | None] = {}
    gapped: dict[str, str | None] = {}
    for word, value in entries.items():
        target = gapped if "…" in word else literals
        target[text.view(word.strip("…")) if target is literals else word] = value
    branches = [f"(?P<gap{i}>{_gap_pattern(word)})" for i, word in enumerate(gapped)]
    if literals:
        branches.insert(0, f"(?P<literal>{'|'.join(map(re.escape, _longest_first(literals)))})")
    return Words(re.compile("|".join(branches)) if branches else _NEVER, literals, tuple(gapped.values()))


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _gap_pattern(word: str) -> str:
    parts = [re.escape(text.view(part)) for part in word.split("…") if part]
    return rf"[^,;。!?:\n]{{0,{GAP}}}?".join(parts)


def _error(file: Source, needle: str, message: str, *, last: bool = False) -> CorpusError:
    """The error with the line of ``needle``: tomllib keeps no places, so headings and keys are searched, then all."""
    lines = file.text.splitlines()
    bare = needle.strip('"')
    key = re.compile(rf'\s*(?:\[.*"?{re.escape(bare)}"?\s*\]|"?{re.escape(bare)}"?\s*=)')
    found = [n for n, line in enumerate(lines, 1) if bare and key.match(line)] or [
        n for n, line in enumerate(lines, 1) if needle in line
    ]
    place = f"第 {found[-1 if last else 0]} 行" if found else ""
    return CorpusError(f"「{file.name}」{place}：{message}。", _REMEDY)
