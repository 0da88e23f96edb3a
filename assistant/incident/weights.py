"""The learned numbers of the incident check and the stated costs behind its thresholds: ``weights.json``.

``training/incident.py`` fits them; the file says on what.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from assistant.fusion import Calibration, vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What a case is ranked by, in the order of the columns; see :mod:`assistant.incident.precedents`.
CASE_FEATURES = (
    "narrative.dense",
    "narrative.bigrams",
    "reminders.dense",
    "reminders.bigrams",
    "phrasings.dense",
    "phrasings.bigrams",
    "covered",
    "closest",
    "closest_reminders",
    "aspects",
)
#: What tells whether a statement says that a reminder is done; see :mod:`assistant.incident.checklist`.
DEED_FEATURES = (
    "dense",
    "phrasing_dense",
    "bigrams",
    "margin",
    "phrasing_margin",
    "done",
    "practice",
    "intercept",
)


@dataclass(frozen=True, slots=True)
class Weights:
    """``case`` float32 in the order of CASE_FEATURES, ``deed`` in that of DEED_FEATURES.

    ``length`` is taken from a case's score for every doubling of the description: the more is said, the more of it is
    like something by chance. ``match`` turns the cosine of two statements into closeness.
    """

    case: NDArray[np.float32]
    length: float
    calibration: Calibration
    match: Calibration
    deed: NDArray[np.float32]
    answer_from: float
    done_from: float
    unclear_from: float
    open_from: float


@functools.cache
def load() -> Weights:
    """The weights shipped with the assistant."""
    return parse(json.loads(resources.files("assistant.incident").joinpath("weights.json").read_text(encoding="utf-8")))


def parse(content: Mapping[str, Any]) -> Weights:
    """The weights of a parsed ``weights.json``.

    Each threshold is the probability at which both ways to be wrong cost the same: p = false / (false + missed).
    """
    return Weights(
        case=vector(content["case"], CASE_FEATURES),
        length=float(content["length"]),
        calibration=Calibration(**content["calibration"]),
        match=Calibration(**content["match"]),
        deed=vector(content["deed"], DEED_FEATURES),
        answer_from=_threshold(content["cost"]["answer"]),
        done_from=_threshold(content["cost"]["done"]),
        unclear_from=_threshold(content["cost"]["unclear"]),
        open_from=_threshold(content["cost"]["open"]),
    )


def _threshold(cost: Mapping[str, float]) -> float:
    return cost["false"] / (cost["false"] + cost["missed"])
