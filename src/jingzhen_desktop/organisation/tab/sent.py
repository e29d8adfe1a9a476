"""What is told where a unit's facts are changed in a year whose tables have gone up with them.

Which tables went up is known to the tab that sends them; the desk asks it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...widgets.desk import Desk

_ON_TABLES = {
    "name": "单位名称",
    "nature": "单位性质",
    "floor_area": "建筑面积",
    "energy_users": "用能人数",
}
"""The facts that stand on a quarter's tables, or that their indicators are divided by."""
TIP = "单位名称、单位性质、建筑面积、用能人数已印在上报的表上或用来算指标；现在改动，以后的表和总结就和上报的不一致"
"""What a year means of which tables have gone up."""


def warn_if_sent(desk: Desk, year: int, fields: Iterable[str]) -> None:
    """Say that what was just changed differs from now on from what was sent up."""
    changed = "、".join(_ON_TABLES[field] for field in fields if field in _ON_TABLES)
    if changed and (sent := desk.sent_of(year)):
        desk.alerts.warn(
            f"已改动{changed}，但{year}年{sent}已按原来的上报，两者从此不一致。改错了可用“撤销”恢复；"
            "确实要改的，请解锁后重新上报，或在总结中说明。"
        )
