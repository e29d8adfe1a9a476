"""The example's inspections: the year's plan with a draw, visits, notices, a circular, a complaint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..inspection.actions.circulars import add_circular
from ..inspection.actions.complaints import add_complaint, close_complaint
from ..inspection.actions.handling import (
    add_violation,
    correct_on_spot,
    order_rectification,
    record_failing_readings,
    record_receipt,
    record_recheck,
    record_reply,
)
from ..inspection.actions.plan import make_year_plan, plan_units, record_draw
from ..inspection.actions.rounds import add_reading, add_visits, change_round, change_visit
from ..inspection.actions.visits import enter_points
from ..inspection.outgoing import circular_to_send, send_circular, send_notice
from ..inspection.queries.rounds import check_points, round_detail, round_lines
from ..inspection.values.found import Circular, Complaint, Reading, RoundDetail, Visit
from ..inspection.values.words import ItemResult, Mode, RecheckResult, Season, ViolationKind
from ..office.file import Office
from ..organisation.queries.units import units_of_year
from .data import YEAR, ids_of, liaison_on


def enter_inspections(office: Office, data: Mapping[str, Any]) -> None:
    """Enter the year: first its plan, then each round with what was found, circulars and complaints."""
    units = ids_of(units_of_year(office, YEAR))
    notices: dict[str, int] = {}
    make_year_plan(office, YEAR)
    planned = {line.round.season: line.round.id for line in round_lines(office, YEAR)}
    rounds = {given["title"]: planned[Season(given["season"])] for given in data["round"]}
    for given in data["round"]:
        round_id = rounds[given["title"]]
        _hold_round(office, round_id, given, units)
        visits = add_visits(office, round_id, [units[visit["unit"]] for visit in given["visit"]])
        for visit_id, visit in zip(visits, given["visit"], strict=True):
            _enter_visit(office, round_id, visit_id, visit, notices)
            signed_by = visit.get("signed_by") or liaison_on(data, visit["unit"], given["day"])
            stored = _visit(office, round_id, visit_id)
            change_visit(office, stored, replace(stored, signed_by=signed_by, signed_on=given["day"]))
    for given in data["circular"]:
        _enter_circular(office, given, units, rounds, notices)
    for given in data["complaint"]:
        fields = {key: value for key, value in given.items() if key not in ("unit", "handled_on", "outcome")}
        complaint = add_complaint(office, Complaint(0, unit_id=units[given["unit"]], **fields))
        close_complaint(office, complaint, given["handled_on"], given["outcome"])


def _hold_round(office: Office, round_id: int, given: Mapping[str, Any], units: Mapping[str, int]) -> None:
    """Choose the units of a planned round by hand and, where the data says so, by chance;
    then say when and by whom it was held.
    """
    plan_units(office, round_id, [units[name] for name in given["chosen"]])
    if draw := given.get("draw"):
        record_draw(office, round_id, draw["wanted"], draw["seed"], draw["day"])
    planned = _round(office, round_id).round
    held = replace(
        planned,
        day=given["day"],
        title=given["title"],
        weather=given["weather"],
        outdoor_temperature=Decimal(given["outdoor"]),
        checkers=tuple(given["checkers"]),
        mode=Mode(given["mode"]),
    )
    change_round(office, planned, held)


def _enter_visit(
    office: Office, round_id: int, visit_id: int, visit: Mapping[str, Any], notices: dict[str, int]
) -> None:
    for reading in visit["readings"]:
        read = Reading(
            0,
            visit_id,
            reading["room"],
            set_temperature=Decimal(reading["set"]),
            measured_temperature=Decimal(reading["measured"]),
            windows_open=reading.get("windows_open", False),
            exempt="exempt" in reading,
            exempt_reason=reading.get("exempt", ""),
        )
        add_reading(office, read)
    record_failing_readings(office, visit_id)
    found = [
        violation.id for violation in _round(office, round_id).violations if violation.visit_id == visit_id
    ]
    if "corrected" in visit:
        correct_on_spot(office, found, visit["corrected"])
    faulty = _check_points(office, round_id, visit_id, visit) if "faulty" in visit else None
    for violation in visit.get("violations", ()):
        kind = ViolationKind(violation["kind"])
        added = add_violation(
            office, visit_id, kind, violation["text"], room=violation["room"], item_id=faulty
        )
        correct_on_spot(office, [added], violation["corrected"])
    for notice in visit.get("rectification", ()):
        notices[notice["number"]] = _enter_notice(office, found, notice)


def _check_points(office: Office, round_id: int, visit_id: int, visit: Mapping[str, Any]) -> int | None:
    """Enter the check list of a visit: all in order but what the data names;
    returns the id of the faulty point, if there is one.
    """
    points = {
        text: (ItemResult.FINE, "") for text in check_points(office) if text not in visit.get("skipped", ())
    }
    enter_points(
        office, visit_id, points | {text: (ItemResult.FAULT, note) for text, note in visit["faulty"].items()}
    )
    stored = _visit(office, round_id, visit_id)
    return next((item.id for item in stored.items if item.result is ItemResult.FAULT), None)


def _enter_notice(office: Office, violations: list[int], given: Mapping[str, Any]) -> int:
    order = {key: given[key] for key in ("number", "ordered_on", "deadline", "requirement")}
    notice = order_rectification(office, violations, **order)
    record_receipt(office, notice, given["received_on"], given["received_by"])
    # the paper is kept before anything came of it, as it went out
    send_notice(office, notice)
    record_reply(office, notice, given["reply_on"], given["reply"])
    result = RecheckResult(given["result"])
    record_recheck(
        office,
        notice,
        given["rechecked_on"],
        result,
        given["recheck_note"],
        close=result is RecheckResult.PASSED,
    )
    return notice


def _enter_circular(
    office: Office,
    given: Mapping[str, Any],
    units: Mapping[str, int],
    rounds: Mapping[str, int],
    notices: Mapping[str, int],
) -> None:
    named = tuple(units[name] for name in given["units"])
    about = tuple(notices[number] for number in given["rectifications"])
    fields = {
        key: given[key] for key in ("number", "day", "title", "scope", "relayed_by", "deadline", "reason")
    }
    circular = Circular(0, **fields, round_id=rounds[given["round"]], unit_ids=named, rectification_ids=about)
    send_circular(office, *circular_to_send(office, add_circular(office, circular)))


def _round(office: Office, round_id: int) -> RoundDetail:
    found = round_detail(office, round_id)
    assert found is not None
    return found


def _visit(office: Office, round_id: int, visit_id: int) -> Visit:
    """A visit of a round as it is stored."""
    (visit,) = (one for one in _round(office, round_id).visits if one.id == visit_id)
    return visit
