"""What 今日工作 is told about inspections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection.actions.circulars import add_circular
from jingzhen_desktop.inspection.actions.handling import add_violation, order_rectification, record_recheck
from jingzhen_desktop.inspection.face import FACE
from jingzhen_desktop.inspection.values.found import Circular
from jingzhen_desktop.inspection.values.words import RecheckResult, ViolationKind

if TYPE_CHECKING:
    from conftest import Town
    from jingzhen_desktop.office.face import Due


def texts(town: Town, today: date) -> list[str]:
    return [due.text for due in FACE.today(town.office, 2012, today).dues]


def test_rounds_behind_plan(town: Town) -> None:
    assert texts(town, date(2012, 7, 10)) == ["2012年计划检查4次，到二季度末应查2次，已查1次，还差1次"]
    assert texts(town, date(2012, 3, 31)) == []
    due = FACE.today(town.office, 2012, date(2013, 1, 10)).dues[0]
    assert (due.deadline, due.place, due.is_overdue(date(2013, 1, 10))) == (
        date(2012, 12, 31),
        Place("inspection"),
        True,
    )


def test_a_violation_from_finding_to_closing(town: Town) -> None:
    violation = add_violation(town.office, town.visits[1], ViolationKind.WINDOWS, "会议室开窗使用空调")
    unhandled = FACE.today(town.office, 2012, date(2012, 7, 6)).dues[-1]
    assert unhandled.text == "中心学校“会议室开窗使用空调”尚未处理，请当场纠正或限期整改"
    assert unhandled.place == Place("inspection", "violation", violation)

    notice = order_rectification(
        town.office,
        [violation],
        number="〔2012〕1号",
        ordered_on=date(2012, 7, 6),
        deadline=date(2012, 7, 20),
    )
    ordered = FACE.today(town.office, 2012, date(2012, 7, 23)).dues[0]
    assert (ordered.text, ordered.deadline) == ("中心学校整改〔2012〕1号：已逾期3天", date(2012, 7, 20))
    assert ordered.place == Place("inspection", "rectification", notice)

    record_recheck(town.office, notice, date(2012, 7, 24), RecheckResult.PASSED, close=True)
    assert not any("中心学校" in text for text in texts(town, date(2012, 7, 24)))


def test_a_circulars_own_deadline_is_followed_until_all_is_mended(town: Town) -> None:
    violation = add_violation(town.office, town.visits[1], ViolationKind.OTHER, "无专人负责")
    order = {"number": "〔2012〕1号", "ordered_on": date(2012, 7, 6), "deadline": date(2012, 7, 20)}
    notice = order_rectification(town.office, [violation], **order)  # type: ignore[arg-type]
    draft = Circular(
        0,
        "〔2012〕2号",
        date(2012, 8, 1),
        "通报",
        "全镇",
        deadline=date(2012, 8, 31),
        unit_ids=(town.units[1],),
    )
    circular = add_circular(town.office, replace(draft, rectification_ids=(notice,)))

    def of_circular(today: date) -> list[Due]:
        return [
            due
            for due in FACE.today(town.office, 2012, today).dues
            if due.place == Place("inspection", "circular", circular) and due.deadline
        ]

    assert of_circular(date(2012, 8, 2)) == []
    assert [due.text for due in of_circular(date(2012, 8, 31))] == [
        "通报〔2012〕2号责令中心学校改正：今日到期"
    ]
    late = of_circular(date(2013, 1, 2))[0]
    assert (late.text, late.deadline) == ("通报〔2012〕2号责令中心学校改正：已逾期124天", date(2012, 8, 31))
    record_recheck(town.office, notice, date(2013, 1, 3), RecheckResult.PASSED, close=True)
    assert of_circular(date(2013, 1, 4)) == []


def test_an_open_rectification_of_last_year_is_still_due(town: Town) -> None:
    violation = add_violation(town.office, town.visits[1], ViolationKind.OTHER, "无专人负责")
    order_rectification(
        town.office,
        [violation],
        number="〔2012〕1号",
        ordered_on=date(2012, 12, 6),
        deadline=date(2013, 1, 20),
    )
    due = FACE.today(town.office, 2013, date(2013, 1, 10)).dues
    assert [one.text for one in due] == ["中心学校整改〔2012〕1号：限期整改中，还有10天"]
