"""What a model finds in held-out authored pairs and in open benchmarks: ``python -m training.evaluate``.

The development questions are measured by ``assistant evaluate``; here the model stands alone and beside BM25, and the
whole search is asked about texts that are no guideline, so that a general loss would show.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import fusion, index
from assistant.bridge import FILE, read_bridge
from assistant.encoder import SHIPPED, StaticEncoder, read_static
from assistant.model import Passage, Quotation, Span
from assistant.paths import default_paths
from assistant.retrieval import GUIDELINE, OUTSIDE, PHRASINGS, Retriever
from assistant.text import bigrams
from training import cutting, sources

#: What BM25's share of a query's weight counts beside the cosine: as in the experiments, and where words are shared.
LEXICAL_WEIGHTS = (0.3, 1.0)
BENCHMARKS = ("tw_statute_dev", "xquad_zh_tw")
DEPTH = 10


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, default=Path("models") / SHIPPED)
    parser.add_argument("--held-out-only", action="store_true")
    chosen = parser.parse_args()
    cutting.learn_word_list()
    encoder = read_static(chosen.model)
    print("| set | what | MRR@10 |\n|---|---|---|")
    print(f"| held-out authored pairs | model | {held_out(encoder):.3f} |")
    for name in () if chosen.held_out_only else BENCHMARKS:
        bench = read_bench(chosen.data / "bench" / name)
        for what, figure in {**benchmark(encoder, bench), "whole search": whole_search(encoder, bench)}.items():
            print(f"| {name} | {what} | {figure:.3f} |", flush=True)


def reciprocal_rank(scores: NDArray[np.float32], right: Sequence[int]) -> float:
    """1 / the place of the first of ``right`` among the DEPTH highest ``scores``, else 0."""
    best = float(scores[list(right)].max())
    place = int((scores > best).sum()) + 1
    return 1 / place if place <= DEPTH else 0.0


def held_out(encoder: StaticEncoder) -> float:
    """Mean reciprocal rank of the official sentence among all held-out ones, by the everyday wording."""
    pairs = [pair for pair in sources.authored() if sources.held_out(pair.b)]
    answers = {b: place for place, b in enumerate(dict.fromkeys(pair.b for pair in pairs))}
    scores = encoder.encode([pair.a for pair in pairs]) @ encoder.encode(list(answers)).T
    return float(np.mean([reciprocal_rank(row, [answers[p.b]]) for row, p in zip(scores, pairs, strict=True)]))


@dataclass(frozen=True)
class Bench:
    """Documents and the queries that any of them answers, by name; ``right`` are the places of those documents."""

    documents: dict[str, str]
    queries: dict[str, str]
    right: dict[str, list[int]]


def read_bench(folder: Path) -> Bench:
    """The benchmark in ``folder``."""
    documents, queries = _texts(folder / "corpus.jsonl.gz"), _texts(folder / "queries.jsonl.gz")
    rows = {name: row for row, name in enumerate(documents)}
    right: dict[str, list[int]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8") as file:
        for query, document, grade in csv.reader(file, delimiter="\t"):
            if int(grade) > 0:
                right.setdefault(query, []).append(rows[document])
    return Bench(documents, {name: text for name, text in queries.items() if name in right}, right)


def whole_search(encoder: StaticEncoder, bench: Bench) -> float:
    """MRR@10 where each document is the only reminder of a case of its own, without phrasings."""
    passages = tuple(
        Passage(name, "叮嚀事項", 1, Quotation(name, Span(0, len(text)), text), text)
        for name, text in bench.documents.items()
    )
    built = index.build({GUIDELINE: passages, PHRASINGS: (), OUTSIDE: ()}, "0" * 64, encoder)
    bridge = read_bridge(default_paths().models / FILE, encoder.sha256)
    retriever = Retriever(built, encoder, fusion.load(), bridge)
    places = {name: place for place, name in enumerate(bench.documents)}
    ranks = []
    for name, text in bench.queries.items():
        found = [places[hit.passage.case] in bench.right[name] for hit in retriever.rank(text).reminders[:DEPTH]]
        ranks.append(1 / (found.index(True) + 1) if any(found) else 0.0)
    return float(np.mean(ranks))


def benchmark(encoder: StaticEncoder, bench: Bench) -> dict[str, float]:
    """MRR@10 of BM25 (words and character bigrams), of the model and of both on one benchmark."""
    documents = encoder.encode_words(cutting.cut(bench.documents.values()))
    vectors = encoder.encode_words(cutting.cut(bench.queries.values()))
    lexica = [_lexicon(how, list(bench.documents.values())) for how in (cutting.plain_words, plain_bigrams)]
    ranks: dict[str, list[float]] = {}
    for (name, text), vector in zip(bench.queries.items(), vectors, strict=True):
        dense = documents @ vector
        lexical = sum((lexicon(text) for lexicon in lexica), np.zeros(len(dense), dtype=np.float32))
        fused = {f"model + {weight} BM25": dense + np.float32(weight) * lexical for weight in LEXICAL_WEIGHTS}
        for what, scores in {"BM25": lexical, "model": dense, **fused}.items():
            ranks.setdefault(what, []).append(reciprocal_rank(scores, bench.right[name]))
    return {what: float(np.mean(found)) for what, found in ranks.items()}


def _texts(path: Path) -> dict[str, str]:
    return {entry["id"]: entry["text"] for entry in sources.objects(path)}


def plain_bigrams(text: str) -> str:
    """The character bigrams of ``text``, joined by spaces."""
    return " ".join(bigrams(text))


def _lexicon(how: Callable[[str], str], texts: Sequence[str]) -> Callable[[str], NDArray[np.float32]]:
    """BM25 over ``texts``, each score divided by the best that the query's words could reach."""
    import bm25s

    engine = bm25s.BM25(method="lucene")
    engine.index([entry.split() for entry in cutting.cut(texts, how)], show_progress=False)
    best = np.zeros(len(engine.scores["indptr"]) - 1, dtype=np.float32)
    filled = np.diff(engine.scores["indptr"]) > 0
    best[filled] = np.maximum.reduceat(engine.scores["data"], engine.scores["indptr"][:-1][filled])

    def scores(query: str) -> NDArray[np.float32]:
        found = how(query).split()
        ids = [engine.vocab_dict[word] for word in found if word in engine.vocab_dict]
        if not ids:
            return np.zeros(len(texts), dtype=np.float32)
        reachable = best[ids].sum() + best.max() * (len(found) - len(ids))
        return np.asarray(engine.get_scores_from_ids(ids), dtype=np.float32) / np.float32(reachable)

    return scores


if __name__ == "__main__":
    main()
