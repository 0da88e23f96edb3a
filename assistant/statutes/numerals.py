"""Numbers of 1 to 9,999 as statutes and the people who cite them write them, read and written.

Seven notations are known; :func:`read` takes any of them, :func:`write` gives each. A numeral that can be read two
ways (一百五 is 105 to one writer and 150 to another) is not read at all.
"""

from __future__ import annotations

import re
from typing import Literal

Notation = Literal["arabic", "full_width", "digits", "formal", "spoken", "short", "financial"]

NOTATIONS: tuple[Notation, ...] = ("arabic", "full_width", "digits", "formal", "spoken", "short", "financial")
LARGEST = 9_999

#: Every character a numeral may hold, Traditional and Simplified, in half width.
CHARACTERS = "0123456789一二三四五六七八九十百千〇○零兩两廿卅卌壹貳贰參叁叄参肆伍陸陆柒捌玖拾佰仟"

_DIGITS = "〇一二三四五六七八九"
_FINANCIAL = str.maketrans("〇一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_PLAIN = str.maketrans(
    "０１２３４５６７８９○零兩两壹貳贰參叁叄参肆伍陸陆柒捌玖拾佰仟",
    "0123456789〇〇二二一二二三三三三四五六六七八九十百千",
)
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {str(value): value for value in range(10)}
_TENS = {"廿": 2, "卅": 3, "卌": 4}
_DIGIT_BY_DIGIT = re.compile(r"[0-9〇一二三四五六七八九]{1,6}")
_BY_PLACE = re.compile(
    r"(?:(?P<thousands>[一二三四五六七八九])千)?"
    r"(?P<hundred>(?P<hundreds>[一二三四五六七八九]?)百)?"
    r"(?P<gap>〇)?"
    r"(?:(?P<ten>(?P<tens>[一二三四五六七八九]?)十)|(?P<short>[廿卅卌]))?"
    r"(?P<ones>[一二三四五六七八九])?"
)


def read(numeral: str) -> int | None:
    """The value of ``numeral``, or None where it is no numeral of 1 to 9,999 or can be read two ways."""
    plain = numeral.translate(_PLAIN)
    one_by_one = _DIGIT_BY_DIGIT.fullmatch(plain) is not None
    value = int("".join(str(_VALUES[c]) for c in plain)) if one_by_one else _read_by_place(plain)
    return value if 1 <= value <= LARGEST else None


def _read_by_place(plain: str) -> int:
    found = _BY_PLACE.fullmatch(plain)
    if found is None or not plain:
        return 0
    part = found.groupdict()
    higher = part["thousands"] or part["hundred"]
    tens = part["ten"] or part["short"]
    if part["gap"] and (not higher or not (tens or part["ones"]) or (part["hundred"] and tens)):
        return 0
    if part["ones"] and higher and not tens and not part["gap"]:
        return 0
    value = _VALUES[part["thousands"] or "〇"] * 1000
    if part["hundred"]:
        value += _VALUES[part["hundreds"] or "一"] * 100
    if part["ten"]:
        value += _VALUES[part["tens"] or "一"] * 10
    return value + _TENS.get(part["short"] or "", 0) * 10 + _VALUES[part["ones"] or "〇"]


def write(value: int, notation: Notation, zero: str = "〇") -> str:
    """``value`` (1 to 9,999) in ``notation``; ``zero`` is the nought of the Chinese notations (〇, ○ or 零).

    formal is the statutes' own (一百十八), spoken says every one (一百一十八), short uses 廿 and 卅.
    """
    if not 1 <= value <= LARGEST:
        raise ValueError(f"{value} is not in 1..{LARGEST}")
    if notation == "arabic":
        return str(value)
    if notation == "full_width":
        return str(value).translate(_FULL_WIDTH)
    if notation == "digits":
        return "".join(_DIGITS[int(d)] for d in str(value)).replace("〇", zero)
    if notation == "financial":
        return _by_place(value, "spoken").translate(_FINANCIAL)
    return _by_place(value, notation).replace("〇", zero)


def _by_place(value: int, notation: Notation) -> str:
    thousands, hundreds, rest = value // 1000, value // 100 % 10, value % 100
    higher = (f"{_DIGITS[thousands]}千" if thousands else "") + (f"{_DIGITS[hundreds]}百" if hundreds else "")
    gap = "〇" if higher and rest and (rest < 10 or not hundreds) else ""
    return higher + gap + _below_hundred(rest, notation, leading=not higher)


def _below_hundred(rest: int, notation: Notation, leading: bool) -> str:
    tens, ones = rest // 10, _DIGITS[rest % 10] if rest % 10 else ""
    if tens == 0:
        return ones
    if notation == "short" and 2 <= tens <= 4:
        return "廿卅卌"[tens - 2] + ones
    if tens == 1 and (leading or notation != "spoken"):
        return "十" + ones
    return _DIGITS[tens] + "十" + ones
