"""Which step undo and redo would take back, derived from the kinds of the journaled steps alone.
Taking back: ``undo``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from .plain import values

if TYPE_CHECKING:
    from .plain import Source

_NEWEST = "SELECT * FROM journal_step WHERE id < ifnull(?, 1 << 62) ORDER BY id DESC LIMIT 1"


class StepKind(StrEnum):
    """What a step is to undo and redo."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    END = "end"
    """Nothing up to and including this step can be undone."""


@dataclass(frozen=True, slots=True)
class StoredStep:
    """A step as the journal holds it; ``reverses`` is the step an undo or redo takes back."""

    id: int
    at: datetime
    label: str
    place: str
    kind: str
    reverses: int | None


def step_to_undo(source: Source, before: int | None = None) -> StoredStep | None:
    """Return the step that undo would take back, as things stand or stood before a step;
    None if there is none.
    """
    step = _step_in_force(source, before)
    return None if step is None or step.kind == StepKind.END else step


def step_to_redo(source: Source, before: int | None = None) -> StoredStep | None:
    """Return the undo that redo would take back, as things stand or stood before a step;
    None if there is none.
    """
    step = _newest(source, before)
    while step is not None and step.kind == StepKind.REDO:
        step = _newest(source, step.reverses)
    return step if step is not None and step.kind == StepKind.UNDO else None


def why_no_undo(source: Source) -> str:
    """Return the sentence that says why nothing can be undone; empty if something can."""
    step = _step_in_force(source)
    if step is None:
        return "还没有可以撤销的步骤。"
    return f"已{step.label}，不能撤销之前的步骤。" if step.kind == StepKind.END else ""


def _newest(source: Source, before: int | None = None) -> StoredStep | None:
    found = values(source, StoredStep, _NEWEST, (before,))
    return found[0] if found else None


def _step_in_force(source: Source, before: int | None = None) -> StoredStep | None:
    """Return the newest step whose effect stands:
    after an undo of a step, that is the one in force before that step.
    """
    step = _newest(source, before)
    while step is not None and step.kind == StepKind.UNDO:
        step = _newest(source, step.reverses)
    return step
