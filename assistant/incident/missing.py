"""Which facts a description does not state. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from assistant import text
from assistant.incident.aspects import Said
from assistant.incident.vocabulary import Vocabulary
from assistant.model import MissingFact


def missing(incident: str, said: Mapping[str, Said], vocabulary: Vocabulary) -> tuple[MissingFact, ...]:
    """The facts of ``vocabulary`` that neither an aspect nor a word of ``incident`` states, in its order."""
    seen = text.view(incident)
    return tuple(
        MissingFact(fact.name, fact.why)
        for fact in vocabulary.facts
        if fact.aspect not in said and next(fact.words.find(seen), None) is None
    )
