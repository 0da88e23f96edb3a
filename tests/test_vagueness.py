from __future__ import annotations

import pytest

from assistant.library import Library
from assistant.vagueness import is_vague


@pytest.mark.parametrize(
    "question", ["怎麼辦？", "請問", "这个可以吗", "有人在嗎", "我想問一下那件事", "？！", "系統", "資料", "12345678"]
)
def test_forms_of_asking_and_common_words_alone_are_vague(library: Library, question: str):
    assert is_vague(question, library.common_words)


@pytest.mark.parametrize(
    "question", ["隨身碟", "備份要怎麼辦？", "USB 可以用嗎", "請問密碼多久換一次", "驗證碼", "網站稽核"]
)
def test_one_word_of_substance_or_two_common_ones_are_enough(library: Library, question: str):
    assert not is_vague(question, library.common_words)
