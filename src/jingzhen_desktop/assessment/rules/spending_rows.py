"""Which row of which standard a limit by a quota is taken from, and so what neither side of the comparison
contains. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..values.quotas import Exclusion, Quota, QuotaMeasure, QuotaStandard, Register
from ..values.spending import WHOLE, Base, SpendingLine
from .quotas import standard_named

_MEASURES = {
    (WHOLE, Base.AREA): QuotaMeasure.KGCE_AREA,
    (WHOLE, Base.PEOPLE): QuotaMeasure.KGCE_HEAD,
    ("electricity", Base.AREA): QuotaMeasure.POWER_AREA,
    ("electricity", Base.PEOPLE): QuotaMeasure.POWER_HEAD,
    ("water", Base.AREA): QuotaMeasure.WATER_AREA,
    ("water", Base.PEOPLE): QuotaMeasure.WATER_HEAD,
}
AMBIGUOUS = "来源里的标准有几行是这个数，扣除的范围不同，请先在“定额对标”里为单位选定一行"
"""Why a limit cannot be computed whose row is not known."""


def left_out(line: SpendingLine, register: Register, chosen: Iterable[int]) -> tuple[Exclusion, ...] | None:
    """Return what the quota of a line leaves out: the row of its standard that is chosen for the unit
    decides, else the rows of its value; nothing where there is no such row. None: they differ.

    Args:
        chosen: ids of the rows that are chosen for the unit in the year.
    """
    rows = _rows(line, register)
    own = set(chosen)
    meant = [row for row in rows if row.id in own] or [row for row in rows if line.quota in row.levels]
    ways = {frozenset(row.excluded) for row in meant}
    if len(ways) > 1:
        return None
    return tuple(one for one in Exclusion if one in next(iter(ways), ()))


def standard_of(line: SpendingLine, standards: Sequence[QuotaStandard]) -> QuotaStandard | None:
    """Return the standard that the source of a line names."""
    return standard_named(line.source, standards) if line.source else None


def _rows(line: SpendingLine, register: Register) -> list[Quota]:
    standard, measure = standard_of(line, register.standards), _MEASURES.get((line.carrier, line.base))
    if standard is None or measure is None:
        return []
    alike = {one.id for one in register.standards if one.number == standard.number}
    return [row for row in register.quotas if row.standard_id in alike and row.measure is measure]
