"""Numbers and dates as people write them: 3 萬筆, 一千五百多筆, 1 億 7 千筆, 94年6月, 去年10月底. Pure.

An amount is a range: 「逾 3 萬」 is from 30,000 on, 「3、4百名」 is 300 to 400, 「數百」 is 200 to 900.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.model import Span

_PLAIN = str.maketrans(
    "０１２３４５６７８９○零壹貳參叁肆伍陸柒捌玖拾佰仟兩万亿几数余，．",
    "0123456789〇〇一二三三四五六七八九十百千二萬億幾數餘,.",
)
_DIGITS = "〇一二三四五六七八九"
_POWERS = {"十": 10, "百": 100, "千": 1_000, "萬": 10_000, "億": 100_000_000}
_NUMBER = re.compile(
    r"(?P<vague>上|數|好幾|幾)(?P<power>十萬|百萬|千萬|[十百千萬億])|"
    r"(?P<first>[0-9一二三四五六七八九])、(?P<range>[0-9一二三四五六七八九]\s*[十百千萬億]+)|"
    r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[〇一二三四五六七八九十百千])"
    r"(?:\s?(?:\d+(?:\.\d+)?|[多餘]?[萬億]|[〇一二三四五六七八九十百千]))*)"
)
_MORE = re.compile(r"\s*(?P<more>多|餘|來|幾|以上)?\s*")
_AT_LEAST, _NEARLY = re.compile(r"(?:逾|超過|破|至少|高達|多達|不下|共計逾)\s*$"), re.compile(r"(?:近|將近|不到)\s*$")
_PLACE = re.compile(r"(\d+(?:\.\d+)?|[〇一二三四五六七八九])?([十百千])?")
#: What counts people or records. 個 counts anything, so it needs what it counts.
UNIT = re.compile(
    r"(?:[筆人名位戶份件則張套輛]|家(?![長人屬庭裡中用])|個(?:人|[^，。、的]{0,3}(?:會員|帳號|民眾|用戶|個資|學生|家庭|資料)))|(?=個資)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of ``unit`` between ``low`` and ``high``, both counted in; ``span`` covers number and unit."""

    low: int
    high: int
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is stated. ``year`` is of the common era, None where none or a relative one is given."""

    year: int | None
    month: int | None
    day: int | None
    span: Span


def amounts(text: str) -> Iterator[Amount]:
    """Every number of people or records in ``text``, in order. Numbers of anything else are passed over."""
    plain = text.translate(_PLAIN)
    for match in _NUMBER.finditer(plain):
        more = _MORE.match(plain, match.end())
        end = more.end() if more else match.end()
        unit = UNIT.match(plain, end)
        bounds = _bounds(match) if unit else None
        if unit and bounds:
            low, high = _widened(*bounds, plain[: match.start()], _more_than(match[0], more))
            yield Amount(low, high, text[unit.start() : unit.end()] or "筆", Span(match.start(), unit.end()))


def _more_than(number: str, more: re.Match[str] | None) -> str | None:
    return "多" if "多" in number or "餘" in number else more["more"] if more else None


def _bounds(match: re.Match[str]) -> tuple[int, int] | None:
    if match["vague"]:
        power = value(("一" if match["power"][0] in "十百千" else "") + match["power"]) or _POWERS[match["power"]]
        return (power, power * 2 - 1) if match["vague"] == "上" else (2 * power, 9 * power)
    if match["range"]:
        powers = match["range"][1:].strip()
        low, high = value(match["first"] + powers), value(match["range"])
        return (low, high) if low is not None and high is not None else None
    found = value(match["number"])
    return None if found is None else (found, found)


def _widened(low: int, high: int, before: str, more: str | None) -> tuple[int, int]:
    """多 and 餘 stand for less than one more of the number's last place; 近 for a tenth below."""
    if more in ("多", "餘", "來", "幾"):
        return low, high + _last_place(low) - 1
    if more == "以上" or _AT_LEAST.search(before):
        return low, high + _last_place(low) - 1
    if _NEARLY.search(before):
        return low - low // 10, high
    return low, high


def _last_place(number: int) -> int:
    place = 1
    while number and number % (place * 10) == 0:
        place *= 10
    return place


