"""An index on disk: written as a new generation beside the old one, swapped in by one step, verified when opened.

Layout of ``index/``, all of it replaceable by a new build::

    index/manifest.json            what the index was built from, and the checksum of each file
    index/<generation>/<space>/    vectors.faiss, words/, bigrams/, sounds/ (bm25s's own files)

A build writes a new generation beside the old one and then replaces ``manifest.json``, which names the generation:
until that single step the old index is whole, so a crash loses nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import text
from assistant.errors import IndexUnusableError
from assistant.index.manifest import MANIFEST, REBUILD, SCHEMA, Manifest, digest, read_manifest, verify
from assistant.index.quantised import from_bytes
from assistant.index.space import CHANNELS, Lexicon, Progress, Space, build_space, no_progress
from assistant.model import Passage

if TYPE_CHECKING:
    from assistant.encoder import Encoder

LOCK = "build.lock"
VECTORS = "vectors.faiss"
#: A second build waits this long, in seconds, for the one that is running.
LOCK_TIMEOUT = 300.0


@dataclass(frozen=True)
class Index:
    """The spaces of an index by name, and the manifest that says what they came from."""

    manifest: Manifest
    spaces: Mapping[str, Space]


def build(
    passages: Mapping[str, tuple[Passage, ...]], corpus_sha256: str, encoder: Encoder, progress: Progress = no_progress
) -> Index:
    """Encode and count the passages of every space. Nothing is written."""
    spaces = {name: build_space(name, entries, encoder, progress) for name, entries in passages.items()}
    now = datetime.now(UTC)
    manifest = Manifest(
        schema=SCHEMA,
        generation=f"{now:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}",
        corpus_sha256=corpus_sha256,
        encoder_name=encoder.name,
        encoder_sha256=encoder.sha256,
        dimension=encoder.dimension,
        pipeline=text.PIPELINE_VERSION,
        counts={name: len(entries) for name, entries in passages.items()},
        contents={name: digest(entries) for name, entries in passages.items()},
        built_at=now.isoformat(timespec="seconds"),
        files={},
    )
    return Index(manifest, spaces)


def save(index: Index, folder: Path) -> Manifest:
    """Write ``index`` as a new generation of ``folder`` and make it the current one; older generations are removed.

    Raises IndexUnusableError if the folder cannot be written.
    """
    generation = folder / index.manifest.generation
    try:
        for name, space in index.spaces.items():
            _save_space(space, generation / name)
        files = {
            str(p.relative_to(generation).as_posix()): _sha256(p) for p in sorted(generation.rglob("*")) if p.is_file()
        }
        manifest = replace(index.manifest, files=files)
        _write_atomically(folder / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode())
    except OSError as error:
        shutil.rmtree(generation, ignore_errors=True)
        raise _unwritable(folder, error) from error
    _remove_other_generations(folder, manifest.generation)
    return manifest


def _save_space(space: Space, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / VECTORS).write_bytes(space.vectors.to_bytes())
    for channel, lexicon in space.lexicons.items():
        lexicon.engine.save(str(folder / channel), show_progress=False)


def _write_atomically(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _remove_other_generations(folder: Path, current: str) -> None:
    for path in folder.iterdir():
        if path.is_dir() and path.name != current:
            shutil.rmtree(path, ignore_errors=True)


def _unwritable(folder: Path, error: OSError) -> IndexUnusableError:
    return IndexUnusableError(
        f"無法寫入索引資料夾「{folder}」（{error.strerror}）。",
        "請檢查磁碟空間與資料夾權限，或以環境變數 ASSISTANT_INDEX 指定另一個可寫入的資料夾。",
    )


@contextlib.contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """Hold the right to build in ``folder``; waits for another build, raises IndexUnusableError after LOCK_TIMEOUT."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=LOCK_TIMEOUT):
            yield
    except Timeout:
        raise IndexUnusableError("另一個程序正在建立索引。", "請等它完成後再試一次。") from None
    except OSError as error:
        raise _unwritable(folder, error) from error


def open_index(
    folder: Path, passages: Mapping[str, tuple[Passage, ...]], corpus_sha256: str, encoder: Encoder
) -> Index:
    """Open the current generation of ``folder`` for ``passages``, verified against corpus, encoder and checksums.

    Raises IndexUnusableError (missing, damaged) or its subclass IndexStaleError (built from something else).
    """
    manifest = read_manifest(folder)
    verify(manifest, passages, corpus_sha256, encoder)
    generation = folder / manifest.generation
    try:
        for name, expected in manifest.files.items():
            if _sha256(generation / name) != expected:
                raise IndexUnusableError(f"索引檔「{name}」已損壞。", REBUILD)
        spaces = {name: _open_space(generation / name, entries) for name, entries in passages.items()}
    except FileNotFoundError as error:
        # Another process may have finished a build between the two reads.
        if read_manifest(folder).generation != manifest.generation:
            return open_index(folder, passages, corpus_sha256, encoder)
        raise IndexUnusableError("索引檔不完整。", REBUILD) from error
    except (OSError, RuntimeError, ValueError, KeyError) as error:
        raise IndexUnusableError("索引檔無法讀取。", REBUILD) from error
    return Index(manifest, spaces)


def _open_space(folder: Path, passages: tuple[Passage, ...]) -> Space:
    import bm25s

    vectors = from_bytes((folder / VECTORS).read_bytes())
    engines = {channel: bm25s.BM25.load(str(folder / channel), show_progress=False) for channel in CHANNELS}
    for engine in engines.values():
        engine.scores["num_docs"] = len(passages)
    return Space(passages, vectors, {channel: Lexicon(engine) for channel, engine in engines.items()})


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
