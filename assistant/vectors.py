"""Rows of numbers and their lengths: every vector that is searched, compared or kept is of length one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def lengths_of(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Float32 [n]: the Euclidean length of each of ``rows`` [n, d]."""
    lengths: NDArray[np.float32] = np.sqrt(np.einsum("nd,nd->n", rows, rows))
    return lengths


def scale_to_unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Divide each of ``rows`` [n, d] by its length, in place, and return the lengths. A row of zeros stays as it is."""
    lengths = lengths_of(rows)
    np.divide(rows, lengths[:, None], out=rows, where=lengths[:, None] > 0)
    return lengths
