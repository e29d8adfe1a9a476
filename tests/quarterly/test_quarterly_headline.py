"""The year's main figures of 今日工作: up to which period, added up by hand, compared with the year before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.values.units import Nature, UnitFacts
from jingzhen_desktop.quarterly.queries.headline import headline

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.office.file import Office

DAY = date(2025, 8, 1)


def test_figures_go_as_far_as_every_unit_has_reported(
    office: Office, report: Callable[..., object], hand_in: Callable[[Quarter], None]
) -> None:
    units = [
        add_unit(office, year, UnitFacts(name, Nature.EDUCATION, energy_users=50))
        for year in (2024, 2025)
        for name in ("甲小学", "乙小学")
    ]
    before, now = units[:2], units[2:]
    for unit, quantity in zip(before, ("1000", "3000"), strict=True):
        report(unit, Quarter(2024, 1), {"electricity": (quantity, "500")})
    for unit, quantity in zip(now, ("1500", "2500.5"), strict=True):
        report(unit, Quarter(2025, 1), {"electricity": (quantity, "600.25"), "water": ("40", "80")})
    assert headline(office, 2025, DAY) is None, "reports that are being entered are not reported"
    hand_in(Quarter(2024, 1))
    hand_in(Quarter(2025, 1))
    report(now[0], Quarter(2025, 2), {"electricity": ("9999", "1")})
    hand_in(Quarter(2025, 2))
    found = headline(office, 2025, DAY)
    assert found is not None
    assert (found.period, found.note) == ("1—3月累计", "二季度报齐后更新到1—6月")
    values = {one.title: (one.value, one.unit) for one in found.figures}
    assert values["电"] == ("4,001", "千瓦时")  # 1500 + 2500.5
    assert values["水"] == ("80", "立方米")
    assert values["费用"] == ("0.14", "万元")  # 2 × (600.25 + 80) = 1360.50 元
    coal = Decimal("4000.5") * Decimal("0.1229") / 1000
    assert values["综合能耗"] == (f"{coal:.2f}", "吨标准煤")
    report(now[1], Quarter(2025, 2), {"electricity": ("1", "1")})
    hand_in(Quarter(2025, 2))
    found = headline(office, 2025, DAY)
    assert found is not None
    assert (found.period, found.note) == ("1—6月累计", "三季度报齐后更新到1—9月")


def test_the_same_units_are_compared_with_the_year_before(
    office: Office, report: Callable[..., object], hand_in: Callable[[Quarter], None]
) -> None:
    unit = add_unit(office, 2024, UnitFacts("甲小学", Nature.EDUCATION))
    open_year(office, 2025)
    for year, quantity in ((2024, "1000"), (2025, "969")):
        report(unit, Quarter(year, 1), {"electricity": (quantity, "500")})
        hand_in(Quarter(year, 1))
    found = headline(office, 2025, DAY)
    assert found is not None
    assert {one.title: one.change for one in found.figures}["电"] == "同比−3.1%"
