"""汇总表 as a finished table: units × carriers with the town's totals and comparisons.

The sheets that stand behind it in the workbook, and its checks, are in :mod:`.town_book`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from ....base.numbers import show_number
from ....base.text import join_names
from ....energy.periods import QUARTER_MONTHS
from ....energy.statistics import Item
from ...values.figures import CarrierTotals, Gap, Measure, TownQuarter, UnitQuarter
from ...values.printed import NOTHING, Cell, PrintedColumn, PrintedRow, PrintedTable
from ...values.reports import ReportStatus, Signatures
from ...values.views import RowKind
from ..figures import months_to_date
from .cells import BLANK, places_shown, ratio, signature_foot, total, with_partial_note, words

_NAME_WIDTH = 12.0
"""The width of the units' column on paper, in Chinese characters, whatever the names."""


@dataclass(frozen=True, slots=True)
class TownLine:
    """One measure of a carrier, or of all together (``item`` None): a column here, a row of 指标汇总.

    Attributes:
        places: decimals of all its figures.
    """

    item: Item | None
    kind: RowKind
    measure: Measure
    places: int

    @property
    def name(self) -> str:
        return self.item.name if self.item else "合计"

    @property
    def what(self) -> str:
        """What is measured."""
        if self.kind is RowKind.COAL:
            return "折标煤" if self.item else "综合能耗"
        return self.kind.value

    @property
    def unit(self) -> str:
        """Its unit of measure."""
        if self.kind is RowKind.QUANTITY and self.item:
            return self.item.unit
        return "元" if self.kind is RowKind.COST else "kgce"

    def of_unit(self, unit: UnitQuarter) -> Decimal | None:
        """Return a unit's figure; None where its report is missing or blank."""
        if self.item is None:
            return unit.cost_total if self.kind is RowKind.COST else unit.coal_total
        if self.kind is RowKind.COAL:
            return unit.coal.get(self.item.key)
        return _entered(unit, self.item, self.kind)


def town_table(town: TownQuarter, reporter: str, signatures: Signatures) -> PrintedTable:
    """Return the table; ``reporter`` is the 填报单位, ``signatures`` the names at the foot."""
    lines = printed_lines(town)
    figures = [PrintedColumn(f"{line.what}\n（{line.unit}）", line.name) for line in lines]
    table = PrintedTable(
        name="季度汇总表",
        title=f"{town.quarter.title}{town.system.form_title}汇总表",
        columns=(PrintedColumn("单位", is_text=True, width=_NAME_WIDTH, widest=_NAME_WIDTH), *figures),
        rows=(*(_unit_row(unit, lines) for unit in town.units), *_total_rows(town, lines)),
        head=(
            f"填报单位：{reporter}\n填报范围：{_scope(town)}",
            f"统计时间：{town.quarter.year}年{town.quarter.months}\n折标煤系数：{town.coefficients}",
        ),
        notes=tuple(f"注{number}：{note}" for number, note in enumerate(_notes(town), 1)),
        foot=signature_foot(signatures),
        together=len(TOTAL_TITLES),
    )
    return with_partial_note(table)


def printed_lines(town: TownQuarter) -> list[TownLine]:
    """Return the columns of figures: those of the carriers in use, then of all together."""
    found = chain.from_iterable(carrier_lines(town, carrier) for carrier in printed_carriers(town))
    return [*found, *sum_lines(town)]


def printed_carriers(town: TownQuarter) -> list[CarrierTotals]:
    """Return the carriers that have columns."""
    return [carrier for carrier in town.carriers if carrier.item.is_carrier and carrier.is_used]


def carrier_lines(town: TownQuarter, carrier: CarrierTotals) -> list[TownLine]:
    """Return what is measured of one row of the form."""
    item = carrier.item
    found = [
        TownLine(item, RowKind.QUANTITY, carrier.quantity, _quantity_places(town, carrier)),
        TownLine(item, RowKind.COST, carrier.cost, 2),
    ]
    return found if carrier.coal is None else [*found, TownLine(item, RowKind.COAL, carrier.coal, 2)]


