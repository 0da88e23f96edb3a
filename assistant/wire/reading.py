"""Reading back what :mod:`assistant.wire` writes, with a message that names what is missing or wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from assistant.errors import InputError
from assistant.model import (
    Answer,
    Article,
    Band,
    Case,
    ChecklistItem,
    CitedArticle,
    Difference,
    Extract,
    Field,
    IncidentReport,
    MissingFact,
    Precedent,
    Provenance,
    Quotation,
    QuotedPassage,
    RankedCase,
    RankedReminder,
    Reminder,
    Span,
    StatementMatch,
    Status,
    TaskState,
)

T = TypeVar("T")
_REMEDY = "請使用 ask --json 或 check --json 的輸出，不要更動其中的欄位。"
_KINDS = {str: "文字", int: "整數", float: "數字", dict: "物件", list: "陣列"}


@dataclass(frozen=True, slots=True)
class _Node:
    """An object of the JSON and its path, such as ``reminders[2]``."""

    content: dict[str, Any]
    path: str = ""

    def _where(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def value(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value under ``key``; ``default`` where the key is absent. Raises InputError if it is of another kind."""
        found = self.content.get(key, default)
        if found is None and key not in self.content:
            raise InputError(f"JSON 缺少「{self._where(key)}」。", _REMEDY)
        accepted = (int, float) if kind is float else (kind,)
        if not isinstance(found, accepted) or isinstance(found, bool):
            raise InputError(f"JSON 的「{self._where(key)}」應該是{_KINDS[kind]}。", _REMEDY)
        return found  # type: ignore[return-value]

    def optional(self, key: str, kind: type[T]) -> T | None:
        """The value under ``key``, or None where it is absent or null."""
        return None if self.content.get(key) is None else self.value(key, kind)

    def word(self, key: str, allowed: Any) -> Any:  # noqa: ANN401 - a Literal type cannot be a parameter's type
        """The value under ``key``, one of the words of the Literal ``allowed``."""
        found = self.value(key, str)
        if found not in get_args(allowed):
            words = "、".join(get_args(allowed))
            raise InputError(f"JSON 的「{self._where(key)}」應該是：{words}。", _REMEDY)
        return found

    def node(self, key: str) -> _Node:
        """The object under ``key``."""
        return _Node(self.value(key, dict), self._where(key))

    def each(self, key: str, required: bool = True) -> Iterator[_Node]:
        """The objects of the array under ``key``."""
        for i, item in enumerate(self.value(key, list, None if required else [])):
            if not isinstance(item, dict):
                raise InputError(f"JSON 的「{self._where(key)}[{i}]」應該是物件。", _REMEDY)
            yield _Node(item, f"{self._where(key)}[{i}]")

    def items(self, key: str, read: Callable[[_Node], T], required: bool = True) -> tuple[T, ...]:
        """The array under ``key``, each object read by ``read``."""
        return tuple(read(node) for node in self.each(key, required))


def from_json(content: object) -> Answer | IncidentReport:
    """The answer or report that ``content`` (an object as written by :mod:`assistant.wire`) stands for.

    Its cases hold their id and title only. Raises InputError naming the key that is missing or wrong.
    """
    if not isinstance(content, dict):
        raise InputError("這份 JSON 不是物件。", _REMEDY)
    node = _Node(content)
    return _report(node) if "precedents" in content else _answer(node)


def _answer(node: _Node) -> Answer:
    question = node.value("question", str)
    return Answer(
        question=question,
        searched=node.value("searched", str, question),
        status=node.word("status", Status),
        reason=node.optional("reason", str),
        cases=node.items("cases", _ranked_case),
        reminders=node.items("reminders", _ranked_reminder),
        passages=node.items("passages", _passage),
        articles=node.items("articles", _article),
        provenance=_provenance(node),
        laws=tuple(cited.article for cited in node.items("laws", _article, required=False)),
        unstated=node.optional("unstated", str),
    )


def _report(node: _Node) -> IncidentReport:
    return IncidentReport(
        incident=node.value("question", str),
        status=node.word("status", Status),
        reason=node.optional("reason", str),
        cases=node.items("cases", _ranked_case),
        precedents=node.items("precedents", _precedent),
        articles=node.items("articles", _article),
        checklist=node.items("checklist", _checklist_item),
        missing=node.items("missing", lambda n: MissingFact(n.value("fact", str), n.value("why", str))),
        provenance=_provenance(node),
    )


