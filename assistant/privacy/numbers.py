"""Personal data that are numbers or follow a grammar: IDs, cards, telephones, e-mail, accounts, number plates."""

from __future__ import annotations

import re

from assistant.privacy.checksums import valid_business_number, valid_card_number, valid_identity_number
from assistant.privacy.kinds import CJK, Found

_ALONE = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"
_NO_MORE_DIGITS = r"(?![0-9]|[.-][0-9])"

_IDENTITY = re.compile(r"(?<![A-Za-z])[A-Za-z](?:[1289]|[A-Da-d])[0-9]{8}(?![A-Za-z0-9])")
_CARD = re.compile(
    r"(?<![0-9A-Za-z-])(?:(?=4|5[1-5]|2[2-7]|35|6[025])[0-9]{4}([ -]?)[0-9]{4}(?:\1[0-9]{4}){2}"
    r"|3[47][0-9]{2}([ -]?)[0-9]{6}\2[0-9]{5})" + _NO_MORE_DIGITS
)
# 第 before a number makes it a document's: 府授字第0990014880號.
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z第.-])(?:\+?886[ -]?\(?0?\)?9|09)[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3}" + _NO_MORE_DIGITS
)
_EXTENSION = r"(?:[ ,]?(?:#|分機|轉|[Ee][Xx][Tt]\.?) ?[0-9]{1,6})?"
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z第.(-])(\(?(?:\+?886[ -]?\(?0?|0)(?:826|836|37|49|89|82|[2-7]|8(?!00|09))"
    r"(?:\)[ -]?|[ -])?[0-9]{2,4}[ -]?[0-9]{3,4})" + _NO_MORE_DIGITS + _EXTENSION
)
_LOCAL_PHONE = re.compile(
    r"(?:電話|TEL|Tel|tel|市話|傳真|手機)(?:號碼)?[ 為是:.]{0,3}"
    r"([0-9]{3,4}-?[0-9]{4}" + _NO_MORE_DIGITS + _EXTENSION + ")"
)
_MAIL = re.compile(r"(?<![\w.%+-])[A-Za-z0-9_.%+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++(?!@)", re.ASCII)
_BUSINESS = re.compile(r"(?:統一編號|統編)[ 為是:()]{0,3}([0-9]{8})(?![0-9])")
# The guideline numbers its cases YYYYTTNN; about a fifth of such numbers would pass the checksum of a 統一編號.
_CASE_NUMBER = re.compile(r"20[0-4][0-9][01][0-9]{3}")
_BANK = re.compile(
    rf"(?:銀行|郵局|帳號|帳戶|賬號|賬戶|匯款|匯入|轉帳|轉入|存摺|局號|戶頭)[{CJK} :()、,]{{0,8}}?"
    r"((?<![0-9])(?:[0-9]-?){9,15}[0-9])(?![0-9-])"
)
# Technical names of a number plate's shape, such as ISO-9001, SHA-3512, RSA-2048, CVE-2021.
_NO_PLATE = "ISO|SHA|RSA|AES|DES|CNS|RFC|IEC|CVE|CWE|UTF|TLS|SSL|TCP|UDP|COM|LPT|USB|DDR|CPU|GPU|PCI|CRC"
_PLATE = re.compile(rf"(?<!-)(?!(?:{_NO_PLATE})-)[A-Z]{{3}}-[0-9]{{4}}(?!-)".join(_ALONE))
_PLATE_WITH_CONTEXT = re.compile(
    r"(?:車牌|車號|牌照|牌號|汽車|機車|轎車|自小客車?|自用車|計程車|貨車|休旅車)(?:號碼|號)?[ 為是:「(]{0,3}"
    r"([A-Za-z0-9]{2,4}-[A-Za-z0-9]{2,4}|[A-Za-z]{2,3}[0-9]{3,4}|[0-9]{3,4}[A-Za-z]{2,3})(?![A-Za-z0-9-])"
)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def identity_numbers(seen: str) -> Found:
    """National and resident IDs, old and new, whose checksum holds."""
    for m in _IDENTITY.finditer(seen):
        if valid_identity_number(m[0]):
            yield ("身分證字號" if m[0][1] in "12" else "居留證號"), m.start(), m.end()


def cards(seen: str) -> Found:
    """Card numbers of 16 digits, or 15 (American Express), whose checksum holds."""
    return (("信用卡號", m.start(), m.end()) for m in _CARD.finditer(seen) if valid_card_number(_digits(m[0])))


def phones(seen: str) -> Found:
    """Mobile numbers; landline numbers with area code, or after a word such as 電話; extensions are part of them."""
    yield from (("行動電話", m.start(), m.end()) for m in _MOBILE.finditer(seen))
    for m in _LANDLINE.finditer(seen):
        # Area code and subscriber's number, less the leading 0 or 886: 2 2720-8889, 4 2228-9111, 37 559-001.
        if 8 <= len(_digits(m[1]).lstrip("0").removeprefix("886").lstrip("0")) <= 9:
            yield "電話", m.start(), m.end()
    yield from (("電話", *m.span(1)) for m in _LOCAL_PHONE.finditer(seen))


def mails(seen: str) -> Found:
    """E-mail addresses."""
    return (("電子郵件", m.start(), m.end()) for m in _MAIL.finditer(seen))


def business_numbers(seen: str) -> Found:
    """統一編號, only right after that word; a case number never."""
    for m in _BUSINESS.finditer(seen):
        if valid_business_number(m[1]) and not _CASE_NUMBER.fullmatch(m[1]):
            yield "統一編號", *m.span(1)


def bank_accounts(seen: str) -> Found:
    """Numbers of 10 to 16 digits shortly after a word such as 銀行 or 帳號."""
    return (("銀行帳號", *m.span(1)) for m in _BANK.finditer(seen) if len(_digits(m[1])) >= 10)


def plates(seen: str) -> Found:
    """Number plates: of the present form anywhere, of older forms after a word such as 車牌."""
    yield from (("車牌號碼", m.start(), m.end()) for m in _PLATE.finditer(seen))
    for m in _PLATE_WITH_CONTEXT.finditer(seen):
        if re.search("[A-Za-z]", m[1]) and re.search("[0-9]", m[1]):
            yield "車牌號碼", *m.span(1)
