"""Which slots of a table hold the wanted quarter's figures, and which are passed over and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from ...energy.periods import Quarter
from .agreement import why_not_a_figure
from .heads import names_quarter, period_of
from .measures import is_no_unit
from .months import months_words, quarter_of_months
from .tables import Slot, Table
from .words import ALL, NOW, THIS_YEAR, TO_DATE

NOT_WHOLE = "不是整季的消费数"


@dataclass(slots=True)
class ChosenSlots:
    """The slots of a table by what becomes of them.

    Attributes:
        kept: those that hold the quarter's figures.
        months: those of single months, whether they are added up or stand beside their total.
        passed: those that are not taken, with why.
        lacking: why nothing of the table is the quarter's; empty if something is.
        names_quarter: a head names this very quarter.
    """

    kept: list[Slot] = field(default_factory=list)
    months: list[Slot] = field(default_factory=list)
    passed: list[tuple[Slot, str]] = field(default_factory=list)
    added_up: list[Slot] = field(default_factory=list)
    lacking: str = ""
    names_quarter: bool = False

    def told(self, table: Table) -> list[str]:
        """Say what is passed over and what is added up."""
        name = table.view.name_of_slot
        lines = [f"{name(slot.index)}“{heads_of(slot)}”不导入：{why}" for slot, why in self.passed]
        return lines + [
            f"{'、'.join(map(name, slot.months))}相加为本季数，因为没有本季合计" for slot in self.added_up
        ]


def choose_slots(table: Table, quarter: Quarter) -> ChosenSlots:
    """Return the slots that may hold this quarter's figures, and the others with why they do not."""
    periods = _periods(table, quarter)
    chosen = ChosenSlots()
    for slot in table.slots:
        if why := _why_passed(slot, periods[slot.index]):
            chosen.passed.append((slot, why))
        elif slot.label.month:
            chosen.months.append(slot)
        else:
            chosen.kept.append(slot)
    _add_months(table, chosen, quarter)
    if not any(has_figures(table, slot) for slot in chosen.kept) and not chosen.lacking:
        passed = [
            (slot, why) for slot, why in chosen.passed if periods[slot.index] and has_figures(table, slot)
        ]
        if passed and not any(periods[slot.index] == NOW for slot in chosen.kept):
            named = "、".join(dict.fromkeys(f"“{heads_of(slot)}”" for slot, _ in passed))
            chosen.lacking = f"只有{named}的数，没有{quarter.title}的数"
    heads = chain.from_iterable(slot.heads for slot in chosen.kept)
    chosen.names_quarter = any(names_quarter(head.text, quarter) for head in heads)
    return chosen


def _periods(table: Table, quarter: Quarter) -> dict[int, str]:
    """Return which period each slot is of; 本年 is the quarter where nothing else is, else what is added up."""
    found = {slot.index: slot_period(slot, quarter) for slot in table.slots}
    this_year = TO_DATE if NOW in found.values() else NOW
    return {index: this_year if period == THIS_YEAR else period for index, period in found.items()}


def slot_period(slot: Slot, quarter: Quarter) -> str:
    """Return which period a slot's heads name; empty if they name none."""
    dated = (period for head in slot.heads if (period := period_of(head.text, quarter)))
    return slot.label.period or next(dated, "")


def _why_passed(slot: Slot, period: str) -> str:
    if period and period != NOW:
        return f"是{period}的数"
    if slot.label.not_taken:
        return NOT_WHOLE
    return why_not_a_figure(slot.label.measure) if is_no_unit(slot.label.measure) and _is_price(slot) else ""


def _is_price(slot: Slot) -> bool:
    return "/" in slot.label.measure or slot.label.measure in "%‰"


def _add_months(table: Table, chosen: ChosenSlots, quarter: Quarter) -> None:
    """Let three months stand in where no slot holds the whole quarter;
    a total of more months than the quarter's does not.
    """
    if _more_than(chosen.months, quarter) and quarter_of_months(chosen.months, quarter):
        totals = [slot for slot in chosen.kept if slot.label.group == ALL and slot.label.period != NOW]
        chosen.passed += [(slot, "是各月的合计，不是本季的数") for slot in totals]
        chosen.kept = [slot for slot in chosen.kept if slot not in totals]
    whole = any(has_figures(table, slot) for slot in chosen.kept)
    chosen.added_up = [] if whole else quarter_of_months(chosen.months, quarter)
    if chosen.months and not whole and not chosen.added_up:
        lacking = f"没有{quarter.title}的合计或{quarter.months}三个月齐全的数"
        chosen.lacking = f"只有{months_words(chosen.months)}的数，{lacking}，请补全后再导入"
    used = set(chain.from_iterable(slot.months for slot in chosen.added_up))
    chosen.passed += [(slot, NOT_WHOLE) for slot in chosen.months if slot.index not in used]
    chosen.kept = chosen.added_up or chosen.kept


def _more_than(months: Sequence[Slot], quarter: Quarter) -> bool:
    """True if there are slots of months outside the quarter."""
    return any(not quarter.first_month <= slot.label.month <= quarter.last_month for slot in months)


def has_figures(table: Table, slot: Slot) -> bool:
    """True if a slot holds a number in one of the table's lines."""
    return any(table.view.is_number(line.index, slot.index) for line in table.lines)


def heads_of(slot: Slot) -> str:
    """Name a slot by what stands above it."""
    return "/".join(dict.fromkeys(head.text for head in slot.heads))


def months_beside(months: Sequence[Slot], slot: Slot, quarter: Quarter) -> tuple[int, ...]:
    """Return the three months of the quarter that stand beside a slot of their total."""
    groups = quarter_of_months([one for one in months if one.label.what in (None, slot.label.what)], quarter)
    fitting = [group.months for group in groups if _same_group(group, slot)]
    return fitting[0] if len(fitting) == 1 else ()


def _same_group(group: Slot, slot: Slot) -> bool:
    return slot.label.what in (None, group.label.what) or group.label.what is None
