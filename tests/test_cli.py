from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "index"
    done = run("build", index=folder)
    assert done.returncode == 0, done.stderr
    return folder


def run(*arguments: str, index: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "ASSISTANT_INDEX": str(index), **environment},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_build_says_what_it_read_and_warns_of_what_is_odd(index: Path):
    done = run("build", index=index)
    assert "6 個案例" in done.stdout
    assert "案例 20170101 的叮嚀事項第 10 項在原文是空的" in done.stderr


def test_ask_json_is_the_contract(index: Path):
    done = run("ask", "民眾資料被駭客偷走，要不要通知他們？", "--json", index=index)
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["status"] == "answered"
    assert answer["reason"] is None
    first = answer["reminders"][0]
    assert (first["case"], first["number"]) == ("20170102", 5)
    source = (ROOT / "corpus" / first["source"]).read_text(encoding="utf-8")
    assert source[first["start"] : first["end"]] == first["text"]
    assert answer["cases"][0].keys() >= {"id", "title", "closeness", "band"}
    assert answer["articles"][0].keys() >= {"law", "number", "title", "cited_by", "url", "status"}
    assert answer["passages"][0].keys() >= {"case", "field", "number", "text", "source", "start", "end"}
    assert answer["corpus"].keys() == {"sha256", "built_at"}
    assert answer["encoder"].keys() == {"name", "sha256"}


def test_ask_at_a_prompt_quotes_with_source(index: Path):
    done = run("ask", "民眾資料被駭客偷走，要不要通知他們？", index=index)
    assert "主動依個人資料保護法規定通知個人資料遭外洩之當事人" in done.stdout
    assert "20170102" in done.stdout


def test_a_batch_keeps_order_and_ids_and_goes_on_past_an_empty_line_of_text(index: Path):
    lines = [
        {"id": "a", "text": "隨身碟"},
        {"id": "b", "text": " "},
        {"id": "c", "turns": ["資料被偷了", "那要通知他們嗎"]},
    ]
    stdin = "\n".join(json.dumps(line) for line in lines).encode()
    done = run("ask", "--input", "-", "--json", index=index, stdin=stdin)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == ["a", "b", "c"]
    assert answers[1]["status"] == "too_vague"
    assert answers[2]["reminders"][0]["case"] == "20170102"


def test_nothing_fits_is_no_error(index: Path):
    done = run("ask", "今天午餐吃什麼好呢", "--json", index=index)
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["status"], answer["reminders"], answer["articles"]) == ("no_precedent", [], [])
    assert answer["cases"]
    nearest = json.loads(run("ask", "今天午餐吃什麼好呢", "--json", "--nearest", index=index).stdout)
    assert nearest["status"] == "no_precedent"
    assert len(nearest["reminders"]) == 10


@pytest.mark.parametrize(
    "question", ["<script>alert(1)</script>", "🙂🙂", "\u200b\u200b密\u0007碼", "'; DROP TABLE", "?", "密"]
)
def test_odd_text_is_answered_or_declined_but_never_breaks(index: Path, question: str):
    done = run("ask", question, "--json", index=index)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["question"] == question


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask", ""], "還沒有輸入問題"),
        (["ask", "  \n"], "還沒有輸入問題"),
        (["ask", "\u200b"], "還沒有輸入問題"),
        (["ask"], "請給一段文字，或用 --input"),
        (["ask", "甲", "--input", "-"], "擇一"),
        (["ask", "--input", "/nonexistent.jsonl"], "找不到檔案"),
    ],
)
def test_bad_usage_says_what_to_do_and_exits_2(index: Path, arguments: list[str], message: str):
    done = run(*arguments, index=index)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_megabyte_is_refused_with_its_length(index: Path):
    stdin = json.dumps({"text": "個資外洩" * 90_000}).encode()
    done = run("ask", "--input", "-", "--json", index=index, stdin=stdin)
    assert done.returncode == 0
    assert "問題太長（360,000 字" in json.loads(done.stdout)["reason"]


def test_a_broken_line_is_named(index: Path):
    done = run("ask", "--input", "-", index=index, stdin='{"text": "甲"}\n{oops\n'.encode())
    assert done.returncode == 2
    assert "第 2 行不是正確的 JSON" in done.stderr


def test_no_index_exits_1_with_the_remedy(tmp_path: Path):
    done = run("ask", "隨身碟", index=tmp_path)
    assert done.returncode == 1
    assert "還沒有索引" in done.stderr
    assert "python -m assistant build" in done.stderr


def test_a_folder_that_cannot_be_written_exits_1(tmp_path: Path):
    (tmp_path / "file").write_text("")
    done = run("build", index=tmp_path / "file")
    assert done.returncode == 1
    assert "無法寫入索引資料夾" in done.stderr


def test_a_missing_encoder_exits_1_with_the_remedy(tmp_path: Path):
    done = run("build", index=tmp_path, ASSISTANT_ENCODER=str(tmp_path / "no-model"))
    assert done.returncode == 1
    assert "no-model" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_cold_ask_loads_no_torch_no_gradio(index: Path):
    code = (
        "import sys; from assistant.cli import main; sys.argv = ['assistant', 'ask', '隨身碟', '--json']\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([m for m in ('torch', 'sentence_transformers', 'transformers', 'gradio') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "ASSISTANT_INDEX": str(index)},
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_two_builds_at_once_leave_one_whole_index(tmp_path: Path):
    command = [sys.executable, "-m", "assistant", "build"]
    environment = {**os.environ, "ASSISTANT_INDEX": str(tmp_path / "index")}
    both = [subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0], [p.stderr.read() for p in both]
    for process in both:
        process.stderr.close()
    assert run("ask", "隨身碟", "--json", index=tmp_path / "index").returncode == 0
