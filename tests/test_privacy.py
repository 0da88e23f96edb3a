"""What counts as personal data, what does not, and that masking never moves a character."""

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy import find, mask
from assistant.privacy.checksums import valid_business_number, valid_card_number, valid_identity_number

GUIDELINE = Path(__file__).parents[1] / "corpus" / "2017-taichung-leak-prevention.txt"
FULL_WIDTH = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}

# Letter values as the Ministry of the Interior lists them.
LETTERS = dict(
    zip("ABCDEFGHJKLMNPQRSTUVXYWZIO", range(10, 36), strict=True)
)  # A=10 … H=17, J=18 … N=22, P=23 … V=29, X=30, Y=31, W=32, Z=33, I=34, O=35


def check_found(text: str, *expected: tuple[str, str]) -> None:
    assert [(f.kind, f.span.of(text)) for f in find(text)] == list(expected)


def check_masked(text: str, expected: str) -> None:
    assert mask(text) == expected
    assert len(mask(text)) == len(text)


# --- checksums, exhausted -------------------------------------------------------------------------------------------


def test_letter_values_are_those_of_the_ministry() -> None:
    assert (LETTERS["A"], LETTERS["H"], LETTERS["J"], LETTERS["N"], LETTERS["P"]) == (10, 17, 18, 22, 23)
    assert (LETTERS["V"], LETTERS["X"], LETTERS["Y"], LETTERS["W"], LETTERS["Z"]) == (29, 30, 31, 32, 33)
    assert (LETTERS["I"], LETTERS["O"]) == (34, 35)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("second", "1289")
def test_each_letter_and_second_digit_has_one_check_digit(letter: str, second: str) -> None:
    tens, ones = divmod(LETTERS[letter], 10)
    body = "2345678"
    # weights 1, 9, 8 for the letter's digits and the second; 7 … 1 for the body
    total = tens + 9 * ones + 8 * int(second) + sum(w * int(d) for w, d in zip(range(7, 0, -1), body, strict=True))
    right = (10 - total % 10) % 10
    valid = [d for d in range(10) if valid_identity_number(f"{letter}{second}{body}{d}")]
    assert valid == [right]


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("second", "ABCD")
def test_an_old_resident_number_counts_the_last_digit_of_its_second_letter(letter: str, second: str) -> None:
    tens, ones = divmod(LETTERS[letter], 10)
    # A, B, C, D are 10, 11, 12, 13: they count as 0, 1, 2, 3
    total = tens + 9 * ones + 8 * "ABCD".index(second)
    right = (10 - total % 10) % 10
    valid = [d for d in range(10) if valid_identity_number(f"{letter}{second}0000000{d}")]
    assert valid == [right]


def test_every_single_wrong_digit_of_an_id_is_seen_where_its_weight_allows() -> None:
    # A weight of 5 or an even one lets some changes through; weights 7, 3, 1 and 1 let none.
    for position in (2, 6, 8, 9):
        for digit in "0123456789":
            changed = "A123456789"[:position] + digit + "A123456789"[position + 1 :]
            assert valid_identity_number(changed) == (changed == "A123456789")


def test_business_numbers_against_the_rule_spelled_out() -> None:
    def by_hand(number: str) -> bool:
        totals = {0}
        for weight, digit in zip((1, 2, 1, 2, 1, 2, 4, 1), map(int, number), strict=True):
            product = weight * digit
            sums = {product // 10 + product % 10}
            if weight == 4 and digit == 7:
                sums = {1, 0}  # 28: 2 + 8 = 10, 1 + 0 = 1, or 0
            totals = {t + s for t in totals for s in sums}
        return any(t % 5 == 0 for t in totals)

    tails = ["".join(t) for t in itertools.product("0123456789", repeat=4)]
    for head in ("0459", "2017", "1234"):
        assert all(valid_business_number(head + tail) == by_hand(head + tail) for tail in tails)


def test_a_fifth_of_eight_digit_numbers_pass_as_business_numbers() -> None:
    passing = sum(valid_business_number(f"2017{n:04d}") for n in range(10_000))
    # Of 10,000: 9,000 without a seventh 7 pass at 1 in 5, 1,000 with it at 2 in 5: 1,800 + 400
    assert passing == 2_200
    assert valid_business_number("20170105")


def test_luhn_against_every_last_digit() -> None:
    # 4111 1111 1111 111x, doubled from the right: 8 + 7 doubled ones (2 each) + 7 single ones, and x
    # = 8 + 14 + 7 + x = 29 + x, so x = 1
    assert [x for x in range(10) if valid_card_number(f"411111111111111{x}")] == [1]


# --- each kind, masked ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("身分證A123456789。", "身分證A12345****。"),
        ("身分證a123456789。", "身分證a12345****。"),
        ("身分證Ａ１２３４５６７８９", "身分證Ａ１２３４５****"),
        ("居留證A800000014", "居留證A80000****"),
        ("統一證號AA00000009", "統一證號AA0000****"),
        ("手機0912345678", "手機0912******"),
        ("手機０９１２－３４５－６７８", "手機０９１２－***－***"),
        ("+886-912-345-678", "+886-9**-***-***"),
        ("請撥04-22289111轉1234", "請撥04-22******轉****"),
        ("(02)2720-8889", "(02)27**-****"),
        ("電話：2228-9111", "電話：2228-****"),
        ("寄wang.xm@mail.taichung.gov.tw", "寄w******@mail.taichung.gov.tw"),
        ("住臺中市西屯區文心路二段99號3樓之1", "住臺中市西屯區" + "○" * len("文心路二段99號3樓之1")),
        ("彰化縣埔心鄉員鹿村3鄰12號", "彰化縣埔心鄉" + "○" * len("員鹿村3鄰12號")),
        ("家在文心路99號", "家在○○○○○○"),
        ("車牌ABC-1234", "車牌ABC-****"),
        ("車號1234-AB", "車號12**-**"),
        ("卡號4111 1111 1111 1111", "卡號**** **** **** 1111"),
        ("匯款帳號012-345678901234", "匯款帳號***-********1234"),
        ("統一編號：04595257", "統一編號：0459****"),
        ("姓名：王小明", "姓名：王○○"),
        ("王小明先生來電", "王○○先生來電"),
        ("歐陽娜娜女士", "歐陽○○女士"),
        ("民眾王小明詢問", "民眾王○○詢問"),
        ("承辦人林美惠表示", "承辦人林○○表示"),
        ("科長林明表示", "科長林○表示"),
        ("陳建宏科長", "陳○○科長"),
    ],
)
def test_masking(text: str, expected: str) -> None:
    check_masked(text, expected)


