from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.evaluation import Options, Report, report_from_json, report_to_json, run
from assistant.evaluation.statistics import Bin, RiskPoint
from assistant.evaluation.variants import VARIANTS
from assistant.library import Library
from tests.evaluation.scripted import BOARD, PHONE, ScriptedAssistant, cited, incident_report, small_cases

FIRST, SECOND, WHITE = (PHONE, 1), (PHONE, 2), (BOARD, 1)
LAW = "個人資料保護法"
MISS, HIT, FAR, NEAR = "手機掉了?", "白板要擦掉嗎", "晚餐吃什麼", "公文放哪裡"


@pytest.fixture
def assistant(library: Library) -> ScriptedAssistant:
    return ScriptedAssistant(
        small_cases(library),
        script={
            MISS: ("no_precedent", (BOARD, PHONE), {WHITE: 0.4, SECOND: 0.2}),
            HIT: ("answered", (BOARD,), {WHITE: 0.8}),
            "那要賠嗎": ("answered", (PHONE,), {FIRST: 0.9}),
            NEAR: ("answered", (PHONE,), {FIRST: 0.7}),
        },
        confidence={MISS: 0.4, HIT: 0.9, NEAR: 0.6, FAR: 0.1},
    )


def write(path: Path, *contents: dict[str, object]) -> str:
    path.write_text("\n".join(json.dumps(content, ensure_ascii=False) for content in contents), encoding="utf-8")
    return str(path)


def relevant(case: str, *reminders: int) -> list[dict[str, object]]:
    return [{"case": case, "reminders": list(reminders), "grade": 3}]


@pytest.fixture
def questions(tmp_path: Path) -> str:
    return write(
        tmp_path / "questions.jsonl",
        {"id": "q1", "text": MISS, "style": "hard", "relevant": relevant(PHONE, 2)},
        {"id": "q2", "text": HIT, "style": "near", "relevant": relevant(BOARD, 1)},
    )


@pytest.fixture
def negatives(tmp_path: Path) -> str:
    return write(
        tmp_path / "negatives.jsonl",
        {"id": "o1", "text": FAR, "near": False},
        {"id": "o2", "text": NEAR, "near": True},
        {"id": "v1", "text": "怎麼辦"},
        {"id": "v2", "text": " "},
    )


def value(report: Report, kind: str, measure: str, row: str = "all") -> float:
    figure = report.figure(kind, measure, row)
    assert figure is not None
    return figure.value


def test_questions_are_measured_whatever_their_status(assistant: ScriptedAssistant, questions: str):
    report = run([questions], assistant)
    assert value(report, "questions", "case_first") == (0 + 1) / 2
    assert value(report, "questions", "reminder_in_three") == (1 + 1) / 2
    assert value(report, "questions", "reciprocal_rank") == (1 / 2 + 1) / 2
    assert value(report, "questions", "answered") == 1 / 2
    assert value(report, "questions", "case_first", "style:hard") == 0
    assert value(report, "questions", "case_first", "style:near") == 1
    assert report.section("followups") is None
    assert report_from_json(report_to_json(report)).files == ("questions.jsonl",)


def test_each_variant_is_compared_with_the_plain_questions(assistant: ScriptedAssistant, questions: str):
    section = run([questions], assistant).section("questions")
    assert section is not None
    rows = {row.name: row for row in section.rows}
    # Only 「?」 has a full-width form; that question then misses: case 0 as before, reminder 1 → 0, MRR 1/2 → 0.
    assert (rows["variant:full_width"].changed, rows["variant:full_width"].difference) == (1, -0.5)
    # 手機 becomes phone and is not understood; 白板 has no English here.
    assert (rows["variant:english"].changed, rows["variant:english"].difference) == (1, -0.5)
    # 機 and 板 have their Simplified forms in the script of neither: both are missed, MRR 3/4 → 0, reminders 1 → 0.
    assert VARIANTS["simplified"](HIT) == HIT.replace("嗎", "吗")
    assert (rows["variant:simplified"].changed, rows["variant:simplified"].difference) == (2, -1.0)


def test_negatives_count_what_was_answered_all_the_same(assistant: ScriptedAssistant, negatives: str):
    report = run([negatives], assistant)
    assert value(report, "offtopic", "answered") == 1 / 2
    assert value(report, "offtopic", "answered", "near") == 1
    assert value(report, "offtopic", "answered", "far") == 0
    assert value(report, "vague", "too_vague") == 1 / 2  # what cannot be asked at all is too vague
    assert value(report, "vague", "no_precedent") == 1 / 2


