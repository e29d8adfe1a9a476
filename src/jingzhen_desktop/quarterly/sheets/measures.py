"""Units of measure as people write them, and the exact way from one to another. No cells, no forms.

All the ways are powers of ten, so a converted figure is as exact as the one in the file. What would need a
density or a heating value (a ton of petrol, a cubic metre of gas in gigajoules) is no conversion and is
refused by whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from ...base.text import matching_key
from ...energy.statistics import Item
from ..values.reports import Amount

_KINDS: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "power": {
        0: ("千瓦时", "千瓦小时", "度", "kwh", "kw.h", "kw·h", "kw•h", "千瓦·时"),
        3: ("兆瓦时", "mwh"),
        4: ("万千瓦时", "万度", "万kwh"),
    },
    "volume": {
        0: ("立方米", "立方", "方", "m3", "标准立方米", "标立方米", "标方", "nm3"),
        4: ("万立方米", "万立方", "万方", "万m3"),
    },
    "mass": {0: ("吨", "t", "公吨"), -3: ("千克", "公斤", "kg"), 4: ("万吨",)},
    "litre": {0: ("升", "公升", "l"), 3: ("千升",), 4: ("万升",)},
    "heat": {0: ("千焦", "kj"), 3: ("兆焦", "mj"), 6: ("吉焦", "gj", "百万千焦")},
    "coal": {
        0: ("吨标准煤", "吨标煤", "tce", "吨(标准煤)"),
        -3: ("千克标准煤", "公斤标准煤", "千克标煤", "kgce"),
        4: ("万吨标准煤", "万吨标煤"),
    },
    "money": {0: ("元", "人民币元", "圆"), 2: ("百元",), 3: ("千元",), 4: ("万元",)},
    "other": {0: ("平方米", "㎡", "m2", "人", "辆", "个", "千瓦", "kw")},
}


def _by_key() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for kind, powers in _KINDS.items():
        for power, names in powers.items():
            found |= dict.fromkeys(map(matching_key, names), (kind, power))
    return found


_BY_KEY = _by_key()
"""Every spelling, as it is compared → kind and power of ten."""
_INSIDE = re.compile(r"(?:计量)?单位[:为]?(.+)")


@lru_cache(maxsize=2048)
def measure_in(text: str) -> str:
    """Return the unit of measure a text is, as it is compared (``万kwh``); empty if it is none."""
    key = matching_key(text).strip("()[]:,、")
    named = _INSIDE.fullmatch(key)
    key = named[1].strip("()[]") if named else key
    return key if key in _BY_KEY else ""


def is_money(measure: str) -> bool:
    """True for 元, 万元 and their like."""
    return _BY_KEY.get(measure, ("", 0))[0] == "money"


@lru_cache(maxsize=2048)
def factor_of(measure: str, item: Item, what: Amount) -> Decimal | None:
    """Return by what a figure in this unit is multiplied to be in the item's unit (in 元 for a cost); None if
    there is no exact way.

    Water is counted in 立方米, and a ton of it is one.
    """
    stated = _BY_KEY.get(measure)
    wanted = _BY_KEY.get(matching_key(what.unit(item)))
    if stated and item.key == "water" and stated[0] == "mass" and measure in ("吨", "t", "万吨"):
        stated = ("volume", stated[1])
    if stated is None or wanted is None or stated[0] != wanted[0]:
        return None
    return Decimal(1).scaleb(stated[1] - wanted[1])


def measures_like(unit: str) -> tuple[str, ...]:
    """Return the units of measure that convert exactly into one, as they are written, itself first."""
    kind = _BY_KEY.get(matching_key(unit), ("", 0))[0]
    names = chain.from_iterable(texts[:3] for texts in _KINDS.get(kind, {}).values())
    return (unit, *(name for name in names if name != unit))
