"""What a label of any table may mean: an indicator, a quantity or a cost, a period, a group of units. Texts
only, no cells.

The words are those seen on the forms of several counties and of schools. A word that fits two indicators
(用油量, 燃气费) is in none of the lists: a figure is taken only where its label can mean one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TypeVar

from ...base.text import matching_key
from ...energy.statistics import StatisticalSystem, statistical_systems
from ..values.reports import Amount, EntryCell
from . import layout
from .measures import is_money, measure_in

Meaning = EntryCell
Key = TypeVar("Key")
"""Key of an item (or of a fact) and 数量 or 费用."""

NOW, TO_DATE, LAST_YEAR, LAST_YEAR_TO_DATE, OTHER_PERIOD = "本季", "本年累计", "上年同期", "上年累计", "其他"
THIS_YEAR = "本年"
"""Beside 上年 in a quarter's form the quarter, beside 本季 what is added up: decided where both are seen."""
ALL, INSTITUTIONS = "合计", "事业小计"
NAME, MEASURE, CODE, COST_CODE, UNIT, REMARK, NUMBER = (
    "指标名称",
    "计量单位",
    "代码",
    "费用代码",
    "单位名称",
    "备注",
    "序号",
)


def by_word(lists: Mapping[Key, Iterable[str]]) -> dict[str, Key]:
    """Return by each word of some lists, as it is compared, which list it is in."""
    found: dict[str, Key] = {}
    for name, words in lists.items():
        found |= dict.fromkeys(map(matching_key, words), name)
    return found


_CARRIERS: Mapping[str, tuple[str, ...]] = {
    "electricity": ("电", "电力", "电能"),
    "water": ("水", "自来水"),
    "coal": ("原煤", "煤炭", "煤", "燃煤"),
    "natural_gas": ("天然气",),
    "lpg": ("液化石油气", "液化气", "石油液化气"),
    "manufactured_gas": ("人工煤气",),
    "petrol": ("汽油",),
    "diesel": ("柴油",),
    "kerosene": ("煤油",),
    "heat": ("热力", "热", "热力(按热量收费)"),
    "other": ("其他能源", "其它能源"),
}
_PARTS: Mapping[str, tuple[str, ...]] = {
    "petrol_vehicle": ("汽油:车辆用油", "汽油车辆用油", "车辆用汽油", "车用汽油"),
    "petrol_other": ("汽油:其他用油", "汽油其他用油", "其他用汽油", "其它用汽油"),
    "diesel_vehicle": ("柴油:车辆用油", "柴油车辆用油", "车辆用柴油", "车用柴油"),
    "diesel_other": ("柴油:其他用油", "柴油其他用油", "其他用柴油", "其它用柴油"),
}
_OF_EITHER: Mapping[str, tuple[str, ...]] = {
    "车辆用油": ("petrol_vehicle", "diesel_vehicle"),
    "其他用油": ("petrol_other", "diesel_other"),
    "其它用油": ("petrol_other", "diesel_other"),
}
"""Means the part of the carrier it stands under."""

_FACTS: Mapping[str, tuple[str, ...]] = {
    "fact:units": ("公共机构数量", "单位数量", "机构数量"),
    "fact:floor_area": ("建筑面积", "房屋建筑面积", "办公建筑面积"),
    "fact:energy_users": ("用能人数", "使用人数"),
    "fact:establishment": ("编制人数",),
    "fact:vehicles": ("车辆总量", "车辆数量", "车辆数", "公务用车数量", "公车数量"),
    "fact:petrol_cars": ("汽油车数量", "汽油车"),
    "fact:diesel_cars": ("柴油车数量", "柴油车"),
    "fact:new_energy_cars": ("新能源汽车数量", "新能源车数量", "新能源汽车", "新能源车"),
}
_NOT_TAKEN = (
    *(
        "用地面积",
        "充电桩数量",
        "太阳能光热利用系统集热器面积",
        "太阳能光电利用系统装机容量",
        "太阳能光电系统发电量",
        "地热能利用系统装机容量",
    ),
    *(
        "单位性质",
        "供热面积",
        "供暖面积",
        "采暖面积",
        "可再生能源应用",
        "综合能耗",
        "能耗总量",
        "人均综合能耗",
        "单位建筑面积能耗",
        "人均用水量",
    ),
    *("单价", "机房面积", "数据中心机房", "学生人数", "教师人数", "费用合计", "能源费用合计", "能源总费用"),
)
"""Rows other forms have and a quarterly report has not: passed over without a question."""

