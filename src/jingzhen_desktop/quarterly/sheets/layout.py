"""Words that the forms we write and the reader of filled forms share;
the reader finds cells by them, not by position.
"""

from __future__ import annotations

from ..values.reports import Amount

FORM_SHEET = "填报表"
MACHINE_SHEET = "机读信息"
"""Hidden: says for whom and when a form was made, so that a copy of another unit's form is noticed."""

UNIT = "填报单位"
SEAL = "（盖章）"
CREDIT_CODE = "统一社会信用代码"
PERIOD = "统计时间"
VERSION = "表样版本"
SYSTEM = "统计制度"
FACTS = "基本情况"

NAME = "指标名称"
MEASURE = "计量单位"
CODE = "代码"
QUANTITY_TITLE = Amount.QUANTITY.words
COST_CODE = "费用代码"
COST_TITLE = f"{Amount.COST.words}（元）"

LAST_YEAR_QUANTITY = f"上年同期{Amount.QUANTITY.words}"
LAST_YEAR_COST = f"上年同期{Amount.COST.words}（元）"
"""Beside the figures for comparing, locked; never read."""

NOTE = "备注"
UNIT_HEAD = "单位负责人"
STATISTICS_HEAD = "统计负责人"
FILLED_BY = "填表人"
REPORTED_ON = "报出日期"
FOOT = (NOTE, UNIT_HEAD, STATISTICS_HEAD, FILLED_BY, REPORTED_ON)

MACHINE_UNIT_ID = "单位编号"
MACHINE_UNIT = "单位名称"
MACHINE_YEAR = "年份"
MACHINE_QUARTER = "季度"

PART = "其中："


def part_name(name: str) -> str:
    """Return how a form prints a row that is part of another: 汽油：车辆用油 → 其中：车辆用油."""
    return PART + name.rpartition("：")[2]
