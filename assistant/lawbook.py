"""Articles with everything known of them: the registry's heading, link and notes, and the loaded edition's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.model import Article, CitedArticle
from assistant.statutes import Registry
from assistant.statutes.law_db import LawDatabase
from assistant.statutes.law_store import Edition


@dataclass(frozen=True, slots=True)
class Lawbook:
    """The registry, and the law database at ``path`` once one has been imported there.

    ``since`` is the year of the oldest guideline: what happened to an article from then on is worth a note.
    """

    registry: Registry
    path: Path
    since: int | None = None

    def article(self, law: str, number: str) -> Article:
        """The article with its text, edition and what became of it, as far as they are known.

        Raises StatuteError where the database is damaged.
        """
        article = self.registry.article(law, number)
        database = LawDatabase.open_if_loaded(self.path)
        if database is None:
            return article
        notes = [article.status]
        found = database.article_text(law, number)
        if found is not None:
            numbered = len(found.paragraphs) > 1
            lines = (f"{p.number}　{p.text}" if numbered else p.text for p in found.paragraphs)
            article = replace(article, text="\n".join(lines), edition=found.edition)
            notes += ["本法已廢止" if found.abandoned else "", found.effective_note]
        changes = database.changed_since(law, number, self.since) if self.since is not None else None
        notes.append(str(changes) if changes is not None else "")
        return replace(article, status="；".join(note for note in notes if note))

    def completed(self, cited: Iterable[CitedArticle]) -> tuple[CitedArticle, ...]:
        """``cited`` with what this book knows of each article."""
        return tuple(replace(c, article=self.article(c.article.law, c.article.number)) for c in cited)

    def editions(self) -> tuple[Edition, ...]:
        """The editions that are loaded."""
        database = LawDatabase.open_if_loaded(self.path)
        return database.status() if database is not None else ()
