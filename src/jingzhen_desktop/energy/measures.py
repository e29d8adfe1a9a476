"""Units of measure as people write them, by the table in ``resources/measures``. No forms, no cells.

Every text that stands in the place of a unit is either blank, known, known to have no exact way (瓶, 元/千瓦时),
or not understood: nobody may take the last two for “nothing written”.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import chain

from ..base.resources import resource
from ..base.text import matching_key

_DOTS = re.compile(r"[·•・⋅‧∙*×^](?=[\w])|(?<=[a-z])[.\-](?=[a-z])")
_BEFORE = re.compile(r"(?:计量)?单位[:为是]?")
_BRACKETED = re.compile(r"(.+?)\((.+)\)")
_OR = re.compile(r"或者?|[、,;或]")
_AROUND = "()[]{}:,、。;"
_PER_CENT = frozenset("%‰")
RATIO = "是单价或比率，不是数量"
"""Why what is written per something is no unit of a figure."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure: of which kind, and how many of the kind's base unit it is."""

    kind: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class ReadMeasure:
    """What a text in the place of a unit says.

    Attributes:
        known: the unit, or several spellings of it (万千瓦时（万度）); empty if it is none that converts.
        why_not: why there is no exact way, where that is known.
    """

    text: str
    known: tuple[Measure, ...] = ()
    why_not: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text

    @property
    def is_understood(self) -> bool:
        """True for a unit and for what is known to be none; False for blanks and for what nobody knows."""
        return bool(self.known or self.why_not)

    @property
    def is_money(self) -> bool:
        return bool(self.known) and all(measure.kind == "money" for measure in self.known)


@dataclass(frozen=True, slots=True)
class _Table:
    units: Mapping[str, Measure]
    names: Mapping[str, tuple[str, ...]]
    """By kind the usual spellings, as they are written."""
    prefixes: Mapping[str, int]
    inexact: frozenset[str]
    between: Mapping[str, Mapping[str, Fraction]]
    remarks: frozenset[str]


@lru_cache(maxsize=4096)
def read_measure(text: str) -> ReadMeasure:
    """Read a text that stands in the place of a unit of measure."""
    key = _key(text)
    if not key:
        return ReadMeasure("")
    if measure := _unit(key):
        return ReadMeasure(key, (measure,))
    if key in _PER_CENT or key.startswith("每"):
        return ReadMeasure(key, (), RATIO)
    if "/" in key:
        return _with_slash(key)
    if several := _several(key):
        return several
    bare = _without_prefix(key)
    if bare in _table().inexact:
        return ReadMeasure(key, (), f"每{bare}是多少不固定")
    return ReadMeasure(key)


def factor_into(read: ReadMeasure, unit: str, of: str = "") -> Fraction | None:
    """Return by what a figure in a unit is multiplied to be in ``unit``; None if there is no exact way.

    Args:
        of: key of the item that is counted; some ways are exact for one item only (a ton of water).
    """
    wanted = _unit(_key(unit))
    if wanted is None or not read.known:
        return None
    factors = {_between(measure, wanted, of) for measure in read.known}
    return factors.pop() if len(factors) == 1 else None


def spellings_like(unit: str) -> tuple[str, ...]:
    """Return how units of the kind of one are usually written, itself first."""
    wanted = _unit(_key(unit))
    names = _table().names.get(wanted.kind, ()) if wanted else ()
    return (unit, *(name for name in names if name != unit))


def _key(text: str) -> str:
    key = _DOTS.sub("", matching_key(text)).strip(_AROUND.replace("(", "").replace(")", ""))
    key = _BEFORE.sub("", key, count=1) if _BEFORE.match(key) and not _unit(key) else key
    while key.startswith("(") and key.endswith(")") and key.find(")") == len(key) - 1:
        key = key[1:-1]
    return key.strip(":,、。;")


def _between(measure: Measure, wanted: Measure, of: str) -> Fraction | None:
    if measure.kind == wanted.kind:
        return measure.factor / wanted.factor
    way = _table().between.get(of, {}).get(measure.kind)
    return None if way is None else measure.factor * way / wanted.factor


def _with_slash(key: str) -> ReadMeasure:
    """Read 度/千瓦时, two spellings of one unit, or 元/千瓦时, a price."""
    parts = [_unit(part) for part in key.split("/")]
    if all(parts) and len({part for part in parts if part}) == 1:
        return ReadMeasure(key, tuple(part for part in parts if part))
    return ReadMeasure(key, (), RATIO) if parts[0] or key[0] in _PER_CENT else ReadMeasure(key)


def _several(key: str) -> ReadMeasure | None:
    """Read 万千瓦时(万度), 立方米或吨; all of them must be units, or a remark that changes nothing."""
    found = _BRACKETED.fullmatch(key)
    parts = [found[1], found[2]] if found else _OR.split(key)
    if len(parts) < 2:
        return None
    if found and parts[1] in _table().remarks:
        parts = parts[:1]
    units = [_unit(part) for part in parts]
    known = tuple(unit for unit in units if unit)
    return ReadMeasure(key, known) if len(known) == len(parts) else None


def _unit(key: str) -> Measure | None:
    table = _table()
    if found := table.units.get(key):
        return found
    for prefix, times in table.prefixes.items():
        rest = table.units.get(key[len(prefix) :]) if key.startswith(prefix) else None
        if rest is not None:
            return Measure(rest.kind, rest.factor * times)
    return None


def _without_prefix(key: str) -> str:
    prefix = next((one for one in _table().prefixes if key.startswith(one)), "")
    return key.removeprefix(prefix)


@cache
def _table() -> _Table:
    data = tomllib.loads(resource("measures", "units.toml").read_text("utf-8"))
    units: dict[str, Measure] = {}
    names: dict[str, tuple[str, ...]] = {}
    for kind, factors in data["kind"].items():
        for factor, spellings in factors.items():
            units |= dict.fromkeys(map(_plain, spellings), Measure(kind, Fraction(factor)))
        names[kind] = tuple(chain.from_iterable(spellings[:3] for spellings in factors.values()))
    prefixes = sorted(data["prefix"].items(), key=lambda pair: -len(pair[0]))
    between = {item: _fractions(ways) for item, ways in data["exact_between"].items()}
    return _Table(
        units,
        names,
        dict(prefixes),
        frozenset(map(_plain, data["inexact"]["names"])),
        between,
        frozenset(map(_plain, data["remarks"]["names"])),
    )


def _fractions(ways: Mapping[str, str]) -> dict[str, Fraction]:
    return {kind: Fraction(factor) for kind, factor in ways.items()}


def _plain(spelling: str) -> str:
    return _DOTS.sub("", matching_key(spelling))
