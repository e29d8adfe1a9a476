"""Verbs on use over the quota: a case is recorded, and one step of the ladder after the other is taken.

Which step may follow: ``rules.ladder``. What a step makes in 监督检查 is made in the same step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...base.differences import carried
from ...base.errors import FieldRejected, InputRejected
from ...inspection.actions.circulars import insert_circular
from ...inspection.actions.special import plan_special_round, special_visit
from ...inspection.actions.storing import insert_violation, local_rule
from ...inspection.values.found import Circular, Violation
from ...inspection.values.words import ViolationKind
from ...office import clock
from ...office.file import Office, name_step
from ...office.issued import refuse_if_in_force
from ...office.rows import columns_of, store
from ..queries.over_quota import is_own, read_case, read_unit
from ..records.over_quota import OverQuotaRecord, OverQuotaStepRecord
from ..rules.ladder import rung
from ..rules.over_quota import LETTERS, check_case, check_step
from ..values.over_quota import Explanation, OverQuota, Step, TakenStep
from ..values.places import over_quota_place

KEY_INSPECTION = "重点监督检查"
"""Title of the round in which next year's plan has the units that were over their quota."""


def add_case(office: Office, case: OverQuota) -> int:
    """Record that a unit was over its quota; its id, name and steps are ignored. Returns its id.
    Raises InputRejected.
    """
    (made,) = add_cases(office, [case])
    return made


def add_cases(office: Office, cases: Sequence[OverQuota]) -> list[int]:
    """Record cases of one year in one step; returns their ids. Raises InputRejected, and then nothing is
    stored.
    """
    if not cases:
        return []
    for case in cases:
        check_case(case)
    year = cases[0].year
    with office.transaction("登记超定额", over_quota_place(None, year)) as session:
        made = [_insert_case(session, case) for case in cases]
        first = _stored(session, made[0])
        several = f"等{len(made)}件" if len(made) > 1 else ""
        label = f"登记{first.unit_name}{year}年{first.indicator}超定额{several}"
        name_step(session, label=label, place=over_quota_place(made[0], year))
        return made


def _insert_case(session: Session, case: OverQuota) -> int:
    if read_unit(session, case.unit_id, case.year) is None:
        raise FieldRejected(
            "unit_id", f"该单位不在{case.year}年的单位名单中，请先在“组织机构”中登记，或核对年度。"
        )
    _refuse_double(session, case)
    record = OverQuotaRecord(**columns_of(replace(case, id=0)))
    session.add(record)
    session.flush()
    return record.id


def change_case(office: Office, old: OverQuota, new: OverQuota) -> None:
    """Change what a case says, the explanation too. Raises InputRejected."""
    with office.transaction("修改超定额", over_quota_place(old.id, old.year)) as session:
        stored = _stored(session, old.id)
        changed = carried(stored, old, new)
        check_case(changed)
        _refuse_double(session, changed)
        _refuse_sent(session, stored, changed)
        name_step(session, label=f"修改{stored.unit_name}{stored.year}年超定额情况")
        store(session.get_one(OverQuotaRecord, old.id), changed)


def remove_case(office: Office, case_id: int) -> None:
    """Remove a case; raises InputRejected where steps were taken."""
    with office.transaction("删除超定额", over_quota_place(case_id)) as session:
        case = _stored(session, case_id)
        name_step(session, label=f"删除{case.unit_name}{case.year}年超定额")
        if case.steps:
            raise InputRejected(
                f"{case.unit_name}的超定额已经办理到“{rung(case.steps[-1].step).done}”，请先逐步撤销办理。"
            )
        session.delete(session.get_one(OverQuotaRecord, case_id))


def take_step(office: Office, case_id: int, taken: TakenStep) -> int:
    """Record a step that makes nothing in 监督检查; returns its id. Raises InputRejected."""
    with office.transaction(rung(taken.step).title, over_quota_place(case_id)) as session:
        return _insert(session, replace(taken, case_id=case_id))


def receive_explanation(office: Office, case_id: int, day: date, explanation: Explanation) -> int:
    """Record that the unit's explanation came, and what it says; returns the step's id.
    Raises InputRejected.
    """
    with office.transaction("登记收到说明", over_quota_place(case_id)) as session:
        made = _insert(session, TakenStep(0, case_id, Step.RECEIVE, day))
        case = replace(_stored(session, case_id), explanation=explanation)
        check_case(case)
        store(session.get_one(OverQuotaRecord, case_id), case)
        return made


def order_mending(office: Office, case_id: int, day: date, text: str, checkers: tuple[str, ...] = ()) -> int:
    """Make a violation of what the unit is to mend, in a round of its own, from which it goes on as any found
    in an inspection. Returns the violation's id. Raises InputRejected.
    """
    rule = local_rule(office)
    with office.transaction("限期整改", over_quota_place(case_id)) as session:
        case = _stored(session, case_id)
        _check(session, case, TakenStep(0, case_id, Step.RECTIFY, day, text=text))
        title = f"{case.unit_name}超定额用能核查"
        round_, visit_id = special_visit(session, title, day, case.unit_id, checkers, rule)
        violation = Violation(0, visit_id, ViolationKind.OTHER, text.strip(), day)
        made = insert_violation(session, round_, violation)
        _insert(session, TakenStep(0, case_id, Step.RECTIFY, day, text=text, violation_id=made))
        return made


