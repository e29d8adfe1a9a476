"""The review of one report: the declared checks (``values.CHECKS``), each a function from report and basis
to findings.

Every message names the figure and the bound, and the likely slip where a power of ten explains it. A quarter
is never judged against a year's quota.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ...base.numbers import round_half_up, show_number, show_percent
from ...energy.coefficients import standard_coal
from ...energy.indicators import intensity, year_on_year
from ...energy.periods import QUARTERS, YEAR_MONTHS, Quarter
from ...energy.statistics import Item, StatisticalSystem
from ...organisation.values.units import UnitInYear
from ..values.findings import Explanation, Finding, Reviewed, Severity
from ..values.ledger import LedgerSum
from ..values.reports import Amount, Entries, Entry, Report
from ..values.thresholds import INTENSITY_GROUPS, Band, Thresholds
from .checks import CHECK, report_findings
from .decimal_slips import change_slip, price_slip
from .figures import Conversion, incomparable
from .town import VEHICLE_FUELS

FACT_CHECKS = frozenset({"C2", "C3", "C8", "C13"})
"""Checks of what is true of a unit all year:
what was said to one in a quarter holds for the year's other quarters.
"""
_BLANK = Entry()
_LEAST_YEARS = 2
"""Years C10 needs for a mean: of one year C7 speaks already."""
_MOST_PLACES = 8
"""Decimals of a price that is shown: as many as a price per kJ needs."""
_BAND_SCALE = {("heat", "千焦"): 6}
"""The band of heat is in yuan per GJ: by how many powers of ten a price per kJ is smaller."""


@dataclass(frozen=True, slots=True)
class ReviewBasis:
    """What a report is judged against; it stays the same while the report is typed.

    Attributes:
        systems: the forms of this year and of the three before, by year.
        unit_before: the unit in the year before, None if it was not kept.
        earlier: the same quarter's entries of up to three years before, by year.
        others: the entries of the year's other quarters, by quarter number.
        ledger: sums of the quarter's months by item key.
    """

    unit: UnitInYear
    quarter: Quarter
    systems: Mapping[int, StatisticalSystem]
    conversion: Conversion
    thresholds: Thresholds
    unit_before: UnitInYear | None = None
    earlier: Mapping[int, Entries] = field(default_factory=dict)
    others: Mapping[int, Entries] = field(default_factory=dict)
    ledger: Mapping[str, LedgerSum] = field(default_factory=dict)

    @property
    def system(self) -> StatisticalSystem:
        return self.systems[self.quarter.year]

    @property
    def last_system(self) -> StatisticalSystem:
        return self.systems[self.quarter.year - 1]

    @property
    def last_year(self) -> Entries:
        return self.earlier.get(self.quarter.year - 1, {})


Rule = Callable[[Entries, ReviewBasis], Iterator[Finding]]


def review_findings(report: Report, basis: ReviewBasis) -> list[Finding]:
    """Return every finding of a report:
    errors and queries of its own figures first, then what others make doubtful.
    """
    found = report_findings(report.entries, basis.system)
    flagged: set[tuple[str, str]] = set()
    for rule in _RULES:
        for finding in rule(report.entries, basis):
            if (finding.check, finding.item) not in _silenced(flagged):
                found.append(finding)
                flagged.add((finding.check, finding.item))
    return found


def explained(findings: Sequence[Finding], explanations: Sequence[Explanation]) -> tuple[Reviewed, ...]:
    """Put what was said beside the findings; an explanation holds for the finding's words as they were.

    Args:
        explanations: of this report, and for facts of the whole year those of the unit's other reports too.
    """
    by_cell: dict[tuple[str, str, Amount | None], list[Explanation]] = {}
    for one in explanations:
        by_cell.setdefault((one.check, one.item, one.what), []).append(one)
    return tuple(
        _explained(finding, by_cell.get((finding.check, finding.item, finding.what), ()))
        for finding in findings
    )


def what_blocks(reviewed: Sequence[Reviewed]) -> str:
    """Say why a report cannot be approved: errors, or queries without a 说明; empty if it can."""
    errors = sum(one.finding.severity is Severity.ERROR for one in reviewed)
    queries = sum(one.blocks for one in reviewed) - errors
    parts = [
        text
        for count, text in ((errors, f"{errors}个错误要改正"), (queries, f"{queries}个需核实的问题要写说明"))
        if count
    ]
    return "、".join(parts)


def _explained(finding: Finding, said: Sequence[Explanation]) -> Reviewed:
    for one in said:
        if one.finding == finding.text:
            return Reviewed(finding, one.text)
    return Reviewed(finding, said[0].text, outdated=True) if said else Reviewed(finding)


def _silenced(flagged: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Checks that would only repeat one that spoke already:
    C7 of water after its C11, C10 of a carrier after its C7.
    """
    quiet = {("C7", item) for check, item in flagged if check == "C11"}
    return quiet | {("C10", item) for check, item in flagged if check in {"C7", "C11"}}


