"""Street addresses: a house number after a road, lane or village, with what stands before it."""

from __future__ import annotations

import re

from assistant.privacy.kinds import CJK, Found

_NUMERAL = "[0-9一二三四五六七八九十百零〇]"
_CITY = "(?:[臺台][北中南東]|新北|桃園|高雄|基隆|新竹|嘉義|苗栗|彰化|南投|雲林|屏東|宜蘭|花蓮|澎湖|金門|連江)[縣市]"
_DISTRICT = f"[{CJK}]{{1,3}}?[區鄉鎮市]"
# From the word "road" (or village, neighbourhood, lane) to the house number, floor and room.
_ADDRESS_TAIL = re.compile(
    rf"(?:(?P<road>路|街|大道)[東西南北]?(?:{_NUMERAL}{{1,2}}段)?|里|村|鄰|巷|弄) ?"
    rf"(?:{_NUMERAL}{{1,3}}鄰)?(?:{_NUMERAL}{{1,4}}巷)?(?:{_NUMERAL}{{1,4}}弄)?[臨附]?"
    rf"{_NUMERAL}{{1,5}}(?:[之-]{_NUMERAL}{{1,3}})?號"
    rf"(?:{_NUMERAL}{{1,3}}樓|[0-9]{{1,3}}[Ff])?(?:之{_NUMERAL}{{1,3}})?(?:{_NUMERAL}{{1,4}}室)?"
)
_ADDRESS_KEPT = re.compile(f"(?:{_CITY} ?(?:{_DISTRICT})?|[{CJK}]{{1,2}}[區鄉鎮])")
_ROAD_NAME = re.compile(f"[{CJK}]{{1,2}}[東西南北中一二三四五六七八九十]{{0,3}}\\Z")
_HEAD = re.compile(f"[{CJK}0-9 ]*\\Z")
# 網路 5 號, 電路 2 號, 鐵路 1 號: no roads.
_NO_ROAD = frozenset("網線電迴回道鐵公管馬水通思出退沿半銷一")
# City, district, village, neighbourhood and road name together, in code points.
_HEAD_LENGTH = 20


def find(seen: str) -> Found:
    """Addresses from city, district or road name to house number, floor and room."""
    done = 0
    for tail in _ADDRESS_TAIL.finditer(seen):
        head_start = max(done, tail.start() - _HEAD_LENGTH)
        window = seen[head_start : tail.start()]
        head = _HEAD.search(window)
        start = _address_start(window[head.start() :] if head else "", tail["road"] is not None)
        if start is not None:
            done = tail.end()
            yield "地址", tail.start() - start, done


def _address_start(head: str, road: bool) -> int | None:
    """How many code points before its tail an address begins, or None where ``head`` does not look like one."""
    kept = _ADDRESS_KEPT.search(head)
    if kept:
        return len(head) - kept.start()
    name = _ROAD_NAME.search(head) if road else None
    return len(name[0]) if name and name[0][-1] not in _NO_ROAD else None


def kept_length(address: str) -> int:
    """How many code points of ``address`` (half width) name only its city and district."""
    kept = _ADDRESS_KEPT.match(address)
    return kept.end() if kept else 0
