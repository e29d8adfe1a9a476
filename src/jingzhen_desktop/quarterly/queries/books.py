"""Finished tables read from the office:
what the papers print and the workbooks hold, cell by cell the same.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...base.files import safe_name
from ...energy.periods import Quarter
from ...office.file import Office
from ...office.settings import EXAMPLE, TOWN, read_setting
from ...organisation.queries.units import units_of_year
from ...organisation.rules.place_words import signing_office
from ..rules.printing.board import board_table, urge_table
from ..rules.printing.cells import subject_of
from ..rules.printing.ledger import ledger_book
from ..rules.printing.matrix import matrix_book
from ..rules.printing.national import national_book
from ..rules.printing.publicity import publicity_book
from ..rules.printing.town_book import TownSource, town_book
from ..rules.printing.unit import unit_table
from ..rules.printing.year import year_book
from ..settings import TABLE_PAPER
from ..values.printed import PrintedBook
from ..values.reports import Signatures
from ..values.views import RowKind
from .board import state_board
from .choices import read_conversion, town_signatures
from .ledger import ledger_year
from .reports import stored_report
from .span import national_table, unit_matrix
from .submissions import open_submission
from .town import town_quarter, town_with_reports
from .unit_report import unit_comparison
from .versions import periods_in, system_in


def board_of_year(office: Office, year: int, day: date | None = None) -> PrintedBook:
    """Return 报送情况 of a year."""
    return PrintedBook(
        (
            board_table(
                state_board(office, year, day),
                read_setting(office, TOWN),
                subject_of(system_in(office, year)),
            ),
        )
    )


def urge_list(office: Office, quarter: Quarter, day: date | None = None) -> PrintedBook:
    """Return the 催报名单 of a quarter."""
    subject = subject_of(system_in(office, quarter.year))
    return PrintedBook(
        (urge_table(state_board(office, quarter.year, day), quarter, read_setting(office, TOWN), subject),)
    )


def town_of(office: Office, quarter: Quarter, reported_on: date | None = None) -> PrintedBook:
    """Return the town's 汇总表 of a quarter, with all that its totals are made of."""
    town, reports = town_with_reports(office, quarter)
    names = {year: _unit_names(office, year) for year in (quarter.year, quarter.year - 1)}
    before = system_in(office, quarter.year - 1)
    source = TownSource(town, reports, names, read_conversion(office), before)
    book = town_book(source, _reporter(office), _signed_on(office, quarter, reported_on))
    if read_setting(office, TABLE_PAPER) == "A4":
        return book
    first, *others = book.tables
    return replace(book, tables=(replace(first, large=True), *others))


def _reporter(office: Office) -> str:
    """Who answers for the town's tables (填报单位): its government."""
    return signing_office(read_setting(office, TOWN))


def _unit_names(office: Office, year: int) -> dict[int, str]:
    return {unit.id: unit.name for unit in units_of_year(office, year)}


def quarter_file_name(office: Office, quarter: Quarter, what: str) -> str:
    """Return the file name, without its ending, of something about a quarter:
    文井镇2011年一季度公共机构能源资源消耗汇总表.
    """
    subject = subject_of(system_in(office, quarter.year))
    return safe_name(f"{read_setting(office, TOWN)}{quarter.title}公共机构{subject}{what}")


def year_file_name(office: Office, year: int, what: str) -> str:
    """Return the file name, without its ending, of something about a year: 文井镇2011年公共机构能源资源消耗年报."""
    subject = subject_of(system_in(office, year))
    return safe_name(f"{read_setting(office, TOWN)}{year}年公共机构{subject}{what}")


def national_of(
    office: Office, quarter: Quarter, *, to_date: bool = False, reported_on: date | None = None
) -> PrintedBook:
    """Return the national 综合表 of a quarter, or of the year to date, with the units behind it."""
    table = national_table(office, quarter, to_date=to_date)
    units = {one: town_quarter(office, one).units for one in table.quarters}
    signatures = _signed_on(office, quarter, reported_on)
    return national_book(table, units, _reporter(office), signatures)


def _signed_on(office: Office, quarter: Quarter, day: date | None) -> Signatures:
    """Return who is responsible for the town's tables of a quarter, and the day it was sent up."""
    sent = open_submission(office, quarter) if day is None else None
    return replace(town_signatures(office), reported_on=sent.submitted_on if sent else day)


def matrix_of(office: Office, quarter: Quarter) -> PrintedBook:
    """Return units × indicators of a quarter: quantities, costs and standard coal, each a table."""
    kinds = (RowKind.QUANTITY, RowKind.COST, RowKind.COAL)
    coefficients = read_conversion(office).name
    return matrix_book(
        [unit_matrix(office, quarter, kind) for kind in kinds], _reporter(office), coefficients
    )


def unit_of(office: Office, unit_id: int, quarter: Quarter) -> PrintedBook:
    """Return a unit's report with its comparisons; raises InputRejected if there is no such unit."""
    report = stored_report(office, unit_id, quarter)
    signatures = report.signatures if report else Signatures()
    return PrintedBook(
        (unit_table(unit_comparison(office, unit_id, quarter), signatures, read_conversion(office).name),)
    )


def ledger_of(office: Office, unit_id: int, year: int) -> PrintedBook:
    """Return a unit's 统计台账 of a year; raises InputRejected if there is no such unit."""
    return ledger_book(ledger_year(office, unit_id, year))


def year_of(office: Office, year: int) -> PrintedBook:
    """Return the 年报 of a year: by quarter, as their sum, and against the year before; it bears the day the
    last of them was sent up.
    """
    quarters = periods_in(office, year)
    towns = [town_quarter(office, quarter) for quarter in quarters]
    return year_book(towns, _reporter(office), _signed_on(office, quarters[-1], None))


def publicity_of(
    office: Office, quarter: Quarter, issuer: str, day: date, telephone: str = "", *, by_nature: bool = False
) -> PrintedBook:
    """Return the 公示 of a quarter; ``issuer`` posts it.
    With ``by_nature`` kinds of units stand in place of units.
    """
    return publicity_book(
        town_quarter(office, quarter),
        read_setting(office, TOWN),
        issuer,
        day,
        telephone,
        by_nature=by_nature,
    )


def is_example(office: Office) -> bool:
    """True if the office holds invented figures; every paper says so."""
    return bool(read_setting(office, EXAMPLE))
