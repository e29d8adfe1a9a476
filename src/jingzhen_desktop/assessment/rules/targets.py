"""Targets and filings: what may be, by when each is due, where it stands, what 今日工作 says of it. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...base.errors import FieldRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.numbers import decimals
from ...base.text import chinese_date, join_names
from ..values.targets import FALLS, Filing, FilingState, UnitTarget

REPORT_MONTH, REPORT_DAY = 3, 31
"""《公共机构节能条例》第十五条: the report on a year is filed by 31 March of the next."""
_HUNDRED = Decimal(100)
_NAMED = 3
"""Units that are named in a reminder; of the others their number."""


def check_target(target: UnitTarget) -> None:
    """Refuse targets and filings that cannot be. Raises FieldRejected."""
    for field, title in FALLS.items():
        value: Decimal | None = getattr(target, field)
        if value is None:
            continue
        if not -_HUNDRED < value < _HUNDRED:
            raise FieldRejected(field, f"“{title}”是百分数，应在－100到100之间。")
        if decimals(value) > 2:
            raise FieldRejected(field, f"“{title}”最多保留两位小数。")
    check_length("plan_title", "方案名称", target.plan_title)
    check_length("note", "备注", target.note, LONGEST_NOTE)
    if target.plan_on and not target.year - 1 <= target.plan_on.year <= target.year + 1:
        raise FieldRejected(
            "plan_on", f"{target.year}年的方案不会在{chinese_date(target.plan_on)}备案，请核对年份。"
        )
    if target.report_on and target.report_on <= date(target.year, 12, 31):
        raise FieldRejected(
            "report_on",
            f"{target.year}年的能源消费状况报告在{target.year + 1}年报送，{chinese_date(target.report_on)}太早，请核对。",
        )


def plan_due(year: int, month: int, day: int) -> date | None:
    """Return by when the plans of a year are due; None where the office has set no day (month or day 0).
    A day the month does not have is its last.
    """
    if not month or not day:
        return None
    return date(year, month, min(day, monthrange(year, month)[1]))


def report_due(year: int) -> date:
    """Return by when the report on a year's energy is due."""
    return date(year + 1, REPORT_MONTH, REPORT_DAY)


def filing_state(filed: date | None, due: date | None, on: date) -> FilingState:
    """Return where a filing stands on a day; the day it is due is in time."""
    if filed is not None and filed <= on:
        return FilingState.LATE if due is not None and filed > due else FilingState.FILED
    return FilingState.OVERDUE if due is not None and on > due else FilingState.WAITING


def filing_words(filed: date | None, due: date | None, on: date) -> str:
    """Say where a filing stands: 按时报, 逾期3天报, 未报，还有5天."""
    state = filing_state(filed, due, on)
    if filed is not None and state in (FilingState.FILED, FilingState.LATE):
        if due is None:
            return "已报"
        return f"逾期{(filed - due).days}天报" if filed > due else "按时报"
    if due is None:
        return "未报"
    if state is FilingState.OVERDUE:
        return f"未报，逾期{(on - due).days}天"
    left = (due - on).days
    return f"未报，还有{left}天" if left else "未报，今日到期"


@dataclass(frozen=True, slots=True)
class FilingDue:
    """A reminder about one kind of filing of one year."""

    text: str
    deadline: date
    filing: Filing
    year: int


def filing_due(
    filing: Filing, year: int, units: Sequence[UnitTarget], due: date | None, on: date, days: int
) -> FilingDue | None:
    """Return the reminder about what units of a year have not filed; None where nothing is missing, no day is
    set, or it is more than ``days`` off.
    """
    if due is None or (due - on).days > days:
        return None
    lacking = [
        one.unit_name for one in units if one.filed_on(filing) is None or (one.filed_on(filing) or on) > on
    ]
    if not lacking:
        return None
    named = join_names(lacking[:_NAMED]) + ("等" if len(lacking) > _NAMED else "")
    verb = "备案" if filing is Filing.PLAN else "报送"
    text = f"{year}年{filing.value}：{named}{len(lacking)}个单位未{verb}"
    return FilingDue(text, due, filing, year)
