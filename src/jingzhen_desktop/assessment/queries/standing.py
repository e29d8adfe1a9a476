"""How the units of a period stand: reads reports, facts and choices in one sweep, and judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, product

from ...energy.statistics import Item
from ...office.file import Office
from ...office.settings import EXAMPLE, read_setting
from ...organisation.queries.users import read_parts_of_year
from ...organisation.values.units import PartCount, UnitFacts, UnitInYear
from ...quarterly.queries.choices import read_conversion
from ...quarterly.queries.span import read_span
from ...quarterly.rules.figures import Conversion
from ...quarterly.rules.span import Span
from ..rules.amounts import amount_of
from ..rules.coefficients import Factors, factors_of
from ..rules.periods import year_before
from ..rules.quotas import contradictions, counts, state_of
from ..rules.standing import Chosen, Conditions, standing_of, wanted_of
from ..rules.use import items_of, uses_of
from ..settings import REGION
from ..values.quotas import Quota, QuotaChoice, QuotaIndicator, QuotaStandard
from ..values.standing import Period, Standing, YearStandings
from ..values.use import Measured, UnitBasis
from ..values.yardsticks import Yardstick
from .quotas import Choices, read_choices, read_register

_EARLIER = 3
"""Years before the period that a mean of three years needs."""


def standings_of(office: Office, period: Period) -> YearStandings:
    """Return how every unit of a period's year stands in every indicator."""
    return judged(office, period).standings()


def explained_standing(
    office: Office, period: Period, unit_id: int, indicator: QuotaIndicator
) -> Standing | None:
    """Return one standing with its computation number by number; None if the unit owes no report."""
    return judged(office, period).explained(unit_id, indicator)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is stored of a period and of the years before it, with which any unit of it can be judged.

    Attributes:
        bases: by unit id, of the period and of the same quarters one, two and three years before.
        facts_before: of the year before, by unit id.
    """

    period: Period
    units: Sequence[UnitInYear]
    bases: Sequence[Mapping[int, UnitBasis]]
    items: Mapping[Measured, Item]
    quotas: Mapping[int, Quota]
    standards: Mapping[int, QuotaStandard]
    choices: Choices
    conversion: Conversion
    contradicted: frozenset[int]
    facts_before: Mapping[int, UnitFacts]
    region: str
    is_example: bool
    factors: dict[int | None, Factors]
    alike: dict[tuple[str, QuotaIndicator], list[Decimal]]

    def standings(self) -> YearStandings:
        """Return every unit's standing in every indicator."""
        units = [unit for unit in self.units if unit.id in self.bases[0]]
        found = {(unit.id, one): self.standing(unit, one) for unit, one in product(units, QuotaIndicator)}
        return YearStandings(self.period, units, found)

    def explained(self, unit_id: int, indicator: QuotaIndicator) -> Standing | None:
        """Return one standing with its computation number by number; None if the unit owes no report."""
        unit = next((one for one in self.units if one.id == unit_id), None)
        if unit is None or unit_id not in self.bases[0]:
            return None
        return self.standing(unit, indicator, explain=True)

    def standing(self, unit: UnitInYear, indicator: QuotaIndicator, *, explain: bool = False) -> Standing:
        """Judge one unit in one indicator."""
        chosen = self._chosen(self.choices.get((unit.id, indicator)))
        before = [bases.get(unit.id) for bases in self.bases[1:]]
        conditions = Conditions(
            self.bases[0][unit.id],
            before,
            self._factors(chosen),
            self.items,
            self._alike(unit, indicator, chosen),
            self.facts_before.get(unit.id),
        )
        return standing_of(indicator, self.period, chosen, conditions, explain=explain)

    def _chosen(self, choice: QuotaChoice | None) -> Chosen:
        if choice is None or choice.quota_id is None:
            return Chosen(choice)
        quota = self.quotas[choice.quota_id]
        standard = self.standards[quota.standard_id]
        state = state_of(quota, standard, self.region)
        own = counts(state, example_office=self.is_example)
        return Chosen(choice, quota, standard, state, quota.id in self.contradicted, own)

    def _factors(self, chosen: Chosen) -> Factors:
        key = chosen.standard.id if chosen.standard is not None else None
        if key not in self.factors:
            usual, densities = self.conversion.coefficients, self.conversion.densities
            self.factors[key] = factors_of(chosen.standard, usual, densities, self.items.values())
        return self.factors[key]

    def _alike(self, unit: UnitInYear, indicator: QuotaIndicator, chosen: Chosen) -> Sequence[Decimal]:
        """What the indicator comes to in the units of the same kind whose data are whole."""
        if chosen.choice is None or chosen.choice.yardstick is not Yardstick.SAME_KIND:
            return ()
        at = (_kind(unit), indicator)
        if at not in self.alike:
            factors, wanted = self._factors(chosen), wanted_of(indicator, None)
            bases = [basis for basis in self.bases[0].values() if _kind(basis.unit) == at[0]]
            found = [amount_of(wanted, basis, factors, self.items).actual for basis in bases]
            self.alike[at] = [one for one in found if one is not None]
        return self.alike[at]


def _kind(unit: UnitInYear) -> str:
    """The kind two units must share to be averaged: the quota class, or else the nature."""
    return unit.facts.quota_class or unit.facts.nature.words


def judged(office: Office, period: Period) -> Judged:
    """Read in one sweep what the units of a period are judged by."""
    with office.reading() as session:
        register, choices = read_register(session), read_choices(session, period.year)
    averaged = any(choice.yardstick is Yardstick.THREE_YEARS for choice in choices.values())
    periods = [period]
    for _ in range(_EARLIER if averaged else 1):
        periods.append(year_before(periods[-1]))
    quarters = sorted(set(chain.from_iterable(one.quarters for one in periods)))
    span = read_span(office, quarters)
    parts = _parts(office, {one.year for one in periods})
    earlier = period.year - 1
    facts_before = {unit.id: unit.facts for unit in span.units.get(earlier, ())}
    return Judged(
        period=period,
        units=span.units[period.year],
        bases=[_bases(span, one, parts[one.year]) for one in periods],
        items=items_of(span, quarters),
        quotas={quota.id: quota for quota in register.quotas},
        standards={standard.id: standard for standard in register.standards},
        choices=choices,
        conversion=read_conversion(office),
        contradicted=frozenset(contradictions(register)),
        facts_before=facts_before,
        region=read_setting(office, REGION),
        is_example=bool(read_setting(office, EXAMPLE)),
        factors={},
        alike={},
    )


def _parts(office: Office, years: Iterable[int]) -> dict[int, dict[int, list[PartCount]]]:
    with office.reading() as session:
        return {year: read_parts_of_year(session, year) for year in years}


def _bases(span: Span, period: Period, parts: Mapping[int, Sequence[PartCount]]) -> dict[int, UnitBasis]:
    uses = uses_of(span, period.quarters)
    return {
        unit.id: UnitBasis(unit, uses[unit.id], parts.get(unit.id, ()), period.is_year)
        for unit in span.units[period.year]
        if unit.id in uses
    }
