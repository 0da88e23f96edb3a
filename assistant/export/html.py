"""A memo as one HTML file that needs no other: styles inside, no scripts, printable."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from assistant.export.memo import Memo

if TYPE_CHECKING:
    import jinja2


@functools.cache
def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("assistant", "export"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["a"] = lambda block, name: type(block).__name__ == name
    return environment.get_template("memo.html")


def render(memo: Memo) -> bytes:
    """``memo`` as HTML in UTF-8."""
    return _template().render(memo=memo).encode()
