"""The model of a grid: rows as values, sorted and filtered, totals at the end,
typed text parsed by kind and handed over as the row before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from ...base.errors import InputRejected, UserFacingError
from ...base.text import search_words
from ..alerts import Alerts
from ..appearance import Look
from ..callout import Refusal
from .columns import Column, Row
from .drafts import CellKey, Draft, Drafts
from .order import Sorting, in_order, matching
from .painted import Painted, painted

if TYPE_CHECKING:
    from .html_table import Block

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

_MOST_REFUSALS = 4
"""Refused cells of a block that are named one by one."""
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
        self._change, self._change_many = change, change_many
        self.can_write = change is not None or change_many is not None
        self._identity, self._by_value = identity, by_value
        self._given: list[Row] = []
        self._rows: list[Row] = []
        self._totals: list[Row] = []
        self._visible: list[int] = []
        self._order: list[int] = []
        self._sorting: Sorting | None = None
        self._filter = ""
        self._drafts = Drafts()

    # ---- contents

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    @property
    def shown_count(self) -> int:
        """How many rows are shown, without totals."""
        return len(self._rows)

    @property
    def total_count(self) -> int:
        """How many rows at the end are totals."""
        return len(self._totals)

    @property
    def sorting(self) -> Sorting | None:
        """By which column the rows are sorted; None for the order they were given in."""
        return (
            self._sorting
            if any(self._sorting and column.key == self._sorting.column for column in self._columns)
            else None
        )

    @property
    def filter(self) -> str:
        """The words by which rows are filtered; empty if all are shown."""
        return self._filter

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show other columns of the same rows; the sorting stays if its column does."""
        self._rearrange(columns=tuple(columns))

    def set_filter(self, words: str) -> None:
        """Show only rows that hold all the words, as written, in pinyin or in pinyin initials; an empty text
        shows all.

        A row that is changed stays in sight until the words or the rows change.
        """
        if words != self._filter:
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
        return self._drafts.get(self._cell_key(index.row(), index.column()))

    def drafts(self) -> list[tuple[QModelIndex, Draft]]:
        """The refused texts in the rows shown, from top to bottom."""
        if not self._drafts:
            return []
        rows = {self.key_of(self.index(at, 0)): at for at in range(len(self._rows))}
        columns = {column.key: at for at, column in enumerate(self._columns)}
        found = []
        for (row, column), draft in self._drafts.all().items():
            if row in rows and column in columns:
                found.append((self.index(rows[row], columns[column]), draft))
        return sorted(found, key=lambda one: (one[0].row(), one[0].column()))

    def drop_draft(self, index: Index) -> None:
        """Give up the text that was refused in a cell: it shows what is stored again."""
        if self._drafts.drop(self._cell_key(index.row(), index.column())):
            self._tell_cell(index)
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
        return tuple(self._given)

    def set_rows(self, rows: Sequence[Row], totals: Sequence[Row] = ()) -> None:
        """Show rows; if they are the same ones with new values, every cell stays where it is."""
        fresh, sums = list(rows), list(totals)
        if not self._are_the_same(fresh) or len(sums) != len(self._totals):
            self._rearrange(fresh, sums)
            return
        before = [*self._rows, *self._totals]
        self._given, self._totals = fresh, sums
        self._rows = [self._given[position] for position in self._order]
        self._tell_changed(before)

    def _tell_changed(self, before: Sequence[Row]) -> None:
        """Have the rows painted anew:
        those that differ from before, or all where a cell may show more than its row holds.
        """
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
        """The rows as shown, without totals and those hidden by the filter."""
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
        without_identity = (
            isinstance(wanted, int)
            and wanted < len(self._rows)
            and self._identity(self._rows[wanted]) is None
        )
        return wanted if without_identity and isinstance(wanted, int) else None

    def find(self, predicate: Callable[[Row], bool]) -> int | None:
        """The position of the first shown row for which ``predicate`` holds."""
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
        return (
            self.can_write
            and not self.is_total(index)
            and self._columns[index.column()].allows_edit(self.row(index))
        )

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self._row_at(index.row())
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
        column, cell = self._columns[index.column()], self._cell_key(index.row(), index.column())
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
        if sorting == self._sorting and sorting is None:
            return
        self.layoutAboutToBeChanged.emit()
        before, place_before = self.persistentIndexList(), list(self._order)
        self._sorting = sorting
        self._sort_visible()
        now_at = {given: position for position, given in enumerate(self._order)}
        moved = [
            old if self.is_total(old) else self.index(now_at[place_before[old.row()]], old.column())
            for old in before
        ]
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    # ---- blocks

    def clear(self, indexes: Sequence[Index]) -> bool:
        """Empty the editable cells among these that can be empty, as one step where the writer can."""
        cells = []
        for i in filter(self.is_editable, indexes):
            cells += [(i.row(), i.column(), value) for value in self._blank(i)]
        return self._try(lambda: self._store(cells)) if cells else False

    def paste(self, top: int, left: int, block: Block) -> bool:
        """Put a block of texts at a cell; nothing of it is stored if one cell cannot be read.
        A single text is as if it were typed: refused, it stays there.
        """
        index = self.index(top, left)
        if len(block) == len(block[0]) == 1 and index.isValid() and self.is_editable(index):
            return self.setData(index, block[0][0].strip())
        return self._try(lambda: self._store(self._parsed_block(top, left, block)))

    def fill(self, indexes: Sequence[Index], text: str) -> bool:
        """Put one text into every editable cell among these; nothing is stored if one cell cannot take it."""
        return self._put([(index, text) for index in indexes if self.is_editable(index)])

    def fill_down(self, indexes: Sequence[Index]) -> bool:
        """Put the uppermost cell of each column among these into the editable ones below it."""
        top: dict[int, int] = {}
        for i in indexes:
            top[i.column()] = min(i.row(), top.get(i.column(), i.row()))
        texts = {
            column: str(self.index(row, column).data(Role.EditRole) or "") for column, row in top.items()
        }
        return self._put(
            [(i, texts[i.column()]) for i in indexes if i.row() > top[i.column()] and self.is_editable(i)]
        )

    # ---- inside

    def _cell_key(self, row: int, column: int) -> CellKey:
        return self.key_of(self.index(row, 0)), self._columns[column].key

    def _row_at(self, position: int) -> Row:
        return (
            self._rows[position] if position < len(self._rows) else self._totals[position - len(self._rows)]
        )

    def _are_the_same(self, rows: list[Row]) -> bool:
        """Whether these are the rows given before, with other values at most;
        unknown ones are not, once they are arranged.
        """
        keys = [self._identity(row) for row in rows]
        if keys != [self._identity(row) for row in self._given]:
            return False
        return None not in keys or not (self._filter or self.sorting)

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
        self._given = self._given if rows is None else rows
        self._totals = self._totals if totals is None else totals
        self._columns = self._columns if columns is None else columns
        self._filter = self._filter if words is None else words
        self._visible = matching(self._given, self._columns, search_words(self._filter))
        self._sort_visible()
        self.endResetModel()
        self.counted.emit(len(self._rows), len(self._given))

    def _sort_visible(self) -> None:
        self._order = in_order(self._visible, self._given, self._columns, self._sorting)
        self._rows = [self._given[at] for at in self._order]

    def painted(self, index: Index) -> Painted:
        """How a cell looks, all at once."""
        at = index.row()
        column, is_total = self._columns[index.column()], at >= len(self._rows)
        row = self._row_at(at)
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
            raise InputRejected(
                f"要粘贴的内容有{len(block)}行{width}列，从这里起表格只有{room}，请换一个起点或少复制一些。"
            )
        texts = []
        for y, line in enumerate(block):
            texts += [(top + y, left + x, text) for x, text in enumerate(line)]
        return self._parsed(texts)

    def _put(self, texts: Sequence[tuple[Index, str]]) -> bool:
        return bool(texts) and self._try(
            lambda: self._store(self._parsed([(i.row(), i.column(), text) for i, text in texts]))
        )

    def _parsed(self, cells: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, object]]:
        """Read the texts that change something; all that cannot be taken are refused in one sentence."""
        parsed, refused = [], []
        for row, column, text in cells:
            try:
                if self._takes(row, column, text):
                    parsed.append((row, column, self._parse(row, column, text)))
            except InputRejected as error:
                refused.append(str(error).rstrip("。"))
        if refused:
            raise InputRejected(_refusal(refused))
        return parsed

    def _takes(self, row: int, column: int, text: str) -> bool:
        """Whether a pasted cell is to be written;
        a cell that may not change passes only with what it holds.
        """
        spec, values = self._columns[column], self._row_at(row)
        if text.strip() in (spec.plain(values), spec.shown(values)):
            return self._drafts.get(self._cell_key(row, column)) is not None
        if not self.is_editable(self.index(row, column)):
            raise InputRejected(
                f"{self._cell_name(row, column)}不能改，要填入的“{text.strip()[:20]}”却与它不同"
            )
        return True

    def _blank(self, index: Index) -> list[object]:
        try:
            return [self._columns[index.column()].parse("")]
        except InputRejected:
            return []

    def _store(self, cells: Sequence[tuple[int, int, object]]) -> None:
        """Store values of cells; what was refused there before is over."""
        drafted = [self._cell_key(row, column) for row, column, _ in cells] if self._drafts else []
        self._store_values(cells)
        settled = [cell for cell in drafted if self._drafts.drop(cell)]
        if settled:
            self.drafts_changed.emit()

    def _store_values(self, cells: Sequence[tuple[int, int, object]]) -> None:
        if self._change_many is not None and (self._change is None or len(cells) > 1):
            self._change_many(self._changes(cells))
        else:
            self._store_one_by_one(cells)

    def _changes(self, cells: Sequence[tuple[int, int, object]]) -> list[tuple[Row, Row]]:
        """The rows that the cells change, each once, as they are and as they should be."""
        changed: dict[int, Row] = {}
        for row, column, value in cells:
            changed[row] = self._changed(changed.get(row, self._row_at(row)), column, value)
        return [(self._row_at(row), new) for row, new in changed.items()]

    def _changed(self, row: Row, column: int, value: object) -> Row:
        write = self._columns[column].write
        assert write is not None
        return write(row, value)

    def _store_one_by_one(self, cells: Sequence[tuple[int, int, object]]) -> None:
        assert self._change is not None
        known = [(self.key_of(self.index(row, 0)), column, value) for row, column, value in cells]
        for stored, (key, column, value) in enumerate(known):
            position = self.find_key(key)  # the rows may have been read anew since the cell before
            if position is None:
                continue
            row = self._row_at(position)
            try:
                self._change(row, self._changed(row, column, value))
            except InputRejected as error:
                before = f"（前面{stored}格已保存，其余没有填入）" if stored else ""
                raise InputRejected(f"{error}{before}") from error

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


def _refusal(sentences: list[str]) -> str:
    """One message for all refused cells of a block."""
    more = f"；另有{len(sentences) - _MOST_REFUSALS}格" if len(sentences) > _MOST_REFUSALS else ""
    if len(sentences) == 1:
        return f"{sentences[0]}。没有填入任何内容。"
    return f"有{len(sentences)}格不能填入，没有填入任何内容：{'；'.join(sentences[:_MOST_REFUSALS])}{more}。"
