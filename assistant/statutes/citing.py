"""What a citation is made of while it is being read: items, the law they belong to, and how ranges are filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

#: A range wider than this names its two ends only: nobody cites a hundred articles by name.
WIDEST_RANGE = 100
#: Articles that ranges may add to one text; a text of nothing but ranges would otherwise fill the memory.
MOST_FILLED_IN = 10_000


@dataclass(frozen=True, slots=True)
class Item:
    """One article, or one 項 or 款 of it, named by ``dense[start:end]``. ``number`` is "" where it is not known."""

    law: str | None
    number: str
    start: int
    end: int
    paragraph: int | None = None
    subparagraph: int | None = None
    heading: str | None = None

    def covering(self, start: int, end: int) -> Item:
        """The same, named by ``dense[start:end]``."""
        return replace(self, start=start, end=end)

    def counting(self, unit: str, value: int) -> Item:
        """The same article's 項 or 款 ``value``."""
        return replace(self, paragraph=value, subparagraph=None) if unit == "项" else replace(self, subparagraph=value)

    def counted(self, unit: str) -> int | None:
        """Its own 項 or 款, or None where it names none."""
        return self.paragraph if unit == "项" else self.subparagraph


def split_number(number: str) -> tuple[int, int]:
    """("318-1") → (318, 1); ("12") → (12, 0)."""
    main, _, branch = number.partition("-")
    return int(main), int(branch or 0)


def join_number(main: int, branch: int) -> str:
    """(318, 1) → "318-1"; (12, 0) → "12"."""
    return f"{main}-{branch}" if branch else str(main)


def between(first: str, last: str) -> tuple[str, ...]:
    """The article numbers after ``first`` up to ``last``: whole articles, and the branches that the ends name.

    Which other branches a law has in between is not known here. A range that runs backwards or is wider than
    WIDEST_RANGE gives ``last`` alone.
    """
    (main, branch), (last_main, last_branch) = split_number(first), split_number(last)
    if main == last_main and branch < last_branch <= WIDEST_RANGE:
        return tuple(join_number(main, b) for b in range(branch + 1, last_branch + 1))
    if main < last_main <= main + WIDEST_RANGE and last_branch <= WIDEST_RANGE:
        whole = (str(n) for n in range(main + 1, last_main + 1))
        return (*whole, *(join_number(last_main, b) for b in range(1, last_branch + 1)))
    return (last,)


def counted_between(first: int, last: int) -> tuple[int, ...]:
    """The 項 or 款 after ``first`` up to ``last``; ``last`` alone where the range runs backwards or is too wide."""
    return tuple(range(first + 1, last + 1)) if first < last <= first + WIDEST_RANGE else (last,)


def preceding(here: str, back: int) -> tuple[str, ...]:
    """The ``back`` articles before ``here``, in order; () where that runs past article 1 or into unknown branches."""
    main, branch = split_number(here)
    if branch:
        numbers = [join_number(main, b) for b in range(branch - back, branch)]
        return tuple(numbers) if branch >= back else ()
    return tuple(str(n) for n in range(main - back, main)) if main > back else ()


def in_order(numbers: tuple[str, ...], here: str, back: int) -> tuple[str, ...]:
    """The ``back`` articles before ``here`` as ``numbers`` have them; counted where those do not reach back so far."""
    place = numbers.index(here) if here in numbers else -1
    return numbers[place - back : place] if place >= back else preceding(here, back)


def unbroken(numbers: list[str]) -> tuple[str, ...]:
    """The end of ``numbers`` in which each follows on the one before (12, 12-1, 12-2, 13), as in a law read through."""
    run = numbers[-1:]
    for number in reversed(numbers[:-1]):
        (main, branch), (next_main, next_branch) = split_number(number), split_number(run[0])
        if (next_main, next_branch) not in ((main, branch + 1), (main + 1, 0)):
            break
        run.insert(0, number)
    return tuple(run)


def following(numbers: tuple[str, ...], here: str) -> tuple[str, ...]:
    """The article after ``here``, or () where ``numbers`` do not tell."""
    if here in numbers[:-1]:
        place = numbers.index(here) + 1
        return numbers[place : place + 1]
    main, branch = split_number(here)
    return (join_number(main, branch + 1),) if branch else (str(main + 1),)


def distinct_articles(items: list[Item]) -> Iterator[list[int]]:
    """The places in ``items`` of each article, in the order in which the articles come."""
    places: dict[tuple[str | None, str], list[int]] = {}
    for place, item in enumerate(items):
        places.setdefault((item.law, item.number), []).append(place)
    yield from places.values()
