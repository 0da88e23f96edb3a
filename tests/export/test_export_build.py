"""From answers and reports to memos: what is said, in which order, under which numbers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from assistant import wire
from assistant.export import Memo, answer_memo, conversation_memo, report_memo
from assistant.export.memo import Paragraph, Piece, Quote, Table, Tasks
from assistant.export.words import moment, topic
from assistant.library import Library
from assistant.model import Answer, IncidentReport
from tests.export import samples


def lines(memo: Memo) -> list[tuple[Piece, ...]]:
    found: list[tuple[Piece, ...]] = []
    for block in memo.blocks():
        match block:
            case Paragraph(line):
                found.append(line)
            case Quote(text, label, reference):
                mark = (Piece(f"[{reference}]", reference=reference),) if reference else ()
                found += [(Piece(text), *mark), label]
            case Tasks(items):
                found += [line for item in items for line in (item.line, item.note)]
            case Table(_, rows, _):
                found += [cell for row in rows for cell in row]
            case _:
                found += block.items
    return found


def marks(memo: Memo) -> list[int]:
    return [piece.reference for line in lines(memo) for piece in line if piece.reference is not None]


def section(memo: Memo, heading: str) -> tuple[object, ...]:
    return next(s.blocks for s in memo.sections if s.heading.startswith(heading))


def test_an_answer_is_told_in_the_order_of_the_page(memos: dict[str, Memo]) -> None:
    assert [s.heading for s in memos["answer"].sections] == ["問題", "叮嚀事項", "最接近的案例", "條文"]
    assert [s.heading for s in memos["declined"].sections] == ["問題", "查詢結果", "最接近、但不夠接近的案例"]
    assert [s.heading for s in memos["check"].sections] == [
        "事件描述", "相似先例 1：20170101", "相符之處", "異同", "相似先例 2：20170104", "相符之處", "異同",
        "條文", "檢核清單", "尚待補明的事實",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["answer", "declined", "conversation", "check"])
def test_references_are_numbered_as_they_first_appear_and_none_is_idle(memos: dict[str, Memo], kind: str) -> None:
    memo = memos[kind]
    first_seen = list(dict.fromkeys(marks(memo)))
    assert first_seen == [r.number for r in memo.references] == list(range(1, len(memo.references) + 1))


def test_every_reference_finds_its_words_in_the_source(memos: dict[str, Memo], library: Library) -> None:
    texts = {g.source.name: g.source for g in library.guidelines}
    for kind, memo in memos.items():
        quoted = {b.reference: b.text for b in memo.blocks() if isinstance(b, Quote) and b.reference is not None}
        shown = ["".join(p.text for p in line) for line in lines(memo)]
        for reference in memo.references:
            source = texts[reference.source]
            assert reference.span is not None and reference.sha256 == source.sha256
            words = reference.span.of(source.text)
            # A folded twin (the sixth of the check) is pointed at without its words.
            assert any(words in line for line in shown) or (kind, reference.number) == ("check", 6)
            assert quoted.get(reference.number, words) == words


def test_one_place_has_one_number_however_often_it_is_quoted(library: Library) -> None:
    here = samples.setting(library)
    once = answer_memo(samples.answer(library), here)
    twice = conversation_memo((samples.answer(library), samples.answer(library)), here)
    assert twice.references == once.references
    assert marks(twice) == marks(once) * 2


def test_a_reference_in_words(memos: dict[str, Memo]) -> None:
    first = memos["answer"].references[0]
    assert first.text == (
        "《2017 年臺中市政府公務（含機密及敏感）資料防洩密指引》案例 20170102．叮嚀事項第 5 項，"
        f"字元 {first.span.start}–{first.span.end}，"
        f"來源檔 2017-taichung-leak-prevention.txt（SHA-256 {first.sha256[:12]}…）"
    )


def test_what_was_asked_is_masked_in_text_and_topic(library: Library) -> None:
    asked = "民眾王小明（A123456789）的資料外洩"
    memo = answer_memo(samples.answer(library, asked, searched=asked + " 前文"), samples.setting(library))
    whole = "".join(piece.text for line in lines(memo) for piece in line) + memo.topic
    assert "小明" not in whole and "6789" not in whole
    assert section(memo, "問題")[0] == Quote("民眾王○○（A12345****）的資料外洩")


def test_nothing_is_masked_where_the_deployment_hands_in_no_masking(library: Library) -> None:
    memo = answer_memo(samples.answer(library), samples.setting(library, mask=lambda text: text))
    assert section(memo, "問題")[0] == Quote(samples.QUESTION)


def test_an_article_shows_link_citing_cases_state_and_wording(memos: dict[str, Memo]) -> None:
    _, table, wording = section(memos["answer"], "條文")
    assert isinstance(table, Table)
    first, second = table.rows
    assert first[0] == (
        Piece(
            "個人資料保護法第 12 條（個人資料遭違法侵害之通知）",
            url="https://law.moj.gov.tw/LawClass/LawSingle.aspx?pcode=I0050021&flno=12",
        ),
    )
    assert [cell[0].text for cell in first[1:]] == [
        "20170101、20170102",
        "已修正公布，施行日期未定（查核日 2026-10-09）",
    ]
    assert second[0] == (Piece("中華民國刑法第 318-1 條（洩密之處罰）"),)
    assert isinstance(wording, Quote)
    assert wording.text == "測試用的條文內容第一項。\n測試用的條文內容第二項。"
    assert wording.label[0].text.endswith("全國法規資料庫 2024-10-11 版")


def test_the_checklist_has_boxes_states_evidence_and_twins(memos: dict[str, Memo]) -> None:
    counts, tasks = section(memos["check"], "檢核清單")
    assert counts == Paragraph((Piece("先例的叮嚀事項共 3 項：已完成 1 項、待辦 1 項、待確認 1 項。"),))
    assert isinstance(tasks, Tasks)
    assert [item.box for item in tasks.items] == ["☑", "☐", "☐"]
    start = samples.INCIDENT.index("已封鎖該IP")
    assert tasks.items[0].note[0].text == f"依據：「已封鎖該IP」（事件描述字元 {start}–{start + 6}）"
    assert tasks.items[2].note == ()
    # Itself and its twin in the other case.
    assert len([piece for piece in tasks.items[0].line if piece.reference]) == 2


def test_what_is_not_stated_is_said_to_be_so_and_not_compared(memos: dict[str, Memo]) -> None:
    table = section(memos["check"], "異同")[0]
    assert isinstance(table, Table)
    assert [row[3][0].text for row in table.rows] == ["同", "異", "—"]
    assert table.rows[2][1][0].text == "未載明"


def test_an_aspect_shares_the_number_of_a_match_at_the_same_place(memos: dict[str, Memo]) -> None:
    match, aspect = section(memos["check"], "相符之處")[0], section(memos["check"], "異同")[0]
    assert isinstance(match, Table) and isinstance(aspect, Table)
    assert match.rows[0][1][1] == aspect.rows[0][2][1]


def test_provenance_and_notices(library: Library) -> None:
    memo = answer_memo(samples.answer(library), samples.setting(library, asked_by="王科員"))
    told = dict(memo.provenance)
    # 2026 - 1911 = 115
    assert told["產生時間"] == "中華民國 115 年 11 月 23 日 14:05（2026-11-23 14:05，UTC+08:00）"
    assert told["詢問者"] == "王科員"
    assert "c" * 64 in told["指引資料"] and "e" * 64 in told["語意模型"]
    assert library.guidelines[0].source.sha256 in told["來源檔"]
    assert "僅供參考" in memo.notices[0] and "請勿輸入機密文書" in memo.notices[1]
    assert "詢問者" not in dict(answer_memo(samples.answer(library), samples.setting(library)).provenance)


def test_a_time_west_of_greenwich() -> None:

    assert moment(datetime(2000, 1, 2, 3, 4, tzinfo=timezone(-timedelta(hours=5)))).endswith(
        "（2000-01-02 03:04，UTC-05:00）"
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("民眾資料被駭客偷走，要不要通知他們？", "民眾資料被駭客偷走"),
        ("  個資通知？", "個資通知"),
        ("一二三四五六七八九十一二三四五六七八", "一二三四五六七八九十一二三四五六"),  # 16
        ("？！", ""),
    ],
)
def test_topics(asked: str, expected: str) -> None:
    assert topic(asked) == expected


# --- by way of JSON -------------------------------------------------------------------------------------------------


def through_json(value: Answer | IncidentReport) -> Answer | IncidentReport:
    written = wire.answer_to_json(value) if isinstance(value, Answer) else wire.report_to_json(value)
    return wire.from_json(json.loads(json.dumps(written)))


def test_a_memo_of_the_json_equals_the_memo_of_the_answer(library: Library) -> None:
    here = samples.setting(library)
    for answer in (samples.answer(library), samples.declined(library)):
        read = through_json(answer)
        assert isinstance(read, Answer) and read != answer
        assert answer_memo(read, here) == answer_memo(answer, here)
    report = through_json(samples.report(library))
    assert isinstance(report, IncidentReport)
    assert report_memo(report, here) == report_memo(samples.report(library), here)


def test_a_memo_of_bare_contract_json_lacks_only_places_it_does_not_hold(library: Library) -> None:
    written = wire.answer_to_json(samples.answer(library))
    for case in written["cases"]:
        for key in ("source", "start", "end"):
            del case[key]
    del written["searched"]
    for reminder in written["reminders"]:
        del reminder["band"]
    read = wire.from_json(written)
    assert isinstance(read, Answer)
    memo = answer_memo(read, samples.setting(library))
    full = answer_memo(samples.answer(library), samples.setting(library))
    assert [s.heading for s in memo.sections] == [s.heading for s in full.sections]
    assert [r.place for r in memo.references] == [r.place for r in full.references]
    titles = [r for r in memo.references if r.field == "案例標題"]
    assert [r.span for r in titles] == [None] * 3 and all("字元" not in r.text for r in titles)


def test_a_conversation_needs_an_answer(library: Library) -> None:
    with pytest.raises(ValueError):
        conversation_memo((), samples.setting(library))


def test_links_lead_to_the_web_only(library: Library) -> None:
    cited = samples.ARTICLES[0]
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://a b", 'https://a"onclick="', "HTTPS\n://x"):
        changed = replace(cited, article=replace(cited.article, url=url))
        memo = answer_memo(samples.answer(library, articles=(changed,)), samples.setting(library))
        assert not [piece for line in lines(memo) for piece in line if piece.url]
