"""Which indicator a line of a foreign table is: code, name and unit of measure must agree with one version of
the system.

150, 160, 170 and 180 mean different carriers in different versions; where a line has only a name, the name
must fit one indicator alone. Each answer says why, so that the clerk can follow it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ...energy.statistics import Item, StatisticalSystem, statistical_systems
from ...spreadsheet.limits import address
from ..values.reports import Amount
from .general import General
from .measures import factor_of, is_money, is_no_unit, measure_in, why_not
from .recognition import Spot
from .tables import Line, Slot, Table
from .words import Label, Meaning, code_in, codes_of, title_of


@dataclass(frozen=True, slots=True)
class Agreed:
    """A line and the indicator it is.

    Attributes:
        what: whether its figures are quantities or costs; None where the slot decides.
        item: None for facts of the unit.
        measure: the unit of measure the line or the table names, as compared; empty if none.
        why: e.g. 名称相符，代码110与2022版一致.
        fault: why the line cannot be taken, in Chinese; empty if it can.
    """

    line: Line
    key: str
    what: Amount | None
    item: Item | None
    measure: str
    why: str
    fault: str = ""

    def title(self, system: StatisticalSystem) -> str:
        """Name the indicator as lists show it."""
        return title_of((self.key, self.what or Amount.QUANTITY), system)


def best_version(table: Table, system: StatisticalSystem) -> StatisticalSystem:
    """Return the version with which most codes and names agree; the quarter's own if none has more."""
    return max(statistical_systems(), key=lambda one: (agreeing_codes(table, one), one is system))


def agreeing_codes(table: Table, system: StatisticalSystem) -> int:
    """Return how many lines have a code and a name that agree in this version."""
    codes = codes_of(system)
    return sum(_code_agrees(line, codes) for line in table.lines)


def _code_agrees(line: Line, codes: Mapping[str, Collection[Meaning]]) -> bool:
    """Whether a line's code and its name may mean the same item."""
    if line.code is None:
        return False
    by_code = {key for key, _ in codes.get(code_in(line.code.text), ())}
    return any(key in by_code for key, _ in line.label.targets)


def agree(table: Table, system: StatisticalSystem) -> list[Agreed]:
    """Return every line that is an indicator, in the table's order;
    facts of the unit are among them, with no item.
    """
    found: list[Agreed] = []
    carrier = ""
    for line in table.lines:
        if line.label.not_taken or not line.label.targets:
            continue
        one = _agree(line, carrier, system)
        if one.item is not None:
            carrier = one.item.part_of or one.key
        found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class Conversion:
    """By what a figure is multiplied, and who says so.

    Attributes:
        factor: None if there is no exact way.
        measure: the unit of measure the figure is written in, as compared; empty if nobody names one.
        origin: where it is named, in Chinese; empty for the line itself, which has told it already.
        contradiction: another place that names another unit for the same figure, in Chinese; or empty.
    """

    factor: Decimal | None = Decimal(1)
    measure: str = ""
    origin: str = ""
    contradiction: str = ""


def conversion(
    agreed: Agreed, slot: Slot, what: Amount, general: General, format_words: str = ""
) -> Conversion:
    """Return by what a figure is multiplied and the unit of measure it is written in.

    The slot's own word goes first (万元 above a column), then the line's, then what is said once for the whole
    sheet (单位：万元), then what the cell's number format writes behind the figure.
    """
    assert agreed.item is not None
    stated = [(slot.label.measure, f"栏目“{slot.heads[-1].text}”" if slot.heads else "栏目")]
    stated.append((agreed.measure, ""))
    stated += [
        (one.measure, f"{_address(one.spot)}“{one.spot.text[:30]}”")
        for one in general.for_figure(agreed.item, what)
    ]
    stated.append((measure_in(format_words), f"数字格式“{format_words}”"))
    fitting = [(one, origin) for one, origin in stated if one and is_money(one) is (what is Amount.COST)]
    if not fitting:
        return Conversion()
    measure, origin = fitting[0]
    factor = factor_of(measure, agreed.item, what)
    other = next(
        ((one, where) for one, where in fitting[1:] if factor_of(one, agreed.item, what) != factor), None
    )
    against = f"{other[1] or '这一行'}写的是{other[0]}" if other else ""
    return Conversion(factor, measure, origin, against)


def _address(spot: Spot) -> str:
    return address(spot.row, spot.column)


