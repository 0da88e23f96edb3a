"""What the encoder learns from: official texts, word nets, and the everyday language in ``training/pairs``.

Raw texts only; cutting them into words is :mod:`training.cutting`. Every draw is seeded, so two runs read the same.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAIRS = Path(__file__).parent / "pairs"
#: Pairs taken from one official source, so that the longest lists do not crowd out the others.
PAIRS_OF_A_SOURCE = 40_000
#: The share of each text that word vectors are learned from: about 30 million words in all.
PASSAGE_SHARES = {
    "text_jyi": 1.0,
    "text_taiwan_md": 1.0,
    "text_archive_tw": 0.5,
    "text_tw_statutes": 0.33,
    "text_ey_gazette": 0.25,
    "text_ly_gazette": 0.3,
}
PASSAGE_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Authored:
    """Everyday wording ``a``, the official sentence ``b`` that it asks for, and official sentences that it does not."""

    a: str
    b: str
    negatives: tuple[str, ...]


def held_out(b: str) -> bool:
    """Whether pairs with the official sentence ``b`` are kept out of training: a tenth, by its SHA-256."""
    return hashlib.sha256(b.encode()).digest()[0] % 10 == 0


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield line


def objects(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, packed or not."""
    return (json.loads(line) for line in _lines(path))


def authored(folder: Path = PAIRS) -> list[Authored]:
    """All authored pairs and triplets, in the order of their files."""
    paths = sorted([*folder.glob("pairs_*.jsonl"), *folder.glob("triplets_*.jsonl")])
    return [Authored(e["a"], e["b"], tuple(e.get("neg", ()))) for path in paths for e in objects(path)]


def authored_synonyms(folder: Path = PAIRS) -> list[list[str]]:
    """Sets of words and phrases of one meaning, everyday and official mixed."""
    return [entry["words"] for entry in objects(folder / "synsets.jsonl")]


def wordnet(data: Path) -> list[list[str]]:
    """The synonym sets of two Chinese word nets."""
    return [entry["words"] for entry in objects(data / "train" / "synsets_wordnet.jsonl.gz")]


def official_pairs(data: Path, seed: int) -> dict[str, list[tuple[str, str]]]:
    """Pairs of official and open texts by source, at most PAIRS_OF_A_SOURCE of each."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((data / "train").glob("pairs_*.jsonl.gz")):
        pairs = [(entry["a"], entry["b"]) for entry in objects(path)]
        if len(pairs) > PAIRS_OF_A_SOURCE:
            pairs = random.Random(f"{seed} {path.name}").sample(pairs, PAIRS_OF_A_SOURCE)
        found[path.name.split(".")[0]] = pairs
    return found


def passages(data: Path, seed: int) -> Iterator[str]:
    """A seeded sample of the texts in PASSAGE_SHARES, each passage once, cut off at PASSAGE_LENGTH."""
    for name, share in PASSAGE_SHARES.items():
        draw = random.Random(f"{seed} {name}")
        lines = (line.strip()[:PASSAGE_LENGTH] for line in _lines(data / "train" / f"{name}.txt.gz"))
        yield from _unique(line for line in lines if draw.random() < share)


def _unique(lines: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(lines))
