"""Writes a unit's form, blank or filled:
looks like the paper form, carries its unit, quarter and version for the way back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from ...base.files import OutFile, deliver, deliver_all, safe_name
from ...base.numbers import show_number
from ...base.text import chinese_date
from ...energy.periods import Quarter
from ...energy.statistics import Item, StatisticalSystem, system_of_version
from ...office.file import Office
from ...office.settings import EXAMPLE, read_setting
from ...organisation.queries.group import executive_office
from ...organisation.queries.units import units_of_year
from ...organisation.values.units import UnitFacts, UnitInYear
from ...spreadsheet.limits import address
from ...spreadsheet.styles import CENTRED, HEAD, INPUT, INPUT_NUMBER, LABEL, NOTE, TEXT, TITLE, Style
from ...spreadsheet.writing import BookWriter, SheetWriter
from ..queries.deadlines import due_date
from ..queries.reports import stored_report
from ..queries.versions import cycle_in, system_in
from ..rules.owing import expected_in
from ..values.reports import Amount, Entry, Report
from . import layout

_LAST = 7
_WIDTHS = (24, 10, 8, 16, 10, 17, 14, 15)
_ROW_HEIGHT = 29
_CODE = replace(INPUT, number_format="@")
"""A code is a text: in a number cell Excel keeps 15 of its 18 digits."""
_COLUMNS = {Amount.QUANTITY: 3, Amount.COST: 5}
_BEFORE_COLUMNS = {Amount.QUANTITY: 6, Amount.COST: 7}
_MARGINS = (1.5, 1.5, 1.3, 1.5)
_ASK_NUMBER = "请填0或正数；没有消耗填0，不能空白。"
_FIXED = replace(TEXT, wrap=False)
_BEFORE = replace(TEXT, horizontal="right", fill="F2F2F2")
"""Last year's figures: locked, and grey so that nobody types there."""


def write_blank_forms(office: Office, quarter: Quarter, folder: Path, overwrite: bool = False) -> list[Path]:
    """Write one blank form per reporting unit into a folder; returns the files in the units' order.

    Raises:
        TargetExists: a file is already there and ``overwrite`` was not given; nothing was written.
        EnvironmentFault: the folder cannot be written.
    """
    return deliver_all(blank_forms(office, quarter), folder, overwrite=overwrite)


def blank_forms(office: Office, quarter: Quarter) -> list[OutFile]:
    """Return one blank form per reporting unit, each to be made when its turn comes."""
    cycle = cycle_in(office, quarter.year)
    quarter = cycle.period(quarter.year, quarter.number)
    units = [unit for unit in units_of_year(office, quarter.year) if expected_in(unit, quarter, cycle)]
    return [
        OutFile(f"{name}.xlsx", partial(blank_form, office, unit, quarter))
        for unit, name in zip(units, _file_names(units, quarter), strict=True)
    ]


def write_filled_form(
    office: Office, unit: UnitInYear, report: Report, folder: Path, overwrite: bool = False
) -> Path:
    """Write a unit's form with the figures of a report into a folder; returns the file.

    Raises:
        TargetExists: the file is already there and ``overwrite`` was not given.
        EnvironmentFault: the folder cannot be written.
    """
    name = safe_name(f"{report.quarter.title}_{unit.short_name}")
    before = _before(office, unit, report.quarter)
    return deliver(
        _form(office, unit, report.quarter, report, before), folder / f"{name}.xlsx", overwrite=overwrite
    )


def blank_form(office: Office, unit: UnitInYear, quarter: Quarter) -> bytes:
    """Return the blank form of one unit as .xlsx."""
    blank = Report(unit.id, quarter, system_in(office, quarter.year).version, {})
    return _form(office, unit, quarter, blank, _before(office, unit, quarter))


def _before(office: Office, unit: UnitInYear, quarter: Quarter) -> Report | None:
    """The report of the same period of the year before, if one as long was reported then."""
    if cycle_in(office, quarter.year - 1) is not cycle_in(office, quarter.year):
        return None
    return stored_report(office, unit.id, quarter.last_year)


