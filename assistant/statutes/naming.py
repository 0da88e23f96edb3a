"""Which law is named where, on a dense text: foreign laws, laws that no registry knows, and titles of a text's own law.

A law is a full name; FOREIGN stands for a law of another state or a paper that is no statute (a contract), whose
articles are no citations; None for a law that the words do not identify.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from assistant.statutes.tokens import Dense, compiled
from assistant.text import view

#: A law of another state, or no law at all: its articles are left out.
FOREIGN = "\0"

_LONGEST_NAME = 34
_OPENING, _CLOSING = "《〈「『", "》〉」』"
_LATIN_BEFORE = re.compile("[a-z][》〉」』]?$")
_HAN = re.compile(r"[\u4e00-\u9fff〇]")
_STATES = (
    "日本|德國|法國|美國|英國|韓國|南韓|北韓|大韓民國|中國大陸|中國|中共|大陸(?!地區人民|委員|事務)|中華人民共和國|奧地利|瑞士|義大利"
    "|歐盟|歐洲聯盟|歐洲|香港(?!澳門關係)|澳門(?!關係)|新加坡|馬來西亞|泰國|越南|菲律賓|印尼|印度|加拿大|澳洲|澳大利亞|紐西蘭|荷蘭|比利時"
    "|西班牙|葡萄牙|俄羅斯|俄國|瑞典|挪威|丹麥|芬蘭|波蘭|土耳其|巴西|以色列|愛沙尼亞|愛爾蘭|加州|他國"
)
_STATUTES = "法|條例|細則|辦法|規則|準則|規程|通則|綱要|標準|要點|注意事項|規範|公約|協定"
_NO_STATUTES = "法典|契約|合約|合同|協議|協議書|章程|規約|條款|切結書|同意書|計畫|計畫書"
_DRAFTS = "草案|修正案|修法版本"
# These end in 法 and name no law; 公司法, 國家情報工作法, 預算法 do.
_COMMON_WORDS = (
    "方法|做法|(?<![工著])作法|手法|看法|想法|(?<!遊)說法|寫法|打法|立法|(?<!公)司法|違法|(?<![組整聯])合法|不法|非法|依法|執法|修法|無法"
    "|(?<![建])設法|適法|枉法|犯法|守法|釋法|玩法|語法|文法|句法|(?<![預決])算法|筆法|佛法|魔法|戲法|各法|何法|此法|其法|新法|舊法|(?<!電)子法"
    "|專法|國法|國際法|行政法|法法|之法|的法|等法|兩法|二法|三法"
)
# A word that also stands inside names is left alone there: 犯罪, 基因, 自由, 就業, 依親, 以上, 在臺, 從事, 適用法.
_INTRODUCING = (
    "依據|依照|依循|依(?![親賴])|按照|按|違反|觸犯|涉犯|涉及|涉嫌|犯(?!罪)|適用(?!法)|準用|援用|引用|參照|參考|參酌|參閱|參見|詳見|根據|符合|構成|該當"
    "|牴觸|抵觸|違背|配合|針對|擬具|所提|提出|提案|檢送|函請(?:審議|審查)?|排除|覺得|認為|核與|行為時|增訂|修正|廢止|此觀|觀諸|衡諸|揆諸|遵守|遵照|遵循|以及|關於|有關|對於|請問|例如|包括|包含|是否|現行|我國|修正前|修正後|新修正|上開|前開|前揭|及其"
    "|(?<!基)因(?!子)|(?<![自理])由|就(?![業學讀])|並|且|而|是|即|如|(?<!意)見|但|惟|以(?![上下外內])|於|在(?!臺)|從(?!事)|將|把|的|(?<=[法例則])[及與和或暨]|之行為[或及]|[布行定正訂]之|(?:不|應|得|可)受|(?:釋明|另|如|具|設|訂|定)有"
)


@dataclass(frozen=True, slots=True)
class LawRef:
    """A law as the text refers to it in ``dense[start:end]``."""

    start: int
    end: int
    law: str | None


@functools.cache
def _foreign_before() -> re.Pattern[str]:
    return compiled(rf"(?:{_STATES})(?:地區|政府|聯邦|的|之|現行|修正|舊|新)*$")


@functools.cache
def _foreign_head() -> re.Pattern[str]:
    return compiled(rf"(?:{_STATES})")


@functools.cache
def _kind_before() -> re.Pattern[str]:
    kinds = "|".join(sorted(f"{_STATUTES}|{_NO_STATUTES}|{_DRAFTS}".split("|"), key=len, reverse=True))
    return compiled(rf"(?P<kind>{kinds})(?P<closing>[{_CLOSING}])?(?:的|之|修正條文|條文)?\n?$")


@functools.cache
def _introducing() -> re.Pattern[str]:
    return compiled(_INTRODUCING)


@functools.cache
def _leading() -> re.Pattern[str]:
    return compiled("(?:[及與和或暨該本之為應得可所查舊另此又較符爰像茲]|有(?![線限機])|受(?!刑)|不(?!動))*")


@functools.cache
def _common() -> re.Pattern[str]:
    return compiled(f"(?:{_COMMON_WORDS})$")


@functools.cache
def _gap() -> re.Pattern[str]:
    return compiled(
        rf"[{_CLOSING}]?(?:\([^()\n]{{1,30}}\))?[{_CLOSING}]?(?:修正後?條文|條文)?(?:總則編?|分則編?|債編|物權編|親屬編|繼承編)?"
        r"(?:第.{1,3}[編章節])*(?:的|之|中|裡|裡面)?:?\n?"
    )


def is_foreign(text: str, start: int) -> bool:
    """Whether the name at ``start`` follows the name of another state (日本刑法)."""
    return _foreign_before().search(text[max(0, start - 16) : start]) is not None


def adjoins(text: str, ref: LawRef, start: int) -> bool:
    """Whether only brackets, a part of the law (總則編) or a particle stand between ``ref`` and ``start``."""
    return start - ref.end <= 48 and _gap().fullmatch(text, ref.end, start) is not None


def with_quotes(text: str, ref: LawRef) -> LawRef:
    """``ref`` from its opening quotation mark on, if it stands in quotation marks."""
    quoted = ref.start > 0 and text[ref.start - 1] in _OPENING and text[ref.end : ref.end + 1] in tuple(_CLOSING)
    return LawRef(ref.start - 1, ref.end + 1, ref.law) if quoted else ref


def unregistered(dense: Dense, end: int, floor: int) -> LawRef | None:
    """What stands before ``end`` and reads as the name of a law that no registry knows; never reaches below ``floor``.

    The name begins where its quotation mark does, else at the last break or introducing word (違反, 依, 適用 …).
    Where the words name no particular law (作業要點, 依法) or are Latin, the law is None and covers nothing.
    """
    text, low = dense.text, max(floor, end - _LONGEST_NAME)
    found = _kind_before().search(text, low, end)
    if found is None:
        return LawRef(end, end, None) if _LATIN_BEFORE.search(text, low, end) else None
    kind, closing = found["kind"], found["closing"]
    name_end, start = found.end("kind"), found.start("kind")
    while start > low and _HAN.match(text[start - 1]):
        start -= 1
    if closing and start and text[start - 1] in _OPENING:
        return LawRef(start - 1, end, _law_named(dense, start, name_end, kind) or None)
    for introducer in _introducing().finditer(text, start, name_end):
        start = introducer.end() if introducer.end() <= found.start("kind") else start
    start = _after_particles(text, start, found.start("kind"))
    law = _law_named(dense, start, name_end, kind)
    return LawRef(start, end, law) if law else LawRef(end, end, None)


def _after_particles(text: str, start: int, end: int) -> int:
    found = _leading().match(text, start, end)
    return found.end() if found else start


def _law_named(dense: Dense, start: int, end: int, kind: str) -> str | None:
    """The words at ``start:end`` where they can be a law's name, FOREIGN, None for a draft, "" for a common word."""
    name = dense.text[start:end]
    if kind in _words_of(_NO_STATUTES) or _foreign_head().match(name):
        return FOREIGN
    if kind in _words_of(_DRAFTS):
        return None
    stem = name[: -len(kind)]
    # 管理辦法, 作業要點: every office has some.
    shortest = 2 if kind in ("法", "条例") else 3
    common = len(stem) < shortest or _common().search(name) is not None
    return "" if common else dense.written(start, end)


@functools.cache
def _words_of(alternatives: str) -> frozenset[str]:
    return frozenset(view(alternatives).split("|"))


def may_name_a_law(text: str, end: int) -> bool:
    """Whether the word that ends at ``end``, which no registry knows, could be a law's name."""
    before = text[max(0, end - 4) : end]
    if before.endswith("法"):
        alone = text[end : end + 1] in tuple("院律官人案庭学理制治")
        return len(before) > 2 and not alone and _common().search(before) is None and _all_han(before[-3:])
    return before.endswith(("条例", "细则", "办法", "规则", "准则")) and len(before) == 4 and _all_han(before)


def _all_han(word: str) -> bool:
    return all(_HAN.match(c) for c in word)


def reads_as_written(law: str) -> bool:
    """Whether ``law`` in front of an article is read as that very name, without quotation marks."""
    seen = view(law)
    return _introducing().search(seen) is None and _after_particles(seen, 0, len(seen)) == 0
