"""The registry: names, links, notes, the file people edit and what it complains of."""

from __future__ import annotations

import pytest

from assistant.corpus import Corpus
from assistant.errors import CorpusError
from assistant.statutes import Registry, load_registry
from assistant.statutes.registry import Law

LINK = "https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode="
ONE_LAW = """[[law]]
name = "海岸巡防法"
also = ["海巡法"]
pcode = "D0090002"
"""
NOTE = """[[law.notes]]
articles = ["3"]
state = "修正公布"
date = "2019-06-21"
source = "某網頁"
checked = "2026-10"
"""


@pytest.fixture(scope="module")
def shipped(corpus: Corpus) -> Registry:
    return load_registry(corpus.statutes.text, corpus.statutes.name)


def test_a_law_takes_four_lines():
    registry = load_registry(ONE_LAW, "statutes.toml")
    assert registry.full_name("海巡法") == registry.full_name(" 《海岸巡防法》 ") == "海岸巡防法"
    assert registry.url("海巡法", "4-1") == f"{LINK}D0090002&flno=4-1"


def test_an_empty_file_is_an_empty_registry():
    assert load_registry("", "statutes.toml").laws == ()


def test_names_are_found_in_simplified_script_and_full_width():
    registry = Registry((Law("個人資料保護法", ("GDPR仿作法",)),))
    assert registry.full_name("个人资料保护法") == registry.full_name("ＧＤＰＲ仿作法") == "個人資料保護法"


def test_what_is_not_known_has_no_link_and_no_words():
    registry = load_registry(ONE_LAW, "statutes.toml")
    article = registry.article("不明法", "3")
    assert (article.law, article.number, article.title, article.url, article.status) == ("不明法", "3", "", None, "")
    assert registry.article("海巡法", "3").status == ""
    assert registry.full_name("不明法") is None
    assert registry.url("海巡法", "") is None


def test_notes_are_shown_with_their_dates():
    registry = load_registry(ONE_LAW + NOTE + NOTE.replace('"3"', "").replace("修正公布", "全文修正"), "statutes.toml")
    assert registry.article("海巡法", "3").status == (
        "2019-06-21 修正公布（查核日 2026-10）；2019-06-21 全文修正（查核日 2026-10）"
    )
    assert registry.article("海巡法", "4").status == "2019-06-21 全文修正（查核日 2026-10）"


def test_a_law_may_have_a_link_of_its_own():
    text = ONE_LAW + 'link = "https://example.org/{pcode}#a{number}"\n'
    assert load_registry(text, "r").url("海巡法", "4-1") == "https://example.org/D0090002#a4-1"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[[law]]\nname = 甲", 2, "不是正確的 TOML"),
        ('[[law]]\nalso = ["甲"]', 1, "缺少欄位「name」"),
        ('[[law]]\nname = ""', 2, "「name」應為不空白的文字"),
        ('[[law]]\nname = "甲法"\n\n[[law]]\nname = "乙法"\npcode = "X1"', 6, "pcode「X1」應為"),
        ('[[law]]\nname = "甲法"\ncode = "A0000001"', 3, "不認得的欄位「code」"),
        ('[[law]]\nname = "甲法"\nalso = "乙"', 3, "「also」應為文字的清單"),
        ('[[law]]\nname = "甲法"\n[[law]]\nname = "乙法"\nalso = ["甲法"]', 5, "名稱「甲法」已屬於「甲法」"),
        ('[[law]]\nname = "甲法"\n[law.headings]\n"第3條" = "乙"', 4, "條號「第3條」應寫成"),
        (ONE_LAW + NOTE.replace("2019-06-21", "2019-6-21"), 8, "date「2019-6-21」應為"),
        (ONE_LAW + NOTE.replace("2026-10", "去年"), 10, "checked「去年」應為"),
        (ONE_LAW + 'link = "https://example.org/{code}"', 5, "link 只能用"),
        ("law = 3", 1, "法規要寫成 [[law]]"),
        ('law = [{name = "甲法"}]', 1, "單獨一行的 [[law]]"),
    ],
)
def test_every_complaint_names_the_line(text: str, line: int, message: str):
    with pytest.raises(CorpusError) as trouble:
        load_registry(text, "statutes.toml")
    assert trouble.value.message.startswith(f"statutes.toml 第 {line} 行：")
    assert message in trouble.value.message
    assert "docs/statutes.md" in trouble.value.remedy


def test_a_longer_name_is_found_before_a_shorter_one_inside_it():
    registry = Registry((Law("刑法"), Law("陸海空軍刑法")))
    found = registry.ending_at("陆海空军刑法", 6)
    assert found is not None
    assert found.law.name == "陸海空軍刑法"


def test_extending_keeps_what_is_there():
    registry = load_registry(ONE_LAW, "r").extended(
        (Law("海岸巡防法", pcode="X0000000"), Law("公司法", pcode="J0080001"))
    )
    assert registry.url("海巡法", "1") == f"{LINK}D0090002&flno=1"
    assert registry.url("公司法", "1") == f"{LINK}J0080001&flno=1"


@pytest.mark.parametrize(
    ("name", "pcode"),
    [
        ("個資法", "I0050021"),
        ("個資法施行細則", "I0050022"),
        ("刑法", "C0000001"),
        ("資安法", "A0030297"),
        ("資通安全管理法施行細則", "A0030303"),
        ("資通安全責任等級分級辦法", "A0030304"),
        ("資通安全事件通報及應變辦法", "A0030305"),
        ("特定非公務機關資通安全維護計畫實施情形稽核辦法", "A0030306"),
        ("資通安全情資分享辦法", "A0030307"),
        ("公務機關所屬人員資通安全事項獎懲辦法", "A0030308"),
        ("國家機密保護法", "I0060003"),
        ("國家機密保護法施行細則", "I0060005"),
        ("公務員服務法", "S0020038"),
        ("行政程序法", "A0030055"),
        ("檔案法", "A0030134"),
        ("政府資訊公開法", "I0020026"),
        ("貪污治罪條例", "C0000007"),
        ("公務人員考績法", "S0040001"),
        ("通訊保障及監察法", "K0060044"),
        ("營業秘密法", "J0080028"),
        ("電子簽章法", "J0080037"),
        ("刑事訴訟法", "C0010001"),
        ("民法", "B0000001"),
        ("國家賠償法", "I0020004"),
        ("洗錢防制法", "G0380131"),
    ],
)
def test_the_shipped_registry_knows(shipped: Registry, name: str, pcode: str):
    assert shipped.url(name, "1") == f"{LINK}{pcode}&flno=1"


@pytest.mark.parametrize(
    ("law", "number", "state"),
    [
        ("個資法", "12", "2025-11-11 修正公布，施行日期由行政院定之（查核日 2026-10-09）"),
        ("個資法", "28", "2025-11-11 公布之修正未及於本條（查核日 2026-10-09）"),
        ("刑法", "318-1", "2019-12-25 修正公布（查核日 2026-10）"),
        ("刑法", "361", "2024-10-11 止，2017 年以來未修正（查核日 2026-10）"),
        ("個資法", "41", ""),
    ],
)
def test_the_shipped_notes(shipped: Registry, law: str, number: str, state: str):
    assert shipped.article(law, number).status == state


def test_every_law_whose_articles_moved_says_so(shipped: Registry):
    assert "全文修正公布" in shipped.article("資安法", "11").status
    assert "第5條" in shipped.article("公務員服務法", "4").status
    assert "草案" in shipped.article("刑法", "211").status
