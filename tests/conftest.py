"""What every test may use: the shipped corpus, read once, and a small made-up guideline."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from assistant.assembly import Assistant, build_assistant
from assistant.corpus import Corpus, read_corpus
from assistant.library import Library, read_library
from assistant.model import Source
from assistant.paths import Paths

# No test is timed: the first that cuts words waits for the dictionary, and which one is first depends on the order.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"

#: A guideline in a notation of its own: no blank lines, ASCII colons, Arabic numbers, a line that runs on.
SMALL_GUIDELINE = """某市測試指引
類型編號:30010101
案例標題:遺失公務手機案
案例闡明:承辦人甲於捷運遺失公務手機，內有民眾名冊。
拾得人把名冊公開。
對應規範:
1.個人資料保護法第12條(通知)
叮嚀事項:
1.公務手機應設定螢幕鎖定。
2.遺失時立即通報
並遠端清除資料。
3、
類型編號:30010102
案例標題:會議室白板未擦案
案例闡明:訪客拍下白板上的招標底價。
對應規範:
1.不存在之法第3條
叮嚀事項:
1.會後應清除白板內容。
"""


def source(text: str, name: str = "small.txt") -> Source:
    """A source as ``corpus/`` would hold it."""
    return Source(name, text, "0" * 64)


def require(path: Path) -> Path:
    """``path``, or a skip that names it: what lies in ../shared is not part of a clone."""
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{path} is missing on CI")
        pytest.skip(f"needs {path}, which is not part of this clone")
    return path


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return read_corpus(ROOT / "corpus")


@pytest.fixture(scope="session")
def library(corpus: Corpus) -> Library:
    return read_library(corpus)


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The shipped assistant over an index of this test run's own."""
    index = tmp_path_factory.mktemp("assistant") / "index"
    return build_assistant(Paths(ROOT / "corpus", index, ROOT / "models"))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """The shipped corpus and models with an index folder of this test's own."""
    return Paths(ROOT / "corpus", tmp_path / "index", ROOT / "models")
