"""What was filled in: the figures of each row and the foot of a form, with what is wrong cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from ...base.errors import InputRejected
from ...base.numbers import parse_number
from ...base.text import join_names, narrow
from ...base.typed import parse_date
from ...energy.statistics import Item, StatisticalSystem, system_of_version
from ...spreadsheet.looks import PLAIN
from ..rules.checks import report_findings
from ..values.findings import Finding, Severity
from ..values.reports import Amount, Entry, Signatures
from . import layout
from .found import ForeignForm
from .measures import factor_of, measure_in
from .recognition import ONE, FoundForm, Row, Spot, code_key, factor_if_agreeing

_LONGEST_NAME, _LONGEST_NOTE = 50, 500
_EXCEL_EPOCH = date(1899, 12, 30)


def read_entries(form: FoundForm, system: StatisticalSystem) -> tuple[dict[str, Entry], list[Finding]]:
    """Return the figures by item key and what is wrong with rows and figures, in the form's order."""
    rows, errors = _rows_by_item(form, system)
    entries: dict[str, Entry] = {}
    looked: list[Finding] = []
    for key, (row, factor) in rows.items():
        looked += _own_look_doubts(form, row, key, system)
        quantity = _figure(form, row.quantity, errors, key, Amount.QUANTITY)
        entries[key] = Entry(
            quantity if quantity is None or factor is ONE else quantity * factor,
            _figure(form, row.cost, errors, key, Amount.COST),
        )
    if not rows:
        return {}, errors or [form.error(form.place, "没有可识别的指标行，请用本软件导出的空白表填报")]
    if not errors and not any(row.has_figures for row, _ in rows.values()):
        return {}, [form.error(form.place, "没有填写任何数据（空白表），请填好后再导入")]
    missing = [item for item in system.items if item.key not in rows]
    lost = [
        Finding(Severity.QUERY, form.place, f"缺少“{item.name}”（{item.code}）一行，按未填处理")
        for item in missing
    ]
    places = {key: (row.quantity, row.cost) for key, (row, _) in rows.items()}
    return entries, [*errors, *looked, *lost, *_judged(form, entries, system, places, errors)]


def _own_look_doubts(form: FoundForm, row: Row, key: str, system: StatisticalSystem) -> list[Finding]:
    """Ask for cells of our form that look otherwise than they are, or whose number format names a unit."""
    looks = form.sheet.looks
    if looks is PLAIN:
        return []
    found = []
    for what, spot in zip(Amount, (row.quantity, row.cost), strict=True):
        found += [replace(one, item=key, what=what) for one in look_doubts(form, spot)]
        words = looks.at(spot.row, spot.column).words
        if words and spot.text and factor_of(measure_in(words), system.item(key), what) != ONE:
            text = f"数字格式写有“{words}”，看到的和存的可能不是一个数，请核对"
            found.append(Finding(Severity.DOUBT, form.at(spot), text, item=key, what=what))
    return found


def entries_of(found: ForeignForm, system: StatisticalSystem) -> tuple[dict[str, Entry], list[Finding]]:
    """Return the figures of a report in a foreign layout by item key, converted,
    and what is wrong with them.
    """
    form, errors = found.form, list(found.faults)
    entries: dict[str, Entry] = {}
    looked: list[Finding] = []
    for (key, what), figure in found.figures.items():
        value = _figure(form, figure.spot, errors, key, what)
        for spot in figure.cells:
            looked += [replace(one, item=key, what=what) for one in look_doubts(form, spot)]
        converted = value if value is None or figure.factor is ONE else value * figure.factor
        entries[key] = entries.get(key, Entry()).put(what, converted)
    wrong = any(finding.severity is Severity.ERROR for finding in errors)
    if not wrong and not any(
        entry.quantity is not None or entry.cost is not None for entry in entries.values()
    ):
        return {}, [form.error(form.place, "没有填写任何数据（空白表），请填好后再导入")]
    lost = [item.name for item in system.items if item.key not in entries]
    missing = (
        [
            Finding(
                Severity.QUERY,
                form.place,
                f"表中没有{join_names(lost)}，已存的数不动，没有存过的按未填；没有消耗的请补0",
            )
        ]
        if lost
        else []
    )
    spots = {key: (_spot(found, key, Amount.QUANTITY), _spot(found, key, Amount.COST)) for key in entries}
    return entries, [*errors, *looked, *missing, *_judged(form, entries, system, spots, errors)]


def look_doubts(form: FoundForm, spot: Spot) -> list[Finding]:
    """Ask for a filled cell that looks otherwise than it is: hidden, struck through, with a comment."""
    if spot.cell.value is None and not spot.cell.problem:
        return []
    if isinstance(spot.cell.value, str) and not spot.cell.value.strip():
        return []
    return [
        Finding(Severity.DOUBT, form.at(spot), f"{text}，请确认“{spot.text[:20]}”是要报的数")
        for text in form.sheet.look(spot.row, spot.column).doubts
    ]


def foot_of(form: FoundForm) -> tuple[Signatures, str, list[Finding]]:
    """Return signatures and note; a date that cannot be read is to be asked, a text too long is cut."""
    names = [
        form.label(label)[:_LONGEST_NAME]
        for label in (layout.UNIT_HEAD, layout.STATISTICS_HEAD, layout.FILLED_BY)
    ]
    day, findings = _reported_on(form)
    return Signatures(names[0], names[1], names[2], day), form.label(layout.NOTE)[:_LONGEST_NOTE], findings


