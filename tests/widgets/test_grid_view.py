"""The grid driven as the clerk drives it: keys, clipboard, input method, sorting, refreshing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QInputMethodEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget

from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.grid.columns import Band, Column
from jingzhen_desktop.widgets.grid.head import GridHead
from jingzhen_desktop.widgets.grid.model import GridModel
from jingzhen_desktop.widgets.grid.view import Grid
from jingzhen_desktop.widgets.look.fonts import heights
from jingzhen_desktop.widgets.look.palette import state_colours, tone
from jingzhen_desktop.widgets.look.tokens import State, Tone

from ..looking import told_at_cell
from .table import Table

Key, Control, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def table(columns: Any, reports: Any, alerts: Alerts, qtbot: Any) -> Table:
    return Table(columns, reports, alerts, qtbot)


def test_typing_starts_enter_commits_and_goes_down(table: Table) -> None:
    table.at(0, 1)
    table.keys("1500.5")
    assert isinstance(table.editor, QLineEdit)
    assert table.editor.text() == "1500.5"
    table.key(Key.Key_Return)
    table.qtbot.waitUntil(lambda: table.position == (1, 1))
    assert table.rows[1].power == Decimal("1500.5")
    assert table.grid.hasFocus()
    assert table.editor is None


def test_a_column_is_filled_by_typing_and_enter_alone(table: Table) -> None:
    table.at(0, 2)
    for number in ("5", "6", "7"):
        table.keys(number)
        table.key(Key.Key_Return)
    assert [row.people for row in table.rows.values()] == [5, 6, 7]


def test_tab_goes_on_and_commits_shift_tab_back(table: Table) -> None:
    table.at(0, 1)
    table.keys("8")
    table.key(Key.Key_Tab)
    assert table.position == (0, 2)
    assert table.editor is None
    assert table.rows[1].power == Decimal(8)
    table.key(Key.Key_Backtab, Shift)
    assert table.position == (0, 1)


def test_enter_and_shift_enter_walk_without_editing(table: Table) -> None:
    table.at(1, 1)
    table.key(Key.Key_Return, Shift)
    assert table.position == (0, 1)
    table.key(Key.Key_Enter)
    assert table.position == (1, 1)


def test_escape_leaves_the_old_value(table: Table) -> None:
    table.at(0, 1)
    table.keys("9")
    table.key(Key.Key_Escape)
    assert table.rows[1].power == Decimal("12345.6")
    assert table.position == (0, 1)


def test_f2_opens_the_exact_value_without_separators(table: Table) -> None:
    table.at(0, 1)
    table.key(Key.Key_F2)
    assert isinstance(table.editor, QLineEdit)
    assert table.editor.text() == "12345.6"


def test_clicking_another_row_while_typing_commits_and_goes_only_there(table: Table) -> None:
    table.at(0, 1)
    table.keys("44")
    place = table.grid.visualRect(table.model.index(2, 2)).center()
    QTest.mouseClick(table.grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QApplication.processEvents()
    assert table.rows[1].power == Decimal(44)
    assert table.position == (2, 2)


def test_a_commit_that_brings_new_rows_closes_the_editor(table: Table) -> None:
    plain_change = table.change

    def change(old: Any, new: Any) -> None:
        table.rows[50] = replace(table.total, id=50, name="新单位")
        plain_change(old, new)

    table.model._change = change
    table.at(0, 1)
    table.keys("44")
    table.key(Key.Key_Return)
    assert table.rows[1].power == Decimal(44)
    assert table.editor is None
    assert table.position == (1, 1)


def test_arrow_down_while_typing_commits(table: Table) -> None:
    table.at(0, 1)
    table.keys("44")
    table.key(Key.Key_Down)
    assert table.rows[1].power == Decimal(44)
    assert table.position == (1, 1)


def test_delete_clears_the_selection(table: Table) -> None:
    table.at(0, 1)
    table.key(Key.Key_Down, Shift)
    table.key(Key.Key_Delete)
    assert [row.power for row in table.rows.values()] == [None, None, None]


def test_a_choice_is_edited_in_a_list(table: Table) -> None:
    table.at(0, 4)
    table.key(Key.Key_F2)
    assert isinstance(table.editor, QComboBox)
    assert [table.editor.itemText(i) for i in range(table.editor.count())] == ["未报", "已审核"]
    table.editor.setCurrentIndex(1)
    table.key(Key.Key_Return)
    table.qtbot.waitUntil(lambda: table.rows[1].state == "已审核")


def test_todays_date_by_key(table: Table, set_clock: Callable[[datetime], None]) -> None:
    set_clock(datetime(2011, 7, 5, 23, 59, 59, 999_999))
    table.at(1, 3)
    table.key(Key.Key_Semicolon, Control)
    assert table.rows[2].day == date(2011, 7, 5)


def test_a_block_is_copied_as_text_and_table(table: Table) -> None:
    table.at(0, 0)
    table.key(Key.Key_Right, Shift)
    table.key(Key.Key_Down, Shift)
    table.key(Key.Key_C, Control)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == "镇政府\t12345.6\n中心学校\t250"
    assert "<table>" in mime.html()


def test_a_block_of_excel_is_pasted(table: Table) -> None:
    mime = QMimeData()
    mime.setText("1\t2\r\n3\t4\r\n")
    QGuiApplication.clipboard().setMimeData(mime)
    table.at(0, 1)
    table.key(Key.Key_V, Control)
    assert [(row.power, row.people) for row in table.rows.values()][:2] == [(Decimal(1), 2), (Decimal(3), 4)]
    assert len(table.grid.selectedIndexes()) == 4


def test_more_than_any_table_is_refused(table: Table, warned: list[str]) -> None:
    QGuiApplication.clipboard().setText("1\t2\n" * 600_000)
    table.at(0, 1)
    before = list(table.rows.values())
    table.key(Key.Key_V, Control)
    assert warned == ["剪贴板里的内容太多，没有粘贴任何内容；请只复制需要的单元格后再粘贴。"]
    assert list(table.rows.values()) == before


def test_one_value_fills_the_selection(table: Table) -> None:
    QGuiApplication.clipboard().setText("7")
    table.at(0, 2)
    table.key(Key.Key_Down, Shift)
    table.key(Key.Key_Down, Shift)
    table.key(Key.Key_V, Control)
    assert [row.people for row in table.rows.values()] == [7, 7, 7]


def test_an_input_method_finds_a_cell_and_loses_no_letter(table: Table) -> None:
    table.model.set_rows([])
    table.model.set_rows(list(table.rows.values()))
    assert table.grid.currentIndex().isValid()
    table.at(0, 6)
    assert table.grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QApplication.sendEvent(table.grid, QInputMethodEvent("ke", []))
    editor = table.editor
    assert isinstance(editor, QLineEdit)
    done = QInputMethodEvent("", [])
    done.setCommitString("空调")
    QApplication.sendEvent(editor, done)
    table.key(Key.Key_Return)
    table.qtbot.waitUntil(lambda: table.rows[1].note == "空调")


def test_a_refresh_leaves_what_is_being_typed(table: Table) -> None:
    table.at(1, 1)
    table.keys("77")
    table.rows[1] = replace(table.rows[1], people=1)
    table.model.set_rows(list(table.rows.values()), [table.total])  # same rows, other values
    assert isinstance(table.editor, QLineEdit)
    assert table.editor.text() == "77"
    table.rows = {0: replace(table.total, id=9, name="新单位"), **table.rows}
    table.model.set_rows(list(table.rows.values()), [table.total])  # a row came in above
    assert table.position == (2, 1)
    assert isinstance(table.editor, QLineEdit)
    assert table.editor.text() == "77"
    table.key(Key.Key_Return)
    assert table.rows[2].power == Decimal(77)


def test_new_rows_leave_the_current_cell_also_where_totals_are_pinned(table: Table) -> None:
    many = [replace(table.rows[1], id=number, name=f"单位{number}") for number in range(1, 60)]
    table.model.set_rows(many, [table.total])
    QApplication.processEvents()
    assert table.grid._pinned.shown(only_totals=True, only_first=False) is not None
    table.at(3, 1)
    table.keys("77")
    table.model.set_rows([replace(table.rows[1], id=99, name="新单位"), *many], [table.total])
    assert table.position == (4, 1)
    assert isinstance(table.editor, QLineEdit)
    table.grid.select_row(lambda row: row.id == 40)
    assert table.editor is None
    table.grid.edit(table.grid.currentIndex())
    assert table.editor is not None


def test_the_header_sorts_and_the_current_row_stays_the_same(table: Table) -> None:
    table.at(0, 1)
    header = table.grid.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(2) + header.sectionSize(2) // 2, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    assert [row.id for row in table.model.rows()] == [3, 1, 2]
    assert table.grid.current_row().id == 1


def test_chosen_tells_the_row(table: Table) -> None:
    table.at(0, 1)
    with table.qtbot.waitSignal(table.grid.chosen) as told:
        table.key(Key.Key_Down)
    assert told.args[0].id == 2
    with table.qtbot.assertNotEmitted(table.grid.chosen):
        table.key(Key.Key_Right)


def test_select_row_goes_to_it(table: Table) -> None:
    assert table.grid.select_row(lambda row: row.name == "卫生院")
    assert table.grid.current_row().id == 3
    assert not table.grid.select_row(lambda row: row.id == 99)


def test_totals_stay_in_sight_and_cover_no_row(table: Table) -> None:
    many = [replace(table.rows[1], id=number, name=f"单位{number}") for number in range(1, 60)]
    table.model.set_rows(many, [table.total])
    QApplication.processEvents()
    totals = table.grid._pinned.shown(only_totals=True, only_first=False)
    assert totals is not None
    assert totals.geometry().bottom() == table.grid.viewport().geometry().bottom()
    assert [row for row in range(60) if not totals.isRowHidden(row)] == [59]
    assert totals.columnWidth(0) == table.grid.columnWidth(0)
    table.grid.select_row(lambda row: row.id == 40)
    assert table.grid.visualRect(table.grid.currentIndex()).bottom() <= table.grid._pinned.top_of_totals()
    table.grid.verticalScrollBar().setValue(table.grid.verticalScrollBar().maximum())
    assert totals.isHidden()  # the total itself is in sight


def test_the_first_column_stays_in_sight_and_covers_no_cell(table: Table) -> None:
    many = [replace(table.rows[1], id=number, name=f"单位{number}") for number in range(1, 60)]
    table.model.set_rows(many, [table.total])
    table.grid.resize(320, 300)
    QApplication.processEvents()
    assert table.grid._pinned.shown(only_totals=False, only_first=True) is None
    table.at(20, 6)  # far to the right
    first = table.grid._pinned.shown(only_totals=False, only_first=True)
    corner = table.grid._pinned.shown(only_totals=True, only_first=True)
    assert first is not None
    assert corner is not None
    assert first.width() == table.grid.columnWidth(0)
    assert first.rowViewportPosition(20) == table.grid.rowViewportPosition(20)
    for column in (5, 4, 3, 2, 1):
        table.at(20, column)
        assert table.grid.visualRect(table.grid.currentIndex()).left() >= table.grid._pinned.edge_of_first()
    name = QPoint(5, first.rowViewportPosition(21) + 3)
    QTest.mouseClick(first.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, name)
    assert table.position == (21, 0)
    assert table.grid.hasFocus()
    assert first.isHidden()  # the table itself has come back to its first column


def test_leaving_the_table_commits_what_is_typed(table: Table) -> None:
    many = [replace(table.rows[1], id=number, name=f"单位{number}") for number in range(1, 60)]
    table.rows = {row.id: row for row in many}
    table.model.set_rows(many, [table.total])  # with pinned pieces beside the grid
    table.at(0, 1)
    table.keys("44")
    editor = table.editor
    assert editor is not None
    editor.clearFocus()
    QApplication.processEvents()
    assert table.rows[1].power == Decimal(44)
    assert table.editor is None


def test_columns_use_the_whole_width(table: Table) -> None:
    QApplication.processEvents()
    widths = [table.grid.columnWidth(column) for column in range(table.model.columnCount())]
    assert sum(widths) == table.grid.viewport().width()
    assert min(widths) > 0


def test_a_list_that_is_read_is_not_scrolled_sideways(columns: Any, reports: Any, qtbot: Any) -> None:
    wide = [*columns[:3], replace(columns[6], width=90)]
    model: GridModel[Any] = GridModel(wide)
    model.set_rows(reports)
    for roomy in (False, True):
        grid = Grid(model, f"阅读{roomy}", roomy=roomy)
        qtbot.addWidget(grid)
        grid.resize(800, 300)
        grid.show()
        QApplication.processEvents()
        assert (grid.horizontalScrollBar().maximum() == 0) is roomy
        assert grid.rowHeight(0) == (heights().row_list if roomy else heights().row)


def test_tab_leaves_a_table_that_is_only_read(columns: Any, reports: Any, qtbot: Any) -> None:
    model: GridModel[Any] = GridModel(columns)
    model.set_rows(reports)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    grid, other = Grid(model, "只读"), QLineEdit()
    layout.addWidget(grid)
    layout.addWidget(other)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    grid.setFocus()
    QTest.keyClick(grid, Key.Key_Tab)
    assert other.hasFocus()


def test_a_sum_is_typed_into_a_figure(table: Table) -> None:
    table.at(0, 1)
    table.keys("=12+30")
    table.key(Key.Key_Return)
    assert table.rows[1].power == Decimal(42)
    table.keys("=1/0")
    table.key(Key.Key_Return)
    assert table.rows[2].power == Decimal(250)
    assert told_at_cell(table.grid) == "“=1/0”算不出来：不能除以0。Esc恢复原值"


def test_an_input_method_starts_a_figure_with_its_first_digit(table: Table) -> None:
    table.at(0, 1)
    done = QInputMethodEvent("", [])
    done.setCommitString("５")
    QApplication.sendEvent(table.grid, done)  # full width digits come committed, without being composed first
    assert isinstance(table.editor, QLineEdit)
    table.keys("0")
    assert table.editor.text() == "５0"
    table.key(Key.Key_Return)
    assert table.rows[1].power == Decimal(50)


def test_the_first_letter_composed_replaces_the_old_text(table: Table) -> None:
    table.rows[1] = replace(table.rows[1], note="旧的备注")
    table.model.set_rows(list(table.rows.values()), [table.total])
    table.at(0, 6)
    QApplication.sendEvent(table.grid, QInputMethodEvent("k", []))
    editor = table.editor
    assert isinstance(editor, QLineEdit)
    assert editor.text() == ""
    done = QInputMethodEvent("", [])
    done.setCommitString("空")
    QApplication.sendEvent(editor, done)
    assert editor.text() == "空"
    table.key(Key.Key_Return)
    assert table.rows[1].note == "空"


def test_an_input_method_is_on_again_after_a_cell_is_stored(table: Table) -> None:
    for column, editable in ((6, True), (0, False), (1, True)):
        table.at(0, column)
        assert table.grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) is editable
    table.keys("5")
    table.key(Key.Key_Tab)
    assert table.position == (0, 2)
    assert table.grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_ctrl_d_fills_down_and_in_one_row_from_above(table: Table) -> None:
    table.at(0, 1)
    table.key(Key.Key_Right, Shift)
    table.key(Key.Key_Down, Shift)
    table.key(Key.Key_D, Control)
    assert (table.rows[2].power, table.rows[2].people) == (Decimal("12345.6"), 31)
    assert table.rows[3].power is None
    table.at(2, 2)
    table.key(Key.Key_D, Control)
    assert table.rows[3].people == 31


def test_a_block_fills_a_selection_it_goes_into_several_times(table: Table) -> None:
    QGuiApplication.clipboard().setText("5\t6")
    table.at(0, 1)
    table.key(Key.Key_Right, Shift)
    table.key(Key.Key_Down, Shift)
    table.key(Key.Key_Down, Shift)
    table.key(Key.Key_V, Control)
    assert [(row.power, row.people) for row in table.rows.values()] == [(Decimal(5), 6)] * 3


def test_everything_is_selected_copied_and_pasted_back(table: Table) -> None:
    table.key(Key.Key_A, Control)
    table.key(Key.Key_C, Control)
    block = QGuiApplication.clipboard().mimeData().text().split("\n")
    assert [line.split("\t")[0] for line in block] == ["镇政府", "中心学校", "卫生院", "合计"]


def test_all_refused_cells_are_said_at_once_and_none_is_stored(table: Table, warned: list[str]) -> None:
    before = dict(table.rows)
    QGuiApplication.clipboard().setText("x\t1\n2\ty\n-\t1.5\n")
    table.at(0, 1)
    table.key(Key.Key_V, Control)
    assert len(warned) == 1
    assert warned[0].startswith(
        "有4格不能填入，没有填入任何内容：第1行（镇政府）“用电量（千瓦时）”：“x”不是数字"
    )
    assert "第3行（卫生院）“用能人数”：“1.5”不是整数" in warned[0]
    assert table.rows == before


def test_rows_are_taken_away_by_key(table: Table, columns: Any, reports: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(table.grid.remove_wanted):
        table.key(Key.Key_Minus, Control)
    with qtbot.assertNotEmitted(table.grid.remove_wanted):
        table.key(Key.Key_Delete)
    read_only: GridModel[Any] = GridModel(columns)
    read_only.set_rows(reports)
    grid = Grid(read_only, "只读", select_rows=True)
    qtbot.addWidget(grid)
    with qtbot.waitSignal(grid.remove_wanted):
        QTest.keyClick(grid, Key.Key_Delete)


def test_two_columns_stay_in_sight_and_sort_by_their_own_header(
    columns: Any, reports: Any, alerts: Alerts, qtbot: Any
) -> None:
    table = Table(columns, reports, alerts, qtbot)
    wide = Grid(table.model, "两列", frozen=2)
    qtbot.addWidget(wide)
    wide.resize(420, 300)
    wide.show()
    QApplication.processEvents()
    wide.setCurrentIndex(table.model.index(1, 6))
    first = wide._pinned.shown(only_totals=False, only_first=True)
    assert first is not None
    assert wide.frozen_columns() == [0, 1]
    assert first.width() == wide.columnWidth(0) + wide.columnWidth(1)
    assert [column for column in range(7) if not first.isColumnHidden(column)] == [0, 1]
    orders = []
    for _ in range(3):
        header = first.horizontalHeader()
        middle = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        orders.append([row.id for row in table.model.rows()])
        assert header.sortIndicatorSection() == wide.horizontalHeader().sortIndicatorSection()
    assert orders == [[2, 1, 3], [1, 2, 3], [1, 2, 3]]
    wide.setCurrentIndex(table.model.index(1, 1))
    assert wide.horizontalScrollBar().value() == 0
    wide.resize(250, 300)
    QApplication.processEvents()
    assert wide.frozen_columns() == [0]  # two would leave no room for the others


class PaintWatcher(QObject):
    """Notes how high the painted parts of a widget are."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.heights: list[int] = []
        watched.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent):
            self.heights += [event.region().boundingRect().height()]
        return False


