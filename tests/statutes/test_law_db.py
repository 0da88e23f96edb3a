"""Importing the national database's file: what it gives, what is refused, and that a refusal changes nothing."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import StatuteError
from assistant.statutes import Registry, parse
from assistant.statutes.law_db import LawDatabase, import_law_files
from tests.conftest import ROOT, SHARED, require
from tests.statutes.bulk import ARTICLES, BOM, GOOD, article, content, law, packed, plain, silent


def load(tmp_path: Path, *files: Path) -> LawDatabase:
    import_law_files(files, tmp_path / "laws.sqlite3", silent)
    return LawDatabase.open(tmp_path / "laws.sqlite3")


@pytest.fixture
def loaded(tmp_path: Path) -> LawDatabase:
    return load(tmp_path, packed(tmp_path / "ChLaw.zip", GOOD))


@pytest.mark.parametrize("bom", [b"", BOM])
@pytest.mark.parametrize("make", [packed, plain])
def test_a_zip_or_a_json_file_with_or_without_a_bom(tmp_path: Path, make, bom: bytes):
    database = load(tmp_path, make(tmp_path / "file", bom + GOOD))
    assert database.numbers("防洩密法") == ("1", "2", "3", "3-1", "4", "5")


def test_an_article_with_its_paragraphs_and_dates(loaded: LawDatabase):
    text = loaded.article_text("防洩密法", "2")
    assert text is not None
    assert [(p.number, p.text) for p in text.paragraphs] == [
        (1, "機關應辦理：\n一、稽核。\n二、訓練：\n（一）新人。\n（二）主管。"),
        (2, "前項訓練，每年一次。"),
    ]
    assert text.paragraph(2) == text.paragraphs[1]
    assert text.paragraph(3) is None
    assert text.text.count("\n") == 5
    assert (text.chapter, text.edition, text.modified) == ("第 一 章 總則", "2024-10-11", "2019-12-25")
    assert (text.effective_note, text.abandoned) == ("", False)


def test_an_open_date_is_said_of_the_articles_it_concerns(tmp_path: Path):
    database = load(tmp_path, plain(tmp_path / "a.json", content(law(), law("乙法", "Z0000002", LawEffectiveNote=""))))
    note = database.article_text("防洩密法", "3-1").effective_note
    assert note == "施行日期另定：一百零八年十二月二十五日增訂之第 3-1  條條文，施行日期，由行政院定之。"
    assert database.article_text("防洩密法", "3").effective_note == ""
    assert database.article_text("乙法", "3").effective_note == "施行日期另定"


def test_a_set_date_and_none(tmp_path: Path):
    dated = law("甲法", "Z0000001", LawEffectiveDate="20240308", LawEffectiveNote="")
    database = load(
        tmp_path,
        plain(tmp_path / "a.json", content(dated, law("乙法", "Z0000002", LawEffectiveDate="", LawEffectiveNote=""))),
    )
    assert database.article_text("甲法", "1").effective_note == "自 2024-03-08 施行"
    assert database.article_text("乙法", "1").effective_note == ""


def test_an_abandoned_law_yields_to_one_in_force(tmp_path: Path):
    gone = law(
        "甲法", "Z0000001", LawAbandonNote="廢", LawArticles=[article("第 1 條", "舊。"), article("第 9 條", "舊。")]
    )
    now = law("甲法", "Z0000002", LawArticles=[article("第 1 條", "新。")])
    database = load(tmp_path, plain(tmp_path / "a.json", content(gone, now)))
    assert (database.article_text("甲法", "1").text, database.article_text("甲法", "1").abandoned) == ("新。", False)
    assert database.article_text("甲法", "9").abandoned
    assert [(known.name, known.pcode) for known in database.laws()] == [("甲法", "Z0000002")]


def test_what_is_not_there(loaded: LawDatabase):
    assert loaded.article_text("防洩密法", "99") is None
    assert loaded.article_text("不明法", "1") is None
    assert loaded.changed_since("不明法", "1", 2017) is None
    assert loaded.numbers("不明法") == ()


@pytest.mark.parametrize(
    ("number", "year", "changes", "words"),
    [
        ("3", 2017, ["2017-03-01 修正", "2019-12-25 修正"], "2017 年以後有變動：2017-03-01 修正、2019-12-25 修正"),
        ("3", 2018, ["2019-12-25 修正"], "2018 年以後有變動：2019-12-25 修正"),
        ("1", 2017, ["2019-12-25 修正"], "2017 年以後有變動：2019-12-25 修正"),
        ("3-1", 2017, ["2019-12-25 增訂"], "2017 年以後有變動：2019-12-25 增訂"),
        ("4", 2017, ["2019-12-25 刪除"], "2017 年以後有變動：2019-12-25 刪除"),
        ("5", 2020, [], "2020 年以後未修正"),
        ("2", 2010, ["2010-05-26 全文制定", "2017-03-01 修正", "2019-12-25 修正"], None),
    ],
)
def test_changes_are_read_from_the_history(
    loaded: LawDatabase, number: str, year: int, changes: list[str], words: str | None
):
    found = loaded.changed_since("防洩密法", number, year)
    assert [str(a) for a in found.amendments] == changes
    assert found.changed == bool(changes)
    assert not found.unread
    assert words is None or str(found) == words


def test_a_change_that_the_history_does_not_tell_is_not_denied(tmp_path: Path):
    database = load(tmp_path, plain(tmp_path / "a.json", content(law(LawModifiedDate="20240731"))))
    found = database.changed_since("防洩密法", "5", 2020)
    assert (found.changed, found.unread) == (False, True)
    assert str(found) == "本法於 2024-07-31 修正，沿革未能判讀是否及於本條"


def test_the_status_names_each_edition(tmp_path: Path):
    orders = packed(
        tmp_path / "ChOrder.zip",
        content(law("某辦法", "Z0000009", "命令"), date="2024/11/01 上午 12:00:00"),
        "ChOrder.json",
    )
    database = load(tmp_path, packed(tmp_path / "ChLaw.zip", GOOD), orders)
    first, second = database.status()
    assert (first.kind, first.date, first.file) == ("法律", "2024-10-11", "ChLaw.zip（ChLaw.json）")
    # Nine rows: two chapters, one that is no article, six articles.
    assert (first.laws, first.articles, first.skipped) == (1, len(ARTICLES) - 3, 1)
    assert (second.kind, second.date) == ("命令", "2024-11-01")
    assert re.fullmatch(r"[0-9a-f]{64}", first.sha256)


def test_the_other_kind_of_law_stays_when_one_is_imported(tmp_path: Path):
    load(
        tmp_path,
        plain(tmp_path / "law.json", GOOD),
        plain(tmp_path / "order.json", content(law("某辦法", "Z0000009", "命令"))),
    )
    newer = plain(tmp_path / "new.json", content(law("新辦法", "Z0000010", "命令"), date="2025/01/03"))
    report = import_law_files([newer], tmp_path / "laws.sqlite3", silent)
    database = LawDatabase.open(tmp_path / "laws.sqlite3")
    assert ([e.kind for e in report.editions], [e.kind for e in report.kept]) == (["命令"], ["法律"])
    assert {known.name for known in database.laws()} == {"防洩密法", "新辦法"}
    assert database.article_text("新辦法", "1").edition == "2025-01-03"
    assert database.article_text("防洩密法", "1").edition == "2024-10-11"


def test_progress_runs_to_the_end_in_hundredths(tmp_path: Path):
    seen: list[tuple[str, int, int]] = []
    import_law_files([packed(tmp_path / "a.zip", GOOD)], tmp_path / "laws.sqlite3", lambda *told: seen.append(told))
    assert seen[-1] == ("laws", 100, 100)
    assert [done for _, done, _ in seen] == sorted({done for _, done, _ in seen})


def test_the_registry_can_know_every_loaded_law(loaded: LawDatabase):
    registry = Registry(()).extended(loaded.laws())
    (citation,) = parse("違反防洩密法第3條", registry)
    assert (citation.law, registry.url("防洩密法", "3")) == (
        "防洩密法",
        "https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode=Z0000001&flno=3",
    )


def test_a_second_file_that_is_wrong_takes_the_first_with_it(tmp_path: Path, loaded: LawDatabase):
    newer = plain(tmp_path / "new.json", content(law("新法", "Z0000005")))
    with pytest.raises(StatuteError, match="沒有匯入"):
        import_law_files([newer, plain(tmp_path / "bad.json", GOOD[:-9])], loaded.path, silent)
    assert [known.name for known in loaded.laws()] == ["防洩密法"]


def test_two_files_of_one_kind_and_none_at_all(tmp_path: Path):
    with pytest.raises(StatuteError, match="兩個檔案都是「法律」"):
        load(tmp_path, plain(tmp_path / "a.json", GOOD), plain(tmp_path / "b.json", content(law(pcode="Z0000002"))))
    with pytest.raises(StatuteError, match="沒有指定"):
        load(tmp_path)


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path):
    blocked = plain(tmp_path / "index", b"a file where a folder should be")
    with pytest.raises(StatuteError, match="無法寫入"):
        import_law_files([plain(tmp_path / "a.json", GOOD)], blocked / "laws.sqlite3", silent)


def test_a_damaged_database_says_how_to_load_it_again(tmp_path: Path):
    path = plain(tmp_path / "laws.sqlite3", b"no database at all" * 400)
    with pytest.raises(StatuteError, match="statutes import"):
        LawDatabase.open(path)
    # ... and does not stand in the way of doing so.
    import_law_files([plain(tmp_path / "a.json", GOOD)], path, silent)
    assert LawDatabase.open(path).numbers("防洩密法")


def test_a_database_of_another_version_is_not_used(loaded: LawDatabase):
    with sqlite3.connect(loaded.path) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(StatuteError, match="另一個版本"):
        LawDatabase.open(loaded.path)


def test_before_anything_is_loaded(tmp_path: Path):
    assert LawDatabase.open_if_loaded(tmp_path / "laws.sqlite3") is None
    with pytest.raises(StatuteError, match="尚未匯入"):
        LawDatabase.open(tmp_path / "laws.sqlite3")


# VmHWM, because ru_maxrss of a child starts at what its parent, pytest, had in memory.
MEASURE = """
import re, sys
from pathlib import Path
from assistant.statutes.law_db import import_law_files
import_law_files([Path(sys.argv[1])], Path(sys.argv[2]), lambda *told: None)
print(int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")
def test_a_file_of_over_100_mb_needs_less_than_300_mib(tmp_path: Path):
    long = [article(f"第 {n} 條", f"第 {n} 條的條文。" * 40) for n in range(1, 200)]
    one = content(law(LawArticles=long))[len('{"UpdateDate": "2024/10/11 上午 12:00:00", "Laws": ['.encode()) : -2]
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.write('{"UpdateDate": "2024/10/11 上午 12:00:00", "Laws": ['.encode())
        for i in range(110_000_000 // len(one) + 1):
            file.write((b"," if i else b"") + one.replace(b"Z0000001", f"Z{i:07}".encode()))
        file.write(b"]}")
    assert path.stat().st_size > 100_000_000
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), str(tmp_path / "laws.sqlite3")],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ,
    )
    assert int(done.stdout) < 300


