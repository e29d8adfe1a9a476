"""The leading group: its founding document in a form, its members in a grid."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...office.settings import OFFICE_HOST, read_setting, write_settings
from ...widgets.desk import Desk
from ...widgets.fields import FieldForm, FieldSpec
from ...widgets.grid import Column, Grid, GridModel, Kind
from ...widgets.page import Page, store_with
from ...widgets.parts import ButtonRow, EmptyHint, SectionTitle, action_button
from ..actions import add_member, change_leading_group, change_member, remove_member
from ..queries import leading_group
from ..values import Member, Role

_HOST = "host"
_PERSON = 1
GROUP_FIELDS = (
    FieldSpec("name", "领导小组名称", help="如“某某镇公共机构节能工作领导小组”"),
    FieldSpec("document_number", "成立文号", help="如“某政发〔2010〕18号”"),
    FieldSpec("founded_on", "成立日期", Kind.DATE),
    FieldSpec(_HOST, OFFICE_HOST.label, help=OFFICE_HOST.help),
    FieldSpec("office_head", "办公室主任"),
)


class GroupPage(Page):
    """Founding document, executive office and members."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.form = FieldForm(GROUP_FIELDS, self, columns=2)
        store_with(self.form, self._write_group)
        self.model: GridModel[Member] = GridModel(_columns(), self._write_member, desk.alerts)
        self.grid = Grid(self.model, "领导小组成员", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(EmptyHint("还没有登记组成人员，请从组长开始。", "新增组长", lambda: self.add(Role.LEADER), self))
        self.setFocusProxy(self.form.field("name").editor)
        self._lay_out()

    def refresh(self) -> None:
        """Show the leading group as it is stored."""
        group = leading_group(self._desk.office)
        fields = ("name", "document_number", "founded_on", "office_head")
        values = {field: getattr(group, field) for field in fields} if group else {}
        self.form.set_values({**values, _HOST: read_setting(self._desk.office, OFFICE_HOST)})
        self.model.set_rows(group.members if group else ())
        self._stack.setCurrentIndex(0 if group and group.members else 1)

    def add(self, role: Role) -> None:
        """Add a member and let the clerk type the name."""
        with self._desk.alerts.guard():
            member_id = add_member(self._desk.office, role)
            self.catch_up()
            self.grid.select_row(lambda member: member.id == member_id)
            self.grid.setCurrentIndex(self.model.index(self.grid.currentIndex().row(), _PERSON))
            self.grid.setFocus()
            self.grid.edit(self.grid.currentIndex())

    def _remove(self) -> None:
        member = self.grid.current_row()
        if member is None:
            self._desk.alerts.say("请先选中要删除的成员")
            return
        person = f"“{member.person}”" if member.person else "（未填姓名）"
        if self._desk.alerts.confirm(f"从领导小组中删除{member.role.value}{person}？", "删除", parent=self):
            with self._desk.alerts.guard():
                remove_member(self._desk.office, member.id)

    def _write_group(self, key: str, value: object) -> None:
        if key == _HOST:
            write_settings(self._desk.office, {OFFICE_HOST: str(value)}, "修改领导小组办公室")
        else:
            change_leading_group(self._desk.office, **{key: value})

    def _write_member(self, member: Member, key: str, value: object) -> None:
        change_member(self._desk.office, member.id, **{key: value})

    def _lay_out(self) -> None:
        buttons = ButtonRow(
            action_button("新增组长", lambda: self.add(Role.LEADER), "add"),
            action_button("新增副组长", lambda: self.add(Role.DEPUTY), "add"),
            action_button("新增成员", lambda: self.add(Role.MEMBER), "add", "Ctrl+Shift+N"),
            action_button("删除", self._remove, "remove", tip="删除选中的成员"),
        )
        layout = QVBoxLayout(self)
        for part in (SectionTitle("领导小组和办公室"), self.form, SectionTitle("组成人员"), buttons):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)


def _columns() -> list[Column[Member]]:
    return [
        Column("role", "职务", lambda member: member.role, Kind.CHOICE, choices=_ROLES, editable=True, width=10),
        Column("person", "姓名", lambda member: member.person, editable=True, width=14),
        Column("post", "行政职务", lambda member: member.post, editable=True, width=30),
        Column("unit", "单位", lambda member: member.unit, editable=True, width=40),
    ]


_ROLES = tuple((role, role.value) for role in Role)
