"""Which cases a description resembles, and which of its statements resemble which of a case's words.

Search puts cases forward by the windows of the description; only those are looked at statement by statement. Every
feature is a best or a mean of a fixed number of places, so that a long description has no more than a short one.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.incident import aspects
from assistant.incident.aspects import Said
from assistant.incident.likeness import Description
from assistant.incident.vocabulary import Vocabulary
from assistant.incident.weights import CASE_FEATURES, Weights
from assistant.index import CHANNELS, Space
from assistant.model import Case, Passage, StatementMatch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.retrieval import Retriever

#: Cases that search puts forward for a close look.
CANDIDATES = 24
#: Statements whose likeness counts: what an incident has in common with its precedent takes a few of them.
TOP = 4
#: Matches shown with the facts and with the reminders of a precedent, and the shortest statement that can be one.
FACT_MATCHES, REMINDER_MATCHES, MATCH_LENGTH = 4, 3, 8
#: A match is at least this close. A wrong one is seen at a glance, both texts stand side by side.
MATCH_FROM = 0.3

GUIDELINE, PHRASINGS = "guideline", "phrasings"
TOLD = ("案例標題", "案例闡明")
REMINDER = "叮嚀事項"
_CHANNELS = ("dense", "bigrams")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case put forward. ``score`` is the weighted sum of its features, ``closeness`` its calibrated probability."""

    case: str
    features: NDArray[np.float32]
    score: float
    closeness: float


def rank(
    description: Description,
    said: Mapping[str, Said],
    cases: Mapping[str, Case],
    retriever: Retriever,
    weights: Weights,
    vocabulary: Vocabulary,
    *,
    phrasings: bool = True,
) -> tuple[Candidate, ...]:
    """The cases nearest to ``description``, which says ``said``, best first; none for one without statements."""
    if not description.statements:
        return ()
    spaces = {GUIDELINE: retriever.index.spaces[GUIDELINE]}
    if phrasings and retriever.index.spaces[PHRASINGS].passages:
        spaces[PHRASINGS] = retriever.index.spaces[PHRASINGS]
    terms = {channel: [CHANNELS[channel](window) for window in description.windows] for channel in _CHANNELS[1:]}
    searched = {name: _window_scores(space, description, terms) for name, space in spaces.items()}
    forward = _put_forward(spaces, searched)
    shares = aspects.shared_share(said, [aspects.read_case(cases[case], vocabulary)[1] for case in forward])
    length = weights.length * np.log2(len(description.windows))
    found = []
    for case, share in zip(forward, shares, strict=True):
        features = _features(case, share, retriever, searched, description)
        score = float(features @ weights.case)
        found.append(Candidate(case, features, score, weights.calibration.closeness(score - length)))
    return tuple(sorted(found, key=lambda candidate: -candidate.score))


def _window_scores(
    space: Space, description: Description, terms: Mapping[str, Sequence[Sequence[str]]]
) -> NDArray[np.float32]:
    """Float32 [2, n]: for each passage its best score among the windows, in the order of _CHANNELS."""
    scores = np.zeros((len(_CHANNELS), len(space.passages)), dtype=np.float32)
    scores[0] = (space.vectors.matrix @ description.window_vectors.T).max(axis=1, initial=0.0)
    for row, channel in enumerate(_CHANNELS[1:], 1):
        for window in terms[channel]:
            np.maximum(scores[row], space.lexicons[channel].scores(window), out=scores[row])
    return scores


def _put_forward(spaces: Mapping[str, Space], searched: Mapping[str, NDArray[np.float32]]) -> list[str]:
    """The CANDIDATES cases with the best passage, by the plain sum of the channels."""
    best: dict[str, float] = {}
    for name, space in spaces.items():
        totals = searched[name].sum(axis=0)
        for row in np.argsort(-totals, kind="stable")[: CANDIDATES * 16]:
            best.setdefault(space.passages[row].case, float(totals[row]))
    return sorted(best, key=lambda case: -best[case])[:CANDIDATES]


