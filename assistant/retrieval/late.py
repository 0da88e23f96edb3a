"""Late interaction: a question against other texts word by word.

Each word of the question takes the most similar word of the text; the mean of these, weighted by how telling the
question's words are, is the score (after Khattab and Zaharia, ColBERT, 2020). Only an encoder that has vectors of
single words can do it; with any other the scores are zero.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from assistant.retrieval.values import QueryWords

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.encoder import Encoder


@runtime_checkable
class WordEncoder(Protocol):
    """An encoder with vectors of single words."""

    def word_ids(self, text: str) -> NDArray[np.int64]:
        """Int64 [k]: the distinct known words of ``text``."""

    def unit_words(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Float32 [k, d] of unit length and float32 [k] lengths of the words ``ids``."""


class LateInteraction:
    """Compares words by one encoder; the word ids of a text are kept once it was looked at.

    So are the vectors of the last few lists of texts: a guideline of a few cases compares the same list every time.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder if isinstance(encoder, WordEncoder) else None
        self._ids: dict[str, NDArray[np.int64]] = {}
        self._kept = functools.lru_cache(maxsize=4)(self._looked_up)

    def words(self, question: str) -> QueryWords:
        """The words of ``question``, each weighted by its share of their lengths; none without a word encoder."""
        if self._encoder is None:
            return QueryWords(np.empty((0, 0), np.float32), np.empty(0, np.float32))
        vectors, lengths = self._encoder.unit_words(self._encoder.word_ids(question))
        total = float(lengths.sum())
        return QueryWords(vectors, lengths / np.float32(total)) if total else QueryWords(vectors[:0], lengths[:0])

    def closest(self, words: QueryWords, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 [k, len(texts)]: how similar each word's most similar word in each text is; 0 in a text without."""
        result = np.zeros((len(words.weights), len(texts)), dtype=np.float32)
        if self._encoder is None or not len(words.weights):
            return result
        filled, starts, places, vectors = self._kept(tuple(texts))
        if len(filled):
            # The many words first: the product is a third faster than the other way round, and gathers whole rows.
            similar = np.take(vectors @ words.vectors.T, places, axis=0)
            result[:, filled] = np.maximum(np.maximum.reduceat(similar, starts, axis=0), 0.0).T
        return result

    def _looked_up(
        self, texts: tuple[str, ...]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Which texts have words; where the words of each begin; the row of each word; the distinct words' vectors.

        Texts share many words: each distinct one is looked up and compared once.
        """
        assert self._encoder is not None
        found = [self._word_ids(text) for text in texts]
        filled = np.array([place for place, ids in enumerate(found) if len(ids)], dtype=np.int64)
        words = np.concatenate([np.empty(0, np.int64), *found])
        distinct, places = np.unique(words, return_inverse=True)
        starts = np.cumsum([0, *(len(found[place]) for place in filled[:-1])])
        return filled, starts, places, self._encoder.unit_words(distinct)[0]

    def scores(self, words: QueryWords, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 [len(texts)]: the weighted mean over the words of the question, 0 to 1."""
        return words.weights @ self.closest(words, texts)

    def _word_ids(self, text: str) -> NDArray[np.int64]:
        if text not in self._ids:
            assert self._encoder is not None
            self._ids[text] = self._encoder.word_ids(text)
        return self._ids[text]
