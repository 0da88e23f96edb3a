from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant import fusion
from assistant.cases import read_guideline
from assistant.conversation import Reference
from assistant.index import build
from assistant.library import Library
from assistant.model import Passage
from assistant.passages import passages_of, phrasing_passages
from assistant.phrasings import Phrasing
from assistant.retrieval import Retriever, evidence
from assistant.retrieval.decision import highest_mean, votes
from assistant.retrieval.evidence import best, log_sum_exp
from tests.conftest import SMALL_GUIDELINE, source
from tests.fakes import KeywordEncoder

PHRASINGS = (Phrasing("30010101", 2, "弄丟了要跟誰講"), Phrasing("30010102", None, "有沒有白板的案例"))


def retriever_over(library: Library, phrasings: tuple[Phrasing, ...]) -> Retriever:
    cases = read_guideline(source(SMALL_GUIDELINE), library.registry).cases
    spaces: dict[str, tuple[Passage, ...]] = {
        "guideline": tuple(p for case in cases for p in passages_of(case)),
        "phrasings": tuple(p for case in cases for p in phrasing_passages(case, phrasings)),
        "outside": (),
    }
    encoder = KeywordEncoder()
    return Retriever(build(spaces, "c" * 64, encoder), encoder, fusion.load())


@pytest.fixture(scope="module")
def retriever(library: Library) -> Retriever:
    return retriever_over(library, PHRASINGS)


def test_best_takes_the_highest_score_of_each_key_in_each_channel():
    keys = np.array([2, 5])
    owners = np.array([5, 2, 5, 9, -1])
    scores = np.array([[0.1, 0.9, 0, 0], [0.5, 0, 0, 0], [0.3, 0.2, 0, 0], [1, 1, 1, 1], [1, 1, 1, 1]], np.float32)
    np.testing.assert_allclose(best(keys, owners, scores), [[0.5, 0, 0, 0], [0.3, 0.9, 0, 0]])


def test_best_of_nothing_is_zero():
    empty = np.empty(0, np.int64)
    assert best(np.array([1]), empty, np.empty((0, 4), np.float32)).tolist() == [[0, 0, 0, 0]]
    assert best(empty, np.array([1]), np.ones((1, 4), np.float32)).shape == (0, 4)


def test_the_matching_reminder_and_case_come_first(retriever: Retriever):
    ranking = retriever.rank("開完會白板沒擦")
    assert (ranking.reminders[0].passage.case, ranking.reminders[0].passage.number) == ("30010102", 1)
    assert ranking.cases[0].case == "30010102"


def test_a_phrasing_leads_to_its_reminder_and_is_named(retriever: Retriever):
    ranking = retriever.rank("弄丟了要跟誰講")
    first = ranking.reminders[0].passage
    assert (first.case, first.number, first.phrasing) == ("30010101", 2, "弄丟了要跟誰講")
    assert first.quote.text.startswith("遺失時立即通報")


def test_without_phrasings_is_what_a_guideline_that_has_none_gets(library: Library, retriever: Retriever):
    bare = retriever_over(library, ())
    for question in ("弄丟了要跟誰講", "白板", "手機螢幕鎖定", "xyz"):
        assert retriever.rank(question, phrasings=False) == bare.rank(question, phrasings=False)
        assert bare.rank(question) == bare.rank(question, phrasings=False)


def test_closeness_falls_with_rank_and_is_a_probability(retriever: Retriever):
    for question in ("手機掉了", "白板", "天氣"):
        ranking = retriever.rank(question)
        for hits in (ranking.reminders, ranking.cases):
            values = [hit.closeness for hit in hits]
            assert values == sorted(values, reverse=True)
            assert all(0 <= value <= 1 for value in values)


def test_candidates_beyond_the_limit_are_those_some_channel_puts_first(retriever: Retriever, monkeypatch):
    monkeypatch.setattr(evidence, "CANDIDATES", 3)
    few = retriever.rank("開完會白板沒擦")
    assert few.reminders[0].passage.case == "30010102"
    assert len(few.narrative) <= 3 * 4


def test_named_references_come_first_at_certainty(retriever: Retriever):
    ranking = retriever.promoted(retriever.rank("白板"), (Reference("30010101", 2),))
    assert (ranking.reminders[0].passage.number, ranking.reminders[0].closeness) == (2, 1.0)
    assert {hit.passage.case for hit in ranking.reminders} == {"30010101"}
    assert [hit.case for hit in ranking.cases] == ["30010101", "30010102"]
    assert ranking.named
    assert retriever.promoted(ranking, ()) == replace(ranking)


def test_log_sum_exp_is_a_soft_maximum_for_each_key():
    scores = np.array([0.0, 1.0, -3.0], np.float32)
    found = log_sum_exp(np.array([4, 7, 9]), np.array([4, 4, 9]), scores)
    np.testing.assert_allclose(found, [np.log(1 + np.e), -3.0, -3.0], atol=1e-6)


def scores_of(reminders: list[int], totals: list[float]) -> evidence.SpaceScores:
    scores = np.zeros((len(totals), 4), np.float32)
    scores[:, 0] = totals
    return evidence.SpaceScores(np.arange(len(totals)), scores, np.array(reminders), np.array(reminders))


def test_the_closest_listed_questions_vote_by_their_squared_scores():
    asked, outside = scores_of([7, 8], [2.0, 1.0]), scores_of([-1], [2.0])
    assert votes(asked, outside, 7) == pytest.approx((5 / 9, 4 / 9), abs=1e-6)
    assert votes(asked, outside, 9) == pytest.approx((5 / 9, 0), abs=1e-6)
    assert votes(evidence.NOTHING, outside, 7) == (0.0, 0.0)


def test_only_the_closest_few_are_averaged():
    assert highest_mean(np.array([0.1, 0.9, 0.6, 0.3], np.float32)) == pytest.approx(0.6)
    assert highest_mean(np.empty(0, np.float32)) == 0.0


def test_what_has_no_phrasings_is_decided_as_in_a_guideline_without(library: Library):
    """Only the case of the whiteboard has phrasings; a question about phones is judged as if there were none at all."""
    asked = tuple(Phrasing("30010102", n, f"白板第 {n} 種問法") for n in (1, 2))
    mixed, bare = retriever_over(library, asked), retriever_over(library, ())
    question = "手機螢幕鎖定要設定嗎"
    assert mixed.rank(question).closeness == pytest.approx(bare.rank(question).closeness, abs=0.15)


def test_a_reminder_without_phrasings_can_win_beside_phrased_ones(retriever: Retriever):
    # Only 30010101#2 and the title of 30010102 have phrasings; 30010101#1 has none and is what is asked for.
    first = retriever.rank("手機螢幕鎖定要設定嗎").reminders[0].passage
    assert (first.case, first.number) == ("30010101", 1)
