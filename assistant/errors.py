"""What can go wrong, each with the sentence a user reads and the step that mends it.

Messages and remedies are in Traditional Chinese: they are shown on the page and at the prompt. Texts that a
user typed never go into them.
"""

from __future__ import annotations


class AssistantError(Exception):
    """The base of every expected trouble: ``message`` says what is wrong, ``remedy`` what to do next."""

    exit_code = 1

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}{self.remedy}"


class InputError(AssistantError):
    """What was typed or handed in cannot be used as it is."""

    exit_code = 2


class CorpusError(AssistantError):
    """A file of ``corpus/`` is missing or cannot be read; the message names file and line."""


class EncoderError(AssistantError):
    """The encoder's files are missing, damaged or of a kind that cannot be used."""


class IndexUnusableError(AssistantError):
    """The index is missing, damaged, of another version, or cannot be written."""


class IndexStaleError(IndexUnusableError):
    """The index was built from another corpus, encoder or text pipeline than the present one."""


class StatuteError(AssistantError):
    """A statute file or the law database cannot be used; an earlier edition is left as it was."""


class ExportError(AssistantError):
    """A document could not be written."""