def _rows_by_item(
    form: FoundForm, system: StatisticalSystem
) -> tuple[dict[str, tuple[Row, Decimal]], list[Finding]]:
    """Return the rows by item key, each with the factor of its unit of measure,
    and what is wrong with the others.
    """
    rows: dict[str, tuple[Row, Decimal]] = {}
    errors: list[Finding] = []
    for row in form.rows:
        item, factor = _agreement(row.code.text, row.name.text, row.measure.text, system.version)
        if item is None or factor is None:
            named = item or next((one for one in system.items if row.is_named(one)), None)
            found = _disagreement(form, row, item, system)
            errors += [replace(one, item=named.key) for one in found] if named else found
        elif item.key in rows:
            fault = form.error(form.at(row.code), f"“{item.name}”（{item.code}）出现了两行，请只保留一行")
            errors.append(replace(fault, item=item.key))
        else:
            rows[item.key] = row, factor
    return rows, errors


@lru_cache(maxsize=2048)
def _agreement(code: str, name: str, measure: str, version: str) -> tuple[Item | None, Decimal | None]:
    """Return the item a row's code means, and its factor if name and unit of measure agree too;
    every form says it anew.
    """
    key = code_key(code)
    item = next((one for one in system_of_version(version).items if one.code == key), None)
    return item, factor_if_agreeing(item, name, measure) if item else None


def _disagreement(form: FoundForm, row: Row, item: Item | None, system: StatisticalSystem) -> list[Finding]:
    """Say which of code, name and unit of measure is not the version's;
    a strange row without figures is let pass.
    """
    named = next((one for one in system.items if row.is_named(one)), None)
    code, name, measure = (spot.text[:40] for spot in (row.code, row.name, row.measure))
    if item is None and named is None:
        return (
            [
                form.error(
                    form.at(row.code), f"代码“{code}”、指标“{name}”不是{system.version}版的指标，请删去此行"
                )
            ]
            if row.has_figures
            else []
        )
    if item is None:
        assert named is not None
        return [form.error(form.at(row.code), f"“{name}”的代码应为{named.code}，表中是“{code}”，请改正")]
    if not row.is_named(item):
        return [
            form.error(
                form.at(row.name),
                f"代码{item.code}在{system.version}版中是“{item.name}”，表中是“{name}”，请改正",
            )
        ]
    return [
        form.error(
            form.at(row.measure),
            f"“{item.name}”的计量单位应为{item.unit}，表中是“{measure}”，请改正并核对数量",
        )
    ]


def _figure(form: FoundForm, spot: Spot, errors: list[Finding], key: str, amount: Amount) -> Decimal | None:
    """Return the number of a cell; what is not a number adds an error and counts as blank."""
    value = spot.cell.value
    fault = spot.cell.problem
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        try:
            return parse_number(value)
        except InputRejected as error:
            fault = str(error)
    elif value is not None:
        fault = f"“{spot.text}”是日期或逻辑值，不是数字，请只填数字"
    if fault:
        errors.append(replace(form.error(form.at(spot), fault), item=key, what=amount))
    return None


def _spot(found: ForeignForm, key: str, what: Amount) -> Spot | None:
    """Return where a figure stands; a cost that has no cell of its own is asked for at its quantity."""
    figure = found.figures.get((key, what)) or found.figures.get((key, Amount.QUANTITY))
    return figure.spot if figure else None


def _judged(
    form: FoundForm,
    entries: Mapping[str, Entry],
    system: StatisticalSystem,
    spots: Mapping[str, tuple[Spot | None, Spot | None]],
    errors: Sequence[Finding],
) -> list[Finding]:
    """Return what the checks say of the figures, each naming its cell; a cell that is wrong already is not
    judged again.

    The cells are named afterwards: a form has thirty figures and few findings.
    """
    spoilt = {finding.place for finding in errors}
    found = []
    for finding in report_findings(entries, system, lambda _item, _what: ""):
        spot = spots.get(finding.item, (None, None))[finding.what is Amount.COST]
        if spot is not None and (place := form.at(spot)) not in spoilt:
            found.append(replace(finding, place=place))
    return found


def _reported_on(form: FoundForm) -> tuple[date | None, list[Finding]]:
    spot = form.labels.get(layout.REPORTED_ON)
    value = spot.cell.value if spot else None
    if isinstance(value, datetime):
        return value.date(), []
    if isinstance(value, date):
        return value, []
    text = spot.text if spot else ""
    day = _date_in(text)
    if day is None and re.search(r"\d", text):
        return None, [
            Finding(
                Severity.QUERY,
                form.place_of_label(layout.REPORTED_ON),
                f"{layout.REPORTED_ON}“{text[:30]}”看不懂，未保存；请写成如2011-10-08",
            )
        ]
    return day, []


def _date_in(text: str) -> date | None:
    plain = re.sub(r"\s", "", narrow(text))
    # Excel's own number of a day, in a cell without a date format
    if plain.isdigit() and 20000 < int(plain) < 80000:
        return _EXCEL_EPOCH + timedelta(days=int(plain))
    try:
        return parse_date(plain)
    except InputRejected:
        return None
