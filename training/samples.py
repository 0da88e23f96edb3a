"""What the fusion is fitted on: questions with the reminders and cases that answer them, and questions without answer.

A phrasing of the corpus is a sample too, searched with the phrasings of its own fold left out, and likewise a listed
question without answer. So the fit sees how well *other* people's wording finds the reminder, not the sample itself.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.library import Library
from assistant.text import homophones
from training.sources import objects

FOLDS = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """A question. ``reminders`` and ``cases`` map what helps to its grade (3 answers, 2 helps).

    ``removed`` are reminders, and with None whole cases, that are taken out of the corpus before it is asked.
    """

    text: str
    weight: float
    reminders: Mapping[tuple[str, int], int] = field(default_factory=dict)
    cases: Mapping[str, int] = field(default_factory=dict)
    fold: int | None = None
    near: bool = True
    removed: frozenset[tuple[str, int | None]] = frozenset()

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


def bereft(samples: Iterable[Sample], twins: Mapping[tuple[str, int], Collection[tuple[str, int]]]) -> Iterator[Sample]:
    """Each answerable one of ``samples`` asked of a corpus without its case and without the ``twins`` of its reminder.

    Such a question is close to much of what is left and answered by none of it: what a corpus lacks looks like this.
    """
    for sample in samples:
        if sample.answerable:
            whole = {(case, None) for case in sample.cases}
            parts = {twin for key in sample.reminders for twin in twins.get(key, ())}
            yield Sample(sample.text, sample.weight, fold=sample.fold, removed=frozenset(whole | parts))


def slipped(samples: Iterable[Sample], share: float, weight: float, seed: int) -> Iterator[Sample]:
    """A seeded ``share`` of ``samples`` with homophone slips, as zhuyin typing makes them: one character in fifteen."""
    draw = random.Random(seed)
    for sample in samples:
        if draw.random() < share:
            yield replace(sample, text=with_slips(sample.text, draw), weight=sample.weight * weight)


def with_slips(text: str, draw: random.Random, share: float = 1 / 15) -> str:
    """``text`` with at least one character replaced, where it can be, by one that sounds alike."""
    characters = list(text)
    for place in draw.sample(range(len(text)), max(1, round(len(text) * share))):
        alike = homophones(characters[place])
        if alike:
            characters[place] = draw.choice(alike[:6])
    return "".join(characters)


def twins_among(samples: Iterable[Sample]) -> dict[tuple[str, int], set[tuple[str, int]]]:
    """The reminders of other cases that help with the same question, by reminder."""
    found: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for sample in samples:
        for one in sample.reminders:
            found.setdefault(one, set()).update(other for other in sample.reminders if other[0] != one[0])
    return found


def developed(folder: Path, weight: float) -> Iterator[Sample]:
    """The development sets under ``folder``: questions, and questions off the topic or too vague."""
    for record in objects(folder / "dev_questions.jsonl"):
        reminders: dict[tuple[str, int], int] = {}
        cases: dict[str, int] = {}
        for relevant in record["relevant"]:
            cases[relevant["case"]] = max(relevant["grade"], cases.get(relevant["case"], 0))
            for number in relevant["reminders"]:
                key = (relevant["case"], number)
                reminders[key] = max(relevant["grade"], reminders.get(key, 0))
        yield Sample(record["text"], weight, reminders, cases)
    for name in ("dev_offtopic.jsonl", "dev_offtopic2.jsonl", "dev_vague.jsonl"):
        for record in objects(folder / name):
            yield Sample(record["text"], weight, near=record.get("near", False))
