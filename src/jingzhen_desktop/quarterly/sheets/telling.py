"""Tells how our own form was understood, row by row. Foreign tables tell it themselves while they are read."""

from __future__ import annotations

from functools import lru_cache

from ...energy.statistics import StatisticalSystem
from .recognition import ONE, FoundForm, code_key


def told_of_own_form(form: FoundForm, system: StatisticalSystem) -> tuple[str, ...]:
    """Return a line per row of the form: 第7行“电”→110 电（千瓦时），因为代码、名称、计量单位都与2011版相符."""
    return _told(tuple((row.name.row, row.code.text, row.name.text, row.measure.text) for row in form.rows), _ByVersion(system))


class _ByVersion:
    """A version that is the same key as long as it is the same version; its rows need not be compared each time."""

    def __init__(self, system: StatisticalSystem) -> None:
        self.system = system

    def __hash__(self) -> int:
        return hash(self.system.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByVersion) and other.system is self.system


@lru_cache(maxsize=256)
def _told(rows: tuple[tuple[int, str, str, str], ...], version: _ByVersion) -> tuple[str, ...]:
    system = version.system
    by_code = {item.code: item for item in system.items}
    lines = []
    for index, code, name, measure in rows:
        item = by_code.get(code_key(code))
        if item is None:
            continue
        stated = f"计量单位“{measure}”按规定换算成{item.unit}" if _converts(measure, item.unit) else "计量单位"
        lines.append(
            f"第{index + 1}行“{name.strip()}”→{item.printed_code} {item.name}（{item.unit}），因为代码、名称、{stated}都与{system.version}版相符"
        )
    return tuple(lines)


def _converts(measure: str, unit: str) -> bool:
    return measure.strip() != unit


__all__ = ["ONE", "told_of_own_form"]
