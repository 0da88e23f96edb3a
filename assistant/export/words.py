"""The memo's wording: closeness, dates, articles, states, in the words the page uses."""

from __future__ import annotations

import re
from datetime import datetime

from assistant.export.memo import Kind, Line, Piece
from assistant.model import Article, Band, TaskState

CLOSENESS: dict[Band, str] = {"high": "很接近", "medium": "接近", "low": "較遠"}
STATES: dict[TaskState, str] = {"done": "已完成", "open": "待辦", "unclear": "待確認"}
KINDS: dict[Kind, str] = {"answer": "指引問答", "conversation": "指引對話", "check": "事件比對"}
TITLES: dict[Kind, str] = {
    "answer": "公務資料防洩密指引問答備忘",
    "conversation": "公務資料防洩密指引對話備忘",
    "check": "公務資料事件比對備忘",
}
NOTICES = (
    "本文件僅供參考：內容引自指引原文與其引用的條文，不是法律判斷，也不能取代權責單位的認定。",
    "請勿輸入機密文書；對外提供本文件前，請再確認沒有可識別個人的資料。",
)
NOT_STATED = "未載明"
#: The longest topic in a file name, in code points: whole paths on Windows end at 260.
TOPIC_LENGTH = 16


def text(words: str) -> Line:
    """A line of plain text."""
    return (Piece(words),)


def mark(number: int) -> Piece:
    """The mark that points at reference ``number``."""
    return Piece(f"[{number}]", reference=number)


def article_name(article: Article) -> str:
    """「個人資料保護法第 12 條（個人資料遭違法侵害之通知）」."""
    return f"{article.law}第 {article.number} 條" + (f"（{article.title}）" if article.title else "")


def moment(when: datetime) -> str:
    """``when`` (with its time zone) in the Republic's calendar and in the common one."""
    offset = f"{when:%z}"
    zone = f"UTC{offset[:3]}:{offset[3:5]}"
    republic = f"中華民國 {when.year - 1911} 年 {when.month} 月 {when.day} 日"
    return f"{republic} {when:%H:%M}（{when:%Y-%m-%d %H:%M}，{zone}）"


def topic(asked: str) -> str:
    """A few words for a file name: what was asked, up to its first pause."""
    words = re.split(r"[，。？！；：、,.?!;:\n]", asked.strip(), maxsplit=1)[0]
    return re.sub(r"\s+", "", words)[:TOPIC_LENGTH]
