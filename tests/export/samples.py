"""Answers and reports put together by hand from the shipped guideline, and the memos of them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from assistant import privacy
from assistant.export import Memo, Setting, SourceFile, answer_memo, conversation_memo, report_memo
from assistant.library import Library
from assistant.model import (
    Answer,
    Article,
    Case,
    ChecklistItem,
    CitedArticle,
    Difference,
    Extract,
    IncidentReport,
    MissingFact,
    Precedent,
    Provenance,
    Quotation,
    QuotedPassage,
    RankedCase,
    RankedReminder,
    Reminder,
    Span,
    StatementMatch,
)

WHEN = datetime(2026, 11, 23, 14, 5, tzinfo=timezone(timedelta(hours=8)))
MADE_FROM = Provenance("c" * 64, "2026-11-20T01:02:03+00:00", "guidance-static", "e" * 64)
QUESTION = "民眾王小明的資料被駭客偷走，要不要通知他們？"
INCIDENT = (
    "本局民眾線上申辦系統於113年3月12日遭不明人士登入，約1,500筆申請資料外洩。\n"
    "資訊室已封鎖該IP並報案；尚未通知當事人。承辦人林○○表示預設密碼為身分證字號。"
)
ARTICLES = (
    CitedArticle(
        Article(
            "個人資料保護法",
            "12",
            "個人資料遭違法侵害之通知",
            "https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode=I0050021&flno=12",
            "已修正公布，施行日期未定（查核日 2026-10-09）",
            "測試用的條文內容第一項。\n測試用的條文內容第二項。",
            "2024-10-11",
        ),
        ("20170101", "20170102"),
    ),
    CitedArticle(Article("中華民國刑法", "318-1", "洩密之處罰"), ("20170103",)),
)


def setting(library: Library | None = None, **changed: object) -> Setting:
    files = {g.source.name: SourceFile(g.title, g.source.sha256) for g in library.guidelines} if library else {}
    return Setting(**{"when": WHEN, "version": "0.1.0", "mask": privacy.mask, "files": files, **changed})


def answer(library: Library, question: str = QUESTION, **changed: object) -> Answer:
    first, second, third = (library.cases[id] for id in ("20170102", "20170101", "20170104"))
    facts = first.facts
    assert facts is not None
    values = {
        "question": question,
        "searched": question,
        "status": "answered",
        "reason": None,
        "cases": (
            RankedCase(first, 0.91, "high"),
            RankedCase(second, 0.52, "medium"),
            RankedCase(third, 0.2, "low"),
        ),
        "reminders": (
            RankedReminder(first.reminders[4], 0.93, "high"),
            RankedReminder(first.reminders[3], 0.55, "medium"),
            RankedReminder(second.reminders[6], 0.31, "low"),
        ),
        "passages": (
            QuotedPassage(
                first.id,
                "案例闡明",
                None,
                Quotation(facts.source, Span(facts.span.start, facts.span.start + 60), facts.text[:60]),
            ),
            QuotedPassage(first.id, "對應規範", 1, first.provisions[0].quote),
        ),
        "articles": ARTICLES,
        "provenance": MADE_FROM,
    }
    return Answer(**{**values, **changed})


def declined(library: Library) -> Answer:
    reason = "指引裡沒有夠接近的案例。"
    return answer(library, "罰鍰多少", status="no_precedent", reason=reason, reminders=(), passages=(), articles=())


def extract(words: str) -> Extract:
    start = INCIDENT.index(words)
    return Extract(Span(start, start + len(words)), words)


def report(library: Library) -> IncidentReport:
    first, second = library.cases["20170101"], library.cases["20170104"]
    return IncidentReport(
        incident=INCIDENT,
        status="answered",
        reason=None,
        cases=(RankedCase(first, 0.8, "high"), RankedCase(second, 0.45, "medium")),
        precedents=(_precedent(first), _precedent(second, "medium")),
        articles=ARTICLES,
        checklist=(
            ChecklistItem(first.reminders[2], "done", extract("已封鎖該IP"), (second.reminders[4],)),
            ChecklistItem(first.reminders[0], "open", extract("預設密碼為身分證字號")),
            ChecklistItem(first.reminders[6], "unclear", None),
        ),
        missing=(MissingFact("誰有存取權限", "判斷是外部入侵或內部濫用"), MissingFact("是否仍在發生", "決定要先止血")),
        provenance=MADE_FROM,
    )


def _precedent(case: Case, band: str = "high") -> Precedent:
    facts = case.facts
    assert facts is not None
    quote = Quotation(facts.source, Span(facts.span.start + 5, facts.span.start + 45), facts.text[5:45])
    channel = Difference("管道", "網站", extract("線上申辦系統"), "網站", quote)
    size = Difference("規模", "約 1,500 筆", extract("約1,500筆"), "逾 3 萬筆", None)
    unknown = Difference("行為人", None, None, "外部廠商", None)
    match = StatementMatch(extract("遭不明人士登入"), "案例闡明", None, quote, 0.7)
    return Precedent(case, 0.8, band, (match,), (size, unknown), (channel,))  # type: ignore[arg-type]


def nasty(text: str) -> Memo:
    """A memo in which ``text`` stands in every place that can hold any."""
    quote = Quotation(text, Span(3, 3 + len(text)), text)
    case = Case(text, quote, quote, (), ())
    article = CitedArticle(Article(text, text, text, "https://example.org/?a=1&b=2", text, text, text), (text,))
    asked = Answer(
        question=text,
        searched=text + "…",
        status="no_precedent",
        reason=text,
        cases=(RankedCase(case, 0.1, "low"),),
        reminders=(RankedReminder(Reminder(text, 1, quote), 0.1, "low"),),
        passages=(QuotedPassage(text, "案例闡明", None, quote),),
        articles=(article,),
        provenance=Provenance(text, text, text, text),
    )
    return answer_memo(asked, Setting(WHEN, text, lambda t: t, {text: SourceFile(text, text)}, text))


def memos(library: Library) -> dict[str, Memo]:
    here = setting(library)
    turns = (answer(library), answer(library, "那要賠嗎？", searched="民眾資料外洩 那要賠嗎？"), declined(library))
    return {
        "answer": answer_memo(answer(library), here),
        "declined": answer_memo(declined(library), here),
        "conversation": conversation_memo(turns, here),
        "check": report_memo(report(library), here),
    }
