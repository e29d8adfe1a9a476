"""Facts of a town made by hand: totals, units, who has reported, what was sent up, rounds that were held."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.inspection.values.found import (
    Reading,
    Rectification,
    Round,
    RoundDetail,
    Violation,
    Visit,
)
from jingzhen_desktop.inspection.values.words import Mode, RecheckResult, Season, ViolationKind
from jingzhen_desktop.office import clock
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.rules.deadlines import quarter_sent
from jingzhen_desktop.quarterly.rules.states import board_cell
from jingzhen_desktop.quarterly.values.board import Board, BoardCell, BoardRow
from jingzhen_desktop.quarterly.values.figures import (
    CarrierTotals,
    Comparison,
    Measure,
    TownQuarter,
    UnitQuarter,
)
from jingzhen_desktop.quarterly.values.reports import Entry, Report, ReportState, ReportStatus, Source
from jingzhen_desktop.quarterly.values.submissions import QuarterSent, Submission
from jingzhen_desktop.quarterly.values.totals import Total


def measure(
    now: str | None,
    before: str | None = None,
    change: str | None = None,
    counted: int = 4,
    of: int = 4,
    units: int | None = None,
) -> Measure:
    """A measure of which the summary reads the year-to-date half."""
    total = Total(None if now is None else Decimal(now), counted, of)
    last = Total(None if before is None else Decimal(before), counted, of)
    ratio = None if change is None else Decimal(change)
    comparison = Comparison(total.value, last.value, ratio, counted if units is None else units, counted)
    return Measure(total, last, comparison, total, last, comparison)


def unit(
    number: int, year: int, name: str, nature: Nature, systems: tuple[str, ...], liaison: str = "王芳"
) -> UnitInYear:
    facts = UnitFacts(name, nature, systems, floor_area=Decimal(1000), energy_users=50)
    return UnitInYear(
        number, year, facts, UnitContact(short_name=name.removeprefix("文井镇"), liaison_name=liaison)
    )


def names_by_id(units: Iterable[UnitInYear]) -> dict[int, str]:
    return {unit.id: unit.short_name for unit in units}


def board(
    units: tuple[UnitInYear, ...],
    last: Quarter,
    missing: AbstractSet[tuple[int, int]] = frozenset(),
    late: AbstractSet[tuple[int, int]] = frozenset(),
    drafts: AbstractSet[tuple[int, int]] = frozenset(),
) -> Board:
    """Who has reported: all units in time and whole, but for the given ones (unit id, number of quarter)."""
    due = {quarter.number: quarter.end + timedelta(days=10) for quarter in last.to_date()}

    def cell(unit_id: int, number: int) -> BoardCell:
        if (unit_id, number) in missing:
            return board_cell(ReportState.MISSING, due[number], date(2099, 1, 1))
        if (unit_id, number) in drafts:
            return board_cell(ReportState.ENTERING, due[number], date(2099, 1, 1), complete=True)
        day = due[number] + timedelta(days=1 if (unit_id, number) in late else 0)
        return board_cell(ReportState.APPROVED, due[number], day, complete=True, received_on=day)

    rows = (BoardRow(unit, {number: cell(unit.id, number) for number in due}) for unit in units)
    return Board(last.year, date(2099, 1, 1), tuple(rows), due, {})


def sent_up(last: Quarter, day: date, days: int | None = 15, after: int = 9) -> tuple[QuarterSent, ...]:
    """The town has sent every quarter up so many days after its end; its own deadline is ``days``."""
    submissions = {
        quarter: [Submission(quarter.number, quarter, quarter.end + timedelta(days=after), "机关事务局")]
        for quarter in last.to_date()
    }
    return tuple(quarter_sent(quarter, of_quarter, days, day) for quarter, of_quarter in submissions.items())


def held(
    number: int,
    season: Season,
    day: date,
    units: tuple[UnitInYear, ...],
    *,
    temperatures: tuple[int, ...] = (27, 26, 26, 26, 26, 24),
    found: tuple[ViolationKind, ...] = (),
    corrected: int = 0,
) -> RoundDetail:
    """A round that visited all the units but the one for culture, with readings (limit 26) in the first of
    them, and violations of which the first so many were corrected on the spot and the others ordered and
    closed.
    """
    visits = []
    for unit in (one for one in units if one.facts.nature is not Nature.CULTURE):
        first = not visits
        visit = number * 10 + unit.id
        readings = tuple(
            Reading(visit * 10 + room, visit, f"{room}室", Decimal(degrees))
            for room, degrees in enumerate(temperatures if first else (), 1)
        )
        violations = tuple(
            Violation(
                visit * 10 + nth,
                visit,
                kind,
                "问题",
                day,
                corrected_on_spot=nth < corrected,
                unit_id=unit.id,
                unit_name=unit.short_name,
                rectifications=() if nth < corrected else (_closed(visit, nth, day),),
            )
            for nth, kind in enumerate(found if first else ())
        )
        visits.append(Visit(visit, number, unit.id, unit.short_name, "", readings, violations))
    notices = tuple(_closed(visits[0].id, nth, day) for nth in range(corrected, len(found)))
    kept = Round(number, day.year, season, f"{season.value}检查", day, mode=Mode.COOLING, limit=Decimal(26))
    return RoundDetail(kept, tuple(visits), notices)


def _closed(visit: int, nth: int, day: date) -> Rectification:
    """A notice that was ordered on the day, re-checked and closed ten days later."""
    later = day + timedelta(days=10)
    return Rectification(
        visit * 10 + nth,
        visit,
        f"{visit}-{nth}号",
        day,
        later,
        rechecked_on=later,
        recheck_result=RecheckResult.PASSED,
        closed_on=later,
    )


def town_quarter(
    quarter: Quarter,
    units: tuple[UnitInYear, ...],
    carriers: dict[str, tuple[Measure, Measure, Measure | None]],
    **whole: object,
) -> TownQuarter:
    system = system_of_year(quarter.year)
    nothing = (measure("0", "0"), measure("0", "0"), None)
    totals = tuple(CarrierTotals(item, *carriers.get(item.key, nothing)) for item in system.items)
    lines = tuple(UnitQuarter(one, None, ReportStatus.MISSING, {}, frozenset()) for one in units)
    cost, coal, indicators = whole["cost"], whole["coal"], whole.get("indicators", ())
    return TownQuarter(quarter, system, "当量值", lines, totals, cost, coal, indicators)


def report(unit_id: int, quarter: Quarter, electricity: str) -> Report:
    """A report that the unit handed in as a file, in which only electricity was used."""
    system = system_of_year(quarter.year)
    entries = {item.key: Entry(Decimal(0), Decimal(0)) for item in system.items}
    entries["electricity"] = Entry(Decimal(electricity), Decimal(500))
    return Report(unit_id, quarter, system.version, entries, source=Source.FILE)


def hand_in(office: Office, made: Report) -> None:
    """Take a unit's report in three days after its quarter, within the usual time."""
    came_in = datetime.combine(made.quarter.end + timedelta(days=3), time(10))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clock, "source", lambda: came_in)
        store_report(office, made)
