"""Nothing is stored that was not understood: sheets of every kind that went wrong once, and what becomes of
every figure of a sheet.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as OpenWorkbook

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.actions.reports import store_forms
from jingzhen_desktop.quarterly.sheets.reading import FormReading, read_sources
from jingzhen_desktop.quarterly.values.findings import FormOutcome
from jingzhen_desktop.quarterly.values.reports import Entry
from jingzhen_desktop.spreadsheet.looks import Looks
from jingzhen_desktop.spreadsheet.reading import Cell, Sheet, Workbook

from .edits import EDITS, TRUTH, Edited
from .understood import CASES, Case, Figures

if TYPE_CHECKING:
    from collections.abc import Iterator

Q3 = Quarter(2024, 3)
_UNITS = (
    ("青石镇人民政府", Nature.STATE_ORGAN, "镇政府"),
    ("青石镇中心学校", Nature.EDUCATION, "中心学校"),
    ("青石镇卫生院", Nature.HEALTH, "卫生院"),
    ("青石镇文化站", Nature.CULTURE, "文化站"),
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The four units the sheets speak of; reading stores nothing, so one office does for all of them."""
    with Office.create(tmp_path_factory.mktemp("office") / "青石镇.jzdb") as office:
        write_settings(office, {TOWN: "青石镇"})
        for name, nature, short in _UNITS:
            add_unit(office, 2024, UnitFacts(name, nature), UnitContact(short))
        yield office


def written(case: Case, folder: Path) -> Path:
    """Write a case's sheet as a workbook."""
    book = OpenWorkbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = case.sheet
    for row in case.rows:
        sheet.append(list(row))
    if case.change:
        case.change(sheet)
    book.save(folder / case.file)
    return folder / case.file


def stored_figures(readings: list[FormReading]) -> Figures:
    """Return what would be stored without the clerk's word."""
    found: Figures = {}
    for reading in readings:
        form = reading.form
        if form.outcome is FormOutcome.NEW and not form.waits and not reading.hidden:
            assert form.unit is not None
            assert form.report is not None
            entries = {key: entry for key, entry in form.report.entries.items() if entry != Entry()}
            found[form.unit.contact.short_name] = {
                key: (_shown(entry.quantity), _shown(entry.cost)) for key, entry in entries.items()
            }
    return found


