"""Writes the bridge of the shipped encoder: the authored pairs as vectors, lay side and official side.

``python -m training.bridge`` after the encoder was trained; a second's work.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.bridge import FILE, Bridge, shortened, write_bridge
from assistant.corpus import read_corpus
from assistant.encoder import Encoder, load_encoder
from assistant.index import QuantisedVectors, quantise
from assistant.paths import default_paths
from assistant.text import add_words
from training.sources import authored


def authored_pairs() -> list[tuple[str, str]]:
    """Every authored pair of a lay text and an official sentence, once, in the order of the files."""
    return list(dict.fromkeys((pair.a, pair.b) for pair in authored()))


def _vectors(encoder: Encoder, texts: Sequence[str]) -> QuantisedVectors:
    return quantise(shortened(encoder.encode(texts)))


def main() -> None:
    """Write the bridge beside the shipped model."""
    paths = default_paths()
    add_words(read_corpus(paths.corpus).words)
    encoder = load_encoder(None, paths.models)
    pairs = authored_pairs()
    sentences = {b: row for row, b in enumerate(dict.fromkeys(b for _, b in pairs))}
    answers = np.array([sentences[b] for _, b in pairs], dtype=np.int64)
    bridge = Bridge(_vectors(encoder, [a for a, _ in pairs]), _vectors(encoder, list(sentences)), answers)
    write_bridge(bridge, paths.models / FILE, encoder.sha256)
    size = (paths.models / FILE).stat().st_size
    print(f"{len(pairs):,} pairs, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
