"""Answers and reports as JSON: the keys of the contract, and reading them back."""

from __future__ import annotations

import copy
import json
from typing import Any

import numpy as np
import pytest

from assistant import wire
from assistant.errors import InputError
from assistant.library import Library
from assistant.model import Answer, IncidentReport, RankedCase
from tests.export import samples


@pytest.fixture
def answered(library: Library) -> dict[str, Any]:
    return wire.answer_to_json(samples.answer(library))


@pytest.fixture
def checked(library: Library) -> dict[str, Any]:
    return wire.report_to_json(samples.report(library))


def test_an_answer_has_the_keys_of_the_contract(answered: dict[str, Any], library: Library) -> None:
    assert set(answered) >= {
        "question", "status", "reason", "cases", "reminders", "passages", "articles", "corpus", "encoder",
    }  # fmt: skip
    assert (answered["status"], answered["reason"]) == ("answered", None)
    assert "id" not in answered  # the command line's to give
    assert set(answered["cases"][0]) >= {"id", "title", "closeness", "band"}
    assert set(answered["reminders"][0]) >= {"case", "number", "text", "closeness", "source", "start", "end"}
    assert set(answered["passages"][0]) >= {"case", "field", "number", "text", "source", "start", "end"}
    assert set(answered["articles"][1]) == {"law", "number", "title", "cited_by", "url", "status"}
    assert answered["corpus"] == {"sha256": "c" * 64, "built_at": "2026-11-20T01:02:03+00:00"}
    assert answered["encoder"] == {"name": "guidance-static", "sha256": "e" * 64}
    texts = {g.source.name: g.source.text for g in library.guidelines}
    for quoted in (*answered["reminders"], *answered["passages"]):
        assert texts[quoted["source"]][quoted["start"] : quoted["end"]] == quoted["text"]


def test_a_report_has_the_keys_of_the_contract(checked: dict[str, Any]) -> None:
    head = {"question", "status", "reason", "cases", "corpus", "encoder"}
    assert set(checked) == head | {"precedents", "articles", "checklist", "missing"}
    precedent = checked["precedents"][0]
    assert set(precedent) >= {"id", "title", "closeness", "band", "matches", "differs"}
    match = precedent["matches"][0]
    assert set(match) == {"incident", "precedent", "closeness"}
    assert set(match["incident"]) == {"start", "end", "text"}
    assert set(match["precedent"]) >= {"field", "number", "start", "end", "text"}
    assert set(checked["checklist"][0]) >= {"case", "number", "text", "state", "evidence"}
    assert [item["evidence"] is None for item in checked["checklist"]] == [False, False, True]
    assert set(checked["missing"][0]) == {"fact", "why"}
    for item in (match["incident"], checked["checklist"][0]["evidence"]):
        assert checked["question"][item["start"] : item["end"]] == item["text"]


def test_what_is_read_is_written_the_same(answered: dict[str, Any], checked: dict[str, Any]) -> None:
    answer = wire.from_json(json.loads(json.dumps(answered)))
    report = wire.from_json(json.loads(json.dumps(checked)))
    assert isinstance(answer, Answer) and isinstance(report, IncidentReport)
    assert wire.answer_to_json(answer) == answered
    assert wire.report_to_json(report) == checked


def test_numbers_of_numpy_are_written_as_numbers(library: Library) -> None:
    case = RankedCase(library.cases["20170101"], np.float32(0.5), "medium")  # type: ignore[arg-type]
    written = json.loads(json.dumps(wire.answer_to_json(samples.answer(library, cases=(case,)))))
    assert written["cases"][0]["closeness"] == 0.5


def changed(content: dict[str, Any], path: str, value: object = ...) -> dict[str, Any]:
    """A copy of ``content`` with ``value`` at ``path``, or without what stands there."""
    content = copy.deepcopy(content)
    *parents, last = path.split(".")
    place: Any = content
    for name in parents:
        place = place[int(name) if name.isdigit() else name]
    key = int(last) if last.isdigit() else last
    if value is ...:
        del place[key]
    else:
        place[key] = value
    return content


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("question", ..., "缺少「question」"),
        ("status", "maybe", "「status」應該是：answered、no_precedent、too_vague"),
        ("reminders", ..., "缺少「reminders」"),
        ("reminders", {}, "「reminders」應該是陣列"),
        ("reminders.1", "x", "「reminders[1]」應該是物件"),
        ("reminders.1.text", ..., "缺少「reminders[1].text」"),
        ("reminders.1.number", "3", "「reminders[1].number」應該是整數"),
        ("reminders.1.number", True, "「reminders[1].number」應該是整數"),
        ("reminders.0.start", 0, "「reminders[0]」的 start、end 與文字的字數不符"),
        ("cases.0.closeness", "0.5", "「cases[0].closeness」應該是數字"),
        ("cases.0.band", "top", "「cases[0].band」應該是：high、medium、low"),
        ("articles.0.cited_by", [1], "「articles[0].cited_by」應該是文字的陣列"),
        ("corpus", ..., "缺少「corpus」"),
        ("encoder.sha256", None, "「encoder.sha256」應該是文字"),
    ],
)
def test_what_is_wrong_is_named(answered: dict[str, Any], path: str, value: object, said: str) -> None:
    with pytest.raises(InputError) as trouble:
        wire.from_json(changed(answered, path, value))
    assert said in trouble.value.message
    assert "--json" in trouble.value.remedy
    assert trouble.value.exit_code == 2


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("precedents.1.matches.0.incident", "缺少「precedents[1].matches[0].incident」"),
        ("precedents.0.matches.0.precedent.field", "缺少「precedents[0].matches[0].precedent.field」"),
        ("checklist.2.state", "缺少「checklist[2].state」"),
        ("missing.0.why", "缺少「missing[0].why」"),
        ("checklist", "缺少「checklist」"),
    ],
)
def test_what_a_report_lacks_is_named(checked: dict[str, Any], path: str, said: str) -> None:
    with pytest.raises(InputError) as trouble:
        wire.from_json(changed(checked, path))
    assert said in trouble.value.message


@pytest.mark.parametrize("content", [[], None, "x", 3])
def test_no_object_at_all(content: object) -> None:
    with pytest.raises(InputError, match="不是物件"):
        wire.from_json(content)


def test_the_bare_contract_is_enough(answered: dict[str, Any], checked: dict[str, Any]) -> None:
    for case in (*answered["cases"], *checked["cases"], *checked["precedents"]):
        for key in ("source", "start", "end"):
            del case[key]
    for reminder in answered["reminders"]:
        del reminder["band"]
    for precedent in checked["precedents"]:
        del precedent["shares"]
        precedent["differs"] = []
        for match in precedent["matches"]:
            del match["precedent"]["source"]
    for item in checked["checklist"]:
        for key in ("source", "start", "end", "same_as"):
            del item[key]
    del answered["searched"]
    answer, report = wire.from_json(answered), wire.from_json(checked)
    assert isinstance(answer, Answer) and isinstance(report, IncidentReport)
    assert answer.searched == answer.question
    # 0.93, 0.55 and 0.31 against the bands' bounds, 0.7 and 0.4
    assert [r.band for r in answer.reminders] == ["high", "medium", "low"]
    assert report.checklist[0].same_as == ()
