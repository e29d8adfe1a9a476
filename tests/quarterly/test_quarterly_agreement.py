"""Totals by any path agree to the last digit: units → natures → town, quarters → year, screen, xlsx, PDF, and 核对 by LibreOffice.

Random towns with blanks, zeros and missing reports; what is expected is added up here, from the reports alone.
"""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from pypdf import PdfReader

from jingzhen_desktop.energy.coefficients import coefficient_set
from jingzhen_desktop.energy.periods import Quarter, quarters_of
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions import add_unit, open_year
from jingzhen_desktop.organisation.values import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.actions import store_report
from jingzhen_desktop.quarterly.papers.shared import book_paper
from jingzhen_desktop.quarterly.queries import town_quarter
from jingzhen_desktop.quarterly.queries.books import board_of_year, matrix_of, national_of, publicity_of, year_of
from jingzhen_desktop.quarterly.queries.span import table_parts
from jingzhen_desktop.quarterly.rules.printing.national import FIRST_FIGURE
from jingzhen_desktop.quarterly.rules.printing.year import year_faults
from jingzhen_desktop.quarterly.sheets.book import book_bytes, first_row
from jingzhen_desktop.quarterly.values import Entry, Report
from jingzhen_desktop.quarterly.values.printed import PrintedBook, PrintedTable, SumCheck
from jingzhen_desktop.quarterly.values.views import RowKind

if TYPE_CHECKING:
    from jingzhen_desktop.office import Office

YEAR = 2011
NATURES = (*Nature, Nature.EDUCATION, Nature.EDUCATION, Nature.HEALTH)
DENSITIES = {"petrol": Decimal("0.73"), "diesel": Decimal("0.86"), "kerosene": Decimal("0.80")}
SYSTEM = system_of_year(YEAR)

Reports = dict[tuple[Quarter, int], dict[str, Entry]]


@pytest.fixture
def town(office: Office) -> Callable[[int], Reports]:
    """Fill two years of a town by chance; returns what the units reported."""

    def filled(seed: int) -> Reports:
        chance = random.Random(seed)
        write_settings(office, {TOWN: "柳河镇"})
        units = []
        for number, nature in enumerate(NATURES, 1):
            facts = UnitFacts(f"柳河镇第{number}单位", nature, floor_area=Decimal(100 * number), energy_users=10 * number)
            units.append(add_unit(office, YEAR - 1, facts, UnitContact(f"单位{number}")))
        open_year(office, YEAR)
        reports: Reports = {}
        for quarter in (*quarters_of(YEAR - 1), *quarters_of(YEAR)):
            for unit in units:
                if chance.random() < 0.85:
                    reports[quarter, unit] = _entries(chance)
                    store_report(office, Report(unit, quarter, SYSTEM.version, reports[quarter, unit]))
        return reports

    return filled


def _entries(chance: random.Random) -> dict[str, Entry]:
    """A form with zeros and blanks; what petrol and diesel are used for adds up."""
    entries = {item.key: Entry(_figure(chance, item.decimals), _figure(chance, 2)) for item in SYSTEM.carriers}
    for item in SYSTEM.carriers:
        parts = SYSTEM.parts_of(item.key)
        for part in parts:
            whole = entries[item.key] if part is parts[0] else Entry(Decimal(0), Decimal(0))
            known = whole if None not in (whole.quantity, whole.cost) else Entry()
            entries[part.key] = known
    return entries


def _figure(chance: random.Random, places: int) -> Decimal | None:
    kind = chance.random()
    if kind < 0.05:
        return None
    return Decimal(0) if kind < 0.4 else Decimal(chance.randrange(10**8)) / 10**places


# --- worked out from the reports alone ------------------------------------------------------------------------------------


