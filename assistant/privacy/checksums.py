"""The checksums of identity, business and card numbers."""

from __future__ import annotations

# Ministry of the Interior: A is 10 … Z is 33, with I, O, W and Z out of the alphabet's order.
_LETTER_VALUES = {c: 10 + i for i, c in enumerate("ABCDEFGHJKLMNPQRSTUVXYWZIO")}
_ID_WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
_BUSINESS_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)


def valid_identity_number(number: str) -> bool:
    """Whether the checksum of a national ID or resident ID (ten half-width characters) holds.

    The first letter counts as its two digits, an old resident ID's second letter as its last one; the sum weighted
    1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1 is divisible by 10.
    """
    first = _LETTER_VALUES[number[0].upper()]
    second = int(number[1]) if number[1].isdigit() else _LETTER_VALUES[number[1].upper()] % 10
    digits = (*divmod(first, 10), second, *map(int, number[2:]))
    return sum(w * d for w, d in zip(_ID_WEIGHTS, digits, strict=True)) % 10 == 0


def valid_business_number(number: str) -> bool:
    """Whether the checksum of a 統一編號 (eight half-width digits) holds, by the rule in force since April 2023.

    Digit sums of the products by 1, 2, 1, 2, 1, 2, 4, 1 add up to a multiple of 5; where the seventh digit is 7, its
    product 28 may count as 1 or as 0.
    """
    total = sum(sum(divmod(w * int(d), 10)) for w, d in zip(_BUSINESS_WEIGHTS, number, strict=True))
    # 2 + 8 = 10, which is 1 + 0: the sum holds it as 10, so 1 and 0 are 9 and 10 less.
    return total % 5 == 0 or (number[6] == "7" and (total - 9) % 5 == 0)


def valid_card_number(number: str) -> bool:
    """Whether the Luhn checksum of ``number`` (half-width digits) holds."""
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(number))]
    return sum(sum(divmod(d, 10)) for d in doubled) % 10 == 0
