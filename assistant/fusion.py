"""The learned weights that turn search scores into one ranking and into closeness, and the cost behind thresholds.

They are few, they stand in ``fusion.json``, and ``training/fusion.py`` fits them; the file says on what.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.model import Band

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The search channels, in the order of the columns of every feature matrix.
CHANNELS = ("dense", "words", "bigrams", "sounds")
#: Groups of passages whose best score in each channel is a feature of a reminder.
REMINDER_GROUPS = ("own", "case", "phrasings")
#: The fields of a case that tell what happened, each with a weight of its own for being one of them.
TOLD_FIELDS = ("title", "facts", "provision")
#: What the decision to answer looks at (retrieval/decision.py): the log odds of the best reminder and case; the best
#: score of the guideline's own passages in three channels; the lead of the best reminder over the second and the log of
#: how many are as good; whether the channels agree on it; the share of the question's words that the corpus knows,
#: that the reminder's words cover, and that they and its phrasings cover; how close its phrasings and the questions
#: without answer come; the votes of the listed questions; the length of the question's content words; how near the
#: bridge's questions come to it, and how near their answers come to the best reminder.
ANSWER_FEATURES = (
    "reminder",
    "case",
    "dense",
    "words",
    "bigrams",
    "margin",
    "rivals",
    "agreement",
    "known",
    "covered",
    "covered_asked",
    "asked",
    "outside",
    "listed_share",
    "first_share",
    "length",
    "general",
    "bridged",
)

#: What the closeness of a row of a ranking is made of: the log of its share of all rows' odds, and the log odds of the
#: decision to answer. Its own log odds, beside these two, was fitted at zero.
CLOSENESS_FEATURES = ("share", "decision")

HIGH, MEDIUM = 0.7, 0.4
#: How far from its mean, in spreads, a feature of the decision counts.
FARTHEST = 4.0
#: Between the names of two features whose product is weighed.
PAIRED = " × "


def _columns(groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{group}.{channel}" for group in groups for channel in CHANNELS)


#: The features of a reminder, in the order of their columns. ``bridge`` and ``late`` are explained in bridge.py and
#: retrieval/late.py.
REMINDER_FEATURES = (*_columns(REMINDER_GROUPS), "bridge.best", "bridge.mean", "bridge.closest", "late")
#: The features of a piece of a case (retrieval/pieces.py): the log odds of a reminder; the scores of a passage that
#: tells what happened; those of a known way to ask for the case. Each piece has those of its kind, zero for the others.
CASE_FEATURES = ("reminder", *_columns(("told",)), "told.late", *TOLD_FIELDS, *_columns(("asked",)), "asked")
#: Which of them are one or zero: what a kind of piece is worth by itself, and so may count against it.
CASE_KINDS = (*TOLD_FIELDS, "asked")


def probability(log_odds: float) -> float:
    """1 / (1 + exp(-log_odds))."""
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, log_odds))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Log odds of helping, linear in the score."""

    slope: float
    intercept: float

    def log_odds(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """The log odds of each of ``scores``."""
        return np.float32(self.slope) * scores + np.float32(self.intercept)

    def closeness(self, score: float) -> float:
        """The probability that goes with ``score``."""
        return probability(self.slope * score + self.intercept)


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to answer: log odds of second degree in the features of ANSWER_FEATURES, [f], at their usual scale.

    Of second degree because evidence weighs by company: a close phrasing is worth little where the questions without
    answer lie as close. ``pairs`` [f, f] holds the weight of each product once, at or above the diagonal.
    """

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]
    single: NDArray[np.float32]
    pairs: NDArray[np.float32]
    intercept: float

    def log_odds(self, features: NDArray[np.float32]) -> float:
        """The log odds that the corpus has something that helps."""
        usual = scaled(features, self.mean, self.spread)
        return float(usual @ self.single) + float(usual @ self.pairs @ usual) + self.intercept


def scaled(features: NDArray[Any], mean: NDArray[Any], spread: NDArray[Any]) -> NDArray[Any]:
    """``features`` [..., f] in spreads from the mean, at most FARTHEST: a product must not run away with it.

    What is not known (not a number) counts as the mean.
    """
    usual: NDArray[Any] = np.nan_to_num(np.clip((features - mean) / spread, -FARTHEST, FARTHEST), nan=0.0)
    return usual


@dataclass(frozen=True, slots=True)
class Closeness:
    """How probable it is that a row of a ranking helps: linear, in log odds, in CLOSENESS_FEATURES; none below zero.

    The share of the ranking says whether others match as well as this one; the decision, whether anything in the
    corpus helps at all.
    """

    weights: NDArray[np.float32]
    intercept: float

    def of(self, scores: NDArray[np.float32], decision: float) -> NDArray[np.float32]:
        """Float32 [n], probabilities, for the log odds ``scores`` [n] of all rows and the log odds ``decision``."""
        odds = closeness_features(scores, decision) @ self.weights + np.float32(self.intercept)
        closeness: NDArray[np.float32] = 1 / (1 + np.exp(-np.clip(odds, -60, 60)))
        return closeness


def closeness_features(scores: NDArray[np.float32], decision: float) -> NDArray[np.float32]:
    """Float32 [n, 2] in the order of CLOSENESS_FEATURES."""
    if not len(scores):
        return np.empty((0, len(CLOSENESS_FEATURES)), np.float32)
    shares = scores - np.logaddexp.reduce(scores)
    return np.column_stack([shares, np.full(len(scores), decision)]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """One fit: a weight for each feature of reminders and of pieces of cases, the decision, and what it all says."""

    reminder: NDArray[np.float32]
    case: NDArray[np.float32]
    answer: Decision
    reminder_calibration: Calibration
    case_calibration: Calibration
    reminder_closeness: Closeness
    case_closeness: Closeness


@dataclass(frozen=True, slots=True)
class Fusion:
    """The fits with and without phrasings, and the closeness from which on the assistant answers."""

    with_phrasings: Weights
    without_phrasings: Weights
    answer_from: float

    def weights(self, *, phrasings: bool) -> Weights:
        """The fit for a search with or without phrasings."""
        return self.with_phrasings if phrasings else self.without_phrasings


def band(closeness: float) -> Band:
    """The word for a closeness: high from HIGH, medium from MEDIUM."""
    return "high" if closeness >= HIGH else "medium" if closeness >= MEDIUM else "low"


@functools.cache
def load() -> Fusion:
    """The weights shipped with the assistant."""
    return parse(json.loads(resources.files("assistant").joinpath("fusion.json").read_text(encoding="utf-8")))


def parse(content: Mapping[str, Any]) -> Fusion:
    """The weights of a parsed ``fusion.json``."""
    # An answer is right with probability p. Answering costs wrong_answer * (1 - p), silence costs silence * p.
    cost = content["cost"]
    answer_from = cost["wrong_answer"] / (cost["wrong_answer"] + cost["silence"])
    return Fusion(_weights(content["with_phrasings"]), _weights(content["without_phrasings"]), answer_from)


def _weights(content: Mapping[str, Any]) -> Weights:
    return Weights(
        reminder=vector(content["reminder"], REMINDER_FEATURES),
        case=vector(content["case"], CASE_FEATURES),
        answer=parse_decision(content["answer"]),
        reminder_calibration=Calibration(**content["reminder_calibration"]),
        case_calibration=Calibration(**content["case_calibration"]),
        reminder_closeness=_closeness(content["reminder_closeness"]),
        case_closeness=_closeness(content["case_closeness"]),
    )


def _closeness(content: Mapping[str, float]) -> Closeness:
    return Closeness(vector(content, CLOSENESS_FEATURES), content["intercept"])


def parse_decision(content: Mapping[str, Any]) -> Decision:
    """The decision of one fit, from its part of ``fusion.json``."""
    pairs = np.zeros((len(ANSWER_FEATURES), len(ANSWER_FEATURES)), dtype=np.float32)
    for names, weight in content["pairs"].items():
        one, other = (ANSWER_FEATURES.index(name) for name in names.split(PAIRED))
        pairs[one, other] = weight
    return Decision(
        mean=vector(content["mean"], ANSWER_FEATURES),
        spread=np.maximum(vector(content["spread"], ANSWER_FEATURES), np.float32(1e-6)),
        single=vector(content["single"], ANSWER_FEATURES),
        pairs=pairs,
        intercept=content["intercept"],
    )


def vector(weights: Mapping[str, float], names: tuple[str, ...]) -> NDArray[np.float32]:
    """Float32 [len(names)]: the weight of each of ``names``, 0 where none is given."""
    return np.array([weights.get(name, 0.0) for name in names], dtype=np.float32)
