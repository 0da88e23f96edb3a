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
        assert set(content[fit]["answer"]) <= {*fusion.ANSWER_FEATURES, "intercept"}


def test_no_weight_of_the_ranking_is_negative():
    # A passage that matches better in any channel must never rank lower for it.
    for weights in (fusion.load().with_phrasings, fusion.load().without_phrasings):
        assert (weights.reminder >= 0).all()
        assert (weights.case >= 0).all()


@pytest.mark.parametrize(
    ("closeness", "band"), [(0.0, "low"), (0.39, "low"), (0.4, "medium"), (0.7, "high"), (1.0, "high")]
)
def test_bands(closeness: float, band: str):
    assert fusion.band(closeness) == band


def test_missing_weights_are_zero():
    np.testing.assert_array_equal(fusion.vector({"b": 2.0}, ("a", "b")), [0.0, 2.0])
