"""Whom to name, recommend or talk to: proposals with their ground, and what may be decided. Pure.

A township names units in its own 通报, recommends to the county and talks to heads; nothing else is offered.
Money only where a document that allows it is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ...base.errors import FieldRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.text import chinese_date
from ..values.grades import Grade
from ..values.rewards import Reward, RewardKind, RewardProposal
from ..values.score_courses import GradedUnit, Participant
from ..values.scores import Found
from .score_courses import check_basis, is_assessed
from .scoring import points_words

LONGEST_DEEDS = 500
"""Characters of a 推荐表's deeds."""


def proposals(
    graded: Sequence[GradedUnit],
    participants: Sequence[Participant],
    grades: Sequence[Grade],
    quota: Mapping[int, Found],
    decided: Sequence[Reward],
) -> list[RewardProposal]:
    """Return what grade and quota suggest of each unit and is not decided yet, in the register's order.

    Args:
        quota: what the quota says, by unit id.
    """
    by_unit = {one.participant_id: one for one in graded}
    there = {(one.unit_id, one.kind) for one in decided}
    found = []
    for participant in participants:
        graded_unit = by_unit.get(participant.id)
        if graded_unit is None or not is_assessed(participant) or not grades:
            continue
        for kind, ground in _suggested(
            graded_unit, participant, grades, quota.get(participant.unit_id, Found())
        ):
            if (participant.unit_id, kind) not in there:
                found.append(RewardProposal(participant.unit_id, participant.name, kind, ground))
    return found


def _suggested(
    graded: GradedUnit, participant: Participant, grades: Sequence[Grade], quota: Found
) -> list[tuple[RewardKind, str]]:
    score = f"考核得分{points_words(graded.total)}分，等次为{graded.grade}"
    over = next((one.text for one in quota.grounds if one.good is False), "")
    if participant.false_data.strip():
        return [
            (RewardKind.CRITICISE, f"数据不实：{participant.false_data.strip()}"),
            (RewardKind.TALK, f"数据不实：{participant.false_data.strip()}"),
        ]
    if graded.grade == grades[-1].words:
        return [(RewardKind.CRITICISE, score), (RewardKind.TALK, score)]
    if over:
        return [(RewardKind.CRITICISE, over), (RewardKind.TALK, over)]
    if graded.grade == grades[0].words:
        return [(RewardKind.PRAISE, score), (RewardKind.RECOMMEND, score)]
    return []


def check_reward(reward: Reward, today: date) -> None:
    """Refuse what may not be decided of a unit. Raises FieldRejected."""
    if not reward.ground.strip():
        raise FieldRejected("ground", "请写明依据的事实。")
    check_length("ground", "依据的事实", reward.ground, LONGEST_NOTE)
    longest = LONGEST_DEEDS if reward.kind is RewardKind.RECOMMEND else LONGEST_NOTE
    check_length("text", "事迹或要求", reward.text, longest)
    for field, title, text in (
        ("held_by", "谈话人", reward.held_by),
        ("met", "谈话对象", reward.met),
        ("basis_issuer", "发文机关", reward.basis_issuer),
        ("basis_number", "文号", reward.basis_number),
    ):
        check_length(field, title, text)
    if reward.day is not None and reward.day > today:
        raise FieldRejected("day", f"日期{chinese_date(reward.day)}还没有到，请核对。")
    check_basis(reward.basis, today)
    if reward.amount is None:
        return
    if reward.amount <= 0:
        raise FieldRejected("amount", "金额应大于0；没有金额请留空。")
    if not reward.basis.is_given:
        raise FieldRejected("amount", "没有允许发放的文件（发文机关、文号、日期），不能写金额。")
    if reward.kind not in (RewardKind.PRAISE, RewardKind.RECOMMEND):
        raise FieldRejected("amount", f"“{reward.kind.words}”没有金额。")
