"""Finding a Traditional Chinese typeface on this computer, and cutting it down to the characters of one document."""

from __future__ import annotations

import functools
import os
import re
import shutil
import struct
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import ExportError

if TYPE_CHECKING:
    import uharfbuzz as hb  # type: ignore[import-untyped]

_REMEDY = (
    "Debian、Ubuntu 請安裝 fonts-noto-cjk；Windows 請確認有「微軟正黑體」（msjh.ttc）；"
    "或以環境變數 ASSISTANT_FONT 指定一個繁體中文字型檔。其他格式（ODT、DOCX、HTML）不受影響。"
)
#: Family names of Traditional Chinese faces. A collection's faces are told apart by these.
_FAMILIES = re.compile(
    r"(.* (TC|TW)|Microsoft JhengHei|微軟正黑體|DFKai-SB|標楷體|P?MingLiU|新細明體|TW-(Sung|Kai)|LiHei Pro|Heiti TC)\Z"
)
#: File names to look for where there is no fontconfig, best first.
_FILES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansTC-Regular.otf",
    "NotoSansTC-Regular.ttf",
    "NotoSansTC-VF.ttf",
    "msjh.ttc",
    "PingFang.ttc",
    "NotoSerifCJK-Regular.ttc",
    "STHeiti Light.ttc",
    "kaiu.ttf",
    "mingliu.ttc",
    "uming.ttc",
)
#: The bold companion of a file.
_BOLD = {"msjh.ttc": "msjhbd.ttc", "STHeiti Light.ttc": "STHeiti Medium.ttc"}
_WEIGHTS = {"regular": 400.0, "bold": 700.0}


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface: its file and its place in it (0 unless the file is a collection)."""

    path: Path
    index: int

    @property
    def name(self) -> str:
        """Its family name, as the file gives it in English."""
        return _names(self.path)[self.index][0]

    def lacks(self, characters: Iterable[str]) -> set[str]:
        """Those of ``characters`` that this face has no glyph for."""
        covered = _opened(self).unicodes_covered
        return {c for c in characters if ord(c) not in covered}

    def layers(self, characters: Iterable[str]) -> list[set[str]]:
        """``characters`` in sets in which no two have the same glyph (as 一 and the radical ⼀ may)."""
        font = _opened(self).font
        layers: list[dict[int, str]] = [{}]
        for character in sorted(characters):
            glyph = font.get_nominal_glyph(ord(character)) or 0
            layer = next((layer for layer in layers if glyph not in layer), None)
            if layer is None:
                layer = {}
                layers.append(layer)
            layer[glyph] = character
        return [set(layer.values()) for layer in layers]


def chinese_face() -> Face:
    """The Traditional Chinese face to set documents in: ``ASSISTANT_FONT``, or what fontconfig or the folders have.

    Raises ExportError naming what to install where there is none, or where ``ASSISTANT_FONT`` is no such font.
    """
    chosen = os.environ.get("ASSISTANT_FONT")
    if chosen:
        return _chosen(Path(chosen))
    found = _by_fontconfig() or _in_folders()
    if found is None:
        raise ExportError("這台電腦上找不到可嵌入 PDF 的繁體中文字型。", _REMEDY)
    return found


def bold_face(regular: Face) -> Face | None:
    """The bold face of the same family beside ``regular``, if there is one."""
    name = _BOLD.get(regular.path.name, regular.path.name.replace("Regular", "Bold"))
    path = regular.path.with_name(name)
    if name == regular.path.name or not path.is_file():
        return None
    return next((Face(path, i) for i, names in enumerate(_names(path)) if regular.name in names), None)


def symbol_faces(characters: set[str]) -> Iterator[Face]:
    """Faces for ``characters`` that the Chinese one lacks, by fontconfig; none where there is no fontconfig."""
    missing = set(characters)
    for _ in range(4):
        face = _face_with(min(missing)) if missing else None
        if face is None:
            return
        still = face.lacks(missing)
        if still == missing:
            return
        missing = still
        yield face


def subset(face: Face, characters: Iterable[str], weight: str = "regular") -> bytes:
    """A font file with the glyphs of ``characters`` only; a variable font at ``weight`` (regular or bold)."""
    import uharfbuzz as hb

    source = _opened(face).face
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).set({ord(c) for c in characters} | {0x20})
    # Tables for vertical or shaped text, which is not set here.
    unused = ("vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "GDEF")
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).set({int.from_bytes(tag.encode(), "big") for tag in unused})
    flags = hb.SubsetFlags
    wanted.flags = flags.NO_HINTING | flags.DESUBROUTINIZE | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
    if source.has_var_data:
        wanted.pin_all_axes_to_default(source)
        wanted.pin_axis_location(source, "wght", _WEIGHTS[weight])
    return bytes(hb.subset(source, wanted).blob.data)


@dataclass(frozen=True, slots=True)
class _Opened:
    """HarfBuzz's view of a face; its file is mapped, not read."""

    face: hb.Face
    font: hb.Font
    unicodes_covered: frozenset[int]


