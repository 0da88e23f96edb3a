"""One index searched with one encoder: from a question to ranked reminders and cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from assistant import fusion
from assistant.bridge import Bridge, Crossing
from assistant.conversation import Reference
from assistant.index import CHANNELS, Index
from assistant.model import Hit, Passage
from assistant.retrieval.decision import Features, Scores, TextsOf, answer_features
from assistant.retrieval.evidence import NOTHING, SpaceScores, best, candidates, log_sum_exp
from assistant.retrieval.late import LateInteraction
from assistant.retrieval.pieces import TOLD, pieces_of
from assistant.retrieval.values import GUIDELINE, LAWS, OUTSIDE, PHRASINGS, REMINDER, CaseHit, Query, Ranking
from assistant.vagueness import content_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.encoder import Encoder

#: Hits kept of each kind.
SHOWN = 20
#: The log odds of an answer where no reminder was put forward.
NOTHING_FOUND = -60.0
#: Reminders, and other passages, compared with the question word by word.
COMPARED = 64
#: A heading or text of the law is close from this sum of vectors, words and character pairs on (each 0 to 1).
#: Set by hand on a dozen questions, between those that a heading answers (0.42 and up) and the others (to 0.36).
LAW_FROM = 0.4
#: A word counts as known from this many passages on.
KNOWN_FROM = 2
_OWN_DENSE = fusion.REMINDER_FEATURES.index("own.dense")
_ASKED_DENSE = fusion.REMINDER_FEATURES.index("phrasings.dense")


class Retriever:
    """Searches one index with one encoder; knows for every passage which reminder and case it speaks for."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        weights: fusion.Fusion,
        bridge: Bridge | None = None,
    ) -> None:
        self.index = index
        self.encoder = encoder
        self.fusion = weights
        self.bridge = bridge
        guideline = index.spaces[GUIDELINE].passages
        self.reminder_passages = tuple(p for p in guideline if p.field == REMINDER)
        self.late = LateInteraction(encoder)
        self.texts = TextsOf(
            [p.quote.text for p in self.reminder_passages],
            [p.quote.text for p in guideline],
            [p.embedded for p in index.spaces[PHRASINGS].passages],
        )
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
        self.case_of_reminder = np.array([case_rows[p.case] for p in self.reminder_passages], dtype=np.int64)
        self._told_field = np.array([TOLD.index(p.field) if p.field in TOLD else -1 for p in guideline], dtype=np.int64)
        self._vector_of_reminder = np.flatnonzero(self._reminder_of[GUIDELINE] >= 0)
        self.phrased_reminders = _is_among(self._reminder_of[PHRASINGS], len(self.reminder_passages))
        self.phrased_cases = _is_among(self._case_of[PHRASINGS], len(self.case_ids))

    def query(self, question: str) -> Query:
        """``question`` cut and encoded, once for all searches."""
        terms = {channel: cut(question) for channel, cut in CHANNELS.items()}
        words = self.late.words(question)
        return Query(question, self.encoder.encode([question])[0], terms, words, content_words(question))

    def rank(self, question: str, *, phrasings: bool = True) -> Ranking:
        """Reminders, cases and pieces of their titles, facts and provisions for ``question``, each best first."""
        query = self.query(question)
        found = self.search(query, phrasings=phrasings)
        features = self.features(query, found)
        scores = self.scores(features, phrasings=PHRASINGS in found)
        weights = self._weights(features, scores, found)
        decision = self._decision(query, features, scores, found, weights)
        return Ranking(
            self._reminder_hits(features, scores, weights.reminder_closeness.of(scores.reminders, decision), found),
            self._case_hits(features, scores, weights.case_closeness.of(scores.cases, decision)),
            self._narrative_hits(found[GUIDELINE]),
            fusion.probability(decision),
            query,
        )

    def answer_features(
        self, query: Query, features: Features, scores: Scores, found: Mapping[str, SpaceScores]
    ) -> NDArray[np.float32]:
        """What the decision to answer looks at, float32 in the order of fusion.ANSWER_FEATURES."""
        return answer_features(query, features, scores, found, self.late, self.texts)

    def _weights(self, features: Features, scores: Scores, found: Mapping[str, SpaceScores]) -> fusion.Weights:
        """Where the best reminder has no phrasings, those for a guideline without any."""
        phrased = len(scores.reminders) and self.phrased_reminders[features.reminder_keys[scores.first]]
        return self.fusion.weights(phrasings=PHRASINGS in found and bool(phrased))

    def _decision(
        self,
        query: Query,
        features: Features,
        scores: Scores,
        found: Mapping[str, SpaceScores],
        weights: fusion.Weights,
    ) -> float:
        """The log odds that the corpus has something that helps."""
        if not len(scores.reminders):
            return NOTHING_FOUND
        return weights.answer.log_odds(self.answer_features(query, features, scores, found))

    def laws(self, query: Query) -> tuple[Passage, ...]:
        """Headings and texts of the law that are close to ``query``, best first; a space apart from all ranking."""
        space = self.index.spaces.get(LAWS)
        if space is None or not space.passages:
            return ()
        ids, scores = candidates(space, query)
        totals = scores[:, :3].sum(axis=1)
        order = np.argsort(-totals, kind="stable")[:SHOWN]
        return tuple(space.passages[ids[row]] for row in order if totals[row] >= LAW_FROM)

    def search(self, query: Query, *, phrasings: bool = True) -> dict[str, SpaceScores]:
        """The candidates of every space that takes part; without ``phrasings``, all but the known ways to ask."""
        names = [name for name in (PHRASINGS, OUTSIDE) if self.index.spaces[name].passages]
        names = [GUIDELINE, *(name for name in names if phrasings or name != PHRASINGS)]
        return {name: self._search(name, query) for name in names}

    def _search(self, name: str, query: Query) -> SpaceScores:
        ids, scores = candidates(self.index.spaces[name], query)
        return SpaceScores(ids, scores, self._reminder_of[name][ids], self._case_of[name][ids])

    def features(self, query: Query, found: Mapping[str, SpaceScores]) -> Features:
        """The evidence for every reminder and every piece of a case put forward."""
        guideline, phrasings = found[GUIDELINE], found.get(PHRASINGS, NOTHING)
        told, asked_for = guideline.of(guideline.reminders < 0), phrasings.of(phrasings.reminders < 0)
        reminders = np.unique(np.concatenate([guideline.reminders, phrasings.reminders]))
        reminders = reminders[reminders >= 0]
        cases = np.unique(np.concatenate([guideline.cases, phrasings.cases]))
        owners = self.case_of_reminder[reminders]
        own = best(reminders, guideline.reminders, guideline.scores)
        asked = best(reminders, phrasings.reminders, phrasings.scores)
        crossing = self.bridge.cross(query.vector) if self.bridge else None
        texts = [self.texts.reminders[key] for key in reminders]
        groups = (
            own,
            best(cases, told.cases, told.scores)[np.searchsorted(cases, owners)],
            asked,
            self._bridged(crossing, reminders),
            self._late(query, texts, np.maximum(own, asked).sum(axis=1))[:, None],
        )
        late = self._late(query, [self.texts.guideline[key] for key in told.ids], told.scores.sum(axis=1))
        pieces = pieces_of(owners, told, self._told_field[told.ids], late, asked_for)
        highest = told.scores.max(axis=0, initial=0.0)
        nearness = crossing.nearness if crossing else None
        return Features(reminders, np.hstack(groups), cases, pieces, highest, self._known(query, found), nearness)

    def _known(self, query: Query, found: Mapping[str, SpaceScores]) -> float:
        """The share, by length, of the content words that at least two passages of the answering spaces have.

        Two, because a phrasing that is searched for itself (as when the weights are fitted) always has its own words.
        """
        lexicons = [self.index.spaces[name].lexicons["words"] for name in found if name != OUTSIDE]
        words = query.content
        known = sum(len(word) for word in words if sum(lexicon.frequency(word) for lexicon in lexicons) >= KNOWN_FROM)
        return known / max(1, sum(map(len, words)))

    def _late(self, query: Query, texts: Sequence[str], order: NDArray[np.float32]) -> NDArray[np.float32]:
        """Float32 [len(texts)]: word by word for the COMPARED first by ``order``, zero for all others."""
        result = np.zeros(len(texts), dtype=np.float32)
        first = np.sort(np.argsort(-order, kind="stable")[:COMPARED])
        result[first] = self.late.scores(query.words, [texts[row] for row in first])
        return result

    def _bridged(self, crossing: Crossing | None, reminders: NDArray[np.int64]) -> NDArray[np.float32]:
        """The bridge's features; zero without a bridge."""
        if crossing is None:
            return np.zeros((len(reminders), 3), dtype=np.float32)
        return crossing.scores(self.index.spaces[GUIDELINE].vectors.of(self._vector_of_reminder[reminders]))

    def scores(self, features: Features, *, phrasings: bool) -> Scores:
        """Log odds. What has no phrasings of its own is weighed as in a guideline that has none, so that it can win."""
        bare, full = self.fusion.without_phrasings, self.fusion.with_phrasings
        reminders = bare.reminder_calibration.log_odds(features.reminders @ bare.reminder)
        if phrasings:
            phrased = self.phrased_reminders[features.reminder_keys]
            asked = full.reminder_calibration.log_odds(features.reminders @ full.reminder)
            reminders = np.where(phrased, asked, reminders)
        keys, owners, pieces = features.case_keys, features.pieces.owners, features.pieces.filled(reminders)
        cases = bare.case_calibration.log_odds(log_sum_exp(keys, owners, pieces @ bare.case))
        if phrasings:
            asked = log_sum_exp(keys, owners, pieces @ full.case)
            cases = np.where(self.phrased_cases[keys], full.case_calibration.log_odds(asked), cases)
        return Scores(reminders, cases)

    def promoted(self, ranking: Ranking, references: Sequence[Reference]) -> Ranking:
        """``ranking`` with what ``references`` name in front, at closeness 1: it was asked for, not guessed."""
        if not references:
            return ranking
        cases = tuple(dict.fromkeys(reference.case for reference in references))
        wanted = {(reference.case, reference.reminder) for reference in references}
        named = [p for p in self.reminder_passages if (p.case, p.number) in wanted]
        places = {(p.case, p.number) for p in named}
        others = [
            hit
            for hit in ranking.reminders
            if hit.passage.case in cases and (hit.passage.case, hit.passage.number) not in places
        ]
        return replace(
            ranking,
            reminders=(*(Hit(passage, 0.0, 1.0) for passage in named), *others),
            cases=(
                *(CaseHit(case, 0.0, 1.0) for case in cases),
                *(hit for hit in ranking.cases if hit.case not in cases),
            ),
            named=True,
        )

    def _reminder_hits(
        self,
        features: Features,
        scores: Scores,
        closeness: NDArray[np.float32],
        found: Mapping[str, SpaceScores],
    ) -> tuple[Hit, ...]:
        order = np.argsort(-scores.reminders, kind="stable")[:SHOWN]
        asked = self._closest_phrasings(found)
        return tuple(
            Hit(
                self._shown_as(int(features.reminder_keys[row]), features.reminders[row], asked),
                float(scores.reminders[row]),
                float(closeness[row]),
            )
            for row in order
        )

    def _closest_phrasings(self, found: Mapping[str, SpaceScores]) -> NDArray[np.int64]:
        """Int64 [reminders]: the id of the phrasing of each reminder that is closest to the question, -1 for none."""
        phrasings = found.get(PHRASINGS, NOTHING)
        rows = np.argsort(phrasings.scores[:, 0], kind="stable")
        rows = rows[phrasings.reminders[rows] >= 0]
        closest = np.full(len(self.reminder_passages), -1, dtype=np.int64)
        closest[phrasings.reminders[rows]] = phrasings.ids[rows]
        return closest

    def _shown_as(self, reminder: int, features: NDArray[np.float32], asked: NDArray[np.int64]) -> Passage:
        """The reminder's own passage, or the entry of the phrasing that is closer to the question than the reminder."""
        if asked[reminder] < 0 or features[_ASKED_DENSE] <= features[_OWN_DENSE]:
            return self.reminder_passages[reminder]
        return self.index.spaces[PHRASINGS].passages[int(asked[reminder])]

    def _case_hits(self, features: Features, scores: Scores, closeness: NDArray[np.float32]) -> tuple[CaseHit, ...]:
        order = np.argsort(-scores.cases, kind="stable")[:SHOWN]
        return tuple(
            CaseHit(self.case_ids[features.case_keys[row]], float(scores.cases[row]), float(closeness[row]))
            for row in order
        )

    def _narrative_hits(self, guideline: SpaceScores) -> tuple[Hit, ...]:
        """Titles, facts and provisions by the plain sum of their channels: they illustrate, they do not decide."""
        told = guideline.of(guideline.reminders < 0)
        totals = told.scores.sum(axis=1)
        passages = self.index.spaces[GUIDELINE].passages
        order = np.argsort(-totals, kind="stable")[:SHOWN]
        return tuple(Hit(passages[told.ids[row]], float(totals[row]), 0.0) for row in order)


def _row(rows: Mapping[tuple[str, int | None], int], passage: Passage) -> int:
    return rows[passage.case, passage.number] if passage.field == REMINDER else -1


def _is_among(owners: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Bool [count]: which of 0 … count - 1 own anything."""
    owned = np.zeros(count, dtype=np.bool_)
    owned[owners[owners >= 0]] = True
    return owned
