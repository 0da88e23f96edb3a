from __future__ import annotations

import json
from importlib import resources

import numpy as np
import pytest

from assistant import fusion


def test_the_threshold_follows_from_the_stated_cost():
    content = json.loads(resources.files("assistant").joinpath("fusion.json").read_text(encoding="utf-8"))
    content["cost"] = {"wrong_answer": 3.0, "silence": 1.0}
    # Answering with probability p of being right costs 3 (1 - p), silence costs p: answer from p = 3 / (3 + 1).
    assert fusion.parse(content).answer_from == pytest.approx(0.75)


def test_shipped_weights_name_only_known_features():
    content = json.loads(resources.files("assistant").joinpath("fusion.json").read_text(encoding="utf-8"))
    for fit in ("with_phrasings", "without_phrasings"):
        assert set(content[fit]["reminder"]) <= set(fusion.REMINDER_FEATURES)
        assert set(content[fit]["case"]) <= set(fusion.CASE_FEATURES)
        answer = content[fit]["answer"]
        for part in ("mean", "spread", "single"):
            assert set(answer[part]) == set(fusion.ANSWER_FEATURES)
        assert {name for pair in answer["pairs"] for name in pair.split(fusion.PAIRED)} == set(fusion.ANSWER_FEATURES)


def test_no_weight_of_the_ranking_is_negative():
    # A passage that matches better in any channel must never rank lower for it.
    for weights in (fusion.load().with_phrasings, fusion.load().without_phrasings):
        assert (weights.reminder >= 0).all()
        matching = [name not in fusion.CASE_KINDS for name in fusion.CASE_FEATURES]
        assert (weights.case[matching] >= 0).all()


@pytest.mark.parametrize(
    ("closeness", "band"), [(0.0, "low"), (0.39, "low"), (0.4, "medium"), (0.7, "high"), (1.0, "high")]
)
def test_bands(closeness: float, band: str):
    assert fusion.band(closeness) == band


def test_the_decision_is_of_second_degree_and_stops_at_the_farthest():
    size = len(fusion.ANSWER_FEATURES)
    pairs = np.zeros((size, size), np.float32)
    pairs[0, 1], pairs[2, 2] = 0.5, -1.0
    single = np.zeros(size, np.float32)
    single[0] = 2.0
    decision = fusion.Decision(np.ones(size, np.float32), np.full(size, 2, np.float32), single, pairs, 0.25)
    features = np.ones(size, np.float32)
    features[:3] = (3, 5, -1)
    # In spreads from the mean: 1, 2 and -1; so 2 * 1 + 0.5 * 1 * 2 - 1 * (-1) ** 2 + 0.25.
    assert decision.log_odds(features) == pytest.approx(2.25)
    features[:3] = (1e9, 1, 1)
    assert decision.log_odds(features) == pytest.approx(2 * fusion.FARTHEST + 0.25)
    # What is not known is as usual: its terms are zero.
    features[:3] = (3, np.nan, 1)
    assert decision.log_odds(features) == pytest.approx(2 * 1 + 0.25)


def test_closeness_is_made_of_share_and_decision():
    closeness = fusion.Closeness(np.array([2.0, 0.5], np.float32), -1.0)
    scores = np.array([np.log(3), 0.0], np.float32)
    # Shares 3/4 and 1/4 of the odds 3 and 1.
    odds = [2 * np.log(3 / 4) + 0.5 * 4 - 1, 2 * np.log(1 / 4) + 0.5 * 4 - 1]
    np.testing.assert_allclose(closeness.of(scores, 4.0), [fusion.probability(o) for o in odds], rtol=1e-5)
    assert closeness.of(np.empty(0, np.float32), 1.0).shape == (0,)


def test_a_higher_score_is_never_less_close():
    for weights in (fusion.load().with_phrasings, fusion.load().without_phrasings):
        assert (weights.reminder_closeness.weights >= 0).all()
        assert (weights.case_closeness.weights >= 0).all()


def test_missing_weights_are_zero():
    np.testing.assert_array_equal(fusion.vector({"b": 2.0}, ("a", "b")), [0.0, 2.0])
