"""LibreOffice, as a second opinion: what it opens and saves again has lost nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from assistant.export import Memo, write
from tests.export.found import Found
from tests.export.office_readers import read_docx, read_odt
from tests.export.samples import nasty
from tests.export.test_export_formats import squeezed

TEXT = "<b>&amp;</b> =1+1 𡍼😀\t三格   \n第二行 {nb} \\ | # שלום"


@pytest.fixture(scope="module")
def saved_again(soffice: str, memos: dict[str, Memo], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each memo as ODT, opened and saved by LibreOffice from our ODT and from our DOCX."""
    folder = tmp_path_factory.mktemp("libreoffice")
    for fmt in ("odt", "docx"):
        (folder / fmt).mkdir()
        for kind, memo in {**memos, "nasty": nasty(TEXT)}.items():
            write(memo, fmt, folder / fmt / f"{kind}.{fmt}")
        save_again(soffice, folder, fmt)
    return folder


def save_again(soffice: str, folder: Path, fmt: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "odt", "--outdir", str(folder / f"from-{fmt}")]
    command += map(str, sorted((folder / fmt).iterdir()))
    home = {**os.environ, "HOME": str(folder)}
    done = subprocess.run(command, capture_output=True, timeout=300, env=home, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")


def both(folder: Path, fmt: str, kind: str) -> tuple[Found, Found]:
    """What we wrote, and what LibreOffice made of it."""
    ours = (folder / fmt / f"{kind}.{fmt}").read_bytes()
    theirs = (folder / f"from-{fmt}" / f"{kind}.odt").read_bytes()
    return (read_odt if fmt == "odt" else read_docx)(ours), read_odt(theirs)


@pytest.mark.parametrize("kind", ["answer", "declined", "conversation", "check", "nasty"])
@pytest.mark.parametrize("fmt", ["odt", "docx"])
def test_nothing_is_lost(saved_again: Path, fmt: str, kind: str) -> None:
    ours, theirs = both(saved_again, fmt, kind)
    assert squeezed(theirs.text) == squeezed(ours.text)
    assert theirs.headings == ours.headings
    assert theirs.tables == ours.tables
    assert theirs.links == ours.links


@pytest.mark.parametrize("kind", ["answer", "check"])
def test_references_still_lead_to_their_places(saved_again: Path, kind: str) -> None:
    ours, theirs = both(saved_again, "odt", kind)
    assert theirs.marks == ours.marks
    assert theirs.places == ours.places == set(ours.marks)
