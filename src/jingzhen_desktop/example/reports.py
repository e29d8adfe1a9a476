"""The example's quarters: forms filled in by the units, reviewed, explained and sent up;
and one unit's ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..energy.periods import Quarter, quarters_of
from ..energy.statistics import system_of_year
from ..office.file import Office
from ..office.settings import SUPERIOR, read_setting
from ..organisation.queries.units import units_of_year
from ..organisation.values.units import UnitInYear
from ..quarterly.actions.ledger import store_ledger_entries
from ..quarterly.actions.reports import store_forms
from ..quarterly.actions.states import approve_ready, explain
from ..quarterly.actions.submissions import submit_quarter
from ..quarterly.outgoing import papers_to_keep, quarter_files, sent_file
from ..quarterly.papers.letter import Letter
from ..quarterly.queries.review import reviewed_report
from ..quarterly.settings import UNIT_HEAD
from ..quarterly.sheets.form import write_filled_form
from ..quarterly.sheets.reading import read_forms
from ..quarterly.values.ledger import LedgerEntry
from ..quarterly.values.reports import Entry, Report, Signatures
from .data import YEARS, example_data, ids_of, liaison_on


def enter_reports(office: Office, data: Mapping[str, Any]) -> None:
    """Take in every quarter's forms, write down what the units said, approve them and send the quarter up."""
    _enter_ledger(office, data["energy_ledger"])
    sent = {given["quarter"]: given for given in data["sent"]}
    with TemporaryDirectory() as folder:
        for quarter in chain.from_iterable(map(quarters_of, YEARS)):
            filled = write_filled_forms(office, quarter, Path(folder))
            store_forms(office, read_forms(office, filled, quarter), _reported_on(quarter))
            _explain(
                office, quarter, [given for given in data["explanation"] if given["quarter"] == str(quarter)]
            )
            approve_ready(office, quarter)
            _send(office, quarter, sent[str(quarter)])


def letter_of(office: Office, quarter: Quarter) -> Letter:
    """Return what the clerk said of the letter with which a quarter went up."""
    (given,) = (given for given in example_data()["sent"] if given["quarter"] == str(quarter))
    return _letter(office, given)


def write_filled_forms(office: Office, quarter: Quarter, folder: Path) -> list[Path]:
    """Write the units' forms of a quarter as they come back filled in; returns the files."""
    data = example_data()
    reports = {
        report["unit"]: report["entries"] for report in data["report"] if report["quarter"] == str(quarter)
    }
    units = [unit for unit in units_of_year(office, quarter.year) if unit.short_name in reports]
    filled = [(unit, _report(data, unit, quarter, reports[unit.short_name])) for unit in units]
    return [write_filled_form(office, unit, report, folder, overwrite=True) for unit, report in filled]


def _report(
    data: Mapping[str, Any], unit: UnitInYear, quarter: Quarter, entries: Mapping[str, Sequence[str]]
) -> Report:
    """The unit's report; what the data leaves out is 0, because a unit that uses none of it writes 0."""
    system = system_of_year(quarter.year)
    figures = {item.key: entries.get(item.key, ["0", "0"]) for item in system.items}
    filled = {key: Entry(Decimal(quantity), Decimal(cost)) for key, (quantity, cost) in figures.items()}
    day = _reported_on(quarter)
    signatures = Signatures(filled_by=liaison_on(data, unit.short_name, day), reported_on=day)
    return Report(unit.id, quarter, system.version, filled, signatures)


def _reported_on(quarter: Quarter) -> date:
    """The day the units sign their forms and hand them in: the fifth of the month after the quarter."""
    return quarter.end + timedelta(days=5)


def _explain(office: Office, quarter: Quarter, said: Sequence[Mapping[str, Any]]) -> None:
    units = ids_of(units_of_year(office, quarter.year))
    for given in said:
        unit_id = units[given["unit"]]
        findings = [
            one.finding
            for one in reviewed_report(office, unit_id, quarter)
            if one.finding.item == given["item"]
        ]
        explain(office, unit_id, quarter, findings, given["text"])


def _send(office: Office, quarter: Quarter, given: Mapping[str, Any]) -> None:
    """Send a quarter up; with a numbered letter, which has the tables attached, what went out is kept;
    else it went on paper.
    """
    letter = _letter(office, given)
    if not letter.number:
        submit_quarter(office, quarter, letter.day, letter.addressee, letter.signer, note="纸质统计表报送")
        return
    files = quarter_files(office, quarter, letter)
    submit_quarter(
        office,
        quarter,
        letter.day,
        letter.addressee,
        letter.signer,
        sent_file(files),
        papers=papers_to_keep(quarter, letter, files),
    )


def _letter(office: Office, given: Mapping[str, Any]) -> Letter:
    return Letter(
        given["day"], read_setting(office, SUPERIOR), given.get("number", ""), read_setting(office, UNIT_HEAD)
    )


def _enter_ledger(office: Office, given: Mapping[str, Any]) -> None:
    """Enter twelve months of each of a unit's meters."""
    unit_id = ids_of(units_of_year(office, given["year"]))[given["unit"]]
    entries: list[LedgerEntry] = []
    for account in given["account"]:
        reading, price = Decimal(account["meter"]), Decimal(account["price"])
        for month, used in enumerate(account["months"], 1):
            before, reading = reading, reading + Decimal(used)
            entries.append(
                LedgerEntry(month, account["item"], account["number"], before, reading, unit_price=price)
            )
    store_ledger_entries(office, unit_id, given["year"], entries)
