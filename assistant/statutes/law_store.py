"""What the loaded laws say: articles, their changes, and which editions are there. Kept in SQLite.

:class:`LawDatabase` opens the file anew for each question, so that an import is seen at once and no connection
stands in the way of the next.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import StatuteError
from assistant.statutes.law_history import Changes, changes
from assistant.statutes.law_text import ArticleText, effective_note, paragraphs
from assistant.statutes.registry import Law

#: Raised whenever the tables change; a database of another version has to be imported again.
SCHEMA_VERSION = 1
_HOW_TO_LOAD = "請以「assistant statutes import ChLaw.zip ChOrder.zip」匯入全國法規資料庫的整批檔。"


@dataclass(frozen=True, slots=True)
class Edition:
    """What one bulk file brought: ``kind`` is 法律 or 命令, ``date`` the file's own (ISO 8601)."""

    kind: str
    date: str
    file: str
    sha256: str
    laws: int
    articles: int
    skipped: int
    imported_at: str


class LawDatabase:
    """The loaded laws. Every method raises StatuteError where the file has been damaged or taken away."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def open(cls, path: Path) -> LawDatabase:
        """The database at ``path``; raises StatuteError where there is none or it cannot be used."""
        if not path.is_file():
            raise StatuteError("尚未匯入法規條文。", _HOW_TO_LOAD)
        database = cls(path)
        with database._connected() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA_VERSION:
            raise StatuteError("法規條文是以另一個版本的程式匯入的。", _HOW_TO_LOAD)
        return database

    @classmethod
    def open_if_loaded(cls, path: Path) -> LawDatabase | None:
        """The database at ``path``, or None where nothing has been imported yet."""
        return cls.open(path) if path.is_file() else None

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            address = f"{self.path.absolute().as_uri()}?mode=ro"
            with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
                yield connection
        except sqlite3.Error as trouble:
            raise StatuteError("法規條文的資料檔無法讀取。", _HOW_TO_LOAD) from trouble

    def article_text(self, law: str, number: str) -> ArticleText | None:
        """The text of article ``number`` ("318-1") of the law whose full name is ``law``, or None where it has none."""
        query = (
            "SELECT a.text, a.chapter, e.date, l.modified, l.effective, l.effective_note, l.abandoned"
            " FROM law l JOIN article a USING (pcode) JOIN edition e USING (kind)"
            " WHERE l.name = ? AND a.number = ? ORDER BY l.abandoned LIMIT 1"
        )
        with self._connected() as connection:
            row = connection.execute(query, (law, number)).fetchone()
        if row is None:
            return None
        text, chapter, edition, modified, effective, note, abandoned = row
        note = effective_note(number, effective, note)
        return ArticleText(law, number, paragraphs(text), chapter, edition, modified, note, bool(abandoned))

    def changed_since(self, law: str, number: str, year: int) -> Changes | None:
        """What became of the article from ``year`` on, by the edition; None where the law is not loaded."""
        query = "SELECT modified, histories FROM law WHERE name = ? ORDER BY abandoned LIMIT 1"
        with self._connected() as connection:
            row = connection.execute(query, (law,)).fetchone()
        return changes(law, number, year, *row) if row else None

    def numbers(self, law: str) -> tuple[str, ...]:
        """The article numbers of ``law`` in order; () where it is not loaded."""
        query = (
            "SELECT a.number FROM article a JOIN law l USING (pcode)"
            " WHERE l.pcode = (SELECT pcode FROM law WHERE name = ? ORDER BY abandoned LIMIT 1) ORDER BY a.place"
        )
        with self._connected() as connection:
            return tuple(number for (number,) in connection.execute(query, (law,)))

    def laws(self) -> tuple[Law, ...]:
        """Every law in force by name and code, for :meth:`Registry.extended`."""
        with self._connected() as connection:
            rows = connection.execute("SELECT name, pcode FROM law WHERE NOT abandoned ORDER BY name").fetchall()
        return tuple(Law(name, pcode=pcode) for name, pcode in rows)

    def status(self) -> tuple[Edition, ...]:
        """The editions that are loaded, one for each bulk file."""
        query = "SELECT kind, date, file, sha256, laws, articles, skipped, imported_at FROM edition ORDER BY kind DESC"
        with self._connected() as connection:
            return tuple(Edition(*row) for row in connection.execute(query))