def _sum(values: Iterator[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _quantity(reports: Reports, quarters: Sequence[Quarter], units: Sequence[int], key: str, what: str) -> Decimal | None:
    return _sum(getattr(reports[quarter, unit][key], what) for quarter in quarters for unit in units if (quarter, unit) in reports)


def _coal(reports: Reports, quarters: Sequence[Quarter], units: Sequence[int]) -> Decimal | None:
    factors = {item.key: coefficient_set("calorific").per_unit(item.key, item.unit, DENSITIES) for item in SYSTEM.carriers}
    parts = (
        (entry.quantity * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for quarter in quarters
        for unit in units
        for key, entry in reports.get((quarter, unit), {}).items()
        if (factor := factors.get(key)) is not None and entry.quantity is not None
    )
    return _sum(parts)


def _cost(reports: Reports, quarters: Sequence[Quarter], units: Sequence[int]) -> Decimal | None:
    keys = [item.key for item in SYSTEM.carriers]
    return _sum(reports[quarter, unit][key].cost for quarter in quarters for unit in units if (quarter, unit) in reports for key in keys)


# --- the paths ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("to_date", [False, True])
def test_the_national_table_is_the_sum_of_its_units(office: Office, town: Callable[[int], Reports], seed: int, to_date: bool) -> None:
    reports = town(seed)
    quarter = Quarter(YEAR, 3)
    parts = table_parts(office, quarter, to_date=to_date)
    table = parts.table
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            shares = parts.of(row, column)
            assert _sum(share.value for share in shares) == cell.value, (row.name, column.title)
            assert sum(not share.lacking for share in shares) == cell.counted
            if row.kind is RowKind.HEAD:
                continue
            whole = row.key in {"cost", "coal"} and (row.key, row.kind) in {("cost", RowKind.COST), ("coal", RowKind.COAL)}
            if whole:
                expected = (_coal if row.kind is RowKind.COAL else _cost)(reports, table.quarters, column.unit_ids)
            else:
                what = "quantity" if row.kind is RowKind.QUANTITY else "cost"
                expected = _quantity(reports, table.quarters, column.unit_ids, row.key, what)
            assert cell.value == expected, (row.name, row.kind, column.title)
    quarterly = town_quarter(office, quarter)
    coal = quarterly.coal.year_to_date if to_date else quarterly.coal.total
    assert table.cell("coal", RowKind.COAL, "all") == coal


@pytest.mark.parametrize("seed", range(4))
def test_the_year_is_the_sum_of_its_quarters(office: Office, town: Callable[[int], Reports], seed: int) -> None:
    reports = town(seed)
    book = year_of(office, YEAR)
    units = sorted({unit for _, unit in reports})
    everything = {(row.key, row.cells[2].text[:2]): row for row in book.tables[0].rows}
    for item in SYSTEM.carriers:
        row = everything[item.key, "数量"]
        assert [cell.value for cell in row.cells[3:8]] == [
            *(_quantity(reports, [quarter], units, item.key, "quantity") for quarter in quarters_of(YEAR)),
            _quantity(reports, quarters_of(YEAR), units, item.key, "quantity"),
        ]
    assert everything["", "综合"].cells[7].value == _coal(reports, quarters_of(YEAR), units)
    assert year_faults([town_quarter(office, quarter) for quarter in quarters_of(YEAR)]) == []
    assert "各项已核对一致" in book.tables[0].notes[0]


def _books(office: Office) -> dict[str, PrintedBook]:
    from datetime import date

    quarter = Quarter(YEAR, 3)
    return {
        "综合表": national_of(office, quarter),
        "累计综合表": national_of(office, quarter, to_date=True),
        "单位表": matrix_of(office, quarter),
        "年报": year_of(office, YEAR),
        "公示": publicity_of(office, quarter, "柳河镇", date(YEAR, 10, 12)),
    }


def _in_workbook(table: PrintedTable, sheet: Any) -> Iterator[tuple[str, Any, Decimal | None]]:
    """Where each figure stands, what the sheet holds, what it should."""
    start = first_row(table) + 1
    for row, line in enumerate(table.rows, start):
        for column, cell in enumerate(line.cells, 1):
            if not cell.text and not cell.percent:
                yield f"{table.name}{row},{column}", sheet.cell(row, column).value, cell.value


@pytest.mark.parametrize("seed", [5, 6])
def test_workbook_and_paper_hold_what_the_table_holds(office: Office, town: Callable[[int], Reports], seed: int) -> None:
    town(seed)
    for name, book in _books(office).items():
        workbook = openpyxl.load_workbook(io.BytesIO(book_bytes(book)))
        for table in book.tables:
            for where, held, wanted in _in_workbook(table, workbook[table.name]):
                assert (held == "—") if wanted is None else (Decimal(str(held)) == wanted), (name, where)
        text = re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(book_paper(office, book).data)).pages))
        for line in book.tables[0].rows:
            assert all(cell.figure.strip().replace("\n", "") in text for cell in line.cells), (name, line)
            if name in {"综合表", "累计综合表", "年报"} and not any(cell.coverage for cell in line.cells):
                assert "".join(re.sub(r"\s+", "", cell.figure) for cell in line.cells) in text, (name, line)  # the row, figure after figure


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_recomputes_every_total(office: Office, town: Callable[[int], Reports], tmp_path: Path) -> None:
    town(11)
    files = []
    for name, book in _books(office).items():
        files.append(tmp_path / f"{name}.xlsx")
        files[-1].write_bytes(book_bytes(book))
    spoiled = tmp_path / "改过.xlsx"
    workbook = openpyxl.load_workbook(files[0])
    workbook["综合表"].cell(12, FIRST_FIGURE + 1).value = 1
    workbook.save(spoiled)
    out = tmp_path / "重算"
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, *map(str, files), str(spoiled)], check=True, capture_output=True, timeout=200)
    for name, book in _books(office).items():
        proof = openpyxl.load_workbook(out / f"{name}.xlsx", data_only=True)["核对"]
        wrong = [[cell.value for cell in row] for row in proof.iter_rows(min_row=5) if row[4].value]
        assert (proof["B2"].value, wrong) == (0, []), name
        sums = [row[3].value for row in proof.iter_rows(min_row=5)]
        assert len(sums) > 5
        assert sum(bool(value) for value in sums) > len(sums) / 3, "not zeros compared with zeros"
        assert all(isinstance(check, SumCheck) for check in book.checks) or name == "年报"
    assert openpyxl.load_workbook(out / "改过.xlsx", data_only=True)["核对"]["B2"].value > 0


def test_the_board_counts_what_is_there(office: Office, town: Callable[[int], Reports]) -> None:
    reports = town(3)
    table = board_of_year(office, YEAR).tables[0]
    last = [cell.text for cell in table.rows[-1].cells]
    for number in range(1, 5):
        there = sum(quarter == Quarter(YEAR, number) for quarter, _ in reports)
        row_states = [row.cells[2 * number].text for row in table.rows[:-1]]
        assert sum("未报" not in state for state in row_states) == there
        assert last[2 * number].endswith(f"/{len(NATURES)}")
