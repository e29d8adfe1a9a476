"""What the clerk has answered for beside a report's figures: a doubt about how a form was read, zeros put in
for the unit, a figure corrected by hand; each with who confirmed it and when.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ConfirmationKind(StrEnum):
    """What was confirmed. The values are those that files hold."""

    READING = "reading"
    ZEROS = "zeros"
    CORRECTION = "correction"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    ConfirmationKind.READING: "识别结果确认",
    ConfirmationKind.ZEROS: "其余填0",
    ConfirmationKind.CORRECTION: "手工更正",
}


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One thing that was confirmed.

    Attributes:
        place: file, sheet and cell, or what of the report it is about.
        text: the question that was answered, or what was put in.
        confirmed_by: 据谁确认; empty where the clerk decided alone.
    """

    kind: ConfirmationKind
    place: str
    text: str
    confirmed_on: date
    confirmed_by: str = ""
    source_name: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure or a line of a form that the clerk put right by hand before it was stored.

    Attributes:
        place: file, sheet and cell, as far as the form has a cell for it.
        text: what the file says, and what is stored in its place.
    """

    place: str
    text: str
