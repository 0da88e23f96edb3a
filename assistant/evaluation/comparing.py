"""The learned fusion beside what it is made of: each channel alone, and their reciprocal rank fusion."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from assistant import fusion
from assistant.answer import REMINDERS
from assistant.evaluation.measures import Outcome
from assistant.evaluation.samples import Question, Target
from assistant.index import Progress
from assistant.retrieval import GUIDELINE, PHRASINGS, REMINDER, Query, Ranking, Retriever, candidates

if TYPE_CHECKING:
    from numpy.typing import NDArray

K = TypeVar("K", bound=Hashable)
#: The constant of reciprocal rank fusion as Cormack, Clarke and Büttcher (SIGIR 2009) chose it.
RRF_CONSTANT = 60

Evidence = Mapping[K, "NDArray[np.float32]"]


def configurations(
    questions: Sequence[Question], retriever: Retriever, progress: Progress
) -> dict[str, list[tuple[Question, Outcome]]]:
    """The outcome of each question under every search, by its name: ``learned+phrasings``, ``rrf``, ``dense`` ….

    The last turn is searched alone, so that what differs is the search only.
    """
    found: dict[str, list[tuple[Question, Outcome]]] = {}
    for done, question in enumerate(questions, 1):
        for phrasings in (True, False):
            suffix = "+phrasings" if phrasings else ""
            for name, outcome in _outcomes(question.turns[-1], retriever, phrasings=phrasings).items():
                found.setdefault(name + suffix, []).append((question, outcome))
        progress("比較", done, len(questions))
    return found


def _outcomes(text: str, retriever: Retriever, *, phrasings: bool) -> dict[str, Outcome]:
    spaces = (GUIDELINE, PHRASINGS) if phrasings else (GUIDELINE,)
    reminders, cases = _evidence(retriever, retriever.query(text), spaces)
    alone = {
        channel: _outcome(ranked(cases, column), ranked(reminders, column))
        for column, channel in enumerate(fusion.CHANNELS)
    }
    fused = _outcome(reciprocal_rank_fusion(cases), reciprocal_rank_fusion(reminders))
    return {"learned": _learned(retriever.rank(text, phrasings=phrasings)), "rrf": fused, **alone}


def _outcome(cases: tuple[str, ...], reminders: tuple[Target, ...]) -> Outcome:
    """An outcome that lists as many reminders as an answer does."""
    return Outcome("answered", cases, reminders[:REMINDERS])


def _learned(ranking: Ranking) -> Outcome:
    reminders = tuple((h.passage.case, h.passage.number) for h in ranking.reminders if h.passage.number is not None)
    return _outcome(tuple(hit.case for hit in ranking.cases), reminders)


def _evidence(
    retriever: Retriever, query: Query, spaces: Sequence[str]
) -> tuple[dict[Target, NDArray[np.float32]], dict[str, NDArray[np.float32]]]:
    """For each reminder and case the best score in each channel of any passage that speaks for it."""
    reminders: dict[Target, NDArray[np.float32]] = {}
    cases: dict[str, NDArray[np.float32]] = {}
    for name in spaces:
        space = retriever.index.spaces[name]
        for number, scores in zip(*candidates(space, query), strict=True):
            passage = space.passages[number]
            cases[passage.case] = np.maximum(cases.get(passage.case, scores), scores)
            if passage.field == REMINDER and passage.number is not None:
                target = passage.case, passage.number
                reminders[target] = np.maximum(reminders.get(target, scores), scores)
    return reminders, cases


def ranked(evidence: Evidence[K], column: int) -> tuple[K, ...]:
    """What the channel of ``column`` finds at all, best first."""
    found = [key for key, scores in evidence.items() if scores[column] > 0]
    return tuple(sorted(found, key=lambda key: -evidence[key][column]))


def reciprocal_rank_fusion(evidence: Evidence[K]) -> tuple[K, ...]:
    """What any channel finds, by the sum of 1 / (RRF_CONSTANT + rank) over the channels that find it."""
    sums: dict[K, float] = dict.fromkeys(evidence, 0.0)
    for column in range(len(fusion.CHANNELS)):
        for rank, key in enumerate(ranked(evidence, column), 1):
            sums[key] += 1 / (RRF_CONSTANT + rank)
    return tuple(sorted((key for key in sums if sums[key]), key=lambda key: -sums[key]))
