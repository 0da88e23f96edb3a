"""Breaking text into lines as Chinese is set: anywhere, but not before 「，」 or after 「（」, and not inside words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.export.memo import Line

#: What may not begin a line, and what may not end one (the usual rules of Chinese typesetting).
_NOT_FIRST = frozenset("，、。．：；！？…—～％）〕】》〉」』”’!),.:;?]}%·")
_NOT_LAST = frozenset("（〔【《〈「『“‘([{")
# Words, numbers and addresses stay together where they fit; blanks, line ends and all else stand alone.
_ATOM = re.compile(r"[A-Za-z0-9_./:@%+–\-]+|[ \t]+|\n|.", re.DOTALL)

#: Where a click leads: a web address, "#" and the name of a place in the document, or nowhere.
Target = str | None


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of text that is not broken, where a click on it leads, and its width."""

    text: str
    target: Target
    width: float


def broken(line: Line, width: float, measure: Callable[[str], float]) -> list[list[Atom]]:
    """The lines that ``line`` takes in a column ``width`` wide; ``measure`` gives a text's width in the same unit."""
    lines: list[list[Atom]] = [[]]
    room = width
    for cluster in _clusters(_atoms(line, width, measure)):
        needed = sum(atom.width for atom in cluster)
        if cluster[0].text == "\n":
            lines.append([])
            room = width
            continue
        if needed > room and lines[-1]:
            lines.append([])
            room = width
        if not lines[-1] and cluster[0].text.isspace() and len(lines) > 1:
            continue
        lines[-1].extend(cluster)
        room -= needed
    return lines


def merged(atoms: Iterable[Atom]) -> Iterator[Atom]:
    """Neighbours with one target as one atom."""
    run: list[Atom] = []
    for atom in atoms:
        if run and run[-1].target != atom.target:
            yield _joined(run)
            run = []
        run.append(atom)
    if run:
        yield _joined(run)


def _joined(run: list[Atom]) -> Atom:
    return Atom("".join(a.text for a in run), run[0].target, sum(a.width for a in run))


def _atoms(line: Line, width: float, measure: Callable[[str], float]) -> Iterator[Atom]:
    for piece in line:
        target: Target = f"#ref-{piece.reference}" if piece.reference is not None else piece.url
        words = [piece.text] if piece.reference is not None else _ATOM.findall(piece.text.replace("\t", "    "))
        for word in words:
            needed = 0.0 if word == "\n" else measure(word)
            parts = word if needed > width else (word,)
            yield from (Atom(part, target, needed if part is word else measure(part)) for part in parts)


def _clusters(atoms: Iterable[Atom]) -> Iterator[list[Atom]]:
    """Atoms that stay on one line: a character with the punctuation or the reference mark that belongs to it."""
    cluster: list[Atom] = []
    for atom in atoms:
        joins = cluster and len(cluster) < 6 and "\n" not in (atom.text, cluster[-1].text) and _joins(cluster[-1], atom)
        if cluster and not joins:
            yield cluster
            cluster = []
        cluster.append(atom)
    if cluster:
        yield cluster


def _joins(left: Atom, right: Atom) -> bool:
    is_mark = right.target is not None and right.target.startswith("#")
    return left.text in _NOT_LAST or right.text in _NOT_FIRST or (is_mark and not left.text.isspace())