_QUANTITY_ENDS = (
    "",
    "量",
    "消费量",
    "消耗量",
    "消费",
    "消耗",
    "用量",
    "使用量",
    "数量",
    "实物量",
    "消费数量",
    "消耗数量",
    "消费总量",
    "消耗总量",
)
_QUANTITY_STARTS = (("用", "量"), ("用", ""), ("耗", "量"), ("耗", ""), ("使用", "量"), ("总用", "量"))
_COST_ENDS = (
    "费",
    "费用",
    "金额",
    "消费金额",
    "消耗金额",
    "消费费用",
    "消耗费用",
    "支出",
    "费支出",
    "费用支出",
    "费金额",
    "量费用",
    "消费量费用",
)
_COST_STARTS = (("用", "费"), ("用", "费用"), ("用", "金额"), ("用", "支出"))

_ROLES: Mapping[str, tuple[str, ...]] = {
    NAME: (
        "指标名称",
        "指标",
        "项目",
        "名称",
        "能源资源名称",
        "能源品种",
        "能源资源品种",
        "品种",
        "指标项目",
        "项目名称",
        "能源名称",
        "甲",
    ),
    MEASURE: ("计量单位", "单位(计量)", "乙"),
    CODE: ("代码", "汇总代码", "指标代码", "编码", "丙"),
    COST_CODE: ("费用代码",),
    UNIT: (
        "单位名称",
        "填报单位",
        "机构名称",
        "用能单位",
        "公共机构名称",
        "单位",
        "填表单位",
        "学校",
        "学校名称",
        "部门",
        "单位全称",
    ),
    REMARK: (
        "备注",
        "说明",
        "数据来源",
        "联系人",
        "联系电话",
        "电话",
        "填表人",
        "统一社会信用代码",
        "票据号",
        "凭证号",
    ),
    NUMBER: ("序号", "编号", "行次"),
}
_WHAT: Mapping[Amount, tuple[str, ...]] = {
    Amount.QUANTITY: (
        "数量",
        "消耗量",
        "消费量",
        "用量",
        "实物量",
        "使用量",
        "消费数量",
        "消耗数量",
        "总量",
        "总消耗量",
    ),
    Amount.COST: ("费用", "金额", "消费金额", "费用金额", "支出", "费用支出", "消耗费用"),
}
_LAST_YEAR_WORDS = ("上年", "去年", "上年数", "去年数", "上年度", "上年实际", "同期数")
_NOT_WHOLE = ("本月", "当月", "本月数", "当月数", "上月", "上月数", "全年", "全年合计", "全年数", "年度合计")
_NOT_USED = ("计划", "计划数", "预算", "预算数", "定额", "预计", "预计数", "目标", "目标值")
_PERIODS: Mapping[str, tuple[str, ...]] = {
    NOW: (
        "本季",
        "本季度",
        "本期",
        "本期数",
        "当季",
        "本季数",
        "当期",
        "本季合计",
        "本季实际",
        "季度合计",
        "实际",
    ),
    TO_DATE: (
        "累计",
        "本年累计",
        "自年初累计",
        "本期累计",
        "累计数",
        "年初至今",
        "本年累计数",
        "1—本季累计",
        "1-本季累计",
        "年累计",
        "本年累计值",
        "累计用量",
    ),
    THIS_YEAR: ("本年", "今年", "本年数", "本年度", "当年", "今年数", "本年实际"),
    LAST_YEAR: (
        "上年同期",
        "去年同期",
        "同期",
        "上年同期数",
        "上年本季",
        "去年同期数",
        "上年同季",
        *_LAST_YEAR_WORDS,
    ),
    LAST_YEAR_TO_DATE: ("上年累计", "上年同期累计", "去年同期累计", "上年累计数", "去年累计"),
    OTHER_PERIOD: (
        "同比",
        "增减",
        "增减%",
        "同比增减",
        "同比%",
        "同比增长",
        "增长率",
        "环比",
        "上季",
        "上季度",
        "上期",
        "增幅",
        "增减率",
        "比上年增减",
        "单价",
        "上期读数",
        "本期读数",
        "上次读数",
        "本次读数",
        "倍率",
        *_NOT_WHOLE,
        *_NOT_USED,
    ),
}
_GROUPS: Mapping[str, tuple[str, ...]] = {
    ALL: ("合计", "总计", "全镇合计", "全镇", "全乡", "全乡合计", "总数", "汇总", "共计"),
    "01": ("国家机关", "机关"),
    INSTITUTIONS: ("小计", "事业单位", "事业单位小计", "事业小计"),
    "021": ("教育", "事业单位(教育)", "教育事业"),
    "022": ("科技", "事业单位(科技)", "科技事业"),
    "023": ("文化", "事业单位(文化)", "文化事业"),
    "024": ("卫生", "事业单位(卫生)", "卫生事业"),
    "025": ("体育", "事业单位(体育)", "体育事业"),
    "026": ("其他", "其它", "事业单位(其他)", "其他事业"),
    "03": ("团体组织", "群团组织", "社会团体", "团体"),
}

