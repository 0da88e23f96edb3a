from __future__ import annotations

from pathlib import Path

import pytest

from assistant.corpus import read_corpus
from assistant.errors import CorpusError


def make(folder: Path, name: str, content: bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def test_reads_byte_for_byte(tmp_path: Path):
    make(tmp_path, "g.txt", "\ufeff甲\r\n乙".encode())
    make(tmp_path, "statutes.toml", b"")
    assert read_corpus(tmp_path).sources[0].text == "\ufeff甲\r\n乙"


def test_word_list_is_no_guideline_and_has_comments(tmp_path: Path):
    make(tmp_path, "g.txt", b"x")
    make(tmp_path, "statutes.toml", b"")
    make(tmp_path, "words.txt", "# 詞\n個資 # 常用\n\n資安\n".encode())
    corpus = read_corpus(tmp_path)
    assert [s.name for s in corpus.sources] == ["g.txt"]
    assert corpus.words == ("個資", "資安")


@pytest.mark.parametrize("changed", ["g.txt", "words.txt", "statutes.toml", "phrasings/a.toml"])
def test_hash_covers_every_file(tmp_path: Path, changed: str):
    for name in ("g.txt", "words.txt", "statutes.toml", "phrasings/a.toml"):
        make(tmp_path, name, b"")
    before = read_corpus(tmp_path).sha256
    make(tmp_path, changed, b" ")
    assert read_corpus(tmp_path).sha256 != before


def test_wrong_encoding_names_file_and_line(tmp_path: Path):
    make(tmp_path, "g.txt", b"ok\nok\n" + "個資".encode("big5"))
    with pytest.raises(CorpusError, match="「g.txt」第 3 行不是 UTF-8"):
        read_corpus(tmp_path)


def test_empty_folder_says_what_to_do(tmp_path: Path):
    with pytest.raises(CorpusError, match="沒有任何指引"):
        read_corpus(tmp_path)


def test_missing_registry_is_named(tmp_path: Path):
    make(tmp_path, "g.txt", b"x")
    with pytest.raises(CorpusError, match=r"statutes\.toml"):
        read_corpus(tmp_path)
