from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.library import Library
from assistant.model import Quotation, Span
from assistant.passages import PIECE_LENGTH, SENTENCE_LIMIT, fact_pieces


def whole(text: str, start: int = 0) -> Quotation:
    return Quotation("s", Span(start, start + len(text)), text)


@given(
    st.text(alphabet="甲乙，。；！\n ", min_size=1, max_size=400).filter(lambda t: t.strip() == t and t),
    st.integers(0, 99),
)
def test_pieces_quote_the_facts_and_miss_no_letter(text: str, start: int):
    pieces = fact_pieces(whole(text, start))
    covered = {i for piece in pieces for i in range(piece.span.start, piece.span.end)}
    for piece in pieces:
        assert piece.text == text[piece.span.start - start : piece.span.end - start]
    assert all(start + i in covered for i, c in enumerate(text) if c in "甲乙")


def test_a_short_sentence_stays_whole():
    assert [p.text for p in fact_pieces(whole("甲" * 30 + "。" + "乙" * 30 + "。"))] == [
        "甲" * 30 + "。",
        "乙" * 30 + "。",
    ]


def test_a_long_sentence_is_cut_at_commas_with_overlap():
    clauses = [c * 29 + "，" for c in "甲乙丙"] + ["丁" * 29 + "。"]  # 4 × 30 = 120 > SENTENCE_LIMIT
    assert SENTENCE_LIMIT < 120
    pieces = [p.text for p in fact_pieces(whole("".join(clauses)))]
    # 30 < PIECE_LENGTH, so each piece takes two clauses and starts with the last one of the piece before.
    assert PIECE_LENGTH == 40
    assert pieces == [clauses[0] + clauses[1], clauses[1] + clauses[2], clauses[2] + clauses[3]]


def test_every_part_of_a_case_is_a_passage(library: Library):
    fields = [p.field for p in library.passages["guideline"] if p.case == "20170102"]
    assert fields.count("案例標題") == 1
    assert fields.count("對應規範") == 3
    assert fields.count("叮嚀事項") == 5
    assert fields.count("案例闡明") >= 3


def test_a_phrasing_leads_to_the_reminder_it_is_for(library: Library):
    for passage in library.passages["phrasings"]:
        assert passage.embedded == passage.phrasing
        if passage.field == "叮嚀事項":
            assert passage.quote == library.cases[passage.case].reminder(passage.number).quote
