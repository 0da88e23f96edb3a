from __future__ import annotations

import pytest

from assistant.incident.quantities import amounts, moments, value
from assistant.statutes import numerals


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3萬", 30_000),
        ("1萬5千", 15_000),
        ("1.5萬", 15_000),
        ("一萬二", 12_000),  # the 二 stands one place below 萬
        ("一萬零五百", 10_500),
        ("1億7千", 170_000_000),  # as the press writes 1 億 7 千萬
        ("一億七", 170_000_000),
        ("1,500", 1_500),
        ("１２０", 120),
        ("一千五百", 1_500),
        ("一千五", 1_500),
        ("一千〇五", 1_005),
        ("二○一七", 2_017),
        ("十二", 12),
        ("兩百二十", 220),
        ("五百二十萬", 5_200_000),
    ],
)
def test_values(written: str, expected: int):
    assert value(written) == expected


@pytest.mark.parametrize("number", [*range(1, 1000), 1005, 1050, 1500, 2017, 9999])
def test_every_small_number_reads_as_it_is_written(number: int):
    assert value(numerals.write(number, "formal")) == number
    assert value(numerals.write(number, "spoken")) == number
    assert value(f"{number:,}") == number


@pytest.mark.parametrize(
    ("text", "low", "high", "words"),
    [
        ("個資筆數逾 3 萬筆", 30_000, 39_999, "3 萬筆"),  # less than one more of the last place, 萬
        ("一千五百多筆", 1_500, 1_599, "一千五百多筆"),
        ("九百多萬筆", 9_000_000, 9_999_999, "九百多萬筆"),
        ("約3、4百名民眾", 300, 400, "3、4百名"),
        ("1 億 7 千筆個資", 170_000_000, 170_000_000, "1 億 7 千筆"),
        ("近 2 億個資外洩", 180_000_000, 200_000_000, "2 億"),  # 近: a tenth below at most
        ("數百名學生", 200, 900, "數百名"),
        ("上百個會員", 100, 199, "上百個會員"),
        ("十幾位", 10, 19, "十幾位"),
    ],
)
def test_amounts(text: str, low: int, high: int, words: str):
    (found,) = amounts(text)
    assert (found.low, found.high, text[found.span.start : found.span.end]) == (low, high, words)


@pytest.mark.parametrize(
    "text", ["3個月內", "第12條", "售價15至20萬元", "兩萬多次登入", "三天後", "十五分鐘", "V5.0版"]
)
def test_numbers_of_other_things_are_no_amounts(text: str):
    assert list(amounts(text)) == []


@pytest.mark.parametrize(
    ("text", "year", "month", "day", "words"),
    [
        ("94年6月刑事局接獲報案", 2005, 6, None, "94年6月"),  # 94 + 1911
        ("於 2016 年 7 月間監控", 2016, 7, None, "2016 年 7 月間"),
        ("民國一百一十三年三月五日", 2024, 3, 5, "民國一百一十三年三月五日"),
        ("自去年10月底開始", None, 10, None, "去年10月底"),
        ("今年暑假報名期間", None, None, None, "今年暑假"),
        ("113/5/2 上午", 2024, 5, 2, "113/5/2"),
        ("七月豪雨", None, 7, None, "七月"),
        ("上週五才發現", None, None, None, "上週五"),
        ("108年冬天有人檢舉", 2019, None, None, "108年冬天"),
    ],
)
def test_moments(text: str, year: int | None, month: int | None, day: int | None, words: str):
    (found,) = moments(text)
    assert (found.year, found.month, found.day) == (year, month, day)
    assert text[found.span.start : found.span.end] == words


@pytest.mark.parametrize("text", ["3個月內", "十年來", "三年度預算", "月租費", "13月", "192.168.10.5", "十年以上"])
def test_durations_are_no_moments(text: str):
    assert list(moments(text)) == []
