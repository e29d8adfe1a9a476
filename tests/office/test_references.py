"""Where a record is used follows from the schema alone, and what is used is not deleted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import jingzhen_desktop.tabs  # noqa: F401 - knows all records
from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.inspection.actions.rounds import add_round, add_visits
from jingzhen_desktop.inspection.values.words import Season
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.references import refuse_if_used, used_by
from jingzhen_desktop.office.schema import Record
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.records import UnitRecord
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts

from ..changing import change_entry


@pytest.fixture
def school(office: Office) -> int:
    return add_unit(office, 2011, UnitFacts("文井镇中心学校", Nature.EDUCATION, ("教育",)), UnitContact())


def test_a_unit_nobody_uses_has_no_uses_though_it_has_parts(office: Office, school: int) -> None:
    assert used_by(office, "unit", school) == ()


def test_reports_and_visits_are_uses_with_name_and_place(office: Office, school: int) -> None:
    for number in (1, 2, 3, 4):
        change_entry(office, school, Quarter(2011, number), "electricity", quantity=Decimal(number))
    add_visits(office, add_round(office, 2011, Season.SUMMER, date(2011, 7, 12)), (school,))
    uses = used_by(office, "unit", school)
    assert sorted({(use.title, use.holds) for use in uses}) == [("季度报表", True), ("被检查单位", True)]
    assert [use.name for use in uses if use.title == "季度报表"] == [
        f"文井镇中心学校 2011年{n}季度" for n in "一二三四"
    ]
    assert {use.place.tab for use in uses if use.place} == {"quarterly", "inspection"}
    with office.reading() as session, pytest.raises(InputRejected) as refused:
        refuse_if_used(session, session.get_one(UnitRecord, school), "中心学校", "如已撤并，请填写撤销日期。")
    assert str(refused.value) == (
        "“中心学校”已被使用，不能删除：季度报表4项（文井镇中心学校 2011年一季度、文井镇中心学校 2011年二季度、"
        "文井镇中心学校 2011年三季度等）；被检查单位1项（文井镇中心学校 2011年夏季空调温度检查）。如已撤并，请填写撤销日期。"
    )


def test_every_reference_says_what_becomes_of_it() -> None:
    """Without an ``ondelete`` nobody could tell a part from a use."""
    silent = [
        f"{column.table.name}.{column.name}"
        for table in Record.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.ondelete not in ("CASCADE", "RESTRICT", "SET NULL") and not table.name.startswith("journal_")
    ]
    assert silent == []
