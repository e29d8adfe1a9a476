"""Random offices: every standing equals what plain sqlite3 and Decimal make of the same rows."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.assessment.actions.choices import choose_quotas
from jingzhen_desktop.assessment.actions.quotas import add_standard
from jingzhen_desktop.assessment.queries.quotas import quota_register
from jingzhen_desktop.assessment.queries.standing import standings_of
from jingzhen_desktop.assessment.rules.periods import period_to, year_period
from jingzhen_desktop.assessment.values.quotas import (
    Exclusion,
    OwnCoefficient,
    Quota,
    QuotaChoice,
    QuotaIndicator,
    QuotaMeasure,
    QuotaStandard,
)
from jingzhen_desktop.assessment.values.yardsticks import Yardstick
from jingzhen_desktop.energy.periods import Quarter, quarters_of
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Nature, UnitFacts
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.values.reports import Entry, Report, Signatures

from .choosing import set_facts

if TYPE_CHECKING:
    from jingzhen_desktop.assessment.values.standing import Period, YearStandings
    from jingzhen_desktop.office.file import Office

YEAR = 2023
SCALE = Decimal(10) ** 4
KGCE = {
    "coal": Decimal("714.3"), "natural_gas": Decimal("1.2143"), "petrol": Decimal("1.4714") * Decimal("0.73"),
    "diesel": Decimal("1.4571") * Decimal("0.86"), "heat": Decimal("34.12"), "other": Decimal(1000),
    "lpg": Decimal("1714.3"), "electricity": Decimal("0.31"),
}  # fmt: skip
"""kgce by carrier of the form of 2022: the calorific set, usual densities, electricity the standard's."""
WORDS = ("优于引导值", "达到基准值", "达到约束值", "超约束值")


@dataclass(frozen=True)
class Plain:
    """What plain SQL knows of one unit."""

    used: Mapping[str, Decimal]
    whole: bool
    area: Decimal | None
    people: int | None
    special: Decimal | None
    special_area: Decimal | None


def some(chance: random.Random, top: int) -> Decimal:
    return Decimal(chance.randint(0, top * 100)) / 100


def fill(office: Office, seed: int) -> None:
    """A random office: some reports missing, some figures blank, some facts unknown."""
    chance = random.Random(seed)
    ids = []
    for number in range(8):
        special = some(chance, 900) if chance.random() < 0.4 else None
        facts = UnitFacts(
            f"单位{number}",
            chance.choice(list(Nature)),
            floor_area=some(chance, 4000) + 1200 if chance.random() < 0.9 else None,
            energy_users=chance.randint(0, 300) if chance.random() < 0.9 else None,
            special_electricity=special,
            special_area=some(chance, 1000) if special is not None else None,
        )
        ids.append(add_unit(office, YEAR - 1, facts))
    open_year(office, YEAR)
    _measure_again(office, chance)
    items = system_of_year(YEAR).items
    for year in (YEAR - 1, YEAR):
        for unit in ids:
            for quarter in quarters_of(year):
                if chance.random() < 0.06:
                    continue
                figures: dict[str, Decimal | None] = {}
                for item in items:
                    top = {"electricity": 9000, "water": 900}.get(item.key, 12)
                    figures[item.key] = None if chance.random() < 0.004 else some(chance, top)
                for carrier in ("petrol", "diesel"):
                    parts = [figures[f"{carrier}_{kind}"] for kind in ("vehicle", "other")]
                    figures[carrier] = sum((one for one in parts if one is not None), Decimal(0))
                entries = {key: Entry(figure, figure) for key, figure in figures.items()}
                store_report(
                    office,
                    Report(unit, quarter, system_of_year(year).version, entries, Signatures()),
                )


def _measure_again(office: Office, chance: random.Random) -> None:
    """What a year's own meters showed is not carried over."""

    for unit in units_of_year(office, YEAR):
        if chance.random() < 0.4:
            set_facts(office, unit, special_electricity=some(chance, 900), special_area=some(chance, 1000))


def choose_all(office: Office, seed: int) -> None:
    """One standard with random levels; every unit gets a row of each indicator."""
    chance = random.Random(seed + 1)
    standard = QuotaStandard(
        0,
        "县标1",
        "定额",
        "县文1号",
        "某县",
        coefficients=(OwnCoefficient("electricity", "千瓦时", Decimal("0.31")),),
    )
    rows = []
    for indicator, measure, excluded in (
        (QuotaIndicator.NON_HEATING, QuotaMeasure.KGCE_AREA, tuple(Exclusion)),
        (QuotaIndicator.PER_HEAD, QuotaMeasure.KGCE_HEAD, ()),
        (QuotaIndicator.ELECTRICITY, QuotaMeasure.POWER_AREA, (Exclusion.SPECIAL,)),
        (QuotaIndicator.WATER, QuotaMeasure.WATER_HEAD, ()),
    ):
        guide, base, limit = sorted(some(chance, 60) + 1 for _ in range(3))
        rows.append(
            Quota(0, 0, "表1", "1", indicator, measure, "甲", limit=limit, base=base, guide=guide,
                  excluded=excluded, entered_by="王", entered_on=date(2024, 1, 5))
        )  # fmt: skip
    add_standard(office, standard, rows)
    quotas = quota_register(office).quotas
    with closing(sqlite3.connect(office.path)) as raw, raw:
        units = [unit for (unit,) in raw.execute("SELECT unit_id FROM unit_year WHERE year = ?", (YEAR,))]
    choices = []
    for unit in units:
        choices += [
            QuotaChoice(0, unit, YEAR, one.indicator, Yardstick.QUOTA, one.id, reason="x") for one in quotas
        ]
    choose_quotas(office, choices)


