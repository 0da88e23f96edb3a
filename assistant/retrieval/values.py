"""What goes into a search and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.model import Hit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The search spaces: passages of guidelines, lay ways to ask for them, questions that none of them answers, the law.
GUIDELINE, PHRASINGS, OUTSIDE, LAWS = "guideline", "phrasings", "outside", "laws"
REMINDER = "叮嚀事項"


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The distinct words of a question as unit vectors, float32 [k, d], and their weights, which add up to one [k]."""

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the searches read it: its vector (float32 [d]), terms in each lexical channel, words apart.

    ``content`` are the words that are more than a form of asking.
    """

    text: str
    vector: NDArray[np.float32]
    terms: Mapping[str, list[str]]
    words: QueryWords
    content: Sequence[str]


@dataclass(frozen=True, slots=True)
class CaseHit:
    """A case found for a question."""

    case: str
    score: float
    closeness: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a search for ``query`` found, best first.

    ``closeness`` is the probability that the corpus has something that helps. ``named`` says that the question names
    its cases or reminders outright, so that nothing needs to be guessed.
    """

    reminders: tuple[Hit, ...]
    cases: tuple[CaseHit, ...]
    narrative: tuple[Hit, ...]
    closeness: float
    query: Query = field(compare=False, repr=False)
    named: bool = False
