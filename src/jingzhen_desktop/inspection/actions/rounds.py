"""Verbs on rounds, visits and readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ...base.differences import Change, carried, differing, fields_of
from ...base.errors import InputRejected
from ...base.place import Place
from ...office.file import Office, name_step
from ...office.references import refuse_if_used
from ...office.rows import columns_of, store, value_of
from ...organisation.queries.units import read_units
from ..queries.reading import read_visit, visited_unit
from ..records import ReadingRecord, RoundRecord, VisitRecord
from ..rules.readings import check_reading
from ..rules.rounds import (
    check_round,
    check_visit,
    check_visitable,
    follows_its_day,
    season_of,
    usual_mode,
    usual_title,
)
from ..values.found import Reading, Round, Visit
from ..values.words import TAB, Season
from .storing import (
    LocalRule,
    local_rule,
    move_violations,
    named_fields,
    stored_round,
    with_limit,
    with_source,
)


def add_round(office: Office, year: int, season: Season, day: date | None = None) -> int:
    """Enter a round with the season's usual title and mode and the limit in force on its day; returns its id.
    Raises InputRejected.
    """
    rule = local_rule(office)
    usual = Round(0, year, season, usual_title(season), day, mode=usual_mode(season))
    draft = replace(with_limit(usual, rule), tolerance=rule.tolerance)
    check_round(draft)
    with office.transaction(f"新增检查：{year}年{draft.title}", Place(TAB, "round")) as session:
        record = RoundRecord(**columns_of(draft))
        session.add(record)
        session.flush()
        name_step(session, place=Place(TAB, "round", record.id))
        return record.id


def change_round(office: Office, old: Round, new: Round) -> None:
    """Change a round. Raises InputRejected.

    A new day brings its season where none was set; a new season its usual title and mode where the old ones
    were usual; a new mode its limit.
    """
    rule = local_rule(office)
    with office.transaction("修改检查信息", Place(TAB, "round", old.id)) as session:
        detail = stored_round(session, old.id)
        fields = differing(old, new)
        name_step(session, label=f"修改{_called(detail.round)}的{named_fields(RoundRecord, fields)}")
        changed = _completed(detail.round, replace(detail.round, **fields), rule)
        check_round(changed, len(detail.visits))
        for visit in detail.visits:
            check_visit(visit, changed)
        store(session.get_one(RoundRecord, old.id), changed)
        if changed.day and changed.day != detail.round.day:
            move_violations(session, detail, changed.day)


def _called(round_: Round) -> str:
    return f"{round_.year}年{round_.title}"


def _completed(old: Round, new: Round, rule: LocalRule) -> Round:
    """What was typed, with what follows from it."""
    if new.day and new.day != old.day and new.season is old.season and follows_its_day(old):
        new = replace(new, season=season_of(new.day))
    if new.season is not old.season:
        if new.title == usual_title(old.season):
            new = replace(new, title=usual_title(new.season))
        if new.mode is old.mode is usual_mode(old.season):
            new = replace(new, mode=usual_mode(new.season))
    if new.limit != old.limit:
        return with_source(new, rule)
    return with_limit(new, rule) if new.mode is not old.mode else new


def remove_round(office: Office, round_id: int) -> None:
    """Remove a round with its visits;
    raises InputRejected with the notices and circulars that refer to it.
    """
    with office.transaction("删除检查", Place(TAB, "round", round_id)) as session:
        record = session.get_one(RoundRecord, round_id)
        name_step(session, label=f"删除检查：{record.year}年{record.title}")
        refuse_if_used(session, record, f"{record.year}年{record.title}", "请先撤销相应的通知和通报。")
        session.delete(record)


def add_visits(office: Office, round_id: int, unit_ids: Sequence[int]) -> list[int]:
    """Enter the units visited in a round, in one step; returns the visits' ids. Raises InputRejected."""
    with office.transaction(f"录入被检查单位{len(unit_ids)}个", Place(TAB, "round", round_id)) as session:
        detail = stored_round(session, round_id)
        check_visitable(detail.round)
        known = {unit.id: unit.short_name for unit in read_units(session, detail.round.year)}
        for unit_id in unit_ids:
            if unit_id not in known:
                raise InputRejected(
                    f"该单位在{detail.round.year}年的单位名单中没有，请先在“组织机构”中登记。"
                )
            if unit_id in {visit.unit_id for visit in detail.visits}:
                raise InputRejected(f"“{known[unit_id]}”已在本次检查中，不必重复录入。")
        records = [VisitRecord(round_id=round_id, unit_id=unit_id) for unit_id in unit_ids]
        session.add_all(records)
        session.flush()
        return [record.id for record in records]


