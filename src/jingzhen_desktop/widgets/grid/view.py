"""The view of a grid: keys, mouse, clipboard and widths as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from ...base.errors import InputRejected
from ...base.typed import Kind
from ...office import clock
from ..look.fonts import font_of, heights
from ..look.roles import set_bad
from ..look.tokens import Type
from .delegate import CellDelegate, editor_text, set_editor_text
from .head import GridHead
from .model import GridModel
from .pinned import PinnedParts
from .refusals import Refusals
from .walking import Way, edge_of_block, first_input, last_input, next_input
from .widths import ROOM, Widths

if TYPE_CHECKING:
    from .html_table import Block

Trigger = QAbstractItemView.EditTrigger
ScrollHint = QAbstractItemView.ScrollHint
MenuEntry = tuple[str, str, Callable[[], object]]
"""Text, key, and what it does."""
_ARROWS = {
    QAbstractItemView.CursorAction.MoveUp: (-1, 0),
    QAbstractItemView.CursorAction.MoveDown: (1, 0),
    QAbstractItemView.CursorAction.MoveLeft: (0, -1),
    QAbstractItemView.CursorAction.MoveRight: (0, 1),
}
_MOVES = {
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_Left: QAbstractItemView.CursorAction.MoveLeft,
    Qt.Key.Key_Right: QAbstractItemView.CursorAction.MoveRight,
    Qt.Key.Key_Home: QAbstractItemView.CursorAction.MoveHome,
    Qt.Key.Key_End: QAbstractItemView.CursorAction.MoveEnd,
    Qt.Key.Key_PageUp: QAbstractItemView.CursorAction.MovePageUp,
    Qt.Key.Key_PageDown: QAbstractItemView.CursorAction.MovePageDown,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
FILTER_KEY = "Ctrl+Shift+L"
_WIDEST_FROZEN = 0.6
"""Of the table's width; frozen columns that would take more scroll away, all but the first."""


