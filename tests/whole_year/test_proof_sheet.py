"""The sheet 核对 of the town's table:
one changed value shows once a spreadsheet has calculated, in both versions of the forms.
"""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jingzhen_desktop.base.files import deliver_all
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.outgoing import table_files
from jingzhen_desktop.quarterly.values.reports import Entry, Report

from .offices import NO_REPORT, Town
from .qingxi import QINGXI
from .wenjing import WENJING

CARRIERS = {"gas": "natural_gas"}
CHANGES = (
    ("季度汇总表", "B5", 1),  # a unit's electricity
    ("季度汇总表", "C6", Decimal("0.01")),  # a unit's cost: one 分
    ("季度汇总表", "D5", Decimal("0.01")),  # a unit's standard coal
    ("季度汇总表", "合计", 1),
    ("季度汇总表", "上年同期", 1),
    ("季度汇总表", "累计（1—3季度）", 1),
    ("季度汇总表", "同比", Decimal("0.01")),  # one percent
    ("季度汇总表", "累计同比", Decimal("0.01")),
    ("指标汇总", "D4", 1),  # electricity of the quarter
    ("指标汇总", "F5", Decimal("0.01")),  # its cost against last year
    ("指标汇总", "I4", Decimal("0.01")),  # its quantity to date against last year
    ("指标汇总", "H6", Decimal("0.01")),  # its standard coal to date, last year
    ("单位明细", "D4", 1),
)


@pytest.mark.parametrize("town", [WENJING, QINGXI], ids=["2011", "2022"])
def test_one_changed_value_makes_the_proof_speak(office: Office, town: Town, tmp_path: Path) -> None:
    store_year(office, town)
    table, _paper = deliver_all(table_files(office, Quarter(town.year, 3)), tmp_path / "导出")
    files = [table, *(changed(table, tmp_path / "改", *change) for change in CHANGES)]
    proofs = recalculated(files, tmp_path)
    assert proofs[0] == 0
    for change, difference in zip(CHANGES, proofs[1:], strict=True):
        assert difference > 0, change


def store_year(office: Office, town: Town) -> None:
    """The units and reports of the office's two years."""
    write_settings(office, {TOWN: town.settings["乡镇名称"]})
    for unit in town.units:
        nature, _systems, reporting, *_ = unit.facts.split("\t")
        facts = UnitFacts(unit.name, Nature(nature.split()[0]), reporting=reporting == "是")
        unit_id = add_unit(office, unit.first_year, facts, UnitContact(unit.short))
        open_year(office, town.year)
        for year, used in unit.used.items():
            for number in (1, 2, 3):
                store_quarter(
                    office,
                    unit_id,
                    Quarter(year, number),
                    {key: quarters[number - 1] for key, quarters in used.items()},
                )


def store_quarter(office: Office, unit_id: int, quarter: Quarter, used: dict[str, str]) -> None:
    if not used or NO_REPORT in used.values():
        return
    system = system_of_year(quarter.year)
    entries = {item.key: Entry(Decimal(0), Decimal(0)) for item in system.items}
    for carrier, quantity in used.items():
        for key in (CARRIERS.get(carrier, carrier), *(["petrol_vehicle"] if carrier == "petrol" else [])):
            entries[key] = Entry(Decimal(quantity), Decimal(quantity) * Decimal("1.37"))
    store_report(office, Report(unit_id, quarter, system.version, entries))


def changed(table: Path, folder: Path, sheet: str, place: str, by: Decimal | int) -> Path:
    """A copy with one value changed;
    a place without a column is the row of that name, in its first column of figures.
    """
    book = openpyxl.load_workbook(table)
    cell: Any = (
        book[sheet][place]
        if place.isascii()
        else next(row[1] for row in book[sheet].iter_rows() if row[0].value == place)
    )
    assert isinstance(cell.value, int | float), (sheet, place, cell.value)
    assert cell.value
    cell.value = Decimal(str(cell.value)) + by
    folder.mkdir(exist_ok=True)
    target = folder / f"{sheet}{place}.xlsx"
    book.save(target)
    return target


def recalculated(files: list[Path], folder: Path) -> list[float]:
    """Let LibreOffice calculate all files anew; returns 差异合计 of each."""
    assert shutil.which("soffice"), "this test needs LibreOffice: install libreoffice-calc"
    out = folder / "重算"
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    sheets = [openpyxl.load_workbook(out / file.name, data_only=True)["核对"] for file in files]
    assert {sheet["A2"].value for sheet in sheets} == {"差异合计"}
    return [float(sheet["B2"].value) for sheet in sheets]
