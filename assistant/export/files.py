"""Names of exported files, and writing them so that nothing is lost: whole or not at all, never over another."""

from __future__ import annotations

import os
import re
import secrets
from datetime import date
from pathlib import Path

from assistant.errors import ExportError

# Not in a Windows file name: these, control characters, and a point or blank at the end.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def file_name(kind: str, topic: str, extension: str, day: date) -> str:
    """「20261123-指引問答-個資通知.odt」: safe on Windows, macOS and Linux."""
    safe = _FORBIDDEN.sub("", topic).strip(" .")
    parts = [f"{day:%Y%m%d}", kind, *([safe] if safe else [])]
    return "-".join(parts) + f".{extension}"


def write_whole(path: Path, content: bytes, force: bool = False) -> None:
    """Write ``content`` to ``path`` at once: a crash leaves the old file or the new one, never half of one.

    Raises ExportError if ``path`` exists and ``force`` is not set, or if it cannot be written.
    """
    try:
        _write(path, content, force)
    except FileExistsError:
        remedy = "請換一個檔名；確定要取代它，請加上 --force。"
        raise ExportError(f"檔案「{path}」已經存在，沒有覆寫。", remedy) from None
    except OSError as error:
        remedy = "請確認資料夾存在、可以寫入，而且磁碟還有空間，或換一個位置。"
        raise ExportError(f"無法寫入「{path}」（{error.strerror or error}）。", remedy) from error


def _write(path: Path, content: bytes, force: bool) -> None:
    if not force and path.exists():
        raise FileExistsError
    beside = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        # Not by tempfile: its files stay private when they are moved into place.
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _move(beside, path, force)
    finally:
        beside.unlink(missing_ok=True)


def _move(beside: Path, path: Path, force: bool) -> None:
    if force:
        os.replace(beside, path)
        return
    try:
        # Unlike a move, a hard link never replaces a file that has appeared meanwhile.
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links (FAT, some network shares).
        if path.exists():
            raise FileExistsError from None
        os.replace(beside, path)
