"""Corpora of any size from the words of the shipped one, so that posting lists and vectors look like real ones."""

from __future__ import annotations

import random
from collections.abc import Iterator

from assistant.library import Library
from assistant.model import Field, Passage, Quotation, Span

#: Passages of a made-up case: as many as those of the shipped guideline have on average.
FIELDS: tuple[Field, ...] = ("案例標題", *["案例闡明"] * 5, *["對應規範"] * 4, *["叮嚀事項"] * 6)


def passages(library: Library, count: int, seed: int = 0) -> tuple[Passage, ...]:
    """``count`` passages of 20 to 60 code points, cut together from clauses of the shipped guideline."""
    generator = random.Random(seed)
    clauses = [
        c for p in library.passages["guideline"] for c in p.embedded.replace("。", "，").split("，") if len(c) > 3
    ]
    return tuple(_passages(generator, clauses, count))


def _passages(generator: random.Random, clauses: list[str], count: int) -> Iterator[Passage]:
    for i in range(count):
        case, place = divmod(i, len(FIELDS))
        field = FIELDS[place]
        words = "，".join(_mixed(generator, clauses) for _ in range(generator.randint(2, 4)))
        number = place - FIELDS.index(field) + 1 if field in ("對應規範", "叮嚀事項") else None
        yield Passage(f"9{case:07d}", field, number, Quotation("synthetic.txt", Span(0, len(words)), words), words)


def _mixed(generator: random.Random, clauses: list[str]) -> str:
    """The first half of one clause and the second of another."""
    one, other = generator.choice(clauses), generator.choice(clauses)
    return one[: len(one) // 2] + other[len(other) // 2 :]
