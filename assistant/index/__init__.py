"""The index: vectors and word statistics of every passage. Only user of ``index/``."""

from assistant.index.manifest import MANIFEST, SCHEMA, Manifest, digest, read_manifest, verify
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
    "Space",
    "build",
    "build_lock",
    "digest",
    "no_progress",
    "open_index",
    "read_manifest",
    "save",
    "verify",
]
