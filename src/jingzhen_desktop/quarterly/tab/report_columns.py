"""The columns of 单位报表: what is typed, and beside it price, other periods and the year to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from ...base.numbers import show_number
from ...base.typed import Kind
from ...widgets.appearance import Look
from ...widgets.grid.columns import Column
from ..values.findings import Severity
from ..values.reports import Amount
from ..values.totals import Total
from ..values.views import ItemComparison
from .cells import BLANK, NOTHING, FigureColumn, figure_column, percent_column
from .report_lines import ReportLine

TYPED_SIGN = "*"
FIGURE_COLUMNS = {Amount.QUANTITY: 3, Amount.COST: 4}
"""Where the figures stand that are typed."""
_LOOKS = {Severity.ERROR: Look.BAD, Severity.DOUBT: Look.WARNING, Severity.QUERY: Look.WARNING}


def report_columns(why_closed: Callable[[], str]) -> list[Column[ReportLine]]:
    """Return the columns; ``why_closed`` says why the report may not be typed in, empty if it may."""
    inferred = "括号内的代码为推定，不作正式代码"
    by_system = "指标、代码和计量单位是统计制度规定的，不能填写"
    return [
        Column("title", "指标名称", lambda line: line.title, closed=by_system, width=13),
        Column(
            "codes",
            "代码\n数量 / 费用",
            lambda line: line.codes if line.item.code else "",
            closed=by_system,
            width=9,
            tip=inferred,
        ),
        Column("unit", "计量单位", lambda line: line.item.unit, closed=by_system, width=7),
        _typed_column(Amount.QUANTITY, "数量", why_closed),
        _typed_column(Amount.COST, "费用\n（元）", why_closed),
        figure_column(
            "coal",
            "折标煤\n（kgce）",
            lambda line: line.coal,
            lambda _: 2,
            width=8,
            closed="折标煤由数量乘折标系数算出，不能填写",
        ),
        _compared(
            "last_year",
            "上年同期\n数量",
            lambda one: one.last_year.quantity,
            8,
            "上年同期取自上年的报表，不能填写",
        ),
        percent_column(
            "change",
            "数量\n同比",
            lambda line: _of(line, lambda one: one.change),
            "同比由本季和上年同期算出，不能填写",
        ),
        percent_column(
            "previous",
            "环比",
            lambda line: _of(line, lambda one: one.change_previous),
            "环比由本季和上季算出，不能填写",
        ),
        _compared("price", "单价\n（元）", lambda one: one.price, 6, "单价由费用除以数量算出，不能填写"),
        _to_date_column(),
        percent_column(
            "to_date_change",
            "累计\n同比",
            lambda line: _of(line, lambda one: one.change_to_date),
            "累计同比由各季度的报表算出，不能填写",
        ),
    ]


def _typed_column(what: Amount, title: str, why_closed: Callable[[], str]) -> Column[ReportLine]:
    """Make the column of a typed figure;
    a blank of a report that is there says so, because blank is not 0.
    """

    def read(line: ReportLine) -> Decimal | None:
        return line.entry.of(what)

    def is_blank(line: ReportLine) -> bool:
        return line.exists and bool(line.item.code) and read(line) is None

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
        editable=lambda _line: not why_closed(),
        closed=lambda _line: why_closed(),
        width=10,
        look=look,
        show=show,
        tip=f"{TYPED_SIGN}：导入以后手工改过的数",
    )


def _compared(
    key: str, title: str, read: Callable[[ItemComparison], Decimal | None], width: int, closed: str
) -> Column[ReportLine]:
    return figure_column(key, title, lambda line: _of(line, read), lambda _: None, width, closed)


def _of(line: ReportLine, read: Callable[[ItemComparison], Decimal | None]) -> Decimal | None:
    return None if line.compared is None else read(line.compared)


def _to_date_column() -> Column[ReportLine]:
    """The year to date; where quarters are missing it says how many it has."""

    def total(line: ReportLine) -> Total | None:
        return None if line.compared is None else line.compared.to_date

    def show(line: ReportLine) -> str:
        found = total(line)
        if found is None or found.value is None:
            return NOTHING if found else ""
        return show_number(found.value) + (
            f"({found.counted}/{found.expected}季)" if not found.is_complete else ""
        )

    def read(line: ReportLine) -> Decimal | None:
        found = total(line)
        return None if found is None else found.value

    return FigureColumn(
        "to_date",
        "自年初\n累计",
        read,
        Kind.NUMBER,
        closed="累计由各季度的报表相加，不能填写",
        width=12,
        show=show,
        tip="缺季度时注明有几季的数",
    )
