"""Tells a foreign layout by its words, and turns what the clerk once said of it into hints for the reader."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from ...base.text import matching_key
from ...spreadsheet.reading import Sheet
from ..values.profiles import Profile
from ..values.reports import Amount
from .views import Hints
from .words import LAST_YEAR, NAME, NOW, OTHER_PERIOD, REMARK, UNIT, Label

_DIGITS = re.compile(r"\d+")
_MOST_CELLS, _LONGEST = 20_000, 24
"""Texts that are looked at, and characters of one: longer ones are notes and change from sheet to sheet."""
_ALIKE = 0.8
"""Share of words two sheets must have in common to be of one layout;
a filled-in remark or another unit's name changes a few.
"""

SKIP = "skip"
_ROLES = {"name": NAME, "unit": UNIT, SKIP: REMARK}
_PERIODS = {"now": NOW, "last_year": LAST_YEAR, "other": OTHER_PERIOD}


def words_of(sheet: Sheet, names: Collection[str] = ()) -> frozenset[str]:
    """Return the words by which a layout is told: short texts without digits, names of units left out."""
    found: set[str] = set()
    cells = chain.from_iterable(sheet.rows)
    texts = (cell.value for cell in cells if isinstance(cell.value, str))
    for text in islice(texts, _MOST_CELLS + 1):
        key = _DIGITS.sub("", matching_key(text).partition(":")[0])
        if key and len(key) <= _LONGEST and key not in names:
            found.add(key)
    return frozenset(found)


def fingerprint_of(words: Collection[str]) -> str:
    """Return the fingerprint of a layout's words."""
    return hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest()


def matching_profile(words: Collection[str], profiles: Sequence[Profile]) -> Profile | None:
    """Return the remembered layout that is this one: the same words, or nearly;
    the nearest if there are several.
    """
    print_ = fingerprint_of(words)
    best: tuple[float, Profile] | None = None
    for profile in profiles:
        if profile.fingerprint == print_:
            return profile
        known = set(profile.mapping.get("words", ()))
        union = len(known | set(words))
        alike = len(known & set(words)) / union if union else 0.0
        if alike >= _ALIKE and (best is None or alike > best[0]):
            best = (alike, profile)
    return best[1] if best else None


def hints_of(mapping: Mapping[str, Any]) -> Hints:
    """Return the hints a remembered mapping holds; what it does not know any more is left out."""
    return Hints(
        {key: label for key, text in mapping.get("labels", {}).items() if (label := label_of(text))},
        {key: number for key, number in mapping.get("units", {}).items() if isinstance(number, int)},
        {int(key): label for key, text in mapping.get("columns", {}).items() if (label := label_of(text))},
        {int(key): label for key, text in mapping.get("rows", {}).items() if (label := label_of(text))},
    )


def label_of(text: str) -> Label | None:
    """Return the label a mapping's word stands for:
    ``electricity|quantity|万千瓦时``, ``what|cost``, ``period|last_year``, ``skip``.
    """
    head, _, rest = str(text).partition("|")
    second, _, measure = rest.partition("|")
    if head in _ROLES:
        return Label(role=_ROLES[head], not_taken=head == SKIP)
    what = Amount(second) if second in set(Amount) else None
    if head == "what" and what:
        return Label(what=what, measure=measure)
    if head == "period" and second in _PERIODS:
        return Label(period=_PERIODS[second])
    if what:
        return Label(frozenset([(head, what)]), measure=matching_key(measure), told=True)
    return None
