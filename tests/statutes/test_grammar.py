"""The forms a citation comes in: each with what it means, and the words that look like one and are none."""

from __future__ import annotations

import pytest

from assistant.model import Span
from assistant.statutes import parse
from assistant.statutes.citing import MOST_FILLED_IN
from tests.statutes.vocabulary import CIVIL, CRIMINAL, LAWS, PRIVACY, RULES, cited, headings, numbers, parts, raws

P, C = PRIVACY, CRIMINAL


@pytest.mark.parametrize(
    "written",
    [
        "刑法第318條之1",
        "刑法第 318 條之 1",
        "刑法第318-1條",
        "刑法第 318-1 條",
        "刑法第３１８－１條",
        "刑法第318條之一",
        "刑法第三百十八條之一",
        "刑法第三百一十八條之一",
        "刑法第三一八條之一",
        "刑法第參佰壹拾捌條之壹",
        "刑法第三百十八之一條",
        "刑法318條之1",
        "刑法318-1有關",
        "刑法第318之1",
        "刑法§318-1",
        "中華民國刑法第318條之1",
        "《刑法》第318條之1",
        "「中華民國刑法」第318條之1",
        "〈刑法〉第318條之1",
        "『刑法』第318條之1",
        "刑法的第318條之1",
        "刑法（現行）第318條之1",
        "刑法第二十八章第318條之1",
        "刑法分則第318條之1",
        "刑法第318\n條之\n1",
        "刑 法 第 3 1 8 條 之 1",
        "刑\u200b法第318條之1",
        "刑法第318条之1",
    ],
)
def test_one_article_in_every_notation(written: str):
    assert cited(f"依{written}") == [(C, "318-1")]
    assert cited(f"违反{written}") == [(C, "318-1")]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("第12條", ["12"]),
        ("第12、18及28條", ["12", "18", "28"]),
        ("第12、第18、第28條", ["12", "18", "28"]),
        ("第12條、第18條及第28條", ["12", "18", "28"]),
        ("第12條、18條", ["12", "18"]),
        ("第12條 第18條", ["12", "18"]),
        ("第12條或第18條", ["12", "18"]),
        ("第12條暨第18條", ["12", "18"]),
        ("第318條之1、之2", ["318-1", "318-2"]),
        ("第318條之1、2。", ["318-1", "318-2"]),
        ("第318條之1及第318條之2", ["318-1", "318-2"]),
        ("第318-1、318-2條", ["318-1", "318-2"]),
        ("第15條至第18條", ["15", "16", "17", "18"]),
        ("第15至18條", ["15", "16", "17", "18"]),
        ("第15條到第17條", ["15", "16", "17"]),
        ("第15～17條", ["15", "16", "17"]),
        ("第15-18條", ["15", "16", "17", "18"]),
        ("第15條起至第17條", ["15", "16", "17"]),
        ("第339條之1至第339條之4", ["339-1", "339-2", "339-3", "339-4"]),
        ("第339條之1至之3", ["339-1", "339-2", "339-3"]),
        ("第318條之1至第320條", ["318-1", "319", "320"]),
        ("第22～23-1條", ["22", "23", "23-1"]),
        ("第12條、第15條至第17條及第20條", ["12", "15", "16", "17", "20"]),
        ("第18條至第15條", ["18", "15"]),
        ("第1條至第999條", ["1", "999"]),
    ],
)
def test_lists_and_ranges(written: str, found: list[str]):
    assert cited(f"個資法{written}") == [(P, number) for number in found]


