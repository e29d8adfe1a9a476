"""The command line, as a clerk's helper types it: messages, files, exit codes."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

import openpyxl
import pypdfium2
import pytest

from jingzhen_desktop import __version__
from jingzhen_desktop.cli import DONE, ENVIRONMENT, REJECTED, USAGE, main
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.paper import fonts
from jingzhen_desktop.quarterly.queries.reports import stored_reports

QUARTER = "2011Q3"


@pytest.fixture
def town(office: Office) -> Path:
    """An office with two reporting units, closed; its path."""
    write_settings(office, {TOWN: "某镇"})
    add_unit(office, 2011, UnitFacts("某镇人民政府", Nature.STATE_ORGAN, ("党政",)), UnitContact("镇政府"))
    add_unit(office, 2011, UnitFacts("某镇中心学校", Nature.EDUCATION, ("教育",)), UnitContact("中心学校"))
    office.close()
    return office.path


def forms(town: Path, folder: Path) -> list[Path]:
    assert main(["forms", QUARTER, str(folder), "--office", str(town)]) == DONE
    return sorted(folder.glob("*.xlsx"))


def fill(path: Path, value: object = 0, electricity: object = 1200) -> None:
    """Fill every input cell of a form, the first quantity with another value."""
    book = openpyxl.load_workbook(path)
    sheet = book["填报表"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in ("数量", "费用（元）"):
                column, first = cell.column, cell.row + 1
                for below in range(first, first + 15):
                    if sheet.cell(below, 2).value:
                        sheet.cell(below, column).value = value
                if cell.value == "数量":
                    sheet.cell(first, column).value = electricity
    book.save(path)


def stored(town: Path) -> int:
    with Office.open(town) as office:
        return len(stored_reports(office, Quarter.parse(QUARTER)))


def test_forms_filled_and_taken_in_give_the_towns_papers(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = forms(town, tmp_path / "空白")
    assert len(files) == 2
    for path in files:
        fill(path)
    assert main(["import", *map(str, files), "--quarter", QUARTER, "--office", str(town)]) == DONE
    assert stored(town) == 2
    assert main(["export", "quarterly", QUARTER, str(tmp_path / "出"), "--office", str(town)]) == DONE
    written = sorted(path.suffix for path in (tmp_path / "出").iterdir())
    assert written == [".pdf", ".xlsx"]
    said = capsys.readouterr().out
    assert said.count("新报表") == 2
    assert said.count("已写入并核对") == 2


def test_an_existing_export_is_kept_unless_told(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = ["export", "quarterly", QUARTER, str(tmp_path / "出"), "--office", str(town)]
    assert main(export) == DONE
    before = {path: path.read_bytes() for path in (tmp_path / "出").iterdir()}
    assert main(export) == REJECTED
    assert "已" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (tmp_path / "出").iterdir()} == before
    assert main([*export, "--overwrite"]) == DONE


def test_good_files_are_stored_beside_a_rejected_one(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = forms(town, tmp_path / "空白")
    fill(good)
    fill(bad, electricity="abc")
    assert main(["import", str(good), str(bad), "--quarter", QUARTER, "--office", str(town)]) == REJECTED
    said = capsys.readouterr().out
    assert f"{bad.name}：不能导入" in said
    assert "错误" in said
    assert "abc" in said
    assert stored(town) == 1


def test_a_correction_waits_for_replace(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form, _ = forms(town, tmp_path / "空白")
    fill(form)
    take_in = ["import", str(form), "--quarter", QUARTER, "--office", str(town)]
    assert main(take_in) == DONE
    fill(form, electricity=1300)
    assert main(take_in) == REJECTED
    assert "--replace" in capsys.readouterr().out
    assert main([*take_in, "--replace"]) == DONE
    assert "1,200 → 1,300" in capsys.readouterr().out
    assert main(take_in) == DONE
    assert "与已存相同" in capsys.readouterr().out


def test_the_clerk_says_when_forms_came_in(
    town: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    set_clock: Callable[[datetime], None],
) -> None:
    set_clock(datetime(2011, 10, 20, 9))
    first, second = forms(town, tmp_path / "空白")
    fill(first)
    fill(second)
    take_in = ["--quarter", QUARTER, "--office", str(town)]
    assert main(["import", str(first), *take_in, "--received", "2011-10-09"]) == DONE
    assert main(["import", str(second), *take_in]) == DONE
    days = received(town)
    assert days[0] == date(2011, 10, 9)
    assert days[1] == date(2011, 10, 20)  # the day it was taken in, not a day of the form
    for wrong in ("2011-13-01", "20111009", "十月九日", "2011-02-29", ""):
        with pytest.raises(SystemExit) as refused:
            main(["import", str(second), *take_in, "--received", wrong])
        assert refused.value.code == USAGE
        assert f"“{wrong}”不是日期，应写成 2011-10-08" in capsys.readouterr().err
    assert (
        main(["import", str(second), *take_in, "--received", "2999-01-01"]) == DONE
    )  # nothing new is stored
    fill(second, electricity=1300)
    again = ["import", str(second), *take_in, "--replace", "--received", "2999-01-01"]
    assert main(again) == REJECTED
    assert "收到日期2999年1月1日还没有到，请核对。" in capsys.readouterr().err
    assert received(town) == days


def received(town: Path) -> list[date]:
    with Office.open(town) as office:
        reports = stored_reports(office, Quarter.parse(QUARTER))
        return sorted(report.standing.received_on for report in reports.values())


@pytest.mark.usefixtures("qapp")  # else check makes one of its own, and a process can have only one
def test_check_is_one_page_on_everything_a_helper_asks(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--office", str(town)]) == DONE
    said = capsys.readouterr().out
    for word in (
        __version__,
        "PySide6",
        "python-docx",
        "Python",
        "SQLite",
        "仿宋",
        "小标宋",
        "打印机",
        str(town.parent),
        "可以写入",
        "剩余空间",
        "数据文件完好",
    ):
        assert word in said
    assert len(said.splitlines()) < 50


@pytest.mark.usefixtures("qapp")
def test_check_needs_no_office_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert main(["check"]) == DONE
    said = capsys.readouterr().out
    assert str(tmp_path) in said
    assert "--office" in said
    assert [*tmp_path.iterdir()] == []


@pytest.mark.usefixtures("qapp")
def test_check_says_what_it_finds_beside_a_missing_office_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--office", str(tmp_path / "没有" / "没有.jzdb")]) == ENVIRONMENT
    said = capsys.readouterr()
    assert "仿宋" in said.out
    assert "不存在" in said.out
    assert "不存在" in said.err


@pytest.mark.usefixtures("qapp")
def test_check_says_when_no_font_is_installed(
    town: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fonts, "font_folders", lambda: (town.parent / "没有字体",))
    assert main(["check", "--office", str(town)]) == ENVIRONMENT
    said = capsys.readouterr()
    assert "字体" in said.err
    assert "数据文件完好" in said.out


@pytest.mark.usefixtures("qapp")
def test_check_names_damage(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(town)) as database, database:  # foreign keys are off here
        database.execute("UPDATE unit_year SET unit_id = unit_id + 900")
    database.close()
    assert main(["check", "--office", str(town)]) == REJECTED
    said = capsys.readouterr()
    assert "引用的记录不存在：“单位年度情况”" in said.out
    assert "备份" in said.err


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["forms", "2011Q9", "x", "--office", "y"], USAGE),
        (["import", "--quarter", "2011Q1", "--office", "y"], USAGE),
        (["export", "monthly", "2011Q1", "x", "--office", "y"], USAGE),
        (["check", "数据文件"], USAGE),
        (["check", "--office", "没有.jzdb"], REJECTED),
    ],
)
def test_wrong_commands_have_a_chinese_sentence(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        given = main(arguments)
    except SystemExit as leaving:
        given = leaving.code  # type: ignore[assignment]
    assert given == code
    assert any("\u4e00" <= letter <= "\u9fff" for letter in capsys.readouterr().err)


def test_wrong_periods_are_refused(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "annual", "去年", str(tmp_path), "--office", str(town)]) == REJECTED
    assert "不是年份" in capsys.readouterr().err
    assert main(["export", "quarterly", "2011", str(tmp_path), "--office", str(town)]) == REJECTED
    assert "2011Q3" in capsys.readouterr().err
    assert main(["export", "annual", "2011", str(tmp_path), "--office", str(town)]) == REJECTED
    assert "尚未生成" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_the_environments_fault(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "文件").write_text("x")
    assert main(["forms", QUARTER, str(tmp_path / "文件" / "下"), "--office", str(town)]) == ENVIRONMENT
    assert "文件夹" in capsys.readouterr().err


def test_a_full_or_locked_folder_is_named_and_not_the_file_that_was_tried(
    town: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: Path, _data: bytes) -> NoReturn:
        raise OSError(errno.EROFS, "read-only", str(path))

    # where a folder takes nothing, tempfile on Windows tries name after name, for minutes
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: pytest.fail("tries again and again"))
    monkeypatch.setattr(Path, "write_bytes", locked)
    assert main(["check", "--office", str(town)]) == ENVIRONMENT
    assert f"写入文件夹失败“{town.parent}”：该位置只读" in capsys.readouterr().err


def test_an_empty_name_opens_the_file_of_last_time(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path | None] = []
    monkeypatch.setattr("jingzhen_desktop.cli._window", lambda path: opened.append(path) or DONE)
    assert main([""]) == DONE
    assert opened == [None]


def test_the_window_program_without_a_console_runs_commands(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    assert main(["check", "--office", str(town)]) == DONE
    assert main(["check", "--office", str(town.with_name("没有.jzdb"))]) == REJECTED


def test_the_installed_command_speaks_chinese_in_any_locale(town: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "jingzhen_desktop", "check", "--office", str(town)],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C", "PATH": "", "HOME": str(town.parent)},
    )
    assert done.returncode == DONE
    assert "数据文件完好" in done.stdout.decode("utf-8")


COUNTS = {
    ("1 已发文件", ".pdf"): 22,
    ("2011年一季度", ".xlsx"): 8,
    ("2011年三季度", ".xlsx"): 8,
    ("2011年二季度", ".xlsx"): 8,
    ("2011年四季度", ".xlsx"): 8,
    ("季度统计", ".pdf"): 23,
    ("季度统计", ".xlsx"): 14,
    ("定额考核", ".pdf"): 3,
    ("定额考核", ".xlsx"): 1,
    ("宣传培训", ".pdf"): 8,
    ("宣传培训", ".xlsx"): 1,
    ("年度总结", ".docx"): 2,
    ("年度总结", ".pdf"): 3,
    ("年度总结", ".xlsx"): 2,
    ("文井镇2011年公共机构节能归档", ".xlsx"): 1,
    ("监督检查", ".pdf"): 16,
    ("监督检查", ".xlsx"): 1,
    ("组织机构", ".pdf"): 5,
    ("组织机构", ".xlsx"): 2,
}
"""How many files of each kind lie in each folder of the demo."""


def test_demo_makes_the_example_and_all_papers_of_its_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", str(tmp_path), "--no-window"]) == DONE
    said = capsys.readouterr().out
    written = [path for path in tmp_path.rglob("*.*") if path.suffix in (".pdf", ".xlsx", ".docx")]
    assert said.count("已写入：") == len(written) == 136
    assert Counter((path.relative_to(tmp_path).parts[-2], path.suffix) for path in written) == COUNTS
    unmarked = [
        path.name
        for path in written
        if path.suffix == ".pdf" and not all("示例" in page for page in pages(path))
    ]
    assert unmarked == []


def test_demo_uses_the_example_that_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from jingzhen_desktop.example.making import OFFICE_NAME

    Office.create(tmp_path / OFFICE_NAME).close()
    before = (tmp_path / OFFICE_NAME).read_bytes()
    monkeypatch.setattr("jingzhen_desktop.example.documents.make_documents", lambda _office, _folder: [])
    assert main(["demo", str(tmp_path), "--no-window"]) == DONE
    assert "已存在，直接使用" in capsys.readouterr().out
    assert (tmp_path / OFFICE_NAME).read_bytes() == before


def pages(path: Path) -> Iterator[str]:
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            yield page.get_textpage().get_text_range()
