"""What the clerk can say of a foreign sheet, in words and as it is kept: a text means an indicator, a unit, a
column's kind.

The mapping is plain data (JSON): ``labels`` and ``units`` by text, ``columns`` and ``rows`` by index, and the
layout's ``words``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from ...base.text import matching_key
from ...energy.statistics import StatisticalSystem
from ...organisation.values.units import UnitInYear
from ...spreadsheet.limits import column_letters
from ...spreadsheet.reading import Sheet
from ..values.profiles import Profile
from ..values.reports import Amount
from .measures import factor_of, measures_like
from .profiles import SKIP, fingerprint_of, matching_profile, words_of
from .recognition import text_of
from .words import head_label, title_of

Mapping_ = dict[str, dict[str, Any]]
_TITLE = 8
"""Characters from which a text is a title and no label."""
_SECTIONS = ("labels", "units", "columns", "rows")
_KINDS = (
    ("what|quantity", "这一栏是数量"),
    ("what|cost", "这一栏是费用"),
    ("period|now", "这一栏是本季的数"),
    ("period|last_year", "这一栏是上年同期，不导入"),
    (SKIP, "不导入"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said of a layout, for the list: where it is kept, and in words."""

    section: str
    key: str
    text: str


def known_mapping(profile: Profile | None) -> Mapping_:
    """Return what is kept of a layout, to be changed."""
    return {section: dict(profile.mapping.get(section, {})) if profile else {} for section in _SECTIONS}


def meanings(system: StatisticalSystem, units: Sequence[UnitInYear]) -> list[tuple[str, str]]:
    """Return what a cell can be said to be, as (kept word, words for the clerk); the units, which are asked
    for most often, first.
    """
    items = []
    for item in system.items:
        items += [(f"{item.key}|{what}", title_of((item.key, what), system)) for what in Amount]
    return [*((f"unit|{unit.id}", f"单位：{unit.name}") for unit in units), *items, *_KINDS]


def measures_for(meaning: str, system: StatisticalSystem) -> list[str]:
    """Return the units of measure an indicator's figures may be written in; none for other meanings."""
    key, _, rest = meaning.partition("|")
    if not system.has(key):
        return []
    item = system.item(key)
    what = Amount.COST if rest.partition("|")[0] == Amount.COST else Amount.QUANTITY
    return [
        measure
        for measure in measures_like(what.unit(item))
        if factor_of(matching_key(measure), item, what) is not None
    ]


def say(mapping: Mapping_, sheet: Sheet, row: int, column: int, meaning: str, measure: str = "") -> Mapping_:
    """Return the mapping with what a cell means: its text where it has one, else its column."""
    changed = {section: dict(values) for section, values in mapping.items()}
    text = text_of(sheet.cell(row, column))
    key = matching_key(text)
    is_word = bool(key) and not key.replace(".", "", 1).replace(",", "").isdigit()
    head, _, number = meaning.partition("|")
    if head == "unit":
        if is_word:
            changed["units"][key] = int(number)
        return changed
    word = f"{meaning}|{measure}" if measure else meaning
    if is_word:
        changed["labels"][key] = word
    else:
        changed["columns"][str(column)] = word
    return changed


def is_kind(meaning: str) -> bool:
    """True for what can be said of a column as a whole, which needs no text."""
    return meaning in {kind for kind, _ in _KINDS}


def under(profile: Profile, known: Profile) -> Profile:
    """Return a layout to be kept in the place of a known one that is nearly the same, words of both."""
    words = sorted({*profile.mapping["words"], *known.mapping.get("words", ())})
    return replace(profile, fingerprint=known.fingerprint, mapping={**profile.mapping, "words": words})


def unsay(mapping: Mapping_, said: Said) -> Mapping_:
    """Return the mapping without one of the things said."""
    changed = {section: dict(values) for section, values in mapping.items()}
    changed[said.section].pop(said.key, None)
    return changed


def all_said(
    mapping: Mapping[str, Mapping[str, Any]], system: StatisticalSystem, units: Sequence[UnitInYear]
) -> list[Said]:
    """Return everything said, in words."""
    words = dict(meanings(system, units))
    found = []
    for section in _SECTIONS:
        for key, value in mapping.get(section, {}).items():
            meaning = f"unit|{value}" if section == "units" else str(value)
            head, _, measure = meaning.rpartition("|") if meaning.count("|") == 2 else (meaning, "", "")
            where = f"{column_letters(int(key))}列" if section == "columns" else f"“{key}”"
            shown = words.get(head, "已不在名录中的单位" if section == "units" else "此版没有的指标")
            found.append(Said(section, key, f"{where}→{shown}{f'，按{measure}' if measure else ''}"))
    return found


def profile_for(sheet: Sheet, names: frozenset[str], name: str, mapping: Mapping_) -> Profile:
    """Return the layout to be remembered: what was said of it and the words by which it is told."""
    words = words_of(sheet, names)
    return Profile(fingerprint_of(words), name, {**mapping, "words": sorted(words)})


def known_profile(sheet: Sheet, names: frozenset[str], profiles: Sequence[Profile]) -> Profile | None:
    """Return what is remembered of a sheet's layout."""
    return matching_profile(words_of(sheet, names), profiles)


def suggested_name(sheet: Sheet, file_name: str) -> str:
    """Return a name for a layout: the first long text of the sheet, or the file's name."""
    cells = chain.from_iterable(sheet.rows[:5])
    texts = (text_of(cell) for cell in cells if isinstance(cell.value, str) and not head_label(cell.value))
    title = next((text for text in texts if len(text) >= _TITLE), "")
    return (title or file_name.rpartition(".")[0] or file_name)[:40]