@functools.lru_cache(maxsize=8)
def _places(retriever: Retriever, name: str) -> dict[tuple[str, str], list[int]]:
    """Case and field to the rows of a space, gathered once for each retriever."""
    found: dict[tuple[str, str], list[int]] = {}
    for row, passage in enumerate(retriever.index.spaces[name].passages):
        found.setdefault((passage.case, passage.field), []).append(row)
    return found


def rows(retriever: Retriever, name: str, case: str, fields: Sequence[str]) -> NDArray[np.int64]:
    """The rows of the space ``name`` whose passages are of ``case`` and one of ``fields``, ascending."""
    places = _places(retriever, name)
    return np.array(sorted(row for field in fields for row in places.get((case, field), ())), dtype=np.int64)


def _features(
    case: str,
    share: float,
    retriever: Retriever,
    searched: Mapping[str, NDArray[np.float32]],
    description: Description,
) -> NDArray[np.float32]:
    """Float32 in the order of CASE_FEATURES; 0 where a case has no such passage."""
    guideline = retriever.index.spaces[GUIDELINE]
    told, reminders = rows(retriever, GUIDELINE, case, TOLD), rows(retriever, GUIDELINE, case, (REMINDER,))
    by_told = description.vectors @ guideline.vectors.of(told).T
    by_reminder = description.vectors @ guideline.vectors.of(reminders).T
    asked = rows(retriever, PHRASINGS, case, (*TOLD, REMINDER))
    found = {
        **_best("narrative", searched[GUIDELINE][:, told]),
        **_best("reminders", searched[GUIDELINE][:, reminders]),
        **(_best("phrasings", searched[PHRASINGS][:, asked]) if PHRASINGS in searched else {}),
        "covered": float(by_told.max(axis=0, initial=0.0).mean()) if len(told) else 0.0,
        "closest": _top_mean(by_told),
        "closest_reminders": _top_mean(by_reminder),
        "aspects": share,
    }
    return np.array([found.get(name, 0.0) for name in CASE_FEATURES], dtype=np.float32)


def _best(group: str, scores: NDArray[np.float32]) -> dict[str, float]:
    return {f"{group}.{name}": float(scores[i].max(initial=0.0)) for i, name in enumerate(_CHANNELS)}


def _top_mean(likeness: NDArray[np.float32]) -> float:
    """The mean over the TOP statements of each one's best likeness."""
    best = np.sort(likeness.max(axis=1, initial=0.0))[::-1][:TOP]
    return float(best.sum()) / TOP


def matches(case: str, description: Description, retriever: Retriever, weights: Weights) -> tuple[StatementMatch, ...]:
    """Statements beside the facts and reminders of ``case`` that they resemble, best first; each on one side once."""
    space = retriever.index.spaces[GUIDELINE]
    taken: set[int] = set()
    found: list[StatementMatch] = []
    for field, most in ((TOLD[1], FACT_MATCHES), (REMINDER, REMINDER_MATCHES)):
        ids = rows(retriever, GUIDELINE, case, (field,))
        likeness = description.vectors @ space.vectors.of(ids).T
        short = [row for row, statement in enumerate(description.statements) if len(statement.text) < MATCH_LENGTH]
        likeness[[*short, *taken], :] = -1.0
        for _ in range(most if likeness.size else 0):
            row, column = divmod(int(likeness.argmax()), likeness.shape[1])
            closeness = weights.match.closeness(float(likeness[row, column]))
            if closeness < MATCH_FROM:
                break
            found.append(_match(description, row, space.passages[int(ids[column])], closeness))
            taken.add(row)
            likeness[row, :] = likeness[:, column] = -1.0
    return tuple(sorted(found, key=lambda match: -match.closeness))


def _match(description: Description, row: int, passage: Passage, closeness: float) -> StatementMatch:
    extract = description.statements[row].extract
    return StatementMatch(extract, passage.field, passage.number, passage.quote, closeness)
