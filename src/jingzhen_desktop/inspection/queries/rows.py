"""Rows of the inspections' tables as values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..values.found import CheckedItem, Complaint, Draw, Reading, Rectification, Round, Violation
from ..values.words import ItemResult, Mode, RecheckResult, Season, Verdict, ViolationKind

if TYPE_CHECKING:
    from ..records import (
        ComplaintRecord,
        DrawRecord,
        ItemRecord,
        ReadingRecord,
        RectificationRecord,
        RoundRecord,
        ViolationRecord,
    )


def round_value(record: RoundRecord) -> Round:
    """Turn a round's row into its value."""
    return Round(
        id=record.id,
        year=record.year,
        season=Season(record.season),
        title=record.title,
        day=record.day,
        weather=record.weather,
        outdoor_temperature=record.outdoor_temperature,
        checkers=record.checkers,
        mode=Mode(record.mode),
        limit=record.limit,
        limit_source=record.limit_source,
        note=record.note,
        last_day=record.last_day,
        planned_month=record.planned_month,
        tolerance=record.tolerance,
        special=record.special,
    )


def reading_value(record: ReadingRecord) -> Reading:
    """Turn a reading's row into its value."""
    return Reading(
        id=record.id,
        visit_id=record.visit_id,
        room=record.room,
        set_temperature=record.set_temperature,
        measured_temperature=record.measured_temperature,
        windows_open=record.windows_open,
        running=record.running,
        exempt=record.exempt,
        exempt_reason=record.exempt_reason,
        outdoor_temperature=record.outdoor_temperature,
        overruled=Verdict(record.overruled) if record.overruled else None,
        overrule_reason=record.overrule_reason,
    )


def violation_value(
    record: ViolationRecord, unit_id: int, unit_name: str, notices: dict[int, list[Rectification]]
) -> Violation:
    """Turn a violation's row into its value."""
    return Violation(
        id=record.id,
        visit_id=record.visit_id,
        kind=ViolationKind(record.kind),
        text=record.text,
        found_on=record.found_on,
        room=record.room,
        reading_id=record.reading_id,
        corrected_on_spot=record.corrected_on_spot,
        correction_note=record.correction_note,
        corrected_on=record.corrected_on,
        item_id=record.item_id,
        unit_id=unit_id,
        unit_name=unit_name,
        rectifications=tuple(notices[record.id]) if record.id in notices else (),
    )


def notice_value(record: RectificationRecord) -> Rectification:
    """Turn a notice's row into its value; the unit and what it covers are not in the row."""
    return Rectification(
        id=record.id,
        visit_id=record.visit_id,
        number=record.number,
        ordered_on=record.ordered_on,
        deadline=record.deadline,
        requirement=record.requirement,
        reply_on=record.reply_on,
        reply=record.reply,
        rechecked_on=record.rechecked_on,
        recheck_result=RecheckResult(record.recheck_result) if record.recheck_result else None,
        recheck_note=record.recheck_note,
        closed_on=record.closed_on,
        received_by=record.received_by,
        received_on=record.received_on,
    )


def item_value(record: ItemRecord) -> CheckedItem:
    """Turn a checked point's row into its value."""
    return CheckedItem(
        record.id,
        record.visit_id,
        record.text,
        ItemResult(record.result) if record.result else None,
        record.note,
    )


def draw_value(record: DrawRecord) -> Draw:
    """Turn a draw's row into its value."""
    pool, unvisited, drawn = (tuple(map(int, ids)) for ids in (record.pool, record.unvisited, record.drawn))
    return Draw(
        record.id,
        record.round_id,
        record.day,
        record.seed,
        record.wanted,
        record.unvisited_first,
        pool,
        drawn,
        unvisited,
    )


def complaint_value(record: ComplaintRecord, unit_name: str) -> Complaint:
    """Turn a complaint's row into its value."""
    return Complaint(
        id=record.id,
        received_on=record.received_on,
        unit_id=record.unit_id,
        text=record.text,
        reporter=record.reporter,
        contact=record.contact,
        handle_by=record.handle_by,
        handled_on=record.handled_on,
        outcome=record.outcome,
        violation_id=record.violation_id,
        unit_name=unit_name,
    )
