"""A trained table as a plain sentence-transformers folder, 8 bits a number, that NumPy reads too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.encoder import LONGEST_WORD, MARK, VOCABULARY, WEIGHTS

if TYPE_CHECKING:
    from numpy.typing import NDArray


def joined(tables: Sequence[NDArray[np.float32]], scale: Sequence[float]) -> NDArray[np.float32]:
    """Float32 [n, d1 + d2 + …]: the tables side by side. ``scale`` evens out how long their texts' vectors are."""
    return np.hstack([table * np.float32(1 / length) for table, length in zip(tables, scale, strict=True)])


def quantised(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows int8 [n, d] and scales float32 [n] whose product is within half a step, 1/254 of a row's largest number."""
    scales = np.abs(table).max(axis=1) / 127
    scales = np.where(scales > 0, scales, 1).astype(np.float32)
    return np.rint(table / scales[:, None]).astype(np.int8), scales


def write(folder: Path, name: str, words: Sequence[str], table: NDArray[np.float32]) -> None:
    """Write the model of ``words`` (the first is the unknown word) and ``table`` [n, d] to ``folder``.

    ``embeddings`` and ``weights`` are the names that sentence-transformers' StaticEmbedding multiplies in float32, so
    eight bits a number cost no precision beyond the rounding.
    """
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.pre_tokenizers import WhitespaceSplit

    folder.mkdir(parents=True, exist_ok=True)
    rows, scales = quantised(table)
    save_file({"embeddings": rows, "weights": scales}, str(folder / WEIGHTS), metadata={"format": "pt"})
    (folder / WEIGHTS).chmod(0o644)  # safetensors writes a file that only its owner reads
    model = WordPiece(
        {word: place for place, word in enumerate(words)},
        unk_token=words[0],
        continuing_subword_prefix="",
        max_input_chars_per_word=LONGEST_WORD,
    )
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = WhitespaceSplit()
    tokenizer.save(str(folder / VOCABULARY), pretty=False)
    _write_json(folder / "modules.json", _MODULES)
    _write_json(folder / "config_sentence_transformers.json", _CONFIG)
    _write_json(folder / MARK, {"name": name, "input": "assistant.text.encoder_input"})
    (folder / "1_Normalize").mkdir(exist_ok=True)
    _write_json(folder / "1_Normalize" / "config.json", {})


_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]
_CONFIG = {"model_type": "SentenceTransformer", "prompts": {}, "similarity_fn_name": "cosine"}


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
