"""A report as a table at the prompt, and as the Markdown of the README. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from assistant.errors import InputError
from assistant.evaluation.report import Report, Row, Section
from assistant.evaluation.statistics import Figure

Language = Literal["zh", "en"]

#: What each key of a report is called: in Chinese, in English.
WORDS: Mapping[str, tuple[str, str]] = {
    "questions": ("問題", "Questions"),
    "followups": ("追問", "Follow-up turns"),
    "offtopic": ("無關的問題", "Off-topic questions"),
    "vague": ("含糊的問題", "Vague questions"),
    "incidents": ("事件", "Incidents"),
    "removed": ("抽掉所屬案例的問題", "Questions whose case is taken away"),
    "all": ("全部", "all"),
    "near": ("鄰近領域", "near the domain"),
    "far": ("明顯無關", "clearly off topic"),
    "style:near": ("用詞相近", "words of the guideline"),
    "style:paraphrase": ("換句話說", "paraphrase"),
    "style:hard": ("困難", "hard"),
    "variant:simplified": ("簡體", "in Simplified characters"),
    "variant:full_width": ("全形", "in full width"),
    "variant:typos": ("同音錯字", "with homophone typos"),
    "variant:english": ("中英夾雜", "with English mixed in"),
    "case_first": ("案例第一", "right case first"),
    "reminder_in_three": ("叮嚀前三", "right reminder in the first three"),
    "reciprocal_rank": ("叮嚀MRR", "MRR of the first right reminder"),
    "answered": ("作答", "answered"),
    "no_precedent": ("無前例", "declined: nothing close"),
    "too_vague": ("太含糊", "declined: too vague"),
    "articles_shown": ("條文齊全", "all articles shown"),
    "precedent_first": ("前例第一", "closest precedent first"),
    "incident_answered": ("有前例而比對到", "matched where a precedent exists"),
    "incident_declined": ("無前例而不比對", "declined where none exists"),
    "articles_exact": ("條文完全相符", "articles of the first precedent exact"),
    "done_found": ("已辦找到", "done reminders found"),
    "wrongly_done": ("未辦誤為已辦", "open reminders wrongly done"),
    "declined": ("不作答", "declined"),
    "helped": ("改引有幫助的案例", "sent to a case that helps"),
    "misled": ("誤引其他案例", "answered with another case first"),
    "calibration": ("接近度校準誤差", "expected calibration error of closeness"),
    "learned": ("學得的權重", "learned fusion"),
    "rrf": ("倒數排名融合", "reciprocal rank fusion"),
    "dense": ("只用語意向量", "vectors alone"),
    "words": ("只用詞", "words alone"),
    "bigrams": ("只用字對", "character bigrams alone"),
    "sounds": ("只用讀音", "readings alone"),
    "+phrasings": ("＋口語問法", " + phrasings"),
}
#: The figures of the README: kind of sample, row and measure.
SHOWN: Sequence[tuple[str, str, str]] = (
    ("questions", "all", "case_first"),
    ("questions", "all", "reminder_in_three"),
    ("questions", "all", "reciprocal_rank"),
    ("questions", "all", "answered"),
    ("questions", "all", "articles_shown"),
    ("followups", "all", "reminder_in_three"),
    ("offtopic", "far", "answered"),
    ("offtopic", "near", "answered"),
    ("vague", "all", "answered"),
    ("removed", "all", "declined"),
    ("removed", "all", "helped"),
    ("removed", "all", "misled"),
    ("incidents", "all", "precedent_first"),
    ("incidents", "all", "incident_declined"),
    ("incidents", "all", "articles_exact"),
    ("incidents", "all", "done_found"),
    ("incidents", "all", "wrongly_done"),
)
BEGIN, END = "<!-- quality -->", "<!-- /quality -->"


def word(key: str, language: Language) -> str:
    """What ``key`` is called; a key without a name of its own (a style of the user's) is shown as it is."""
    if key.endswith("+phrasings"):
        return word(key.removesuffix("+phrasings"), language) + WORDS["+phrasings"][language == "en"]
    return WORDS[key][language == "en"] if key in WORDS else key.partition(":")[2] or key


def interval(figure: Figure) -> str:
    """A figure as ``0.93 [0.88–0.97]``."""
    return f"{figure.value:.2f} [{figure.low:.2f}–{figure.high:.2f}]"


def render_table(report: Report) -> str:
    """The report as text in Chinese, with columns for a terminal where a Han character is two cells wide."""
    blocks = [_block(word(section.kind, "zh"), section.rows) for section in report.sections]
    if report.configurations:
        blocks.append(_block("各種搜尋方式", report.configurations))
    error = report.calibration.error
    if error:
        blocks.append(f"{word('calibration', 'zh')}：{interval(error)}")
    kind = "使用" if report.phrasings else "不使用"
    blocks.append(f"方括號內是 95% 拔靴信賴區間；{kind}口語問法。語意模型 {report.provenance.encoder_name}。")
    return "\n\n".join(blocks)


def _block(title: str, rows: Sequence[Row]) -> str:
    measures = _measures(rows)
    varied = any(row.changed is not None for row in rows)
    head = [title, "題數", *(word(measure, "zh") for measure in measures)]
    head += ["改動題數", "最大差距"] if varied else []
    return _aligned([head, *(_cells(row, measures, varied=varied) for row in rows)])


def _measures(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(measure for row in rows for measure in row.figures))


def _cells(row: Row, measures: Iterable[str], *, varied: bool) -> list[str]:
    figures = (row.figures.get(measure) for measure in measures)
    cells = [word(row.name, "zh"), str(row.count), *(interval(figure) if figure else "－" for figure in figures)]
    if varied:
        cells.append("" if row.changed is None else str(row.changed))
        cells.append("" if row.difference is None else f"{row.difference:+.2f}")
    return cells


def _aligned(table: Sequence[Sequence[str]]) -> str:
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    lines = (
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
        for cells in table
    )
    return "\n".join(line.rstrip() for line in lines)


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in cell)


