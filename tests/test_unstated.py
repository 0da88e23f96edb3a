from __future__ import annotations

import pytest

from assistant.unstated import sentence, unstated

KEEP = "保存網站資料使用紀錄、軌跡資料及證據保存。"
PERIOD = "保存網站資料使用紀錄至少五年。"


@pytest.mark.parametrize(
    ("question", "detail"),
    [
        ("紀錄要留多久？", "期限（多久）"),
        ("记录要留几年", "期間或頻率（幾年、幾天內、多久一次）"),
        ("每隔多久要看一次才算有做到？", "期間或頻率（幾年、幾天內、多久一次）"),
        ("一年要做幾次？", "次數或數量"),
        ("沒有留的話要罰多少錢？", "金額"),
        ("要填哪一張申請單？", "表單或格式"),
        ("紀錄由誰負責保管？", "由誰或哪個單位辦理"),
        ("最晚哪一天要交？", "日期"),
        ("那家公司後來被判多久？", "案件後來的結果（判決、懲處等）"),
        ("駭客最後被判刑了嗎？", "案件後來的結果（判決、懲處等）"),
        ("有哪些官員被懲處？", "案件後來的結果（判決、懲處等）"),
        ("昨天兩百個人來問，我印了幾份出去。紀錄要留多久？", "期限（多久）"),
    ],
)
def test_the_detail_that_is_asked_for_and_not_stated(question: str, detail: str):
    assert unstated(question, [KEEP]) == detail


@pytest.mark.parametrize(
    "question",
    [
        "紀錄要怎麼保存？",
        "幾位同事共用一組密碼，可以嗎？",
        "不知道過多久才會發現，有什麼辦法早一點察覺？",
        "昨天有人印了幾份、拿給誰，全靠大家憑印象回答，紀錄根本沒有人在留",
        "紀錄要記是誰傳的、幾點傳的嗎？",
        "懷疑被入侵，頭幾分鐘該做什麼？",
        "亂印資料會被懲處嗎？",
        "後來才發現有人亂改，怎麼辦？",
        "好幾家廠商來投標，要注意什麼？",
        "",
    ],
)
def test_a_number_told_is_not_one_asked_for(question: str):
    assert unstated(question, [KEEP]) is None


def test_what_is_stated_is_not_missed():
    assert unstated("紀錄要留多久？", [PERIOD]) is None
    assert unstated("紀錄要留幾年？", [KEEP, PERIOD]) is None
    assert unstated("印出來的要多久之內銷毀？", ["應隨卷歸檔或立即銷毀。"]) is None
    assert unstated("廠商由誰來盯？", ["定期專人監控委外廠商執行情形。"]) is None


def test_at_once_is_no_number_of_days():
    assert unstated("幾天內要銷毀？", ["應立即銷毀。"]) is not None


def test_the_reader_is_told_in_a_sentence():
    assert sentence("金額").startswith("指引沒有寫明金額。")
