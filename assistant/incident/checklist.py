"""Which reminders of the shown precedents the description says are done, with the words that say so.

A statement settles a reminder where it speaks of the same thing and its grammar says done (see
:mod:`assistant.incident.states`). Where nothing is said, a reminder is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.incident import states
from assistant.incident.likeness import Description, pairs_of, shared_pairs
from assistant.incident.precedents import GUIDELINE, PHRASINGS, REMINDER, rows
from assistant.incident.states import Saying
from assistant.incident.weights import DEED_FEATURES, Weights
from assistant.model import Case, ChecklistItem, Extract, Reminder, Span, TaskState
from assistant.vectors import scale_to_unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.retrieval import Retriever

#: Reminders of two cases are one where the cosine and the shared pairs of the shorter both reach these.
FOLD_COSINE, FOLD_PAIRS = 0.8, 0.55

_DONE = DEED_FEATURES.index("done")


@dataclass(frozen=True)
class Evidence:
    """What may settle a reminder: statements and pairs of neighbours, their vectors [e, d] and what they say."""

    extracts: tuple[Extract, ...]
    vectors: NDArray[np.float32]
    sayings: tuple[Saying, ...]
    suffered: tuple[bool, ...]
    practised: tuple[bool, ...]
    pairs: tuple[frozenset[str], ...]


def evidence(incident: str, description: Description) -> Evidence:
    """Every statement, and every two neighbours in a sentence of which neither is open or suffered."""
    own = description.statements
    sayings_of = states.sayings([(s.text, s.sentence) for s in own])
    told = [
        (s.extract, saying, states.suffered(s.text), states.practised(s.text))
        for s, saying in zip(own, sayings_of, strict=True)
    ]
    vectors = list(description.vectors)
    for i, (one, two) in enumerate(zip(told, told[1:], strict=False)):
        apart = own[i].sentence != own[i + 1].sentence or "open" in (one[1], two[1]) or one[2] or two[2]
        if not apart:
            span = Span(one[0].span.start, two[0].span.end)
            saying = "done" if "done" in (one[1], two[1]) else one[1]
            told.append((Extract(span, span.of(incident)), saying, False, one[3] or two[3]))
            joined = description.vectors[i : i + 2].sum(axis=0, keepdims=True)
            scale_to_unit(joined)
            vectors.append(joined[0])
    extracts, sayings, suffered, practised = zip(*told, strict=True) if told else ((), (), (), ())
    pairs = pairs_of([extract.text for extract in extracts])
    return Evidence(extracts, np.array(vectors, dtype=np.float32), sayings, suffered, practised, pairs)


def features(found: Evidence, case: str, retriever: Retriever, *, phrasings: bool = True) -> NDArray[np.float32]:
    """Float32 [reminders, e, f] in the order of DEED_FEATURES, for each reminder of ``case`` in index order."""
    guideline, asked = retriever.index.spaces[GUIDELINE], retriever.index.spaces[PHRASINGS]
    ids = rows(retriever, GUIDELINE, case, (REMINDER,))
    reminders = [guideline.passages[i] for i in ids]
    cosines = guideline.vectors.of(ids) @ found.vectors.T
    phrased = cosines.copy()
    own = rows(retriever, PHRASINGS, case, (REMINDER,)) if phrasings else np.empty(0, np.int64)
    if len(own):
        by_phrasing = asked.vectors.of(own) @ found.vectors.T
        numbers = np.array([asked.passages[i].number for i in own])
        for row, reminder in enumerate(reminders):
            ours = numbers == reminder.number
            if ours.any():
                phrased[row] = by_phrasing[ours].max(axis=0)
    pairs = shared_pairs(found.pairs, pairs_of([p.embedded for p in reminders])).T
    return deed_features(cosines, phrased, pairs, found)


def deed_features(
    cosines: NDArray[np.float32], phrased: NDArray[np.float32], pairs: NDArray[np.float32], found: Evidence
) -> NDArray[np.float32]:
    """The three likenesses (each [reminders, e]) and what follows from them, float32 [reminders, e, f].

    A margin says by how much a statement is more like this reminder than like any other of the same case: what an
    office tells of its measures mostly fulfils one of them, in words that are seldom the guideline's.
    """
    columns = {
        "dense": cosines,
        "phrasing_dense": phrased,
        "bigrams": pairs,
        "margin": _margins(cosines),
        "phrasing_margin": _margins(phrased),
        "done": np.broadcast_to([saying == "done" for saying in found.sayings], cosines.shape),
        "practice": np.broadcast_to(found.practised, cosines.shape),
        "intercept": np.ones(cosines.shape),
    }
    return np.stack([columns[name] for name in DEED_FEATURES], axis=-1).astype(np.float32)


def _margins(likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row less the highest of the other rows in its column; 0 where there is one row."""
    if len(likeness) < 2:
        return np.zeros_like(likeness)
    first = np.sort(likeness, axis=0)[::-1][:2]
    margins: NDArray[np.float32] = likeness - np.where(likeness == first[0], first[1], first[0])
    return margins