def _shown(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_sheet_is_understood_or_refused(town: Office, case: Case, tmp_path: Path) -> None:
    readings = read_sources(town, [written(case, tmp_path)], Q3)
    said = [str(finding) for reading in readings for finding in reading.form.findings]
    assert stored_figures(readings) == (case.figures or {}), said
    assert any(case.says in line for line in said) or not case.says, said


def test_the_cases_are_of_every_kind() -> None:
    assert len(CASES) >= 120
    assert len({case.id for case in CASES}) == len(CASES)
    assert len({case.kind for case in CASES}) >= 9


def test_a_doubtful_form_is_stored_with_its_answered_questions_only(town: Office, tmp_path: Path) -> None:
    case = next(case for case in CASES if case.id == "看得见-批注")
    (reading,) = read_sources(town, [written(case, tmp_path)], Q3)
    with pytest.raises(Exception, match="有待确认的问题"):
        store_forms(town, [reading.form])


_NUMBERS = st.decimals(min_value=1, max_value=9999, places=1)
_LINES = st.lists(
    st.sampled_from(
        [
            "电",
            "水",
            "煤炭",
            "天然气",
            "汽油",
            "柴油",
            "热力",
            "其他能源",
            "食堂用电",
            "空调",
            "建筑面积",
            "综合能耗",
            "单价",
        ]
    ),
    min_size=2,
    max_size=7,
)
_COLUMNS = st.lists(
    st.sampled_from(
        [
            "数量",
            "费用（元）",
            "上年同期",
            "累计",
            "7月",
            "8月",
            "9月",
            "合计",
            "单价",
            "增减%",
            None,
            "说明什么",
        ]
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_LINES, _COLUMNS, st.data())
def test_every_figure_of_a_sheet_is_taken_or_listed(
    town: Office, lines: list[str], columns: list[str | None], data: st.DataObject
) -> None:
    """The figures that are taken and those that are listed are together the figures of the sheet."""
    rows: list[tuple[Cell, ...]] = [
        (Cell("2024年三季度统计表"),),
        (Cell("填报单位：卫生院"), Cell(None), Cell("统计时间：2024年三季度")),
        (Cell("指标名称"), *map(Cell, columns)),
    ]
    for line in lines:
        rows.append((Cell(line), *(Cell(data.draw(_NUMBERS)) for _ in columns)))
    sheet = Sheet("表", False, tuple(rows))
    readings = read_sources(town, [Workbook("表.xlsx", (sheet,), "0" * 64)], Q3)
    shown = next((reading.sheet for reading in readings if reading.sheet), None)
    if shown is None or not (shown.taken or shown.not_taken):
        assert all(reading.form.outcome is FormOutcome.REJECTED for reading in readings)
        return
    listed: list[tuple[int, int]] = []
    for one in shown.not_taken:
        listed += one.cells
    numbers = {(row, column) for row in range(3, len(rows)) for column in range(1, len(columns) + 1)}
    assert len(listed) == len(set(listed))
    assert set(listed).isdisjoint(shown.taken)
    assert set(listed) | set(shown.taken) == numbers


_CLEAN_ITEMS = [
    ("电", "千瓦时", "electricity"),
    ("水", "立方米", "water"),
    ("煤炭", "吨", "coal"),
    ("天然气", "立方米", "natural_gas"),
    ("汽油", "升", "petrol"),
    ("柴油", "升", "diesel"),
]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(_CLEAN_ITEMS), st.integers(2, 6), st.data())
def test_of_a_clean_sheet_everything_is_taken_and_nothing_listed(
    town: Office, items: list[tuple[str, str, str]], count: int, data: st.DataObject
) -> None:
    wanted = {key: Entry(data.draw(_NUMBERS), data.draw(_NUMBERS)) for _, _, key in items[:count]}
    rows: list[tuple[Cell, ...]] = [
        (Cell("2024年三季度能源消费统计表"),),
        (Cell("填报单位：青石镇卫生院"), Cell(None), Cell("统计时间：2024年三季度")),
        tuple(map(Cell, ("指标名称", "计量单位", "数量", "费用（元）"))),
    ]
    for name, unit, key in items[:count]:
        rows.append((Cell(name), Cell(unit), Cell(wanted[key].quantity), Cell(wanted[key].cost)))
    sheet = Sheet("Sheet1", False, tuple(rows))
    (reading,) = read_sources(town, [Workbook("卫生院.xlsx", (sheet,), "0" * 64)], Q3)
    assert reading.sheet is not None
    assert reading.sheet.not_taken == ()
    assert reading.form.doubts == ()
    assert reading.form.report is not None
    taken = {key: entry for key, entry in reading.form.report.entries.items() if entry != Entry()}
    assert taken == wanted


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3), st.data())
def test_a_good_form_after_random_edits_is_never_silently_wrong(
    town: Office, edits: list[str], data: st.DataObject
) -> None:
    """What is stored without a question is what the form says then; what the edits spoilt is not stored."""
    form = Edited()
    for edit in edits:
        EDITS[edit](form, data)
    sheet = Sheet("Sheet1", False, form.cells(), Looks(rows=frozenset(form.hidden)))
    for reading in read_sources(town, [Workbook("表.xlsx", (sheet,), "0" * 64)], Q3):
        if reading.form.outcome is not FormOutcome.NEW or reading.form.waits:
            continue
        assert not form.spoilt, (edits, form.table)
        assert reading.form.report is not None
        assert reading.form.unit is not None
        assert reading.form.unit.contact.short_name == "卫生院"
        entries = reading.form.report.entries
        assert {key: entries.get(key) for key in TRUTH} == TRUTH, (edits, form.table)
