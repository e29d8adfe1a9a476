"""What was changed is found by comparing two values, and carried over to what is stored by now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.base.differences import carried, differing, fields_of


@dataclass(frozen=True, slots=True)
class Room:
    name: str
    seats: int | None = None
    warm: bool = False


HALL = Room("大厅", 40)


def test_only_the_fields_that_differ_are_named_in_their_order() -> None:
    assert differing(HALL, replace(HALL, warm=True, name="礼堂")) == {"name": "礼堂", "warm": True}
    assert differing(HALL, replace(HALL, seats=40)) == {}
    assert differing(HALL, replace(HALL, seats=None)) == {"seats": None}


def test_what_another_changed_meanwhile_stays() -> None:
    stored = replace(HALL, seats=50)
    assert carried(stored, HALL, replace(HALL, warm=True)) == Room("大厅", 50, warm=True)


def test_the_fields_of_several_changes_are_named_once() -> None:
    changes = [(HALL, replace(HALL, warm=True)), (HALL, replace(HALL, seats=1, warm=True))]
    assert fields_of(changes) == ["warm", "seats"]


rooms = st.builds(Room, st.text(max_size=2), st.none() | st.integers(0, 2), st.booleans())


@given(rooms, rooms)
def test_what_is_carried_to_the_old_value_is_the_new_one(old: Room, new: Room) -> None:
    assert carried(old, old, new) == new
    assert carried(new, old, new) == new
