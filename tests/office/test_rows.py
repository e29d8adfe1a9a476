"""How a row becomes a value: what each annotation reads, from SQLite's own values and from SQLAlchemy's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Annotated

import pytest

from jingzhen_desktop.base.columns import Added, Column, Lines, Money, Quantity, Tenths
from jingzhen_desktop.office.plain import numbers, tuples, values
from jingzhen_desktop.office.rows import columns_of, store, value_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Level(IntEnum):
    TITLE = 0
    BODY = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Read from the same row; its reason's column has another name."""

    reason: Annotated[str, Column("part_reason")] = ""
    since: Annotated[date | None, Column("part_since")] = None


@dataclass(frozen=True, slots=True)
class Thing:
    id: int
    colour: Colour
    level: Level
    mixed: Colour | None
    day: date
    at: datetime
    done: bool
    area: Quantity | None
    cost: Money
    degrees: Tenths | None
    names: tuple[str, ...]
    ids: tuple[int, ...]
    colours: tuple[Colour, ...]
    lines: Lines
    part: Part
    note: str = ""
    photos: Added[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Lone:
    """A value of one column."""

    area: Quantity | None


@dataclass(frozen=True, slots=True)
class Named:
    """A value whose name no row holds."""

    id: int
    name: Added[str]


ROW: dict[str, object] = {
    "id": 7,
    "colour": "red",
    "level": 3,
    "mixed": "blue",
    "day": "2011-07-01",
    "at": "2011-07-01 08:30:00.000000",
    "done": 1,
    "area": 123456,
    "cost": 1250,
    "degrees": -5,
    "names": "张三、李四",
    "ids": "4、12",
    "colours": "blue、red",
    "lines": " 一、组织 \n\n二、检查",
    "part_reason": "退回",
    "part_since": "2011-06-30",
    "note": "备注",
    "unread": "no field",
}
THING = Thing(
    7,
    Colour.RED,
    Level.BODY,
    Colour.BLUE,
    date(2011, 7, 1),
    datetime(2011, 7, 1, 8, 30),
    True,
    Decimal("12.3456"),
    Decimal("12.50"),
    Decimal("-0.5"),
    ("张三", "李四"),
    (4, 12),
    (Colour.BLUE, Colour.RED),
    ("一、组织", "二、检查"),
    Part("退回", date(2011, 6, 30)),
    "备注",
)


class Record:
    """A row as SQLAlchemy hands it out: an attribute a column."""

    def __init__(self, **columns: object) -> None:
        vars(self).update(columns)


@pytest.fixture
def source() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE thing ({', '.join(ROW)})")
    add(connection)
    yield connection
    connection.close()


def add(connection: sqlite3.Connection, **columns: object) -> None:
    places = ", ".join("?" * len(ROW))
    connection.execute(f"INSERT INTO thing VALUES ({places})", tuple((ROW | columns).values()))


def test_a_stored_row_is_read_by_the_annotations(source: sqlite3.Connection) -> None:
    (found,) = values(source, Thing, "SELECT * FROM thing")
    assert found == THING
    assert type(found.done) is bool
    assert (str(found.area), str(found.cost), str(found.degrees)) == ("12.3456", "12.50", "-0.5")


def test_what_is_null_is_none(source: sqlite3.Connection) -> None:
    add(source, id=8, mixed=None, area=None, degrees=None, part_since=None)
    _, found = values(source, Thing, "SELECT * FROM thing ORDER BY id")
    assert (found.mixed, found.area, found.degrees, found.part.since) == (None, None, None, None)


def test_an_empty_text_is_no_choice_no_name_and_no_line(source: sqlite3.Connection) -> None:
    add(source, id=8, mixed="", names="", ids="", lines="\n")
    _, found = values(source, Thing, "SELECT * FROM thing ORDER BY id")
    assert (found.mixed, found.names, found.ids, found.lines) == (None, (), (), ())


def test_sqlalchemys_row_gives_the_same_value() -> None:
    row = Record(
        id=7,
        colour="red",
        level=3,
        mixed="blue",
        day=date(2011, 7, 1),
        at=datetime(2011, 7, 1, 8, 30),
        done=True,
        area=Decimal("12.3456"),
        cost=Decimal("12.50"),
        degrees=Decimal("-0.5"),
        names=("张三", "李四"),
        ids=("4", "12"),
        colours=("blue", "red"),
        lines=" 一、组织 \n\n二、检查",
        part_reason="退回",
        part_since=date(2011, 6, 30),
        note="备注",
    )
    found = value_of(Thing, row)
    assert found == THING
    assert (type(found.colour), type(found.level)) == (Colour, Level)


def test_a_value_says_what_its_row_holds() -> None:
    assert columns_of(THING) == {
        "colour": "red",
        "level": 3,
        "mixed": "blue",
        "day": date(2011, 7, 1),
        "at": datetime(2011, 7, 1, 8, 30),
        "done": True,
        "area": Decimal("12.3456"),
        "cost": Decimal("12.50"),
        "degrees": Decimal("-0.5"),
        "names": ("张三", "李四"),
        "ids": ("4", "12"),
        "colours": ("blue", "red"),
        "lines": "一、组织\n二、检查",
        "part_reason": "退回",
        "part_since": date(2011, 6, 30),
        "note": "备注",
    }
    assert type(columns_of(THING)["colour"]) is str


def test_a_value_is_written_into_its_row_but_for_its_id_and_what_was_added() -> None:
    row = Record(id=1, other="stays")
    store(row, replace(THING, photos=("照片",)))
    assert (row.id, row.other, row.note, hasattr(row, "photos")) == (1, "stays", "备注", False)
    assert value_of(Thing, row) == replace(THING, id=1)


def test_a_value_of_one_column_is_read() -> None:
    assert value_of(Lone, Record(area=Decimal(3))) == Lone(Decimal(3))


def test_what_is_added_is_not_looked_for_in_the_row(source: sqlite3.Connection) -> None:
    (found,) = values(source, Thing, "SELECT * FROM thing", photos=("照片",), note="另记")
    assert (found.photos, found.note) == (("照片",), "另记")
    assert value_of(Named, Record(id=1), name="镇政府") == Named(1, "镇政府")


def test_what_must_be_added_is_asked_for(source: sqlite3.Connection) -> None:
    with pytest.raises(TypeError, match=r"Named\.name is not in the row and has to be added"):
        values(source, Named, "SELECT id, 'x' AS name FROM thing")


def test_a_column_that_is_missing_is_named(source: sqlite3.Connection) -> None:
    with pytest.raises(LookupError, match=r"Part\.reason: the row has no column part_reason, only area, id"):
        values(source, Part, "SELECT area, id FROM thing")
    with pytest.raises(AttributeError, match="part_reason"):
        value_of(Part, Record(part_since=None))


def test_a_type_that_does_not_say_how_it_is_stored_is_refused(source: sqlite3.Connection) -> None:
    @dataclass(frozen=True)
    class Bare:
        area: Decimal

    @dataclass(frozen=True)
    class Nested:
        area: Mapping[str, int]

    for kind in (Bare, Nested):
        with pytest.raises(TypeError, match=rf"{kind.__name__}\.area: .* does not say how it is stored"):
            values(source, kind, "SELECT area FROM thing")


def test_a_word_that_is_no_choice_is_refused(source: sqlite3.Connection) -> None:
    add(source, colour="green")
    with pytest.raises(ValueError, match="green"):
        values(source, Thing, "SELECT * FROM thing")


def test_a_collection_stands_for_a_list_in_the_statement(source: sqlite3.Connection) -> None:
    for number in (8, 9, 10):
        add(source, id=number)
    some = "SELECT id FROM thing WHERE id > ? AND id IN (*) AND colour IN (*) AND id < ? ORDER BY id"
    assert numbers(source, some, (7, [7, 8, 10], {"red"}, 11)) == [8, 10]
    assert numbers(source, some, (7, [], {"red"}, 11)) == []
    assert tuples(source, "SELECT count(*) FROM thing WHERE note IN (*)", (("备注",),)) == [(4,)]
    assert tuples(source, "SELECT count(*) FROM thing WHERE id = :id", {"id": 9}) == [(1,)]
