"""Statutes: citations in running text, the laws known by name, and the national database's text of them."""

from assistant.statutes.grammar import parse
from assistant.statutes.referring import Context
from assistant.statutes.registry import Registry
from assistant.statutes.registry_file import load_registry
from assistant.statutes.writing import article_of, citations_json, format_citation, unknown_laws

__all__ = [
    "Context",
    "Registry",
    "article_of",
    "citations_json",
    "format_citation",
    "load_registry",
    "parse",
    "unknown_laws",
]