def test_old_and_new_resident_numbers_are_called_so() -> None:
    # A8 0000001: 1 + 9*0 + 8*8 + 1*1 = 66, check digit 4.  AA 0000000: 1 + 0 + 8*0 = 1, check digit 9.
    check_found("A800000014", ("居留證號", "A800000014"))
    check_found("AA00000009", ("居留證號", "AA00000009"))


def test_findings_come_in_the_order_of_the_text_and_do_not_overlap() -> None:
    text = "民眾王小明（A123456789，0912-345-678）住臺中市西屯區文心路二段99號，信箱a.b@c.tw"
    check_found(
        text,
        ("姓名", "王小明"),
        ("身分證字號", "A123456789"),
        ("行動電話", "0912-345-678"),
        ("地址", "臺中市西屯區文心路二段99號"),
        ("電子郵件", "a.b@c.tw"),
    )


# --- false alarms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "身分證A123456788",  # the checksum fails
        "XA123456789",
        "IP 位址 192.168.100.200 與 210.69.0.1",
        "案例20170105、統一編號欄位",
        "統一編號20170105",
        "類型編號：20170102",
        "12345675",  # a valid 統一編號 without its word
        "2017-01-05 10:20:30",
        "府授政字第1060123456號函",
        "台訴字第0990014880號",
        "請撥1999、165或0800-123-456",
        "ISO-9001、SHA-2048、CVE-2021-44228、UTF-8",
        "20170105 12345675",
        "網路5號主機、道路3號",
        "民眾甲、某機關人員",
        "民眾高度關切、民眾曾申請、民眾陳述意見、個案管理",
        "王先生、陳小姐",
        "資訊室主任、書記官長、前項小組長",
        "姓名：電話：地址：",
        "姓名：王○明、王○○先生",
        "個資法第12條、刑法第318條之1",
        "約1萬5千筆、3個月內",
    ],
)
def test_no_false_alarm(text: str) -> None:
    check_found(text)


def test_the_guideline_comes_back_unmasked() -> None:
    text = GUIDELINE.read_text("utf-8")
    assert mask(text) == text


def test_a_case_number_is_never_taken_for_a_business_number() -> None:
    numbers = [f"{year}{kind:02d}{n:02d}" for year in (2017, 2026) for kind in range(1, 13) for n in range(1, 31)]
    assert any(valid_business_number(n) for n in numbers)
    assert not any(find(f"統一編號{n}") or find(f"案例{n}") for n in numbers)


# --- properties -----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "A123456789",
        "0912-345-678",
        "王小明",
        "民眾",
        "先生",
        "臺中市西屯區文心路1號",
        "a@b.tw",
        "4111111111111111",
        "帳號",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8), st.from_regex("[0-9A-Za-z@.()-]{1,20}", fullmatch=True)))


@given(TEXTS.map("".join))
def test_masking_keeps_length_and_every_other_character(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    inside = {i for f in find(text) for i in range(f.span.start, f.span.end)}
    assert all(masked[i] == text[i] for i in range(len(text)) if i not in inside)


@given(TEXTS.map("".join))
def test_each_finding_is_changed(text: str) -> None:
    masked = mask(text)
    assert all(f.span.of(masked) != f.span.of(text) for f in find(text))


@given(st.lists(PIECES | st.text(max_size=8)).map("，".join))
def test_masking_again_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize("text", ["A123456789", "0912-345-678", "a.b@c.tw", "ABC-1234"])
def test_full_width_is_found_as_half_width_is(text: str) -> None:
    wide = text.translate(FULL_WIDTH)
    assert [f.span for f in find(wide)] == [f.span for f in find(text)] != []


@pytest.mark.parametrize("unit", ["先生", "路1號", "民眾王小明", "1-", "a@", "帳號", "臺中市西屯區", "A123456789 "])
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return min(_timed(text) for _ in range(2))

    # Sixteen times the text: a quadratic search would need 256 times as long.
    assert seconds(160_000) < 64 * max(seconds(10_000), 0.001)


def _timed(text: str) -> float:
    """Processor time: other work on the machine does not count."""
    start = time.process_time()
    find(text)
    return time.process_time() - start
