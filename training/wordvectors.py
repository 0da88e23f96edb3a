"""Word vectors from running text (word2vec, skip-gram): the encoder's start, so that words no pair has still help."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gensim.models import KeyedVectors

#: Longest stretch that gensim is handed; it drops what is beyond 10,000 words.
STRETCH = 400


class Sentences:
    """Passages of words in a seeded order, which gensim reads once for each epoch."""

    def __init__(self, passages: Sequence[str], seed: int) -> None:
        self._passages = passages
        self._order = list(range(len(passages)))
        random.Random(seed).shuffle(self._order)

    def __iter__(self) -> Iterator[list[str]]:
        for place in self._order:
            found = self._passages[place].split()
            for start in range(0, len(found), STRETCH):
                yield found[start : start + STRETCH]


@dataclass(frozen=True, slots=True)
class Setting:
    """How many words to either side count as company, negatives a word, and how often the texts are read."""

    window: int
    negatives: int
    epochs: int


#: Wide windows learn what is talked about together, narrow ones what takes the same place in a sentence.
SETTINGS = {"topics": Setting(window=10, negatives=8, epochs=2), "words": Setting(window=6, negatives=6, epochs=2)}


def learn(passages: Sequence[str], dimension: int, seed: int, setting: Setting) -> KeyedVectors:
    """Vectors of the words of ``passages`` seen five times or more. One worker: more would not be deterministic."""
    from gensim.models import Word2Vec

    model = Word2Vec(
        Sentences(passages, seed),
        vector_size=dimension,
        sg=1,
        window=setting.window,
        negative=setting.negatives,
        sample=3e-5,
        min_count=5,
        workers=1,
        seed=seed,
        epochs=setting.epochs,
    )
    return model.wv
