from __future__ import annotations

import pytest

from assistant.assembly import Assistant
from assistant.evaluation.measures import Outcome
from assistant.evaluation.removal import MEASURES, Removed, without_each_case
from assistant.index import no_progress
from tests.evaluation.scripted import BOARD, PHONE, question


def scores(removed: Removed, outcome: Outcome) -> tuple[float, ...]:
    return tuple(measure(removed, outcome)[0] for measure in MEASURES.values())


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome("no_precedent", (BOARD,), ((BOARD, 1),)), (1, 0, 0)),
        (Outcome("answered", (BOARD,), ((BOARD, 2),)), (0, 1, 0)),
        (Outcome("answered", ("30010103",), ((BOARD, 1),)), (0, 1, 0)),
        (Outcome("answered", ("30010103",), ((BOARD, 2),)), (0, 0, 1)),
        (Outcome("answered", (), ()), (0, 0, 1)),
    ],
)
def test_declined_helped_or_misled(outcome: Outcome, expected: tuple[float, ...]):
    removed = Removed(question([PHONE], [(PHONE, 1)], [(BOARD, 1)]), PHONE)
    assert scores(removed, outcome) == expected


def test_each_question_is_asked_of_a_corpus_without_its_only_case(assistant: Assistant):
    one, other = question(["20170101"]), question(["20170106"])
    several = question(["20170101", "20170102"])
    seen: list[tuple[str, ...]] = []

    def ask(reduced: Assistant, asked) -> Outcome:
        seen.append(tuple(reduced.library.cases))
        assert {p.case for p in reduced.retriever.index.spaces["phrasings"].passages} == set(reduced.library.cases)
        return Outcome("no_precedent", (), ())

    results = without_each_case([several, other, one], assistant, ask, no_progress)
    assert [removed.case for removed, _ in results] == ["20170101", "20170106"]
    assert [len(cases) for cases in seen] == [len(assistant.library.cases) - 1] * 2
    assert all(removed.case not in cases for (removed, _), cases in zip(results, seen, strict=True))