def allowed(found: Evidence) -> NDArray[np.bool_]:
    """Bool [e]: which evidence says that something is done: not what is denied, doubted, suffered or merely told."""
    rows = zip(found.sayings, found.suffered, strict=True)
    return np.array([saying == "done" and not harmed for saying, harmed in rows], dtype=np.bool_)


def judge(found: Evidence, features: NDArray[np.float32], weights: Weights) -> list[tuple[TaskState, Extract | None]]:
    """The state of each reminder of a case (``features`` [reminders, e, f]) and the words that say so.

    Open words close to a reminder outweigh done ones that are less close; between the thresholds it is unclear.
    """
    if not found.extracts:
        return [("open", None)] * len(features)
    likely = np.where(allowed(found), _probability(features @ weights.deed), 0.0)
    # How sure one would be had the same words been said of a thing done.
    about = _probability(features @ weights.deed + (1.0 - features[:, :, _DONE]) * weights.deed[_DONE])
    denied = np.where([saying == "open" for saying in found.sayings], about, 0.0)
    rows = zip(found.sayings, found.suffered, strict=True)
    doubted = np.where([saying in ("unsure", "told") and not harmed for saying, harmed in rows], about, 0.0)
    done = _settled(found, np.where(likely >= denied.max(axis=1, keepdims=True), likely, 0.0), weights.done_from)
    judged: list[tuple[TaskState, Extract | None]] = []
    for row in range(len(features)):
        if row in done:
            judged.append(("done", found.extracts[done[row]]))
        elif denied[row].max() >= weights.open_from:
            judged.append(("open", found.extracts[int(denied[row].argmax())]))
        elif doubted[row].max() >= weights.done_from:
            judged.append(("unclear", found.extracts[int(doubted[row].argmax())]))
        elif likely[row].max() >= weights.unclear_from:
            judged.append(("unclear", found.extracts[int(likely[row].argmax())]))
        else:
            judged.append(("open", None))
    return judged


def _probability(log_odds: NDArray[np.float32]) -> NDArray[np.float32]:
    return (1.0 / (1.0 + np.exp(-log_odds))).astype(np.float32)


def _settled(found: Evidence, likely: NDArray[np.float32], least: float) -> dict[int, int]:
    """Reminder to the evidence that settles it, the surest first: one deed settles one reminder of a case."""
    settled: dict[int, int] = {}
    taken: list[Span] = []
    for place in np.argsort(-likely, axis=None, kind="stable"):
        row, column = divmod(int(place), likely.shape[1])
        if likely[row, column] < least:
            break
        span = found.extracts[column].span
        if row not in settled and not any(t.start < span.end and span.start < t.end for t in taken):
            settled[row] = column
            taken.append(_core(found, likely[row], column, least))
    return settled


def _core(found: Evidence, likely: NDArray[np.float32], column: int, least: float) -> Span:
    """The one statement within evidence of two that would settle the reminder alone, or both."""
    span = found.extracts[column].span
    inside = [i for i, e in enumerate(found.extracts) if span.start <= e.span.start and e.span.end <= span.end]
    alone = max((i for i in inside if i != column), key=lambda i: likely[i], default=column)
    return found.extracts[alone].span if likely[alone] >= least else span


def checklist(
    incident: str,
    description: Description,
    cases: Sequence[Case],
    retriever: Retriever,
    weights: Weights,
    *,
    phrasings: bool = True,
) -> tuple[ChecklistItem, ...]:
    """An item for each reminder of ``cases``, in their order; those of a later case that say the same are folded in."""
    found = evidence(incident, description)
    items: list[tuple[Reminder, TaskState, Extract | None]] = []
    for case in cases:
        judged = judge(found, features(found, case.id, retriever, phrasings=phrasings), weights)
        items.extend((reminder, *state) for reminder, state in zip(case.reminders, judged, strict=True))
    folded = _folded([reminder for reminder, _, _ in items], retriever)
    twins: dict[int, list[Reminder]] = {}
    for row, first in enumerate(folded):
        if first != row:
            twins.setdefault(first, []).append(items[row][0])
    return tuple(
        ChecklistItem(reminder, state, words, tuple(twins.get(row, ())))
        for row, (reminder, state, words) in enumerate(items)
        if folded[row] == row
    )


def _folded(reminders: Sequence[Reminder], retriever: Retriever) -> list[int]:
    """For each reminder the first one of another case that says the same, or itself."""
    space = retriever.index.spaces[GUIDELINE]
    places = {(p.case, p.number): i for i, p in enumerate(space.passages) if p.field == REMINDER}
    vectors = space.vectors.of(np.array([places[r.case, r.number] for r in reminders], dtype=np.int64))
    texts = pairs_of([r.quote.text for r in reminders])
    cosines, pairs = vectors @ vectors.T, shared_pairs(texts, texts)
    same = (cosines >= FOLD_COSINE) & (np.maximum(pairs, pairs.T) >= FOLD_PAIRS)
    folded: list[int] = []
    for row, reminder in enumerate(reminders):
        twin = (i for i in range(row) if same[row, i] and folded[i] == i and reminders[i].case != reminder.case)
        folded.append(next(twin, row))
    return folded
