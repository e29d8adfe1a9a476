"""Rows on files in and out: filled forms taken in, the town's table as xlsx, the annual summary as PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import closing
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import Bench, bare_connection
from big_office import LAST_QUARTER, SHOWN_QUARTER, reports_of
from comparing import Outcome, compare

from jingzhen_desktop.base.columns import MONEY_PLACES, QUANTITY_PLACES
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.quarterly.actions.reports import remove_report, store_forms
from jingzhen_desktop.quarterly.queries.books import town_of
from jingzhen_desktop.quarterly.queries.reports import stored_reports
from jingzhen_desktop.quarterly.sheets.book import book_bytes
from jingzhen_desktop.quarterly.sheets.form import write_filled_form
from jingzhen_desktop.quarterly.sheets.reading import read_forms
from jingzhen_desktop.quarterly.values.reports import Entry


def forms(bench: Bench) -> list[Outcome]:
    """Take in the filled forms of all units: recognise, check, compare with what is stored, store under the
    journal.

    Reference: calamine reads every sheet of the same files, and one ``executemany`` inserts the same cells
    (report, row, quantity, cost) into an empty table of the same shape without journal, under the same
    pragmas, in one transaction.
    """
    folder = bench.folder / f"forms-{bench.units}"
    with (
        Office.open(bench.copy("forms")) as office,
        closing(bare_connection(bench.folder / "bare.db")) as bare,
    ):
        units = units_of_year(office, LAST_QUARTER.year)
        reports = reports_of(units, LAST_QUARTER)
        paths = [
            write_filled_form(office, unit, report, folder, overwrite=True)
            for unit, report in zip(units, reports, strict=True)
        ]
        cells = [
            (report.unit_id, key, *_scaled(entry))
            for report in reports
            for key, entry in report.entries.items()
        ]
        bare.execute(_BARE_TABLE)

        def take_in() -> None:
            assert store_forms(office, read_forms(office, paths, LAST_QUARTER)) == len(units)

        def take_out() -> None:
            for unit_id in stored_reports(office, LAST_QUARTER):
                remove_report(office, unit_id, LAST_QUARTER)

        def read_and_insert() -> None:
            _read_bare(paths)
            bare.execute("BEGIN")
            bare.executemany("INSERT INTO line VALUES (?, ?, ?, ?)", cells)
            bare.execute("COMMIT")

        found = compare(
            take_in,
            read_and_insert,
            7,
            before_ours=take_out,
            before_reference=lambda: bare.execute("DELETE FROM line"),
        )
    return [Outcome(f"take in {len(paths)} filled forms", *found, 4)]


_BARE_TABLE = (
    "CREATE TABLE line (report_id INTEGER, item TEXT, quantity INTEGER, cost INTEGER,"
    " PRIMARY KEY (report_id, item)) WITHOUT ROWID"
)


def _scaled(entry: Entry) -> tuple[int, int]:
    assert entry.quantity is not None
    assert entry.cost is not None
    return int(entry.quantity.scaleb(QUANTITY_PLACES)), int(entry.cost.scaleb(MONEY_PLACES))


def _read_bare(paths: Sequence[Path]) -> None:
    from python_calamine import CalamineWorkbook

    for path in paths:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def xlsx(bench: Bench) -> list[Outcome]:
    """The town's quarterly table as the bytes of an .xlsx file, queries included (delivery to the stick is
    not part of it).

    Reference: a loop over the cells of that very file that makes each with openpyxl and gives it its look,
    then saves. The looks are made once each and shared, which is the fastest openpyxl can do it; row heights,
    widths and merges are set too.
    """
    with bench.office() as office:
        plan = _plan(book_bytes(town_of(office, SHOWN_QUARTER)))
        found = compare(lambda: book_bytes(town_of(office, SHOWN_QUARTER)), lambda: _write_bare(plan), 5)
    return [Outcome(f"quarterly table of {bench.size} to xlsx", *found, 1.3)]


@dataclass(frozen=True)
class _SheetPlan:
    """One sheet as it is to be written:
    (row, column, value, type, look) of each cell, and what is set once.
    """

    title: str
    cells: list[tuple[int, int, Any, str, int]]
    merges: list[str]
    heights: dict[int, float]
    widths: dict[str, float]


def _plan(data: bytes) -> tuple[list[_SheetPlan], list[dict[str, Any]]]:
    from openpyxl import load_workbook

    looks: dict[int, dict[str, Any]] = {}
    places: dict[int, int] = {}
    sheets = []
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None and not cell.has_style:
                    continue
                place = places.setdefault(cell.style_id, len(places))
                looks.setdefault(place, _look(cell))
                cells.append((cell.row, cell.column, cell.value, cell.data_type, place))
        heights = {number: one.height for number, one in sheet.row_dimensions.items() if one.height}
        widths = {letter: one.width for letter, one in sheet.column_dimensions.items()}
        sheets.append(
            _SheetPlan(sheet.title, cells, [str(area) for area in sheet.merged_cells.ranges], heights, widths)
        )
    return sheets, [looks[place] for place in range(len(looks))]


def _look(cell: Any) -> dict[str, Any]:
    return {
        name: copy(getattr(cell, name))
        for name in ("font", "alignment", "border", "fill", "protection", "number_format")
    }


def _write_bare(plan: tuple[list[_SheetPlan], list[dict[str, Any]]]) -> bytes:
    from openpyxl import Workbook

    sheets, looks = plan
    book = Workbook()
    book.remove(book.worksheets[0])
    made: dict[int, Any] = {}
    for one in sheets:
        sheet = book.create_sheet(one.title)
        for row, column, value, kind, look in one.cells:
            cell = sheet.cell(row, column)
            if value is not None:
                cell.value = value
                cell.data_type = kind
            style = made.get(look)
            if style is None:
                for name, part in looks[look].items():
                    setattr(cell, name, part)
                made[look] = cell._style
            else:
                cell._style = style
        for area in one.merges:
            sheet.merge_cells(area)
        for number, height in one.heights.items():
            sheet.row_dimensions[number].height = height
        for letter, width in one.widths.items():
            sheet.column_dimensions[letter].width = width
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
