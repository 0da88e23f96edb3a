"""What ``corpus/`` says, read once: guidelines, cases by id, laws, and the passages of every search space. Pure."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from assistant import text
from assistant.cases import Guideline, read_guideline
from assistant.corpus import Corpus
from assistant.errors import CorpusError
from assistant.model import Case, Passage, SourceWarning
from assistant.passages import outside_passages, passages_of, phrasing_passages
from assistant.phrasings import Phrasing, read_outside, read_phrasings
from assistant.statutes import Registry, load_registry

#: A word that occurs in more than this share of the cases says nothing about which one is meant.
COMMON_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Library:
    """The corpus as values. ``passages`` maps the name of a search space to its passages, in index order."""

    corpus_sha256: str
    guidelines: tuple[Guideline, ...]
    registry: Registry
    cases: Mapping[str, Case]
    phrasings: tuple[Phrasing, ...]
    passages: Mapping[str, tuple[Passage, ...]]
    common_words: frozenset[str]

    @property
    def warnings(self) -> tuple[SourceWarning, ...]:
        """Everything odd that was seen in the guidelines."""
        return tuple(warning for guideline in self.guidelines for warning in guideline.warnings)

    @property
    def cited_articles(self) -> tuple[tuple[str, str], ...]:
        """Every article that a case cites, as (law, number), in the order of the guidelines."""
        found = (
            (citation.law, citation.number)
            for case in self.cases.values()
            for provision in case.provisions
            for citation in provision.citations
            if citation.law is not None
        )
        return tuple(dict.fromkeys(found))

    def citing(self, law: str, number: str) -> tuple[str, ...]:
        """The ids of the cases that cite article ``number`` of ``law``."""
        return tuple(
            case.id
            for case in self.cases.values()
            if any((c.law, c.number) == (law, number) for provision in case.provisions for c in provision.citations)
        )

    def called(self, names: Collection[str]) -> str | None:
        """The case that ``names``, words on the view, call: the only one that says all of them, one in its title.

        None where no case does, or several do: a guess would cite the wrong one.
        """
        if not names:
            return None
        said = [case for case in self.cases.values() if all(_says(case, name) for name in names)]
        if len(said) != 1 or not any(name in _seen(said[0].title.text) for name in names):
            return None
        return said[0].id

    @property
    def year(self) -> int | None:
        """The year of the oldest guideline, read from its title, or None where no title says one."""
        years = [int(match[0]) for g in self.guidelines if (match := re.search(r"(?:19|20)\d\d", g.title))]
        return min(years, default=None)

    def guideline_of(self, case_id: str) -> Guideline:
        """The guideline a case stands in; KeyError if there is no such case."""
        source = self.cases[case_id].title.source
        return next(guideline for guideline in self.guidelines if guideline.source.name == source)


def read_library(corpus: Corpus) -> Library:
    """Read the corpus into values. Raises CorpusError or StatuteError naming file and line."""
    text.add_words(corpus.words)
    registry = load_registry(corpus.statutes.text, corpus.statutes.name)
    guidelines = tuple(read_guideline(source, registry) for source in corpus.sources)
    cases = _cases_by_id(guidelines)
    phrasings = tuple(p for file in corpus.phrasings for p in read_phrasings(file, cases.values()))
    passages = {
        "guideline": tuple(passage for case in cases.values() for passage in passages_of(case)),
        "phrasings": tuple(passage for case in cases.values() for passage in phrasing_passages(case, phrasings)),
        "outside": outside_passages(corpus.outside, read_outside(corpus.outside)),
    }
    return Library(corpus.sha256, guidelines, registry, cases, phrasings, passages, _common_words(cases.values()))


def _says(case: Case, name: str) -> bool:
    return name in _seen(case.title.text) or (case.facts is not None and name in _seen(case.facts.text))


@functools.cache
def _seen(quoted: str) -> str:
    """The view of a quoted text, kept: made when the first turn calls a case, not at every start."""
    return text.visible(quoted)


def _cases_by_id(guidelines: Iterable[Guideline]) -> dict[str, Case]:
    cases: dict[str, Case] = {}
    for guideline in guidelines:
        for case in guideline.cases:
            if case.id in cases:
                raise CorpusError(
                    f"類型編號 {case.id} 同時出現在「{cases[case.id].title.source}」與「{guideline.source.name}」。",
                    "請改正其中一個編號後重新建立索引，否則引註會指錯案例。",
                )
            cases[case.id] = case
    return cases


def _common_words(cases: Iterable[Case]) -> frozenset[str]:
    """Words found in more than COMMON_SHARE of the cases; none where there are fewer than four cases to compare."""
    counts: Counter[str] = Counter()
    total = 0
    for case in cases:
        total += 1
        quotes = [case.title, *([case.facts] if case.facts else []), *(r.quote for r in case.reminders)]
        counts.update({word for quote in quotes for word in text.search_words(quote.text)})
    return frozenset(word for word, count in counts.items() if total > 3 and count > COMMON_SHARE * total)
