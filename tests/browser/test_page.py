from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

QUESTION = "民眾資料被駭客偷走，要不要通知他們？"


def send(page, question: str) -> None:
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "q => [...document.querySelectorAll('.turn.asked p')].at(-1)?.textContent === q", arg=question.strip()
    )


def test_a_clerk_types_a_question_and_reads_the_quoted_evidence(page):
    send(page, QUESTION)
    first = page.locator(".evidence .reminders .card").first
    assert "主動依個人資料保護法規定通知個人資料遭外洩之當事人" in first.inner_text()
    assert "案例 20170102．叮嚀事項第 5 項" in first.inner_text()
    assert "原文第 42 行" in first.inner_text()
    assert "通知" in first.locator("mark").all_inner_texts()[0] or first.locator("mark").count() > 1
    assert "20170102" in page.locator(".evidence .case").first.inner_text()
    link = page.locator(".evidence .articles a").first
    assert link.get_attribute("href").startswith("https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode=I0050021&flno=")
    assert page.evaluate("document.documentElement.lang") == "zh-Hant-TW"


def test_an_answer_is_saved_as_markdown_with_its_source(page, tmp_path: Path):
    send(page, QUESTION)
    page.click("#save-format >> text=Markdown")
    with page.expect_download() as download:
        page.click("#save-answer")
    assert download.value.suggested_filename.endswith(".md")
    download.value.save_as(tmp_path / "saved.md")
    saved = (tmp_path / "saved.md").read_text(encoding="utf-8")
    assert "主動依個人資料保護法規定通知個人資料遭外洩之當事人，避免民眾因個資外洩受害。" in saved
    assert "20170102" in saved


def test_what_fits_nothing_is_said_so_and_the_nearest_stay_marked_as_no_answer(page):
    send(page, "今天午餐吃什麼好呢")
    assert page.locator(".evidence .reminders").count() == 0
    assert "不作答" in page.locator(".turn.said").last.inner_text()
    page.click("#nearest")
    page.wait_for_selector(".evidence .reminders .card")
    assert "不是這個問題的答案" in page.locator(".evidence .declined").inner_text()


def test_a_detail_that_the_guideline_does_not_give_is_said_to_be_missing(page):
    send(page, "網站的使用紀錄要留幾年？")
    assert "指引沒有寫明" in page.locator(".turn.said").last.inner_text()
    assert "保存網站資料使用紀錄" in page.locator(".evidence .reminders .card").first.inner_text()


def test_markup_and_template_characters_show_as_typed(page):
    typed = "<script>window.hacked=1</script><b>粗</b> {{x}} ${1+1} `a` 🙂"
    send(page, typed)
    assert page.locator(".turn.asked p").last.inner_text() == typed
    assert page.evaluate("window.hacked") is None


def test_a_question_that_is_too_long_stays_in_the_box(page):
    long = "個資" * 1500
    page.fill("#question textarea", long)
    page.click("#send")
    page.wait_for_selector(".turn.said .trouble")
    assert "問題太長（3,000 字，上限 2,000 字）" in page.locator(".turn.said .trouble").inner_text()
    assert page.input_value("#question textarea") == long


def test_a_follow_up_says_what_it_searched_for_and_lets_the_context_go(page):
    send(page, QUESTION)
    send(page, "那要賠嗎？")
    assert f"{QUESTION}那要賠嗎？" in page.locator(".turn.said .searched").inner_text()
    page.click("#alone")
    page.wait_for_function("document.querySelectorAll('.turn.said .searched').length === 0")


def test_enter_that_confirms_a_composition_does_not_send(page):
    page.fill("#question textarea", "個資")
    page.evaluate(
        """() => {
            const box = document.querySelector("#question textarea");
            const enter = {key: "Enter", keyCode: 229, isComposing: true, bubbles: true};
            for (const kind of ["keydown", "keypress"]) box.dispatchEvent(new KeyboardEvent(kind, enter));
        }"""
    )
    page.wait_for_timeout(400)
    assert page.locator(".turn").count() == 0
    assert page.input_value("#question textarea") == "個資"


def test_sessions_do_not_mix(chromium, server, page):
    send(page, QUESTION)
    other = chromium.new_context()
    try:
        second = other.new_page()
        second.goto(server.url)
        second.wait_for_selector("#question textarea")
        assert second.locator(".turn").count() == 0
    finally:
        other.close()


def test_every_button_has_a_name_and_the_notice_stands(page):
    names = page.eval_on_selector_all(
        "button", "all => all.filter(b => b.offsetParent).map(b => b.innerText.trim() || b.ariaLabel || b.title)"
    )
    assert all(names)
    assert "請勿輸入機密文書" in page.locator("#notice").inner_text()


def test_neither_server_nor_browser_reaches_out(page, server):
    send(page, QUESTION)
    page.click("#save-answer")
    page.wait_for_timeout(300)
    outside = [url for url in server.requests if not url.startswith((server.url, "blob:", "data:"))]
    assert outside == []
    assert not server.outbound.exists() or server.outbound.read_text() == ""
