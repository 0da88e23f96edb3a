"""The assembled assistant: corpus, encoder, index and retrieval put together once, for command line and page."""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from assistant import __version__, conversation, fusion, index, privacy, text, vagueness
from assistant import answer as answering
from assistant.bridge import FILE as BRIDGE
from assistant.bridge import read_bridge
from assistant.conversation import Reading, Reference
from assistant.corpus import read_corpus
from assistant.encoder import Encoder, load_encoder
from assistant.errors import IndexUnusableError, InputError
from assistant.export import Setting, SourceFile
from assistant.index import Manifest, Progress, no_progress
from assistant.lawbook import Lawbook, article_key
from assistant.library import Library, read_library
from assistant.model import Answer, Article, IncidentReport, Provenance, Source, Status
from assistant.paths import Paths
from assistant.retrieval import Ranking, Retriever
from assistant.statutes import parse

if TYPE_CHECKING:
    from assistant.incident import Vocabulary

#: A question longer than this, in code points, is an incident description or a paste gone wrong.
QUESTION_LIMIT = 2000
#: A turn of a conversation less close than this, on its own, is about something else. Set by hand between our
#: follow-ups (those with a topic of their own from 0.23 up) and off-topic questions (four in five below).
STRAY = 0.2
#: Articles of the law that an answer shows beside the guideline.
LAWS = 3

_VAGUE = (
    "問題裡沒有可以查詢的內容。請補上：發生了什麼事、牽涉什麼資料（例如戶籍、申辦資料）、"
    "在哪個環節（例如櫃檯、網站、委外廠商）。"
)
_NO_PRECEDENT = (
    "指引裡沒有夠接近的案例或叮嚀事項，因此不作答。"
    "可以換個說法再問（寫出資料種類、做法或發生的環節）；如果問的是金額、期限、表單或其他法規，這份指引沒有記載。"
)


@dataclass(frozen=True)
class Assistant:
    """Everything a question needs. Holds no state of any user; all methods are pure and may run in parallel."""

    library: Library
    encoder: Encoder
    retriever: Retriever
    manifest: Manifest
    lawbook: Lawbook
    aspects: Source

    @property
    def provenance(self) -> Provenance:
        """What every answer of this assistant was made from."""
        return Provenance(self.manifest.corpus_sha256, self.manifest.built_at, self.encoder.name, self.encoder.sha256)

    def ask(
        self,
        question: str,
        *,
        context: Sequence[str] = (),
        shown: Sequence[tuple[str, int]] = (),
        phrasings: bool = True,
        nearest: bool = False,
    ) -> Answer:
        """The cited answer to ``question``, read after the turns of ``context``, oldest first.

        ``shown`` are the reminders of the answer before, as (case, number), to which 「第二點」 may refer. Raises
        InputError where there is nothing to read, or far too much.
        """
        question = checked_question(question)
        reading = conversation.read_turn((*context, question), self.library.cases, shown, self.library.called)
        ranking = self._search(reading, phrasings=phrasings)
        asked = self._articles_named(question)
        ranking = self.retriever.promoted(ranking, (*reading.references, *self._citing(asked)))
        status, reason = self._verdict(ranking, asked)
        answer = answering.compose(
            question,
            ranking,
            self.library.cases,
            self.library.registry,
            self.provenance,
            status=status,
            reason=reason,
            nearest=nearest,
            asked_articles=asked,
        )
        laws = self._laws(ranking) if status == "answered" else ()
        return replace(answer, articles=self.lawbook.completed(answer.articles), laws=laws)

    def check(self, description: str, *, phrasings: bool = True) -> IncidentReport:
        """``description`` (masked) against the precedents. Raises InputError where it is empty or far too long."""
        from assistant import incident

        report = incident.check(
            description,
            self.library,
            self.retriever,
            self.provenance,
            incident.load(),
            _vocabulary(self.aspects),
            phrasings=phrasings,
        )
        return replace(report, articles=self.lawbook.completed(report.articles))

    def without_case(self, case_id: str) -> Assistant:
        """The assistant of a corpus that never had the case: what it says to questions that only that case answers."""
        passages = {name: tuple(p for p in kept if p.case != case_id) for name, kept in self.library.passages.items()}
        cases = {name: case for name, case in self.library.cases.items() if name != case_id}
        built = index.build(passages, self.library.corpus_sha256, self.encoder)
        retriever = Retriever(built, self.encoder, self.retriever.fusion, self.retriever.bridge)
        return replace(self, library=replace(self.library, cases=cases, passages=passages), retriever=retriever)

    def unanswerable(self, question: str, reason: str) -> Answer:
        """The answer to something that is no question, with the sentence that says why."""
        return Answer(question, question, "too_vague", reason, (), (), (), (), self.provenance)

    def uncheckable(self, description: str, reason: str) -> IncidentReport:
        """The report on something that is no incident description, with the sentence that says why."""
        masked = privacy.mask(description)
        return IncidentReport(masked, "too_vague", reason, (), (), (), (), (), self.provenance)

    def memo_setting(self) -> Setting:
        """What a memo made now says about its own making."""
        return Setting(datetime.now().astimezone(), __version__, privacy.mask, source_files(self.library))

    def _search(self, reading: Reading, *, phrasings: bool) -> Ranking:
        """What the turn finds, searched alone or with what was said before.

        A turn that leans on its context is searched with it, a whole question alone: so an old topic does not stick to
        a new question. Where the turn is too short to tell, the closer of both answers decides. A turn with a topic of
        its own that alone comes close to nothing has left the subject, whatever was said before.
        """
        alone = self.retriever.rank(reading.alone, phrasings=phrasings)
        if not (reading.leans or reading.may_lean) or (reading.has_topic and alone.closeness < STRAY):
            return alone
        joined = self.retriever.rank(reading.joined, phrasings=phrasings)
        if reading.leans:
            takes_joined = self._answers(joined) or not self._answers(alone)
        else:
            takes_joined = joined.closeness > alone.closeness
        return joined if takes_joined else alone

    def _laws(self, ranking: Ranking) -> tuple[Article, ...]:
        """The LAWS articles whose own words are closest to what was searched for."""
        keys = dict.fromkeys(article_key(passage) for passage in self.retriever.laws(ranking.query))
        return tuple(self.lawbook.article(law, number) for law, number in list(keys)[:LAWS])

    def _articles_named(self, question: str) -> tuple[tuple[str, str], ...]:
        """The articles that ``question`` names outright, as (law, number)."""
        found = ((c.law, c.number) for c in parse(question, self.library.registry) if c.law is not None)
        return tuple(dict.fromkeys(found))

    def _citing(self, asked: Sequence[tuple[str, str]]) -> tuple[Reference, ...]:
        """The cases that cite any of ``asked``: exactly those, from their provisions."""
        return tuple(
            dict.fromkeys(Reference(case, None) for law, number in asked for case in self.library.citing(law, number))
        )

    def _answers(self, ranking: Ranking) -> bool:
        return self._verdict(ranking)[0] == "answered"

    def _verdict(self, ranking: Ranking, asked: Sequence[tuple[str, str]] = ()) -> tuple[Status, str | None]:
        if ranking.named:
            return "answered", None
        if asked:
            articles = "、".join(f"{law}第 {number} 條" for law, number in asked)
            return "no_precedent", f"指引裡沒有案例引用{articles}。"
        if vagueness.is_vague(ranking.query.text, self.library.common_words):
            return "too_vague", _VAGUE
        if ranking.closeness < self.retriever.fusion.answer_from:
            return "no_precedent", _NO_PRECEDENT
        return "answered", None


