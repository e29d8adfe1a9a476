"""Storing and changing the units' reports: each call is one transaction and one named step.
States and explanations: ``states``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, cast

from sqlalchemy import Table, and_, bindparam, case, delete, func, select, update
from sqlalchemy import insert as core_insert
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from ...base.differences import Change
from ...base.errors import InputRejected
from ...energy.periods import Quarter
from ...energy.statistics import Item, StatisticalSystem
from ...office.clock import now
from ...office.file import Office
from ...organisation.queries.units import units_of_year
from ..queries.reports import closed_reports, report_to_change, stored_report
from ..queries.versions import systems_in
from ..records import ReportLineRecord, ReportRecord
from ..rules.checks import check_cell, first_error, rounded_entry, rounded_report
from ..rules.deadlines import check_received
from ..values.findings import FormOutcome, ReadForm, Severity
from ..values.reports import Amount, Entry, Report, ReportState, Signatures, Source, report_place
from .confirmations import keep_readings

Figures: TypeAlias = dict[Amount, Decimal | None]
"""Some of the figures of one row."""
_REPORTS = cast("Table", ReportRecord.__table__)
_LINES = cast("Table", ReportLineRecord.__table__)

# Made once: what runs with every cell typed should not be put together and compiled each time.
_IN_QUARTER = and_(
    _REPORTS.c.unit_id == bindparam("of_unit"),
    _REPORTS.c.year == bindparam("in_year"),
    _REPORTS.c.quarter == bindparam("in_quarter"),
)
_TOUCH = update(_REPORTS).where(_IN_QUARTER).values(stored_at=bindparam("at"))
_REPORT_ID = select(_REPORTS.c.id).where(_IN_QUARTER)


def store_report(office: Office, report: Report) -> None:
    """Store one unit's report, new or replacing what is there; raises InputRejected, naming the row.

    Figures with more decimals than the form takes are stored rounded. A file is what the unit handed in today
    and waits for review; a typed report is being entered until it is submitted.
    """
    before = report_to_change(office, report.unit_id, report.quarter)
    _check_report(report, before.system)
    verb = (
        ("导入" if report.source is Source.FILE else "录入")
        if before.state is ReportState.MISSING
        else "更正"
    )
    with office.transaction(
        f"{verb}{before.name}{report.quarter.title}报表", report_place(report.quarter, report.unit_id)
    ) as session:
        _write(session, [report], {report.quarter.year: before.system}, now().date())


def store_forms(
    office: Office, forms: Sequence[ReadForm], received: date | None = None, confirmed_by: str = ""
) -> int:
    """Store all new and corrected forms in one step; returns how many. Rejected and unchanged ones are left
    out. Doubts that were answered are kept beside the report.

    Args:
        received: the day they came in (收到日期), if the clerk says it; else today. A report that was handed
            in before keeps its first day.
        confirmed_by: who answered the doubts (据谁确认), if it was not the clerk alone.

    Raises:
        InputRejected: a figure is impossible, a doubt not answered, a report closed, a unit no longer
            registered, or the day has not come yet; nothing is stored.
    """
    stored = [form for form in forms if form.outcome in {FormOutcome.NEW, FormOutcome.CORRECTION}]
    if waiting := next((form for form in stored if form.waits), None):
        raise InputRejected(
            f"“{waiting.file_name}”有待确认的问题：{waiting.doubts[0].text}。请核对后再导入，没有导入任何报表。"
        )
    reports = [form.report for form in stored if form.report]
    if not reports:
        return 0
    systems = systems_in(office, {report.quarter.year for report in reports})
    for report in reports:
        _check_report(report, systems[report.quarter.year])
    _check_registered(office, forms)
    _check_open(office, reports)
    came_in = received or now().date()
    check_received(came_in, now().date())
    affected = sorted({report.quarter for report in reports})
    quarters = "、".join(quarter.title for quarter in affected)
    with office.transaction(
        f"导入{quarters}报表{len(reports)}份", report_place(reports[0].quarter)
    ) as session:
        _write(session, reports, systems, came_in)
        keep_readings(session, stored, confirmed_by)
    return len(reports)


def change_entries(
    office: Office, unit_id: int, quarter: Quarter, changes: Mapping[str, Change[Entry]]
) -> None:
    """Change figures of some rows in one step; makes the report if it is not there yet. Raises
    InputRejected.

    Args:
        changes: by item key the row before and after; what is the same in both stays as it is stored.
    """
    before = report_to_change(office, unit_id, quarter)
    system = before.system
    figures: dict[str, Figures] = {}
    for key, (old, new) in changes.items():
        if changed := _checked_figures(system.item(key), old, new):
            figures[key] = changed
    if not figures:
        return
    with office.transaction(
        f"录入{before.name}{quarter.title}{_entered(system, figures)}", report_place(quarter, unit_id)
    ) as session:
        report_id = touched_report(session, unit_id, quarter, system)
        put_figures(session, report_id, figures)


def put_figures(session: Session, report_id: int, figures: Mapping[str, Figures]) -> None:
    """Write some figures of a report as typed by hand, within the caller's step; by item key."""
    for key, changed in figures.items():
        columns = _columns(changed)
        # Update or insert, not an upsert: SQLAlchemy compiles an upsert anew each time, which is slower
        # than the commit.
        line = update(_LINES).where(_LINES.c.report_id == report_id, _LINES.c.item == key).values(**columns)
        if session.connection().execute(line).rowcount == 0:
            session.connection().execute(core_insert(_LINES).values(report_id=report_id, item=key, **columns))


