from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import text


@given(st.text())
def test_view_keeps_the_length_of_any_text(raw: str):
    assert len(text.view(raw)) == len(raw)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_view_is_idempotent_on_chinese(raw: str):
    assert text.view(text.view(raw)) == text.view(raw)


@pytest.mark.parametrize(
    "written",
    ["公務機關個人資料", "公务机关个人资料", "公務机關个人資料", "公務\u200b機關個人資料", "公務機關\ufeff個人資料"],
    ids=["traditional", "simplified", "mixed", "zero-width", "byte-order mark"],
)
def test_scripts_and_invisible_characters_reach_the_same_words(written: str):
    assert text.words(written) == ["公务", "机关", "个人资料"] or text.words(written) == ["公务机关", "个人资料"]
    assert text.words(written) == text.words("公務機關個人資料")


@pytest.mark.parametrize(
    ("one", "other"),
    [("臺中", "台中"), ("賬戶", "帳戶"), ("洩密", "泄密"), ("佔用", "占用"), ("這裏", "這裡"), ("ＩＰ１", "ip1")],
)
def test_variants_fold_together(one: str, other: str):
    assert text.view(one) == text.view(other)


def test_particle_folds_but_works_of_authorship_do_not():
    assert text.view("跟著") == "跟着"
    assert text.view("著作權法") == "著作权法"


@given(st.text())
def test_spans_cut_the_word_out_of_the_original(raw: str):
    for word, span in text.spans(raw):
        assert text.view(span.of(raw)).replace("\u200b", "") == word


@given(st.text(alphabet="資料外洩 abc12，。\n", max_size=40))
def test_spans_and_words_agree(raw: str):
    assert [word for word, _ in text.spans(raw)] == text.words(raw)


def test_bigrams_pair_characters_and_keep_latin_runs_whole():
    assert text.bigrams("查IP位址，a1") == ["查", "ip", "位址", "a1"]
    assert text.bigrams("驗證碼") == ["验证", "证码"]


def test_homophones_sound_alike():
    assert text.sounds("漏動") == text.sounds("漏洞") == ["lou dong"]


def test_punctuation_and_emoji_are_no_words():
    assert text.words("。，！？🙂 \t\n") == []


def test_import_loads_nothing_heavy():
    code = (
        "import assistant.text, sys; print([m for m in ('jieba', 'opencc', 'pypinyin', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
