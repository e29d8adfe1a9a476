"""What a check says of a report or a form, which checks there are, and what taking in a form would do."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from ...base.columns import Column
from ...energy.statistics import Item
from ...organisation.values.units import UnitInYear
from .confirmations import Correction
from .reports import Amount, Report


class Severity(StrEnum):
    """错误 keeps a form out; 待确认 is a doubt about how it was read and keeps it out until the clerk has said
    that it is right; 需核实 is taken in and must be asked.
    """

    ERROR = "错误"
    DOUBT = "待确认"
    QUERY = "需核实"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong or odd, and where: ``place`` names file, sheet and cell as far as they are known.

    Attributes:
        check: key of the check that found it, see :data:`CHECKS`; empty for what is wrong with a file.
        item, what: the cell it speaks of: item key, and which of its two figures; empty if it speaks of none.
    """

    severity: Severity
    place: str
    text: str
    check: str = ""
    item: str = ""
    what: Amount | None = None

    def __str__(self) -> str:
        return (
            f"{self.severity.value}：{self.place}：{self.text}"
            if self.place
            else f"{self.severity.value}：{self.text}"
        )


BLANK_CHECK = "blank"
"""Key of the check that finds a cell without a figure."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the review, as declared; what it computes is in ``rules.review``,
    what it applies to and where it comes from in ``docs/checks.md``.
    """

    key: str
    title: str
    severity: Severity


CHECKS: tuple[Check, ...] = (
    Check("impossible", "数值合理", Severity.ERROR),
    Check(BLANK_CHECK, "填写完整", Severity.QUERY),
    Check("decimals", "小数位数", Severity.QUERY),
    Check("C1", "合计与其中项", Severity.ERROR),
    Check("C2", "车辆数", Severity.QUERY),
    Check("C3", "编制与用能人数", Severity.QUERY),
    Check("C4", "各期相加", Severity.QUERY),
    Check("C5", "汇总平衡", Severity.ERROR),
    Check("C6", "数量与费用、单价", Severity.QUERY),
    Check("C7", "同比", Severity.QUERY),
    Check("C8", "人数、面积变动", Severity.QUERY),
    Check("C9", "全年单位面积能耗", Severity.QUERY),
    Check("C10", "定比", Severity.QUERY),
    Check("C11", "综合能耗、用水大幅变动", Severity.QUERY),
    Check("C12", "单位错位", Severity.QUERY),
    Check("C13", "车辆与车辆用油", Severity.QUERY),
)
"""The checks of the review; those of C1—C13 by the numbers of the field."""
CHECK_TITLES: dict[str, str] = {check.key: check.title for check in CHECKS}


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a unit says to a finding; ``finding`` are the finding's words it was written for."""

    check: Annotated[str, Column("check_key")]
    item: str
    what: Amount | None
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
    what: Amount
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
        accepted: the clerk has answered its doubts: it was read rightly.
        corrections: what the clerk put right by hand before it is stored.
        confirmed_by: who of the unit said so (据谁确认).
    """

    file_name: str
    outcome: FormOutcome
    unit: UnitInYear | None = None
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()
    accepted: bool = False
    corrections: tuple[Correction, ...] = ()
    confirmed_by: str = ""

    @property
    def waits(self) -> bool:
        """True while a doubt about its reading is not answered; then it is not stored."""
        return bool(self.doubts) and not self.accepted

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What must be answered before the form is stored: how it was read may be wrong."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.DOUBT)