def change_signatures(
    office: Office, unit_id: int, quarter: Quarter, signatures: Signatures, note: str | None = None
) -> None:
    """Change the foot of a report (and its note, if given); makes the report if it is not there yet."""
    before = report_to_change(office, unit_id, quarter)
    columns: dict[str, object] = _signature_columns(signatures) | (
        {} if note is None else {"note": note.strip()}
    )
    with office.transaction(
        f"修改{before.name}{quarter.title}报表签字和备注", report_place(quarter, unit_id)
    ) as session:
        report_id = touched_report(session, unit_id, quarter, before.system)
        session.execute(update(ReportRecord).where(ReportRecord.id == report_id).values(**columns))


def change_receipt(office: Office, unit_id: int, quarter: Quarter, day: date) -> None:
    """Change the day a report came in, from which follows whether it was in time;
    raises InputRejected if there is no report.
    """
    before = report_to_change(office, unit_id, quarter)
    if before.state is ReportState.MISSING:
        raise InputRejected(f"{before.name}{quarter.title}还没有报表，请先导入或录入。")
    with office.transaction(
        f"修改{before.name}{quarter.title}报表收到日期", report_place(quarter, unit_id)
    ) as session:
        session.execute(update(ReportRecord).where(_of(unit_id, quarter)).values(received_on=day))


def remove_report(office: Office, unit_id: int, quarter: Quarter) -> None:
    """Remove one unit's report of a quarter; raises InputRejected if there is none."""
    names = [unit.short_name for unit in units_of_year(office, quarter.year) if unit.id == unit_id]
    name = names[0] if names else ""
    if stored_report(office, unit_id, quarter) is None:
        raise InputRejected(f"{name}{quarter.title}没有已存的报表。")
    if reason := closed_reports(office, quarter).get(unit_id):
        raise InputRejected(f"{name}：{reason}")
    with office.transaction(f"删除{name}{quarter.title}报表", report_place(quarter, unit_id)) as session:
        session.execute(delete(ReportRecord).where(_of(unit_id, quarter)))


