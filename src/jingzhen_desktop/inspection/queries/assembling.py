"""Rounds with everything found in them, put together from plain rows;
which are wanted otherwise than by a year: ``reading``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from ...office.plain import numbers, tuples, values
from ..values.found import (
    CheckedItem,
    Draw,
    PlannedUnit,
    Reading,
    Rectification,
    Round,
    RoundDetail,
    Violation,
    Visit,
)

if TYPE_CHECKING:
    from ...office.plain import Source

OfVisit = TypeVar("OfVisit", Reading, Violation, CheckedItem)
Names: TypeAlias = "Mapping[int, dict[int, str]]"
"""By year the names of its units by id, in the office's order."""
_UNIT_NAMES = (
    "SELECT unit.id, unit.short_name, unit_year.name FROM unit JOIN unit_year ON unit_year.unit_id = unit.id"
    " WHERE unit_year.year = ? ORDER BY unit.position, unit.id"
)
_ROUNDS = "SELECT * FROM inspection_round WHERE id IN (*) ORDER BY day IS NULL, day, planned_month, id"
_VISITS = "SELECT * FROM inspection_visit WHERE round_id IN (*) ORDER BY id"
_READINGS = "SELECT * FROM inspection_reading WHERE visit_id IN (*) ORDER BY id"
_VIOLATIONS = "SELECT * FROM inspection_violation WHERE visit_id IN (*) ORDER BY id"
_ITEMS = "SELECT * FROM inspection_item WHERE visit_id IN (*) ORDER BY id"
_NOTICES = "SELECT * FROM rectification WHERE visit_id IN (*) ORDER BY id"
_ORDERED = (
    "SELECT rectification_id, violation_id FROM rectification_violation WHERE rectification_id IN (*)"
    " ORDER BY rectification_id, violation_id"
)
_PLANNED = "SELECT * FROM inspection_planned_unit WHERE round_id IN (*) ORDER BY round_id, unit_id"
_DRAWS = "SELECT * FROM inspection_draw WHERE round_id IN (*) ORDER BY id"


@dataclass(frozen=True, slots=True)
class _Planned:
    """A unit that a round is to visit."""

    round_id: int
    unit_id: int
    by_chance: bool


def year_rounds(source: Source, year: int) -> list[RoundDetail]:
    """The rounds of a year, by date, those only planned last."""
    return rounds_with(source, numbers(source, "SELECT id FROM inspection_round WHERE year = ?", (year,)))


def rounds_with(source: Source, ids: Collection[int]) -> list[RoundDetail]:
    """The rounds with some ids, by date, those only planned last."""
    rounds = values(source, Round, _ROUNDS, (ids,))
    years = {round_.year for round_ in rounds}
    names = {year: unit_names(source, year) for year in years}
    visits, planned = _visits(source, rounds, names), _planned(source, rounds, names)
    draws = _draws(source, rounds)
    return [
        replace(_detail(round_, visits[round_.id]), planned=planned[round_.id], draws=draws[round_.id])
        for round_ in rounds
    ]


def unit_names(source: Source, year: int) -> dict[int, str]:
    """The short names of all units that have facts in a year, in the office's order (closed ones too)."""
    rows = tuples(source, _UNIT_NAMES, (year,))
    return {unit_id: short_name or name for unit_id, short_name, name in rows}


def _visits(source: Source, rounds: Sequence[Round], names: Names) -> dict[int, list[Visit]]:
    """The visits of some rounds with their contents, by round, in the office's order of units."""
    bare = values(source, Visit, _VISITS, ([round_.id for round_ in rounds],), unit_name="")
    visit_ids = [visit.id for visit in bare]
    readings = _by_visit(values(source, Reading, _READINGS, (visit_ids,)))
    violations = _by_visit(values(source, Violation, _VIOLATIONS, (visit_ids,)))
    items = _by_visit(values(source, CheckedItem, _ITEMS, (visit_ids,)))
    notices = _notices(source, visit_ids)
    by_id = {round_.id: round_ for round_ in rounds}
    found: dict[int, list[Visit]] = defaultdict(list)
    for visit in bare:
        name = names[by_id[visit.round_id].year].get(visit.unit_id, f"单位{visit.unit_id}")
        own = [
            replace(one, unit_id=visit.unit_id, unit_name=name, rectifications=tuple(notices.get(one.id, ())))
            for one in violations[visit.id]
        ]
        whole = replace(
            visit,
            unit_name=name,
            readings=tuple(readings[visit.id]),
            violations=tuple(own),
            items=tuple(items[visit.id]),
        )
        found[visit.round_id].append(whole)
    for round_id, visits in found.items():
        order = list(names[by_id[round_id].year])
        visits.sort(key=lambda visit: order.index(visit.unit_id) if visit.unit_id in order else len(order))
    return found


def _by_visit(found: Iterable[OfVisit]) -> dict[int, list[OfVisit]]:
    by_visit: dict[int, list[OfVisit]] = defaultdict(list)
    for one in found:
        by_visit[one.visit_id].append(one)
    return by_visit


def _notices(source: Source, visit_ids: Sequence[int]) -> dict[int, list[Rectification]]:
    """The notices about some visits, by violation, oldest first."""
    notices = values(source, Rectification, _NOTICES, (visit_ids,))
    covered: dict[int, list[int]] = defaultdict(list)
    newest: dict[int, int] = {}
    for notice_id, violation_id in tuples(source, _ORDERED, ([notice.id for notice in notices],)):
        covered[notice_id].append(violation_id)
        newest[violation_id] = notice_id
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


def _planned(source: Source, rounds: Sequence[Round], names: Names) -> dict[int, tuple[PlannedUnit, ...]]:
    """The units that rounds are to visit, by round, in the office's order."""
    years = {round_.id: round_.year for round_ in rounds}
    by_chance: dict[int, dict[int, bool]] = defaultdict(dict)
    for one in values(source, _Planned, _PLANNED, (years,)):
        by_chance[one.round_id][one.unit_id] = one.by_chance
    found: dict[int, tuple[PlannedUnit, ...]] = defaultdict(tuple)
    for round_id, units in by_chance.items():
        in_order = [unit_id for unit_id in names[years[round_id]] if unit_id in units]
        found[round_id] = tuple(
            PlannedUnit(unit_id, names[years[round_id]][unit_id], units[unit_id]) for unit_id in in_order
        )
    return found


def _draws(source: Source, rounds: Sequence[Round]) -> dict[int, tuple[Draw, ...]]:
    found: dict[int, tuple[Draw, ...]] = defaultdict(tuple)
    for draw in values(source, Draw, _DRAWS, ([round_.id for round_ in rounds],)):
        found[draw.round_id] += (draw,)
    return found
