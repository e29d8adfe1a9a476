"""A blank form goes out, is filled in and comes back; whatever its units did to it, only words count."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.styles import Font

from jingzhen_desktop.base.files import TargetExists
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.office.settings import EXAMPLE, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, change_facts, open_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.quarterly.actions.reports import store_forms, store_report
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.queries.town import town_quarter
from jingzhen_desktop.quarterly.sheets.form import write_blank_forms
from jingzhen_desktop.quarterly.sheets.reading import read_forms
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm
from jingzhen_desktop.quarterly.values.reports import Amount, Entry, Report

from ..changing import changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jingzhen_desktop.office.file import Office

Q3 = Quarter(2011, 3)


def _read(office: Office, *paths: Path) -> list[ReadForm]:
    return read_forms(office, paths, Q3)


def _texts(sheet: Any) -> dict[str, str]:
    return {
        cell.coordinate: str(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_blank_forms_look_like_the_paper_form(
    office: Office, units: list[UnitInYear], tmp_path: Path
) -> None:
    changed(change_facts, office, units[2].id, 2011, reporting=False)
    files = write_blank_forms(office, Q3, tmp_path / "空白表")
    assert [file.name for file in files] == ["2011年三季度_镇政府.xlsx", "2011年三季度_中心学校.xlsx"]
    book = openpyxl.load_workbook(files[1])
    sheet = book["填报表"]
    texts = _texts(sheet)
    joined = "\n".join(texts.values())
    for words in (
        "公共机构能源资源消耗状况",
        "青石镇中心学校",
        "12530823431234567A",
        "2011年三季度（7—9月）",
        "2011版",
        "建筑面积5,000.5㎡",
        "用能人数600人",
    ):
        assert words in joined
    for words in (
        "指标名称",
        "计量单位",
        "费用代码",
        "费用（元）",
        "单位负责人",
        "统计负责人",
        "填表人",
        "报出日期",
        "没有消耗的填0，不能空白",
    ):
        assert words in joined
    assert "括号内的代码只供本表核对，不上报" in joined
    assert "示例" not in joined
    rows = {
        str(row[0].value).strip(): [cell.value for cell in row[1:6]]
        for row in sheet.iter_rows(min_row=7)
        if row[0].value
    }
    assert rows["电"] == ["千瓦时", "(110)", None, "(111)", None]
    assert rows["耗热量"] == ["千焦", "200", None, "201", None]
    assert (
        len(
            [
                row
                for row in sheet.iter_rows(min_row=7, max_col=3)
                if str(row[2].value or "").strip("()").isdigit()
            ]
        )
        == 15
    )
    assert sheet.protection.sheet
    assert not sheet.protection.password
    electricity = next(row for row in sheet.iter_rows(min_row=7) if row[0].value == "电")
    assert not electricity[3].protection.locked
    assert electricity[3].fill.fgColor.rgb.endswith("FFFBE6")
    assert electricity[0].protection.locked
    assert sheet.page_setup.paperSize in (9, "9")
    assert book["机读信息"].sheet_state == "hidden"


def test_forms_of_the_2022_version_and_of_the_example(
    office: Office, units: list[UnitInYear], tmp_path: Path
) -> None:
    open_year(office, 2023)
    write_settings(office, {EXAMPLE: "1"})
    file = write_blank_forms(office, Quarter(2023, 1), tmp_path)[0]
    joined = "\n".join(_texts(openpyxl.load_workbook(file)["填报表"]).values())
    assert "公共机构能源资源消费状况（示例）" in joined
    assert "热力消费量" in joined
    assert "推定" not in joined


def test_taken_names_are_not_overwritten(office: Office, units: list[UnitInYear], tmp_path: Path) -> None:
    write_blank_forms(office, Q3, tmp_path)
    before = (tmp_path / "2011年三季度_镇政府.xlsx").stat().st_mtime_ns
    with pytest.raises(TargetExists, match=r"2011年三季度_镇政府\.xlsx"):
        write_blank_forms(office, Q3, tmp_path)
    assert (tmp_path / "2011年三季度_镇政府.xlsx").stat().st_mtime_ns == before
    assert len(write_blank_forms(office, Q3, tmp_path, overwrite=True)) == 3


def test_hostile_names_stay_texts_and_stay_in_the_folder(
    office: Office, fill: Callable[..., Path], tmp_path: Path
) -> None:
    name = "=HYPERLINK(1)/../所"
    add_unit(office, 2011, UnitFacts(name, Nature.STATE_ORGAN), UnitContact())
    folder = tmp_path / "空白表"
    (file,) = write_blank_forms(office, Q3, folder)
    assert file.parent == folder
    cell = next(
        cell
        for row in openpyxl.load_workbook(file)["填报表"].iter_rows()
        for cell in row
        if cell.value == name
    )
    assert cell.data_type == "s"
    unit = units_of_year(office, 2011)[0]
    (form,) = _read(office, fill(unit, Q3, {"110": 5, "111": 3}, name="=1+1.xlsx"))
    assert form.outcome is FormOutcome.NEW
    assert form.unit == unit


def test_round_trip_to_the_towns_totals(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    seen: list[tuple[int, int]] = []
    paths = [
        fill(units[0], Q3, {"110": 1000.5, "111": 600.25, "170": 100, "171": 720, "1701": 100, "1711": 720}),
        fill(units[1], Q3, {"110": "２，０００", "111": " 1,200.00 ", "150": 0.155, "151": 1100}),
    ]
    forms = read_forms(office, paths, Q3, lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2)]
    assert [form.outcome for form in forms] == [FormOutcome.NEW, FormOutcome.NEW]
    assert [form.findings for form in forms] == [(), ()]
    assert stored_report(office, units[0].id, Q3) is None  # reading stores nothing
    assert store_forms(office, forms) == 2
    stored = stored_report(office, units[1].id, Q3)
    assert stored is not None
    assert stored.entries["electricity"] == Entry(Decimal(2000), Decimal(1200))
    assert stored.entries["lpg"] == Entry(Decimal("0.155"), Decimal(1100))
    assert (stored.source_name, len(stored.source_hash)) == ("中心学校.xlsx", 64)
    town = town_quarter(office, Q3)
    power = town.carrier("electricity")
    assert power is not None
    assert (power.quantity.total.value, power.quantity.total.coverage) == (Decimal("3000.5"), "2/3个单位")
    assert town.cost.total.value == Decimal("3620.25")


def test_a_corrected_form_shows_old_and_new(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    store_forms(office, _read(office, fill(units[0], Q3, {"110": 10, "111": 5})))
    (same,) = _read(office, fill(units[0], Q3, {"110": 10, "111": 5}))
    assert same.outcome is FormOutcome.UNCHANGED
    (corrected,) = _read(office, fill(units[0], Q3, {"110": 12, "111": 5}))
    assert corrected.outcome is FormOutcome.CORRECTION
    (difference,) = corrected.differences
    assert (difference.item.key, difference.what, difference.old, difference.new) == (
        "electricity",
        Amount.QUANTITY,
        10,
        12,
    )
    assert store_forms(office, [corrected]) == 1
    stored = stored_report(office, units[0].id, Q3)
    assert stored is not None
    assert stored.entries["electricity"].quantity == 12


def test_signatures_dates_and_note_are_read(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    def sign(value: Any) -> Callable[[Any], None]:
        def edit(book: Any) -> None:
            beside = {"备注": "B", "单位负责人": "B", "填表人": "B", "统计负责人": "E", "报出日期": "E"}
            written = {
                "备注": "=停电",
                "单位负责人": "赵一",
                "填表人": "孙三",
                "统计负责人": "钱二",
                "报出日期": value,
            }
            for row in book["填报表"].iter_rows(min_row=20):
                for cell in row:
                    if cell.value in beside:
                        target = book["填报表"][f"{beside[cell.value]}{cell.row}"]
                        target.value = written[cell.value]
                        if cell.value == "备注":
                            target.data_type = "s"

        return edit

    for value in (
        date(2011, 10, 8),
        datetime(2011, 10, 8, 9, 30),
        "2011年10月8日",
        "2011-10-08",
        "２０１１．１０．８",
        "20111008",
        40824,
    ):
        (form,) = _read(office, fill(units[0], Q3, edit=sign(value)))
        assert form.report is not None
        signatures = form.report.signatures
        assert (signatures.unit_head, signatures.statistics_head, signatures.filled_by) == (
            "赵一",
            "钱二",
            "孙三",
        )
        assert signatures.reported_on == date(2011, 10, 8), value
        assert form.report.note == "=停电"
        assert form.findings == ()
    (form,) = _read(office, fill(units[0], Q3, edit=sign("十月8日")))
    assert [finding.text for finding in form.findings] == [
        "报出日期“十月8日”看不懂，未保存；请写成如2011-10-08"
    ]
    assert form.outcome is FormOutcome.NEW


def test_moved_columns_added_rows_and_wide_letters(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    """The unit rebuilt the table:
    code first, a column of its own between, three rows on top, on another sheet, widths changed.
    """
    system = system_of_year(2011)

    def rebuild(book: Any) -> None:
        del book["填报表"]
        book.create_sheet("说明", 0)["A1"] = "请查收"
        sheet = book.create_sheet("Sheet 2")
        sheet["B4"] = "填报单位：青石镇 中心学校"
        sheet["B5"], sheet["D5"] = "统计时间", "２０１１年第３季度"
        heads = ("代 码", "指标名称", "经办", "计量单位", "费用(元)", "数　量")
        for column, text in enumerate(heads, 3):
            sheet.cell(7, column, text)
        for row, item in enumerate(system.items, 8):
            name = item.name if item.is_carrier else "其中：" + item.name.split("：")[1]
            code = int(item.code) if row % 2 else f"（{item.code}）"
            for column, value in enumerate(
                (code, f"  {name}", "王", item.unit, 7, 3 if item.is_carrier else "０"), 3
            ):
                sheet.cell(row, column, value)

    (form,) = _read(office, fill(units[1], Q3, edit=rebuild))
    assert form.unit is not None
    assert form.unit.id == units[1].id
    errors = {finding.text for finding in form.errors}
    assert errors == {
        f"{name}的费用7元与其中各项（{name}：车辆用油、{name}：其他用油）之和14元不符"
        for name in ("汽油", "柴油")
    } | {
        f"{name}的数量3升与其中各项（{name}：车辆用油、{name}：其他用油）之和0升不符"
        for name in ("汽油", "柴油")
    }
    assert {finding.place for finding in form.errors} >= {
        "文件“中心学校.xlsx”工作表“Sheet 2”H14",
        "文件“中心学校.xlsx”工作表“Sheet 2”G14",
    }


def test_things_to_ask_do_not_keep_a_form_out(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    (form,) = _read(office, fill(units[0], Q3, {"110": 10.005, "111": 5, "120": None, "130": 3, "141": 8}))
    assert form.outcome is FormOutcome.NEW
    assert [str(finding) for finding in form.findings] == [
        "需核实：文件“镇政府.xlsx”工作表“填报表”D7：电的数量10.005多于2位小数，将按10.01保存",
        "需核实：文件“镇政府.xlsx”工作表“填报表”D8：水的数量未填；没有消耗请填0",
        "需核实：文件“镇政府.xlsx”工作表“填报表”F9：原煤有数量3吨但费用为0，请核实",
        "需核实：文件“镇政府.xlsx”工作表“填报表”D10：天然气有费用8元但数量为0，请核实",
    ]
    store_forms(office, [form])
    stored = stored_report(office, units[0].id, Q3)
    assert stored is not None
    assert stored.entries["electricity"].quantity == Decimal("10.01")
    assert stored.entries["water"].quantity is None


def test_the_same_file_given_twice_is_read_once(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    path = fill(units[0], Q3)
    assert [form.outcome for form in _read(office, path, path)] == [FormOutcome.NEW]


def _form_with_last_year(office: Office, folder: Path) -> Path:
    """Write a unit's blank form of 2011, with what it reported in 2010 beside."""
    add_unit(office, 2010, UnitFacts("某镇卫生院", Nature.HEALTH), UnitContact("卫生院"))
    open_year(office, 2011)
    before = {"electricity": Entry(Decimal("4321.5"), Decimal("2592.9")), "petrol": Entry(Decimal(77), None)}
    store_report(office, Report(1, Q3.last_year, "2011", before))
    return write_blank_forms(office, Q3, folder / "空白表")[0]


