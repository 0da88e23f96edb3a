from __future__ import annotations

from assistant.marking import marks
from assistant.model import Quotation, Span


def marked(question: str, text: str, start: int = 0) -> list[str]:
    quote = Quotation("s", Span(start, start + len(text)), text)
    return [text[m.start - start : m.end - start] for m in marks(question, quote)]


def test_shared_words_are_marked_and_forms_of_asking_are_not():
    assert marked("要怎麼通知當事人？", "應通知當事人，不要延誤") == ["通知當事人"]


def test_marks_count_from_the_source():
    assert marks("通知", Quotation("s", Span(100, 106), "應通知當事人")) == (Span(101, 103),)


def test_scripts_and_widths_do_not_hinder_marks():
    assert marked("通知当事人 ip", "通知當事人 ＩＰ") == ["通知當事人", "ＩＰ"]


def test_a_word_inside_a_longer_one_is_marked_alone():
    assert marked("帳號", "會員帳號") == ["帳號"]


def test_nothing_shared_marks_nothing():
    assert marked("天氣", "應通知當事人") == []
