"""A form as it was read cell by cell, also where it is wrong, and with what the clerk says in place of it.
Pure: nothing is read from a file or stored here.

What the clerk types holds in the form's unit of measure. It takes the place of one figure; an error of a
whole row is over when its quantity is typed, and its cost is then taken as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...base.numbers import show_number
from ...energy.statistics import Item, StatisticalSystem
from ...organisation.values.units import UnitInYear
from ...spreadsheet.limits import address
from ...spreadsheet.reading import Cell
from ..rules.checks import report_findings
from ..values.confirmations import Correction
from ..values.findings import Finding, Severity
from ..values.mends import Mends
from ..values.reports import Amount, Entry, EntryCell
from . import layout
from .found import ForeignForm
from .months import number_in
from .recognition import ONE, FoundForm, Row, Spot, code_key, factor_if_agreeing


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A figure of a form as the file has it.

    Attributes:
        text: what stands in the cell.
        value: its number in the form's unit of measure; None if it is none.
        place: the cell's address.
    """

    text: str
    value: Decimal | None
    place: str


def cells_of(form: FoundForm | ForeignForm, system: StatisticalSystem) -> dict[EntryCell, ReadCell]:
    """Return what stands in the figures of a form, also where it was refused; cells it has not are absent."""
    return dict(_own_cells(form, system) if isinstance(form, FoundForm) else _foreign_cells(form))


def with_unit(form: FoundForm, unit: UnitInYear) -> FoundForm:
    """Return a form as that of the unit the clerk names."""
    before = form.labels.get(layout.UNIT, Spot(Cell(""), 0, 0))
    labels = {label: spot for label, spot in form.labels.items() if label != layout.CREDIT_CODE}
    return replace(form, labels={**labels, layout.UNIT: Spot(Cell(unit.name), before.row, before.column)})


def mended_figures(
    form: FoundForm | ForeignForm,
    entries: Mapping[str, Entry],
    findings: Sequence[Finding],
    mends: Mends,
    system: StatisticalSystem,
) -> tuple[dict[str, Entry], list[Finding]]:
    """Return the figures of a form with what the clerk typed in, and what is wrong with them then."""
    cells = cells_of(form, system)
    mended = dict(entries)
    for finding in findings:
        if _is_of_row(finding) and _settles(finding, mends, cells):
            cost = cells.get((finding.item, Amount.COST))
            mended[finding.item] = Entry(None, cost.value if cost else None)
    for (key, what), value in mends.figures.items():
        mended[key] = mended.get(key, Entry()).put(what, value)
    base = form if isinstance(form, FoundForm) else form.form

    def place(item: Item, what: Amount) -> str:
        cell = cells.get((item.key, what))
        return f"{base.place}{cell.place if cell else f'{item.name}{what.words}'}"

    kept = [one for one in findings if not one.check and not _is_settled(one, mends, cells)]
    spoilt = {(one.item, one.what) for one in kept if one.severity is Severity.ERROR and one.item}
    judged = [
        one
        for one in report_findings(mended, system, place)
        if not {(one.item, one.what), (one.item, None)} & spoilt
    ]
    return mended, [*kept, *judged]


def corrections_of(
    form: FoundForm | ForeignForm, mends: Mends, unit: UnitInYear | None, system: StatisticalSystem
) -> tuple[Correction, ...]:
    """Return what is to be kept of the clerk's mending: the file's text, and what is stored in its place."""
    base = form if isinstance(form, FoundForm) else form.form
    cells = cells_of(form, system)
    found = []
    for (key, what), value in mends.figures.items():
        cell, item = cells.get((key, what)), system.item(key)
        was = f"文件中是“{cell.text[:60]}”" if cell and cell.text else "文件中没有填"
        now = "没有采纳" if value is None else f"手工更正为{show_number(value)}"
        place = f"{base.place}{cell.place if cell else ''}"
        found.append(Correction(place, f"{item.name}{what.words}：{was}，{now}"))
    found += [Correction(one.place, f"没有采纳：{one.text}") for one in sorted(mends.left_out, key=str)]
    if mends.unit_id is not None and unit is not None:
        said = base.label(layout.UNIT)
        text = f"文件中写的单位是“{said[:60]}”" if said else "文件中没有写单位"
        found.append(Correction(base.place, f"{text}，指定为{unit.name}"))
    return tuple(found)


def _is_settled(finding: Finding, mends: Mends, cells: Mapping[EntryCell, ReadCell]) -> bool:
    return finding in mends.left_out or _settles(finding, mends, cells)


def _settles(finding: Finding, mends: Mends, cells: Mapping[EntryCell, ReadCell]) -> bool:
    """Whether what the clerk typed stands in place of what a finding speaks of; of a whole row the cost too
    must be known.
    """
    if not finding.item or finding.check:
        return False
    if finding.what is not None:
        return (finding.item, finding.what) in mends.figures
    cost = (finding.item, Amount.COST)
    return (finding.item, Amount.QUANTITY) in mends.figures and (cost in cells or cost in mends.figures)


def _is_of_row(finding: Finding) -> bool:
    """Whether a whole row was refused, so that neither of its figures was read."""
    return finding.severity is Severity.ERROR and bool(finding.item) and finding.what is None


def _own_cells(form: FoundForm, system: StatisticalSystem) -> Iterator[tuple[EntryCell, ReadCell]]:
    by_code = {item.code: item for item in system.items}
    seen: set[str] = set()
    for row in form.rows:
        item = by_code.get(code_key(row.code.text)) or _named(row, system)
        if item is None or item.key in seen:
            continue
        seen.add(item.key)
        factor = factor_if_agreeing(item, row.name.text, row.measure.text) or ONE
        yield (item.key, Amount.QUANTITY), _read(row.quantity, factor)
        yield (item.key, Amount.COST), _read(row.cost, ONE)


def _named(row: Row, system: StatisticalSystem) -> Item | None:
    return next((item for item in system.items if row.is_named(item)), None)


def _foreign_cells(found: ForeignForm) -> Iterator[tuple[EntryCell, ReadCell]]:
    for cell, figure in found.figures.items():
        yield cell, _read(figure.spot, figure.factor)


def _read(spot: Spot, factor: Decimal) -> ReadCell:
    number = number_in(spot.cell)
    return ReadCell(spot.text, None if number is None else number * factor, address(spot.row, spot.column))
