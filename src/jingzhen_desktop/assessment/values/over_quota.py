"""A unit over its quota: by how much, what it explained, and the steps that were taken. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ...base.columns import Added, Money, Quantity


class Step(StrEnum):
    """A step of the ladder; its words, its ground and who may take it are data (``resources/assessment``)."""

    ASK = "ask"
    RECEIVE = "receive"
    ACCEPT = "accept"
    REFUSE = "refuse"
    RECTIFY = "rectify"
    CIRCULAR = "circular"
    REPORT = "report"
    SUGGEST = "suggest"
    PETITION = "petition"
    OPINION = "opinion"
    INSPECT = "inspect"
    CLOSE = "close"


class Who(StrEnum):
    """Who may take a step."""

    TOWN = "town"
    OWN = "own"
    """The town, of the units of its own only."""
    UNIT = "unit"
    COUNTY = "county"

    @property
    def words(self) -> str:
        """The words on the screen: 县级机关事务管理部门."""
        return _WHO_WORDS[self]


_WHO_WORDS = {
    Who.TOWN: "本级办公室",
    Who.OWN: "本级，只对镇属单位",
    Who.UNIT: "单位",
    Who.COUNTY: "县级机关事务管理部门",
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder as the data declares it.

    Attributes:
        title: the action; ``done``: what holds once it was taken.
        basis: the law or duty it stands on; ``what``: what it says.
        after: steps one of which comes first, or ``no_answer``; none: at any time.
        never: steps after which it is taken no more.
        wait: the sentence for one that cannot be taken yet.
        needs: what is asked for beside the day: number, deadline, text.
        settles: nothing is left to do after it.
    """

    step: Step
    title: str
    done: str
    who: Who
    basis: str
    what: str
    after: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    wait: str = ""
    needs: tuple[str, ...] = ()
    settles: bool = False


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step that was taken in one case.

    Attributes:
        deadline: by when the unit is to answer.
        signer: who signed a report to the county off (签发人).
        violation_id, circular_id, round_id: what it made in 监督检查.
    """

    id: int
    case_id: int
    step: Step
    day: date
    number: str = ""
    deadline: date | None = None
    text: str = ""
    signer: str = ""
    violation_id: int | None = None
    circular_id: int | None = None
    round_id: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a unit says of its use over the quota (超定额用能情况说明).

    Attributes:
        causes: keys of the ticked ones.
        due: by when it will have done what it promises; ``expected``: what that will save, in its words.
        signed_by: the head of the unit.
    """

    causes: tuple[str, ...] = ()
    reason: str = ""
    measures: str = ""
    person: str = ""
    due: date | None = None
    expected: str = ""
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class OverQuota:
    """A unit that used more than its quota in a year, as it was found.

    Attributes:
        indicator: what is compared, e.g. 单位建筑面积能耗; ``measure`` its unit, e.g. kgce/㎡.
        quota, actual: both in that measure; ``level``: which level of the quota.
        standard: number, table and row; ``ground``: how the figure was computed.
        base: square metres or heads the quota is counted on; ``base_unit`` its unit; None: not known.
        used: what was used in all; None: not known, then it is what actual and base make.
        cost: yuan of what is over; None: the price is not known.
    """

    id: int
    unit_id: int
    year: int
    indicator: str
    measure: str
    quota: Quantity
    actual: Quantity
    level: str = "约束值"
    standard: str = ""
    ground: str = ""
    base: Quantity | None = None
    base_unit: str = ""
    used: Quantity | None = None
    cost: Money | None = None
    explanation: Explanation = Explanation()
    unit_name: Added[str] = ""
    steps: Added[tuple[TakenStep, ...]] = ()

    def step(self, wanted: Step) -> TakenStep | None:
        """The step as it was taken; None if it was not."""
        return next((one for one in self.steps if one.step is wanted), None)

    @property
    def excess(self) -> Decimal:
        """What is over, in the measure."""
        return self.actual - self.quota

    @property
    def total_excess(self) -> Decimal | None:
        """What is over in all, in ``amount_unit``; None where the base is not known."""
        if self.base is None:
            return None
        used = self.actual * self.base if self.used is None else self.used
        return used - self.quota * self.base

    @property
    def amount_unit(self) -> str:
        """The unit of what is over in all: kgce of kgce/㎡."""
        return self.measure.split("/")[0]
