"""Articles with everything known of them: the registry's heading, link and notes, and the loaded edition's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.model import Article, CitedArticle
from assistant.statutes import Registry
from assistant.statutes.law_db import LawDatabase
from assistant.statutes.law_store import Edition


@dataclass(frozen=True)
class Lawbook:
    """The registry, and the law database where one has been imported. ``since`` is the year of the oldest guideline."""

    registry: Registry
    database: LawDatabase | None
    since: int | None = None

    def article(self, law: str, number: str) -> Article:
        """The article with its text, edition and what became of it since the guideline, as far as they are known."""
        article = self.registry.article(law, number)
        if self.database is None:
            return article
        found = self.database.article_text(law, number)
        notes = [article.status]
        if found is not None:
            text = (
                "\n".join(f"{p.number}　{p.text}" for p in found.paragraphs)
                if len(found.paragraphs) > 1
                else found.text
            )
            article = replace(article, text=text, edition=found.edition)
            notes += ["本法已廢止" if found.abandoned else "", found.effective_note]
        changes = self.database.changed_since(law, number, self.since) if self.since is not None else None
        notes.append(str(changes) if changes is not None else "")
        return replace(article, status="；".join(note for note in notes if note))

    def completed(self, cited: Iterable[CitedArticle]) -> tuple[CitedArticle, ...]:
        """``cited`` with what this book knows of each article."""
        return tuple(replace(c, article=self.article(c.article.law, c.article.number)) for c in cited)

    def editions(self) -> tuple[Edition, ...]:
        """The editions that are loaded."""
        return self.database.status() if self.database is not None else ()


def open_lawbook(registry: Registry, path: Path, since: int | None = None) -> Lawbook:
    """The lawbook over the database at ``path``, if there is one. Raises StatuteError where it is damaged."""
    return Lawbook(registry, LawDatabase.open_if_loaded(path), since)
