"""Rounds with everything found in them, put together from plain rows;
which are wanted otherwise than by a year: ``reading``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...office.plain import Stored, tuples
from ..values.found import Draw, PlannedUnit, Rectification, Round, RoundDetail, Visit
from .rows import draw_value, item_value, notice_value, reading_value, round_value, violation_value

if TYPE_CHECKING:
    from ...office.plain import Source

_ROUND = Stored(
    "inspection_round",
    days="day last_day",
    flags="special",
    lists="checkers",
    decimals={"outdoor_temperature": 1, "limit": 1, "tolerance": 1},
)
_PLANNED = Stored("inspection_planned_unit", flags="by_chance")
_DRAW = Stored("inspection_draw", days="day", flags="unvisited_first", lists="pool unvisited drawn")
_VISIT = Stored("inspection_visit", days="day signed_on", lists="checkers")
_READING = Stored(
    "inspection_reading",
    flags="windows_open running exempt",
    decimals={"set_temperature": 1, "measured_temperature": 1, "outdoor_temperature": 1},
)
_ITEM = Stored("inspection_item")
_VIOLATION = Stored("inspection_violation", days="found_on corrected_on", flags="corrected_on_spot")
_NOTICE = Stored("rectification", days="ordered_on deadline reply_on rechecked_on closed_on received_on")
_ORDERED = Stored("rectification_violation")
_UNIT_NAMES = (
    "SELECT unit.id, unit.short_name, unit_year.name FROM unit JOIN unit_year ON unit_year.unit_id = unit.id"
    " WHERE unit_year.year = ? ORDER BY unit.position, unit.id"
)
_BY_DATE = "day IS NULL, day, planned_month, id"


def year_rounds(source: Source, year: int) -> list[RoundDetail]:
    """The rounds of a year, by date, those only planned last."""
    return _whole(source, _ROUND.rows(source, f"WHERE year = ? ORDER BY {_BY_DATE}", (year,)))


def rounds_with(source: Source, ids: Collection[int]) -> list[RoundDetail]:
    """The rounds with some ids, by date, those only planned last."""
    return _whole(source, _ROUND.of(source, "id", ids, _BY_DATE))


def _whole(source: Source, records: Iterable[Any]) -> list[RoundDetail]:
    rounds = [round_value(record) for record in records]
    visits, planned, draws = _visits(source, rounds), _planned(source, rounds), _draws(source, rounds)
    return [
        replace(_detail(round_, visits[round_.id]), planned=planned[round_.id], draws=draws[round_.id])
        for round_ in rounds
    ]


def unit_names(source: Source, year: int) -> dict[int, str]:
    """The short names of all units that have facts in a year, in the office's order (closed ones too)."""
    rows = tuples(source, _UNIT_NAMES, (year,))
    return {unit_id: short_name or name for unit_id, short_name, name in rows}


def _visits(source: Source, rounds: Sequence[Round]) -> dict[int, list[Visit]]:
    """The visits of some rounds with their contents, by round, in the office's order of units."""
    if not rounds:
        return defaultdict(list)
    ids = [round_.id for round_ in rounds]
    records = _VISIT.of(source, "round_id", ids)
    visit_ids = [record.id for record in records]
    readings, violations, items = (
        _by_visit(table.of(source, "visit_id", visit_ids)) for table in (_READING, _VIOLATION, _ITEM)
    )
    notices = _notices(source, visit_ids)
    names = {year: unit_names(source, year) for year in {round_.year for round_ in rounds}}
    by_id = {round_.id: round_ for round_ in rounds}
    found: dict[int, list[Visit]] = defaultdict(list)
    for record in records:
        name = names[by_id[record.round_id].year].get(record.unit_id, f"单位{record.unit_id}")
        own = tuple(
            violation_value(violation, record.unit_id, name, notices) for violation in violations[record.id]
        )
        visit = Visit(
            id=record.id,
            round_id=record.round_id,
            unit_id=record.unit_id,
            unit_name=name,
            note=record.note,
            readings=tuple(map(reading_value, readings[record.id])),
            violations=own,
            items=tuple(map(item_value, items[record.id])),
            day=record.day,
            checkers=record.checkers,
            signed_by=record.signed_by,
            signed_on=record.signed_on,
        )
        found[record.round_id].append(visit)
    for round_id, visits in found.items():
        order = list(names[by_id[round_id].year])
        visits.sort(key=lambda visit: order.index(visit.unit_id) if visit.unit_id in order else len(order))
    return found


def _by_visit(records: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for record in records:
        found[record.visit_id].append(record)
    return found


def _notices(source: Source, visit_ids: Sequence[int]) -> dict[int, list[Rectification]]:
    """The notices about some visits, by violation, oldest first."""
    notices = [notice_value(record) for record in _NOTICE.of(source, "visit_id", visit_ids)]
    links = _ORDERED.of(
        source, "rectification_id", [notice.id for notice in notices], "rectification_id, violation_id"
    )
    covered: dict[int, list[int]] = defaultdict(list)
    newest: dict[int, int] = {}
    for link in links:
        covered[link.rectification_id].append(link.violation_id)
        newest[link.violation_id] = link.rectification_id
    found: dict[int, list[Rectification]] = defaultdict(list)
    for notice in notices:
        ids = tuple(covered[notice.id])
        whole = replace(
            notice, violation_ids=ids, replaced=bool(ids) and all(newest[id_] != notice.id for id_ in ids)
        )
        for violation_id in ids:
            found[violation_id].append(whole)
    return found


def _detail(round_: Round, visits: Sequence[Visit]) -> RoundDetail:
    """Put a round together; its notices learn the unit's and the round's names."""
    named: dict[int, Rectification] = {}
    whole = []
    for visit in visits:
        violations = []
        for violation in visit.violations:
            notices = tuple(
                replace(
                    notice,
                    round_id=round_.id,
                    round_title=round_.title,
                    unit_id=visit.unit_id,
                    unit_name=visit.unit_name,
                )
                for notice in violation.rectifications
            )
            named.update((notice.id, notice) for notice in notices)
            violations.append(replace(violation, rectifications=notices))
        whole.append(replace(visit, violations=tuple(violations)))
    return RoundDetail(round_, tuple(whole), tuple(named[id_] for id_ in sorted(named)))


def _planned(source: Source, rounds: Sequence[Round]) -> dict[int, tuple[PlannedUnit, ...]]:
    """The units that rounds are to visit, by round, in the office's order."""
    years = {round_.id: round_.year for round_ in rounds}
    chosen = {
        (record.round_id, record.unit_id): record.by_chance
        for record in _PLANNED.of(source, "round_id", years, "round_id, unit_id")
    }
    names = {year: unit_names(source, year) for year in {years[round_id] for round_id, _ in chosen}}
    found: dict[int, tuple[PlannedUnit, ...]] = defaultdict(tuple)
    for round_id in {round_id for round_id, _ in chosen}:
        known = names[years[round_id]]
        ids = [unit_id for unit_id in known if (round_id, unit_id) in chosen]
        found[round_id] = tuple(
            PlannedUnit(unit_id, known[unit_id], chosen[round_id, unit_id]) for unit_id in ids
        )
    return found


def _draws(source: Source, rounds: Sequence[Round]) -> dict[int, tuple[Draw, ...]]:
    found: dict[int, tuple[Draw, ...]] = defaultdict(tuple)
    for record in _DRAW.of(source, "round_id", [round_.id for round_ in rounds]):
        found[record.round_id] += (draw_value(record),)
    return found
