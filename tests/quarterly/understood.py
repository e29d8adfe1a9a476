"""Small sheets as units really send them, of every kind that went wrong once: what must be taken of them, and
what must be asked or refused. ``test_quarterly_understood`` writes and reads each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]
Figures = dict[str, dict[str, tuple[str, str]]]
"""By the unit's short name and the item: quantity and cost; an empty text is blank."""

TITLE = "2024年三季度公共机构能源资源消费统计表"
UNIT = "填报单位：青石镇卫生院"
PERIOD = "统计时间：2024年三季度"
HEAD = ("指标名称", "计量单位", "数量", "费用（元）")
MONTHS = ("指标名称", "计量单位", "7月", "8月", "9月", "合计")
ELECTRICITY, WATER = ("电", "千瓦时", 1200, 720), ("水", "立方米", 40, 140)
BOTH: Figures = {"卫生院": {"electricity": ("1200", "720"), "water": ("40", "140")}}
QUANTITIES: Figures = {"卫生院": {"electricity": ("1200", ""), "water": ("40", "")}}
ONLY_ELECTRICITY: Figures = {"卫生院": {"electricity": ("1200", "720")}}


@dataclass(frozen=True, slots=True)
class Case:
    """One sheet. ``figures`` is what is stored without a question; None: nothing may be."""

    kind: str
    name: str
    rows: Rows
    figures: Figures | None = None
    says: str = ""
    file: str = "报表.xlsx"
    sheet: str = "Sheet1"
    change: Callable[[Worksheet], None] | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        return f"{self.kind}-{self.name}"


def form(
    *rows: Sequence[object],
    title: str | None = TITLE,
    unit: str | None = UNIT,
    period: str | None = PERIOD,
    head: Sequence[str] = HEAD,
    after: Rows = (),
) -> Rows:
    """Return the usual small form with other parts."""
    above: list[Sequence[object]] = [[title]] if title else []
    if unit or period:
        above.append([unit, None, period])
    return [*above, head, *(rows or (ELECTRICITY, WATER)), *after]


def listed(*rows: Sequence[object]) -> Rows:
    """Return a list of units under the usual title."""
    return [["2024年三季度能耗统计表"], *rows]