_HEAD_WORDS: Mapping[str, tuple[str, ...]] = {
    layout.UNIT: (
        *(
            "填报单位",
            "单位名称",
            "填表单位",
            "填报单位名称",
            "用能单位",
            "机构名称",
            "公共机构名称",
            "单位",
            "学校名称",
            "单位全称",
        ),
        *(
            "填报单位(盖章)",
            "填报单位(公章)",
            "单位(盖章)",
            "单位(公章)",
            "填表单位(盖章)",
            "填报单位(签章)",
            "单位名称(盖章)",
            "单位名称(公章)",
        ),
    ),
    layout.CREDIT_CODE: ("统一社会信用代码",),
    layout.PERIOD: ("统计时间", "报告期", "统计期", "所属期", "所属时期", "填报时期", "报表所属期", "时间"),
    layout.NOTE: ("备注", "说明"),
    layout.UNIT_HEAD: ("单位负责人", "负责人", "单位领导"),
    layout.STATISTICS_HEAD: ("统计负责人", "审核人"),
    layout.FILLED_BY: ("填表人", "制表人", "经办人", "填报人"),
    layout.REPORTED_ON: ("报出日期", "填报日期", "填表日期", "报出时间", "制表日期"),
}
_HEAD_OF = by_word(_HEAD_WORDS)

_LEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.](?!\d)|[#*·•\-—－]+|其中:?)+"
)
_BRACKET = re.compile(r"\(([^()]*)\)$")
_SLASH = re.compile(r"^(.+)/([^/]+)$")
_MONTH = re.compile(r"(?:\d{4}年)?(\d{1,2})月份?")
_NUMBERED = r"(?:第?[一二三四五六七八九十\d]+(?:号|#|路|户)?)"
_METER = r"(?:电表|水表|气表|表|户|户头|账户|户号|线路|变压器|配电房|泵房)"
_PLACES = (
    "食堂", "宿舍", "办公楼", "办公区", "教学楼", "教学区", "住院部", "门诊", "门诊楼", "生活区", "家属区", "新区", "老区",
    "新校区", "老校区", "东校区", "西校区", "南校区", "北校区", "新楼", "旧楼", "老楼", "分校", "总表", "分表", "路灯", "机房",
)  # fmt: skip
_PART = rf"(?P<part>{_NUMBERED}{_METER}?|{_METER}{_NUMBERED}|{'|'.join(_PLACES)})"
_CARRIER_WORD = re.compile(r"电|水|煤|气|油|热|能")
_TOTAL_OF = re.compile(r"(?P<name>.+?)\(?(?:合计|小计|总计|共计)\)?")
_PARTS_OF = (
    re.compile(rf"(?P<name>.+?)[(\-—:]{_PART}\)?"),
    re.compile(rf"(?P<name>[^\d]+?){_PART}"),
    re.compile(rf"{_PART}[:\-]?(?P<name>.+)"),
)
_CODE = re.compile(r"\(?(\d{3,4})\)?")


