"""The index: vectors and word statistics of every passage. Only user of faiss and of ``index/``."""

from assistant.index.manifest import MANIFEST, SCHEMA, Manifest, digest, read_manifest, verify
from assistant.index.quantised import QuantisedVectors, from_signed, quantise
from assistant.index.space import CHANNELS, Lexicon, Progress, Space, no_progress
from assistant.index.storage import Index, build, build_lock, open_index, save

__all__ = [
    "CHANNELS",
    "MANIFEST",
    "SCHEMA",
    "Index",
    "Lexicon",
    "Manifest",
    "Progress",
    "QuantisedVectors",
    "Space",
    "build",
    "build_lock",
    "digest",
    "from_signed",
    "no_progress",
    "open_index",
    "quantise",
    "read_manifest",
    "save",
    "verify",
]
