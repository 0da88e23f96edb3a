from __future__ import annotations

import json
import multiprocessing
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import index, text
from assistant.cases import read_guideline
from assistant.errors import IndexStaleError, IndexUnusableError
from assistant.index import Index, build, open_index, save, storage
from assistant.library import Library
from assistant.model import Passage
from assistant.passages import passages_of
from tests.conftest import SMALL_GUIDELINE, source
from tests.fakes import KeywordEncoder

CORPUS = "c" * 64
Passages = dict[str, tuple[Passage, ...]]


@pytest.fixture
def passages(library: Library) -> Passages:
    cases = read_guideline(source(SMALL_GUIDELINE), library.registry).cases
    return {"guideline": tuple(p for case in cases for p in passages_of(case)), "phrasings": ()}


@pytest.fixture
def built(passages: Passages) -> Index:
    return build(passages, CORPUS, KeywordEncoder())


def test_lexical_scores_are_the_share_of_the_query_that_a_passage_holds(built: Index, passages: Passages):
    lexicon = built.spaces["guideline"].lexicons["words"]
    target = next(i for i, p in enumerate(passages["guideline"]) if "螢幕" in p.embedded)
    full = lexicon.scores(text.search_words("螢幕鎖定"))
    half = lexicon.scores([*text.search_words("螢幕鎖定"), "從未", "出現"])
    assert full.argmax() == target
    assert 0 < half[target] < full[target] <= 1
    assert not lexicon.scores(["從未"]).any()


def test_scores_are_those_of_the_engine(built: Index):
    lexicon = built.spaces["guideline"].lexicons["bigrams"]
    terms = text.bigrams("手機遺失要通報，手機螢幕要鎖定")
    ids = [lexicon.engine.vocab_dict[term] for term in terms if term in lexicon.engine.vocab_dict]
    found, expected = lexicon.scores(terms), lexicon.engine.get_scores_from_ids(ids)
    np.testing.assert_allclose(found / found.max(), expected / expected.max(), rtol=1e-5)


def test_save_and_open_give_the_same_scores(tmp_path: Path, built: Index, passages: Passages):
    save(built, tmp_path)
    opened = open_index(tmp_path, passages, CORPUS, KeywordEncoder())
    for channel in index.CHANNELS:
        terms = index.CHANNELS[channel]("遺失手機要通報")
        before, after = (i.spaces["guideline"].lexicons[channel].scores(terms) for i in (built, opened))
        np.testing.assert_array_equal(before, after)
    np.testing.assert_array_equal(built.spaces["guideline"].vectors.matrix, opened.spaces["guideline"].vectors.matrix)
    assert opened.spaces["phrasings"].passages == ()


def test_a_new_build_replaces_the_old_generation(tmp_path: Path, passages: Passages):
    first = save(build(passages, CORPUS, KeywordEncoder()), tmp_path)
    second = save(build(passages, CORPUS, KeywordEncoder()), tmp_path)
    assert first.generation != second.generation
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == [second.generation]


def test_a_crash_while_writing_leaves_the_old_index(tmp_path: Path, built: Index, passages: Passages, monkeypatch):
    save(built, tmp_path)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage, "_write_atomically", full_disk)
    with pytest.raises(IndexUnusableError, match="無法寫入索引資料夾.*No space left"):
        save(build(passages, CORPUS, KeywordEncoder()), tmp_path)
    assert open_index(tmp_path, passages, CORPUS, KeywordEncoder()).manifest.generation == built.manifest.generation
    assert len([p for p in tmp_path.iterdir() if p.is_dir()]) == 1


def test_no_index_says_how_to_build(tmp_path: Path, passages: Passages):
    with pytest.raises(IndexUnusableError, match="還沒有索引.*python -m assistant build"):
        open_index(tmp_path, passages, CORPUS, KeywordEncoder())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"schema": 2}', b"\xff\xfe"])
def test_a_damaged_manifest_is_refused(tmp_path: Path, built: Index, passages: Passages, content: bytes):
    save(built, tmp_path)
    (tmp_path / index.MANIFEST).write_bytes(content)
    with pytest.raises(IndexUnusableError, match="已損壞.*build"):
        open_index(tmp_path, passages, CORPUS, KeywordEncoder())


def test_another_schema_is_stale(tmp_path: Path, built: Index, passages: Passages):
    save(built, tmp_path)
    content = json.loads((tmp_path / index.MANIFEST).read_text())
    (tmp_path / index.MANIFEST).write_text(json.dumps(content | {"schema": index.SCHEMA + 1}))
    with pytest.raises(IndexStaleError, match="另一個版本的格式"):
        open_index(tmp_path, passages, CORPUS, KeywordEncoder())


@pytest.mark.parametrize("damage", ["truncate", "flip", "remove"])
def test_each_damaged_file_is_noticed(tmp_path: Path, built: Index, passages: Passages, damage: str):
    manifest = save(built, tmp_path)
    for name in manifest.files:
        path = tmp_path / manifest.generation / name
        content = path.read_bytes()
        if damage == "remove":
            path.unlink()
        else:
            path.write_bytes(content[:-1] if damage == "truncate" else content[:-1] + bytes([content[-1] ^ 1]))
        with pytest.raises(IndexUnusableError, match="build"):
            open_index(tmp_path, passages, CORPUS, KeywordEncoder())
        path.write_bytes(content)


def test_another_corpus_encoder_pipeline_or_passage_is_stale(
    tmp_path: Path, built: Index, passages: Passages, monkeypatch: pytest.MonkeyPatch
):
    save(built, tmp_path)
    with pytest.raises(IndexStaleError, match="corpus/ 在建立索引之後有更動"):
        open_index(tmp_path, passages, "d" * 64, KeywordEncoder())
    other = KeywordEncoder()
    other.sha256 = "o" * 64
    with pytest.raises(IndexStaleError, match="另一個語意模型"):
        open_index(tmp_path, passages, CORPUS, other)
    changed = {**passages, "guideline": (replace(passages["guideline"][0], embedded="x"), *passages["guideline"][1:])}
    with pytest.raises(IndexStaleError, match="另一個版本的程式"):
        open_index(tmp_path, changed, CORPUS, KeywordEncoder())
    monkeypatch.setattr(text, "PIPELINE_VERSION", text.PIPELINE_VERSION + 1)
    with pytest.raises(IndexStaleError, match="另一個版本的程式"):
        open_index(tmp_path, passages, CORPUS, KeywordEncoder())


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    # A file where the folder should be: refused for every user, root included.
    (tmp_path / "index").write_text("")
    with (
        pytest.raises(IndexUnusableError, match="無法寫入索引資料夾.*ASSISTANT_INDEX"),
        index.build_lock(tmp_path / "index"),
    ):
        pass


def _hold(folder: str, started: object, release: object) -> None:
    with index.build_lock(Path(folder)):
        started.set()
        release.wait(30)


def test_a_second_build_waits_and_then_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(storage, "LOCK_TIMEOUT", 0.2)
    context = multiprocessing.get_context("spawn")
    started, release = context.Event(), context.Event()
    holder = context.Process(target=_hold, args=(os.fspath(tmp_path), started, release))
    holder.start()
    try:
        assert started.wait(60)
        with pytest.raises(IndexUnusableError, match="另一個程序正在建立索引"), index.build_lock(tmp_path):
            pass
    finally:
        release.set()
        holder.join(30)
    with index.build_lock(tmp_path):
        pass
