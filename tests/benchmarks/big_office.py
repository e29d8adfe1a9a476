"""Makes the offices the rows are measured on, through the program's own actions: many units, one to twenty
years.

Figures are invented by a fixed rule, so that every run measures the same office. Every unit reports every row
of the form in every quarter but the last, which is left for the rows that take forms in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.assessment.actions.choices import choose_quotas
from jingzhen_desktop.assessment.actions.quotas import add_example_standards
from jingzhen_desktop.assessment.actions.score_tables import add_table
from jingzhen_desktop.assessment.actions.scores import add_assessment
from jingzhen_desktop.assessment.actions.spending import add_lines
from jingzhen_desktop.assessment.queries.quotas import quota_register
from jingzhen_desktop.assessment.queries.scores import score_tables
from jingzhen_desktop.assessment.score_choices import shipped_tables
from jingzhen_desktop.assessment.values.quotas import Quota, QuotaChoice, QuotaIndicator
from jingzhen_desktop.assessment.values.score_courses import Assessment
from jingzhen_desktop.assessment.values.spending import WHOLE, RuleKey, SpendingLine
from jingzhen_desktop.assessment.values.yardsticks import Yardstick
from jingzhen_desktop.energy.periods import Quarter, quarters_of
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.inspection.actions.rounds import add_reading, add_round, add_visits, change_round
from jingzhen_desktop.inspection.queries.rounds import round_detail
from jingzhen_desktop.inspection.values.found import Reading
from jingzhen_desktop.inspection.values.words import Season
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import COUNTY, TOWN
from jingzhen_desktop.organisation.actions.group import add_member
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.group import Role
from jingzhen_desktop.organisation.values.units import (
    Affiliation,
    Nature,
    UnitContact,
    UnitFacts,
    UnitInYear,
)
from jingzhen_desktop.publicity.actions import add_activity
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.quarterly.actions.reports import store_forms
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm
from jingzhen_desktop.quarterly.values.reports import Entry, Report, Signatures
from jingzhen_desktop.tabs import create_office

LAST_YEAR = 2025
LAST_QUARTER = Quarter(LAST_YEAR, 4)
"""Not reported yet by anyone."""
SHOWN_QUARTER = Quarter(LAST_YEAR, 3)
"""The newest quarter with every unit's report."""
_VISITS = 10
_NATURES = tuple(Nature)


def make_office(path: Path, units: int, years: int) -> Office:
    """Make an office file with the last ``years`` years and return it open."""
    office = create_office(path, {TOWN: "青石镇", COUNTY: "清河县"})
    first = LAST_YEAR - years + 1
    _enter_organisation(office, units, first)
    for year in range(first, LAST_YEAR + 1):
        if year > first:
            open_year(office, year)
        members = units_of_year(office, year)
        for quarter in quarters_of(year):
            if quarter != LAST_QUARTER:
                store_forms(office, [_form(unit, quarter) for unit in members])
        _enter_round(office, year, members)
        _choose_quotas(office, year, members)
        _set_limits(office, year, members)
        _assess(office, year)
        add_activity(
            office,
            Activity(
                0,
                ActivityKind.PUBLICITY_WEEK,
                date(year, 6, 12),
                place="镇政府广场",
                theme="节能降碳",
                people=200,
            ),
        )
    generate(office, LAST_YEAR, SummaryKind.YEAR, date(LAST_YEAR, 12, 28))
    return office


def reports_of(units: Iterable[UnitInYear], quarter: Quarter) -> list[Report]:
    """Return what the units report for a quarter: a figure in every row of the form."""
    return [_report(unit, quarter) for unit in units]


def _enter_organisation(office: Office, units: int, year: int) -> None:
    for role, person in ((Role.LEADER, "王建国"), (Role.DEPUTY, "李秀英"), (Role.MEMBER, "张卫东")):
        add_member(office, role, person, "副镇长", "镇政府")
    for number in range(1, units + 1):
        facts = UnitFacts(
            f"青石镇第{number}中心小学校",
            _NATURES[number % len(_NATURES)],
            ("教育",),
            floor_area=Decimal(1000 + 37 * number),
            energy_users=20 + 7 * number % 600,
            establishment=15 + 5 * number % 400,
            petrol_cars=number % 4,
            diesel_cars=number % 2,
            new_energy_cars=number % 3,
            affiliation=Affiliation.TOWN,
        )
        add_unit(
            office,
            year,
            facts,
            UnitContact(f"第{number}小学", liaison_name="陈志明", liaison_phone="13800000000"),
        )


