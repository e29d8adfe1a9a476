"""Filtering and sorting as the clerk does them, and what stays when rows are hidden, sorted,
changed or taken away.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from jingzhen_desktop.widgets.grid.filter_box import FilterBox
from jingzhen_desktop.widgets.grid.model import GridModel
from jingzhen_desktop.widgets.grid.view import Grid

from ..hands import CONTROL, SHIFT, Key, enter, key, letters

if TYPE_CHECKING:
    from jingzhen_desktop.widgets.alerts import Alerts


class Sheet:
    """A window with a filter over a grid whose rows change as the clerk writes."""

    def __init__(self, columns: Any, rows: Any, alerts: Alerts, qtbot: Any) -> None:
        self.rows = {row.id: row for row in rows}
        self.total = replace(rows[0], id=0, name="合计")
        self.model: GridModel[Any] = GridModel(columns, alerts=alerts, change=self.change)
        QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal, self.model)
        self.grid = Grid(self.model, "各单位")
        self.box = FilterBox(self.grid)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.box)
        layout.addWidget(self.grid)
        self.window.resize(900, 400)
        self.show_rows()
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.grid.setFocus()

    def change(self, old: Any, new: Any) -> None:
        self.rows[old.id] = new
        self.show_rows()

    def show_rows(self) -> None:
        self.model.set_rows(list(self.rows.values()), [self.total])

    def click_header(self, column: int) -> None:
        header = self.grid.horizontalHeader()
        middle = QPoint(
            header.sectionViewportPosition(column) + header.sectionSize(column) // 2, header.height() // 2
        )
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)

    @property
    def ids(self) -> list[int]:
        return [row.id for row in self.model.rows()]


@pytest.fixture
def sheet(columns: Any, reports: Any, alerts: Alerts, qtbot: Any) -> Sheet:
    return Sheet(columns, reports, alerts, qtbot)


def test_typing_initials_leaves_the_rows_that_have_them_and_says_how_many(sheet: Sheet) -> None:
    key(Key.Key_L, CONTROL | SHIFT)
    assert sheet.box.line.hasFocus()
    letters("zxxx")
    assert sheet.ids == [2]
    assert sheet.model.rowCount() == 2  # the total stays
    assert sheet.box.count.text() == "1/3，合计仍为全部"
    key(Key.Key_Escape)
    assert sheet.ids == [1, 2, 3]
    assert sheet.box.count.text() == ""
    key(Key.Key_Return)
    assert sheet.grid.hasFocus()


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("卫生", [3]),
        ("已审核", [2]),
        ("ysh", [2]),
        ("zhongxin", [2]),
        ("12345", [1]),
        ("12,34", [1]),
        ("345", []),
        ("2011-04", [3]),
        ("zhen wb", [1]),
        ("　", [1, 2, 3]),
        ("没有这个", []),
    ],
)
def test_every_column_is_searched_and_every_word_must_be_there(
    sheet: Sheet, words: str, ids: list[int]
) -> None:
    sheet.box.line.setFocus()
    enter(words)
    assert sheet.ids == ids


def test_what_is_typed_under_a_filter_goes_to_the_row_it_stands_in(sheet: Sheet) -> None:
    sheet.box.line.setText("中心")
    sheet.grid.setFocus()
    sheet.grid.setCurrentIndex(sheet.model.index(0, 1))
    letters("77")
    key(Key.Key_Return)
    assert sheet.rows[2].power == Decimal(77)
    assert sheet.rows[1].power == Decimal("12345.6")
    QGuiApplication.clipboard().setText("5\t6")
    sheet.grid.setCurrentIndex(sheet.model.index(0, 1))
    key(Key.Key_V, CONTROL)
    assert (sheet.rows[2].power, sheet.rows[2].people) == (Decimal(5), 6)
    assert (sheet.rows[1].power, sheet.rows[1].people) == (Decimal("12345.6"), 31)


def test_a_changed_row_stays_in_sight_until_the_words_change(sheet: Sheet) -> None:
    sheet.box.line.setText("未报")
    assert sheet.ids == [1, 3]
    assert sheet.model.setData(sheet.model.index(0, 4), "已审核")
    assert sheet.ids == [1, 3]
    sheet.box.line.setText("未报 ")
    assert sheet.ids == [3]


def test_going_to_a_hidden_row_gives_the_filter_up(sheet: Sheet) -> None:
    sheet.box.line.setText("中心")
    assert sheet.grid.select_row(lambda row: row.id == 3)
    assert sheet.grid.current_row().id == 3
    assert sheet.box.line.text() == ""
    assert sheet.box.count.text() == ""
    sheet.box.line.setText("中心")
    assert not sheet.grid.select_row(lambda row: row.id == 99)
    assert sheet.box.line.text() == "中心"


def test_the_current_row_stays_current_when_a_filter_comes_and_goes(sheet: Sheet) -> None:
    sheet.grid.setCurrentIndex(sheet.model.index(2, 2))
    sheet.box.line.setText("院")
    assert (sheet.grid.current_row().id, sheet.grid.currentIndex().column()) == (3, 2)
    sheet.box.line.clear()
    assert (sheet.grid.current_row().id, sheet.grid.currentIndex().column()) == (3, 2)


def test_new_rows_are_filtered_and_sorted_too(sheet: Sheet) -> None:
    sheet.model.sort(1, Qt.SortOrder.DescendingOrder)
    sheet.box.line.setText("镇")
    sheet.rows[4] = replace(sheet.rows[1], id=4, name="镇敬老院", power=Decimal(99999))
    sheet.rows[5] = replace(sheet.rows[1], id=5, name="文化站")
    sheet.show_rows()
    assert sheet.ids == [4, 1]
    assert sheet.box.count.text().startswith("2/5")


def test_sorting_a_filtered_table_keeps_totals_and_the_current_row(sheet: Sheet) -> None:
    sheet.box.line.setText("未报")  # rows 1 and 3; the total stands where row 3 was given
    sheet.grid.setCurrentIndex(sheet.model.index(1, 2))
    sheet.click_header(2)
    assert sheet.ids == [3, 1]
    assert sheet.grid.current_row().id == 3
    assert sheet.model.row(sheet.model.index(2, 0)).name == "合计"


def test_the_third_click_gives_the_natural_order_back(sheet: Sheet) -> None:
    orders = []
    for _ in range(3):
        sheet.click_header(2)
        orders.append(sheet.ids)
    assert orders == [[3, 1, 2], [2, 1, 3], [1, 2, 3]]


def test_equal_values_keep_their_order_both_ways(sheet: Sheet) -> None:
    for id_ in (4, 5):
        sheet.rows[id_] = replace(sheet.rows[2], id=id_)
    sheet.show_rows()
    sheet.click_header(2)
    assert sheet.ids == [3, 1, 2, 4, 5]
    sheet.click_header(2)
    assert sheet.ids == [2, 4, 5, 1, 3]


def test_width_and_sorting_are_there_again_at_the_next_start(
    sheet: Sheet, columns: Any, reports: Any, alerts: Alerts, qtbot: Any
) -> None:
    sheet.click_header(0)
    sheet.grid.setColumnWidth(2, 222)
    again = Sheet(columns, reports, alerts, qtbot)
    assert again.ids == [3, 1, 2]
    assert again.grid.columnWidth(2) == 222
    assert again.grid.horizontalHeader().sortIndicatorSection() == 0
    QApplication.processEvents()
    widths = [again.grid.columnWidth(column) for column in range(again.model.columnCount())]
    assert sum(widths) == again.grid.viewport().width()  # the others still use the whole width
    again.grid._widths.forget()
    again.grid.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert not QSettings().value("grids/各单位")


def test_a_damaged_memory_of_widths_is_no_harm(
    columns: Any, reports: Any, alerts: Alerts, qtbot: Any
) -> None:
    for text in (
        "{",
        "[]",
        '{"widths": 5}',
        '{"widths": {"power": "x"}}',
        '{"sorting": ["gone", true]}',
        '{"sorting": 7}',
    ):
        QSettings().setValue("grids/各单位", text)
        assert Sheet(columns, reports, alerts, qtbot).ids == [1, 2, 3]


def test_a_sorting_waits_for_its_column(sheet: Sheet) -> None:
    sheet.click_header(2)
    all_columns = sheet.model.columns
    sheet.model.set_columns(all_columns[:2])
    assert sheet.ids == [1, 2, 3]
    assert sheet.grid.horizontalHeader().sortIndicatorSection() == -1
    sheet.model.set_columns(all_columns)
    assert sheet.ids == [3, 1, 2]
    assert sheet.grid.horizontalHeader().sortIndicatorSection() == 2


def test_rows_without_an_identity_are_arranged_anew(columns: Any, reports: Any) -> None:
    model: GridModel[Any] = GridModel(columns, identity=lambda _row: None)
    model.set_rows(reports)
    model.set_filter("中心")
    model.set_rows(list(reversed(reports)))
    assert [row.name for row in model.rows()] == ["中心学校"]
    model.set_rows([replace(row, name="镇政府") for row in reports])
    assert model.rows() == ()


def test_the_row_below_takes_the_place_of_one_that_is_gone(sheet: Sheet) -> None:
    sheet.grid.setCurrentIndex(sheet.model.index(1, 2))
    del sheet.rows[2]
    sheet.show_rows()
    assert (sheet.grid.current_row().id, sheet.grid.currentIndex().column()) == (3, 2)
    del sheet.rows[3]
    sheet.show_rows()
    assert sheet.grid.current_row().id == 1
