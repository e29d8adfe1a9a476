"""A quarter sent up and locked (汇总上报), and taken back (解锁)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...energy.periods import Quarter

LETTER = "报告"
"""The kind of paper under which the letter of a sending up is kept."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """The file that was sent: its own name and the SHA-256 of its bytes as hex."""

    name: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """One sending up of a quarter; ``unlocked_on`` is None while the quarter is locked by it.

    Attributes:
        missing: names of the units that were not approved then, joined; empty if all were.
        file_hash: of the file that was sent, as hex; empty if none was named.
    """

    id: int
    quarter: Quarter
    submitted_on: date
    addressee: str
    signed_by: str = ""
    file_name: str = ""
    file_hash: str = ""
    missing: str = ""
    note: str = ""
    unlocked_on: date | None = None
    unlock_reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.unlocked_on is None


@dataclass(frozen=True, slots=True)
class QuarterSent:
    """How the town sent a quarter up, as it stood on a day.

    Attributes:
        due: the last day on which that is in time; None where the office has set no deadline of its own.
        sendings: those up to the day, oldest first, among them any that was taken back (解锁).
        stands: whether what was sent last was not taken back by the day.
        in_time: whether the quarter was first sent by its due day; None where that is not known: no deadline,
            or no sending registered.
        is_ahead: its due day has not passed and it was not sent yet, so that nothing can be said of it.
    """

    quarter: Quarter
    due: date | None
    sendings: tuple[Submission, ...]
    stands: bool
    in_time: bool | None
    is_ahead: bool

    @property
    def was_repeated(self) -> bool:
        """Whether it was taken back and sent again."""
        return self.stands and len(self.sendings) > 1


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a quarter can be sent up: who is not approved yet, what does not add up, what locks it already.

    Attributes:
        expected, approved: how many units owe a report, and how many of these reports are approved.
        not_approved: the others with their state, e.g. 卫生院（未报）.
        faults: what check C5 found.
    """

    quarter: Quarter
    expected: int
    approved: int
    not_approved: tuple[str, ...]
    faults: tuple[str, ...]
    locked_by: Submission | None = None
