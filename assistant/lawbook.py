"""Articles with everything known of them: the registry's heading, link and notes, and the loaded edition's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.model import Article, CitedArticle, Passage, Quotation, Span
from assistant.statutes import Registry
from assistant.statutes.law_db import LawDatabase
from assistant.statutes.law_store import Edition

#: As much of an article's text is searched, in code points; what comes after are lists of cases.
EMBEDDED = 300


def _passage(law: str, number: str, embedded: str, text: str) -> Passage:
    return Passage("", "法規", None, Quotation(f"{law}#{number}", Span(0, len(text)), text), embedded)


def article_key(passage: Passage) -> tuple[str, str]:
    """The law and the article number that a passage of the law quotes."""
    law, _, number = passage.quote.source.rpartition("#")
    return law, number


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
        return self._article(law, number, LawDatabase.open_if_loaded(self.path))

    def _article(self, law: str, number: str, database: LawDatabase | None) -> Article:
        article = self.registry.article(law, number)
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
        database = LawDatabase.open_if_loaded(self.path)
        return tuple(replace(c, article=self._article(c.article.law, c.article.number, database)) for c in cited)

    def passages(self, cited: Iterable[tuple[str, str]]) -> tuple[Passage, ...]:
        """What is searched of the law: headings of the ``cited`` articles and, once loaded, all texts of those laws.

        A passage's source is 「law#number」, see :func:`article_key`.
        """
        cited = tuple(cited)
        headings = ((law, number, self.registry.article(law, number).title) for law, number in cited)
        found = [_passage(law, number, f"{law} {title}", title) for law, number, title in headings if title]
        database = LawDatabase.open_if_loaded(self.path)
        if database is None:
            return tuple(found)
        for law in dict.fromkeys(law for law, _ in cited):
            for number in database.numbers(law):
                article = database.article_text(law, number)
                if article is not None and article.text:
                    found.append(_passage(law, number, article.text[:EMBEDDED], article.text))
        return tuple(found)

    def editions(self) -> tuple[Edition, ...]:
        """The editions that are loaded."""
        database = LawDatabase.open_if_loaded(self.path)
        return database.status() if database is not None else ()
