"""Texts as every format can hold them: no control characters, no half code points, no reversed reading order."""

from __future__ import annotations

import dataclasses
import re
from typing import TypeVar, cast

T = TypeVar("T")

# XML 1.0 holds none of these (section 2.2, "Char"); the last two ranges, embeddings and overrides of the reading
# order, would let a text look other than it is. Tab and line feed stay; the marks that Arabic and emoji need, too.
_NOT_A_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """``text`` without control characters, and with one kind of line end; what remains is unchanged."""
    return _NOT_A_TEXT.sub("", _LINE_END.sub("\n", text))


def safe_url(url: str | None) -> str | None:
    """``url`` if it leads to http or https, else None."""
    if url is None or not re.match(r"https?://[^\s<>\"]+\Z", url):
        return None
    return url


def cleaned(value: T) -> T:
    """``value`` with every text in it cleaned: strings, tuples and dataclasses, however deep."""
    if isinstance(value, str):
        return cast(T, clean(value))
    if isinstance(value, tuple):
        return cast(T, tuple(cleaned(item) for item in value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: cleaned(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **changed)
    return value
