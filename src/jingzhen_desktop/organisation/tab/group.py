"""The leading group: its founding document in a form, its members in a grid."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...office.settings import OFFICE_HOST, read_setting, write_settings
from ...widgets.desk import Desk
from ...widgets.fields import FieldForm, FieldSpec
from ...widgets.grid import Column, Grid, GridModel, Kind
from ...widgets.parts import ButtonRow, SectionTitle, action_button
from ..actions import add_member, change_leading_group, change_member, remove_member
from ..queries import leading_group
from ..values import Member, Role

_HOST = "host"
GROUP_FIELDS = (
    FieldSpec("name", "领导小组名称", help="如“某某镇公共机构节能工作领导小组”"),
    FieldSpec("document_number", "成立文号", help="如“某政发〔2010〕18号”"),
    FieldSpec("founded_on", "成立日期", Kind.DATE),
    FieldSpec(_HOST, OFFICE_HOST.label, help=OFFICE_HOST.help),
    FieldSpec("office_head", "办公室主任"),
)


class GroupPage(QWidget):
    """Founding document, executive office and members."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.form = FieldForm(GROUP_FIELDS, self, columns=2)
        self.form.committed.connect(self._write_group)
        self.model: GridModel[Member] = GridModel(_columns(), self._write_member, desk.alerts)
        self.grid = Grid(self.model, "领导小组成员", parent=self)
        layout = QVBoxLayout(self)
        layout.addWidget(SectionTitle("领导小组和办公室"))
        layout.addWidget(self.form)
        layout.addWidget(SectionTitle("组成人员"))
        layout.addWidget(
            ButtonRow(
                action_button("新增组长", lambda: self.add(Role.LEADER), "add"),
                action_button("新增副组长", lambda: self.add(Role.DEPUTY), "add"),
                action_button("新增成员", lambda: self.add(Role.MEMBER), "add"),
                action_button("删除", self._remove, "remove"),
            )
        )
        layout.addWidget(self.grid, 1)
        desk.stepped.connect(lambda _step: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Show the leading group as it is stored."""
        group = leading_group(self._desk.office)
        fields = ("name", "document_number", "founded_on", "office_head")
        values = {field: getattr(group, field) for field in fields} if group else {}
        self.form.set_values({**values, _HOST: read_setting(self._desk.office, OFFICE_HOST)})
        self.model.set_rows(group.members if group else ())

    def add(self, role: Role) -> None:
        """Add a member and let the clerk type the name."""
        with self._desk.alerts.guard():
            member_id = add_member(self._desk.office, role)
            self.refresh()
            self.grid.select_row(lambda member: member.id == member_id)
            self.grid.setCurrentIndex(self.model.index(self.grid.currentIndex().row(), 1))
            self.grid.setFocus()

    def _remove(self) -> None:
        member = self.grid.current_row()
        if member is None:
            self._desk.alerts.say("请先选中要删除的成员")
        elif self._desk.alerts.confirm(f"从领导小组中删除{member.role.value}“{member.person}”？", "删除", parent=self):
            with self._desk.alerts.guard():
                remove_member(self._desk.office, member.id)

    def _write_group(self, key: str, value: object) -> None:
        with self._desk.alerts.guard():
            if key == _HOST:
                write_settings(self._desk.office, {OFFICE_HOST: str(value)}, "修改领导小组办公室")
            else:
                change_leading_group(self._desk.office, **{key: value})

    def _write_member(self, member: Member, key: str, value: object) -> None:
        change_member(self._desk.office, member.id, **{key: value})


def _columns() -> list[Column[Member]]:
    return [
        Column("role", "职务", lambda member: member.role, Kind.CHOICE, choices=tuple((role, role.value) for role in Role), editable=True, width=10),
        Column("person", "姓名", lambda member: member.person, editable=True, width=14),
        Column("post", "行政职务", lambda member: member.post, editable=True, width=30),
        Column("unit", "单位", lambda member: member.unit, editable=True, width=40),
    ]
