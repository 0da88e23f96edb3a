"""Bulk files that are refused whole: what each is told, and that the previous edition stays as it was."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from assistant.errors import StatuteError
from assistant.statutes.law_archive import DEEPEST, LARGEST_LAW, MOST_OPENINGS
from assistant.statutes.law_db import LawDatabase, import_law_files
from tests.statutes.bulk import GOOD, content, law, packed, plain, silent


@pytest.fixture
def loaded(tmp_path: Path) -> LawDatabase:
    path = tmp_path / "laws.sqlite3"
    import_law_files([packed(tmp_path / "ChLaw.zip", GOOD)], path, silent)
    return LawDatabase.open(path)


def damaged_zip(path: Path, method: int = zipfile.ZIP_DEFLATED) -> Path:
    packed(path, content(*(law(pcode=f"Z{i:07}") for i in range(50))), method=method)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    return plain(path, bytes(data))


def cut_zip(path: Path) -> Path:
    return plain(path, packed(path, GOOD).read_bytes()[:-60])


def bomb(path: Path) -> Path:
    return packed(path, b'{"UpdateDate": "2024/10/11", "Laws": [' + b" " * (200 << 20) + b"]}")


def locked_zip(path: Path) -> Path:
    data = bytearray(packed(path, GOOD).read_bytes())
    # Bit 0 of the general purpose flags, which stand 8 bytes into each central directory entry.
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    return plain(path, bytes(data))


def strangely_packed_zip(path: Path) -> Path:
    data = bytearray(packed(path, GOOD).read_bytes())
    # The method stands 10 bytes into each central directory entry; 97 is WavPack, which zipfile does not read.
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 10] = 97
    return plain(path, bytes(data))


def many_members(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for i in range(30):
            archive.writestr(f"{i}.json", GOOD)
    return path


NESTED = b'{"UpdateDate": "2024/10/11", "Laws": [{"a": ' + b"[" * (DEEPEST + 1)
CROWDED = b'{"UpdateDate": "2024/10/11", "Laws": [{"a": [' + b"[]," * MOST_OPENINGS
ONE_LONG_LAW = b'{"UpdateDate": "2024/10/11", "Laws": [{"LawName": "' + "長".encode() * LARGEST_LAW
REFUSED = {
    "cut off": (lambda p: plain(p, GOOD[:-200]), "中斷或格式錯誤"),
    "rubbish behind": (lambda p: plain(p, GOOD + b"{}"), "中斷或格式錯誤"),
    "not UTF-8": (lambda p: plain(p, GOOD.decode().encode("big5", "ignore")), "中斷或格式錯誤"),
    "not JSON": (lambda p: plain(p, b"%PDF-1.7"), "不是 ZIP 也不是 JSON"),
    "empty": (lambda p: plain(p, b""), "不是 ZIP 也不是 JSON"),
    "no laws": (lambda p: plain(p, b'{"UpdateDate": "2024/10/11", "Laws": []}'), "沒有法規"),
    "other JSON": (lambda p: plain(p, b'{"a": 1}'), "沒有版本日期"),
    "no date": (lambda p: plain(p, content(law(), date="")), "沒有版本日期"),
    "a law without articles": (
        lambda p: plain(p, content(law(), law(LawArticles=None))),
        "第 2 部法規「防洩密法」沒有條文",
    ),
    "a law without a code": (lambda p: plain(p, content(law(LawURL="https://law.moj.gov.tw/"))), "缺少名稱或代碼"),
    "a law that is a word": (lambda p: plain(p, content("法")), "不是一筆法規"),
    "an article that is a word": (lambda p: plain(p, content(law(LawArticles=["法"]))), "不是一筆一筆的資料"),
    "a number for a name": (lambda p: plain(p, content(law(LawName=3))), "LawName 不是文字"),
    "a damaged ZIP": (damaged_zip, "已損壞或不完整"),
    "a damaged ZIP packed by bzip2": (lambda p: damaged_zip(p, zipfile.ZIP_BZIP2), "已損壞或不完整"),
    "a damaged ZIP packed by LZMA": (lambda p: damaged_zip(p, zipfile.ZIP_LZMA), "已損壞或不完整"),
    "a ZIP cut off": (cut_zip, "已損壞或不完整"),
    "a ZIP packed in a strange way": (strangely_packed_zip, "已損壞或不完整"),
    "a ZIP with a password": (locked_zip, "設有密碼"),
    "a ZIP without JSON": (lambda p: packed(p, b"", "a.txt"), "沒有 JSON 檔"),
    "a ZIP of many files": (many_members, "30 個 JSON 檔"),
    "a ZIP bomb": (bomb, "大得不合理"),
    "endless nesting": (lambda p: plain(p, NESTED), "大得不像一部法規"),
    "a crowd of empty lists": (lambda p: plain(p, CROWDED), "大得不像一部法規"),
    "an endless string": (lambda p: plain(p, ONE_LONG_LAW), "大得不像一部法規"),
    "a folder": (lambda p: p.mkdir() or p, "讀不到"),
    "nothing": (lambda p: p, "讀不到"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_refused_leaves_the_previous_edition(tmp_path: Path, loaded: LawDatabase, kind: str):
    make, reason = REFUSED[kind]
    before = loaded.path.read_bytes()
    with pytest.raises(StatuteError) as trouble:
        import_law_files([make(tmp_path / "wrong")], loaded.path, silent)
    assert reason in trouble.value.message
    assert "先前匯入的版本仍在使用" in trouble.value.remedy
    assert loaded.path.read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if ".part" in p.name]
