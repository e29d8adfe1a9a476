"""What belongs to the chosen unit besides its row:
contact, liaisons, register data, the parts of its energy users.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...base.typed import Kind
from ...office import clock
from ...widgets.action_panel import PanelStack
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec, RecordField
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.page import store_record
from ...widgets.page_head import PartHead, page_action
from ...widgets.row_form import RowForm, table_over
from ...widgets.side_panel import Sections, pad
from ..actions.network import change_former_liaison, remove_former_liaison, succeed_liaison
from ..actions.units import change_contact, change_facts
from ..queries.network import liaison_terms
from ..rules.asked import asked_in, rarely_asked
from ..values.units import FUNDINGS, LEVELS, OFFICE_FORMS, LiaisonTerm, UnitContact, UnitFacts, UnitInYear
from .users import UsersPane

CONTACT_FIELDS = (
    RecordField[UnitContact](
        "short_name",
        "简称",
        help="表格窄栏里用，如“中心学校”",
    ),
    RecordField[UnitContact]("liaison_name", "节能联络员"),
    RecordField[UnitContact]("liaison_phone", "联系电话"),
    RecordField[UnitContact](
        "credit_code",
        "统一社会信用代码",
        help="18位，报表按它或名称认出单位",
    ),
    RecordField[UnitContact]("address", "地址"),
    RecordField[UnitContact]("head", "单位负责人"),
    RecordField[UnitContact]("telephone", "办公电话"),
    RecordField[UnitContact](
        "opened",
        "成立日期",
        Kind.DATE,
        help="不清楚可不填",
    ),
    RecordField[UnitContact](
        "closed",
        "撤销日期",
        Kind.DATE,
        help="撤并后填写，以后年度不再出现",
    ),
)


def _choices(words: tuple[str, ...]) -> tuple[tuple[object, str], ...]:
    return (("", "未填写"), *((word, word) for word in words))


_OF_ALL_YEARS = (
    RecordField[UnitContact](
        "parent",
        "上级主管单位",
        help="业务上归哪个部门主管",
    ),
    RecordField[UnitContact](
        "level",
        "行政级别",
        Kind.CHOICE,
        choices=_choices(LEVELS),
    ),
    RecordField[UnitContact](
        "funding",
        "经费来源",
        Kind.CHOICE,
        choices=_choices(FUNDINGS),
    ),
    RecordField[UnitContact](
        "office_form",
        "办公形式",
        Kind.CHOICE,
        choices=_choices(OFFICE_FORMS),
    ),
    RecordField[UnitContact]("trade_code", "行业代码"),
    RecordField[UnitContact]("postcode", "邮政编码", help="6位"),
    RecordField[UnitContact]("fax", "传真"),
    RecordField[UnitContact]("email", "电子邮箱"),
)
_OF_THE_YEAR = (
    RecordField[UnitFacts](
        "machine_rooms",
        "数据中心机房",
        Kind.INTEGER,
        help="没有填0",
        unit="个",
    ),
    RecordField[UnitFacts](
        "heating",
        "采暖方式",
        help="如“集中供暖”“空调”，不采暖可不填",
    ),
    RecordField[UnitFacts](
        "site_area",
        "用地面积",
        Kind.NUMBER,
        help="2016—2025年的国家表要填，没有填0",
        unit="平方米",
    ),
    RecordField[UnitFacts](
        "charging_points",
        "充电桩数量",
        Kind.INTEGER,
        help="2016—2025年的国家表要填，没有填0",
        unit="个",
    ),
    RecordField[UnitFacts](
        "solar_collector_area",
        "太阳能集热器面积",
        Kind.NUMBER,
        help="2016—2025年的国家表要填，没有填0",
        unit="平方米",
    ),
    RecordField[UnitFacts](
        "solar_power_capacity",
        "太阳能光电装机容量",
        Kind.NUMBER,
        help="2016—2025年的国家表要填，没有填0",
        unit="千瓦",
    ),
    RecordField[UnitFacts](
        "geothermal_capacity",
        "地热能装机容量",
        Kind.NUMBER,
        help="2016—2025年的国家表要填，没有填0",
        unit="千瓦",
    ),
    RecordField[UnitFacts](
        "change_note",
        "变动说明",
        help="建筑面积或用能人数比上年变动超过10%的原因，如“新建教学楼”",
    ),
)
REGISTER_FIELDS = (*_OF_ALL_YEARS, *_OF_THE_YEAR)
_SUCCESSION = (
    FieldSpec("name", "新联络员"),
    FieldSpec("phone", "联系电话"),
    FieldSpec("day", "接任日期", Kind.DATE),
)
_LIAISON_REST = (RecordField[LiaisonTerm]("phone", "联系电话"),)
"""What has no column in the table of liaisons."""


class UnitDetails(Sections):
    """Four sections about one unit; what is half typed is stored for the unit it was typed for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unit: UnitInYear | None = None
        self.contact, self.register = (
            FieldForm(CONTACT_FIELDS, self, stacked=True),
            FieldForm(REGISTER_FIELDS, self, stacked=True),
        )
        for form, fields in ((self.contact, CONTACT_FIELDS), (self.register, _OF_ALL_YEARS)):
            store_record(
                form, fields, lambda: self._unit.contact if self._unit else None, self._change_contact
            )
            pad(form)
        store_record(
            self.register, _OF_THE_YEAR, lambda: self._unit.facts if self._unit else None, self._change_facts
        )
        self.liaisons, self.users = LiaisonPane(desk, self), UsersPane(desk, self)
        for part, title in (
            (self.contact, "联系信息"),
            (self.liaisons, "联络员"),
            (self.users, "用能人数"),
            (self.register, "名录库信息"),
        ):
            self.addTab(part, title)
        self.currentChanged.connect(lambda _index: self._show_hidden())

    def show_unit(self, unit: UnitInYear | None) -> None:
        """Show a unit; what was being typed belongs to the one shown until now."""
        before = self._unit
        if before is not None and (unit is None or unit.id != before.id):
            self._put_away(before)
        self._unit = unit
        self.setEnabled(unit is not None)
        if unit is not None:
            contact = {spec.key: getattr(unit.contact, spec.key) for spec in CONTACT_FIELDS}
            self.contact.show_record(unit.id, contact)
            self.register.show_record(
                (unit.id, unit.year),
                {spec.key: getattr(unit.contact, spec.key) for spec in _OF_ALL_YEARS}
                | {spec.key: getattr(unit.facts, spec.key) for spec in _OF_THE_YEAR},
            )
            for key in rarely_asked():
                filled = getattr(unit.facts, key) is not None
                self.register.show_field(key, filled or asked_in(key, unit.year))
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

    def _change_contact(self, _old: UnitContact, new: UnitContact) -> None:
        if (unit := self._unit) is not None:
            change_contact(self._desk.office, unit, replace(unit, contact=new))

    def _change_facts(self, _old: UnitFacts, new: UnitFacts) -> None:
        if (unit := self._unit) is not None:
            change_facts(self._desk.office, unit, replace(unit, facts=new))


