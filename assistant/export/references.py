"""Numbering: each place in a source gets one number, in the order in which it is first quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.export.memo import Reference
from assistant.model import Case, Quotation, Reminder


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A guideline's title and the SHA-256 of its file."""

    title: str
    sha256: str


class References:
    """The references of one memo while it is put together."""

    def __init__(self, files: Mapping[str, SourceFile]) -> None:
        self._files = files
        self._numbers: dict[tuple[object, ...], int] = {}
        self._found: list[Reference] = []

    def number(self, case: str, field: str, item: int | None, quote: Quotation) -> int:
        """The number of the reference to ``quote``."""
        key = (case, field, item, quote.source, quote.span)
        if key not in self._numbers:
            self._numbers[key] = len(self._found) + 1
            file = self._files.get(quote.source, SourceFile("", ""))
            # An empty source is how a reader of contract JSON says that the place is not known.
            span = quote.span if quote.source else None
            here = Reference(len(self._found) + 1, file.title, case, field, item, quote.source, span, file.sha256)
            self._found.append(here)
        return self._numbers[key]

    def place(self, case: str, quote: Quotation) -> int:
        """The number of a reference to ``quote``, whose field is not known: an earlier one to that place, if any."""
        same = (n for key, n in self._numbers.items() if key[0] == case and key[3:] == (quote.source, quote.span))
        return next(same, None) or self.number(case, "原文", None, quote)

    def reminder(self, reminder: Reminder) -> int:
        """The number of the reference to ``reminder``."""
        return self.number(reminder.case, "叮嚀事項", reminder.number, reminder.quote)

    def title(self, case: Case) -> int:
        """The number of the reference to the title of ``case``."""
        return self.number(case.id, "案例標題", None, case.title)

    def all(self) -> tuple[Reference, ...]:
        """Every reference, by number."""
        return tuple(self._found)
