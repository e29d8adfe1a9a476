"""A quarter sent up and locked (汇总上报), and taken back (解锁)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...energy.periods import Quarter


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