def _finding(check: str, text: str, item: Item | None = None, what: Amount | None = None) -> Finding:
    place = f"{item.name}{what.words}" if item and what else ""
    return Finding(CHECK[check].severity, place, text, check, item.key if item else "", what)


def _amount(value: Decimal, unit: str) -> str:
    return f"{show_number(value)}{unit}"


def _beyond(now: Decimal, before: Decimal, bound: Decimal) -> bool:
    """True if the change is greater than the bound;
    computed without dividing, so that the bound itself is inside.
    """
    return abs(now - before) > before * bound


# ---- the unit's facts


def _vehicle_counts(_entries: Entries, basis: ReviewBasis) -> Iterator[Finding]:
    facts = basis.unit.facts
    counts = (
        ("汽油车", facts.petrol_cars),
        ("柴油车", facts.diesel_cars),
        ("新能源车", facts.new_energy_cars),
    )
    lacking = [name for name, count in counts if count is None]
    if lacking:
        yield _finding(
            "C2", f"{basis.unit.short_name}未登记{'、'.join(lacking)}数量，车辆总量算不出；没有请填0"
        )


def _people(_entries: Entries, basis: ReviewBasis) -> Iterator[Finding]:
    users, posts = basis.unit.facts.energy_users, basis.unit.facts.establishment
    if not users:
        yield _finding("C3", f"用能人数{'为0' if users == 0 else '未登记'}，人均指标算不出")
    elif posts is not None and posts > users:
        yield _finding("C3", f"编制人数{posts}人多于用能人数{users}人，请核实用能人数是否漏了人")


def _facts_moved(_entries: Entries, basis: ReviewBasis) -> Iterator[Finding]:
    bound, before = basis.thresholds.facts, basis.unit_before
    if before is None or not bound:
        return
    people = (basis.unit.facts.energy_users, before.facts.energy_users, "用能人数", "人")
    area = (basis.unit.facts.floor_area, before.facts.floor_area, "建筑面积", "平方米")
    moved = []
    for now, was, name, unit in (people, area):
        if now is not None and was and _beyond(Decimal(now), Decimal(was), bound):
            change = show_percent(year_on_year(Decimal(now), Decimal(was)))
            moved.append(
                f"{name}{_amount(Decimal(now), unit)}，上年{_amount(Decimal(was), unit)}，变动{change}"
            )
    if moved:
        yield _finding("C8", f"{'；'.join(moved)}，超过±{_percent(bound)}，请说明原因")


def _vehicles_and_fuel(entries: Entries, basis: ReviewBasis) -> Iterator[Finding]:
    facts = basis.unit.facts
    for key, cars, name in (("petrol", facts.petrol_cars, "汽油"), ("diesel", facts.diesel_cars, "柴油")):
        used = entries.get(f"{key}_vehicle", _BLANK).quantity
        if cars is None or used is None or not basis.system.has(f"{key}_vehicle"):
            continue
        item = basis.system.item(f"{key}_vehicle")
        if cars and not used:
            yield _finding("C13", f"登记有{name}车{cars}辆，车辆用{name}却为0，请核实", item, Amount.QUANTITY)
        elif used and not cars:
            yield _finding(
                "C13",
                f"车辆用{name}{_amount(used, item.unit)}，却没有登记{name}车，请核实",
                item,
                Amount.QUANTITY,
            )


# ---- prices