def source_files(library: Library) -> dict[str, SourceFile]:
    """The title and hash of each guideline's file, for documents that refer to it."""
    return {g.source.name: SourceFile(g.title, g.source.sha256) for g in library.guidelines}


def checked_question(question: str) -> str:
    """``question`` without surrounding white space. Raises InputError if it is empty or beyond QUESTION_LIMIT."""
    question = question.strip()
    if text.is_blank(question):
        raise InputError("還沒有輸入問題。", "請用一句話寫下想問的事，例如：「民眾資料被駭客偷走，要不要通知他們？」")
    if len(question) > QUESTION_LIMIT:
        raise InputError(
            f"問題太長（{len(question):,} 字，上限 {QUESTION_LIMIT:,} 字）。",
            "請縮短成一個問題；若要比對事件經過，請改用「事件比對」。",
        )
    return question


def open_assistant(paths: Paths) -> Assistant:
    """Open the index that stands in ``paths``. Raises IndexUnusableError or IndexStaleError where a build is needed."""
    parts = _read(paths)
    return _assembled(paths, parts, _open(paths, parts))


def build_assistant(paths: Paths, progress: Progress = no_progress, *, only_if_needed: bool = False) -> Assistant:
    """Build the index and open it; with ``only_if_needed``, one that is whole and fresh is kept as it is."""
    parts = _read(paths)
    # Looked at before the lock, so that a fresh index on a read-only disk is enough, and again once it is ours.
    opened = _opened_if_fresh(paths, parts) if only_if_needed else None
    if opened is not None:
        return _assembled(paths, parts, opened)
    _vocabulary(parts.aspects)
    with index.build_lock(paths.index):
        opened = _opened_if_fresh(paths, parts) if only_if_needed else None
        if opened is None:
            built = index.build(parts.library.passages, parts.library.corpus_sha256, parts.encoder, progress)
            opened = replace(built, manifest=index.save(built, paths.index))
    return _assembled(paths, parts, opened)


@dataclass(frozen=True)
class _Parts:
    """What is read before the index: it decides whether the index is fresh."""

    library: Library
    aspects: Source
    encoder: Encoder


def _read(paths: Paths) -> _Parts:
    corpus = read_corpus(paths.corpus)
    library = read_library(corpus)
    lawbook = Lawbook(library.registry, paths.laws, library.year)
    library = replace(library, passages={**library.passages, "laws": lawbook.passages(library.cited_articles)})
    return _Parts(library, corpus.aspects, load_encoder(os.environ.get("ASSISTANT_ENCODER"), paths.models))


@functools.cache
def _vocabulary(aspects: Source) -> Vocabulary:
    """The incident check's vocabulary: read when the first incident comes, since a question needs none of it."""
    from assistant.incident import read_vocabulary

    return read_vocabulary(aspects)


def _open(paths: Paths, parts: _Parts) -> index.Index:
    return index.open_index(paths.index, parts.library.passages, parts.library.corpus_sha256, parts.encoder)


def _opened_if_fresh(paths: Paths, parts: _Parts) -> index.Index | None:
    try:
        return _open(paths, parts)
    except IndexUnusableError:
        return None


def _assembled(paths: Paths, parts: _Parts, opened: index.Index) -> Assistant:
    bridge = read_bridge(paths.models / BRIDGE, parts.encoder.sha256)
    retriever = Retriever(opened, parts.encoder, fusion.load(), bridge)
    lawbook = Lawbook(parts.library.registry, paths.laws, parts.library.year)
    return Assistant(parts.library, parts.encoder, retriever, opened.manifest, lawbook, parts.aspects)
