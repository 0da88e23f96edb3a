from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import text
from assistant.evaluation.variants import CHARACTERS_A_TYPO, ENGLISH, VARIANTS, english_mixed_in, full_width, typos
from tests.conftest import SHARED, require


def test_full_width_widens_ascii_and_nothing_else():
    assert full_width("USB 可以帶出去嗎?") == "ＵＳＢ　可以帶出去嗎？"


def test_english_takes_the_longer_word_and_parts_two_of_them():
    assert english_mixed_in("資料庫的登入密碼給廠商") == "database的login password給vendor"


def test_the_table_of_english_words_is_about_sixty_and_plain():
    assert 60 <= len(ENGLISH) <= 80
    assert all(english.isascii() and english.isalpha() for english in ENGLISH.values())


def test_simplified_keeps_width_and_case():
    assert VARIANTS["simplified"]("USB 隨身碟裡面的帳號？") == "USB 随身碟里面的帐号？"


@pytest.mark.parametrize(("character", "other"), [("洞", "動"), ("正", "證"), ("賠", "陪"), ("號", "耗"), ("站", "佔")])
def test_homophones_have_the_same_sound_and_are_no_mere_variant(character: str, other: str):
    found = text.homophones(character)
    assert other in found
    assert all(text.view(c) != text.view(character) for c in found)


@pytest.mark.parametrize("character", ["A", "，", "7"])
def test_what_has_no_homophone_has_none(character: str):
    assert text.homophones(character) == ()


def test_a_variant_of_the_same_character_is_no_slip():
    assert "臺" not in text.homophones("台")


def test_typos_are_homophones_inside_words_of_substance():
    question = "網站有漏洞，民眾的資料外洩了怎麼辦？"
    slipped = typos(question)
    changed = [(a, b) for a, b in zip(question, slipped, strict=True) if a != b]
    # 網站 漏洞 民眾 資料 外洩: ten characters at most could slip.
    assert 1 <= len(changed) <= -(-10 // CHARACTERS_A_TYPO)
    assert all(b in text.homophones(a) for a, b in changed)
    assert slipped.endswith("了怎麼辦？")
    assert typos(question) == slipped


def test_nothing_of_substance_no_typo():
    assert typos("怎麼辦？") == "怎麼辦？"
    assert typos("") == ""


@given(st.text(alphabet=st.sampled_from("網站有漏洞民眾的資料外洩了 ，？A1"), max_size=30))
def test_typos_keep_the_length(question: str):
    assert len(typos(question)) == len(question)


def test_variants_are_written_in_the_order_of_the_table():
    assert list(VARIANTS) == ["simplified", "full_width", "typos", "english"]


def test_most_development_questions_are_altered_by_typos_and_english():
    path: Path = require(SHARED / "authored" / "dev_questions.jsonl")
    from assistant.evaluation.samples import read_samples

    questions = [question.turns[0] for question in read_samples([str(path)]).questions]
    altered = {name: sum(rewrite(q) != q for q in questions) for name, rewrite in VARIANTS.items()}
    assert altered["typos"] >= 0.95 * len(questions)
    assert altered["english"] >= 0.6 * len(questions)
