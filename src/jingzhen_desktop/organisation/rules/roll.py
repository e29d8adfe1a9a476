"""A list of members copied from a paper or a workbook: which cell, or which word of a line, is the role, the
name, the post, the unit. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
_ROLES = "|".join(r"\s*".join(role) for role in sorted(Role, key=len, reverse=True))
_ROLE = re.compile(rf"({_ROLES})\s*(?:[:：]|$|\s)\s*")
"""How a line begins that names a role: 组  长：, 副组长 ."""
_NAME = re.compile(r"[㐀-鿿]{2,4}|[㐀-鿿]{1,8}[·•][㐀-鿿]{1,8}")
_SPACED_NAME = re.compile(r"([㐀-鿿])\s+([㐀-鿿])(?=\s|[（(，,、]|$)")
"""李　明: two characters set apart, as papers do it to align them with names of three."""
_POST = re.compile(r"[长任记员师][)》]?$|^副|主席|委员")
_POST_IN_BRACKETS = re.compile(r"^([㐀-鿿·•]+)[（(]([^（()）]*)[）)]")
"""赵国强（卫生院院长）"""
_SHOWN = 20
"""Characters of a line that is told."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is on a list, with the id 0, and the lines in which no name was found."""

    members: tuple[Member, ...]
    left_out: tuple[str, ...] = ()


def read_roll(block: Sequence[Sequence[str]]) -> Roll:
    """Read rows of role, name, post and unit, in the order of their titles if there are some, or the lines
    of a paper (组长：张伟  副乡长).

    A row without a role has that of the row above it, as papers write it. Raises InputRejected if it is no
    list of names.
    """
    rows = [row for row in block if any(map(_plain, row))]
    columns = _columns(list(map(_plain, rows[0]))) if rows else {}
    members: list[Member] = []
    left_out: list[str] = []
    known = Role.MEMBER
    for row in rows[1:] if columns else rows:
        line = _line(row) if not columns else ""
        if line:
            role, found = _of_line(line, known)
        else:
            cells = list(map(_plain, row))
            found = [_titled(cells, columns, known) if columns else _untitled(cells, known)]
            role = found[0].role
        members += found
        if not found and role is known:
            left_out.append(_plain(line)[:_SHOWN].strip())
        known = role
    if not members or len(members) > _MOST or not all(member.person for member in members):
        raise InputRejected(
            "剪贴板里不是成员名单：请从Word、WPS或Excel里复制名单，每人一行，如“组长：张伟  副乡长”，"
            "或“职务、姓名、行政职务、单位”几列，再点“粘贴名单”。"
        )
    return Roll(tuple(members), tuple(left_out))


def _line(row: Sequence[str]) -> str:
    """A row that is a line of a paper: one cell of several words, or one with role and name."""
    filled = [cell.strip() for cell in row if cell.strip()]
    first = filled[0]
    role = _ROLE.match(first)
    several = bool(role and first[role.end() :]) or (len(filled) == 1 and bool(re.search(r"[\s（(]", first)))
    alone = len(filled) == 1 and role is not None and bool(re.search("[:：]", first))
    return "  ".join(filled) if several or alone else ""


def _of_line(line: str, known: Role) -> tuple[Role, list[Member]]:
    """The role that holds from a line on, and whom it names."""
    said = _ROLE.match(line)
    role = Role("".join(said[1].split())) if said else known
    rest = _SPACED_NAME.sub(r"\1\2", line[said.end() :] if said else line, count=1)
    words = _POST_IN_BRACKETS.sub(r"\1 \2", rest).split()
    names = re.split(r"[、，,]", words[0]) if words else []
    if not names or not all(map(_NAME.fullmatch, names)):
        return role, []
    post, unit = _post_and_unit(words[1:])
    return role, [Member(0, role, name, post, unit) for name in names]


def _post_and_unit(words: Sequence[str]) -> tuple[str, str]:
    """Papers write 校长 中心小学, 中心小学 校长, and 副乡长 党委委员."""
    posts = [word for word in words if _POST.search(word)]
    if len(words) == 2 and len(posts) == 1:
        (unit,) = (word for word in words if word not in posts)
        return posts[0], unit
    return " ".join(words), ""


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
