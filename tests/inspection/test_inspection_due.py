"""What 今日工作 is told about inspections."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection import actions
from jingzhen_desktop.inspection.face import FACE
from jingzhen_desktop.inspection.values import RecheckResult, ViolationKind

if TYPE_CHECKING:
    from conftest import Town


def texts(town: Town, today: date) -> list[str]:
    return [due.text for due in FACE.today(town.office, 2012, today).dues]


def test_rounds_behind_plan(town: Town) -> None:
    assert texts(town, date(2012, 7, 10)) == ["2012年计划检查4次，到二季度末应查2次，已查1次，还差1次"]
    assert texts(town, date(2012, 3, 31)) == []
    due = FACE.today(town.office, 2012, date(2013, 1, 10)).dues[0]
    assert (due.deadline, due.place, due.is_overdue(date(2013, 1, 10))) == (date(2012, 12, 31), Place("inspection"), True)


def test_a_violation_from_finding_to_closing(town: Town) -> None:
    violation = actions.add_violation(town.office, town.visits[1], ViolationKind.WINDOWS, "会议室开窗使用空调")
    unhandled = FACE.today(town.office, 2012, date(2012, 7, 6)).dues[-1]
    assert unhandled.text == "中心学校“会议室开窗使用空调”尚未处理，请当场纠正或限期整改"
    assert unhandled.place == Place("inspection", "violation", violation)

    notice = actions.order_rectification(
        town.office, [violation], number="〔2012〕1号", ordered_on=date(2012, 7, 6), deadline=date(2012, 7, 20)
    )
    ordered = FACE.today(town.office, 2012, date(2012, 7, 23)).dues[0]
    assert (ordered.text, ordered.deadline) == ("中心学校整改〔2012〕1号：已逾期3天", date(2012, 7, 20))
    assert ordered.place == Place("inspection", "rectification", notice)

    actions.record_recheck(town.office, notice, date(2012, 7, 24), RecheckResult.PASSED, close=True)
    assert not any("中心学校" in text for text in texts(town, date(2012, 7, 24)))


def test_an_open_rectification_of_last_year_is_still_due(town: Town) -> None:
    violation = actions.add_violation(town.office, town.visits[1], ViolationKind.OTHER, "无专人负责")
    actions.order_rectification(town.office, [violation], number="〔2012〕1号", ordered_on=date(2012, 12, 6), deadline=date(2013, 1, 20))
    due = FACE.today(town.office, 2013, date(2013, 1, 10)).dues
    assert [one.text for one in due] == ["中心学校整改〔2012〕1号：限期整改中，还有10天"]