def test_the_real_sample(tmp_path: Path):
    files = [require(SHARED / "statutes" / name) for name in ("ChLaw.zip", "ChOrder.zip")]
    database = load(tmp_path, *files)
    first, second = database.status()
    assert (first.laws, second.laws, first.date) == (47, 11, "2024-10-11")
    assert first.skipped == second.skipped == 0
    assert len(database.article_text("個人資料保護法", "6").paragraphs) == 2
    assert database.article_text("個人資料保護法", "1-1").effective_note.startswith("施行日期另定")
    assert database.article_text("個人資料保護法", "12").effective_note == ""


@pytest.mark.parametrize(
    ("law_name", "number", "dates"),
    [
        # The first three were amended on 2019-12-25 by one act that lists more than seventy articles.
        ("中華民國刑法", "318-1", ["2019-12-25"]),
        ("中華民國刑法", "358", ["2019-12-25"]),
        ("中華民國刑法", "362", ["2019-12-25"]),
        ("中華民國刑法", "318-2", []),
        ("中華民國刑法", "361", []),
        ("中華民國刑法", "211", []),
        ("個人資料保護法", "12", []),
        ("個人資料保護法", "48", ["2023-05-31"]),
        ("公務員服務法", "5", ["2022-06-22"]),
    ],
)
def test_the_changes_that_public_pages_show_are_found(tmp_path: Path, law_name: str, number: str, dates: list[str]):
    database = load(tmp_path, require(SHARED / "statutes" / "ChLaw.zip"))
    found = database.changed_since(law_name, number, 2017)
    assert [a.date for a in found.amendments] == dates
    assert not found.unread


def test_every_real_law_s_last_change_is_found_in_its_history(tmp_path: Path):
    database = load(tmp_path, require(SHARED / "statutes" / "ChLaw.zip"), require(SHARED / "statutes" / "ChOrder.zip"))
    unread = [known.name for known in database.laws() if database.changed_since(known.name, "1", 1900).unread]
    assert unread == []
