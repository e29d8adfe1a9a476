"""Quota rows as a workbook: out as a table to fill in, and read back; nothing is stored here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from ...base.errors import FieldRejected, InputRejected
from ...base.numbers import parse_number
from ...base.text import matching_key
from ...base.typed import parse_date
from ...spreadsheet.limits import address
from ...spreadsheet.reading import Cell, Sheet, Workbook, read_workbook
from ...spreadsheet.styles import HEAD, NOTE, NUMBER, TEXT, TITLE
from ...spreadsheet.writing import BookWriter, WrittenValue
from ..rules.quotas import check_quota
from ..values.quota_file import Corrections, ReadQuota, ReadQuotas
from ..values.quotas import (
    USUALLY_EXCLUDED,
    HeadRule,
    Quota,
    QuotaIndicator,
    QuotaMeasure,
    QuotaStandard,
)

_TITLE_ROWS = 20
"""How far down the row of titles is looked for."""
_MOST_ROWS = 2000
_TITLES = {
    "table_number": ("表号", "表"),
    "indicator": ("指标", "定额指标", "指标名称"),
    "measure": ("计量单位", "单位"),
    "unit_class": ("类别", "定额类别", "机构类别", "单位类别"),
    "zone": ("分区", "气候分区"),
    "heating": ("供暖方式", "采暖方式"),
    "limit": ("约束值", "通用值", "定额值"),
    "base": ("基准值",),
    "guide": ("引导值", "先进值"),
    "head_rule": ("人数算法",),
    "page": ("页码", "页"),
    "entered_by": ("录入人",),
    "entered_on": ("录入日期",),
    "note": ("备注",),
}
"""Field → the titles its column may have."""
_LEVELS = ("limit", "base", "guide")
_DASHES = frozenset("-—–―－/")
"""How tables write “not set”: it is blank, not 0."""
_INDICATORS = {matching_key(one.words): one for one in QuotaIndicator} | {
    matching_key(one.short): one for one in QuotaIndicator
}
_HEADS = {matching_key(one.words): one for one in HeadRule}
_MEASURE_NOISE = re.compile(r"[()（）·.\s]")
_MEASURE_WORDS = (
    ("m²", "㎡"),
    ("m2", "㎡"),
    ("平方米", "㎡"),
    ("千瓦时", "kwh"),
    ("立方米", "m³"),
    ("m3", "m³"),
)


def _fields() -> dict[str, str]:
    found = {}
    for field, titles in _TITLES.items():
        found.update(dict.fromkeys(map(matching_key, titles), field))
    return found


_FIELDS = _fields()


def read_quotas(path: Path, standard: QuotaStandard, known: Sequence[Quota]) -> ReadQuotas:
    """Read the rows of a standard from a workbook.

    Raises:
        InputRejected: no workbook, or no table of quotas in it; the sentence names the file.
        EnvironmentFault: the file cannot be read.
    """
    return open_quotas(path, standard, known)[1]


def open_quotas(path: Path, standard: QuotaStandard, known: Sequence[Quota]) -> tuple[Workbook, ReadQuotas]:
    """Read the same, with the workbook to read it from again. Raises as :func:`read_quotas` does."""
    workbook = read_workbook(path)
    return workbook, quotas_of(workbook, standard, known)


def quotas_of(
    workbook: Workbook, standard: QuotaStandard, known: Sequence[Quota], typed: Corrections | None = None
) -> ReadQuotas:
    """Read the rows of a standard from an open workbook, with what the clerk typed over some cells.

    Raises:
        InputRejected: no table of quotas in it; the sentence names the file.
    """
    for sheet in (one for one in workbook.sheets if not one.hidden):
        for top in range(min(_TITLE_ROWS, len(sheet.rows))):
            columns = _columns(sheet, top)
            if {"unit_class", "limit"} <= set(columns.values()):
                return _read(workbook.name, sheet, top, columns, _Given(standard, known, typed or {}))
    raise InputRejected(
        f"在“{workbook.name}”里没有找到定额表：要有一行标题，其中有“类别”和“约束值”（或“通用值”“定额值”）。"
        "可先用“导出Excel”得到样表，照样填写。"
    )


@dataclass(frozen=True)
class _Given:
    """What a table is read for: the standard, its rows that are stored, what was typed over some cells."""

    standard: QuotaStandard
    known: Sequence[Quota]
    typed: Corrections


def _columns(sheet: Sheet, row: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, cell in enumerate(sheet.rows[row]):
        field = _FIELDS.get(matching_key(_plain(cell).partition("（")[0]))
        if field is not None and field not in found.values():
            found[column] = field
    return found


def _read(
    name: str,
    sheet: Sheet,
    top: int,
    columns: Mapping[int, str],
    given: _Given,
) -> ReadQuotas:
    rows: list[ReadQuota] = []
    before = Quota(0, given.standard.id)
    for row in range(top + 1, len(sheet.rows)):
        cells = {field: (column, sheet.cell(row, column)) for column, field in columns.items()}
        if not _is_quota(cells):
            continue
        read = _row(row, cells, before, given)
        rows.append(read)
        before = read.quota
    if not rows:
        raise InputRejected(f"“{name}”的“{sheet.name}”在标题行下面没有定额，请检查是不是选错了文件。")
    if len(rows) > _MOST_ROWS:
        raise InputRejected(
            f"“{name}”有{len(rows)}行，不像定额表（最多{_MOST_ROWS}行），请检查是不是选错了文件。"
        )
    titles = {column: _plain(cell) for column, cell in enumerate(sheet.rows[top])}
    unknown = tuple(title for column, title in titles.items() if title and column not in columns)
    return ReadQuotas(name, sheet.name, tuple(rows), unknown)


def _is_quota(cells: Mapping[str, tuple[int, Cell]]) -> bool:
    """Whether a row gives something: a class, or figures whose class cannot be read."""
    name = _plain(cells["unit_class"][1])
    figures = [cells[field][1] for field in _LEVELS if field in cells]
    return not name.startswith("注") and bool(name or any(_plain(one) or one.problem for one in figures))


def _row(
    row: int,
    cells: dict[str, tuple[int, Cell]],
    before: Quota,
    given: _Given,
) -> ReadQuota:
    """A row; table, indicator and unit of measure that are merged over several rows hold until the next."""
    problems: list[str] = []
    values: dict[str, Any] = {}
    wrong: set[str] = set()
    typed = {field: text for (number, field), text in given.typed.items() if number == row + 1}
    cells |= {field: (cells[field][0] if field in cells else 0, Cell(text)) for field, text in typed.items()}
    for field, (column, cell) in cells.items():
        if cell.problem:
            problems.append(f"{address(row, column)}：{cell.problem}")
            wrong.add(field)
            continue
        try:
            value = _value(field, cell)
        except InputRejected as error:
            problems.append(f"{address(row, column)}：{str(error).rstrip('。')}")
            wrong.add(field)
            continue
        if value is not None:
            values[field] = value
    if "unit_class" not in values and "unit_class" not in wrong:
        problems.append(f"{address(row, cells['unit_class'][0])}：没有类别，有定额值")
        wrong.add("unit_class")
    start = Quota(
        0,
        given.standard.id,
        before.table_number,
        indicator=before.indicator,
        measure=before.measure,
        head_rule=before.head_rule,
    )
    quota = replace(start, **values)
    if "indicator" in values and "measure" not in values and quota.measure not in quota.indicator.measures:
        quota = replace(quota, measure=quota.indicator.measures[0])
    quota = replace(quota, excluded=USUALLY_EXCLUDED.get(quota.indicator, ()))
    if not problems:
        try:
            check_quota(quota, given.standard)
        except InputRejected as error:
            problems.append(str(error).rstrip("。"))
            wrong |= {error.field} if isinstance(error, FieldRejected) else set()
    texts = {field: _plain(cell) for field, (_, cell) in cells.items()}
    return ReadQuota(row + 1, quota, tuple(problems), _is_known(quota, given.known), texts, frozenset(wrong))


def _is_known(quota: Quota, known: Sequence[Quota]) -> bool:
    """Whether the standard has the same figures for the same class already."""
    return any(
        (one.indicator, one.measure, one.unit_class, one.zone, one.heating, one.levels)
        == (quota.indicator, quota.measure, quota.unit_class, quota.zone, quota.heating, quota.levels)
        for one in known
    )


def _value(field: str, cell: Cell) -> object:
    text = _plain(cell)
    if not text:
        return None
    if field in _LEVELS:
        if set(text) <= _DASHES:
            return None
        return parse_number(f"{cell.value:f}" if isinstance(cell.value, Decimal) else text)
    if field == "entered_on":
        return _day(cell)
    if field == "indicator":
        return _named(text.partition("：")[0], _INDICATORS, "指标")
    if field == "measure":
        return measure_of(text)
    if field == "head_rule":
        return _named(text, _HEADS, "人数算法")
    return text


def _day(cell: Cell) -> date | None:
    if isinstance(cell.value, datetime):
        return cell.value.date()
    return cell.value if isinstance(cell.value, date) else parse_date(_plain(cell))


def _named(text: str, names: Mapping[str, Any], title: str) -> object:
    found = names.get(matching_key(text))
    if found is None:
        raise InputRejected(f"不认识{title}“{text}”，请按“定额标准”里的叫法填写")
    return found


def measure_of(text: str) -> QuotaMeasure:
    """Read a unit of measure as standards write it: kgce/(m²·a), m³/人; raises InputRejected."""
    key = _measure_key(text)
    for one in QuotaMeasure:
        if _measure_key(one.value) == key:
            return one
    raise InputRejected(f"不认识计量单位“{text}”，请写成{'、'.join(QuotaMeasure)}之一")


def _measure_key(text: str) -> str:
    plain = text.lower().replace("/(p·a)", "/人").replace("/p", "/人")
    for word, sign in _MEASURE_WORDS:
        plain = plain.replace(word, sign)
    return _MEASURE_NOISE.sub("", plain).removesuffix("a").removesuffix("/")


def _plain(cell: Cell) -> str:
    return "" if cell.value is None else " ".join(str(cell.value).split())


def quotas_workbook(standard: QuotaStandard, quotas: Sequence[Quota]) -> bytes:
    """Return the rows of a standard as .xlsx; reading it back in finds every row known."""
    book = BookWriter(standard.name)
    sheet = book.add_sheet("定额")
    names = standard.levels.names
    fields = [field for field in _TITLES if field not in _LEVELS or field in names]
    sheet.merge(0, 0, 0, len(fields) - 1, standard.name, TITLE)
    for column, field in enumerate(fields):
        sheet.put(1, column, names.get(field, _TITLES[field][0]), HEAD)
    for row, quota in enumerate(quotas, 2):
        for column, field in enumerate(fields):
            sheet.put(row, column, _written(quota, field), NUMBER(None) if field in _LEVELS else TEXT)
    note = "注：标准没有给出的等级（—）空着，不填0。填好后在“定额标准”里用“从Excel导入…”读回。"
    sheet.merge(len(quotas) + 2, 0, len(quotas) + 2, len(fields) - 1, note, NOTE)
    sheet.widths(*(26 if field in ("indicator", "unit_class", "head_rule") else 11 for field in fields))
    sheet.freeze(2, 0)
    sheet.fit_heights()
    sheet.print_setup(landscape=True, head_rows=(1, 1))
    return book.save()


def _written(quota: Quota, field: str) -> WrittenValue:
    value = getattr(quota, field)
    if isinstance(value, (QuotaIndicator, HeadRule)):
        return value.words
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, QuotaMeasure) else value
