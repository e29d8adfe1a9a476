"""What a unit is measured by. Apart from the quotas because 今日工作 asks for it before the first paint."""

from __future__ import annotations

from enum import StrEnum


class Yardstick(StrEnum):
    """What a unit is measured by in an indicator."""

    QUOTA = "quota"
    NONE = "none"
    LAST_YEAR = "last_year"
    THREE_YEARS = "three_years"
    SAME_KIND = "same_kind"

    @property
    def words(self) -> str:
        """定额、没有适用的定额、上年×（1−目标）…"""
        return _YARDSTICK_WORDS[self]


_YARDSTICK_WORDS = {
    Yardstick.QUOTA: "定额",
    Yardstick.NONE: "没有适用的定额",
    Yardstick.LAST_YEAR: "上年×（1−目标）",
    Yardstick.THREE_YEARS: "前三年平均",
    Yardstick.SAME_KIND: "同类单位平均",
}