def _span(node: _Node, text: str) -> Span:
    span = Span(node.value("start", int), node.value("end", int))
    if span.start < 0 or span.end - span.start != len(text):
        raise InputError(f"JSON 的「{node.path}」的 start、end 與文字的字數不符。", _REMEDY)
    return span


def _quotation(node: _Node, source: str | None = None) -> Quotation:
    text = node.value("text", str)
    return Quotation(node.value("source", str, source), _span(node, text), text)


def _extract(node: _Node) -> Extract:
    text = node.value("text", str)
    return Extract(_span(node, text), text)


def _case(node: _Node) -> Case:
    title = node.value("title", str)
    span = _span(node, title) if "source" in node.content else Span(0, 0)
    return Case(node.value("id", str), Quotation(node.value("source", str, ""), span, title), None, (), ())


def _ranked_case(node: _Node) -> RankedCase:
    return RankedCase(_case(node), node.value("closeness", float), node.word("band", Band))


def _reminder(node: _Node) -> Reminder:
    return Reminder(node.value("case", str), node.value("number", int), _quotation(node))


def _ranked_reminder(node: _Node) -> RankedReminder:
    closeness = node.value("closeness", float)
    return RankedReminder(_reminder(node), closeness, _band(node, closeness))


def _band(node: _Node, closeness: float) -> Band:
    from assistant import fusion

    found: Band = node.word("band", Band) if "band" in node.content else fusion.band(closeness)
    return found


def _passage(node: _Node) -> QuotedPassage:
    return QuotedPassage(
        node.value("case", str), node.word("field", Field), node.optional("number", int), _quotation(node)
    )


def _article(node: _Node) -> CitedArticle:
    article = Article(
        law=node.value("law", str),
        number=node.value("number", str),
        title=node.value("title", str, ""),
        url=node.optional("url", str),
        status=node.value("status", str, ""),
        text=node.value("text", str, ""),
        edition=node.value("edition", str, ""),
    )
    cited_by = node.value("cited_by", list)
    if not all(isinstance(case, str) for case in cited_by):
        raise InputError(f"JSON 的「{node.path}.cited_by」應該是文字的陣列。", _REMEDY)
    return CitedArticle(article, tuple(cited_by))


def _provenance(node: _Node) -> Provenance:
    corpus, encoder = node.node("corpus"), node.node("encoder")
    return Provenance(
        corpus.value("sha256", str),
        corpus.value("built_at", str),
        encoder.value("name", str),
        encoder.value("sha256", str),
    )


def _precedent(node: _Node) -> Precedent:
    case = _case(node)

    def match(item: _Node) -> StatementMatch:
        words = item.node("precedent")
        place = words.word("field", Field), words.optional("number", int)
        quote = _quotation(words, case.title.source)
        return StatementMatch(_extract(item.node("incident")), *place, quote, item.value("closeness", float))

    return Precedent(
        case=case,
        closeness=node.value("closeness", float),
        band=node.word("band", Band),
        matches=node.items("matches", match),
        differs=node.items("differs", _difference),
        shares=node.items("shares", _difference, required=False),
    )


def _difference(node: _Node) -> Difference:
    return Difference(
        aspect=node.value("aspect", str),
        incident=node.optional("incident", str),
        incident_extract=_extract(node.node("incident_extract")) if node.content.get("incident_extract") else None,
        precedent=node.optional("precedent", str),
        precedent_quote=_quotation(node.node("precedent_quote")) if node.content.get("precedent_quote") else None,
    )


def _checklist_item(node: _Node) -> ChecklistItem:
    case, number, text = node.value("case", str), node.value("number", int), node.value("text", str)
    placed = "source" in node.content
    quote = _quotation(node) if placed else Quotation("", Span(0, 0), text)
    return ChecklistItem(
        reminder=Reminder(case, number, quote),
        state=node.word("state", TaskState),
        evidence=_extract(node.node("evidence")) if node.content.get("evidence") else None,
        same_as=node.items("same_as", _reminder, required=False),
    )
