"""A list of members copied from a paper or a workbook: which cell is the role, the name, the post, the unit.
Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...base.errors import InputRejected
from ...base.text import matching_key
from ..values.group import Member, Role

_TITLES = {
    "role": ("职务", "组内职务", "领导小组职务", "小组职务", "角色"),
    "person": ("姓名", "成员姓名"),
    "post": ("行政职务", "现任职务", "单位职务", "职位", "工作职务"),
    "unit": ("单位", "工作单位", "所在单位", "成员单位"),
}
_MOST = 200


def read_roll(block: Sequence[Sequence[str]]) -> tuple[Member, ...]:
    """Read rows of role, name, post and unit, in the order of their titles if there are some; ids are 0.

    A row without a role has that of the row above it, as papers write it. Raises InputRejected if it is no
    list of names.
    """
    plain = (list(map(_plain, row)) for row in block)
    rows = [row for row in plain if any(row)]
    columns = _columns(rows[0]) if rows else {}
    members: list[Member] = []
    for row in rows[1:] if columns else rows:
        known = members[-1].role if members else Role.MEMBER
        members.append(_titled(row, columns, known) if columns else _untitled(row, known))
    if not members or len(members) > _MOST or not all(member.person for member in members):
        raise InputRejected(
            "剪贴板里不是成员名单：请从WPS或Excel里复制“职务、姓名、行政职务、单位”几列，每人一行，再点“粘贴名单”。"
        )
    return tuple(members)


def _plain(cell: str) -> str:
    return " ".join(cell.split())


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Where each field stands by the titles of the first row; empty if that is no row of titles."""
    keys = [matching_key(cell) for cell in row]
    found: dict[str, int] = {}
    for field, titles in _TITLES.items():
        given = [title for title in titles if title in keys]
        if given:
            found[field] = keys.index(given[0])
    return found if "person" in found else {}


def _role(cell: str) -> Role | None:
    key = matching_key(cell).rstrip(":")
    return next((role for role in Role if role.value == key), None)


def _titled(row: Sequence[str], columns: dict[str, int], known: Role) -> Member:
    cells = {field: row[at] for field, at in columns.items() if at < len(row)}
    role = _role(cells.get("role", "")) or known
    return Member(0, role, _name(cells.get("person", "")), cells.get("post", ""), cells.get("unit", ""))


def _untitled(row: Sequence[str], known: Role) -> Member:
    """The role may stand anywhere; what is left is name, post and unit."""
    roles = [role for cell in row if (role := _role(cell))]
    rest = [cell for cell in row if cell and _role(cell) is None]
    person, post, unit = [*rest, "", "", ""][:3]
    return Member(0, roles[0] if roles else known, _name(person), post, unit)


def _name(text: str) -> str:
    """A name without the blank papers put between two characters: 李　明 → 李明."""
    parts = text.split()
    return "".join(parts) if parts and all(len(part) == 1 for part in parts) else text
