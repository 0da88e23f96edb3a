"""Ask the assistant everything a file holds and sum it up."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.errors import InputError
from assistant.evaluation import measures, removal
from assistant.evaluation.comparing import configurations
from assistant.evaluation.measures import Outcome
from assistant.evaluation.report import Calibration, Report, Row, Section
from assistant.evaluation.samples import OffTopic, Question, Samples, check_labels, read_samples
from assistant.evaluation.statistics import (
    Figure,
    RiskPoint,
    Score,
    calibration_error,
    ratio,
    reliability,
    risk_coverage,
)
from assistant.evaluation.variants import VARIANTS
from assistant.index import Progress, no_progress
from assistant.model import Answer

if TYPE_CHECKING:
    from assistant.assembly import Assistant
    from assistant.retrieval import Retriever

S = TypeVar("S")
O = TypeVar("O")  # noqa: E741 - an outcome
Measures = Mapping[str, Callable[[S, O], Score]]
Asked = tuple[tuple[Question, Outcome], ...]
Judged = tuple[tuple[Question | OffTopic, Outcome], ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure.

    ``phrasings``: search with the lay phrasings. ``compare``: also measure other searches on the same questions.
    ``without_each_case``: also ask every question of a corpus that lacks its case.
    """

    phrasings: bool = True
    compare: bool = False
    without_each_case: bool = False


DEFAULTS = Options()


def run(
    paths: Sequence[str], assistant: Assistant, options: Options = DEFAULTS, progress: Progress = no_progress
) -> Report:
    """Evaluate ``assistant`` on the files at ``paths``. Raises InputError naming what in them cannot be used."""
    samples = read_samples(paths)
    check_labels(samples, assistant.library.cases)
    ask = functools.partial(_asked, assistant, phrasings=options.phrasings)
    questions = _each("問題", samples.questions, lambda q: ask(q.turns), progress)
    followups = _each("追問", samples.followups, lambda q: ask(q.turns), progress)
    offtopic = _each("無關的問題", samples.offtopic, lambda q: ask((q.text,)), progress)
    vague = _each("含糊的問題", samples.vague, lambda q: ask((q.text,)), progress)
    incidents = _each("事件", samples.incidents, lambda i: assistant.check(i.text), progress)
    sections = (
        _question_section(questions, _variants(samples.questions, ask, progress)),
        Section("followups", (_row("all", followups, measures.QUESTION),)),
        _off_topic_section(offtopic),
        Section("vague", (_row("all", vague, measures.STATUS),)),
        Section("incidents", (_row("all", incidents, measures.INCIDENT),)),
        *_removal_sections(samples.questions, assistant, options, progress),
    )
    judged: Judged = (*questions, *offtopic)
    return Report(
        files=tuple(Path(path).name for path in paths),
        phrasings=options.phrasings,
        provenance=assistant.provenance,
        sections=tuple(section for section in sections if section.rows[0].count),
        calibration=_calibration(judged),
        risk_coverage=_risk_coverage(judged, assistant, phrasings=options.phrasings),
        configurations=_compared(samples, assistant, options, progress),
    )


def _each(
    stage: str, samples: Sequence[S], outcome_of: Callable[[S], O], progress: Progress
) -> tuple[tuple[S, O], ...]:
    """Each sample with its outcome."""
    results: list[tuple[S, O]] = []
    for done, sample in enumerate(samples, 1):
        results.append((sample, outcome_of(sample)))
        progress(stage, done, len(samples))
    return tuple(results)


def _asked(assistant: Assistant, turns: tuple[str, ...], *, phrasings: bool) -> Outcome:
    """What the last of ``turns`` gets; something that cannot be asked at all counts as too vague."""
    try:
        return outcome_of(assistant.ask(turns[-1], context=turns[:-1], phrasings=phrasings, nearest=True))
    except InputError as error:
        return outcome_of(assistant.unanswerable(turns[-1], str(error)))


def outcome_of(answer: Answer) -> Outcome:
    """What is measured of ``answer``."""
    return Outcome(
        status=answer.status,
        cases=tuple(ranked.case.id for ranked in answer.cases),
        reminders=tuple((ranked.reminder.case, ranked.reminder.number) for ranked in answer.reminders),
        closeness=tuple(ranked.closeness for ranked in answer.reminders),
        articles=frozenset((cited.article.law, cited.article.number) for cited in answer.articles),
        searched=answer.searched,
    )


