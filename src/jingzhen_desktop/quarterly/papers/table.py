"""The town's quarter on paper: units × carriers with totals and comparisons, A4 landscape.
How it is set is ``paper``'s matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ...base.files import deliver, safe_name
from ...base.numbers import decimals, show_number, show_percent
from ...base.text import join_names
from ...energy.periods import Quarter
from ...office.file import Office
from ...office.settings import EXAMPLE, TOWN, read_setting
from ...paper.document import Align, HeadCell, Pdf, SheetDocument, Table, TableColumn
from ...paper.typeset import typeset_for
from ..queries.choices import town_signatures
from ..queries.town import town_quarter
from ..values.figures import CarrierTotals, Comparison, Measure, Total, TownQuarter, UnitQuarter
from ..values.reports import ReportStatus, Signatures

NOTHING = "—"
"""Printed where there is no figure: nothing reported, or nothing to compare with."""
BLANK = "未填"
"""Printed where a report left the cell blank."""
EXAMPLE_MARK = "示例"

_WIDEST_NAME = 12.0
"""The width the units' column would like, in Chinese characters; longer names wrap."""


def quarter_paper(office: Office, quarter: Quarter) -> Pdf:
    """Return the town's quarterly table as PDF."""
    town, signatures = town_quarter(office, quarter), town_signatures(office)
    document = quarter_document(
        town, read_setting(office, TOWN), signatures, example=bool(read_setting(office, EXAMPLE))
    )
    return typeset_for(office, document)


def export_paper(office: Office, quarter: Quarter, folder: Path, overwrite: bool = False) -> Path:
    """Write the quarterly table as PDF into a folder, verified;
    raises TargetExists if the name is taken and ``overwrite`` not given.
    """
    pdf = quarter_paper(office, quarter)
    return deliver(pdf.data, folder / paper_name(office, quarter), overwrite=overwrite)


def paper_name(office: Office, quarter: Quarter) -> str:
    """Return the file name of the quarter's PDF."""
    return f"{safe_name(f'{read_setting(office, TOWN)}{quarter.title}能源资源消耗汇总表')}.pdf"


