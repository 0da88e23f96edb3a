"""The values that walk through the assistant: frozen, slotted, and knowing nothing of how they are made.

Every text shown is a :class:`Quotation`, counted in code points: ``source.text[q.span.start:q.span.end] == q.text``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["answered", "no_precedent", "too_vague"]
Band = Literal["high", "medium", "low"]
Field = Literal["案例標題", "案例闡明", "對應規範", "叮嚀事項", "範圍外", "法規"]
TaskState = Literal["done", "open", "unclear"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words this span covers in ``text``."""
        return text[self.start : self.end]

    def shifted(self, offset: int) -> Span:
        """The same range, counted from ``offset`` code points earlier."""
        return Span(self.start + offset, self.end + offset)


@dataclass(frozen=True, slots=True)
class Source:
    """One text of ``corpus/`` as stored: its file name, its text and the SHA-256 of its bytes."""

    name: str
    text: str
    sha256: str

    def quote(self, start: int, end: int) -> Quotation:
        """The quotation of ``text[start:end]``."""
        return Quotation(self.name, Span(start, end), self.text[start:end])


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a source with their place in it."""

    source: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A statute article as named in a text.

    ``law`` is the full name, or None where the text does not say which law is meant and context did not either.
    ``number`` is written as the national database writes it ("12", "318-1"). ``span`` covers ``raw`` in the
    parsed text; the two articles of 「第318條之1、之2」 are two citations.
    """

    raw: str
    span: Span
    law: str | None
    number: str
    paragraph: int | None = None
    subparagraph: int | None = None
    heading: str | None = None

    @property
    def resolved(self) -> bool:
        """Whether it is known which law is meant."""
        return self.law is not None


@dataclass(frozen=True, slots=True)
class Article:
    """A statute article; ``status``: a dated note, ``text``: its wording in the law database of ``edition``, or ""."""

    law: str
    number: str
    title: str = ""
    url: str | None = None
    status: str = ""
    text: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """A line of 對應規範: the quotation and the articles it names."""

    case: str
    number: int
    quote: Quotation
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """A line of 叮嚀事項. ``number`` is the one printed in the source, counted from 1."""

    case: str
    number: int
    quote: Quotation


@dataclass(frozen=True, slots=True)
class Case:
    """A case of a guideline, in the parts its template gives."""

    id: str
    title: Quotation
    facts: Quotation | None
    provisions: tuple[Provision, ...]
    reminders: tuple[Reminder, ...]

    def reminder(self, number: int) -> Reminder | None:
        """The reminder printed under ``number``, if there is one."""
        return next((r for r in self.reminders if r.number == number), None)


@dataclass(frozen=True, slots=True)
class SourceWarning:
    """Something odd in a source that was neither mended nor dropped: where it is and what was seen."""

    source: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.source}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is searched and quoted. ``embedded`` is what the encoder reads; it is never shown.

    ``number`` is the printed one. ``phrasing`` is set on a lay way to ask: it is what is embedded, ``quote`` is what it
    leads to. Of no case are questions that no guideline answers (範圍外) and the law (法規).
    """

    case: str
    field: Field
    number: int | None
    quote: Quotation
    embedded: str
    phrasing: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, with its fused score (higher is closer) and calibrated closeness in [0, 1]."""

    passage: Passage
    score: float
    closeness: float


@dataclass(frozen=True, slots=True)
class RankedCase:
    """A case as an answer ranks it."""

    case: Case
    closeness: float
    band: Band


@dataclass(frozen=True, slots=True)
class RankedReminder:
    """A reminder as an answer ranks it, with spans of its source to mark and the phrasing that led here, if one did."""

    reminder: Reminder
    closeness: float
    band: Band
    marks: tuple[Span, ...] = ()
    phrasing: str | None = None


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage shown beside the reminders: part of a case's title, facts or provisions."""

    case: str
    field: Field
    number: int | None
    quote: Quotation
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """An article with the ids of the shown cases that cite it."""

    article: Article
    cited_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an answer was made from. ``built_at`` is ISO 8601 in UTC."""

    corpus_sha256: str
    built_at: str
    encoder_name: str
    encoder_sha256: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the corpus says, or why nothing; ``laws`` are close in wording, ``unstated`` a detail asked for in vain."""

    question: str
    searched: str
    status: Status
    reason: str | None
    cases: tuple[RankedCase, ...]
    reminders: tuple[RankedReminder, ...]
    passages: tuple[QuotedPassage, ...]
    articles: tuple[CitedArticle, ...]
    provenance: Provenance
    laws: tuple[Article, ...] = ()
    unstated: str | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """Words of the incident description, with their place in it."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class StatementMatch:
    """A statement of the incident beside the words of a precedent it resembles."""

    incident: Extract
    field: Field
    number: int | None
    quote: Quotation
    closeness: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect on which incident and precedent part. None stands for "not stated"."""

    aspect: str
    incident: str | None
    incident_extract: Extract | None
    precedent: str | None
    precedent_quote: Quotation | None


@dataclass(frozen=True, slots=True)
class Precedent:
    """A case as seen from an incident."""

    case: Case
    closeness: float
    band: Band
    matches: tuple[StatementMatch, ...]
    differs: tuple[Difference, ...]
    shares: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A precedent's reminder and whether the incident description says it is done. ``same_as`` lists folded twins."""

    reminder: Reminder
    state: TaskState
    evidence: Extract | None
    same_as: tuple[Reminder, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact the description does not state, and why it matters."""

    fact: str
    why: str


@dataclass(frozen=True, slots=True)
class IncidentReport:
    """An incident description (masked) against the precedents."""

    incident: str
    status: Status
    reason: str | None
    cases: tuple[RankedCase, ...]
    precedents: tuple[Precedent, ...]
    articles: tuple[CitedArticle, ...]
    checklist: tuple[ChecklistItem, ...]
    missing: tuple[MissingFact, ...]
    provenance: Provenance
