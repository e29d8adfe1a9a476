"""Files that cannot be taken, through the command line: a Chinese line each, naming the file, and sheet and
cell where there is one.

How each is recognised stands in ``tests/quarterly``; here what the clerk's helper sees, what is stored, and
the exit code.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jingzhen_desktop.cli import DONE, REJECTED, main
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.queries.reports import stored_reports

QUARTER = "2011Q3"
FORM = "填报表"
Spoil = Callable[[Path], None]


@pytest.fixture
def office_file(office: Office) -> Path:
    """An office with two reporting units in 2011 and 2023, closed; its path."""
    write_settings(office, {TOWN: "青石镇"})
    for name, short in (("青石镇人民政府", "镇政府"), ("青石镇中心学校", "中心学校")):
        add_unit(office, 2011, UnitFacts(name, Nature.STATE_ORGAN), UnitContact(short))
    open_year(office, 2023)
    office.close()
    return office.path


@pytest.fixture
def form(office_file: Path, tmp_path: Path) -> Callable[..., Path]:
    """Make the filled form of a unit and a quarter, under a file name of its own."""

    def made(name: str, unit: str = "镇政府", quarter: str = QUARTER) -> Path:
        folder = tmp_path / "空白表" / quarter
        if not folder.exists():
            assert main(["forms", quarter, str(folder), "--office", str(office_file)]) == DONE
        book = openpyxl.load_workbook(next(folder.glob(f"*_{unit}.xlsx")))
        for row in book[FORM].iter_rows(min_row=7, max_col=6):
            if str(row[2].value or "").strip("()").isdigit():
                row[3].value, row[5].value = 120, 60
                if "其中" in str(row[0].value):
                    row[3].value, row[5].value = 60, 30
        path = tmp_path / name
        book.save(path)
        return path

    return made


def in_cell(cell: str, value: Any) -> Spoil:
    def spoil(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        book[FORM][cell] = value
        if isinstance(value, str) and cell == "B2":
            book[FORM][cell].data_type = "s"
            del book["机读信息"]
        book.save(path)

    return spoil


def in_xml(old: str, new: str) -> Spoil:
    """Change the sheet's XML itself, where no writer would write what is wanted."""

    def spoil(path: Path) -> None:
        in_cell("D7", 987654)(path)
        buffer = io.BytesIO()
        with zipfile.ZipFile(path) as book, zipfile.ZipFile(buffer, "w") as changed:
            for name in book.namelist():
                data = book.read(name)
                changed.writestr(
                    name,
                    data.replace(old.encode(), new.encode()) if name == "xl/worksheets/sheet1.xml" else data,
                )
        assert old.encode() in zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
        path.write_bytes(buffer.getvalue())

    return spoil


