"""The loss of contrast (InfoNCE, both directions) with its gradient, and Adam over the rows that a batch touches.

Written out in NumPy: at these sizes autograd costs more than the arithmetic, and two cores train a table in minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Dimensions that must do on their own, each with its share of the loss (Matryoshka; None: all of them).
PREFIXES: tuple[tuple[int | None, float], ...] = ((None, 0.7), (64, 0.3))
_MASKED = np.float32(-1e4)


def loss(
    sums: NDArray[np.float32], count: int, same: NDArray[np.int64], scale: float
) -> tuple[float, NDArray[np.float32]]:
    """The loss of a batch and its gradient with respect to ``sums``.

    ``sums`` float32 [2 * count + n, d]: the added word vectors of ``count`` texts, of the text that answers each of
    them, and of n hard negatives for all. Answers with equal ``same`` [count] are not each other's negatives.
    ``scale`` is the inverse temperature.
    """
    gradient = np.zeros_like(sums)
    masked = same[:, None] == same[None, :]
    np.fill_diagonal(masked, False)
    total = 0.0
    for width, share in PREFIXES:
        part, slope = _prefix_loss(sums[:, :width], count, masked, np.float32(scale))
        gradient[:, :width] += np.float32(share) * slope
        total += share * part
    return total, gradient


def _prefix_loss(
    sums: NDArray[np.float32], count: int, masked: NDArray[np.bool_], scale: np.float32
) -> tuple[float, NDArray[np.float32]]:
    lengths = np.linalg.norm(sums, axis=1, keepdims=True) + np.float32(1e-8)
    units = sums / lengths
    asked, answers, others = units[:count], units[count : 2 * count], units[2 * count :]
    near = asked @ answers.T * scale
    near[masked] = _MASKED
    forth = _softmax(np.hstack([near, asked @ others.T * scale]), axis=1)
    back = _softmax(near, axis=0)
    diagonal = np.arange(count)
    right = np.log(forth[diagonal, diagonal] + 1e-12) + np.log(back[diagonal, diagonal] + 1e-12)
    forth[diagonal, diagonal] -= 1
    back[diagonal, diagonal] -= 1
    step = np.float32(scale / (2 * count))
    pull = (forth[:, :count] + back) * step
    push = forth[:, count:] * step
    slope = np.concatenate([pull @ answers + push @ others, pull.T @ asked, push.T @ asked])
    slope -= units * (slope * units).sum(axis=1, keepdims=True)
    return float(-right.mean() / 2), slope / lengths


def _softmax(scores: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    weights = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return np.asarray(weights / weights.sum(axis=axis, keepdims=True))


def sparse(texts: Sequence[NDArray[np.int32]], kept: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Any]:
    """The distinct word ids of ``texts`` and the sparse matrix [texts, ids] that adds their vectors.

    ``kept`` [words of all texts] leaves words out (dropout); the unknown word, id 0, never counts.
    """
    from scipy.sparse import csr_matrix

    flat = np.concatenate(texts)
    ends = np.concatenate([[0], np.cumsum([len(text) for text in texts])])
    ids, places = np.unique(flat, return_inverse=True)
    weights = (kept & (flat != 0)).astype(np.float32)
    return ids.astype(np.int64), csr_matrix((weights, places, ends), shape=(len(texts), len(ids)))


class RowAdam:
    """Adam on the rows of a table [n, d]; rows that a batch does not touch keep their moments."""

    def __init__(self, table: NDArray[np.float32]) -> None:
        self.table = table
        self._mean = np.zeros_like(table)
        self._square = np.zeros_like(table)
        self._steps = 0

    def step(self, rows: NDArray[np.int64], gradient: NDArray[np.float32], rate: float) -> None:
        """Move ``rows`` against ``gradient`` [rows, d]."""
        self._steps += 1
        mean = self._mean[rows]
        mean += (gradient - mean) * np.float32(0.1)
        square = self._square[rows]
        square += (gradient * gradient - square) * np.float32(0.001)
        self._mean[rows], self._square[rows] = mean, square
        corrected = rate * np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps)
        self.table[rows] -= np.float32(corrected) * mean / (np.sqrt(square) + np.float32(1e-8))
