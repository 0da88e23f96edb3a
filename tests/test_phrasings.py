from __future__ import annotations

import pytest

from assistant.cases import read_guideline
from assistant.errors import CorpusError
from assistant.library import Library
from assistant.model import Case
from assistant.phrasings import Phrasing, read_phrasings
from tests.conftest import SMALL_GUIDELINE, source


@pytest.fixture
def cases(library: Library) -> tuple[Case, ...]:
    return read_guideline(source(SMALL_GUIDELINE), library.registry).cases


def test_reads_reminders_and_the_case(cases: tuple[Case, ...]):
    text = '["30010101"]\ncase = ["手機掉了的案例"]\n2 = ["掉了要跟誰講", "可以遠端清掉嗎"]\n'
    assert read_phrasings(source(text), cases) == (
        Phrasing("30010101", None, "手機掉了的案例"),
        Phrasing("30010101", 2, "掉了要跟誰講"),
        Phrasing("30010101", 2, "可以遠端清掉嗎"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('["1"]\ncase = ["x"]', "第 1 行：沒有編號「1」的案例"),
        ('["30010101"]\n9 = ["x"]', "第 2 行：案例 30010101 沒有第「9」項叮嚀事項"),
        ('["30010101"]\n3 = ["x"]', "第 2 行：案例 30010101 沒有第「3」項"),  # empty in the source
        ('["30010101"]\n1 = ["甲"]\n2 = [\n"乙",\n"甲"]', "第 5 行：「甲」重複"),
        ('["30010101"]\n1 = ["甲", ""]', "第 2 行：「30010101」的「1」有空白的問句"),
        ('["30010101"]\n1 = "甲"', "第 2 行：「30010101」的「1」應為一串"),
        ('"30010101" = 1', "第 1 行：「30010101」應為一個表格"),
        ('["30010101"\n', r"格式有誤.*line 1"),
    ],
)
def test_mistakes_name_their_line(cases: tuple[Case, ...], text: str, message: str):
    with pytest.raises(CorpusError, match=message):
        read_phrasings(source(text, "p.toml"), cases)