def far_away(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book[FORM].protection.sheet = False
    book[FORM]["XFD1048576"] = 1
    book.save(path)


def another_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "通讯录"
    book.save(path)


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def no_table(path: Path) -> None:
    openpyxl.Workbook().save(path)


def plain_text(path: Path) -> None:
    path.write_text("单位,电\n镇政府,100\n", "utf-8")


BAD: dict[str, tuple[Spoil, str, str]] = {
    "通讯录": (another_workbook, "工作表“Sheet”", "没有找到填报表"),
    "空文件": (nothing, "", "空"),
    "空工作簿": (no_table, "工作表“Sheet”", "没有找到填报表"),
    "文本": (plain_text, "", "不是"),
    "字母": (in_cell("D7", "一百二O度"), f"工作表“{FORM}”D7", "“一百二O度”不是数字"),
    "负数": (in_cell("F8", -5), f"工作表“{FORM}”F8", "不能是负数"),
    "太大": (in_xml("<v>987654</v>", "<v>1e400</v>"), f"工作表“{FORM}”D7", "数字太大"),
    "外单位": (
        in_cell("B2", "黑石镇人民政府"),
        f"工作表“{FORM}”B2",
        "“黑石镇人民政府”不在2011年的单位名录中",
    ),
    "等号名": (in_cell("B2", "=HYPERLINK(1)"), f"工作表“{FORM}”B2", "“=HYPERLINK(1)”不在2011年的单位名录中"),
    "公式": (in_cell("D7", "=60+60"), f"工作表“{FORM}”D7", "公式"),
    "远处": (far_away, f"工作表“{FORM}”", "XFD1048576"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_named_and_nothing_of_it_is_stored(
    case: str, form: Any, office_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, place, words = BAD[case]
    bad, good = form(f"{case}.xlsx"), form("好.xlsx", "中心学校")
    spoil(bad)
    lines = refused(capsys, office_file, bad, good)
    assert f"{bad.name}：不能导入" in lines[0]
    (line,) = [line for line in lines if line.strip().startswith("错误")]
    assert f"“{bad.name}”" in line
    assert place in line
    assert words in line
    assert re.search(r"[\u4e00-\u9fff]{4}", line)
    assert stored_units(office_file) == ["青石镇中心学校"], (
        "the good file beside it is stored, nothing of the bad one"
    )


def test_forms_of_another_version_and_of_another_quarter(
    form: Any, office_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    version, quarter = form("新版.xlsx", quarter="2023Q3"), form("二季度.xlsx", "中心学校", "2011Q2")
    text = "\n".join(refused(capsys, office_file, version, quarter))
    assert f"“新版.xlsx”工作表“{FORM}”F3：这是2022版表样" in text
    assert f"“二季度.xlsx”工作表“{FORM}”F2：统计时间是2011年二季度，本次导入的是2011年三季度" in text
    assert stored_units(office_file) == []


def test_two_forms_of_one_unit_are_both_refused_and_both_named(
    form: Any, office_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = form("甲.xlsx"), form("乙.xlsx")
    lines = refused(capsys, office_file, *files)
    for name in ("甲.xlsx", "乙.xlsx"):
        assert any(line.startswith(f"{name}：不能导入") for line in lines)
    errors = [line for line in lines if line.strip().startswith("错误")]
    assert len(errors) == 2
    assert all("甲.xlsx" in line and "乙.xlsx" in line and "青石镇人民政府" in line for line in errors)
    assert stored_units(office_file) == []


def test_an_xls_named_xlsx_is_read_for_what_it_is(
    form: Any, office_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A unit with an old program sends its form as .xls, and somebody renames it: the content decides."""
    assert shutil.which("soffice"), "this test needs LibreOffice: install libreoffice-calc"
    profile = (tmp_path / "profile").as_uri()
    source = form("旧.xlsx")
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xls",
        "--outdir",
        str(tmp_path / "旧"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    renamed = (tmp_path / "旧" / "旧.xls").rename(tmp_path / "改名.xlsx")
    assert renamed.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"
    assert main(["import", str(renamed), "--quarter", QUARTER, "--office", str(office_file)]) == DONE
    assert "改名.xlsx：新报表：青石镇人民政府" in capsys.readouterr().out
    with Office.open(office_file) as office:
        (report,) = stored_reports(office, Quarter.parse(QUARTER)).values()
    assert (report.entries["electricity"].quantity, report.entries["petrol_vehicle"].cost) == (120, 30)


def refused(capsys: pytest.CaptureFixture[str], office_file: Path, *files: Path) -> list[str]:
    """Take files in, some of which are bad; returns what was said."""
    capsys.readouterr()
    assert main(["import", *map(str, files), "--quarter", QUARTER, "--office", str(office_file)]) == REJECTED
    said = capsys.readouterr()
    assert said.err == ""
    return said.out.splitlines()


def stored_units(office_file: Path) -> list[str]:
    with Office.open(office_file) as office:
        names = {unit.id: unit.name for unit in units_of_year(office, 2011)}
        assert office.problems() == []
        return [names[unit] for unit in stored_reports(office, Quarter.parse(QUARTER))]
