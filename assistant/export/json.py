"""A memo as JSON, after the schema that stands beside this file."""

from __future__ import annotations

import json
from typing import Any

from assistant.export.memo import Block, Bullets, Line, Memo, Paragraph, Piece, Quote, Reference, Section, Table, Tasks

#: Raised whenever a reader of the former version could not read the new one.
SCHEMA_VERSION = 1


def render(memo: Memo) -> bytes:
    """``memo`` as an object of ``memo.schema.json``, in UTF-8."""
    return (json.dumps(to_object(memo), ensure_ascii=False, indent=1) + "\n").encode()


def to_object(memo: Memo) -> dict[str, Any]:
    """``memo`` as plain dictionaries and lists."""
    return {
        "schema": SCHEMA_VERSION,
        "kind": memo.kind,
        "title": memo.title,
        "topic": memo.topic,
        "language": memo.language,
        "created": memo.created,
        "version": memo.version,
        "sections": [_section(s) for s in memo.sections],
        "references": [_reference(r) for r in memo.references],
        "provenance": [{"label": label, "value": value} for label, value in memo.provenance],
        "notices": list(memo.notices),
    }


def _section(section: Section) -> dict[str, Any]:
    return {"level": section.level, "heading": section.heading, "blocks": [_block(b) for b in section.blocks]}


def _line(line: Line) -> list[dict[str, Any]]:
    return [_piece(piece) for piece in line]


def _piece(piece: Piece) -> dict[str, Any]:
    found: dict[str, Any] = {"text": piece.text}
    if piece.url is not None:
        found["url"] = piece.url
    if piece.reference is not None:
        found["reference"] = piece.reference
    return found


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(line):
            return {"type": "paragraph", "line": _line(line)}
        case Quote(text, label, reference):
            return {"type": "quote", "text": text, "label": _line(label), "reference": reference}
        case Bullets(items):
            return {"type": "bullets", "items": [_line(item) for item in items]}
        case Tasks(items):
            tasks = [{"state": t.state, "line": _line(t.line), "note": _line(t.note)} for t in items]
            return {"type": "tasks", "items": tasks}
        case Table(header, rows, widths):
            cells = [[_line(cell) for cell in row] for row in rows]
            return {"type": "table", "header": list(header), "rows": cells, "widths": list(widths)}


def _reference(reference: Reference) -> dict[str, Any]:
    span = reference.span
    return {
        "number": reference.number,
        "guideline": reference.guideline,
        "case": reference.case,
        "field": reference.field,
        "item": reference.item,
        "source": reference.source,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
        "sha256": reference.sha256,
    }
