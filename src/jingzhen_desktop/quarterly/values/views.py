"""What the views of the quarter show:
who stands where, a unit's figures against others, tables across units, trends.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ...energy.periods import Quarter
from ...energy.statistics import Item, StatisticalSystem
from ...organisation.values.units import UnitInYear
from .figures import Comparison, Indicator
from .reports import Amount, Entry, ReportState
from .totals import Total

# ---- 单位报表


@dataclass(frozen=True, slots=True)
class ItemComparison:
    """One row of a unit's report against other periods. Every ratio is None where it cannot be said.

    Attributes:
        change: 数量同比; change_previous: 环比; change_to_date: 累计同比.
        to_date, last_year_to_date, cost_to_date: sums over the quarters the unit owes, with how many it has
            (2/3个季度).
        price: yuan per unit of measure, two decimals.
        reason: why there is no 同比, in Chinese.
        explanations: what was said to findings of this row (说明).
    """

    item: Item
    entry: Entry
    last_year: Entry
    previous: Entry
    coal: Decimal | None
    to_date: Total
    last_year_to_date: Total
    cost_to_date: Total
    change: Decimal | None
    change_previous: Decimal | None
    change_to_date: Decimal | None
    price: Decimal | None
    reason: str = ""
    explanations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitComparison:
    """A unit's quarter against last year, the quarter before and the year to date.

    Attributes:
        state: of the report of this quarter; its cells are blank where it is missing.
        cost, coal: of all carriers this quarter; None where there is no report.
        indicators: of the unit, year to date.
        notes: where the versions of the form cannot be compared.
    """

    unit: UnitInYear
    quarter: Quarter
    system: StatisticalSystem
    state: ReportState
    rows: tuple[ItemComparison, ...]
    cost: Decimal | None
    coal: Decimal | None
    indicators: tuple[Indicator, ...]
    notes: tuple[str, ...] = ()


# ---- 汇总表


class RowKind(StrEnum):
    """What a row of the summary table adds up."""

    HEAD = "基本信息"
    QUANTITY = Amount.QUANTITY.words
    COST = Amount.COST.words
    COAL = "折标准煤"


@dataclass(frozen=True, slots=True)
class NationalColumn:
    """One column of the national 综合表; ``unit_ids`` are the units it adds up."""

    key: str
    title: str
    unit_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NationalRow:
    """One indicator across the columns; cells in the order of the columns.

    Attributes:
        key: of the item or head item; with ``kind`` it names the row.
        code: as it may be printed; empty where the form has none.
        is_part: True for 其中 rows.
    """

    key: str
    kind: RowKind
    code: str
    name: str
    unit: str
    is_part: bool
    cells: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class NationalTable:
    """汇总表 in the national shape: indicators × 合计, 国家机关, 事业小计, its kinds, 团体.

    Attributes:
        quarters: what is added up: one quarter, or all to date.
        coefficients: name of the set of the standard coal rows.
    """

    quarters: tuple[Quarter, ...]
    system: StatisticalSystem
    coefficients: str
    columns: tuple[NationalColumn, ...]
    rows: tuple[NationalRow, ...]
    units: tuple[UnitInYear, ...]

    def cell(self, key: str, kind: RowKind, column: str) -> Total:
        """Return one cell by its row and its column's key; raises KeyError."""
        position = [one.key for one in self.columns].index(column)
        for row in self.rows:
            if (row.key, row.kind) == (key, kind):
                return row.cells[position]
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit across the indicators; None is blank or not reported."""

    unit: UnitInYear
    state: ReportState
    cells: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class UnitMatrix:
    """Units × indicators of one measure in a quarter: ``totals`` are the sums below, with their coverage.

    Attributes:
        kind: QUANTITY, COST or COAL.
        items: the columns; the sum of all carriers is in ``sums`` (None where units of measure differ).
    """

    quarter: Quarter
    kind: RowKind
    items: tuple[Item, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[Total, ...]
    sums: tuple[Decimal | None, ...] | None
    sum_total: Total | None


# ---- 趋势


@dataclass(frozen=True, slots=True)
class Series:
    """One carrier (or all energy, or all cost) through the quarters.

    Attributes:
        key: item key, or ``energy`` / ``cost`` for all together.
        totals: one for each quarter; a carrier the year's form has not is a total without value and without
            units.
        comparisons: 同比 of each quarter, over the units with figures in both.
    """

    key: str
    name: str
    unit: str
    totals: tuple[Total, ...]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A carrier's part of the standard coal of a period; ratio 0.25 is 25 %."""

    key: str
    name: str
    coal: Decimal
    ratio: Decimal | None


@dataclass(frozen=True, slots=True)
class Rank:
    """A unit's intensity of the year to date; None with the reason where it cannot be said.

    Attributes:
        quarters: how many of the quarters it owes are without a blank, e.g. 4/4个季度.
    """

    unit: UnitInYear
    coal: Total
    per_head: Decimal | None
    per_area: Decimal | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """Quarters side by side: by carrier, what each carrier is of the standard coal, and units ranked.

    Attributes:
        shares: of the last year shown, year to date; ``share_coverage`` says if it is incomplete.
        ranks: in the office's order; the reader sorts.
        notes: where the versions of the form in these years cannot be compared.
    """

    quarters: tuple[Quarter, ...]
    series: tuple[Series, ...]
    shares: tuple[Share, ...]
    share_coverage: str
    ranks: tuple[Rank, ...]
    coefficients: str
    notes: tuple[str, ...] = ()
