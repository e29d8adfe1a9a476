"""A year's spending limits with what was spent against them;
the money and the projects of the working ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain

from sqlalchemy import select

from ...base.errors import InputRejected
from ...energy.periods import quarters_of
from ...energy.statistics import StatisticalSystem
from ...office.file import Office
from ...office.rows import value_of
from ...office.settings import read_setting
from ...organisation.queries.ledger import ledger_entries
from ...organisation.rules.ledger import total_amount
from ...organisation.values.ledger import LedgerEntry, LedgerKind
from ...organisation.values.units import UnitInYear
from ...quarterly.queries.choices import read_conversion
from ...quarterly.queries.ledger import ledger_year
from ...quarterly.queries.span import read_span
from ...quarterly.rules.figures import Conversion
from ...quarterly.rules.span import Span
from ..records.spending import SpendingBasisRecord, SpendingLineRecord
from ..rules.coefficients import Factors, factors_of
from ..rules.metered import area_left_out
from ..rules.printing import coefficient_words
from ..rules.saving import Measured, Month, measured_saving
from ..rules.spending import NO_STANDARD, compared, limit_of, price_of
from ..rules.spending_rows import AMBIGUOUS, left_out, standard_of
from ..rules.surcharge import parse_steps
from ..rules.used import carrier_by_unit, energy_by_unit, same_measure, used_by_town
from ..settings import SURCHARGES
from ..values.quotas import Exclusion, QuotaStandard, Register
from ..values.spending import (
    WHOLE,
    Base,
    Compared,
    FundsLine,
    Limit,
    Price,
    ProjectLine,
    RuleKey,
    SpendingBasis,
    SpendingLine,
    Used,
)
from .over_quota import is_own
from .quotas import choices_of_year, quota_register

WATER = "water"
"""Key of the item of the forms that a surcharge is for."""


@dataclass(frozen=True, slots=True)
class SpendingYear:
    """A year's limits in the office's order of units, and what they are taken from.

    Attributes:
        carriers: key and name of what a limit may be set for.
    """

    year: int
    lines: tuple[Compared, ...]
    basis: SpendingBasis
    units: tuple[UnitInYear, ...]
    carriers: tuple[tuple[str, str], ...]

    @property
    def is_given(self) -> bool:
        """Whether a document of the finance office is recorded, so that the limits are more than a
        reference.
        """
        return self.basis.is_whole

    @property
    def title(self) -> str:
        """What the limits are called."""
        return "支出限额" if self.is_given else "参考支出限额"


def spending_year(office: Office, year: int) -> SpendingYear:
    """Return the limits of a year, each computed and compared with what was spent."""
    lines = spending_lines(office, year)
    history = [line.years for line in lines if line.rule is RuleKey.OWN_HISTORY]
    first = year - max(history, default=1)
    quarters = list(chain.from_iterable(map(quarters_of, range(first, year + 1))))
    span = read_span(office, quarters)
    units = {unit.id: unit for unit in span.units[year]}
    order = {unit: at for at, unit in enumerate(units)}
    reader = _Reader(office, span, year)
    found = [reader.compare(line, units.get(line.unit_id)) for line in lines]
    in_order = sorted(
        found, key=lambda one: (order.get(one.line.unit_id, len(order)), reader.position(one.line))
    )
    carriers = tuple((item.key, item.name) for item in span.systems[year].items)
    return SpendingYear(year, tuple(in_order), spending_basis(office, year), tuple(units.values()), carriers)


def spending_lines(office: Office, year: int) -> list[SpendingLine]:
    """Return how the limits of a year are set, as stored."""
    query = select(SpendingLineRecord).where(SpendingLineRecord.year == year).order_by(SpendingLineRecord.id)
    with office.reading() as session:
        return [value_of(SpendingLine, record) for record in session.scalars(query)]


def spending_basis(office: Office, year: int) -> SpendingBasis:
    """Return the document behind a year's standards; a blank one where none is recorded."""
    with office.reading() as session:
        record = session.get(SpendingBasisRecord, year)
        return SpendingBasis(year) if record is None else value_of(SpendingBasis, record)


@dataclass(frozen=True, slots=True)
class _Terms:
    """In what a line is counted: the standard an energy quota is of, and what its row leaves out."""

    standard: QuotaStandard | None = None
    excluded: tuple[Exclusion, ...] = ()

    @property
    def words(self) -> str:
        """What is said of it behind the computation."""
        parts = [f"{self.standard.number}：{coefficient_words(self.standard)}"] if self.standard else []
        if self.excluded:
            parts.append(f"限额和实际都不含{'、'.join(one.words for one in self.excluded)}")
        return f"（{'；'.join(parts)}）" if parts else ""


