"""Fits the weights of ``assistant/fusion.json``: ranking, calibration, and the decision to answer.

``python -m training.fusion --data ../shared/data`` (``make fusion``); two minutes on two cores, the same result every
time. Ranking weights are those that maximise the likelihood of the helping reminder (case) under a softmax over all of
them, kept from falling below zero; calibration and decision are logistic regressions.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from assistant import fusion, index
from assistant.bridge import FILE, read_bridge
from assistant.corpus import read_corpus
from assistant.encoder import load_encoder
from assistant.library import read_library
from assistant.paths import default_paths
from assistant.retrieval import OUTSIDE, PHRASINGS, Features, Retriever, SpaceScores, answer_features
from training.samples import Sample, developed, fold_of, listed

OUTPUT = Path(fusion.__file__).with_name("fusion.json")
#: A wrong answer is blamed on the clerk who relied on it; a silence costs her a call to the office in charge.
COST = {"wrong_answer": 2.0, "silence": 1.0}
#: Pull of the ranking weights towards zero.
RIDGE = 1e-3
#: A helping reminder of grade 2 counts this much of one of grade 3.
HELPS = 0.3
#: A question of the development sets counts as much as this many of the corpus's own phrasings.
DEVELOPED_WEIGHT = 3.0


@dataclass(frozen=True)
class Measured:
    """The evidence for one sample, over all reminders and cases of the corpus (zeros where not put forward)."""

    sample: Sample
    features: Features
    found: dict[str, SpaceScores]
    reminders: NDArray[np.float32]
    cases: NDArray[np.float32]


def measure(retriever: Retriever, samples: Sequence[Sample], *, phrasings: bool) -> list[Measured]:
    """Search every sample; a listed one without the entries of its own fold."""
    folds = {
        n: np.array([fold_of(p.embedded) for p in retriever.index.spaces[n].passages]) for n in (PHRASINGS, OUTSIDE)
    }
    measured = []
    for sample in samples:
        query = retriever.query(sample.text)
        found = retriever.search(query, phrasings=phrasings)
        if phrasings and sample.fold is not None:
            found |= {name: _without(found[name], folds[name] == sample.fold) for name in folds}
        features = retriever.features(query, found)
        measured.append(
            Measured(
                sample,
                features,
                found,
                _spread(features.reminder_keys, features.reminders, len(retriever.reminder_passages)),
                _spread(features.case_keys, features.cases, len(retriever.case_ids)),
            )
        )
    return measured


def _without(scores: SpaceScores, left_out: NDArray[np.bool_]) -> SpaceScores:
    kept = ~left_out[scores.ids]
    return SpaceScores(scores.ids[kept], scores.scores[kept], scores.reminders[kept], scores.cases[kept])


def _spread(keys: NDArray[np.int64], rows: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    whole = np.zeros((count, rows.shape[1]), dtype=np.float32)
    whole[keys] = rows
    return whole


def fit_ranking(evidence: NDArray[Any], grades: NDArray[Any], weights: NDArray[Any]) -> NDArray[np.float64]:
    """Non-negative weights [f] for evidence [n, m, f] under a softmax over m; rows without help are left out."""
    helps = np.where(grades >= 3, 1.0, np.where(grades == 2, HELPS, 0.0))
    kept = helps.sum(axis=1) > 0
    evidence, helps, weights = evidence[kept], helps[kept], weights[kept] / weights[kept].sum()
    targets = helps / helps.sum(axis=1, keepdims=True)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = evidence @ w
        scores -= scores.max(axis=1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(axis=1, keepdims=True)
        value = -(weights[:, None] * targets * np.log(shares + 1e-12)).sum() + RIDGE * (w @ w)
        slope = np.einsum("nm,nmf->f", weights[:, None] * (shares - targets), evidence) + 2 * RIDGE * w
        return float(value), slope

    start = np.ones(evidence.shape[2])
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(start)).x


def calibrate(scores: NDArray[Any], grades: NDArray[Any], weights: NDArray[Any]) -> dict[str, float]:
    """Slope and intercept of the log odds that a row helps (grade 2 or 3), over all rows of all samples."""
    rows, labels = scores.reshape(-1, 1), (grades >= 2).reshape(-1)
    fit = LogisticRegression(C=1e3).fit(rows, labels, sample_weight=np.repeat(weights, scores.shape[1]))
    return {"slope": round(float(fit.coef_[0, 0]), 4), "intercept": round(float(fit.intercept_[0]), 4)}


def fit_answer(rows: NDArray[Any], answerable: NDArray[Any], weights: NDArray[Any]) -> dict[str, float]:
    """Weights of the decision to answer, on the features as they are; both kinds of question weigh the same in all."""
    balanced = weights / np.where(answerable, weights[answerable].sum(), weights[~answerable].sum())
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    fit = LogisticRegression(C=1.0).fit((rows - mean) / spread, answerable, sample_weight=balanced * len(rows) / 2)
    raw = fit.coef_[0] / spread
    named = {name: round(float(value), 4) for name, value in zip(fusion.ANSWER_FEATURES, raw, strict=True)}
    return {**named, "intercept": round(float(fit.intercept_[0] - raw @ mean), 4)}


def fit(retriever: Retriever, samples: Sequence[Sample], *, phrasings: bool) -> dict[str, Any]:
    """All weights for searches with or without phrasings."""
    measured = measure(retriever, samples, phrasings=phrasings)
    weights = np.array([m.sample.weight for m in measured])
    reminder_names = [(p.case, p.number) for p in retriever.reminder_passages]
    grades = np.array([[m.sample.reminders.get(name, 0) for name in reminder_names] for m in measured])
    case_grades = np.array([[m.sample.cases.get(case, 0) for case in retriever.case_ids] for m in measured])
    evidence = np.stack([m.reminders for m in measured])
    reminder = fit_ranking(_used(evidence, fusion.REMINDER_FEATURES, phrasings), grades, weights)
    result: dict[str, Any] = {
        "reminder": _named(fusion.REMINDER_FEATURES, reminder),
        "reminder_calibration": calibrate(evidence @ reminder, grades, weights),
    }
    slope, intercept = result["reminder_calibration"].values()
    odds = slope * (evidence @ reminder) + intercept
    of_reminders = np.stack(
        [np.logaddexp.reduce(odds[:, retriever.case_of_reminder == c], axis=1) for c in range(len(retriever.case_ids))],
        1,
    )
    case_evidence = np.concatenate([np.stack([m.cases for m in measured]), of_reminders[:, :, None]], axis=2)
    case = fit_ranking(_used(case_evidence, fusion.CASE_FEATURES, phrasings), case_grades, weights)
    result["case"] = _named(fusion.CASE_FEATURES, case)
    result["case_calibration"] = calibrate(case_evidence @ case, case_grades, weights)
    retriever.fusion = fusion.parse({"cost": COST, "with_phrasings": _bare(result), "without_phrasings": _bare(result)})
    rows = np.stack(
        [answer_features(m.features, retriever.scores(m.features, phrasings=phrasings), m.found) for m in measured]
    )
    result["answer"] = fit_answer(rows, np.array([m.sample.answerable for m in measured]), weights)
    return result


def _used(evidence: NDArray[Any], names: Sequence[str], phrasings: bool) -> NDArray[Any]:
    """``evidence`` without the bridge where there are phrasings: they say it better, and the two overlap."""
    unused = [phrasings and name.startswith("bridge.") for name in names]
    return np.where(np.array(unused), 0.0, evidence)


def _named(names: Sequence[str], weights: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True) if weight >= 1e-3}


def _bare(result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "answer": {"intercept": 0.0}}


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    paths = default_paths()
    library = read_library(read_corpus(paths.corpus))
    encoder = load_encoder(None, paths.models)
    bridge = read_bridge(paths.models / FILE, encoder.sha256)
    built = index.build(library.passages, library.corpus_sha256, encoder)
    retriever = Retriever(built, encoder, fusion.load(), lambda: bridge)
    samples = [*listed(library), *developed(data / "authored", DEVELOPED_WEIGHT)]
    counts = f"{sum(s.answerable for s in samples)} answerable and {sum(not s.answerable for s in samples)} other"
    content = {
        "tuned_on": f"{counts} questions: the corpus's own lists, held out by fold, and the development sets",
        "encoder_sha256": encoder.sha256,
        "cost": COST,
        "with_phrasings": fit(retriever, samples, phrasings=True),
        "without_phrasings": fit(retriever, samples, phrasings=False),
    }
    OUTPUT.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{OUTPUT}: {content['tuned_on']}")


if __name__ == "__main__":
    main()