def test_a_list_of_a_hundred_articles_is_read_to_its_end():
    assert numbers("刑法第" + "、".join(str(n) for n in range(1, 121)) + "條") == [str(n) for n in range(1, 121)]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("第18條第1項第2款", [("18", 1, 2)]),
        ("第 18 條 第 1 項 第 2 款 第 3 目", [("18", 1, 2)]),
        ("第十八條第一項第二款", [("18", 1, 2)]),
        ("第18條1項2款", [("18", 1, 2)]),
        ("第12條第2款", [("12", None, 2)]),
        ("第132條第2項前段", [("132", 2, None)]),
        ("第6條第1項但書第2款及第5款", [("6", 1, 2), ("6", 1, 5)]),
        ("第12條第1項及第2項", [("12", 1, None), ("12", 2, None)]),
        ("第12條第1、2項", [("12", 1, None), ("12", 2, None)]),
        ("第12條第1項至第3項", [("12", 1, None), ("12", 2, None), ("12", 3, None)]),
        ("第6條第1項第1款、第2款或第2項", [("6", 1, 1), ("6", 1, 2), ("6", 2, None)]),
        ("第6條第1項第1款至第3款", [("6", 1, 1), ("6", 1, 2), ("6", 1, 3)]),
        ("第12條、第18條第1項", [("12", None, None), ("18", 1, None)]),
        ("第318條之1第2項", [("318-1", 2, None)]),
        ("第12條的第2項", [("12", 2, None)]),
    ],
)
def test_paragraphs_and_subparagraphs(written: str, found: list[tuple[str, int | None, int | None]]):
    assert parts(f"個資法{written}") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("個資法第12條(個人資料遭違法侵害之通知)", ["個人資料遭違法侵害之通知"]),
        ("個資法第12條（通知）", ["通知"]),
        ("個資法第 12 條 （ 通知 義務 ）", ["通知 義務"]),
        ("刑法第318條之1、之2(洩密處罰、加重其刑)", ["洩密處罰", "加重其刑"]),
        ("刑法第358條、第359條(妨害電腦使用)", [None, "妨害電腦使用"]),
        ("刑法第358條至第360條(妨害電腦使用)", ["妨害電腦使用"] * 3),
        ("個資法第12條第1項、第2項(通知)", ["通知", "通知"]),
        ("個資法第6條規定；個資法第12條(通知、方式)", [None, "通知、方式"]),
        ("刑法第358條(入侵電腦罪(舊稱))", ["入侵電腦罪(舊稱)"]),
        ("個資法第12條(以下簡稱本條)", [None]),
        ("個資法第12條(參照)", [None]),
        ("個資法第41條(違反個資法第6條者)", [None, None]),
        ("個資法第12條(99年)", [None]),
        ("個資法第12條(同條)", [None, None]),
        ("個資法第12條(刑法361)", [None, None]),
        ("個資法第12條(", [None]),
    ],
)
def test_headings_in_brackets(text: str, found: list[str | None]):
    assert headings(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("個資法第18條第1項第2款(安全)", ["個資法第18條第1項第2款"]),
        ("依刑法第 318 條之 1、之 2", ["刑法第 318 條之 1", "之 2"]),
        ("個資法第12、18及28條", ["個資法第12", "18", "28條"]),
        ("個資法第15條至第16條。", ["個資法第15條至第16條"] * 2),
        ("《個資法》第12條", ["《個資法》第12條"]),
        ("刑法第132條第2項前段規定", ["刑法第132條第2項前段"]),
        ("哪些案例和刑法361有關", ["刑法361"]),
    ],
)
def test_the_words_that_name_it(text: str, found: list[str]):
    assert raws(text) == found


def test_spans_count_code_points_of_the_text_as_it_is():
    text = "\ufeff😀 依 個資法第 １２ 條\n(通知)"
    (citation,) = parse(text, LAWS)
    assert citation.span == Span(5, 14)
    assert citation.raw == citation.span.of(text) == "個資法第 １２ 條"


