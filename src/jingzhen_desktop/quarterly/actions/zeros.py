"""其余填0: the blanks of a unit's report become 0 in one step, with who confirmed it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert

from ...base.errors import FieldRejected, InputRejected
from ...base.lengths import check_length
from ...base.text import join_names
from ...energy.periods import Quarter
from ...office.clock import today
from ...office.file import Office
from ...office.rows import columns_of
from ..queries.reports import report_to_change, stored_report
from ..records import ConfirmationRecord
from ..rules.zeros import any_consumed, filled_with_zeros
from ..values.confirmations import Confirmation, ConfirmationKind
from ..values.reports import Amount, Entry, report_place
from .reports import Figures, put_figures, touched_report


def fill_zeros(office: Office, unit_id: int, quarter: Quarter, confirmed_by: str, confirmed_on: date) -> int:
    """Put 0 into the blanks of a report that may be filled, in one undoable step, and keep who said so beside
    it; returns how many cells.

    Args:
        confirmed_by: who of the unit said that nothing else was used (据谁确认).

    Raises:
        FieldRejected: nobody is named, or the day has not come yet.
        InputRejected: the report may not be changed, has no figure yet, or nothing is left to fill.
    """
    name = confirmed_by.strip()
    if not name:
        raise FieldRejected("confirmed_by", "请写明是单位的谁确认没有其他消耗。")
    check_length("confirmed_by", "据谁确认", name)
    if confirmed_on > today():
        raise FieldRejected("confirmed_on", "确认日期还没有到，请核对。")
    before = report_to_change(office, unit_id, quarter)
    report = stored_report(office, unit_id, quarter)
    entries = dict(report.entries) if report is not None else {}
    if not any_consumed(entries.values()):
        raise InputRejected(
            f"{before.name}{quarter.title}报表还没有填任何数，不能把其余填0；请先录入有消耗的品种。"
        )
    filled = filled_with_zeros(entries, before.system)
    if not filled:
        raise InputRejected(
            f"{before.name}{quarter.title}报表没有可以填0的空白；只填了数量或费用的、合计和其中有一处已填的，请逐格核对。"
        )
    figures = {key: _put_in(entries.get(key, Entry()), row) for key, row in filled.items()}
    cells = sum(map(len, figures.values()))
    names = join_names([before.system.item(key).name for key in filled])
    confirmed = Confirmation(ConfirmationKind.ZEROS, f"{cells}格", names, confirmed_on, name)
    label = f"{before.name}{quarter.title}报表其余填0（{cells}格）"
    with office.transaction(label, report_place(quarter, unit_id)) as session:
        report_id = touched_report(session, unit_id, quarter, before.system)
        put_figures(session, report_id, figures)
        session.execute(insert(ConfirmationRecord).values(report_id=report_id, **columns_of(confirmed)))
    return cells


def _put_in(before: Entry, after: Entry) -> Figures:
    """Return the figures of a row that were blank."""
    return {what: after.of(what) for what in Amount if before.of(what) is None}
