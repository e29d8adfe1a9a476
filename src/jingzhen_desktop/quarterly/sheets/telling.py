"""Tells how our own form was understood, row by row.
Foreign tables tell it themselves while they are read.
"""

from __future__ import annotations

from ...energy.statistics import StatisticalSystem
from .recognition import FoundForm, code_key


def told_of_own_form(form: FoundForm, system: StatisticalSystem) -> tuple[str, ...]:
    """Return a line per row of the form: 第7行“电”→110 电（千瓦时），因为代码、名称、计量单位都与2011版相符."""
    by_code = {item.code: item for item in system.items}
    lines = []
    for row in form.rows:
        item = by_code.get(code_key(row.code.text))
        if item is None or not row.agrees_with(item):
            continue
        stated = row.measure.text
        measure = "计量单位" if stated == item.unit else f"计量单位（{stated}换算成{item.unit}）"
        name = f"第{row.name.row + 1}行“{row.name.text}”"
        lines.append(
            f"{name}→{item.printed_code} {item.name}（{item.unit}），因为代码、名称、{measure}都与{system.version}版相符"
        )
    return tuple(lines)
