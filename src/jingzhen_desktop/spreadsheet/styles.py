"""The few looks a cell of our own files can have.
Which cell gets which look is decided by each tab's ``sheets``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

FONT = "宋体"


@cache
def NUMBER(places: int) -> Style:  # noqa: N802 - reads like the looks below
    """Return the look of a number with thousands separators and fixed decimals."""
    return replace(TEXT, horizontal="right", number_format=_number_format(places))


@cache
def TOTAL_NUMBER(places: int) -> Style:  # noqa: N802
    """Return the look of a total with thousands separators and fixed decimals."""
    return replace(TOTAL, horizontal="right", number_format=_number_format(places))


def _number_format(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks and whether it may be changed on a protected sheet; sizes in points, fill as RRGGBB.

    Make another look with ``dataclasses.replace(TEXT, horizontal="center")``.
    """

    font: str = FONT
    size: float = 10.5
    bold: bool = False
    horizontal: str = "general"
    vertical: str = "center"
    wrap: bool = True
    border: bool = True
    fill: str = ""
    number_format: str = "General"
    locked: bool = True


TITLE = Style(size=16, bold=True, horizontal="center", border=False)
HEAD = Style(bold=True, horizontal="center", fill="F2F2F2")
LABEL = Style(horizontal="left")
TEXT = Style(horizontal="left")
CENTRED = Style(horizontal="center")
TOTAL = Style(bold=True, horizontal="center", fill="F2F2F2")
NOTE = Style(size=9, horizontal="left", border=False)
PLAIN = Style(horizontal="left", border=False)
INPUT = Style(horizontal="left", fill="FFFBE6", locked=False)
INPUT_NUMBER = replace(INPUT, horizontal="right")
"""Shows a number just as it was typed: rounding it to the eye would hide a surplus decimal."""
