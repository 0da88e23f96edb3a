"""How the assistant does without a case: it should decline the case's questions, or send them to one that helps.

A corpus is never complete. Taking each case away in turn shows what a user gets whose case nobody has written down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.evaluation.measures import Outcome
from assistant.evaluation.samples import Question
from assistant.evaluation.statistics import Score
from assistant.index import Progress

if TYPE_CHECKING:
    from assistant.assembly import Assistant


@dataclass(frozen=True, slots=True)
class Removed:
    """A question whose only right case, ``case``, was taken away."""

    question: Question
    case: str

    @property
    def helped_by(self) -> frozenset[str]:
        """The other cases with a reminder that helps."""
        return frozenset(case for case, _ in self.question.helpful if case != self.case)


def declined(removed: Removed, outcome: Outcome) -> Score:
    """Whether it was not answered."""
    return float(outcome.status != "answered"), 1.0


def helped(removed: Removed, outcome: Outcome) -> Score:
    """Whether it was answered, and the first case or reminder is labelled as helping."""
    return float(outcome.status == "answered" and _helps(removed, outcome)), 1.0


def misled(removed: Removed, outcome: Outcome) -> Score:
    """Whether it was answered with something else first."""
    return float(outcome.status == "answered" and not _helps(removed, outcome)), 1.0


def _helps(removed: Removed, outcome: Outcome) -> bool:
    return bool(removed.helped_by.intersection(outcome.cases[:1])) or outcome.reminders[:1] in [
        (target,) for target in removed.question.helpful
    ]


MEASURES: Mapping[str, Callable[[Removed, Outcome], Score]] = {
    "declined": declined,
    "helped": helped,
    "misled": misled,
}


def without_each_case(
    questions: Sequence[Question],
    assistant: Assistant,
    ask: Callable[[Assistant, Question], Outcome],
    progress: Progress,
) -> tuple[tuple[Removed, Outcome], ...]:
    """The outcome of every question with a single right case, asked of the corpus without that case."""
    results: list[tuple[Removed, Outcome]] = []
    asked = {case: [q for q in questions if q.cases == {case}] for case in assistant.library.cases}
    total = sum(map(len, asked.values()))
    for case, concerned in asked.items():
        reduced = assistant.without_case(case) if concerned else assistant
        for question in concerned:
            results.append((Removed(question, case), ask(reduced, question)))
            progress("抽掉案例", len(results), total)
    return tuple(results)
