"""Units of measure that are said once for a whole table: 单位：万元、万千瓦时 above it, （万元、万千瓦时） at the end of
its title, 注：电量单位为万千瓦时 below it. What mentions one without saying clearly what it holds for is kept too,
for a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...base.text import matching_key
from ...energy.statistics import Item
from ...spreadsheet.reading import Sheet
from ..values.reports import Amount
from .measures import factor_of, is_money, is_no_unit, measure_in
from .recognition import Spot
from .words import read_label

_CLAUSES = re.compile(r"[，,；;。\n、]+")
_STATES = re.compile(
    r"(?:计量)?单位(?:[:：]|为|是|均|一律|统一|用|按|以)|以.{1,10}?为(?:计量)?单位|按.{1,8}?(?:计算|计|填报|填写)"
)
_CLAUSE = re.compile(
    r"(?:注\d*:|备注:|说明:|附注:|\(?\d+[.、)])*(?:其中|表中|本表|以上)*(?P<subject>.*?)的?(?:数据|数值)?"
    r"(?:(?:计量)?单位)?(?:均|都|一律|统一|全部)*(?:以|按|为|是|用|:|-|—|\()*"
    r"(?P<measure>[^:为是以按用()\-—]+(?:\([^()]*\))?)\)?(?:为(?:计量)?单位|来?计算|计|填报|填写|统计)?"
)
_PIECES = re.compile(r"[、,，;；/\s]+")
_TITLE_END = re.compile(r"[(（]([^()（）]+)[)）]\s*$")
_MENTION = re.compile(
    r"(?<![\d.])(?:十|百|千|万|十万|百万|千万|亿)(?:元|千瓦时|千瓦小时|度|kwh|立方米|立方|方|吨|升|公斤|千克|m3)|兆瓦时|mwh"
)
_DENIED = re.compile(r"不填|不要|不得|不用|勿|不按|不以|避免|不含|非")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class GeneralMeasure:
    """One unit of measure said for a table: for which items (all if none are named), for which figures."""

    measure: str
    spot: Spot
    items: frozenset[str] = frozenset()
    what: Amount | None = None

    def holds_for(self, item: Item, what: Amount) -> bool:
        """Whether a figure of a row may be meant."""
        if self.items and item.key not in self.items and item.part_of not in self.items:
            return False
        if self.what not in (None, what) or is_money(self.measure) is not (what is Amount.COST):
            return False
        return bool(self.items) or self.what is not None or factor_of(self.measure, item, what) is not None


@dataclass(frozen=True, slots=True)
class General:
    """What is said of units of measure outside the table.

    Attributes:
        unknown: cells that say a unit nobody knows.
        mentioned: cells that mention a larger unit without saying that it holds.
    """

    said: tuple[GeneralMeasure, ...] = ()
    unknown: tuple[Spot, ...] = ()
    mentioned: tuple[Spot, ...] = ()

    def for_figure(self, item: Item, what: Amount) -> list[GeneralMeasure]:
        """Return what was said for a figure of a row, the more exact first."""
        holding = [one for one in self.said if one.holds_for(item, what)]
        return sorted(holding, key=lambda one: not (one.items or one.what))


def general_measures(sheet: Sheet, rows: Iterable[int]) -> General:
    """Return the units of measure said in some rows of a sheet, for the table between or below them."""
    said: list[GeneralMeasure] = []
    unknown: list[Spot] = []
    mentioned: list[Spot] = []
    for row in rows:
        for column, cell in enumerate(sheet.rows[row] if 0 <= row < len(sheet.rows) else ()):
            if not isinstance(cell.value, str) or len(cell.value) > _LONGEST:
                continue
            spot = Spot(cell, row, column)
            found = list(_said_in(spot))
            said += found
            if any(is_no_unit(one.measure) for one in found) or _says_unknown(spot):
                unknown.append(spot)
            elif not found and not read_label(cell.value).says_something and _mentions(cell.value):
                mentioned.append(spot)
    return General(tuple(said), tuple(unknown), tuple(mentioned))


def _said_in(spot: Spot) -> Iterator[GeneralMeasure]:
    text = str(spot.cell.value)
    if _STATES.search(text):
        yield from _statements(spot, text)
    elif end := _TITLE_END.search(text):
        pieces = [piece for piece in _PIECES.split(re.sub(r"^单位[:：]?", "", end[1])) if piece]
        if all(map(measure_in, pieces)) and not read_label(text).targets:
            for piece in pieces:
                yield GeneralMeasure(measure_in(piece), spot)


def _statements(spot: Spot, text: str) -> Iterator[GeneralMeasure]:
    for clause in _clauses(text):
        if measure := measure_in(clause):
            yield GeneralMeasure(measure, spot)
            continue
        found = _CLAUSE.fullmatch(matching_key(clause))
        measure = measure_in(found["measure"]) if found and not _DENIED.search(clause) else ""
        if found and measure:
            items, what = _subject(found["subject"])
            yield GeneralMeasure(measure, spot, items, what)


def _clauses(text: str) -> list[str]:
    """Return the clauses of a text; blanks divide them where each piece is one: 单位：万元 万千瓦时."""
    clauses: list[str] = []
    for clause in _CLAUSES.split(text):
        parts = clause.split()
        last = [measure_in(part.replace("：", ":").rpartition(":")[2]) for part in parts]
        clauses += parts if len(parts) > 1 and all(last[1:]) else [clause]
    return [clause for clause in clauses if clause.strip()]


def _subject(text: str) -> tuple[frozenset[str], Amount | None]:
    """Return which items and which figures 电量, 费用 or 水费 mean; nothing for a subject that says neither."""
    key = text.strip("(:-—的")
    label = read_label(key) if key else None
    if label is None:
        return frozenset(), None
    if label.targets:
        amounts = {what for _, what in label.targets}
        return frozenset(item for item, _ in label.targets), amounts.pop() if len(amounts) == 1 else None
    return frozenset(), label.what


def _says_unknown(spot: Spot) -> bool:
    """True for 计量单位：箱子, for 单位：千瓦时、箱子, and for 单位：万 that names neither a unit of measure nor an
    institution.
    """
    label, colon, rest = matching_key(spot.text).strip("()").partition(":")
    if not colon or not rest or label not in ("单位", "计量单位"):
        return False
    pieces = [piece for piece in _PIECES.split(rest) if piece]
    known = [bool(measure_in(piece) or measure_in(re.split(r"[:\-—]", piece)[-1])) for piece in pieces]
    if label == "计量单位":
        return not all(known) and not any(measure_in(rest) for _ in known)
    return rest in _BARE_MULTIPLIERS or (any(known) and not all(known))


_BARE_MULTIPLIERS = frozenset({"万", "千", "百", "亿", "十万", "百万"})


def _mentions(text: str) -> bool:
    key = matching_key(text)
    return bool(_MENTION.search(key)) and not _DENIED.search(key)