@dataclass(frozen=True, slots=True)
class Label:
    """What a text says; nothing said is empty.

    Attributes:
        targets: the indicators it may mean; two where it stands under its carrier (其中：车辆用油).
        measure: the unit of measure it names.
        not_taken: an indicator of other forms that no quarterly report has.
        told: the clerk said so; then a code beside it need not agree.
        part: which of several meters or places of one indicator it is (一号表, 食堂).
    """

    targets: frozenset[Meaning] = frozenset()
    what: Amount | None = None
    measure: str = ""
    period: str = ""
    group: str = ""
    role: str = ""
    month: int = 0
    not_taken: bool = False
    told: bool = False
    part: str = ""

    @property
    def says_something(self) -> bool:
        return bool(
            self.targets
            or self.what
            or self.period
            or self.group
            or self.role
            or self.month
            or self.not_taken
            or self.measure
        )


@lru_cache(maxsize=16384)
def read_label(text: str) -> Label:
    """Return what a label says; an empty Label for a text that says nothing known."""
    key = matching_key(text).replace("：", ":").replace("％", "%")
    if len(key) > 40:
        return Label()
    if measure := measure_in(key):
        return replace(_whole(key), measure=measure)
    key, measure = _without_measure(key)
    found = _whole(key)
    if not found.says_something:
        found = _whole(_LEADING.sub("", key))
    if not found.says_something:
        found = _with_period(_LEADING.sub("", key))
    if not found.says_something:
        found = _with_part(key)
    if measure:
        found = replace(found, measure=measure)
        if is_money(measure) and found.targets:  # 电（元）is its cost
            found = replace(found, targets=frozenset((item, Amount.COST) for item, _ in found.targets))
    return found


@lru_cache(maxsize=16384)
def head_label(text: str) -> str:
    """Return which label of a form's head or foot a text is, alone or before a colon; empty if none."""
    if len(text) > 80:
        return ""
    key = matching_key(text)
    return _HEAD_OF.get(key) or _HEAD_OF.get(key.partition(":")[0], "")


def code_in(text: str) -> str:
    """Return the code a cell holds, without the brackets of an inferred one; empty if it holds none."""
    found = _CODE.fullmatch(matching_key(text))
    return found[1] if found else ""


@cache
def codes_of(system: StatisticalSystem) -> Mapping[str, frozenset[Meaning]]:
    """Return what each code means in a version: on the base form of the unit as well as on the summary."""
    found: dict[str, set[Meaning]] = {}
    for item in system.items:
        base = _BASE_CODES.get((item.key, item.code), (item.code, item.cost_code))
        for code, cost_code in {(item.code, item.cost_code), base}:
            found.setdefault(code, set()).add((item.key, Amount.QUANTITY))
            found.setdefault(cost_code, set()).add((item.key, Amount.COST))
    return {code: frozenset(targets) for code, targets in found.items()}


def title_of(target: Meaning, system: StatisticalSystem) -> str:
    """Name a target as lists show it: 110 电消费量（千瓦时）."""
    key, what = target
    if key.startswith("fact:"):
        return _FACTS[key][0]
    item = system.item(key)
    return (
        f"{item.printed_cost_code} {item.name}费用（元）"
        if what is Amount.COST
        else f"{item.printed_code} {item.name}（{item.unit}）"
    )


_BASE_CODES: Mapping[tuple[str, str], tuple[str, str]] = {("lpg", "105"): ("104", "1041")}
"""NY201, the unit's own form,
runs one code lower than the summary NY301 where the summary counts the units first.
"""


def _without_measure(key: str) -> tuple[str, str]:
    """Split 用电量(千瓦时), 用电量/千瓦时 or 电费,单位:元 into its name and its unit of measure."""
    for pattern in (_BRACKET, _SLASH):
        found = pattern.search(key)
        if found and (measure := measure_in(found[found.lastindex or 1])):
            return key[: found.start(found.lastindex or 1) - 1], measure
    head, comma, tail = key.rpartition(",")
    if comma and (measure := measure_in(tail)):
        return head, measure
    return key, ""


