"""From everyday words to officialese: pairs of a lay question and the official sentence that answers it, as vectors.

They come from the encoder's training data and know nothing of any guideline. A question finds the lay sides nearest to
it; the official sides of those pairs stand for it beside the reminders, in their own register. So a guideline for which
nobody has written phrasings yet is still understood, and a question about something else that offices are asked is told
from one that is merely put oddly. The vectors are made by ``training/bridge.py`` for one encoder;
another encoder does without.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import EncoderError
from assistant.index import QuantisedVectors, from_signed
from assistant.vectors import scale_to_unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Where the bridge lies under ``models/``.
FILE = "guidance-bridge/bridge.safetensors"
#: Pairs that speak for a question; how steeply the nearer ones count for more; and those whose best word counts.
#: Chosen on the shipped phrasings, held out.
PAIRS, STEEPNESS, CLOSEST = 50, 8.0, 10
#: Lay sides whose nearness is averaged into ``Crossing.nearness``.
NEIGHBOURS = 5
#: Numbers kept of each vector, the encoder's first: they must do on their own, and three times as many found no more.
WIDTH = 256


@dataclass(frozen=True, slots=True)
class Bridge:
    """Vectors of the lay sides [n, w] and of the official sentences [m, w].

    ``answers`` int64 [n] says which sentence is the official side of each lay one: most are asked for in several ways.
    """

    asked: QuantisedVectors
    answered: QuantisedVectors
    answers: NDArray[np.int64]

    def cross(self, query: NDArray[np.float32]) -> Crossing:
        """What stands on the other side for ``query``, float32 [d] of unit length, d at least w."""
        query = shortened(query[None, :], self.asked.dimension)[0]
        pairs = self.asked.nearest(query, PAIRS)
        near = np.maximum(self.asked.cosines(pairs, query), 0.0)
        order = np.argsort(-near, kind="stable")
        return Crossing(near[order], self.answered.of(self.answers[pairs[order]]))


@dataclass(frozen=True, slots=True)
class Crossing:
    """The pairs whose lay sides are nearest to a question, nearest first.

    ``near`` float32 [k] is how near, never below zero; ``official`` float32 [k, w] are their official sides.
    """

    near: NDArray[np.float32]
    official: NDArray[np.float32]

    @property
    def nearness(self) -> float:
        """How near the nearest lay sides are: high where such things are asked at all, whatever the guideline."""
        return float(self.near[:NEIGHBOURS].mean()) if len(self.near) else 0.0

    def scores(self, reminders: NDArray[np.float32]) -> NDArray[np.float32]:
        """Float32 [m, 3] for the vectors of reminders [m, d], d at least w.

        Columns: the best product of both similarities over the pairs; the mean of the official sides' similarity,
        weighted by nearness; the best official side among the closest pairs. None is below zero.
        """
        if not len(self.near):
            return np.zeros((len(reminders), 3), dtype=np.float32)
        official = self.official @ shortened(reminders, self.official.shape[1]).T
        shares = np.exp(STEEPNESS * (self.near - self.near[0]))
        columns = (
            (self.near[:, None] * official).max(axis=0),
            (shares / shares.sum()) @ official,
            official[:CLOSEST].max(axis=0),
        )
        scores: NDArray[np.float32] = np.maximum(np.column_stack(columns), 0.0).astype(np.float32)
        return scores


def shortened(vectors: NDArray[np.float32], width: int = WIDTH) -> NDArray[np.float32]:
    """The first ``width`` numbers of ``vectors`` [n, d], as rows of unit length; all where there are fewer."""
    rows = vectors[:, :width].copy()
    scale_to_unit(rows)
    return rows


def read_bridge(path: Path, encoder_sha256: str) -> Bridge | None:
    """The bridge at ``path`` if it was made for the encoder of ``encoder_sha256``.

    Raises EncoderError where the file is damaged.
    """
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        return None
    try:
        with safe_open(path, framework="numpy") as file:
            if (file.metadata() or {}).get("encoder") != encoder_sha256:
                return None
            asked, answered = (from_signed(file.get_tensor(name)) for name in ("asked", "answered"))
            return Bridge(asked, answered, file.get_tensor("answers").astype(np.int64))
    except (OSError, KeyError, ValueError, SafetensorError) as error:
        raise EncoderError(f"「{path}」已損壞。", "請重新取得專案的 models/ 資料夾。") from error


def write_bridge(bridge: Bridge, path: Path, encoder_sha256: str) -> None:
    """Write ``bridge`` for one encoder, 8 bits a number."""
    from safetensors.numpy import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, NDArray[Any]] = {
        "asked": bridge.asked.signed,
        "answered": bridge.answered.signed,
        "answers": bridge.answers.astype(np.int32),
    }
    save_file(tensors, path, metadata={"encoder": encoder_sha256})
