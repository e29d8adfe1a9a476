"""Makes the awkward files of this folder once: openpyxl writes them, LibreOffice turns some into real .xls
and .ods.

Run by hand after adding one (``python tests/data/forms/make.py NAME.xlsx``, or without a name for all); what
each must be read as stands in ``expected.toml``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.packaging.relationship import Relationship
from openpyxl.workbook.external_link.external import ExternalBook, ExternalLink, ExternalSheetNames

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
Rows = Sequence[Sequence[Any]]
MADE: dict[str, Callable[[], openpyxl.Workbook]] = {}
TURNED: dict[str, tuple[str, str]] = {}
"""Name of the stored file → the made one and LibreOffice's filter."""

HALL, SCHOOL, CLINIC, CULTURE = "青石镇人民政府", "青石镇中心学校", "青石镇卫生院", "青石镇文化站"

NY201 = [
    ("101", "建筑面积", "平方米", 2000),
    ("102", "用能人数", "人", 40),
    ("1021", "其中：编制人数", "人", 38),
    ("103", "车辆总量", "辆", 3),
    ("1031", "其中：汽油车", "辆", 2),
    ("1032", "柴油车", "辆", 1),
    ("1033", "新能源汽车", "辆", 0),
    ("110", "电消费量", "千瓦时", 12345.6),
    ("111", "电费用", "元", 7407.36),
    ("120", "水消费量", "立方米", 310),
    ("121", "水费用", "元", 1085),
    ("130", "煤炭消费量", "吨", 0),
    ("131", "煤炭费用", "元", 0),
    ("140", "天然气消费量", "立方米", 50),
    ("141", "天然气费用", "元", 150),
    ("150", "汽油消费量", "升", 900),
    ("151", "汽油费用", "元", 6750),
    ("1501", "其中：车辆用油量", "升", 880),
    ("1511", "车辆用油费用", "元", 6600),
    ("1502", "其他用油量", "升", 20),
    ("1512", "其他用油费用", "元", 150),
    ("160", "柴油消费量", "升", 100),
    ("161", "柴油费用", "元", 700),
    ("1601", "其中：车辆用油量", "升", 100),
    ("1611", "车辆用油费用", "元", 700),
    ("1602", "其他用油量", "升", 0),
    ("1612", "其他用油费用", "元", 0),
    ("104", "液化石油气消费量", "吨", 0.15),
    ("1041", "液化石油气费用", "元", 1200),
    ("170", "热力消费量", "吉焦", 0),
    ("171", "热力费用", "元", 0),
    ("180", "其他能源消费量", "吨标准煤", 0),
    ("181", "其他能源费用", "元", 0),
    ("105", "充电桩数量", "个", 2),
    ("190", "太阳能光热利用系统集热器面积", "平方米", 0),
]
FORM_2011 = [
    ("电", "千瓦时", "110", 4000),
    ("电费", "元", "111", 2400),
    ("水", "立方米", "120", 100),
    ("水费", "元", "121", 250),
    ("原煤", "吨", "130", 1.5),
    ("原煤费用", "元", "131", 900),
    ("天然气", "立方米", "140", 0),
    ("天然气费用", "元", "141", 0),
    ("液化石油气", "吨", "150", 0.045),
    ("液化石油气费用", "元", "151", 300),
    ("人工煤气", "立方米", "160", 0),
    ("人工煤气费用", "元", "161", 0),
    ("汽油", "升", "170", 600),
    ("汽油费用", "元", "171", 4200),
    ("其中：车辆用油", "升", "1701", 600),
    ("车辆用油费用", "元", "1711", 4200),
    ("其他用油", "升", "1702", 0),
    ("其他用油费用", "元", "1712", 0),
    ("柴油", "升", "180", 0),
    ("柴油费用", "元", "181", 0),
    ("其中：车辆用油", "升", "1801", 0),
    ("车辆用油费用", "元", "1811", 0),
    ("其他用油", "升", "1802", 0),
    ("其他用油费用", "元", "1812", 0),
    ("煤油", "升", "190", 0),
    ("煤油费用", "元", "191", 0),
    ("耗热量", "千焦", "200", 0),
    ("耗热量费用", "元", "201", 0),
    ("其他能源", "吨标准煤", "210", 0),
    ("其他能源费用", "元", "211", 0),
]


