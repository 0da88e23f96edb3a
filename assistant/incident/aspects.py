"""What a text says about each aspect of an incident, in words of the vocabulary, with the place. Pure.

Nothing is guessed: a value counts where its words stand unnegated; an aspect without any is not stated.
"""

from __future__ import annotations

import bisect
import functools
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant import text
from assistant.incident import quantities
from assistant.incident.quantities import Amount, Moment
from assistant.incident.statements import Statement, split, trim
from assistant.incident.vocabulary import SCALE, TIME, Vocabulary
from assistant.model import Case, Difference, Extract, Quotation, Span

#: Two scales count as alike where neither is more than this many times the other.
ALIKE = 3.0

#: An incident that states fewer values than this says too little for its share to count in full.
FEW = 6

# On the matching view, right before a word: it is denied, feared or asked about, not stated.
_DENIED = re.compile(
    r"(?:并非|不是|没有?|未曾?|尚未|并未|非|无关?|避免|以免|防止|预防|防范)(?:从|被|遭|由|因|受到?|任何|发生)?$"
)
_SUPPOSED = re.compile(r"担心|害怕|以防|为避免|如果|万一|想知道|有没有遇过|其他机关|别的机关")
# 「2015年起」 tells since when a system runs; the incident's own date is asked for first.
_SINCE = re.compile(r"\s*(?:起|以来|设置|建置|启用)")


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says about one aspect: its values in the order of the text and the statement each rests on first."""

    values: tuple[str, ...]
    places: tuple[Span, ...]
    amount: Amount | None = None

    def shifted(self, offset: int) -> Said:
        """The same in a text that has ``offset`` code points before this one."""
        return replace(self, places=tuple(place.shifted(offset) for place in self.places))

    def joined(self, other: Said) -> Said:
        """This and what ``other`` adds to it."""
        added = [i for i, value in enumerate(other.values) if value not in self.values]
        return replace(
            self,
            values=self.values + tuple(other.values[i] for i in added),
            places=self.places + tuple(other.places[i] for i in added),
        )

    def common(self, other: Said) -> tuple[str, ...]:
        """The values that both have."""
        return tuple(value for value in self.values if value in other.values)

    def place(self, first: tuple[str, ...]) -> Span:
        """Where the first of the values ``first`` stands, or of all if there are none."""
        return self.places[self.values.index(first[0])] if first else self.places[0]

    def listed(self, first: tuple[str, ...]) -> str:
        """All values in words, those in ``first`` in front."""
        return "、".join((*first, *(value for value in self.values if value not in first)))


def read(words: str, statements: Sequence[Statement], vocabulary: Vocabulary) -> dict[str, Said]:
    """Aspect to what ``statements`` of ``words`` say of it; aspects that are not stated are absent."""
    seen = text.view(words)
    found: dict[str, Said] = {}
    for aspect in vocabulary.aspects:
        places: dict[str, Span] = {}
        for value, span in aspect.words.find(seen):
            home = _home(span, statements)
            if home is not None and value not in places and not _denied(seen, span, home):
                places[value] = home
        if places:
            found[aspect.name] = Said(tuple(places), tuple(places.values()))
    found |= _scale(words, seen, statements, vocabulary)
    return found | _time(words, seen, statements)


def _home(span: Span, statements: Sequence[Statement]) -> Span | None:
    """The statement that ``span`` begins in, if it is one of ``statements``."""
    after = bisect.bisect_right(statements, span.start, key=_start)
    home = statements[after - 1].span if after else None
    return home if home is not None and span.start < home.end else None


def _start(statement: Statement) -> int:
    return statement.extract.span.start


def _denied(seen: str, span: Span, home: Span) -> bool:
    before = seen[home.start : span.start]
    return _DENIED.search(before) is not None or _SUPPOSED.search(before) is not None


def _scale(words: str, seen: str, statements: Sequence[Statement], vocabulary: Vocabulary) -> dict[str, Said]:
    """The largest number that stands in a clause about the data, or in the clause right after one."""
    near = [next(vocabulary.scale.find(s.span.of(seen)), None) is not None for s in statements]
    amounts: list[tuple[Amount, Span]] = []
    for amount in quantities.amounts(words):
        if amount.high < 2 or amount.unit[0] in "套輛" or _home(amount.span, statements) is None:
            continue
        at = bisect.bisect_right(statements, amount.span.start, key=_start) - 1
        same = at > 0 and statements[at - 1].sentence == statements[at].sentence and near[at - 1]
        if near[at] or (same and len(statements[at].text) <= len(amount.unit) + 16):
            amounts.append((amount, statements[at].span))
    if not amounts:
        return {}
    largest, home = max(amounts, key=lambda pair: pair[0].low)
    return {SCALE: Said((_scale_words(words, largest),), (home,), largest)}


def _scale_words(words: str, amount: Amount) -> str:
    stated = words[amount.span.start : amount.span.end].strip()
    plain = f"{amount.low:,}" if amount.low == amount.high else f"{amount.low:,}–{amount.high:,}"
    return stated if re.sub(r"[\s,]", "", stated).startswith(str(amount.low)) else f"{stated}（{plain}）"


def _time(words: str, seen: str, statements: Sequence[Statement]) -> dict[str, Said]:
    homes = [(m, home) for m in quantities.moments(words) if (home := _home(m.span, statements)) is not None]
    if not homes:
        return {}
    own = [(moment, home) for moment, home in homes if not _SINCE.match(seen, moment.span.end)]
    first, home = (own or homes)[0]
    return {TIME: Said((_time_words(words, first),), (home,))}


def _time_words(words: str, moment: Moment) -> str:
    stated = trim(words, moment.span).of(words)
    if moment.year is None or str(moment.year) in stated:
        return stated
    month = f" {moment.month} 月" if moment.month else ""
    return f"{stated}（西元 {moment.year} 年{month}）"


@functools.lru_cache(maxsize=4096)
def read_case(case: Case, vocabulary: Vocabulary) -> tuple[str, dict[str, Said]]:
    """The facts and title of ``case`` as one text, and what it says of each aspect, with places in that text.

    Number and date are the facts' where those give any: titles round.
    """
    parts = [part.text for part in _told(case)]
    found: dict[str, Said] = {}
    offset = 0
    for part in parts:
        for name, said in read(part, split(part), vocabulary).items():
            if name not in found:
                found[name] = said.shifted(offset)
            elif name not in (SCALE, TIME):
                found[name] = found[name].joined(said.shifted(offset))
        offset += len(part) + 1
    return "\n".join(parts), found


def _told(case: Case) -> tuple[Quotation, ...]:
    return (case.title,) if case.facts is None else (case.facts, case.title)


def _quoted(case: Case, place: Span) -> Quotation:
    """The quotation of ``place`` in the text of :func:`read_case`."""
    first = _told(case)[0]
    whole, offset = (first, 0) if place.start <= len(first.text) else (case.title, len(first.text) + 1)
    span = place.shifted(-offset)
    return Quotation(whole.source, span.shifted(whole.span.start), span.of(whole.text))


def shared_share(said: Mapping[str, Said], others: Sequence[Mapping[str, Said]]) -> list[float]:
    """For each of ``others`` how much of what ``said`` states it states too, 0 to 1; a value few have weighs more.

    Number and date tell no likeness and do not count.
    """
    values = [
        {(name, v) for name, s in other.items() if name not in (SCALE, TIME) for v in s.values} for other in others
    ]
    own = {(name, v) for name, s in said.items() if name not in (SCALE, TIME) for v in s.values}
    spread = Counter(value for found in values for value in found)
    weight = {value: math.log1p(len(others) / (1 + spread[value])) for value in sorted(own)}
    total = max(sum(weight.values()), FEW * math.log1p(len(others) / 2))
    return [sum(weight[value] for value in weight if value in found) / total for found in values]


def compare(
    incident: str, said: Mapping[str, Said], case: Case, vocabulary: Vocabulary
) -> tuple[tuple[Difference, ...], tuple[Difference, ...]]:
    """The aspects that ``case`` shares with the incident and those on which they part or one is silent.

    Dates are left out: those of two incidents always differ.
    """
    _, precedent = read_case(case, vocabulary)
    shares: list[Difference] = []
    differs: list[Difference] = []
    for name in (*(aspect.name for aspect in vocabulary.aspects), SCALE):
        ours, theirs = said.get(name), precedent.get(name)
        if ours is None and theirs is None:
            continue
        common = ours.common(theirs) if ours and theirs else ()
        alike = bool(common) or (name == SCALE and ours and theirs and _alike(ours.amount, theirs.amount))
        place = ours.place(common) if ours else None
        row = Difference(
            aspect=name,
            incident=ours.listed(common) if ours else None,
            incident_extract=Extract(place, place.of(incident)) if place else None,
            precedent=theirs.listed(common) if theirs else None,
            precedent_quote=_quoted(case, theirs.place(common)) if theirs else None,
        )
        (shares if alike else differs).append(row)
    return tuple(shares), tuple(differs)


def _alike(ours: Amount | None, theirs: Amount | None) -> bool:
    return ours is not None and theirs is not None and 1 / ALIKE <= ours.low / max(theirs.low, 1) <= ALIKE
