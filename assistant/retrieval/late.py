"""Late interaction: a question against a reminder word by word, as a feature of the first reminders.

Each word of the question takes the most similar word of the reminder; the mean of these, weighted by how telling the
question's words are, is the feature (after Khattab and Zaharia, ColBERT, 2020). Only an encoder that has vectors of
single words can do it; with any other the feature is zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.encoder import Encoder

#: Reminders compared word by word; all others keep the feature at zero.
FIRST = 64


@runtime_checkable
class WordEncoder(Protocol):
    """An encoder with vectors of single words."""

    def word_vectors(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Float32 [k, d] of unit length and float32 [k] weights of the distinct words of ``text``."""


class LateInteraction:
    """Compares with the reminders of one index; the words of a reminder are kept once they were looked at."""

    def __init__(self, encoder: Encoder, texts: Sequence[str]) -> None:
        self._encoder = encoder if isinstance(encoder, WordEncoder) else None
        self._texts = texts
        self._words: dict[int, NDArray[np.float32]] = {}

    def scores(self, question: str, keys: NDArray[np.int64], order: NDArray[np.float32]) -> NDArray[np.float32]:
        """Float32 [len(keys), 1] for the reminders ``keys``, the FIRST of them by ``order`` (higher is better)."""
        result = np.zeros((len(keys), 1), dtype=np.float32)
        if self._encoder is None or not len(keys):
            return result
        words, weights = self._encoder.word_vectors(question)
        first = np.argsort(-order, kind="stable")[:FIRST]
        reminders = [self._reminder_words(int(key)) for key in keys[first]]
        if not len(words) or not weights.sum():
            return result
        starts = np.cumsum([0, *(len(reminder) for reminder in reminders[:-1])])
        closest = np.maximum.reduceat(words @ np.concatenate(reminders).T, starts, axis=1)
        result[first, 0] = np.maximum(weights @ closest / weights.sum(), 0.0)
        return result

    def _reminder_words(self, key: int) -> NDArray[np.float32]:
        if key not in self._words:
            assert self._encoder is not None
            vectors, _ = self._encoder.word_vectors(self._texts[key])
            # A reminder without a known word is a row of zeros: reduceat needs at least one row each.
            self._words[key] = vectors if len(vectors) else np.zeros((1, vectors.shape[1]), dtype=np.float32)
        return self._words[key]