def made(
    name: str, *turned: str
) -> Callable[[Callable[[], openpyxl.Workbook]], Callable[[], openpyxl.Workbook]]:
    """Name the file a function makes, and those LibreOffice makes of it."""

    def note(make: Callable[[], openpyxl.Workbook]) -> Callable[[], openpyxl.Workbook]:
        MADE[name] = make
        for other in turned:
            TURNED[other] = (name, other.rpartition(".")[2])
        return make

    return note


def book(*sheets: tuple[str, Rows]) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets:
        put(workbook.create_sheet(title), rows)
    return workbook


def put(sheet: Worksheet, rows: Rows, top: int = 1, left: int = 1) -> None:
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if value is not None:
                sheet.cell(top + y, left + x, value)


def head(unit: str, period: str = "2024年三季度") -> list[list[Any]]:
    return [
        ["公共机构能源资源消费状况", None, None, "表  号：NY201"],
        ["填报单位（盖章）：" + unit, None, None, "统计时间：" + period],
    ]


def national(unit: str = HALL, period: str = "2024年三季度", scale: float = 1) -> list[list[Any]]:
    rows = [[name, measure, code, _scaled(value, scale)] for code, name, measure, value in NY201]
    foot = [
        ["单位负责人：王建国", None, "统计负责人：李芳"],
        ["填表人：赵敏", None, "报出日期：2024年10月8日"],
    ]
    return [
        *head(unit, period),
        ["指标名称", "计量单位", "代码", "数量"],
        ["甲", "乙", "丙", 1],
        *rows,
        *foot,
    ]


def _scaled(value: float, scale: float) -> float:
    return round(value * scale, 3) if scale != 1 else value


@made("national.xlsx", "national.xls", "national.ods")
def national_form() -> openpyxl.Workbook:
    workbook = book(("NY201", national()))
    sheet = workbook["NY201"]
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A2:C2")
    return workbook


@made("form2011.xlsx", "form2011.xls")
def form_of_2011() -> openpyxl.Workbook:
    rows = [[name, measure, code, value] for name, measure, code, value in FORM_2011]
    top = [
        ["能源资源消耗状况（2表）"],
        ["填报单位：" + SCHOOL, None, "统计时间：2011年7—9月"],
        ["指标名称", "计量单位", "汇总代码", "数量"],
    ]
    base = [
        ["单位基本信息表（1表）"],
        ["填报单位：" + SCHOOL],
        ["指标名称", "计量单位", "代码", "数值"],
        ["建筑面积", "平方米", "102", 5000],
        ["用能人数", "人", "103", 600],
    ]
    return book(("1表", base), ("2表", [*top, *rows]))


@made("two_halves.xlsx", "two_halves.ods")
def two_halves() -> openpyxl.Workbook:
    half = len(NY201) // 2 + 1
    left = [[name, measure, code, value] for code, name, measure, value in NY201[:half]]
    right = [[name, measure, code, value] for code, name, measure, value in NY201[half:]]
    rows = [row + (right[at] if at < len(right) else []) for at, row in enumerate(left)]
    title = ["指标名称", "计量单位", "代码", "数量"]
    return book(("表", [*head(CLINIC), title + title, *rows]))


