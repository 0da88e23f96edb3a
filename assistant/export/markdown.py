"""A memo as Markdown: CommonMark with the tables, checklists and footnotes that GitHub and pandoc know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.export.memo import Block, Bullets, Line, Memo, Paragraph, Piece, Quote, Table, Task, Tasks

# Characters that start markup anywhere; those that start it at the head of a line only.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>&|~$])")
_AT_HEAD = re.compile(r"^([#+=:-]|\d+(?=[.)](?:\s|$)))", re.MULTILINE)
# Blanks at the head of a line would make it code.
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def render(memo: Memo) -> bytes:
    """``memo`` as Markdown in UTF-8."""
    parts = [f"# {_escaped(memo.title)}"]
    for section in memo.sections:
        parts.append(f"{'#' * (section.level + 1)} {_escaped(section.heading)}")
        parts.extend(_block(block) for block in section.blocks)
    parts.extend(_closing(memo))
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _closing(memo: Memo) -> Iterator[str]:
    if memo.references:
        yield "## 引註"
        yield "\n\n".join(f"[^{r.number}]: {_escaped(r.text)}" for r in memo.references)
    yield "## 產生資訊"
    yield "\n".join(f"- {_escaped(label)}：{_escaped(value)}" for label, value in memo.provenance)
    yield "## 注意事項"
    yield "\n".join(f"- {_escaped(notice)}" for notice in memo.notices)


def _escaped(text: str) -> str:
    return _AT_HEAD.sub(_escaped_head, _INDENT.sub("", _ANYWHERE.sub(r"\\\1", text)))


def _escaped_head(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _piece(piece: Piece) -> str:
    if piece.reference is not None:
        return f"[^{piece.reference}]"
    return f"[{_escaped(piece.text)}](<{piece.url}>)" if piece.url else _escaped(piece.text)


def _line(line: Line) -> str:
    return "".join(map(_piece, line))


def _block(block: Block) -> str:
    match block:
        case Paragraph(line):
            return _hard_breaks(_line(line))
        case Quote():
            return _quote(block)
        case Bullets(items):
            return "\n".join(f"- {_in_one_line(item)}" for item in items)
        case Tasks(items):
            return "\n".join(map(_task, items))
        case Table():
            return _table(block)


def _hard_breaks(text: str) -> str:
    return re.sub(r"\n+", "  \n", text.strip("\n"))


def _quote(quote: Quote) -> str:
    mark = f"[^{quote.reference}]" if quote.reference is not None else ""
    quoted = "\n".join(f"> {line}" for line in (_hard_breaks(_escaped(quote.text)) + mark).split("\n"))
    return f"{quoted}\n>\n> — {_line(quote.label)}" if quote.label else quoted


def _task(task: Task) -> str:
    box = "[x]" if task.state == "done" else "[ ]"
    return f"- {box} {_in_one_line(task.line)}" + (f"\n  - {_in_one_line(task.note)}" if task.note else "")


def _in_one_line(line: Line) -> str:
    return _line(line).replace("\n", "<br>")


def _table(table: Table) -> str:
    rows = ["| " + " | ".join(map(_escaped, table.header)) + " |", "|" + " --- |" * len(table.header)]
    rows += ["| " + " | ".join(map(_in_one_line, row)) + " |" for row in table.rows]
    return "\n".join(rows)
