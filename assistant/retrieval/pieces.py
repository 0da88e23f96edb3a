"""What speaks for a case: its reminders, pieces of its title, facts and provisions, and known ways to ask for it.

A case is as close as its closest pieces (the logarithm of the sum of their odds, a soft maximum): a question is about
one thing that the case says, seldom about all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import fusion
from assistant.model import Field
from assistant.retrieval.evidence import SpaceScores

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The fields of a case that are no reminders, in the order of fusion.TOLD_FIELDS.
TOLD: tuple[Field, ...] = ("案例標題", "案例闡明", "對應規範")
_REMINDER = fusion.CASE_FEATURES.index("reminder")
_TOLD = fusion.CASE_FEATURES.index("told.dense")
_LATE = fusion.CASE_FEATURES.index("told.late")
_FIELDS = fusion.CASE_FEATURES.index(fusion.TOLD_FIELDS[0])
_ASKED = fusion.CASE_FEATURES.index("asked.dense")
_WIDTH = len(fusion.CHANNELS)


@dataclass(frozen=True)
class Pieces:
    """A row for each piece, float32 [k, f] in the order of fusion.CASE_FEATURES, and the case it is of, int64 [k].

    The first ``reminders`` rows are those of reminders; their scores, which the weights decide, are still zero.
    """

    rows: NDArray[np.float32]
    owners: NDArray[np.int64]
    reminders: int

    def filled(self, reminders: NDArray[np.float32]) -> NDArray[np.float32]:
        """``rows`` with the log odds of the reminders, float32 [k, f]; times the weights, the score of each piece."""
        rows = self.rows.copy()
        rows[: self.reminders, _REMINDER] = reminders
        return rows


def pieces_of(
    owners_of_reminders: NDArray[np.int64],
    told: SpaceScores,
    fields: NDArray[np.int64],
    late: NDArray[np.float32],
    asked: SpaceScores,
) -> Pieces:
    """The pieces put forward: reminders by their owners, other passages, and the ways to ask for a case as a whole.

    ``fields`` is the place in TOLD, and ``late`` the comparison word by word, of each row of ``told``.
    """
    first, second = len(owners_of_reminders), len(owners_of_reminders) + len(told.ids)
    rows = np.zeros((second + len(asked.ids), len(fusion.CASE_FEATURES)), dtype=np.float32)
    rows[first:second, _TOLD : _TOLD + _WIDTH] = told.scores
    rows[first:second, _LATE] = late
    rows[np.arange(first, second), _FIELDS + fields] = 1.0
    rows[second:, _ASKED : _ASKED + _WIDTH] = asked.scores
    rows[second:, _ASKED + _WIDTH] = 1.0
    return Pieces(rows, np.concatenate([owners_of_reminders, told.cases, asked.cases]), first)
