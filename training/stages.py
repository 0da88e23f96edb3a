"""The two slow stages before training, each kept in the work folder: passages in words, and their word vectors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from training import cutting, sources, wordvectors

if TYPE_CHECKING:
    from gensim.models import KeyedVectors


#: Authored sentences are few beside the official texts, and theirs are the words that must be known.
AUTHORED_REPEATS = 2


def passages_in_words(data: Path, work: Path) -> list[str]:
    """The passages and, repeated, the authored sentences that are not held out, cut into words."""
    kept = work / "passages.txt"
    if not kept.exists():
        texts = list(sources.passages(data))
        for pair in sources.authored():
            if not sources.held_out(pair.b):
                texts += [pair.a, pair.b] * AUTHORED_REPEATS
        kept.write_text("\n".join(cutting.cut(texts, cutting.plain_words)), encoding="utf-8")
    return kept.read_text(encoding="utf-8").split("\n")


def word_vectors(data: Path, work: Path, name: str, dimension: int, seed: int) -> KeyedVectors:
    """Word vectors of the passages by the setting ``name``, float32 [words, dimension]."""
    from gensim.models import KeyedVectors

    kept = work / f"{name}-{dimension}-{seed}.kv"
    if not kept.exists():
        passages = passages_in_words(data, work)
        wordvectors.learn(passages, dimension, seed, wordvectors.SETTINGS[name]).save(str(kept))
    return KeyedVectors.load(str(kept))


if __name__ == "__main__":
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("build/encoder"))
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    for name in wordvectors.SETTINGS:
        word_vectors(chosen.data, chosen.work, name, 256, chosen.seed)
