"""Unit vectors in eight bits a number (scalar quantisation), searched by faiss.

A search waits for memory: a quarter of the bytes of float32, and a cosine moves by about 0.001.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from assistant.vectors import lengths_of, scale_to_unit

if TYPE_CHECKING:
    import faiss
    from numpy.typing import NDArray

#: The code by which faiss writes zero where it keeps signed bytes.
_ZERO = 128
#: The largest whole number that a signed byte holds on either side of zero.
_LARGEST = 127
#: Rows whose lengths are taken at a time: as float32, all of them would be four times the size of what is kept.
_BATCH = 512


@dataclass(frozen=True)
class QuantisedVectors:
    """Unit vectors [n, d] in 8 signed bits a number, all at one scale, searched by faiss."""

    index: faiss.IndexScalarQuantizer

    def __len__(self) -> int:
        return int(self.index.ntotal)

    @property
    def dimension(self) -> int:
        """The numbers of a vector: d."""
        return int(self.index.d)

    def nearest(self, query: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """Int64 [at most ``count``]: the rows nearest to ``query`` (float32 [d], unit length), nearest first."""
        if not len(self):
            return np.empty(0, np.int64)
        import faiss

        # One query gives a second thread nothing to do, but to wait for where the machine is busy.
        faiss.omp_set_num_threads(1)
        # faiss multiplies whole numbers here: it cuts those of the query off too.
        rows: NDArray[np.int64] = self.index.search(_scaled(query[None, :]), min(count, len(self)))[1][0]
        return rows

    def cosines(self, rows: NDArray[np.int64], query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Float32 [len(rows)]: the cosines of the vectors in ``rows`` with ``query`` (float32 [d], unit length)."""
        # The same as of(rows) @ query, but for the order of the arithmetic: one pass over the numbers.
        products: NDArray[np.float32] = self._codes[rows].astype(np.float32) @ query - np.float32(_ZERO) * query.sum()
        products /= self._lengths[rows]
        return products

    def of(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Float32 [len(rows), d]: the vectors in ``rows``, of unit length; zeros for a text without words."""
        return _unit(self._codes[rows])

    @functools.cached_property
    def matrix(self) -> NDArray[np.float32]:
        """All vectors, float32 [n, d]; four times the size of the index, so only for those who look at all of them."""
        return _unit(self._codes)

    def to_bytes(self) -> bytes:
        """What a file is to hold; ``from_bytes`` reads it."""
        import faiss

        # Rather than by faiss.write_index, which cannot open a path with Chinese characters on Windows.
        return bytes(faiss.serialize_index(self.index).tobytes())

    @property
    def signed(self) -> NDArray[np.int8]:
        """Int8 [n, d]: the numbers as they are kept, without the library's frame; ``from_signed`` takes them."""
        return (self._codes ^ np.uint8(_ZERO)).view(np.int8)

    @functools.cached_property
    def _lengths(self) -> NDArray[np.float32]:
        """Float32 [n]: how long the rows of numbers are; without end where there are none, so that a share is zero."""
        found = [lengths_of(_numbers(self._codes[i : i + _BATCH])) for i in range(0, len(self), _BATCH)]
        lengths = np.concatenate([np.empty(0, np.float32), *found])
        return np.where(lengths > 0, lengths, np.float32(np.inf))

    @functools.cached_property
    def _codes(self) -> NDArray[np.uint8]:
        """Uint8 [n, d]: what faiss holds, _ZERO more than the number, without a copy."""
        import faiss

        if not len(self):
            return np.empty((0, self.dimension), np.uint8)
        flat = faiss.rev_swig_ptr(self.index.codes.data(), len(self) * self.dimension)
        return np.asarray(flat).reshape(len(self), self.dimension)


def quantise(vectors: NDArray[np.float32]) -> QuantisedVectors:
    """``vectors`` float32 [n, d], of unit length or zero, in 8 signed bits a number."""
    index = _empty(vectors.shape[1])
    index.add(_scaled(vectors))
    return QuantisedVectors(index)


def from_bytes(content: bytes) -> QuantisedVectors:
    """What ``to_bytes`` wrote. Raises RuntimeError where ``content`` is something else."""
    import faiss

    index = cast("faiss.IndexScalarQuantizer", faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8)))
    return QuantisedVectors(index)


def from_signed(numbers: NDArray[np.int8]) -> QuantisedVectors:
    """What had ``numbers`` [n, d] as ``signed``."""
    index = _empty(numbers.shape[1])
    if len(numbers):
        index.add_sa_codes(np.ascontiguousarray(numbers).view(np.uint8) ^ np.uint8(_ZERO))
    return QuantisedVectors(index)


def _empty(dimension: int) -> faiss.IndexScalarQuantizer:
    import faiss

    return faiss.IndexScalarQuantizer(
        dimension, faiss.ScalarQuantizer.QT_8bit_direct_signed, faiss.METRIC_INNER_PRODUCT
    )


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
    """``vectors`` as whole numbers of a signed byte, all at one scale, which keeps the order of inner products."""
    largest = float(np.abs(vectors).max(initial=0.0)) or 1.0
    rounded: NDArray[np.float32] = np.rint(vectors * np.float32(_LARGEST / largest))
    return rounded
