"""Cold start, warm queries on the shipped corpus and on 100,000 passages, and where a build spends its time."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from assistant import fusion, index, text
from assistant.assembly import Assistant, build_assistant
from assistant.paths import default_paths
from assistant.retrieval import Retriever
from benchmarks import synthetic

QUESTIONS = (
    "民眾資料被駭客偷走，要不要通知他們？",
    "隨身碟",
    "兒子來幫爸爸問補助，可以把查到的單子印給他嗎？",
    "委外廠商做的網站，簽約要注意什麼資安事項？",
    "半夜有帳號從沒去過的國家登進來，系統應該要有什麼反應？",
)
LARGE = 100_000
ROUNDS = 40


COLD = """
import resource, sys
from assistant.cli import main
sys.argv = ["assistant", "ask", "資料外洩要通知嗎", "--json"]
try:
    main()
except SystemExit:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def main() -> None:
    """Print the table."""
    assistant = build_assistant(default_paths(), only_if_needed=True)
    _cold()
    small = _median("warm query, shipped corpus", lambda q: assistant.retriever.rank(q), QUESTIONS)
    _median("  of which cutting and encoding", lambda q: assistant.retriever.query(q), QUESTIONS)
    _median("  the same without phrasings", lambda q: assistant.retriever.rank(q, phrasings=False), QUESTIONS)
    _median("warm answer, composed with marks", lambda q: assistant.ask(q), QUESTIONS)
    _build(assistant)
    large = _large(assistant)
    print(f"{'ratio 100,000 passages / shipped corpus':<44}{large / small:>10.1f} ×")


def _cold() -> None:
    seconds, peaks = [], []
    for _ in range(5):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True)
        seconds.append(time.perf_counter() - start)
        peaks.append(int(done.stderr.split()[-1]) / 1024)
    print(f"{'cold ask --json, process start to end':<44}{statistics.median(seconds):>10.2f} s")
    print(f"{'  peak memory':<44}{max(peaks):>10.0f} MB")


def _median(name: str, job: Callable[[str], object], questions: Sequence[str]) -> float:
    for question in questions:
        job(question)
    times = []
    for _ in range(ROUNDS):
        for question in questions:
            start = time.perf_counter()
            job(question)
            times.append((time.perf_counter() - start) * 1000)
    median = statistics.median(times)
    print(f"{name:<44}{median:>10.2f} ms   (p95 {statistics.quantiles(times, n=20)[-1]:.2f})")
    return median


def _build(assistant: Assistant) -> None:
    texts = [p.embedded for passages in assistant.library.passages.values() for p in passages]
    start = time.perf_counter()
    index.build(assistant.library.passages, assistant.library.corpus_sha256, assistant.encoder)
    whole = time.perf_counter() - start
    print(f"{'build in memory, shipped corpus':<44}{len(texts) / whole:>10.0f} passages/s ({whole:.2f} s)")
    for name, job in (
        ("encoding", assistant.encoder.encode),
        *((c, _cutter(cut)) for c, cut in index.CHANNELS.items()),
    ):
        start = time.perf_counter()
        job(texts)
        print(f"{'  ' + name:<44}{(time.perf_counter() - start) / whole:>10.0%} of it")


def _cutter(cut: Callable[[str], list[str]]) -> Callable[[Sequence[str]], object]:
    return lambda texts: [cut(entry) for entry in texts]


def _large(assistant: Assistant) -> float:
    passages = {**assistant.library.passages, "guideline": synthetic.passages(assistant.library, LARGE)}
    passages |= {"phrasings": (), "outside": ()}
    start = time.perf_counter()
    built = index.build(passages, "0" * 64, assistant.encoder)
    seconds = time.perf_counter() - start
    print(f"{f'build in memory, {LARGE:,} passages':<44}{LARGE / seconds:>10.0f} passages/s ({seconds:.1f} s)")
    retriever = Retriever(built, assistant.encoder, fusion.load())
    median = _median(f"warm query, {LARGE:,} passages", lambda q: retriever.rank(q), QUESTIONS)
    print(f"{'peak memory of this process':<44}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>10.0f} MB")
    return median


if __name__ == "__main__":
    text.words("")
    main()
