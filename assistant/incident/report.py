"""From a description to its report: what it resembles, what is done and open, and what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant import fusion, privacy, text, vagueness
from assistant.errors import InputError
from assistant.incident import aspects, precedents
from assistant.incident.aspects import Said
from assistant.incident.checklist import checklist
from assistant.incident.likeness import Description, describe
from assistant.incident.missing import missing
from assistant.incident.precedents import Candidate
from assistant.incident.statements import Statement, split
from assistant.incident.vocabulary import Vocabulary
from assistant.incident.weights import Weights
from assistant.model import Case, CitedArticle, IncidentReport, Precedent, Provenance, RankedCase, Status
from assistant.statutes import Registry

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.retrieval import Retriever

#: The longest description, in code points.
LIMIT = 20_000
#: Cases listed, precedents shown, and how close the second and third must be.
CASES, PRECEDENTS, PRECEDENT_FROM = 6, 3, fusion.MEDIUM
#: Fewer words of substance than this tell no incident.
CONTENT_WORDS = 4
#: Whether there is any substance shows in the first so many characters.
GLANCE = 400
#: The least share of Chinese characters among letters and digits.
CHINESE = 0.2

#: To be shown beside the articles.
ARTICLES_NOTE = "以上是所列先例在指引中對應的條文，不是對本事件的法律認定；條文是否適用，請由權責單位判斷。"

_EMPTY = ("還沒有輸入事件描述。", "請貼上發生了什麼事：何時、哪個系統或管道、什麼資料、怎麼發現、做了哪些處置。")
_NUMBERS = "這段內容幾乎都是數字或符號，看不出發生了什麼事。請用文字寫下：何時、哪個系統、什麼資料、怎麼發現的。"
_LANGUAGE = "這段內容大多不是中文，而先例都是中文，無法可靠比對。請改用中文描述發生了什麼事。"
_VAGUE = "描述太短或沒有具體內容，無法比對先例。請補上：發生了什麼事、牽涉什麼資料、經由哪個系統或管道、怎麼發現的。"
_NONE = (
    "沒有夠接近的先例，因此不列檢核清單與條文。仍列出最接近的幾個案例供查閱；"
    "如果事件確實牽涉資料外洩，請補寫資料種類、經由哪個管道與事情經過，再比對一次。"
)
_CHINESE_CHARACTER = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def checked(description: str) -> str:
    """``description`` without surrounding white space. Raises InputError if it is empty or longer than LIMIT."""
    description = description.strip()
    if text.is_blank(description):
        raise InputError(*_EMPTY)
    if len(description) > LIMIT:
        raise InputError(
            f"事件描述太長（{len(description):,} 字，上限 {LIMIT:,} 字）。",
            "請只貼事件經過，附件、名冊與往來公文不必貼上；50 到 5,000 字最合適。",
        )
    return description


def check(
    description: str,
    library: Library,
    retriever: Retriever,
    provenance: Provenance,
    weights: Weights,
    vocabulary: Vocabulary,
    *,
    phrasings: bool = True,
) -> IncidentReport:
    """What the precedents say to ``description``, personal data masked first; its spans count in the masked text.

    Raises InputError where there is nothing to read or more than LIMIT code points.
    """
    incident = privacy.mask(checked(description))
    unreadable = _unreadable(incident)
    if unreadable is not None:
        return IncidentReport(incident, "too_vague", unreadable, (), (), (), (), (), provenance)
    told = compared(split(incident), vocabulary)
    encoded = describe(told, retriever.encoder)
    said = aspects.read(incident, told, vocabulary)
    ranked = precedents.rank(encoded, said, library.cases, retriever, weights, vocabulary, phrasings=phrasings)
    if not ranked:
        return IncidentReport(incident, "too_vague", _VAGUE, (), (), (), (), (), provenance)
    status: Status = "answered" if ranked[0].closeness >= weights.answer_from else "no_precedent"
    shown = _shown(ranked) if status == "answered" else ()
    cases = [library.cases[candidate.case] for candidate in shown]
    return IncidentReport(
        incident=incident,
        status=status,
        reason=None if shown else _NONE,
        cases=tuple(_ranked_case(candidate, library.cases) for candidate in ranked[:CASES]),
        precedents=tuple(
            _precedent(candidate, incident, said, encoded, library, retriever, weights, vocabulary)
            for candidate in shown
        ),
        articles=_articles(cases, library.registry),
        checklist=checklist(incident, encoded, cases, retriever, weights, phrasings=phrasings) if cases else (),
        missing=missing(incident, said, vocabulary) if shown else (),
        provenance=provenance,
    )


def _unreadable(incident: str) -> str | None:
    """Why ``incident`` cannot be compared, if it cannot."""
    letters = [c for c in incident if c.isalnum()]
    digits = sum(c.isdecimal() for c in letters)
    chinese = len(_CHINESE_CHARACTER.findall(incident))
    if letters and digits + chinese == len(letters) and chinese < CHINESE * len(letters):
        return _NUMBERS
    if chinese < CHINESE * len(letters):
        return _NUMBERS if digits > len(letters) / 2 else _LANGUAGE
    words = {word for word in vagueness.content_words(incident[:GLANCE]) if len(word) > 1 or word.isalnum()}
    return _VAGUE if len(words) < CONTENT_WORDS else None


def compared(statements: Sequence[Statement], vocabulary: Vocabulary) -> tuple[Statement, ...]:
    """The statements that tell what happened: requests and chains of reporting would match any case."""
    kept = tuple(s for s in statements if next(vocabulary.aside.find(text.view(s.text)), None) is None)
    return kept or tuple(statements)


def _shown(ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    close = [c for i, c in enumerate(ranked) if i == 0 or c.closeness >= PRECEDENT_FROM]
    return tuple(close[:PRECEDENTS])


def _ranked_case(candidate: Candidate, cases: Mapping[str, Case]) -> RankedCase:
    return RankedCase(cases[candidate.case], candidate.closeness, fusion.band(candidate.closeness))


def _precedent(
    candidate: Candidate,
    incident: str,
    said: Mapping[str, Said],
    encoded: Description,
    library: Library,
    retriever: Retriever,
    weights: Weights,
    vocabulary: Vocabulary,
) -> Precedent:
    case = library.cases[candidate.case]
    shares, differs = aspects.compare(incident, said, case, vocabulary)
    return Precedent(
        case=case,
        closeness=candidate.closeness,
        band=fusion.band(candidate.closeness),
        matches=precedents.matches(case.id, encoded, retriever, weights),
        differs=differs,
        shares=shares,
    )


def _articles(cases: Sequence[Case], registry: Registry) -> tuple[CitedArticle, ...]:
    """The articles that ``cases`` cite, those cited by most first, else in the order of the cases."""
    cited_by: dict[tuple[str, str], list[str]] = {}
    for case in cases:
        for provision in case.provisions:
            for citation in provision.citations:
                if citation.law is not None:
                    by = cited_by.setdefault((citation.law, citation.number), [])
                    by.extend([] if case.id in by else [case.id])
    ordered = sorted(cited_by, key=lambda key: -len(cited_by[key]))
    return tuple(CitedArticle(registry.article(law, number), tuple(cited_by[law, number])) for law, number in ordered)
