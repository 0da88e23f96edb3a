"""From a question to ranked reminders and cases: dense and lexical search, fused by few learned weights.

Every passage is scored in four channels (vectors, words, character bigrams, readings). A reminder or case takes, in
each channel, the best score of each group of passages that speaks for it; a weighted sum ranks it, and a calibration
turns the sum into closeness. The index and the encoder are passed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant import fusion
from assistant.conversation import Reference
from assistant.index import CHANNELS, Index, Space
from assistant.model import Hit, Passage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.encoder import Encoder

#: Passages that each channel of each space may put forward.
CANDIDATES = 256
GUIDELINE, PHRASINGS, OUTSIDE = "guideline", "phrasings", "outside"
REMINDER = "叮嚀事項"
#: Hits kept of each kind.
SHOWN = 20
#: Columns of the reminder features.
REMINDER_PHRASING_DENSE = fusion.columns(fusion.REMINDER_GROUPS).index("phrasings.dense")


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the searches read it: its vector (float32 [d]) and its terms in each lexical channel."""

    text: str
    vector: NDArray[np.float32]
    terms: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class CaseHit:
    """A case found for a question."""

    case: str
    score: float
    closeness: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a search found, best first. ``closeness`` is the probability that the corpus has something that helps.

    ``named`` says that the question names its cases or reminders outright, so that nothing needs to be guessed.
    """

    reminders: tuple[Hit, ...]
    cases: tuple[CaseHit, ...]
    narrative: tuple[Hit, ...]
    closeness: float
    named: bool = False


@dataclass(frozen=True)
class Features:
    """The evidence of one search: a row for each reminder and case put forward, columns as named in ``fusion``."""

    reminder_keys: NDArray[np.int64]
    reminders: NDArray[np.float32]
    case_keys: NDArray[np.int64]
    cases: NDArray[np.float32]


@dataclass(frozen=True)
class SpaceScores:
    """Candidates of one space: ids int64 [m], scores float32 [m, 4], and the reminder and case of each (-1: none)."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    reminders: NDArray[np.int64]
    cases: NDArray[np.int64]


_NOTHING = SpaceScores(
    np.empty(0, np.int64), np.empty((0, 4), np.float32), np.empty(0, np.int64), np.empty(0, np.int64)
)


