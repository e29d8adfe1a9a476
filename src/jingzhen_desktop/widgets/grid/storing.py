"""How what is typed, pasted or filled into a grid becomes values and is stored; what is refused, and why.
No Qt: cells are named by row and column as shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic

from ...base.errors import InputRejected
from .columns import Column, Row
from .drafts import CellKey, Drafts
from .rows import Rows

if TYPE_CHECKING:
    from .html_table import Block

Text = tuple[int, int, str]
"""Row, column, and what is to stand there as typed."""
Value = tuple[int, int, object]
"""Row, column, and what is to stand there."""

_MOST_REFUSALS = 4
"""Refused cells of a block that are named one by one."""


class Storing(Generic[Row]):
    """Reads texts by their columns and stores values by the owner's ``change`` or ``change_many``
    (see ``GridModel``).
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        rows: Rows[Row],
        drafts: Drafts,
        change: Callable[[Row, Row], None] | None,
        change_many: Callable[[Sequence[tuple[Row, Row]]], None] | None,
    ) -> None:
        self.columns = tuple(columns)
        self._rows, self._drafts = rows, drafts
        self._change, self._change_many = change, change_many
        self.is_possible = change is not None or change_many is not None
        """Whether anything can be stored at all."""

    def cell_key(self, row: int, column: int) -> CellKey:
        """By what a cell is known however the rows are arranged."""
        return self._rows.key(row), self.columns[column].key

    def takes_input(self, row: int, column: int) -> bool:
        """Whether the clerk may type in a cell."""
        if not self.is_possible or self._rows.is_total(row):
            return False
        return self.columns[column].allows_edit(self._rows[row])

    def read(self, cells: Sequence[Text]) -> list[Value]:
        """Read the texts that change something; all that cannot be taken are refused in one sentence."""
        parsed, refused = [], []
        for row, column, text in cells:
            try:
                if self._changes(row, column, text):
                    parsed.append((row, column, self._parse(row, column, text)))
            except InputRejected as error:
                refused.append(str(error).rstrip("。"))
        if refused:
            raise InputRejected(_refusal(refused))
        return parsed

    def read_block(self, top: int, left: int, block: Block) -> list[Value]:
        """Read a block of texts that begins at a cell; raises InputRejected if there is no room for it."""
        width, rows = max(len(line) for line in block), len(self._rows.shown)
        if top + len(block) > rows or left + width > len(self.columns):
            room = f"{rows - top}行{len(self.columns) - left}列"
            raise InputRejected(
                f"要粘贴的内容有{len(block)}行{width}列，从这里起表格只有{room}，请换一个起点或少复制一些。"
            )
        texts = []
        for y, line in enumerate(block):
            texts += [(top + y, left + x, text) for x, text in enumerate(line)]
        return self.read(texts)

    def blanks(self, cells: Sequence[tuple[int, int]]) -> list[Value]:
        """The values that empty those of the cells that can be empty."""
        found = []
        for row, column in cells:
            try:
                found.append((row, column, self.columns[column].parse("")))
            except InputRejected:
                continue
        return found

    def store(self, cells: Sequence[Value]) -> bool:
        """Store values of cells; what was refused there before is over. True if there was any such."""
        drafted = [self.cell_key(row, column) for row, column, _ in cells] if self._drafts else []
        if self._change_many is not None and (self._change is None or len(cells) > 1):
            self._change_many(self._changed_rows(cells))
        else:
            self._store_one_by_one(cells)
        settled = [cell for cell in drafted if self._drafts.drop(cell)]
        return bool(settled)

    def _changes(self, row: int, column: int, text: str) -> bool:
        """Whether a pasted cell is to be written;
        a cell that may not change passes only with what it holds.
        """
        spec, values = self.columns[column], self._rows[row]
        if text.strip() in (spec.plain(values), spec.shown(values)):
            return self._drafts.get(self.cell_key(row, column)) is not None
        if not self.takes_input(row, column):
            raise InputRejected(
                f"{self._cell_name(row, column)}不能改，要填入的“{text.strip()[:20]}”却与它不同"
            )
        return True

    def _parse(self, row: int, column: int, text: str) -> object:
        try:
            return self.columns[column].parse(text)
        except InputRejected as error:
            raise InputRejected(f"{self._cell_name(row, column)}：{str(error).rstrip('。')}。") from error

    def _cell_name(self, row: int, column: int) -> str:
        name = self.columns[0].shown(self._rows[row]) if column else ""
        return f"第{row + 1}行{f'（{name}）' if name else ''}“{self.columns[column].name}”"

    def _changed_rows(self, cells: Sequence[Value]) -> list[tuple[Row, Row]]:
        """The rows that the cells change, each once, as they are and as they should be."""
        changed: dict[int, Row] = {}
        for row, column, value in cells:
            changed[row] = self._changed(changed.get(row, self._rows[row]), column, value)
        return [(self._rows[row], new) for row, new in changed.items()]

    def _changed(self, row: Row, column: int, value: object) -> Row:
        write = self.columns[column].write
        assert write is not None
        return write(row, value)

    def _store_one_by_one(self, cells: Sequence[Value]) -> None:
        assert self._change is not None
        known = [(self._rows.key(row), column, value) for row, column, value in cells]
        for stored, (key, column, value) in enumerate(known):
            position = self._rows.find_key(key)  # the rows may have been read anew since the cell before
            if position is None:
                continue
            row = self._rows[position]
            try:
                self._change(row, self._changed(row, column, value))
            except InputRejected as error:
                before = f"（前面{stored}格已保存，其余没有填入）" if stored else ""
                raise InputRejected(f"{error}{before}") from error


def _refusal(sentences: list[str]) -> str:
    """One message for all refused cells of a block."""
    more = f"；另有{len(sentences) - _MOST_REFUSALS}格" if len(sentences) > _MOST_REFUSALS else ""
    if len(sentences) == 1:
        return f"{sentences[0]}。没有填入任何内容。"
    return f"有{len(sentences)}格不能填入，没有填入任何内容：{'；'.join(sentences[:_MOST_REFUSALS])}{more}。"
