"""What can be said of the carriers of a town's quarter: which were used, what they are called, how much they
have changed. Pure; the totals and comparisons themselves are 季度统计's.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ...base.numbers import show_percent
from ...energy.statistics import Item, statistical_systems
from ...quarterly.values.figures import CarrierTotals, Measure, TownQuarter

ALL_COST, ALL_ENERGY = "all_cost", "all_energy"
"""What stands for a carrier's key where everything is meant: the cost, and the energy in standard coal."""
WHOLE = {ALL_COST: "能源资源费用", ALL_ENERGY: "综合能耗"}
"""What they are called."""
HARDLY = Decimal("0.0005")
"""A smaller change would be shown as 0.0%."""
LEVEL = ("持平", "基本持平")
"""How a change is called that is none, or too small to be shown."""


def used_carriers(town: TownQuarter) -> list[CarrierTotals]:
    """The carriers (no 其中 rows) with something used, this year or last."""
    measures = [(carrier, carrier.quantity) for carrier in town.carriers if carrier.item.is_carrier]
    return [
        carrier
        for carrier, quantity in measures
        if quantity.year_to_date.value or quantity.last_year_to_date.value
    ]


def stated_measures(town: TownQuarter) -> dict[str, Measure]:
    """What the text says of the totals, by carrier and of the whole; nothing that is 0 or unknown."""
    every = {one.item.key: one.quantity for one in used_carriers(town)}
    every |= {ALL_COST: town.cost, ALL_ENERGY: town.coal}
    return {key: measure for key, measure in every.items() if measure.year_to_date.value}


def common_coverage(town: TownQuarter) -> str:
    """How many units all stated totals cover; empty where they cover all, or not the same."""
    coverages = {measure.year_to_date.coverage for measure in stated_measures(town).values()}
    return coverages.pop() if len(coverages) == 1 else ""


def change_words(measure: Measure) -> str:
    """Return 同比 as the text has it: 下降2.8%, 持平, 不可比; empty where there is no last year.

    The word is part of it: a fall that became a rise of as many percent is another figure.
    """
    change = measure.comparison_to_date.change
    if change is None:
        return "" if measure.last_year_to_date.value is None else "不可比"
    if abs(change) < HARDLY:
        return LEVEL[change != 0]
    return ("上升" if change > 0 else "下降") + show_percent(abs(change)).lstrip("+")


def spoken_name(item: Item, words: Mapping[str, str]) -> str:
    """How a carrier's use is spoken of, by the standard wording's words: 用电."""
    return words.get(item.key, f"消费{item.name}")


def carrier_names() -> dict[str, str]:
    """Return what each row of the forms is called, by key; of several versions' names the shortest."""
    names: dict[str, str] = {}
    for system in statistical_systems():
        for item in system.items:
            names[item.key] = min(names.get(item.key, item.name), item.name, key=len)
    return names
