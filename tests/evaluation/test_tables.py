from __future__ import annotations

import json
import unicodedata

import pytest

from assistant import fusion
from assistant.errors import InputError
from assistant.evaluation import measures, removal
from assistant.evaluation.report import report_from_json
from assistant.evaluation.statistics import Figure
from assistant.evaluation.tables import BEGIN, END, SHOWN, WORDS, interval, markdown_tables, marked, render_table, word
from assistant.evaluation.variants import VARIANTS
from tests.conftest import ROOT, require
from tests.evaluation.reports import sample_report


def test_the_table_at_the_prompt_has_a_row_for_each_style_and_variant():
    lines = render_table(sample_report()).splitlines()
    head, plain, hard, mine, typos = lines[:5]
    assert head.split() == ["問題", "題數", "案例第一", "叮嚀前三", "改動題數", "最大差距"]
    assert plain.split() == ["全部", "10", "0.90", "[0.80–1.00]", "0.75", "[0.50–0.88]"]
    assert hard.split() == ["困難", "2", "0.50", "[0.00–1.00]", "－"]
    assert mine.split() == ["mine", "1", "1.00", "[1.00–1.00]", "－"]
    assert typos.split() == ["同音錯字", "10", "0.90", "[0.80–1.00]", "－", "7", "-0.04"]
    assert "接近度校準誤差：0.05 [0.04–0.08]" in lines


def test_columns_stand_under_each_other_where_a_han_character_is_two_cells_wide():
    def cells(text: str) -> int:
        return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)

    head, plain, *_, typos = render_table(sample_report()).splitlines()[:5]
    column = cells(head[: head.index("案例第一")])
    assert cells(plain[: plain.index("0.90")]) == cells(typos[: typos.index("0.90")]) == column


def test_everything_that_is_measured_has_a_name_in_both_languages():
    kinds = ("questions", "followups", "offtopic", "vague", "incidents", "removed")
    searches = ("learned", "rrf", *fusion.CHANNELS)
    keys = {
        *kinds,
        *measures.QUESTION,
        *measures.INCIDENT,
        *removal.MEASURES,
        *(f"variant:{v}" for v in VARIANTS),
        *searches,
    }
    assert keys <= WORDS.keys()
    assert {measure for _, _, measure in SHOWN} <= {*measures.QUESTION, *measures.INCIDENT, *removal.MEASURES}
    assert word("learned+phrasings", "en") == "learned fusion + phrasings"


def test_an_interval_is_rounded_to_two_places():
    assert interval(Figure(0.934, 0.876, 0.9951, 9)) == "0.93 [0.88–1.00]"


def test_the_markdown_tables_in_english():
    assert markdown_tables(sample_report(), "en").splitlines() == [
        "|  | value [95 %] | n |",
        "| --- | --- | --- |",
        "| Questions: right case first | 0.90 [0.80–1.00] | 10 |",
        "| Questions: right reminder in the first three | 0.75 [0.50–0.88] | 8 |",
        "| Expected calibration error of closeness | 0.05 [0.04–0.08] | 13 |",
        "",
        "| Questions | changed | worst difference |",
        "| --- | --- | --- |",
        "| with homophone typos | 7 | -0.04 |",
        "",
        "| Search | right case first |",
        "| --- | --- |",
        "| learned fusion + phrasings | 0.90 [0.80–1.00] |",
        "| vectors alone | 0.90 [0.80–1.00] |",
    ]


def test_the_markdown_tables_in_chinese():
    assert "| 問題：案例第一 | 0.90 [0.80–1.00] | 10 |" in markdown_tables(sample_report(), "zh")


def test_tables_are_put_between_the_markers_and_stay_put():
    document = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    new = marked(document, "| a |\n| b |")
    assert new == f"before\n{BEGIN}\n| a |\n| b |\n{END}\nafter\n"
    assert marked(new, "| a |\n| b |") == new
    with pytest.raises(InputError, match="沒有「<!-- quality -->」"):
        marked("no markers", "x")


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.zh-TW.md", "zh")])
def test_the_readme_says_what_was_measured(name: str, language):
    report = report_from_json(json.loads(require(ROOT / "docs" / "quality.json").read_text(encoding="utf-8")))
    document = require(ROOT / name).read_text(encoding="utf-8")
    assert document == marked(document, markdown_tables(report, language))
