"""Names of exported files, and writing them whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ExportError
from assistant.export import FORMATS, Memo, filename, files, render, write
from assistant.export.files import file_name, write_whole

DAY = date(2026, 11, 23)


def test_a_name_tells_day_kind_and_topic() -> None:
    assert file_name("指引問答", "個資通知", "odt", DAY) == "20261123-指引問答-個資通知.odt"
    assert file_name("事件比對", "", "pdf", DAY) == "20261123-事件比對.pdf"


def test_a_memo_names_its_file(memos: dict[str, Memo]) -> None:
    assert filename(memos["answer"], "odt", DAY) == "20261123-指引問答-民眾王○○的資料被駭客偷走.odt"
    assert filename(memos["conversation"], "md", DAY).startswith("20261123-指引對話-")
    assert filename(memos["check"], "docx", DAY).startswith("20261123-事件比對-")


@given(st.text())
def test_any_topic_gives_a_name_that_windows_takes(topic: str) -> None:
    name = file_name("指引問答", topic[:16], "odt", DAY)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert name.endswith(".odt") and not name.removesuffix(".odt").endswith((" ", "."))
    # 255 is a file name's limit, in bytes on Linux; a code point has at most four.
    assert len(name.encode("utf-8", "surrogatepass")) <= 255


@pytest.mark.parametrize("fmt", [f for f in FORMATS if f != "pdf"])
def test_a_file_holds_what_is_rendered(tmp_path: Path, memos: dict[str, Memo], fmt: str) -> None:
    path = write(memos["declined"], fmt, tmp_path / f"備忘.{fmt}")
    if fmt not in ("odt", "docx"):  # whose archives tell the time
        assert path.read_bytes() == render(memos["declined"], fmt)
    assert path.stat().st_size > 1000
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_file_is_not_overwritten_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_whole(path, b"one")
    with pytest.raises(ExportError) as trouble:
        write_whole(path, b"two")
    assert "已經存在" in trouble.value.message and "--force" in trouble.value.remedy
    assert path.read_bytes() == b"one"
    write_whole(path, b"two", force=True)
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    monkeypatch.setattr(files.os, "fsync", lambda _: path.write_bytes(b"theirs"))
    with pytest.raises(ExportError, match="已經存在"):
        write_whole(path, b"ours")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.md", b"x")
    (tmp_path / "usual").write_bytes(b"x")
    assert stat.S_IMODE((tmp_path / "a.md").stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)


def failing(code: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_disk_that_cannot_be_written_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(files.os, "fsync", failing(code))
    with pytest.raises(ExportError) as trouble:
        write_whole(path, b"new", force=True)
    assert os.strerror(code) in trouble.value.message and "空間" in trouble.value.remedy
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(files.os, "link", failing(code))
    write_whole(tmp_path / "a.md", b"x")
    assert (tmp_path / "a.md").read_bytes() == b"x"
    with pytest.raises(ExportError, match="已經存在"):
        write_whole(tmp_path / "a.md", b"y")


def test_no_such_folder_and_a_folder_in_the_way(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="無法寫入"):
        write_whole(tmp_path / "none" / "a.md", b"x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError):
        write_whole(tmp_path / "folder", b"x", force=True)
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_a_read_only_folder(tmp_path: Path) -> None:
    # The superuser may write anywhere but into the kernel's own folders.
    folder = Path("/sys") if hasattr(os, "geteuid") and os.geteuid() == 0 else tmp_path
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ExportError, match="無法寫入"):
            write_whole(folder / "a.md", b"x")
    finally:
        tmp_path.chmod(0o700)


def test_an_unknown_format_is_named_with_the_known_ones(memos: dict[str, Memo]) -> None:
    with pytest.raises(ExportError) as trouble:
        render(memos["declined"], "rtf")
    assert "rtf" in trouble.value.message and all(fmt in trouble.value.remedy for fmt in FORMATS)