class Retriever:
    """Searches one index with one encoder; knows for every passage which reminder and case it speaks for."""

    def __init__(self, index: Index, encoder: Encoder, weights: fusion.Fusion) -> None:
        self.index = index
        self.encoder = encoder
        self.fusion = weights
        guideline = index.spaces[GUIDELINE].passages
        self.reminder_passages = tuple(p for p in guideline if p.field == REMINDER)
        self.case_ids = tuple(dict.fromkeys(p.case for p in guideline))
        reminder_rows = {(p.case, p.number): row for row, p in enumerate(self.reminder_passages)}
        case_rows = {case: row for row, case in enumerate(self.case_ids)}
        self._reminder_of = {
            name: np.array([_row(reminder_rows, p) for p in space.passages], dtype=np.int64)
            for name, space in index.spaces.items()
        }
        self._case_of = {
            name: np.array([case_rows.get(p.case, -1) for p in space.passages], dtype=np.int64)
            for name, space in index.spaces.items()
        }
        self._case_of_reminder = np.array([case_rows[p.case] for p in self.reminder_passages], dtype=np.int64)

    def query(self, question: str) -> Query:
        """``question`` cut and encoded, once for all searches."""
        terms = {channel: cut(question) for channel, cut in CHANNELS.items()}
        return Query(question, self.encoder.encode([question])[0], terms)

    def rank(self, question: str, *, phrasings: bool = True) -> Ranking:
        """Reminders, cases and pieces of their titles, facts and provisions for ``question``, each best first."""
        query = self.query(question)
        found = {GUIDELINE: self._search(GUIDELINE, query)}
        phrasings = phrasings and bool(self.index.spaces[PHRASINGS].passages)
        if phrasings:
            found |= {name: self._search(name, query) for name in (PHRASINGS, OUTSIDE)}
        return self._ranking(found, self.fusion.weights(phrasings=phrasings))

    def promoted(self, ranking: Ranking, references: Sequence[Reference]) -> Ranking:
        """``ranking`` with what ``references`` name in front, at closeness 1: it was asked for, not guessed."""
        if not references:
            return ranking
        cases = tuple(dict.fromkeys(reference.case for reference in references))
        wanted = {(reference.case, reference.reminder) for reference in references}
        named = [p for p in self.reminder_passages if (p.case, p.number) in wanted]
        others = [hit for hit in ranking.reminders if hit.passage not in named and hit.passage.case in cases]
        return replace(
            ranking,
            reminders=(*(Hit(passage, 0.0, 1.0) for passage in named), *others),
            cases=(
                *(CaseHit(case, 0.0, 1.0) for case in cases),
                *(hit for hit in ranking.cases if hit.case not in cases),
            ),
            named=True,
        )

    def _search(self, name: str, query: Query) -> SpaceScores:
        ids, scores = candidates(self.index.spaces[name], query)
        return SpaceScores(ids, scores, self._reminder_of[name][ids], self._case_of[name][ids])

    def features(self, found: Mapping[str, SpaceScores]) -> Features:
        """The best score of each group of passages, in each channel, for every reminder and case put forward."""
        guideline, phrasings = found[GUIDELINE], found.get(PHRASINGS, _NOTHING)
        told = guideline.reminders < 0
        reminders = np.unique(
            np.concatenate([guideline.reminders[~told], phrasings.reminders[phrasings.reminders >= 0]])
        )
        cases = np.unique(np.concatenate([guideline.cases, phrasings.cases]))
        narrative = best(cases, guideline.cases[told], guideline.scores[told])
        of_case = np.searchsorted(cases, self._case_of_reminder[reminders])
        asks_reminder = phrasings.reminders >= 0
        return Features(
            reminders,
            np.hstack(
                [
                    best(reminders, guideline.reminders, guideline.scores),
                    narrative[of_case],
                    best(reminders, phrasings.reminders, phrasings.scores),
                ]
            ),
            cases,
            np.hstack(
                [
                    narrative,
                    best(cases, guideline.cases[~told], guideline.scores[~told]),
                    best(cases, phrasings.cases[~asks_reminder], phrasings.scores[~asks_reminder]),
                    best(cases, phrasings.cases[asks_reminder], phrasings.scores[asks_reminder]),
                ]
            ),
        )

    def _ranking(self, found: Mapping[str, SpaceScores], weights: fusion.Weights) -> Ranking:
        features = self.features(found)
        reminder_scores = features.reminders @ weights.reminder
        best_reminder = np.zeros(len(features.case_keys), dtype=np.float32)
        of_case = np.searchsorted(features.case_keys, self._case_of_reminder[features.reminder_keys])
        np.maximum.at(best_reminder, of_case, reminder_scores)
        case_scores = np.column_stack([features.cases, best_reminder]) @ weights.case
        return Ranking(
            self._reminder_hits(features, reminder_scores, found, weights),
            self._case_hits(features, case_scores, weights),
            self._narrative_hits(found[GUIDELINE]),
            weights.answer_closeness(
                answer_features(features, reminder_scores, case_scores, found.get(OUTSIDE, _NOTHING))
            ),
        )

    def _reminder_hits(
        self,
        features: Features,
        scores: NDArray[np.float32],
        found: Mapping[str, SpaceScores],
        weights: fusion.Weights,
    ) -> tuple[Hit, ...]:
        order = np.argsort(-scores, kind="stable")[:SHOWN]
        return tuple(
            Hit(
                self._shown_as(int(features.reminder_keys[row]), features.reminders[row], found),
                float(scores[row]),
                weights.reminder_calibration.closeness(float(scores[row])),
            )
            for row in order
        )

    def _shown_as(self, reminder: int, features: NDArray[np.float32], found: Mapping[str, SpaceScores]) -> Passage:
        """The reminder's own passage, or the entry of the phrasing that is closer to the question than the reminder."""
        own, asked = features[0], features[REMINDER_PHRASING_DENSE]
        if PHRASINGS not in found or asked <= own:
            return self.reminder_passages[reminder]
        rows = np.flatnonzero(found[PHRASINGS].reminders == reminder)
        closest = rows[found[PHRASINGS].scores[rows, 0].argmax()]
        return self.index.spaces[PHRASINGS].passages[int(found[PHRASINGS].ids[closest])]

    def _case_hits(
        self, features: Features, scores: NDArray[np.float32], weights: fusion.Weights
    ) -> tuple[CaseHit, ...]:
        order = np.argsort(-scores, kind="stable")[:SHOWN]
        return tuple(
            CaseHit(
                self.case_ids[features.case_keys[row]],
                float(scores[row]),
                weights.case_calibration.closeness(float(scores[row])),
            )
            for row in order
        )

    def _narrative_hits(self, guideline: SpaceScores) -> tuple[Hit, ...]:
        """Titles, facts and provisions by the plain sum of their channels: they illustrate, they do not decide."""
        rows = np.flatnonzero(guideline.reminders < 0)
        totals = guideline.scores[rows].sum(axis=1)
        order = rows[np.argsort(-totals, kind="stable")[:SHOWN]]
        passages = self.index.spaces[GUIDELINE].passages
        return tuple(Hit(passages[guideline.ids[row]], float(guideline.scores[row].sum()), 0.0) for row in order)


