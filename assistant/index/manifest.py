"""What an index was built from, and whether that is still so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import text
from assistant.errors import IndexStaleError, IndexUnusableError
from assistant.model import Passage

if TYPE_CHECKING:
    from assistant.encoder import Encoder

#: Raised whenever the layout of ``index/`` changes.
SCHEMA = 2
MANIFEST = "manifest.json"

REBUILD = "請執行「python -m assistant build」重新建立索引（不會影響指引原文）。"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was built from. ``files`` maps each file's path in the generation to its SHA-256."""

    schema: int
    generation: str
    corpus_sha256: str
    encoder_name: str
    encoder_sha256: str
    dimension: int
    pipeline: int
    counts: Mapping[str, int]
    contents: Mapping[str, str]
    built_at: str
    files: Mapping[str, str]


def digest(passages: Sequence[Passage]) -> str:
    """SHA-256 over what is embedded and where it is quoted from, in order."""
    state = hashlib.sha256()
    for p in passages:
        state.update(f"{p.case}\0{p.field}\0{p.number}\0{p.quote.source}\0{p.quote.span}\0{p.embedded}\n".encode())
    return state.hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of ``folder``. Raises IndexUnusableError where there is none or it is not readable as one."""
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        if content.get("schema") != SCHEMA:
            raise IndexStaleError(f"索引「{folder}」是另一個版本的格式。", REBUILD)
        return Manifest(**content)
    except FileNotFoundError:
        raise IndexUnusableError(f"還沒有索引（{folder}）。", REBUILD) from None
    except (ValueError, TypeError, AttributeError) as error:
        raise IndexUnusableError(f"索引「{folder}」的 {MANIFEST} 已損壞。", REBUILD) from error
    except OSError as error:
        raise IndexUnusableError(f"無法讀取索引「{folder}」（{error.strerror}）。", "請檢查資料夾權限。") from error


def verify(
    manifest: Manifest, passages: Mapping[str, tuple[Passage, ...]], corpus_sha256: str, encoder: Encoder
) -> None:
    """Raise IndexStaleError unless ``manifest`` was built from this corpus, encoder and text pipeline."""
    if manifest.corpus_sha256 != corpus_sha256:
        raise IndexStaleError("指引資料夾 corpus/ 在建立索引之後有更動，索引已過期。", REBUILD)
    if manifest.encoder_sha256 != encoder.sha256:
        raise IndexStaleError(f"索引是用另一個語意模型（{manifest.encoder_name}）建立的。", REBUILD)
    if manifest.pipeline != text.PIPELINE_VERSION or manifest.contents != {n: digest(p) for n, p in passages.items()}:
        raise IndexStaleError("索引是由另一個版本的程式建立的。", REBUILD)
