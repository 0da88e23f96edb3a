"""The house as it is meant to be: who imports whom, and what stays unloaded until it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "assistant"

#: Rooms from left to right; a room imports only rooms to its left (or within itself).
ORDER = (
    ("model", "errors", "paths", "vectors"),
    ("console",),
    ("text",),
    ("privacy",),
    ("statutes",),
    ("corpus",),
    ("vagueness", "unstated"),
    ("marking",),
    ("cases", "phrasings"),
    ("passages",),
    ("encoder", "fusion"),
    ("library",),
    ("index",),
    ("bridge",),
    ("progress",),
    ("conversation",),
    ("retrieval",),
    ("answer", "incident"),
    ("wire",),
    ("export",),
    ("lawbook",),
    ("assembly", "batch"),
    ("evaluation",),
    ("ui",),
    ("cli",),
    ("__main__",),
)
#: Heavy libraries and the one room each.
ROOM_OF = {
    "faiss": "index",
    "bm25s": "index",
    "jieba": "text",
    "opencc": "text",
    "pypinyin": "text",
    "sentence_transformers": "encoder",
    "gradio": "ui",
    "odf": "export",
    "docx": "export",
    "fpdf": "export",
    "sqlite3": "statutes",
    "ijson": "statutes",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names if node.module == "assistant" else {node.module or ""}
    return found


def rank(name: str) -> int:
    return next(i for i, rooms in enumerate(ORDER) if name in rooms)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path):
    here = room(path)
    for name in imports(path):
        if name.startswith("assistant.") and name != "assistant.__version__":
            there = name.split(".")[1]
            assert there == here or rank(there) < rank(here), f"{here} imports {there}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_heavy_library_has_one_room(path: Path):
    for name in imports(path):
        expected = ROOM_OF.get(name.split(".")[0])
        assert expected in (None, room(path)), f"{room(path)} imports {name}"


@pytest.mark.parametrize("path", [p for p in modules() if p.name != "__init__.py"], ids=lambda p: p.stem)
def test_files_stay_small(path: Path):
    assert path.read_text(encoding="utf-8").count("\n") <= 300


def loaded_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_importing_the_package_and_its_command_line_loads_nothing_heavy():
    heavy = {"torch", "gradio", "jieba", "faiss", "numpy", "sentence_transformers", "opencc", "bm25s", "jinja2"}
    assert not heavy & loaded_after("import assistant, assistant.cli")
