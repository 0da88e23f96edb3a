from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.errors import AssistantError, ExportError
from assistant.evaluation import save_plot
from tests.evaluation.reports import sample_report


def test_a_plot_is_a_png_and_the_same_every_time(tmp_path: Path):
    pytest.importorskip("matplotlib", reason="matplotlib is not part of the test installation")
    for name in ("a.png", "b.png"):
        save_plot(sample_report(), tmp_path / name)
    content = (tmp_path / "a.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert content == (tmp_path / "b.png").read_bytes()
    with pytest.raises(ExportError, match="無法寫入"):
        save_plot(sample_report(), tmp_path / "none" / "a.png")


def test_without_matplotlib_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(AssistantError, match="pip install matplotlib"):
        save_plot(sample_report(), tmp_path / "a.png")
    assert not list(tmp_path.iterdir())
