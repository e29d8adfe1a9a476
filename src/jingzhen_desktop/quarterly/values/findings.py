"""What a check says of a report or a form, which checks there are, and what taking in a form would do."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ...energy.statistics import Item
from ...organisation.values.units import UnitInYear
from .reports import Report


class Severity(StrEnum):
    """错误 keeps a form out; 需核实 is taken in and must be asked."""

    ERROR = "错误"
    QUERY = "需核实"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong or odd, and where: ``place`` names file, sheet and cell as far as they are known.

    Attributes:
        check: key of the check that found it, see :data:`CHECKS`; empty for what is wrong with a file.
        item, what: the cell it speaks of: item key, and ``quantity`` or ``cost``; empty if it speaks of none.
    """

    severity: Severity
    place: str
    text: str
    check: str = ""
    item: str = ""
    what: str = ""

    def __str__(self) -> str:
        return (
            f"{self.severity.value}：{self.place}：{self.text}"
            if self.place
            else f"{self.severity.value}：{self.text}"
        )


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the review, as declared; what it computes is in ``rules.review``.

    Attributes:
        applies: to which cells and reports, for the clerk.
        source: where the check comes from.
    """

    key: str
    title: str
    severity: Severity
    applies: str
    source: str


_REGISTER = "审核关系"

CHECKS: tuple[Check, ...] = (
    Check("impossible", "数值合理", Severity.ERROR, "每一格：不能是负数，不能过大", _REGISTER),
    Check("blank", "填写完整", Severity.QUERY, "每一格：没有消耗填0，不能填报要说明", "统计表不接受空白"),
    Check("decimals", "小数位数", Severity.QUERY, "每一格：数量按表样的位数，金额两位", _REGISTER),
    Check("C1", "合计与其中项", Severity.ERROR, "汽油、柴油的数量和费用＝车辆用油＋其他用油", _REGISTER),
    Check("C2", "车辆数", Severity.QUERY, "车辆总量＝汽油车＋柴油车＋新能源车，三项都要登记", _REGISTER),
    Check("C3", "编制与用能人数", Severity.QUERY, "用能人数不为0，编制人数不多于用能人数", _REGISTER),
    Check(
        "C4",
        "各期相加",
        Severity.QUERY,
        "记了台账的品种：季度数＝各月之和；年度数由各季相加得出",
        "统计台账要求：台账、票据与报表一致",
    ),
    Check(
        "C5",
        "汇总平衡",
        Severity.ERROR,
        "全镇：合计＝国家机关＋事业单位＋团体组织，上报前重新加总核对",
        _REGISTER,
    ),
    Check(
        "C6",
        "数量与费用、单价",
        Severity.QUERY,
        "有数量就有费用；单价在设定的范围内",
        "数据会审：按参考单价审核",
    ),
    Check(
        "C7",
        "同比",
        Severity.QUERY,
        "每一品种与上年同期相比，变动超过设定的幅度",
        "数据会审：同比超过±10%须核实",
    ),
    Check(
        "C8",
        "人数、面积变动",
        Severity.QUERY,
        "用能人数、建筑面积比上年变动超过设定的幅度",
        "数据会审：变动10%以上须说明",
    ),
    Check(
        "C9",
        "全年单位面积能耗",
        Severity.QUERY,
        "四个季度齐全时，全年单位建筑面积能耗超出设定的引导值—约束值；不用季度数比年度定额",
        "数据会审",
    ),
    Check(
        "C10",
        "定比",
        Severity.QUERY,
        "每一品种与前三年同期平均相比（至少两年有数），变动超过设定的幅度",
        "数据会审：定比审核",
    ),
    Check(
        "C11",
        "综合能耗、用水大幅变动",
        Severity.QUERY,
        "综合能耗、用水量与上年同期相比超过设定的幅度；用水大增查漏水",
        "能源审计：能耗±15%，用水±25%",
    ),
    Check(
        "C12",
        "单位错位",
        Severity.QUERY,
        "单价或同比相差10、100、1000、10000倍：小数点、元与万元、千瓦时与万千瓦时",
        "数据会审、能源审计",
    ),
    Check("C13", "车辆与车辆用油", Severity.QUERY, "有燃油车就有车辆用油，有车辆用油就有燃油车", _REGISTER),
)
"""The checks of the review; those of C1—C13 by the numbers of the field."""
CHECK_TITLES: dict[str, str] = {check.key: check.title for check in CHECKS}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a unit says to a finding; ``finding`` are the finding's words it was written for."""

    check: str
    item: str
    what: str
    finding: str
    text: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A finding with what was said to it.

    Attributes:
        explanation: the words, empty if none.
        outdated: True if the figures have changed since and it must be written anew.
    """

    finding: Finding
    explanation: str = ""
    outdated: bool = False

    @property
    def blocks(self) -> bool:
        """True if the report cannot be approved because of it."""
        return self.finding.severity is Severity.ERROR or not self.explanation or self.outdated


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that a corrected form changes: old → new."""

    item: Item
    what: str  # 数量 or 费用
    old: Decimal | None
    new: Decimal | None


class FormOutcome(StrEnum):
    """What taking in a form would do."""

    NEW = "新报表"
    CORRECTION = "更正"
    UNCHANGED = "与已存相同"
    REJECTED = "不能导入"


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What was recognised in one file, before anything is stored.

    Attributes:
        file_name: the file's own name, for messages.
        unit: the unit it names, None if not recognised.
        report: what would be stored, None if rejected.
        findings: errors and queries, cell by cell.
        differences: old → new against the stored report of the same unit and quarter.
    """

    file_name: str
    outcome: FormOutcome
    unit: UnitInYear | None = None
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)
