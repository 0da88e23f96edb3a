"""The kinds of personal data, and the half-width view that every search for them runs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

Kind = Literal[
    "身分證字號",
    "居留證號",
    "信用卡號",
    "行動電話",
    "電話",
    "電子郵件",
    "銀行帳號",
    "統一編號",
    "車牌號碼",
    "地址",
    "姓名",
]

#: What a search yields: the kind, and the start and end of the place.
Found = Iterator[tuple[Kind, int, int]]

#: Chinese characters, as the inside of a character class.
CJK = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

_HALF_WIDTH = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_HALF_WIDTH |= dict.fromkeys(map(ord, "‐‑‒–—−"), ord("-"))


def half_width(text: str) -> str:
    """``text`` with full-width Latin letters, digits, spaces and dashes as half-width ones; the length stays."""
    return text.translate(_HALF_WIDTH)
