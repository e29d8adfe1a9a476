"""Reads of reward and penalty: what was decided, and what grade and quota suggest."""

from __future__ import annotations

from sqlalchemy import select

from ...office.file import Office
from ...office.rows import value_of
from ..records.scores import RewardRecord
from ..rules.rewards import proposals
from ..values.rewards import Reward, RewardProposal
from ..values.score_tables import Source
from ..values.score_views import AssessmentView
from ..values.scores import Found


def rewards_of(office: Office, view: AssessmentView) -> list[Reward]:
    """Return what was decided after an assessment, in the register's order of the units."""
    order = {one.participant.unit_id: (place, one.participant) for place, one in enumerate(view.units)}
    query = select(RewardRecord).where(RewardRecord.assessment_id == view.assessment.id)
    with office.reading() as session:
        records = session.scalars(query.order_by(RewardRecord.id)).all()
        found = []
        for record in records:
            if record.unit_id in order:
                unit = order[record.unit_id][1]
                found.append(value_of(Reward, record, name=unit.name, short_name=unit.short_name))
    return sorted(found, key=lambda one: (order[one.unit_id][0], one.id))


def proposed_rewards(office: Office, view: AssessmentView) -> list[RewardProposal]:
    """Return what grade and quota suggest and is not decided yet; nothing before the grades stand."""
    if not view.is_settled:
        return []
    quota = {one.participant.unit_id: _quota(view, one.participant.id) for one in view.assessed}
    participants = [one.participant for one in view.units]
    return proposals(list(view.graded.values()), participants, view.grades, quota, rewards_of(office, view))


def _quota(view: AssessmentView, participant_id: int) -> Found:
    unit = view.of(participant_id)
    scored = unit.score.scored if unit and unit.score else ()
    return next((one.found for one in scored if one.item.source is Source.QUOTA), Found())
