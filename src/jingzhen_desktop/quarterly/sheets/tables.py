"""Finds tables of indicators on a sheet of any layout: which lines name indicators, which slots hold figures.

Judges nothing: code, name and unit of measure are compared in ``agreement``, figures are read in ``foreign``
(files in) and ``filling`` (套表). A table is told by its content: indicators that stand one after the other,
whatever stands above.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

from ...base.errors import InputRejected
from ...energy.statistics import statistical_systems
from ...spreadsheet.reading import Sheet
from ..values.reports import Amount
from . import layout
from .measures import is_money, measure_in
from .recognition import Spot
from .views import Hints, View
from .words import (
    CODE,
    COST_CODE,
    MEASURE,
    NAME,
    NUMBER,
    REMARK,
    Label,
    Meaning,
    code_in,
    codes_of,
    head_label,
)

_HEAD_DEPTH = 6
"""How many cells above the first figure may say what a slot holds."""
_MOST_MARKS = 15_000
"""Five hundred units with their forms one below the other."""
_FEWEST = 2
"""Indicators a table has at least. One word alone may stand in any text; forms of electricity and water only
exist (with three, a third of the collected tables would be read otherwise).
"""
_MOST_BETWEEN = 3
"""Lines without a figure between two indicators of one table: a note, a heading, a blank line. The collected
tables need one at most.
"""
_BESIDE, _WIDEST = 8, 60
"""How many slots beside an indicator are looked at for figures, between two of them and below the last:
bounds only, the collected tables need two and eight.
"""
_LONGEST_MEASURE = 8
_SCALED = re.compile(r"[(（](?![^()（）]*[元时度米方吨升瓦焦煤])[^()（）]*[百千万亿×][^()（）]*[)）]$")
"""Ends in brackets that hold a power of ten and no unit of measure: 数量（百份）."""
_NO_FIGURES = (REMARK, NUMBER, NAME, MEASURE, CODE, COST_CODE)
_MOST, _OF = 3, 5
"""Units of measure (or 数量/费用) stand in three of five lines of a slot that is theirs. Of 196 sheets with
tables, collected from offices and made by the tests, two of five reads six otherwise and wrongly, four of
five one (2026-11-30).
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: the texts that name its indicator, its code and its unit of measure."""

    index: int
    label: Label
    name: Spot
    texts: tuple[str, ...]
    code: Spot | None = None
    cost_code: Spot | None = None
    measure: Spot | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot with figures, and what stands above it; ``heads`` from the outermost to the innermost.

    ``months`` are the slots that are added up to it, where the table has months only.
    """

    index: int
    label: Label
    heads: tuple[Spot, ...]
    months: tuple[int, ...] = ()
    strange_measure: Spot | None = None
    """A text among the units of measure above that nobody knows."""


@dataclass(frozen=True, slots=True)
class Table:
    """Lines and slots that belong together."""

    view: View
    lines: tuple[Line, ...]
    slots: tuple[Slot, ...]
    strange: tuple[Line, ...]
    """Lines with figures whose text says nothing known."""
    aside: frozenset[int]
    """Slots that hold no figures: names, codes, units of measure, numbers, remarks."""
    top: int
    """The first row of the sheet that belongs to it, its head included."""
    body: int
    """The first row below its head."""
    bottom: int
    left: int
    right: int
    """Its first and last column."""

    @property
    def sheet(self) -> Sheet:
        return self.view.sheet


def find_tables(sheet: Sheet, hints: Hints | None = None) -> list[Table]:
    """Return the tables of a sheet, from the top; empty if fewer than two indicators stand in a line.

    Raises:
        InputRejected: more indicators than the units of a town have together.
    """
    hints = hints or Hints()
    upright = View(sheet, hints)
    marks = _marks(upright)
    if len(marks) > _MOST_MARKS:
        raise InputRejected(
            f"工作表“{sheet.name}”里有{len(marks)}处指标名称，不像填报表；请删除与填报无关的内容后重试。"
        )
    down, across = _longest(marks, 1), _longest(marks, 0)
    if max(down, across) < _FEWEST:
        return []
    if across > down:
        return _tables(
            View(sheet, hints, turned=True), [(column, row, label) for row, column, label in marks]
        )
    return _tables(upright, marks)


