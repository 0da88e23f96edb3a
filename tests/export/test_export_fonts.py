"""Finding a Traditional Chinese face: by name, by setting, in folders; and saying what to do where there is none."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from assistant.errors import ExportError
from assistant.export import FORMATS, Memo, fonts, render
from assistant.export.pdf_lines import broken
from assistant.export.words import text


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without fontconfig and without fonts."""
    monkeypatch.delenv("ASSISTANT_FONT", raising=False)
    monkeypatch.setattr(fonts, "_by_fontconfig", lambda: None)
    monkeypatch.setattr(fonts, "_folders", lambda: ())


def test_the_face_is_a_traditional_chinese_one(chinese_font: fonts.Face) -> None:
    assert fonts._FAMILIES.match(chinese_font.name)
    assert not chinese_font.lacks("臺灣個資洩漏叮嚀駭")
    assert chinese_font.lacks("臺\U0010fffd") == {"\U0010fffd"}


def test_no_font_is_an_error_that_names_what_to_install(no_fonts: None, memos: dict[str, Memo]) -> None:
    with pytest.raises(ExportError) as trouble:
        render(memos["declined"], "pdf")
    assert "fonts-noto-cjk" in trouble.value.remedy and "微軟正黑體" in trouble.value.remedy
    assert "ASSISTANT_FONT" in trouble.value.remedy
    assert all(render(memos["declined"], fmt) for fmt in FORMATS if fmt != "pdf")


def test_the_usual_folders_are_searched_by_file_name(
    no_fonts: None, chinese_font: fonts.Face, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep").mkdir()
    copied = tmp_path / "deep" / "NotoSansCJK-Regular.ttc"
    shutil.copy(chinese_font.path, copied)
    (tmp_path / "other.ttf").write_bytes(b"no font")
    monkeypatch.setattr(fonts, "_folders", lambda: (tmp_path, tmp_path / "none"))
    found = fonts.chinese_face()
    assert (found.path, found.index, found.name) == (copied, chinese_font.index, chinese_font.name)


def test_the_setting_comes_first_and_its_face_is_chosen_by_name(
    no_fonts: None, chinese_font: fonts.Face, monkeypatch: pytest.MonkeyPatch, memos: dict[str, Memo]
) -> None:
    monkeypatch.setenv("ASSISTANT_FONT", str(chinese_font.path))
    assert fonts.chinese_face() == chinese_font
    assert render(memos["declined"], "pdf").startswith(b"%PDF-")


def test_a_setting_that_is_no_font_is_said_to_be_so(
    no_fonts: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_font = tmp_path / "broken.ttf"
    broken_font.write_bytes(b"\0\1\0\0 no font at all")
    for path, said in ((tmp_path / "none.ttf", "不是檔案"), (broken_font, "無法讀取")):
        monkeypatch.setenv("ASSISTANT_FONT", str(path))
        with pytest.raises(ExportError, match=said):
            fonts.chinese_face()


def test_a_setting_without_chinese_is_said_to_be_so(
    no_fonts: None, chinese_font: fonts.Face, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    latin = tmp_path / "latin.otf"
    latin.write_bytes(fonts.subset(chinese_font, "abc"))
    monkeypatch.setenv("ASSISTANT_FONT", str(latin))
    with pytest.raises(ExportError, match="沒有繁體中文字"):
        fonts.chinese_face()


def test_a_single_face_that_has_chinese_will_do(
    no_fonts: None, chinese_font: fonts.Face, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.otf"
    own.write_bytes(fonts.subset(chinese_font, "臺灣個資"))
    monkeypatch.setenv("ASSISTANT_FONT", str(own))
    assert fonts.chinese_face() == fonts.Face(own, 0)


def test_a_subset_has_its_characters_and_no_others(chinese_font: fonts.Face) -> None:
    content = fonts.subset(chinese_font, "個資法")
    font = TTFont(io.BytesIO(content))
    assert set(font.getBestCmap()) == set(map(ord, "個資法 "))
    assert len(content) < 10_000 < chinese_font.path.stat().st_size


def test_characters_of_one_glyph_come_in_layers(chinese_font: fonts.Face) -> None:
    # Where a font draws the radical ⼀ (U+2F00) as the character 一 (U+4E00), only one of them copies out right.
    layers = chinese_font.layers("一⼀二")
    assert set().union(*layers) == set("一⼀二")
    assert not any({"一", "⼀"} <= layer for layer in layers) or len(layers) == 1
    assert sum(map(len, layers)) == 3


def test_the_bold_face_is_of_the_same_family(chinese_font: fonts.Face) -> None:
    bold = fonts.bold_face(chinese_font)
    if bold is None:
        pytest.skip(f"{chinese_font.name} has no bold companion here")
    assert bold.name == chinese_font.name and bold.path != chinese_font.path


# --- lines ----------------------------------------------------------------------------------------------------------


def set_in(width: int, words: str) -> list[str]:
    """``words`` in lines of ``width``, each character one wide."""
    return ["".join(atom.text for atom in line) for line in broken(text(words), float(width), lambda t: float(len(t)))]


@pytest.mark.parametrize(
    ("width", "words", "lines"),
    [
        (4, "一二三四五", ["一二三四", "五"]),
        (4, "一二三四，五", ["一二三", "四，五"]),  # no comma at a line's head
        (4, "一二三（四五）", ["一二三", "（四五）"]),  # no bracket at its end
        (6, "一二 2017 三", ["一二 ", "2017 三"]),  # words stay whole
        (4, "abcdefgh", ["abcd", "efgh"]),  # unless they are longer than a line
        (9, "一\n\n二", ["一", "", "二"]),
        (4, "", [""]),
    ],
)
def test_lines_are_broken_as_chinese_is_set(width: int, words: str, lines: list[str]) -> None:
    assert set_in(width, words) == lines
