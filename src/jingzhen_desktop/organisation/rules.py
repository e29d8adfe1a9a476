"""Decisions about units: which fields may hold what, which unit a name means, how the tree is built. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ..base.errors import InputRejected
from ..base.text import join_names, matching_key
from .values import SYSTEMS, LeadingGroup, Role, TreeNode, UnitContact, UnitFacts, UnitInYear

LONGEST_TEXT = 100
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}")
_COUNTS = {
    "energy_users": "用能人数",
    "establishment": "编制人数",
    "petrol_cars": "汽油车",
    "diesel_cars": "柴油车",
    "new_energy_cars": "新能源车",
}


def check_facts(facts: UnitFacts, others: Sequence[UnitInYear] = ()) -> None:
    """Refuse facts that cannot be; ``others`` are the other units of the year. Raises InputRejected."""
    if not facts.name.strip():
        raise InputRejected("单位名称不能为空，请填写全称。")
    _check_length("单位名称", facts.name)
    if matching_key(facts.name) in {matching_key(other.name) for other in others}:
        raise InputRejected(f"单位名称“{facts.name}”已经有了，请核对是否重复。")
    if facts.floor_area is not None and facts.floor_area < 0:
        raise InputRejected(f"“{facts.name}”的建筑面积不能是负数。")
    for field, title in _COUNTS.items():
        count = getattr(facts, field)
        if count is not None and not 0 <= count < 1_000_000:
            raise InputRejected(f"“{facts.name}”的{title}应在0到999999之间。")


def check_contact(contact: UnitContact) -> None:
    """Refuse contact data that cannot be. Raises InputRejected."""
    for title, text in (("简称", contact.short_name), ("地址", contact.address), ("联络员", contact.liaison_name), ("电话", contact.liaison_phone)):
        _check_length(title, text)
    if contact.credit_code and not _CREDIT_CODE.fullmatch(contact.credit_code):
        raise InputRejected(f"统一社会信用代码“{contact.credit_code}”应为18位数字或大写字母（不含I、O、S、V、Z），请核对。")
    if contact.opened and contact.closed and contact.closed < contact.opened:
        raise InputRejected("撤销日期不能早于成立日期。")


def parse_systems(text: str) -> tuple[str, ...]:
    """Read the systems a clerk types, e.g. 文化、体育; raises InputRejected for one that does not exist."""
    names = tuple(dict.fromkeys(name for name in re.split(r"[、,，;；\s]+", text) if name))
    for name in names:
        if name not in SYSTEMS:
            raise InputRejected(f"“{name}”不是系统名称，请填{join_names(list(SYSTEMS))}，多个用顿号隔开。")
    return names


def free_name(stem: str, units: Sequence[UnitInYear]) -> str:
    """Return ``stem``, or stem2, stem3 …: a name no unit of the year has yet."""
    taken = {matching_key(unit.name) for unit in units}
    names = (stem if number == 1 else f"{stem}{number}" for number in range(1, len(units) + 2))
    return next(name for name in names if matching_key(name) not in taken)


def exists_in(contact: UnitContact, year: int) -> bool:
    """True if the unit existed on at least one day of the year."""
    return not (contact.opened and contact.opened > date(year, 12, 31)) and not (contact.closed and contact.closed < date(year, 1, 1))


def find_unit(units: Sequence[UnitInYear], name: str, credit_code: str = "") -> UnitInYear | None:
    """Return the unit a form names by credit code, full or short name; None if none, or if code and name disagree."""
    key = matching_key(name)
    by_name = [unit for unit in units if key in {matching_key(unit.name), matching_key(unit.contact.short_name)} and key]
    by_code = [unit for unit in units if credit_code and unit.contact.credit_code == credit_code]
    if by_code and by_name:
        return by_code[0] if by_code[0] in by_name else None
    found = by_name or by_code
    return found[0] if len(found) == 1 else None


def organisation_tree(group: LeadingGroup | None, host: str, units: Sequence[UnitInYear]) -> TreeNode:
    """Build the tree leading group → executive office → systems → units."""
    systems = [_system_node(system, units) for system in _systems_in(units)]
    group_title = group.name if group and group.name else "节能工作领导小组"
    office = TreeNode("领导小组办公室", f"设在{host}" if host else "设置地点未填写", children=tuple(systems))
    return TreeNode(group_title, _leaders(group), children=(office,))


def gaps(unit: UnitInYear) -> list[str]:
    """Return what a reporting unit still lacks, as short phrases: 联络员, 建筑面积, 用能人数."""
    lacking = {
        "联络员": not unit.contact.liaison_name,
        "建筑面积": unit.facts.floor_area is None,
        "用能人数": unit.facts.energy_users is None,
    }
    return [title for title, missing in lacking.items() if missing] if unit.facts.reporting else []


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


def _leaders(group: LeadingGroup | None) -> str:
    leaders = group.with_role(Role.LEADER) if group else ()
    return "组长：" + join_names([leader.person for leader in leaders]) if leaders else "组长未填写"


def _systems_in(units: Sequence[UnitInYear]) -> list[str]:
    """The systems that have units, in the order of their first unit; units of no system last."""
    found = dict.fromkeys(system for unit in units for system in unit.facts.systems)
    return [*found, ""] if any(not unit.facts.systems for unit in units) else [*found]


def _system_node(system: str, units: Sequence[UnitInYear]) -> TreeNode:
    members = [unit for unit in units if (system in unit.facts.systems if system else not unit.facts.systems)]
    leaves = tuple(TreeNode(unit.name, _unit_detail(unit), unit.id) for unit in members)
    return TreeNode(f"{system}系统" if system else "未归口", f"{len(members)}个单位", children=leaves)


def _unit_detail(unit: UnitInYear) -> str:
    liaison = f"联络员：{unit.contact.liaison_name} {unit.contact.liaison_phone}".strip() if unit.contact.liaison_name else "联络员未填写"
    return f"{unit.facts.nature.words}，{liaison}"


def _check_length(title: str, text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise InputRejected(f"{title}太长（{len(text)}字），请不超过{LONGEST_TEXT}字。")