Mark = tuple[int, int, Label]


def _marks(view: View) -> list[Mark]:
    """Return every cell that names an indicator."""
    found: list[Mark] = []
    for line, row in enumerate(view.sheet.rows):
        for slot, cell in enumerate(row):
            if isinstance(cell.value, str) and (label := view.meaning(cell.value)).targets:
                found.append((line, slot, label))
    return found


def _longest(marks: Iterable[Mark], axis: int) -> int:
    counts: defaultdict[int, set[frozenset[Meaning]]] = defaultdict(set)
    for mark in marks:
        counts[mark[axis]].add(mark[2].targets)  # type: ignore[index]
    return max(map(len, counts.values()), default=0)


def _tables(view: View, marks: Sequence[Mark]) -> list[Table]:
    by_slot: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_slot[mark[1]].append(mark)
    found: list[Table] = []
    taken: set[int] = set()
    for slot in sorted(by_slot, key=lambda one: (-len(by_slot[one]), one)):
        if slot in taken or len(by_slot[slot]) < _FEWEST:
            continue
        for block in _blocks(view, slot, by_slot[slot]):
            names = _name_slots(slot, block, by_slot)
            taken.update(names)
            found += _side_by_side(view, names, block)
    return sorted(found, key=lambda table: (table.top, table.slots[0].index if table.slots else 0))


def _blocks(view: View, slot: int, marks: Sequence[Mark]) -> list[range]:
    """Split the indicators of one slot where they begin anew: another unit's table below."""
    starts: list[int] = []
    ends: list[int] = []
    seen: list[Label] = []
    ordered = sorted(marks, key=lambda mark: mark[0])
    for position, (line, _, label) in enumerate(ordered):
        far = (
            bool(ends)
            and line - ends[-1] > _MOST_BETWEEN
            and not _has_figures_between(view, slot, ends[-1], line)
        )
        anew = len(label.targets) == 1 and label in seen
        if not starts or far or (anew and _begins_anew(view, ordered, position, seen)):
            starts.append(line)
            ends.append(line)
            seen = []
        ends[-1] = line
        seen.append(label)
    limits = [*starts[1:], view.lines]
    return [
        range(start, _end(view, slot, end, limit))
        for start, end, limit in zip(starts, ends, limits, strict=True)
    ]


def _begins_anew(view: View, marks: Sequence[Mark], position: int, seen: Sequence[Label]) -> bool:
    """True where a repeated indicator begins another unit's table: after a line without figures that says
    something (a title, a head), or where the indicators come again in the order they had.

    Else it is the same indicator twice (two meters), and nobody may lose one of them.
    """
    line, slot, label = marks[position]
    before = marks[position - 1][0]
    if any(_is_heading(view, between, slot) for between in range(before + 1, line)):
        return True
    following = marks[position + 1][2] if position + 1 < len(marks) else None
    return len(seen) > 1 and label == seen[0] != seen[1] == following


def _is_heading(view: View, line: int, slot: int) -> bool:
    """True for a line between two tables: texts, and no figure."""
    slots = range(min(view.slots, slot + _WIDEST))
    texts = any(view.text(line, other) for other in slots)
    return texts and not any(view.is_number(line, other) for other in slots)


def _has_figures_between(view: View, slot: int, first: int, last: int) -> bool:
    beside = range(slot + 1, min(view.slots, slot + _BESIDE))
    return any(view.is_number(line, other) for line, other in product(range(first + 1, last), beside))


def _end(view: View, slot: int, last: int, limit: int) -> int:
    """Return where a block ends: strange lines with figures directly below its last indicator still belong to
    it.
    """
    line = last + 1
    while line < limit and any(
        view.is_number(line, other) for other in range(slot + 1, min(view.slots, slot + _WIDEST))
    ):
        if view.label(line, slot).role in (NAME, NUMBER):
            break
        line += 1
    return line


def _name_slots(slot: int, block: range, by_slot: dict[int, list[Mark]]) -> list[int]:
    """Return the slots that name indicators in this block: one, or several side by side."""
    found = [slot]
    for other, marks in by_slot.items():
        if other != slot and sum(mark[0] in block for mark in marks) >= _FEWEST:
            found.append(other)
    return sorted(found)