def value(number: str) -> int | None:
    """The value of a written number, or None where it is none: 1萬5千 15,000, 一億七 170,000,000, 1,500 1,500.

    After 億 a bare 「7 千」 means seven of the next place, as the press writes it: 1 億 7 千 is 170,000,000.
    """
    plain = re.sub(r"[\s,多餘]", "", number.translate(_PLAIN))
    if re.fullmatch(r"[〇一二三四五六七八九]{2,}", plain):
        plain = "".join(str(_DIGITS.index(c)) for c in plain)
    total = 0.0
    for power in ("億", "萬"):
        head, found, rest = plain.partition(power)
        if found:
            part = _below_ten_thousand(head)
            if part is None:
                return None
            total += part * _POWERS[power]
            plain, tail = rest, rest
            if power == "億" and re.fullmatch(r"[0-9一二三四五六七八九]千", tail):
                return round(total + (_below_ten_thousand(tail) or 0) * 10_000)
            if re.fullmatch(r"[0-9一二三四五六七八九]", tail):
                return round(total + (_below_ten_thousand(tail) or 0) * _POWERS[power] / 10)
    rest_value = _below_ten_thousand(plain) if plain else 0.0
    return None if rest_value is None else round(total + rest_value)


def _below_ten_thousand(number: str) -> float | None:
    """Numbers of 十, 百 and 千; 一千五 is 1,500, 一千〇五 1,005."""
    if re.fullmatch(r"\d+(?:\.\d+)?", number):
        return float(number)
    total, at, last = 0.0, 0, 0
    while at < len(number):
        if number[at] == "〇":
            at, last = at + 1, 10
            continue
        part = _PLACE.match(number, at)
        if part is None or not part[0]:
            return None
        digit = 1.0 if part[1] is None else _digit(part[1])
        power = _POWERS[part[2]] if part[2] else (last // 10 if last > 10 and part.end() == len(number) else 1)
        total, at, last = total + digit * power, part.end(), power
    return total if number else None


def _digit(character: str) -> float:
    return float(_DIGITS.index(character)) if character in _DIGITS else float(character)


# 年 that counts years (三年度, 十年來, 一年內) is no date.
_NO_DATE = r"(?!度|來|間的|期|紀|資|以[上內]|內|多|級|齡)"
_YEAR = (
    r"(?:(?:(?:民國|西元|公元)\s*)?(?P<year>\d{2,4}|[〇一二三四五六七八九十百]{2,5})\s*年"
    rf"{_NO_DATE}|(?P<relative>去年|今年|前年|本年|當年))"
)
_MONTH = r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月(?!份?報|租|費)"
_DAY = r"(?P<day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})\s*[日號](?!碼)"
_PART = r"(?:[初中底末]旬?|[上下]半年|[春夏秋冬][天季]?|暑假|寒假)"
_MOMENT = re.compile(
    rf"{_YEAR}(?:\s*{_MONTH}(?:\s*{_DAY})?)?{_PART}?(?:底|初)?(?:間|份|某[天日])?|"
    r"(?<![\d一二三四五六七八九十個])(?P<bare_month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月(?!租|報|費)"
    r"(?:\s*(?P<bare_day>\d{1,2}|[一二三四五六七八九十廿卅]{1,3})\s*[日號](?!碼))?(?:[初中底]旬?)?(?:間|份)?|"
    r"(?<![\d.])(?P<numeric>\d{2,4}[/.-]\d{1,2}[/.-]\d{1,2})(?![\d.]\d)(?!\d)|"
    r"(?P<near>昨[天日晚]|前[天日]|今[天日早]|上(?:個?月|週|周|星期|禮拜)[一二三四五六日]?|本月|本週|日前)"
)


def moments(text: str) -> Iterator[Moment]:
    """Every date in ``text``, in order. A year below 200 is of the Republic: 94年 is 2005."""
    plain = text.translate(_PLAIN)
    for match in _MOMENT.finditer(plain):
        part = match.groupdict()
        span = Span(match.start(), match.end())
        if part["numeric"]:
            year, month, day = (_number(n) for n in re.split(r"[/.-]", part["numeric"]))
        else:
            year = _number(part["year"])
            month, day = _number(part["month"] or part["bare_month"]), _number(part["day"] or part["bare_day"])
        if (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31):
            yield Moment(_common_era(year), month, day, span)


def _common_era(year: int | None) -> int | None:
    return year + 1911 if year is not None and year < 200 else year


def _number(written: str | None) -> int | None:
    if not written:
        return None
    return value(written.replace("廿", "二十").replace("卅", "三十"))
