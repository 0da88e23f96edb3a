"""A search space in memory: the passages of one kind, their vectors, and their word statistics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import text
from assistant.index.quantised import QuantisedVectors, quantise
from assistant.model import Passage

if TYPE_CHECKING:
    import bm25s
    from numpy.typing import NDArray

    from assistant.encoder import Encoder

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
    """Passages of one kind with their vectors and word statistics, all in the same order."""

    passages: tuple[Passage, ...]
    vectors: QuantisedVectors
    lexicons: Mapping[str, Lexicon]


def build_space(name: str, passages: tuple[Passage, ...], encoder: Encoder, progress: Progress) -> Space:
    """Encode ``passages`` in batches and count their terms in every channel."""
    texts = [passage.embedded for passage in passages]
    batches: list[NDArray[np.float32]] = [np.empty((0, encoder.dimension), np.float32)]
    for start in range(0, len(texts), BATCH):
        batches.append(encoder.encode(texts[start : start + BATCH]))
        progress(name, min(start + BATCH, len(texts)), len(texts))
    return Space(
        passages,
        quantise(np.concatenate(batches)),
        {channel: _lexicon(cut, texts) for channel, cut in CHANNELS.items()},
    )


def _lexicon(cut: Callable[[str], list[str]], texts: Sequence[str]) -> Lexicon:
    import bm25s

    engine = bm25s.BM25(method="lucene")
    # bm25s refuses an empty corpus; one empty document keeps the shape of everything that follows.
    engine.index([cut(entry) for entry in texts] or [[""]], show_progress=False)
    engine.scores["num_docs"] = len(texts)
    return Lexicon(engine)
