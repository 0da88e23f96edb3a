from __future__ import annotations

import pytest

from assistant import text
from assistant.corpus import Corpus
from assistant.errors import CorpusError
from assistant.incident.vocabulary import compiled, read_vocabulary
from tests.conftest import source


def said(entries: dict[str, str | None], words: str) -> list[tuple[str, str]]:
    return [(value, span.of(words)) for value, span in compiled(entries).find(text.view(words))]


def test_the_longest_word_wins_and_exceptions_do_not_count():
    entries: dict[str, str | None] = {"信箱": "郵件", "信箱型別": None, "電子信箱": "聯絡資料"}
    assert said(entries, "電子信箱與信箱型別和信箱") == [("聯絡資料", "電子信箱"), ("郵件", "信箱")]


def test_a_gap_stays_within_the_clause():
    entries: dict[str, str | None] = {"人員…列印": "機關人員"}
    assert said(entries, "服務人員協助後列印") == [("機關人員", "人員協助後列印")]
    assert said(entries, "服務人員離開，民眾列印") == []
    assert said(entries, "人員" + "甲" * 13 + "列印") == []  # one more than GAP


def test_script_and_width_do_not_matter():
    assert said({"帳號": "帳號", "API": "介面"}, "账号與ＡＰＩ") == [("帳號", "账号"), ("介面", "ＡＰＩ")]


def test_an_empty_file_is_an_empty_vocabulary():
    empty = read_vocabulary(source("", "aspects.toml"))
    assert (empty.aspects, empty.facts) == ((), ())
    assert list(empty.aside.find("檢討報告")) == []


def test_the_shipped_vocabulary_is_whole(corpus: Corpus):
    vocabulary = read_vocabulary(corpus.aspects)
    assert [aspect.name for aspect in vocabulary.aspects] == ["管道", "手法", "行為人", "資料", "發現方式", "後果"]
    assert len(vocabulary.facts) == 8
    assert all(len(aspect.values) >= 4 for aspect in vocabulary.aspects)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[aspect."管道"]\n"網站" = ["網站"\n', "到檔案結尾：不是正確的 TOML"),
        ('[aspect."管道"]\n"網站" "網頁"', "第 2 行：不是正確的 TOML"),
        ("[aspects]\n", "第 1 行：不認得「aspects」"),
        ('[aspect."管道"]\n"網站" = "網站"', "第 2 行：「網站」應為一串"),
        ('[aspect."管道"]\n"網站" = ["網頁"]\n"網址" = [\n"網頁"]', "第 4 行：「管道」裡的「網頁」重複"),
        ('[aspect."管道"]\n"網站" = ["網頁", ""]', "第 2 行：「網站」有空白"),
        ('[aspect."管道"]\n"網站" = ["…網頁"]', "第 2 行：「網站」有空白、或以「…」開頭"),
        ("aspect = 3", "第 1 行：「aspect」應為一個表格"),
        ("[scale]\nnearby = []", "第 2 行：「scale」不認得「nearby」"),
        ('[fact."時間"]\nwords = ["昨天"]', "第 1 行：「時間」要有 why"),
        ('[fact."甲"]\nwhy = "乙"\naspect = "丙"', "第 3 行：「甲」指到的面向「丙」不存在"),
    ],
)
def test_mistakes_name_their_line(content: str, message: str):
    with pytest.raises(CorpusError, match=message):
        read_vocabulary(source(content, "aspects.toml"))
