"""Questions and incidents from JSON Lines: ``{"id", "text"}`` or ``{"id", "turns": […]}``."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InputError

_FORM = '每一行應是一個 JSON 物件，例如：{"id": "q1", "text": "要問的問題"}，或以 "turns" 列出依序的幾句話。'


@dataclass(frozen=True, slots=True)
class Item:
    """One line of input: its id, and the turns of a conversation (a single question is one turn)."""

    id: str
    turns: tuple[str, ...]


def read_items(path: str) -> tuple[Item, ...]:
    """The items of the file at ``path`` ("-" is standard input). Raises InputError naming the line that is wrong."""
    return parse_items(read_text(path))


def read_text(path: str) -> str:
    """The text of the file at ``path`` ("-" is standard input), UTF-8 with or without BOM. Raises InputError."""
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError(f"找不到檔案「{path}」。", "請確認路徑與檔名。") from None
    except OSError as error:
        raise InputError(f"無法讀取「{path}」（{error.strerror}）。", "請確認它是檔案，而且有讀取權限。") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"「{path}」第 {line} 行不是 UTF-8 編碼。", "請另存成 UTF-8 後再試一次。") from error


def parse_items(text: str) -> tuple[Item, ...]:
    """The items of JSON Lines; blank lines are passed over. Raises InputError with the line's number."""
    items = tuple(_item(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip("\r \t"))
    if not items:
        raise InputError("輸入裡沒有任何一行資料。", _FORM)
    return items


def _item(number: int, line: str) -> Item:
    try:
        content = json.loads(line)
    except ValueError:
        raise InputError(f"第 {number} 行不是正確的 JSON。", _FORM) from None
    if not isinstance(content, dict):
        raise InputError(f"第 {number} 行不是 JSON 物件。", _FORM)
    turns = content["turns"] if "turns" in content else [content.get("text")]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise InputError(f"第 {number} 行缺少文字欄位「text」或「turns」。", _FORM)
    return Item(str(content.get("id", number)), tuple(turns))
