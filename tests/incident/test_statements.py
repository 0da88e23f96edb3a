from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.incident.statements import LONGEST, split


def texts(description: str) -> list[str]:
    return [statement.text for statement in split(description)]


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("網站遭人入侵。民眾資料外流！", ["網站遭人入侵。", "民眾資料外流！"]),
        ("網站昨天深夜遭人入侵，民眾資料全部外流", ["網站昨天深夜遭人入侵，", "民眾資料全部外流"]),
        # A time and a short clause say too little alone.
        ("113年3月中旬，資訊人員查看連線流量時發現異常", ["113年3月中旬，資訊人員查看連線流量時發現異常"]),
        ("事後，承辦人才通報資訊室", ["事後，承辦人才通報資訊室"]),
        # A comma within a number or within brackets does not divide.
        ("外洩的個人資料共有1,500筆之多", ["外洩的個人資料共有1,500筆之多"]),
        ("密碼是「站名，加上三碼數字」很好猜", ["密碼是「站名，加上三碼數字」很好猜"]),
        # A bracket that never closes does not swallow the rest.
        ("密碼是「站名加三碼，一猜就中了，沒有人發現", ["密碼是「站名加三碼，", "一猜就中了，沒有人發現"]),
        # List marks are left out, numbers that begin a sentence are not marks.
        ("一、密碼太簡單\n(二) 沒有鎖定\n3. 未通報上級", ["密碼太簡單", "沒有鎖定", "未通報上級"]),
        ("三千筆資料外流", ["三千筆資料外流"]),
        # Cells of a pasted table.
        ("姓名\t電話\n系統名稱\t發生時間", ["姓名", "電話", "系統名稱", "發生時間"]),
        ("", []),
        ("。，！\n\t…", []),
    ],
)
def test_splits(description: str, expected: list[str]):
    assert texts(description) == expected


def test_clauses_know_their_sentence():
    found = split("網站昨天深夜遭人入侵，民眾資料全部外流。已經通知當事人了。")
    assert [statement.sentence for statement in found] == [0, 0, 1]


def test_a_run_without_punctuation_is_cut():
    assert [len(text) for text in texts("甲" * (2 * LONGEST + 1))] == [LONGEST, LONGEST, 1]


@given(st.text(alphabet="甲乙一二1,，。、「」（）\n\t 。；年月日abc", max_size=120))
def test_statements_are_apart_and_are_the_text(description: str):
    found = split(description)
    assert all(s.span.of(description) == s.text == s.text.strip() != "" for s in found)
    assert all(a.span.end <= b.span.start for a, b in zip(found, found[1:], strict=False))
