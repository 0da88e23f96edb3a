"""From a guideline's text to its cases, every part a quotation. Pure; what looks odd becomes a warning.

A guideline repeats one template: labelled parts, some of them numbered lists. Which labels stand for which part is
the table :data:`LABELS`; bullets, blank lines and the width of punctuation vary and are read through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from assistant.errors import CorpusError
from assistant.model import Case, Provision, Quotation, Reminder, Source, SourceWarning, Span
from assistant.statutes import Registry, numerals, parse, unknown_laws

Part = Literal["id", "title", "facts", "provisions", "reminders"]

#: The labels of the known templates. A guideline with other labels is read by adding them here.
LABELS: Mapping[str, Part] = MappingProxyType(
    {
        "類型編號": "id",
        "案例編號": "id",
        "案例標題": "title",
        "案例闡明": "facts",
        "對應規範": "provisions",
        "叮嚀事項": "reminders",
    }
)
_PART_NAMES: Mapping[Part, str] = MappingProxyType(
    {"title": "案例標題", "facts": "案例闡明", "provisions": "對應規範", "reminders": "叮嚀事項"}
)

_BULLET = r"[\s\ufeff■□●○◆◇•·*＊\-–—]*"
_LABEL = re.compile(rf"{_BULLET}(?P<label>{'|'.join(LABELS)})\s*[:：]\s*(?P<rest>.*)", re.DOTALL)
_ITEM = re.compile(
    rf"{_BULLET}[(（]?(?P<number>[〇零一二三四五六七八九十百廿卅]+|[0-9０-９]+)[)）]?\s*[、.．,，)）]\s*(?P<rest>.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Guideline:
    """The cases of one source, its title (its first line) and what looked odd."""

    source: Source
    title: str
    cases: tuple[Case, ...]
    warnings: tuple[SourceWarning, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    part: Part
    line: int
    lines: tuple[_Line, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    line: int
    number: int
    numbered: bool
    span: Span


def read_guideline(source: Source, registry: Registry) -> Guideline:
    """The cases of ``source``. Raises CorpusError if it has none of the known labels or repeats a case number."""
    lines = tuple(_lines(source.text))
    groups = _by_case(_sections(lines))
    if not groups:
        raise CorpusError(
            f"「{source.name}」裡找不到「類型編號：」開頭的案例。",
            "請確認檔案內容與編碼，每個案例需有「類型編號」「案例標題」「案例闡明」「對應規範」「叮嚀事項」等標題。",
        )
    warnings: list[SourceWarning] = []
    cases = tuple(_case(source, group, registry, warnings) for group in groups)
    _refuse_repeated_ids(source, groups, cases)
    return Guideline(source, lines[0].text.lstrip("\ufeff"), cases, tuple(warnings))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for number, raw in enumerate(text.splitlines(keepends=True), 1):
        stripped = raw.strip()
        if stripped:
            begin = start + len(raw) - len(raw.lstrip())
            yield _Line(number, Span(begin, begin + len(stripped)), stripped)
        start += len(raw)


def _rest(line: _Line, match: re.Match[str]) -> tuple[_Line, ...]:
    """What follows a label or an item's number on the same line, if anything does."""
    if not match["rest"]:
        return ()
    return (_Line(line.number, Span(line.span.start + match.start("rest"), line.span.end), match["rest"]),)


def _sections(lines: tuple[_Line, ...]) -> list[_Section]:
    sections: list[_Section] = []
    for line in lines:
        match = _LABEL.match(line.text)
        if match:
            sections.append(_Section(LABELS[match["label"]], line.number, _rest(line, match)))
        elif sections:
            last = sections[-1]
            sections[-1] = _Section(last.part, last.line, (*last.lines, line))
    return sections


def _by_case(sections: list[_Section]) -> list[list[_Section]]:
    groups: list[list[_Section]] = []
    for section in sections:
        if section.part == "id":
            groups.append([section])
        elif groups:
            groups[-1].append(section)
    return groups


