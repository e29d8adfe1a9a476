"""Decisions about units: which fields may hold what, which unit a name means, totals. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ...base.columns import QUANTITY_PLACES
from ...base.errors import FieldRejected, InputRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.numbers import decimals
from ...base.text import join_names, matching_key
from ..values.units import FUNDINGS, LEVELS, OFFICE_FORMS, SYSTEMS, UnitContact, UnitFacts, UnitInYear
from .days import check_day, check_order

_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}")
_COUNTS = {
    "energy_users": "用能人数",
    "establishment": "编制人数",
    "petrol_cars": "汽油车",
    "diesel_cars": "柴油车",
    "new_energy_cars": "新能源车",
    "machine_rooms": "数据中心机房数",
    "charging_points": "充电桩数量",
    "boarders": "住宿学生",
    "beds": "编制床位",
    "energy_posts_full": "能源管理专职人员",
    "energy_posts_part": "能源管理兼职人员",
    "energy_posts_trained": "能源管理人员受过培训的人数",
    "statistics_posts_full": "能耗统计专职人员",
    "statistics_posts_part": "能耗统计兼职人员",
    "statistics_posts_trained": "能耗统计人员受过培训的人数",
}
_MEASURED = {
    "floor_area": "建筑面积",
    "special_area": "专用系统和车库面积",
    "special_electricity": "专用系统单独计量用电",
    "special_gas": "专用系统单独计量用气",
    "special_water": "专用系统单独计量用水",
    "heating_area": "采暖建筑面积",
    "heating_electricity": "供暖单独计量用电",
    "heating_gas": "供暖单独计量用气",
    "bed_days": "实际开放总床日数",
}
_POSTCODE = re.compile(r"\d{6}")
_TEXTS = {
    "short_name": "简称",
    "address": "地址",
    "liaison_name": "联络员",
    "liaison_phone": "电话",
    "head": "单位负责人",
    "telephone": "办公电话",
    "fax": "传真",
    "email": "电子邮箱",
    "parent": "上级主管单位",
    "trade_code": "行业代码",
}


def check_facts(facts: UnitFacts, others: Sequence[UnitInYear] = ()) -> None:
    """Refuse facts that cannot be; ``others`` are the other units of the year. Raises InputRejected."""
    if not facts.name.strip():
        raise FieldRejected("name", "单位名称不能为空，请填写全称。")
    check_length("name", "单位名称", facts.name)
    if matching_key(facts.name) in {matching_key(other.name) for other in others}:
        raise FieldRejected("name", f"单位名称“{facts.name}”已经有了，请核对是否重复。")
    for field, title in _MEASURED.items():
        measured = getattr(facts, field)
        if measured is not None and measured < 0:
            raise FieldRejected(field, f"“{facts.name}”的{title}不能是负数。")
        if isinstance(measured, Decimal) and decimals(measured) > QUANTITY_PLACES:
            raise FieldRejected(field, f"“{facts.name}”的{title}最多{QUANTITY_PLACES}位小数。")
    for field, title in _COUNTS.items():
        count = getattr(facts, field)
        if count is not None and not 0 <= count < 1_000_000:
            raise FieldRejected(field, f"“{facts.name}”的{title}应在0到999999之间。")
    if (
        facts.special_area is not None
        and facts.floor_area is not None
        and facts.special_area > facts.floor_area
    ):
        raise FieldRejected("special_area", f"“{facts.name}”的专用系统和车库面积不能大于建筑面积。")
    check_length("heating", "采暖方式", facts.heating)
    check_length("quota_kind", "定额类别", facts.quota_kind)
    check_length("quota_grade", "定额级别", facts.quota_grade)
    check_length("change_note", "变动说明", facts.change_note, LONGEST_NOTE)
    check_length("users_reason", "理由", facts.users_reason, LONGEST_NOTE)


def facts_carried(facts: UnitFacts) -> UnitFacts:
    """Return what holds in the year after: all but what was said or measured of the one year alone, and what
    has to be chosen anew.
    """
    return replace(
        facts,
        change_note="",
        class_since=None,
        has_quota=False,
        bed_days=None,
        special_electricity=None,
        special_gas=None,
        special_water=None,
        heating_electricity=None,
        heating_gas=None,
    )


def check_contact(contact: UnitContact, others: Sequence[UnitInYear] = ()) -> None:
    """Refuse contact data that cannot be; ``others`` are the other units. Raises FieldRejected."""
    for field, title in _TEXTS.items():
        check_length(field, title, getattr(contact, field))
    if contact.credit_code and not _CREDIT_CODE.fullmatch(contact.credit_code):
        raise FieldRejected(
            "credit_code",
            f"统一社会信用代码“{contact.credit_code}”应为18位数字或大写字母（不含I、O、S、V、Z），请核对。",
        )
    same = [
        other.name
        for other in others
        if contact.credit_code and other.contact.credit_code == contact.credit_code
    ]
    if same:
        raise FieldRejected(
            "credit_code", f"统一社会信用代码{contact.credit_code}已用于“{same[0]}”，请核对。"
        )
    if contact.postcode and not _POSTCODE.fullmatch(contact.postcode):
        raise FieldRejected("postcode", f"邮政编码“{contact.postcode}”应为6位数字。")
    for field, title, allowed in (
        ("level", "行政级别", LEVELS),
        ("funding", "经费来源", FUNDINGS),
        ("office_form", "办公形式", OFFICE_FORMS),
    ):
        if getattr(contact, field) and getattr(contact, field) not in allowed:
            raise FieldRejected(field, f"{title}请填{join_names(list(allowed))}之一。")
    for field, title in (("opened", "成立日期"), ("closed", "撤销日期"), ("liaison_since", "联络员任职日期")):
        check_day(field, title, getattr(contact, field))
    check_order("closed", ("成立日期", contact.opened), ("撤销日期", contact.closed))


def parse_systems(text: str, known: Sequence[str] = SYSTEMS) -> tuple[str, ...]:
    """Read the systems a clerk types, e.g. 文化、体育; raises InputRejected for one that does not exist."""
    names = tuple(dict.fromkeys(name for name in re.split(r"[、,，;；\s]+", text) if name))
    for name in names:
        if name not in known:
            raise InputRejected(f"“{name[:20]}”不是系统名称，请填{join_names(list(known))}，多个用顿号隔开。")
    return names


def exists_in(contact: UnitContact, year: int) -> bool:
    """True if the unit existed on at least one day of the year."""
    return not (contact.opened and contact.opened > date(year, 12, 31)) and not (
        contact.closed and contact.closed < date(year, 1, 1)
    )


def find_unit(
    units: Sequence[UnitInYear], name: str, credit_code: str = "", town: str = ""
) -> UnitInYear | None:
    """Return the unit a form names by credit code, full or short name, or where ``town`` is given by the name
    without it; None if none, or if code and name disagree.
    """
    key = matching_key(name)
    by_name = [
        unit
        for unit in units
        if key in {matching_key(unit.name), matching_key(unit.contact.short_name)} and key
    ]
    if not by_name and town and key:
        by_name = [unit for unit in units if without_town(town, unit.name) == without_town(town, name)]
    by_code = [unit for unit in units if credit_code and unit.contact.credit_code == credit_code]
    if by_code and by_name:
        return by_code[0] if by_code[0] in by_name else None
    found = by_name or by_code
    return found[0] if len(found) == 1 else None


def without_town(town: str, name: str) -> str:
    """Return a name as it is compared, without the town's own name before it."""
    return matching_key(name).removeprefix(matching_key(town))


def floor_area_total(units: Sequence[UnitInYear]) -> Decimal | None:
    """Return the area of all given units; None unless every one is known."""
    areas = [unit.facts.floor_area for unit in units]
    known = [area for area in areas if area is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(areas) else None


def energy_users_total(units: Sequence[UnitInYear]) -> int | None:
    """Return the energy users of all given units; None unless every one is known."""
    users = [unit.facts.energy_users for unit in units]
    known = [count for count in users if count is not None]
    return sum(known) if known and len(known) == len(users) else None


def cars_total(units: Sequence[UnitInYear]) -> int | None:
    """Return the cars of all given units; None where none was entered."""
    known: list[int] = []
    for unit in units:
        cars = (unit.facts.petrol_cars, unit.facts.diesel_cars, unit.facts.new_energy_cars)
        known += [number for number in cars if number is not None]
    return sum(known) if known else None
