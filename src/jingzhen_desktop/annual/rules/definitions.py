"""What each figure means and how it is counted, in a sentence: for its tip, and for whoever audits the text.
No numbers here.
"""

from __future__ import annotations

from ..values.facts import SummaryFacts
from .figures import carrier_names, figure_title
from .numerals import read_numeral

HOW = {
    "organisation.document": "组织机构中登记的领导小组成立（调整）文件文号",
    "organisation.founded": "组织机构中登记的领导小组成立日期",
    "organisation.leader": "领导小组成员中角色为“组长”的职务和姓名",
    "organisation.deputies": "领导小组成员中角色为“副组长”的职务和姓名",
    "organisation.member_units": "领导小组全体成员所在的单位，重复的只列一次",
    "organisation.member_count": "领导小组全体成员所在单位的个数，重复的只计一次",
    "organisation.office_head": "组织机构中登记的领导小组办公室主任",
    "organisation.systems": "本年度登记的单位所属的系统",
    "organisation.units": "本年度登记的单位个数",
    "organisation.natures": "本年度登记的单位按单位性质分别计数",
    "organisation.liaisons": "填报单位中登记了节能联络员的个数",
    "organisation.reporting": "本年度标为“填报统计表”的单位个数",
    "organisation.without_liaison": "填报单位中没有登记节能联络员的单位",
    "organisation.without_data": "填报单位中没有登记建筑面积或用能人数的单位",
    "organisation.area": "填报单位的建筑面积之和",
    "organisation.people": "填报单位的用能人数之和",
    "organisation.cars": "填报单位的汽油车、柴油车、新能源车数量之和",
    "organisation.meetings": "工作台账中登记的会议次数，截至{until}",
    "organisation.rules": "工作台账中登记的规章制度件数，截至{until}",
    "organisation.rule_names": "工作台账中登记的规章制度名称，截至{until}",
    "publicity.activities": "宣传培训活动的次数，截至{until}",
    "publicity.kinds": "宣传培训活动按类别分别计数，截至{until}",
    "publicity.people": "各次活动登记的参与人次之和，未登记人次的不计",
    "publicity.trained": "类别为“节能培训”的活动登记的人次之和",
    "publicity.trainings": "类别为“节能培训”的活动次数",
    "publicity.day": "该次活动登记的日期",
    "publicity.reached": "该次活动登记的参与人次",
    "inspection.planned": "设置中每年计划检查的次数",
    "inspection.rounds": "已检查过单位的检查批次数，举报核查不计，截至{until}",
    "inspection.target": "各批检查都查遍全部单位时为“各单位”，否则为“部分单位”",
    "inspection.visits": "各批检查的被检查单位数之和，同一单位每批计一次",
    "inspection.units": "被检查过的单位个数，同一单位只计一次",
    "inspection.readings": "能按当批规定温度判定的空调处数（运行中、未豁免、已填设定温度）",
    "inspection.passed": "其中判定为“符合”的处数",
    "inspection.pass_rate": "温度符合规定的处数÷核查空调温度的处数",
    "inspection.violations": "各批检查登记的问题个数",
    "inspection.kinds": "登记的问题按类别分别计数",
    "inspection.corrected": "登记为当场纠正的问题个数",
    "inspection.ordered": "下达的限期整改通知书份数，重新下达的另计",
    "inspection.closed": "复查合格、已销号的整改通知书份数",
    "inspection.overdue": "截至{until}，期限已过、尚未销号的整改通知书份数",
    "inspection.overdue_problem": "截至{until}，期限已过、尚未销号的整改通知书份数",
    "inspection.close_rate": "已销号的整改通知书份数÷下达的份数",
    "inspection.scopes": "本年度通报登记的范围",
    "inspection.circular_day": "该通报登记的日期",
    "inspection.circular_number": "该通报的文号",
    "inspection.circular_units": "该通报点名的单位",
    "inspection.unvisited": "本年度登记、但没有被检查过的单位",
    "statistics.units": "{span}须报季度报表的单位个数",
    "statistics.expected": "{span}各单位应报的季度报表份数之和",
    "statistics.received": "{span}已收到的季度报表份数",
    "statistics.coverage": "{last}报表已报且没有空白的单位数／须报单位数",
    "statistics.missing": "{span}没有报表的单位和季度",
    "statistics.blank": "{span}报表有空白的单位和季度",
    "statistics.late": "收到日期晚于报送期限的单位和季度",
    "statistics.total": "数据齐全的单位数／须报单位数",
    "statistics.all_energy": "各单位、各季度、各能源品种的折标煤之和，{span}，水不折标煤",
    "statistics.all_cost": "各单位、各季度、全部品种（含水）的费用之和，{span}",
    "statistics.indicator": "由{span}合计计算",
    "statistics.collected": "{span}应报的季度报表没有缺报、没有空白时为“全部收齐”，否则为已收到的份数",
    "statistics.punctual": "到期的各季度第一次汇总上报都不晚于汇总上报期限时为“按时上报”；没有期限或没有登记的不写“按时”",
    "statistics.sent_late": "第一次汇总上报的日期晚于汇总上报期限的季度",
    "statistics.sent_again": "汇总上报后解锁更正、又重新上报的季度",
    "statistics.sent": "截至落款日期已登记汇总上报（没有解锁）的季度个数",
    "statistics.set": "设置中所选的折标准煤系数",
    "consumption.natures": "填报单位按单位性质分别计数",
    "plan.risen": "{span}累计数量同比上升的品种",
    "plan.total": "{year}年工作计划列入工作台账的项数",
    "plan.done": "其中已完成的项数",
    "plan.undone": "其中尚未完成的工作",
    "plan.kept": "上年度工作计划中已完成的工作",
}
"""Key (tab and head) → how it is counted."""

