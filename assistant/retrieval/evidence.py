"""How well each passage matches, and the best of it for every reminder and case: the features of the ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import fusion
from assistant.index import CHANNELS, Space
from assistant.retrieval.values import Query

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Passages that each channel of each space may put forward.
CANDIDATES = 128


@dataclass(frozen=True)
class SpaceScores:
    """Candidates of one space: ids int64 [m], scores float32 [m, 4], and the reminder and case of each (-1: none)."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    reminders: NDArray[np.int64]
    cases: NDArray[np.int64]

    def of(self, rows: NDArray[np.bool_]) -> SpaceScores:
        """The chosen ``rows``, bool [m]."""
        return SpaceScores(self.ids[rows], self.scores[rows], self.reminders[rows], self.cases[rows])


NOTHING = SpaceScores(np.empty(0, np.int64), np.empty((0, 4), np.float32), np.empty(0, np.int64), np.empty(0, np.int64))


def candidates(space: Space, query: Query) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Ids (ascending) of the passages that any channel puts among its first CANDIDATES, and all their scores [m, 4]."""
    lexical = [space.lexicons[channel].scores(query.terms[channel]) for channel in CHANNELS]
    ids = [space.vectors.nearest(query.vector, CANDIDATES), *(_first(scores) for scores in lexical)]
    chosen = np.unique(np.concatenate(ids))
    dense = space.vectors.cosines(chosen, query.vector)
    return chosen, np.column_stack([dense, *(scores[chosen] for scores in lexical)])


def _first(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    found = np.flatnonzero(scores > 0)
    if len(found) <= CANDIDATES:
        return found
    return found[np.argpartition(scores[found], -CANDIDATES)[-CANDIDATES:]]


def best(keys: NDArray[np.int64], owners: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Float32 [len(keys), 4]: the highest score among the rows of each key in each channel; 0 where a key has none.

    ``keys`` ascend; rows whose owner is not a key are passed over.
    """
    result = np.zeros((len(keys), len(fusion.CHANNELS)), dtype=np.float32)
    if len(keys) and len(owners):
        rows = np.minimum(np.searchsorted(keys, owners), len(keys) - 1)
        owned = keys[rows] == owners
        np.maximum.at(result, rows[owned], scores[owned])
    return result


def log_sum_exp(keys: NDArray[np.int64], owners: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Float32 [len(keys)]: log Σ exp of the scores of each key, a soft maximum; the lowest score where it has none.

    ``keys`` ascend and hold every owner.
    """
    highest = float(scores.max(initial=0.0))
    sums = np.zeros(len(keys), dtype=np.float64)
    np.add.at(sums, np.searchsorted(keys, owners), np.exp(scores - highest))
    floor = np.exp(float(scores.min(initial=0.0)) - highest)
    return (np.log(np.maximum(sums, floor)) + highest).astype(np.float32)
