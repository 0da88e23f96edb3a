"""The table of forms in docs/statutes.md is what the grammar does, and its examples are what the registry takes."""

from __future__ import annotations

import re

import pytest

from assistant.corpus import Corpus
from assistant.model import Citation
from assistant.statutes import Context, Registry, load_registry, parse
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "statutes.md").read_text(encoding="utf-8")
TABLE = PAGE.split("| text | its law | result |")[1].split("\n\n")[0]
ROWS = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in TABLE.strip().splitlines()[1:]]


def said(citation: Citation) -> str:
    words = f"{citation.law or '?'} {citation.number or '?'}"
    words += f" {citation.paragraph}項" if citation.paragraph else ""
    words += f" {citation.subparagraph}款" if citation.subparagraph else ""
    return words + (f" ({citation.heading})" if citation.heading else "")


@pytest.fixture(scope="module")
def registry(corpus: Corpus) -> Registry:
    return load_registry(corpus.statutes.text, corpus.statutes.name)


@pytest.mark.parametrize(("text", "its_law", "result"), ROWS)
def test_a_row_of_the_table(registry: Registry, text: str, its_law: str, result: str):
    law, _, number = its_law.partition(" ")
    found = parse(text.replace("⏎", "\n"), registry, Context(law or None, number or None))
    assert ("; ".join(said(citation) for citation in found) or "(none)") == result


def test_the_table_is_not_empty():
    assert len(ROWS) > 40


def test_the_examples_are_taken_as_they_stand():
    four_lines, more = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert len(four_lines.strip().splitlines()) == 4
    assert load_registry(four_lines, "docs").full_name("海巡法") == "海岸巡防法"
    registry = load_registry(four_lines + more, "docs")
    assert registry.article("海巡法", "3").title == "條文標題"
    assert registry.article("海巡法", "12").status == "2025-11-11 修正公布（查核日 2026-10-09）"