@functools.cache
def _opened(face: Face) -> _Opened:
    import uharfbuzz as hb

    opened = hb.Face(hb.Blob.from_file_path(str(face.path)), face.index)
    return _Opened(opened, hb.Font(opened), frozenset(opened.unicodes))


@functools.cache
def _names(path: Path) -> tuple[tuple[str, ...], ...]:
    """The family names of each face in a font file: for a plain font one tuple, for a collection several."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # type: ignore[import-untyped]

    try:
        with path.open("rb") as file:
            collection = file.read(4) == b"ttcf"
            file.seek(0)
            fonts = TTCollection(file, lazy=True).fonts if collection else [TTFont(file, lazy=True)]
            return tuple(_families(font["name"].names) for font in fonts)
    except (OSError, TTLibError, KeyError, struct.error) as error:
        raise ExportError(f"字型檔「{path}」無法讀取（{error}）。", _REMEDY) from error


def _families(records: Iterable[object]) -> tuple[str, ...]:
    """Family names (name ids 16 and 1), English first."""
    found = [(r.langID != 0x409, r.nameID != 16, str(r)) for r in records if r.nameID in (1, 16)]  # type: ignore[attr-defined]
    return tuple(dict.fromkeys(name for *_, name in sorted(found))) or ("",)


def _chinese_index(path: Path) -> int | None:
    """The index of the Traditional Chinese face in ``path``, by name."""
    return next((i for i, names in enumerate(_names(path)) if any(map(_FAMILIES.match, names))), None)


def _chosen(path: Path) -> Face:
    if not path.is_file():
        raise ExportError(f"ASSISTANT_FONT 指定的「{path}」不是檔案。", _REMEDY)
    names = _names(path)
    index = _chinese_index(path)
    if index is None and len(names) > 1:
        raise ExportError(f"字型檔「{path}」裡沒有繁體中文的字型（TC）。", _REMEDY)
    face = Face(path, index or 0)
    if face.lacks("臺灣個資"):
        raise ExportError(f"字型檔「{path}」沒有繁體中文字。", _REMEDY)
    return face


@functools.cache
def _by_fontconfig() -> Face | None:
    """The best face by family name among what fontconfig lists for zh-TW."""
    found: list[tuple[int, str, Face]] = []
    for file, index, families, style in _listed(":lang=zh-tw:scalable=true"):
        name = next((n for n in families.split(",") if _FAMILIES.match(n)), None)
        if name and re.search(r"\b(Regular|Book|Normal)\b", style):
            found.append((_rank(name), file, Face(Path(file), index)))
    return min(found, key=lambda f: f[:2])[2] if found else None


def _rank(family: str) -> int:
    order = ("Noto Sans", "Source Han Sans", "Microsoft JhengHei", "PingFang", "Noto Serif", "Source Han Serif", "TW-")
    return next((i for i, start in enumerate(order) if family.startswith(start)), len(order))


def _in_folders() -> Face | None:
    """The best face by file name in the folders where systems keep their fonts."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for path in folder.rglob("*") if folder.is_dir() else ():
            if path.name in _FILES:
                found.setdefault(path.name, path)
    for name in _FILES:
        index = _chinese_index(found[name]) if name in found else None
        if index is not None:
            return Face(found[name], index)
    return None


def _folders() -> tuple[Path, ...]:
    home, environment = Path.home(), os.environ
    return (
        Path(environment.get("WINDIR", "C:/Windows")) / "Fonts",
        Path(environment.get("LOCALAPPDATA", str(home))) / "Microsoft/Windows/Fonts",
        Path("/System/Library/Fonts"),
        Path("/Library/Fonts"),
        home / "Library/Fonts",
        home / ".local/share/fonts",
        home / ".fonts",
        Path("/usr/local/share/fonts"),
        Path("/usr/share/fonts"),
    )


def _listed(query: str) -> Iterator[tuple[str, int, str, str]]:
    """What fontconfig lists for ``query``: file, index in it, families, styles; nothing where it is not installed."""
    program = shutil.which("fc-list")
    if program is None:
        return
    form = "--format=%{file}\t%{index}\t%{family}\t%{style}\n"
    done = subprocess.run(
        [program, form, query],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=30,
        check=False,
    )
    for line in done.stdout.splitlines():
        file, index, families, styles = line.split("\t")
        # The upper half of the index names an instance of a variable font.
        yield file, int(index) & 0xFFFF, families, styles


@functools.cache
def _face_with(character: str) -> Face | None:
    """A face of one colour that has ``character``, plain styles before others."""
    listed = _listed(f":charset={ord(character):x}:scalable=true:color=false")
    plain = sorted(
        (not re.search(r"\b(Regular|Book)\b", styles), len(families), file, index)
        for file, index, families, styles in listed
    )
    return Face(Path(plain[0][2]), plain[0][3]) if plain else None
