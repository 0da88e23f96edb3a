"""What the fusion is fitted on: questions with the reminders and cases that answer them, and questions without answer.

A phrasing of the corpus is a sample too, searched with the phrasings of its own fold left out, and likewise a listed
question without answer. So the fit sees how well *other* people's wording finds the reminder, not the sample itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.library import Library

FOLDS = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """A question. ``reminders`` and ``cases`` map what helps to its grade (3 answers, 2 helps)."""

    text: str
    weight: float
    reminders: Mapping[tuple[str, int], int] = field(default_factory=dict)
    cases: Mapping[str, int] = field(default_factory=dict)
    fold: int | None = None
    near: bool = True

    @property
    def answerable(self) -> bool:
        """Whether the corpus has something that helps."""
        return bool(self.cases)


def fold_of(text: str) -> int:
    """The fold of a listed question, by its hash."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % FOLDS


def listed(library: Library) -> Iterator[Sample]:
    """The corpus's own phrasings and its questions without answer."""
    for phrasing in library.phrasings:
        reminders = {} if phrasing.reminder is None else {(phrasing.case, phrasing.reminder): 3}
        yield Sample(phrasing.text, 1.0, reminders, {phrasing.case: 3}, fold_of(phrasing.text))
    for passage in library.passages["outside"]:
        yield Sample(passage.embedded, 1.0, fold=fold_of(passage.embedded))


def developed(folder: Path, weight: float) -> Iterator[Sample]:
    """The development sets under ``folder``: questions, and questions off the topic."""
    for record in _records(folder / "dev_questions.jsonl"):
        reminders: dict[tuple[str, int], int] = {}
        cases: dict[str, int] = {}
        for relevant in record["relevant"]:
            cases[relevant["case"]] = max(relevant["grade"], cases.get(relevant["case"], 0))
            for number in relevant["reminders"]:
                key = (relevant["case"], number)
                reminders[key] = max(relevant["grade"], reminders.get(key, 0))
        yield Sample(record["text"], weight, reminders, cases)
    for name in ("dev_offtopic.jsonl", "dev_offtopic2.jsonl"):
        for record in _records(folder / name):
            yield Sample(record["text"], weight, near=record["near"])


def _records(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
