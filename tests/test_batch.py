from __future__ import annotations

from pathlib import Path

import pytest

from assistant.batch import Item, parse_items, read_items
from assistant.errors import InputError


def test_reads_texts_and_turns_and_passes_over_blank_lines():
    text = '{"id": "a", "text": "甲"}\r\n\n{"turns": ["乙", "丙"]}\n'
    assert parse_items(text) == (Item("a", ("甲",)), Item("3", ("乙", "丙")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"text": "甲"}\n{"text": ', "第 2 行不是正確的 JSON"),
        ("[1]", "第 1 行不是 JSON 物件"),
        ('{"id": 1}', "第 1 行缺少文字欄位"),
        ('{"turns": []}', "第 1 行缺少文字欄位"),
        ('{"turns": ["甲", 2]}', "第 1 行缺少文字欄位"),
        (" \n", "沒有任何一行資料"),
    ],
)
def test_a_wrong_line_is_named(text: str, message: str):
    with pytest.raises(InputError, match=message):
        parse_items(text)


def test_line_separators_inside_a_text_do_not_split_it():
    assert parse_items('{"text": "甲\u2028乙\x85丙"}') == (Item("1", ("甲\u2028乙\x85丙",)),)


def test_unknown_file_and_folder_and_encoding(tmp_path: Path):
    with pytest.raises(InputError, match="找不到檔案"):
        read_items(str(tmp_path / "none.jsonl"))
    with pytest.raises(InputError, match="無法讀取"):
        read_items(str(tmp_path))
    (tmp_path / "big5.jsonl").write_bytes(b"\n" + '{"text": "個資"}'.encode("big5"))
    with pytest.raises(InputError, match="第 2 行不是 UTF-8"):
        read_items(str(tmp_path / "big5.jsonl"))
