"""What ``import`` takes in, asks and refuses: questions, ``--accept``, names of files."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from jingzhen_desktop.cli import DONE, REJECTED, main
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.queries.confirmations import confirmations_of
from jingzhen_desktop.quarterly.queries.reports import stored_reports
from jingzhen_desktop.quarterly.values.confirmations import ConfirmationKind


def test_a_doubtful_form_waits_for_the_clerk_and_is_stored_with_accept(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, doubtful, clear = _two_forms(office, tmp_path)
    arguments = ["import", str(doubtful), str(clear), "--quarter", "2024Q3", "--office", str(path)]
    assert main(arguments) == REJECTED
    said = capsys.readouterr().out
    assert "有问题待确认，没有导入（核对无误后加 --accept 卫生院.xlsx 导入）" in said
    assert "待确认：文件“卫生院.xlsx”工作表“Sheet”C4：数上有删除线" in said
    assert "没有采纳：" not in said
    with Office.open(path) as office:
        units = {unit.id: unit.name for unit in units_of_year(office, 2024)}
        assert [units[unit] for unit in stored_reports(office, Quarter(2024, 3))] == ["文化站"]
    assert main([*arguments, "--accept", str(doubtful)]) == DONE
    with Office.open(path) as office:
        number = next(unit.id for unit in units_of_year(office, 2024) if unit.name == "卫生院")
        assert stored_reports(office, Quarter(2024, 3))[number].entries["electricity"].quantity == 1200
        (confirmed,) = confirmations_of(office, number, Quarter(2024, 3))
        assert confirmed.kind is ConfirmationKind.READING
        assert "删除线" in confirmed.text
        assert confirmed.source_name == "卫生院.xlsx"


def test_accept_names_a_file_that_is_taken_in(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, doubtful, clear = _two_forms(office, tmp_path)
    assert (
        main(["import", str(clear), "--quarter", "2024Q3", "--office", str(path), "--accept", str(doubtful)])
        == REJECTED
    )
    assert "不在要导入的文件里" in capsys.readouterr().err


def test_what_is_refused_cannot_be_accepted(office: Office, tmp_path: Path) -> None:
    path, doubtful, _clear = _two_forms(office, tmp_path)
    book = openpyxl.load_workbook(doubtful)
    book.active["B4"] = "大箱"
    book.save(doubtful)
    arguments = ["import", str(doubtful), "--quarter", "2024Q3", "--office", str(path)]
    assert main([*arguments, "--accept", str(doubtful)]) == REJECTED
    with Office.open(path) as office:
        assert stored_reports(office, Quarter(2024, 3)) == {}


def test_a_file_named_in_gbk_is_taken_in(office: Office, tmp_path: Path) -> None:
    """A zip from Windows, unpacked on Linux, leaves names that are no UTF-8."""
    path, _doubtful, clear = _two_forms(office, tmp_path)
    name = os.fsencode(tmp_path) + b"/" + "文化站三季度.xlsx".encode("gb18030")
    try:
        clear.rename(os.fsdecode(name))
    except OSError:
        pytest.skip("only on file systems that take any bytes")
    assert main(["import", os.fsdecode(name), "--quarter", "2024Q3", "--office", str(path)]) == DONE
    with Office.open(path) as office:
        (report,) = stored_reports(office, Quarter(2024, 3)).values()
        assert report.source_name == "文化站三季度.xlsx"


def _two_forms(office: Office, folder: Path) -> tuple[Path, Path, Path]:
    """Return an office of two units, closed, a form with a struck figure and one without any doubt."""
    path, files = office.path, []
    with office:
        for name in ("卫生院", "文化站"):
            add_unit(office, 2024, UnitFacts(name, Nature.HEALTH), UnitContact(name))
            book = openpyxl.Workbook()
            for row in (
                ["2024年三季度能源消费统计表"],
                [f"填报单位：{name}", None, "统计时间：2024年三季度"],
                ["指标名称", "计量单位", "数量", "费用（元）"],
                ["电", "千瓦时", 1200, 720],
                ["水", "立方米", 40, 140],
            ):
                book.active.append(row)
            if name == "卫生院":
                book.active["C4"].font = Font(strike=True)
            files.append(folder / f"{name}.xlsx")
            book.save(files[-1])
    return path, files[0], files[1]
