"""关于成立（调整）…领导小组的通知: from the history of who was in it on the document's day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ...base.errors import InputRejected
from ...base.files import safe_name
from ...base.text import chinese_date, join_names
from ...office.file import Office
from ...office.issued import Paper
from ...office.settings import OFFICE_HOST, read_setting
from ...paper.document import Block, Document, Heading, Paragraph, Pdf
from ...paper.typeset import typeset_for
from ..queries.group import all_members, group_name, leading_group
from ..rules.defaults import duties_of, office_duties_of
from ..rules.group import came_and_left, members_on
from ..values.group import DocumentKind, GroupDocument, LeadingGroup, Member, Role
from ..values.places import document_place
from .form import Kind, foot, head, signed
from .shared import mark, signatory, town

_ROLES = {
    Role.ADVISER: "顾　问",
    Role.LEADER: "组　长",
    Role.DEPUTY: "副组长",
    Role.MEMBER: "成　员",
    Role.OFFICE_HEAD: "主　任",
    Role.OFFICE_DEPUTY: "副主任",
    Role.OFFICE_MEMBER: "成　员",
}
_REASONS = {
    DocumentKind.FOUNDING: "为加强对公共机构节能工作的组织领导，健全工作机构，落实工作责任，经研究，决定成立{name}。",
    DocumentKind.ADJUSTMENT: "因人事变动和工作需要，经研究，决定对{name}组成人员进行调整。",
    DocumentKind.RENAMING: "因工作需要，经研究，决定将领导小组名称改为{name}。",
    DocumentKind.DISSOLUTION: "因机构改革和工作需要，经研究，决定撤销{name}，有关工作由{host}承担。",
}
_TOWN = re.compile(r"^.{1,12}?(?:乡|镇|街道|苏木)(?=.)")
"""The place at the beginning of a unit's name."""
_STANDING = "领导小组成员单位人员变动的，由接任者自然替补，不再另行文。"


def notice_paper(office: Office, document_id: int) -> Pdf:
    """Return the notice of a document about the leading group; 0 is the founding one.

    Raises:
        InputRejected: it is gone, has no date, or nobody was in the group on its day.
    """
    group, document = _found(office, document_id)
    if document.day is None:
        raise InputRejected(f"请先填写{document.kind.value}文件的日期，再生成通知。")
    name = group_name(office, group)
    host = read_setting(office, OFFICE_HOST)
    everybody = all_members(office)
    people = members_on(everybody, document.day)
    dissolved = document.kind is DocumentKind.DISSOLUTION
    if not people and not dissolved:
        raise InputRejected(
            f"{chinese_date(document.day)}领导小组还没有成员，请先登记组成人员，或检查任职日期。"
        )
    reason = document.reason or _REASONS[document.kind].format(name=name, host=host or "有关部门")
    blocks: list[Block] = [Paragraph(reason + ("" if dissolved else "现将有关事项通知如下："))]
    if not dissolved:
        blocks += _changes(everybody, group, document)
        blocks += _people(group, people, host)
    return typeset_for(
        office,
        Document(
            title=f"{signatory(office)}关于{document.kind.value}{name}的通知",
            number=document.number,
            addressee="各成员单位",
            blocks=tuple(blocks),
            signature=signed(Kind.NOTICE, signatory(office), document.day),
            letterhead=head(Kind.NOTICE, signatory(office), document.number),
            imprint=foot(office, Kind.NOTICE, document.number, document.day),
            names=(name, town(office)),
            mark=mark(office),
            subject=f"{document.kind.value}领导小组",
        ),
    )


def notice_to_issue(document: GroupDocument, pdf: Pdf) -> Paper:
    """Return the notice as it would be kept."""
    assert document.day is not None, "a notice is not made without its date"
    title = f"关于{document.kind.value}领导小组的通知"
    return Paper("领导小组通知", document.number, document.day, title, document_place(document.id), pdf.data)


