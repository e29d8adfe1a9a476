"""Reads of the finalised versions: the list, their texts, and what the records have come to say since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from ...base.place import Place
from ...office.file import Office
from ...office.records import JournalChange, JournalStep
from ...office.rows import value_of
from ...organisation.queries.units import units_of_year
from ..figures.changes import RELEVANT, RowChange, concerns
from ..figures.registry import figures_now
from ..records import VersionRecord
from ..rules.freezing import content_hash, later_changes, read_content, renamed_units
from ..values.text import Summary
from ..values.versions import LaterChange, StepNote, SummaryVersion, VersionContent
from .facts import collect_facts

_MOST_STEPS = 3
"""Steps named for one figure, the newest."""


def versions_of(office: Office, summary_id: int) -> list[SummaryVersion]:
    """Return the finalised versions of a paper, oldest first."""
    query = select(VersionRecord).where(VersionRecord.summary_id == summary_id).order_by(VersionRecord.number)
    with office.reading() as session:
        return [version_value(record) for record in session.scalars(query)]


def version_content(office: Office, version_id: int) -> VersionContent:
    """Return what a version said."""
    with office.reading() as session:
        return read_content(session.get_one(VersionRecord, version_id).content)


def changes_since(office: Office, stored: Summary, version_id: int) -> tuple[LaterChange, ...]:
    """Return what the records say otherwise than a finalised version, with the steps that changed them."""
    content = version_content(office, version_id)
    facts = collect_facts(office, stored.year, stored.kind, content.day)
    now = figures_now(facts)
    units = {unit.id: unit.short_name for unit in units_of_year(office, stored.year)}
    keys = [figure.key for figure in content.figures if now.get(figure.key) != figure.recorded]
    keys += [f"unit.{number}" for number in renamed_units(content, units)]
    steps = _steps_since(office, version_id, keys, stored.year) if keys else {}
    return later_changes(content, now, units, steps)


def version_value(record: VersionRecord) -> SummaryVersion:
    """Turn a row into a line of the list; the hash is computed anew."""
    sound = content_hash(record.content) == record.content_hash
    return value_of(SummaryVersion, record, sound=sound)


def _steps_since(
    office: Office, version_id: int, keys: Sequence[str], year: int
) -> dict[str, list[StepNote]]:
    """The steps after 定稿 that changed rows a figure is counted from, oldest first, by key."""
    found: dict[str, dict[int, StepNote]] = {key: {} for key in keys}
    with office.reading() as session:
        since = _step_of(session, version_id)
        for step, change in _changes_after(session, since, year):
            for key in keys:
                if concerns(key, change, year):
                    found[key][step.id] = StepNote(step.at, _label(step), Place.parse(step.place))
    return {key: list(steps.values())[-_MOST_STEPS:] for key, steps in found.items()}


def _label(step: JournalStep) -> str:
    return {"undo": "撤销：", "redo": "重做："}.get(step.kind, "") + step.label


def _step_of(session: Session, version_id: int) -> int:
    rows = session.execute(
        select(JournalChange.step_id, JournalChange.after).where(
            JournalChange.table_name == VersionRecord.__tablename__
        )
    )
    return next((step for step, after in rows.tuples() if after and json.loads(after)["id"] == version_id), 0)


def _changes_after(session: Session, since: int, year: int) -> Iterator[tuple[JournalStep, RowChange]]:
    """The later changes of rows that figures of a year may be counted from, oldest first.

    Of the reports, which are nearly all of a journal, the database itself picks those of the year and the
    year before.
    """
    years = _years_of_reports(session, year)
    change, row = JournalChange, func.coalesce(JournalChange.after, JournalChange.before)
    of_year = or_(
        change.table_name.not_in(("report", "report_line")),
        and_(change.table_name == "report", func.json_extract(row, "$.year").in_((year, year - 1))),
        and_(change.table_name == "report_line", func.json_extract(row, "$.report_id").in_(list(years))),
    )
    query = (
        select(JournalStep, change.table_name, change.before, change.after)
        .join(change, change.step_id == JournalStep.id)
        .where(JournalStep.id > since, change.table_name.in_(RELEVANT), of_year)
        .order_by(change.id)
    )
    for step, table, before, after in session.execute(query).tuples():
        old, new = (json.loads(text) if text else {} for text in (before, after))
        columns = frozenset(name for name in {*old, *new} if old.get(name) != new.get(name))
        kept = new or old
        yield step, RowChange(table, kept, columns, _year(table, kept, years))


def _years_of_reports(session: Session, year: int) -> dict[int, int]:
    """The reports of a year and the year before by id, also those that are gone:
    the journal has seen every one.
    """
    row = func.coalesce(JournalChange.after, JournalChange.before)
    number, of_year = func.json_extract(row, "$.id"), func.json_extract(row, "$.year")
    query = select(number, of_year).where(JournalChange.table_name == "report", of_year.in_((year, year - 1)))
    return dict(session.execute(query).tuples().all())


def _year(table: str, row: Mapping[str, Any], years: Mapping[int, int]) -> int | None:
    if table == "report_line":
        return years.get(row["report_id"])
    if table in ("activity", "circular") and row.get("day"):
        return int(str(row["day"])[:4])
    year = row.get("year")
    return int(year) if year is not None else None
