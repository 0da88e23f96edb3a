"""Check an incident description against the precedents; :func:`check` is the way in.

Stages: mask → split into statements → encode → rank cases → align statements, compare aspects → judge reminders →
ask for what is missing. Pure: corpus, index, encoder, weights and vocabulary are passed in.
"""

from assistant.incident.report import ARTICLES_NOTE, check
from assistant.incident.vocabulary import Vocabulary, read_vocabulary
from assistant.incident.weights import Weights, load

__all__ = ["ARTICLES_NOTE", "Vocabulary", "Weights", "check", "load", "read_vocabulary"]
