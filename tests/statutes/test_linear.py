"""Time grows with the text, whatever the text is."""

from __future__ import annotations

import time

import pytest

from assistant.statutes import parse
from tests.statutes.vocabulary import LAWS

MEGABYTE = 1_000_000


def seconds(text: str) -> float:
    start = time.process_time()
    parse(text, LAWS)
    return time.process_time() - start


def test_a_megabyte_of_broken_citations_takes_less_than_a_second():
    unit = "第第第條條條"
    text = unit * (MEGABYTE // len(unit.encode()))
    parse("個資法第1條", LAWS)
    assert seconds(text) < 1.0


@pytest.mark.parametrize(
    "unit",
    [
        "第1、",
        "第1、2、",
        "第一一一一一一一一一",
        "刑法第12條",
        "法",
        "海岸巡防法",
        "甲%d法第1條，",
        "甲%d法（下稱乙%d）",
        "民法\n",
        "\n",
        "第\n",
        "第12\n",
        "第1條(",
        "第1條：「",
        "「",
        "第1條之1、",
        "第1條至第90條",
        "第九十條 \n前三十條第1項至第99項",
        "同法第1條",
        "之罪",
        "(以下簡稱",
        "違反依據",
        "§1、",
    ],
)
def test_four_times_the_text_takes_about_four_times_the_time(unit: str):
    repeats = 40_000 // len(unit)
    text = "".join(unit.replace("%d", str(i)) for i in range(repeats))
    quarter = min(seconds(text[: len(text) // 4]) for _ in range(3))
    whole = min(seconds(text) for _ in range(2))
    # Quadratic work would take 16 times as long; 9 leaves room for a machine that is doing other things.
    assert whole < 9 * quarter + 0.05