def sum_lines(town: TownQuarter) -> list[TownLine]:
    """Return what is measured of all carriers together."""
    return [TownLine(None, RowKind.COST, town.cost, 2), TownLine(None, RowKind.COAL, town.coal, 2)]


def _quantity_places(town: TownQuarter, carrier: CarrierTotals) -> int:
    """Return how many decimals a carrier's quantities have: whole kilowatt-hours print without .00."""
    units = (_entered(unit, carrier.item, RowKind.QUANTITY) for unit in town.units)
    return places_shown((*units, *(one.value for one in carrier.quantity.totals)), carrier.item)


def _entered(unit: UnitQuarter, item: Item, kind: RowKind) -> Decimal | None:
    entry = unit.report.entries.get(item.key) if unit.report else None
    if entry is None:
        return None
    return entry.quantity if kind is RowKind.QUANTITY else entry.cost


# --- rows ---------------------------------------------------------------------------------------------------

TOTAL_TITLES = ("合计", "上年同期", "同比", "累计", "上年同期累计", "累计同比")
"""The rows under the units, in the order of :func:`total_cells`."""
_TO_DATE = TOTAL_TITLES.index("累计")


def total_cells(line: TownLine, said: str = "") -> tuple[Cell, ...]:
    """Return a line's totals and comparisons: this quarter against last year's, and the same to date;
    ``said`` is the coverage that the head tells of this quarter.
    """
    measure, places = line.measure, line.places
    return (
        total(measure.total, places, said),
        total(measure.last_year, places),
        ratio(measure.comparison.change),
        total(measure.year_to_date, places),
        total(measure.last_year_to_date, places),
        ratio(measure.comparison_to_date.change),
    )


def _total_rows(town: TownQuarter, lines: Sequence[TownLine]) -> Iterator[PrintedRow]:
    columns = [total_cells(line, town.coverage) for line in lines]
    for position, cells in enumerate(zip(*columns, strict=True)):
        title = TOTAL_TITLES[position]
        if position == _TO_DATE and town.quarter.number > 1:
            by_quarters = town.quarter.span == QUARTER_MONTHS
            title += (
                f"（1—{town.quarter.number}季度）" if by_quarters else f"（{months_to_date(town.quarter)}）"
            )
        yield PrintedRow((words(title), *cells), strong=position == 0)


def _unit_row(unit: UnitQuarter, lines: Sequence[TownLine]) -> PrintedRow:
    name = unit.unit.short_name
    if unit.report is None:
        return PrintedRow((words(f"{name}（未报）"), *(Cell() for _ in lines)))
    cells = (_unit_cell(line.of_unit(unit), line.places) for line in lines)
    return PrintedRow((words(name), *cells))


def _unit_cell(figure: Decimal | None, places: int) -> Cell:
    return Cell(text=BLANK) if figure is None else Cell(figure, places)


# --- what stands around it ----------------------------------------------------------------------------------


def _scope(town: TownQuarter) -> str:
    if not town.coverage and not town.drafts:
        return f"{town.expected}个单位全部报送"
    received = f"{town.received}/{town.expected}个单位已报"
    if town.coverage in ("", f"{town.received}/{town.expected}个单位"):
        return received
    return f"{received}，{town.coverage}数据完整"


def _notes(town: TownQuarter) -> list[str]:
    notes = [
        _missing_note(town),
        _draft_note(town),
        _blank_note(town),
        f"{_some(town.closed)}已撤销，只计入撤销前各季度和上年同期。" if town.closed else "",
        _gaps_note(town),
        *_reason_notes(town),
        _part_note(town),
        _unused_note(town),
        "kgce为千克标准煤；水不折标煤；每单位、每季度、每品种折标煤保留两位小数后相加，合计与分项一致。",
    ]
    return [note for note in notes if note]