def notice_name(office: Office, document: GroupDocument) -> str:
    """Return the file name of a notice."""
    return (
        safe_name(
            f"{document.number}关于{document.kind.value}{group_name(office, leading_group(office))}的通知"
        )
        + ".pdf"
    )


def _found(office: Office, document_id: int) -> tuple[LeadingGroup, GroupDocument]:
    group = leading_group(office)
    document = next((one for one in group.documents if one.id == document_id), None) if group else None
    if group is None or document is None:
        raise InputRejected("这份文件已被删除，不能生成通知。")
    return group, document


def _changes(everybody: Sequence[Member], group: LeadingGroup, document: GroupDocument) -> list[Block]:
    """What an adjustment changed against the document before it, in a sentence."""
    if document.kind is not DocumentKind.ADJUSTMENT or document.day is None:
        return []
    earlier = next((before for before, after in pairwise(group.documents) if after.id == document.id), None)
    came, left = came_and_left(everybody, document.day, earlier.day if earlier else None)
    texts = [f"{_posts(came)}" if came else "", f"{_leavings(left)}" if left else ""]
    sentence = "；".join(text for text in texts if text)
    return [Paragraph(f"{sentence}。调整后的组成人员如下：")] if sentence else []


def _posts(members: Sequence[Member]) -> str:
    return "，".join(f"{member.person}同志任{_full_role(member.role)}" for member in members)


def _leavings(members: Sequence[Member]) -> str:
    return "，".join(f"{member.person}同志不再担任{_full_role(member.role)}" for member in members)


def _full_role(role: Role) -> str:
    return f"领导小组{role.value}"


def _people(group: LeadingGroup, people: Sequence[Member], host: str) -> list[Block]:
    staff = [member for member in people if member.role.in_office]
    blocks: list[Block] = [Heading(1, "一、组成人员")]
    blocks += _roll([member for member in people if not member.role.in_office])
    blocks += [Heading(1, "二、办事机构"), Paragraph(_office_sentence(group, staff, host))]
    blocks += _roll([member for member in staff if member.role is not Role.OFFICE_HEAD])
    blocks += [Heading(1, "三、工作职责"), *_numbered("领导小组的职责：", duties_of(group))]
    blocks += _numbered("领导小组办公室的职责：", office_duties_of(group))
    return [*blocks, Paragraph(_STANDING)]


def _roll(members: Sequence[Member]) -> list[Block]:
    """A line for each person, the role named with the first of each."""
    lines: list[Block] = []
    shown: Role | None = None
    for member in members:
        head = f"{_ROLES[member.role]}：" if member.role is not shown else "　　　　"
        lines.append(Paragraph(f"{head}{_spaced(member.person)}　{_post(member)}".rstrip("　")))
        shown = member.role
    return lines


def _spaced(person: str) -> str:
    """A name of two characters as wide as one of three."""
    return f"{person[0]}　{person[1]}" if len(person) == 2 else person


def _post(member: Member) -> str:
    """Unit and post, the unit not twice."""
    short = _TOWN.sub("", member.unit)
    party = member.post.startswith(("党委", "党工委")) and member.unit.endswith(("政府", "办事处"))
    said_by_post = member.unit and (member.unit in member.post or member.post.startswith(short))
    return member.post if said_by_post or party else f"{member.unit}{member.post}"


def _office_sentence(group: LeadingGroup, staff: Sequence[Member], host: str) -> str:
    head = (
        join_names([member.person for member in staff if member.role is Role.OFFICE_HEAD])
        or group.office_head
    )
    place = f"办公室设在{host}，" if host else ""
    return (
        f"领导小组下设办公室，{place}"
        + (f"由{head}同志兼任办公室主任，" if head else "")
        + "负责领导小组日常工作。"
    )


def _numbered(title: str, lines: Sequence[str]) -> list[Block]:
    return [Paragraph(title), *(Paragraph(f"{number}.{line}") for number, line in enumerate(lines, 1))]
