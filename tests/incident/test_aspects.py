from __future__ import annotations

import json

import pytest

from assistant.corpus import Corpus
from assistant.incident import aspects
from assistant.incident.aspects import Said
from assistant.incident.missing import missing
from assistant.incident.statements import split
from assistant.incident.vocabulary import SCALE, TIME, Vocabulary, read_vocabulary
from assistant.library import Library
from tests.conftest import ROOT, source

GOLDEN = json.loads((ROOT / "tests" / "golden" / "aspects.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def vocabulary(corpus: Corpus) -> Vocabulary:
    return read_vocabulary(corpus.aspects)


def said(words: str, vocabulary: Vocabulary) -> dict[str, Said]:
    return aspects.read(words, split(words), vocabulary)


@pytest.mark.parametrize("case", sorted(GOLDEN))
def test_the_table_of_the_six_cases(library: Library, vocabulary: Vocabulary, case: str):
    """Read by a person against the guideline; what it does not state stays out."""
    words, found = aspects.read_case(library.cases[case], vocabulary)
    table = {
        name: {value: place.of(words) for value, place in zip(s.values, s.places, strict=True)}
        for name, s in found.items()
    }
    assert table == GOLDEN[case]


@pytest.mark.parametrize(
    ("case", "silent"),
    [
        ("20170103", "發現方式"),
        ("20170104", "手法"),
        ("20170104", "規模"),
        ("20170105", "發現方式"),
        ("20170106", "發現方式"),
    ],
)
def test_what_a_case_does_not_state_is_not_guessed(case: str, silent: str):
    assert silent not in GOLDEN[case]


@pytest.mark.parametrize(
    "words",
    [
        "警方說名單並非從網站取得",
        "主機沒有漏洞",
        "想知道其他機關有沒有被駭客入侵",
        "擔心密碼被釣魚",
        "為防止外洩而加強宣導",
    ],
)
def test_denied_and_supposed_words_do_not_count(vocabulary: Vocabulary, words: str):
    assert not said(words, vocabulary).keys() & {"管道", "手法", "行為人", "後果"}


def test_every_place_is_a_statement_of_the_text(vocabulary: Vocabulary):
    words = "113年3月，報名系統遭駭客利用漏洞入侵，約三千名學生的身分證字號外洩。"
    found = said(words, vocabulary)
    assert found["手法"].values == ("系統或軟體漏洞",)
    assert found["規模"].values == ("三千名（3,000）",)
    assert found["時間"].values == ("113年3月（西元 2024 年 3 月）",)  # 113 + 1911
    statements = {statement.span for statement in split(words)}
    assert all(place in statements for s in found.values() for place in s.places)


@pytest.mark.parametrize("words", ["有五名外部人員在場", "三位議員到場關心", "登入兩千人次的系統"])
def test_a_number_of_other_things_is_no_scale(vocabulary: Vocabulary, words: str):
    assert SCALE not in said(words, vocabulary)


def test_the_date_of_a_system_is_not_the_incidents(vocabulary: Vocabulary):
    words = "預約網站自2015年起上線。2023年4月發現資料外流。"
    assert said(words, vocabulary)[TIME].values == ("2023年4月",)


def test_shares_and_differences(library: Library, vocabulary: Vocabulary):
    words = "戶政窗口的服務人員查詢後，把戶籍資料列印給不相干的人，約兩千筆外流。"
    case = library.cases["20170105"]
    shares, differs = aspects.compare(words, said(words, vocabulary), case, vocabulary)
    assert [row.aspect for row in shares] == ["管道", "手法", "行為人", "資料", "後果"]
    assert [(row.aspect, row.incident, row.precedent) for row in differs] == [("規模", "兩千筆（2,000）", None)]
    for row in (*shares, *differs):
        assert row.incident_extract is None or row.incident_extract.span.of(words) == row.incident_extract.text
        quote = row.precedent_quote
        if quote is not None:
            text = library.guideline_of(case.id).source.text
            assert quote.span.of(text) == quote.text


def test_scales_are_alike_within_a_factor_of_three(library: Library, vocabulary: Vocabulary):
    case = library.cases["20170102"]  # 15,000

    def alike(words: str) -> bool:
        shares, _ = aspects.compare(words, said(words, vocabulary), case, vocabulary)
        return "規模" in [row.aspect for row in shares]

    assert alike("外洩個資5,000筆")
    assert alike("外洩個資45,000筆")
    assert not alike("外洩個資4,999筆")
    assert not alike("外洩個資45,001筆")


def test_the_share_weighs_rare_values_more():
    def told(*values: str) -> dict[str, Said]:
        return {"手法": Said(values, ())}

    first, second = aspects.shared_share(told("常見", "罕見"), [told("常見", "罕見"), told("常見")])
    assert first > 2 * second > 0
    assert aspects.shared_share({}, [told("常見")]) == [0.0]


def test_missing_facts_are_those_not_stated(vocabulary: Vocabulary):
    nothing = missing("發生了一些狀況", {}, vocabulary)
    assert [fact.fact for fact in nothing] == [fact.name for fact in vocabulary.facts]
    words = "113年3月客服接到民眾抱怨，報名網站的學生身分證字號外洩三千筆，已通知當事人並關閉網站，後台帳號三人共用的。"
    assert missing(words, said(words, vocabulary), vocabulary) == ()


def test_an_empty_vocabulary_says_nothing(library: Library):
    empty = read_vocabulary(source("", "aspects.toml"))
    assert said("網站外洩", empty) == {}
    assert missing("網站外洩", {}, empty) == ()
