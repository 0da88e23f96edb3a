from __future__ import annotations

import numpy as np
import pytest

from assistant import fusion
from assistant.cases import read_guideline
from assistant.evaluation.comparing import configurations, ranked, reciprocal_rank_fusion
from assistant.evaluation.samples import Question
from assistant.index import build, no_progress
from assistant.library import Library
from assistant.passages import passages_of, phrasing_passages
from assistant.phrasings import Phrasing
from assistant.retrieval import Retriever
from tests.conftest import SMALL_GUIDELINE, source
from tests.evaluation.scripted import BOARD, PHONE
from tests.fakes import KeywordEncoder

EVIDENCE = {
    "a": np.array([0.9, 0.0, 0.1, 0.0], dtype=np.float32),
    "b": np.array([0.5, 0.7, 0.2, 0.0], dtype=np.float32),
    "c": np.zeros(4, dtype=np.float32),
}


def test_a_channel_ranks_what_it_finds():
    assert ranked(EVIDENCE, 0) == ("a", "b")
    assert ranked(EVIDENCE, 1) == ("b",)
    assert ranked(EVIDENCE, 3) == ()


def test_reciprocal_ranks_are_summed_over_the_channels():
    # a: 1/61 (dense) + 1/62 (bigrams); b: 1/62 (dense) + 1/61 (words) + 1/61 (bigrams); c is found by none.
    assert 1 / 62 + 1 / 61 + 1 / 61 > 1 / 61 + 1 / 62
    assert reciprocal_rank_fusion(EVIDENCE) == ("b", "a")


def test_two_middling_ranks_outweigh_one_first_rank():
    dense = {"top": 0.9, "b": 0.8, "both": 0.7}
    words = {"c": 0.9, "d": 0.8, "both": 0.7}
    keys = ("top", "b", "c", "d", "both")
    evidence = {key: np.array([dense.get(key, 0), words.get(key, 0), 0, 0], dtype=np.float32) for key in keys}
    # 2/63 > 1/61 > 1/62; equal sums keep the order in which they were put forward.
    assert reciprocal_rank_fusion(evidence) == ("both", "top", "c", "b", "d")


@pytest.fixture
def retriever(library: Library) -> Retriever:
    cases = read_guideline(source(SMALL_GUIDELINE), library.registry).cases
    phrasings = (Phrasing(BOARD, 1, "開完會要收拾嗎"),)
    passages = {
        "guideline": tuple(p for case in cases for p in passages_of(case)),
        "phrasings": tuple(p for case in cases for p in phrasing_passages(case, phrasings)),
        "outside": (),
    }
    encoder = KeywordEncoder()
    return Retriever(build(passages, "c" * 64, encoder), encoder, fusion.load())


def outcomes(retriever: Retriever, text: str):
    question = Question("q", (text,), "", frozenset(), frozenset(), frozenset(), frozenset())
    return {name: pairs[0][1] for name, pairs in configurations([question], retriever, no_progress).items()}


def test_every_search_is_measured_with_and_without_phrasings(retriever: Retriever):
    names = ("learned", "rrf", *fusion.CHANNELS)
    assert set(outcomes(retriever, "白板")) == {*names, *(f"{name}+phrasings" for name in names)}


def test_a_channel_alone_knows_only_its_own_evidence(retriever: Retriever):
    found = outcomes(retriever, "通報")
    # The vector of 通報 is that of the reminder that says it (times 1/√1); its words stand there alone, too.
    assert found["dense"].reminders[0] == found["words"].reminders[0] == (PHONE, 2)
    assert found["dense"].cases[0] == PHONE


def test_phrasings_lead_to_their_reminder_only_where_they_are_searched(retriever: Retriever):
    found = outcomes(retriever, "開完會要收拾嗎")
    assert found["words+phrasings"].reminders == ((BOARD, 1),)
    assert found["words+phrasings"].cases[0] == BOARD
    assert (BOARD, 1) not in found["words"].reminders


def test_the_learned_fusion_is_what_the_assistant_searches_with(retriever: Retriever):
    ranking = retriever.rank("白板沒有擦", phrasings=False)
    expected = tuple((hit.passage.case, hit.passage.number) for hit in ranking.reminders)
    assert outcomes(retriever, "白板沒有擦")["learned"].reminders == expected
