"""What was refused in a cell: said beside it, kept there, mended there, never lost and never in the way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from jingzhen_desktop.widgets.callout import callouts_of
from jingzhen_desktop.widgets.grid.order import Sorting

from ..hands import CONTROL, SHIFT, type_text
from ..looking import geometries, told_at_cell
from .table import Table

if TYPE_CHECKING:
    from jingzhen_desktop.widgets.alerts import Alerts

Key = Qt.Key


@pytest.fixture
def table(columns: Any, reports: Any, alerts: Alerts, qtbot: Any) -> Table:
    return Table(columns, reports, alerts, qtbot)


def _type(table: Table, row: int, column: int, text: str, last: Qt.Key = Key.Key_Return) -> None:
    table.at(row, column)
    for letter in text:
        type_text(table.target, letter)
    table.key(last)


def test_by_enter_the_refused_text_stays_in_its_editor(table: Table, warned: list[str]) -> None:
    _type(table, 0, 1, "2,590.5.0")
    editor = table.editor
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), editor.property("bad"), editor.hasFocus()) == ("2,590.5.0", "true", True)
    assert told_at_cell(table.grid).endswith("是 2,590.50 吗？回车采用　Esc恢复原值")
    assert (table.position, table.rows[1].power, warned) == ((0, 1), Decimal("12345.6"), [])


def test_the_next_enter_takes_the_reading_and_goes_on(table: Table) -> None:
    _type(table, 0, 1, "1.8万")
    table.key(Key.Key_Return)
    assert table.rows[1].power == Decimal(18000)
    assert (table.position, told_at_cell(table.grid), table.editor) == ((1, 1), "", None)


def test_what_is_typed_on_after_a_refusal_is_never_a_number(table: Table) -> None:
    _type(table, 0, 1, "18a")
    table.keys("20")
    table.key(Key.Key_Return)
    assert table.rows[1].power == Decimal("12345.6")
    assert "“18a20”" in told_at_cell(table.grid)


def test_without_a_reading_enter_stays(table: Table) -> None:
    _type(table, 0, 1, "abc")
    table.key(Key.Key_Return)
    assert (table.position, table.rows[1].power) == ((0, 1), Decimal("12345.6"))
    assert told_at_cell(table.grid).startswith("“abc”不是数字")


@pytest.mark.parametrize("leave", [False, True])
def test_escape_brings_back_what_is_stored(table: Table, leave: bool) -> None:
    _type(table, 0, 1, "abc", Key.Key_Tab if leave else Key.Key_Return)
    if leave:
        table.at(0, 1)
    table.key(Key.Key_Escape)
    assert table.model.drafts() == []
    assert table.model.index(0, 1).data() == "12,345.60"
    assert (told_at_cell(table.grid), table.editor) == ("", None)


def test_tab_goes_on_and_leaves_the_text_where_it_was_typed(table: Table) -> None:
    _type(table, 0, 1, "1.8万", Key.Key_Tab)
    table.keys("900")
    table.key(Key.Key_Tab)
    assert (table.rows[1].power, table.rows[1].people) == (Decimal("12345.6"), 900)
    assert table.model.index(0, 1).data() == "1.8万"
    assert "“1.8万”不是数字" in told_at_cell(table.grid)  # the next success does not take it away
    assert table.grid._refusals.chip.text() == "1格没有存入　F4"


def test_it_survives_moving_sorting_filtering_and_a_refresh(table: Table) -> None:
    _type(table, 1, 1, "x", Key.Key_Tab)
    table.at(0, 2)
    table.model.sort_by(Sorting("people"))
    table.model.set_filter("卫生院")
    assert table.grid._refusals.chip.isHidden()
    table.model.set_filter("")
    table.rows[2] = replace(table.rows[2], people=61)
    table.model.set_rows(list(table.rows.values()), [table.total])
    ((index, draft),) = table.model.drafts()
    assert (table.model.row(index).name, draft.text, index.data()) == ("中心学校", "x", "x")


def test_coming_back_shows_it_again_and_f2_opens_the_text(table: Table) -> None:
    _type(table, 0, 1, "1.8万", Key.Key_Tab)
    _type(table, 1, 2, "y", Key.Key_Tab)
    assert "“y”" in told_at_cell(table.grid)
    table.at(0, 1)
    assert "“1.8万”" in told_at_cell(table.grid)
    table.key(Key.Key_F2)
    assert isinstance(table.editor, QLineEdit)
    assert table.editor.text() == "1.8万"
    assert table.editor.property("bad") == "true"
    table.key(Key.Key_Escape)
    assert "“y”" not in told_at_cell(table.grid)
    assert table.model.index(0, 1).data() == "12,345.60"


def test_enter_on_the_cell_takes_the_reading_without_opening_it(table: Table) -> None:
    _type(table, 0, 1, "1.8万", Key.Key_Tab)
    table.at(0, 1)
    table.key(Key.Key_Return)
    assert (table.rows[1].power, table.position) == (Decimal(18000), (1, 1))


def test_f4_goes_from_one_to_the_next_and_round(table: Table) -> None:
    _type(table, 0, 1, "x", Key.Key_Tab)
    _type(table, 2, 2, "y", Key.Key_Tab)
    table.at(1, 6)
    visited = []
    for _ in range(3):
        table.key(Key.Key_F4)
        visited.append(table.position)
    assert visited == [(2, 2), (0, 1), (2, 2)]
    QTest.mouseClick(table.grid._refusals.chip, Qt.MouseButton.LeftButton)
    assert table.position == (0, 1)
    table.key(Key.Key_Escape)
    table.key(Key.Key_F4)
    assert table.grid._refusals.chip.isHidden()  # the only one is told by its callout


def test_leaving_by_the_mouse_keeps_it_too(table: Table) -> None:
    table.at(0, 1)
    table.keys("12a")
    place = table.grid.visualRect(table.model.index(2, 2)).center()
    QTest.mouseClick(table.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QApplication.processEvents()
    assert (table.position, table.editor) == ((2, 2), None)
    assert table.model.index(0, 1).data() == "12a"
    assert "“12a”" in told_at_cell(table.grid)


def test_a_pasted_text_is_refused_in_its_cell(table: Table, warned: list[str]) -> None:
    QGuiApplication.clipboard().setText("1.8万")
    table.at(1, 1)
    table.key(Key.Key_V, CONTROL)
    assert (table.model.index(1, 1).data(), warned) == ("1.8万", [])
    assert "是 18,000.00 吗？" in told_at_cell(table.grid)


def test_the_callout_never_covers_the_current_cell(table: Table) -> None:
    _type(table, 0, 1, "这不是数字", Key.Key_Tab)
    callout = callouts_of(table.grid).refusal
    host = callout.parentWidget()
    for row in range(3):
        for column in range(7):
            table.at(row, column)
            cell = table.grid.visualRect(table.model.index(row, column))
            place = cell.translated(table.grid.viewport().mapTo(host, cell.topLeft() - cell.topLeft()))
            assert callout.isHidden() or not callout.geometry().intersects(place)


def test_nothing_moves_and_the_focus_stays(table: Table) -> None:
    table.at(0, 1)
    before = geometries(table.grid)
    for letter in "12a":
        type_text(table.target, letter)
    table.key(Key.Key_Tab)
    table.key(Key.Key_Backtab, SHIFT)
    assert told_at_cell(table.grid)
    after = geometries(table.grid)
    assert {name: place for name, place in after.items() if name in before} == before
    assert table.grid.hasFocus()


def test_scrolled_away_the_callout_hides_and_comes_back(table: Table) -> None:
    many = [replace(table.rows[1], id=number, name=f"单位{number}") for number in range(1, 60)]
    table.rows = {row.id: row for row in many}
    table.model.set_rows(many, [table.total])
    _type(table, 0, 1, "x", Key.Key_Tab)
    assert told_at_cell(table.grid)
    table.grid.verticalScrollBar().setValue(600)
    assert told_at_cell(table.grid) == ""
    table.grid.verticalScrollBar().setValue(0)
    assert told_at_cell(table.grid)
    table.grid.hide()
    assert not callouts_of(table.grid).refusal.isVisible()