def _row_per_unit() -> list[list[Any]]:
    return [
        ["青石镇公共机构能源资源消费情况汇总（2024年三季度）"],
        ["序号", "单位名称", "电", None, "水", None, "汽油", None, "液化石油气", None, "备注"],
        [
            None,
            None,
            "数量（万千瓦时）",
            "费用（万元）",
            "数量（吨）",
            "费用（元）",
            "数量（升）",
            "费用（元）",
            "数量（公斤）",
            "费用（元）",
        ],
        [1, HALL, 1.23456, 0.740736, 310, 1085, 900, 6750, 0, 0, "含食堂"],
        [2, "中心学校", 0.4, 0.24, 100, 250, 0, 0, 45, 300],
        [3, CLINIC, 0.66, 0.396, 88, 220, 120, 900, 15.5, 110],
        ["合计", None, 2.29456, 1.376736, 498, 1555, 1020, 7650, 60.5, 410],
    ]


@made("row_per_unit.xlsx", "row_per_unit.xls", "row_per_unit.ods")
def row_per_unit() -> openpyxl.Workbook:
    workbook = book(("汇总", _row_per_unit()))
    sheet = workbook["汇总"]
    for area in ("A1:K1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2", "I2:J2", "K2:K3"):
        sheet.merge_cells(area)
    return workbook


@made("unit_columns.xlsx", "unit_columns.xls")
def unit_columns() -> openpyxl.Workbook:
    names = [
        ("电消费量", "千瓦时", 110),
        ("电费用", "元", 111),
        ("水消费量", "立方米", 120),
        ("水费用", "元", 121),
        ("汽油消费量", "升", 150),
        ("汽油费用", "元", 151),
    ]
    values = [(1000, 2000, 3000), (600, 1200, 1800), (10, 20, 30), (35, 70, 105), (90, 0, 45), (700, 0, 350)]
    rows = [
        [name, measure, code, sum(figures), *figures]
        for (name, measure, code), figures in zip(names, values, strict=True)
    ]
    title = ["指标名称", "计量单位", "代码", "合计", "镇政府", SCHOOL, CLINIC]
    return book(("2024年三季度", [["青石镇2024年第三季度能耗"], title, *rows]))


@made("sheet_per_unit.xlsx", "sheet_per_unit.ods")
def sheet_per_unit() -> openpyxl.Workbook:
    return book(
        *(
            (title, national(unit, scale=scale))
            for title, unit, scale in (("政府", HALL, 1), ("学校", SCHOOL, 2), ("卫生院", CLINIC, 3))
        )
    )


@made("blocks_below.xlsx", "blocks_below.xls")
def blocks_below() -> openpyxl.Workbook:
    def block(unit: str, power: float) -> list[list[Any]]:
        rows = [
            ["用电量", "度", power],
            ["电费", "元", power * 0.6],
            ["用水量", "吨", power / 10],
            ["水费", "元", power / 4],
            ["车用汽油", "升", 0],
        ]
        return [
            ["单位名称：" + unit, None, "2024年三季度"],
            ["项目", "计量单位", "数量"],
            *rows,
            ["填表人：张三"],
            [None],
        ]

    return book(("各单位", [*block(HALL, 1000), *block(SCHOOL, 2000), *block(CLINIC, 3000)]))


@made("blocks_beside.xlsx")
def blocks_beside() -> openpyxl.Workbook:
    workbook = book(("表", [["2024年三季度能耗"]]))
    for position, (unit, power) in enumerate(((HALL, 1000), (SCHOOL, 2000))):
        rows = [
            ["单位名称：" + unit],
            ["项目", "计量单位", "数量"],
            ["用电量", "度", power],
            ["电费", "元", power * 0.6],
            ["用水量", "吨", power / 10],
            ["水费", "元", power / 4],
        ]
        put(workbook["表"], rows, 3, 1 + position * 4)
    return workbook


@made("names_only.xlsx", "names_only.xls")
def names_only() -> openpyxl.Workbook:
    rows = [
        ["用电量", 5321],
        ["电费", 3192.6],
        ["用水", 260],
        ["水费", 910],
        ["煤", 2.5],
        ["煤费", 2000],
        ["天然气", 0],
        ["天然气费", 0],
    ]
    return book(("Sheet1", [["青石镇卫生院2024年三季度水电煤情况"], [None], ["项目", "本季"], *rows]))


