"""From a row to a value and back: the one reader, driven by the value's dataclass and its annotations.

It reads the rows of sqlite3 (``plain``), which hold what SQLite stores, and those of SQLAlchemy, which hold
dates, flags, decimals and names already. A field of a value is the column of its name, and a field that is a
value itself is read from the same row; what else an annotation may say: ``base.columns``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter, itemgetter
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from ..base.columns import Column, Mark, Places
from ..base.text import lines_of

Value = TypeVar("Value")
Read: TypeAlias = "Callable[[Any], Any]"
"""Turns what a row holds, never None, into what the field means."""
Make: TypeAlias = "Callable[[Sequence[Any], Mapping[str, object]], Any]"
"""Makes a value, or one field of it, of a row and of what is added to the row."""

SEPARATOR = "、"
"""Between the names that one column holds."""


def value_of(kind: type[Value], row: object, **added: object) -> Value:
    """Return the value of a row of SQLAlchemy: of a mapped record, or of what a ``select`` of columns gives.

    Args:
        added: the fields that are not read from the row.

    Raises:
        AttributeError: the row lacks a column.
        TypeError: a field has to be added.
    """
    of_kind: type = kind
    pick, make = _attributes(of_kind, frozenset(added))
    value: Value = make(pick(row), added)
    return value


def columns_of(value: object) -> dict[str, Any]:
    """Return by column what the row of a value holds, as SQLAlchemy takes it: neither the id, which is the
    row's own, nor what a query has added.
    """
    found: dict[str, Any] = {}
    kind: type = type(value)
    for field in _described(kind):
        held = getattr(value, field.name)
        if field.is_value:
            found |= columns_of(held)
        elif field.is_column and field.column != "id":
            found[field.column] = _held(field, held)
    return found


def store(record: object, value: object) -> None:
    """Write a value into its row."""
    for column, held in columns_of(value).items():
        setattr(record, column, held)


@cache
def value_maker(
    kind: type, titles: tuple[str, ...], added: frozenset[str] = frozenset(), *, stored: bool = True
) -> Make:
    """Return what makes a value of a tuple whose columns have some titles (of two alike the first counts).

    Args:
        added: the fields that are not read from the row.
        stored: the row holds what SQLite stores.

    Raises:
        LookupError: the row lacks a column.
        TypeError: a field has to be added, or its annotation does not say how it is stored.
    """
    positions: list[int] = []
    reads: list[tuple[int, Read]] = []
    others: list[tuple[int, Make]] = []
    for at, field in enumerate(_described(kind)):
        in_row = field.is_column and field.name not in added and field.column in titles
        positions.append(titles.index(field.column) if in_row else 0)
        if not in_row:
            others.append((at, _elsewhere(field, titles, added, stored=stored)))
        elif read := _reader(field, stored=stored):
            reads.append((at, read))
    pick = _tuple_of(itemgetter, positions)

    def make(row: Sequence[Any], more: Mapping[str, object]) -> Any:
        values = list(pick(row))
        for at, read in reads:
            if values[at] is not None:
                values[at] = read(values[at])
        for at, other in others:
            values[at] = other(row, more)
        return kind(*values)

    return make


@dataclass(frozen=True, slots=True)
class _Described:
    """A field of a value as its annotation describes it.

    Attributes:
        title: for messages.
        type: without None and without marks.
        optional: it may be None.
        is_value: it is a value of the same row.
    """

    title: str
    name: str
    column: str
    type: Any
    optional: bool
    is_added: bool
    is_value: bool
    marks: tuple[object, ...]
    default: object

    @property
    def is_column(self) -> bool:
        return not (self.is_added or self.is_value)


class _Members(dict[Any, Enum]):
    """The members of an enum by value: asking the enum itself takes longer than all else of a row."""

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__({member.value: member for member in kind})
        self._kind = kind

    def __missing__(self, value: object) -> Enum:
        return self._kind(value)


@cache
def _described(kind: type) -> tuple[_Described, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_describe(kind, field, hints[field.name]) for field in fields(kind))


def _describe(kind: type, field: Field[Any], hint: Any) -> _Described:
    bare, optional, marks = _bare(hint)
    columns = [mark.name for mark in marks if isinstance(mark, Column)]
    return _Described(
        title=f"{kind.__name__}.{field.name}",
        name=field.name,
        column=columns[0] if columns else field.name,
        type=bare,
        optional=optional,
        is_added=Mark.ADDED in marks,
        is_value=is_dataclass(bare) and Mark.ADDED not in marks,
        marks=marks,
        default=field.default,
    )


def _bare(hint: Any) -> tuple[Any, bool, tuple[object, ...]]:
    """Return an annotation without None and marks, whether it has None, and its marks."""
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        bare, optional, more = _bare(inner)
        return bare, optional, (*marks, *more)
    kept = [one for one in get_args(hint) if one is not NoneType]
    if get_origin(hint) in (Union, UnionType) and len(kept) == 1:
        bare, _, marks_inside = _bare(kept[0])
        return bare, True, marks_inside
    return hint, False, ()


@cache
def _attributes(kind: type, added: frozenset[str]) -> tuple[Callable[[object], Sequence[Any]], Make]:
    columns = tuple(dict.fromkeys(_columns(kind, added)))
    return _tuple_of(attrgetter, columns), value_maker(kind, columns, added, stored=False)


def _columns(kind: type, added: frozenset[str] = frozenset()) -> Iterator[str]:
    for field in _described(kind):
        if field.is_value and field.name not in added:
            yield from _columns(field.type)
        elif field.is_column and field.name not in added:
            yield field.column


def _tuple_of(getter: Callable[..., Any], names: Sequence[Any]) -> Callable[[Any], Sequence[Any]]:
    """Return what gets some things of a row, as a tuple even if it is one."""
    if len(names) != 1:
        several: Callable[[Any], Sequence[Any]] = getter(*names)
        return several
    one = getter(*names)
    return lambda row: (one(row),)


def _held(field: _Described, held: Any) -> Any:
    """What a row holds of a field."""
    if isinstance(held, Enum):
        return held.value
    if Mark.LINES in field.marks:
        return "\n".join(held)
    if isinstance(held, tuple):
        return tuple(str(one.value if isinstance(one, Enum) else one) for one in held)
    return held


def _elsewhere(field: _Described, titles: tuple[str, ...], added: frozenset[str], *, stored: bool) -> Make:
    """How a field is made that is not a column of the row."""
    if field.name in added:
        return lambda _row, more: more[field.name]
    if field.is_added and field.default is not MISSING:
        return lambda _row, _more: field.default
    if field.is_added:
        raise TypeError(f"{field.title} is not in the row and has to be added")
    if field.is_value:
        return value_maker(field.type, titles, stored=stored)
    raise LookupError(f"{field.title}: the row has no column {field.column}, only {', '.join(titles)}")


def _reader(field: _Described, *, stored: bool) -> Read | None:
    """How the values of a field's column are read; None if they are what the row holds."""
    if Mark.LINES in field.marks:
        return lines_of
    if get_origin(field.type) is tuple:
        return _names(get_args(field.type)[0], stored=stored)
    if isinstance(field.type, type) and issubclass(field.type, Enum):
        return _choice(field.type) if field.optional else _Members(field.type).__getitem__
    if not stored or field.type in (int, str, bytes):
        return None
    if field.type in _STORED_AS:
        return _STORED_AS[field.type]
    places = [mark for mark in field.marks if isinstance(mark, Places)]
    if field.type is Decimal and places:
        return places[0].read
    raise TypeError(f"{field.title}: {field.type} does not say how it is stored")


_STORED_AS: dict[type, Read] = {bool: bool, date: date.fromisoformat, datetime: datetime.fromisoformat}


def _choice(kind: type[Enum]) -> Read:
    """What may be open is also open where an empty text is stored."""
    members = _Members(kind)
    return lambda text: members[text] if text != "" else None


def _names(kind: type, *, stored: bool) -> Read | None:
    split = names if stored else tuple
    return split if kind is str else lambda held: tuple(map(kind, split(held)))


def names(text: str) -> tuple[str, ...]:
    """Return the names that one column holds."""
    return tuple(text.split(SEPARATOR)) if text else ()