def _side_by_side(view: View, names: Sequence[int], block: range) -> list[Table]:
    """Return the tables of a block:
    a further name slot begins a table of its own unless it only refines the one before.
    """
    groups: list[list[int]] = []
    for slot in names:
        between = range(groups[-1][-1] + 1, slot) if groups else range(0)
        if groups and not any(_holds_figures(view, one, block) for one in between):
            groups[-1].append(slot)
        else:
            groups.append([slot])
    tables = []
    for position, group in enumerate(groups):
        left = groups[position - 1][-1] + 1 if position else 0
        right = groups[position + 1][0] if position + 1 < len(groups) else view.slots
        table = _table(view, group, range(left, right), block)
        if table is not None:
            tables.append(table)
    return tables


def _holds_figures(view: View, slot: int, block: range) -> bool:
    """True unless a slot says codes or units of measure only: figures, or blanks to be filled."""
    texts = [text for line in block if (text := view.text(line, slot))]
    if not texts:
        return True
    words = sum(
        bool(measure_in(text) or _is_code(text)) or view.meaning(text).what is not None for text in texts
    )
    return words * 2 < len(texts)  # the collected tables have all or none: any share would do


def _is_code(text: str) -> bool:
    return bool(code_in(text)) and any(code_in(text) in codes_of(system) for system in statistical_systems())


def _table(view: View, names: Sequence[int], across: range, block: range) -> Table | None:
    lines, strange = _lines(view, names, block)
    if not lines:
        return None
    sides = _sides(view, names, across, lines)
    known = [_with_sides(view, line, sides) for line in lines]
    used = {*names, *sides.values()}
    aside = used | {index for index in across if _is_aside(view, index, block)}
    top = _top(view, block.start, across)
    slots = [
        slot
        for index in across
        if index not in used
        and (index > names[0] or _told(view, index))
        and (slot := _slot(view, index, top, block, across.start)) is not None
    ]
    slots = _with_strange_measures(view, slots, range(top, block.start))
    ends = [slot.index for slot in slots] or [names[-1]]
    if view.turned:
        return Table(
            view,
            tuple(known),
            tuple(slots),
            tuple(strange),
            frozenset(aside),
            names[0],
            names[-1] + 1,
            max(ends),
            top,
            block[-1],
        )
    return Table(
        view,
        tuple(known),
        tuple(slots),
        tuple(strange),
        frozenset(aside),
        top,
        block.start,
        block[-1],
        names[0],
        max(ends),
    )


def _is_aside(view: View, index: int, block: range) -> bool:
    """True for a slot whose head says that it holds no figures: 序号, 备注, 代码."""
    for line in range(block.start - 1, max(-1, block.start - 1 - _HEAD_DEPTH), -1):
        if view.text(line, index):
            return view.label(line, index).role in _NO_FIGURES
    return False


def _with_strange_measures(view: View, slots: list[Slot], head: range) -> list[Slot]:
    """Return the slots, those marked whose unit of measure nobody knows: a text in a line of the head that
    holds units of measure otherwise.
    """
    strange: dict[int, Spot] = {}
    for line in head:
        texts = [(slot.index, view.text(line, slot.index)) for slot in slots]
        filled = [(index, text) for index, text in texts if text]
        strange |= {index: view.spot(line, index) for index, text in filled if _SCALED.search(text)}
        known = sum(bool(measure_in(text)) for _, text in filled)
        unknown = [(index, text) for index, text in filled if _may_be_measure(view, text)]
        if known and known + len(unknown) == len(filled) and known * 2 >= len(unknown):
            strange |= {index: view.spot(line, index) for index, _ in unknown}
    return [replace(slot, strange_measure=strange.get(slot.index)) for slot in slots]


def _may_be_measure(view: View, text: str) -> bool:
    """True for a short text that says nothing known."""
    if measure_in(text) or len(text) > _LONGEST_MEASURE or text[:1].isdigit():
        return False
    return not view.meaning(text).says_something and not head_label(text)


def _told(view: View, slot: int) -> bool:
    return view.told_of_slot(slot) is not None


