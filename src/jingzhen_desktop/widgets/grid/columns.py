"""What a column of a grid is: where its values come from and how they are typed, shown and sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt

from ...base.readings import likely_reading
from ...base.typed import Choices, Kind, editable_text, parse_typed, show_typed, sort_key
from ..appearance import Look
from ..look.tokens import State
from ..working_year import working_year

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

Row = TypeVar("Row")

_ALIGN_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ALIGN_TEXT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ALIGN_SHORT = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class Picture(Protocol):
    """What is painted in a cell in place of words: a bar among levels, a course."""

    def paint(self, painter: QPainter, place: QRect) -> None:
        """Paint it in a place of the table."""


@dataclass(frozen=True, eq=False, slots=True)
class Band:
    """What columns side by side have in common, named in bold over them: a period.

    Attributes:
        title: what it is called, or a function that returns it where it changes with what is shown.
        other: whether it is another period than the one that is worked on.
    """

    title: str | Callable[[], str]
    other: bool = False

    @property
    def text(self) -> str:
        return self.title() if callable(self.title) else self.title


@dataclass(frozen=True, eq=False)
class Column(Generic[Row]):
    """One column of a grid.

    Attributes:
        key: what the column is known by: when sorting, and in what is remembered of a grid.
        title: in the header; may hold a line break before the unit of measure.
        read: the value of a row.
        kind: how values are read and shown.
        places: decimals shown for NUMBER; without it as many as the value has.
        choices: value and text for CHOICE, or a function that returns them.
        write: the row with another value in this column; a column without it is only read.
        editable: for which rows the clerk may type in a column with ``write``, where not for all.
        width: in characters, half width; a Chinese character takes two.
        tip: shown on the header.
        look: how a row's value is meant.
        state: the state a row's value names; shown by its sign and its word.
        band: the period it belongs to, where a table shows several.
        bar: where a row's value lies among levels, or how far the row has come; painted, no words.
        link: for which rows its words are a way: a click on them does what they say; ``Grid.followed`` tells.
        marked: whether the page is about this column of several alike.
        strong: for which rows its words are bold on grey: heads of the rows below them.
        quiet: whether it only helps to read the others: codes, units of measure.
    """

    key: str
    title: str
    read: Callable[[Row], object]
    kind: Kind = Kind.TEXT
    places: int | None = None
    choices: Choices | Callable[[], Choices] = ()
    write: Callable[[Row, Any], Row] | None = None
    editable: Callable[[Row], bool] | None = None
    closed: str | Callable[[Row], str] = ""
    width: int = 10
    tip: str = ""
    look: Callable[[Row], Look | None] | None = None
    state: Callable[[Row], State | None] | None = None
    band: Band | None = None
    quiet: bool = False
    bar: Callable[[Row], Picture | None] | None = None
    link: Callable[[Row], bool] | None = None
    marked: bool = False
    strong: Callable[[Row], bool] | None = None

    @property
    def name(self) -> str:
        """The title on one line, for sentences."""
        return self.title.replace("\n", "")

    @property
    def full_name(self) -> str:
        """The name with the period it belongs to, if that is another one than the one worked on."""
        return f"{self.band.text}{self.name}" if self.band is not None and self.band.other else self.name

    @property
    def is_description(self) -> bool:
        """Whether it says what a row is, and is never typed: a name, a unit of measure."""
        return self.write is None and not self.kind.is_numeric

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """Figures to the right, dates and ticks to the middle, texts to the left."""
        if self.kind.is_numeric:
            return _ALIGN_NUMBER
        return _ALIGN_SHORT if self.kind in (Kind.DATE, Kind.YESNO) else _ALIGN_TEXT

    def all_choices(self) -> Choices:
        return self.choices() if callable(self.choices) else self.choices

    def allows_edit(self, row: Row) -> bool:
        return self.write is not None and (self.editable is None or self.editable(row))

    def why_closed(self, row: Row) -> str:
        """Why nothing can be typed in the cell of a row that takes no input."""
        said = self.closed(row) if callable(self.closed) else self.closed
        if said:
            return said
        if self.write is not None:
            return f"这一行的“{self.name}”不能填写"
        return f"“{self.name}”由程序给出，不在这里填写"

    def parse(self, text: str) -> object:
        """Read typed text; raises InputRejected."""
        return parse_typed(
            self.kind, text, self.all_choices() if self.kind is Kind.CHOICE else (), working_year()
        )

    def likely(self, text: str) -> tuple[str, str]:
        """What a refused text was most likely meant to be: as it would be typed, and as it would be shown;
        empty if nobody can say.
        """
        choices = self.all_choices() if self.kind is Kind.CHOICE else ()
        reading = likely_reading(self.kind, text, choices, working_year())
        if not reading:
            return "", ""
        return reading, show_typed(self.kind, self.parse(reading), self.places, choices)

    def shown(self, row: Row) -> str:
        return show_typed(
            self.kind, self.read(row), self.places, self.all_choices() if self.kind is Kind.CHOICE else ()
        )

    def plain(self, row: Row) -> str:
        """The text that is edited and copied."""
        return editable_text(
            self.kind, self.read(row), self.all_choices() if self.kind is Kind.CHOICE else ()
        )

    def sorts_as(self, row: Row) -> tuple[int, object]:
        return sort_key(self.kind, self.read(row), self.all_choices() if self.kind is Kind.CHOICE else ())

    def state_of(self, row: Row) -> State | None:
        return self.state(row) if self.state is not None else None

    def is_link(self, row: Row) -> bool:
        return self.link is not None and self.link(row)

    def look_of(self, row: Row) -> Look | None:
        return self.look(row) if self.look is not None else None


def field_column(
    key: str,
    title: str,
    kind: Kind = Kind.TEXT,
    *,
    width: int,
    choices: Choices | Callable[[], Choices] = (),
    made: Callable[[Any], object] | None = None,
    tip: str = "",
) -> Column[Any]:
    """Return a column that shows a field of the rows, which are values, and changes just that.

    Args:
        key: the name of the field.
        made: what the field is given for what was typed; without it just that.
    """

    def write(row: Any, typed: Any) -> Any:
        return replace(row, **{key: typed if made is None else made(typed)})

    return Column(key, title, attrgetter(key), kind, choices=choices, write=write, width=width, tip=tip)
