"""A question as other hands would type it. Each variant is made from the text alone, the same every time."""

from __future__ import annotations

import functools
import random
import re
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from assistant import text, vagueness

#: One homophone slip for so many characters that could slip, and at least one.
CHARACTERS_A_TYPO = 12
#: An input method's slip is one of its first so many homophones.
OFFERED = 5

_ENGLISH = """
密碼=password 帳號=account 資料=data 資料庫=database 檔案=file 電子郵件=email 郵件=mail
信箱=mailbox 廠商=vendor 網站=website 網頁=web 網路=network 系統=system 伺服器=server
主機=host 電腦=PC 筆電=notebook 手機=phone 平板=tablet 隨身碟=USB 雲端=cloud 備份=backup
更新=update 下載=download 上傳=upload 連結=link 附件=attachment 登入=login 登出=logout
權限=access 管理員=admin 使用者=user 會員=member 客戶=client 駭客=hacker 病毒=virus 漏洞=bug
防火牆=firewall 程式=code 軟體=software 加密=encryption 驗證=verify 測試=test 會議=meeting
群組=group 訊息=message 照片=photo 影片=video 截圖=screenshot 表單=form 名單=list 報告=report
簡報=slides 合約=contract 契約=contract 專案=project 承包商=contractor 主管=manager
同事=colleague 通知=notify 確認=confirm 檢查=check 刪除=delete 分享=share 公開=public
列印=print 影印=copy 紀錄=log 記錄=log 訓練=training 課程=course 風險=risk 預設=default
"""
#: English words that Taiwan's offices mix into their sentences.
ENGLISH: Mapping[str, str] = MappingProxyType(dict(pair.split("=") for pair in _ENGLISH.split()))
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}


def full_width(question: str) -> str:
    """``question`` with its ASCII characters at full width."""
    return question.translate(_FULL_WIDTH)


def typos(question: str) -> str:
    """``question`` with the homophone slips of zhuyin typing, in words of substance of two characters or more."""
    places = [
        place
        for word, span in text.spans(question)
        if len(word) > 1 and word not in vagueness.function_words()
        for place in range(span.start, span.end)
        if text.homophones(question[place])
    ]
    if not places:
        return question
    draw = random.Random(zlib.crc32(question.encode()))
    slipped = list(question)
    for place in draw.sample(places, -(-len(places) // CHARACTERS_A_TYPO)):
        slipped[place] = draw.choice(text.homophones(question[place])[:OFFERED])
    return "".join(slipped)


def english_mixed_in(question: str) -> str:
    """``question`` with every word of ENGLISH said in English, a space between two of them."""
    word, run = _english_words()
    return run.sub(lambda match: " ".join(ENGLISH[found] for found in word.findall(match[0])), question)


@functools.cache
def _english_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One word of ENGLISH, and a run of them; of two that begin alike the longer is read."""
    word = "|".join(sorted(map(re.escape, ENGLISH), key=len, reverse=True))
    return re.compile(word), re.compile(f"(?:{word})+")


VARIANTS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "simplified": text.simplified,
        "full_width": full_width,
        "typos": typos,
        "english": english_mixed_in,
    }
)
