"""The model of a grid: what Qt asks of the rows, and what is told when they change.

Which rows are shown and in which order is decided in ``rows``, how typed text is stored in ``storing``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from ...base.errors import InputRejected, UserFacingError
from ..alerts import Alerts
from ..appearance import Look
from ..callout import Refusal
from .columns import Column, Row
from .drafts import CellKey, Draft, Drafts
from .order import Sorting
from .painted import Painted, painted
from .rows import RowKey, Rows
from .storing import Storing, Text, Value

if TYPE_CHECKING:
    from .html_table import Block

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_BY_DRAFT = frozenset({Role.DisplayRole, Role.EditRole, Role.AccessibleTextRole, Role.ToolTipRole})
_BY_LOOK = frozenset({Role.ForegroundRole, Role.BackgroundRole, Role.DecorationRole, Role.FontRole})


def identity_of(row: object) -> object:
    """What stays the same when a row is read anew: its ``id`` if it has one."""
    return getattr(row, "id", None)


class GridModel(QAbstractTableModel, Generic[Row]):
    """Rows shown by columns.

    ``change`` stores one cell: it is called with the row as it is and as it should be, and raises
    InputRejected for what cannot be. ``change_many`` stores a pasted or cleared block in one step; without
    it ``change`` is called cell by cell, each time with the row as it is by then. Rows are values: after
    storing, the owner reads them anew and calls ``set_rows``, which keeps the current cell, the selection
    and an open editor as long as ``identity`` recognises the rows. Sorting and filtering are an order the
    model keeps over the rows it was given; what is stored is stored by row, never by position. ``by_value``
    says that cells show nothing but what is in their row, so that a row that is equal to the one before need
    not be painted again.
    """

    has_ticks = False
    """Whether rows can be ticked; a subclass that gives its cells boxes says so."""
    rejected = Signal(str)
    """Typed or pasted text was refused; the sentence."""
    drafts_changed = Signal()
    """A text was refused in a cell, or one that was is right or given up; or other rows are shown."""
    rearranged = Signal()
    """Other rows, or others of them, are shown, and every view of them knows: those that share a selection
    have cleared it by then.
    """
    counted = Signal(int, int)
    """How many rows are shown, and of how many; after every change of either, and of the filter."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        alerts: Alerts | None = None,
        change: Callable[[Row, Row], None] | None = None,
        change_many: Callable[[Sequence[tuple[Row, Row]]], None] | None = None,
        identity: Callable[[Row], object] = identity_of,
        by_value: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._alerts = alerts
        self._drafts = Drafts()
        self._rows = Rows(self._columns, identity)
        self._storing = Storing(self._columns, self._rows, self._drafts, change, change_many)
        self.can_write = self._storing.is_possible
        self._by_value = by_value

    # ---- contents

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    @property
    def shown_count(self) -> int:
        """How many rows are shown, without totals."""
        return len(self._rows.shown)

    @property
    def total_count(self) -> int:
        """How many rows at the end are totals."""
        return len(self._rows.totals)

    @property
    def sorting(self) -> Sorting | None:
        """By which column the rows are sorted; None for the order they were given in."""
        return self._rows.sorting

    @property
    def filter(self) -> str:
        """The words by which rows are filtered; empty if all are shown."""
        return self._rows.words

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns of the same rows; the sorting stays if its column does."""
        self._rearrange(columns=tuple(columns))

    def set_filter(self, words: str) -> None:
        """Show only rows that hold all the words, as written, in pinyin or in pinyin initials; an empty text
        shows all.

        A row that is changed stays in sight until the words or the rows change.
        """
        if words != self._rows.words:
            self._rearrange(words=words)

    # ---- what was refused

    @property
    def scope(self) -> object:
        """What the rows belong to, where the same rows stand in several places: drafts stay there."""
        return self._drafts.scope

    @scope.setter
    def scope(self, scope: object) -> None:
        if scope != self._drafts.scope:
            self._drafts.scope = scope
            self.drafts_changed.emit()

    @property
    def has_drafts(self) -> bool:
        """Whether any text was refused here and is kept."""
        return bool(self._drafts)

    @property
    def unstored_count(self) -> int:
        """How many refused texts are kept here, also of what is not shown now."""
        return self._drafts.count

    def draft(self, index: Index) -> Draft | None:
        """The text that was refused in a cell and is kept there; None if there is none."""
        if not self._drafts or self.is_total(index):
            return None
        return self._drafts.get(self._storing.cell_key(index.row(), index.column()))

    def drafts(self) -> list[tuple[QModelIndex, Draft]]:
        """The refused texts in the rows shown, from top to bottom."""
        if not self._drafts:
            return []
        rows = {self.key_of(self.index(at, 0)): at for at in range(len(self._rows.shown))}
        columns = {column.key: at for at, column in enumerate(self._columns)}
        found = []
        for (row, column), draft in self._drafts.all().items():
            if row in rows and column in columns:
                found.append((self.index(rows[row], columns[column]), draft))
        return sorted(found, key=lambda one: (one[0].row(), one[0].column()))

    def drop_draft(self, index: Index) -> None:
        """Give up the text that was refused in a cell: it shows what is stored again."""
        if self._drafts.drop(self._storing.cell_key(index.row(), index.column())):
            self._tell_cell(index)
            self.drafts_changed.emit()

    def show_refused(self, row: object, column: str, text: str) -> None:
        """Have a text that came from elsewhere stand in a cell as one that was refused there, with the
        reading that is offered; one that can be read, or whose row is not shown, is passed over, and what
        the clerk typed there stays.
        """
        at = self.find_key((False, row))
        place = next((at for at, one in enumerate(self._columns) if one.key == column), None)
        if at is None or place is None:
            return
        spec = self._columns[place]
        if self._drafts.get(self._storing.cell_key(at, place)) is not None:
            return
        try:
            spec.parse(text)
        except InputRejected as error:
            reading, shown = spec.likely(text)
            self._drafts.keep(
                self._storing.cell_key(at, place), Draft(text, Refusal(str(error), shown), reading)
            )
            self._tell_cell(self.index(at, place))
            self.drafts_changed.emit()

    def forget_refused(self) -> None:
        """Forget every text that was refused here, also of what is not shown now."""
        if self._drafts.count:
            self._drafts.clear()
            self.drafts_changed.emit()

    def cell_name(self, index: Index) -> str:
        """What a cell is called in a list: the row's first column, and the column."""
        name = self._columns[0].shown(self.row(index)).strip() if index.column() else ""
        return f"{name} {self._columns[index.column()].full_name}".strip()

    def why_closed(self, index: Index) -> str:
        """Why nothing can be typed in a cell, a sentence without its full stop; empty where something can be,
        and in a table that is only read.
        """
        if not self.can_write or self.is_editable(index):
            return ""
        if self.is_total(index):
            return "合计由上面各行算出，不能填写"
        return self._columns[index.column()].why_closed(self.row(index))

    def is_problem(self, index: Index) -> bool:
        """Whether a cell wants to be looked at: its text was refused, or its value is wrong or doubtful."""
        looks = (Look.BAD, Look.WARNING)
        return bool(self.draft(index)) or self._columns[index.column()].look_of(self.row(index)) in looks

    def all_rows(self) -> tuple[Row, ...]:
        """The rows as given, those hidden by the filter too, without totals."""
        return tuple(self._rows.given)

    def set_rows(self, rows: Sequence[Row], totals: Sequence[Row] = ()) -> None:
        """Show rows; if they are the same ones with new values, every cell stays where it is."""
        fresh, sums = list(rows), list(totals)
        if not self._rows.are_the_same(fresh) or len(sums) != self.total_count:
            self._rearrange(fresh, sums)
            return
        before = [*self._rows.shown, *self._rows.totals]
        self._rows.renew(fresh, sums)
        self._tell_changed(before)

    def _tell_changed(self, before: Sequence[Row]) -> None:
        """Have the rows painted anew:
        those that differ from before, or all where a cell may show more than its row holds.
        """
        if not self._columns:
            return
        positions = [at for at, row in enumerate(before) if not self._by_value or row != self._rows[at]]
        for at in positions if self._by_value else positions[:1]:
            last = at if self._by_value else positions[-1]
            self.dataChanged.emit(self.index(at, 0), self.index(last, len(self._columns) - 1))

    def row(self, index: Index) -> Row:
        """The row of a valid index, a total included."""
        return self._rows[index.row()]

    def rows(self) -> tuple[Row, ...]:
        """The rows as shown, without totals and those hidden by the filter."""
        return tuple(self._rows.shown)

    def is_total(self, index: Index) -> bool:
        return self._rows.is_total(index.row())

    def key_of(self, index: Index) -> RowKey:
        """By which a row is found again after a refresh."""
        return self._rows.key(index.row())

    def find_key(self, key: RowKey) -> int | None:
        """The position of the row with this key; None if it is gone."""
        return self._rows.find_key(key)

    def find(self, predicate: Callable[[Row], bool]) -> int | None:
        """The position of the first shown row for which ``predicate`` holds."""
        return self._rows.find(predicate)

    # ---- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsEditable if index.isValid() and self.is_editable(index) else base

    def is_editable(self, index: Index) -> bool:
        return self._storing.takes_input(index.row(), index.column())

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if self._drafts and role in _BY_DRAFT and (draft := self.draft(index)) is not None:
            return _drafted(column, draft, role)
        if role == Role.DisplayRole:
            return column.shown(row)
        if role == Role.EditRole:
            return column.plain(row)
        if role == Role.TextAlignmentRole:
            return column.alignment
        return self._appearance(index, column, row, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(self._columns):
            return super().headerData(section, orientation, role)
        column = self._columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == Role.ToolTipRole:
            return column.tip or column.full_name
        return column.full_name if role == Role.AccessibleTextRole else None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not index.isValid() or not self.is_editable(index):
            return False
        kept, text = QPersistentModelIndex(index), "" if value is None else str(value)
        if text == self._columns[index.column()].plain(self.row(index)):
            self.drop_draft(index)
            return True
        if not self._put_text(index, text):
            return False
        if kept.isValid():
            self._tell_cell(kept)
        return True

    def _put_text(self, index: Index, text: str) -> bool:
        """Store what was typed in a cell; what is refused stays there as a draft."""
        column, cell = self._columns[index.column()], self._storing.cell_key(index.row(), index.column())
        kept = QPersistentModelIndex(index)
        try:
            value = column.parse(text)
        except InputRejected as error:
            self._keep_draft(kept, cell, text, error, column.likely(text))
            return False
        try:
            self._store([(index.row(), index.column(), value)])
        except UserFacingError as error:
            self._keep_draft(kept, cell, text, error, ("", ""))
            if not isinstance(error, InputRejected) and self._alerts is not None:
                self._alerts.warn(error)
            return False
        return True

    def _keep_draft(
        self,
        index: QPersistentModelIndex,
        cell: CellKey,
        text: str,
        error: UserFacingError,
        likely: tuple[str, str],
    ) -> None:
        reading, shown = likely
        self._drafts.keep(cell, Draft(text, Refusal(str(error), shown), reading))
        if index.isValid():
            self._tell_cell(index)
        self.rejected.emit(str(error))
        self.drafts_changed.emit()

    def _tell_cell(self, index: Index) -> None:
        here = self.index(index.row(), index.column())
        self.dataChanged.emit(here, here)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a negative one restores the given order."""
        descending = order == Qt.SortOrder.DescendingOrder
        self.sort_by(
            Sorting(self._columns[column].key, descending) if 0 <= column < len(self._columns) else None
        )

    def sort_by(self, sorting: Sorting | None) -> None:
        """Sort by value; texts by pinyin; blanks and totals stay at the end; without a sorting rows are as
        given.

        A sorting by a column that is not there waits for it.
        """
        if sorting is None and self._rows.wanted is None:
            return
        self.layoutAboutToBeChanged.emit()
        before, place_before = self.persistentIndexList(), self._rows.order
        self._rows.wanted = sorting
        self._rows.sort()
        now_at = {given: position for position, given in enumerate(self._rows.order)}
        moved = [
            old if self.is_total(old) else self.index(now_at[place_before[old.row()]], old.column())
            for old in before
        ]
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    # ---- blocks

    def clear(self, indexes: Sequence[Index]) -> bool:
        """Empty the editable cells among these that can be empty, as one step where the writer can."""
        cells = self._storing.blanks(_places(filter(self.is_editable, indexes)))
        return self._try(lambda: self._store(cells)) if cells else False

    def paste(self, top: int, left: int, block: Block) -> bool:
        """Put a block of texts at a cell; nothing of it is stored if one cell cannot be read.
        A single text is as if it were typed: refused, it stays there.
        """
        index = self.index(top, left)
        if len(block) == len(block[0]) == 1 and index.isValid() and self.is_editable(index):
            return self.setData(index, block[0][0].strip())
        return self._try(lambda: self._store(self._storing.read_block(top, left, block)))

    def fill(self, indexes: Sequence[Index], text: str) -> bool:
        """Put one text into every editable cell among these; nothing is stored if one cell cannot take it."""
        return self._put([(*place, text) for place in _places(filter(self.is_editable, indexes))])

    def fill_down(self, indexes: Sequence[Index]) -> bool:
        """Put the uppermost cell of each column among these into the editable ones below it."""
        top: dict[int, int] = {}
        for i in indexes:
            top[i.column()] = min(i.row(), top.get(i.column(), i.row()))
        texts = {
            column: str(self.index(row, column).data(Role.EditRole) or "") for column, row in top.items()
        }
        below = [i for i in indexes if i.row() > top[i.column()] and self.is_editable(i)]
        return self._put([(i.row(), i.column(), texts[i.column()]) for i in below])

    # ---- inside

    def _rearrange(
        self,
        rows: list[Row] | None = None,
        totals: list[Row] | None = None,
        *,
        columns: tuple[Column[Row], ...] | None = None,
        words: str | None = None,
    ) -> None:
        """Take over what is new and decide anew which rows are shown and in which order."""
        self.beginResetModel()
        kept = self._rows
        kept.given = kept.given if rows is None else rows
        kept.totals = kept.totals if totals is None else totals
        kept.words = kept.words if words is None else words
        self._columns = self._columns if columns is None else columns
        self._storing.columns = self._columns
        kept.arrange(self._columns)
        self.endResetModel()
        self.rearranged.emit()
        self.counted.emit(len(kept.shown), len(kept.given))

    def painted(self, index: Index) -> Painted:
        """How a cell looks, all at once."""
        at = index.row()
        column, is_total = self._columns[index.column()], self._rows.is_total(at)
        row = self._rows[at]
        return painted(
            column,
            row,
            self.draft(index) if self._drafts else None,
            is_total=is_total,
            takes_input=self.can_write and not is_total and column.allows_edit(row),
            for_typing=self.can_write,
        )

    def _appearance(self, index: Index, column: Column[Row], row: Row, role: int) -> Any:
        if role == Role.ToolTipRole:
            return column.shown(row) or None
        if role == Role.AccessibleTextRole:
            look = column.look_of(row)
            return f"{column.full_name}：{column.shown(row) or '空'}{f'（{look.value}）' if look else ''}"
        if role not in _BY_LOOK:
            return None
        cell = self.painted(index)
        if role == Role.FontRole:
            return cell.font
        if role == Role.DecorationRole:
            return cell.sign
        colour = cell.ground if role == Role.BackgroundRole else cell.colour
        return None if colour is None else QBrush(colour)

    def _put(self, texts: Sequence[Text]) -> bool:
        return bool(texts) and self._try(lambda: self._store(self._storing.read(texts)))

    def _store(self, cells: Sequence[Value]) -> None:
        if self._storing.store(cells):
            self.drafts_changed.emit()

    def _try(self, change: Callable[[], None]) -> bool:
        try:
            change()
        except UserFacingError as error:
            self.refuse(error)
            return False
        return True

    def refuse(self, error: UserFacingError) -> None:
        """Tell why nothing was changed."""
        if self._alerts is not None:
            self._alerts.warn(error)
        self.rejected.emit(str(error))


def _drafted(column: Column[Row], draft: Draft, role: int) -> Any:
    """How a cell looks that holds a refused text."""
    if role == Role.AccessibleTextRole:
        return f"{column.name}：{draft.text}（没有存入：{draft.refusal.words}）"
    if role == Role.ToolTipRole:
        return draft.refusal.words
    return draft.text


def _places(indexes: Iterable[Index]) -> list[tuple[int, int]]:
    return [(index.row(), index.column()) for index in indexes]