def change_visit(office: Office, old: Visit, new: Visit) -> None:
    """Change note, day, checkers, signed_by or signed_on of a visit. Raises InputRejected."""
    with office.transaction("修改检查记录", Place(TAB, "visit", old.id)) as session:
        round_, visit = read_visit(session, old.id)
        fields = differing(old, new)
        name_step(session, label=f"修改{visit.unit_name}检查的{named_fields(VisitRecord, fields)}")
        changed = replace(visit, **fields)
        check_visit(changed, round_)
        store(session.get_one(VisitRecord, old.id), changed)


def remove_visit(office: Office, visit_id: int) -> None:
    """Remove a visit with its readings and violations;
    raises InputRejected with the notices that refer to it.
    """
    with office.transaction("删除被检查单位", Place(TAB, "visit", visit_id)) as session:
        record, unit = session.get_one(VisitRecord, visit_id), visited_unit(session, visit_id)
        name_step(session, label=f"删除被检查单位：{unit}")
        refuse_if_used(session, record, f"对{unit}的检查", "请先撤销整改通知。")
        session.delete(record)


def add_reading(office: Office, reading: Reading) -> int:
    """Enter a reading, whose id is ignored; returns its id. Raises InputRejected."""
    check_reading(reading)
    with office.transaction(f"录入温度：{reading.room}", Place(TAB, "visit", reading.visit_id)) as session:
        record = ReadingRecord(**columns_of(reading))
        session.add(record)
        session.flush()
        label = f"录入{visited_unit(session, reading.visit_id)}温度：{reading.room or '（未填房间）'}"
        name_step(session, label=label, place=Place(TAB, "reading", record.id))
        return record.id


def change_reading(office: Office, old: Reading, new: Reading) -> None:
    """Change a reading. Raises InputRejected."""
    change_readings(office, [(old, new)])


def change_readings(office: Office, changes: Sequence[Change[Reading]]) -> None:
    """Change several readings in one step, e.g. a pasted block.
    Raises InputRejected; then nothing is changed.
    """
    with office.transaction("修改温度记录", Place(TAB, "reading", changes[0][0].id)) as session:
        name_step(session, label=_changing(session, changes))
        for old, new in changes:
            record = session.get_one(ReadingRecord, old.id)
            changed = carried(value_of(Reading, record), old, new)
            check_reading(changed)
            store(record, changed)


def _changing(session: Session, changes: Sequence[Change[Reading]]) -> str:
    """The step's label: which unit, room and fields; of several readings how many."""
    first = session.get_one(ReadingRecord, changes[0][0].id)
    fields = named_fields(ReadingRecord, fields_of(changes))
    which = first.room if len(changes) == 1 else f"{len(changes)}条温度记录"
    return f"修改{visited_unit(session, first.visit_id)}{which}的{fields}"


def remove_readings(office: Office, reading_ids: Sequence[int]) -> None:
    """Remove readings; violations found by them stay."""
    first = next(iter(reading_ids), None)
    with office.transaction(f"删除温度记录{len(reading_ids)}条", Place(TAB, "reading", first)) as session:
        if first is not None:
            unit = visited_unit(session, session.get_one(ReadingRecord, first).visit_id)
            name_step(session, label=f"删除{unit}温度记录{len(reading_ids)}条")
        session.execute(delete(ReadingRecord).where(ReadingRecord.id.in_(reading_ids)))
