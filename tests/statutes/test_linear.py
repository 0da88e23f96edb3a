"""Time grows with the text, whatever the text: twice as much takes about twice as long."""

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
def test_twice_the_text_takes_about_twice_the_time(unit: str):
    repeats = 60_000 // len(unit)
    text = "".join(unit.replace("%d", str(i)) for i in range(repeats))
    half = min(seconds(text[: len(text) // 2]) for _ in range(3))
    # Quadratic work would take four times as long; 0.1 s is for a machine that is doing other things.
    assert seconds(text) < 3 * half + 0.1
