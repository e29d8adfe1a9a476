"""What 今日工作 hears from the quarterly statistics."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.face import Stage
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.states import move_report
from jingzhen_desktop.quarterly.actions.submissions import submit_quarter
from jingzhen_desktop.quarterly.face import FACE
from jingzhen_desktop.quarterly.values.reports import Move, report_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.office.file import Office


def _texts(office: Office, year: int, today: date) -> list[str]:
    return [due.text for due in FACE.today(office, year, today).dues]


def test_missing_reports_are_due_after_the_quarter(
    office: Office, units: list[UnitInYear], report: Callable[..., object], approve: Callable[[Quarter], None]
) -> None:
    for unit in units:
        report(unit.id, Quarter(2010, 4), {})
        report(unit.id, Quarter(2011, 1), {})
    for quarter in (Quarter(2010, 4), Quarter(2011, 1)):
        approve(quarter)
        submit_quarter(office, quarter, date(2011, 4, 12), "景云县机关事务管理局")
    assert _texts(office, 2011, date(2011, 6, 30)) == []
    assert (FACE.sent(office, 2011), FACE.sent(office, 2012)) == ("一季度", "")
    assert _texts(office, 2011, date(2011, 7, 1)) == ["2011年二季度尚有3个单位未报：镇政府、中心学校、卫生院"]
    report(units[0].id, Quarter(2011, 2), {})
    report(units[1].id, Quarter(2011, 2), {"water": (None, None)})
    found = FACE.today(office, 2011, date(2011, 7, 11)).dues
    assert [due.text for due in found] == [
        "卫生院2011年二季度未报",
        "中心学校2011年二季度报表有空白",
        "镇政府2011年二季度报表未提交审核",
    ]
    assert found[0].deadline == date(2011, 7, 10)
    assert found[0].is_overdue(date(2011, 7, 11))
    assert found[0].place == report_place(Quarter(2011, 2), units[2].id)


def test_a_quarter_wants_review_then_sending_up_then_nothing(
    office: Office, units: list[UnitInYear], report: Callable[..., object], approve: Callable[[Quarter], None]
) -> None:
    for unit in units:
        report(unit.id, Quarter(2010, 4), {})
        move_report(office, unit.id, Quarter(2010, 4), Move.SUBMIT)
    assert _texts(office, 2011, date(2011, 1, 5)) == [
        "2010年四季度尚有3个单位的报表待审核：镇政府、中心学校、卫生院"
    ]
    approve(Quarter(2010, 4))
    assert _texts(office, 2011, date(2011, 1, 5)) == ["2010年四季度报表全部审核完毕，尚未汇总上报"]
    move_report(office, units[0].id, Quarter(2010, 4), Move.RETURN, "单位盖章不清")
    assert _texts(office, 2011, date(2011, 1, 5)) == ["镇政府2010年四季度报表已退回待重报"]
    approve(Quarter(2010, 4))
    submit_quarter(office, Quarter(2010, 4), date(2011, 1, 9), "景云县机关事务管理局")
    assert _texts(office, 2011, date(2011, 1, 5)) == []


def test_in_january_last_years_fourth_quarter_is_due(office: Office, units: list[UnitInYear]) -> None:
    texts = _texts(office, 2011, date(2011, 1, 5))
    assert texts == ["2010年四季度尚有3个单位未报：镇政府、中心学校、卫生院"]
    assert FACE.today(office, 2011, date(2011, 1, 5)).dues[0].place == report_place(Quarter(2010, 4))


def test_an_office_without_units_owes_nothing(office: Office) -> None:
    assert _texts(office, 2011, date(2011, 12, 31)) == []


def test_a_quarters_tile_says_where_it_stands(
    office: Office, units: list[UnitInYear], report: Callable[..., object], approve: Callable[[Quarter], None]
) -> None:
    second = Quarter(2011, 2)

    def chip(day: date) -> str:
        return FACE.today(office, 2011, day).tiles[1].chip

    assert [chip(day) for day in (date(2011, 3, 31), date(2011, 4, 1), date(2011, 6, 30))] == [
        "未开始",
        "进行中",
        "进行中",
    ]
    assert [chip(date(2011, 7, day)) for day in (1, 9, 10, 11)] == [
        "还有9天",
        "明天截止",
        "今天截止",
        "逾期1天",
    ]
    for unit in units:
        report(unit.id, second, {})
    move_report(office, units[0].id, second, Move.SUBMIT)
    tile = FACE.today(office, 2011, date(2011, 7, 11)).tiles[1]
    assert (tile.figure, tile.words, tile.whole) == ("1/3", "已报送", 3)
    assert dict(tile.parts) == {Stage.TO_REVIEW: 1, Stage.ENTERING: 2}
    approve(second)
    assert chip(date(2011, 7, 11)) == "待上报"
    submit_quarter(office, second, date(2011, 7, 12), "景云县机关事务管理局")
    today = FACE.today(office, 2011, date(2011, 7, 12))
    assert (today.tiles[1].chip, today.tiles[1].words) == ("已上报", "7月12日上报")
    assert [one.words for one in today.progress] == ["1/4个季度"]


def test_without_units_the_tiles_are_empty(office: Office) -> None:
    tiles = FACE.today(office, 2011, date(2011, 7, 11)).tiles
    assert [(tile.chip, tile.figure, tile.is_now) for tile in tiles] == [("未开始", "—", False)] * 4
