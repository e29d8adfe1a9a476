"""Which unit of the register a text means, and how sure that is. Texts and units in, values out.

Sure are the exact name, the short name, the name with or without the town's own name before it, and a name
with （盖章） behind it. A name that only stands *inside* a longer text is sure if the rest says nothing of its
own (2024年三季度能源统计表); else it is somebody else's until the clerk says so (临水镇中心小学附属幼儿园).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from ...base.text import matching_key
from ...energy.periods import Cycle
from ...organisation.rules.units import find_unit
from ...organisation.values.units import UnitInYear

_SEAL = re.compile(r"\((?:加?盖?公?章|签章|盖章处?|公章处?|签字盖章|签名盖章)\)$")
_SHORTEST = 2
_SAYS_NOTHING = re.compile(
    r"\d+|[a-z]|20\d\d年度?|年度?|[上下]半年|前?第?[一二三四1-4]个?季度?|季报|月报|年报|全年|[一二三四五六七八九十]+月|月份?|日|至|"
    r"公共机构|水电费|电费|水费|费用?|节能减排|节能|能源|资源|能耗|水电气?|用电|用水|用能|用油|消费|消耗|使用|情况|状况|统计|调查|季度?|报表|报送|上报|填报|"
    r"填写|报|表样?|数据|明细|信息|基本|汇总|台账|登记|清单|记录|附件|附表|样式|正式|最新|最终|终稿|定稿|初稿|修改|更正|重报|"
    r"新建|副本|复制|复件|版|份|新|改|电子|扫描|单位|填表|盖章|公章|签章|已?审核?|的|和|及|与|等|工作簿|工作表|于|在|关于|号|第"
)
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """A unit whose name stands in a text, and what else the text says; nothing else is sure."""

    unit: UnitInYear
    rest: str = ""

    @property
    def is_sure(self) -> bool:
        return not self.rest


class KnownUnits:
    """The units of a year, found by name or code without going through all of them for every form."""

    def __init__(self, units: Sequence[UnitInYear], town: str = "", cycle: Cycle = Cycle.QUARTER) -> None:
        self.all, self.cycle = units, cycle
        self._town = matching_key(town)
        self._alike: dict[str, list[UnitInYear]] = {}
        self._bare: dict[str, list[UnitInYear]] = {}
        for unit in units:
            names = {matching_key(unit.name), matching_key(unit.contact.short_name)} - {""}
            for key in {*names, unit.contact.credit_code} - {""}:
                self._alike.setdefault(key, []).append(unit)
            for key in {self._without_town(name) for name in names} - {""}:
                self._bare.setdefault(key, []).append(unit)
        self._within: dict[str, Match | None] = {}
        """What was found already: sheets and titles are called alike in a folder of forms."""
        self._names = [(name, units) for name, units in self._alike.items() if len(name) >= _SHORTEST]

    def find(self, name: str, code: str = "") -> UnitInYear | None:
        """Return the unit a form names surely; the rule is the organisation's, applied to those that may be
        meant, with the town's own name before them or not.
        """
        plain = _SEAL.sub("", matching_key(name))
        keys = {plain: None, code: None}  # in this order, each once
        alike = chain.from_iterable(self._alike.get(key, ()) for key in keys if key)
        found = find_unit(list({unit.id: unit for unit in alike}.values()), plain, code)
        return found or (self._without_prefix(plain) if not code else None)

    def within(self, text: str) -> Match | None:
        """Return the one unit whose name stands in a longer text, the longest name first; None if there is
        none or there are several.
        """
        key = matching_key(text)
        if key not in self._within:
            self._within[key] = self._in_longer(key)
        return self._within[key]

    def _in_longer(self, key: str) -> Match | None:
        hits = [(name, units) for name, units in self._names if name in key]
        longest = max((len(name) for name, _ in hits), default=0)
        best = {name: units for name, units in hits if len(name) == longest}
        if len(best) != 1 or len(next(iter(best.values()))) != 1:
            return None
        ((name, (unit,)),) = best.items()
        rest = key.replace(name, "\0", 1)
        if any(other in rest for other, units in self._names if unit not in units):
            return None
        return Match(unit, self._said_beside(rest))

    def is_named_in(self, unit: UnitInYear, text: str) -> bool:
        """Say whether a unit's full or short name stands in a text, as in most names of forms."""
        key = matching_key(text)
        names = (matching_key(unit.name), matching_key(unit.contact.short_name))
        return any(len(name) >= _SHORTEST and name in key for name in names)

    def named_in(self, text: str) -> list[UnitInYear]:
        """Return every unit whose full or short name stands in a text."""
        key = matching_key(text)
        found = chain.from_iterable(units for name, units in self._names if name in key)
        return list({unit.id: unit for unit in found}.values())

    def _without_town(self, name: str) -> str:
        return name.removeprefix(self._town) if self._town else name

    def _without_prefix(self, name: str) -> UnitInYear | None:
        found = {unit.id: unit for unit in self._bare.get(self._without_town(name), ())} if name else {}
        return next(iter(found.values())) if len(found) == 1 else None

    def _said_beside(self, rest: str) -> str:
        """Return what a text says beside a unit's name, periods and the usual words of forms."""
        plain = rest.replace(self._town, "\0") if self._town else rest
        return "".join(_WORDS.findall(_SAYS_NOTHING.sub("\0", plain)))
