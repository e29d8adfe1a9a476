"""The network under the leading group: the tree, and what the register of units lacks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain

from ...base.numbers import show_number, show_percent
from ...base.text import join_names
from ..values.group import Gap, LeadingGroup, Role, SystemFacts, TreeNode
from ..values.units import LiaisonTerm, Nature, UnitInYear

MUCH = Decimal("0.10")
"""A change against the year before from which on it must be explained (审核要求)."""
_MOVING = (("floor_area", "建筑面积", "㎡"), ("energy_users", "用能人数", "人"))


OFFICE_TITLE = "领导小组办公室"


def organisation_tree(
    group: LeadingGroup | None,
    host: str,
    units: Sequence[UnitInYear],
    systems: Sequence[SystemFacts] = (),
    *,
    superior: str = "",
    by_nature: bool = False,
) -> TreeNode:
    """Build the tree superior → leading group → executive office → systems, or natures → units;
    no superior, no node for it.
    """
    if by_nature:
        present = {unit.facts.nature for unit in units}
        branches = [_nature_node(nature, units) for nature in Nature if nature in present]
    else:
        led = {system.name: system for system in systems}
        branches = [_system_node(system, units, led.get(system)) for system in _systems_in(units)]
    group_title = group.name if group and group.name else "节能工作领导小组"
    office = TreeNode(OFFICE_TITLE, _office_detail(group, host), children=tuple(branches))
    top = TreeNode(group_title, _leaders(group), children=(office,))
    return TreeNode(superior, "业务指导、接收统计报表", children=(top,)) if superior else top


def gaps(unit: UnitInYear) -> list[str]:
    """Return what a reporting unit still lacks, as short phrases: 联络员, 建筑面积, 用能人数."""
    lacking = {
        "联络员": not unit.contact.liaison_name,
        "建筑面积": unit.facts.floor_area is None,
        "用能人数": unit.facts.energy_users is None,
    }
    return [title for title, missing in lacking.items() if missing] if unit.facts.reporting else []


def liaison_on(unit: UnitInYear, former: Sequence[LiaisonTerm], day: date) -> UnitInYear:
    """Return a unit with the liaison of a day: one of the former ones, the present one, or nobody."""
    contact = unit.contact
    then = next(
        (
            term
            for term in former
            if (term.since is None or term.since <= day) and term.until is not None and day < term.until
        ),
        None,
    )
    if then is not None:
        contact = replace(contact, liaison_name=then.name, liaison_phone=then.phone)
    elif contact.liaison_since is not None and day < contact.liaison_since:
        contact = replace(contact, liaison_name="", liaison_phone="")
    return unit if contact is unit.contact else replace(unit, contact=contact)


def gap_list(units: Sequence[UnitInYear], before: dict[int, UnitInYear]) -> list[Gap]:
    """Return what reporting units lack,
    and what moved more than MUCH against the year before without an explanation.
    """
    found = []
    for unit in (unit for unit in units if unit.facts.reporting):
        lacking = gaps(unit)
        found += [
            Gap(unit.id, unit.short_name, field, f"缺少{title}")
            for field, title in _FIELDS.items()
            if title in lacking
        ]
        if unit.id in before and not unit.facts.change_note:
            found += _moves(unit, before[unit.id])
    return found


_FIELDS = {"liaison_name": "联络员", "floor_area": "建筑面积", "energy_users": "用能人数"}


def _moves(unit: UnitInYear, earlier: UnitInYear) -> list[Gap]:
    found = []
    for field, title, measure in _MOVING:
        old, new = getattr(earlier.facts, field), getattr(unit.facts, field)
        if old and new is not None and abs(Decimal(new) - old) > MUCH * old:
            percent = (Decimal(new) - old) / old
            figures = (
                f"{earlier.year}年{show_number(Decimal(old))}{measure} → "
                f"{unit.year}年{show_number(Decimal(new))}{measure}"
            )
            detail = f"{figures}，{show_percent(percent)}"
            found.append(Gap(unit.id, unit.short_name, field, f"{title}比上年变动超过10%", detail))
    return found


def _leaders(group: LeadingGroup | None) -> str:
    leaders = group.with_role(Role.LEADER) if group else ()
    return "组长：" + join_names([leader.person for leader in leaders]) if leaders else "组长未填写"


def _systems_in(units: Sequence[UnitInYear]) -> list[str]:
    """The systems that have units, in the order of their first unit; units of no system last."""
    found = dict.fromkeys(chain.from_iterable(unit.facts.systems for unit in units))
    return [*found, ""] if any(not unit.facts.systems for unit in units) else [*found]


def _system_node(system: str, units: Sequence[UnitInYear], led: SystemFacts | None) -> TreeNode:
    members = [unit for unit in units if (system in unit.facts.systems if system else not unit.facts.systems)]
    leaves = tuple(
        TreeNode(unit.name, _unit_detail(unit), unit.id, short=unit.short_name) for unit in members
    )
    detail = "，".join([f"{len(members)}个单位", *_lead(led)])
    return TreeNode(f"{system}系统" if system else "未归口", detail, children=leaves)


def _nature_node(nature: Nature, units: Sequence[UnitInYear]) -> TreeNode:
    members = [unit for unit in units if unit.facts.nature is nature]
    leaves = tuple(
        TreeNode(unit.name, _unit_detail(unit), unit.id, short=unit.short_name) for unit in members
    )
    return TreeNode(nature.words, f"{len(members)}个单位，代码{nature.value}", children=leaves)


def _lead(led: SystemFacts | None) -> list[str]:
    if led is None:
        return []
    body = f"管理机构：{led.body}" if led.body else ""
    contact = f"联系人：{led.contact} {led.phone}".strip() if led.contact else ""
    return [text for text in (led.department, body, contact) if text]


def _office_detail(group: LeadingGroup | None, host: str) -> str:
    place = f"设在{host}" if host else "设置地点未填写"
    return f"{place}，主任：{group.office_head}" if group and group.office_head else place


def _unit_detail(unit: UnitInYear) -> str:
    liaison = (
        f"联络员：{unit.contact.liaison_name} {unit.contact.liaison_phone}".strip()
        if unit.contact.liaison_name
        else "联络员未填写"
    )
    return f"{unit.facts.nature.words}，{liaison}"
