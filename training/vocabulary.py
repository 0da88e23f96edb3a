"""Which words get a vector of their own, and how much each one weighs at the start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.encoder import WordPieces

if TYPE_CHECKING:
    from gensim.models import KeyedVectors
    from numpy.typing import NDArray

UNKNOWN = "[UNK]"
#: Words in all: three members of 256 numbers, a byte each, make 56 MB.
SIZE = 72_000
#: An official word must be seen this often; an authored one counts from the first time.
SEEN = 3


@dataclass(frozen=True)
class Vocabulary:
    """The words in order of their ids, UNKNOWN first, and the inverse document frequency of each, float32 [n]."""

    words: tuple[str, ...]
    idf: NDArray[np.float32]
    pieces: WordPieces


def choose(authored: Iterable[str], official: Iterable[str]) -> Vocabulary:
    """All words of ``authored``, all characters, then the commonest words of ``official`` until SIZE is reached."""
    ours, theirs, documents, count = Counter[str](), Counter[str](), Counter[str](), 0
    for counter, texts in ((ours, authored), (theirs, official)):
        for text in texts:
            found = text.split()
            counter.update(found)
            documents.update(set(found))
            count += 1
    words = [UNKNOWN, *ours]
    known = set(words)
    characters = dict.fromkeys(c for word in (*ours, *theirs) for c in word if c not in known)
    words += characters
    known |= set(characters)
    common = (word for word, seen in theirs.most_common() if seen >= SEEN and word not in known)
    words += [word for word, _ in zip(common, range(SIZE - len(words)), strict=False)]
    idf = np.array([np.log((count + 1) / (documents[word] + 1)) for word in words], dtype=np.float32)
    idf[0] = 0.0
    return Vocabulary(tuple(words), idf, WordPieces({word: i for i, word in enumerate(words)}, 0))


def starting_vectors(vocabulary: Vocabulary, vectors: KeyedVectors) -> NDArray[np.float32]:
    """Float32 [n, d]: each word's centred direction, as long as its idf; a word without a vector by its characters."""
    words = vocabulary.words
    found = np.array([word in vectors for word in words])
    rows = np.zeros((len(words), vectors.vector_size), dtype=np.float32)
    rows[found] = vectors[[word for word, has in zip(words, found, strict=True) if has]]
    rows[found] -= rows[found].mean(axis=0)
    characters = _character_means(words, rows, found)
    for row in np.flatnonzero(~found).tolist():
        known = [characters[c] for c in words[row] if c in characters]
        if known:
            rows[row] = np.mean(known, axis=0)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows *= (vocabulary.idf / vocabulary.idf.max())[:, None] / np.maximum(lengths, 1e-6)
    return rows


def _character_means(
    words: Sequence[str], rows: NDArray[np.float32], found: NDArray[np.bool_]
) -> dict[str, NDArray[np.float32]]:
    """For each character, its own vector if it has one, else the mean of the words it is part of."""
    sums: dict[str, NDArray[np.float32]] = {}
    counts: Counter[str] = Counter()
    own: dict[str, NDArray[np.float32]] = {}
    for row in np.flatnonzero(found).tolist():
        if len(words[row]) == 1:
            own[words[row]] = rows[row]
        for c in set(words[row]):
            sums[c] = sums[c] + rows[row] if c in sums else rows[row].copy()
            counts[c] += 1
    return {c: total / np.float32(counts[c]) for c, total in sums.items()} | own
