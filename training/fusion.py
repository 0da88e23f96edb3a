"""Fits the weights of ``assistant/fusion.json``: ranking, calibration, and the decision to answer.

``python -m training.fusion --data ../shared/data`` (``make fusion``); four minutes on one core, the same result every
time. The weights of the ranking are those of ``ranking.py``; calibration, decision and closeness are logistic
regressions.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
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
from assistant.retrieval import GUIDELINE, OUTSIDE, PHRASINGS, Features, Query, Retriever, SpaceScores
from training.ranking import calibrate, fit_cases, fit_ranking, joined
from training.samples import Sample, bereft, developed, fold_of, listed, slipped, twins_among

OUTPUT = Path(fusion.__file__).with_name("fusion.json")
#: A wrong answer is blamed on the clerk who relied on it; a silence costs her a call to the office in charge.
COST = {"wrong_answer": 2.0, "silence": 1.0}
#: How often the decision expects each kind of question: answered, about something the corpus lacks though it is close
#: to its cases (bereft), or off its subject. An assumption: three of five who open a guideline ask about what it says.
SHARES = {"answered": 0.6, "bereft": 0.2, "outside": 0.2}
#: Inverse of the ridge on the decision's 189 terms; weak evidence that several must share.
DECISION_C = 0.003
#: What stands for the parts of a fit that are not fitted yet.
FLAT = {"slope": 1.0, "intercept": 0.0}
ZERO = {"intercept": 0.0}
NO_DECISION: dict[str, Any] = {"mean": {}, "spread": {}, "single": {}, "pairs": {}, "intercept": 0.0}
#: The share of the listed questions that is added with homophone slips, and how much such a one counts.
SLIPPED, SLIPPED_WEIGHT = 0.35, 0.7
SEED = 7
#: A question of the development sets counts as much as this many of the corpus's own phrasings.
DEVELOPED_WEIGHT = 3.0


@dataclass(frozen=True)
class Measured:
    """The evidence for one sample; ``reminders`` over all of the corpus, zeros where not put forward."""

    sample: Sample
    query: Query
    features: Features
    found: dict[str, SpaceScores]
    reminders: NDArray[np.float32]


def measure(retriever: Retriever, samples: Sequence[Sample], *, phrasings: bool) -> list[Measured]:
    """Search every sample; a listed one without the entries of its own fold."""
    folds = {
        n: np.array([fold_of(p.embedded) for p in retriever.index.spaces[n].passages]) for n in (PHRASINGS, OUTSIDE)
    }
    measured = []
    for sample in samples:
        query = retriever.query(sample.text)
        found = retriever.search(query, phrasings=phrasings)
        if sample.fold is not None:
            found |= {
                name: found[name].of(fold[found[name].ids] != sample.fold)
                for name, fold in folds.items()
                if name in found
            }
        if sample.removed:
            found |= {name: _bereft(retriever, found[name], sample) for name in (GUIDELINE, PHRASINGS) if name in found}
        features = retriever.features(query, found)
        measured.append(
            Measured(
                sample,
                query,
                features,
                found,
                _spread(features.reminder_keys, features.reminders, len(retriever.reminder_passages)),
            )
        )
    return measured


def _bereft(retriever: Retriever, scores: SpaceScores, sample: Sample) -> SpaceScores:
    cases = [place for place, case in enumerate(retriever.case_ids) if (case, None) in sample.removed]
    reminders = [place for place, p in enumerate(retriever.reminder_passages) if (p.case, p.number) in sample.removed]
    return scores.of(~(np.isin(scores.cases, cases) | np.isin(scores.reminders, reminders)))


def _spread(keys: NDArray[np.int64], rows: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    whole = np.zeros((count, rows.shape[1]), dtype=np.float32)
    whole[keys] = rows
    return whole


def _kind_weights(measured: Sequence[Measured]) -> NDArray[np.float64]:
    """Float64 [n], adding up to one: each kind of question has the share that SHARES gives it."""
    kinds = np.array(
        ["answered" if m.sample.answerable else "bereft" if m.sample.removed else "outside" for m in measured]
    )
    weights = np.array([m.sample.weight for m in measured])
    balanced = np.zeros(len(measured))
    for kind, share in SHARES.items():
        balanced[kinds == kind] = share * weights[kinds == kind] / weights[kinds == kind].sum()
    return balanced


def fit_answer(rows: NDArray[Any], measured: Sequence[Measured]) -> dict[str, Any]:
    """The decision to answer, a logistic regression of second degree; each kind of question weighs as SHARES says."""
    answerable = np.array([m.sample.answerable for m in measured])
    balanced = _kind_weights(measured)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    usual = fusion.scaled(rows, mean, spread)
    one, other = np.triu_indices(rows.shape[1])
    terms = np.hstack([usual, usual[:, one] * usual[:, other]])
    # The ridge pulls on terms of equal spread, so that none is favoured by its scale.
    middle, width = terms.mean(axis=0), terms.std(axis=0) + 1e-6
    fit = LogisticRegression(C=DECISION_C, max_iter=2000).fit(
        (terms - middle) / width, answerable, sample_weight=balanced * len(rows)
    )
    weights = fit.coef_[0] / width
    names = fusion.ANSWER_FEATURES
    paired = [f"{names[i]}{fusion.PAIRED}{names[j]}" for i, j in zip(one, other, strict=True)]
    return {
        "mean": _rounded(names, mean),
        "spread": _rounded(names, spread),
        "single": _rounded(names, weights[: len(names)]),
        "pairs": _rounded(paired, weights[len(names) :]),
        "intercept": round(float(fit.intercept_[0] - weights @ middle), 4),
    }


def _rounded(names: Sequence[str], values: NDArray[Any]) -> dict[str, float]:
    return {name: round(float(value), 5) for name, value in zip(names, values, strict=True)}


def fit(retriever: Retriever, samples: Sequence[Sample], *, phrasings: bool) -> dict[str, Any]:
    """All weights for searches with or without phrasings."""
    everything = measure(retriever, samples, phrasings=phrasings)
    # What a corpus lacks teaches when to be silent; the ranking learns from what the whole corpus has.
    measured = [m for m in everything if not m.sample.removed]
    weights = np.array([m.sample.weight for m in measured])
    reminder_names = [(p.case, p.number or 0) for p in retriever.reminder_passages]
    grades = np.array([[m.sample.reminders.get(name, 0) for name in reminder_names] for m in measured])
    case_grades = np.array([[m.sample.cases.get(case, 0) for case in retriever.case_ids] for m in measured])
    evidence = np.stack([m.reminders for m in measured])
    reminder = fit_ranking(evidence, grades, weights)
    result: dict[str, Any] = {
        "reminder": _named(fusion.REMINDER_FEATURES, reminder),
        "reminder_calibration": calibrate(evidence @ reminder, grades, weights),
    }
    slope, intercept = result["reminder_calibration"].values()
    odds = slope * (evidence @ reminder) + intercept
    pieces = joined(
        [m.features.pieces.filled(row[m.features.reminder_keys]) for m, row in zip(measured, odds, strict=True)],
        [m.features.pieces.owners for m in measured],
        len(retriever.case_ids),
    )
    case = fit_cases(pieces, case_grades, weights)
    result["case"] = _named(fusion.CASE_FEATURES, case)
    result["case_calibration"] = calibrate(pieces.scores(case)[0], case_grades, weights)
    retriever.fusion = fusion.parse({"cost": COST, "with_phrasings": _bare(result), "without_phrasings": _bare(result)})
    scored = [retriever.scores(m.features, phrasings=phrasings) for m in everything]
    rows = np.stack(
        [retriever.answer_features(m.query, m.features, s, m.found) for m, s in zip(everything, scored, strict=True)]
    )
    result["answer"] = fit_answer(rows, everything)
    decision = fusion.parse_decision(result["answer"])
    decided = [decision.log_odds(row.astype(np.float32)) for row in rows]
    weights = _kind_weights(everything)
    for what, keys, names in (
        ("reminder", "reminder_keys", reminder_names),
        ("case", "case_keys", list(retriever.case_ids)),
    ):
        ranked = [getattr(scores, f"{what}s") for scores in scored]
        helping = [_grades(m, what, getattr(m.features, keys), names) for m in everything]
        result[f"{what}_closeness"] = fit_closeness(ranked, helping, decided, weights)
    return result


def _grades(m: Measured, what: str, keys: NDArray[np.int64], names: Sequence[Any]) -> NDArray[np.int64]:
    """Int64 [keys]: the grade of each reminder or case put forward."""
    labelled: Mapping[Any, int] = m.sample.reminders if what == "reminder" else m.sample.cases
    return np.array([labelled.get(names[key], 0) for key in keys], dtype=np.int64)


def fit_closeness(
    ranked: Sequence[NDArray[Any]],
    grades: Sequence[NDArray[Any]],
    decided: Sequence[float],
    weights: NDArray[Any],
) -> dict[str, float]:
    """Non-negative weights of fusion.CLOSENESS_FEATURES for the log odds that a row of a ranking helps."""
    rows = np.concatenate([fusion.closeness_features(s, d) for s, d in zip(ranked, decided, strict=True)])
    helps = np.concatenate(grades) >= 2
    each = np.repeat(weights / weights.sum(), [len(scores) for scores in ranked])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = rows @ w[:-1] + w[-1]
        slope = each * (1 / (1 + np.exp(-odds)) - helps)
        value = (each * (np.logaddexp(0, odds) - helps * odds)).sum()
        return float(value), np.append(rows.T @ slope, slope.sum())

    bounds = [(0, None)] * rows.shape[1] + [(None, None)]
    found = minimize(loss, np.full(rows.shape[1] + 1, 0.3), jac=True, method="L-BFGS-B", bounds=bounds).x
    return _rounded((*fusion.CLOSENESS_FEATURES, "intercept"), found)


def _named(names: Sequence[str], weights: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 1e-3}


def _bare(result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "answer": NO_DECISION, "reminder_closeness": ZERO, "case_closeness": ZERO}


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
    blank = _bare({"reminder": {}, "case": {}, "reminder_calibration": FLAT, "case_calibration": FLAT})
    unfitted = fusion.parse({"cost": COST, "with_phrasings": blank, "without_phrasings": blank})
    retriever = Retriever(built, encoder, unfitted, bridge)
    own, theirs = list(listed(library)), list(developed(data / "authored", DEVELOPED_WEIGHT))
    samples = [
        *own,
        *slipped(own, SLIPPED, SLIPPED_WEIGHT, SEED),
        *theirs,
        *bereft(own, twins_among(theirs)),
    ]
    removed = sum(bool(s.removed) for s in samples)
    answerable = sum(s.answerable for s in samples)
    counts = f"{answerable} answerable questions, {len(samples) - answerable - removed} without answer"
    content = {
        "tuned_on": f"{counts} and {removed} whose case was taken away: the corpus's own lists, held out by fold, "
        "a third of them again with homophone slips, and the development sets",
        "encoder_sha256": encoder.sha256,
        "cost": COST,
        "with_phrasings": fit(retriever, samples, phrasings=True),
        "without_phrasings": fit(retriever, samples, phrasings=False),
    }
    OUTPUT.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{OUTPUT}: {content['tuned_on']}")


if __name__ == "__main__":
    main()
