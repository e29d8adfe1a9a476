"""Verbs on reward and penalty: decided after the grades stand, each with its ground."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...base.differences import differing
from ...base.errors import InputRejected
from ...office.clock import today
from ...office.file import Office, name_step
from ...office.rows import columns_of, store
from ...office.titles import titles_of
from ..queries.scores import read_assessments
from ..records.scores import AssessmentRecord, RewardRecord
from ..rules.rewards import check_reward
from ..values.rewards import Reward
from ..values.score_places import reward_place
from ..values.score_states import AssessmentState


def add_reward(office: Office, reward: Reward) -> int:
    """Decide something of a unit. Returns its id.

    Raises:
        InputRejected: the grades do not stand yet, the same is decided already, or it may not be.
    """
    check_reward(reward, today())
    with office.transaction(f"{reward.kind.words}：{reward.short_name}", reward_place()) as session:
        _refuse_early(session, reward.assessment_id)
        there = select(RewardRecord.id).where(
            RewardRecord.assessment_id == reward.assessment_id,
            RewardRecord.unit_id == reward.unit_id,
            RewardRecord.kind == reward.kind.value,
        )
        if session.scalar(there) is not None:
            raise InputRejected(f"已登记{reward.short_name}的“{reward.kind.words}”。")
        record = RewardRecord(**columns_of(reward))
        session.add(record)
        session.flush()
        name_step(session, place=reward_place(record.id))
        return record.id


def change_reward(office: Office, old: Reward, new: Reward) -> None:
    """Change what is said of it. Raises InputRejected."""
    check_reward(new, today())
    titles = titles_of(RewardRecord, differing(old, new))
    with office.transaction(f"{old.short_name}{old.kind.words}：{titles}", reward_place(old.id)) as session:
        store(session.get_one(RewardRecord, old.id), replace(new, id=old.id))


def remove_reward(office: Office, reward: Reward) -> None:
    """Take back what was decided. Raises InputRejected."""
    with office.transaction(f"删除{reward.short_name}的{reward.kind.words}", reward_place()) as session:
        session.delete(session.get_one(RewardRecord, reward.id))


def _refuse_early(session: Session, assessment_id: int) -> None:
    found = read_assessments(session, AssessmentRecord.id == assessment_id)[0]
    if found.state is not AssessmentState.GRADED:
        raise InputRejected(f"现在是“{found.state.words}”，定档后才能登记奖惩。")