_HEADER = (
    "unit_id", "year", "quarter", "version", "note", "source", "source_name", "source_hash", "stored_at",
    "state", "state_reason", "state_on", "received_on",
    "unit_head", "statistics_head", "filled_by", "reported_on",
)  # fmt: skip
_LINE_KEY = ("report_id", "item")
_REPORT_KEY = ("unit_id", "year", "quarter")


def _check_open(office: Office, reports: Sequence[Report]) -> None:
    for quarter in {report.quarter for report in reports}:
        closed = closed_reports(office, quarter)
        for report in reports:
            if report.quarter == quarter and report.unit_id in closed:
                names = [
                    unit.short_name
                    for unit in units_of_year(office, quarter.year)
                    if unit.id == report.unit_id
                ]
                raise InputRejected(
                    f"{names[0] if names else ''}：{closed[report.unit_id]}没有导入任何报表。"
                )


def _check_registered(office: Office, forms: Sequence[ReadForm]) -> None:
    """Units may have been removed since the files were recognised."""
    years = {form.report.quarter.year for form in forms if form.report}
    registered: set[tuple[int, int]] = set()
    for year in years:
        registered |= {(year, unit.id) for unit in units_of_year(office, year)}
    for form in forms:
        if form.report and (form.report.quarter.year, form.report.unit_id) not in registered:
            name = form.unit.name if form.unit else form.file_name
            raise InputRejected(
                f"“{name}”已不在{form.report.quarter.year}年的单位名录中，没有导入任何报表；请重新识别文件。"
            )


def _check_report(report: Report, system: StatisticalSystem) -> None:
    if report.version != system.version:
        raise InputRejected(
            f"{report.quarter.title}应使用{system.version}版表样，不能保存{report.version}版的报表。"
        )
    if fault := first_error(report.entries, system):
        raise InputRejected(f"{report.quarter.title}报表：{fault}。")


def _columns(figures: Figures) -> dict[str, object]:
    """The columns of a line that hold these figures, and their marks of what was typed by hand."""
    columns: dict[str, object] = {}
    for what, value in figures.items():
        columns |= {what.value: value, _mark(what): True}
    return columns


def _mark(what: Amount) -> str:
    return f"{what}_typed"


def _entered(system: StatisticalSystem, figures: Mapping[str, Figures]) -> str:
    """Name the one row that was entered, or say how many figures."""
    if len(figures) == 1:
        ((key, changed),) = figures.items()
        return f"{system.item(key).name} {'、'.join(what.words for what in changed)}"
    return f"报表{sum(map(len, figures.values()))}格"


def _checked_figures(item: Item, old: Entry, new: Entry) -> Figures:
    """The figures of a row that differ, rounded; raises InputRejected for an impossible one."""
    changed = [what for what in Amount if new.of(what) != old.of(what)]
    for what in changed:
        for finding in check_cell(item, what, new.of(what), ""):
            if finding.severity is Severity.ERROR:
                raise InputRejected(f"{finding.text}。")
    rounded = rounded_entry(item, new)
    return {what: rounded.of(what) for what in changed}


def _write(
    session: Session, reports: Sequence[Report], systems: Mapping[int, StatisticalSystem], received: date
) -> None:
    """Insert or update reports and their lines in bulk;
    a line that stays the same leaves no trace in the journal.
    """
    for source in Source:
        came_in = received if source is Source.FILE else None  # a draft comes in when it is submitted
        if of_source := [_header(report, came_in) for report in reports if report.source is source]:
            session.execute(_header_upsert(source), of_source)
    ids = _ids(session, reports)
    lines = insert(_LINES)
    figures: dict[str, Any] = {}
    for what in Amount:
        name, mark = what.value, _mark(what)
        same = _LINES.c[name].is_not_distinct_from(lines.excluded[name])
        figures |= {
            name: lines.excluded[name],
            mark: case((same, _LINES.c[mark]), else_=lines.excluded[mark]),
        }
    # by the connection: the session would put every one of a folder's 1,500 lines through its own bookkeeping
    session.connection().execute(
        lines.on_conflict_do_update(index_elements=_LINE_KEY, set_=figures), _lines(reports, ids, systems)
    )