def markdown_tables(report: Report, language: Language) -> str:
    """The tables of the README: the figures of SHOWN, the variants, and the compared searches if there are any."""
    english = language == "en"
    tables = [
        _markdown(["", "value [95 %]", "n"] if english else ["", "數值 [95%]", "題數"], _shown(report, language)),
    ]
    variants = _variants(report.section("questions"))
    if variants:
        head = ["Questions", "changed", "worst difference"] if english else ["問題", "改動題數", "最大差距"]
        cells = ([word(v.name, language), str(v.changed), f"{v.difference:+.2f}"] for v in variants)
        tables.append(_markdown(head, cells))
    if report.configurations:
        measures = _measures(report.configurations)
        compared = (
            [word(row.name, language), *(interval(row.figures[measure]) for measure in measures)]
            for row in report.configurations
        )
        head = ["Search" if english else "搜尋方式", *(word(measure, language) for measure in measures)]
        tables.append(_markdown(head, compared))
    return "\n\n".join(tables)


def _shown(report: Report, language: Language) -> list[list[str]]:
    colon = ": " if language == "en" else "："
    cells: list[list[str]] = []
    for kind, row, measure in SHOWN:
        figure = report.figure(kind, measure, row)
        if figure:
            what = word(kind, language) + ("" if row == "all" else f" ({word(row, language)})")
            cells.append([what + colon + word(measure, language), interval(figure), str(figure.count)])
    if report.calibration.error:
        cells.append(
            [
                _capital(word("calibration", language)),
                interval(report.calibration.error),
                str(report.calibration.error.count),
            ]
        )
    return cells


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _variants(section: Section | None) -> list[Row]:
    return [row for row in (section.rows if section else ()) if row.difference is not None]


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def marked(document: str, tables: str) -> str:
    """``document`` with ``tables`` between its markers BEGIN and END. Raises InputError where they are missing."""
    found = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.DOTALL)
    if not found.search(document):
        raise InputError(f"文件裡沒有「{BEGIN}」與「{END}」這兩個標記。", "請在表格的位置各加一行標記。")
    return found.sub(lambda _: tables + "\n", document, count=1)
