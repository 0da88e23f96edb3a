"""Whether a question says anything to search for once courtesies, question forms and filler are taken out. Pure."""

from __future__ import annotations

import functools
import re

from assistant import text

# Courtesies, question forms, pronouns and filler. They say that something is asked, not what.
_FORMS = """
請問 請教 請 您好 你好 哈囉 嗨 早安 午安 謝謝 感謝 麻煩 拜託 不好意思 在嗎 有人在嗎 有人嗎 想問 我想問 想問一下
問一下 想請教 可以問嗎 怎麼辦 該怎麼辦 怎麼處理 如何處理 要怎麼處理 怎麼做 怎麼弄 如何辦理 怎樣 怎麼樣 怎麼 怎
如何 為什麼 為何 什麼意思 什麼 甚麼 啥 哪些 哪個 哪一個 哪裡 哪 誰 多少 幾 何時 什麼時候 可不可以 可以 能不能 能
行不行 行嗎 可嗎 要不要 需不需要 需要 應該 應 該 必須 要 會不會 會 有沒有 沒有 有 是不是 是否 不是 是 對不對
好不好 比較好 好 對 算 嗎 呢 吧 啊 喔 哦 嗯 耶 啦 了 的 地 得 之 我們 我 你們 你 您 他們 他 她 它 大家 自己 人家
別人 有人 某人 長官 主管 同事 同仁 承辦人 承辦 這個 那個 這 那 這樣 那樣 這種 那種 此 其 哪種 這裡 那裡 上次
剛才 剛剛 之前 以前 後來 然後 再 又 也 都 就 還 才 只 很 太 最 更 比較 有點 一點 一下 一個 一件 一樣 幾個 第一個
第二個 上面 下面 前面 後面 如果 假如 要是 的話 但是 可是 因為 所以 而且 或者 還是 以及 和 跟 與 或 及 把 被 讓
給 對 對於 關於 有關 依 依照 按 按照 從 到 在 於 用 以 為 由 向 比 問題 事情 事 東西 情形 情況 狀況 案子 件事
那件事 方面 部分 內容 資訊 說明 說 講 講過 告訴 知道 了解 瞭解 懂 不懂 記得 還記得 確定 不確定 不太確定 確認 看
看看 想 覺得 做 做了 弄 辦 辦理 處理 進行 幫 幫忙 幫我 協助 提供 建議 意見 注意 注意事項 注意什麼 相關 規定 法規
依據 違法 合法 有關係 沒關係 關係 有事 沒事 出事 出事了 出包 出問題 壞掉 急 很急 快點 快 回我 趕快 救命 找誰 找
問 不 沒 叫 一 二 三 兩 件 個 次 種 點 些
"""


@functools.cache
def _form() -> re.Pattern[str]:
    forms = sorted({text.view(form) for form in _FORMS.split()}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, forms)))


@functools.cache
def function_words() -> frozenset[str]:
    """The forms above as they stand on the view."""
    return frozenset(text.view(form) for form in _FORMS.split())


def content_words(question: str) -> list[str]:
    """The words of ``question`` that are more than a form of asking."""
    return [word for word in text.words(question) if not _form().fullmatch(word)]


def is_vague(question: str, common_words: frozenset[str]) -> bool:
    """Whether nothing of substance is asked: all that is left is one word that most cases share, or a lone character.

    A word that most cases share (資料, 網站) counts as one character: alone it says nothing, two of them do. A bare
    number says nothing at all.
    """
    rest = _form().sub(" ", text.visible(question))
    words = {word for word in text.words(rest) if not word.isdecimal()}
    return sum(1 if word in common_words else len(word) for word in words) < 2
