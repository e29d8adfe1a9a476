"""The list of surcharges on water over the limit, as it is typed: one step a line, percentages. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ...base.errors import FieldRejected
from ...base.numbers import show_number
from ...base.text import lines_of, narrow
from ..values.spending import SurchargeStep

_STEP = re.compile(
    r"(?P<above>\d+(?:\.\d+)?)\s*%?\s*[-—–~至到]\s*(?:(?P<up_to>\d+(?:\.\d+)?)\s*%?|以上)?"
    r"\s*(?:加价|[:：+])\s*(?P<added>\d+(?:\.\d+)?)\s*%?"
)
EXAMPLE = "0—30%加价20%"
"""How a step is typed; the last one may have no upper end: 50%—以上加价100%."""


def parse_steps(text: str) -> tuple[SurchargeStep, ...]:
    """Read a list of steps, one a line or parted by semicolons; an empty text is no list.

    Raises:
        FieldRejected: a line is no step, or the steps leave a gap or lie over each other.
    """
    lines = lines_of(narrow(text).replace(";", "\n").replace("；", "\n").replace("。", ""))
    steps = tuple(_step(number, line) for number, line in enumerate(lines, 1))
    for before, step in pairwise(steps):
        if before.up_to is None or step.above != before.up_to:
            raise FieldRejected(
                "steps", f"加价的各档要首尾相接：“超过{show_number(step.above)}%”应从上一档的终点开始。"
            )
    if steps and steps[0].above:
        raise FieldRejected("steps", f"加价的第一档应从0%开始，如“{EXAMPLE}”。")
    return steps


def _step(number: int, line: str) -> SurchargeStep:
    found = _STEP.fullmatch(line)
    if found is None:
        raise FieldRejected("steps", f"第{number}行“{line[:20]}”看不懂，请写成“{EXAMPLE}”。")
    up_to = None if found["up_to"] is None else Decimal(found["up_to"])
    step = SurchargeStep(Decimal(found["above"]), up_to, Decimal(found["added"]))
    if up_to is not None and up_to <= step.above:
        raise FieldRejected("steps", f"第{number}行的终点应大于起点，请核对。")
    return step


def steps_text(steps: Sequence[SurchargeStep]) -> str:
    """Write a list of steps as it is typed."""
    return "\n".join(
        f"{show_number(one.above)}%—"
        + ("以上" if one.up_to is None else f"{show_number(one.up_to)}%")
        + f"加价{show_number(one.added)}%"
        for one in steps
    )
