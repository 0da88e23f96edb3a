"""Weights of a ranking: those that make what helps most likely under a softmax over all that could be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from assistant import fusion

#: Pull of the weights towards zero: weak, as a dozen weights are learned from thousands of questions and a soft maximum
#: must be able to grow steep. A hundred times as much cost two points of right cases and reminders first on questions
#: that no weight was fitted on, a tenth of it won nothing.
RIDGE = 1e-5
#: A helping reminder of grade 2 counts this much of one of grade 3.
HELPS = 0.3


def fit_ranking(evidence: NDArray[Any], grades: NDArray[Any], weights: NDArray[Any]) -> NDArray[np.float64]:
    """Non-negative weights [f] for evidence [n, m, f] under a softmax over m; rows without help are left out."""
    targets, weights, kept = _targets(grades, weights)
    evidence = evidence[kept]

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, error = _softmax_loss(evidence @ w, targets, weights)
        return value + RIDGE * (w @ w), np.einsum("nm,nmf->f", error, evidence) + 2 * RIDGE * w

    # What is zero everywhere has nothing to pull its weight from where it starts.
    start = evidence.any(axis=(0, 1)).astype(np.float64)
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start)).x


def _targets(grades: NDArray[Any], weights: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.bool_]]:
    """What a softmax over the columns of ``grades`` is to give, the weights of the rows, and which rows have any."""
    helps = np.where(grades >= 3, 1.0, np.where(grades == 2, HELPS, 0.0))
    kept = helps.sum(axis=1) > 0
    helps = helps[kept]
    return helps / helps.sum(axis=1, keepdims=True), weights[kept] / weights[kept].sum(), kept


def _softmax_loss(scores: NDArray[Any], targets: NDArray[Any], weights: NDArray[Any]) -> tuple[float, NDArray[Any]]:
    """The cross entropy of a softmax over ``scores`` [n, m], and its derivative by each score."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return -float((weights[:, None] * targets * np.log(shares + 1e-12)).sum()), weights[:, None] * (shares - targets)


@dataclass(frozen=True)
class AllPieces:
    """The pieces of all samples, float32 [k, f], and the place of each one's case in [samples, cases], flattened."""

    rows: NDArray[np.float32]
    places: NDArray[np.int64]
    shape: tuple[int, int]

    def scores(self, weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The soft maximum of each case [samples, cases], and the share of each piece [k] in that of its case.

        A case without pieces is as far as the farthest one.
        """
        single = self.rows @ weights
        highest = np.full(self.shape[0] * self.shape[1], -np.inf)
        np.maximum.at(highest, self.places, single)
        raised = np.exp(single - highest[self.places])
        sums = np.bincount(self.places, raised, minlength=len(highest))
        with np.errstate(divide="ignore"):
            found = highest + np.log(sums)
        found[sums == 0] = single.min()
        return found.reshape(self.shape), raised / sums[self.places]


def joined(rows: Sequence[NDArray[np.float32]], owners: Sequence[NDArray[np.int64]], cases: int) -> AllPieces:
    """The pieces of every sample, their ``owners`` among 0 … ``cases`` - 1."""
    places = [number * cases + of_sample for number, of_sample in enumerate(owners)]
    return AllPieces(np.concatenate(rows), np.concatenate(places), (len(rows), cases))


def fit_cases(pieces: AllPieces, grades: NDArray[Any], weights: NDArray[Any]) -> NDArray[np.float64]:
    """Weights [f] of fusion.CASE_FEATURES under a softmax over the cases; none but those of kinds below zero.

    How steeply the softmax looks at the soft maxima is fitted beside them; the calibration takes its place in use.
    """
    targets, weights, kept = _targets(grades, weights)
    features = pieces.rows.shape[1]

    def loss(x: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        w, steepness = x[:features], np.exp(x[features])
        scores, shares = pieces.scores(w)
        error = np.zeros_like(scores)
        value, error[kept] = _softmax_loss(steepness * scores[kept], targets, weights)
        by_piece = steepness * error.reshape(-1)[pieces.places] * shares
        slope = np.append(by_piece @ pieces.rows + 2 * RIDGE * w, steepness * (error * scores).sum())
        return value + RIDGE * (w @ w), slope

    bounds = [(None if name in fusion.CASE_KINDS else 0, None) for name in fusion.CASE_FEATURES]
    start = pieces.rows.any(axis=0) & [name not in fusion.CASE_KINDS for name in fusion.CASE_FEATURES]
    start, bounds = np.append(start.astype(np.float64), 0.0), [*bounds, (None, None)]
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x[:features]


def calibrate(scores: NDArray[Any], grades: NDArray[Any], weights: NDArray[Any]) -> dict[str, float]:
    """Slope and intercept of the log odds that a row helps (grade 2 or 3), over all rows of all samples."""
    rows, labels = scores.reshape(-1, 1), (grades >= 2).reshape(-1)
    fit = LogisticRegression(C=1e3).fit(rows, labels, sample_weight=np.repeat(weights, scores.shape[1]))
    return {"slope": round(float(fit.coef_[0, 0]), 4), "intercept": round(float(fit.intercept_[0]), 4)}