def _risk_coverage(judged: Judged, assistant: Assistant, *, phrasings: bool) -> tuple[RiskPoint, ...]:
    return risk_coverage(
        [
            (_confidence(assistant.retriever, outcome, phrasings=phrasings), measures.is_wrong(sample, outcome))
            for sample, outcome in judged
        ]
    )


def _confidence(retriever: Retriever, outcome: Outcome, *, phrasings: bool) -> float:
    """The probability behind the decision to answer; 0 where the wording alone declines, 1 where it names its case."""
    if outcome.status == "too_vague":
        return 0.0
    closeness = retriever.rank(outcome.searched, phrasings=phrasings).closeness
    named = outcome.status == "answered" and closeness < retriever.fusion.answer_from
    return 1.0 if named else closeness


def _row(name: str, results: Sequence[tuple[S, O]], of: Measures[S, O]) -> Row:
    return Row(name, len(results), figures(results, of))


def figures(results: Sequence[tuple[S, O]], of: Measures[S, O]) -> dict[str, Figure]:
    """Each measure over ``results``, without those that apply to none."""
    found = {name: ratio([score(*result) for result in results]) for name, score in of.items()}
    return {name: figure for name, figure in found.items() if figure is not None}


def _question_section(questions: Asked, variants: Mapping[str, Asked]) -> Section:
    plain = _row("all", questions, measures.QUESTION)
    styles = tuple(dict.fromkeys(question.style for question, _ in questions))
    by_style = (_row(f"style:{s}", [r for r in questions if r[0].style == s], measures.QUESTION) for s in styles)
    varied = (_variant_row(name, results, questions, plain) for name, results in variants.items())
    return Section("questions", (plain, *(by_style if len(styles) > 1 else ()), *varied))


def _variant_row(name: str, results: Asked, plain: Asked, plain_row: Row) -> Row:
    row = _row(f"variant:{name}", results, measures.QUESTION)
    differences = [
        row.figures[measure].value - plain_row.figures[measure].value
        for measure in measures.RANKING
        if measure in plain_row.figures
    ]
    changed = sum(varied.turns != question.turns for (varied, _), (question, _) in zip(results, plain, strict=True))
    return replace(row, changed=changed, difference=min(differences, default=None))


def _variants(
    questions: Sequence[Question], ask: Callable[[tuple[str, ...]], Outcome], progress: Progress
) -> dict[str, Asked]:
    if not questions:
        return {}
    return {
        name: _each(
            f"變體 {name}",
            [replace(question, turns=tuple(map(rewrite, question.turns))) for question in questions],
            lambda question: ask(question.turns),
            progress,
        )
        for name, rewrite in VARIANTS.items()
    }


def _removal_sections(
    questions: Sequence[Question], assistant: Assistant, options: Options, progress: Progress
) -> tuple[Section, ...]:
    if not options.without_each_case:
        return ()

    def ask(reduced: Assistant, question: Question) -> Outcome:
        return _asked(reduced, question.turns, phrasings=options.phrasings)

    results = removal.without_each_case(questions, assistant, ask, progress)
    cases = dict.fromkeys(removed.case for removed, _ in results)
    by_case = (_row(f"case:{c}", [r for r in results if r[0].case == c], removal.MEASURES) for c in cases)
    return (Section("removed", (_row("all", results, removal.MEASURES), *by_case)),)


def _off_topic_section(offtopic: Sequence[tuple[OffTopic, Outcome]]) -> Section:
    rows = {
        "all": offtopic,
        "far": [result for result in offtopic if not result[0].near],
        "near": [result for result in offtopic if result[0].near],
    }
    return Section("offtopic", tuple(_row(n, results, measures.STATUS) for n, results in rows.items()))


def _calibration(judged: Judged) -> Calibration:
    groups = [measures.judged_reminders(sample, outcome) for sample, outcome in judged]
    return Calibration(calibration_error(groups), reliability(groups))


def _compared(samples: Samples, assistant: Assistant, options: Options, progress: Progress) -> tuple[Row, ...]:
    if not options.compare or not samples.questions:
        return ()
    found = configurations(samples.questions, assistant.retriever, progress)
    return tuple(_row(name, results, measures.RANKING) for name, results in found.items())