def _form(unit: UnitInYear, quarter: Quarter) -> ReadForm:
    report = _report(unit, quarter)
    return ReadForm(f"{unit.short_name}.xlsx", FormOutcome.NEW, unit, report)


def _report(unit: UnitInYear, quarter: Quarter) -> Report:
    system = system_of_year(quarter.year)
    entries = {item.key: _entry(unit.id, quarter, row) for row, item in enumerate(system.items)}
    for item in system.items:
        if parts := [entries[part.key] for part in system.parts_of(item.key)]:
            entries[item.key] = _together(parts)
    return Report(
        unit.id, quarter, system.version, entries, Signatures("王建国", "李秀英", "陈志明", quarter.end)
    )


def _together(parts: Sequence[Entry]) -> Entry:
    """A carrier's figures: those of its parts (其中), as the forms are checked for."""
    return Entry(
        sum((one.quantity or Decimal(0) for one in parts), Decimal(0)),
        sum((one.cost or Decimal(0) for one in parts), Decimal(0)),
    )


def _entry(unit: int, quarter: Quarter, row: int) -> Entry:
    """A figure that differs by unit, quarter and row."""
    quantity = Decimal(1000 + (unit * 37 + quarter.year * 11 + quarter.number * 101 + row * 13) % 997)
    return Entry(quantity, quantity * Decimal("1.25"))


def _choose_quotas(office: Office, year: int, members: Sequence[UnitInYear]) -> None:
    """Choose one of the example quotas for every unit in each of four indicators."""
    add_example_standards(office)
    first: dict[QuotaIndicator, Quota] = {}
    for quota in quota_register(office).quotas:
        first.setdefault(quota.indicator, quota)
    del first[QuotaIndicator.HEATING]
    choices = []
    for unit in members:
        for indicator, quota in first.items():
            choices.append(
                QuotaChoice(0, unit.id, year, indicator, Yardstick.QUOTA, quota.id, reason="按县里的文件")
            )
    choose_quotas(office, choices)


def _set_limits(office: Office, year: int, members: Sequence[UnitInYear]) -> None:
    """Set a limit of electricity and one of all energy for every unit, by a quota and by the year before."""
    standard = next(one for one in quota_register(office).standards if one.coefficients)
    power = SpendingLine(
        0, 0, year, "electricity", RuleKey.OWN_HISTORY, target=Decimal("1.5"), source="县里的文件"
    )
    energy = SpendingLine(
        0, 0, year, WHOLE, RuleKey.ENERGY_QUOTA, Decimal(6), "约束值", f"{standard.number}表1"
    )
    add_lines(office, [replace(line, unit_id=unit.id) for line in (power, energy) for unit in members])


def _assess(office: Office, year: int) -> None:
    """Begin the year's assessment by the program's own table, which serves all years."""
    tables = score_tables(office)
    table_id = tables[0].id if tables else add_table(office, shipped_tables()["own"])
    add_assessment(office, Assessment(0, year, table_id, f"{year}年度考核", date(year, 12, 31)))


def _enter_round(office: Office, year: int, units: Sequence[UnitInYear]) -> None:
    found = add_round(office, year, Season.SUMMER, date(year, 7, 15))
    detail = round_detail(office, found)
    assert detail is not None
    held = replace(detail.round, weather="晴", outdoor_temperature=Decimal(33), checkers=("王建国", "李秀英"))
    change_round(office, detail.round, held)
    for visit in add_visits(office, found, [unit.id for unit in units[:_VISITS]]):
        add_reading(
            office,
            Reading(
                0, visit, room="办公室", set_temperature=Decimal(26), measured_temperature=Decimal("26.5")
            ),
        )
