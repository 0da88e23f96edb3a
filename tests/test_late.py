from __future__ import annotations

import numpy as np

from assistant.retrieval.late import FIRST, LateInteraction
from tests.fakes import KeywordEncoder


class WordVectors(KeywordEncoder):
    """Each keyword is an axis of its own; a repeated letter makes the word weigh more."""

    def word_vectors(self, text: str):
        found = [i for i, word in enumerate(self.keywords) if word in text]
        vectors = np.eye(self.dimension, dtype=np.float32)[found]
        return vectors, np.array([2.0 if i == 0 else 1.0 for i in found], np.float32)


def test_the_mean_of_the_best_match_of_each_word_weighted():
    late = LateInteraction(WordVectors(), ["手機", "白板通報", "無關"])
    scores = late.scores("手機通報", np.array([0, 1, 2]), np.zeros(3, np.float32))
    # 手機 weighs 2, 通報 weighs 1: reminder 0 has the first, reminder 1 the second, reminder 2 none.
    np.testing.assert_allclose(scores, [[2 / 3], [1 / 3], [0]], atol=1e-6)


def test_only_the_first_are_compared():
    late = LateInteraction(WordVectors(), ["手機"] * (FIRST + 1))
    order = -np.arange(FIRST + 1, dtype=np.float32)
    scores = late.scores("手機", np.arange(FIRST + 1), order)
    assert scores[:FIRST].tolist() == [[1.0]] * FIRST
    assert scores[FIRST] == 0


def test_an_encoder_without_words_and_a_question_without_known_words_score_nothing():
    keys, order = np.array([0]), np.zeros(1, np.float32)
    assert LateInteraction(KeywordEncoder(), ["手機"]).scores("手機", keys, order).tolist() == [[0.0]]
    assert LateInteraction(WordVectors(), ["手機"]).scores("xyz", keys, order).tolist() == [[0.0]]
