"""The columns of 单位报表: what is typed, and beside it price, other periods and the year to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ...base.numbers import MINUS, show_number, show_percent
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...widgets.appearance import Look
from ...widgets.grid.columns import Band, Column
from ...widgets.grid.model import GridModel, Index, Role
from ..values.findings import Severity
from ..values.reports import Amount
from ..values.totals import Total
from ..values.views import ItemComparison
from .cells import BLANK, NOTHING, TYPED_SIGN, FigureColumn, figure_column, percent_column, quarter_bands
from .report_lines import ReportLine

_CHANGE = "change"
"""Key of the column of 同比."""
FIGURE_COLUMNS = {Amount.QUANTITY: 3, Amount.COST: 4}
"""Where the figures stand that are typed."""
_LOOKS = {Severity.ERROR: Look.BAD, Severity.DOUBT: Look.WARNING, Severity.QUERY: Look.WARNING}


class ReportModel(GridModel[ReportLine]):
    """The form; 同比 has how the figure compares with the period before as its tool tip."""

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.ToolTipRole and index.isValid() and self.columns[index.column()].key == _CHANGE:
            return _compared(self.row(index))
        return super().data(index, role)


def _compared(line: ReportLine) -> str | None:
    """Say 同比 and 环比 (against the period before) in words."""
    if line.compared is None:
        return None
    named = (("同比", line.compared.change), ("环比", line.compared.change_previous))
    return "，".join(f"{name} {show_percent(value).replace('-', MINUS)}" for name, value in named)


def report_columns(why_closed: Callable[[], str], quarter: Callable[[], Quarter]) -> list[Column[ReportLine]]:
    """Return the columns; ``why_closed`` says why the report may not be typed in, empty if it may."""
    now, to_date = quarter_bands(quarter)
    by_system = "指标、代码和计量单位是统计制度规定的，不能填写"
    return [
        Column("title", "指标", lambda line: line.title, closed=by_system, width=15),
        Column(
            "codes",
            "代码",
            lambda line: line.codes if line.item.code else "",
            closed=by_system,
            width=11,
            tip="数量的代码 / 费用的代码；括号内的代码为推定，不作正式代码",
            quiet=True,
        ),
        Column("unit", "单位", lambda line: line.item.unit, closed=by_system, width=8, quiet=True),
        _typed_column(Amount.QUANTITY, "数量", why_closed, now),
        _typed_column(Amount.COST, "费用\n（元）", why_closed, now),
        figure_column(
            "coal",
            "折标煤\n（kgce）",
            lambda line: line.coal,
            lambda _: 2,
            width=9,
            closed="折标煤由数量乘折标系数算出，不能填写",
            band=now,
        ),
        figure_column(
            "price",
            "单价\n（元）",
            lambda line: _of(line, lambda one: one.price),
            lambda _: None,
            width=6,
            closed="单价由费用除以数量算出，不能填写",
            band=now,
        ),
        figure_column(
            "last_year",
            "上年同期",
            lambda line: _of(line, lambda one: one.last_year.quantity),
            lambda _: None,
            width=8,
            closed="上年同期取自上年的报表，不能填写",
            band=now,
        ),
        percent_column(
            _CHANGE,
            "同比",
            lambda line: _of(line, lambda one: one.change),
            "同比由本期和上年同期的数量算出，不能填写",
            now,
        ),
        _to_date_column(to_date),
        percent_column(
            "to_date_change",
            "同比",
            lambda line: _of(line, lambda one: one.change_to_date),
            "累计同比由各期的报表算出，不能填写",
            to_date,
        ),
    ]


def _typed_column(what: Amount, title: str, why_closed: Callable[[], str], band: Band) -> Column[ReportLine]:
    """Make the column of a typed figure; a blank says so, because blank is not 0, once the report is handed
    in.
    """

    def read(line: ReportLine) -> Decimal | None:
        return line.entry.of(what)

    def is_blank(line: ReportLine) -> bool:
        return line.asks and bool(line.item.code) and read(line) is None

    def show(line: ReportLine) -> str:
        number = show_number(read(line), places, blank=BLANK if is_blank(line) else "")
        return f"{TYPED_SIGN}{number}" if what in line.typed and read(line) is not None else number

    def look(line: ReportLine) -> Look | None:
        if what in line.doubts:
            return _LOOKS[line.doubts[what]]
        return Look.WARNING if is_blank(line) else None

    places = 2 if what is Amount.COST else None
    return FigureColumn[ReportLine](
        what.value,
        title,
        read,
        Kind.NUMBER,
        write=lambda line, typed: replace(line, entry=line.entry.put(what, typed)),
        places=places,
        band=band,
        editable=lambda _line: not why_closed(),
        closed=lambda _line: why_closed(),
        width=10,
        look=look,
        show=show,
        tip=f"{TYPED_SIGN}：导入以后手工改过的数",
    )


def _of(line: ReportLine, read: Callable[[ItemComparison], Decimal | None]) -> Decimal | None:
    return None if line.compared is None else read(line.compared)


def _to_date_column(band: Band) -> Column[ReportLine]:
    """The year to date; where quarters are missing it says how many it has."""

    def total(line: ReportLine) -> Total | None:
        return None if line.compared is None else line.compared.to_date

    def show(line: ReportLine) -> str:
        found = total(line)
        if found is None or found.value is None:
            return NOTHING if found else ""
        return show_number(found.value) + (
            f"({found.counted}/{found.expected})" if not found.is_complete else ""
        )

    def read(line: ReportLine) -> Decimal | None:
        found = total(line)
        return None if found is None else found.value

    return FigureColumn(
        "to_date",
        "数量",
        read,
        Kind.NUMBER,
        closed="累计由各期的报表相加，不能填写",
        width=10,
        show=show,
        tip="自年初累计的数量；缺报表时括号里是有几期的数、应有几期",
        band=band,
    )
