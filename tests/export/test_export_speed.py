"""An export takes a third of a second at most once its libraries and fonts are loaded, and loads nothing before."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

import pytest

from assistant.export import FORMATS, Memo, render
from tests.conftest import ROOT

#: The median that a page's reader may wait, in seconds. Measured in processor time: other work on the machine
#: does not count.
PATIENCE = 0.3


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_warm_export_is_quick(fmt: str, memos: dict[str, Memo], request: pytest.FixtureRequest) -> None:
    if fmt == "pdf":
        request.getfixturevalue("chinese_font")

    def seconds(memo: Memo) -> float:
        start = time.process_time()
        render(memo, fmt)
        return time.process_time() - start

    for memo in memos.values():
        seconds(memo)
        assert statistics.median(seconds(memo) for _ in range(3)) < PATIENCE


def test_importing_export_loads_no_library_of_a_format() -> None:
    code = "import assistant.export, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & {"odf", "docx", "fpdf", "jinja2", "fontTools", "uharfbuzz", "lxml", "PIL", "jsonschema"}