def _whole(key: str) -> Label:
    """Return what a key says as a whole."""
    if targets := _names().get(key):
        return Label(targets)
    if key in _not_taken():
        return Label(not_taken=True)
    if word := _form_words().get(key):
        return word
    if month := _MONTH.fullmatch(key):
        return Label(month=int(month[1]) if 1 <= int(month[1]) <= 12 else 0)
    return Label(measure=measure_in(key))


@cache
def _form_words() -> Mapping[str, Label]:
    """Return the words of a form's heads; where one word is in two lists, the first counts."""
    found = {key: Label(group=value) for key, value in by_word(_GROUPS).items()}
    found |= {key: Label(period=value) for key, value in by_word(_PERIODS).items()}
    found |= {key: Label(what=value) for key, value in by_word(_WHAT).items()}
    return found | {key: Label(role=value) for key, value in by_word(_ROLES).items()}


def _with_period(key: str) -> Label:
    """Return what a key says that begins or ends with a period: 本季用电量, 电费累计, 本期数量."""
    for words, period in _period_words():
        for rest in (key.removeprefix(words), key.removesuffix(words)):
            if rest != key and (found := _whole(rest.strip(":-_()"))).says_something and not found.period:
                return replace(found, period=period)
    return Label()


def _with_part(key: str) -> Label:
    """Return what a key says that names one of several meters or places (电(一号表), 2号表用电, 电表1), or all of
    them together (电合计).
    """
    if total := _TOTAL_OF.fullmatch(key):
        label = _whole(total["name"])
        return label if len(label.targets) == 1 else Label()
    for pattern in _PARTS_OF:
        found = pattern.fullmatch(key)
        if found and (label := _whole(found["name"])).targets and len(label.targets) == 1:
            return replace(label, part=found["part"])
    return Label()


@lru_cache(maxsize=4096)
def may_be_part(text: str) -> bool:
    """True for a text that names an indicator's meter or place in a way of its own (食堂的电): it may belong to
    what was taken. 其中 says that it does already.
    """
    key = matching_key(text)
    if key.startswith("其中") or len(key) > 20:
        return False
    return bool(_CARRIER_WORD.search(key)) and bool(re.search(_PART, key))


@cache
def _period_words() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(by_word(_PERIODS).items(), key=lambda pair: -len(pair[0])))


@cache
def _not_taken() -> frozenset[str]:
    return frozenset(matching_key(name) for name in _NOT_TAKEN)


@cache
def _names() -> Mapping[str, frozenset[Meaning]]:
    """Return every name an indicator goes by, with the targets it may mean."""
    found: dict[str, set[Meaning]] = {}
    for key, words in (*_CARRIERS.items(), *_PARTS.items()):
        _add(found, words, [(key, Amount.QUANTITY)], [(key, Amount.COST)])
    for word, keys in _OF_EITHER.items():
        quantities = [(key, Amount.QUANTITY) for key in keys]
        _add(found, [word], quantities, [(key, Amount.COST) for key in keys])
    for system in statistical_systems():
        for item in system.items:
            name = matching_key(item.name)
            if name not in found:
                found[name] = {(item.key, Amount.QUANTITY)}
            for end in ("费用", "金额"):
                found.setdefault(name + end, {(item.key, Amount.COST)})
    for key, words in _FACTS.items():
        for word in words:
            found[matching_key(word)] = {(key, Amount.QUANTITY)}
    return {key: frozenset(targets) for key, targets in found.items()}


def _add(
    found: dict[str, set[Meaning]], words: Iterable[str], quantities: list[Meaning], costs: list[Meaning]
) -> None:
    for word in words:
        for texts, targets in ((_quantity_texts(word), quantities), (_cost_texts(word), costs)):
            for text in texts:
                found.setdefault(matching_key(text), set()).update(targets)


def _quantity_texts(word: str) -> list[str]:
    return [word + end for end in _QUANTITY_ENDS] + [start + word + end for start, end in _QUANTITY_STARTS]


def _cost_texts(word: str) -> list[str]:
    return [word + end for end in _COST_ENDS] + [start + word + end for start, end in _COST_STARTS]
