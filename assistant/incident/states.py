"""Whether a clause says that something was done, was not done or is yet to come. Pure grammar, no learning.

Negation, future, intention and demand win over everything else in the clause: 「尚未通知」, 「將通知」 and 「應通知」
are not done. What is neither marked as done nor as open is merely told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant import text

Saying = Literal["done", "told", "unsure", "open"]

# All patterns run on the matching view (Simplified, half width).
# Negation inside an attribute denies the attribute, not the deed: 「改成沒有規則的長字串」, 「停用未使用的帳號」;
# what an outsider fails at is no failed measure: 「外人連不到」; 「沒登記就不能插」 is a rule.
_ATTRIBUTE = re.compile(
    r"(?<=[成为用把给掉停除])(?:没有?|未|不|无|非)[^,，。、]{1,8}的(?=[^,，。])|有没有|没有?(?:缺|例外|问题|残留|超过|反应|少|事|人敢|影响)|"
    r"无(?:线|虞|误|人机|障碍)|未经[^,，]{1,6}(?:不得|不准|不能)|不(?:得|准|能|可|行|给|让|收)[^,，]{0,8}|"
    r"(?:谁都|都|才|就|也)?(?:看|连|进|查|印|存|打|点|载|读|拿|刪|删|改|搜|抓)不(?:到|得|了|出去|进|开|来)|"
    r"(?:没有?|不|未)[^,，]{1,8}(?:就|便|则|即)(?:不|没|无法|扣|退|挡|锁)[^,，]{0,6}|没有?人?(?:在|再)[^,，]{1,8}了|"
    r"不(?:再|同|定期|明|法|当|慎|限|少|只|仅|但|小心|一致|对|需要的|必要|该在)|不用了?的|不用再|差不多|非(?:公务|经|本人|必要)|"
    r"没(?:动|人按|登记过的|签[^,，]{0,8}的)|回头再|先[^,，]{1,12}再|(?:叫|请|提醒|教)[^,，]{1,6}(?:赶快|尽快|不要|别)"
)
_NOT = re.compile(
    r"空白|[缺欠]的是|停留在|(?:还|一直|仍)开着|没有?|没(?!收)|未(?!来|成年|税|遂)|从来不|从不|尚缺|缺乏|欠缺|缺少|付之阙如|无法|无从|无人|无任何|并无|不足|"
    r"不会(?:锁|挡|限制|跳|记|提醒|留)|不用|不必|不需|不看|不知道|不清楚|不曾|不验|不查|不设|忘了|忘记|漏了|漏掉|拒绝|松散|形同虚设|"
    r"只留(?:了)?[^,，]{0,3}天|看不出是?谁|查不到是?谁|找不到[^,，]{0,6}(?:规|办法|纪录|负责)|省略|免了|照旧|"
    r"还是用|仍用|仍是|仍然?(?:用|以|在用|沿用)|还在用|依然|沿用|(?:就|即|都|皆|全部|一律|竟|还)是(?:身[分份]证|生日|车牌|学号|统一|站|所|同一|预设|Win)|"
    r"就放|就摆|随手|放在(?:没|抽屉|桌|走道)|却|竟|私下|习惯|随便|随意|任意|任何人都|谁都|人人都|都看得到|都点得到|写死|开太大|给最高|"
    r"共用(?!.{0,6}(?:取消|收掉|停))|大家都(?:登|用)同|口头|凭印象|凭感觉|来不及|拖了|拖到|拖延|延误|才(?:想到|知道要)|坏了|过期"
)
_LATER = re.compile(
    r"(?:^|[^即])将(?:会|于|在|要|再|来|由|请|全面|另|予|依|研|逐|针|以|改|视|更|建|订|规|通|增|委|进)|预计|预定|预订|"
    r"计划(?!书|表|专|名|经)|规划(?!.{0,4}(?:完成|好了|妥))|打算|拟(?!定|订|真|态|具)|准备(?:要|在|把|于|改|修|开|采|去|找|向|重)|"
    r"考虑|研议|研拟(?!.{0,4}(?:完成|好|妥|过))|讨论(?:要|中|是否|如何|该|初)|还在|正在|正(?:要|与|积极)|"
    r"(?:之后|以后|未来|日后|届时|明年|下个?月|下周|下星期|下礼拜|下半年|月底前|后续)(?:会|再|将|要|才|就会|预|起|逐|陆|通|补|改|办|开)|近期(?:会|内|将)|"
    r"希望|盼|期望|应(?!变|用|对|急|付|邀|届|答|声)|建议|等(?:到|待|候|.{1,8}(?:后再|再|核定|通过|下来))|"
    r"待(?:查|核|确认|釐清|厘清|.{1,10}(?:后|再))|想要?(?:把|改|先|再|请)|需要?(?:再|先|补|加|尽)|必须(?!先)|赶快|尽快|尽速|要不要|"
    r"是否(?:要|该|应|需)|该不该|评估(?:中|是否|要|后再|可行)|(?:签办|招标|采购|协调|申请|处理|调查|办理|建置|开发|测试|研究|审核|规划)中|编列|"
    r"争取(?:经费|预算)|列入(?:明年|下年|计划)|再(?:通知|补|评估|决定|看)|有待|尚待|待办|才打算|想说|拜托"
)
_UNSURE = re.compile(
    r"可能|好像|似乎|据说|听说|应该有|大概|印象中|不确定|不太确定|不一定|有时|偶尔|部分(?!.{0,2}(?:栏|资料))|一半|有人[^,，]{0,8}有人|"
    r"有些[^,，]{0,10}(?:有些|没)|原则上|理论上|多半|大多|通常(?:会|都)|口头上|号称|宣称|只有(?:部分|几|一部)|尚未全|陆续|试办"
)
_DONE = re.compile(
    r"已(?!故|婚|知|非|久)|业已|业经|皆已|完成|完毕|随即|立即|立刻|当(?:天|日|下|场|晚|周|週)|马上|即刻|隔(?:天|日)(?:就|即|便|一早)|第一时间|"
    r"[^,，通经透路]过(?!程|来|去|度|于|期|高|低|大|户|敏|量|往|后|世|失|滤|半|不|年)|了$|了[,，。;；]|"
    r"(?:寄|发|写|做|装|设|改|换|贴|锁|补|签|买|录|登|交|送|打|办|排|订|查|验|盘|教|开|存|拿|清|移|销|碎|烧|毁|挡|封|关|停|删|撕|收|拔|拆|断|擦|洗|通知|告知)(?:了|完|好|掉|光|走|妥|下)|"
    r"订有|定有|设有|备有|建有|留有|装有|置有|都有|皆有|均有|也有(?!人|民|家|媒|同|部)|"
    r"有(?:在)?(?:定期|按时|固定|请|做|装|设|买|把|加密|规定|明定|一套|一张|专人|画|派|替|给|跟|登记|保存|留|备|要求|拿|真|宣导|准备)|明定|"
    r"建立(?:了|有)|签(?:有|订)|固定|每(?:年|季|半年|月|周|週|星期|礼拜|天|日|个月|学期|次|笔|台|封|人|位|件|份|一|晚|层)|定期|逐一|逐笔|逐件|"
    r"改(?:成|为|用|以|由|放|从)|换成|移到|调整为|全面|一律|平常(?:也)?都|平时(?:都|也|由|就|会)|会(?:记|留|自动|先|跳|锁|寄|被|把)|"
    r"都(?:会|先|要|把|放|收|打|换|贴|登|留|上|压|用|进|补|另|分开|照做|盖)|现在(?:都|只|改|要)|就会|全程|保存了|交给(?:警|检|调|鉴)|报(?:案|警)|封锁|停用|"
    r"才(?:放|给|会|能|可|付|收|开|接|准|往|进)|(?:只|仅)(?:秀|显示|露|留|收|开放|能|给|看得|喊|有)|关闭|限制(?:每|只|单)|禁止|上锁|加密|要先|得先|"
    r"先[^,，]{1,12}(?:再|才)|一(?:台|个|位|封|份|本|条)一(?:台|个|位|封|份|本|条)"
)
_PRACTICE = re.compile(
    r"每(?:年|季|半年|月|周|週|星期|礼拜|天|日|个月|学期|次|笔|人)|定期|固定|按时|平常|平时|一律|一直都|全程|逐一|逐条|"
    r"(?:订|定|设|备|建|装|置|明|规)(?:有|定)|有(?:规定|要求|专人|加密|完整|检查|建立|内部|安全|登记|留|在(?:做|看|管))|"
    r"建立|签(?:过|了|订|有|妥)|办过|做过|上过|都会|都有|都要|才(?:能|可|给|会)|制度|程序|机制"
)
# What befell the agency: done, but by others and to it.
_SUFFERED = re.compile(
    r"(?<!停用)(?<!封锁)(?<!锁定)(?<!通知)(?<!告知)(?:被|遭)(?!查获|逮|要求|动)"
    r"[^,，的]{0,10}(?:改|窃|骇|入侵|登入|删|抓|看|拿|盗|破解|印|取得|外泄|泄|偷|冒|置换|攻|加密|公开|贴|下载|翻)|"
    r"去试|试登|猜(?:中|到|密码)|破解|冒名|外泄|外流|窃取|冒用|假扮|伪冒|骇客|攻击者|嫌犯|入侵|流到|流出"
)
# How a clause begins that only says something of the list before it.
_PREDICATE = re.compile(r"(?:则|都|也|均|皆|全|还|尚|仍|目前|至今|一项|一样|统统|通通|没|未|并未|从来|从未|付之)")
# The end of a clause that says a thing is over and done with, whenever that was to be.
_OVER = re.compile(r"(?:光|掉|好|完|妥|过)了?[,，。;；]?$")


def saying(clause: str) -> Saying:
    """What ``clause`` says of a deed: done, open (not done or yet to come), unsure, or told without either."""
    seen = text.view(clause)
    plain = _ATTRIBUTE.sub("", seen)
    if _NOT.search(plain) or (_LATER.search(plain) and not _OVER.search(plain)):
        return "open"
    if _SUFFERED.search(plain):
        return "told"
    if _UNSURE.search(plain):
        return "unsure"
    return "done" if _DONE.search(plain) else "told"


def sayings(clauses: Sequence[tuple[str, int]]) -> list[Saying]:
    """What each of ``clauses`` (words, sentence) says; a list takes the denial that follows it.

    「帳號清查、漏洞檢查、名冊勾稽等，都還沒做」: the first clause only names what the second denies.
    """
    found = [saying(words) for words, _ in clauses]
    for i in range(len(clauses) - 2, -1, -1):
        (words, sentence), (after, same) = clauses[i], clauses[i + 1]
        if sentence == same and found[i + 1] == "open" and "、" in words and _PREDICATE.match(text.view(after)):
            found[i] = "open"
    return found


def suffered(clause: str) -> bool:
    """Whether ``clause`` tells what others did to the agency or its data."""
    return _SUFFERED.search(_ATTRIBUTE.sub("", text.view(clause))) is not None


def practised(clause: str) -> bool:
    """Whether ``clause`` tells a standing practice or rule: 「每季」, 「訂有」, 「平時都」, 「簽過」."""
    return _PRACTICE.search(text.view(clause)) is not None