def test_storing_a_cell_paints_two_rows_and_not_the_table(table: Table) -> None:
    many = [replace(table.rows[1], id=number, name=f"单位{number}") for number in range(1, 60)]
    table.model._by_value = True
    table.rows = {row.id: row for row in many}
    table.model.set_rows(many, [table.total])
    table.at(2, 1)
    viewport = table.grid.viewport()
    watcher = PaintWatcher(viewport)
    table.keys("5")
    # the focus goes into the editor
    table.qtbot.waitUntil(lambda: max(watcher.heights, default=0) > viewport.height() / 2)
    viewport.repaint()  # nothing else is left to be painted
    QApplication.processEvents()
    watcher.heights.clear()
    table.key(Key.Key_Return)
    table.qtbot.waitUntil(lambda: bool(watcher.heights))
    assert max(watcher.heights) <= 3 * table.grid.rowHeight(0)


def _banded(columns: list[Column[Any]]) -> list[Column[Any]]:
    now, other = Band("三季度（7—9月）"), Band(lambda: "1—9月累计", other=True)
    bands = [None, now, now, None, None, other, other]
    return [replace(column, band=band) for column, band in zip(columns, bands, strict=True)]


def test_a_band_names_its_columns_over_those_that_are_shown(
    columns: Any, reports: Any, alerts: Alerts, qtbot: Any
) -> None:
    table = Table(_banded(columns), reports, alerts, qtbot)
    plain = Table(columns, reports, alerts, qtbot)
    head = table.grid.horizontalHeader()
    assert isinstance(head, GridHead)
    assert head.edges() == ({3}, {1})
    assert head.height() == plain.grid.horizontalHeader().height() + heights().row_band
    model = table.model
    said = Qt.ItemDataRole.AccessibleTextRole
    assert model.headerData(5, Qt.Orientation.Horizontal, said) == "1—9月累计报送"
    assert model.headerData(1, Qt.Orientation.Horizontal, said) == "用电量（千瓦时）"
    table.grid.setColumnHidden(3, True)
    table.grid.setColumnHidden(4, True)
    assert head.edges()[0] == {5}
    assert head._reach(2, model.columns[2].band) == (1, 2)
    table.grid.setColumnHidden(1, True)
    assert head._reach(2, model.columns[2].band) == (2, 2)


