"""The units of the working year: facts in a grid, the rest of the chosen one beside it; lists in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...base.differences import fields_of
from ...base.numbers import show_number
from ...base.text import join_names
from ...base.typed import Kind
from ...office import clock
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.new_row import NEW, NewRow
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper, write_files
from ...widgets.page import Page
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint
from ...widgets.side_panel import SidePanel, WithPanel
from ...widgets.tool_row import Chip, Sentence, ToolRow
from ..actions.units import add_unit, change_facts_of_units, open_year, refuse_used_unit, remove_unit
from ..papers.rosters import overview_name, overview_paper
from ..queries.network import systems_of_year
from ..queries.units import units_of_year, years_with_units
from ..rules.defaults import likely_nature
from ..rules.network import gaps
from ..rules.units import energy_users_total, floor_area_total, parse_systems
from ..sheets.reading import open_register
from ..sheets.register import register_file
from ..values.register import ReadRegister
from ..values.units import SYSTEMS, Nature, UnitContact, UnitFacts, UnitInYear
from .details import UnitDetails
from .register_view import RegisterView
from .sent import TIP, warn_if_sent

if TYPE_CHECKING:
    from ...spreadsheet.reading import Workbook


class UnitsPage(Page):
    """Grid of units, what belongs to the chosen one in the panel; a list being taken in is a page of its own.

    Attributes:
        head_actions: what is offered in the head of the tab.
    """

    register_wanted = Signal()
    """A list has been read and wants to be looked through."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._systems: tuple[str, ...] = SYSTEMS
        self.model: GridModel[UnitInYear] = GridModel(
            _columns(self._known_systems),
            alerts=desk.alerts,
            change_many=self._store,
        )
        self.grid = Grid(self.model, "单位年度情况", parent=self)
        self._begun = NewRow(self.grid, self._add_begun, partial(self._note_change, None))
        desk.year_changed.connect(self._begun.drop)
        self.details = UnitDetails(desk, self)
        self.register = RegisterView(desk, self)
        self.register.hide()
        self._count, self.sent = Sentence(parent=self), Chip(self)
        self.head_actions = HeadActions(self)
        self._actions = self._made_actions()
        take_in = ("导入名单…", self.take_in)
        self._empty = EmptyHint("", "新增单位", self.add, self, links=[take_in])
        self._empty_year = EmptyHint(
            "", "从上年结转", self._carry_forward, self, links=[("新增单位", self.add), take_in]
        )
        self._stack = QStackedWidget(self)
        self.grid.chosen.connect(self._show_details)
        self.grid.remove_wanted.connect(self._remove)
        self.setFocusProxy(self.grid)
        self._lay_out()

    @property
    def contact(self) -> FieldForm:
        """The form of the chosen unit's contact data."""
        return self.details.contact

    def refresh(self) -> None:
        """Show the units of the working year as they are stored."""
        units = units_of_year(self._desk.office, self._desk.year)
        self._systems = tuple(system.name for system in systems_of_year(self._desk.office, self._desk.year))
        self.model.scope = self._desk.year  # a unit has the same id in every year
        self.model.set_rows(self._begun.with_begun(units))
        self._count.setText(_count(units))
        sent = self._desk.sent_of(self._desk.year) if units else ""
        self.sent.tell(f"{sent}已上报" if sent else "", TIP)
        earlier = any(year < self._desk.year for year in years_with_units(self._desk.office))
        nobody = f"{self._desk.year}年还没有单位。这里列出各单位的性质、面积、人数和车辆"
        self._empty.set_text(f"{nobody}，可以逐个新增，或读入Excel名单。")
        self._empty_year.set_text(f"{nobody}，结转把以前年度的带过来。")
        self._stack.setCurrentIndex(0 if self.model.all_rows() else 2 if earlier else 1)
        self._offer(carry_first=not units and earlier)
        self._show_details()

    def _offer(self, *, carry_first: bool) -> None:
        """In an empty year what one wants is last year's units; else another unit."""
        add, carry = self._actions["新增单位"], self._actions["从上年结转"]
        more = [self._actions["导出名录库…"], None, self._actions["删除单位"]]
        if self.register.is_waiting:
            more = [self._actions["继续导入名单"], *more]
        self.head_actions.offer(
            carry if carry_first else add,
            (self._actions["导入名单…"], self._actions["单位情况一览"]),
            [add if carry_first else carry, *more],
        )

    def show_unit(self, unit_id: int, field: str = "") -> None:
        """Select a unit, and the cell or field where one of its facts stands."""
        self.catch_up()
        found = self.grid.select_row(lambda unit: unit.id == unit_id)
        self.grid.setFocus()
        keys = [column.key for column in self.model.columns]
        if found and field in keys:
            self.grid.setCurrentIndex(self.model.index(self.grid.currentIndex().row(), keys.index(field)))
        if found and field:
            self.details.go_to(field)

    def add(self) -> None:
        """Begin a unit and let the clerk type its name."""
        facts = UnitFacts("", Nature.OTHER_INSTITUTION)
        self._begun.begin(UnitInYear(NEW, self._desk.year, facts, UnitContact()), "name")

    def _add_begun(self, unit: UnitInYear) -> int:
        """Store a begun unit, of the nature its name tells."""
        nature = likely_nature(unit.name) or unit.facts.nature
        return add_unit(self._desk.office, unit.year, replace(unit.facts, nature=nature))

    def _store(self, changes: Sequence[tuple[UnitInYear, UnitInYear]]) -> None:
        if not self._begun.take(changes):
            change_facts_of_units(self._desk.office, changes)
            fields = fields_of((old.facts, new.facts) for old, new in changes)
            warn_if_sent(self._desk, self._desk.year, fields)

    def _stored_row(self) -> UnitInYear | None:
        """The chosen unit; None for one that is only begun."""
        unit: UnitInYear | None = self.grid.current_row()
        return unit if unit is not None and unit.id != NEW else None

    def _remove(self) -> None:
        if self._begun.give_up():
            return
        unit = self._stored_row()
        if unit is None:
            self._desk.alerts.say("请先选中要删除的单位")
            return
        with self._desk.alerts.guard():
            refuse_used_unit(self._desk.office, unit)
            self._ask_and_remove(unit)

    def _ask_and_remove(self, unit: UnitInYear) -> None:
        if self._desk.alerts.confirm(f"删除单位“{unit.name}”及其各年度情况？", "删除", parent=self):
            self.details.discard()  # what is half typed must not look for the unit once it is gone
            remove_unit(self._desk.office, unit)

    def _carry_forward(self) -> None:
        with self._desk.alerts.guard():
            copied = open_year(self._desk.office, self._desk.year)
            self._desk.alerts.say(f"已从以前年度结转{copied}个单位" if copied else "没有需要结转的单位")

    def _known_systems(self) -> tuple[str, ...]:
        return self._systems

    def _show_details(self, _unit: object = None) -> None:
        unit = self._stored_row()
        self.details.show_unit(unit)
        self.beside.panel.set_title(unit.name if unit else "单位详情")

    def take_in(self) -> None:
        """Let the clerk choose a unit list and show what it would change."""
        chosen = self._desk.alerts.choose_files("导入单位名单", "register", "Excel 文件 (*.xlsx *.xls *.ods)")
        if not chosen:
            return
        office, year, path = self._desk.office, self._desk.year, chosen[0]
        self._desk.tasks.run(
            self,
            f"读取“{path.name}”",
            lambda _progress: open_register(office, year, path),
            self._show_register,
        )

    def _show_register(self, found: tuple[Workbook, ReadRegister]) -> None:
        workbook, register = found
        if register.year == self._desk.year:
            self.register.show_register(register, workbook)
            self.register_wanted.emit()

    def _export(self) -> None:
        office, year = self._desk.office, self._desk.year
        write_files(self, self._desk, f"导出{year}年名录库", lambda: [register_file(office, year)])

    def _preview(self) -> None:
        office, year = self._desk.office, self._desk.year
        make = partial(overview_paper, office, year, clock.today())
        show_paper(self, self._desk, "生成单位情况一览", make, overview_name(office, year))

    def _made_actions(self) -> dict[str, QAction]:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("新增单位", self.add, "add", "Ctrl+Shift+N", "新增一个单位"),
            ("删除单位", self._remove, "remove", "", "删除选中的单位"),
            (
                "从上年结转",
                self._carry_forward,
                "copy",
                "",
                "把以前年度的单位情况复制到本年，已有的不变",
            ),
            ("导入名单…", self.take_in, "import", "Ctrl+I", "从Excel读入单位名单，先预览再保存"),
            ("继续导入名单", self.register_wanted.emit, "import", "", "回到还没有保存的名单"),
            ("导出名录库…", self._export, "export", "Ctrl+E", "把本年全部单位写成Excel名录库"),
            ("单位情况一览", self._preview, "preview", "Ctrl+P", "预览并打印本年单位情况一览表"),
        )
        return {text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries}

    def _lay_out(self) -> None:
        self.beside = WithPanel(self.grid, SidePanel(self.details), "单位详情", self)
        tools = ToolRow(self)
        tools.add(self.sent, self._count)
        tools.add_right(FilterBox(self.grid), self.beside.button)
        self.grid.addActions([self._actions["新增单位"], self._actions["删除单位"]])
        for part in (self.beside, self._empty, self._empty_year):
            self._stack.addWidget(part)
        lay_out_content(self, self._stack, tools)


