"""Whether to answer at all: what speaks for the best reminder, and what for silence.

The first of a ranking is always the best of what there is. Whether it is good enough shows in how far it stands above
the others, in how much of the question its own words and its known phrasings cover, and in which of the listed
questions (those that the corpus answers, those that it does not) lie closest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import fusion
from assistant.retrieval.evidence import NOTHING, SpaceScores
from assistant.retrieval.late import LateInteraction
from assistant.retrieval.pieces import Pieces
from assistant.retrieval.values import OUTSIDE, PHRASINGS, Query

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BRIDGED = fusion.REMINDER_FEATURES.index("bridge.mean")
#: Listed questions that vote on whether the corpus has an answer, and which.
NEIGHBOURS = 20
#: Phrasings of the first reminder whose words may cover the question.
COVERING = 5
#: Phrasings of the first reminder, and questions without answer, whose closeness is averaged.
CLOSEST = 3


@dataclass(frozen=True)
class Features:
    """The evidence of one search: a row for each reminder and each piece of a case put forward, as named in ``fusion``.

    ``told`` float32 [4] is the best score in each channel of any passage that is no reminder; ``known`` is the share of
    the question's content words that the searched spaces use; ``nearness``, how near the questions of the bridge come,
    None without one.
    """

    reminder_keys: NDArray[np.int64]
    reminders: NDArray[np.float32]
    case_keys: NDArray[np.int64]
    pieces: Pieces
    told: NDArray[np.float32]
    known: float
    nearness: float | None = None


@dataclass(frozen=True)
class Scores:
    """What the weights make of the features: log odds of each reminder and case, in the order of the keys."""

    reminders: NDArray[np.float32]
    cases: NDArray[np.float32]

    @property
    def first(self) -> int:
        """The row of the best reminder."""
        return int(self.reminders.argmax())


@dataclass(frozen=True)
class TextsOf:
    """The texts behind the rows of a search: each reminder's own, each passage's of the guideline, each phrasing's."""

    reminders: Sequence[str]
    guideline: Sequence[str]
    phrasings: Sequence[str]


def answer_features(
    query: Query,
    features: Features,
    scores: Scores,
    found: Mapping[str, SpaceScores],
    late: LateInteraction,
    texts: TextsOf,
) -> NDArray[np.float32]:
    """Float32 in the order of fusion.ANSWER_FEATURES. What a search lacks (phrasings, a list) counts as zero.

    Some reminder must have been put forward.
    """
    phrasings, outside = found.get(PHRASINGS, NOTHING), found.get(OUTSIDE, NOTHING)
    width = len(fusion.CHANNELS)
    own, asked = features.reminders[:, :width], features.reminders[:, 2 * width : 3 * width]
    reminder = int(features.reminder_keys[scores.first])
    ordered = np.sort(scores.reminders)[::-1]
    leaders = (own + asked)[:, : width - 1].argmax(axis=0)
    rows = np.flatnonzero(phrasings.reminders == reminder)
    rows = rows[np.argsort(-phrasings.scores[rows].sum(axis=1), kind="stable")]
    listed, first = votes(phrasings, outside, reminder)
    covering = [texts.phrasings[phrasings.ids[row]] for row in rows[:COVERING]]
    closest = late.closest(query.words, [texts.reminders[reminder], *covering])
    return np.array(
        [
            ordered[0],
            scores.cases.max(),
            *np.maximum(own.max(axis=0), features.told)[:3],
            ordered[0] - ordered[1] if len(ordered) > 1 else 0.0,
            np.logaddexp.reduce(ordered) - ordered[0],
            (leaders == scores.first).mean(),
            features.known,
            query.words.weights @ closest[:, 0],
            query.words.weights @ closest.max(axis=1),
            highest_mean(phrasings.scores[rows, 0]),
            highest_mean(outside.scores.sum(axis=1)),
            listed,
            first,
            np.log1p(sum(map(len, query.content))),
            *_general(features, scores.first),
        ],
        dtype=np.float32,
    )


def _general(features: Features, first: int) -> tuple[float, float]:
    """How near a whole domain's questions come to the one asked, and how near their answers to the first reminder.

    Where the former is high and the latter low, the question is about something else that people do ask. Not a number
    without a bridge, which counts as the usual.
    """
    if features.nearness is None:
        return np.nan, np.nan
    return features.nearness, float(features.reminders[first, _BRIDGED])


def highest_mean(scores: NDArray[np.float32]) -> float:
    """The mean of the CLOSEST highest ``scores``; zero where there are none."""
    return float(np.sort(scores)[::-1][:CLOSEST].mean()) if len(scores) else 0.0


def votes(phrasings: SpaceScores, outside: SpaceScores, reminder: int) -> tuple[float, float]:
    """Among the NEIGHBOURS listed questions closest to the one asked, two shares by squared score.

    The share that the corpus answers at all, and the share that ``reminder`` answers. Zero where none is listed.
    """
    totals = np.concatenate([phrasings.scores.sum(axis=1), outside.scores.sum(axis=1)])
    if not len(phrasings.ids):
        return 0.0, 0.0
    closest = np.argsort(-totals, kind="stable")[:NEIGHBOURS]
    weights = totals[closest] ** 2 + 1e-9
    inside = closest < len(phrasings.ids)
    asks_for_it = phrasings.reminders[closest[inside]] == reminder
    return float(weights[inside].sum() / weights.sum()), float(weights[inside][asks_for_it].sum() / weights.sum())