def _missing_note(town: TownQuarter) -> str:
    missing = [unit.unit.name for unit in town.units if unit.status is ReportStatus.MISSING]
    if not missing:
        return ""
    counted = f"合计为{town.counted}/{town.expected}个单位的数据"
    return f"{join_names(missing)}未报，{counted}；“{NOTHING}”表示无数据或不可比。"


def _draft_note(town: TownQuarter) -> str:
    names = join_names([unit.name for unit in town.drafts])
    return f"{names}的报表还在录入或已退回，没有报来，所填的数已计入合计。" if names else ""


def _blank_note(town: TownQuarter) -> str:
    blank = [unit.unit.name for unit in town.units if unit.status is ReportStatus.INCOMPLETE]
    if not blank:
        return ""
    return f"{join_names(blank)}的报表有未填项，未填项不计入合计。"


_MOST_NAMED = 6
"""More units than these are told by their number: a note is no list."""


def _gaps_note(town: TownQuarter) -> str:
    """Name who lacks in an earlier quarter, by which the figures to date are partial."""
    texts = [gap_words(gap) for gap in town.gaps_before]
    return f"{'，'.join(texts)}，累计数未含。" if texts else ""


def gap_words(gap: Gap) -> str:
    """Say what lacks in a quarter: 三季度工会未报."""
    name = gap.quarter.name
    texts = [f"{name}{_some(gap.missing)}未报"] if gap.missing else []
    texts += [f"{name}{_some(gap.blank)}有未填项"] if gap.blank else []
    return "，".join(texts)


def _some(names: Sequence[str]) -> str:
    return join_names(list(names)) if len(names) <= _MOST_NAMED else f"{len(names)}个单位"


def _reason_notes(town: TownQuarter) -> list[str]:
    """Say why comparisons are missing or partial: what cannot be compared by name, and once that others are
    compared over fewer units.
    """
    named: list[tuple[str, Measure]] = []
    for carrier in printed_carriers(town):
        named += [(carrier.item.name, carrier.quantity), (carrier.item.name, carrier.cost)]
    named += [("费用合计", town.cost), ("综合能耗", town.coal)]
    found: dict[tuple[str, str], list[str]] = {}
    partial = False
    for name, measure in named:
        for title, comparison in (("同比", measure.comparison), ("累计同比", measure.comparison_to_date)):
            if comparison.change is not None:
                partial |= bool(comparison.reason)
            elif comparison.reason:
                found.setdefault((title, comparison.reason), []).append(name)
    every = {name for name, _ in named}
    notes = [f"{_concerned(names, every)}{title}：{reason}。" for (title, reason), names in found.items()]
    return [*notes, _COMPARED] if partial else notes


_COMPARED = "同比、累计同比只按两期数据齐全的单位计算。"


def _concerned(names: Sequence[str], every: set[str]) -> str:
    """Name what a reason concerns; nothing where it concerns all."""
    different = list(dict.fromkeys(names))
    return "" if set(different) == every else join_names(different)


def _part_note(town: TownQuarter) -> str:
    """Name the figures of the 其中 rows, which have no columns of their own."""
    parts: dict[str, list[str]] = {}
    for carrier in town.carriers:
        one = carrier.quantity.total
        if not carrier.item.is_carrier and one.value:
            whole, _, part = carrier.item.name.partition("：")
            covered = f"（{one.coverage}）" if one.coverage not in ("", town.coverage) else ""
            said = f"{part or whole}{show_number(one.value)}{carrier.item.unit}{covered}"
            parts.setdefault(whole, []).append(said)
    texts = [f"{whole}中{'、'.join(said)}" for whole, said in parts.items()]
    return f"{'；'.join(texts)}。" if texts else ""


def _unused_note(town: TownQuarter) -> str:
    unused = [one.item.name for one in town.carriers if one.item.is_carrier and not one.is_used]
    return f"{join_names(unused)}本期、上年同期及累计均为0或无数据，未列。" if unused else ""
