"""The reader of the shipped model against the library whose format it is, and what happens to other and broken ones."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.encoder import (
    MARK,
    SHIPPED,
    VOCABULARY,
    WEIGHTS,
    SentenceTransformerEncoder,
    StaticEncoder,
    WordPieces,
    load_encoder,
    read_static,
)
from assistant.errors import EncoderError
from assistant.text import encoder_input
from tests.conftest import ROOT

MODELS = ROOT / "models"
third_party = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")


@pytest.fixture(scope="module")
def shipped() -> StaticEncoder:
    return read_static(MODELS / SHIPPED)


@pytest.fixture(scope="module")
def original():
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(MODELS / SHIPPED), device="cpu")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A model of two dimensions and four words: 甲 = (1, 0), 乙 = (0, 2), 甲乙丙 = (3, 4)."""
    from safetensors.numpy import save_file

    rows = np.array([[0, 0], [1, 0], [0, 1], [3, 4]], dtype=np.int8)
    scales = np.array([1, 1, 2, 1], dtype=np.float32)
    save_file({"embeddings": rows, "weights": scales}, str(tmp_path / WEIGHTS))
    vocabulary = {"[UNK]": 0, "甲": 1, "乙": 2, "甲乙丙": 3}
    (tmp_path / VOCABULARY).write_text(json.dumps({"model": {"vocab": vocabulary, "unk_token": "[UNK]"}}))
    (tmp_path / MARK).write_text(json.dumps({"name": "tiny"}))
    return tmp_path


def test_a_text_is_the_mean_of_its_words_at_unit_length(copy: Path):
    # 甲 + 乙 = (1, 2), divided by its length √5; an unknown word adds nothing.
    found = read_static(copy).encode_words(["甲 乙", "甲 乙 丁", "甲乙丙"])
    expected = np.array([[1 / 5**0.5, 2 / 5**0.5], [1 / 5**0.5, 2 / 5**0.5], [0.6, 0.8]])
    assert np.allclose(found, expected, atol=1e-7)
    assert found.dtype == np.float32


def test_a_text_without_words_is_zeros(copy: Path):
    assert read_static(copy).encode(["", "！？", "\u200b"]).tolist() == [[0.0, 0.0]] * 3
    assert read_static(copy).encode([]).shape == (0, 2)


def test_word_vectors_are_the_distinct_words_and_their_weights(copy: Path):
    # 甲 = (1, 0), 乙 = (0, 1) · 2; a repeated word counts once, an unknown one not at all.
    encoder = read_static(copy)
    rows, weights = encoder.unit_words(encoder.word_ids("乙甲乙丁"))
    assert rows.tolist() == [[1, 0], [0, 1]]
    assert weights.tolist() == [1, 2]
    assert encoder.unit_words(encoder.word_ids(""))[0].shape == (0, 2)


def test_an_unknown_word_is_read_by_its_longest_known_parts():
    pieces = WordPieces({"[UNK]": 0, "甲": 1, "乙": 2, "甲乙": 3, "丙" * 101: 4}, 0)
    assert pieces("甲乙甲 乙甲 甲丁") == [3, 1, 2, 1, 0]
    assert pieces("丙" * 101) == [0]


@third_party
def test_every_vector_is_the_one_the_library_gives(shipped: StaticEncoder, original):
    asked = [
        "民眾資料被駭客偷走，要不要通知他們？",
        "隨身碟掉了",
        "ＵＳＢ　password 123",
        "民众资料外泄",
        "𠮷野家ﬁ😀",
        "丙" * 300,
    ]
    words = [encoder_input(text) for text in asked]
    assert np.abs(shipped.encode(asked) - original.encode(words)).max() < 1e-5


@third_party
@settings(max_examples=200)
@given(st.text(max_size=40) | st.text(alphabet="民眾資料外洩密碼帳號系統 機關應定期a1，。", max_size=40))
def test_every_vector_is_the_one_the_library_gives_for_any_text(shipped: StaticEncoder, original, text: str):
    words = encoder_input(text)
    assert np.abs(shipped.encode([text])[0] - original.encode([words], show_progress_bar=False)[0]).max() < 1e-5


