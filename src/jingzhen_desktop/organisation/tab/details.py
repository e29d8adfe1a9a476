"""What belongs to the chosen unit besides its row:
contact, liaisons, register data, the parts of its energy users.
"""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ...base.typed import Kind
from ...office import clock
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.page import store_with
from ...widgets.parts import ButtonRow, action_button
from ..actions.network import change_former_liaison, remove_former_liaison, succeed_liaison
from ..actions.units import change_contact, change_facts
from ..queries.network import liaison_terms
from ..values.units import FUNDINGS, LEVELS, OFFICE_FORMS, LiaisonTerm, UnitInYear
from .panel import PanelStack
from .users import UsersPane

CONTACT_FIELDS = (
    FieldSpec("short_name", "简称", help="表格窄栏里用，如“中心学校”"),
    FieldSpec("liaison_name", "节能联络员"),
    FieldSpec("liaison_phone", "联络电话"),
    FieldSpec("credit_code", "统一社会信用代码", help="18位，报表按它或名称认出单位"),
    FieldSpec("address", "地址"),
    FieldSpec("head", "单位负责人"),
    FieldSpec("telephone", "办公电话"),
    FieldSpec("opened", "成立日期", Kind.DATE, help="不清楚可不填"),
    FieldSpec("closed", "撤销日期", Kind.DATE, help="撤并后填写，以后年度不再出现"),
)


def _choices(words: tuple[str, ...]) -> tuple[tuple[object, str], ...]:
    return (("", "未填写"), *((word, word) for word in words))


REGISTER_FIELDS = (
    FieldSpec("parent", "上级主管单位", help="业务上归哪个部门主管"),
    FieldSpec("level", "行政级别", Kind.CHOICE, choices=_choices(LEVELS)),
    FieldSpec("funding", "经费来源", Kind.CHOICE, choices=_choices(FUNDINGS)),
    FieldSpec("office_form", "办公形式", Kind.CHOICE, choices=_choices(OFFICE_FORMS)),
    FieldSpec("trade_code", "行业代码"),
    FieldSpec("postcode", "邮政编码", help="6位"),
    FieldSpec("fax", "传真"),
    FieldSpec("email", "电子邮箱"),
    FieldSpec("machine_rooms", "数据中心机房", Kind.INTEGER, help="没有填0", unit="个"),
    FieldSpec("heating", "采暖方式", help="如“集中供暖”“空调”，不采暖可不填"),
    FieldSpec("change_note", "变动说明", help="建筑面积或用能人数比上年变动超过10%的原因，如“新建教学楼”"),
)
_YEARLY = frozenset({"machine_rooms", "heating", "change_note"})
_SUCCESSION = (
    FieldSpec("name", "新联络员"),
    FieldSpec("phone", "联络电话"),
    FieldSpec("day", "接任日期", Kind.DATE),
)


