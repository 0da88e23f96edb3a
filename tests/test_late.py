from __future__ import annotations

import numpy as np

from assistant.retrieval.late import LateInteraction
from tests.fakes import KeywordEncoder


class WordVectors(KeywordEncoder):
    """Each keyword is an axis of its own; the first is twice as telling as the others."""

    def word_ids(self, text: str):
        return np.array([i for i, word in enumerate(self.keywords) if word in text], dtype=np.int64)

    def unit_words(self, ids):
        return np.eye(self.dimension, dtype=np.float32)[ids], np.where(ids == 0, 2.0, 1.0).astype(np.float32)


def test_the_mean_of_the_best_match_of_each_word_weighted():
    late = LateInteraction(WordVectors())
    scores = late.scores(late.words("手機通報"), ["手機", "白板通報", "無關"])
    # 手機 weighs 2, 通報 weighs 1: the first text has the one, the second the other, the third none.
    np.testing.assert_allclose(scores, [2 / 3, 1 / 3, 0], atol=1e-6)


def test_each_word_with_its_closest_in_each_text():
    late = LateInteraction(WordVectors())
    closest = late.closest(late.words("手機通報"), ["通報手機", "白板", "通報"])
    np.testing.assert_allclose(closest, [[1, 0, 0], [1, 0, 1]], atol=1e-6)


def test_an_encoder_without_words_and_a_question_without_known_words_score_nothing():
    for encoder, question in ((KeywordEncoder(), "手機"), (WordVectors(), "xyz")):
        late = LateInteraction(encoder)
        assert late.scores(late.words(question), ["手機", ""]).tolist() == [0.0, 0.0]
    late = LateInteraction(WordVectors())
    assert late.scores(late.words("手機"), []).shape == (0,)
