"""Verbs on score tables and their items. A table by which an assessment has begun is locked; a copy is
free.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...base.differences import differing
from ...base.errors import InputRejected
from ...office.file import Office, name_step
from ...office.references import refuse_if_used
from ...office.rows import columns_of, store
from ...office.titles import titles_of
from ..queries.scores import read_tables
from ..records.scores import AssessmentRecord, ScoreItemRecord, ScoreTableRecord
from ..rules.score_courses import may_change_table
from ..rules.score_tables import check_item, check_table
from ..values.score_places import table_place
from ..values.score_states import AssessmentState
from ..values.score_tables import ScoreItem, ScoreTable


def add_table(office: Office, table: ScoreTable) -> int:
    """Add a score table with its items; ids are ignored. Returns its id. Raises InputRejected."""
    check_table(table)
    with office.transaction(f"新增评分表 {table.title}", table_place()) as session:
        record = ScoreTableRecord(**columns_of(_trimmed(table)))
        session.add(record)
        session.flush()
        kept = replace(table, items=())
        for position, item in enumerate(table.items):
            check_item(item, kept)
            kept = replace(kept, items=(*kept.items, replace(item, id=-1 - position)))
            session.add(_item_record(item, record.id, position))
        name_step(session, place=table_place(record.id))
        return record.id


def change_table(office: Office, old: ScoreTable, new: ScoreTable) -> None:
    """Change what is said of a score table. Raises InputRejected."""
    new = _trimmed(new)
    check_table(new)
    titles = titles_of(ScoreTableRecord, [name for name in differing(old, new) if name != "items"])
    with office.transaction(f"修改评分表{titles}", table_place(old.id)) as session:
        _refuse_locked(session, old.id)
        store(session.get_one(ScoreTableRecord, old.id), new)


def remove_table(office: Office, table_id: int) -> None:
    """Remove a score table that no assessment uses. Raises InputRejected."""
    with office.transaction("删除评分表", table_place()) as session:
        record = session.get_one(ScoreTableRecord, table_id)
        refuse_if_used(session, record, record.title)
        name_step(session, label=f"删除评分表 {record.title}")
        session.delete(record)


def add_item(office: Office, item: ScoreItem) -> int:
    """Add an item at the end of its table, or behind the last of its block. Returns its id. Raises
    InputRejected.
    """
    with office.transaction(f"新增考核内容 {item.title}", table_place(item.table_id)) as session:
        table = _open_table(session, item.table_id)
        check_item(replace(item, id=0), table)
        place = _behind_block(table, item.block)
        for record in _records(session, table.id)[place:]:
            record.position += 1
        made = _item_record(item, table.id, place)
        session.add(made)
        session.flush()
        return made.id


def change_item(office: Office, old: ScoreItem, new: ScoreItem) -> None:
    """Change an item. Raises InputRejected."""
    titles = titles_of(ScoreItemRecord, differing(old, new))
    with office.transaction(f"修改“{old.title}”的{titles}", table_place(old.table_id)) as session:
        check_item(new, _open_table(session, old.table_id))
        store(session.get_one(ScoreItemRecord, old.id), new)


def remove_item(office: Office, item: ScoreItem) -> None:
    """Remove an item. Raises InputRejected."""
    with office.transaction(f"删除考核内容 {item.title}", table_place(item.table_id)) as session:
        _open_table(session, item.table_id)
        record = session.get_one(ScoreItemRecord, item.id)
        refuse_if_used(session, record, item.title)
        session.delete(record)


def move_item(office: Office, item: ScoreItem, by: int) -> None:
    """Move an item up or down by so many places, as far as there are any."""
    with office.transaction(f"移动考核内容 {item.title}", table_place(item.table_id)) as session:
        _open_table(session, item.table_id)
        records = _records(session, item.table_id)
        at = next(place for place, record in enumerate(records) if record.id == item.id)
        to = min(max(at + by, 0), len(records) - 1)
        records.insert(to, records.pop(at))
        for position, record in enumerate(records):
            record.position = position


def _behind_block(table: ScoreTable, block: str) -> int:
    places = [place for place, one in enumerate(table.items, 1) if one.block == block]
    return places[-1] if places else len(table.items)


def _records(session: Session, table_id: int) -> list[ScoreItemRecord]:
    query = select(ScoreItemRecord).where(ScoreItemRecord.table_id == table_id)
    return list(session.scalars(query.order_by(ScoreItemRecord.position, ScoreItemRecord.id)))


def _item_record(item: ScoreItem, table_id: int, position: int) -> ScoreItemRecord:
    return ScoreItemRecord(**columns_of(replace(item, table_id=table_id, position=position)))


def _open_table(session: Session, table_id: int) -> ScoreTable:
    _refuse_locked(session, table_id)
    return read_tables(session, ScoreTableRecord.id == table_id)[0]


def _refuse_locked(session: Session, table_id: int) -> None:
    query = select(AssessmentRecord).where(AssessmentRecord.table_id == table_id)
    for record in session.scalars(query):
        if not may_change_table(AssessmentState(record.state)):
            raise InputRejected(
                f"“{record.title}”已按这张评分表开始考核，不能再改；请先“另存一份”，改新的一份。"
            )


def _trimmed(table: ScoreTable) -> ScoreTable:
    return replace(table, title=table.title.strip(), document=table.document.strip())