@made("ten_thousand.xlsx", "ten_thousand.ods")
def ten_thousand() -> openpyxl.Workbook:
    rows = [["电消费量", 110, 1.5, 0.9], ["水消费量", 120, 0.03, 0.1], ["天然气消费量", 140, 0.2, 0.6]]
    top = [
        ["填报单位", HALL, None, "统计时间", "2024年三季度"],
        [None, None, None, "单位：万千瓦时、万立方米、万元"],
        ["指标名称", "代码", "消费量", "金额"],
    ]
    return book(("表", [*top, *rows]))


@made("hidden_twin.xlsx", "hidden_twin.xls")
def hidden_twin() -> openpyxl.Workbook:
    workbook = book(
        ("本季", national(HALL)), ("上次的", national(HALL, scale=2)), ("学校", national(SCHOOL, scale=3))
    )
    workbook["上次的"].sheet_state = "hidden"
    workbook["学校"].sheet_state = "hidden"
    return workbook


@made("only_hidden.xlsx")
def only_hidden() -> openpyxl.Workbook:
    workbook = book(("说明", [["请取消隐藏后填写"]]), ("报表", national(HALL)))
    workbook["报表"].sheet_state = "hidden"
    return workbook


@made("periods.xlsx", "periods.ods")
def periods() -> openpyxl.Workbook:
    rows = [
        ["电消费量", "千瓦时", "110", 1200, 3300, 1000, 3000, 0.2],
        ["电费用", "元", "111", 720, 1980, 600, 1800, 0.2],
        ["水消费量", "立方米", "120", 40, 130, 50, 120, -0.2],
        ["水费用", "元", "121", 140, 455, 175, 420, -0.2],
    ]
    title = ["指标名称", "计量单位", "代码", "本季", "本年累计", "上年同期", "上年同期累计", "同比%"]
    return book(("表", [*head(CULTURE), title, *rows]))


@made("dated_columns.xlsx")
def dated_columns() -> openpyxl.Workbook:
    rows = [
        ["电消费量（千瓦时）", 1000, 1200],
        ["电费用（元）", 600, 720],
        ["水消费量（立方米）", 50, 40],
        ["水费用（元）", 175, 140],
    ]
    return book(("表", [["单位名称：" + CULTURE], ["指标", "2023年三季度", "2024年三季度"], *rows]))


@made("months.xlsx", "months.xls")
def months() -> openpyxl.Workbook:
    rows = [
        ["用电量", "千瓦时", 100, 200, 300, 600],
        ["电费", "元", 60, 120, 180, 360],
        ["用水量", "立方米", 10, 10, 12, 32],
        ["水费", "元", 35, 35, 42, 112],
    ]
    return book(
        (
            "三季度",
            [
                ["单位名称", CULTURE, None, None, "2024年三季度"],
                ["项目", "计量单位", "7月", "8月", "9月", "合计"],
                *rows,
            ],
        )
    )


@made("months_only.xlsx", "months_only.ods")
def months_only() -> openpyxl.Workbook:
    rows = [
        ["用电量", "千瓦时", 90, 100, "200", 300],
        ["电费", "元", 50, 60, 120, 180],
        ["用水量", "立方米", 9, None, None, None],
    ]
    return book(
        (
            "表",
            [
                ["单位名称", CULTURE, None, None, "2024年"],
                ["项目", "计量单位", "6月", "7月", "8月", "9月"],
                *rows,
            ],
        )
    )


@made("month_lacking.xlsx")
def month_lacking() -> openpyxl.Workbook:
    rows = [["用电量", "千瓦时", 100, None, 300], ["电费", "元", 60, 120, 180]]
    return book(
        (
            "三季度",
            [
                ["单位名称", CULTURE, None, None, "2024年三季度"],
                ["项目", "计量单位", "7月", "8月", "9月"],
                *rows,
            ],
        )
    )


@made("other_months.xlsx")
def other_months() -> openpyxl.Workbook:
    rows = [["用电量", "千瓦时", 100, 200, 300], ["电费", "元", 60, 120, 180]]
    heads = ["项目", "计量单位", "2023年7月", "2023年8月", "2023年9月"]
    return book(("表", [["单位名称", CULTURE], heads, *rows]))


