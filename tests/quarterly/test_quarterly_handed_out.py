"""Blank forms that were handed out by earlier versions of the program are still taken in, filled by the unit.

``tests/data/handed_out`` holds one per version of the statistical system, as they were written on 2026-11-30.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_version
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.sheets.reading import read_sources
from jingzhen_desktop.quarterly.values.findings import FormOutcome
from jingzhen_desktop.quarterly.values.reports import Entry

FOLDER = Path(__file__).parents[1] / "data" / "handed_out"
YEARS = {"2011": 2011, "2022": 2024, "2025": 2026}


def test_every_version_is_stored() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(YEARS)


@pytest.mark.parametrize("version", YEARS)
def test_a_form_handed_out_before_is_taken_in(office: Office, tmp_path: Path, version: str) -> None:
    quarter = Quarter(YEARS[version], 3)
    write_settings(office, {TOWN: "青石镇"})
    add_unit(office, quarter.year, UnitFacts("青石镇卫生院", Nature.HEALTH), UnitContact("卫生院"))
    filled = tmp_path / f"{quarter.title}_卫生院.xlsx"
    wanted = _fill(FOLDER / f"{version}.xlsx", filled, version)
    (reading,) = read_sources(office, [filled], quarter)
    assert reading.form.outcome is FormOutcome.NEW, [str(one) for one in reading.form.findings]
    assert reading.form.doubts == ()
    assert reading.form.report is not None
    assert dict(reading.form.report.entries) == wanted
    assert reading.form.report.note == "食堂停用"


@pytest.mark.parametrize("version", YEARS)
def test_a_blank_one_says_so(office: Office, version: str) -> None:
    quarter = Quarter(YEARS[version], 3)
    add_unit(office, quarter.year, UnitFacts("青石镇卫生院", Nature.HEALTH), UnitContact("卫生院"))
    (reading,) = read_sources(office, [FOLDER / f"{version}.xlsx"], quarter)
    assert "没有填写任何数据（空白表）" in str(reading.form.errors[0])


def _fill(blank: Path, target: Path, version: str) -> dict[str, Entry]:
    """Fill a form as the unit does, in the cells it may write; return what must be read."""
    book = openpyxl.load_workbook(blank)
    sheet = book["填报表"]
    system = system_of_version(version)
    entries: dict[str, Entry] = {}
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "指标名称")
    for row, item in enumerate(system.items, head + 1):
        part = item.part_of and item.key.endswith("_other")
        number = 0 if part else 10 * len(system.carriers) + _place(item.part_of or item.key, version)
        sheet.cell(row, 4).value, sheet.cell(row, 6).value = number, number * 2
        entries[item.key] = Entry(Decimal(number), Decimal(number * 2))
    note = next(row for row in range(head, 60) if sheet.cell(row, 1).value == "备注")
    sheet.cell(note, 2).value = "食堂停用"
    book.save(target)
    return entries


def _place(key: str, version: str) -> int:
    return [carrier.key for carrier in system_of_version(version).carriers].index(key)