def test_calibration_and_risk_look_at_questions_and_off_topic(
    assistant: ScriptedAssistant, questions: str, negatives: str
):
    report = run([questions, negatives], assistant)
    assert report.calibration.bins == (Bin(0.2, 1.0, 1), Bin(0.4, 0.0, 1), Bin(0.7, 0.0, 1), Bin(0.8, 1.0, 1))
    assert report.calibration.error is not None
    assert report.calibration.error.value == pytest.approx((0.8 + 0.4 + 0.7 + 0.2) / 4)
    # .9 right, .6 off topic, .4 right (its reminder is second), .1 off topic.
    assert report.risk_coverage == (
        RiskPoint(0.9, 1 / 4, 0),
        RiskPoint(0.6, 2 / 4, 1 / 2),
        RiskPoint(0.4, 3 / 4, 1 / 3),
        RiskPoint(0.1, 1, 2 / 4),
    )


def test_an_answer_to_a_named_case_is_certain(assistant: ScriptedAssistant, questions: str):
    assistant.confidence[HIT] = 0.3
    assert run([questions], assistant).risk_coverage[0] == RiskPoint(1.0, 1 / 2, 0)


def test_what_is_declined_for_its_wording_has_no_confidence(assistant: ScriptedAssistant, questions: str):
    assistant.script[HIT] = ("too_vague", (BOARD,), {WHITE: 0.8})
    # Its search says .9, but MISS (.4, its right reminder second) would be answered before it.
    assert run([questions], assistant).risk_coverage == (RiskPoint(0.4, 1 / 2, 0), RiskPoint(0.0, 1, 0))


def test_a_follow_up_is_asked_with_its_context(assistant: ScriptedAssistant, tmp_path: Path):
    path = write(tmp_path / "f.jsonl", {"id": "f", "turns": [MISS, "那要賠嗎"], "relevant": relevant(PHONE, 1)})
    report = run([path], assistant, Options(phrasings=False))
    assert assistant.asked == [("那要賠嗎", (MISS,), False)]
    assert value(report, "followups", "reminder_in_three") == 1
    assert report.section("questions") is None
    assert not report.phrasings


def test_incidents_are_checked(assistant: ScriptedAssistant, tmp_path: Path):
    report = incident_report(assistant.cases, PHONE, {FIRST: "done", SECOND: "open"}, cited((LAW, "12", PHONE)))
    assistant.reports = {"甲": report, "乙": incident_report(assistant.cases, None, {})}
    path = write(
        tmp_path / "incidents.jsonl",
        {
            "id": "i1",
            "text": "甲",
            "closest": [PHONE],
            "articles": [f"{LAW}#12"],
            "mentions_done": [{"case": PHONE, "reminder": 1}],
        },
        {"id": "i2", "text": "乙", "closest": []},
        {"id": "i3", "text": "乙", "closest": [BOARD]},
    )
    measured = run([path], assistant)
    assert value(measured, "incidents", "precedent_first") == (1 + 0) / 2
    assert value(measured, "incidents", "incident_declined") == 1
    assert value(measured, "incidents", "articles_exact") == 1
    assert value(measured, "incidents", "done_found") == 1 / 1
    assert value(measured, "incidents", "wrongly_done") == 0 / 1


def test_progress_reaches_the_end_of_every_stage(assistant: ScriptedAssistant, questions: str, negatives: str):
    last: dict[str, tuple[int, int]] = {}
    seen: Counter[str] = Counter()

    def progress(stage: str, done: int, total: int) -> None:
        seen[stage] += 1
        last[stage] = done, total

    run([questions, negatives], assistant, progress=progress)
    assert all(done == total == seen[stage] for stage, (done, total) in last.items())
    assert {f"變體 {name}" for name in VARIANTS} | {"問題", "無關的問題", "含糊的問題"} == set(last)


def test_an_unknown_label_is_refused_before_anything_is_asked(assistant: ScriptedAssistant, tmp_path: Path):
    path = write(tmp_path / "q.jsonl", {"id": "q", "text": "甲", "relevant": relevant("20990101", 1)})
    with pytest.raises(InputError, match="20990101"):
        run([path], assistant)
    assert assistant.asked == []
