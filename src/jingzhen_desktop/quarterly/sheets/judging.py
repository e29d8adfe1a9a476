"""The one judge of which period a form is of, and what kind of sheet it is: weighs what its label, its title,
the heads of its columns, its sheet's and its file's name say. What contradicts is asked; what is another
period, or a sum over more than the quarter, is refused by its name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from ...energy.periods import QUARTER_MONTHS, Quarter
from ...spreadsheet.reading import Sheet
from ..rules.stated_periods import Stated, stated_periods, stated_year
from ..values.findings import Finding, Severity
from .words import head_label

_LONGEST_TITLE = 60
_NO_TITLE = re.compile(r"前(?:上?报|填|交|将|完成|送)|填表说明|填报说明|^\s*(?:注|说明|备注)\d*[:：]|请")
_NOT_CONSUMED = re.compile(r"计划|预算|预测|定额|指标下达|目标|作废|样表|范例|模板")
_SUMMARY = re.compile(r"汇总|全镇|全乡|各单位|各部门|综合表")


class Origin(StrEnum):
    """Where something is said of a form, the weightiest first."""

    LABEL = "统计时间"
    TITLE = "标题"
    SHEET = "工作表名"
    FILE = "文件名"

    @property
    def is_name(self) -> bool:
        """True for names, which people leave as they were."""
        return self in (Origin.SHEET, Origin.FILE)


@dataclass(frozen=True, slots=True)
class Said:
    """A text that may say of which period a form is, and where it stands."""

    origin: Origin
    text: str
    place: str

    @property
    def shown(self) -> str:
        return f"{self.origin}“{self.text.strip()[:40]}”"


def titles_of(
    sheet: Sheet, rows: range, place: str, values: Collection[tuple[int, int]] = ()
) -> Iterator[Said]:
    """Yield the texts above a table that may name its period: no labels and their ``values``, no notes."""
    for row in rows:
        for column, cell in enumerate(sheet.rows[row] if 0 <= row < len(sheet.rows) else ()):
            text = cell.value if (row, column) not in values else None
            if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST_TITLE:
                continue
            if not head_label(text) and not _NO_TITLE.search(text):
                yield Said(Origin.TITLE, text, place)


def names_of(sheet: Sheet, file_name: str, place: str) -> tuple[Said, Said]:
    """Return the names of sheet and file as what they say of the period."""
    stem = file_name.rpartition(".")[0] or file_name
    return Said(Origin.SHEET, sheet.name, place), Said(Origin.FILE, stem, f"文件“{file_name}”")


def judge_period(
    said: Sequence[Said], quarter: Quarter, place: str, *, decided: bool = False
) -> list[Finding]:
    """Return what keeps a form from being this quarter's, and what must be asked about it.

    Args:
        place: where the form stands, for what nobody says.
        decided: the heads of its columns name this very quarter; then the others can only contradict.
    """
    speaking = [(one, periods) for one in said if (periods := stated_periods(one.text))]
    years = [year for one in said if (year := stated_year(one.text))]
    named = list(chain.from_iterable(periods for _, periods in speaking))
    named_years = [period.year for period in named if period.year]
    year = (*named_years, *years, quarter.year)[0]
    remarks: list[Finding] = []
    if not decided:
        if not speaking:
            return _without_period(said, quarter, place)
        first, periods = speaking[0]
        if not any(period.quarter(year, quarter.span) == quarter for period in periods):
            return [_not_this_quarter(first, periods[0], year, quarter)]
        if not years and not named_years:
            remarks = _without_period((), quarter, place)  # a quarter, but of which year?
    against = [
        one
        for one, periods in speaking
        if _contradicts(one, periods, quarter.year if decided else year, quarter, decided=decided)
    ]
    against += [one for one in said if _other_year(one, quarter) and one not in against]
    return remarks + [
        Finding(
            Severity.DOUBT, one.place, f"{one.shown}与{quarter.title}不一致，请核对是不是{quarter.title}的数"
        )
        for one in against
    ]


def judge_kind(titles: Sequence[Said], *, is_town: bool, units: bool, place: str) -> list[Finding]:
    """Return what a sheet's title says against its being one unit's report of what was consumed.

    Args:
        is_town: the unit is the town's own government, whose name stands on the town's summaries too.
        units: the sheet counts several institutions (公共机构数量).
    """
    found = []
    summary = next((one for one in titles if _SUMMARY.search(one.text)), None)
    if units or (summary is not None and is_town):
        shown = summary.shown if summary else "表里的公共机构数量"
        found.append(
            Finding(Severity.ERROR, place, f"{shown}表明这是全镇的汇总表，不是一个单位的报表，不能导入")
        )
    other = next((one for one in titles if _NOT_CONSUMED.search(one.text)), None)
    if other is not None:
        word = _NOT_CONSUMED.search(other.text)
        assert word is not None
        found.append(Finding(Severity.DOUBT, place, f"{other.shown}里有“{word[0]}”，请核对是不是实际消费数"))
    return found


def _without_period(said: Sequence[Said], quarter: Quarter, place: str) -> list[Finding]:
    """Nobody names a quarter: another year alone speaks against it, else it is asked as a remark."""
    for one in said:
        if _other_year(one, quarter):
            text = f"{one.shown}不是{quarter.title}，请核对所选的文件或季度"
            return [Finding(Severity.DOUBT if one.origin.is_name else Severity.ERROR, one.place, text)]
    label = next((one for one in said if one.origin is Origin.LABEL and one.text.strip()), None)
    if label is not None:
        text = f"{label.shown}没有写明季度，按所选的{quarter.title}导入，请核实"
        return [Finding(Severity.QUERY, label.place, text)]
    return [Finding(Severity.QUERY, place, f"没有写统计时间，按所选的{quarter.title}导入，请核实")]


def _not_this_quarter(one: Said, period: Stated, year: int, quarter: Quarter) -> Finding:
    own_year = period.year or year
    if one.origin is Origin.LABEL and period.quarter_number and quarter.span == QUARTER_MONTHS:
        stated = period.quarter(year)
        assert stated is not None
        text = f"统计时间是{stated.title}，本次导入的是{quarter.title}，请核对所选的文件或季度"
        return Finding(Severity.ERROR, one.place, text)
    if own_year == quarter.year and (period.first, period.last) == (quarter.last_month,) * 2 and period.whole:
        text = f"{one.shown}只写了季末的月份，按{quarter.title}的整季数导入，请核实"
        severity = Severity.QUERY if one.origin is Origin.LABEL else Severity.DOUBT
        return Finding(severity, one.place, text)
    if _is_meter_period(period, own_year, quarter):
        text = f"{one.shown}是抄表的起止日期，不正好是{quarter.title}，请确认可作为本季的数"
        return Finding(Severity.DOUBT, one.place, text)
    if one.origin.is_name and period.quarter_number and quarter.span == QUARTER_MONTHS:
        return Finding(
            Severity.DOUBT,
            one.place,
            f"{one.shown}不是{quarter.title}，表里没有写统计时间，请核对是哪个季度的数",
        )
    kind = "" if period.quarter_number and quarter.span == QUARTER_MONTHS else f"是{period.kind}，"
    text = f"{one.shown}{kind}不是{quarter.title}，请核对所选的文件或季度"
    return Finding(Severity.ERROR, one.place, text)


def _is_meter_period(period: Stated, year: int, quarter: Quarter) -> bool:
    if period.whole or period.added_up or year != quarter.year:
        return False
    start, end = quarter.first_month, quarter.last_month
    return period.first in (start - 1, start) and period.last in (end, end + 1)


def _contradicts(one: Said, periods: Sequence[Stated], year: int, quarter: Quarter, *, decided: bool) -> bool:
    """Whether a text names other periods only; the whole year holds the quarter and contradicts nothing,
    a title may speak of all columns, and a file is often named after the month in which it was sent.
    """
    if any(period.quarter(year, quarter.span) == quarter for period in periods):
        return False
    months = range(quarter.first_month, quarter.last_month + 1)
    for period in periods:
        if (period.year or year) == quarter.year:
            if (period.first, period.last) == (1, 12) and not period.added_up:
                continue
            if decided and period.first <= months[0] and months[-1] <= period.last:
                continue
            if one.origin is Origin.FILE and period.first == period.last and period.first not in months:
                continue
            if one.origin is Origin.LABEL and period.first == period.last == months[-1]:
                continue
        return True
    return False


def _other_year(one: Said, quarter: Quarter) -> bool:
    year = stated_year(one.text)
    return year is not None and year != quarter.year and not stated_periods(one.text)
