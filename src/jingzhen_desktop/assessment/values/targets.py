"""A unit's targets of a year, and what it filed: its plan (备案) and its yearly report. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...base.columns import Added, Quantity

FALLS = {
    "total_fall": "能源消耗总量下降",
    "area_fall": "单位建筑面积能耗下降",
    "head_fall": "人均综合能耗下降",
    "water_fall": "人均用水量下降",
}
"""What a target may be set for, by field: its words."""


class Filing(StrEnum):
    """What a unit files."""

    PLAN = "节能目标和实施方案"
    REPORT = "能源消费状况报告"


class FilingState(StrEnum):
    """Where a filing stands on a day."""

    FILED = "已报"
    LATE = "逾期报"
    WAITING = "未报"
    OVERDUE = "逾期未报"


@dataclass(frozen=True, slots=True)
class UnitTarget:
    """What one unit is to reach in a year, and when it filed what.

    Attributes:
        total_fall, area_fall, head_fall, water_fall: percent by which energy, energy per m², energy per head
            and water per head are to fall against the year before; None: no target; 0 or less: not to rise,
            or by how much it may.
        plan_on: when the plan of this year was filed; ``plan_title``: what it is called.
        report_on: when the report on this year's energy was filed; it is due in the next.
    """

    unit_id: int
    year: int
    total_fall: Quantity | None = None
    area_fall: Quantity | None = None
    head_fall: Quantity | None = None
    water_fall: Quantity | None = None
    plan_on: date | None = None
    plan_title: str = ""
    report_on: date | None = None
    note: str = ""
    unit_name: Added[str] = ""

    @property
    def id(self) -> int:
        """By which a table finds its row again."""
        return self.unit_id

    def filed_on(self, filing: Filing) -> date | None:
        """When one of the two was filed."""
        return self.plan_on if filing is Filing.PLAN else self.report_on

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered."""
        return self == UnitTarget(self.unit_id, self.year, unit_name=self.unit_name)
