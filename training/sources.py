"""What the encoder learns from: official texts, word nets, and the everyday language in ``training/pairs``.

Raw texts only; cutting them into words is :mod:`training.cutting`. Every draw is seeded, so two runs read the same.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAIRS = Path(__file__).parent / "pairs"
#: Pairs taken from one official source, so that the longest lists do not crowd out the others.
PAIRS_OF_A_SOURCE = 40_000
#: The running texts that word vectors are learned from: about 60 million words in all.
PASSAGES = (
    "text_jyi",
    "text_taiwan_md",
    "text_archive_tw",
    "text_tw_statutes",
    "text_ey_gazette",
    "text_ly_gazette",
)
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


def passages(data: Path) -> Iterator[str]:
    """The texts of PASSAGES, each passage of a text once, cut off at PASSAGE_LENGTH."""
    for name in PASSAGES:
        yield from dict.fromkeys(line.strip()[:PASSAGE_LENGTH] for line in _lines(data / "train" / f"{name}.txt.gz"))
