"""名录库: the register of units of a year, with the fields of the national register that the office keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from ...base.files import OutFile, deliver_all, safe_name
from ...office.file import Office
from ...office.settings import EXAMPLE, TOWN, read_setting
from ...spreadsheet.styles import HEAD, NOTE, NUMBER, TEXT, TITLE, Style
from ...spreadsheet.writing import BookWriter, SheetWriter, WrittenValue
from ..queries.units import units_of_year
from ..values.units import UnitInYear
from .fields import RegisterField, fields_of_year, shown

_CENTRED = replace(TEXT, horizontal="center")
_FEWER = {
    "floor_area",
    "energy_users",
    "establishment",
    "petrol_cars",
    "diesel_cars",
    "new_energy_cars",
    "machine_rooms",
    "site_area",
    "charging_points",
    "solar_collector_area",
    "solar_power_capacity",
    "geothermal_capacity",
}
_AREAS = {"floor_area", "site_area", "solar_collector_area", "solar_power_capacity", "geothermal_capacity"}
_COUNTS = _FEWER - _AREAS
_FIRST_PAGE = 10
"""Columns of the first of the two pages it is printed on; the title stands over them."""
_AREA_PLACES = 2


def export_register(office: Office, year: int, folder: Path, overwrite: bool = False) -> Path:
    """Write the register of a year into a folder; returns the file. Raises TargetExists, EnvironmentFault."""
    return deliver_all([register_file(office, year)], folder, overwrite=overwrite)[0]


def register_file(office: Office, year: int) -> OutFile:
    """Return the register of a year on its way out."""
    return OutFile(register_name(office, year), partial(register_book, office, year))


def register_name(office: Office, year: int) -> str:
    """Return the file name of the register."""
    return safe_name(f"{read_setting(office, TOWN)}{year}年公共机构名录库") + ".xlsx"


def register_book(office: Office, year: int) -> bytes:
    """Return the register as the bytes of an .xlsx file; reading it back in changes nothing."""
    town, units = read_setting(office, TOWN), units_of_year(office, year)
    book = BookWriter(f"{town}公共机构名录库")
    sheet = book.add_sheet(f"{year}年名录库")
    fields = fields_of_year(year)
    last = len(fields)
    mark = "（示例）" if read_setting(office, EXAMPLE) else ""
    sheet.merge(0, 0, 0, _FIRST_PAGE, f"{town}{year}年公共机构名录库{mark}", TITLE)
    sheet.height(0, 30)
    sheet.put(1, 0, "序号", HEAD)
    for column, field in enumerate(fields, 1):
        # a unit of measure is not broken
        sheet.put(1, column, field.heading.replace("（", "\n（", 1) if field.unit else field.heading, HEAD)
    _rows(sheet, units, fields)
    note = "注：改动后可用“组织机构→单位→导入名单…”读回；空白单元格不改动已有内容，没有的填0。"
    sheet.merge(len(units) + 2, 0, len(units) + 2, last, note, NOTE)
    sheet.widths(6, *(field.width for field in fields))
    sheet.fit_heights()
    sheet.freeze(2, 2)
    sheet.print_setup(
        landscape=True, head_rows=(1, 1), margins=(1.5, 1.0, 1.5, 1.0), pages_wide=2, head_columns=(0, 1)
    )
    return book.save()


def _rows(sheet: SheetWriter, units: Sequence[UnitInYear], fields: Sequence[RegisterField]) -> None:
    for row, unit in enumerate(units, 2):
        sheet.put(row, 0, row - 1, _CENTRED)
        for column, field in enumerate(fields, 1):
            sheet.put(row, column, _cell(field, unit), _look(field))


def _cell(field: RegisterField, unit: UnitInYear) -> WrittenValue:
    value = field.of(unit)
    return value if field.key in _FEWER else shown(value)  # type: ignore[return-value]


def _look(field: RegisterField) -> Style:
    if field.key in _FEWER:
        return NUMBER(0 if field.key in _COUNTS else _AREA_PLACES)
    return _CENTRED if field.key == "reporting" else TEXT
