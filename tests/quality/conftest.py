from __future__ import annotations

import pytest

from tests.conftest import ROOT, require


@pytest.fixture(scope="package")
def assistant(tmp_path_factory: pytest.TempPathFactory):
    models = require(ROOT / "models")
    from assistant.assembly import build_assistant
    from assistant.paths import Paths

    return build_assistant(Paths(ROOT / "corpus", tmp_path_factory.mktemp("index"), models))
