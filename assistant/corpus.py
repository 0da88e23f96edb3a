"""The only reader and writer of ``corpus/``: guideline texts, the statute registry, phrasings and the word list.

Layout: ``*.txt`` are guidelines exactly as published (UTF-8), ``words.txt`` is the segmenter's word list,
``statutes.toml`` the registry of laws, ``aspects.toml`` the vocabulary of the incident check and
``phrasings/*.toml`` the lay ways to ask, ``outside.toml`` what people ask though no guideline answers it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CorpusError
from assistant.model import Source

WORD_LIST = "words.txt"
STATUTES = "statutes.toml"
ASPECTS = "aspects.toml"
PHRASINGS = "phrasings"
OUTSIDE = "outside.toml"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything ``corpus/`` holds, as text. ``sha256`` covers every file by name and content."""

    sources: tuple[Source, ...]
    words: tuple[str, ...]
    statutes: Source
    aspects: Source
    phrasings: tuple[Source, ...]
    outside: Source
    sha256: str


def decode(name: str, raw: bytes) -> str:
    """The text of ``raw``, which must be UTF-8. Raises CorpusError with the line of the first bad byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CorpusError(
            f"「{name}」第 {line} 行不是 UTF-8 編碼。",
            "請用記事本開啟該檔，選「另存新檔」、編碼選「UTF-8」後再試一次。",
        ) from error


def read_source(folder: Path, name: str, *, required: bool = True) -> Source:
    """The file ``name`` of ``folder``, byte for byte; an absent optional file reads as empty."""
    try:
        raw = (folder / name).read_bytes()
    except FileNotFoundError:
        if not required:
            return Source(name, "", hashlib.sha256(b"").hexdigest())
        raise CorpusError(f"找不到「{folder / name}」。", "請確認指引資料夾 corpus/ 完整，或重新取得專案。") from None
    except OSError as error:
        raise CorpusError(f"無法讀取「{folder / name}」（{error.strerror}）。", "請檢查檔案權限。") from error
    return Source(name, decode(name, raw), hashlib.sha256(raw).hexdigest())


def read_corpus(folder: Path) -> Corpus:
    """Read all of ``corpus/``. Raises CorpusError where a needed file is missing or not UTF-8."""
    names = sorted(p.name for p in folder.glob("*.txt") if p.name != WORD_LIST)
    if not names:
        raise CorpusError(f"「{folder}」裡沒有任何指引（*.txt）。", "請把指引的文字檔放進 corpus/ 後重新建立索引。")
    sources = tuple(read_source(folder, name) for name in names)
    words = read_source(folder, WORD_LIST, required=False)
    statutes = read_source(folder, STATUTES)
    aspects = read_source(folder, ASPECTS, required=False)
    phrasings = tuple(
        read_source(folder, f"{PHRASINGS}/{path.name}") for path in sorted((folder / PHRASINGS).glob("*.toml"))
    )
    outside = read_source(folder, OUTSIDE, required=False)
    files = (*sources, words, statutes, aspects, *phrasings, outside)
    return Corpus(sources, _word_list(words.text), statutes, aspects, phrasings, outside, _digest(files))


def _word_list(text: str) -> tuple[str, ...]:
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def _digest(files: Iterable[Source]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0{file.sha256}\n".encode())
    return digest.hexdigest()
