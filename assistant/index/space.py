"""A search space in memory: the passages of one kind, their vectors, and their word statistics."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import text
from assistant.model import Passage
from assistant.vectors import lengths_of, scale_to_unit

if TYPE_CHECKING:
    import bm25s
    import faiss
    from numpy.typing import NDArray

    from assistant.encoder import Encoder

#: The code by which faiss writes zero where it keeps signed bytes.
_ZERO = 128
#: Passages encoded at a time; between two batches the progress bar moves.
BATCH = 512

#: How a text is cut for each lexical channel.
CHANNELS: Mapping[str, Callable[[str], list[str]]] = {
    "words": text.search_words,
    "bigrams": text.bigrams,
    "sounds": text.sounds,
}

#: Called with the name of a stage, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


def no_progress(stage: str, done: int, total: int) -> None:
    """The progress report of those who do not want one."""


class Lexicon:
    """BM25 over one channel. Scores are divided by the best that the query's own terms could reach: 0 to about 1."""

    def __init__(self, engine: bm25s.BM25) -> None:
        self.engine = engine
        scores = engine.scores
        self._vocabulary: dict[str, int] = engine.vocab_dict
        lengths = np.diff(scores["indptr"])
        self._best = np.zeros(len(lengths), dtype=np.float32)
        filled = lengths > 0
        if filled.any():
            self._best[filled] = np.maximum.reduceat(scores["data"], scores["indptr"][:-1][filled])
        self._frequencies = lengths
        self._starts: list[int] = scores["indptr"].tolist()
        self._unseen = float(self._best.max(initial=1.0))

    def frequency(self, term: str) -> int:
        """The number of passages that have ``term``."""
        known = self._vocabulary.get(term)
        return 0 if known is None or known >= len(self._frequencies) else int(self._frequencies[known])

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        """Float32 [n]: the share of the query's weight that each passage holds. Unknown terms weigh most."""
        ids = [self._vocabulary[term] for term in terms if term in self._vocabulary]
        count = int(self.engine.scores["num_docs"])
        if not ids:
            return np.zeros(count, dtype=np.float32)
        reachable = float(self._best[ids].sum()) + self._unseen * (len(terms) - len(ids))
        # What engine.get_scores_from_ids adds up, in one go instead of term by term: a third less time.
        parts = [slice(self._starts[i], self._starts[i + 1]) for i in ids]
        rows = np.concatenate([self.engine.scores["indices"][part] for part in parts])
        weights = np.concatenate([self.engine.scores["data"][part] for part in parts])
        totals = np.bincount(rows, weights, minlength=count)[:count]
        return (totals / reachable).astype(np.float32)


@dataclass(frozen=True)
class Space:
    """Passages of one kind with their vectors and word statistics, all in the same order.

    ``vectors`` keeps eight bits a number: a search reads a quarter of the memory, which is what it waits for, and a
    cosine moves by about 0.001.
    """

    passages: tuple[Passage, ...]
    vectors: faiss.IndexScalarQuantizer
    lexicons: Mapping[str, Lexicon]

    def nearest(self, query: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """Ids of the ``count`` passages nearest to ``query`` (float32 [d], unit length), nearest first."""
        if not self.passages:
            return np.empty(0, np.int64)
        import faiss

        # One query gives a second thread nothing to do, but to wait for where the machine is busy.
        faiss.omp_set_num_threads(1)
        # faiss multiplies whole numbers here: it cuts those of the query off too.
        ids: NDArray[np.int64] = self.vectors.search(_scaled(query[None, :]), min(count, len(self.passages)))[1][0]
        return ids

    def cosines(self, ids: NDArray[np.int64], query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Float32 [len(ids)]: the cosines of passages with ``query`` (float32 [d], unit length)."""
        # The same as vectors_of(ids) @ query, but for the order of the arithmetic: one pass over the numbers.
        products: NDArray[np.float32] = self._codes[ids].astype(np.float32) @ query - np.float32(_ZERO) * query.sum()
        products /= self._lengths[ids]
        return products

    def vectors_of(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Float32 [len(ids), d]: the vectors of passages, of unit length; zeros for a passage without words."""
        return _unit(self._codes[ids])

    @functools.cached_property
    def matrix(self) -> NDArray[np.float32]:
        """All vectors, float32 [n, d]; four times the size of the index, so only for those who look at all of them."""
        return _unit(self._codes)

    @functools.cached_property
    def _lengths(self) -> NDArray[np.float32]:
        """Float32 [n]: how long the rows of numbers are; without end where there are none, so that a share is zero."""
        found = [lengths_of(_numbers(self._codes[i : i + BATCH])) for i in range(0, len(self.passages), BATCH)]
        lengths = np.concatenate([np.empty(0, np.float32), *found])
        return np.where(lengths > 0, lengths, np.float32(np.inf))

    @functools.cached_property
    def _codes(self) -> NDArray[np.uint8]:
        """Uint8 [n, d]: what faiss holds, _ZERO more than the number, without a copy."""
        import faiss

        if not self.passages:
            return np.empty((0, self.vectors.d), np.uint8)
        flat = faiss.rev_swig_ptr(self.vectors.codes.data(), self.vectors.ntotal * self.vectors.d)
        return np.asarray(flat).reshape(self.vectors.ntotal, self.vectors.d)


def _unit(codes: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Float32 rows of unit length. A row's length is known to be one, so the scale of its numbers need not be kept."""
    rows = _numbers(codes)
    scale_to_unit(rows)
    return rows


def _numbers(codes: NDArray[np.uint8]) -> NDArray[np.float32]:
    rows = codes.astype(np.float32)
    rows -= np.float32(_ZERO)
    return rows


def _scaled(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """``vectors`` as whole numbers from -127 to 127, all at one scale, which keeps the order of inner products."""
    largest = float(np.abs(vectors).max(initial=0.0)) or 1.0
    rounded: NDArray[np.float32] = np.rint(vectors * np.float32(127 / largest))
    return rounded


def _quantised(vectors: NDArray[np.float32]) -> faiss.IndexScalarQuantizer:
    """``vectors`` float32 [n, d] in 8 signed bits a number."""
    import faiss

    index = faiss.IndexScalarQuantizer(
        vectors.shape[1], faiss.ScalarQuantizer.QT_8bit_direct_signed, faiss.METRIC_INNER_PRODUCT
    )
    index.add(_scaled(vectors))
    return index


def build_space(name: str, passages: tuple[Passage, ...], encoder: Encoder, progress: Progress) -> Space:
    """Encode ``passages`` in batches and count their terms in every channel."""
    texts = [passage.embedded for passage in passages]
    batches: list[NDArray[np.float32]] = [np.empty((0, encoder.dimension), np.float32)]
    for start in range(0, len(texts), BATCH):
        batches.append(encoder.encode(texts[start : start + BATCH]))
        progress(name, min(start + BATCH, len(texts)), len(texts))
    return Space(
        passages,
        _quantised(np.concatenate(batches)),
        {channel: _lexicon(cut, texts) for channel, cut in CHANNELS.items()},
    )


def _lexicon(cut: Callable[[str], list[str]], texts: Sequence[str]) -> Lexicon:
    import bm25s

    engine = bm25s.BM25(method="lucene")
    # bm25s refuses an empty corpus; one empty document keeps the shape of everything that follows.
    engine.index([cut(entry) for entry in texts] or [[""]], show_progress=False)
    engine.scores["num_docs"] = len(texts)
    return Lexicon(engine)
