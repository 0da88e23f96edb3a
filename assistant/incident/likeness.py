"""How like two sets of texts are: cosines of vectors, and shared character pairs for the words that vectors blur."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import text
from assistant.incident.statements import Statement

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
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return Description(tuple(statements), vectors, tuple(joined), sums / np.maximum(lengths, 1e-6))


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


def shared_pairs(texts: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
    """Float32 [len(texts), len(others)], 0 to 1: how much of each ``other``'s character pairs stands in each text.

    A pair weighs log(1 + n / others that have it): what all of ``others`` share tells none of them apart.
    """
    pairs = [set(text.bigrams(other)) for other in others]
    spread = Counter(pair for found in pairs for pair in found)
    weight = {pair: float(np.log1p(len(others) / count)) for pair, count in spread.items()}
    places: dict[str, list[int]] = defaultdict(list)
    for column, found in enumerate(pairs):
        for pair in found:
            places[pair].append(column)
    shared = np.zeros((len(texts), len(others)), dtype=np.float32)
    for row, piece in enumerate(texts):
        for pair in set(text.bigrams(piece)):
            shared[row, places.get(pair, [])] += weight.get(pair, 0.0)
    totals = np.array([sum(weight[pair] for pair in found) or 1.0 for found in pairs], dtype=np.float32)
    return shared / totals
