"""The view of a grid: which key and which click does what, as in a spreadsheet.

Where keys lead says ``cursor``, what is done with blocks ``blocks``, how wide columns are ``widths``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
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

from ...base.typed import Kind
from ...office import clock
from ..look.fonts import font_of, heights
from ..look.roles import set_bad
from ..look.tokens import Type
from .cursor import Cursor, selecting
from .delegate import CellDelegate, editor_text, set_editor_text
from .head import GridHead
from .keeping import Keeping
from .model import GridModel
from .pinned import PinnedParts
from .refusals import Refusals
from .walking import Way
from .widths import ROOM, Widths

if TYPE_CHECKING:
    from .menu import Entry

Trigger = QAbstractItemView.EditTrigger
ScrollHint = QAbstractItemView.ScrollHint
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


def pressed_by_mouse() -> bool:
    """Whether a cell is being opened by a double click: what stands there as a link was followed by the first
    click already.
    """
    return QApplication.mouseButtons() != Qt.MouseButton.NoButton


class Grid(QTableView):
    """A table that takes typing like a spreadsheet; made with a GridModel."""

    chosen = Signal(object)
    """The row on which the current cell has come to lie; None when there is none."""
    followed = Signal(object)
    """The row of whose link the words were clicked."""
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
        fitting: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is what a screen reader calls the table, and under it widths and sorting are remembered.

        ``select_rows`` marks whole rows; ``frozen`` says how many columns stay in sight when the table is
        scrolled sideways; ``roomy`` is for lists that are read: higher rows, larger words; ``fitting`` is for
        panels: like roomy ones it is never scrolled sideways, the widest text gives way.
        """
        super().__init__(parent)
        self._grid_model = model
        self._frozen, self._roomy = frozen, roomy
        self._verbs: list[QAbstractButton] = []
        self._last_chosen: object = None
        self._refused = self._committing = self._closing = False
        self._cursor = Cursor(self, model)
        self._refusals = Refusals(self, model, self._free_area)
        self._delegate = CellDelegate(self, model)
        self.setItemDelegate(self._delegate)
        self._keeping = Keeping(self, model, self._delegate)
        self._head = GridHead(self)
        self._delegate.lie_under(self._head)
        self.setHorizontalHeader(self._head)
        self.setModel(model)
        self._pinned = PinnedParts(self, model, self.frozen_columns)
        self._widths = Widths(self, model, name, fitting=roomy or fitting)
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
        self._cursor.go(position, max(0, self.currentIndex().column()))
        return True

    def first_visible_column(self) -> int:
        """The leftmost column shown."""
        return next(iter(self._cursor.shown_columns()), 0)

    def frozen_columns(self) -> list[int]:
        """The columns that stay in sight when the table is scrolled sideways."""
        columns = self._cursor.shown_columns()[: max(1, self._frozen)]
        while (
            len(columns) > 1
            and sum(map(self.columnWidth, columns)) > self.viewport().width() * _WIDEST_FROZEN
        ):
            columns.pop()
        return columns

    def copy(self, *, with_titles: bool = False) -> None:
        """Put the selected block on the clipboard, as text and as a table."""
        from .blocks import copy_selected  # seldom wanted, and never at start

        copy_selected(self, self._grid_model, with_titles=with_titles)

    def paste(self) -> None:
        """Put the clipboard's block at the top left of the selection;
        a selection it fits into several times is filled.
        """
        from .blocks import paste_over_selected

        block = paste_over_selected(self, self._grid_model)
        if block is not None:
            self.selectionModel().select(block, selecting(self))

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
        from .blocks import fill_down_selected

        fill_down_selected(self, self._grid_model)

    def go_to_problem(self) -> None:
        """Go to the next cell whose text was refused, or whose value is wrong or doubtful."""
        if not self._cursor.to_problem():
            self._refusals.explain("这张表里没有要处理的格")

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
            self._cursor.extend(self.moveCursor(_MOVES[Qt.Key(event.key())], event.modifiers()))
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
            found = self._cursor.by_control(action)
            if found is not None:
                return found
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
        from .menu import menu_of

        return menu_of(self, self._verbs, self._menu_groups())

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
        self._cursor.has_moved()
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

    def fit_letters(self) -> None:
        """Give rows, columns and words the size of the present 字号."""
        self._set_sizes()
        self._head.fit_letters()
        self._widths.stretch()
        self.updateGeometries()
        self._place_over()

    def _set_sizes(self) -> None:
        height = heights().row_list if self._roomy else heights().row
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        if self._roomy:
            self.setFont(font_of(Type.LIST))

    def _connect(self) -> None:
        model = self._grid_model
        model.modelAboutToBeReset.connect(self._remember)
        model.rearranged.connect(self._restore)
        model.rejected.connect(self._note_refusal)
        self._delegate.finished.connect(self._finish_editing)
        model.dataChanged.connect(self._tell_changed_row)
        self.clicked.connect(self._follow)
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
            self._cursor.step(back=way in (Way.UP, Way.ENTER_BACK), in_run=way is Way.ENTER)

    # ---- walking

    def _tab(self, forward: bool) -> bool:
        """Go to the next cell that takes input; False if there is none."""
        return self._is_for_typing() and self._cursor.tab(forward=forward)

    def _enter(self, *, back: bool) -> None:
        """Take the reading that is offered in the cell, open a refused text, or go one row on."""
        draft = self._grid_model.draft(self.currentIndex())
        if draft is not None and not draft.reading:
            self.edit(self.currentIndex())
        elif draft is None or self._grid_model.setData(self.currentIndex(), draft.reading):
            self._cursor.step(back=back, in_run=not back)

    def _extends(self, event: QKeyEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and not self._selects_rows()

    # ---- what takes no input

    def _would_type(self, event: QKeyEvent) -> bool:
        """Whether a key would begin to type, were this a cell for it."""
        other = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ticks = self._grid_model.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsUserCheckable
        return event.text().isprintable() and bool(event.text()) and not (event.modifiers() & other or ticks)

    def _follow(self, index: QModelIndex) -> None:
        """Tell that a link is wanted."""
        model = self._grid_model
        if index.isValid() and not model.is_total(index):
            row = model.row(index)
            if model.columns[index.column()].is_link(row):
                self.followed.emit(row)

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
            self.selectionModel().setCurrentIndex(index, selecting(self))

    def _selects_rows(self) -> bool:
        return self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows

    def _delete(self) -> None:
        if self._is_for_typing():
            self.clear_selected()
        else:
            self.remove_wanted.emit()

    def _put_today(self) -> None:
        index = self.currentIndex()
        if index.isValid() and self._grid_model.columns[index.column()].kind is Kind.DATE:
            self._grid_model.setData(index, clock.today().isoformat())

    def _menu_groups(self) -> list[list[Entry]]:
        types = self._is_for_typing()
        copying: list[Entry] = [
            ("复制", "Ctrl+C", self.copy),
            ("连同标题复制", "", partial(self.copy, with_titles=True)),
        ]
        typing: list[Entry] = [
            ("粘贴", "Ctrl+V", self.paste),
            ("向下填充", "Ctrl+D", self.fill_down),
            ("清除内容", "Del", self.clear_selected),
            ("下一处问题", "F4", self.go_to_problem),
        ]
        arranging: list[Entry] = [("全选", "Ctrl+A", self.selectAll)]
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
        self._keeping.remember(with_editor=not self._committing)

    def _restore(self) -> None:
        self._arrange_columns()
        self._pinned.place()
        if not self._keeping.restore():
            self._keep_current()
        self._refusals.follow()
        self._tell_chosen()

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