class LiaisonPane(QWidget):
    """Who is and was the unit's liaison; another person takes over in one step."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unit: UnitInYear | None = None
        self.model: GridModel[LiaisonTerm] = GridModel(
            _liaison_columns(), alerts=desk.alerts, change=self._change
        )
        self.grid = Grid(self.model, "历任联络员", fitting=True, parent=self)
        self.rest = RowForm(self.grid, _LIAISON_REST, self._change, self)
        self.grid.remove_wanted.connect(self._remove)
        self.stack = PanelStack(table_over(self.grid, self.rest), desk.alerts, self, stacked=True)
        actions = [
            page_action("更换联络员…", self.succeed, "people", "", "登记接任的人，原联络员转入历任", self),
            page_action("删除一行", self._remove, "remove", "", "删除选中的前任联络员", self),
        ]
        self.grid.addActions(actions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(PartHead("", actions, self))
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

    def _change(self, old: LiaisonTerm, new: LiaisonTerm) -> None:
        unit = self._unit
        if unit is None:
            return
        if old.present:
            contact = replace(
                unit.contact, liaison_name=new.name, liaison_phone=new.phone, liaison_since=new.since
            )
            change_contact(self._desk.office, unit, replace(unit, contact=contact))
        else:
            change_former_liaison(self._desk.office, unit.year, old, new)

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
        Column[LiaisonTerm](
            "name",
            "姓名",
            lambda term: term.name,
            write=lambda term, typed: replace(term, name=typed),
            width=7,
            look=_look,
        ),
        Column[LiaisonTerm](
            "since",
            "任职日期",
            lambda term: term.since,
            Kind.DATE,
            write=lambda term, typed: replace(term, since=typed),
            width=10,
        ),
        Column[LiaisonTerm](
            "until",
            "卸任日期",
            lambda term: term.until,
            Kind.DATE,
            write=lambda term, typed: replace(term, until=typed),
            editable=lambda term: not term.present,
            width=10,
            closed="现任联络员没有卸任日期，请点“更换联络员…”",
        ),
    ]


def _look(term: LiaisonTerm) -> Look:
    return Look.GOOD if term.present else Look.MUTED