_BY_QUOTA = (RuleKey.CARRIER_QUOTA, RuleKey.ENERGY_QUOTA)


class _Reader:
    """Compares lines of one year; what several of them need is gathered once."""

    def __init__(self, office: Office, span: Span, year: int) -> None:
        self._office, self._span, self._year = office, span, year
        self._surcharges = parse_steps(read_setting(office, SURCHARGES))
        self._used: dict[tuple[int, str, int | None, tuple[Exclusion, ...]], dict[int, Used]] = {}

    def compare(self, line: SpendingLine, unit: UnitInYear | None) -> Compared:
        system = self._system(self._year)
        known = line.carrier == WHOLE or system.has(line.carrier)
        name, measure = _named(line, system) if known else (line.carrier, "")
        named = replace(line, unit_name=unit.short_name if unit else f"单位{line.unit_id}")
        own, is_part = is_own(unit), system.has(line.carrier) and not system.item(line.carrier).is_carrier
        terms = self._terms(line)
        if isinstance(terms, str):
            return compared(named, Limit(why=terms), Used(), name=name, unit=measure, own=own)
        price, history = self._price(line, terms, measure), self._history(line)
        limit = limit_of(line, price, _bases(unit, terms.excluded), history, unit=measure)
        limit = replace(limit, how=limit.how + terms.words) if limit.how else limit
        used = self._by_unit(self._year, line, terms).get(line.unit_id, Used())
        surcharges = self._surcharges if line.carrier == WATER else ()
        found = compared(named, limit, used, name=name, unit=measure, own=own, surcharges=surcharges)
        return replace(found, is_part=is_part)

    def _terms(self, line: SpendingLine) -> _Terms | str:
        """In what a line is counted, or why that is not known."""
        if line.rule not in _BY_QUOTA:
            return _Terms()
        is_energy = line.rule is RuleKey.ENERGY_QUOTA
        standard = standard_of(line, self._register.standards) if is_energy else None
        if is_energy and standard is None:
            return NO_STANDARD
        excluded = left_out(line, self._register, self._chosen.get(line.unit_id, ()))
        return AMBIGUOUS if excluded is None else _Terms(standard, excluded)

    def position(self, line: SpendingLine) -> int:
        """Where a line's carrier stands among those of the form; all together last."""
        keys = [item.key for item in self._system(self._year).items]
        return keys.index(line.carrier) if line.carrier in keys else len(keys)

    def _price(self, line: SpendingLine, terms: _Terms, measure: str) -> Price | None:
        """What is paid for a unit of measure: by the year before, as far as it is counted alike."""
        year = self._year - 1
        alike = same_measure(line.carrier, self._system(self._year), self._system(year))
        before = self._by_unit(year, line, terms) if alike else {}
        own = before.get(line.unit_id, Used())
        return price_of(line, own, used_by_town(before), year=year, unit=measure)

    def _history(self, line: SpendingLine) -> list[Used]:
        """What the unit used in the years before, newest first, where the limit is taken from them."""
        if line.rule is not RuleKey.OWN_HISTORY:
            return []
        return [self._before(line, self._year - 1 - back) for back in range(line.years)]

    def _before(self, line: SpendingLine, year: int) -> Used:
        """What the unit used in a year before, in the same unit of measure."""
        if year not in self._span.systems or not same_measure(
            line.carrier, self._system(self._year), self._system(year)
        ):
            return Used()
        return self._by_unit(year, line, _Terms()).get(line.unit_id, Used())

    def _by_unit(self, year: int, line: SpendingLine, terms: _Terms) -> dict[int, Used]:
        """What each unit used in a year; with a standard all energy, as that standard converts it."""
        standard = terms.standard
        key = (year, line.carrier, standard.id if standard is not None else None, terms.excluded)
        if key not in self._used:
            self._used[key] = (
                carrier_by_unit(self._span, year, line.carrier, terms.excluded)
                if standard is None
                else energy_by_unit(self._span, year, self._factors(standard, year), terms.excluded)
            )
        return self._used[key]

    def _factors(self, standard: QuotaStandard, year: int) -> Factors:
        conversion = self._conversion
        items = self._system(year).items
        return factors_of(standard, conversion.coefficients, conversion.densities, items)

    @cached_property
    def _register(self) -> Register:
        return quota_register(self._office)

    @cached_property
    def _chosen(self) -> dict[int, list[int]]:
        """The rows that are chosen for the units, by unit id."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for (unit_id, _), choice in choices_of_year(self._office, self._year).items():
            if choice.quota_id is not None:
                found[unit_id].append(choice.quota_id)
        return found

    @cached_property
    def _conversion(self) -> Conversion:
        return read_conversion(self._office)

    def _system(self, year: int) -> StatisticalSystem:
        return self._span.systems[year]


def _named(line: SpendingLine, system: StatisticalSystem) -> tuple[str, str]:
    if line.carrier == WHOLE:
        return ("全部能源", "kgce") if line.rule is RuleKey.ENERGY_QUOTA else ("全部能源资源", "")
    item = system.item(line.carrier)
    return item.name, item.unit


def _bases(unit: UnitInYear | None, excluded: Sequence[Exclusion]) -> dict[Base, Decimal | None]:
    if unit is None:
        return {}
    facts = unit.facts
    counted = [
        one for one in (facts.petrol_cars, facts.diesel_cars, facts.new_energy_cars) if one is not None
    ]
    out = area_left_out(facts, excluded)
    return {
        Base.AREA: facts.floor_area - out if facts.floor_area and out else facts.floor_area,
        Base.PEOPLE: None if facts.energy_users is None else Decimal(facts.energy_users),
        Base.CARS: Decimal(sum(counted)) if counted else None,
    }


# --- the working ledger: money and projects -------------------------------------------------------------


def funds_of_year(office: Office, year: int) -> tuple[FundsLine, ...]:
    """Return a year's budgets and payments, one by one, and what they come to."""
    entries = ledger_entries(office, year, (LedgerKind.BUDGET, LedgerKind.SPENDING))
    lines = [
        FundsLine(
            entry.item.title,
            entry.item.amount if entry.item.kind is LedgerKind.BUDGET else None,
            entry.item.amount if entry.item.kind is LedgerKind.SPENDING else None,
            entry.id,
        )
        for entry in entries
    ]
    if not lines:
        return ()
    planned, spent = (total_amount(entries, kind) for kind in (LedgerKind.BUDGET, LedgerKind.SPENDING))
    return (*lines, FundsLine("合计", planned, spent))