@made("two_lines.xlsx", "two_lines.ods")
def two_lines() -> openpyxl.Workbook:
    rows = [
        ["电", "消费量", "千瓦时", 500],
        [None, "费用", "元", 300],
        ["水", "消费量", "立方米", 20],
        [None, "费用", "元", 70],
        ["汽油", "消费量", "升", 80],
        [None, "费用", "元", 600],
    ]
    workbook = book(
        (
            "表",
            [
                ["填报单位：" + CULTURE, None, None, "2024年三季度"],
                ["品种", "项目", "计量单位", "本期数"],
                *rows,
            ],
        )
    )
    for area in ("A3:A4", "A5:A6", "A7:A8"):
        workbook["表"].merge_cells(area)
    return workbook


@made("old_codes.xlsx")
def old_codes() -> openpyxl.Workbook:
    rows = [[name, measure, code, value] for name, measure, code, value in FORM_2011]
    return book(
        (
            "表",
            [
                ["填报单位：" + SCHOOL, None, "统计时间：2024年三季度"],
                ["指标名称", "计量单位", "代码", "数量"],
                *rows,
            ],
        )
    )


@made("other_quarter.xlsx", "other_quarter.xls")
def other_quarter() -> openpyxl.Workbook:
    return book(("表", national(HALL, "2024年二季度")))


@made("to_date.xlsx")
def to_date() -> openpyxl.Workbook:
    return book(("表", national(HALL, "2024年1—9月")))


@made("strange_unit.xlsx")
def strange_unit() -> openpyxl.Workbook:
    rows = _row_per_unit()
    rows[4][1] = "镇一小"
    return book(("汇总", rows))


@made("strange_row.xlsx", "strange_row.xls")
def strange_row() -> openpyxl.Workbook:
    rows = [
        ["电消费量", "千瓦时", 700],
        ["电费用", "元", 420],
        ["空调用电", "千瓦时", 300],
        ["水消费量", "立方米", 30],
        ["水费用", "元", 105],
    ]
    return book(
        ("表", [["填报单位：" + CULTURE, None, "2024年三季度"], ["指标名称", "计量单位", "数量"], *rows])
    )


@made("typed_badly.xlsx", "typed_badly.xls")
def typed_badly() -> openpyxl.Workbook:
    rows = [
        ["电消费量", "kWh", "110", "１２，３４５．６"],
        ["电费用", "元", "111", " 7,407.36 "],
        ["水消费量", "m³", "120", "310"],
        ["水费用", "元", "121", "1085.00"],
    ]
    return book(("表", [*head(HALL), ["指标名称", "计量单位", "代码", "数量"], *rows]))


@made("petrol_in_tons.xlsx")
def petrol_in_tons() -> openpyxl.Workbook:
    rows = [
        ["电消费量", "千瓦时", "110", 700],
        ["汽油消费量", "吨", "150", 0.6],
        ["水消费量", "立方米", "120", 30],
    ]
    return book(("表", [*head(HALL), ["指标名称", "计量单位", "代码", "数量"], *rows]))


@made("wrong_code.xlsx")
def wrong_code() -> openpyxl.Workbook:
    rows = [
        ["电消费量", "千瓦时", "110", 700],
        ["汽油消费量", "升", "160", 60],
        ["水消费量", "立方米", "120", 30],
    ]
    return book(("表", [*head(HALL), ["指标名称", "计量单位", "代码", "数量"], *rows]))


@made("oil_of_what.xlsx")
def oil_of_what() -> openpyxl.Workbook:
    rows = [["用电量", "千瓦时", 700], ["车辆用油", "升", 60], ["用水量", "立方米", 30]]
    return book(("表", [["填报单位：" + HALL, None, "2024年三季度"], ["项目", "计量单位", "数量"], *rows]))


