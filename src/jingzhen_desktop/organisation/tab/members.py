"""The people of the leading group and its office:
those of today or of a past day, or everybody who ever was in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from ...base.typed import Kind
from ...office import clock
from ...widgets.action_panel import PanelStack
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldSpec
from ...widgets.fields.larger import TickField
from ...widgets.fields.lines import DateField
from ...widgets.grid.clipboard import mime_to_block
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.new_row import NEW, NewRow
from ...widgets.grid.view import Grid
from ...widgets.page_head import page_action
from ...widgets.parts import EmptyHint
from ...widgets.tool_row import Sentence
from ..actions.group import add_member, add_members, change_members, end_member, remove_member, succeed_member
from ..queries.group import all_members
from ..rules.group import members_on
from ..rules.roll import read_roll
from ..values.group import Member, Role

_SUCCESSION = (
    FieldSpec("person", "接任人"),
    FieldSpec("post", "行政职务"),
    FieldSpec("day", "接任日期", Kind.DATE),
)
_END = (FieldSpec("until", "卸任日期", Kind.DATE),)


class MembersPane(QWidget):
    """A grid of people with their time; one takes over from another in one step.

    Attributes:
        actions_by_text: what can be done with the people, by its words.
        tools: whom the grid shows, for the page's row of tools.
    """

    def __init__(self, desk: Desk, refresh: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._refresh = desk, refresh
        self.model: GridModel[Member] = GridModel(_columns(), alerts=desk.alerts, change_many=self._store)
        self.grid = Grid(self.model, "领导小组成员", parent=self)
        self._begun = NewRow(self.grid, self._add_begun, self.show_people)
        self.grid.remove_wanted.connect(self._remove)
        self.panel = PanelStack(self.grid, desk.alerts, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.panel)
        self._empty = EmptyHint(
            "", "新增组长", partial(self.add, Role.LEADER), self, links=[("粘贴名单", self._paste)]
        )
        self.stack.addWidget(self._empty)
        self._title = Sentence(parent=self)
        self.day = DateField("截至日期", self, tip="不填为今天；填以前的日期，看那一天有哪些成员")
        self.day.committed.connect(lambda _day: self.show_people())
        self.everybody = TickField("含历任", self, tip="连同已经卸任和还未到任的一起显示")
        self.everybody.committed.connect(lambda _ticked: self.show_people())
        self._lay_out()

    def show_people(self) -> None:
        """Show those of the chosen day."""
        people, day = all_members(self._desk.office), self._day()
        shown = people if self.everybody.value() else members_on(people, day)
        self.model.set_rows(self._begun.with_begun(shown))
        when = "含历任" if self.everybody.value() else "现任" if day == clock.today() else "当日"
        self._title.setText(f"{when}共{len(shown)}人" if shown else "")
        nobody = (
            "还没有组成人员。请从组长开始，或粘贴从Word、WPS、Excel复制的名单。"
            if not people
            else f"{day:%Y-%m-%d}没有成员；改“截至日期”，或打勾“含历任”。"
        )
        self._empty.set_text(nobody)
        self.stack.setCurrentIndex(0 if self.model.all_rows() or self.panel.form is not None else 1)

    def add(self, role: Role) -> None:
        """Begin a person and let the clerk type the name."""
        if self.panel.form is not None:
            self.panel.back()
        self._begun.begin(Member(NEW, role, "", "", ""), "person")

    def _add_begun(self, member: Member) -> int:
        return add_member(
            self._desk.office,
            member.role,
            member.person,
            member.post,
            member.unit,
            member.since,
            member.until,
        )

    def _store(self, changes: Sequence[tuple[Member, Member]]) -> None:
        if not self._begun.take(changes):
            change_members(self._desk.office, changes)

    def show_member(self, member_id: int) -> None:
        """Select a person, everybody shown if need be."""
        if self.panel.form is not None:
            self.panel.back()
        self._refresh()
        known = any(member.id == member_id for member in all_members(self._desk.office))
        if not self.grid.select_row(lambda member: member.id == member_id) and known:
            self.everybody.set_value(True)
            self.show_people()
            self.grid.select_row(lambda member: member.id == member_id)
        self.grid.setFocus()

    def _paste(self) -> None:
        """Add the people of a list on the clipboard, in one step."""
        with self._desk.alerts.guard():
            roll = read_roll(mime_to_block(QGuiApplication.clipboard().mimeData()))
            add_members(self._desk.office, roll.members)
            left_out = f"；没有认出姓名的行：{'，'.join(f'“{line}”' for line in roll.left_out)}"
            self._desk.alerts.say(
                f"已新增{len(roll.members)}人，可用“撤销”整批取消{left_out if roll.left_out else ''}"
            )

    def _succeed(self) -> None:
        if member := self._chosen("要由谁接任"):
            office = self._desk.office
            self.panel.ask(
                "登记接任",
                f"接替{member.role.value}{member.person}（{member.unit}{member.post}）。原成员从接任日期起卸任，两条一步保存。",
                _SUCCESSION,
                {"post": member.post, "day": clock.today()},
                lambda values: succeed_member(
                    office, member.id, values["person"], values["post"], values["day"] or clock.today()
                ),
            )

    def _end(self) -> None:
        if member := self._chosen("要卸任的"):
            self.panel.ask(
                "登记卸任",
                f"{member.role.value}{member.person}从哪一天起不再担任？",
                _END,
                {"until": member.until or clock.today()},
                lambda values: end_member(self._desk.office, member.id, values["until"] or clock.today()),
            )

    def _remove(self) -> None:
        if self._begun.give_up():
            return
        member = self._chosen("要删除的")
        if member is None:
            return
        person = f"“{member.person}”" if member.person else "（未填姓名）"
        question = f"从领导小组中删除{member.role.value}{person}？\n登记错了才删除；换人请用“接任…”，不再担任请用“卸任…”。"
        if self._desk.alerts.confirm(question, "删除", parent=self):
            with self._desk.alerts.guard():
                remove_member(self._desk.office, member.id)

    def _chosen(self, what: str) -> Member | None:
        member: Member | None = self.grid.current_row()
        if member is not None and member.id != NEW:
            return member
        self._desk.alerts.say(f"请先选中{what}成员")
        return None

    def _day(self) -> date:
        day = self.day.value()
        return day if isinstance(day, date) else clock.today()

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("新增组长", lambda: self.add(Role.LEADER), "add", "", "新增组长"),
            ("新增副组长", lambda: self.add(Role.DEPUTY), "add", "", "新增副组长"),
            ("新增成员", lambda: self.add(Role.MEMBER), "add", "Ctrl+Shift+N", "新增成员"),
            (
                "粘贴名单",
                self._paste,
                "paste",
                "",
                "从Word、WPS或Excel复制名单后点这里，一步新增多人；“组长：张伟  副乡长”这样的行也行",
            ),
            ("接任…", self._succeed, "people", "", "选中的成员由别人接任，一步完成"),
            ("卸任…", self._end, "close", "", "选中的成员不再担任"),
            ("删除成员", self._remove, "remove", "", "删除登记错的成员"),
        )
        page = self.parentWidget() or self
        self.actions_by_text = {
            text: page_action(text, call, sign, key, tip, page) for text, call, sign, key, tip in entries
        }
        self.grid.addActions([self.actions_by_text[text] for text in ("接任…", "卸任…", "删除成员")])
        label = QLabel("截至日期", self)
        label.setBuddy(self.day.editor)
        self.tools = (label, self.day, self.everybody, self._title)
        self.hide()  # its parts stand in the page's own places


def _columns() -> list[Column[Member]]:
    return [
        Column[Member](
            "role",
            "职务",
            lambda member: member.role,
            Kind.CHOICE,
            choices=_ROLES,
            write=lambda member, typed: replace(member, role=typed),
            width=11,
            look=_look,
        ),
        Column[Member](
            "person",
            "姓名",
            lambda member: member.person,
            write=lambda member, typed: replace(member, person=typed),
            width=8,
        ),
        Column[Member](
            "post",
            "行政职务",
            lambda member: member.post,
            write=lambda member, typed: replace(member, post=typed),
            width=16,
        ),
        Column[Member](
            "unit",
            "单位",
            lambda member: member.unit,
            write=lambda member, typed: replace(member, unit=typed),
            width=20,
        ),
        Column[Member](
            "since",
            "任职日期",
            lambda member: member.since,
            Kind.DATE,
            write=lambda member, typed: replace(member, since=typed),
            width=10,
            tip="不填：成立时就在",
        ),
        Column[Member](
            "until",
            "卸任日期",
            lambda member: member.until,
            Kind.DATE,
            write=lambda member, typed: replace(member, until=typed),
            width=10,
            tip="从这一天起不再担任",
        ),
    ]


def _look(member: Member) -> Look | None:
    return None if member.is_in(clock.today()) else Look.MUTED


_ROLES = tuple((role, role.value) for role in Role)
