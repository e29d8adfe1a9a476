"""Files that cannot be taken:
each gives Chinese lines naming file, sheet and cell, and nothing of them is stored.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.organisation.actions.units import change_facts, open_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.reports import store_forms
from jingzhen_desktop.quarterly.queries.reports import stored_reports
from jingzhen_desktop.quarterly.sheets.reading import read_forms
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm

from ..changing import changed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jingzhen_desktop.office.file import Office

Q3 = Quarter(2011, 3)
FORM = "文件“镇政府.xlsx”工作表“填报表”"


def _refused(office: Office, *paths: Path) -> list[ReadForm]:
    """Read, see that all are rejected, and that storing them stores nothing."""
    forms = read_forms(office, paths, Q3)
    assert [form.outcome for form in forms] == [FormOutcome.REJECTED] * len(paths)
    assert all(form.report is None and form.errors for form in forms)
    step = office.last_step
    assert store_forms(office, forms) == 0
    assert office.last_step is step
    assert stored_reports(office, Q3) == {}
    return forms


def _only_error(form: ReadForm) -> str:
    assert len(form.errors) == 1, [str(error) for error in form.errors]
    return str(form.errors[0])


def _set(cell: str, value: Any) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        book["填报表"][cell] = value

    return edit


def _find(sheet: Any, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def _patch_xml(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Change one part of an .xlsx by hand, as no writer would."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                changed = change(data.decode())
                assert changed != data.decode()
                data = changed.encode()
            new.writestr(name, data)
    path.write_bytes(buffer.getvalue())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("abc", "“abc”不是数字"),
        ("12度", "“12度”不是数字"),
        (-5, "电的数量为-5，不能是负数"),
        ("-0.01", "电的数量为-0.01，不能是负数"),
        ("1e400", "“1e400”不是数字"),
        (10**12, "电的数量太大"),
        ("1000000000000", "太大"),
        ("=A1+1", "公式"),
        ("=1/0", ""),
        (True, "不是数字"),
    ],
)
def test_what_is_no_quantity(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path], value: Any, words: str
) -> None:
    (form,) = _refused(office, fill(units[0], Q3, edit=_set("D7", value)))
    error = _only_error(form)
    assert error.startswith(f"错误：{FORM}D7：")
    assert words in error


def test_a_date_in_a_number_cell(office: Office, units: list[UnitInYear], fill: Callable[..., Path]) -> None:
    from datetime import date

    (form,) = _refused(office, fill(units[0], Q3, edit=_set("F8", date(2011, 7, 1))))
    assert _only_error(form).startswith(f"错误：{FORM}F8：")


def test_1e400_as_a_number(office: Office, units: list[UnitInYear], fill: Callable[..., Path]) -> None:
    path = fill(units[0], Q3, {"110": 987654})
    _patch_xml(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<v>987654</v>", "<v>1e400</v>"))
    (form,) = _refused(office, path)
    assert _only_error(form).startswith(f"错误：{FORM}D7：数字太大")


def test_every_wrong_cell_is_named(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    (form,) = _refused(office, fill(units[0], Q3, {"110": "x", "121": -1, "191": "y"}))
    assert [error.place for error in form.errors] == [f"{FORM}D7", f"{FORM}F19", f"{FORM}F8"]


def test_parts_that_differ_from_their_carrier(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    (form,) = _refused(
        office, fill(units[0], Q3, {"170": 100, "171": 700, "1701": 80, "1702": 30, "1711": 700})
    )
    assert (
        _only_error(form)
        == f"错误：{FORM}D13：汽油的数量100升与其中各项（汽油：车辆用油、汽油：其他用油）之和110升不符"
    )


def test_rows_that_are_not_the_forms(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    cases = {
        "A7": ("水", "A7：代码110在2011版中是“电”，表中是“水”"),
        "B7": ("吉焦", "B7：“电”的计量单位应为千瓦时，表中是“吉焦”"),
        "C7": ("999", "C7：“电”的代码应为110，表中是“999”"),
        "C8": ("110", "A8：代码110在2011版中是“电”，表中是“水”"),
    }
    for cell, (value, words) in cases.items():
        (form,) = _refused(office, fill(units[0], Q3, edit=_set(cell, value)))
        assert f"{FORM}{words}" in _only_error(form)

    def add_row(book: Any) -> None:
        sheet = book["填报表"]
        sheet["A21"], sheet["B21"], sheet["C21"], sheet["D21"] = "太阳能", "千瓦时", "777", 5

    def double(book: Any) -> None:
        sheet = book["填报表"]
        for column in "ABCDF":
            sheet[f"{column}21"] = sheet[f"{column}7"].value

    def clear(book: Any) -> None:
        sheet = book["填报表"]
        for merged in [str(one) for one in sheet.merged_cells.ranges if one.min_row == 22]:
            sheet.unmerge_cells(merged)
        sheet.insert_rows(21)

    def both(edit: Callable[[Any], None]) -> Callable[[Any], None]:
        return lambda book: (clear(book), edit(book))  # type: ignore[func-returns-value]

    (form,) = _refused(office, fill(units[0], Q3, edit=both(add_row)))
    assert "C22" not in _only_error(form)
    assert f"{FORM}C21：代码“777”、指标“太阳能”不是2011版的指标" in _only_error(form)
    (form,) = _refused(office, fill(units[0], Q3, edit=both(double)))
    assert f"{FORM}C21：“电”（110）出现了两行" in _only_error(form)


def test_another_version(office: Office, units: list[UnitInYear], fill: Callable[..., Path]) -> None:
    open_year(office, 2023)
    unit = units_of_year(office, 2023)[0]
    (form,) = _refused(office, fill(unit, Quarter(2023, 3)))
    texts = [str(error) for error in form.errors]
    assert any(
        text.startswith(f"错误：{FORM}F3：这是2022版表样")
        and "2011年应使用2011版（公共机构能源资源消耗统计制度（2011年））" in text
        for text in texts
    )
    assert len(texts) == 2  # version and year; the rows are not counted up one by one
    assert f"{FORM}F2：统计时间是2023年三季度，本次导入的是2011年三季度" in texts[1]


def test_another_versions_rows_without_a_word_of_it(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    open_year(office, 2023)

    def disguise(book: Any) -> None:
        sheet = book["填报表"]
        sheet["F2"], sheet["F3"], sheet["B4"] = "2011年三季度", None, None
        del book["机读信息"]

    (form,) = _refused(office, fill(units_of_year(office, 2023)[0], Quarter(2023, 3), edit=disguise))
    assert "这是2022版表样" in _only_error(form)


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("2011年二季度（4—6月）", "统计时间是2011年二季度，本次导入的是2011年三季度"),
        ("2010年第3季度", "统计时间是2010年三季度，本次导入的是2011年三季度"),
        ("2011年4—6月", "统计时间是2011年二季度"),
        ("今年夏天", "统计时间“今年夏天”看不懂"),
        (None, "没有“统计时间”"),
    ],
)
def test_another_quarter(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path], stated: str | None, words: str
) -> None:
    (form,) = _refused(office, fill(units[0], Q3, edit=_set("F2", stated)))
    assert _only_error(form).startswith(f"错误：{FORM}F2：")
    assert words in _only_error(form)


def test_units_that_are_not_in_the_register(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    def rename(name: str | None, code: str | None) -> Callable[[Any], None]:
        def edit(book: Any) -> None:
            book["填报表"]["B2"], book["填报表"]["B3"] = name, code
            del book["机读信息"]

        return edit

    cases = (
        ("某某厂", None, "填报单位“某某厂”不在2011年的单位名录中"),
        ("=cmd|' /C calc'!A0", None, "不在2011年的单位名录中"),
        ("青石镇卫生院", "11530823015178123X", "不是同一个单位"),
        ("青石镇人民政府", "999999999999999999", "与名录中“青石镇人民政府”的“11530823015178123X”不符"),
        (None, None, "没有“填报单位”"),
    )
    for name, code, words in cases:

        def edit(book: Any, name: str | None = name, code: str | None = code) -> None:
            rename(name, code)(book)
            book["填报表"]["B2"].data_type = "s" if name else "n"

        (form,) = _refused(office, fill(units[0], Q3, edit=edit))
        error = _only_error(form)
        assert words in error
        assert re.match(rf"错误：{FORM}[BC][23]：", error), error


def test_a_unit_that_does_not_report(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    path = fill(units[0], Q3)
    changed(change_facts, office, units[0].id, 2011, reporting=False)
    (form,) = _refused(office, path)
    assert (
        _only_error(form)
        == f"错误：{FORM}B2：“青石镇人民政府”2011年三季度不是填报单位，请先在“组织机构”中核对"
    )


def test_a_copy_of_another_units_or_quarters_form(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    (form,) = _refused(
        office, fill(units[1], Q3, name="镇政府.xlsx", edit=lambda book: _rewrite(book, "青石镇卫生院", None))
    )
    assert f"{FORM}B2：填报单位写的是“青石镇卫生院”，但此表是为“青石镇中心学校”生成的" in _only_error(form)
    (form,) = _refused(office, fill(units[0], Quarter(2011, 2), edit=_set("F2", "2011年三季度（7—9月）")))
    assert f"{FORM}F2：统计时间写的是2011年三季度，但此表是为2011年第2季度生成的" in _only_error(form)


def _rewrite(book: Any, name: str, code: str | None) -> None:
    book["填报表"]["B2"], book["填报表"]["B3"] = name, code


def test_two_files_of_one_unit_are_both_refused(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    one, two = (
        fill(units[0], Q3, {"110": 1, "111": 1}),
        fill(units[0], Q3, {"110": 2, "111": 1}, name="镇政府（改）.xlsx"),
    )
    forms = _refused(office, one, two)
    for form in forms:
        error = _only_error(form)
        assert error.startswith(
            f"错误：文件“{form.file_name}”：“镇政府.xlsx”、“镇政府（改）.xlsx”都是“青石镇人民政府”的报表"
        )
    good = fill(units[1], Q3)
    outcomes = [form.outcome for form in read_forms(office, [one, good, two], Q3)]
    assert outcomes == [FormOutcome.REJECTED, FormOutcome.NEW, FormOutcome.REJECTED]


def test_last_quarters_form_beside_this_quarters_is_no_twin(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    forms = read_forms(office, [fill(units[0], Q3), fill(units[0], Quarter(2011, 2), name="旧.xlsx")], Q3)
    assert [form.outcome for form in forms] == [FormOutcome.NEW, FormOutcome.REJECTED]


def test_workbooks_that_are_no_form(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "通讯录"
    book.save(tmp_path / "通讯录.xlsx")
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    (tmp_path / "文本.xlsx").write_text("电,100", "utf-8")
    (tmp_path / "零.xlsx").write_bytes(b"")
    huge = openpyxl.Workbook()
    huge.active["XFD1048576"] = 1
    huge.save(tmp_path / "远.xlsx")
    names = ("通讯录.xlsx", "空.xlsx", "文本.xlsx", "零.xlsx", "远.xlsx", "没有.xlsx")
    forms = _refused(office, *(tmp_path / name for name in names))
    for form, name in zip(forms, names, strict=True):
        assert f"“{name}”" in _only_error(form)
    assert "工作表“Sheet”：没有找到填报表" in _only_error(forms[0])
    assert "XFD1048576" in _only_error(forms[4])


def test_a_blank_form_is_refused(office: Office, units: list[UnitInYear], fill: Callable[..., Path]) -> None:
    def empty(book: Any) -> None:
        for row in range(7, 22):
            book["填报表"][f"D{row}"] = book["填报表"][f"F{row}"] = None

    (form,) = _refused(office, fill(units[0], Q3, edit=empty))
    assert _only_error(form) == f"错误：{FORM}：没有填写任何数据（空白表），请填好后再导入"


def test_two_forms_in_one_workbook(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    def copy(book: Any) -> None:
        book.copy_worksheet(book["填报表"]).title = "又一张"

    forms = read_forms(office, [fill(units[0], Q3, edit=copy)], Q3)
    assert [form.outcome for form in forms] == [FormOutcome.REJECTED] * 2
    for form in forms:
        assert (
            "“镇政府.xlsx/填报表”、“镇政府.xlsx/又一张”都是“青石镇人民政府”的报表，无法判断以哪一份为准"
            in _only_error(form)
        )


def test_a_table_that_lost_a_column(
    office: Office, units: list[UnitInYear], fill: Callable[..., Path]
) -> None:
    def drop(book: Any) -> None:
        _find(book["填报表"], "费用（元）").value = "钱"

    (form,) = _refused(office, fill(units[0], Q3, edit=drop))
    assert _only_error(form) == f"错误：{FORM}：表头缺少“费用（元）”一栏，请用本软件导出的空白表填报"
