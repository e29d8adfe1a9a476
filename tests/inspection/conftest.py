"""A township with three units, and a summer round in which two of them were visited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.inspection.actions.rounds import add_round, add_visits, change_round
from jingzhen_desktop.inspection.values.words import Season
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import COUNTY, TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts

from ..changing import changed
from ..hands import show
from .driver import Clerk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@dataclass
class Town:
    """An office with its units' ids, and the ids of one round and its two visits."""

    office: Office
    units: list[int]
    round_id: int
    visits: list[int]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """柳河镇 2012: 镇政府, 中心学校, 卫生院; a summer round on 5 July visited the first two."""
    with Office.create(tmp_path / "柳河镇.jzdb") as office:
        write_settings(office, {TOWN: "柳河镇", COUNTY: "青山县"})
        units = [
            add_unit(office, 2012, UnitFacts(name, nature), UnitContact(short_name=short))
            for name, short, nature in (
                ("柳河镇人民政府", "镇政府", Nature.STATE_ORGAN),
                ("柳河镇中心学校", "中心学校", Nature.EDUCATION),
                ("柳河镇卫生院", "卫生院", Nature.HEALTH),
            )
        ]
        round_id = add_round(office, 2012, Season.SUMMER, date(2012, 7, 5))
        changed(
            change_round,
            office,
            round_id,
            weather="晴",
            outdoor_temperature=Decimal("34.5"),
            checkers=("张三", "李四"),
        )
        yield Town(office, units, round_id, add_visits(office, round_id, units[:2]))


@pytest.fixture
def clerk(
    town: Town, qtbot: QtBot, qapp: QApplication, set_clock: Callable[[datetime], None]
) -> Iterator[Clerk]:
    from jingzhen_desktop.inspection.tab.main import InspectionTab
    from jingzhen_desktop.widgets.desk import Desk

    set_clock(datetime(2012, 10, 10, 9, 0, 0))
    desk = Desk(town.office, year=2012)
    tab = InspectionTab(desk)
    show(tab, qtbot, 1340, 610)
    tab.rounds.open_chosen()
    yield Clerk(town, desk, tab, qtbot)
    desk.close()
