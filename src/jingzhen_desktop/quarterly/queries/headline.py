"""The year's main figures so far, for 今日工作: up to the last period of which every unit has reported. Read once
the window stands; what is due and how far the work is, ``face`` asks for before that.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ...base.numbers import MINUS, show_number, show_percent
from ...energy.periods import Quarter
from ...office.face import Figure, Headline
from ...office.file import Office
from ..rules.figures import months_to_date
from ..values.board import Board
from ..values.figures import Measure, TownQuarter
from .board import state_board
from .town import town_quarter

_PER_HEAD = "人均综合能耗"


def headline(office: Office, year: int, day: date) -> Headline | None:
    """Return the figures with their period; None before the first period is complete."""
    board = state_board(office, year, day)
    owed = [one for one in board.cycle.periods(year) if board.owed(one.number)]
    complete = _complete(board, owed)
    if not complete:
        return None
    town, last = town_quarter(office, complete[-1]), complete[-1]
    following = owed[len(complete)] if len(owed) > len(complete) else None
    note = f"{following.name}报齐后更新到{months_to_date(following)}" if following else ""
    return Headline(f"{months_to_date(last)}累计", tuple(_figures(town)), note)


def _complete(board: Board, owed: list[Quarter]) -> list[Quarter]:
    """The year's first periods of which every unit has reported."""
    count = next(
        (at for at, one in enumerate(owed) if board.received(one.number) < board.owed(one.number)), len(owed)
    )
    return owed[:count]


def _figures(town: TownQuarter) -> list[Figure]:
    found = [_figure("综合能耗", town.coal, "吨标准煤", Decimal(1000), 2)]
    for key, name, unit in (("electricity", "电", "千瓦时"), ("water", "水", "立方米")):
        carrier = town.carrier(key)
        if carrier is not None:
            found.append(_figure(name, carrier.quantity, unit, Decimal(1), 0))
    found.append(_figure("费用", town.cost, "万元", Decimal(10_000), 2))
    per_head = next((one for one in town.indicators if one.name.startswith(_PER_HEAD)), None)
    if per_head is not None:
        value = show_number(per_head.value, 2, blank="—")
        found.append(Figure(_PER_HEAD, value, per_head.unit if per_head.value else "", "", per_head.reason))
    return found


def _figure(title: str, measure: Measure, unit: str, parts: Decimal, places: int) -> Figure:
    total, compared = measure.year_to_date, measure.comparison_to_date
    value = None if total.value is None else total.value / parts
    change = "" if compared.change is None else f"同比{show_percent(compared.change)}".replace("-", MINUS)
    of = f"同比按{compared.units}个两年都有数的单位" if change else compared.reason
    said = "；".join(filter(None, (total.coverage and f"只有{total.coverage}的数", of)))
    return Figure(
        title, show_number(value, places, blank="—"), unit if value is not None else "", change, said
    )
