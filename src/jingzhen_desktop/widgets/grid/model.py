"""The model of a grid: rows as values, totals pinned at the end, typed text parsed by kind and handed to the writer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QGuiApplication, QPalette

from ...base.errors import InputRejected, UserFacingError
from ..alerts import Alerts
from ..appearance import look_colour, look_icon
from ..typed import Kind
from .clipboard import Block
from .columns import Column, Row

Index = QModelIndex | QPersistentModelIndex
Write = Callable[[Row, str, object], None]
WriteMany = Callable[[Sequence[tuple[Row, str, object]]], None]
Role = Qt.ItemDataRole

_ALIGN_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ALIGN_TEXT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ALIGN_SHORT = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


def identity_of(row: object) -> object:
    """What stays the same when a row is read anew: its ``id`` if it has one."""
    return getattr(row, "id", None)


class GridModel(QAbstractTableModel, Generic[Row]):
    """Rows shown by columns.

    ``write`` stores one cell: it is called with the row, the column's key and the parsed value, and raises
    InputRejected for what cannot be. ``write_many`` stores a pasted or cleared block in one step; without it ``write``
    is called cell by cell, each time with the row as it is by then. Rows are values: after storing, the owner reads
    them anew and calls ``set_rows``, which keeps the current cell, the selection and an open editor as long as
    ``identity`` recognises the rows. ``by_value`` says that cells show nothing but what is in their row, so that a row that
    is equal to the one before need not be painted again.
    """

    rejected = Signal(str)
    """Typed or pasted text was refused; the sentence shown."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        write: Write[Row] | None = None,
        alerts: Alerts | None = None,
        *,
        write_many: WriteMany[Row] | None = None,
        identity: Callable[[Row], object] = identity_of,
        by_value: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._write, self._write_many, self._alerts = write, write_many, alerts
        self._identity, self._by_value = identity, by_value
        self._given: list[Row] = []
        self._rows: list[Row] = []
        self._totals: list[Row] = []
        self._order: list[int] = []
        self._sorted_by: tuple[int, bool] | None = None

    # ---- contents

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    @property
    def total_count(self) -> int:
        """How many rows at the end are totals."""
        return len(self._totals)

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns of the same rows; the sorting is given up."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._sorted_by = None
        self._put_in_order()
        self.endResetModel()

    def set_rows(self, rows: Sequence[Row], totals: Sequence[Row] = ()) -> None:
        """Show rows; if they are the same ones with new values, every cell stays where it is."""
        fresh, sums = list(rows), list(totals)
        same = len(fresh) == len(self._given) and len(sums) == len(self._totals) and self._keys(fresh) == self._keys(self._given)
        if same:
            before = [*self._rows, *self._totals]
            self._given, self._totals = fresh, sums
            self._rows = [self._given[position] for position in self._order]
            self._tell_changed(before)
            return
        self.beginResetModel()
        self._given, self._totals = fresh, sums
        self._put_in_order()
        self.endResetModel()

    def _tell_changed(self, before: Sequence[Row]) -> None:
        """Have the rows painted anew: those that differ from before, or all where a cell may show more than its row holds."""
        if not self._columns:
            return
        positions = [at for at, row in enumerate(before) if not self._by_value or row != self._row_at(at)]
        for at in positions if self._by_value else positions[:1]:
            last = at if self._by_value else positions[-1]
            self.dataChanged.emit(self.index(at, 0), self.index(last, len(self._columns) - 1))

    def row(self, index: Index) -> Row:
        """The row of a valid index, a total included."""
        return self._row_at(index.row())

    def rows(self) -> tuple[Row, ...]:
        """The rows as shown, without totals."""
        return tuple(self._rows)

    def is_total(self, index: Index) -> bool:
        return index.row() >= len(self._rows)

    def key_of(self, index: Index) -> tuple[bool, object]:
        """By which a row is found again after a refresh."""
        if self.is_total(index):
            return (True, index.row() - len(self._rows))
        key = self._identity(self._rows[index.row()])
        return (False, key if key is not None else index.row())

    def find_key(self, key: tuple[bool, object]) -> int | None:
        """The position of the row with this key; None if it is gone."""
        is_total, wanted = key
        if is_total:
            position = len(self._rows) + int(str(wanted))
            return position if position < self.rowCount() else None
        for position, row in enumerate(self._rows):
            if self._identity(row) == wanted:
                return position
        without_identity = isinstance(wanted, int) and wanted < len(self._rows) and self._identity(self._rows[wanted]) is None
        return wanted if without_identity and isinstance(wanted, int) else None

    def find(self, predicate: Callable[[Row], bool]) -> int | None:
        """The position of the first row for which ``predicate`` holds."""
        return next((position for position, row in enumerate(self._rows) if predicate(row)), None)

    # ---- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows) + len(self._totals)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsEditable if index.isValid() and self.is_editable(index) else base

    def is_editable(self, index: Index) -> bool:
        return self.can_write and not self.is_total(index) and self._columns[index.column()].allows_edit(self.row(index))

    @property
    def can_write(self) -> bool:
        return self._write is not None or self._write_many is not None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self.row(index)
        if role == Role.DisplayRole:
            return column.shown(row)
        if role == Role.EditRole:
            return column.plain(row)
        if role == Role.TextAlignmentRole:
            return _alignment(column.kind)
        return self._appearance(index, column, row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return super().headerData(section, orientation, role)
        column = self._columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == Role.ToolTipRole:
            return column.tip or column.name
        return column.name if role == Role.AccessibleTextRole else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid() or not self.is_editable(index):
            return False
        kept = QPersistentModelIndex(index)
        text = "" if value is None else str(value)
        if text == self._columns[index.column()].plain(self.row(index)):
            return True
        if not self._try(lambda: self._store([(index.row(), index.column(), self._parse(index.row(), index.column(), text))])):
            return False
        if kept.isValid():
            here = self.index(kept.row(), kept.column())
            self.dataChanged.emit(here, here)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by value; texts by pinyin; blanks and totals stay at the end; a negative column restores the given order."""
        self.layoutAboutToBeChanged.emit()
        before, place_before = self.persistentIndexList(), list(self._order)
        self._sorted_by = (column, order == Qt.SortOrder.DescendingOrder) if 0 <= column < len(self._columns) else None
        self._put_in_order()
        now_at = {given: position for position, given in enumerate(self._order)}
        now_at |= {total: total for total in range(len(self._rows), self.rowCount())}
        place_before += range(len(self._rows), self.rowCount())
        moved = [self.index(now_at[place_before[old.row()]], old.column()) for old in before]
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    # ---- blocks

    def clear(self, indexes: Sequence[Index]) -> bool:
        """Empty the editable cells among these that can be empty, as one step where the writer can."""
        cells = [(i.row(), i.column(), value) for i in indexes if self.is_editable(i) for value in self._blank(i)]
        return self._try(lambda: self._store(cells)) if cells else False

    def paste(self, top: int, left: int, block: Block) -> bool:
        """Put a block of texts at a cell; nothing of it is stored if one cell cannot be read."""
        return self._try(lambda: self._store(self._parsed_block(top, left, block)))

    def fill(self, indexes: Sequence[Index], text: str) -> bool:
        """Put one text into every editable cell among these."""
        cells = [(i.row(), i.column()) for i in indexes if self.is_editable(i)]
        return self._try(lambda: self._store([(row, column, self._parse(row, column, text)) for row, column in cells]))

    # ---- inside

    def _row_at(self, position: int) -> Row:
        return self._rows[position] if position < len(self._rows) else self._totals[position - len(self._rows)]

    def _keys(self, rows: list[Row]) -> list[object]:
        return [self._identity(row) for row in rows]

    def _put_in_order(self) -> None:
        self._order = list(range(len(self._given)))
        if self._sorted_by is not None:
            position, descending = self._sorted_by
            column = self._columns[position]
            keys = [column.sorts_as(row) for row in self._given]
            filled = [at for at in self._order if keys[at][0] == 0]
            filled.sort(key=lambda at: keys[at][1], reverse=descending)  # type: ignore[arg-type,return-value]
            self._order = filled + [at for at in self._order if keys[at][0] == 1]
        self._rows = [self._given[at] for at in self._order]

    def _appearance(self, index: Index, column: Column[Row], row: Row, role: int) -> Any:
        if self.is_total(index) and role == Role.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        if role == Role.BackgroundRole:
            return self._ground(index)
        if role not in (Role.ForegroundRole, Role.DecorationRole, Role.AccessibleTextRole, Role.ToolTipRole):
            return None
        look = column.look_of(row)
        if role == Role.AccessibleTextRole:
            return f"{column.name}：{column.shown(row) or '空'}{f'（{look.value}）' if look else ''}"
        if role == Role.ToolTipRole:
            return column.shown(row) or None
        if look is None:
            return None
        return QBrush(look_colour(look)) if role == Role.ForegroundRole else look_icon(look)

    def _ground(self, index: Index) -> QBrush | None:
        palette = QGuiApplication.palette()
        if self.is_total(index):
            return palette.brush(QPalette.ColorRole.Button)
        readable_only = self.can_write and not self.is_editable(index)
        return palette.brush(QPalette.ColorRole.AlternateBase) if readable_only else None

    def _parse(self, row: int, column: int, text: str) -> object:
        try:
            return self._columns[column].parse(text)
        except InputRejected as error:
            raise InputRejected(f"{self._cell_name(row, column)}：{str(error).rstrip('。')}。") from error

    def _cell_name(self, row: int, column: int) -> str:
        name = self._columns[0].shown(self._row_at(row)) if column else ""
        return f"第{row + 1}行{f'（{name}）' if name else ''}“{self._columns[column].name}”"

    def _parsed_block(self, top: int, left: int, block: Block) -> list[tuple[int, int, object]]:
        width = max(len(line) for line in block)
        if top + len(block) > len(self._rows) or left + width > len(self._columns):
            room = f"{len(self._rows) - top}行{len(self._columns) - left}列"
            raise InputRejected(f"要粘贴的内容有{len(block)}行{width}列，从这里起表格只有{room}，请换一个起点或少复制一些。")
        cells = [(top + y, left + x, text) for y, line in enumerate(block) for x, text in enumerate(line)]
        return [(row, column, self._parse(row, column, text)) for row, column, text in cells if self._takes(row, column, text)]

    def _takes(self, row: int, column: int, text: str) -> bool:
        """Whether a pasted cell is to be written; a cell that may not change passes only with what it holds."""
        spec, values = self._columns[column], self._row_at(row)
        if text.strip() in (spec.plain(values), spec.shown(values)):
            return False
        if not self.is_editable(self.index(row, column)):
            raise InputRejected(f"{self._cell_name(row, column)}不能改，粘贴的内容却不同。没有粘贴任何内容，请只复制可填的部分。")
        return True

    def _blank(self, index: Index) -> list[object]:
        try:
            return [self._columns[index.column()].parse("")]
        except InputRejected:
            return []

    def _store(self, cells: Sequence[tuple[int, int, object]]) -> None:
        found = [(self.key_of(self.index(row, 0)), self._columns[column].key, value) for row, column, value in cells]
        if self._write_many is not None and (self._write is None or len(found) > 1):
            self._write_many([(self._row_at(row), self._columns[column].key, value) for row, column, value in cells])
            return
        assert self._write is not None
        for count, (row_key, column_key, value) in enumerate(found):
            position = self.find_key(row_key)  # the rows may have been read anew since the cell before
            if position is not None:
                self._store_one(self._row_at(position), column_key, value, count)

    def _store_one(self, row: Row, key: str, value: object, stored: int) -> None:
        assert self._write is not None
        try:
            self._write(row, key, value)
        except InputRejected as error:
            raise InputRejected(f"{error}（前面{stored}格已保存，其余没有粘贴）" if stored else str(error)) from error

    def _try(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except UserFacingError as error:
            if self._alerts is not None:
                self._alerts.warn(error)
            self.rejected.emit(str(error))
            return False
        return True


def _alignment(kind: Kind) -> Qt.AlignmentFlag:
    if kind.is_numeric:
        return _ALIGN_NUMBER
    return _ALIGN_SHORT if kind in (Kind.DATE, Kind.YESNO) else _ALIGN_TEXT
