"""The national database's bulk file as a stream of bytes: a ZIP of JSON files, or a JSON file, with or without a BOM.

What comes in was downloaded and uploaded by people: nothing is unpacked to disk, sizes are checked before and while
reading, and whatever is wrong ends in a StatuteError that says what.
"""

from __future__ import annotations

import contextlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from assistant.errors import StatuteError

try:
    from lzma import LZMAError
except ImportError:  # a Python built without it; zipfile then refuses such a member by itself
    LZMAError = zlib.error  # type: ignore[misc,assignment]

#: The full national files are 40 to 200 MB; ten times that is no law file.
LARGEST_FILE = 1 << 30
#: Chinese JSON packs to a quarter or a tenth; a hundredth is a bomb.
HIGHEST_RATIO = 60
#: No law is longer than this: what is read before a law ends stays in memory.
LARGEST_LAW = 8 << 20
#: Openings of lists and objects in one read (64 KiB: an article takes 57 bytes at least, so 1,150) and openings less
#: closings in one law. ijson keeps every ancestor's path: 200,000 levels took 128 GB of memory.
MOST_OPENINGS = 4_000
DEEPEST = 1_000
_MOST_MEMBERS = 20
_BOM = b"\xef\xbb\xbf"
_REMEDY = "請自全國法規資料庫「下載專區」重新下載 ChLaw.zip 或 ChOrder.zip 再匯入；先前匯入的版本仍在使用。"


def refuse(reason: str) -> StatuteError:
    """The error for a file that is refused whole."""
    return StatuteError(f"法規檔沒有匯入：{reason}。", _REMEDY)


@dataclass(slots=True)
class Metered:
    """A byte stream that counts: bytes in all, bytes since a law ended, levels of nesting open since then.

    ``tell`` is given the bytes read so far after every read.
    """

    source: IO[bytes]
    tell: Callable[[int], None]
    total: int = 0
    since_law: int = 0
    depth: int = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises StatuteError where the file is longer or a law larger than any can be."""
        chunk = self.source.read(size)
        if self.total == 0 and chunk.startswith(_BOM):
            chunk = chunk[len(_BOM) :] or self.source.read(size)
        self.total += len(chunk)
        self.since_law += len(chunk)
        openings = chunk.count(b"[") + chunk.count(b"{")
        self.depth += openings - chunk.count(b"]") - chunk.count(b"}")
        if self.total > LARGEST_FILE:
            raise refuse(f"內容超過 {LARGEST_FILE >> 20} MB")
        if self.since_law > LARGEST_LAW or openings > MOST_OPENINGS or self.depth > DEEPEST:
            raise refuse("其中一段大得不像一部法規，可能不是全國法規資料庫的檔案")
        self.tell(self.total)
        return chunk

    def law_ended(self) -> None:
        """A law has been read; what follows counts towards the next."""
        self.since_law = self.depth = 0


@dataclass(frozen=True, slots=True)
class BulkFile:
    """A JSON file, on its own or in a ZIP, with its length in bytes."""

    path: Path
    member: str | None
    size: int

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return f"{self.path.name}（{self.member}）" if self.member else self.path.name

    @contextlib.contextmanager
    def open(self, tell: Callable[[int], None]) -> Iterator[Metered]:
        """The file's bytes from its start, without a BOM."""
        try:
            with contextlib.ExitStack() as opened:
                yield Metered(self._source(opened), tell)
        except (zipfile.BadZipFile, zlib.error, LZMAError, EOFError) as trouble:
            raise _damaged(self.path) from trouble
        except OSError as trouble:
            if trouble.errno is None:  # not the system's: bz2 reports broken data so
                raise _damaged(self.path) from trouble
            raise refuse(f"讀不到「{self.path.name}」（{trouble.strerror or '讀取錯誤'}）") from trouble

    def _source(self, opened: contextlib.ExitStack) -> IO[bytes]:
        if self.member is None:
            return opened.enter_context(self.path.open("rb"))
        archive = opened.enter_context(zipfile.ZipFile(self.path))
        try:
            return opened.enter_context(archive.open(self.member))
        except RuntimeError as trouble:
            # Packed in a way that zipfile, or this build of Python, cannot read. Only here: while the bytes are read, a
            # RuntimeError is a mistake of ours.
            raise _damaged(self.path) from trouble


def _damaged(path: Path) -> StatuteError:
    return refuse(f"「{path.name}」的壓縮檔已損壞或不完整")


def bulk_files(path: Path) -> tuple[BulkFile, ...]:
    """The JSON files that ``path`` is or holds; nothing of them has been read yet."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as trouble:
        raise refuse(f"讀不到「{path.name}」（{trouble.strerror or '讀取錯誤'}）") from trouble
    if head.startswith(b"PK"):
        return _members(path)
    if not head.removeprefix(_BOM).lstrip().startswith(b"{"):
        raise refuse(f"「{path.name}」不是 ZIP 也不是 JSON")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise refuse(f"「{path.name}」超過 {LARGEST_FILE >> 20} MB")
    return (BulkFile(path, None, size),)


def _members(path: Path) -> tuple[BulkFile, ...]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as trouble:
        raise _damaged(path) from trouble
    found = [info for info in infos if _is_json(info)]
    if not found:
        raise refuse(f"「{path.name}」裡沒有 JSON 檔")
    if len(found) > _MOST_MEMBERS:
        raise refuse(f"「{path.name}」裡有 {len(found)} 個 JSON 檔，不是全國法規資料庫的整批檔")
    for info in found:
        if info.flag_bits & 1:
            raise refuse(f"「{path.name}」設有密碼")
        if info.file_size > LARGEST_FILE or info.file_size > HIGHEST_RATIO * max(info.compress_size, 1) + LARGEST_LAW:
            raise refuse(f"「{path.name}」解開後大得不合理（{info.file_size >> 20} MB）")
    return tuple(BulkFile(path, info.filename, info.file_size) for info in found)


def _is_json(info: zipfile.ZipInfo) -> bool:
    base = info.filename.rsplit("/", 1)[-1]
    return base.lower().endswith(".json") and not base.startswith("._")
