"""The leading group: founding and office in a form, its people by day, its documents and duties."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ...base.place import Place
from ...base.typed import Kind
from ...office.settings import OFFICE_HOST, read_setting, write_settings
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.page import Page, store_with
from ...widgets.parts import SectionTitle, split
from ..actions.group import change_leading_group
from ..queries.group import leading_group
from ..rules.defaults import duties_of, office_duties_of
from ..values.group import LeadingGroup, Role
from ..values.places import DOCUMENT, MEMBER
from .documents import DocumentsPane
from .members import MembersPane

_HOST = "host"
GROUP_FIELDS = (
    FieldSpec("name", "领导小组名称", help="如“某某镇公共机构节能工作领导小组”"),
    FieldSpec("document_number", "成立文号", help="如“某政发〔2010〕18号”"),
    FieldSpec("founded_on", "成立日期", Kind.DATE),
    FieldSpec(_HOST, OFFICE_HOST.label, help=OFFICE_HOST.help),
    FieldSpec("office_head", "办公室主任"),
)
DUTY_FIELDS = (
    FieldSpec("duties", "领导小组职责", Kind.NOTE, help="一行一条，印在通知上；清空则恢复默认"),
    FieldSpec("office_duties", "办公室职责", Kind.NOTE, help="一行一条，印在通知上；清空则恢复默认"),
)


class GroupPage(Page):
    """Founding document and executive office above; people at the left, documents and duties at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.form, self.duties = FieldForm(GROUP_FIELDS, self, columns=3), FieldForm(DUTY_FIELDS, self)
        for form in (self.form, self.duties):
            store_with(form, self._write_group)
        self.duties.setContentsMargins(6, 6, 6, 0)
        self.members, self.documents = MembersPane(desk, self.refresh, self), DocumentsPane(desk, self)
        self.model, self.grid, self._stack = self.members.model, self.members.grid, self.members.stack
        self.side = QTabWidget(self)
        self.side.tabBar().setAccessibleName("领导小组的文件和职责")
        for part, title in ((self.documents, "成立和调整文件"), (self.duties, "职责")):
            self.side.addTab(part, title)
        self.setFocusProxy(self.form.field("name").editor)
        self._lay_out()

    def refresh(self) -> None:
        """Show the leading group as it is stored."""
        group = leading_group(self._desk.office)
        fields = ("name", "document_number", "founded_on", "office_head")
        values = {field: getattr(group, field) for field in fields} if group else {}
        self.form.set_values({**values, _HOST: read_setting(self._desk.office, OFFICE_HOST)})
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
        else:
            self.setFocus()

    def _write_group(self, key: str, value: object) -> None:
        if key == _HOST:
            write_settings(self._desk.office, {OFFICE_HOST: str(value)}, "修改领导小组办公室")
        else:
            change_leading_group(self._desk.office, **{key: value})

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        for part in (SectionTitle("领导小组和办公室"), self.form):
            layout.addWidget(part)
        layout.addWidget(split(Qt.Orientation.Horizontal, self.members, self.side, shares=(8, 5)), 1)


def _is_entered(group: LeadingGroup) -> bool:
    """Whether anything is known about the founding; until then there is no document to show."""
    return bool(group.name or group.document_number or group.founded_on or len(group.documents) > 1)