def _prices(entries: Entries, basis: ReviewBasis) -> Iterator[Finding]:
    for item in basis.system.items:
        band = basis.thresholds.prices.get(item.part_of or item.key)
        entry = entries.get(item.key, _BLANK)
        if band is None or not entry.quantity or not entry.cost:
            continue
        price = (entry.cost / entry.quantity).scaleb(_BAND_SCALE.get((item.key, item.unit), 0))
        if not band.holds(price):
            yield _price_finding(item, entry, price, band)


def _price_finding(item: Item, entry: Entry, price: Decimal, band: Band) -> Finding:
    unit = "吉焦" if (item.key, item.unit) in _BAND_SCALE else item.unit
    slip = price_slip(price, band.low, band.high, item.unit)
    quantity, cost = entry.quantity or Decimal(0), entry.cost or Decimal(0)
    text = (
        f"{item.name}单价{_shown_price(price, band)}元/{unit}（费用{_amount(cost, '元')}"
        f"÷数量{_amount(quantity, item.unit)}），"
        f"不在{band}元/{unit}之间"
    )
    return _finding("C12" if slip else "C6", f"{text}；{slip}" if slip else text, item, Amount.COST)


def _shown_price(price: Decimal, band: Band) -> str:
    """Show two decimals, and more where the price would look inside its band or lose its first digits."""
    places = 2
    while places < _MOST_PLACES and (
        band.holds(round_half_up(price, places)) or price < Decimal(1).scaleb(1 - places)
    ):
        places += 1
    return show_number(round_half_up(price, places))


# ---- against other periods


def _energy_and_water(entries: Entries, basis: ReviewBasis) -> Iterator[Finding]:
    bound = basis.thresholds.energy
    now, before = (
        _coal(entries, basis.system, basis.conversion),
        _coal(basis.last_year, basis.last_system, basis.conversion),
    )
    if bound and now is not None and before and _beyond(now, before, bound):
        change = show_percent(year_on_year(now, before))
        yield _finding(
            "C11",
            f"综合能耗{_amount(now, 'kgce')}，上年同期{_amount(before, 'kgce')}，"
            f"变动{change}，超过±{_percent(bound)}，请说明主要原因",
        )
    if basis.system.has("water"):
        item, bound = basis.system.item("water"), basis.thresholds.water
        for text in _changed(item, entries, basis, bound):
            yield _finding(
                "C11", f"{text}；用水大幅变动，请核实是否漏水、水表是否换过", item, Amount.QUANTITY
            )


def _against_last_year(entries: Entries, basis: ReviewBasis) -> Iterator[Finding]:
    for item in basis.system.carriers:
        for text in _changed(item, entries, basis, basis.thresholds.change):
            yield _finding("C7", text, item, Amount.QUANTITY)


def _changed(item: Item, entries: Entries, basis: ReviewBasis, bound: Decimal) -> Iterator[str]:
    now, before = entries.get(item.key, _BLANK).quantity, basis.last_year.get(item.key, _BLANK).quantity
    if not bound or now is None or before is None or incomparable(item.key, basis.system, basis.last_system):
        return
    if not before:
        if now:
            yield f"{item.name}数量{_amount(now, item.unit)}，上年同期为0，请核实是否新增"
        return
    if _beyond(now, before, bound):
        change, slip = show_percent(year_on_year(now, before)), change_slip(now, before, item.unit)
        text = (
            f"{item.name}数量{_amount(now, item.unit)}，上年同期{_amount(before, item.unit)}，"
            f"变动{change}，超过±{_percent(bound)}"
        )
        yield f"{text}；{slip}" if slip else text


def _against_average(entries: Entries, basis: ReviewBasis) -> Iterator[Finding]:
    bound = basis.thresholds.average
    for item in basis.system.carriers if bound else ():
        now = entries.get(item.key, _BLANK).quantity
        known = _figures_before(item, basis)
        if now is None or len(known) < _LEAST_YEARS:
            continue
        mean = sum(known, Decimal(0)) / len(known)
        if mean and _beyond(now, mean, bound):
            shown = _amount(round_half_up(mean, item.decimals), item.unit)
            change = show_percent(year_on_year(now, mean))
            text = (
                f"{item.name}数量{_amount(now, item.unit)}，前{len(known)}年同期平均{shown}，"
                f"变动{change}，超过±{_percent(bound)}"
            )
            yield _finding("C10", text, item, Amount.QUANTITY)


