"""From an answer or a conversation to a memo. Pure: the time, the version and the masking of names are handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assistant.export import words
from assistant.export.cleaning import cleaned, safe_url
from assistant.export.memo import Block, Kind, Line, Memo, Paragraph, Piece, Quote, Section, Table
from assistant.export.references import References, SourceFile
from assistant.model import Answer, Article, CitedArticle, Provenance, QuotedPassage, RankedCase, RankedReminder
from assistant.unstated import sentence

#: How many of the nearest cases the page shows.
CASES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """What a memo says about its own making.

    ``mask`` hides personal data in what was asked; ``when`` has a time zone; ``files`` maps a source's name to its
    title and hash; ``asked_by`` is set only where the deployment knows who asks.
    """

    when: datetime
    version: str
    mask: Callable[[str], str]
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    asked_by: str | None = None


def answer_memo(answer: Answer, setting: Setting) -> Memo:
    """The memo of one answer. It looks at nothing that ``ask --json`` does not hold."""
    references = References(setting.files)
    sections = tuple(answer_sections(answer, setting, references, level=1))
    return finished("answer", answer.question, sections, references, answer.provenance, setting)


def conversation_memo(answers: Sequence[Answer], setting: Setting) -> Memo:
    """The memo of a conversation, oldest answer first. Raises ValueError if there is none."""
    if not answers:
        raise ValueError("a conversation without answers")
    references = References(setting.files)
    sections: list[Section] = []
    for i, answer in enumerate(answers, 1):
        sections.append(Section(1, f"第 {i} 問", ()))
        sections.extend(answer_sections(answer, setting, references, level=2))
    return finished("conversation", answers[0].question, tuple(sections), references, answers[-1].provenance, setting)


def finished(
    kind: Kind,
    asked: str,
    sections: tuple[Section, ...],
    references: References,
    provenance: Provenance,
    setting: Setting,
) -> Memo:
    """The memo of ``sections``, with its references, provenance and notices."""
    memo = Memo(
        kind=kind,
        title=words.TITLES[kind],
        topic=words.topic(setting.mask(asked)),
        created=setting.when.isoformat(timespec="seconds"),
        version=setting.version,
        sections=sections,
        references=references.all(),
        provenance=_provenance(provenance, setting),
        notices=words.NOTICES,
    )
    return cleaned(memo)


def _provenance(made_from: Provenance, setting: Setting) -> tuple[tuple[str, str], ...]:
    asked_by = (("詢問者", setting.asked_by),) if setting.asked_by else ()
    files = tuple(("來源檔", f"{name}（SHA-256 {file.sha256}）") for name, file in sorted(setting.files.items()))
    return (
        ("產生時間", words.moment(setting.when)),
        *asked_by,
        ("程式版本", setting.version),
        ("指引資料", f"SHA-256 {made_from.corpus_sha256}；索引建於 {made_from.built_at}"),
        *files,
        ("語意模型", f"{made_from.encoder_name}（SHA-256 {made_from.encoder_sha256}）"),
        ("接近程度", "「很接近」「接近」「較遠」是程式估計該項內容對所問有無幫助的程度，不是法律上的判斷。"),
        ("引註方式", "[n] 指「引註」一節的第 n 筆；字元位置是來源檔中的字元序，由 0 起算，含起點、不含終點。"),
    )


def answer_sections(answer: Answer, setting: Setting, references: References, level: int) -> Iterator[Section]:
    """Question, verdict, reminders, cases and articles, in the order of the page."""
    yield Section(level, "問題", tuple(_question(answer, setting)))
    answered = answer.status == "answered"
    if not answered:
        yield Section(level, "查詢結果", tuple(_verdict(answer)))
    if answer.unstated:
        yield Section(level, "查詢結果", (Paragraph(words.text(sentence(answer.unstated))),))
    if answer.reminders:
        heading = "叮嚀事項" if answered else "最接近的叮嚀事項（不是這個問題的答案）"
        yield Section(level, heading, tuple(_reminder(r, references) for r in answer.reminders))
    if answer.cases:
        heading = "最接近的案例" if answered else "最接近、但不夠接近的案例"
        table = _cases(answer.cases[:CASES_SHOWN], references)
        yield Section(level, heading, (table, *(_passage(p, references) for p in answer.passages)))
    if answer.articles:
        yield Section(level, "條文", article_blocks(answer.articles, "以上案例在指引中引用的條文"))
    if answer.laws:
        yield Section(level, "相近的法律條文", tuple(_laws(answer.laws)))


def _question(answer: Answer, setting: Setting) -> Iterator[Block]:
    yield Quote(setting.mask(answer.question))
    if answer.searched != answer.question:
        yield Paragraph(words.text("連同前文一起查："))
        yield Quote(setting.mask(answer.searched))


def _verdict(answer: Answer) -> Iterator[Block]:
    yield Paragraph(
        words.text("沒有足以作答的內容。" if answer.status == "no_precedent" else "問題不夠具體，無法查詢。")
    )
    if answer.reason:
        yield Paragraph(words.text(answer.reason))


def _reminder(ranked: RankedReminder, references: References) -> Quote:
    number = references.reminder(ranked.reminder)
    place = f"案例 {ranked.reminder.case}．叮嚀事項第 {ranked.reminder.number} 項"
    return Quote(ranked.reminder.quote.text, _label(place, words.CLOSENESS[ranked.band]), number)


def _passage(passage: QuotedPassage, references: References) -> Quote:
    number = references.number(passage.case, passage.field, passage.number, passage.quote)
    item = f"第 {passage.number} 項" if passage.number is not None else ""
    return Quote(passage.quote.text, _label(f"案例 {passage.case}．{passage.field}{item}"), number)


def _label(place: str, closeness: str = "") -> Line:
    return words.text(f"{place}（{closeness}）" if closeness else place)


def _cases(cases: Sequence[RankedCase], references: References) -> Table:
    rows = tuple(
        (
            words.text(ranked.case.id),
            (Piece(ranked.case.title.text), words.mark(references.title(ranked.case))),
            words.text(words.CLOSENESS[ranked.band]),
        )
        for ranked in cases
    )
    return Table(("類型編號", "案例標題", "接近程度"), rows, widths=(3, 12, 3))


def article_blocks(articles: Sequence[CitedArticle], lead: str) -> tuple[Block, ...]:
    """A table of the articles with link, citing cases and state; then the wording of those that are loaded."""
    rows = tuple(
        (
            (Piece(words.article_name(cited.article), url=safe_url(cited.article.url)),),
            words.text("、".join(cited.cited_by)),
            words.text(cited.article.status or "—"),
        )
        for cited in articles
    )
    table = Table(("條文", "引用的案例", "現況"), rows, widths=(8, 5, 6))
    lead_line = Paragraph(words.text(f"{lead}；是否適用於本案，請洽權責單位。"))
    return (lead_line, table, *(_wording(cited.article) for cited in articles if cited.article.text))


def _laws(articles: Sequence[Article]) -> Iterator[Block]:
    """Articles that no case cites: a table with link and state, then the wording of those that are loaded."""
    yield Paragraph(words.text("這些是法規本身的標題或條文與問題相近，不是指引的內容；是否適用，請洽權責單位。"))
    rows = tuple(
        ((Piece(words.article_name(article), url=safe_url(article.url)),), words.text(article.status or "—"))
        for article in articles
    )
    yield Table(("條文", "現況"), rows, widths=(11, 8))
    yield from (_wording(article) for article in articles if article.text)


def _wording(article: Article) -> Quote:
    edition = f"，全國法規資料庫 {article.edition} 版" if article.edition else ""
    return Quote(article.text, words.text(f"{words.article_name(article)}{edition}"))
