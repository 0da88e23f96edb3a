"""Progress bars on standard error for whatever takes more than a second."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

from assistant.index import Progress

T = TypeVar("T")

_NAMES = {"guideline": "指引", "phrasings": "問法", "laws": "法規"}


def tracked(items: Sequence[T], *, shown: bool) -> Iterator[T]:
    """``items`` one by one, with a bar if ``shown``."""
    from tqdm import tqdm

    yield from tqdm(items, unit="筆", delay=1.0, leave=False, disable=not shown)


@contextlib.contextmanager
def bars() -> Iterator[Progress]:
    """A progress report that shows one bar a stage; bars of stages under a second are never drawn."""
    from tqdm import tqdm

    shown: dict[str, tqdm] = {}

    def report(stage: str, done: int, total: int) -> None:
        bar = shown.get(stage)
        if bar is None:
            bar = shown[stage] = tqdm(total=total, desc=_NAMES.get(stage, stage), unit="筆", delay=1.0, leave=False)
        bar.update(done - bar.n)

    try:
        yield report
    finally:
        for bar in shown.values():
            bar.close()