def _columns(known: Callable[[], tuple[str, ...]]) -> list[Column[UnitInYear]]:
    """``known`` is asked for the systems that may be typed."""
    return [
        Column[UnitInYear](
            "name",
            "单位名称",
            lambda unit: unit.facts.name,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, name=typed)),
            width=19,
        ),
        Column[UnitInYear](
            "nature",
            "单位性质",
            lambda unit: unit.facts.nature,
            Kind.CHOICE,
            choices=_NATURES,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, nature=typed)),
            width=19,
        ),
        Column[UnitInYear](
            "systems",
            "系统",
            lambda unit: join_names(list(unit.facts.systems)),
            write=lambda unit, typed: replace(
                unit, facts=replace(unit.facts, systems=parse_systems(typed or "", known()))
            ),
            width=6,
            tip=_SYSTEMS_TIP,
        ),
        Column[UnitInYear](
            "reporting",
            "报送\n报表",
            lambda unit: unit.facts.reporting,
            Kind.YESNO,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, reporting=typed)),
            width=5,
        ),
        Column[UnitInYear](
            "floor_area",
            "建筑面积\n（㎡）",
            lambda unit: unit.facts.floor_area,
            Kind.NUMBER,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, floor_area=typed)),
            width=8,
        ),
        Column[UnitInYear](
            "energy_users",
            "用能人数\n（人）",
            lambda unit: unit.facts.energy_users,
            Kind.INTEGER,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, energy_users=typed)),
            width=8,
        ),
        Column[UnitInYear](
            "establishment",
            "编制人数\n（人）",
            lambda unit: unit.facts.establishment,
            Kind.INTEGER,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, establishment=typed)),
            width=8,
        ),
        Column[UnitInYear](
            "petrol_cars",
            "汽油车\n（辆）",
            lambda unit: unit.facts.petrol_cars,
            Kind.INTEGER,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, petrol_cars=typed)),
            width=6,
        ),
        Column[UnitInYear](
            "diesel_cars",
            "柴油车\n（辆）",
            lambda unit: unit.facts.diesel_cars,
            Kind.INTEGER,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, diesel_cars=typed)),
            width=6,
        ),
        Column[UnitInYear](
            "new_energy_cars",
            "新能源车\n（辆）",
            lambda unit: unit.facts.new_energy_cars,
            Kind.INTEGER,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, new_energy_cars=typed)),
            width=8,
        ),
        Column(
            "gaps",
            "缺项",
            lambda unit: join_names(gaps(unit)),
            width=8,
            look=lambda unit: Look.WARNING if gaps(unit) else None,
            closed="由程序检查得出，补上所缺的内容就没有了",
        ),
    ]


_SYSTEMS_TIP = f"可填：{join_names(list(SYSTEMS))}；属于几个系统的用顿号隔开；别的系统先在“组织网络”里新增"
_NATURES = tuple((nature, nature.code_and_words) for nature in Nature)


def _count(units: list[UnitInYear]) -> str:
    if not units:
        return ""
    reporting = [unit for unit in units if unit.facts.reporting]
    area, users = floor_area_total(reporting), energy_users_total(reporting)
    known = [
        f"建筑面积{show_number(area)}㎡" if area is not None else "",
        f"用能人数{users:,}人" if users is not None else "",
    ]
    return "　".join([f"共{len(units)}个单位，{len(reporting)}个报送报表", *(text for text in known if text)])
