"""Where the assistant's folders are: beside the package, unless the environment says otherwise."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """``corpus`` is edited by people, ``index`` is written by builds, ``models`` holds the shipped encoder."""

    corpus: Path
    index: Path
    models: Path

    @property
    def laws(self) -> Path:
        """The law database that ``statutes import`` writes; builds leave it alone."""
        return self.index / "laws.sqlite"


def default_paths() -> Paths:
    """The folders of the project, each replaceable by ASSISTANT_CORPUS, ASSISTANT_INDEX or ASSISTANT_MODELS."""
    root = Path(__file__).resolve().parent.parent
    return Paths(
        corpus=Path(os.environ.get("ASSISTANT_CORPUS") or root / "corpus"),
        index=Path(os.environ.get("ASSISTANT_INDEX") or root / "index"),
        models=Path(os.environ.get("ASSISTANT_MODELS") or root / "models"),
    )
