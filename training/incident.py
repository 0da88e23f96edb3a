"""Fit the few weights of the incident check and write ``assistant/incident/weights.json``.

Run after every change of the encoder, the corpus or the features::

    python -m training.incident --data ../shared/data/authored [--check]

Tuned on dev_incidents.jsonl (labelled incidents), pairs_d4.jsonl (sentences of neighbouring guidelines, put together
to descriptions that resemble no case) and pairs_d5.jsonl (statements of an incident beside a precedent's, and deeds
beside the reminder they fulfil). ``--check`` prints the figures leave-one-precedent-out and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant import fusion, incident, index, privacy
from assistant.corpus import read_corpus
from assistant.encoder import Encoder, load_encoder
from assistant.fusion import Calibration
from assistant.incident import aspects, checklist, likeness, precedents, report
from assistant.incident.aspects import Said
from assistant.incident.statements import split
from assistant.incident.weights import CASE_FEATURES, DEED_FEATURES
from assistant.library import Library, read_library
from assistant.paths import Paths, default_paths
from assistant.retrieval import Retriever
from training.sources import objects

WEIGHTS = Path(incident.__file__).with_name("weights.json")
#: What a mistake costs: a wrong precedent misleads as much as a missed one. A reminder wrongly ticked off shows the
#: words it rests on and is seen through at a glance; one wrongly left open has the reader search the description for
#: them. One held as unclear costs least; so do words shown beside a reminder that is open all the same.
COST = {
    "answer": {"false": 1, "missed": 1},
    "done": {"false": 2, "missed": 3},
    "unclear": {"false": 1, "missed": 4},
    "open": {"false": 1, "missed": 2},
}
#: Pull of every weight towards its start, in units of one mistake per squared step.
CASE_PULL, DEED_PULL = 0.05, 0.02
CASE_START = {"narrative.dense": 6.0, "narrative.bigrams": 6.0, "covered": 6.0, "closest": 6.0}
CASE_START |= {
    "reminders.dense": 3.0,
    "phrasings.dense": 4.0,
    "phrasings.bigrams": 2.0,
    "closest_reminders": 3.0,
    "aspects": 5.0,
}
DEED_START = {"dense": 6.0, "phrasing_dense": 4.0, "bigrams": 3.0, "margin": 4.0}
DEED_START |= {"phrasing_margin": 4.0, "done": 2.0, "practice": 1.0, "intercept": -7.0}
#: A deed written for the pairs counts this much of one in an incident, and is held against so many other reminders.
PAIR_WEIGHT, OTHERS = 0.15, 6
#: Topics of the pairs whose statements tell that something was not done.
LAPSES = ("欠缺措施", "人為疏失", "帳號與權限", "櫃檯與電話", "委外廠商")
#: Descriptions of this many sentences are made up to learn what length does.
LENGTHS = (4, 8, 16, 32, 64)
SEED = 20170101


#: Evidence for one reminder, float32 [e, f], and whether it is done.
Deed = tuple[NDArray[np.float32], bool]


@dataclass(frozen=True)
class Setting:
    """What every fit needs."""

    library: Library
    retriever: Retriever
    vocabulary: incident.Vocabulary


@dataclass(frozen=True)
class Labelled:
    """An incident with the features of its candidate cases and of its closest case's reminders."""

    id: str
    closest: frozenset[str]
    cases: tuple[str, ...]
    features: NDArray[np.float32]
    doublings: float
    deeds: tuple[Deed, ...]


def open_setting(paths: Paths, encoder: Encoder) -> Setting:
    """The shipped corpus and ``encoder``, searched in memory."""
    corpus = read_corpus(paths.corpus)
    library = read_library(corpus)
    built = index.build(library.passages, library.corpus_sha256, encoder, index.no_progress)
    return Setting(library, Retriever(built, encoder, fusion.load()), incident.read_vocabulary(corpus.aspects))