@made("never_computed.xlsx")
def never_computed() -> openpyxl.Workbook:
    rows = [["电消费量", "千瓦时", "110", "=SUM(F1:F3)"], ["水消费量", "立方米", "120", 30]]
    return book(("表", [*head(HALL), ["指标名称", "计量单位", "代码", "数量"], *rows]))


@made("broken_formula.xlsx", "broken_formula.xls", "broken_formula.ods")
def broken_formula() -> openpyxl.Workbook:
    rows = [
        ["电消费量", "千瓦时", "110", "=1/0"],
        ["水消费量", "立方米", "120", 30],
        ["水费用", "元", "121", "=D5*3.5"],
    ]
    return book(
        (
            "表",
            [
                ["填报单位：" + HALL, None, None, "统计时间：2024年三季度"],
                [None],
                ["指标名称", "计量单位", "代码", "数量"],
                *rows,
            ],
        )
    )


@made("linked_uncached.xlsx", "linked.xlsx", "linked.xls", "linked.ods")
def linked() -> openpyxl.Workbook:
    """A figure taken from another workbook; the links are written as Excel writes them."""
    workbook = book(
        (
            "表",
            [
                ["填报单位：" + HALL, None, "2024年三季度"],
                ["指标名称", "计量单位", "数量"],
                ["用电量", "千瓦时", None],
                ["用水量", "立方米", 30],
            ],
        )
    )
    link = ExternalLink(externalBook=ExternalBook(sheetNames=ExternalSheetNames(sheetName=["电表"])))
    link.file_link = Relationship(
        type="externalLinkPath", Target="台账.xlsx", TargetMode="External", Id="rId1"
    )
    link.externalBook.id = "rId1"
    workbook._external_links.append(link)
    workbook["表"]["C3"] = "=[1]电表!$A$1"
    return workbook


@made("by_nature.xlsx")
def by_nature() -> openpyxl.Workbook:
    title = [
        "指标名称",
        "计量单位",
        "代码",
        "合计",
        "国家机关",
        "小计",
        "教育",
        "科技",
        "文化",
        "卫生",
        "体育",
        "其他",
        "团体组织",
    ]
    rows = [
        ["电消费量", "千瓦时", "110", 100, 50, 50, 50, 0, 0, 0, 0, 0, 0],
        ["水消费量", "立方米", "120", 10, 5, 5, 5, 0, 0, 0, 0, 0, 0],
    ]
    return book(("综合表", [["青石镇2024年三季度"], title, *rows]))


@made("said_by_sheet.xlsx")
def said_by_sheet() -> openpyxl.Workbook:
    rows = [["项目", "数量", "金额"], ["用电（度）", 50, 30], ["用水（方）", 5, 17.5]]
    return book(("卫生院三季度", rows), ("文化站三季度", rows))


@made("blank_form.xlsx")
def blank_form() -> openpyxl.Workbook:
    return book(
        ("表", [*head(HALL), ["指标名称", "计量单位", "代码", "数量"], *([n, m, c] for c, n, m, _ in NY201)])
    )


def main(wanted: Sequence[str]) -> None:
    """Write every file of this folder anew, or those made of the wanted ones."""
    for name, make in MADE.items():
        if not wanted or name in wanted:
            make().save(HERE / name)
    turned = {target: pair for target, pair in TURNED.items() if not wanted or pair[0] in wanted}
    with tempfile.TemporaryDirectory() as folder:
        for kind in sorted({kind for _, kind in turned.values()}):
            names = [(target, source) for target, (source, other) in turned.items() if other == kind]
            command = [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                folder,
            ]
            subprocess.run(
                [*command, *(str(HERE / source) for _, source in names)],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            for target, source in names:
                shutil.move(f"{folder}/{Path(source).stem}.{kind}", HERE / target)
    shutil.copy(HERE / "national.xls", HERE / "saved_by_et.et")
    shutil.copy(HERE / "national.xls", HERE / "really_xls.xlsx")


if __name__ == "__main__":
    main(sys.argv[1:])