def test_the_shipped_model_has_unit_rows_and_a_small_folder(shipped: StaticEncoder):
    vectors = shipped.encode(["個資外洩要通報嗎", "密碼多久換一次"])
    assert vectors.shape == (2, shipped.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert sum(path.stat().st_size for path in (MODELS / SHIPPED).rglob("*")) <= 60_000_000


def test_everyday_words_are_nearer_to_what_they_ask_for(shipped: StaticEncoder):
    asked, right, wrong = shipped.encode(
        ["隨身碟弄丟了", "可攜式媒體遺失時，應立即通報。", "會員密碼應定期更換，並具複雜性。"]
    )
    assert asked @ right > asked @ wrong + 0.1


def test_the_hash_covers_what_decides_the_vectors(copy: Path):
    before = read_static(copy).sha256
    (copy / "README.md").write_text("a card")
    assert read_static(copy).sha256 == before
    (copy / MARK).write_text(json.dumps({"name": "other"}))
    assert read_static(copy).sha256 != before


def test_without_a_setting_the_shipped_model_is_read(shipped: StaticEncoder):
    assert load_encoder(None, MODELS).sha256 == load_encoder("", MODELS).sha256 == shipped.sha256


def test_a_setting_may_name_one_of_ours(copy: Path):
    assert load_encoder(str(copy), MODELS).name == "tiny"


@pytest.mark.parametrize("name", [MARK, VOCABULARY, WEIGHTS])
def test_a_missing_file_is_named(copy: Path, name: str):
    (copy / name).unlink()
    with pytest.raises(EncoderError, match=f"缺少檔案 {name}.*ASSISTANT_ENCODER"):
        read_static(copy)


@pytest.mark.parametrize("name", [MARK, VOCABULARY, WEIGHTS])
@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[]"])
def test_a_damaged_file_is_an_error_with_a_remedy(copy: Path, name: str, content: bytes):
    (copy / name).write_bytes(content)
    with pytest.raises(EncoderError, match="已損壞.*重新取得"):
        read_static(copy)


def test_a_vocabulary_of_another_model_is_an_error(copy: Path):
    content = json.loads((copy / VOCABULARY).read_text())
    content["model"]["vocab"]["丁"] = 4
    (copy / VOCABULARY).write_text(json.dumps(content))
    with pytest.raises(EncoderError, match="已損壞"):
        read_static(copy)


@pytest.mark.parametrize("setting", ["./no-model", "/no/such/model", "~/no-such-model", "a/b/c"])
def test_a_folder_that_is_not_there_is_an_error_that_names_the_setting(setting: str):
    with pytest.raises(EncoderError, match=f"{setting}.*ASSISTANT_ENCODER"):
        load_encoder(setting, MODELS)


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny transformer with random weights, saved as sentence-transformers saves one."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("transformer")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"民眾資料密碼個外洩"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    layers = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[layers, Pooling(16)], device="cpu").save(str(folder / "model"))
    return folder / "model"


@third_party
def test_any_other_model_reads_the_text_as_it_is(transformer: Path):
    from sentence_transformers import SentenceTransformer

    encoder = load_encoder(str(transformer), MODELS)
    texts = ["民眾個資外洩", "密碼"]
    expected = SentenceTransformer(str(transformer), device="cpu").encode(texts)
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert isinstance(encoder, SentenceTransformerEncoder)
    assert (encoder.name, encoder.dimension) == ("model", 16)
    assert np.allclose(encoder.encode(texts), expected, atol=1e-5)
    assert encoder.encode([]).shape == (0, 16)


@third_party
def test_the_hash_of_another_model_is_of_its_files(transformer: Path, tmp_path: Path):
    copied = shutil.copytree(transformer, tmp_path / "copied")
    assert load_encoder(str(copied), MODELS).sha256 == load_encoder(str(transformer), MODELS).sha256
    (copied / "extra.json").write_text("{}")
    assert load_encoder(str(copied), MODELS).sha256 != load_encoder(str(transformer), MODELS).sha256


@third_party
def test_a_folder_that_is_no_model_is_an_error_with_a_remedy(tmp_path: Path):
    (tmp_path / "modules.json").write_text("{")
    with pytest.raises(EncoderError, match="無法載入語意模型.*ASSISTANT_ENCODER"):
        load_encoder(str(tmp_path), MODELS)


def test_reading_the_shipped_model_loads_no_torch_and_takes_less_than_a_second():
    code = (
        "import sys, time; from pathlib import Path; began = time.perf_counter()\n"
        "from assistant.encoder import load_encoder; load_encoder(None, Path('models'))\n"
        "print(time.perf_counter() - began, [m for m in ('torch', 'sentence_transformers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    seconds, loaded = done.stdout.split(maxsplit=1)
    assert loaded.strip() == "[]"
    # 0.2 s on an idle core; the limit leaves room for a busy machine.
    assert float(seconds) < 1.5
