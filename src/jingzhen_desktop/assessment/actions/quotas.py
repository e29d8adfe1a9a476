"""Verbs on the quota register: standards and their rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ...base.differences import Change, differing, fields_of
from ...base.place import Place
from ...office.file import Office, name_step
from ...office.references import refuse_if_used
from ...office.rows import columns_of, value_of
from ...office.titles import titles_of
from ..limits import example_standards
from ..records.quotas import OwnCoefficientRecord, QuotaRecord, QuotaStandardRecord
from ..rules.quotas import check_quota, check_standard
from ..values.places import STANDARD, TAB, quota_place, standard_place
from ..values.quotas import OwnCoefficient, Quota, QuotaStandard, Seen


def add_standard(office: Office, standard: QuotaStandard, quotas: Sequence[Quota] = ()) -> int:
    """Enter a standard with its own coefficients and some rows, in one step; ids are ignored. Returns its
    id. Raises InputRejected; nothing is stored then.
    """
    check_standard(standard)
    for quota in quotas:
        check_quota(quota, standard)
    label = f"新增定额标准：{standard.name}" + (f"（{len(quotas)}行）" if quotas else "")
    with office.transaction(label, Place(TAB, STANDARD)) as session:
        standard_id = _insert(session, standard, quotas)
        name_step(session, place=standard_place(standard_id))
        return standard_id


def add_example_standards(office: Office) -> int:
    """Enter the example standards that are not there yet, in one step; returns how many. They never count as
    the office's own.
    """
    with office.transaction("载入示例定额标准", Place(TAB, STANDARD)) as session:
        there = set(
            session.scalars(
                select(QuotaStandardRecord.number).where(QuotaStandardRecord.seen == Seen.EXAMPLE.value)
            )
        )
        missing = [one for one in example_standards() if one.standard.number not in there]
        for one in missing:
            _insert(session, one.standard, one.quotas)
        return len(missing)


def change_standard(office: Office, old: QuotaStandard, new: QuotaStandard) -> None:
    """Change a standard and its own coefficients. Raises InputRejected."""
    check_standard(new)
    fields = {name: value for name, value in differing(old, new).items() if name != "coefficients"}
    what = titles_of(QuotaStandardRecord, fields) or "折标系数"
    with office.transaction(f"修改{new.number}的{what}", standard_place(old.id)) as session:
        record = session.get_one(QuotaStandardRecord, old.id)
        for name, value in fields.items():
            setattr(record, name, value)
        if old.coefficients != new.coefficients:
            session.execute(delete(OwnCoefficientRecord).where(OwnCoefficientRecord.standard_id == old.id))
            _store_coefficients(session, old.id, new.coefficients)


def remove_standard(office: Office, standard: QuotaStandard) -> None:
    """Remove a standard with its rows; raises InputRejected if one of them is chosen for a unit."""
    with office.transaction(f"删除定额标准：{standard.name}", standard_place(standard.id)) as session:
        record = session.get_one(QuotaStandardRecord, standard.id)
        for row in session.query(QuotaRecord).filter_by(standard_id=standard.id):
            refuse_if_used(session, row, f"{row.table_number} {row.unit_class}", "请先为这些单位改选定额。")
        session.delete(record)


def add_quotas(office: Office, standard: QuotaStandard, quotas: Sequence[Quota]) -> list[int]:
    """Enter some rows of a standard in one step; returns their ids. Raises InputRejected; nothing is stored
    then.
    """
    for quota in quotas:
        check_quota(quota, standard)
    label = f"新增{standard.number}的定额{len(quotas)}行"
    with office.transaction(label, standard_place(standard.id)) as session:
        records = [QuotaRecord(**columns_of(quota) | {"standard_id": standard.id}) for quota in quotas]
        session.add_all(records)
        session.flush()
        name_step(session, place=quota_place(records[0].id))
        return [record.id for record in records]


def change_quotas(office: Office, changes: Sequence[Change[Quota]]) -> None:
    """Change some rows in one step. Raises InputRejected; nothing is stored then."""
    first = changes[0][1]
    whose = f"{first.table_number} {first.unit_class}".strip() or "定额"
    several = f"等{len(changes)}行" if len(changes) > 1 else ""
    label = f"修改{whose}{several}的{titles_of(QuotaRecord, fields_of(changes))}"
    with office.transaction(label, quota_place(first.id)) as session:
        for old, new in changes:
            record = session.get_one(QuotaRecord, old.id)
            standard = value_of(QuotaStandard, session.get_one(QuotaStandardRecord, record.standard_id))
            check_quota(new, standard)
            for field, value in columns_of(new).items():
                setattr(record, field, value)


def remove_quotas(office: Office, quotas: Sequence[Quota]) -> None:
    """Remove some rows; raises InputRejected if one of them is chosen for a unit."""
    label = f"删除定额{len(quotas)}行"
    with office.transaction(label, standard_place(quotas[0].standard_id)) as session:
        for quota in quotas:
            record = session.get_one(QuotaRecord, quota.id)
            name = f"{quota.table_number} {quota.unit_class}".strip()
            refuse_if_used(session, record, name, "请先为这些单位改选定额。")
            session.delete(record)


def _insert(session: Session, standard: QuotaStandard, quotas: Sequence[Quota]) -> int:
    record = QuotaStandardRecord(**columns_of(standard))
    session.add(record)
    session.flush()
    _store_coefficients(session, record.id, standard.coefficients)
    session.add_all([QuotaRecord(**columns_of(quota) | {"standard_id": record.id}) for quota in quotas])
    return record.id


def _store_coefficients(session: Session, standard_id: int, coefficients: Sequence[OwnCoefficient]) -> None:
    session.add_all(
        [OwnCoefficientRecord(standard_id=standard_id, **columns_of(one)) for one in coefficients]
    )
