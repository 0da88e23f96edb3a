from __future__ import annotations

import numpy as np

from assistant import fusion
from assistant.retrieval.evidence import NOTHING, SpaceScores
from assistant.retrieval.pieces import TOLD, pieces_of

ONE, OTHER = 3, 7


def scores_of(cases: list[int], scores: list[list[float]]) -> SpaceScores:
    none = np.full(len(cases), -1)
    return SpaceScores(np.arange(len(cases)), np.array(scores, np.float32), none, np.array(cases))


def column(name: str) -> int:
    return fusion.CASE_FEATURES.index(name)


def test_each_piece_has_the_features_of_its_kind_and_no_others():
    told = scores_of([ONE, OTHER], [[0.5, 0.1, 0.2, 0.3], [0.4, 0, 0, 0]])
    asked = scores_of([OTHER], [[0.9, 0.8, 0.7, 0.6]])
    fields = np.array([TOLD.index("案例標題"), TOLD.index("對應規範")])
    pieces = pieces_of(np.array([ONE, ONE]), told, fields, np.array([0.25, 0.0], np.float32), asked)
    assert pieces.owners.tolist() == [ONE, ONE, ONE, OTHER, OTHER]
    rows = pieces.filled(np.array([-2.0, -1.0], np.float32))
    expected = np.zeros_like(rows)
    expected[:2, column("reminder")] = -2, -1
    expected[2, column("told.dense") : column("told.late") + 1] = 0.5, 0.1, 0.2, 0.3, 0.25
    expected[3, column("told.dense")] = 0.4
    expected[2, column("title")] = expected[3, column("provision")] = 1
    expected[4, column("asked.dense") : column("asked") + 1] = 0.9, 0.8, 0.7, 0.6, 1
    np.testing.assert_array_equal(rows, expected)


def test_a_piece_is_worth_what_its_features_and_its_kind_weigh():
    told = scores_of([ONE], [[0.5, 0, 0, 0]])
    pieces = pieces_of(np.array([OTHER]), told, np.array([TOLD.index("案例闡明")]), np.zeros(1, np.float32), NOTHING)
    weights = fusion.vector({"reminder": 2.0, "told.dense": 4.0, "facts": -1.5}, fusion.CASE_FEATURES)
    np.testing.assert_allclose(pieces.filled(np.array([-0.25], np.float32)) @ weights, [-0.5, 0.5])


def test_nothing_put_forward_has_no_pieces():
    none = np.empty(0, np.int64)
    pieces = pieces_of(none, NOTHING, none, np.empty(0, np.float32), NOTHING)
    scores = pieces.filled(np.empty(0, np.float32)) @ np.ones(len(fusion.CASE_FEATURES), np.float32)
    assert scores.shape == (0,)