def test_white_is_for_working_grey_for_reading(
    columns: Any, reports: Any, alerts: Alerts, qtbot: Any
) -> None:
    closed = replace(columns[2], write=None)
    table = Table([*_banded(columns)[:2], closed, *_banded(columns)[3:]], reports, alerts, qtbot)
    grounds = [table.model.index(2, column).data(Qt.ItemDataRole.BackgroundRole) for column in range(7)]
    total = table.model.index(3, 1).data(Qt.ItemDataRole.BackgroundRole)
    assert [brush.color() if brush else None for brush in grounds] == [
        None,  # the name
        None,  # takes input
        tone(Tone.SURFACE2),  # worked out
        None,
        None,
        tone(Tone.BAND),  # another period, and closed in this row
        None,
    ]
    assert total.color() == tone(Tone.SURFACE3)


def test_a_state_is_a_sign_and_a_word(columns: Any, reports: Any, qtbot: Any) -> None:
    states = {1: State.OVERDUE, 2: State.APPROVED}
    stated = replace(columns[4], state=lambda row: states.get(row.id))
    model: GridModel[Any] = GridModel([columns[0], stated])
    model.set_rows(reports)
    signs = [model.index(row, 1).data(Qt.ItemDataRole.DecorationRole) for row in range(3)]
    colours = [model.index(row, 1).data(Qt.ItemDataRole.ForegroundRole) for row in range(3)]
    assert [sign is not None for sign in signs] == [True, True, False]
    assert colours[0].color() == QColor(state_colours(State.OVERDUE).fg)  # loud
    assert colours[1].color() == tone(Tone.TEXT2)  # quiet
    assert colours[2] is None
