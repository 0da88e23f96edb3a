"""What is looked for in an exported file, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Found:
    """What stands in a file. ``marks`` are the numbers of reference marks that lead to a place, in order."""

    text: str
    headings: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    places: set[int] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    tables: list[list[list[str]]] = field(default_factory=list)
