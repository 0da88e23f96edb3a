"""From an incident report to a memo. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.export import words
from assistant.export.build import Setting, article_blocks, finished
from assistant.export.memo import Block, Bullets, Line, Memo, Paragraph, Piece, Quote, Section, Table, Task, Tasks
from assistant.export.references import References
from assistant.model import ChecklistItem, Difference, Extract, IncidentReport, Precedent, StatementMatch


def report_memo(report: IncidentReport, setting: Setting) -> Memo:
    """The memo of an incident check. It looks at nothing that ``check --json`` does not hold."""
    references = References(setting.files)
    sections = tuple(_sections(report, references))
    return finished("check", report.incident, sections, references, report.provenance, setting)


def _sections(report: IncidentReport, references: References) -> Iterator[Section]:
    yield Section(1, "事件描述", (Paragraph(words.text("個人資料已遮蔽，字數不變。")), Quote(report.incident)))
    if report.status != "answered":
        yield Section(1, "比對結果", tuple(_verdict(report)))
    yield from _nearest(report, references)
    for i, precedent in enumerate(report.precedents, 1):
        yield from _precedent(i, precedent, references)
    if report.articles:
        lead = "以上先例在指引中對應的條文，不是對本事件的法律認定"
        yield Section(1, "條文", article_blocks(report.articles, lead))
    if report.checklist:
        tasks = Tasks(tuple(_task(item, references) for item in report.checklist))
        yield Section(1, "檢核清單", (_counts(report), tasks))
    if report.missing:
        facts = tuple(words.text(f"{missing.fact}：{missing.why}") for missing in report.missing)
        yield Section(1, "尚待補明的事實", (Bullets(facts),))


def _verdict(report: IncidentReport) -> Iterator[Block]:
    yield Paragraph(words.text("沒有夠接近的先例。" if report.status == "no_precedent" else "描述不夠具體，無法比對。"))
    if report.reason:
        yield Paragraph(words.text(report.reason))


def _nearest(report: IncidentReport, references: References) -> Iterator[Section]:
    """The nearest cases where there is no precedent to show."""
    if report.cases and not report.precedents:
        lines = tuple(
            (
                Piece(f"{ranked.case.id}　{ranked.case.title.text}（{words.CLOSENESS[ranked.band]}）"),
                words.mark(references.title(ranked.case)),
            )
            for ranked in report.cases
        )
        yield Section(1, "最接近、但不夠接近的案例", (Bullets(lines),))


def _precedent(rank: int, precedent: Precedent, references: References) -> Iterator[Section]:
    case = precedent.case
    title = (
        Piece(f"案例 {case.id}「{case.title.text}」"),
        words.mark(references.title(case)),
        Piece(f"：{words.CLOSENESS[precedent.band]}"),
    )
    yield Section(1, f"相似先例 {rank}：{case.id}", (Paragraph(title),))
    if precedent.matches:
        rows = tuple(_match_row(case.id, match, references) for match in precedent.matches)
        yield Section(2, "相符之處", (Table(("事件描述", "先例原文"), rows, widths=(1, 1)),))
    aspects = (*((d, "同") for d in precedent.shares), *((d, "異") for d in precedent.differs))
    if aspects:
        rows = tuple(_aspect_row(case.id, difference, verdict, references) for difference, verdict in aspects)
        yield Section(2, "異同", (Table(("面向", "本事件", "先例", "異同"), rows, widths=(3, 7, 7, 2)),))


def _match_row(case: str, match: StatementMatch, references: References) -> tuple[Line, ...]:
    number = references.number(case, match.field, match.number, match.quote)
    return words.text(match.incident.text), (Piece(match.quote.text), words.mark(number))


def _aspect_row(case: str, difference: Difference, verdict: str, references: References) -> tuple[Line, ...]:
    quote = difference.precedent_quote
    precedent: Line = words.text(difference.precedent or words.NOT_STATED)
    if quote is not None:
        precedent = (Piece(f"{precedent[0].text}：「{quote.text}」"), words.mark(references.place(case, quote)))
    return words.text(difference.aspect), _stated(difference), precedent, words.text(_verdict_of(difference, verdict))


def _stated(difference: Difference) -> Line:
    stated = difference.incident or words.NOT_STATED
    extract = difference.incident_extract
    return words.text(f"{stated}：「{extract.text}」" if extract is not None else stated)


def _verdict_of(difference: Difference, verdict: str) -> str:
    return "—" if difference.incident is None or difference.precedent is None else verdict


def _counts(report: IncidentReport) -> Paragraph:
    states = [item.state for item in report.checklist]
    counted = "、".join(f"{name} {states.count(state)} 項" for state, name in words.STATES.items())
    return Paragraph(words.text(f"先例的叮嚀事項共 {len(states)} 項：{counted}。"))


def _task(item: ChecklistItem, references: References) -> Task:
    reminder = item.reminder
    number = references.reminder(reminder)
    twins = tuple(words.mark(references.reminder(twin)) for twin in item.same_as)
    also = (Piece("；另見 "), *twins) if twins else ()
    place = Piece(f"（{words.STATES[item.state]}；案例 {reminder.case}．叮嚀事項第 {reminder.number} 項")
    line = (Piece(reminder.quote.text), words.mark(number), place, *also, Piece("）"))
    return Task(item.state, line, _evidence(item.evidence))


def _evidence(evidence: Extract | None) -> Line:
    if evidence is None:
        return ()
    return words.text(f"依據：「{evidence.text}」（事件描述字元 {evidence.span.start}–{evidence.span.end}）")
