"""What every export shows, as values: a memo of sections, numbered references, provenance and notices.

A memo is complete: the writers of the formats add nothing to it and leave nothing out. Its texts hold no control
characters and its links lead to http or https only (see :mod:`assistant.export.cleaning`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.model import Span, TaskState

Kind = Literal["answer", "conversation", "check"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; ``url`` makes it a link, ``reference`` the mark of the reference of that number."""

    text: str
    url: str | None = None
    reference: int | None = None


#: What stands on one line: pieces, one after the other.
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words; ``label`` says whose, ``reference`` where they stand (None for words of the person who asked)."""

    text: str
    label: Line = ()
    reference: int | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A plain list."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A line of a checklist and, below it, what its state rests on."""

    state: TaskState
    line: Line
    note: Line = ()

    @property
    def box(self) -> str:
        """☑ for what is done, ☐ for all else."""
        return "☑" if self.state == "done" else "☐"


@dataclass(frozen=True, slots=True)
class Tasks:
    """A checklist."""

    items: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a header, rows of as many cells, and the columns' relative widths."""

    header: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...]


Block = Paragraph | Quote | Bullets | Tasks | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of ``level`` 1 to 3 and what stands under it."""

    level: int
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Where quoted words stand: ``span`` counts code points in the file ``source``, whose SHA-256 is ``sha256``.

    ``span`` is None where the place is not known more closely than ``field``, ``sha256`` is "" where it is not known.
    """

    number: int
    guideline: str
    case: str
    field: str
    item: int | None
    source: str
    span: Span | None
    sha256: str

    @property
    def place(self) -> str:
        """Case, field and item in words."""
        return f"案例 {self.case}．{self.field}" + (f"第 {self.item} 項" if self.item is not None else "")

    @property
    def text(self) -> str:
        """The whole reference in words."""
        parts = [f"《{self.guideline}》" if self.guideline else "", self.place]
        if self.span is not None:
            parts.append(f"，字元 {self.span.start}–{self.span.end}")
        if self.source:
            parts.append(f"，來源檔 {self.source}")
        if self.sha256:
            parts.append(f"（SHA-256 {self.sha256[:12]}…）")
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Memo:
    """A document: ``topic`` is a few words for its file name, ``created`` is ISO 8601 with its offset from UTC."""

    kind: Kind
    title: str
    topic: str
    created: str
    version: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    provenance: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]

    language = "zh-TW"

    def blocks(self) -> Iterator[Block]:
        """Every block, in order."""
        return (block for section in self.sections for block in section.blocks)
