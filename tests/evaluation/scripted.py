"""An assistant that says what a test tells it to, over the small guideline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace

from assistant.cases import read_guideline
from assistant.errors import InputError
from assistant.evaluation.samples import Question, Target
from assistant.library import Library
from assistant.model import (
    Answer,
    Article,
    Case,
    ChecklistItem,
    CitedArticle,
    IncidentReport,
    Precedent,
    Provenance,
    RankedCase,
    RankedReminder,
    Status,
    TaskState,
)
from tests.conftest import SMALL_GUIDELINE, source

PHONE, BOARD = "30010101", "30010102"
PROVENANCE = Provenance("c" * 64, "2026-01-01T00:00:00Z", "scripted", "s" * 64)


def small_cases(library: Library) -> dict[str, Case]:
    return {case.id: case for case in read_guideline(source(SMALL_GUIDELINE), library.registry).cases}


def question(
    cases: Sequence[str] = (), reminders: Sequence[Target] = (), helpful: Sequence[Target] = (), articles=(), style=""
) -> Question:
    both = frozenset(reminders) | frozenset(helpful)
    return Question("q", ("問",), style, frozenset(cases), frozenset(reminders), both, frozenset(articles))


def cited(*articles: tuple[str, str, str]) -> tuple[CitedArticle, ...]:
    """Articles as (law, number, case that cites it)."""
    return tuple(CitedArticle(Article(law, number), (case,)) for law, number, case in articles)


@dataclass
class ScriptedAssistant:
    """Answers by a table of text → (status, cases, {reminder: closeness}); ``confidence`` is what its search says."""

    cases: dict[str, Case]
    script: dict[str, tuple[Status, Sequence[str], dict[Target, float]]]
    confidence: dict[str, float] = field(default_factory=dict)
    reports: dict[str, IncidentReport] = field(default_factory=dict)
    provenance = PROVENANCE

    def __post_init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...], bool]] = []
        self.library = SimpleNamespace(cases=self.cases)
        self.retriever = SimpleNamespace(rank=self._rank, fusion=SimpleNamespace(answer_from=0.5))

    def _rank(self, text: str, *, phrasings: bool) -> SimpleNamespace:
        return SimpleNamespace(closeness=self.confidence.get(text, 0.0))

    def ask(self, text: str, *, context: Sequence[str] = (), phrasings: bool = True, nearest: bool = False) -> Answer:
        assert nearest
        self.asked.append((text, tuple(context), phrasings))
        if not text.strip():
            raise InputError("還沒有輸入問題。", "")
        status, cases, reminders = self.script.get(text, ("no_precedent", (), {}))
        return self._answer(text, status, cases, reminders)

    def unanswerable(self, text: str, reason: str) -> Answer:
        return self._answer(text, "too_vague", (), {})

    def check(self, text: str) -> IncidentReport:
        return self.reports[text]

    def _answer(self, text: str, status: Status, cases: Sequence[str], reminders: dict[Target, float]) -> Answer:
        ranked = []
        for (case, number), closeness in reminders.items():
            reminder = self.cases[case].reminder(number)
            assert reminder is not None
            ranked.append(RankedReminder(reminder, closeness, "low"))
        ranked_cases = tuple(RankedCase(self.cases[case], 0.5, "low") for case in cases)
        return Answer(text, text, status, None, ranked_cases, tuple(ranked), (), (), PROVENANCE)


def incident_report(
    cases: dict[str, Case],
    first: str | None,
    states: dict[Target, TaskState],
    articles: tuple[CitedArticle, ...] = (),
    folded: dict[Target, Target] | None = None,
) -> IncidentReport:
    """A report whose first precedent is ``first`` (none: declined), with a checklist of ``states``."""
    precedents = () if first is None else (Precedent(cases[first], 0.5, "low", (), ()),)

    def reminder(target: Target):
        return cases[target[0]].reminder(target[1])

    checklist = tuple(
        ChecklistItem(
            reminder(target), state, None, (reminder((folded or {})[target]),) if target in (folded or {}) else ()
        )
        for target, state in states.items()
    )
    status: Status = "no_precedent" if first is None else "answered"
    return IncidentReport("事件", status, None, (), precedents, articles, checklist, (), PROVENANCE)