def _form(office: Office, unit: UnitInYear, quarter: Quarter, report: Report, before: Report | None) -> bytes:
    system = system_of_version(report.version)
    title = system.form_title + ("（示例）" if read_setting(office, EXAMPLE) else "")
    book = BookWriter(f"{quarter.title} {title}")
    sheet = book.add_sheet(layout.FORM_SHEET)
    sheet.widths(*_WIDTHS)
    row = _head(sheet, title, unit, quarter, system)
    row = _table(sheet, row, system, report.entries, _comparable(before, system))
    row = _foot(sheet, row, report)
    _notes(sheet, row, system, _addressee(office, quarter))
    sheet.print_setup(margins=_MARGINS, footer=False)
    sheet.protect()
    _machine_sheet(book, unit, quarter, system)
    return book.save()


def _file_names(units: list[UnitInYear], quarter: Quarter) -> list[str]:
    names: list[str] = []
    for unit in units:
        stem = safe_name(f"{quarter.title}_{unit.short_name}")
        names.append(stem if stem not in names else safe_name(f"{stem}_{unit.id}"))
    return names


def _head(
    sheet: SheetWriter, title: str, unit: UnitInYear, quarter: Quarter, system: StatisticalSystem
) -> int:
    sheet.merge(0, 0, 0, _LAST, title, TITLE)
    sheet.height(0, 36)
    period = f"{quarter.title}（{quarter.months}）"
    _labelled(sheet, 1, (layout.UNIT + layout.SEAL, unit.name), (layout.PERIOD, period))
    code = unit.contact.credit_code or None
    _labelled(sheet, 2, (layout.CREDIT_CODE, code), (layout.VERSION, f"{system.version}版"), _CODE)
    for row, label, text in ((3, layout.SYSTEM, system.title), (4, layout.FACTS, _facts(unit.facts))):
        sheet.put(row, 0, label, LABEL)
        sheet.merge(row, 1, row, _LAST, text, TEXT)
        sheet.height(row, _ROW_HEIGHT)
    sheet.height(4, 34)
    return 5


def _labelled(
    sheet: SheetWriter,
    row: int,
    left: tuple[str, str | None],
    right: tuple[str, str],
    look: Style = TEXT,
) -> None:
    sheet.put(row, 0, left[0], LABEL)
    sheet.merge(row, 1, row, 3, left[1], look)
    sheet.put(row, 4, right[0], LABEL)
    sheet.merge(row, 5, row, _LAST, right[1], _FIXED)
    sheet.height(row, _ROW_HEIGHT)


def _facts(facts: UnitFacts) -> str:
    known = (
        ("建筑面积", facts.floor_area, "㎡"),
        ("用能人数", facts.energy_users, "人"),
        ("编制人数", facts.establishment, "人"),
        ("汽油车", facts.petrol_cars, "辆"),
        ("柴油车", facts.diesel_cars, "辆"),
        ("新能源车", facts.new_energy_cars, "辆"),
    )
    parts = [
        f"{title}未登记" if value is None else f"{title}{show_number(Decimal(value))}{unit}"
        for title, value, unit in known
    ]
    return "，".join(parts) + "（如有变动请在备注中说明）"


def _comparable(before: Report | None, system: StatisticalSystem) -> Mapping[str, Entry]:
    """Return last year's rows that this year's form has in the same unit of measure."""
    if before is None:
        return {}
    old = system_of_version(before.version)
    same = {item.key for item in system.items if old.has(item.key) and old.item(item.key).unit == item.unit}
    return {key: entry for key, entry in before.entries.items() if key in same}


def _table(
    sheet: SheetWriter,
    row: int,
    system: StatisticalSystem,
    entries: Mapping[str, Entry],
    before: Mapping[str, Entry],
) -> int:
    titles = (
        layout.NAME,
        layout.MEASURE,
        layout.CODE,
        layout.QUANTITY_TITLE,
        layout.COST_CODE,
        layout.COST_TITLE,
        layout.LAST_YEAR_QUANTITY,
        layout.LAST_YEAR_COST,
    )
    for column, title in enumerate(titles):
        sheet.put(row, column, title, HEAD)
    sheet.height(row, _ROW_HEIGHT)
    first, last = row + 1, row + len(system.items)
    rows = {item.key: index for index, item in enumerate(system.items, first)}
    for item in system.items:
        entry, old = entries.get(item.key, Entry()), before.get(item.key, Entry())
        _item_row(sheet, rows[item.key], item, entry, old)
        for what, column in _COLUMNS.items():
            _accept(sheet, rows, item, what, column, system)
    sheet.freeze(first, 0)
    return last + 1