@pytest.mark.parametrize(
    "text",
    [
        "國民法官第一次參與審判",
        "罪刑法定原則",
        "依法律上之原因",
        "日本刑法第199條",
        "日本刑法第199條、第200條及第201條",
        "德國聯邦個人資料保護法第4條",
        "法國民法典第1382條",
        "中國刑法第253條之1",
        "中華人民共和國刑法第253條",
        "大陸地區刑法第3條",
        "韓國個人資料保護法第34條第1項",
        "歐盟一般資料保護規則第33條",
        "德國民法第823條。同法第826條",
        "本契約第5條",
        "勞動契約第3條",
        "第三條路線",
        "第一條新聞",
        "共計12條，增加3項",
        "刑法3大原則",
        "刑法20170101",
        "民法1.5版",
        "第十二條件",
        "三、第2款車型",
        "前項作業",
        "第0條、第99999條、第一百五條",
        "",
        "第條",
    ],
)
def test_what_is_no_citation(text: str):
    assert cited(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("罪刑法定原則，第1條", [(None, "1")]),
        ("國民法官第3條", [(None, "3")]),
        ("國民法官法第3條", [("國民法官法", "3")]),
        ("法律上第3條", [(None, "3")]),
        ("監獄行刑法第66條", [("監獄行刑法", "66")]),
        ("我國刑法第3條與日本刑法第4條", [(C, "3")]),
        ("中華民國民法第184條", [(CIVIL, "184")]),
        ("依GDPR第33條", [(None, "33")]),
        ("個資法與GDPR第33條", [(None, "33")]),
        ("個資法修正草案第12條", [(None, "12")]),
        ("依作業要點第3條", [(None, "3")]),
        ("個資法、作業要點第3條", [(None, "3")]),
    ],
)
def test_a_law_is_not_taken_for_another(text: str, found: list[tuple[str | None, str]]):
    assert cited(text) == found


@pytest.mark.parametrize(
    "before", ["", "違反", "依", "依據", "，按", "又", "查", "中華民國九十九年修正公布之", "個資法及", "刑法第3條、"]
)
@pytest.mark.parametrize(
    "law",
    [
        "海岸巡防法",
        "管理外匯條例",
        "公司法施行細則",
        "就業服務法",
        "涉外民事法律適用法",
        "採購評選委員會審議規則",
        "組織犯罪防制條例",
        "自由貿易港區設置管理條例",
        "高級中等以上學校學生就學貸款辦法",
        "農業發展及食品安全條例",
        "預算法",
        "公司法",
        "遊說法",
    ],
)
def test_an_unknown_law_is_kept_as_written(before: str, law: str):
    assert cited(f"{before}{law}第3條")[-1] == (law, "3")


def test_an_unknown_law_in_quotation_marks_is_all_that_they_hold():
    assert cited("《違反秩序處罰法》第3條") == [("違反秩序處罰法", "3")]


@pytest.mark.parametrize("name", ["個資法施行細則", "個人資料保護法施行細則", "「個資法施行細則」"])
def test_enforcement_rules(name: str):
    assert cited(f"{name}第12條") == [(RULES, "12")]


def test_rules_of_a_known_law_that_the_registry_does_not_list():
    assert cited("刑法施行法第2條、民法施行細則第3條") == [(f"{C}施行法", "2"), (f"{CIVIL}施行細則", "3")]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("第三條之一切行為", "3"),
        ("第三條之三分之二", "3"),
        ("第五條之十日內", "5"),
        ("第五條之二十日內", "5"),
        ("第五條之規定", "5"),
        ("第五條之一規定", "5-1"),
        ("第五條之二十三規定", "5-23"),
    ],
)
def test_the_possessive_is_no_branch(written: str, number: str):
    assert numbers(f"刑法{written}") == [number]


@pytest.mark.parametrize("mark", ["一、", "十一、", "- 一、", "(一)", "1.", "1、", "１．"])
def test_the_number_of_a_line_belongs_to_no_list(mark: str):
    assert cited(f"{mark}第三百十條", "刑法") == [(C, "310")]
    assert cited(f"{mark}個資法第12條") == [(P, "12")]


def test_ranges_cannot_fill_the_memory():
    found = numbers("個資法" + "第1條至第90條。" * 2_000)
    assert len(found) <= MOST_FILLED_IN + 2 * 2_000