def described(text: str, setting: Setting) -> tuple[str, likeness.Description, dict[str, Said]]:
    """``text`` as the check reads it, masked, and what it says of each aspect."""
    masked = privacy.mask(text.strip())
    told = report.compared(split(masked), setting.vocabulary)
    return masked, likeness.describe(told, setting.retriever.encoder), aspects.read(masked, told, setting.vocabulary)


def labelled(line: dict[str, Any], setting: Setting) -> Labelled:
    """The features of one incident."""
    masked, description, said = described(line["text"], setting)
    cases = setting.library.cases
    ranked = precedents.rank(description, said, cases, setting.retriever, incident.load(), setting.vocabulary)
    done = {(d["case"], d["reminder"]) for d in line.get("mentions_done", [])}
    found = checklist.evidence(masked, description)
    allowed = checklist.allowed(found)
    deeds = []
    for case in line["closest"]:
        by_reminder = checklist.features(found, case, setting.retriever)
        for row, reminder in enumerate(cases[case].reminders):
            deeds.append((by_reminder[row][allowed], (case, reminder.number) in done))
    return Labelled(
        line["id"],
        frozenset(line["closest"]),
        tuple(c.case for c in ranked),
        np.array([c.features for c in ranked]),
        float(np.log2(len(description.windows))),
        tuple(deeds),
    )


def logistic_loss(margins: NDArray[np.float64]) -> float:
    """The summed loss of signed margins."""
    return float(np.logaddexp(0.0, -margins).sum())


def fitted(
    loss: Callable[[NDArray[np.float64]], float], start: NDArray[np.float64], pull: float, signed: Sequence[int] = ()
) -> NDArray[np.float64]:
    """The weights of least loss near ``start``; all but those in ``signed`` are at least 0."""
    bounds = [(None, None) if i in signed else (0.0, None) for i in range(len(start))]
    found = minimize(lambda w: loss(w) + pull * float(((w - start) ** 2).sum()), start, bounds=bounds)
    return np.asarray(found.x, dtype=np.float64)


def vector(values: dict[str, float], names: Sequence[str]) -> NDArray[np.float64]:
    """``values`` in the order of ``names``."""
    return np.array([values.get(name, 0.0) for name in names], dtype=np.float64)


def fit_cases(samples: Sequence[Labelled]) -> NDArray[np.float64]:
    """Weights under which the closest case outranks the others (softmax over the candidates)."""

    def loss(w: NDArray[np.float64]) -> float:
        total = 0.0
        for sample in samples:
            scores = sample.features @ w
            right = np.array([case in sample.closest for case in sample.cases])
            if right.any():
                total += float(np.logaddexp.reduce(scores) - np.logaddexp.reduce(scores[right]))
        return total

    return fitted(loss, vector(CASE_START, CASE_FEATURES), CASE_PULL)