def _figures_before(item: Item, basis: ReviewBasis) -> list[Decimal]:
    comparable = [
        entries
        for year, entries in basis.earlier.items()
        if not incomparable(item.key, basis.system, basis.systems[year])
    ]
    return [
        figure for entries in comparable if (figure := entries.get(item.key, _BLANK).quantity) is not None
    ]


def _against_ledger(entries: Entries, basis: ReviewBasis) -> Iterator[Finding]:
    for key, kept in basis.ledger.items():
        if not basis.system.has(key):
            continue
        item, entry = basis.system.item(key), entries.get(key, _BLANK)
        for what in Amount:
            total, figure, unit = kept.of(what), entry.of(what), what.unit(item)
            if total.is_complete and total.value is not None and figure is not None and total.value != figure:
                added, apart = _amount(total.value, unit), _amount(figure - total.value, unit)
                text = f"{item.name}的{what.words}{_amount(figure, unit)}与台账三个月之和{added}不符，相差{apart}"
                yield _finding("C4", text, item, what)


def _year_intensity(entries: Entries, basis: ReviewBasis) -> Iterator[Finding]:
    """Only with the year's last quarter, and only of a whole year: all four reports without a blank.
    A unit with a quota of its own (定额考核) is judged by that, not by its nature.
    """
    if basis.unit.facts.has_quota:
        return
    band, area = _intensity_band(basis), basis.unit.facts.floor_area
    if band is None or not area or basis.quarter.number != QUARTERS[-1]:
        return
    used = _used_in_building(entries, basis)
    value = None if used is None else intensity(used, area)
    if value is not None and not band.holds(value):
        side = "低于引导值" if value < band.low else "高于约束值"
        yield _finding(
            "C9",
            f"全年单位建筑面积能耗{_amount(value, 'kgce/㎡')}，{side}（{band}kgce/㎡），请核实全年数据和建筑面积",
        )


def _intensity_band(basis: ReviewBasis) -> Band | None:
    """The 引导值 and 约束值 for units of this nature; None where the office has set none."""
    nature = basis.unit.facts.nature
    group = next(key for key, (_name, natures) in INTENSITY_GROUPS.items() if nature in natures)
    return basis.thresholds.intensities.get(group)


def _used_in_building(entries: Entries, basis: ReviewBasis) -> Decimal | None:
    """Standard coal (kgce) of the whole year without the vehicles' fuel; None if a report or a figure of it
    is missing.
    """
    year = [entries, *basis.others.values()]
    if len(year) < YEAR_MONTHS // basis.quarter.span:
        return None
    used = Decimal(0)
    for one in year:
        coal, fuel = _coal(one, basis.system, basis.conversion), _vehicle_coal(one, basis)
        if coal is None or fuel is None:
            return None
        used += coal - fuel
    return used


def _coal(entries: Entries, system: StatisticalSystem, conversion: Conversion) -> Decimal | None:
    """All energy of a report; None if a carrier that counts is blank."""
    parts = []
    for item in system.carriers:
        factor, quantity = conversion.factor(item), entries.get(item.key, _BLANK).quantity
        if factor is not None:
            if quantity is None:
                return None
            parts.append(standard_coal(quantity, factor))
    return sum(parts, Decimal(0))


def _vehicle_coal(entries: Entries, basis: ReviewBasis) -> Decimal | None:
    parts = []
    for key in VEHICLE_FUELS:
        quantity = entries.get(key, _BLANK).quantity
        factor = basis.conversion.factor(basis.system.item(key)) if basis.system.has(key) else None
        if quantity is None or factor is None:
            return None
        parts.append(standard_coal(quantity, factor))
    return sum(parts, Decimal(0))


def _percent(ratio: Decimal) -> str:
    return f"{show_number(ratio * 100)}%"


_RULES: tuple[Rule, ...] = (
    _prices,
    _energy_and_water,
    _against_last_year,
    _against_average,
    _against_ledger,
    _vehicles_and_fuel,
    _vehicle_counts,
    _people,
    _facts_moved,
    _year_intensity,
)
"""In the order in which findings are shown;
C1, C6 (amount without cost), blanks and impossible figures come before them.
"""
