"""The registry of figures: every key a stored text may hold is known,
and a count is the number of its sources.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jingzhen_desktop.annual.figures.changes import RELEVANT
from jingzhen_desktop.annual.figures.registry import (
    FIGURES,
    brief,
    explain,
    figures_now,
    known,
    place_of,
    source_records,
    title_of,
    unit_of,
)
from jingzhen_desktop.annual.queries.facts import collect_facts
from jingzhen_desktop.annual.values.facts import SummaryFacts
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.annual.values.text import Figure
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.energy.periods import Quarter, quarters_of
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.schema import Record
from jingzhen_desktop.organisation.actions.units import change_contact, open_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.tabs import all_settings

from .towns import hand_in, report

LAST_DAY = date(2011, 12, 31)
STORED = [
    "organisation.document",
    "organisation.founded",
    "organisation.leader",
    "organisation.deputies",
    "organisation.member_units",
    "organisation.member_count",
    "organisation.office_head",
    "organisation.systems",
    "organisation.units",
    "organisation.natures",
    "organisation.liaisons",
    "organisation.reporting",
    "organisation.without_liaison",
    "organisation.without_data",
    "organisation.area",
    "organisation.people",
    "organisation.cars",
    "organisation.meetings",
    "organisation.rules",
    "organisation.rule_names",
    "consumption.natures",
    "publicity.activities",
    "publicity.kinds",
    "publicity.people",
    "publicity.trained",
    "publicity.trainings",
    "publicity.day.7",
    "publicity.reached.7",
    "inspection.planned",
    "inspection.rounds",
    "inspection.target",
    "inspection.visits",
    "inspection.units",
    "inspection.readings",
    "inspection.passed",
    "inspection.pass_rate",
    "inspection.violations",
    "inspection.kinds",
    "inspection.corrected",
    "inspection.ordered",
    "inspection.closed",
    "inspection.overdue",
    "inspection.overdue_problem",
    "inspection.close_rate",
    "inspection.scopes",
    "inspection.circular_day.3",
    "inspection.circular_number.3",
    "inspection.circular_units.3",
    "inspection.unvisited",
    "statistics.units",
    "statistics.expected",
    "statistics.received",
    "statistics.coverage",
    "statistics.missing",
    "statistics.blank",
    "statistics.late",
    "statistics.total.coverage",
    "statistics.collected",
    "statistics.punctual",
    "statistics.sent",
    "statistics.set",
    "statistics.indicator.1",
    "statistics.electricity.quantity",
    "statistics.electricity.cost",
    "statistics.electricity.coal",
    "statistics.electricity.change",
    "statistics.electricity.before",
    "statistics.electricity.coverage",
    "statistics.electricity.compared",
    "statistics.electricity.top",
    "statistics.electricity.rise",
    "statistics.electricity.quantity_cell",
    "statistics.electricity.cost_cell",
    "statistics.electricity.coal_cell",
    "statistics.electricity.change_cell",
    "statistics.all_cost.quantity",
    "statistics.all_cost.cost_cell",
    "statistics.all_cost.change",
    "statistics.all_cost.coverage",
    "statistics.all_cost.compared",
    "statistics.all_energy.quantity",
    "statistics.all_energy.coal_cell",
    "statistics.all_energy.change",
    "statistics.all_energy.change_cell",
    "statistics.all_energy.coverage",
    "statistics.all_energy.compared",
    "plan.risen",
    "plan.total",
    "plan.done",
    "plan.undone",
    "plan.kept",
]
"""Keys that stand in stored and finalised texts: for good."""


@pytest.mark.parametrize("key", STORED)
def test_a_key_of_a_stored_text_is_known(key: str) -> None:
    found = known(key)
    assert found is not None
    entry, subject = found
    assert entry.key.replace("*", subject) == key


def test_a_key_nobody_knows_is_shown_as_it_stands(wenjing: SummaryFacts) -> None:
    assert known("weather.days") is None
    told = explain(Figure("weather.days", "3天"), wenjing)
    assert (told.title, told.shown, told.unit, told.how, told.records) == ("weather.days", "3天", "", "", ())
    assert place_of("weather.days", wenjing) == Place("annual")


def test_every_entry_stands_once_and_says_what_it_depends_on() -> None:
    assert [key for key, times in Counter(one.key for one in FIGURES).items() if times > 1] == []
    assert all(one.title and one.how and one.source.tables for one in FIGURES)
    tables = set(Record.metadata.tables)
    assert tables >= RELEVANT
    keys = [setting.key for setting in all_settings()]
    beginnings = {beginning for one in FIGURES for beginning in one.source.settings}
    assert [one for one in beginnings if not any(key.startswith(one) for key in keys)] == []
    assert all("setting" in one.source.tables for one in FIGURES if one.source.settings)


COUNTS = (
    "organisation.units",
    "organisation.reporting",
    "publicity.activities",
    "publicity.trainings",
    "inspection.rounds",
    "inspection.visits",
    "inspection.readings",
    "inspection.passed",
    "inspection.violations",
    "inspection.corrected",
    "inspection.ordered",
    "inspection.closed",
    "inspection.overdue",
    "statistics.units",
    "statistics.expected",
    "statistics.received",
    "plan.total",
    "plan.done",
)


@pytest.mark.parametrize("day", [date(2011, 5, 1), date(2011, 7, 12), date(2011, 9, 1), LAST_DAY])
def test_a_count_is_the_number_of_its_sources(
    recorded: Office, wenjing: SummaryFacts, qingshan: SummaryFacts, day: date
) -> None:
    for facts in (collect_facts(recorded, 2011, SummaryKind.YEAR, day), wenjing, qingshan):
        now = figures_now(facts)
        for key in COUNTS:
            number = re.match(r"\d+", now.get(key, "0"))
            counted = int(number[0]) if number else 0
            assert counted == len(source_records(key, facts)), (key, now.get(key))


def test_a_year_without_anything_says_nothing_and_does_not_fail() -> None:
    from jingzhen_desktop.annual.values.facts import OfficeNames

    empty = SummaryFacts(2011, SummaryKind.YEAR, LAST_DAY, OfficeNames("文井镇"))
    assert figures_now(empty) == {"organisation.reporting": "0个"}
    for key in STORED:
        told = explain(Figure(key, "1"), empty)
        assert told.title.endswith("）")
        assert "{" not in told.how
        assert told.records == () or key in ("statistics.set", "statistics.punctual")


def test_a_family_is_called_by_its_subject(wenjing: SummaryFacts) -> None:
    assert title_of("statistics.electricity.quantity", wenjing) == "电·数量（季度统计）"
    assert title_of("statistics.all_cost.quantity", wenjing) == "能源资源费用·数量（季度统计）"
    assert title_of("statistics.all_energy.change_cell", wenjing) == "综合能耗·同比（季度统计）"
    assert title_of("statistics.indicator.1", wenjing) == "人均综合能耗（季度统计）"
    assert title_of("statistics.indicator.9", wenjing) == "主要指标（季度统计）"
    assert title_of("publicity.day.1", wenjing) == "活动日期（宣传培训）"
    how = brief(Figure("statistics.water.cost", "1"), wenjing).how
    assert how == "各单位2011年全年季度报表“水”费用之和"


@pytest.mark.parametrize(
    ("key", "shown", "unit"),
    [
        ("inspection.rounds", "4次", "次"),
        ("inspection.violations", "未发现", ""),
        ("organisation.liaisons", "均", ""),
        ("organisation.area", "4000", "平方米"),
        ("statistics.electricity.before", "127000", "千瓦时"),
        ("statistics.indicator.1", "92.5", "kgce/人"),
        ("statistics.coverage", "7个单位中6个", ""),
    ],
)
def test_the_unit_is_the_counter_or_that_of_the_form(
    wenjing: SummaryFacts, key: str, shown: str, unit: str
) -> None:
    assert unit_of(key, shown, wenjing) == unit


def test_last_years_total_lists_a_unit_that_was_closed_since(recorded: Office) -> None:
    """It reported last year and is in last year's total, so it is among the sources."""
    for unit in units_of_year(recorded, 2011):
        hand_in(recorded, report(unit.id, Quarter(2011, 4), "100"))
    closed = units_of_year(recorded, 2011)[0]
    gone = replace(closed, contact=replace(closed.contact, closed=date(2011, 12, 31)))
    change_contact(recorded, closed, gone)
    open_year(recorded, 2012)
    assert closed.id not in {unit.id for unit in units_of_year(recorded, 2012)}
    for quarter in quarters_of(2012):
        hand_in(recorded, report(units_of_year(recorded, 2012)[-1].id, quarter, "100"))
    facts = collect_facts(recorded, 2012, SummaryKind.YEAR, date(2012, 12, 31))
    key = "statistics.electricity.before"
    given = [Decimal(one.value.removesuffix("千瓦时").replace(",", "")) for one in source_records(key, facts)]
    assert figures_now(facts)[key] == "6203"  # 2 units × (3 × 1000.5 + 100)
    assert sum(given) == Decimal(6203)