def _header_upsert(source: Source) -> Any:
    """A file replaces the state too, since it is handed in anew; typing leaves it.
    The day it first came in stays, known or not; only a draft has not come in before.
    """
    statement = insert(ReportRecord)
    kept = set(_REPORT_KEY) | (
        {"received_on"} if source is Source.FILE else {"received_on", "state", "state_on", "state_reason"}
    )
    changed: dict[str, Any] = {name: statement.excluded[name] for name in _HEADER if name not in kept}
    if source is Source.FILE:
        first = func.coalesce(_REPORTS.c.received_on, statement.excluded.received_on)
        is_draft = _REPORTS.c.state == ReportState.ENTERING.value
        changed["received_on"] = case((is_draft, first), else_=_REPORTS.c.received_on)
    return statement.on_conflict_do_update(index_elements=_REPORT_KEY, set_=changed)


def _header(report: Report, received: date | None = None) -> dict[str, Any]:
    at = report.stored_at or now()
    return {
        "unit_id": report.unit_id,
        "year": report.quarter.year,
        "quarter": report.quarter.number,
        "version": report.version,
        "note": report.note,
        "source": report.source.value,
        "source_name": report.source_name,
        "source_hash": report.source_hash,
        "stored_at": at,
        "state": (ReportState.SUBMITTED if report.source is Source.FILE else ReportState.ENTERING).value,
        "state_reason": "",
        "state_on": at.date(),
        "received_on": received,
        **_signature_columns(report.signatures),
    }


def _signature_columns(signatures: Signatures) -> dict[str, Any]:
    return {
        "unit_head": signatures.unit_head,
        "statistics_head": signatures.statistics_head,
        "filled_by": signatures.filled_by,
        "reported_on": signatures.reported_on,
    }


def _ids(session: Session, reports: Sequence[Report]) -> dict[tuple[int, Quarter], int]:
    years = {report.quarter.year for report in reports}
    query = select(ReportRecord.id, ReportRecord.unit_id, ReportRecord.year, ReportRecord.quarter).where(
        ReportRecord.year.in_(years)
    )
    return {(row.unit_id, Quarter(row.year, row.quarter)): row.id for row in session.execute(query)}


def _lines(
    reports: Sequence[Report],
    ids: Mapping[tuple[int, Quarter], int],
    systems: Mapping[int, StatisticalSystem],
) -> list[dict[str, Any]]:
    columns = [(what, what.value, _mark(what)) for what in Amount]
    rows = []
    for report in reports:
        report_id, all_typed = ids[report.unit_id, report.quarter], report.source is Source.TYPED
        for key, entry in rounded_report(report, systems[report.quarter.year]).entries.items():
            row: dict[str, Any] = {"report_id": report_id, "item": key}
            for what, name, mark in columns:
                row[name] = value = entry.of(what)
                row[mark] = (all_typed and value is not None) or (key, what) in report.typed
            rows.append(row)
    return rows


def touched_report(session: Session, unit_id: int, quarter: Quarter, system: StatisticalSystem) -> int:
    """Return the id of the unit's report, made if it is not there, with the time of this change."""
    header = _header(Report(unit_id, quarter, system.version, {}))
    connection = session.connection()
    key = {"of_unit": unit_id, "in_year": quarter.year, "in_quarter": quarter.number}
    if connection.execute(_TOUCH, {**key, "at": header["stored_at"]}).rowcount == 0:
        connection.execute(core_insert(_REPORTS), header)
    return int(connection.execute(_REPORT_ID, key).scalar_one())


def _of(unit_id: int, quarter: Quarter) -> Any:
    return and_(
        ReportRecord.unit_id == unit_id,
        ReportRecord.year == quarter.year,
        ReportRecord.quarter == quarter.number,
    )
