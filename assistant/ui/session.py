"""What one browser session holds: its exchanges so far, as frozen values. Pure; nothing of it is kept on disk."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.model import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn: what was typed, and the answer or the sentence that says why there is none."""

    question: str
    answer: Answer | None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """The exchanges of one browser session, oldest first; those from ``context_from`` on are context of the next."""

    exchanges: tuple[Exchange, ...] = ()
    context_from: int = 0

    def with_exchange(self, exchange: Exchange) -> Session:
        """This session and one more exchange."""
        return replace(self, exchanges=(*self.exchanges, exchange))

    @property
    def last_answer(self) -> Answer | None:
        """The newest answer, if there is one."""
        return next((e.answer for e in reversed(self.exchanges) if e.answer is not None), None)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that were answered, oldest first, since the context was last dropped."""
        return tuple(e.question for e in self.exchanges[self.context_from :] if e.answer is not None)

    @property
    def shown_reminders(self) -> tuple[tuple[str, int], ...]:
        """The reminders of the newest answer as (case, number), to which 「第二點」 may refer."""
        answer = self.last_answer
        return tuple((r.reminder.case, r.reminder.number) for r in answer.reminders) if answer else ()

    def with_last(self, answer: Answer) -> Session:
        """This session with another answer to its last question."""
        *earlier, last = self.exchanges
        return replace(self, exchanges=(*earlier, replace(last, answer=answer)))

    def without_context(self) -> Session:
        """This session, its last question and those to come read without what was asked before."""
        return replace(self, context_from=len(self.exchanges) - 1)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer, oldest first."""
        return tuple(e.answer for e in self.exchanges if e.answer is not None)