def _case(source: Source, group: list[_Section], registry: Registry, warnings: list[SourceWarning]) -> Case:
    identity = group[0]
    case_id = identity.lines[0].text if identity.lines else ""
    if not case_id:
        raise CorpusError(f"「{source.name}」第 {identity.line} 行的「類型編號」是空白。", "請補上編號後重新建立索引。")
    parts = {section.part: section for section in group}
    for part, name in _PART_NAMES.items():
        if part not in parts or not parts[part].lines:
            warnings.append(SourceWarning(source.name, identity.line, f"案例 {case_id} 沒有「{name}」"))
    return Case(
        id=case_id,
        title=_prose(source, parts.get("title"))
        or source.quote(identity.lines[0].span.start, identity.lines[0].span.end),
        facts=_prose(source, parts.get("facts")),
        provisions=_provisions(source, case_id, parts.get("provisions"), registry, warnings),
        reminders=_reminders(source, case_id, parts.get("reminders"), warnings),
    )


def _prose(source: Source, section: _Section | None) -> Quotation | None:
    if section is None or not section.lines:
        return None
    return source.quote(section.lines[0].span.start, section.lines[-1].span.end)


def _items(section: _Section) -> list[_Item]:
    """The entries of a list; a line without a number continues the entry above it."""
    items: list[_Item] = []
    for line in section.lines:
        match = _ITEM.match(line.text)
        number = numerals.read(match["number"]) if match else None
        if match and number is not None:
            items.append(_Item(line.number, number, True, Span(line.span.start + match.start("rest"), line.span.end)))
        elif items and items[-1].numbered:
            last = items[-1]
            items[-1] = _Item(last.line, last.number, True, Span(last.span.start, line.span.end))
        else:
            items.append(_Item(line.number, len(items) + 1, False, line.span))
    return items


def _checked_items(
    source: Source, case_id: str, section: _Section | None, name: str, warnings: list[SourceWarning]
) -> list[_Item]:
    """The entries with text, in order; empty, repeated and out-of-order ones are warned of."""
    kept: list[_Item] = []
    for item in _items(section) if section else []:
        if item.span.start == item.span.end:
            warnings.append(
                SourceWarning(source.name, item.line, f"案例 {case_id} 的{name}第 {item.number} 項在原文是空的")
            )
            continue
        if kept and item.number <= kept[-1].number:
            message = f"案例 {case_id} 的{name}第 {item.number} 項編號重複或次序不對"
            warnings.append(SourceWarning(source.name, item.line, message))
        kept.append(item)
    return kept


def _reminders(
    source: Source, case_id: str, section: _Section | None, warnings: list[SourceWarning]
) -> tuple[Reminder, ...]:
    items = _checked_items(source, case_id, section, "叮嚀事項", warnings)
    return tuple(Reminder(case_id, item.number, source.quote(item.span.start, item.span.end)) for item in items)


def _provisions(
    source: Source, case_id: str, section: _Section | None, registry: Registry, warnings: list[SourceWarning]
) -> tuple[Provision, ...]:
    provisions: list[Provision] = []
    for item in _checked_items(source, case_id, section, "對應規範", warnings):
        quote = source.quote(item.span.start, item.span.end)
        citations = parse(quote.text, registry)
        if not citations or not all(c.resolved for c in citations) or unknown_laws(citations, registry):
            message = f"案例 {case_id} 的對應規範第 {item.number} 項認不出是哪一部法規，照原文顯示、不附連結"
            warnings.append(SourceWarning(source.name, item.line, message))
        provisions.append(Provision(case_id, item.number, quote, citations))
    return tuple(provisions)


def _refuse_repeated_ids(source: Source, groups: list[list[_Section]], cases: tuple[Case, ...]) -> None:
    seen: dict[str, int] = {}
    for group, case in zip(groups, cases, strict=True):
        if case.id in seen:
            raise CorpusError(
                f"「{source.name}」第 {group[0].line} 行的類型編號 {case.id} 與第 {seen[case.id]} 行重複。",
                "請改正編號後重新建立索引，否則引註會指錯案例。",
            )
        seen[case.id] = group[0].line