def circulate(office: Office, case_id: int, circular: Circular) -> int:
    """Draft a circular that names the unit; returns its id. Raises InputRejected."""
    with office.transaction("通报超定额", over_quota_place(case_id)) as session:
        case = _stored(session, case_id)
        taken = TakenStep(0, case_id, Step.CIRCULAR, circular.day, circular.number)
        _check(session, case, taken)
        made = insert_circular(session, replace(circular, unit_ids=(case.unit_id,)))
        _insert(session, replace(taken, circular_id=made))
        return made


def plan_key_inspection(office: Office, case_id: int, day: date, text: str, month: int) -> int:
    """Put the unit into the plan of inspections of the year after that of the case, or of the day's year
    if that is later; returns the round's id. Raises InputRejected.

    Args:
        month: for a round that is not planned yet.
    """
    rule = local_rule(office)
    if not 1 <= month <= 12:
        raise FieldRejected("month", "计划月份应在1到12之间。")
    with office.transaction("列入重点监督检查", over_quota_place(case_id)) as session:
        case = _stored(session, case_id)
        taken = TakenStep(0, case_id, Step.INSPECT, day, text=text)
        _check(session, case, taken)
        year = max(case.year + 1, day.year)
        if read_unit(session, case.unit_id, year) is None:
            raise InputRejected(
                f"{year}年的单位名单里没有{case.unit_name}，请先从上年结转{year}年的单位，再列入检查计划。"
            )
        made = plan_special_round(session, KEY_INSPECTION, year, month, (case.unit_id,), rule)
        _insert(session, replace(taken, round_id=made))
        return made


def change_step(office: Office, old: TakenStep, new: TakenStep) -> None:
    """Change the day, number, deadline or text of a step. Raises InputRejected."""
    with office.transaction("修改超定额办理", over_quota_place(old.case_id)) as session:
        case = _stored(session, old.case_id)
        stored = next((one for one in case.steps if one.id == old.id), None)
        if stored is None:
            raise InputRejected("这一步办理已经撤销，请刷新后重试。")
        changed = carried(stored, old, new)
        name_step(session, label=f"修改{case.unit_name}超定额“{rung(old.step).title}”")
        earlier = replace(case, steps=tuple(one for one in case.steps if one.id < old.id))
        _check(session, earlier, changed)
        refuse_if_in_force(session, over_quota_place(case.id, case.year, stored.step), "改")
        store(session.get_one(OverQuotaStepRecord, old.id), changed)


def remove_step(office: Office, case_id: int) -> None:
    """Take the newest step of a case back; what it made in 监督检查 stays there. Raises InputRejected."""
    with office.transaction("撤销超定额办理", over_quota_place(case_id)) as session:
        case = _stored(session, case_id)
        if not case.steps:
            raise InputRejected(f"{case.unit_name}的超定额还没有办理，没有可以撤销的步骤。")
        newest = max(case.steps, key=lambda one: one.id)
        name_step(session, label=f"撤销{case.unit_name}超定额“{rung(newest.step).title}”")
        refuse_if_in_force(session, over_quota_place(case.id, case.year, newest.step), "撤销")
        session.delete(session.get_one(OverQuotaStepRecord, newest.id))


def _stored(session: Session, case_id: int) -> OverQuota:
    case = read_case(session, case_id)
    if case is None:
        raise InputRejected("这件超定额已被删除，请刷新后重试。")
    return case


def _check(session: Session, case: OverQuota, taken: TakenStep) -> None:
    own = is_own(read_unit(session, case.unit_id, case.year))
    check_step(case, taken, clock.today(), own=own)


def _insert(session: Session, taken: TakenStep) -> int:
    case = _stored(session, taken.case_id)
    _check(session, case, taken)
    record = OverQuotaStepRecord(
        **columns_of(replace(taken, number=taken.number.strip(), text=taken.text.strip()))
    )
    session.add(record)
    session.flush()
    label = f"{rung(taken.step).title}：{case.unit_name}{case.year}年超定额"
    name_step(session, label=label, place=over_quota_place(case.id, case.year))
    return record.id


def _refuse_sent(session: Session, stored: OverQuota, changed: OverQuota) -> None:
    """What a letter that went out says stays as it was; the explanation, once it was kept."""
    if replace(stored, explanation=changed.explanation) != changed:
        for step in LETTERS:
            refuse_if_in_force(session, over_quota_place(stored.id, stored.year, step), "改")
    if stored.explanation != changed.explanation:
        for step in (Step.RECEIVE, Step.REPORT):
            refuse_if_in_force(session, over_quota_place(stored.id, stored.year, step), "改")


def _refuse_double(session: Session, case: OverQuota) -> None:
    same = select(OverQuotaRecord.id).where(
        OverQuotaRecord.unit_id == case.unit_id,
        OverQuotaRecord.year == case.year,
        OverQuotaRecord.indicator == case.indicator,
        OverQuotaRecord.id != case.id,
    )
    if session.scalar(same) is not None:
        raise FieldRejected(
            "indicator", f"该单位{case.year}年的“{case.indicator}”超定额已经登记过，不必重复登记。", "unit_id"
        )