def plainly(office: Office, period: Period) -> dict[int, Plain]:
    """Read the same rows without any of the program's code."""
    found = {}
    with closing(sqlite3.connect(office.path)) as raw, raw:
        facts = raw.execute(
            "SELECT unit_id, floor_area, energy_users, special_electricity, special_area FROM unit_year"
            " WHERE year = ?", (YEAR,)
        ).fetchall()  # fmt: skip
        for unit, area, people, special, special_area in facts:
            used: dict[str, Decimal] = {}
            whole = True
            for quarter in period.quarters:
                rows = raw.execute(
                    "SELECT item, quantity FROM report JOIN report_line ON report_id = report.id"
                    " WHERE unit_id = ? AND year = ? AND quarter = ?", (unit, quarter.year, quarter.number)
                ).fetchall()  # fmt: skip
                whole = whole and bool(rows)
                for item, quantity in rows:
                    if quantity is None:
                        used[f"blank:{item}"] = Decimal(1)
                    else:
                        used[item] = used.get(item, Decimal(0)) + Decimal(quantity) / SCALE
            numbers = [None if one is None else Decimal(one) / SCALE for one in (area, special, special_area)]
            found[unit] = Plain(used, whole, numbers[0], people, numbers[1], numbers[2])
    return found


def expected(one: Plain, indicator: QuotaIndicator, *, is_year: bool) -> tuple[Decimal, Decimal] | None:
    """Used and base by hand; None where it must not be computed."""
    if not one.whole:
        return None
    blank = {key.removeprefix("blank:") for key in one.used if key.startswith("blank:")}
    if indicator is QuotaIndicator.WATER:
        return None if "water" in blank or not one.people else (one.used["water"], Decimal(one.people))
    leaves_out = indicator is not QuotaIndicator.PER_HEAD and one.special is not None
    if leaves_out and not is_year:
        return None
    base = Decimal(one.people or 0) if indicator is QuotaIndicator.PER_HEAD else one.area or Decimal(0)
    if leaves_out:
        base -= one.special_area or Decimal(0)
    if base <= 0:
        return None
    special = one.special if leaves_out and one.special is not None else Decimal(0)
    if indicator is QuotaIndicator.ELECTRICITY:
        used = one.used["electricity"] - special if "electricity" not in blank else Decimal(-1)
        return (used, base) if used >= 0 else None
    if blank & set(KGCE):
        return None
    used = sum((one.used[key] * kgce for key, kgce in KGCE.items()), Decimal(0))
    if indicator is QuotaIndicator.NON_HEATING:
        if blank & {f"{key}_vehicle" for key in ("petrol", "diesel") if one.used[key]}:
            return None
        for key in ("petrol", "diesel"):
            used -= one.used.get(f"{key}_vehicle", Decimal(0)) * KGCE[key]
        used -= one.used["heat"] * KGCE["heat"] + special * KGCE["electricity"]
    return (used, base) if used >= 0 else None


def compare(found: YearStandings, plain: dict[int, Plain], office: Office) -> int:
    """Hold every standing against the plain one; returns how many were judged."""
    quotas = {one.indicator: one for one in quota_register(office).quotas}
    judged = 0
    for (unit, indicator), standing in found.standings.items():
        if indicator not in quotas:
            continue
        wanted = expected(plain[unit], indicator, is_year=found.period.is_year)
        where = (unit, indicator, standing.reason)
        assert standing.is_judged == (wanted is not None), where
        if wanted is None:
            continue
        used, base = wanted
        quota = quotas[indicator]
        levels = [one for one in (quota.guide, quota.base, quota.limit) if one is not None]
        assert (standing.used, standing.base) == (used, base), where
        assert standing.word == WORDS[sum(used > level * base for level in levels)], where
        better = [level for level in levels if used > level * base]
        assert (standing.gap.total if standing.gap else None) == (
            used - max(better) * base if better else None
        ), where
        judged += 1
    return judged


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_every_standing_is_what_plain_sql_makes_of_it(office: Office, seed: int) -> None:
    fill(office, seed)
    choose_all(office, seed)
    periods = (year_period(YEAR), period_to(Quarter(YEAR, 2)))
    judged = [compare(standings_of(office, period), plainly(office, period), office) for period in periods]
    assert min(judged) > 0
    assert max(judged) < 32
