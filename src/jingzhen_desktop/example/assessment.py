"""The example's assessment of the year: begun, scored, seen by the units, and graded in the spring
after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..assessment.actions.rewards import add_reward
from ..assessment.actions.score_tables import add_table
from ..assessment.actions.scores import (
    add_assessment,
    change_participant,
    give_points,
    move_assessment,
    record_attendance,
    store_own_scores,
)
from ..assessment.actions.targets import change_targets
from ..assessment.outgoing.scores import existing_view, grade_units, send_notice
from ..assessment.queries.rewards import proposed_rewards
from ..assessment.queries.targets import targets_of_year
from ..assessment.score_choices import shipped_tables
from ..assessment.values.rewards import Reward
from ..assessment.values.score_courses import Assessment
from ..assessment.values.score_states import AssessmentState
from ..assessment.values.score_tables import ItemKind, ScoreTable
from ..assessment.values.score_views import AssessmentView, ScoredUnit
from ..assessment.values.scores import Scored
from ..office.file import Office
from ..organisation.actions.units import change_facts_of_units
from ..organisation.queries.units import units_of_year
from ..organisation.values.units import Affiliation
from ..publicity.queries import activities_of_year
from .data import YEAR, ids_of


def enter_assessment(office: Office, data: Mapping[str, Any]) -> None:
    """Assess the units as the office did; what no record says is scored by hand, full unless the data
    say why.
    """
    given = data["assessment"]
    _enter_filings(office, given["filed"])
    _enter_attendance(office, given)
    table_id = add_table(office, _table(given))
    basis = {f"basis_{key}": value for key, value in given["basis"].items()}
    days = given["days"]
    draft = Assessment(
        0, YEAR, table_id, given["title"], given["as_of"], objections_until=days["objections_until"], **basis
    )
    assessment_id = add_assessment(office, draft)
    move_assessment(office, assessment_id, AssessmentState.SELF, days["self"])
    _enter_own_scores(office, assessment_id, given)
    move_assessment(office, assessment_id, AssessmentState.REVIEW, days["review"])
    _score_by_hand(office, assessment_id, given)
    move_assessment(office, assessment_id, AssessmentState.SENT, days["sent"])
    _enter_objection(office, assessment_id, given["objection"])
    grade_units(office, assessment_id, days["graded"])
    _reward(office, assessment_id, given)
    send_notice(office, assessment_id, given["number"], days["issued"])


def _table(given: Mapping[str, Any]) -> ScoreTable:
    """The program's own table with the year's targets."""
    shipped = shipped_tables()["own"]
    targets = {key: Decimal(value) for key, value in given["targets"].items()}
    items = tuple(replace(one, target=targets.get(one.source.value)) for one in shipped.items)
    return replace(shipped, items=items)


def say_whose(office: Office) -> None:
    """All four are the town's own."""
    units = [one for one in units_of_year(office, YEAR) if one.facts.affiliation is None]
    changes = [(one, replace(one, facts=replace(one.facts, affiliation=Affiliation.TOWN))) for one in units]
    if changes:
        change_facts_of_units(office, changes)


def _enter_filings(office: Office, filed: Sequence[Mapping[str, Any]]) -> None:
    """Each unit's plan and report of each year, where nothing is entered yet."""
    for of_year in filed:
        blank = [one for one in targets_of_year(office, of_year["year"]) if one.is_blank]
        changes = [(one, replace(one, plan_on=of_year["plan"], report_on=of_year["report"])) for one in blank]
        if changes:
            change_targets(office, changes)


def _enter_attendance(office: Office, given: Mapping[str, Any]) -> None:
    units = ids_of(units_of_year(office, YEAR))
    absent = given["absent"]
    for activity in activities_of_year(office, YEAR):
        if activity.kind.value in given["attended"]:
            away = absent.get(activity.kind.value, [])
            there = [unit_id for name, unit_id in units.items() if name not in away]
            record_attendance(office, YEAR, activity.id, there)


def _units(view: AssessmentView) -> dict[str, ScoredUnit]:
    return {one.participant.short_name: one for one in view.assessed}


def _items(unit: ScoredUnit) -> tuple[Scored, ...]:
    return unit.score.scored if unit.score else ()


def _enter_own_scores(office: Office, assessment_id: int, given: Mapping[str, Any]) -> None:
    """Each unit gave itself what the records say, and full points where they say nothing."""
    for unit in existing_view(office, assessment_id).assessed:
        own = {
            one.item.id: (one.item.points if one.points is None else one.points, "")
            for one in _items(unit)
            if one.item.kind is ItemKind.SCORE
        }
        store_own_scores(office, unit.participant.id, given["days"]["self_received"], own)


def _score_by_hand(office: Office, assessment_id: int, given: Mapping[str, Any]) -> None:
    less = {(one["unit"], one["item"]): one for one in given["score"]}
    for name, unit in _units(existing_view(office, assessment_id)).items():
        for one in _items(unit):
            if one.points is not None:
                continue
            said = less.get((name, one.item.title), {})
            points = Decimal(said["points"]) if said else one.item.points
            give_points(office, unit.participant.id, one, points, said.get("reason", ""))


def _enter_objection(office: Office, assessment_id: int, given: Mapping[str, Any]) -> None:
    """One unit objected, was answered, and one score was changed."""
    unit = _units(existing_view(office, assessment_id))[given["unit"]]
    objected = replace(unit.participant, objected_on=given["day"], objection=given["text"])
    change_participant(office, unit.participant, objected)
    item = next(one for one in _items(unit) if one.item.title == given["item"])
    give_points(office, unit.participant.id, item, Decimal(given["points"]), given["reason"])
    answered = replace(objected, answered_on=given["answered"], answer=given["answer"])
    change_participant(office, objected, answered)


def _reward(office: Office, assessment_id: int, given: Mapping[str, Any]) -> None:
    """Of what grade and quota suggest, what the office decided."""
    view = existing_view(office, assessment_id)
    names = {one.participant.unit_id: one.participant.short_name for one in view.units}
    said = {(one["unit"], one["kind"]): one for one in given["reward"]}
    for proposal in proposed_rewards(office, view):
        words = said.get((names[proposal.unit_id], proposal.kind.value))
        if words is None:
            continue
        reward = Reward(
            0,
            assessment_id,
            proposal.unit_id,
            proposal.kind,
            proposal.ground,
            given["days"]["rewarded"],
            words.get("held_by", ""),
            words.get("met", ""),
            words.get("text", ""),
            short_name=names[proposal.unit_id],
        )
        add_reward(office, reward)