def _agree(line: Line, carrier: str, system: StatisticalSystem) -> Agreed:
    targets, told = line.label.targets, line.label.told
    why = ["对应关系中这样指定" if told else "名称相符"]
    code = code_in(line.code.text) if line.code and not told else ""
    meanings = codes_of(system).get(code, frozenset()) if code else frozenset()
    column = line.measure.text.strip() if line.measure else ""
    measure = line.label.measure or measure_in(column)
    if line.label.measure and not told and is_no_unit(line.label.measure):
        return Agreed(line, "", None, None, measure, why_not_a_figure(line.label.measure))
    if all(key.startswith("fact:") for key, _ in targets):
        ((key, what),) = targets
        return Agreed(line, key, what, None, measure, "基本情况，以“组织机构”登记的为准")
    keys = {key for key, _ in targets}
    if column and not measure and not told:
        return _of_unknown_measure(line, column, keys, system)
    if code:
        if fitting := {key for key, _ in meanings} & keys:
            keys = fitting
            why.append(f"代码{code}与{system.version}版一致")
        else:
            return _disagreeing(line, code, meanings, keys, measure, system)
    if len(keys) > 1:
        keys &= {f"{carrier}_vehicle", f"{carrier}_other"}
        why.append("紧跟在所属品种之后")
    keys = {key for key in keys if system.has(key)}
    if len(keys) != 1:
        return _unclear(line, measure, system)
    (key,) = keys
    return _measured(line, key, _what_of(line, key, meanings), measure, why, system)


def why_not_a_figure(measure: str) -> str:
    """Say why a line or slot in this unit holds no quantities: 元/千瓦时."""
    return f"“{measure}”不是计量单位，不是消费数"


def _of_unknown_measure(line: Line, column: str, keys: set[str], system: StatisticalSystem) -> Agreed:
    """A line whose unit of measure nobody knows: its figures mean nothing."""
    named = sorted(key for key in keys if system.has(key))
    item = system.item(named[0]) if named else None
    wanted = f"，请按{item.unit}填报" if item else ""
    fault = f"“{line.name.text[:40]}”的计量单位“{column[:20]}”不认识{wanted}"
    return Agreed(line, named[0] if named else "", None, item, "", "", fault)


def _what_of(line: Line, key: str, meanings: frozenset[Meaning]) -> Amount | None:
    """Return which figures a line holds where it alone says so; None where the slot decides."""
    if line.label.what:
        return line.label.what
    by_code = {what for one, what in meanings if one == key}
    named = {what for one, what in line.label.targets if one == key}
    return Amount.COST if Amount.COST in by_code | named else None


def _measured(
    line: Line, key: str, what: Amount | None, measure: str, why: list[str], system: StatisticalSystem
) -> Agreed:
    item = system.item(key)
    if measure and is_money(measure) and not what:
        what = Amount.COST
    wanted = (what or Amount.QUANTITY).unit(item)
    shown = (line.measure.text if line.measure else "") or measure
    if measure and not (is_money(measure) and what is not Amount.COST):
        factor = factor_of(measure, item, what or Amount.QUANTITY)
        if factor is None:
            reason = why_not(measure)
            fault = f"“{item.name}”应按{wanted}填报，表中的计量单位是“{shown}”，{reason}，请改正并核对数量"
            return Agreed(line, key, what, item, measure, "", fault)
        column = measure_in(line.measure.text) if line.measure else ""
        if (
            column
            and is_money(column) is is_money(measure)
            and factor_of(column, item, what or Amount.QUANTITY) != factor
        ):
            fault = f"“{line.name.text[:40]}”里的计量单位与“{shown}”不是一回事，请改正并核对数量"
            return Agreed(line, key, what, item, measure, "", fault)
        why.append(_why_measure(shown, wanted, factor))
    elif not measure:
        why.append(f"没有写计量单位，按{wanted}")
    return Agreed(line, key, what, item, measure, "，".join(why))


def _disagreeing(
    line: Line,
    code: str,
    meanings: frozenset[Meaning],
    keys: set[str],
    measure: str,
    system: StatisticalSystem,
) -> Agreed:
    named = sorted(key for key in keys if system.has(key))
    text = line.name.text[:40]
    if meanings:
        means = system.item(min(meanings)[0])
        fault = f"代码{code}在{system.version}版中是“{means.name}”，表中是“{text}”，请改正"
    elif named:
        fault = f"“{text}”的代码应为{system.item(named[0]).code}，表中是“{code}”，请改正"
    else:
        fault = f"代码“{code}”、指标“{text}”不是{system.version}版的指标"
    return Agreed(
        line, named[0] if named else "", None, system.item(named[0]) if named else None, measure, "", fault
    )


def _unclear(line: Line, measure: str, system: StatisticalSystem) -> Agreed:
    text = line.name.text[:40]
    several = len({key for key, _ in line.label.targets}) > 1
    fault = (
        f"“{text}”可能是汽油也可能是柴油，请写明或指定"
        if several
        else f"“{text}”不是{system.version}版的指标"
    )
    return Agreed(line, "", None, None, measure, "", fault)


def _why_measure(shown: str, wanted: str, factor: Decimal) -> str:
    if factor != 1:
        return f"“{shown}”按1{shown}＝{_plain(factor)}{wanted}换算"
    return "计量单位相符" if shown == wanted else f"“{shown}”即{wanted}"


def _plain(factor: Decimal) -> str:
    return f"{factor.normalize():f}"


def merged_what(agreed: Agreed, slot: Label) -> Amount:
    """Return which figure a cell holds: a cost on either side makes it a cost."""
    is_cost = Amount.COST in (agreed.what, slot.what) or is_money(slot.measure)
    return Amount.COST if is_cost else Amount.QUANTITY
