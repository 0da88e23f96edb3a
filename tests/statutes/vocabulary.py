"""A small vocabulary for these tests: a registry of four laws, and citations as short tuples."""

from __future__ import annotations

from assistant.statutes import Context, Registry, parse
from assistant.statutes.registry import Law, StatusNote

PRIVACY, CRIMINAL, CIVIL, RULES = "個人資料保護法", "中華民國刑法", "民法", "個人資料保護法施行細則"
NOTE = StatusNote(("12",), "修正公布，施行日期由行政院定之", "2025-11-11", "某網頁", "2026-10-09")
LAWS = Registry(
    (
        Law(PRIVACY, ("個資法",), "I0050021", headings={"12": "通知"}, notes=(NOTE,)),
        Law(RULES, (), "I0050022"),
        Law(CRIMINAL, ("刑法", "我國刑法"), "C0000001", not_after="罪行国", not_before="定典"),
        Law(CIVIL, ("中華民國民法",), "B0000001", not_after="国人", not_before="官典"),
        Law("國民法官法"),
    )
)


def cited(text: str, context: Context | str | None = None) -> list[tuple[str | None, str]]:
    """Law and number of each citation."""
    return [(c.law, c.number) for c in parse(text, LAWS, context)]


def numbers(text: str, context: Context | str | None = None) -> list[str]:
    """The numbers alone."""
    return [c.number for c in parse(text, LAWS, context)]


def parts(text: str, context: Context | str | None = None) -> list[tuple[str, int | None, int | None]]:
    """Number, 項 and 款 of each citation."""
    return [(c.number, c.paragraph, c.subparagraph) for c in parse(text, LAWS, context)]


def raws(text: str, context: Context | str | None = None) -> list[str]:
    """The words that name each citation."""
    return [c.raw for c in parse(text, LAWS, context)]


def headings(text: str) -> list[str | None]:
    """The heading of each citation."""
    return [c.heading for c in parse(text, LAWS)]