def _row(rows: Mapping[tuple[str, int | None], int], passage: Passage) -> int:
    return rows[passage.case, passage.number] if passage.field == REMINDER else -1


def candidates(space: Space, query: Query) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Ids (ascending) of the passages that any channel puts among its first CANDIDATES, and all their scores [m, 4]."""
    lexical = [space.lexicons[channel].scores(query.terms[channel]) for channel in CHANNELS]
    ids = [space.nearest(query.vector, CANDIDATES)[0], *(_first(scores) for scores in lexical)]
    chosen = np.unique(np.concatenate(ids))
    dense = space.matrix()[chosen] @ query.vector
    return chosen, np.column_stack([dense, *(scores[chosen] for scores in lexical)])


def _first(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    if len(scores) <= CANDIDATES:
        return np.flatnonzero(scores > 0)
    first = np.argpartition(scores, -CANDIDATES)[-CANDIDATES:]
    return first[scores[first] > 0]


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


def answer_features(
    features: Features,
    reminder_scores: NDArray[np.float32],
    case_scores: NDArray[np.float32],
    outside: SpaceScores,
) -> NDArray[np.float32]:
    """Float32 in the order of fusion.ANSWER_FEATURES.

    How close the best comes, by how much, whether the channels agree on it, and how close a question known to have
    no answer comes.
    """
    own, phrasings = features.reminders[:, :4], features.reminders[:, 8:12]
    told = features.cases[:, :4]
    first = np.sort(reminder_scores)[::-1]
    leaders = [column.argmax() for column in (own + phrasings).T[:3]]
    return np.array(
        [
            first[0],
            case_scores.max(),
            max(own[:, 0].max(), told[:, 0].max()),
            max(own[:, 1].max(), told[:, 1].max()),
            max(own[:, 2].max(), told[:, 2].max()),
            phrasings[:, 0].max(),
            phrasings[:, 1].max(),
            phrasings[:, 2].max(),
            first[0] - first[1] if len(first) > 1 else first[0],
            sum(leader == reminder_scores.argmax() for leader in leaders) / len(leaders),
            *outside.scores[:, :3].max(axis=0, initial=0.0),
        ],
        dtype=np.float32,
    )
