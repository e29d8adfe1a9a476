"""统计台账 of a unit and year as a finished table:
months, quarters and the year of each carrier (domain §6.6).
"""

from __future__ import annotations

from decimal import Decimal

from ....base.numbers import decimals, show_number
from ....energy.periods import QUARTERS, Quarter
from ...values.ledger import LedgerEntry, LedgerItem, LedgerYear
from ...values.printed import Cell, PrintedBook, PrintedColumn, PrintedRow, PrintedTable, SumCheck
from ...values.reports import Amount
from ...values.totals import Total
from .cells import column_check, number, subject_of, words

_COLUMNS = {Amount.QUANTITY: 6, Amount.COST: 8}
"""Where the two figures stand that quarters and the year add up."""


def ledger_book(ledger: LedgerYear) -> PrintedBook:
    """Return the ledger with the checks that quarters are the sums of their months and the year that of the
    quarters.
    """
    rows: list[PrintedRow] = []
    checks: list[SumCheck] = []
    for one in ledger.items:
        entries = [entry for entry in ledger.entries if entry.item == one.item.key]
        if entries:
            checks += _item_rows(one, entries, rows)
    return PrintedBook((_table(ledger, tuple(rows)),), tuple(checks))


def _table(ledger: LedgerYear, rows: tuple[PrintedRow, ...]) -> PrintedTable:
    facts = ledger.unit.facts
    heads = (
        "品种",
        "月份",
        "户号\n或表号",
        "上期读数",
        "本期读数",
        "倍率",
        "数量",
        "单价\n（元）",
        "费用（元）",
        "票据号",
        "备注",
    )
    texts = {"品种", "月份", "户号\n或表号", "票据号", "备注"}
    people = f"编制{_people(facts.establishment)}，用能{_people(facts.energy_users)}"
    cars = "，".join(
        f"{name}{'—' if count is None else count}辆"
        for name, count in (
            ("汽油车", facts.petrol_cars),
            ("柴油车", facts.diesel_cars),
            ("新能源车", facts.new_energy_cars),
        )
    )
    return PrintedTable(
        name="统计台账",
        title=f"{ledger.year}年公共机构{subject_of(ledger.system)}统计台账",
        columns=tuple(
            PrintedColumn(head, is_text=head in texts, width=6.0 if head in {"票据号", "备注"} else 0.0)
            for head in heads
        ),
        rows=rows,
        head=(
            f"单位名称：{ledger.unit.name}　　建筑面积：{show_number(facts.floor_area, blank='—')}㎡",
            f"人数：{people}；车辆：{cars}",
        ),
        notes=(
            "注：台账应准确、及时、连续、完整，与票据、报表一致。有起止读数的，数量＝（本期读数−上期读数）×倍率。",
        ),
        foot=("单位负责人：", "统计负责人：", "填表人：", "日期：　　　　年　　月　　日"),
        landscape=True,
        frozen=2,
    )


def _people(count: int | None) -> str:
    return f"{'—' if count is None else count}人"


def _item_rows(one: LedgerItem, entries: list[LedgerEntry], rows: list[PrintedRow]) -> list[SumCheck]:
    """Add the rows of one carrier; returns what its sums are made of."""
    checks: list[SumCheck] = []
    all_months: list[int] = []
    for quarter in QUARTERS:
        months: list[int] = []
        for month in range(3 * quarter - 2, 3 * quarter + 1):
            for entry in [entry for entry in entries if entry.month == month] or [
                LedgerEntry(month, one.item.key)
            ]:
                months.append(len(rows))
                rows.append(_entry_row(one, entry))
        kept = one.quarters[quarter]
        title = f"{Quarter(2000, quarter).name}小计"
        checks += _checks(f"{one.item.name} {title}", len(rows), months)
        rows.append(_sum_row(one, title, kept.quantity, kept.cost))
        all_months += months
    checks += _checks(f"{one.item.name} 全年合计", len(rows), all_months)
    rows.append(_sum_row(one, "全年合计", one.year.quantity, one.year.cost))
    return checks


def _checks(what: str, row: int, parts: list[int]) -> list[SumCheck]:
    return [
        column_check(f"{what} {amount.words}", 0, column, row, parts) for amount, column in _COLUMNS.items()
    ]


def _entry_row(one: LedgerItem, entry: LedgerEntry) -> PrintedRow:
    figures = (entry.meter_from, entry.meter_to, entry.multiplier, entry.quantity)
    cells = (
        words(f"{one.item.name}（{one.item.unit}）"),
        words(f"{entry.month}月"),
        words(entry.account_number),
        *(number(figure, None, " ") for figure in figures),
        number(entry.unit_price, _price_places(entry.unit_price), " "),
        number(entry.cost, 2, " "),
        words(entry.voucher_number),
        words(entry.note),
    )
    return PrintedRow(cells, key=one.item.key)


def _price_places(price: Decimal | None) -> int:
    """A price is money, but one of electricity has a third decimal."""
    return 2 if price is None else max(2, decimals(price))


def _sum_row(one: LedgerItem, title: str, quantity: Total, cost: Total) -> PrintedRow:
    empty = words("")
    note = "" if quantity.is_complete else quantity.coverage
    cells: tuple[Cell, ...] = (
        words(one.item.name),
        words(title),
        *[empty] * 4,
        number(quantity.value),
        empty,
        number(cost.value, 2),
        empty,
        words(note),
    )
    return PrintedRow(cells, strong=True, key=one.item.key)
