"""A turn in its conversation: what it refers to, whether it leans on the turns before it, what to search for. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from assistant import text
from assistant.statutes import numerals
from assistant.vagueness import content_words

#: Earlier turns that may lend their words to a new one; older ones have rarely to do with it.
CONTEXT_TURNS = 3
#: A turn with at most this many content words may well be half a question.
FEW_WORDS = 3
#: A word of this many characters can name a topic, as two words can (便當 訂); a shorter one alone may go on (接下來).
TOPIC_LENGTH = 4

# How a turn that goes on from the one before begins, and the words by which it points back. On the view (Simplified).
_OPENING = re.compile(
    r"^[\s，。、！？]*(那|那么|可是|但是?|所以|如果|要是|假如|万一|还有|另外|而且|不过|之后|以后|后来|接着|然后|又|也|结果|还是|除了这|除此)"
)
_POINTING = re.compile(
    r"那[个张件份位人些样边里次家]|这[个张件份位人些样边里次家]|它|他们?|她们?|对方|上述|前述|刚才|刚刚|该[案员人件]|同样|一样|其他的?$"
)
# Words by which a turn leaves the topic, however it goes on.
_LEAVING = re.compile(
    r"换个?(?:问题|话题|主题)|换一[题个]|另外(?:想|再|我)?[^，。]{0,2}问|另外一件|另一个问题|还有一件事|再问一个|最后再问|"
    r"问别的|先不管|改问|不相干|话说回来|^[\s，。]*对了"
)
_ORDINAL = re.compile(
    r"第\s*(?P<number>[〇零一二三四五六七八九十百两]+|[0-9]+)\s*(?:个|则|条)?\s*(?:点|项|则|叮咛|提醒)"
)
# 「外交部那個案子」: what stands before, in its clause, says which case is meant. 「網站被駭的案例」 asks for any.
_CALLING = re.compile(r"[那这]一?[个件起则](?:案子|案件|案例|个案|事件|案|事)")
_PUNCTUATION = re.compile(r"[\W_]+")

_STOPS = "。，！？；,.!?;"


@dataclass(frozen=True, slots=True)
class Reference:
    """A case, or a reminder of it, that a turn names outright."""

    case: str
    reminder: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a turn may be read. ``joined`` is the turn after its context; equal to ``alone`` where there is none.

    ``leans`` says that its wording points back, so that the context belongs to it; ``may_lean`` that it is so short
    that only a search can tell; ``has_topic`` that it has words enough of its own to be about something else. None of
    the three holds for a first turn, nor for one that calls a case.
    """

    alone: str
    joined: str
    leans: bool
    may_lean: bool
    has_topic: bool
    references: tuple[Reference, ...]


def read_turn(
    turns: Sequence[str],
    case_ids: Collection[str] = (),
    shown: Sequence[tuple[str, int]] = (),
    find: Callable[[Sequence[str]], str | None] = lambda _: None,
) -> Reading:
    """Read the last of ``turns``. ``shown`` are the reminders on the page, as (case, number), best first.

    ``find`` gives the case that some words call (:func:`called_by`), if any: a turn that calls one is about that one,
    whatever was said before.
    """
    alone = turns[-1]
    names = called_by(alone)
    called = find(names)
    context = _of_one_subject([turn for turn in turns[:-1] if turn.strip()], case_ids)[-CONTEXT_TURNS:]
    joined = "".join(turn if turn[-1] in _STOPS else f"{turn}，" for turn in map(str.rstrip, context)) + alone
    if called is not None:
        said = _of_case(called, alone, case_ids)
    else:
        said = references(alone, case_ids, shown) or _of_named_case(alone, context, case_ids)
    if called is not None or not context:
        return Reading(alone, joined, leans=False, may_lean=False, has_topic=False, references=said)
    if names:
        # It names something that no case is known by: its own words are what it is about.
        return Reading(alone, joined, leans=False, may_lean=True, has_topic=True, references=said)
    return Reading(alone, joined, leans(alone), may_lean(alone), _has_topic(content_words(alone)), said)


def _of_one_subject(turns: Sequence[str], case_ids: Collection[str]) -> Sequence[str]:
    """``turns`` from the last one on that left the topic or said which case it is about."""
    for place in range(len(turns) - 1, 0, -1):
        seen = text.visible(turns[place])
        if _LEAVING.search(seen) or called_by(turns[place]) or references(turns[place], case_ids, ()):
            return turns[place:]
    return turns


def _has_topic(own: Sequence[str]) -> bool:
    return len(own) > 1 or sum(map(len, own)) >= TOPIC_LENGTH


def _of_named_case(alone: str, context: Sequence[str], case_ids: Collection[str]) -> tuple[Reference, ...]:
    """「第四點」 after a turn that named one case: that reminder of it. Only for a turn that names a number at all."""
    if not _ORDINAL.search(text.visible(alone)):
        return ()
    for turn in reversed(context):
        named = {reference.case for reference in references(turn, case_ids, ())}
        if len(named) == 1:
            return _of_case(named.pop(), alone, case_ids)
    return ()


def _of_case(case: str, turn: str, case_ids: Collection[str]) -> tuple[Reference, ...]:
    """What ``turn`` names, read as if it gave the number of ``case`` as well."""
    return references(f"{case} {turn}", case_ids, ())


def leans(turn: str) -> bool:
    """Whether the wording of ``turn`` points back to what was said before."""
    seen = text.visible(turn)
    if _LEAVING.search(seen):
        return False
    few = len(content_words(turn)) <= FEW_WORDS
    return bool(_OPENING.match(seen) or _POINTING.search(seen)) and (few or bool(_OPENING.match(seen)))


def may_lean(turn: str) -> bool:
    """Whether ``turn`` asks with so few words of its own that it may be half a question: 「可以直接刪嗎？」."""
    seen = text.visible(turn)
    own = content_words(turn)
    return len(own) <= FEW_WORDS and len(own) < len(text.words(turn)) and not _LEAVING.search(seen)


def called_by(turn: str) -> tuple[str, ...]:
    """The words, on the view, by which ``turn`` calls a case instead of its number; () where it calls none.

    Words of one character that follow each other are one name (房仲, 新北市); a lone one says too little.
    """
    seen = text.visible(turn)
    match = _CALLING.search(seen)
    if match is None:
        return ()
    clause = _PUNCTUATION.split(seen[: match.start()])[-1]
    runs = itertools.groupby(content_words(clause), key=lambda word: len(word) == 1)
    names = [name for single, run in runs for name in (["".join(run)] if single else run)]
    return tuple(name for name in names if len(name) > 1)


def references(turn: str, case_ids: Collection[str], shown: Sequence[tuple[str, int]]) -> tuple[Reference, ...]:
    """The cases and reminders that ``turn`` names: 「20170102 的第三點」, or 「第二點」 of what is shown."""
    seen = text.visible(turn)
    numbers = [number for match in _ORDINAL.finditer(seen) if (number := numerals.read(match["number"])) is not None]
    named = [case for case in case_ids if re.search(rf"(?<![0-9]){re.escape(text.view(case))}(?![0-9])", seen)]
    if named:
        wanted: list[int] | list[None] = numbers or [None]
        return tuple(Reference(case, number) for case in named for number in wanted)
    return tuple(Reference(*shown[number - 1]) for number in numbers if 0 < number <= len(shown))
