"""The spending standard: how a limit is set for a unit and a carrier, and what was spent against it.

Values only. A limit is a reference (参考支出限额) unless a document of the finance office is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ...base.columns import Added, Money, Quantity

WHOLE = "*"
"""In place of a carrier: all that a unit uses."""


class RuleKey(StrEnum):
    """How a limit is computed; words and needs are data (``resources/assessment/spending.toml``)."""

    CARRIER_QUOTA = "carrier_quota"
    ENERGY_QUOTA = "energy_quota"
    PER_VEHICLE = "per_vehicle"
    OWN_HISTORY = "own_history"
    GIVEN = "given"


class Base(StrEnum):
    """What a quota or an amount is counted on."""

    AREA = "area"
    PEOPLE = "people"
    CARS = "cars"
    TOTAL = "total"

    @property
    def words(self) -> str:
        """The words on the screen: 建筑面积."""
        return _BASE_WORDS[self][0]

    @property
    def unit(self) -> str:
        """The unit of measure: ㎡."""
        return _BASE_WORDS[self][1]


_BASE_WORDS = {
    Base.AREA: ("建筑面积", "㎡"),
    Base.PEOPLE: ("用能人数", "人"),
    Base.CARS: ("车辆", "辆"),
    Base.TOTAL: ("合计", ""),
}


@dataclass(frozen=True, slots=True)
class SpendingRule:
    """A way to compute a limit, as the data declares it.

    Attributes:
        needs: what is typed for it.
        splits: whether the difference can be told apart into price and quantity.
    """

    key: RuleKey
    title: str
    formula: str
    needs: tuple[str, ...]
    splits: bool


@dataclass(frozen=True, slots=True)
class SpendingLine:
    """How the limit of one unit, year and carrier is set.

    Attributes:
        carrier: key of an item of the forms, or :data:`WHOLE`.
        quota: a year, per unit of the base: kWh, m³, L or kgce; ``level``: which level of the quota it is.
        source: where the quota, or the amount, is written: number, table, row, page.
        base_value: where it is not what the unit's facts say, with the reason in ``note``.
        target: percent by which the mean of the years before is to fall; a negative one lets it rise.
        years: 1…3 years before that are averaged.
        amount: yuan per unit of the base.
        price: yuan per unit of measure, typed; then ``price_source`` says from where.
    """

    id: int
    unit_id: int
    year: int
    carrier: str
    rule: RuleKey
    quota: Quantity | None = None
    level: str = ""
    source: str = ""
    base: Base = Base.AREA
    base_value: Quantity | None = None
    target: Quantity | None = None
    years: int = 1
    amount: Money | None = None
    price: Quantity | None = None
    price_source: str = ""
    note: str = ""
    unit_name: Added[str] = ""


@dataclass(frozen=True, slots=True)
class SpendingBasis:
    """The document with which the finance office set a year's standards."""

    year: int
    issuer: str = ""
    number: str = ""
    day: date | None = None
    title: str = ""
    page: str = ""
    entered_by: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it says who set the standard, by which document, and who looked it up where."""
        return all((self.issuer, self.number, self.day, self.page, self.entered_by))


@dataclass(frozen=True, slots=True)
class Used:
    """What was used of a carrier in a year.

    Attributes:
        quantity, cost: of the quarters that are known; None: nothing is.
        quarters: how many quarters have both figures.
    """

    quantity: Decimal | None = None
    cost: Decimal | None = None
    quarters: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether all four quarters are known."""
        return self.quarters == _QUARTERS


_QUARTERS = 4


class PriceFrom(StrEnum):
    """Whose price a limit is computed with."""

    OWN = "本单位"
    TOWN = "本级平均"
    TYPED = "填写"


@dataclass(frozen=True, slots=True)
class Price:
    """Yuan per unit of measure, to 0.0001, and where it comes from."""

    value: Decimal
    origin: PriceFrom
    words: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as it was computed.

    Attributes:
        money: yuan a year; None: it cannot be computed, ``why`` says what is missing.
        quantity: what the rule allows, in the carrier's unit; None where the rule sets money only.
        price: by which the quantity became money.
        how: the computation with its numbers.
    """

    money: Decimal | None = None
    quantity: Decimal | None = None
    price: Price | None = None
    how: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A year's spending of one line against its limit.

    Attributes:
        unit_of_measure, carrier_name: of the carrier.
        own: whether the unit is in the town's own budget; None: not recorded.
        over: actual − limit in yuan; None: not judged, ``why`` says why not.
        price_effect, quantity_effect: they add up to ``over``; None where the rule does not tell them apart.
        is_part: the carrier's figures are contained in another's (其中).
        surcharge: what the town's list of surcharges makes of water over the limit; None: there is no list.
    """

    line: SpendingLine
    carrier_name: str
    unit_of_measure: str
    limit: Limit
    used: Used
    own: bool | None = None
    over: Decimal | None = None
    price_effect: Decimal | None = None
    quantity_effect: Decimal | None = None
    surcharge: Decimal | None = None
    why: str = ""
    is_part: bool = False

    @property
    def id(self) -> int:
        """By which a table finds its row again."""
        return self.line.id

    @property
    def is_overspent(self) -> bool:
        """Whether more was spent than allowed by a unit of the town's own budget; others name none."""
        return bool(self.own) and self.over is not None and self.over > 0


@dataclass(frozen=True, slots=True)
class SurchargeStep:
    """Of water over the limit, the part from one percentage to another costs so many percent more."""

    above: Decimal
    up_to: Decimal | None
    added: Decimal


@dataclass(frozen=True, slots=True)
class FundsLine:
    """What a year's working ledger says of money: planned, and spent."""

    title: str
    planned: Decimal | None
    spent: Decimal | None
    id: int = 0

    @property
    def left(self) -> Decimal | None:
        """Planned less spent; None if either is not known."""
        return None if self.planned is None or self.spent is None else self.planned - self.spent


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A retrofit: what it was to save a year, and what the monthly ledger shows before and after.

    Attributes:
        id: of the entry in the working ledger.
        planned: a year's saving in ``planned_unit``.
        carrier_name, unit: of what was measured; empty: nothing could be measured, ``why`` says why not.
        months: how many months of the year have figures on both sides.
        before, after: the sums of these months.
    """

    id: int
    title: str
    unit_name: str
    done: date | None
    cost: Decimal | None
    planned: Decimal | None
    planned_unit: str
    carrier_name: str = ""
    unit: str = ""
    months: int = 0
    before: Decimal | None = None
    after: Decimal | None = None
    why: str = ""

    @property
    def saved(self) -> Decimal | None:
        """Before less after, of the same months; negative where more was used. None: not measured."""
        return None if self.before is None or self.after is None else self.before - self.after
