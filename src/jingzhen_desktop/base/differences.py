"""What the clerk changed: a value as it was and as it should be, and in which fields the two differ.

Every verb that changes a record takes these two. What a field is called, and whether the change may be,
the verb says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Value = TypeVar("Value", bound="DataclassInstance")

Change: TypeAlias = tuple[Value, Value]
"""A value before and after."""


def differing(old: Value, new: Value) -> dict[str, Any]:
    """Return the fields in which two values differ, as they are declared one after the other, with what they
    hold now.
    """
    names = [field.name for field in fields(old)]
    return {name: getattr(new, name) for name in names if getattr(new, name) != getattr(old, name)}


def carried(stored: Value, old: Value, new: Value) -> Value:
    """Return what is stored with what was changed from old to new; everything else stays as it is stored."""
    return replace(stored, **differing(old, new))


def fields_of(changes: Iterable[Change[Value]]) -> list[str]:
    """Return the names of the fields that some changes touch, each once."""
    names: dict[str, object] = {}
    for old, new in changes:
        names |= differing(old, new)
    return list(names)
