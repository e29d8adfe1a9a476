"""The address of a record in the program: every link, reminder and journal line uses it.

Its text stands in office files that are never changed: in the journal, beside issued papers and in the final
versions of a summary. Only this module writes and reads that text, and every form it ever had stays.
What a tab does with an address is the tab's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

QUARTER = "quarter"
"""Kind: a quarter of the year, or with an id one unit's report in it."""
VERSION = "version"
"""Kind: with a number a final version of the paper with this id; without one the version with this id."""
REPORT = "report"
"""Kind: what is reported up to a day."""

_YEAR = r"(?P<year>[1-9][0-9]{3})"
_FORMS = (
    re.compile(rf"{_YEAR}Q(?P<number>[1-4])"),
    re.compile(rf"{_YEAR}(?P<kind>[^\x00-\x7f]+)"),
    re.compile(rf"(?P<kind>{VERSION})(?P<number>[1-9][0-9]*)"),
    re.compile(rf"(?P<kind>[a-z]+){_YEAR}?(?::(?P<field>[a-z_]+))?"),
)
"""How kind, year, number and field stand in one word:
2011Q3, 2011年度, version3, unit2011:floor_area. Any other word is a kind.
"""

_DAY = re.compile(r"[0-9]{8}")


@dataclass(frozen=True, slots=True)
class Place:
    """A record's address (位置): ``parse`` reads what ``str`` writes.

    tab: key of the tab.
    kind: what is shown: the name of a kind of record, of an annual paper or of a setting;
        "" is the tab itself.
    id: the record's number; None is all of the kind.
    year: the year it is shown in; None where the record alone says it.
    number: which quarter of the year, or which version of the paper.
    field: name of the field of the record.
    day: the day a report reaches to.
    """

    tab: str
    kind: str = ""
    id: int | None = None
    year: int | None = None
    number: int | None = None
    field: str = ""
    day: date | None = None

    def __post_init__(self) -> None:
        if _read(self.kind) != (self.kind, None, None, ""):
            raise ValueError(f"{self.kind} holds what has a field of its own")

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read what ``str`` wrote; None for an empty text."""
        tab, _, rest = text.partition("/")
        word, _, record = rest.rpartition("/")
        if not tab:
            return None
        kind, year, number, field = _read(word)
        if kind == REPORT and (day := _day(record)):
            return cls(tab, kind, day=day)
        return cls(tab, kind, int(record) if record else None, year, number, field)

    def __str__(self) -> str:
        record = "" if self.id is None else str(self.id)
        return f"{self.tab}/{self._word()}/{self.day.isoformat().replace('-', '') if self.day else record}"

    def _word(self) -> str:
        """Kind, year, number and field as they are stored."""
        year = "" if self.year is None else str(self.year)
        if self.kind == QUARTER and self.number is not None:
            return f"{year}Q{self.number}"
        if not self.kind.isascii():
            return year + self.kind
        which = year if self.number is None else str(self.number)
        return self.kind + which + (f":{self.field}" if self.field else "")


def _read(word: str) -> tuple[str, int | None, int | None, str]:
    """Return the kind, year, number and field that stand in a word."""
    for form in _FORMS:
        if found := form.fullmatch(word):
            parts = found.groupdict()
            year, number = _number(parts.get("year")), _number(parts.get("number"))
            return parts.get("kind", QUARTER), year, number, parts.get("field") or ""
    return word, None, None, ""


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _day(digits: str) -> date | None:
    """Read 20111231; None for any other number."""
    try:
        return date.fromisoformat(digits) if _DAY.fullmatch(digits) else None
    except ValueError:
        return None
