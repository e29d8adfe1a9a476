"""Sentences that the records speak against are asked about: kept, rewritten or struck, never silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.actions.editing import answer_question, store_paragraphs
from jingzhen_desktop.annual.queries.compared import compare
from jingzhen_desktop.annual.queries.stored import summary_by_id
from jingzhen_desktop.annual.rules.markup import plain
from jingzhen_desktop.annual.rules.questions import questions
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.annual.values.sources import Answer, Question
from jingzhen_desktop.annual.values.text import ParagraphText, Summary
from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.publicity.actions import add_activity
from jingzhen_desktop.publicity.values import Activity, ActivityKind

from .test_annual_actions import LAST_DAY

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

CLAIM = "今年工作扎实。现已全部整改到位，受到好评。各单位都很努力。"


@pytest.fixture
def claiming(recorded: Office) -> Summary:
    """A summary into which the clerk wrote something that no record bears out."""
    stored = generate(recorded, 2011, SummaryKind.YEAR, LAST_DAY, ())
    texts = [ParagraphText(CLAIM), *(ParagraphText(one.text, one.kind) for one in stored.paragraphs)]
    assert store_paragraphs(recorded, stored.id, texts)
    return summary_by_id(recorded, stored.id)


def asked(office: Office, stored: Summary) -> list[Question]:
    found = compare(office, summary_by_id(office, stored.id)).questions
    return [one for one in found if one.paragraph == 0]


def first(office: Office, stored: Summary) -> str:
    return plain(summary_by_id(office, stored.id).paragraphs[0].text)


def test_a_claim_without_a_record_is_asked_with_its_place(claiming: Summary) -> None:
    whole = frozenset({"scope:全镇"})
    (one,) = [one for one in questions(claiming.paragraphs, whole, ()) if one.rule == "settled"]
    assert (one.paragraph, CLAIM[one.start : one.start + one.length]) == (0, one.words)
    assert one.key == QUESTION.key
    borne_out = questions(claiming.paragraphs, whole | {"settled"}, ())
    assert "settled" not in {one.rule for one in borne_out}


QUESTION = Question("settled", 0, CLAIM.index("现已"), 8, "现已全部整改到位", "还有没有销号的问题")


def test_what_is_kept_is_not_asked_again(recorded: Office, claiming: Summary) -> None:
    answer_question(recorded, claiming.id, QUESTION, Answer.KEEP)
    assert summary_by_id(recorded, claiming.id).kept == ("settled:现已全部整改到位",)
    assert first(recorded, claiming) == CLAIM
    assert QUESTION.key not in {one.key for one in asked(recorded, claiming)}


def test_striking_takes_the_sentence_and_leaves_the_others(recorded: Office, claiming: Summary) -> None:
    answer_question(recorded, claiming.id, QUESTION, Answer.STRIKE)
    assert first(recorded, claiming) == "今年工作扎实。各单位都很努力。"


def test_rewriting_puts_what_holds(recorded: Office, claiming: Summary) -> None:
    better = Question("settled", 0, QUESTION.start, QUESTION.length, QUESTION.words, "", "正在整改")
    answer_question(recorded, claiming.id, better, Answer.REWRITE)
    assert first(recorded, claiming) == "今年工作扎实。正在整改，受到好评。各单位都很努力。"


def test_without_other_words_rewriting_is_refused(recorded: Office, claiming: Summary) -> None:
    assert Answer.REWRITE not in QUESTION.answers
    with pytest.raises(InputRejected, match="没有可以替换的写法"):
        answer_question(recorded, claiming.id, QUESTION, Answer.REWRITE)


def test_a_text_that_changed_meanwhile_is_not_touched(recorded: Office, claiming: Summary) -> None:
    other = Question("settled", 1, 0, 8, "现已全部整改到位", "")
    with pytest.raises(InputRejected, match="正文已经改过"):
        answer_question(recorded, claiming.id, other, Answer.STRIKE)


def test_typed_materials_are_held_against_the_activities(recorded: Office) -> None:
    day = LAST_DAY.replace(month=6, day=13)
    add_activity(recorded, Activity(0, ActivityKind.SLOGAN, day, material="宣传单500份"))
    stored = generate(recorded, 2011, SummaryKind.YEAR, LAST_DAY, ())
    store_paragraphs(recorded, stored.id, [ParagraphText("本年发放宣传单800份。")])
    (found,) = compare(recorded, summary_by_id(recorded, stored.id)).typed
    assert (found.typed, found.recorded) == ("800份", "500份")


def test_it_is_said_what_was_compared(recorded: Office) -> None:
    stored = generate(recorded, 2011, SummaryKind.YEAR, LAST_DAY)
    told = compare(recorded, stored).told
    assert "材料" in told
    assert "范围不大于本级" in told