def _lines(view: View, names: Sequence[int], block: range) -> tuple[list[Line], list[Line]]:
    """Return the lines that name an indicator, and those with figures that do not.

    Where a carrier's name stands once for several lines (电: 数量, 费用), the lines below it take it over.
    """
    known: list[Line] = []
    strange: list[Line] = []
    above = Label()
    for index in block:
        line, above = _line(view, names, index, above)
        (known if line.label.targets or line.label.not_taken else strange).append(line)
    if len([line for line in known if line.label.targets]) < _FEWEST:
        return [], []
    return known, strange


def _line(view: View, names: Sequence[int], index: int, above: Label) -> tuple[Line, Label]:
    """Return what a line names, and the indicator the lines below it may take over."""
    labels = [(slot, view.label(index, slot)) for slot in range(names[0], min(view.slots, names[-1] + 2))]
    own = [(slot, label) for slot, label in labels if label.targets and slot in names]
    name = view.spot(index, own[-1][0] if own else names[0])
    texts = tuple(text for slot in range(names[0], names[-1] + 1) if (text := view.text(index, slot)))
    beside = _amount_beside([label for _, label in labels], of_above=not own and bool(above.targets))
    if own:
        label, above = own[-1][1], own[0][1]
    elif above.targets and beside.what and not texts:  # 电 above; here only 费用 beside a blank name
        label = replace(above, measure="")
    elif above.targets and beside.what and view.label(index, names[0]).what:  # 电 above; 费用 is the name
        label, name = replace(above, measure=""), view.spot(index, names[0])
    else:
        return Line(index, view.label(index, names[0]), name, texts), Label() if texts else above
    label = replace(label, what=beside.what or label.what, measure=beside.measure or label.measure)
    return Line(index, label, name, texts or (view.text(index, names[-1] + 1),)), above


def _amount_beside(labels: Sequence[Label], *, of_above: bool) -> Label:
    """Return the label that says 数量 or 费用 in a line; below an indicator a unit of money says 费用 too."""
    said = next((label for label in labels if label.what and not label.targets), None)
    if said is None and of_above:
        money = next((label for label in labels if is_money(label.measure) and not label.targets), None)
        said = replace(money, what=Amount.COST) if money else None
    return said or Label()


def _sides(view: View, names: Sequence[int], across: range, lines: Sequence[Line]) -> dict[str, int]:
    """Return which slots hold codes and units of measure, by what stands in them;
    and the one with 数量/费用 per line.
    """
    found: dict[str, int] = {}
    for slot in sorted(across, key=lambda one: (one < names[0], one)):
        if slot in names or view.told_of_slot(slot) is not None:
            continue
        texts = [(line, text) for line in lines if (text := view.text(line.index, slot))]
        if not texts:
            continue
        role = _codes_say(texts) if len(texts) >= _FEWEST else ""
        if role and role not in found:
            found[role] = slot
        elif _holds_measures(view, slot, lines, [text for _, text in texts]):
            found.setdefault(MEASURE, slot)
        elif len(texts) >= _FEWEST and _most(bool(view.meaning(text).what) for _, text in texts):
            found.setdefault("what", slot)
    return found


def _holds_measures(view: View, slot: int, lines: Sequence[Line], texts: Sequence[str]) -> bool:
    """True for the slot of the units of measure: most are known, or its head says so, or half of them are
    known and the others could be some.
    """
    known = [bool(measure_in(text)) for text in texts]
    if _most(known) or _headed_measure(view, slot, lines[0].index):
        return True
    others = [text for text, is_known in zip(texts, known, strict=True) if not is_known]
    return sum(known) >= len(others) and all(_may_be_measure(view, text) for text in others)


def _headed_measure(view: View, slot: int, first: int) -> bool:
    for line in range(first - 1, max(-1, first - 1 - _HEAD_DEPTH), -1):
        if view.text(line, slot):
            return view.label(line, slot).role == MEASURE
    return False


def _most(texts: Iterable[bool]) -> bool:
    answers = list(texts)
    return sum(answers) * _OF >= len(answers) * _MOST


