"""Labelled questions, follow-ups, incidents and negatives from JSON Lines; a line's keys say of which kind it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.batch import read_text
from assistant.errors import InputError
from assistant.model import Case

#: A reminder as (case, number), and an article as (law, number).
Target = tuple[str, int]
ArticleKey = tuple[str, str]

#: The grade of what answers a question, and the least grade of what is of some help.
RIGHT, HELPFUL = 3, 2

_FORM = (
    "每行要有 id 與下列欄位：問題 text、relevant；追問 turns、relevant；"
    "事件 text、closest；無關的問題 text、near；含糊的問題 text。"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, or a conversation whose last turn is asked. ``cases`` and ``reminders`` are those of grade RIGHT."""

    id: str
    turns: tuple[str, ...]
    style: str
    cases: frozenset[str]
    reminders: frozenset[Target]
    helpful: frozenset[Target]
    articles: frozenset[ArticleKey]


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident description; no ``closest`` means that no case resembles it. ``done`` is None where not labelled."""

    id: str
    text: str
    closest: frozenset[str]
    articles: frozenset[ArticleKey]
    done: frozenset[Target] | None


@dataclass(frozen=True, slots=True)
class OffTopic:
    """A question that the corpus does not answer; ``near`` says that it is from a neighbouring field."""

    id: str
    text: str
    near: bool


@dataclass(frozen=True, slots=True)
class Vague:
    """Words that hold nothing to look up."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Samples:
    """Everything the files hold, by kind, in their order."""

    questions: tuple[Question, ...] = ()
    followups: tuple[Question, ...] = ()
    incidents: tuple[Incident, ...] = ()
    offtopic: tuple[OffTopic, ...] = ()
    vague: tuple[Vague, ...] = ()


def read_samples(paths: Iterable[str]) -> Samples:
    """The samples of all files, joined. Raises InputError naming file and line of what cannot be read."""
    found: dict[str, list[Any]] = {}
    for path in paths:
        for number, content in _objects(path, read_text(path)):
            try:
                kind, sample = _sample(content)
            except (KeyError, TypeError, ValueError, AttributeError):
                raise InputError(f"「{path}」第 {number} 行的標示不合格式。", _FORM) from None
            found.setdefault(kind, []).append(sample)
    if not found:
        raise InputError("檔案裡沒有任何一行資料。", _FORM)
    return Samples(**{kind: tuple(samples) for kind, samples in found.items()})


def check_labels(samples: Samples, cases: Mapping[str, Case]) -> None:
    """Raise InputError for a label that names a case or reminder the corpus lacks: it could only count as a miss."""
    for sample in (*samples.questions, *samples.followups):
        _check(sample.id, sample.cases, sample.helpful | sample.reminders, cases)
    for incident in samples.incidents:
        _check(incident.id, incident.closest, incident.done or frozenset(), cases)


def _check(sample: str, labelled: Iterable[str], targets: Iterable[Target], cases: Mapping[str, Case]) -> None:
    for case in sorted(labelled):
        if case not in cases:
            raise InputError(f"「{sample}」標示的案例 {case} 不在指引裡。", "請改正編號，或先匯入那份指引。")
    for case, number in sorted(targets):
        if case not in cases or cases[case].reminder(number) is None:
            raise InputError(f"「{sample}」標示的 {case} 第 {number} 項叮嚀事項不在指引裡。", "請改正編號。")


def _objects(path: str, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip("\r \t"):
            continue
        try:
            content = json.loads(line)
        except ValueError:
            raise InputError(f"「{path}」第 {number} 行不是正確的 JSON。", _FORM) from None
        if not isinstance(content, dict):
            raise InputError(f"「{path}」第 {number} 行不是 JSON 物件。", _FORM)
        yield number, content


def _sample(content: dict[str, Any]) -> tuple[str, Any]:
    kind = _kind(content)
    return kind, _READERS[kind](content)


def _kind(content: dict[str, Any]) -> str:
    if "relevant" in content:
        return "followups" if "turns" in content else "questions"
    return "incidents" if "closest" in content else "offtopic" if "near" in content else "vague"


def _question(content: dict[str, Any]) -> Question:
    relevant = content["relevant"]
    turns = content["turns"] if "turns" in content else [content["text"]]
    if not turns:
        raise ValueError("no turns")
    return Question(
        id=str(content["id"]),
        turns=tuple(_text(turn) for turn in turns),
        style=str(content.get("style", "")),
        cases=frozenset(str(entry["case"]) for entry in relevant if entry["grade"] >= RIGHT),
        reminders=_targets(relevant, RIGHT),
        helpful=_targets(relevant, HELPFUL),
        articles=_articles(content.get("articles", ())),
    )


def _targets(relevant: Sequence[Mapping[str, Any]], grade: int) -> frozenset[Target]:
    return frozenset(
        (str(entry["case"]), int(number))
        for entry in relevant
        if entry["grade"] >= grade
        for number in entry["reminders"]
    )


def _incident(content: dict[str, Any]) -> Incident:
    done = content.get("mentions_done")
    return Incident(
        id=str(content["id"]),
        text=_text(content["text"]),
        closest=frozenset(map(str, content["closest"])),
        articles=_articles(content.get("articles", ())),
        done=None if done is None else frozenset((str(entry["case"]), int(entry["reminder"])) for entry in done),
    )


def _off_topic(content: dict[str, Any]) -> OffTopic:
    return OffTopic(str(content["id"]), _text(content["text"]), bool(content["near"]))


def _vague(content: dict[str, Any]) -> Vague:
    return Vague(str(content["id"]), _text(content["text"]))


def _articles(labels: Iterable[str]) -> frozenset[ArticleKey]:
    """Articles written as ``law#number``."""
    return frozenset((law, number) for law, number in (label.split("#") for label in labels))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is expected")
    return value


_READERS: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "questions": _question,
    "followups": _question,
    "incidents": _incident,
    "offtopic": _off_topic,
    "vague": _vague,
}
