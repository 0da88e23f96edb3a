"""Texts into words, on all cores, with the word list of ``corpus/``."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.text import add_words, encoder_input, words

WORD_LIST = Path(__file__).parent.parent / "corpus" / "words.txt"
#: Texts handed to a worker at a time.
CHUNK = 500


def learn_word_list() -> None:
    """Teach the segmenter of this process the project's words."""
    lines = WORD_LIST.read_text(encoding="utf-8").split("\n")
    add_words(tuple(line for line in lines if line and not line.startswith("#")))


def plain_words(text: str) -> str:
    """The words of ``text``, joined by spaces."""
    return " ".join(words(text))


def cut(texts: Iterable[str], how: Callable[[str], str] = encoder_input) -> list[str]:
    """``how`` applied to every text, in order."""
    with multiprocessing.Pool(initializer=learn_word_list) as pool:
        return list(pool.imap(how, texts, chunksize=CHUNK))