def projects_of_year(office: Office, year: int) -> tuple[ProjectLine, ...]:
    """Return a year's retrofits: what each was to save, and what the monthly ledger shows, carrier by
    carrier.
    """
    found: list[ProjectLine] = []
    for entry in ledger_entries(office, year, (LedgerKind.PROJECT,)):
        found += _project(office, entry)
    return tuple(found)


def _project(office: Office, entry: LedgerEntry) -> list[ProjectLine]:
    item = entry.item
    bare = ProjectLine(
        entry.id, item.title, entry.unit, item.done, item.amount, item.saving, item.saving_unit
    )
    if item.unit_id is None:
        return [replace(bare, why="没有登记是哪个单位的项目")]
    if item.done is None:
        return [replace(bare, why="还没有完成")]
    months = _months(office, item.unit_id, range(item.done.year - 2, item.done.year + 2))
    measured = _measured(item.done, item.day, item.saving_unit, months)
    lines = [
        replace(bare, carrier_name=name, unit=unit, months=one.months, before=one.before, after=one.after)
        for (name, unit), one in measured.items()
    ]
    return lines or [replace(bare, why="统计台账里没有改造前后同月的用量")]


_Carrier = tuple[str, str]
"""Name and unit of measure."""


def _measured(
    done: date, started: date | None, unit: str, months: Mapping[_Carrier, Mapping[Month, Decimal]]
) -> dict[_Carrier, Measured]:
    """Measure each carrier that the planned saving's unit may mean; without one that fits, all."""
    fitting = {carrier: one for carrier, one in months.items() if carrier[1] == unit} or months
    found = {carrier: measured_saving(done, started, figures) for carrier, figures in fitting.items()}
    return {carrier: one for carrier, one in found.items() if one is not None}


def _months(office: Office, unit_id: int, years: Sequence[int]) -> dict[_Carrier, dict[Month, Decimal]]:
    found: defaultdict[_Carrier, dict[Month, Decimal]] = defaultdict(dict)
    for year in years:
        try:
            ledger = ledger_year(office, unit_id, year)
        except InputRejected:  # the unit has no facts of that year
            continue
        for item in ledger.items:
            if not item.item.is_carrier:
                continue
            for month, one in item.months.items():
                if one.quantity.is_complete and one.quantity.value is not None:
                    found[item.item.name, item.item.unit][year, month] = one.quantity.value
    return dict(found)
