"""Every number from 1 to 9,999 in every notation, both ways."""

from __future__ import annotations

import pytest

from assistant.statutes.numerals import LARGEST, NOTATIONS, Notation, read, write


@pytest.mark.parametrize("zero", ["〇", "○", "零"])
@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_number_is_read_as_it_is_written(notation: Notation, zero: str):
    assert [read(write(n, notation, zero)) for n in range(1, LARGEST + 1)] == list(range(1, LARGEST + 1))


@pytest.mark.parametrize("notation", NOTATIONS)
def test_no_two_numbers_are_written_alike(notation: Notation):
    assert len({write(n, notation) for n in range(1, LARGEST + 1)}) == LARGEST


@pytest.mark.parametrize(
    ("value", "notation", "written"),
    [
        (318, "formal", "三百十八"),
        (318, "spoken", "三百一十八"),
        (318, "digits", "三一八"),
        (318, "full_width", "３１８"),
        (318, "financial", "參佰壹拾捌"),
        (10, "formal", "十"),
        (1010, "formal", "一千〇十"),
        (105, "formal", "一百〇五"),
        (5005, "spoken", "五千〇五"),
        (1234, "formal", "一千二百三十四"),
        (28, "short", "廿八"),
        (135, "short", "一百卅五"),
        (40, "short", "卌"),
        (210, "digits", "二一〇"),
    ],
)
def test_notations_as_statutes_have_them(value: int, notation: Notation, written: str):
    assert write(value, notation) == written
    assert read(written) == value


@pytest.mark.parametrize(
    ("written", "value"), [("壹佰零伍", 105), ("两百", 200), ("兩百", 200), ("百二十", 120), ("012", 12), ("卄", None)]
)
def test_other_spellings(written: str, value: int | None):
    assert read(written) == value


TWO_WAYS = ("一百五", "二千三", "五千百五")
NO_NUMERALS = ("", "零", "0", "〇〇", "10000", "十十", "百百", "一百零", "一百零五十", "零五十", "廿〇", "甲", "1.5")


@pytest.mark.parametrize("written", [*TWO_WAYS, *NO_NUMERALS])
def test_what_is_no_number_or_two_numbers_is_not_read(written: str):
    assert read(written) is None


@pytest.mark.parametrize("value", [0, LARGEST + 1, -3])
def test_numbers_out_of_range_are_not_written(value: int):
    with pytest.raises(ValueError, match="is not in 1"):
        write(value, "arabic")
