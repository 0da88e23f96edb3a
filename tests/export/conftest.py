"""Memos of the shipped guideline, and tools that this computer may lack."""

from __future__ import annotations

import os
import shutil

import pytest

from assistant.errors import ExportError
from assistant.export import Memo, fonts
from assistant.library import Library
from tests.export import samples


def missing(what: str) -> None:
    """Skip for want of ``what``; on CI, where all is installed, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing on CI")
    pytest.skip(f"needs {what}, which is not installed here")


@pytest.fixture(scope="session")
def memos(library: Library) -> dict[str, Memo]:
    return samples.memos(library)


@pytest.fixture(scope="session")
def chinese_font() -> fonts.Face:
    try:
        return fonts.chinese_face()
    except ExportError:
        missing("a Traditional Chinese font (fonts-noto-cjk)")
        raise


@pytest.fixture(scope="session")
def soffice() -> str:
    found = shutil.which("soffice")
    if found is None:
        missing("LibreOffice (libreoffice-writer-nogui)")
    return found or ""
