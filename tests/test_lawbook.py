from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.lawbook import Lawbook, article_key
from assistant.library import Library
from assistant.statutes.law_db import import_law_files


@pytest.fixture
def book(library: Library, tmp_path: Path) -> Lawbook:
    return Lawbook(library.registry, tmp_path / "laws.sqlite", since=2017)


def bulk_file(folder: Path) -> Path:
    """A made-up edition in the format of the national database: one law, an article of two paragraphs."""
    law = {
        "LawLevel": "法律",
        "LawName": "個人資料保護法",
        "LawURL": "https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=I0050021",
        "LawCategory": "",
        "LawModifiedDate": "20150101",
        "LawEffectiveDate": "",
        "LawEffectiveNote": "",
        "LawAbandonNote": "",
        "LawHasEngVersion": "N",
        "EngLawName": "",
        "LawAttachements": [],
        "LawHistories": "中華民國一百零四年一月一日總統令修正公布第 12 條條文",
        "LawForeword": "",
        "LawArticles": [{"ArticleType": "A", "ArticleNo": "第 12 條", "ArticleContent": "甲項。\r\n乙項。"}],
    }
    path = folder / "ChLaw.json"
    path.write_text(json.dumps({"UpdateDate": "2020/1/1 上午 12:00:00", "Laws": [law]}), encoding="utf-8-sig")
    return path


def test_without_a_database_an_article_has_its_heading_link_and_note(book: Lawbook):
    article = book.article("個人資料保護法", "12")
    assert article.title == "個人資料遭違法侵害之通知"
    assert article.url.endswith("pcode=I0050021&flno=12")
    assert "查核日" in article.status
    assert article.text == ""


def test_once_imported_the_text_is_shown_by_paragraphs_with_its_edition(book: Lawbook, tmp_path: Path):
    import_law_files([bulk_file(tmp_path)], book.path, lambda *_: None)
    article = book.article("個人資料保護法", "12")
    assert article.text == "1　甲項。\n2　乙項。"
    assert article.edition == "2020-01-01"
    assert "2017 年以後未修正" in article.status
    assert [edition.laws for edition in book.editions()] == [1]


def test_an_article_that_is_not_loaded_stays_as_the_registry_has_it(book: Lawbook, tmp_path: Path):
    import_law_files([bulk_file(tmp_path)], book.path, lambda *_: None)
    assert book.article("中華民國刑法", "361").text == ""


def test_headings_are_searched_and_once_loaded_the_texts_too(book: Lawbook, tmp_path: Path):
    cited = [("個人資料保護法", "12"), ("中華民國刑法", "999")]
    assert [(article_key(p), p.quote.text) for p in book.passages(cited)] == [
        (("個人資料保護法", "12"), "個人資料遭違法侵害之通知")
    ]
    import_law_files([bulk_file(tmp_path)], book.path, lambda *_: None)
    assert [p.quote.text for p in book.passages(cited)] == ["個人資料遭違法侵害之通知", "甲項。\n乙項。"]