@dataclass(frozen=True, slots=True)
class _Column:
    """One column under a carrier's name: its title and a text for every row."""

    title: str
    cells: tuple[str, ...]

    @property
    def weight(self) -> float:
        """The width it would like, in Chinese characters."""
        return max(_text_width(line) for text in (self.title, *self.cells) for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns of one carrier, or of all together."""

    title: str
    columns: tuple[_Column, ...]


def quarter_document(
    town: TownQuarter, reporter: str, signatures: Signatures, *, example: bool = False
) -> SheetDocument:
    """Return what the paper holds; ``reporter`` is the 填报单位, ``signatures`` the names at the foot."""
    title = f"{town.quarter.title}{town.system.form_title}汇总表"
    return SheetDocument(
        title=title,
        table=_table(town),
        head_left=(f"填报单位：{reporter}", f"填报范围：{_scope(town)}"),
        head_right=(
            f"统计时间：{town.quarter.year}年{town.quarter.months}",
            f"折标煤系数：{town.coefficients}",
        ),
        notes=tuple(f"注{number}：{note}" for number, note in enumerate(_notes(town), 1)),
        foot=(
            f"单位负责人：{signatures.unit_head}",
            f"统计负责人：{signatures.statistics_head}",
            f"填表人：{signatures.filled_by}",
            "报出日期：　　　　年　　月　　日",
        ),
        mark=EXAMPLE_MARK if example else "",
        subject=f"{reporter}{title}",
        author=reporter,
    )


def _table(town: TownQuarter) -> Table:
    labels = _labels(town)
    groups = [
        _carrier_group(town, carrier)
        for carrier in town.carriers
        if carrier.item.is_carrier and _has_figures(carrier)
    ]
    groups.append(_sum_group(town))
    columns = [column for group in groups for column in group.columns]
    top = (HeadCell("单位", rows=2), *(HeadCell(group.title, columns=len(group.columns)) for group in groups))
    return Table(
        columns=(
            TableColumn("单位", _WIDEST_NAME),
            *(TableColumn(column.title, column.weight, Align.RIGHT) for column in columns),
        ),
        rows=tuple(zip(labels, *(column.cells for column in columns), strict=True)),
        head=(top, tuple(HeadCell(column.title) for column in columns)),
        emphasised=frozenset({len(town.units)}),
        keep_last=len(_SUMMARIES),
    )


# --- rows ---------------------------------------------------------------------------------------------------

_SUMMARIES: tuple[str, ...] = ("合计", "上年同期", "同比", "累计", "上年同期累计", "累计同比")


def _labels(town: TownQuarter) -> tuple[str, ...]:
    to_date = "" if town.quarter.number == 1 else f"（1—{town.quarter.number}季度）"
    units = tuple(_unit_label(unit) for unit in town.units)
    return (*units, *(f"累计{to_date}" if label == "累计" else label for label in _SUMMARIES))


def _unit_label(unit: UnitQuarter) -> str:
    return f"{unit.unit.short_name}（未报）" if unit.status is ReportStatus.MISSING else unit.unit.short_name


def _carrier_group(town: TownQuarter, carrier: CarrierTotals) -> _Group:
    item = carrier.item
    titles = {"quantity": f"数量\n（{item.unit}）", "cost": "费用\n（元）", "coal": "折标煤\n（kgce）"}
    columns = []
    for name, title in titles.items():
        measure: Measure | None = getattr(carrier, name)
        if measure is not None:
            units = [_reported(unit, name, item.key) for unit in town.units]
            places = _places_used(units, measure, item.decimals) if name == "quantity" else 2
            columns.append(_column(title, units, measure, places))
    return _Group(item.name, tuple(columns))


def _sum_group(town: TownQuarter) -> _Group:
    costs = [NOTHING if unit.report is None else unit.cost_total for unit in town.units]
    coals = [NOTHING if unit.report is None else unit.coal_total for unit in town.units]
    return _Group(
        "合计",
        (_column("费用\n（元）", costs, town.cost, 2), _column("综合能耗\n（kgce）", coals, town.coal, 2)),
    )


def _reported(unit: UnitQuarter, measure: str, key: str) -> Decimal | str | None:
    """Return a unit's figure; the sign for nothing where the unit has not reported;
    None where it left a blank.
    """
    if unit.report is None:
        return NOTHING
    if measure == "coal":
        return unit.coal.get(key)
    entry = unit.report.entries.get(key)
    figure: Decimal | None = getattr(entry, measure) if entry else None
    return figure


def _places_used(units: Sequence[Decimal | str | None], measure: Measure, most: int) -> int:
    """Return how many decimals a column of quantities needs,
    so that whole kilowatt-hours print without .00.
    """
    figures = [figure for figure in (*units, *_totals(measure)) if isinstance(figure, Decimal)]
    return min(most, max(map(decimals, figures), default=0))


def _column(title: str, units: Sequence[Decimal | str | None], measure: Measure, places: int) -> _Column:
    return _Column(title, (*(_cell(figure, places) for figure in units), *_summary_cells(measure, places)))


def _totals(measure: Measure) -> list[Decimal | None]:
    return [
        total.value
        for total in (measure.total, measure.last_year, measure.year_to_date, measure.last_year_to_date)
    ]


def _cell(figure: Decimal | str | None, places: int) -> str:
    return figure if isinstance(figure, str) else show_number(figure, places, blank=BLANK)


def _summary_cells(measure: Measure, places: int) -> tuple[str, ...]:
    def total(one: Total) -> str:
        return (
            NOTHING
            if one.value is None
            else "\n".join(filter(None, (show_number(one.value, places), one.coverage)))
        )

    def change(comparison: Comparison) -> str:
        return show_percent(comparison.change)

    return (
        total(measure.total),
        total(measure.last_year),
        change(measure.comparison),
        total(measure.year_to_date),
        total(measure.last_year_to_date),
        change(measure.comparison_to_date),
    )


# --- notes --------------------------------------------------------------------------------------------------


def _scope(town: TownQuarter) -> str:
    if not town.coverage:
        return f"{town.expected}个单位全部报送"
    received = f"{town.received}/{town.expected}个单位已报"
    return (
        received
        if town.coverage == f"{town.received}/{town.expected}个单位"
        else f"{received}，{town.coverage}数据完整"
    )


def _notes(town: TownQuarter) -> list[str]:
    notes = [
        _missing_note(town),
        _blank_note(town),
        *_reason_notes(town),
        *_part_notes(town),
        _unused_note(town),
        "kgce为千克标准煤；水不折标煤；每单位、每季度、每品种折标煤保留两位小数后相加，合计与分项一致。",
    ]
    return [note for note in notes if note]


def _missing_note(town: TownQuarter) -> str:
    missing = [unit.unit.name for unit in town.units if unit.status is ReportStatus.MISSING]
    return (
        f"{join_names(missing)}未报，合计为{town.received}/{town.expected}个单位的数据；“{NOTHING}”表示无数据或不可比。"
        if missing
        else ""
    )


def _blank_note(town: TownQuarter) -> str:
    blank = [unit.unit.name for unit in town.units if unit.status is ReportStatus.INCOMPLETE]
    return (
        f"{join_names(blank)}的报表有未填项，未填项不计入合计，所涉合计下注明数据完整的单位数。"
        if blank
        else ""
    )


def _reason_notes(town: TownQuarter) -> list[str]:
    """Say why comparisons are missing or partial: each reason once, with what it concerns."""
    shown = [carrier for carrier in town.carriers if carrier.item.is_carrier and _has_figures(carrier)]
    named = [
        (carrier.item.name, measure) for carrier in shown for measure in (carrier.quantity, carrier.cost)
    ]
    named += [("费用合计", town.cost), ("综合能耗", town.coal)]
    found: dict[tuple[str, str], list[str]] = {}
    for name, measure in named:
        for words, comparison in (("同比", measure.comparison), ("累计同比", measure.comparison_to_date)):
            if comparison.reason:
                found.setdefault((words, comparison.reason), []).append(name)
    every = {name for name, _ in named}
    return [
        f"{concerned}{words}：{reason}。"
        for (words, reason), names in found.items()
        for concerned in [_concerned(names, every)]
    ]


def _concerned(names: Sequence[str], every: set[str]) -> str:
    """Name what a reason concerns; nothing where it concerns all."""
    different = list(dict.fromkeys(names))
    return "" if set(different) == every else join_names(different)


def _part_notes(town: TownQuarter) -> list[str]:
    """Name the figures of the 其中 rows, which have no columns of their own."""
    texts = []
    for carrier in town.carriers:
        value = carrier.quantity.total.value
        if not carrier.item.is_carrier and value:
            texts.append(
                f"{carrier.item.name}{show_number(value)}{carrier.item.unit}"
                f"{_bracketed(carrier.quantity.total.coverage)}"
            )
    return [f"其中{'，'.join(texts)}。"] if texts else []


def _bracketed(text: str) -> str:
    return f"（{text}）" if text else ""


def _unused_note(town: TownQuarter) -> str:
    unused = [
        carrier.item.name
        for carrier in town.carriers
        if carrier.item.is_carrier and not _has_figures(carrier)
    ]
    return f"{join_names(unused)}本期、上年同期及累计均为0或无数据，未列。" if unused else ""


def _has_figures(carrier: CarrierTotals) -> bool:
    measures = (carrier.quantity, carrier.cost)
    return any(value for measure in measures for value in _totals(measure))


def _text_width(text: str) -> float:
    """The width of a line in Chinese characters: Latin letters and figures take about half of one."""
    return sum(0.55 if character.isascii() else 1.0 for character in text)
