"""Details that a question asks for and that the quoted words do not state: a period, a number, an amount … Pure.

A clerk who asks how long records are kept gets the reminder to keep them, and must be told that it gives no period:
otherwise she takes the silence for her own oversight, or a neighbouring number for the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant import text

_NUMERAL = r"(?:[0-9]+|[〇零一二三四五六七八九十百千万亿两半]+)"
_TIME = r"(?:个?(?:年|月|季|周|星期|礼拜|天|日|小时|钟头|分钟)|工作日)"
_COUNTED = r"(?:次|码|位元|堂|支|把|笔|份|道|层|遍|趟|题|字|人份|个字|个小数)"
_SHEET = r"(?:表单?|表格|单子?|申请单|书表|格式|切结书|检核表|范本|公版|范例)"
_OUTCOME = r"(?:判刑|判几|判多|判决|起诉|定罪|坐牢|惩处|惩戒|处分|记过|申诫|究责|被关|抓去关)"
_BODY = r"(?:单位|科室|科|处室|局处|机关|部门|窗口|承办|人员|个人|位长官|层级|一层)"


@dataclass(frozen=True, slots=True)
class _Detail:
    """A kind of detail: its name, how it is asked for, and how a text states it. On the view (Simplified).

    ``closed``: a question that wants a yes or no (「…判刑了嗎」) asks for it too.
    """

    name: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]
    closed: bool = False


_DETAILS = (
    _Detail(
        "案件後來的結果（判決、懲處等）",
        re.compile(
            r"判(?:了|处)?(?:多久|几年|多重|多少年|什么刑|几个月)|刑期|判决(?:结果|书)|下场|"
            rf"(?:后来|最后|结果|事后)(?!才)[^，。]{{0,12}}{_OUTCOME}|(?:谁|哪些[^，。]{{0,4}}|有没有人)[^，。]{{0,4}}{_OUTCOME}"
        ),
        re.compile(r"判处|判决|徒刑|惩处|处分|记过|申诫|起诉|罚金"),
        closed=True,
    ),
    _Detail(
        "期間或頻率（幾年、幾天內、多久一次）",
        re.compile(
            rf"(?:每隔|隔|间隔)多久|多久[^，。]{{0,8}}一次|频率|几{_TIME}|多少个?{_TIME}|"
            rf"{_TIME}一次还是|每{_TIME}[^，。]{{0,4}}还是每"
        ),
        re.compile(rf"{_NUMERAL}\s*{_TIME}|每{_TIME}"),
    ),
    _Detail(
        "期限（多久）",
        re.compile(r"多久|多长时间|期限|时限|(?:什么|甚么)时候[^，。]{0,6}前|保存年限"),
        re.compile(rf"{_NUMERAL}\s*{_TIME}|每{_TIME}|立即|即时|当场|随时|事前|公开前|申请前"),
    ),
    _Detail(
        "日期",
        re.compile(
            r"几月|几号|哪一?天|哪一?年|什么日期|(?:何时|什么时候)[^，。]{0,6}(?:以前|之前|截止|开始|生效|要交|办完)"
        ),
        re.compile(rf"{_NUMERAL}\s*[年月日]|公开前|申请前|事前"),
    ),
    _Detail(
        "次數或數量",
        re.compile(rf"几{_COUNTED}|多少(?:次|码|堂|笔|份|支|人|个|字)|第几次|上限|最多[^，。]{{0,6}}(?:几|多少)"),
        re.compile(rf"{_NUMERAL}\s*(?:{_COUNTED}|以上)"),
    ),
    _Detail(
        "金額",
        re.compile(r"多少(?:钱|元|万|罚|费)|(?:罚|赔|付|收|费用|违约金|罚款)[^，。]{0,8}(?:多少|几[万千百元])"),
        re.compile(rf"{_NUMERAL}\s*(?:万|千)?\s*元"),
    ),
    _Detail(
        "表單或格式",
        re.compile(rf"(?:哪|什么|甚么)(?:一)?(?:张|份|种|个|式)?{_SHEET}|有没有[^，。]{{0,8}}{_SHEET}"),
        re.compile(r"表单|申请单|登记簿|切结书|范本|附件"),
    ),
    _Detail(
        "由誰或哪個單位辦理",
        re.compile(
            rf"(?:由|给|找|跟|向|归)谁|谁(?:来|负责|核定|批准|管|监)|哪(?:一)?(?:个|位)?{_BODY}(?![^，。]*过)|"
            r"哪(?:一)?支电话|什么电话|电话几号|分机|[室科处组课][^，。]{0,2}还是[^，。]{1,6}[室科处组课]"
        ),
        re.compile(r"专人|主管机关|权责单位|业管单位|资讯单位|政风|人事单位|当事人|承办人"),
    ),
)
# 「幾位同事」「好幾家」「不知道過多久才…」 count or doubt without asking.
_IDLE = re.compile(
    r"好几|多多少少|多少会|多少有|(?:不知道?|没人|谁也不)[^，。]*|没多久|不久|过没?多久|"
    rf"几(?:位(?!元)|个人|家|间|台|名)|[头前这那过]几{_TIME}"
)
# 「要不要…」「…嗎」 want a yes or no, 「怎麼知道是誰」 a way: none of them the detail itself.
_OTHERWISE = re.compile(r"[吗嘛]$|要不要|可不可以|能不能|是不是|会不会|该不该|需不需要|怎么知道|怎么查|如何得知")
_SENTENCE = re.compile(r"[^。！!？?\n]+[？?]?")
#: Without a question mark, only so short a text is taken for a question.
_SHORT = 20


def sentence(detail: str) -> str:
    """What a reader is told where ``detail`` is asked for and not stated."""
    return f"指引沒有寫明{detail}。以下是最接近的原文，確切規定請洽權責單位。"


def unstated(question: str, quoted: Iterable[str]) -> str | None:
    """What ``question`` asks for in particular and none of the ``quoted`` texts states, in words; None if nothing."""
    texts = [text.visible(quote) for quote in quoted]
    for clause, closed in _asking_clauses(text.visible(question)):
        for detail in _DETAILS:
            asks = (detail.closed or not closed) and detail.asked.search(clause)
            if asks and not any(detail.stated.search(quote) for quote in texts):
                return detail.name
    return None


def _asking_clauses(seen: str) -> Iterator[tuple[str, bool]]:
    """The last clause of each sentence that asks, and whether it wants no more than a yes, a no or a way.

    Scenes told before it contain numbers and names of no concern.
    """
    for match in _SENTENCE.finditer(seen):
        whole = match[0].strip()
        body = whole.rstrip("？? ")
        if body != whole or len(seen) <= _SHORT:
            clause = re.split(r"[，,；;]", body)[-1]
            yield _IDLE.sub(" ", clause), _OTHERWISE.search(clause) is not None
