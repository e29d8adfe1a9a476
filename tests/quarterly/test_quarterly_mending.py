"""A form that was read wrong is put right before it is stored, and what was put right is kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.reports import store_forms
from jingzhen_desktop.quarterly.queries.confirmations import confirmations_of
from jingzhen_desktop.quarterly.queries.reports import stored_report, typed_cells
from jingzhen_desktop.quarterly.sheets.mending import cells_of
from jingzhen_desktop.quarterly.sheets.reading import FormReading, judged_again, read_sources
from jingzhen_desktop.quarterly.values.confirmations import ConfirmationKind
from jingzhen_desktop.quarterly.values.findings import FormOutcome
from jingzhen_desktop.quarterly.values.mends import Mends
from jingzhen_desktop.quarterly.values.reports import Amount, Entry, EntryCell

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

Q3 = Quarter(2011, 3)
POWER: EntryCell = ("electricity", Amount.QUANTITY)
POWER_COST: EntryCell = ("electricity", Amount.COST)
Fill = Callable[..., Path]


def _read(office: Office, *paths: Path) -> list[FormReading]:
    return read_sources(office, list(paths), Q3)


def _spoilt(fill: Fill, unit: UnitInYear) -> Path:
    return fill(unit, Q3, {"110": "1.85万", "111": "10175元", "120": 40, "121": 140})


def _table(path: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_everything_that_was_read_is_there_though_two_cells_are_wrong(
    office: Office, units: list[UnitInYear], fill: Fill
) -> None:
    (reading,) = _read(office, _spoilt(fill, units[0]))
    assert reading.form.outcome is FormOutcome.REJECTED
    assert [(one.item, one.what) for one in reading.form.errors] == [POWER, POWER_COST]
    assert reading.alone.judged is not None
    cells = cells_of(reading.alone.judged.form, system_of_year(2011))
    assert (cells[POWER].text, cells[POWER].value) == ("1.85万", None)
    assert cells["water", Amount.QUANTITY].value == 40
    assert len(cells) == 2 * len(system_of_year(2011).items)


def test_what_is_typed_over_is_stored_marked_and_kept_with_the_files_text(
    office: Office, units: list[UnitInYear], fill: Fill
) -> None:
    readings = _read(office, _spoilt(fill, units[0]))
    one = Mends({POWER: Decimal(18500)})
    (half,) = judged_again(office, readings, {0: one})
    assert [(error.item, error.what) for error in half.form.errors] == [POWER_COST]
    both = Mends({POWER: Decimal(18500), POWER_COST: Decimal(10175)}, said_by="会计王莉")
    (mended,) = judged_again(office, [half], {0: both})
    assert mended.form.outcome is FormOutcome.NEW
    assert mended.form.report is not None
    store_forms(office, [mended.form])
    report = stored_report(office, units[0].id, Q3)
    assert report is not None
    assert report.entries["electricity"] == Entry(Decimal(18500), Decimal(10175))
    assert report.entries["water"] == Entry(Decimal(40), Decimal(140))
    assert typed_cells(office, Q3)[units[0].id] == {POWER, POWER_COST}
    kept = confirmations_of(office, units[0].id, Q3)
    assert {one.kind for one in kept} == {ConfirmationKind.CORRECTION}
    assert kept[0].text == "电数量：文件中是“1.85万”，手工更正为18,500"
    assert kept[1].text == "电费用：文件中是“10175元”，手工更正为10,175"
    assert kept[0].confirmed_by == "会计王莉"
    assert kept[0].place == "文件“镇政府.xlsx”工作表“填报表”D7"
    office.undo()
    assert stored_report(office, units[0].id, Q3) is None
    office.redo()
    assert len(confirmations_of(office, units[0].id, Q3)) == 2


def test_the_checks_judge_what_was_typed_over(office: Office, units: list[UnitInYear], fill: Fill) -> None:
    figures = {"170": 100, "171": 700, "1701": "六十", "1711": 420, "1702": 40, "1712": 280}
    readings = _read(office, fill(units[0], Q3, figures))
    parts = [item.key for item in system_of_year(2011).parts_of("petrol")]
    wrong: EntryCell = (parts[0], Amount.QUANTITY)
    (more,) = judged_again(office, readings, {0: Mends({wrong: Decimal(70)})})
    assert [one.check for one in more.form.errors] == ["C1"]
    (right,) = judged_again(office, readings, {0: Mends({wrong: Decimal(60)})})
    assert right.form.errors == ()
    assert right.form.outcome is FormOutcome.NEW


def test_a_row_whose_unit_of_measure_is_unknown_is_over_when_its_quantity_is_typed(
    office: Office, units: list[UnitInYear], fill: Fill
) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        for row in book["填报表"].iter_rows(min_row=7):
            if str(row[2].value).strip("()") == "110":
                row[1].value = "桶"

    path = fill(units[0], Q3, {"110": 300, "111": 900}, edit=spoil)
    readings = _read(office, path)
    assert readings[0].form.outcome is FormOutcome.REJECTED
    (cost_only,) = judged_again(office, readings, {0: Mends({POWER_COST: Decimal(1)})})
    assert cost_only.form.outcome is FormOutcome.REJECTED, "the quantity is still not understood"
    (mended,) = judged_again(office, readings, {0: Mends({POWER: Decimal(3000)})})
    assert mended.form.report is not None
    assert mended.form.report.entries["electricity"] == Entry(Decimal(3000), Decimal(900))


def test_a_foreign_cell_is_typed_over_in_the_forms_own_unit(
    office: Office, units: list[UnitInYear], tmp_path: Path
) -> None:
    path = _table(
        tmp_path / "卫生院.xlsx",
        ["填报单位：青石镇卫生院", None, "统计时间：2011年三季度"],
        ["指标名称", "计量单位", "数量", "费用（万元）"],
        ["电", "万千瓦时", "1.2?", 0.72],
        ["水", "大桶", 40, 0.014],
    )
    readings = _read(office, path)
    assert readings[0].form.outcome is FormOutcome.REJECTED
    typed = {POWER: Decimal(12000), ("water", Amount.QUANTITY): Decimal(40)}
    (asked,) = judged_again(office, readings, {0: Mends(typed)})
    assert [one.item for one in asked.form.errors] == ["water"], "the cost of a line not read is asked too"
    (mended,) = judged_again(office, readings, {0: Mends(typed | {("water", Amount.COST): Decimal(140)})})
    assert mended.form.errors == ()
    assert mended.form.report is not None
    assert mended.form.report.entries["electricity"] == Entry(Decimal(12000), Decimal(7200))
    assert mended.form.report.entries["water"] == Entry(Decimal(40), Decimal(140))


def test_a_strange_line_is_left_out_with_a_reason(
    office: Office, units: list[UnitInYear], fill: Fill
) -> None:
    def add(book: openpyxl.Workbook) -> None:
        sheet = book["填报表"]
        for row in sheet.iter_rows(min_row=7):
            if str(row[2].value).strip("()") == "120":
                row[0].value, row[2].value = "光伏", "999"

    readings = _read(office, fill(units[0], Q3, {"120": 50}, edit=add))
    (strange,) = readings[0].form.errors
    (mended,) = judged_again(office, readings, {0: Mends(left_out=frozenset({strange}), said_by="另行统计")})
    assert mended.form.outcome is FormOutcome.NEW
    (correction,) = mended.form.corrections
    assert correction.text.startswith("没有采纳：")


def test_the_clerk_says_whose_report_it_is(office: Office, units: list[UnitInYear], fill: Fill) -> None:
    def rename(book: openpyxl.Workbook) -> None:
        for row in book["填报表"].iter_rows(max_row=5):
            for cell in row:
                if cell.value == units[1].name:
                    cell.value = "中学部"
                elif cell.value == units[1].contact.credit_code:
                    cell.value = None
        book.remove(book["机读信息"])

    readings = _read(office, fill(units[1], Q3, {"110": 5, "111": 4}, name="报表(1).xlsx", edit=rename))
    assert readings[0].form.unit is None
    (named,) = judged_again(office, readings, {0: Mends(unit_id=units[1].id)})
    assert named.form.unit == units[1]
    assert named.form.outcome is FormOutcome.NEW
    assert named.form.corrections[0].text == "文件中写的单位是“中学部”，指定为青石镇中心学校"


def test_of_two_forms_of_one_unit_the_other_is_put_aside(
    office: Office, units: list[UnitInYear], fill: Fill, tmp_path: Path
) -> None:
    first = fill(units[0], Q3, {"110": 5, "111": 4})
    twin = tmp_path / "镇政府（改）.xlsx"
    twin.write_bytes(first.read_bytes())
    readings = _read(office, first, twin)
    assert {one.form.outcome for one in readings} == {FormOutcome.REJECTED}
    kept, _ = judged_again(office, readings, {1: Mends(aside=True)})
    assert kept.form.outcome is FormOutcome.NEW
    again = judged_again(office, [kept, readings[1]], {1: Mends()})
    assert {one.form.outcome for one in again} == {FormOutcome.REJECTED}


def _relabelled(period: str) -> Callable[[openpyxl.Workbook], None]:
    """Type another period into a form, as a unit does that reuses last year's file."""

    def edit(book: openpyxl.Workbook) -> None:
        for row in book["填报表"].iter_rows(max_row=5):
            for cell in row:
                if str(cell.value).startswith("2010年三季度"):
                    cell.value = period

    return edit


def test_last_years_own_form_for_this_year_is_a_question(
    office: Office, units: list[UnitInYear], fill: Fill
) -> None:
    path = fill(units[0], Quarter(2010, 3), {"110": 5, "111": 4}, edit=_relabelled("2011年三季度"))
    (reading,) = _read(office, path)
    assert reading.form.outcome is FormOutcome.NEW
    assert [one.text for one in reading.form.doubts] == [
        "统计时间写的是2011年三季度，但此表是为2010年第3季度生成的，请确认是沿用了以前的表、填的是2011年三季度的数"
    ]
    assert reading.form.waits
