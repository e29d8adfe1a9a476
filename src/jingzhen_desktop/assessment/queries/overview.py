"""The year's quotas in one sentence, read without SQLAlchemy: the first paint shows it."""

from __future__ import annotations

from ...office.file import Office
from ...office.plain import numbers
from ..values.yardsticks import Yardstick

_UNITS = "SELECT COUNT(DISTINCT unit_id) FROM quota_choice WHERE year = ? AND yardstick = ?"
_STANDARDS = "SELECT COUNT(*) FROM quota_standard"


def overview_of(office: Office, year: int) -> str:
    """Say for how many units a quota is chosen in a year, or that nothing is."""
    with office.looking() as source:
        (units,) = numbers(source, _UNITS, (year, Yardstick.QUOTA.value))
        (standards,) = numbers(source, _STANDARDS)
    if units:
        return f"已为{units}个单位选定定额"
    return f"已登记{standards}个定额标准，还没有为单位选定" if standards else "还没有录入定额标准"