def fit_answer(
    samples: Sequence[Labelled], others: Sequence[Labelled], case: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Slope, intercept and length of the calibration of the best case; both kinds weigh the same in sum.

    ``others`` are made-up descriptions of both kinds.
    """
    everything = [*samples, *others]
    best = np.array([float((s.features @ case).max()) for s in everything])
    doublings = np.array([s.doublings for s in everything])
    sign = np.array([1.0 if s.closest else -1.0 for s in everything])
    weight = np.where(sign > 0, 0.5 / (sign > 0).sum(), 0.5 / (sign < 0).sum()) * len(sign)

    def loss(w: NDArray[np.float64]) -> float:
        margins = sign * (w[0] * (best - w[2] * doublings) + w[1])
        return float((weight * np.logaddexp(0.0, -margins)).sum())

    middle = float((best[sign > 0].mean() + best[sign < 0].mean()) / 2)
    start = np.array([2.0, -2.0 * middle, 0.2])
    slope, intercept, length = fitted(loss, start, 0.02, signed=(1,))
    return float(slope), float(intercept), float(length)


def fit_deeds(samples: Sequence[Labelled], pairs: Sequence[Deed]) -> NDArray[np.float64]:
    """Weights under which the best piece of evidence of a done reminder is likely and of an open one is not."""
    bags = [(x, done) for sample in samples for x, done in sample.deeds if len(x)]

    def summed(bags: Sequence[Deed], w: NDArray[np.float64]) -> float:
        return logistic_loss(np.array([(1.0 if done else -1.0) * float((x @ w).max()) for x, done in bags]))

    def loss(w: NDArray[np.float64]) -> float:
        return summed(bags, w) + PAIR_WEIGHT * summed(pairs, w)

    names = list(DEED_FEATURES)
    signed = (names.index("intercept"), names.index("done"), names.index("practice"))
    return fitted(loss, vector(DEED_START, DEED_FEATURES), DEED_PULL, signed=signed)


def deed_pairs(lines: Sequence[dict[str, Any]], setting: Setting) -> list[Deed]:
    """Deeds held against the reminder they fulfil and OTHERS that they do not, as if these were one case's.

    Lapses are held against the nearest reminder and OTHERS: they fulfil none.
    """
    reminders = sorted({line["b"] for line in lines if line["topic"].startswith("已辦")})
    vectors, draw = setting.retriever.encoder.encode(reminders), random.Random(SEED)
    found: list[Deed] = []
    for line in lines:
        kept = line["topic"].startswith("已辦")
        if not kept and line["topic"].removeprefix("陳述對應-") not in LAPSES:
            continue
        said = setting.retriever.encoder.encode([line["a"]])[0]
        nearest = reminders.index(line["b"]) if kept else int((vectors @ said).argmax())
        others = draw.sample([i for i in range(len(reminders)) if i != nearest], OTHERS)
        for row, features in enumerate(_held_against(line["a"], [nearest, *others], reminders, vectors, setting)):
            found.append((features, kept and row == 0))
    return found


def _held_against(
    deed: str, rows: Sequence[int], reminders: Sequence[str], vectors: NDArray[np.float32], setting: Setting
) -> list[NDArray[np.float32]]:
    """The features of ``deed`` for each of the reminders ``rows``; none where its grammar says it was not done."""
    evidence = checklist.evidence(deed, likeness.describe(split(deed), setting.retriever.encoder))
    allowed = checklist.allowed(evidence)
    cosines = vectors[list(rows)] @ evidence.vectors.T
    pairs = likeness.shared_pairs(evidence.pairs, likeness.pairs_of([reminders[row] for row in rows])).T
    features = checklist.deed_features(cosines, cosines, pairs, evidence)[:, allowed]
    return list(features) if allowed.any() else []


def fit_match(lines: Sequence[dict[str, Any]], setting: Setting) -> tuple[float, float]:
    """Slope and intercept that turn the cosine of two statements into the probability that they tell the same."""
    told = [line for line in lines if line["topic"].startswith("陳述")]
    mine, theirs = (
        setting.retriever.encoder.encode([t["a"] for t in told]),
        setting.retriever.encoder.encode([t["b"] for t in told]),
    )
    cosines = mine @ theirs.T
    same = np.array([[a["b"] == b["b"] for b in told] for a in told])
    # A statement is held against a dozen of a case's, so a dozen unlike pairs stand beside each alike one.
    right, wrong = cosines[same], np.random.default_rng(SEED).choice(cosines[~same], 12 * len(told))
    x = np.concatenate([right, wrong])
    sign = np.concatenate([np.ones(len(right)), -np.ones(len(wrong))])
    slope, intercept = fitted(
        lambda w: logistic_loss(sign * (w[0] * x + w[1])), np.array([10.0, -6.0]), 1e-4, signed=(1,)
    )
    return float(slope), float(intercept)


def made_up(lines: Sequence[dict[str, Any]], setting: Setting) -> list[Labelled]:
    """Descriptions put together from sentences of one topic of other guidelines: they resemble no case of this one."""
    by_topic: dict[str, list[str]] = {}
    for line in lines:
        by_topic.setdefault(line["topic"], []).extend((line["a"], line["b"]))
    draw = random.Random(SEED)
    made = ["。".join(draw.sample(texts, min(count, len(texts)))) for count in LENGTHS for texts in by_topic.values()]
    return [labelled({"id": "made up", "text": text, "closest": []}, setting) for text in made]


def padded(lines: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]], setting: Setting) -> list[Labelled]:
    """Incidents that resemble a case amid sentences about something else, so that length is not held against them."""
    draw = random.Random(SEED)
    texts = [line["b"] for line in others]
    found = []
    for line in lines:
        if line["closest"]:
            around = draw.sample(texts, 30)
            text = "".join((*around[:15], line["text"], *around[15:]))
            found.append(labelled(line | {"text": text}, setting))
    return found


def weights_json(
    case: NDArray[np.float64], answer: tuple[float, float, float], match: tuple[float, float], deed: NDArray[np.float64]
) -> dict[str, Any]:
    """The content of weights.json."""
    return {
        "tuned_on": "dev_incidents.jsonl (46), pairs_d4.jsonl, pairs_d5.jsonl",
        "case": dict(zip(CASE_FEATURES, (round(float(w), 3) for w in case), strict=True)),
        "length": round(answer[2], 4),
        "calibration": {"slope": round(answer[0], 4), "intercept": round(answer[1], 4)},
        "match": {"slope": round(match[0], 3), "intercept": round(match[1], 3)},
        "deed": dict(zip(DEED_FEATURES, (round(float(w), 3) for w in deed), strict=True)),
        "cost": COST,
    }


def leave_one_out(samples: Sequence[Labelled], others: Sequence[Labelled], pairs: Sequence[Deed]) -> None:
    """Print what weights fitted without a precedent's incidents do on those."""
    first = answered = declined = found = wrong = 0
    groups = sorted({case for s in samples for case in s.closest})
    own_negatives = [s for s in samples if not s.closest]
    folds = [[s for s in samples if group in s.closest] for group in groups]
    folds += [own_negatives[::2], own_negatives[1::2]]
    threshold = COST["answer"]["false"] / sum(COST["answer"].values())
    done_from = COST["done"]["false"] / sum(COST["done"].values())
    for held in folds:
        rest = [s for s in samples if s not in held]
        case = fit_cases(rest)
        kept = {"made up", *(s.id for s in rest)}
        slope, intercept, length = fit_answer(rest, [s for s in others if s.id in kept], case)
        deed = fit_deeds(rest, pairs)
        calibration = Calibration(slope, intercept)
        for sample in held:
            scores = sample.features @ case
            sure = calibration.closeness(float(scores.max()) - length * sample.doublings) >= threshold
            if sample.closest:
                first += sample.cases[int(scores.argmax())] in sample.closest
                answered += sure
            else:
                declined += not sure
            for x, done in sample.deeds:
                ticked = len(x) > 0 and 1 / (1 + np.exp(-float((x @ deed).max()))) >= done_from
                found, wrong = found + (done and ticked), wrong + (ticked and not done)
    total = sum(bool(s.closest) for s in samples)
    done_total = sum(done for s in samples for _, done in s.deeds)
    open_total = sum(not done for s in samples for _, done in s.deeds)
    print(f"leave one precedent out: first {first}/{total}, answered {answered}/{total}")
    print(f"declined {declined}/{len(own_negatives)}")
    print(f"done found {found}/{done_total}, wrongly done {wrong}/{open_total} (before open words count against)")


def main() -> None:
    """Fit, print and, unless --check, write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    setting = open_setting(default_paths(), load_encoder(None, default_paths().models))
    lines, pair_lines, other_lines = (
        list(objects(given.data / f"{name}.jsonl")) for name in ("dev_incidents", "pairs_d5", "pairs_d4")
    )
    samples = [labelled(line, setting) for line in lines]
    others = [*made_up(other_lines, setting), *padded(lines, other_lines, setting)]
    pairs = deed_pairs(pair_lines, setting)
    leave_one_out(samples, others, pairs)
    if not given.check:
        case = fit_cases(samples)
        answer, match = fit_answer(samples, others, case), fit_match(pair_lines, setting)
        content = weights_json(case, answer, match, fit_deeds(samples, pairs))
        WEIGHTS.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        incident.load.cache_clear()
        print(f"wrote {WEIGHTS}")


if __name__ == "__main__":
    main()
