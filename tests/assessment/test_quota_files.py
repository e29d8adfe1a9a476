"""Quota rows out to a workbook and back; tables as standards print them; what is wrong is said by cell."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from jingzhen_desktop.assessment.queries.quotas import quota_register
from jingzhen_desktop.assessment.sheets.quotas import measure_of, quotas_workbook, read_quotas
from jingzhen_desktop.assessment.tab.register import RegisterPage
from jingzhen_desktop.assessment.values.quotas import QuotaIndicator, QuotaMeasure, QuotaStandard
from jingzhen_desktop.base.errors import InputRejected

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.widgets.desk import Desk

STANDARD = QuotaStandard(1, "县标1", "定额")
TITLES = ("指标", "计量单位", "类别", "约束值", "基准值", "引导值", "页码", "编号")


@pytest.fixture
def desk_office(with_standards: Office) -> Office:
    return with_standards


def book(path: Path, *rows: tuple[object, ...], titles: tuple[str, ...] = TITLES) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["某县公共机构能耗定额"])
    sheet.append(list(titles))
    for row in rows:
        sheet.append(list(row))
    workbook.save(path)
    return path


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("kgce/(m²·a)", QuotaMeasure.KGCE_AREA),
        ("kgce/㎡", QuotaMeasure.KGCE_AREA),
        ("kgce/(p·a)", QuotaMeasure.KGCE_HEAD),
        ("kWh/（m²·a）", QuotaMeasure.POWER_AREA),
        ("千瓦时/平方米", QuotaMeasure.POWER_AREA),
        ("m³/(人·a)", QuotaMeasure.WATER_HEAD),
        ("L/(床·d)", QuotaMeasure.WATER_BED),
    ],
)
def test_units_of_measure_as_standards_write_them(text: str, measure: QuotaMeasure) -> None:
    assert measure_of(text) is measure


def test_an_unknown_unit_of_measure_is_refused() -> None:
    with pytest.raises(InputRejected, match="不认识计量单位"):
        measure_of("元/㎡")


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    path = book(
        tmp_path / "定额.xlsx",
        ("常规用能系统电耗", "kWh/(m²·a)", "乡镇机关", 30, 25, 20, "3", "甲"),
        (None, None, "中心小学", "23.1", "—", 6.7, "3", "乙"),
        ("人均综合能耗", None, "乡镇机关", 900, 700, 800, "4", "丙"),
        ("人均用餐", None, "乡镇机关", 900, 700, 400, "4", "丁"),
        ("注：2012年起施行",),
    )
    read = read_quotas(path, STANDARD, [])
    first, second, third, fourth = read.rows
    assert first.quota.levels == (Decimal(30), Decimal(25), Decimal(20))
    assert (second.quota.indicator, second.quota.measure) == (
        QuotaIndicator.ELECTRICITY,
        QuotaMeasure.POWER_AREA,
    )
    assert second.quota.levels == (Decimal("23.1"), None, Decimal("6.7"))
    assert (first.can_be_taken, second.can_be_taken) == (True, True)
    assert third.quota.measure is QuotaMeasure.KGCE_HEAD
    assert "填反" in third.problems[0]
    assert fourth.problems == ("A6：不认识指标“人均用餐”，请按“定额标准”里的叫法填写",)
    assert read.unknown == ("编号",)


def test_what_is_no_table_of_quotas_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "名单.xlsx", ("甲", 1), titles=("单位名称", "建筑面积"))
    with pytest.raises(InputRejected, match="里没有找到定额表"):
        read_quotas(path, STANDARD, [])


def test_what_is_written_is_known_when_it_is_read_back(with_standards: Office, tmp_path: Path) -> None:
    register = quota_register(with_standards)
    for standard in register.standards:
        rows = [one for one in register.quotas if one.standard_id == standard.id]
        path = tmp_path / f"{standard.id}.xlsx"
        path.write_bytes(quotas_workbook(standard, rows))
        read = read_quotas(path, standard, rows)
        assert [row.problems for row in read.rows if row.problems] == []
        assert len(read.rows) == len(rows)
        assert all(row.is_known for row in read.rows)


def test_rows_are_seen_before_they_are_stored(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = RegisterPage(desk)
    qtbot.addWidget(page)
    page.show()
    before = len(quota_register(desk.office).quotas)
    path = book(
        tmp_path / "定额.xlsx",
        ("常规用能系统电耗", "kWh/㎡", "乡镇机关", 30, 25, 20, "3"),
        ("常规用能系统电耗", "kWh/㎡", "乡镇学校", 20, 25, 30, "3"),
    )
    monkeypatch.setattr(desk.alerts, "choose_files", lambda *_given: [path])
    page.take_in()
    qtbot.waitUntil(lambda: page.importing.is_waiting)
    assert page.head_actions.primary is page.importing.take
    assert page.importing.take.text() == "导入1行"
    assert "1行可以导入，1行有问题" in page.importing.summary.text()
    assert len(quota_register(desk.office).quotas) == before
    page.importing.store()
    assert len(quota_register(desk.office).quotas) == before + 1
    assert page.model.rows()[-1].quota.unit_class == "乡镇机关"
    desk.office.undo()
    assert len(quota_register(desk.office).quotas) == before


def test_a_cell_that_could_not_be_read_is_mended_in_the_preview(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = RegisterPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    before = len(quota_register(desk.office).quotas)
    path = book(
        tmp_path / "定额.xlsx",
        ("人均用电", "kWh/㎡", "乡镇机关", 30, 25, 20, "3"),
        (None, None, "乡镇学校", "二十", 15, 10, "3"),
    )
    monkeypatch.setattr(desk.alerts, "choose_files", lambda *_given: [path])
    page.take_in()
    qtbot.waitUntil(lambda: page.importing.is_waiting)
    preview = page.importing
    columns = [one.key for one in preview.model.columns]

    def put(text: str) -> str:
        index = preview.grid.currentIndex()
        assert preview.model.setData(index, text)
        return columns[index.column()]

    assert preview.take.text() == "导入0行"
    preview.go_on()
    assert put("常规用能系统电耗") == "indicator"
    assert preview.take.text() == "导入1行"
    preview.go_on()
    assert put("20") == "limit"
    assert preview.take.text() == "导入2行"
    assert len(quota_register(desk.office).quotas) == before
    preview.store()
    office, school = (
        one for one in quota_register(desk.office).quotas if one.unit_class in ("乡镇机关", "乡镇学校")
    )
    assert {office.indicator, school.indicator} == {QuotaIndicator.ELECTRICITY}
    assert (school.unit_class, school.limit) == ("乡镇学校", Decimal(20))


@pytest.mark.parametrize("name", [None, '=HYPERLINK("x")'])
def test_figures_without_a_class_that_can_be_read_are_no_silent_loss(
    tmp_path: Path, name: str | None
) -> None:
    """A row that gives figures is a question, never left out; a blank one and a note are no rows."""
    path = book(
        tmp_path / "a.xlsx",
        ("常规用能系统电耗", "kWh/㎡", "学校", 20, 12, 8),
        ("常规用能系统电耗", "kWh/㎡", name, 30, 22, 15),
        (None, None, None, None, None, None),
        (None, None, "注：略", None, None, None),
    )
    found = read_quotas(path, STANDARD, ())
    assert [one.quota.limit for one in found.rows] == [20, 30]
    assert found.rows[1].problems


@pytest.mark.parametrize("figure", [1e20, "很多", -5, "1.23456"])
def test_a_figure_that_cannot_be_is_said_by_its_row(tmp_path: Path, figure: object) -> None:
    path = book(tmp_path / "a.xlsx", ("常规用能系统电耗", "kWh/㎡", "学校", figure, 12, 8))
    assert read_quotas(path, STANDARD, ()).rows[0].problems