def _accept(
    sheet: SheetWriter,
    rows: Mapping[str, int],
    item: Item,
    what: Amount,
    column: int,
    system: StatisticalSystem,
) -> None:
    """Let a figure's cell take a number only, say beside it what is asked, and hold 其中 within its 合计."""
    unit = what.unit(item)
    prompt = f"按{unit}填报，最多{what.decimals(item)}位小数；没有消耗填0，不能空白。"
    message, condition = _ASK_NUMBER, ""
    total = item.part_of or item.key
    parts = [rows[part.key] for part in system.parts_of(total)]
    if parts:
        cell = address(rows[total], column)
        added = "+".join(f"N({address(row, column)})" for row in parts)
        condition = f'OR({cell}="",{added}<={cell})'
        message = f"请填0或正数；“其中”各项之和不能大于{system.item(total).name}的合计。"
    title = item.name if what is Amount.QUANTITY else what.words
    sheet.accept_number(rows[item.key], column, message, prompt, title, condition)


def _item_row(sheet: SheetWriter, row: int, item: Item, entry: Entry, before: Entry) -> None:
    sheet.put(row, 0, item.name if item.is_carrier else f"　　{layout.part_name(item.name)}", _FIXED)
    sheet.put(row, 1, item.unit, CENTRED)
    sheet.put(row, 2, item.printed_code, CENTRED)
    sheet.put(row, 4, item.printed_cost_code, CENTRED)
    for what, column in _COLUMNS.items():
        look = _figure_format(what.decimals(item))
        sheet.put(row, column, entry.of(what), replace(INPUT_NUMBER, number_format=look))
        sheet.put(row, _BEFORE_COLUMNS[what], before.of(what), replace(_BEFORE, number_format=look))
    sheet.height(row, _ROW_HEIGHT)


def _figure_format(decimals: int) -> str:
    """Show a figure with its decimals; a surplus one is shown too, not rounded away."""
    return f"#,##0.{'0' * decimals}####"


def _foot(sheet: SheetWriter, row: int, report: Report) -> int:
    signed = report.signatures
    sheet.put(row, 0, layout.NOTE, LABEL)
    sheet.merge(row, 1, row, _LAST, report.note or None, INPUT)
    sheet.height(row, 40)
    heads = ((layout.UNIT_HEAD, signed.unit_head), (layout.STATISTICS_HEAD, signed.statistics_head))
    filler = ((layout.FILLED_BY, signed.filled_by), (layout.REPORTED_ON, signed.reported_on))
    for pair in (heads, filler):
        row += 1
        for (label, value), (column, last) in zip(pair, ((0, 2), (3, _LAST)), strict=True):
            sheet.put(row, column, label, LABEL)
            sheet.merge(row, column + 1, row, last, value or None, INPUT)
        sheet.height(row, _ROW_HEIGHT)
    return row + 1


def _addressee(office: Office, quarter: Quarter) -> str:
    return f"请于{chinese_date(due_date(office, quarter))}前报送{executive_office(office)}"


def _notes(sheet: SheetWriter, row: int, system: StatisticalSystem, addressee: str) -> None:
    lines = [
        f"填表说明：1. 只填淡黄色单元格；{addressee}。",
        "2. 没有消耗的填0，不能空白；数量按表中的计量单位填写（不填“万”单位），费用以元为单位，保留两位小数。",
        "3. “其中”各项之和应等于该品种的合计；数据以票据和台账为依据，须真实、准确、完整、及时。",
    ]
    if any(item.code_inferred or item.cost_code_inferred for item in system.items):
        lines.append("4. 括号内的代码只供本表核对，不上报。")
    for line in lines:
        sheet.merge(row, 0, row, _LAST, line, NOTE)
        sheet.height(row, 18)
        row += 1


def _machine_sheet(book: BookWriter, unit: UnitInYear, quarter: Quarter, system: StatisticalSystem) -> None:
    sheet = book.add_sheet(layout.MACHINE_SHEET, hidden=True)
    sheet.widths(20, 40)
    pairs: tuple[tuple[str, str | int], ...] = (
        (layout.MACHINE_UNIT_ID, unit.id),
        (layout.MACHINE_UNIT, unit.name),
        (layout.CREDIT_CODE, unit.contact.credit_code),
        (layout.MACHINE_YEAR, quarter.year),
        (layout.MACHINE_QUARTER, quarter.number),
        (layout.VERSION, system.version),
    )
    for row, (key, value) in enumerate(pairs):
        sheet.put(row, 0, key, LABEL)
        sheet.put(row, 1, value, TEXT)
    sheet.protect()
