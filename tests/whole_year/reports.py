"""Forms go out, are filled in and come back: in files, corrected, on paper."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl

from .clerk import Clerk
from .offices import NO_REPORT, Unit
from .reviews import review_quarter, send_up, unit_box
from .year import QUARTER_NAMES, Year

REPORT, FILES, VALUES = "单位报表", "识别出的文件", "识别出的数据"


def collect_reports(year: Year) -> None:
    clerk, town = year.clerk, year.town
    for of_year in sorted({town.first_year, town.year}):
        clerk.set_year(of_year)
        clerk.go("季度统计", "报送情况")
        for quarter in (1, 2, 3, 4):
            collect_quarter(year, of_year, quarter)
    counts = clerk.rows("报送情况")[-1][1:5]
    units = len(year.reporting)
    lacking = town.missing[1] if town.missing else 0
    assert counts == [f"{units - (quarter == lacking)}/{units}个单位" for quarter in (1, 2, 3, 4)]


def collect_quarter(year: Year, of_year: int, quarter: int) -> None:
    clerk, folder = year.clerk, year.folder / "空白表" / f"{of_year}Q{quarter}"
    clerk.press(QUARTER_NAMES[quarter - 1])
    clerk.will_choose(folder)
    clerk.press("发放空白表…")
    clerk.wait()
    forms = sorted(folder.glob("*.xlsx"))
    assert sorted(form.stem.rpartition("_")[2] for form in forms) == sorted(
        unit.short for unit in year.due(of_year, quarter)
    )
    year.keep(*forms)
    came_in = [
        path for unit in year.due(of_year, quarter) if (path := fill_form(year, unit, of_year, quarter))
    ]
    take_in(year, came_in, of_year, quarter)
    if of_year == year.town.year and quarter == year.town.correction.quarter:
        take_in_correction(year, quarter)
    if of_year == year.town.year and quarter == year.town.typed[1]:
        type_report(year, quarter)
    review_quarter(year, of_year, quarter)
    lacking = year.town.missing[1] if year.town.missing and of_year == year.town.year else 0
    if quarter != lacking:
        send_up(year, of_year, quarter)
    clerk.go("报送情况")


def fill_form(year: Year, unit: Unit, of_year: int, quarter: int) -> Path | None:
    """A unit fills in the form it got and sends it back;
    None for the one that did not, and the one that wrote on paper.
    """
    town, folder = year.town, year.folder / "空白表" / f"{of_year}Q{quarter}"
    used = {carrier: quarters[quarter - 1] for carrier, quarters in unit.used[of_year].items()}
    if NO_REPORT in used.values() or (of_year, unit.short, quarter) == (town.year, *town.typed):
        return None
    figures: dict[str, Decimal] = {}
    for carrier, quantity in used.items():
        cost = Decimal(quantity) * Decimal(town.prices[of_year][carrier])
        if (of_year, unit.short, quarter, carrier) == (
            town.year,
            town.correction.unit,
            town.correction.quarter,
            town.correction.carrier,
        ):
            wrong_quantity, wrong_cost = town.correction.wrong  # what the unit got wrong
            quantity, cost = wrong_quantity, Decimal(wrong_cost)  # noqa: PLW2901
        for code, cost_code in town.codes[carrier]:
            figures |= {code: Decimal(quantity), cost_code: cost}
    target = year.folder / "收回" / f"{of_year}Q{quarter}" / f"{unit.short}.xlsx"
    write_form(next(folder.glob(f"*_{unit.short}.xlsx")), target, figures, town.came_in(of_year, quarter))
    return target


def write_form(form: Path, target: Path, figures: dict[str, Decimal], day: str) -> None:
    """Fill the cells beside the codes, 0 where nothing was used, and sign."""
    book = openpyxl.load_workbook(form)
    sheet = book["填报表"]
    written = 0
    for row in sheet.iter_rows(max_col=6):
        for code, cell in ((row[2], row[3]), (row[4], row[5])):
            key = str(code.value or "").strip("()")
            if key.isdigit():
                cell.value = figures.get(key, Decimal(0))
                written += key in figures
        for label, cell in ((row[0], row[1]), (row[3], row[4])):
            if label.value in ("填表人", "报出日期"):
                cell.value = "填表员" if label.value == "填表人" else day
    assert written == len(figures)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)


def take_in(year: Year, files: list[Path], of_year: int, quarter: int) -> None:
    """Look at what was recognised, then store it in one step."""
    clerk = year.clerk
    before = len(clerk.steps)
    clerk.will_choose(*files)
    clerk.press("导入报表…")
    clerk.wait()
    assert {row[3] for row in clerk.rows(FILES)} == {"新报表"}, clerk.rows(FILES)
    found = [row[4] for row in clerk.rows(FILES)]
    assert not [one for one in found if "错误" in one or "待确认" in one], found
    assert len(clerk.steps) == before, "nothing is stored before the clerk says so"
    clerk.press(f"导入{len(files)}份")
    clerk.wait()
    assert clerk.steps[before:] == [f"导入{of_year}年{QUARTER_NAMES[quarter - 1]}报表{len(files)}份"]
    assert clerk.said[-1] == f"已导入{len(files)}份报表"
    year.wanted_steps["导入"] += 1


def take_in_correction(year: Year, quarter: int) -> None:
    """The unit phones: the first figure was wrong.
    The corrected form shows old → new and replaces once ticked.
    """
    clerk, correction = year.clerk, year.town.correction
    unit = year.unit(correction.unit)
    quantity = unit.used[year.town.year][correction.carrier][quarter - 1]
    cost = Decimal(quantity) * Decimal(year.town.prices[year.town.year][correction.carrier])
    ((code, cost_code),) = year.town.codes[correction.carrier]
    file = year.folder / "收回" / f"{year.town.year}Q{quarter}" / f"{unit.short}.xlsx"
    book = openpyxl.load_workbook(file)
    for row in book["填报表"].iter_rows(max_col=6):
        for key, cell, value in ((row[2], row[3], Decimal(quantity)), (row[4], row[5], cost)):
            if str(key.value or "").strip("()") in (code, cost_code):
                cell.value = value
    book.save(file.with_name(f"{unit.short}（更正）.xlsx"))
    clerk.will_choose(file.with_name(f"{unit.short}（更正）.xlsx"))
    clerk.press("导入报表…")
    clerk.wait()
    assert [row[3] for row in clerk.rows(FILES)] == ["更正"]
    shown = {text for row in clerk.rows(VALUES) for text in row if "→" in text}
    assert shown == {correction.quantity_shown, correction.cost_shown}
    before = len(clerk.steps)
    clerk.press("导入")
    assert clerk.said[-1] == "没有打勾的文件，先勾选要导入的报表", "a correction waits for its tick"
    clerk.tick_cell(FILES, 0)
    clerk.press("导入1份")
    clerk.wait()
    assert len(clerk.steps) == before + 1
    year.wanted_steps["导入"] += 1


def type_report(year: Year, quarter: int) -> None:
    """A report on paper: the first figure is typed, the rest pasted."""
    clerk, unit = year.clerk, year.unit(year.town.typed[0])
    clerk.go("报送情况")
    row = clerk.row_of("报送情况", unit.name)
    assert clerk.rows("报送情况")[row][quarter].startswith("未报")
    clerk.click_cell("报送情况", row, quarter, double=True)
    assert f"{unit.name}（未报）" in shown_unit(clerk)
    quantity, cost = year.town.typed_rows[0].split("\t")
    clerk.type_cell(quantity)
    clerk.type_cell(cost)
    clerk.click_cell(REPORT, 1, 3)
    before = len(clerk.steps)
    clerk.paste(*year.town.typed_rows[1:])
    assert len(clerk.steps) == before + 1, clerk.steps[before:]
    assert f"{unit.name}（录入中）" in shown_unit(clerk)
    clerk.fill(填表人="手工录入", 报出日期=year.town.came_in(year.town.year, quarter))
    clerk.go("报送情况")
    assert clerk.rows("报送情况")[row][quarter].startswith("录入中")


def shown_unit(clerk: Clerk) -> str:
    return unit_box(clerk).currentText()