class UnitDetails(QTabWidget):
    """Four pages about one unit; what is half typed is stored for the unit it was typed for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unit: UnitInYear | None = None
        self.contact, self.register = (
            FieldForm(CONTACT_FIELDS, self, columns=3),
            FieldForm(REGISTER_FIELDS, self, columns=4),
        )
        for form in (self.contact, self.register):
            store_with(form, self._write)
            form.setContentsMargins(4, 4, 4, 0)
        self.liaisons, self.users = LiaisonPane(desk, self), UsersPane(desk, self)
        for part, title in (
            (self.contact, "联系信息"),
            (self.liaisons, "联络员"),
            (self.users, "用能人数"),
            (self.register, "名录库信息"),
        ):
            self.addTab(part, title)
        self.tabBar().setAccessibleName("单位详情的页面")
        self.currentChanged.connect(lambda _index: self._show_hidden())

    def show_unit(self, unit: UnitInYear | None) -> None:
        """Show a unit; what was being typed belongs to the one shown until now."""
        before = self._unit
        if before is not None and (unit is None or unit.id != before.id):
            self._put_away(before)
        self._unit = unit
        self.setEnabled(unit is not None)
        if unit is not None:
            self.contact.set_values({spec.key: getattr(unit.contact, spec.key) for spec in CONTACT_FIELDS})
            self.register.set_values(
                {
                    spec.key: getattr(unit.facts if spec.key in _YEARLY else unit.contact, spec.key)
                    for spec in REGISTER_FIELDS
                }
            )
        self._show_hidden()

    def discard(self) -> None:
        """Drop what is half typed: its unit is about to go."""
        for form in (self.contact, self.register):
            form.discard()

    def go_to(self, field: str) -> None:
        """Bring a field of the unit to the front."""
        for form in (self.contact, self.register):
            if field in form.fields:
                self.setCurrentWidget(form)
                form.field(field).setFocus()
                return
        if field in ("liaison", "energy_users"):
            self.setCurrentWidget(self.liaisons if field == "liaison" else self.users)

    def _show_hidden(self) -> None:
        """The panes with tables read only when they are looked at."""
        shown = self.currentWidget()
        if shown is self.liaisons or shown is self.users:
            (self.liaisons if shown is self.liaisons else self.users).show_unit(self._unit)

    def _put_away(self, unit: UnitInYear) -> None:
        for form in (self.contact, self.register):
            form.flush()
            if problems := form.problems():
                self._desk.alerts.warn(f"{unit.name}的信息有一处没有保存：{problems[0]}")
            form.discard()

    def _write(self, key: str, value: object) -> None:
        unit = self._unit
        if unit is not None:
            change = change_facts if key in _YEARLY else change_contact
            change(self._desk.office, unit.id, unit.year, **{key: value})


class LiaisonPane(QWidget):
    """Who is and was the unit's liaison; another person takes over in one step."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unit: UnitInYear | None = None
        self.model: GridModel[LiaisonTerm] = GridModel(_liaison_columns(), self._write, desk.alerts)
        self.grid = Grid(self.model, "历任联络员", parent=self)
        self.grid.remove_wanted.connect(self._remove)
        self.stack = PanelStack(self.grid, desk.alerts, self)
        buttons = ButtonRow(
            action_button("更换联络员…", self.succeed, "people", tip="登记接任的人，原联络员转入历任"),
            action_button("删除一行", self._remove, "remove", tip="删除选中的前任联络员"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 2, 4, 2)
        layout.setSpacing(2)
        layout.addWidget(buttons)
        layout.addWidget(self.stack, 1)

    def show_unit(self, unit: UnitInYear | None) -> None:
        """Show a unit's liaisons; a panel that is open for another unit is closed."""
        if (
            self._unit is not None
            and (unit is None or unit.id != self._unit.id)
            and self.stack.form is not None
        ):
            self.stack.back()
        self._unit = unit
        self.model.set_rows(liaison_terms(self._desk.office, unit.id) if unit else [])

    def succeed(self) -> None:
        """Ask who takes over from when."""
        unit = self._unit
        if unit is None:
            self._desk.alerts.say("请先选中单位")
            return
        present = unit.contact.liaison_name or "未填写"
        self.stack.ask(
            "更换联络员",
            f"{unit.name}，现任：{present}。接任日期起由新联络员负责，原联络员转入历任。",
            _SUCCESSION,
            {"day": clock.today()},
            lambda typed: succeed_liaison(
                self._desk.office,
                unit.id,
                unit.year,
                typed["name"],
                typed["phone"],
                typed["day"] or clock.today(),
            ),
        )

    def _write(self, term: LiaisonTerm, key: str, value: object) -> None:
        unit = self._unit
        if unit is None:
            return
        if term.present:
            columns = {"name": "liaison_name", "phone": "liaison_phone", "since": "liaison_since"}
            change_contact(self._desk.office, unit.id, unit.year, **{columns[key]: value})
        else:
            change_former_liaison(self._desk.office, term.id, unit.year, **{key: value})

    def _remove(self) -> None:
        term: LiaisonTerm | None = self.grid.current_row()
        if term is None or self._unit is None:
            self._desk.alerts.say("请先选中要删除的一行")
        elif term.present:
            self._desk.alerts.say("现任联络员在“联系信息”里修改，或用“更换联络员…”")
        else:
            with self._desk.alerts.guard():
                remove_former_liaison(self._desk.office, term.id, self._unit.year)


def _liaison_columns() -> list[Column[LiaisonTerm]]:
    return [
        Column("state", "任期", lambda term: "现任" if term.present else "前任", width=8, look=_look),
        Column("name", "姓名", lambda term: term.name, editable=True, width=16),
        Column("phone", "联络电话", lambda term: term.phone, editable=True, width=20),
        Column("since", "任职日期", lambda term: term.since, Kind.DATE, editable=True, width=14),
        Column(
            "until",
            "卸任日期",
            lambda term: term.until,
            Kind.DATE,
            editable=lambda term: not term.present,
            width=14,
        ),
    ]


def _look(term: LiaisonTerm) -> Look:
    return Look.GOOD if term.present else Look.MUTED
