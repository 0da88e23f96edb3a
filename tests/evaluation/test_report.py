from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.evaluation.report import Calibration, Report, Row, Section, report_from_json, report_to_json
from assistant.evaluation.statistics import Bin, Figure, RiskPoint
from tests.evaluation.reports import sample_report
from tests.evaluation.scripted import PROVENANCE

names = st.text(max_size=5)
shares = st.integers(0, 10_000).map(lambda n: n / 10_000)
figures = st.builds(Figure, shares, shares, shares, st.integers(0, 999))
rows = st.builds(
    Row,
    names,
    st.integers(0, 999),
    st.dictionaries(names, figures, max_size=3),
    st.none() | st.integers(0, 9),
    st.none() | shares,
)
bins = st.builds(Bin, shares, shares, st.integers(0, 9))
reports = st.builds(
    Report,
    st.lists(names, max_size=2).map(tuple),
    st.booleans(),
    st.just(PROVENANCE),
    st.lists(st.builds(Section, names, st.lists(rows, min_size=1, max_size=2).map(tuple)), max_size=2).map(tuple),
    st.builds(
        Calibration,
        st.none() | figures,
        st.lists(st.builds(Bin, shares, shares, st.integers(0, 9)), max_size=2).map(tuple),
    ),
    st.lists(st.builds(RiskPoint, shares, shares, shares), max_size=2).map(tuple),
    st.lists(rows, max_size=2).map(tuple),
)


@given(reports)
def test_what_is_written_is_read_back(report: Report):
    assert report_from_json(json.loads(json.dumps(report_to_json(report)))) == report


def test_numbers_are_rounded_to_four_places():
    report = Report(("a",), True, PROVENANCE, (), Calibration(Figure(1 / 3, 0.12345678, 2 / 3, 3), ()), ())
    assert report_to_json(report)["calibration"]["error"] == {
        "value": 0.3333,
        "low": 0.1235,
        "high": 0.6667,
        "count": 3,
    }


@pytest.mark.parametrize("damage", [{"version": 0}, {"sections": None}, {"calibration": {}}, {"provenance": {"x": 1}}])
def test_other_json_is_refused(damage: dict[str, object]):
    with pytest.raises(InputError, match="不是 evaluate 寫出的 JSON"):
        report_from_json(report_to_json(sample_report()) | damage)
    with pytest.raises(InputError):
        report_from_json({})


def test_a_figure_is_found_by_kind_row_and_measure():
    report = sample_report()
    assert report.figure("questions", "case_first") == Figure(0.9, 0.8, 1.0, 10)
    assert report.figure("questions", "case_first", "style:hard") == Figure(0.5, 0.0, 1.0, 2)
    assert report.figure("questions", "articles_shown") is None
    assert report.figure("offtopic", "answered", "near") is None
    assert report.figure("incidents", "done_found") is None
