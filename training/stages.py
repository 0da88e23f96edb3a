"""The two slow stages before training, each kept in the work folder: passages in words, and their word vectors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from training import cutting, sources, wordvectors

if TYPE_CHECKING:
    from gensim.models import KeyedVectors


def passages_in_words(data: Path, work: Path, seed: int) -> list[str]:
    """The sampled passages and, twice, the authored sentences that are not held out, cut into words."""
    kept = work / f"passages-{seed}.txt"
    if not kept.exists():
        texts = list(sources.passages(data, seed))
        for pair in sources.authored():
            if not sources.held_out(pair.b):
                texts += [pair.a, pair.b] * 2
        kept.write_text("\n".join(cutting.cut(texts, cutting.plain_words)), encoding="utf-8")
    return kept.read_text(encoding="utf-8").split("\n")


def word_vectors(data: Path, work: Path, dimension: int, seed: int) -> KeyedVectors:
    """Word vectors of the passages, float32 [words, dimension]."""
    from gensim.models import KeyedVectors

    kept = work / f"words-{dimension}-{seed}.kv"
    if not kept.exists():
        wordvectors.learn(passages_in_words(data, work, seed), dimension, seed).save(str(kept))
    return KeyedVectors.load(str(kept))


if __name__ == "__main__":
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("build/encoder"))
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    word_vectors(chosen.data, chosen.work, 256, chosen.seed)