def _format(code: str, *cells: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for cell in cells:
            sheet[cell].number_format = code

    return change


def _hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[4].hidden = True


def _hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["D"].hidden = True


def _filter(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A3:D5"
    sheet.auto_filter.add_filter_column(0, ["水"])
    sheet.row_dimensions[4].hidden = True


def _strike(sheet: Worksheet) -> None:
    sheet["C4"].font = Font(strike=True)


def _white(sheet: Worksheet) -> None:
    sheet["D5"].font = Font(color="FFFFFFFF")


def _white_by_theme(sheet: Worksheet) -> None:
    sheet["C4"].font = Font(color=Color(theme=0))


def _white_head_on_blue(sheet: Worksheet) -> None:
    for cell in sheet[3]:
        cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF1F4E79")


def _comment(sheet: Worksheet) -> None:
    sheet["C5"].comment = Comment("应为400", "统计员")


def _hide_blank_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["F"].hidden = True


_LEDGER_HEAD = ("月份", "用电量（千瓦时）", "电费（元）", "用水量（立方米）", "水费（元）")
_LEDGER = [(f"{month}月", 100 * month, 60 * month, month, 3 * month) for month in range(1, 13)]
_WHOLE_YEAR = [f"{month}月" for month in range(1, 13)]
_DOUBLED = (("电（一号表）", "千瓦时", 800, 480), ("电（二号表）", "千瓦时", 400, 240))

_UNITS_OF_MEASURE = [
    Case("计量单位", "桶", form(ELECTRICITY, ("柴油", "桶", 12, 100)), says="每桶是多少不固定"),
    Case("计量单位", "瓶", form(ELECTRICITY, ("液化石油气", "瓶", 12, 1440)), says="每瓶是多少不固定"),
    Case(
        "计量单位", "不认识", form(ELECTRICITY, ("水", "大箱", 4, 14)), says="A5：“水”的计量单位“大箱”不认识"
    ),
    Case("计量单位", "只写万", form(("电", "万", 0.12, 720), WATER), says="“万”不认识"),
    Case("计量单位", "单价", form(("电", "元/度", 0.6, None), ("水", "元/吨", 3.5, None))),
    Case("计量单位", "比率", form(("电", "千瓦时/平方米", 0.6, None), ("水", "%", 3.5, None))),
    Case("计量单位", "名称与栏目矛盾", form(("电（万千瓦时）", "千瓦时", 1200, 720), WATER)),
    Case(
        "计量单位",
        "栏目里的倍数",
        form(("电", 1200, 720), ("水", 40, 140), head=("指标名称", "数量（百份）", "费用（元）")),
    ),
    Case(
        "计量单位",
        "清单里不认识",
        listed(["单位名称", "电", None, "水"], [None, "大单位", "元", "吨"], ["卫生院", 1, 720, 40]),
    ),
    Case(
        "计量单位",
        "斤",
        form(ELECTRICITY, ("煤炭", "斤", 5000, 2000)),
        {"卫生院": {"electricity": ("1200", "720"), "coal": ("2.5", "2000")}},
    ),
    Case("计量单位", "只有一行写", form(("电", "万千瓦时", 0.12, 720), ("水", None, 40, 140)), BOTH),
    Case("计量单位", "兆瓦时", form(("电", "MW·h", 1.2, 720), ("水", "吨", 40, 140)), BOTH),
    Case(
        "计量单位",
        "两种写法",
        form(("电", "万千瓦时（万度）", 0.12, 720), ("水", "立方米（吨）", 40, 140)),
        BOTH,
    ),
    Case(
        "计量单位",
        "万Nm³",
        form(ELECTRICITY, ("天然气", "万Nm³", 0.2, 600)),
        {"卫生院": {"electricity": ("1200", "720"), "natural_gas": ("2000", "600")}},
    ),
    Case(
        "计量单位",
        "千元",
        form(("电", "千瓦时", 1200, 0.72), ("水", "立方米", 40, 0.14), head=(*HEAD[:3], "费用（千元）")),
        BOTH,
    ),
    Case("计量单位", "带括号", form(("电", "（万千瓦时）", 0.12, 720), ("水", "（立方米）", 40, 140)), BOTH),
    Case(
        "计量单位",
        "第二行表头",
        listed(
            ["单位名称", "电", None, "水", None],
            [None, "万千瓦时", "万元", "吨", "元"],
            ["卫生院", 0.12, 0.072, 40, 140],
        ),
        BOTH,
    ),
]
_SAID_ONCE = [
    Case(
        "统一说明",
        "表下的注",
        form(
            ("用电量", 0.12),
            ("电费", 0.072),
            head=("项目", "本季"),
            after=[["注：电量以万千瓦时为单位，费用以万元为单位"]],
        ),
        ONLY_ELECTRICITY,
    ),
    Case(
        "统一说明",
        "表头旁",
        [
            ["2024年三季度能源表"],
            [UNIT, None, "计量单位：万千瓦时、万元"],
            ["项目", "本季"],
            ["用电量", 0.12],
            ["电费", 0.072],
        ],
        ONLY_ELECTRICITY,
    ),
    Case(
        "统一说明",
        "标题括号",
        form(
            ("用电量", 0.12),
            ("电费", 0.072),
            head=("项目", "本季"),
            title="2024年三季度能源消费统计表（万元、万千瓦时）",
        ),
        ONLY_ELECTRICITY,
    ),
    Case(
        "统一说明",
        "分项说明",
        form(
            ("用电量", 0.12),
            ("电费", 0.072),
            head=("项目", "本季"),
            after=[["计量单位：电-万千瓦时，费用-万元"]],
        ),
        ONLY_ELECTRICITY,
    ),
    Case("统一说明", "矛盾", form(title=TITLE + "（万元、万千瓦时）"), says="计量单位前后不一致"),
    Case(
        "统一说明",
        "含糊",
        form(("用电量", 0.12), ("电费", 0.072), head=("项目", "本季"), after=[["本表金额均为万元"]]),
        says="不知道用在哪些数上",
    ),
    Case(
        "统一说明",
        "不认识",
        form(("用电量", 0.12), ("用水量", 40), head=("项目", "本季"), after=[["计量单位：大箱"]]),
    ),
    Case(
        "数字格式",
        "万度",
        form(("用电量", 0.12, 720), ("用水量", 40, 140), head=("项目", "本季", "费用（元）")),
        BOTH,
        change=_format('0.00"万度"', "B4"),
    ),
    Case("数字格式", "元", form(), BOTH, change=_format('#,##0.00"元"', "D4", "D5")),
    Case(
        "数字格式",
        "会计",
        form(),
        BOTH,
        change=_format('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "C4", "D4"),
    ),
    Case("数字格式", "缩小", form(), says="C4：数字格式把数缩小了显示", change=_format("0!.0,", "C4")),
    Case("数字格式", "千", form(), says="C4：数字格式把数缩小了显示", change=_format('#,##0.0,"千"', "C4")),
    Case(
        "数字格式",
        "百分数",
        form(("电", "千瓦时", 0.5, 720), WATER),
        says="C4：数字格式是百分数",
        change=_format("0%", "C4"),
    ),
    Case("数字格式", "不显示", form(), says="C4：数字格式不显示这个数", change=_format(";;;", "C4")),
    Case("数字格式", "与栏目矛盾", form(), says="计量单位前后不一致", change=_format('0.00"万度"', "C4")),
]
_METERS = [
    Case("几块表", "写明表号", form(*_DOUBLED, WATER), BOTH),
    Case(
        "几块表",
        "合计等于分项",
        form(
            ("电合计", "千瓦时", 1200, 720),
            ("电（食堂）", "千瓦时", 400, 240),
            ("电（办公楼）", "千瓦时", 800, 480),
            WATER,
        ),
        BOTH,
    ),
    Case(
        "几块表",
        "各占一栏",
        listed(
            ["单位名称", "1号表用电（千瓦时）", "2号表用电（千瓦时）", "用水量（吨）"],
            ["卫生院", 800, 400, 40],
        ),
        QUANTITIES,
    ),
    Case(
        "几块表",
        "两行",
        form(("电", "千瓦时", 800, 480), ("电", "千瓦时", 400, 240), WATER),
        says="出现了2行（C4的800、C5的400）",
    ),
    Case(
        "几块表",
        "三行分散",
        form(("电", "千瓦时", 500, 300), WATER, ("电", "千瓦时", 400, 240), ("电", "千瓦时", 300, 180)),
        says="出现了3行",
    ),
    Case(
        "几块表",
        "水两行",
        form(ELECTRICITY, ("水", "立方米", 20, 70), ("水", "立方米", 20, 70)),
        says="出现了2行",
    ),
    Case(
        "几块表",
        "同名两块",
        form(("电（一号表）", "千瓦时", 800, 480), ("电（一号表）", "千瓦时", 400, 240), WATER),
        says="同名的几行",
    ),
    Case(
        "几块表",
        "合计不等",
        form(("电", "千瓦时", 1200, 720), ("电（食堂）", "千瓦时", 400, 240), WATER),
        says="合计与分项之和不符",
    ),
    Case("几块表", "食堂用电", form(("电", "千瓦时", 800, 480), ("食堂用电", "千瓦时", 400, 240), WATER)),
    Case(
        "几块表",
        "栏目重复",
        listed(
            ["单位名称", "用电量（千瓦时）", "用电量（千瓦时）", "用水量（吨）"], ["卫生院", 800, 400, 40]
        ),
    ),
    Case(
        "几块表",
        "单位两行",
        listed(["单位名称", "用电量（千瓦时）", "电费（元）"], ["卫生院", 800, 480], ["卫生院", 400, 240]),
    ),
    Case(
        "几块表",
        "表外一行",
        form(after=[[], [], [], [], ["电", "千瓦时", 800, 480]]),
        says="A10：“电”没有认出",
    ),
]
_OTHER_PERIODS = [
    Case("期间", text, form(title="能源统计表", period=f"统计时间：{text}"))
    for text in (
        "2024年1—9月",
        "2024年1月—9月",
        "2024年前三季度",
        "2024年一至三季度",
        "2024年度",
        "2024年全年",
        "2024年上半年",
        "2024年下半年",
        "2024年8月",
        "2024年7-8月",
        "2024年1月1日至9月30日",
        "截止2024年9月底",
        "2023年三季度",
        "2024年二季度",
        "7-9月累计",
        "2024年6月21日至9月20日",
    )
]
_THIS_QUARTER = [
    Case("期间", text, form(title="能源统计表", period=f"统计时间：{text}"), BOTH)
    for text in (
        "2024年7月-9月",
        "2024.07-2024.09",
        "2024年7月1日至9月30日",
        "2024年第三季度",
        "2024年7、8、9月",
        "二〇二四年三季度",
        "2024-07-01至2024-09-30",
        "2024年度第三季度",
    )
]
_PERIODS = [
    Case(
        "期间",
        "标题是上半年",
        form(title="2024年上半年能源统计表"),
        says="标题“2024年上半年能源统计表”与2024年三季度不一致",
    ),
    Case("期间", "标题是另一年", form(title="2023年能源统计表")),
    Case(
        "期间",
        "标题是七月",
        form(title="青石镇卫生院2024年7月能源统计表", unit=None, period=None),
        says="是单月数",
    ),
    Case("期间", "标题是九月", form(title="青石镇卫生院2024年9月能源统计表", unit=None, period=None)),
    Case("期间", "文件名是二季度", form(), file="卫生院2024年第二季度.xlsx", says="文件名"),
    Case("期间", "文件名是报送月", form(), BOTH, file="卫生院10月报送.xlsx"),
    Case("期间", "工作表名是二季度", form(), sheet="二季度", says="工作表名“二季度”"),
    Case(
        "期间",
        "工作表名是累计",
        form(title="能源统计表", period=None),
        sheet="1-9月",
        says="是年初以来的累计数",
    ),
    Case(
        "期间",
        "只有累计栏",
        form(("电", "千瓦时", 3600), ("水", "立方米", 120), head=(*HEAD[:2], "截至9月底累计")),
        says="只有“截至9月底累计”的数",
    ),
    Case(
        "期间",
        "今年还空着",
        form(("电", "千瓦时", 1111, None), ("水", "立方米", 33, None), head=(*HEAD[:2], "去年", "今年")),
    ),
    Case(
        "期间",
        "年份作栏目",
        form(("电", "千瓦时", 1111, None), ("水", "立方米", 33, None), head=(*HEAD[:2], "2023年", "2024年")),
    ),
    Case(
        "期间",
        "上年本年",
        form(("电", "千瓦时", 1111, 1200), ("水", "立方米", 33, 40), head=(*HEAD[:2], "上年", "本年")),
        QUANTITIES,
    ),
    Case(
        "期间",
        "本月累计",
        form(("电", "千瓦时", 400, 3600), ("水", "立方米", 13, 120), head=(*HEAD[:2], "本月", "累计")),
    ),
    Case(
        "期间",
        "计划实际",
        form(("电", "千瓦时", 1500, 1200), ("水", "立方米", 50, 40), head=(*HEAD[:2], "计划", "实际")),
        QUANTITIES,
    ),
    Case(
        "期间",
        "标题写明三季度",
        form(title="青石镇卫生院2024年三季度能源统计表", unit=None, period=None),
        BOTH,
    ),
    Case("期间", "计划表", form(title="2024年三季度用能计划表"), says="里有“计划”"),
    Case(
        "三个月",
        "相符",
        form(("电", "千瓦时", 400, 400, 400, 1200), ("水", "立方米", 10, 15, 15, 40), head=MONTHS),
        QUANTITIES,
    ),
    Case(
        "三个月",
        "不符",
        form(("电", "千瓦时", 400, 400, 400, 1200), ("水", "立方米", 10, 15, 15, 45), head=MONTHS),
        says="F5：三个月相加是40，与“合计”的45不符",
    ),
    Case(
        "三个月",
        "缺九月",
        form(("电", "千瓦时", 400, 400, None, 1200), ("水", "立方米", 10, 15, 15, 40), head=MONTHS),
        says="F4：9月是空的",
    ),
    Case("三个月", "只有两个月", form(("电", "千瓦时", 400, 400), ("水", "立方米", 10, 15), head=MONTHS[:4])),
    Case(
        "三个月",
        "全年十二个月",
        form(
            ("电", "千瓦时", *[100] * 12, 1200),
            ("水", "立方米", *[1] * 12, 12),
            head=(*HEAD[:2], *_WHOLE_YEAR, "合计"),
        ),
        {"卫生院": {"electricity": ("300", ""), "water": ("3", "")}},
    ),
    Case(
        "三个月",
        "逐月台账",
        [["2024年能源资源消费统计台账"], [UNIT], _LEDGER_HEAD, *_LEDGER, ("合计", 7800, 4680, 78, 234)],
        {"卫生院": {"electricity": ("2400", "1440"), "water": ("24", "72")}},
    ),
]
_WHOSE = [
    Case(
        "单位",
        "附属幼儿园",
        form(title="能源统计表", unit=None),
        file="青石镇中心学校附属幼儿园2024年三季度.xlsx",
        says="还有“附属幼儿园”",
    ),
    Case("单位", "分院", form(title="能源统计表", unit=None), file="青石镇卫生院分院2024年三季度.xlsx"),
    Case("单位", "邻镇", form(title="能源统计表", unit=None), file="东河镇卫生院2024年三季度.xlsx"),
    Case("单位", "括号里的分院", form(unit="填报单位：青石镇卫生院（河西分院）"), says="还有“河西分院”"),
    Case("单位", "名录外", form(unit="填报单位：青石镇敬老院"), says="不在2024年的单位名录中"),
    Case(
        "单位", "文件名是别的单位", form(), file="青石镇文化站2024年三季度.xlsx", says="里却是“青石镇文化站”"
    ),
    Case(
        "单位",
        "标题是别的单位",
        form(title="青石镇文化站2024年三季度能源统计表"),
        says="里却是“青石镇文化站”",
    ),
    Case("单位", "盖章", form(unit="填报单位（盖章）：青石镇卫生院（公章）"), BOTH),
    Case("单位", "不带镇名", form(unit="填报单位：文化站"), {"文化站": BOTH["卫生院"]}),
    Case(
        "单位",
        "简称在文件名",
        form(title="能源统计表", unit=None),
        BOTH,
        file="2024年三季度_卫生院(修改).xlsx",
    ),
    Case(
        "单位",
        "清单里的杂项",
        listed(
            ["单位", "用电量（千瓦时）", "用水量（吨）"], ["—", 100, 5], [12.5, 200, 6], ["卫生院", 1200, 40]
        ),
        QUANTITIES,
    ),
    Case(
        "表种",
        "镇汇总表",
        form(title="2024年三季度公共机构能源消费汇总表", unit="填报单位：青石镇人民政府"),
        says="全镇的汇总表",
    ),
    Case(
        "表种", "全镇", form(title="青石镇人民政府2024年三季度全镇能源消费表", unit=None), says="全镇的汇总表"
    ),
    Case(
        "表种", "公共机构数量", form(("公共机构数量", "个", 7, None), ELECTRICITY, WATER), says="全镇的汇总表"
    ),
    Case("表种", "单位自己的汇总表", form(title="2024年三季度能源消费汇总表"), BOTH),
]
_LOOKS = [
    Case("看得见", "隐藏行", form(), says="C4：这一行是隐藏的", change=_hide_row),
    Case("看得见", "隐藏列", form(), says="D4：这一列是隐藏的", change=_hide_column),
    Case("看得见", "筛选", form(), says="C4：这一行被筛选隐藏了", change=_filter),
    Case("看得见", "删除线", form(), says="C4：数上有删除线", change=_strike),
    Case("看得见", "白字", form(), says="D5：数是白色的", change=_white),
    Case("看得见", "主题白字", form(), says="C4：数是白色的", change=_white_by_theme),
    Case("看得见", "批注", form(), says="C5：有批注“应为400”", change=_comment),
    Case("看得见", "蓝底白字的表头", form(), BOTH, change=_white_head_on_blue),
    Case("看得见", "隐藏的空列", form(), BOTH, change=_hide_blank_column),
]
_DIGITS = [
    Case("数字", text, form(("电", "千瓦时", text, 720), WATER), says="C4")
    for text in ("1200①", "1200²", "⑴200", "1200\u200b", "约1200", "1200度", "1.2万", "١٢٠٠", "1200*")
]
_CLEAN = [
    Case("干净", "全角", form(("电", "千瓦时", "１，２００", 720), ("水", "立方米", "40\xa0", 140)), BOTH),
    Case("干净", "普通", form(), BOTH),
    Case(
        "干净",
        "清单",
        listed(["单位名称", "用电量（千瓦时）", "电费（元）"], ["卫生院", 1200, 720]),
        ONLY_ELECTRICITY,
    ),
]
CASES = [
    *_UNITS_OF_MEASURE,
    *_SAID_ONCE,
    *_METERS,
    *_OTHER_PERIODS,
    *_THIS_QUARTER,
    *_PERIODS,
    *_WHOSE,
    *_LOOKS,
    *_DIGITS,
    *_CLEAN,
]
