"""What a training step sees: one batch from one source, drawn by fixed shares and a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import cutting, sources
from training.samples import with_slips
from training.vocabulary import Vocabulary

Ids = NDArray[np.int32]

#: Of an authored question, how often a version with homophone slips is taken, and the share of characters that slip.
SLIPPED_SHARE, SLIPS = 0.4, 0.06
SLIPPED_VERSIONS = 2
#: Official texts are cut off at this many words.
ASKED_LENGTH, ANSWER_LENGTH = 64, 96


@dataclass(frozen=True)
class Corpus:
    """All training texts, cut into words and joined by spaces."""

    authored: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    authored_synonyms: tuple[tuple[str, ...], ...]
    wordnet: tuple[tuple[str, ...], ...]
    official: dict[str, tuple[tuple[str, str], ...]]

    def authored_texts(self) -> list[str]:
        """Every authored text once, without the versions with slips."""
        pairs = [text for asked, answer, negatives in self.authored for text in (asked[0], answer, *negatives)]
        return pairs + [word for synonyms in self.authored_synonyms for word in synonyms]

    def official_texts(self) -> list[str]:
        """Every official text and the words of the word nets."""
        pairs = [text for source in self.official.values() for pair in source for text in pair]
        return pairs + [word for synonyms in self.wordnet for word in synonyms]


@dataclass(frozen=True)
class Batch:
    """Texts as word ids: ``answers[i]`` answers ``asked[i]``, none of ``others`` does; equal ``same``: equal answer."""

    asked: list[Ids]
    answers: list[Ids]
    others: list[Ids]
    same: NDArray[np.int64]
    dropout: float


def read(data: Path, seed: int, share: float = 1.0) -> Corpus:
    """The corpus for one training; of the authored pairs, those not held out and of them ``share`` (learning curve)."""
    draw = random.Random(seed)
    pairs = [pair for pair in sources.authored() if not sources.held_out(pair.b)]
    answers = sorted({pair.b for pair in pairs})
    chosen = set(draw.sample(answers, round(share * len(answers))))
    pairs = [pair for pair in pairs if pair.b in chosen]
    asked = [[pair.a, *(with_slips(pair.a, draw, SLIPS) for _ in range(SLIPPED_VERSIONS))] for pair in pairs]
    negatives = _cut_groups([pair.negatives for pair in pairs])
    return Corpus(
        tuple(zip(_cut_groups(asked), cutting.cut(pair.b for pair in pairs), negatives, strict=True)),
        _cut_synonyms(sources.authored_synonyms() if share > 0 else []),
        _cut_synonyms(sources.wordnet(data)),
        {name: _cut_pairs(source) for name, source in sources.official_pairs(data, seed).items()},
    )


def _cut_groups(groups: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    flat = iter(cutting.cut(text for group in groups for text in group))
    return [tuple(next(flat) for _ in group) for group in groups]


def _cut_synonyms(sets: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    distinct = (tuple(dict.fromkeys(word for word in group if word)) for group in _cut_groups(sets))
    return tuple(group for group in distinct if len(group) > 1)


def _cut_pairs(pairs: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    whole = _cut_groups([(a[:300], b[:300]) for a, b in pairs])
    return tuple((a, b) for a, b in whole if a and b)


class Mixture:
    """Draws batches of ``size`` texts from the sources of a corpus.

    ``authored`` and ``synonyms`` are the shares of steps on authored pairs and on synonym sets; the rest goes to
    official pairs.
    """

    def __init__(
        self, corpus: Corpus, vocabulary: Vocabulary, size: int, seed: int, *, authored: float, synonyms: float
    ) -> None:
        self._authored_share, self._synonym_share = authored, synonyms
        self._ids = vocabulary.pieces
        self._random = np.random.default_rng(seed)
        self._size = size
        self._corpus = corpus
        self._asked = [[self._of(text) for text in asked] for asked, _, _ in corpus.authored]
        self._answers = [self._of(answer) for _, answer, _ in corpus.authored]
        self._negatives = [[self._of(text) for text in negatives] for _, _, negatives in corpus.authored]
        places = {answer: place for place, (_, answer, _) in enumerate(corpus.authored)}
        self._same = np.array([places[answer] for _, answer, _ in corpus.authored], dtype=np.int64)
        self._sources = list(corpus.official.values())
        weights = np.array([len(source) ** 0.75 for source in self._sources])
        self._weights = weights / weights.sum()

    def _of(self, words: str, length: int | None = None) -> Ids:
        return np.array((self._ids(words) or [0])[:length], dtype=np.int32)

    def draw(self) -> Batch:
        """The next batch."""
        lot = self._random.random()
        if lot < self._authored_share and self._answers:
            return self._authored()
        if lot < self._authored_share + self._synonym_share:
            ours = self._random.random() < 0.5 and bool(self._corpus.authored_synonyms)
            return self._synonyms(self._corpus.authored_synonyms if ours else self._corpus.wordnet)
        return self._official(self._sources[self._random.choice(len(self._sources), p=self._weights)])

    def _authored(self) -> Batch:
        rows = self._random.choice(len(self._answers), min(self._size, len(self._answers)), replace=False)
        slipped = self._random.random(len(rows)) < SLIPPED_SHARE
        versions = np.where(slipped, self._random.integers(1, SLIPPED_VERSIONS + 1, len(rows)), 0)
        return Batch(
            [self._asked[row][version] for row, version in zip(rows, versions, strict=True)],
            [self._answers[row] for row in rows],
            [negative for row in rows for negative in self._negatives[row]],
            self._same[rows],
            0.1,
        )

    def _synonyms(self, sets: Sequence[Sequence[str]]) -> Batch:
        rows = self._random.choice(len(sets), min(self._size, len(sets)), replace=False)
        chosen = [self._random.choice(len(sets[row]), 2, replace=False) for row in rows]
        return Batch(
            [self._of(sets[row][one]) for row, (one, _) in zip(rows, chosen, strict=True)],
            [self._of(sets[row][other]) for row, (_, other) in zip(rows, chosen, strict=True)],
            [],
            np.asarray(rows, dtype=np.int64),
            0.0,
        )

    def _official(self, source: Sequence[tuple[str, str]]) -> Batch:
        pairs = [source[row] for row in self._random.integers(0, len(source), self._size)]
        places: dict[str, int] = {}
        same = [places.setdefault(answer, len(places)) for _, answer in pairs]
        return Batch(
            [self._of(asked, ASKED_LENGTH) for asked, _ in pairs],
            [self._of(answer, ANSWER_LENGTH) for _, answer in pairs],
            [],
            np.array(same, dtype=np.int64),
            0.1,
        )

    def kept(self, batch: Batch) -> NDArray[np.bool_]:
        """Which words of the batch stay after word dropout, in the order asked, answers, others."""
        count = sum(map(len, (*batch.asked, *batch.answers, *batch.others)))
        return np.asarray(self._random.random(count) >= batch.dropout)
