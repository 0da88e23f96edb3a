"""Sentences as unit vectors: the reader of the shipped static model, and any other sentence-transformers model.

The shipped model is a plain sentence-transformers folder (StaticEmbedding + Normalize). Importing that library takes
eight seconds, so the folder is read here with NumPy; ``assistant.json`` in it says that it is one of ours, made for the
words of :func:`assistant.text.encoder_input`. A model without that file gets the text as it is, from the real library.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from assistant.errors import EncoderError
from assistant.text import encoder_input
from assistant.vectors import scale_to_unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: The folder of ``models/`` that is read where no setting names another.
SHIPPED = "guidance-static"
MARK = "assistant.json"
VOCABULARY = "tokenizer.json"
WEIGHTS = "model.safetensors"
#: Longest word that WordPiece takes apart (the ``tokenizers`` default); a longer one is unknown.
LONGEST_WORD = 100

_RESTORE = "請重新取得專案的 models/ 資料夾，或以環境變數 ASSISTANT_ENCODER 指定另一個 sentence-transformers 模型。"
_SETTING = "請檢查環境變數 ASSISTANT_ENCODER 是否為模型資料夾的路徑或模型名稱；不設定時使用專案內附的模型。"


class Encoder(Protocol):
    """What turns texts into vectors of unit length; ``sha256`` changes whenever the vectors may."""

    @property
    def name(self) -> str:
        """What answers call the model."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its files."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 [len(texts), dimension], rows of unit length."""


@dataclass(frozen=True, slots=True)
class WordPieces:
    """WordPiece with an empty continuing prefix: a word, or the longest known parts from its left."""

    ids: Mapping[str, int]
    unknown: int
    _parts: dict[str, list[int]] = field(default_factory=dict)

    def __call__(self, words: str) -> list[int]:
        """The ids of ``words``, which are joined by spaces; a word with an unknown part is one unknown."""
        found: list[int] = []
        for word in words.split():
            known = self.ids.get(word)
            if known is not None and len(word) <= LONGEST_WORD:
                found.append(known)
            else:
                found.extend(self._taken_apart(word))
        return found

    def _taken_apart(self, word: str) -> list[int]:
        if word not in self._parts:
            self._parts[word] = [self.unknown] if len(word) > LONGEST_WORD else self._longest_first(word)
        return self._parts[word]

    def _longest_first(self, word: str) -> list[int]:
        parts: list[int] = []
        start = 0
        while start < len(word):
            end = next((e for e in range(len(word), start, -1) if word[start:e] in self.ids), None)
            if end is None:
                return [self.unknown]
            parts.append(self.ids[word[start:end]])
            start = end
        return parts


@dataclass(frozen=True, slots=True)
class StaticEncoder:
    """The mean of word vectors, which are ``rows`` int8 or float [words, d] times ``scales`` float32 [words]."""

    name: str
    sha256: str
    pieces: WordPieces
    rows: NDArray[Any]
    scales: NDArray[np.float32]

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self.rows.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 [len(texts), dimension], rows of unit length; of a text without words, zeros."""
        return self.encode_words([encoder_input(text) for text in texts])

    def encode_words(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As :meth:`encode`, of texts already cut into words."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for vector, words in zip(vectors, texts, strict=True):
            ids = self.pieces(words)
            if ids:
                vector[:] = self.scales[ids] @ self.rows[ids].astype(np.float32)
        scale_to_unit(vectors)
        return vectors

    def word_ids(self, text: str) -> NDArray[np.int64]:
        """Int64 [words]: the distinct known words of ``text``, ascending."""
        return np.array(sorted(set(self.pieces(encoder_input(text))) - {self.pieces.unknown}), dtype=np.int64)

    def unit_words(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The vectors of words as unit rows float32 [words, dimension], and their lengths: how telling each word is."""
        rows = self.rows[ids].astype(np.float32) * self.scales[ids][:, None]
        return rows, scale_to_unit(rows)


class SentenceTransformerEncoder:
    """Any model of the sentence-transformers library, by folder or hub name. It reads texts as they are."""

    def __init__(self, setting: str) -> None:
        from sentence_transformers import SentenceTransformer

        folder = Path(setting)
        try:
            self._model = SentenceTransformer(str(folder) if folder.is_dir() else setting, device="cpu")
        except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
            raise EncoderError(f"無法載入語意模型「{setting}」（{type(error).__name__}）。", _SETTING) from error
        self.name = folder.name if folder.is_dir() else setting
        self.sha256 = _files_sha256(folder) if folder.is_dir() else _weights_sha256(self._model.state_dict())
        self.dimension = int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 [len(texts), dimension], rows of unit length."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def load_encoder(setting: str | None, models_dir: Path) -> Encoder:
    """The model of ``setting`` (a folder or a hub name), or the shipped one where it is None or empty.

    Raises EncoderError with the step that mends it.
    """
    if not setting:
        return read_static(models_dir / SHIPPED)
    folder = Path(setting).expanduser()
    if (folder / MARK).is_file():
        return read_static(folder)
    if not folder.is_dir() and _is_path(setting):
        raise EncoderError(f"找不到語意模型資料夾「{setting}」。", _SETTING)
    return SentenceTransformerEncoder(str(folder) if folder.is_dir() else setting)


def _is_path(setting: str) -> bool:
    """Whether ``setting`` can only mean a folder: a hub name is one or two plain parts."""
    foreign = os.sep != "/" and os.sep in setting
    return foreign or setting.startswith((".", "~")) or Path(setting).is_absolute() or setting.count("/") > 1


def read_static(folder: Path) -> StaticEncoder:
    """One of our own models. Raises EncoderError where a file is missing or damaged."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        mark = json.loads((folder / MARK).read_bytes())
        tokenizer = json.loads((folder / VOCABULARY).read_bytes())["model"]
        tensors = load_file(folder / WEIGHTS)
        rows, scales = tensors["embeddings"], tensors["weights"]
        pieces = WordPieces(tokenizer["vocab"], tokenizer["vocab"][tokenizer["unk_token"]])
        if rows.ndim != 2 or scales.shape != (len(rows),) or len(pieces.ids) != len(rows):
            raise ValueError("vocabulary and vectors differ in number")
        return StaticEncoder(mark["name"], _files_sha256(folder), pieces, rows, scales)
    except FileNotFoundError as error:
        missing = Path(error.filename).name if error.filename else WEIGHTS
        raise EncoderError(f"語意模型「{folder}」缺少檔案 {missing}。", _RESTORE) from error
    except (ValueError, KeyError, TypeError, SafetensorError) as error:
        raise EncoderError(f"語意模型「{folder}」的檔案已損壞。", _RESTORE) from error
    except OSError as error:
        raise EncoderError(f"無法讀取語意模型「{folder}」（{error.strerror}）。", "請檢查資料夾權限。") from error


def _model_files(folder: Path) -> Iterator[Path]:
    """What decides the vectors: every file but prose and what hidden folders hold."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix not in {".md", ".txt"}:
            yield path


def _files_sha256(folder: Path) -> str:
    """The SHA-256 over names and contents of the files of ``folder``, in the order of their names."""
    state = hashlib.sha256()
    for path in _model_files(folder):
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        state.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return state.hexdigest()


def _weights_sha256(weights: Mapping[str, Any]) -> str:
    state = hashlib.sha256()
    for name in sorted(weights):
        state.update(f"{name}\0".encode())
        state.update(weights[name].detach().cpu().contiguous().numpy().tobytes())
    return state.hexdigest()
