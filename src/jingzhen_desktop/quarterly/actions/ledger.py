"""Writing the ledger (台账): one entry or many, each call one named step."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, update

from ...base.differences import Change, differing
from ...base.errors import InputRejected
from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem
from ...office.file import Office
from ...organisation.queries.units import units_of_year
from ..queries.ledger import ledger_year
from ..queries.versions import period_in, system_in
from ..records import EnergyLedgerRecord
from ..rules.ledger import completed, quarter_sums
from ..values.ledger import LedgerEntry
from ..values.reports import Amount, Entry, report_place
from .reports import change_entries

_FIELDS = tuple(name for name in LedgerEntry.__dataclass_fields__ if name != "id")

_MONTHS = {3: "三", 6: "六", 12: "十二"}


def store_ledger_entries(office: Office, unit_id: int, year: int, entries: Sequence[LedgerEntry]) -> int:
    """Add entries, and change those that have an id, in one step; returns how many.
    Raises InputRejected, naming the month.
    """
    if not entries:
        return 0
    name, system = _unit_name(office, unit_id, year), system_in(office, year)
    rows = [_row(entry, system) for entry in entries]
    place = report_place(Quarter(year, (entries[0].month + 2) // 3), unit_id)
    what = (
        f"{entries[0].month}月{system.item(entries[0].item).name}"
        if len(entries) == 1
        else f"{len(entries)}笔"
    )
    with office.transaction(f"登记{name}{year}年台账{what}", place) as session:
        for entry, row in zip(entries, rows, strict=True):
            if entry.id:
                table = EnergyLedgerRecord
                session.execute(
                    update(table)
                    .where(table.id == entry.id, table.unit_id == unit_id, table.year == year)
                    .values(**row)
                )
            else:
                session.execute(insert(EnergyLedgerRecord).values(unit_id=unit_id, year=year, **row))
    return len(rows)


def remove_ledger_entries(office: Office, unit_id: int, year: int, ids: Sequence[int]) -> None:
    """Remove entries of a unit's year in one step."""
    table = EnergyLedgerRecord
    label = f"删除{_unit_name(office, unit_id, year)}{year}年台账{len(ids)}笔"
    with office.transaction(label, report_place(Quarter(year, 1), unit_id)) as session:
        session.execute(delete(table).where(table.id.in_(ids), table.unit_id == unit_id, table.year == year))


def report_from_ledger(office: Office, unit_id: int, quarter: Quarter) -> int:
    """Fill a quarter's report with the sums of its months, for the carriers whose three months are all kept;
    returns how many figures.

    Raises:
        InputRejected: no carrier has all three months, or the report is approved or locked.
    """
    ledger, quarter = ledger_year(office, unit_id, quarter.year), period_in(office, quarter)
    sums = quarter_sums(ledger.entries, quarter)
    blank = Entry()
    changes: dict[str, Change[Entry]] = {}
    for key, kept in sums.items():
        totals = [kept.of(what) for what in Amount]
        summed = Entry(*(total.value if total.is_complete else None for total in totals))
        if summed != blank:
            changes[key] = (blank, summed)
    if not changes:
        raise InputRejected(
            f"{ledger.unit.short_name}{quarter.title}没有{_MONTHS[quarter.span]}个月都登记齐全的品种，报表没有改动。"
        )
    change_entries(office, unit_id, quarter, changes)
    return sum(len(differing(old, new)) for old, new in changes.values())


def _row(entry: LedgerEntry, system: StatisticalSystem) -> dict[str, object]:
    if not system.has(entry.item):
        raise InputRejected(f"{system.title}没有“{entry.item}”这一项。")
    item = system.item(entry.item)
    try:
        stored = completed(entry, item)
    except InputRejected as error:
        raise InputRejected(f"{entry.month}月{item.name}：{error}") from error
    return {name: getattr(stored, name) for name in _FIELDS}


def _unit_name(office: Office, unit_id: int, year: int) -> str:
    names = [unit.short_name for unit in units_of_year(office, year) if unit.id == unit_id]
    if not names:
        raise InputRejected(f"单位名录中没有此单位的{year}年情况，请先在“组织机构”中登记。")
    return names[0]