PARTS = {
    "quantity": "各单位{span}季度报表“{name}”数量之和",
    "cost": "各单位{span}季度报表“{name}”费用之和",
    "coal": "各单位、各季度“{name}”数量×折标系数，每项四舍五入到0.01千克标准煤后相加",
    "change": "（{span}−上年同期）÷上年同期，只比较两期都有数据的单位",
    "before": "各单位上年同期季度报表“{name}”数量之和",
    "coverage": "数据齐全的单位数／须报单位数",
    "compared": "两期都有数据、参加同比的单位数",
    "top": "{span}“{name}”数量最多的单位及其数量",
}
"""Part of a carrier's key → how it is counted;
cells of the table and rises are counted as the figure in the text.
"""
_SAME = {
    "quantity_cell": "quantity",
    "cost_cell": "cost",
    "coal_cell": "coal",
    "change_cell": "change",
    "rise": "change",
}
_WHOLE = {"all_energy": "coal", "all_cost": "cost"}
_COUNTERS = ("个季度", "家次", "人次", "个单位", "次", "份", "处", "个", "人", "辆", "项", "%")
_ALL_NAMES = {"all_energy": "综合能耗", "all_cost": "能源资源费用"}
_YUAN, _KGCE = "元", "千克标准煤"


def part_of(key: str) -> str:
    """Return which part of a carrier's figures a key names: ``statistics.water.cost_cell`` → cost;
    empty for other figures.
    """
    tab, head, part = _split(key)
    if tab != "statistics" or (f"{tab}.{head}" in HOW and head not in _WHOLE):
        return ""
    return _SAME.get(part, part)


def item_of(key: str) -> str:
    """Return the carrier a key speaks of (all_energy and all_cost are none)."""
    return _split(key)[1] if part_of(key) and _split(key)[1] not in _WHOLE else ""


def definition(key: str, facts: SummaryFacts) -> str:
    """Return how a figure is counted, as a sentence without a full stop."""
    tab, head, _ = _split(key)
    part = part_of(key)
    own = part in ("", "quantity", "cost", "coal") and HOW.get(f"{tab}.{head}")
    template = own or PARTS.get(part, "")
    return template.format(name=_name(head), **_period(facts))


def named(key: str, facts: SummaryFacts) -> str:
    """Return what a figure is called; of the main indicators each by its own name."""
    tab, head, number = _split(key)
    if tab == "statistics" and head == "indicator" and facts.statistics is not None:
        indicators = facts.statistics.town.indicators
        if int(number) < len(indicators):
            return f"{indicators[int(number)].name.partition('（')[0]}（季度统计）"
    return figure_title(key)


def unit_of(key: str, shown: str, facts: SummaryFacts) -> str:
    """Return the unit of measure of a figure: the counter written with it, or that of the form's row."""
    tab, head, rest = _split(key)
    if shown.endswith("%"):
        return "%"
    if tab == "statistics" and head == "indicator" and facts.statistics is not None:
        indicators = facts.statistics.town.indicators
        return indicators[int(rest)].unit if int(rest) < len(indicators) else ""
    part = part_of(key)
    if part in ("quantity", "before"):
        carrier = facts.statistics.town.carrier(head) if facts.statistics else None
        return carrier.item.unit if carrier else ""
    if part in ("cost", "coal"):
        return _YUAN if part == "cost" else _KGCE
    if key == "organisation.area":
        return "平方米"
    return next(
        (
            counter
            for counter in _COUNTERS
            if read_numeral(shown.removesuffix(counter)) and shown.endswith(counter)
        ),
        "",
    )


def _split(key: str) -> tuple[str, str, str]:
    tab, _, rest = key.partition(".")
    head, _, part = rest.partition(".")
    if tab == "statistics" and head in _WHOLE and part in ("", "quantity"):
        part = _WHOLE[head]
    return tab, head, part


def _name(head: str) -> str:
    return _ALL_NAMES.get(head, carrier_names().get(head, head))


def _period(facts: SummaryFacts) -> dict[str, str]:
    last = facts.statistics.town.quarter if facts.statistics else facts.kind.quarters(facts.year)[-1]
    until = facts.until
    span = {1: "一季度", 2: "上半年", 3: "前三季度", 4: "全年"}[last.number]
    return {
        "span": f"{last.year}年{span}",
        "last": last.title,
        "until": f"{until.year}年{until.month}月{until.day}日",
        "year": str(facts.year),
    }
