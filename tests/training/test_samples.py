from __future__ import annotations

import random

from training.samples import Sample, bereft, slipped, twins_among, with_slips

ONE = Sample("密碼要多長", 1.0, {("a", 1): 3, ("b", 2): 2}, {"a": 3, "b": 2}, fold=1)
OTHER = Sample("通知誰", 1.0, {("a", 2): 3}, {"a": 3}, fold=2)
NONE = Sample("印表機卡紙", 1.0, fold=0)


def test_twins_are_reminders_of_other_cases_that_help_with_the_same_question():
    assert twins_among([ONE, OTHER]) == {("a", 1): {("b", 2)}, ("b", 2): {("a", 1)}, ("a", 2): set()}


def test_a_bereft_question_has_lost_its_case_and_its_twins():
    found = list(bereft([OTHER, NONE, ONE], {("a", 2): {("c", 5)}}))
    assert [sample.text for sample in found] == [OTHER.text, ONE.text]
    assert found[0].removed == {("a", None), ("c", 5)}
    assert found[0].fold == 2
    assert not any(sample.answerable for sample in found)


def test_slips_sound_alike_and_are_the_same_every_time():
    text = "系統漏洞要定期檢視"
    found = [with_slips(text, random.Random(seed)) for seed in range(20)]
    assert found == [with_slips(text, random.Random(seed)) for seed in range(20)]
    changed = [sum(a != b for a, b in zip(slip, text, strict=True)) for slip in found]
    # One place is drawn; a character that has no common homophone stays.
    assert set(changed) == {0, 1}
    assert sum(changed) > 10


def test_a_share_of_the_samples_slips_and_keeps_its_labels():
    samples = [ONE, OTHER] * 200
    found = list(slipped(samples, 0.25, 0.5, 3))
    assert 60 < len(found) < 140
    assert {sample.weight for sample in found} == {0.5}
    assert {sample.fold for sample in found} == {1, 2}
    assert all(sample.cases for sample in found)
