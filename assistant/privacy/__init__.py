"""Find personal data in a text and mask it, without changing the length of the text.

:func:`find` names each kind and where it stands; :func:`mask` replaces what identifies a person by ``*`` (digits and
letters) or ``○`` (Chinese characters), one for one, so that every span holds in both texts. Matching runs on a
half-width view of the same length, so that １２３ counts as 123.

Not found, on purpose: IP addresses, names that no word announces, names of more than four characters, foreign and
indigenous names. Public agency numbers (1999, 165, 0800-…) are no personal data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.model import Span
from assistant.privacy import addresses, names, numbers
from assistant.privacy.kinds import Found, Kind, half_width

__all__ = ["Finding", "Kind", "find", "mask"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data of ``kind`` at ``span``, in code points of the text that was searched."""

    kind: Kind
    span: Span


# The first finder that claims a place keeps it.
_FINDERS: tuple[Callable[[str], Found], ...] = (
    numbers.mails,
    numbers.identity_numbers,
    numbers.cards,
    numbers.phones,
    numbers.business_numbers,
    numbers.bank_accounts,
    numbers.plates,
    addresses.find,
    names.find,
)


def find(text: str) -> tuple[Finding, ...]:
    """The personal data in ``text``, in the order of the text and without overlaps; linear in its length."""
    seen = half_width(text)
    taken = bytearray(len(seen))
    found: list[Finding] = []
    for finder in _FINDERS:
        for kind, start, end in finder(seen):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(kind, Span(start, end)))
    return tuple(sorted(found, key=lambda f: f.span))


def mask(text: str) -> str:
    """``text`` with its personal data made unreadable, code point for code point: ``len`` and spans stay the same.

    An ID hides its last four characters, a name all but its surname, a telephone number all but its first four
    digits, an account all but its last four, an address all after its district, an e-mail address its local part.
    """
    pieces: list[str] = []
    at = 0
    for finding in find(text):
        pieces += (text[at : finding.span.start], _masked(finding.kind, finding.span.of(text)))
        at = finding.span.end
    return "".join((*pieces, text[at:]))


def _masked(kind: Kind, piece: str) -> str:
    size = len(piece)
    match kind:
        case "身分證字號" | "居留證號" | "統一編號" | "車牌號碼":
            return _starred(piece, hidden=range(size - 5 if "-" in half_width(piece[-4:]) else size - 4, size))
        case "信用卡號" | "銀行帳號":
            return _starred(piece, hidden=range(size - 4))
        case "行動電話" | "電話":
            digits = [i for i, c in enumerate(piece) if c.isdigit()]
            return _starred(piece, hidden=range(digits[4], size))
        case "電子郵件":
            local = half_width(piece).index("@")
            return "*" * local + piece[local:] if local == 1 else piece[0] + "*" * (local - 1) + piece[local:]
        case "地址":
            kept = addresses.kept_length(half_width(piece))
            return piece[:kept] + "".join(c if c.isspace() else "○" for c in piece[kept:])
        case "姓名":
            kept = names.surname_length(piece)
            return piece[:kept] + "○" * (size - kept)


def _starred(piece: str, hidden: range) -> str:
    latin = half_width(piece)
    return "".join("*" if i in hidden and latin[i].isascii() and c.isalnum() else c for i, c in enumerate(piece))
