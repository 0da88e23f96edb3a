from __future__ import annotations

import pytest

from assistant.conversation import Reference, called_by, leans, may_lean, read_turn, references

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


@pytest.mark.parametrize(
    "turn",
    [
        "對了，家長可以來問嗎？",
        "換個問題，那備份要放哪裡？",
        "那先不管這個，網站被駭要通報嗎？",
        "還有一件事，他們可以查嗎",
    ],
)
def test_a_turn_that_leaves_the_topic_does_not_point_back(turn: str):
    assert not leans(turn)
    assert not may_lean(turn)


@pytest.mark.parametrize("turn", ["可以直接刪嗎？", "接下來呢？", "至少要檢查哪些？", "需要有人複查嗎？"])
def test_a_short_question_may_be_half_of_one(turn: str):
    assert may_lean(turn)
    assert read_turn(["檔案越來越大", turn]).may_lean
    assert not read_turn([turn]).may_lean


@pytest.mark.parametrize("turn", ["隨身碟", "驗證碼 圖形", "委外廠商簽約要注意什麼資安條款"])
def test_keywords_and_whole_questions_are_not_half_ones(turn: str):
    assert not may_lean(turn)


def test_context_is_joined_in_order_without_doubling_punctuation():
    reading = read_turn(["資料被偷了。", "大概八百人", "那要講嗎？"])
    assert reading.joined == "資料被偷了。大概八百人，那要講嗎？"
    assert reading.alone == "那要講嗎？"
    assert reading.leans


def test_only_the_last_three_turns_lend_their_words():
    assert read_turn(["一", "二", "三", "四", "那呢"]).joined == "二，三，四，那呢"


@pytest.mark.parametrize("turn", ["對了，家長可以來問嗎？", "房仲那個案子在講什麼？", "20170102 在講什麼？"])
def test_what_was_said_before_a_new_subject_lends_no_words(turn: str):
    assert (
        read_turn(["密碼多久要換", turn, "第一次沒說清楚", "那會被罰嗎"], CASES).joined
        == f"{turn}第一次沒說清楚，那會被罰嗎"
    )
    assert read_turn(["密碼多久要換", turn, "那會被罰嗎"], CASES).joined == f"{turn}那會被罰嗎"


def test_a_turn_that_calls_no_known_case_is_about_its_own_words():
    reading = read_turn(["密碼多久要換", "停車場那個案子怎麼辦"], CASES)
    assert (reading.leans, reading.may_lean, reading.has_topic) == (False, True, True)


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


def test_a_number_after_a_named_case_is_a_reminder_of_that_case():
    assert read_turn(["請列 20170102 的叮嚀", "第四點可以再說明嗎？"], CASES).references == (Reference("20170102", 4),)
    assert read_turn(["20170101 跟 20170102", "第四點呢"], CASES).references == ()
    assert read_turn(["20170102 在講什麼", "那要賠嗎"], CASES).references == ()
    # What is shown comes before what was said.
    assert read_turn(["20170102 在講什麼", "第二點呢"], CASES, SHOWN).references == (Reference("20170101", 7),)


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        ("外交部那個案子有哪些官員被懲處？", ("外交部",)),
        ("對了，想問房仲那件事", ("房仲",)),
        ("臨櫃列印的這個案例", ("临柜", "列印")),
        ("新北市那起事件", ("新北市",)),
        ("這個案子怎麼辦", ()),
        ("剛才那個案子", ()),
        ("外交部怎麼了，那個案子", ()),
        ("廠商那邊要怎麼管", ()),
        ("有沒有網站被駭的案例", ()),
        ("外交部", ()),
    ],
)
def test_words_before_that_case_call_it(turn: str, words: tuple[str, ...]):
    assert called_by(turn) == words