def test_last_years_figures_stand_beside_locked_and_are_never_read(office: Office, tmp_path: Path) -> None:
    path = _form_with_last_year(office, tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["填报表"]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "指标名称")
    assert [sheet.cell(head, column).value for column in (4, 6, 7, 8)] == [
        "数量",
        "费用（元）",
        "上年同期数量",
        "上年同期费用（元）",
    ]
    assert (sheet.cell(head + 1, 7).value, sheet.cell(head + 1, 8).value) == (4321.5, 2592.9)
    assert sheet.cell(head + 1, 7).protection.locked
    (form,) = _read(office, path)
    assert "没有填写任何数据（空白表）" in str(form.errors[0])
    # the unit exchanges this year's columns and last year's
    for row in range(head, head + 1 + len(system_of_year(2011).items)):
        for one, other in ((4, 7), (6, 8)):
            left, right = sheet.cell(row, one), sheet.cell(row, other)
            left.value, right.value = right.value, left.value
    sheet.cell(head + 1, 7).value = 10
    book.save(path)
    (form,) = _read(office, path)
    assert form.report is not None
    taken = {key: entry for key, entry in form.report.entries.items() if entry != Entry()}
    assert taken == {"electricity": Entry(Decimal(10), None)}


def test_a_blank_form_helps_to_fill_it(office: Office, units: list[UnitInYear], tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_blank_forms(office, Q3, tmp_path / "空白表")[0])["填报表"]
    assert sheet["A2"].value == "填报单位（盖章）"
    assert not sheet["B3"].protection.locked
    assert sheet["B3"].number_format == "@"
    assert "节能" in str(
        [cell.value for row in sheet.iter_rows() for cell in row if "前报送" in str(cell.value)]
    )
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "指标名称")
    names = [sheet.cell(row, 1).value for row in range(head + 1, head + 20)]
    assert sheet.cell(head + 1, 4).number_format == "#,##0.00####"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    electricity = rules[f"D{head + 1}"]
    assert (electricity.type, electricity.promptTitle) == ("decimal", "电")
    assert electricity.prompt == "按千瓦时填报，最多2位小数；没有消耗填0，不能空白。"
    petrol = head + 1 + next(place for place, name in enumerate(names) if str(name).startswith("汽油"))
    part = rules[f"D{petrol + 1}"]
    assert part.type == "custom"
    condition = f'OR(D{petrol}="",N(D{petrol + 1})+N(D{petrol + 2})<=D{petrol})'
    assert part.formula1.endswith(f"{condition})")
    assert "之和不能大于" in part.error


