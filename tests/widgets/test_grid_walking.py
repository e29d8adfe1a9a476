"""Keys lead through a grid as in a spreadsheet: Tab over what takes input, Enter back, Ctrl to the edges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from jingzhen_desktop.widgets.grid.walking import edge_of_block, first_input, last_input, next_input

from ..hands import CONTROL, SHIFT
from ..looking import told_of_closed_cell
from .table import Table

if TYPE_CHECKING:
    from jingzhen_desktop.widgets.alerts import Alerts

Key = Qt.Key
INPUT = ["..xx.", ".....", "x...x"]
"""Rows of cells; x takes input or is filled."""


def _is_x(row: int, column: int) -> bool:
    return INPUT[row][column] == "x"


@pytest.fixture
def table(columns: Any, reports: Any, alerts: Alerts, qtbot: Any) -> Table:
    return Table(columns, reports, alerts, qtbot)


def test_from_input_to_input_in_reading_order() -> None:
    forth, at = [], (0, 0)
    while (found := next_input(at, 3, 5, _is_x, forward=True)) is not None:
        at = found
        forth.append(at)
    assert forth == [(0, 2), (0, 3), (2, 0), (2, 4)]
    assert next_input((2, 0), 3, 5, _is_x, forward=False) == (0, 3)
    assert next_input((0, 2), 3, 5, _is_x, forward=False) is None
    assert (first_input(3, 5, _is_x), last_input(3, 5, _is_x)) == ((0, 2), (2, 4))
    assert first_input(0, 0, _is_x) is None


@pytest.mark.parametrize(
    ("cell", "step", "edge"),
    [
        ((0, 2), (0, 1), (0, 3)),  # to the end of the block
        ((0, 3), (0, 1), (0, 4)),  # out of it, to the edge
        ((0, 0), (0, 1), (0, 2)),  # to the next filled one
        ((2, 4), (0, -1), (2, 0)),  # over a gap
        ((2, 0), (-1, 0), (0, 0)),  # nothing more: to the edge
        ((0, 0), (-1, 0), (0, 0)),
    ],
)
def test_the_edge_of_a_block(cell: tuple[int, int], step: tuple[int, int], edge: tuple[int, int]) -> None:
    assert edge_of_block(cell, 3, 5, _is_x, step) == edge


def test_tab_skips_what_takes_no_input_and_wraps(table: Table) -> None:
    table.at(1, 0)
    visited = []
    for _ in range(8):
        table.key(Key.Key_Tab)
        visited.append(table.position)
    # the name takes none, nor the sixth column of the last row
    assert visited == [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (2, 1), (2, 2)]
    table.key(Key.Key_Backtab, SHIFT)
    table.key(Key.Key_Backtab, SHIFT)
    assert table.position == (1, 6)


def test_hidden_columns_are_passed_over(table: Table) -> None:
    table.grid.setColumnHidden(2, True)
    table.at(0, 1)
    table.key(Key.Key_Tab)
    assert table.position == (0, 3)


def test_after_a_run_of_tab_enter_goes_back_to_where_it_began(table: Table) -> None:
    table.at(0, 1)
    for number in ("1", "2"):
        table.keys(number)
        table.key(Key.Key_Tab)
    assert table.position == (0, 3)
    table.key(Key.Key_Return)
    assert table.position == (1, 1)
    table.keys("3")
    table.key(Key.Key_Tab)
    table.keys("4")
    table.key(Key.Key_Return)
    assert table.position == (2, 1)
    assert [(row.power, row.people) for row in table.rows.values()][:2] == [(1, 2), (3, 4)]


def test_another_way_ends_the_run(table: Table) -> None:
    table.at(0, 1)
    table.key(Key.Key_Tab)
    table.key(Key.Key_Right)
    table.key(Key.Key_Return)
    assert table.position == (1, 3)


def test_enter_does_not_go_on_to_the_totals(table: Table) -> None:
    table.at(2, 1)
    table.keys("5")
    table.key(Key.Key_Return)
    assert (table.position, table.rows[3].power) == ((2, 1), 5)


def test_from_the_last_cell_tab_goes_on_in_the_window(table: Table, qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    other = QLineEdit()
    layout.addWidget(table.grid)
    layout.addWidget(other)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    table.grid.setFocus()
    table.at(2, 6)
    table.keys("n")
    table.key(Key.Key_Tab)
    assert other.hasFocus()
    assert table.rows[3].note == "n"
    table.grid.setParent(None)  # it is closed by itself


def test_ctrl_and_an_arrow_lead_to_the_edge_of_the_filled_block(table: Table) -> None:
    table.rows[2] = replace(table.rows[2], people=None)
    table.model.set_rows(list(table.rows.values()), [table.total])
    table.at(2, 2)
    table.key(Key.Key_Up, CONTROL)
    assert table.position == (0, 2)
    table.key(Key.Key_Down, CONTROL)
    assert table.position == (2, 2)  # not the totals
    table.key(Key.Key_Left, CONTROL)
    assert table.position == (2, 0)
    table.at(0, 0)
    table.key(Key.Key_Right, CONTROL | SHIFT)
    chosen = sorted((index.row(), index.column()) for index in table.grid.selectedIndexes())
    assert chosen == [(0, column) for column in range(6)]


def test_a_selection_begins_where_the_keys_have_led(table: Table) -> None:
    table.at(2, 2)
    table.key(Key.Key_Up)  # by Qt, which begins here
    table.at(0, 1)
    table.key(Key.Key_Tab)
    table.key(Key.Key_Down, SHIFT)
    table.key(Key.Key_Right, SHIFT)
    chosen = sorted((index.row(), index.column()) for index in table.grid.selectedIndexes())
    assert chosen == [(0, 2), (0, 3), (1, 2), (1, 3)]
    table.key(Key.Key_Up, SHIFT)
    chosen = sorted((index.row(), index.column()) for index in table.grid.selectedIndexes())
    assert chosen == [(0, 2), (0, 3)]


def test_ctrl_home_and_end_lead_to_the_first_and_last_input(table: Table) -> None:
    table.at(1, 3)
    table.key(Key.Key_Home, CONTROL)
    assert table.position == (0, 1)
    table.key(Key.Key_End, CONTROL)
    assert table.position == (2, 6)


def test_a_key_on_a_closed_cell_says_why(table: Table) -> None:
    table.at(0, 0)
    table.keys("5")
    assert told_of_closed_cell(table.grid) == "“单位”由程序给出，不在这里填写。"
    table.key(Key.Key_Down)
    assert told_of_closed_cell(table.grid) == ""
    table.key(Key.Key_F2)
    assert "由程序给出" in told_of_closed_cell(table.grid)
    table.at(3, 1)
    table.key(Key.Key_Delete)
    assert told_of_closed_cell(table.grid) == "合计由上面各行算出，不能填写。"
    table.at(0, 1)
    table.keys("5")
    assert told_of_closed_cell(table.grid) == ""


def test_without_anything_to_look_at_f4_says_so(table: Table) -> None:
    table.at(0, 1)
    table.key(Key.Key_F4)
    assert told_of_closed_cell(table.grid) == "这张表里没有要处理的格。"
    assert table.position == (0, 1)


def test_the_menu_offers_the_pages_verbs_first_and_nothing_twice(table: Table) -> None:
    button = QPushButton("删除单位", table.grid)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    table.grid.addAction(QAction("新增单位", table.grid))
    table.grid.offer(button)
    texts = [action.text().split("\t")[0] for action in table.grid.menu().actions()]
    assert texts[:2] == ["新增单位", "删除单位"]
    menu = table.grid.menu()
    menu.actions()[1].trigger()
    assert pressed == [True]
    button.setEnabled(False)
    assert not table.grid.menu().actions()[1].isEnabled()
    named = [text for text in texts if text]
    assert len(named) == len(set(named))
    assert {"复制", "粘贴", "向下填充", "清除内容", "下一处问题", "全选"} <= set(named)
