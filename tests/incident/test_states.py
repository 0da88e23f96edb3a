from __future__ import annotations

import pytest

from assistant.incident.states import practised, saying, sayings, suffered


@pytest.mark.parametrize(
    "clause",
    [
        "已通知當事人",
        "當天就封鎖該 IP 並報警",
        "每季都會清查後台帳號的權限",
        "事務所跟代管公司簽過資訊安全協定",
        "訂有標準作業程序",
        "全程加密並留監控紀錄",
        "密碼全面改成沒有規則的長字串",  # 沒有 denies 規則, not the change
        "已停用未使用的帳號",
        "改網址後面的號碼看不到別人的了",
        "登入紀錄都有留一年",
        "帳號逐一清查完畢",
        "中國製的鏡頭年底前全部拆光了",
    ],
)
def test_done(clause: str):
    assert saying(clause) == "done"


@pytest.mark.parametrize(
    "clause",
    [
        "尚未通知當事人",
        "還沒有聯絡任何一位山友",
        "沒有人看連線來源",
        "將通知當事人",
        "預計下週寄發通知信",
        "規劃導入多因子驗證",
        "正在研議是否通知當事人",
        "應定期清查帳號",
        "希望明年改用加密平台",
        "下個月會再辦一次教育訓練",
        "通報流程還在簽辦中",
        "操作紀錄也只留七天",
        "沒有要求換成夠複雜的密碼",
        "信箱到現在仍沒有錯誤次數上限",
        "也還是用普通郵件在傳",
        "从来没有检查过",  # Simplified
        "備份檔卻一直放在承辦人抽屜裡",
        "打算重訂備份的規定",
    ],
)
def test_open(clause: str):
    assert saying(clause) == "open"


@pytest.mark.parametrize("clause", ["可能有通知過", "聽說資訊室有留紀錄", "好像每年都有演練"])
def test_unsure(clause: str):
    assert saying(clause) == "unsure"


@pytest.mark.parametrize("clause", ["初始密碼是系統隨機產生的十二碼", "民眾到窗口詢問補助"])
def test_told(clause: str):
    assert saying(clause) == "told"


@pytest.mark.parametrize("clause", ["三千筆資料遭人竊取", "信箱密碼被破解", "名單外流到貸款業者手上"])
def test_suffered(clause: str):
    assert suffered(clause)
    assert saying(clause) != "done"


@pytest.mark.parametrize("clause", ["停用被改密碼的帳號並報警", "已通知被害人"])
def test_what_was_done_about_harm_is_not_suffered(clause: str):
    assert not suffered(clause)


def test_practice():
    assert practised("每季檢視權限")
    assert not practised("昨天下午送修")


def test_a_list_takes_the_denial_that_follows_it():
    clauses = [("帳號清查、漏洞定期檢查，", 0), ("都還沒做。", 0), ("密碼、帳號每年清查，", 1), ("主機沒有備份。", 1)]
    assert sayings(clauses) == ["open", "open", "done", "open"]
    assert sayings([("帳號清查、漏洞定期檢查。", 0), ("都還沒做。", 1)])[0] == "done"  # another sentence
