from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant import fusion, incident, index
from assistant.corpus import Corpus
from assistant.errors import InputError
from assistant.incident import report as reporting
from assistant.incident.statements import split
from assistant.library import Library
from assistant.model import IncidentReport, Provenance
from assistant.retrieval import Retriever
from assistant.text import bigrams

PROVENANCE = Provenance("c", "2026-01-01T00:00:00Z", "pairs", "e")
#: An incident in the words of 20170105, so that even the searches that know no meaning find it.
COUNTER = (
    "某政府機關櫃檯服務人員因民眾詢問家中長輩申領社會福利補助，登入中央社政系統查詢被查詢人已領福利事項，"
    "並列印被查詢人戶籍資料，未確認身分就任意交付非被查詢者本人，民眾陳大明先生隨即帶走。"
    "機關已建立標準作業程序，記錄查詢時間、人員及用途等要項。列印的資料尚未歸檔或銷毀。"
)


class PairEncoder:
    """Vectors that count character pairs, folded into a fixed number of places: like words, like vectors."""

    name, sha256, dimension = "pairs", "p" * 64, 512

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for pair in bigrams(text):
                row[zlib.crc32(pair.encode()) % self.dimension] += 1.0
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


class Checker:
    """The check on the shipped corpus, with vectors that know no meaning."""

    def __init__(self, corpus: Corpus, library: Library) -> None:
        built = index.build(library.passages, library.corpus_sha256, PairEncoder(), index.no_progress)
        self.library = library
        self.retriever = Retriever(built, PairEncoder(), fusion.load())
        self.vocabulary = incident.read_vocabulary(corpus.aspects)

    def __call__(self, description: str) -> IncidentReport:
        return incident.check(description, self.library, self.retriever, PROVENANCE, incident.load(), self.vocabulary)


@pytest.fixture(scope="module")
def check(corpus: Corpus, library: Library) -> Checker:
    return Checker(corpus, library)


def test_its_own_words_find_a_precedent(check: Checker):
    report = check(COUNTER)
    assert report.status == "answered"
    assert report.precedents[0].case.id == "20170105"
    assert report.precedents[0].matches
    states = {item.reminder.number: item.state for item in report.checklist if item.reminder.case == "20170105"}
    assert (states[3], states[5]) == ("open", "done")


def test_every_extract_stands_in_the_masked_text(check: Checker):
    report = check(COUNTER)
    assert report.cases[0].case.id == "20170105"
    assert len(report.incident) == len(COUNTER)
    assert "陳大明" not in report.incident
    extracts = [match.incident for p in report.precedents for match in p.matches]
    extracts += [d.incident_extract for p in report.precedents for d in (*p.shares, *p.differs) if d.incident_extract]
    extracts += [item.evidence for item in report.checklist if item.evidence]
    assert all(e.span.of(report.incident) == e.text for e in extracts)


def test_every_quotation_stands_in_its_source(check: Checker):
    report = check(COUNTER)
    text = check.library.guidelines[0].source.text
    quotes = [match.quote for p in report.precedents for match in p.matches]
    quotes += [d.precedent_quote for p in report.precedents for d in (*p.shares, *p.differs) if d.precedent_quote]
    quotes += [item.reminder.quote for item in report.checklist]
    assert all(q.span.of(text) == q.text for q in quotes)


@pytest.mark.parametrize("description", ["", "   \n\t", "\u200b\u200b", "\x00"])
def test_nothing_to_read(check: Checker, description: str):
    with pytest.raises(InputError, match="還沒有輸入事件描述"):
        check(description)


def test_too_much_to_read(check: Checker):
    with pytest.raises(InputError, match="太長（1,000,000 字，上限 20,000 字）"):
        check("外" * 1_000_000)


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ("個資外", "描述太短"),
        ("謝謝你", "描述太短"),
        ("。。。！！！", "描述太短"),
        ("1234567890 2024/05/01 0912345678 100 200", "數字或符號"),
        ("A server of our office was hacked last week and thousands of records leaked.", "不是中文"),
        ("先週サーバーがハッキングされ", "不是中文"),
        ("Tuần trước máy chủ bị tấn công", "不是中文"),
    ],
)
def test_what_cannot_be_compared_says_why(check: Checker, description: str, reason: str):
    report = check(description)
    assert report.status == "too_vague"
    assert report.reason is not None and reason in report.reason
    assert (report.precedents, report.checklist, report.articles, report.missing) == ((), (), (), ())


def test_a_pasted_table_is_read_cell_by_cell(check: Checker):
    table = "時間\t系統\t情形\n113/5/2\t報名網站\t三千名學生資料外洩\n113/5/9\t電子郵件\t寄錯收件人"
    report = check(table)
    assert report.status in ("answered", "no_precedent")
    assert [s.text for s in split(table)][-1] == "寄錯收件人"


def test_nothing_like_it_says_so_and_lists_the_nearest(check: Checker):
    report = check("工程車在縣道轉彎處與機車擦撞，騎士骨折送醫，家屬要求負擔醫藥費並聲請調解，保險公司協調理賠中。")
    assert report.status == "no_precedent"
    assert report.reason is not None and "沒有夠接近的先例" in report.reason
    assert len(report.cases) == 6
    assert (report.precedents, report.checklist, report.articles) == ((), (), ())


def test_requests_and_chains_of_reporting_change_nothing(check: Checker):
    talk = "議員要求說明，局長指示下週提出檢討報告，麻煩幫忙找找有沒有類似案例可以參考，謝謝。"
    plain, wordy = check(COUNTER), check(COUNTER + talk)
    assert [(c.case.id, c.closeness) for c in plain.cases] == [(c.case.id, c.closeness) for c in wordy.cases]
    assert plain.checklist == wordy.checklist


def test_articles_are_those_of_the_shown_precedents(check: Checker):
    report = check(COUNTER)
    shown = {precedent.case.id for precedent in report.precedents}
    assert all(set(cited.cited_by) <= shown and cited.cited_by for cited in report.articles)
    wanted = {
        (citation.law, citation.number)
        for precedent in report.precedents
        for provision in precedent.case.provisions
        for citation in provision.citations
    }
    assert {(cited.article.law, cited.article.number) for cited in report.articles} == wanted


def test_every_reminder_of_a_shown_precedent_is_listed_once(check: Checker):
    report = check(COUNTER)
    listed = [r for item in report.checklist for r in (item.reminder, *item.same_as)]
    wanted = [r for precedent in report.precedents for r in precedent.case.reminders]
    assert sorted((r.case, r.number) for r in listed) == sorted((r.case, r.number) for r in wanted)


def test_the_longest_description_is_read(check: Checker):
    assert reporting.LIMIT == 20_000
    long = (COUNTER * 200)[:20_000]
    assert check(long).cases[0].case.id == "20170105"