def test_own_form_comes_back_as_it_was_filled(office: Office, tmp_path: Path) -> None:
    path = _form_with_last_year(office, tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["填报表"]
    system = system_of_year(2011)
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "指标名称")
    for place, _item in enumerate(system.items):
        sheet.cell(head + 1 + place, 4).value = 0
        sheet.cell(head + 1 + place, 6).value = 0
    sheet.cell(head + 1, 4).value = 1234.56
    sheet["B3"].value = "12530823431234500X"
    book.save(path)
    (form,) = _read(office, path)
    assert form.outcome is FormOutcome.NEW, form.findings
    assert form.doubts == ()
    store_forms(office, [form])
    report = stored_report(office, 1, Q3)
    assert report is not None
    assert report.entries["electricity"] == Entry(Decimal("1234.56"), Decimal(0))


def test_white_letters_and_another_units_file_name_are_asked(
    office: Office, units: list[UnitInYear], tmp_path: Path
) -> None:
    path = write_blank_forms(office, Q3, tmp_path / "空白表")[0]
    book = openpyxl.load_workbook(path)
    sheet = book["填报表"]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "指标名称")
    sheet.cell(head + 1, 4).value = 1200
    book.save(path)
    (form,) = _read(office, path)
    assert form.doubts == ()
    sheet.cell(head + 1, 4).font = Font(color="FFFFFFFF")  # on our pale yellow
    book.save(path)
    (form,) = _read(office, path)
    assert ["数是白色的" in str(doubt) for doubt in form.doubts] == [True]
    sheet.cell(head + 1, 4).font = Font()
    other = tmp_path / "2011年三季度_中心学校.xlsx"
    book.save(other)
    (form,) = _read(office, other)
    assert ["里却是" in str(doubt) for doubt in form.doubts] == [True]
