"""What the page's buttons do: plain functions from inputs to component updates. Only the session carries state."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assembly import Assistant, build_assistant
from assistant.errors import AssistantError
from assistant.export import (
    FORMATS,
    Memo,
    Setting,
    answer_memo,
    conversation_memo,
    filename,
    render,
    report_memo,
)
from assistant.model import Answer, CitedArticle, IncidentReport
from assistant.paths import default_paths
from assistant.statutes.law_db import import_law_files
from assistant.ui import views
from assistant.ui.session import Exchange, Session

#: What every handler of the ask tab returns: session, conversation, evidence, question box, then what is visible of
#: the buttons for the nearest contents and for dropping the context, the row for saving and the examples.
Shown = tuple[Session, str, str, Any, Any, Any, Any, Any]


class Handlers:
    """Handlers bound to the one assistant, which they only read."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    def ask(self, question: str, session: Session) -> Shown:
        """Answer ``question``. What cannot be used stays in the box, with the sentence that says why."""
        try:
            answer = self.assistant.ask(question, context=session.questions, shown=session.shown_reminders)
        except AssistantError as error:
            return self._shown(session.with_exchange(Exchange(question[:200], None, str(error))), question)
        return self._shown(session.with_exchange(Exchange(answer.question, answer)), "")

    def example(self, text: str) -> Callable[[Session], Shown]:
        """The handler of an example's button."""
        return lambda session: self.ask(text, session)

    def show_nearest(self, session: Session) -> Shown:
        """The last question again, with the nearest contents although they do not answer it."""
        answer = self.assistant.ask(session.exchanges[-1].question, context=session.questions[:-1], nearest=True)
        return self._shown(session.with_last(answer), "")

    def drop_context(self, session: Session) -> Shown:
        """The last question again, read on its own; what was asked before it no longer counts."""
        answer = self.assistant.ask(session.exchanges[-1].question)
        return self._shown(session.without_context().with_last(answer), "")

    def clear(self) -> Shown:
        """A new, empty conversation."""
        return self._shown(Session(), "")

    def _shown(self, session: Session, question: str) -> Shown:
        answer = session.exchanges[-1].answer if session.exchanges else None
        return (
            session,
            views.conversation(session),
            views.evidence(answer, self.assistant.library),
            question,
            gr.update(visible=_declined(answer)),
            gr.update(visible=answer is not None and answer.searched != answer.question),
            gr.update(visible=bool(session.answers)),
            gr.update(visible=not session.exchanges),
        )

    def check(self, description: str) -> tuple[IncidentReport | None, str, Any]:
        """``description`` against the precedents. What cannot be used stays in the box, with the reason beside it."""
        try:
            report = self.assistant.check(description)
        except AssistantError as error:
            return None, views.check(None, self.assistant.library, str(error)), gr.update(visible=False)
        return report, views.check(report, self.assistant.library), gr.update(visible=bool(report.precedents))

    def laws(self, trouble: str | None = None) -> str:
        """The state of the articles that the guidelines cite."""
        book, library = self.assistant.lawbook, self.assistant.library
        cited = (
            CitedArticle(book.article(law, number), library.citing(law, number))
            for law, number in library.cited_articles
        )
        return views.laws(tuple(cited), book.editions(), trouble)

    def import_laws(self, files: list[str] | None, progress: gr.Progress) -> str:
        """Import the national database's files; what is wrong with them is said, and the edition before stays."""
        if not files:
            return self.laws("請先選擇 ChLaw.zip 或 ChOrder.zip。")
        try:
            import_law_files(
                [Path(file) for file in files],
                self.assistant.lawbook.path,
                lambda _, done, total: progress(done / total, desc="匯入法規"),
            )
            self.assistant = build_assistant(default_paths(), only_if_needed=True)
        except AssistantError as error:
            return self.laws(str(error))
        return self.laws()

    def save(self, what: str) -> Callable[[str, Session | IncidentReport], str]:
        """The handler that makes the file of ``what`` ("answer", "conversation" or "check") for the browser to keep.

        It returns JSON: name, media type and content in base 64, or the trouble.
        """
        return lambda fmt, held: self._file(what, fmt, held)

    def _file(self, what: str, fmt: str, held: Session | IncidentReport) -> str:
        setting = self.assistant.memo_setting()
        try:
            memo = _memo(what, held, setting)
            content = base64.b64encode(render(memo, fmt)).decode()
        except AssistantError as error:
            return json.dumps({"trouble": str(error)})
        name = filename(memo, fmt, setting.when.date())
        return json.dumps({"name": name, "type": FORMATS[fmt].media_type, "content": content})


def _declined(answer: Answer | None) -> bool:
    return answer is not None and answer.status != "answered" and not answer.reminders


def _memo(what: str, held: Session | IncidentReport, setting: Setting) -> Memo:
    if isinstance(held, IncidentReport):
        return report_memo(held, setting)
    return answer_memo(held.answers[-1], setting) if what == "answer" else conversation_memo(held.answers, setting)
