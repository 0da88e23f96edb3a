"""The law database: importing the national database's bulk files, and (from :mod:`law_store`) asking it.

An import writes everything into a new file beside the old, which takes its place in one step.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import StatuteError
from assistant.statutes.law_archive import BulkFile, bulk_files
from assistant.statutes.law_file import LawRecord, edition_of, laws_of
from assistant.statutes.law_store import SCHEMA_VERSION, Edition, LawDatabase

__all__ = ["Edition", "ImportReport", "LawDatabase", "Progress", "import_law_files"]

#: Called as (stage, done, total); done and total are hundredths of the bytes to read.
Progress = Callable[[str, int, int], None]

_ORDERS = "命令"
# A crash leaves a file that nobody opens, so nothing has to be safe before the end.
_BEFORE = (
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    "BEGIN",
    "CREATE TABLE edition (kind TEXT PRIMARY KEY, date TEXT, file TEXT, sha256 TEXT,"
    " laws INTEGER, articles INTEGER, skipped INTEGER, imported_at TEXT)",
    "CREATE TABLE law (pcode TEXT PRIMARY KEY, name TEXT, kind TEXT, level TEXT, modified TEXT, effective TEXT,"
    " effective_note TEXT, abandoned INTEGER, histories TEXT) WITHOUT ROWID",
    "CREATE TABLE article (pcode TEXT, number TEXT, place INTEGER, text TEXT, chapter TEXT)",
)
_AFTER = (
    "CREATE UNIQUE INDEX article_number ON article (pcode, number)",
    "CREATE INDEX law_name ON law (name)",
    f"PRAGMA user_version={SCHEMA_VERSION}",
    "COMMIT",
)
_KEPT = (
    "INSERT INTO edition SELECT * FROM old.edition WHERE kind NOT IN (SELECT kind FROM edition)",
    "INSERT INTO article SELECT a.* FROM old.article a JOIN old.law l USING (pcode) WHERE l.kind NOT IN"
    " (SELECT kind FROM law) AND pcode NOT IN (SELECT pcode FROM law)",
    "INSERT INTO law SELECT * FROM old.law WHERE kind NOT IN (SELECT DISTINCT kind FROM law)"
    " AND pcode NOT IN (SELECT pcode FROM law)",
)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought (``editions``) and what of the previous one stays beside it (``kept``)."""

    editions: tuple[Edition, ...]
    kept: tuple[Edition, ...]


def import_law_files(paths: Sequence[Path], db_path: Path, progress: Progress) -> ImportReport:
    """Read the bulk files at ``paths`` (ZIP or JSON) into the database at ``db_path``.

    The kinds of law they hold (法律, 命令) are replaced whole; a kind that none of them holds stays as it was. Raises
    StatuteError, with the previous database untouched, at the first thing that is wrong. Memory is bounded by the
    largest single law.
    """
    files = [file for path in paths for file in bulk_files(path)]
    if not files:
        raise StatuteError("沒有指定法規檔。", "請指定 ChLaw.zip 或 ChOrder.zip。")
    previous = _usable(db_path)
    try:
        db_path.parent.mkdir(parents=True, exist_ok=True)
        with _beside(db_path) as new:
            brought = _write(files, new, _Percent(files, progress))
            kept = _keep(previous, new) if previous else ()
            _finish(new)
            os.replace(new, db_path)
    except (sqlite3.Error, OSError) as trouble:
        message = f"法規資料庫無法寫入（{trouble}）。"
        raise StatuteError(message, "請確認磁碟空間與權限後再試；先前匯入的版本仍在使用。") from trouble
    return ImportReport(brought, kept)


def _usable(db_path: Path) -> LawDatabase | None:
    """The database that is there now, unless it is damaged or of another version: then there is nothing to keep."""
    try:
        return LawDatabase.open_if_loaded(db_path)
    except StatuteError:
        return None


@contextlib.contextmanager
def _beside(db_path: Path) -> Iterator[Path]:
    """A new file in the folder of ``db_path``, gone again unless it has been moved into place."""
    handle, name = tempfile.mkstemp(prefix=f".{db_path.name}.", suffix=".part", dir=db_path.parent)
    os.close(handle)
    new = Path(name)
    try:
        yield new
    finally:
        for leftover in (new, new.with_name(f"{new.name}-journal")):
            leftover.unlink(missing_ok=True)


class _Percent:
    """Turns bytes read of each file into hundredths of all, told when they change."""

    def __init__(self, files: Sequence[BulkFile], progress: Progress) -> None:
        self._total = max(1, sum(file.size for file in files))
        self._progress, self._before, self._shown = progress, 0, -1

    def __call__(self, done: int) -> None:
        hundredths = min(100, 100 * (self._before + done) // self._total)
        if hundredths != self._shown:
            self._shown = hundredths
            self._progress("laws", hundredths, 100)

    def next_file(self, file: BulkFile) -> None:
        """``file`` has been read."""
        self._before += file.size


def _write(files: Sequence[BulkFile], new: Path, percent: _Percent) -> tuple[Edition, ...]:
    editions: dict[str, Edition] = {}
    with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as connection:
        for statement in _BEFORE:
            connection.execute(statement)
        for file in files:
            edition = _write_file(file, connection, percent)
            if edition.kind in editions:
                raise StatuteError(f"法規檔沒有匯入：有兩個檔案都是「{edition.kind}」。", "同一種檔案請只選一個。")
            editions[edition.kind] = edition
            percent.next_file(file)
        columns = "?, ?, ?, ?, ?, ?, ?, ?"
        rows = [
            (e.kind, e.date, e.file, e.sha256, e.laws, e.articles, e.skipped, e.imported_at) for e in editions.values()
        ]
        connection.executemany(f"INSERT INTO edition VALUES ({columns})", rows)
        for statement in _AFTER:
            connection.execute(statement)
    return tuple(editions.values())


def _write_file(file: BulkFile, connection: sqlite3.Connection, percent: _Percent) -> Edition:
    date, kind, laws, articles, skipped = edition_of(file), "", 0, 0, 0
    for law in laws_of(file, percent):
        kind = kind or (_ORDERS if law.level == _ORDERS else "法律")
        if _insert(law, kind, connection):
            laws, articles, skipped = laws + 1, articles + len(law.articles), skipped + law.skipped
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Edition(kind, date, file.name, _digest(file.path), laws, articles, skipped, now)


def _insert(law: LawRecord, kind: str, connection: sqlite3.Connection) -> bool:
    """Whether ``law`` was new: of two with one code the first counts."""
    row = (law.pcode, law.name, kind, law.level, law.modified, law.effective, law.effective_note, law.abandoned)
    done = connection.execute("INSERT OR IGNORE INTO law VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, law.histories))
    if done.rowcount < 1:
        return False
    rows = ((law.pcode, a.number, place, a.text, a.chapter) for place, a in enumerate(law.articles))
    connection.executemany("INSERT INTO article VALUES (?, ?, ?, ?, ?)", rows)
    return True


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(previous: LawDatabase, new: Path) -> tuple[Edition, ...]:
    """Copy the kinds of law that the new files do not hold."""
    with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as connection:
        brought = {kind for (kind,) in connection.execute("SELECT kind FROM edition")}
        connection.execute("ATTACH ? AS old", (str(previous.path),))
        connection.execute("BEGIN")
        for statement in _KEPT:
            connection.execute(statement)
        connection.execute("COMMIT")
    return tuple(edition for edition in previous.status() if edition.kind not in brought)


def _finish(new: Path) -> None:
    with new.open("rb+") as file:
        os.fsync(file.fileno())
