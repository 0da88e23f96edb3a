"""Train the encoder and write it to ``models/``: ``python -m training.train --data ../shared/data``.

Members (tables of the same words trained from different starts) stand side by side in one table: an ensemble that
costs no more time to read. Each member is the mean of several trainings from its start, which costs no space either
(a "model soup", Wortsman et al. 2022, arXiv:2203.05482). The same data, seed and library versions give the same model.
Downloads nothing.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.encoder import SHIPPED
from training import contrast, export, mixture, stages, vocabulary

#: Texts in a batch.
BATCH = 512
#: Trainings of a member, each with batches of its own, whose tables are averaged …
RUNS = 4
#: … and how far apart their seeds are, so that no two members share one.
_SEED_STEP = 100


@dataclass(frozen=True, slots=True)
class Member:
    """One table of the ensemble.

    ``start`` names its word vectors (wordvectors.SETTINGS) or is "noise". ``rate`` is the highest learning rate, after
    a twentieth of the steps, falling to zero at the end; ``scale`` the inverse temperature of the loss; ``authored``
    and ``synonyms`` the shares of steps on authored pairs and synonym sets.
    """

    start: str
    dimension: int
    steps: int
    seed: int
    rate: float
    scale: float
    authored: float
    synonyms: float


#: Chosen on the shipped guideline's phrasings, which no training sees (README, "What was tried").
MEMBERS = (
    Member("topics", 256, 900, 11, rate=0.0015, scale=10, authored=0.5, synonyms=0.25),
    Member("words", 256, 900, 13, rate=0.0015, scale=10, authored=0.55, synonyms=0.25),
    Member("noise", 256, 2200, 12, rate=0.004, scale=10, authored=0.5, synonyms=0.2),
)


def main() -> None:
    """Read the arguments, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("build/encoder"), help="keeps the slow first stages")
    parser.add_argument("--out", type=Path, default=Path("models") / SHIPPED)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="of the authored pairs: a point of the learning curve")
    parser.add_argument("--steps", type=int, default=None, help="instead of each member's own number")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    corpus = mixture.read(chosen.data, chosen.seed, chosen.share)
    words = vocabulary.choose(corpus.authored_texts(), corpus.official_texts())
    print(f"{len(corpus.authored):,} authored pairs, {len(words.words):,} words", flush=True)
    starts = [_start(member, words, chosen.data, chosen.work, chosen.seed) for member in MEMBERS]
    with ProcessPoolExecutor(len(MEMBERS)) as pool:
        jobs = [
            [pool.submit(train, run, start, corpus, words, chosen.steps or member.steps) for run in runs(member)]
            for member, start in zip(MEMBERS, starts, strict=True)
        ]
        tables = [np.mean([job.result() for job in of_member], axis=0) for of_member in jobs]
    for member, table in zip(MEMBERS, tables, strict=True):
        np.save(chosen.work / f"member-{member.seed}.npy", table)
    lengths = [_typical_length(table, corpus, words) for table in tables]
    export.write(chosen.out, chosen.out.name, words.words, export.joined(tables, lengths))


def _start(member: Member, words: vocabulary.Vocabulary, data: Path, work: Path, seed: int) -> NDArray[np.float32]:
    if member.start != "noise":
        return vocabulary.starting_vectors(words, stages.word_vectors(data, work, member.start, member.dimension, seed))
    noise = np.random.default_rng(member.seed).standard_normal((len(words.words), member.dimension), dtype=np.float32)
    noise *= (words.idf / words.idf.max())[:, None] / np.float32(np.sqrt(member.dimension))
    return noise


def runs(member: Member) -> tuple[Member, ...]:
    """``member`` itself and its further trainings, which differ in their batches alone."""
    return tuple(replace(member, seed=member.seed + run * _SEED_STEP) for run in range(RUNS))


def train(
    member: Member, start: NDArray[np.float32], corpus: mixture.Corpus, words: vocabulary.Vocabulary, steps: int
) -> NDArray[np.float32]:
    """Float32 [n, d]: the table of ``member`` after ``steps`` batches."""
    began = time.monotonic()
    source = mixture.Mixture(corpus, words, BATCH, member.seed, authored=member.authored, synonyms=member.synonyms)
    optimiser = contrast.RowAdam(start.copy())
    for step in range(steps):
        batch = source.draw()
        rows, adds = contrast.sparse([*batch.asked, *batch.answers, *batch.others], source.kept(batch))
        loss, gradient = contrast.loss(adds @ optimiser.table[rows], len(batch.asked), batch.same, member.scale)
        optimiser.step(rows, adds.T @ gradient, member.rate * warmth(step, steps))
        if step % 100 == 0:
            print(f"{member.start} {step:5d} loss {loss:.3f} {time.monotonic() - began:5.0f} s", flush=True)
    return optimiser.table


def warmth(step: int, steps: int) -> float:
    """The share of the learning rate at ``step``: linear warm-up over a twentieth, then linear decay."""
    done = step / steps
    return min(1.0, done / 0.05 + 1e-3) * (1 - done)


def _typical_length(table: NDArray[np.float32], corpus: mixture.Corpus, words: vocabulary.Vocabulary) -> float:
    """The mean length of the authored texts' mean vectors, so that no member outweighs another."""
    texts: Sequence[str] = corpus.authored_texts()[:5000]
    means = [table[words.pieces(text)].mean(axis=0) for text in texts if words.pieces(text)]
    return float(np.linalg.norm(means, axis=1).mean())


if __name__ == "__main__":
    main()
