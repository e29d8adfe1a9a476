"""What the office file says to the items of a score table: the records of every unit, read in one sweep for
each source that the table uses. What they mean: ``rules.score_facts``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain

from sqlalchemy import or_, select

from ...base.place import Place
from ...energy.periods import Quarter, quarters_of
from ...inspection.queries.urgent import rounds_of_year
from ...inspection.rules.rounds import was_held
from ...inspection.values.found import Rectification, RoundDetail, Violation
from ...inspection.values.words import TAB as INSPECTION
from ...office.file import Office
from ...organisation.queries.ledger import ledger_entries
from ...organisation.queries.units import units_of_year
from ...organisation.values.ledger import LedgerKind
from ...organisation.values.units import UnitInYear
from ...publicity.queries import publicity_year
from ...quarterly.queries.board import state_board
from ...quarterly.queries.choices import read_conversion
from ...quarterly.queries.review import reviewed_quarter
from ...quarterly.queries.span import read_span
from ...quarterly.queries.versions import periods_in
from ...quarterly.records import EnergyLedgerRecord
from ...quarterly.rules.span import Span
from ...quarterly.values.board import BoardCell
from ...quarterly.values.findings import Reviewed
from ...quarterly.values.views import RowKind
from ..records.scores import AttendanceRecord
from ..rules import score_facts
from ..rules.periods import year_period
from ..rules.score_estimates import Estimating, MonthlyUse, YearUse, year_use
from ..rules.score_targets import completion, within_guide
from ..rules.targets import report_due
from ..values.over_quota import OverQuota
from ..values.places import targets_place
from ..values.score_courses import Assessment, Estimate
from ..values.score_tables import Source
from ..values.scores import Found
from ..values.standing import Band, YearStandings
from ..values.targets import UnitTarget
from .over_quota import cases_of_year
from .quotas import read_choices
from .spending import projects_of_year
from .standing import standings_of
from .targets import plan_day, targets_of_year

_LEDGER = EnergyLedgerRecord.__table__.c
COMPLETIONS = (Source.ENERGY_PER_HEAD, Source.ENERGY_PER_AREA, Source.WATER_PER_HEAD)
"""What has a target."""
ByUnit = Mapping[int, Found]
"""What a source says, by unit id."""


@dataclass(frozen=True)
class _Asked:
    """What is asked: of which units, in which year, as known on which day. What several sources need is read
    once.

    Attributes:
        targets: by how many per cent an indicator is to fall, by source: what the table says.
    """

    office: Office
    assessment: Assessment
    units: Sequence[UnitInYear]
    targets: Mapping[Source, Decimal | None]

    @property
    def year(self) -> int:
        """The assessed year."""
        return self.assessment.year

    @cached_property
    def span(self) -> Span:
        """The reports of the year and of the one before."""
        return read_span(self.office, (*quarters_of(self.year - 1), *quarters_of(self.year)))

    @cached_property
    def standings(self) -> YearStandings:
        """How the units stand in the year."""
        return standings_of(self.office, year_period(self.year))

    @cached_property
    def filed(self) -> Mapping[int, UnitTarget]:
        """What the units filed of the year, by unit id."""
        return {one.unit_id: one for one in targets_of_year(self.office, self.year)}


def findings_of(
    office: Office, assessment: Assessment, units: Sequence[UnitInYear]
) -> dict[int, dict[Source, Found]]:
    """Return by unit id and source what the office file says, of the sources that the assessment's table
    uses.
    """
    table = assessment.table
    items = table.items if table is not None else ()
    used = {item.source for item in items if item.is_computed}
    targets = {item.source: item.target for item in items if item.source.is_completion}
    asked = _Asked(office, assessment, units, targets)
    found: dict[int, dict[Source, Found]] = {unit.id: {} for unit in units}
    for sources, read in _READERS:
        if used.isdisjoint(sources):
            continue
        for source, by_unit in read(asked).items():
            for unit_id, one in by_unit.items():
                found[unit_id][source] = one
    return found


def findings_of_unit(office: Office, assessment: Assessment, unit_id: int) -> dict[Source, Found]:
    """Return the same of one unit, whether it is assessed or not."""
    units = [one for one in units_of_year(office, assessment.year) if one.id == unit_id]
    return findings_of(office, assessment, units).get(unit_id, {})


def _reports(asked: _Asked) -> dict[Source, ByUnit]:
    board = state_board(asked.office, asked.year, asked.assessment.as_of)
    cells: dict[int, Mapping[Quarter, BoardCell]] = {}
    for row in board.rows:
        cells[row.unit.id] = {board.cycle.period(asked.year, at): one for at, one in row.cells.items()}
    on = asked.assessment.as_of
    return {
        Source.IN_TIME: {one.id: score_facts.in_time(one, cells.get(one.id, {}), on) for one in asked.units},
        Source.COMPLETE: {
            one.id: score_facts.complete(one, cells.get(one.id, {}), on) for one in asked.units
        },
    }


def _explanations(asked: _Asked) -> dict[Source, ByUnit]:
    of_unit: dict[int, dict[Quarter, Sequence[Reviewed]]] = defaultdict(dict)
    for quarter in periods_in(asked.office, asked.year):
        for unit_id, reviewed in reviewed_quarter(asked.office, quarter).items():
            of_unit[unit_id][quarter] = reviewed
    return {
        Source.EXPLAINED: {one.id: score_facts.explained(one, of_unit.get(one.id, {})) for one in asked.units}
    }


def _vouchers(asked: _Asked) -> dict[Source, ByUnit]:
    span = asked.span
    numbers = _voucher_numbers(asked.office, asked.year)
    return {
        Source.VOUCHERS: {
            one.id: score_facts.vouchers(one, _wanted(one, span, numbers, asked), asked.year)
            for one in asked.units
        }
    }


def _wanted(
    unit: UnitInYear, span: Span, numbers: Mapping[tuple[int, int, str], str], asked: _Asked
) -> list[score_facts.Voucher]:
    """The months, over by the “as of” day, of the carriers that a unit reported to have used."""
    found = []
    for quarter in quarters_of(asked.year):
        if quarter.end > asked.assessment.as_of or unit.id not in span.expected[quarter]:
            continue
        for item in span.systems[asked.year].carriers:
            if not span.column(quarter, item.key, RowKind.QUANTITY).known.get(unit.id):
                continue
            months = range(quarter.number * 3 - 2, quarter.number * 3 + 1)
            found += [
                score_facts.Voucher(month, item.name, numbers.get((unit.id, month, item.key), ""))
                for month in months
            ]
    return found


def _voucher_numbers(office: Office, year: int) -> dict[tuple[int, int, str], str]:
    query = select(_LEDGER.unit_id, _LEDGER.month, _LEDGER.item, _LEDGER.voucher_number).where(
        _LEDGER.year == year, _LEDGER.voucher_number != ""
    )
    with office.reading() as session:
        rows = session.execute(query).tuples().all()
    return {(unit_id, month, item): number for unit_id, month, item, number in rows}


def _inspections(asked: _Asked) -> dict[Source, ByUnit]:
    on = asked.assessment.as_of
    held = [
        one for one in rounds_of_year(asked.office, asked.year) if was_held(one.round, len(one.visits), on)
    ]
    visited, violations = _visited(held), _violations(held)
    notices = _notices(held)
    found = {}
    rectified = {}
    for unit in asked.units:
        own = [one for one in violations.get(unit.id, ()) if one.found_on <= on]
        found[unit.id] = score_facts.found_fault(visited.get(unit.id, ()), own)
        ordered = [one for one in notices.get(unit.id, ()) if one.ordered_on <= on]
        rectified[unit.id] = score_facts.rectified(ordered, on)
    return {Source.FOUND: found, Source.RECTIFIED: rectified}


def _visited(rounds: Sequence[RoundDetail]) -> dict[int, list[tuple[str, Place]]]:
    found: dict[int, list[tuple[str, Place]]] = defaultdict(list)
    for detail in rounds:
        for visit in detail.visits:
            found[visit.unit_id].append((detail.round.title, Place(INSPECTION, "visit", visit.id)))
    return found


def _violations(rounds: Sequence[RoundDetail]) -> dict[int, list[Violation]]:
    found: dict[int, list[Violation]] = defaultdict(list)
    for detail in rounds:
        for violation in detail.violations:
            found[violation.unit_id].append(violation)
    return found


def _notices(rounds: Sequence[RoundDetail]) -> dict[int, list[Rectification]]:
    found: dict[int, list[Rectification]] = defaultdict(list)
    for detail in rounds:
        for notice in detail.rectifications:
            found[notice.unit_id].append(notice)
    return found


def _attendance(asked: _Asked) -> dict[Source, ByUnit]:
    activities = publicity_year(asked.office, asked.year, asked.assessment.as_of).activities
    present: dict[int, set[int]] = defaultdict(set)
    query = select(AttendanceRecord.activity_id, AttendanceRecord.unit_id).where(
        AttendanceRecord.activity_id.in_([one.id for one in activities])
    )
    with asked.office.reading() as session:
        for activity_id, unit_id in session.execute(query).tuples():
            present[activity_id].add(unit_id)
    return {Source.ATTENDED: {one.id: score_facts.attended(one, activities, present) for one in asked.units}}


def _projects(asked: _Asked) -> dict[Source, ByUnit]:
    entries = ledger_entries(asked.office, asked.year, (LedgerKind.PROJECT,))
    by = asked.assessment.as_of
    lines = projects_of_year(asked.office, asked.year)
    measured = {
        one.id for one in lines if one.before is not None and one.after is not None and one.before > one.after
    }
    return {
        Source.PROJECTS: {one.id: score_facts.projects(one, entries, measured, by) for one in asked.units}
    }


def _people(asked: _Asked) -> dict[Source, ByUnit]:
    return {Source.PEOPLE: {one.id: score_facts.people(one) for one in asked.units}}


def _completions(asked: _Asked) -> dict[Source, ByUnit]:
    year, span, filed = asked.year, asked.span, asked.filed
    before = {unit.id: unit for unit in span.units[year - 1]}
    at_guide = _at_guide(asked)
    ledgers = _ledgers(asked) if asked.assessment.estimate is Estimate.MONTH else {}
    found: dict[Source, dict[int, Found]] = {source: {} for source in asked.targets}
    factors = _factors(asked.office, span, year)
    for unit in asked.units:
        how = Estimating(asked.assessment.as_of, asked.assessment.estimate, factors, ledgers.get(unit.id, {}))
        now = year_use(unit.id, span, year, how)
        base = year_use(unit.id, span, year - 1, how)
        for source, target in asked.targets.items():
            own = score_facts.filed_target(source, filed.get(unit.id))
            wanted = target if own is None else own
            reached = _reached(source, (unit, now), (before.get(unit.id), base), wanted)
            is_best = (unit.id, source) in at_guide
            found[source][unit.id] = within_guide(reached) if is_best else reached
    return dict(found)


_UnitUse = tuple[UnitInYear | None, YearUse]


def _reached(source: Source, now: _UnitUse, before: _UnitUse, target: Decimal | None) -> Found:
    name = source.words.removesuffix("目标完成")
    return completion(
        _indicator(source, *now), _indicator(source, *before), target, name=name, notes=now[1].note
    )


def _indicator(source: Source, unit: UnitInYear | None, use: YearUse) -> Decimal | None:
    """The exact ratio; it is rounded where it is shown only."""
    if unit is None or use.energy is None or use.vehicles is None or use.water is None:
        return None
    heads, area = unit.facts.energy_users, unit.facts.floor_area
    top, base = {
        Source.ENERGY_PER_HEAD: (use.energy, None if heads is None else Decimal(heads)),
        Source.ENERGY_PER_AREA: (use.energy - use.vehicles, area),
        Source.WATER_PER_HEAD: (use.water, None if heads is None else Decimal(heads)),
    }[source]
    return top / base if base else None


def _factors(office: Office, span: Span, year: int) -> dict[str, Decimal]:
    conversion = read_conversion(office)
    factors = {item.key: conversion.factor(item) for item in span.systems[year].items}
    return {key: factor for key, factor in factors.items() if factor is not None}


def _ledgers(asked: _Asked) -> dict[int, MonthlyUse]:
    """What each unit's ledger says of two years, by year, month and item; a line without a quantity
    makes its
    month unknown.
    """
    query = select(_LEDGER.unit_id, _LEDGER.year, _LEDGER.month, _LEDGER.item, _LEDGER.quantity).where(
        or_(_LEDGER.year == asked.year, _LEDGER.year == asked.year - 1)
    )
    found: dict[int, dict[tuple[int, int, str], Decimal | None]] = defaultdict(dict)
    with asked.office.reading() as session:
        for unit_id, year, month, item, quantity in session.execute(query).tuples():
            known = found[unit_id].get((year, month, item), Decimal(0))
            added = None if known is None or quantity is None else known + quantity
            found[unit_id][year, month, item] = added
    return dict(found)


def _at_guide(asked: _Asked) -> set[tuple[int, Source]]:
    """The units that are at the guide value already, by the indicator of a target; of a whole year only."""
    if asked.assessment.as_of < date(asked.year, 12, 31):
        return set()
    with asked.office.reading() as session:
        chosen = read_choices(session, asked.year)
    if not chosen:
        return set()
    standings = asked.standings.standings
    return {
        (unit_id, score_facts.TARGETED[indicator])
        for (unit_id, indicator), one in standings.items()
        if indicator in score_facts.TARGETED and one.counts and one.band is Band.GUIDE
    }


def _quota(asked: _Asked) -> dict[Source, ByUnit]:
    year, on = asked.year, asked.assessment.as_of
    standings = asked.standings
    cases: dict[int, list[OverQuota]] = defaultdict(list)
    for case in cases_of_year(asked.office, year):
        cases[case.unit_id].append(case)
    return {
        Source.QUOTA: {
            one.id: score_facts.within_quota(one, standings.of(one.id), cases[one.id], on)
            for one in asked.units
        }
    }


def _filings(asked: _Asked) -> dict[Source, ByUnit]:
    year, on = asked.year, asked.assessment.as_of
    targets = asked.filed
    plan, report = plan_day(asked.office, year), report_due(year)
    plans, reports = {}, {}
    for unit in asked.units:
        target = targets.get(unit.id)
        plans[unit.id] = score_facts.filed(
            target.plan_on if target else None, plan, "年度目标和方案", targets_place(year, unit.id), on=on
        )
        reports[unit.id] = score_facts.filed(
            target.report_on if target else None,
            report,
            "能源消费状况报告",
            targets_place(year, unit.id),
            on=on,
        )
    return {Source.TARGET_FILED: plans, Source.REPORT_FILED: reports}


def indicators_of(
    office: Office, unit_id: int, years: Sequence[int]
) -> dict[int, tuple[Decimal | None, Decimal | None, Decimal | None]]:
    """Return by year a unit's kgce per head, kgce per m² and m³ of water per head; None where one is not
    known.
    """
    span = read_span(office, chain.from_iterable(map(quarters_of, years)))
    found = {}
    for year in years:
        how = Estimating(date(year, 12, 31), Estimate.NONE, {}, {})
        unit = next((one for one in span.units[year] if one.id == unit_id), None)
        use = year_use(unit_id, span, year, how)
        per_head, per_area, water = (_indicator(source, unit, use) for source in COMPLETIONS)
        found[year] = (per_head, per_area, water)
    return found


_Reader = Callable[[_Asked], dict[Source, ByUnit]]
_READERS: tuple[tuple[frozenset[Source], _Reader], ...] = (
    (frozenset({Source.IN_TIME, Source.COMPLETE}), _reports),
    (frozenset({Source.EXPLAINED}), _explanations),
    (frozenset({Source.VOUCHERS}), _vouchers),
    (frozenset({Source.FOUND, Source.RECTIFIED}), _inspections),
    (frozenset({Source.ATTENDED}), _attendance),
    (frozenset({Source.PROJECTS}), _projects),
    (frozenset({Source.PEOPLE}), _people),
    (frozenset(COMPLETIONS), _completions),
    (frozenset({Source.QUOTA}), _quota),
    (frozenset({Source.TARGET_FILED, Source.REPORT_FILED}), _filings),
)
