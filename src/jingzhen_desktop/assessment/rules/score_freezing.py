"""Grounds as they are kept once scores lie with the units: they must not move when a record is changed
later.
Pure.
"""

from __future__ import annotations

from ...base.place import Place
from ..values.scores import Found, Ground

_MARKS: dict[bool | None, str] = {True: "+", False: "-", None: "·"}
_MEANT = {mark: good for good, mark in _MARKS.items()}
_NOTE, _LACKING = "=", "!"


def frozen(found: Found) -> str:
    """Write grounds as a text: a line for each, what is said beside the points first."""
    lines = [f"{_NOTE}{_line(found.note)}"] if found.note else []
    lines += [f"{_LACKING}{_line(found.lacking)}"] if found.lacking else []
    for one in found.grounds:
        lines.append(f"{_MARKS[one.good]}{one.place or ''}\t{_line(one.text)}")
    return "\n".join(lines)


def thawed(text: str) -> Found:
    """Read what ``frozen`` wrote."""
    note = lacking = ""
    grounds = []
    for line in text.split("\n") if text else []:
        mark, rest = line[0], line[1:]
        if mark == _NOTE:
            note = rest
        elif mark == _LACKING:
            lacking = rest
        else:
            place, _, words = rest.partition("\t")
            grounds.append(Ground(words, _MEANT[mark], Place.parse(place)))
    return Found(tuple(grounds), lacking=lacking, note=note)


def _line(text: str) -> str:
    return " ".join(text.split())
