from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.evaluation.samples import Incident, OffTopic, Question, Vague, check_labels, read_samples
from assistant.library import Library
from tests.evaluation.scripted import small_cases


def read(tmp_path: Path, *lines: str):
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_samples([str(path)])


def test_each_kind_is_known_by_its_keys(tmp_path: Path):
    samples = read(
        tmp_path,
        '{"id": "q", "text": "甲", "style": "near", "articles": ["個人資料保護法#12"], "relevant": ['
        '{"case": "1", "reminders": [2, 3], "grade": 3}, {"case": "4", "reminders": [4], "grade": 2}, '
        '{"case": "2", "reminders": [5], "grade": 1}, {"case": "3", "reminders": [], "grade": 3}]}',
        '{"id": "f", "turns": ["乙", "丙"], "relevant": []}',
        '{"id": "i", "text": "丁", "closest": ["1"], "mentions_done": [{"case": "1", "reminder": 2}]}',
        '{"id": "j", "text": "戊", "closest": []}',
        '{"id": "o", "text": "己", "near": true, "why": "鄰近"}',
        '{"id": "v", "text": "庚"}',
    )
    right = frozenset({("1", 2), ("1", 3)})
    law = frozenset({("個人資料保護法", "12")})
    assert samples.questions == (Question("q", ("甲",), "near", frozenset({"1", "3"}), right, right | {("4", 4)}, law),)
    assert samples.followups == (Question("f", ("乙", "丙"), "", *[frozenset()] * 4),)
    assert samples.incidents == (
        Incident("i", "丁", frozenset({"1"}), frozenset(), frozenset({("1", 2)})),
        Incident("j", "戊", frozenset(), frozenset(), None),
    )
    assert samples.offtopic == (OffTopic("o", "己", True),)
    assert samples.vague == (Vague("v", "庚"),)


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "q", "text": "甲", "relevant": [{"case": "1", "grade": 3}]}',
        '{"id": "q", "text": "甲", "relevant": [{"case": "1", "reminders": ["x"], "grade": 3}]}',
        '{"id": "q", "text": "甲", "relevant": 3}',
        '{"id": "q", "turns": [], "relevant": []}',
        '{"id": "q", "turns": [1], "relevant": []}',
        '{"id": "q", "text": "甲", "relevant": [], "articles": ["個資法12"]}',
        '{"id": "i", "text": "甲", "closest": null}',
        '{"id": "o", "near": false}',
        '{"text": "甲"}',
    ],
)
def test_a_wrong_label_is_named_with_its_line(tmp_path: Path, line: str):
    with pytest.raises(InputError, match=r"set\.jsonl」第 2 行的標示不合格式"):
        read(tmp_path, '{"id": "v", "text": "甲"}', line)


@pytest.mark.parametrize(("line", "message"), [("{", "第 1 行不是正確的 JSON"), ("[]", "第 1 行不是 JSON 物件")])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str, message: str):
    with pytest.raises(InputError, match=message):
        read(tmp_path, line)


def test_nothing_to_read(tmp_path: Path):
    with pytest.raises(InputError, match="沒有任何一行"):
        read(tmp_path, "", " ")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            '{"id": "q7", "text": "甲", "relevant": [{"case": "9", "reminders": [], "grade": 3}]}',
            "q7」標示的案例 9 不在",
        ),
        (
            '{"id": "q7", "text": "甲", "relevant": [{"case": "30010101", "reminders": [3], "grade": 3}]}',
            "q7」標示的 30010101 第 3 項",
        ),
        ('{"id": "i7", "text": "甲", "closest": ["9"]}', "i7」標示的案例 9 不在"),
    ],
)
def test_a_label_that_the_corpus_lacks_is_refused(tmp_path: Path, library: Library, line: str, message: str):
    with pytest.raises(InputError, match=message):
        check_labels(read(tmp_path, line), small_cases(library))


def test_labels_that_the_corpus_has_pass(tmp_path: Path, library: Library):
    line = '{"id": "q", "text": "甲", "relevant": [{"case": "30010101", "reminders": [2], "grade": 3}]}'
    check_labels(read(tmp_path, line), small_cases(library))
