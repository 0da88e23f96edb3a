from __future__ import annotations

import numpy as np
import pytest

from assistant.index.quantised import from_bytes, from_signed, quantise
from assistant.vectors import scale_to_unit


@pytest.fixture
def rows() -> np.ndarray:
    found = np.random.default_rng(0).normal(size=(1_200, 64)).astype(np.float32)
    scale_to_unit(found)
    return found


def test_eight_bits_rank_almost_as_brute_force_does(rows):
    kept = quantise(rows[3:])
    for query in rows[:3]:
        products = rows[3:] @ query
        np.testing.assert_allclose(products[kept.nearest(query, 10)], np.sort(products)[::-1][:10], atol=0.01)


def test_eight_bits_keep_a_direction(rows):
    kept = quantise(rows)
    assert (kept.matrix * rows).sum(axis=1).min() > 0.999
    np.testing.assert_allclose(np.linalg.norm(kept.matrix, axis=1), 1, atol=1e-6)


def test_chosen_rows_are_those_of_the_matrix(rows):
    kept, chosen = quantise(rows), np.array([1_100, 0])
    np.testing.assert_array_equal(kept.of(chosen), kept.matrix[chosen])
    np.testing.assert_allclose(kept.cosines(chosen, rows[7]), kept.matrix[chosen] @ rows[7], atol=1e-5)


def test_a_text_without_words_has_no_direction():
    kept = quantise(np.zeros((3, 4), np.float32))
    assert not kept.matrix.any()
    assert not kept.cosines(np.arange(3), np.linspace(-1, 0.7, 4, dtype=np.float32)).any()


@pytest.mark.parametrize("copy", [lambda v: from_signed(v.signed), lambda v: from_bytes(v.to_bytes())])
def test_what_was_written_is_read_back(rows, copy):
    kept = quantise(rows)
    again = copy(kept)
    np.testing.assert_array_equal(again.matrix, kept.matrix)
    np.testing.assert_array_equal(again.nearest(rows[5], 9), kept.nearest(rows[5], 9))


@pytest.mark.parametrize("make", [quantise, lambda none: from_signed(none.astype(np.int8))])
def test_of_nothing_nothing_is_near(make):
    kept = make(np.empty((0, 5), np.float32))
    assert (len(kept), kept.dimension, kept.matrix.shape, kept.signed.shape) == (0, 5, (0, 5), (0, 5))
    assert not len(kept.nearest(np.ones(5, np.float32), 3))
