"""Where keys lead in a grid: from cell to cell that takes input, and to the edge of a filled block. No Qt.

Cells are named by row and by place among the columns shown; totals are not walked through.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

Cell = tuple[int, int]
Test = Callable[[int, int], bool]


class Way(Enum):
    """Where a key leads out of an editor."""

    STAY = auto()
    ENTER = auto()
    ENTER_BACK = auto()
    TAB = auto()
    TAB_BACK = auto()
    UP = auto()
    DOWN = auto()

    @property
    def by_enter(self) -> bool:
        """Whether the clerk says that a cell is finished, and stays in it if it is refused."""
        return self in (Way.STAY, Way.ENTER, Way.ENTER_BACK)


def next_input(cell: Cell, rows: int, columns: int, takes_input: Test, *, forward: bool) -> Cell | None:
    """The next cell that takes input, in the row and then in the rows after (or before); None at the end."""
    row, column = cell
    position = row * columns + column
    last = rows * columns - 1  # no cell is the current one, or one of the totals: the way begins outside
    ways = range(max(position + 1, 0), last + 1) if forward else range(min(position - 1, last), -1, -1)
    found = next((at for at in ways if takes_input(at // columns, at % columns)), None)
    return None if found is None else divmod(found, columns)


def first_input(rows: int, columns: int, takes_input: Test) -> Cell | None:
    """The first cell that takes input."""
    return next_input((0, -1), rows, columns, takes_input, forward=True)


def last_input(rows: int, columns: int, takes_input: Test) -> Cell | None:
    """The last cell that takes input."""
    return next_input((rows, 0), rows, columns, takes_input, forward=False)


def edge_of_block(cell: Cell, rows: int, columns: int, is_filled: Test, step: Cell) -> Cell:
    """Where Ctrl and an arrow lead, as in a spreadsheet: to the last filled cell of the block one stands in,
    else to the next filled one, else to the edge.
    """

    def inside(at: Cell) -> bool:
        return 0 <= at[0] < rows and 0 <= at[1] < columns

    def beyond(at: Cell) -> Cell:
        return at[0] + step[0], at[1] + step[1]

    at = beyond(cell)
    if not inside(at):
        return cell
    in_block = is_filled(*cell) and is_filled(*at)
    while inside(beyond(at)) and (is_filled(*beyond(at)) if in_block else not is_filled(*at)):
        at = beyond(at)
    return at
