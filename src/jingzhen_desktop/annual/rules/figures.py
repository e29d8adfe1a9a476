"""Figures of the text: how numbers are written in running text, what a figure's key is called, which have
changed.

One rule for numbers in running text: exact, as in the table, in the unit of the form, without thousands
separators.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ...base.numbers import round_half_up, show_number
from ...base.place import Place
from ...base.text import join_names
from ...energy.statistics import statistical_systems
from ..values.kinds import ParagraphKind
from ..values.sources import ChangedFigure
from ..values.text import Figure, SummaryParagraph
from .markup import figures, mark
from .tables import table_figures

TITLES = {
    "organisation.document": "领导小组成立文号",
    "organisation.founded": "领导小组成立日期",
    "organisation.leader": "领导小组组长",
    "organisation.deputies": "领导小组副组长",
    "organisation.member_units": "领导小组组成单位",
    "organisation.member_count": "领导小组组成单位数",
    "organisation.office_head": "领导小组办公室主任",
    "organisation.systems": "各系统",
    "organisation.units": "单位数",
    "organisation.natures": "单位性质分类",
    "organisation.liaisons": "有联络员的单位数",
    "organisation.reporting": "报送统计表的单位数",
    "organisation.without_liaison": "没有联络员的单位",
    "organisation.without_data": "基础数据不全的单位",
    "organisation.meetings": "会议次数",
    "organisation.rules": "规章制度件数",
    "organisation.rule_names": "规章制度",
    "publicity.activities": "宣传培训活动次数",
    "publicity.kinds": "活动分类次数",
    "publicity.people": "参与人次",
    "publicity.trained": "培训人次",
    "publicity.day": "活动日期",
    "publicity.reached": "活动参与人次",
    "inspection.rounds": "检查次数",
    "inspection.target": "检查范围",
    "inspection.visits": "检查单位次数",
    "inspection.units": "检查覆盖单位数",
    "inspection.readings": "核查空调温度处数",
    "inspection.passed": "温度符合规定处数",
    "inspection.violations": "发现问题数",
    "inspection.kinds": "问题分类",
    "inspection.corrected": "当场纠正数",
    "inspection.ordered": "限期整改通知数",
    "inspection.closed": "已销号整改数",
    "inspection.overdue": "逾期整改数",
    "inspection.overdue_problem": "逾期整改数",
    "inspection.scopes": "通报范围",
    "inspection.circular_day": "通报日期",
    "inspection.circular_number": "通报文号",
    "inspection.circular_units": "被通报单位",
    "inspection.unvisited": "尚未检查的单位",
    "statistics.units": "填报单位数",
    "statistics.expected": "应收报表份数",
    "statistics.received": "实收报表份数",
    "statistics.coverage": "数据完整的单位",
    "statistics.missing": "未报的单位",
    "statistics.blank": "报表有空白的单位",
    "statistics.late": "迟报的单位",
    "statistics.total": "合计",
    "statistics.all_energy": "综合能耗",
    "statistics.all_cost": "能源资源费用",
    "statistics.indicator": "主要指标",
    "statistics.set": "折标系数",
    "statistics.collected": "报表是否收齐",
    "statistics.punctual": "是否按时",
    "statistics.sent_late": "逾期上报的季度",
    "statistics.sent_again": "更正后重新上报的季度",
    "statistics.sent": "已上报的季度数",
    "organisation.area": "建筑面积合计",
    "organisation.people": "用能人数合计",
    "organisation.cars": "车辆合计",
    "publicity.trainings": "培训次数",
    "inspection.planned": "计划检查次数",
    "inspection.pass_rate": "温度符合率",
    "inspection.close_rate": "整改销号率",
    "consumption.natures": "填报单位性质分类",
    "plan.risen": "同比上升的品种",
    "plan.total": "年度计划项数",
    "plan.done": "年度计划已完成项数",
    "plan.undone": "年度计划未完成的工作",
    "plan.kept": "年度计划已完成的工作",
}
_PARTS = {
    "quantity": "数量",
    "cost": "费用",
    "coal": "折标煤",
    "change": "同比",
    "change_cell": "同比",
    "rise": "同比升幅",
    "coverage": "数据完整的单位",
    "compared": "同比的可比单位数",
    "cost_cell": "表中费用",
    "quantity_cell": "表中数量",
    "coal_cell": "表中折标煤",
    "before": "上年同期数量",
    "top": "用量最多的单位",
}
_TABS = {
    "organisation": "组织机构",
    "publicity": "宣传培训",
    "inspection": "监督检查",
    "statistics": "季度统计",
    "plan": "工作台账",
    "consumption": "组织机构",
}
_PLACES = {"statistics": "quarterly", "plan": "organisation", "consumption": "organisation"}


def count(key: str, number: int, counter: str) -> str:
    """Mark a number of things with its counter: 4次."""
    return mark(key, f"{number}{counter}")


def names(key: str, words: Iterable[str]) -> str:
    """Mark a list of names, each once, joined with 、."""
    return mark(key, join_names(list(dict.fromkeys(words))))


def amount(key: str, value: Decimal) -> str:
    """Mark a quantity or amount for running text:
    exact, up to four decimals as stored, no thousands separators.
    """
    return mark(key, show_number(value).replace(",", ""))


def percent(key: str, ratio: Decimal) -> str:
    """Mark the size of a change, without its sign: 3.1%."""
    return mark(key, f"{round_half_up(abs(ratio) * 100, 1)}%")


def figure_title(key: str) -> str:
    """Return what a figure is, for its tool tip: 电·数量（季度统计）."""
    tab, _, rest = key.partition(".")
    head, _, part = rest.partition(".")
    title = TITLES.get(f"{tab}.{head}") or carrier_names().get(head, head)
    detail = _PARTS.get(part, "") if tab == "statistics" else ""
    return f"{title}{'·' + detail if detail else ''}（{_TABS.get(tab, tab)}）"


def figure_place(key: str) -> Place:
    """Return where a figure's records are."""
    tab = key.partition(".")[0]
    return Place(_PLACES.get(tab, tab))


def paragraph_figures(paragraph: SummaryParagraph) -> tuple[Figure, ...]:
    """Return the figures of a stored paragraph, text or table."""
    return table_figures(paragraph.text) if paragraph.kind is ParagraphKind.TABLE else figures(paragraph.text)


def changed_figures(stored: Sequence[Figure], now: Sequence[Figure]) -> tuple[ChangedFigure, ...]:
    """Compare the figures of a text with those the records give now; each key at most once."""
    current = {figure.key: figure.shown for figure in now}
    changed = {figure.key: figure.shown for figure in stored if current.get(figure.key) != figure.shown}
    return tuple(
        ChangedFigure(key, figure_title(key), shown, current.get(key)) for key, shown in changed.items()
    )


def carrier_names() -> dict[str, str]:
    """Return what each row of the forms is called, by key; of several versions' names the shortest."""
    names: dict[str, str] = {}
    for item in (item for system in statistical_systems() for item in system.items):
        names[item.key] = min(names.get(item.key, item.name), item.name, key=len)
    return names
