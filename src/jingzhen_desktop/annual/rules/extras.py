"""Figures the standard text does not show but the clerk may want to put in (数据域):
totals by carrier, rates, indicators. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...base.numbers import show_number, show_percent
from ...organisation.rules.units import energy_users_total, floor_area_total
from ..values.facts import StatisticsFacts, SummaryFacts
from ..values.text import Figure
from .consumption import cars_total, top_unit
from .organisation import reporting
from .statistics import change_words, used_carriers


def extra_figures(facts: SummaryFacts) -> Iterator[Figure]:
    """Yield what else can be said of the facts; figures without a value are left out."""
    for key, shown in _all(facts):
        if shown:
            yield Figure(key, shown)


def _all(facts: SummaryFacts) -> Iterator[tuple[str, str]]:
    units = reporting(facts)
    yield "organisation.area", _plain(floor_area_total(units))
    yield "organisation.people", _counted(energy_users_total(units), "人")
    yield "organisation.cars", _counted(cars_total(units), "辆")
    yield "organisation.reporting", _counted(len(units), "个")
    if facts.publicity is not None:
        yield "publicity.trainings", _counted(facts.publicity.trainings, "次")
    if facts.inspection is not None:
        year = facts.inspection
        yield "inspection.planned", _counted(year.planned, "次")
        yield "inspection.pass_rate", _rate(year.readings_passed, year.readings)
        yield "inspection.close_rate", _rate(year.rectifications_closed, year.rectifications_ordered)
    if facts.plan:
        yield "plan.total", _counted(len(facts.plan), "项")
        yield "plan.done", _counted(sum(item.done_on is not None for item in facts.plan), "项")
    if facts.statistics is not None:
        yield "statistics.expected", _counted(len(facts.statistics.owed), "份")
        yield "statistics.received", _counted(len(facts.statistics.received), "份")
        yield from _statistics(facts.statistics)


def _statistics(statistics: StatisticsFacts) -> Iterator[tuple[str, str]]:
    town = statistics.town
    for carrier in used_carriers(town):
        key = f"statistics.{carrier.item.key}"
        yield f"{key}.quantity", _plain(carrier.quantity.year_to_date.value)
        yield f"{key}.cost", _plain(carrier.cost.year_to_date.value)
        yield f"{key}.coal", _plain(carrier.coal.year_to_date.value) if carrier.coal else ""
        yield f"{key}.before", _plain(carrier.quantity.last_year_to_date.value)
        before = carrier.quantity.last_year_to_date.value is not None
        yield f"{key}.change", change_words(carrier.quantity.comparison_to_date, before=before)
        yield f"{key}.top", top_unit(statistics, carrier)
    yield "statistics.all_cost.quantity", _plain(town.cost.year_to_date.value)
    yield "statistics.all_energy.quantity", _plain(town.coal.year_to_date.value)
    for number, indicator in enumerate(town.indicators):
        yield f"statistics.indicator.{number}", _plain(indicator.value)
    yield "statistics.set", town.coefficients


def _plain(value: Decimal | None) -> str:
    return "" if value is None else show_number(value).replace(",", "")


def _counted(number: int | None, counter: str) -> str:
    return "" if number is None else f"{number}{counter}"


def _rate(part: int, whole: int) -> str:
    return show_percent(Decimal(part) / whole).lstrip("+") if whole else ""