def _codes_say(texts: Sequence[tuple[Line, str]]) -> str:
    """Say whether these are the lines' codes or their cost codes, by any version of the system."""
    hits = dict.fromkeys(Amount, 0)
    for line, text in texts:
        code = code_in(text)
        items = {item for item, _ in line.label.targets}
        for system in statistical_systems():
            meanings = codes_of(system).get(code, frozenset()) if code else frozenset()
            agreeing = {what for key, what in meanings if key in items}
            if agreeing:
                for what in agreeing:
                    hits[what] += 1
                break
    # Half of the codes must be those of their lines' names: forms with wrong codes are to be told of them,
    # not read without (with seven of ten three of the collected tables were; a fifth would still do).
    if sum(hits.values()) * 2 < len(texts) or sum(hits.values()) < _FEWEST:
        return ""
    targets = chain.from_iterable(line.label.targets for line, _ in texts)
    explicit = any(what is Amount.COST for _, what in targets)
    return CODE if hits[Amount.QUANTITY] or explicit else COST_CODE


def _with_sides(view: View, line: Line, sides: dict[str, int]) -> Line:
    spots = {role: view.spot(line.index, slot) for role, slot in sides.items()}
    label = line.label
    if "what" in spots and not label.what:
        label = replace(label, what=view.meaning(spots["what"].text).what)
    return replace(
        line, label=label, code=spots.get(CODE), cost_code=spots.get(COST_CODE), measure=spots.get(MEASURE)
    )


def _top(view: View, first: int, across: range) -> int:
    """Return the first line of the head above a block: as far up as texts stand over its slots."""
    top = first
    for line in range(first - 1, max(-1, first - 1 - _HEAD_DEPTH), -1):
        filled = [slot for slot in across if view.text(line, slot)]
        if not view.turned and _is_form_head(view, line, across):
            break
        if not filled or (not view.turned and len(filled) < 2 and not _says_slot(view, line, filled)):
            break
        top = line
    return top


def _is_form_head(view: View, line: int, across: range) -> bool:
    """True for a line with 填报单位：… or 统计时间：… of a whole form;
    two units in one line head tables that stand side by side.
    """
    labels = [
        head_label(text) for slot in range(view.slots) if (text := view.text(line, slot)) and head_label(text)
    ]
    named = [text for slot in across if (text := view.text(line, slot)) and head_label(text)]
    columns = sum(view.label(line, slot).says_something for slot in across)
    return (
        bool(named)
        and labels.count(layout.UNIT) < 2
        and columns < 3
        and any(_has_value(view, line, slot) for slot in across)
    )


def _has_value(view: View, line: int, slot: int) -> bool:
    """True for a label with its value after a colon or beside it."""
    text = view.text(line, slot)
    return bool(head_label(text)) and (
        ":" in text or "：" in text or not view.label(line, slot + 1).says_something
    )


def _says_slot(view: View, line: int, filled: Sequence[int]) -> bool:
    label = view.label(line, filled[0])
    return bool(label.what or label.period or label.group or label.month)


def _slot(view: View, index: int, top: int, block: range, leftmost: int) -> Slot | None:
    """Return a slot with what stands above it;
    a blank above takes over what stands to its left, except just above the figures.
    """
    heads: list[Spot] = []
    for line in range(top, block.start):
        spot = view.spot(line, index)
        back = index
        while (
            not spot.text
            and line < block.start - 1
            and back > leftmost
            and _is_under_the_same(view, line, back, block)
        ):
            back -= 1
            spot = view.spot(line, back)
        if spot.text:
            heads.append(spot)
    label = view.told_of_slot(index) or _merged(
        view.meaning(head.text) for head in heads if isinstance(head.cell.value, str)
    )
    has_figures = any(view.is_number(line, index) for line in block)
    if not has_figures and not heads:
        return None
    if label.role in _NO_FIGURES:
        return None
    return Slot(index, label, tuple(heads))


def _is_under_the_same(view: View, line: int, slot: int, block: range) -> bool:
    """A merged head goes on to the right only while something more exact stands below it."""
    return any(view.text(below, slot) for below in range(line + 1, block.start))


def _merged(labels: Iterable[Label]) -> Label:
    """Put together what the heads above a slot say; the inner ones are more exact."""
    merged = Label()
    for label in labels:
        merged = Label(
            label.targets or merged.targets,
            label.what or merged.what,
            label.measure or merged.measure,
            label.period or merged.period,
            label.group or merged.group,
            label.role or merged.role,
            label.month or merged.month,
            label.not_taken or merged.not_taken,
        )
    return merged
