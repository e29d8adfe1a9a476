"""Verbs on the units' targets and filings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...base.differences import Change, carried
from ...base.errors import InputRejected
from ...base.text import join_names
from ...office.file import Office, name_step
from ...office.rows import columns_of
from ..queries.targets import read_targets
from ..records.targets import UnitTargetRecord
from ..rules.targets import check_target
from ..values.places import targets_place
from ..values.targets import Filing, UnitTarget


def change_target(office: Office, old: UnitTarget, new: UnitTarget) -> None:
    """Change what one unit is to reach or has filed. Raises InputRejected."""
    change_targets(office, [(old, new)])


def change_targets(office: Office, changes: Sequence[Change[UnitTarget]]) -> None:
    """Change what several units of a year are to reach or have filed, in one step. Raises InputRejected."""
    year, first = changes[0][0].year, changes[0][0].unit_id
    with office.transaction("修改目标备案", targets_place(year, first)) as session:
        stored = {target.unit_id: target for target in read_targets(session, year)}
        for old, new in changes:
            if old.unit_id not in stored:
                raise InputRejected(f"该单位不在{year}年的单位名单中，请先在“组织机构”中登记。")
            changed = carried(stored[old.unit_id], old, new)
            check_target(changed)
            record = session.get(UnitTargetRecord, (old.unit_id, year))
            if changed.is_blank:
                if record is not None:
                    session.delete(record)
            else:
                session.merge(UnitTargetRecord(**columns_of(changed)))
        units = [stored[old.unit_id].unit_name for old, _ in changes]
        name_step(
            session, label=f"修改{join_names(units[:2])}{'等' if len(units) > 2 else ''}{year}年目标备案"
        )


def record_filing(office: Office, year: int, unit_ids: Sequence[int], filing: Filing, day: date) -> int:
    """Record that units filed on a day, those that have not yet; returns how many. Raises InputRejected."""
    with office.transaction(f"登记{filing.value}", targets_place(year)) as session:
        wanted = [one for one in read_targets(session, year) if one.unit_id in unit_ids]
        lacking = [one for one in wanted if one.filed_on(filing) is None]
        for target in lacking:
            changed = (
                replace(target, plan_on=day) if filing is Filing.PLAN else replace(target, report_on=day)
            )
            check_target(changed)
            session.merge(UnitTargetRecord(**columns_of(changed)))
        name_step(session, label=f"登记{year}年{filing.value}：{len(lacking)}个单位")
        return len(lacking)
