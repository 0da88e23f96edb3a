from __future__ import annotations

import pytest

from assistant.conversation import Reference, leans, read_turn, references

CASES = ("20170101", "20170102")
SHOWN = (("20170102", 5), ("20170101", 7))


@pytest.mark.parametrize(
    "turn",
    [
        "那要賠嗎？",
        "如果是廠商做的呢？",
        "那怎么办",
        "他們也要嗎",
        "可是系統是委外的，也算我們的責任嗎",
        "這樣就可以了嗎",
    ],
)
def test_turns_that_point_back(turn: str):
    assert leans(turn)


@pytest.mark.parametrize(
    "turn", ["隨身碟可以帶回家嗎", "委外廠商簽約要注意什麼資安條款", "備份資料要放在哪裡保管比較安全"]
)
def test_turns_that_stand_alone(turn: str):
    assert not leans(turn)


def test_context_is_joined_in_order_without_doubling_punctuation():
    reading = read_turn(["資料被偷了。", "大概八百人", "那要講嗎？"])
    assert reading.joined == "資料被偷了。大概八百人，那要講嗎？"
    assert reading.alone == "那要講嗎？"
    assert reading.leans


def test_only_the_last_three_turns_lend_their_words():
    assert read_turn(["一", "二", "三", "四", "那呢"]).joined == "二，三，四，那呢"


def test_a_first_turn_cannot_lean():
    reading = read_turn(["那要賠嗎？"])
    assert not reading.leans
    assert reading.joined == reading.alone


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("20170102 的第三點", (Reference("20170102", 3),)),
        ("２０１７０１０２第３項叮嚀事項在講什麼", (Reference("20170102", 3),)),
        ("20170101 在講什麼", (Reference("20170101", None),)),
        ("第二點再說清楚一點", (Reference("20170101", 7),)),
        ("第一點跟第2點差在哪", (Reference("20170102", 5), Reference("20170101", 7))),
        ("第九點呢", ()),
        ("個資法第12條", ()),
        ("電話 0920170102", ()),
    ],
)
def test_references(turn: str, expected: tuple[Reference, ...]):
    assert references(turn, CASES, SHOWN) == expected
