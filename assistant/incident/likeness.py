"""How like two sets of texts are: cosines of vectors, and shared character pairs for the words that vectors blur."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import text
from assistant.incident.statements import Statement
from assistant.vectors import scale_to_unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.encoder import Encoder

#: A window of the description holds about this many code points: as much as a short incident report, so that long
#: and short ones are compared in pieces of one size.
WINDOW = 240


@dataclass(frozen=True)
class Description:
    """The statements that are compared, with their vectors (float32 [s, d]), and windows of them ([w, d])."""

    statements: tuple[Statement, ...]
    vectors: NDArray[np.float32]
    windows: tuple[str, ...]
    window_vectors: NDArray[np.float32]


def describe(statements: Sequence[Statement], encoder: Encoder) -> Description:
    """``statements`` encoded once; a window's vector is the mean of its statements', weighted by their length."""
    texts = [statement.text for statement in statements]
    vectors = encoder.encode(texts)
    window_of = windows(texts)
    count = max(window_of, default=-1) + 1
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    joined = [""] * count
    for row, window in enumerate(window_of):
        sums[window] += vectors[row] * np.float32(len(texts[row]))
        joined[window] += texts[row]
    scale_to_unit(sums)
    return Description(tuple(statements), vectors, tuple(joined), sums)


def windows(texts: Sequence[str]) -> list[int]:
    """For each of ``texts`` the window it falls in: runs of equal length of about WINDOW code points."""
    total = sum(map(len, texts))
    count = max(1, round(total / WINDOW))
    passed = 0
    found: list[int] = []
    for piece in texts:
        found.append(min(passed * count // max(total, 1), (found[-1] + 1) if found else 0))
        passed += len(piece)
    return found


def pairs_of(texts: Sequence[str]) -> tuple[frozenset[str], ...]:
    """The character pairs of each text."""
    return tuple(frozenset(text.bigrams(piece)) for piece in texts)


def shared_pairs(texts: Sequence[frozenset[str]], others: Sequence[frozenset[str]]) -> NDArray[np.float32]:
    """Float32 [len(texts), len(others)], 0 to 1: how much of each ``other``'s character pairs stands in each text.

    A pair weighs log(1 + n / others that have it): what all of ``others`` share tells none of them apart.
    """
    spread = Counter(pair for found in others for pair in found)
    column_of = {pair: column for column, pair in enumerate(spread)}
    weights = np.zeros((len(spread), len(others)), dtype=np.float32)
    for row, found in enumerate(others):
        for pair in found:
            weights[column_of[pair], row] = np.log1p(len(others) / spread[pair])
    present = np.zeros((len(texts), len(spread)), dtype=np.float32)
    for row, found in enumerate(texts):
        present[row, [column_of[pair] for pair in found if pair in column_of]] = 1.0
    shared: NDArray[np.float32] = (present @ weights) / np.maximum(weights.sum(axis=0), 1e-6)
    return shared
