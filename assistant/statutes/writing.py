"""Citations written out: as words that parse back to the same citation, and as the JSON of the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from assistant.model import Article, Citation
from assistant.statutes.grammar import parse
from assistant.statutes.naming import reads_as_written
from assistant.statutes.referring import Context
from assistant.statutes.registry import Registry


def article_of(citation: Citation, registry: Registry) -> Article | None:
    """The article a citation names, under its law's full name; None where law or number is not known.

    Its title is the registry's heading, else the one written behind the citation.
    """
    if citation.law is None or not citation.number:
        return None
    article = registry.article(citation.law, citation.number)
    if article.title or not citation.heading:
        return article
    return Article(article.law, article.number, citation.heading, article.url, article.status)


def format_citation(citation: Citation) -> str:
    """``citation`` in words: 中華民國刑法第318條之1第2項第3款（洩密處罰）. Parsed, it gives the same citation."""
    words = _article_words(citation)
    words += f"第{citation.paragraph}項" if citation.paragraph else ""
    words += f"第{citation.subparagraph}款" if citation.subparagraph else ""
    return words + (f"（{citation.heading}）" if citation.heading else "")


def _article_words(citation: Citation) -> str:
    if not citation.number:
        return "前條"
    law = citation.law or ""
    if law and not reads_as_written(law):
        law = f"《{law}》"
    main, _, branch = citation.number.partition("-")
    return f"{law}第{main}條" + (f"之{branch}" if branch else "")


def citations_json(text: str, registry: Registry, context: Context | str | None = None) -> list[dict[str, Any]]:
    """Each citation of ``text`` as `statutes parse --json` writes it; ``number`` is null where it is not known."""
    return [
        {
            "raw": c.raw,
            "start": c.span.start,
            "end": c.span.end,
            "law": c.law,
            "number": c.number or None,
            "paragraph": c.paragraph,
            "subparagraph": c.subparagraph,
            "heading": c.heading,
            "resolved": c.resolved,
        }
        for c in parse(text, registry, context)
    ]


def unknown_laws(citations: Iterable[Citation], registry: Registry) -> dict[str, int]:
    """How often each law that the registry does not know is cited, by its name as written."""
    return dict(Counter(c.law for c in citations if c.law is not None and registry.law(c.law) is None))
