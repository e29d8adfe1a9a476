"""The leading group: founding and office in a form, its people by day, its documents and duties."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from ...base.place import Place
from ...base.text import lines_of
from ...base.typed import Kind
from ...office.settings import OFFICE_HOST, read_setting, write_settings
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec, RecordField
from ...widgets.page import Page, store_record, store_with
from ...widgets.page_head import HeadActions, lay_out_content
from ...widgets.side_panel import Sections, SidePanel, WithPanel, pad
from ...widgets.tool_row import ToolRow
from ..actions.group import change_leading_group
from ..queries.group import leading_group
from ..rules.defaults import duties_of, office_duties_of
from ..values.group import LeadingGroup, Role
from ..values.places import DOCUMENT, MEMBER
from .documents import DocumentsPane
from .members import MembersPane

_HOST = FieldSpec("host", OFFICE_HOST.label, help=OFFICE_HOST.help)
"""A setting of the office that stands among the fields of the group."""
GROUP_FIELDS = (
    RecordField[LeadingGroup](
        "name",
        "领导小组名称",
        help="如“某某镇公共机构节能工作领导小组”",
    ),
    RecordField[LeadingGroup](
        "document_number",
        "成立文号",
        help="如“某政发〔2010〕18号”",
    ),
    RecordField[LeadingGroup]("founded_on", "成立日期", Kind.DATE),
    RecordField[LeadingGroup]("office_head", "办公室主任"),
)
DUTY_FIELDS = (
    RecordField[LeadingGroup](
        "duties",
        "领导小组职责",
        Kind.NOTE,
        help="一行一条，印在通知上；清空则恢复默认",
        write=lambda group, typed: replace(group, duties=lines_of(typed)),
    ),
    RecordField[LeadingGroup](
        "office_duties",
        "办公室职责",
        Kind.NOTE,
        help="一行一条，印在通知上；清空则恢复默认",
        write=lambda group, typed: replace(group, office_duties=lines_of(typed)),
    ),
)


class GroupPage(Page):
    """The people in a table; founding and executive office, documents and duties in the panel."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._group = LeadingGroup()
        *founding, head = GROUP_FIELDS
        self.form = FieldForm((*founding, _HOST, head), self, stacked=True)
        self.duties = FieldForm(DUTY_FIELDS, self, stacked=True)
        for form, fields in ((self.form, GROUP_FIELDS), (self.duties, DUTY_FIELDS)):
            store_record(form, fields, lambda: self._group, partial(change_leading_group, desk.office))
        store_with(self.form, self._write_host)
        for form in (self.form, self.duties):
            pad(form)
        self.members, self.documents = MembersPane(desk, self.refresh, self), DocumentsPane(desk, self)
        self.model, self.grid, self._stack = self.members.model, self.members.grid, self.members.stack
        self.side = Sections(self)
        for part, title in (
            (self.form, "领导小组和办公室"),
            (self.documents, "成立和调整文件"),
            (self.duties, "职责"),
        ):
            self.side.addTab(part, title)
        self.head_actions = HeadActions(self)
        self.members.panel.stand_before(self.head_actions)
        self.setFocusProxy(self.grid)
        self._lay_out()

    def refresh(self) -> None:
        """Show the leading group as it is stored."""
        group = leading_group(self._desk.office)
        self._group = group or LeadingGroup()
        values = {field.key: getattr(group, field.key) for field in GROUP_FIELDS} if group else {}
        self.form.set_values({**values, _HOST.key: read_setting(self._desk.office, OFFICE_HOST)})
        self.duties.set_values(
            {"duties": "\n".join(duties_of(group)), "office_duties": "\n".join(office_duties_of(group))}
        )
        self.members.show_people()
        self.documents.show_documents(group.documents if group and _is_entered(group) else ())

    def add(self, role: Role) -> None:
        """Add a member and let the clerk type the name."""
        self.members.add(role)

    def show_place(self, place: Place) -> None:
        """Bring a person or a document to the front, or the page itself."""
        self.catch_up()
        if place.kind == MEMBER and place.id is not None:
            self.members.show_member(place.id)
        elif place.kind == DOCUMENT and place.id is not None:
            self.side.setCurrentWidget(self.documents)
            self.documents.show_document(place.id)
            self.beside.open_panel()
            self.documents.grid.setFocus()
        else:
            self.setFocus()

    def _write_host(self, key: str, value: object) -> None:
        if key == _HOST.key:
            write_settings(self._desk.office, {OFFICE_HOST: str(value)}, "修改领导小组办公室")

    def _lay_out(self) -> None:
        people, papers = self.members.actions_by_text, self.documents.actions_by_text
        self.head_actions.offer(
            people["新增成员"],
            (people["粘贴名单"], papers["预览通知"]),
            [
                people["新增组长"],
                people["新增副组长"],
                None,
                people["接任…"],
                people["卸任…"],
                people["删除成员"],
                None,
                papers["新增调整文件"],
                papers["发出通知"],
                papers["删除文件"],
            ],
        )
        self.beside = WithPanel(self._stack, SidePanel(self.side), "领导小组和文件", self)
        tools = ToolRow(self)
        tools.add(*self.members.tools)
        tools.add_right(self.beside.button)
        lay_out_content(self, self.beside, tools)


def _is_entered(group: LeadingGroup) -> bool:
    """Whether anything is known about the founding; until then there is no document to show."""
    return bool(group.name or group.document_number or group.founded_on or len(group.documents) > 1)
