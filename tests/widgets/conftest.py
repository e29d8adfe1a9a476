"""What the tests of the shared Qt parts need: the application as the program sets it up, and rows to show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.typed import Kind
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.grid.columns import Column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@dataclass(frozen=True)
class Report:
    """A row as a tab would show it."""

    id: int
    name: str
    power: Decimal | None = None
    people: int | None = None
    day: date | None = None
    state: str = "未报"
    reporting: bool = True
    note: str = ""


@pytest.fixture
def alerts(qapp: QApplication) -> Alerts:
    return Alerts()


@pytest.fixture
def reports() -> list[Report]:
    return [
        Report(1, "镇政府", Decimal("12345.6"), 31, date(2011, 7, 5)),
        Report(2, "中心学校", Decimal(250), 60, None, "已审核"),
        Report(3, "卫生院", None, 18, date(2011, 4, 1), reporting=False),
    ]


@pytest.fixture
def columns() -> list[Column[Report]]:
    return [
        Column[Report]("name", "单位", lambda row: row.name, width=14),
        Column[Report](
            "power",
            "用电量\n（千瓦时）",
            lambda row: row.power,
            Kind.NUMBER,
            places=2,
            write=lambda row, typed: replace(row, power=typed),
        ),
        Column[Report](
            "people",
            "用能人数",
            lambda row: row.people,
            Kind.INTEGER,
            write=lambda row, typed: replace(row, people=typed),
        ),
        Column[Report](
            "day",
            "报送日期",
            lambda row: row.day,
            Kind.DATE,
            write=lambda row, typed: replace(row, day=typed),
        ),
        Column[Report](
            "state",
            "状态",
            lambda row: row.state,
            Kind.CHOICE,
            choices=(("未报", "未报"), ("已审核", "已审核")),
            write=lambda row, typed: replace(row, state=typed),
        ),
        Column[Report](
            "reporting",
            "报送",
            lambda row: row.reporting,
            Kind.YESNO,
            editable=lambda row: row.id != 3,
            write=lambda row, typed: replace(row, reporting=typed),
        ),
        Column[Report](
            "note", "备注", lambda row: row.note, write=lambda row, typed: replace(row, note=typed)
        ),
    ]