class Grid(QTableView):
    """A table that takes typing like a spreadsheet; made with a GridModel."""

    chosen = Signal(object)
    """The row on which the current cell has come to lie; None when there is none."""
    filter_wanted = Signal()
    """The clerk asks for the filter of this table by its key."""
    remove_wanted = Signal()
    """The clerk asks by key to take the chosen rows away: Ctrl+-, or Del where there is nothing to type."""

    def __init__(
        self,
        model: GridModel[Any],
        name: str,
        *,
        select_rows: bool = False,
        frozen: int = 1,
        roomy: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is what a screen reader calls the table, and under it widths and sorting are remembered.

        ``select_rows`` marks whole rows; ``frozen`` says how many columns stay in sight when the table is
        scrolled sideways; ``roomy`` is for lists that are read: higher rows, larger words.
        """
        super().__init__(parent)
        self._grid_model = model
        self._frozen, self._roomy = frozen, roomy
        self._verbs: list[QAbstractButton] = []
        self._remembered: tuple[tuple[bool, object], int, int, str | None] | None = None
        self._last_chosen: object = None
        self._refused = self._committing = self._closing = False
        self._run: int | None = None
        self._walking = False
        self._anchor = QPersistentModelIndex()
        self._refusals = Refusals(self, model, self._free_area)
        self._delegate = CellDelegate(self, model)
        self.setItemDelegate(self._delegate)
        self._head = GridHead(self)
        self._delegate.lie_under(self._head)
        self.setHorizontalHeader(self._head)
        self.setModel(model)
        self._pinned = PinnedParts(self, model, self.frozen_columns)
        self._widths = Widths(self, model, name, fitting=roomy)
        self._set_up(name, select_rows)
        model.sort_by(self._widths.sorting)
        self._connect()
        self._arrange_columns()

    @property
    def grid_model(self) -> GridModel[Any]:
        return self._grid_model

    def current_row(self) -> Any | None:
        """The row of the current cell; None without one or on a total."""
        index = self.currentIndex()
        return (
            self._grid_model.row(index) if index.isValid() and not self._grid_model.is_total(index) else None
        )

    def selected_rows(self) -> list[Any]:
        """The rows with a selected cell, from top to bottom, without totals."""
        positions = sorted(
            {index.row() for index in self.selectedIndexes() if not self._grid_model.is_total(index)}
        )
        return [self._grid_model.row(self._grid_model.index(position, 0)) for position in positions]

    def select_row(self, predicate: Callable[[Any], bool]) -> bool:
        """Make the first row for which ``predicate`` holds the current one and show it; False if there is
        none.

        A filter that hides the row is given up.
        """
        position = self._grid_model.find(predicate)
        if position is None and any(predicate(row) for row in self._grid_model.all_rows()):
            self._grid_model.set_filter("")
            position = self._grid_model.find(predicate)
        if position is None:
            return False
        self._go(position, max(0, self.currentIndex().column()))
        return True

    def first_visible_column(self) -> int:
        """The leftmost column shown."""
        return next(iter(self._shown_columns()), 0)

    def frozen_columns(self) -> list[int]:
        """The columns that stay in sight when the table is scrolled sideways."""
        columns = self._shown_columns()[: max(1, self._frozen)]
        while (
            len(columns) > 1
            and sum(map(self.columnWidth, columns)) > self.viewport().width() * _WIDEST_FROZEN
        ):
            columns.pop()
        return columns

    def copy(self, *, with_titles: bool = False) -> None:
        """Put the selected block on the clipboard, as text and as a table."""
        indexes = self.selectedIndexes()
        if not indexes:
            return
        rows = sorted({index.row() for index in indexes})
        columns = sorted({index.column() for index in indexes if not self.isColumnHidden(index.column())})
        picked = {(index.row(), index.column()) for index in indexes}
        block = []
        for row in rows:
            block.append([self._plain(row, column) if (row, column) in picked else "" for column in columns])
        if with_titles:
            block.insert(0, [self._grid_model.columns[column].full_name for column in columns])
        as_text = [not self._grid_model.columns[column].kind.is_numeric for column in columns]

        from .clipboard import block_to_mime  # reads HTML, which nothing needs before the first copy

        QGuiApplication.clipboard().setMimeData(block_to_mime(block, as_text))

    def paste(self) -> None:
        """Put the clipboard's block at the top left of the selection;
        a selection it fits into several times is filled.
        """
        from .clipboard import mime_to_block

        try:
            block = mime_to_block(QGuiApplication.clipboard().mimeData())
        except InputRejected as error:
            self._grid_model.refuse(error)
            return
        indexes = self.selectedIndexes() or [self.currentIndex()]
        if not block or not indexes[0].isValid():
            return
        if len(block) == 1 and len(block[0]) == 1 and len(indexes) > 1:
            self._grid_model.fill(indexes, block[0][0])
            return
        top, left = min(index.row() for index in indexes), min(index.column() for index in indexes)
        bottom, right = max(index.row() for index in indexes), max(index.column() for index in indexes)
        block = repeated(block, bottom - top + 1, right - left + 1)
        if self._grid_model.paste(top, left, block):
            self._mark_block(top, left, block)

    def clear_selected(self) -> None:
        """Empty the selected cells that may be empty."""
        indexes = self.selectedIndexes()
        if not any(map(self._grid_model.is_editable, indexes)):
            self._explain()
        self._grid_model.clear(indexes)

    def fill_down(self) -> None:
        """Put the uppermost selected cells into those below;
        with one row selected, the cells above it into that row.
        """
        indexes = self.selectedIndexes() or [self.currentIndex()]
        rows = {index.row() for index in indexes}
        if len(rows) == 1 and min(rows) > 0:
            indexes += [index.siblingAtRow(index.row() - 1) for index in indexes]
        self._grid_model.fill_down([index for index in indexes if index.isValid()])

    def go_to_problem(self) -> None:
        """Go to the next cell whose text was refused, or whose value is wrong or doubtful."""
        columns, rows = self._shown_columns(), len(self._grid_model.rows())
        is_problem = self._by_place(self._grid_model.is_problem)
        here = (self.currentIndex().row(), self._place_of(self.currentIndex().column()))
        found = next_input(here, rows, len(columns), is_problem, forward=True)
        found = found or first_input(rows, len(columns), is_problem)
        if found is None:
            self._refusals.explain("这张表里没有要处理的格")
        else:
            self.setFocus()
            self._go(found[0], columns[found[1]])

    # ---- keys, mouse, editing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shortcut = self._shortcuts.get(QKeySequence(event.keyCombination()).toString())
        self._refusals.end_hint()
        if self.state() == self.State.EditingState:
            super().keyPressEvent(event)
        elif shortcut is not None:
            shortcut()
        elif event.key() in _ENTER and self._is_for_typing():
            self._enter(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in _MOVES and self._extends(event):
            self._extend(self.moveCursor(_MOVES[Qt.Key(event.key())], event.modifiers()))
        elif event.key() == Qt.Key.Key_Escape and self._has_draft():
            self._grid_model.drop_draft(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.clear_selected()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._delete()
        elif self._would_type(event) and self._explain():
            event.accept()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Open the editor with what an input method gives;
        Qt drops a text that comes at once, as a full-width digit does.
        """
        opened = self._delegate.editor is None
        super().inputMethodEvent(event)
        editor = self._delegate.editor
        if (
            opened
            and isinstance(editor, QLineEdit)
            and event.commitString()
            and editor.selectedText() == editor.text()
        ):
            QApplication.sendEvent(editor, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks through the cells that take input, row by row;
        from the last one, or in a table that is only read, it goes on in the window.
        """
        return self._tab(forward) or QWidget.focusNextPrevChild(self, forward)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Ctrl and an arrow lead to the edge of the filled block, Ctrl+Home and Ctrl+End to the first and the
        last cell that takes input; whole rows are walked through as Qt does it.
        """
        if modifiers & Qt.KeyboardModifier.ControlModifier and not self._selects_rows():
            found = self._by_control(action)
            if found is not None:
                return self._grid_model.index(*found)
        return super().moveCursor(action, modifiers)

    def commitData(self, editor: QWidget) -> None:
        """Store what an editor holds; one whose rows were taken away meanwhile is passed over."""
        if editor is not self._delegate.editor:
            return
        self._refused, self._committing = False, True
        try:
            super().commitData(editor)
        finally:
            self._committing = False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close an editor; where to go next is decided by the key, not by Qt's hint."""
        if editor is not self._delegate.editor:
            return
        self._delegate.editor = None
        revert = QAbstractItemDelegate.EndEditHint.RevertModelCache
        if hint == revert and self._has_draft():
            self._grid_model.drop_draft(self.currentIndex())
        self._closing = True
        super().closeEditor(editor, hint if hint == revert else QAbstractItemDelegate.EndEditHint.NoHint)
        self._closing = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._open_menu()
        else:
            self._show_menu(event.globalPos())

    def offer(self, *buttons: QAbstractButton) -> None:
        """Offer what buttons of the page do in the menu, too; actions are added as to any widget."""
        self._verbs += buttons

    def menu(self) -> QMenu:
        """What can be done here: the page's own verbs first, then what every table can do."""
        menu = QMenu(self)
        menu.addActions(self.actions())
        for verb in self._verbs:
            menu.addAction(_pressing(menu, verb))
        for group in self._menu_groups():
            menu.addSeparator()
            for entry in group:
                menu.addAction(_action(menu, *entry))
        return menu

    def _open_menu(self) -> None:
        """Open the menu by key, at the current cell."""
        place = self.visualRect(self.currentIndex())
        self._show_menu(self.viewport().mapToGlobal(place.bottomLeft() if place.isValid() else QPoint()))

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.exec(at)
        menu.deleteLater()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self._anchor = QPersistentModelIndex()
        if not self._walking:
            self._run = None
        self._refusals.end_hint()
        self._refusals.follow()
        if not current.isValid() or current.row() != previous.row():
            self._tell_chosen()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus; when it comes back from the table's own editor, only the current cell looks
        different by it.

        Qt would paint the whole table then: 6 of 21 ms of a typed cell (2026-11-30).
        """
        self._refusals.follow()
        if not self._closing or not self.currentIndex().isValid():
            super().focusInEvent(event)
            self._keep_current()
            return
        self.setAttribute(
            Qt.WidgetAttribute.WA_InputMethodEnabled, self._grid_model.is_editable(self.currentIndex())
        )
        self.update(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.stretch()
        if self._delegate.editor is not None:
            self.scrollTo(self.currentIndex())
        self._place_over()

    def scrollTo(
        self, index: QModelIndex | QPersistentModelIndex, hint: ScrollHint = ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, out from under the pinned pieces too."""
        super().scrollTo(index, hint)
        if not index.isValid():
            return
        place = self.visualRect(index)
        below, left = (
            place.bottom() - self._pinned.top_of_totals(),
            self._pinned.edge_of_first() - place.left(),
        )
        if below > 0 and not self._grid_model.is_total(index):
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + below)
        if index.column() in self.frozen_columns():
            self.horizontalScrollBar().setValue(0)
        elif left > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - left)

    # ---- inside

    def _set_up(self, name: str, select_rows: bool) -> None:
        self.setAccessibleName(name)
        self.setEditTriggers(Trigger.AnyKeyPressed | Trigger.EditKeyPressed | Trigger.DoubleClicked)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if select_rows else modes.ContiguousSelection)
        if select_rows:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self._set_sizes()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setMinimumSectionSize(max(ROOM, self.fontMetrics().averageCharWidth() * 4))
        self.setSortingEnabled(True)
        self._shortcuts: dict[str, Callable[[], object]] = {
            "Ctrl+D": self.fill_down,
            "Ctrl+;": self._put_today,
            "F2": self._open,
            "F4": self.go_to_problem,
            "Shift+F10": self._open_menu,
            "Ctrl+-": self.remove_wanted.emit,
            FILTER_KEY: self.filter_wanted.emit,
        }

    def _set_sizes(self) -> None:
        """Give rows and words the size of the present 字号."""
        height = heights().row_list if self._roomy else heights().row
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        if self._roomy:
            self.setFont(font_of(Type.LIST))

    def _connect(self) -> None:
        model = self._grid_model
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.rejected.connect(self._note_refusal)
        self._delegate.finished.connect(self._finish_editing)
        model.dataChanged.connect(self._tell_changed_row)
        self._refusals.chip.clicked.connect(self.go_to_problem)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._place_over)
            bar.rangeChanged.connect(self._place_over)
        self.horizontalHeader().sectionResized.connect(self._note_resize)
        self.horizontalHeader().sortIndicatorChanged.connect(self._note_sorting)

    def _finish_editing(self, editor: QWidget, way: Way) -> None:
        """Commit, close and go on. By Enter a refused text stays in its editor, and the next Enter takes the
        reading that is offered; by Tab one goes on, and the text stays in its cell as a draft.
        """
        draft = self._grid_model.draft(self.currentIndex())
        if way.by_enter and draft is not None and draft.reading and editor_text(editor) == draft.text:
            set_editor_text(editor, draft.reading)
        self.commitData(editor)
        if self._refused and way.by_enter and editor is self._delegate.editor:
            set_bad(editor, True)
            self._refusals.follow()
            return
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()
        self._go_on(way)

    def _go_on(self, way: Way) -> None:
        if way in (Way.TAB, Way.TAB_BACK):
            forward = way is Way.TAB
            if not self._tab(forward):
                QWidget.focusNextPrevChild(self, forward)
        elif way is not Way.STAY:
            self._step(back=way in (Way.UP, Way.ENTER_BACK), in_run=way is Way.ENTER)

    # ---- walking

    def _tab(self, forward: bool) -> bool:
        """Go to the next cell that takes input; False if there is none."""
        index, columns = self.currentIndex(), self._shown_columns()
        if not self._is_for_typing() or not index.isValid():
            return False
        here, rows = (index.row(), self._place_of(index.column())), len(self._grid_model.rows())
        takes_input = self._by_place(self._grid_model.is_editable)
        found = next_input(here, rows, len(columns), takes_input, forward=forward)
        if found is None:
            return False
        started_at = index.column() if self._grid_model.is_editable(index) else columns[found[1]]
        run = started_at if self._run is None else self._run
        self._walk(found[0], columns[found[1]])
        self._run = run
        return True

    def _enter(self, *, back: bool) -> None:
        """Take the reading that is offered in the cell, open a refused text, or go one row on."""
        draft = self._grid_model.draft(self.currentIndex())
        if draft is not None and not draft.reading:
            self.edit(self.currentIndex())
        elif draft is None or self._grid_model.setData(self.currentIndex(), draft.reading):
            self._step(back=back, in_run=not back)

    def _step(self, *, back: bool, in_run: bool) -> None:
        """Go one row on; by Enter after a run of Tab to the column where that began. Totals take no input."""
        index = self.currentIndex()
        row = index.row() + (-1 if back else 1)
        column = self._run if in_run and self._run is not None else index.column()
        self._run = None
        if index.isValid() and 0 <= row < len(self._grid_model.rows()):
            self._go(row, column)

    def _walk(self, row: int, column: int) -> None:
        self._walking = True
        self._go(row, column)
        self._walking = False

    def _by_control(self, action: QAbstractItemView.CursorAction) -> tuple[int, int] | None:
        """Where Ctrl and a key lead; None if that is Qt's to say."""
        columns, rows = self._shown_columns(), len(self._grid_model.rows())
        actions = QAbstractItemView.CursorAction
        takes_input = self._by_place(self._grid_model.is_editable)
        found = None
        if action in _ARROWS and self.currentIndex().isValid():
            here = (self.currentIndex().row(), self._place_of(self.currentIndex().column()))
            found = edge_of_block(here, rows, len(columns), self._by_place(self._is_filled), _ARROWS[action])
        elif action == actions.MoveHome:
            found = first_input(rows, len(columns), takes_input)
        elif action == actions.MoveEnd:
            found = last_input(rows, len(columns), takes_input)
        return None if found is None else (found[0], columns[found[1]])

    def _by_place(self, test: Callable[[QModelIndex], bool]) -> Callable[[int, int], bool]:
        """Ask of a cell by its row and its place among the columns shown."""
        model, columns = self._grid_model, self._shown_columns()

        def ask(row: int, place: int) -> bool:
            return test(model.index(row, columns[place]))

        return ask

    def _is_filled(self, index: QModelIndex) -> bool:
        return bool(index.data(Qt.ItemDataRole.EditRole))

    def _place_of(self, column: int) -> int:
        """Where a column stands among those shown."""
        return sum(1 for one in self._shown_columns() if one < column)

    def _extends(self, event: QKeyEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and not self._selects_rows()

    def _extend(self, target: QModelIndex) -> None:
        """Select from where the selection began up to a cell; Qt would begin where it was last clicked,
        though keys have led elsewhere.
        """
        start = self._anchor if self._anchor.isValid() else QPersistentModelIndex(self.currentIndex())
        if not target.isValid() or not start.isValid():
            return
        rows, columns = sorted((start.row(), target.row())), sorted((start.column(), target.column()))
        corners = [self._grid_model.index(*corner) for corner in zip(rows, columns, strict=True)]
        self.selectionModel().setCurrentIndex(target, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._anchor = start
        self.selectionModel().select(
            QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    # ---- what takes no input

    def _would_type(self, event: QKeyEvent) -> bool:
        """Whether a key would begin to type, were this a cell for it."""
        other = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ticks = self._grid_model.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsUserCheckable
        return event.text().isprintable() and bool(event.text()) and not (event.modifiers() & other or ticks)

    def _explain(self) -> bool:
        """Say why nothing can be typed in the current cell; False if something can."""
        index = self.currentIndex()
        sentence = self._grid_model.why_closed(index) if index.isValid() else ""
        if sentence:
            self._refusals.explain(sentence)
        return bool(sentence)

    def _open(self) -> None:
        index = self.currentIndex()
        if not self._explain() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _has_draft(self) -> bool:
        index = self.currentIndex()
        return index.isValid() and self._grid_model.draft(index) is not None

    def _free_area(self) -> QRect:
        """The part of the viewport over which nothing is pinned."""
        left, bottom = self._pinned.edge_of_first(), self._pinned.top_of_totals()
        return QRect(left, 0, self.viewport().width() - left, bottom)

    def _place_over(self) -> None:
        self._pinned.place()
        self._refusals.place()

    def _note_refusal(self, _text: str) -> None:
        self._refused = True

    def _is_for_typing(self) -> bool:
        return self._grid_model.can_write and any(
            column.write is not None for column in self._grid_model.columns
        )

    def _go(self, row: int, column: int) -> None:
        self.setCurrentIndex(self._grid_model.index(row, column))

    def _keep_current(self) -> None:
        """An input method is switched off while there is no current cell,
        and the first letter would be lost.
        """
        if (
            not self.currentIndex().isValid()
            and self._grid_model.rowCount()
            and self._grid_model.columnCount()
        ):
            index = self._grid_model.index(0, self.first_visible_column())
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect | self._behaviour()
            )

    def _selects_rows(self) -> bool:
        return self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows

    def _behaviour(self) -> QItemSelectionModel.SelectionFlag:
        rows = self._selects_rows()
        return QItemSelectionModel.SelectionFlag.Rows if rows else QItemSelectionModel.SelectionFlag.NoUpdate

    def _plain(self, row: int, column: int) -> str:
        return str(self._grid_model.index(row, column).data(Qt.ItemDataRole.EditRole) or "")

    def _mark_block(self, top: int, left: int, block: Block) -> None:
        bottom = self._grid_model.index(top + len(block) - 1, left + len(block[0]) - 1)
        area = QItemSelection(self._grid_model.index(top, left), bottom)
        self.selectionModel().select(
            area, QItemSelectionModel.SelectionFlag.ClearAndSelect | self._behaviour()
        )

    def _shown_columns(self) -> list[int]:
        return [column for column in range(self._grid_model.columnCount()) if not self.isColumnHidden(column)]

    def _delete(self) -> None:
        if self._is_for_typing():
            self.clear_selected()
        else:
            self.remove_wanted.emit()

    def _put_today(self) -> None:
        index = self.currentIndex()
        if index.isValid() and self._grid_model.columns[index.column()].kind is Kind.DATE:
            self._grid_model.setData(index, clock.today().isoformat())

    def _menu_groups(self) -> list[list[MenuEntry]]:
        types = self._is_for_typing()
        copying: list[MenuEntry] = [
            ("复制", "Ctrl+C", self.copy),
            ("连同标题复制", "", partial(self.copy, with_titles=True)),
        ]
        typing: list[MenuEntry] = [
            ("粘贴", "Ctrl+V", self.paste),
            ("向下填充", "Ctrl+D", self.fill_down),
            ("清除内容", "Del", self.clear_selected),
            ("下一处问题", "F4", self.go_to_problem),
        ]
        arranging: list[MenuEntry] = [("全选", "Ctrl+A", self.selectAll)]
        if self._grid_model.sorting is not None:
            back = partial(self.sortByColumn, -1, Qt.SortOrder.AscendingOrder)
            arranging.append(("恢复原来的顺序", "", back))
        if self._widths.any_by_hand:
            arranging.append(("恢复原来的列宽", "", self._widths.forget))
        return [copying, typing, arranging] if types else [copying, arranging]

    def _tell_chosen(self) -> None:
        row = self.current_row()
        if row is not self._last_chosen:
            self._last_chosen = row
            self.chosen.emit(row)

    def _tell_changed_row(self) -> None:
        self._last_chosen = self.current_row()

    def _remember(self) -> None:
        index = self.currentIndex()
        typed = (
            editor_text(self._delegate.editor)
            if self._delegate.editor is not None and not self._committing
            else None
        )
        self._delegate.editor = None  # a reset takes it away
        self._remembered = (
            (self._grid_model.key_of(index), index.row(), index.column(), typed) if index.isValid() else None
        )

    def _restore(self) -> None:
        remembered, self._remembered = self._remembered, None
        self._arrange_columns()
        self._pinned.place()
        if remembered is None or not self._go_back(*remembered):
            self._keep_current()
        self._refusals.follow()
        self._tell_chosen()

    def _go_back(self, key: tuple[bool, object], row: int, column: int, typed: str | None) -> bool:
        """Go to the row that was current, or to the one in its place if it is gone;
        a half typed text goes with its row only.
        """
        rows, position = len(self._grid_model.rows()), self._grid_model.find_key(key)
        if column >= self._grid_model.columnCount() or (position is None and not rows):
            return False
        self._go(min(row, rows - 1) if position is None else position, column)
        if position is not None:
            self._reopen(typed)
        return True

    def _reopen(self, typed: str | None) -> None:
        index = self.currentIndex()
        if typed is not None and self._grid_model.is_editable(index):
            self.edit(index)
            if self._delegate.editor is not None:
                set_editor_text(self._delegate.editor, typed)

    # ---- widths and sorting

    def _arrange_columns(self) -> None:
        self._widths.stretch()
        sorting, header = self._grid_model.sorting, self.horizontalHeader()
        section = next(
            (
                at
                for at, column in enumerate(self._grid_model.columns)
                if sorting and column.key == sorting.column
            ),
            -1,
        )
        order = (
            Qt.SortOrder.DescendingOrder if sorting and sorting.descending else Qt.SortOrder.AscendingOrder
        )
        with QSignalBlocker(header):  # the rows are in that order
            header.setSortIndicator(section, order)

    def _note_sorting(self, _section: int, _order: Qt.SortOrder) -> None:
        self._pinned.place()
        self._widths.note_sorting(self._grid_model.sorting)

    def _note_resize(self, section: int, _old: int, _new: int) -> None:
        self._widths.note_resize(section)
        self._place_over()


def _pressing(menu: QMenu, button: QAbstractButton) -> QAction:
    """An entry that does what a button does."""
    key = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action = _action(menu, button.text(), key, button.click)
    action.setEnabled(button.isEnabled())
    return action


def _action(menu: QMenu, text: str, key: str, call: Callable[[], object]) -> QAction:
    action = QAction(f"{text}\t{key}" if key else text, menu)
    action.triggered.connect(lambda _checked=False: call())
    return action


def repeated(block: Block, rows: int, columns: int) -> Block:
    """A block as often as it goes into a larger area exactly; else the block."""
    height, width = len(block), len(block[0])
    if (rows, columns) == (height, width) or rows % height or columns % width:
        return block
    return [line * (columns // width) for line in block] * (rows // height)
