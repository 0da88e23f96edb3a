"""Chinese text as the searches see it: a length-preserving view for matching, and the words on it.

What people see is always the original. :func:`view` maps each code point to exactly one, so a span found on the
view is the span of the original. Segmentation runs on the view, because jieba's dictionary is Simplified: on raw
Traditional text it cuts 公務機/關個/人/資料, on the view 公务机关/个人资料.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import marshal
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.model import Span

if TYPE_CHECKING:
    import jieba

#: Raised whenever the view or the words of a text change: an index built by another version is stale.
PIPELINE_VERSION = 1

# Variants that OpenCC's t2s leaves apart though Taiwan's writers use either: 帳/賬, 洩/泄, 着/著, 裡/裏, 台/臺 (the
# last three fall together in t2s already).
_VARIANTS = {"账": "帐", "洩": "泄", "佔": "占", "着": "著", "瞭": "了", "衹": "只", "甚": "什", "您": "你", "妳": "你"}
# 著 is the aspect particle (跟著) except in these words, where jieba's dictionary wants it kept.
_PARTICLE = re.compile(r"(?<![显卓名原编专土遗论巨])著(?![作名称述者书录有])")
_IGNORABLE_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_WORD_CHARACTER = re.compile(r"[^\W_]", re.UNICODE)
_RUN = re.compile(r"[^\W_]+", re.UNICODE)
_LATIN_RUN = re.compile(r"[a-z0-9]+")
_PIECE = re.compile(r"[a-z0-9]+|[^a-z0-9]+")


class _Fold(dict[int, str]):
    """A translation table filled on first sight of a code point; every value is one code point long."""

    def __missing__(self, code_point: int) -> str:
        folded = _fold_character(chr(code_point))
        self[code_point] = folded
        return folded


def _same_length(character: str, candidate: str) -> str:
    return candidate if len(candidate) == 1 else character


@functools.cache
def _simplifier() -> object:
    import opencc

    return opencc.OpenCC("t2s")


def _fold_character(character: str) -> str:
    if character in "\r\n\t":
        return " "
    if unicodedata.category(character) in _IGNORABLE_CATEGORIES:
        return "\u200b"
    folded = _same_length(character, unicodedata.normalize("NFKC", character))
    folded = _same_length(folded, folded.lower())
    folded = _same_length(folded, _simplifier().convert(folded))  # type: ignore[attr-defined]
    return _VARIANTS.get(folded, folded)


_FOLD = _Fold()


def view(text: str) -> str:
    """The matching view of ``text``: as many code points, folded to Simplified, half width, lower case.

    Control and zero-width characters become U+200B, which :func:`spans` passes over.
    """
    return _PARTICLE.sub("着", text.translate(_FOLD))


def visible(text: str) -> str:
    """The view of ``text`` without the characters that nobody sees; its places are no longer those of ``text``."""
    return view(text).replace("\u200b", "")


def is_blank(text: str) -> bool:
    """Whether ``text`` has nothing that a person could see."""
    return not any(character.isprintable() and not character.isspace() for character in text)


@functools.cache
def _segmenter() -> jieba.Tokenizer:
    import jieba
    import platformdirs

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    # jieba's own default is the shared temporary folder, where a second user of the machine cannot replace the file.
    folder = Path(platformdirs.user_cache_dir("guidance-assistant"))
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    tokenizer.tmp_dir = str(folder)
    if not _restored(tokenizer, folder / "jieba.cache", Path(jieba.__file__).with_name("dict.txt")):
        tokenizer.initialize()
    return tokenizer


def _restored(tokenizer: jieba.Tokenizer, cache: Path, dictionary: Path) -> bool:
    """Whether ``cache``, which jieba wrote, could be read. Read whole it takes 0.3 s, as jieba reads it 0.8 s."""
    try:
        if cache.stat().st_mtime <= dictionary.stat().st_mtime:
            return False
        tokenizer.FREQ, tokenizer.total = marshal.loads(cache.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return False
    tokenizer.initialized = True
    return True


def add_words(words: tuple[str, ...]) -> None:
    """Teach the segmenter ``words`` (any script) for the life of the process."""
    tokenizer = _segmenter()
    for word in words:
        tokenizer.add_word(view(word))


def spans(text: str) -> Iterator[tuple[str, Span]]:
    """Each word of ``text`` on its view, with its span in ``text``; punctuation and invisible ones are left out."""
    seen = view(text)
    kept = [i for i, c in enumerate(seen) if c != "\u200b"]
    dense = "".join(seen[i] for i in kept) if len(kept) < len(seen) else seen
    for word, start, end in _segmenter().tokenize(dense, HMM=False):
        if _WORD_CHARACTER.search(word):
            yield word, Span(kept[start], kept[end - 1] + 1)


def words(text: str) -> list[str]:
    """The words of ``text`` on its view, in order."""
    dense = visible(text)
    return [w for w in _segmenter().cut(dense, HMM=False) if _WORD_CHARACTER.search(w)]


def _pieces(text: str) -> Iterator[str]:
    """The runs of letters on the view, each cut where Latin letters or digits meet other script."""
    for run in _RUN.findall(visible(text)):
        yield from _PIECE.findall(run)


def bigrams(text: str) -> list[str]:
    """Overlapping pairs of characters within each run of letters on the view; Latin and digit runs stay whole."""
    found: list[str] = []
    for piece in _pieces(text):
        if len(piece) == 1 or _LATIN_RUN.fullmatch(piece):
            found.append(piece)
        else:
            found.extend(piece[i : i + 2] for i in range(len(piece) - 1))
    return found


def search_words(text: str) -> list[str]:
    """The words of ``text`` and, inside long ones, the shorter words they are made of: 电子邮件系统 also gives 邮件."""
    dense = visible(text)
    return [w for w in _segmenter().cut_for_search(dense, HMM=False) if _WORD_CHARACTER.search(w)]


def encoder_input(text: str) -> str:
    """What the shipped encoder reads: :func:`search_words`, joined by spaces."""
    return " ".join(search_words(text))


@functools.cache
def _reading(character: str) -> str:
    # Only single characters are read, so the library's dictionary of phrases (0.2 s, 60 MB) stays unloaded.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(character)[0])


def sounds(text: str) -> list[str]:
    """Overlapping pairs of toneless readings: zhuyin typing slips to homophones (漏動 for 漏洞), which sound alike."""
    found: list[str] = []
    for piece in _pieces(text):
        if _LATIN_RUN.fullmatch(piece):
            found.append(piece)
        else:
            readings = [_reading(c) for c in piece]
            found.extend(f"{a} {b}" for a, b in zip(readings, readings[1:], strict=False))
    return found


def simplified(text: str) -> str:
    """``text`` as a writer of Simplified characters would have it; unlike the view it keeps width and case."""
    return str(_simplifier().convert(text))  # type: ignore[attr-defined]


#: A character the segmenter's corpus counts this often is one that an input method offers early.
_COMMON_FROM = 500


@functools.cache
def _toned_reading(character: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(character, style=Style.TONE3)[0])


@functools.cache
def _common_characters() -> dict[str, tuple[str, ...]]:
    """The common characters of Big5's first level (5,401 in everyday use) by toned reading, most frequent first."""
    pairs = ((high, low) for high in range(0xA4, 0xC7) for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    level = [bytes(pair).decode("big5") for pair in pairs if pair <= (0xC6, 0x7E)]
    counts = _segmenter().FREQ
    common = sorted((c for c in level if counts.get(view(c), 0) >= _COMMON_FROM), key=lambda c: -counts[view(c)])
    by_reading: dict[str, list[str]] = {}
    for character in common:
        by_reading.setdefault(_toned_reading(character), []).append(character)
    return {reading: tuple(characters) for reading, characters in by_reading.items()}


def homophones(character: str) -> tuple[str, ...]:
    """Common Traditional characters of the same toned reading, most frequent first, without mere variants of it."""
    alike = _common_characters().get(_toned_reading(character), ())
    return tuple(other for other in alike if view(other) != view(character))
