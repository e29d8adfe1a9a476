"""The units of the working year: facts in a grid, the rest of the chosen unit below; lists in and out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

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
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper, write_files
from ...widgets.page import Page
from ...widgets.parts import ButtonRow, EmptyHint, SectionTitle, action_button, split
from ..actions.units import add_unit, change_facts, change_facts_of_units, open_year, remove_unit
from ..papers.rosters import overview_name, overview_paper
from ..queries.network import systems_of_year
from ..queries.units import units_of_year, years_with_units
from ..rules.network import gaps
from ..rules.units import energy_users_total, floor_area_total, free_name, parse_systems
from ..sheets.reading import read_register
from ..sheets.register import register_file
from ..values.register import ReadRegister
from ..values.units import SYSTEMS, Nature, UnitFacts, UnitInYear
from .details import UnitDetails
from .register_view import RegisterView


class UnitsPage(Page):
    """Grid of units above, what belongs to the chosen unit below;
    a list being taken in stands in their place.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._systems: tuple[str, ...] = SYSTEMS
        self.model: GridModel[UnitInYear] = GridModel(
            _columns(self._known_systems),
            alerts=desk.alerts,
            change=partial(change_facts, desk.office),
            change_many=partial(change_facts_of_units, desk.office),
        )
        self.grid = Grid(self.model, "单位年度情况", parent=self)
        self.details = UnitDetails(desk, self)
        self.register = RegisterView(desk, self)
        self._title, self._count = SectionTitle(parent=self), QLabel(self)
        self._carry = action_button(
            "从上年结转", self._carry_forward, "copy", tip="把以前年度的单位情况复制到本年，已有的不变"
        )
        self._empty = EmptyHint("", "新增单位", self.add, self)
        self._stack = QStackedWidget(self)
        self.grid.chosen.connect(self._show_details)
        self.grid.remove_wanted.connect(self._remove)
        self.register.closed.connect(self.refresh)
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
        self.register.year_changed()
        self.model.set_rows(units)
        self._count.setText(_count(units))
        self._empty.set_text(
            f"{self._desk.year}年还没有单位。可以新增单位，用“导入名单…”读入Excel名单，或用“从上年结转”把以前年度的单位情况带过来。"
        )
        self._stack.setCurrentIndex(2 if self.register.is_waiting else 0 if units else 1)
        self._carry.setEnabled(any(year < self._desk.year for year in years_with_units(self._desk.office)))
        self._show_details(self.grid.current_row())

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
        """Add a unit with a provisional name and let the clerk type over it."""
        name = free_name("新单位", units_of_year(self._desk.office, self._desk.year))
        with self._desk.alerts.guard():
            unit_id = add_unit(self._desk.office, self._desk.year, UnitFacts(name, Nature.OTHER_INSTITUTION))
            self.show_unit(unit_id)
            self.grid.setCurrentIndex(self.model.index(self.grid.currentIndex().row(), 0))
            self.grid.edit(self.grid.currentIndex())

    def _remove(self) -> None:
        unit = self.grid.current_row()
        if unit is None:
            self._desk.alerts.say("请先选中要删除的单位")
        elif self._desk.alerts.confirm(f"删除单位“{unit.name}”及其各年度情况？", "删除", parent=self):
            self.details.discard()  # what is half typed must not look for the unit once it is gone
            with self._desk.alerts.guard():
                remove_unit(self._desk.office, unit)

    def _carry_forward(self) -> None:
        with self._desk.alerts.guard():
            copied = open_year(self._desk.office, self._desk.year)
            self._desk.alerts.say(f"已从以前年度结转{copied}个单位" if copied else "没有需要结转的单位")

    def _known_systems(self) -> tuple[str, ...]:
        return self._systems

    def _show_details(self, unit: UnitInYear | None) -> None:
        self.details.show_unit(unit)
        self._title.setText(unit.name if unit else "单位详情")

    def take_in(self) -> None:
        """Let the clerk choose a unit list and show what it would change."""
        chosen = self._desk.alerts.choose_files("导入单位名单", "register", "Excel 文件 (*.xlsx *.xls *.ods)")
        if not chosen:
            return
        office, year, path = self._desk.office, self._desk.year, chosen[0]
        self._desk.tasks.run(
            self,
            f"读取“{path.name}”",
            lambda _progress: read_register(office, year, path),
            self._show_register,
        )

    def _show_register(self, register: ReadRegister) -> None:
        if register.year == self._desk.year:
            self.register.show_register(register)
            self._stack.setCurrentIndex(2)

    def _export(self) -> None:
        office, year = self._desk.office, self._desk.year
        write_files(self, self._desk, f"导出{year}年名录库", lambda: [register_file(office, year)])

    def _preview(self) -> None:
        office, year = self._desk.office, self._desk.year
        make = partial(overview_paper, office, year, clock.today())
        show_paper(self, self._desk, "生成单位情况一览", make, overview_name(office, year))

    def _lay_out(self) -> None:
        buttons = ButtonRow(
            action_button("新增单位", self.add, "add", "Ctrl+Shift+N"),
            action_button("删除单位", self._remove, "remove", tip="删除选中的单位"),
            self._carry,
            action_button("导入名单…", self.take_in, "import", "Ctrl+I", "从Excel读入单位名单，先预览再保存"),
            action_button("导出名录库…", self._export, "export", "Ctrl+E", "把本年全部单位写成Excel名录库"),
            action_button("单位情况一览", self._preview, "preview", "Ctrl+P", "预览并打印本年单位情况一览表"),
            FilterBox(self.grid),
            self._count,
        )
        below = QWidget(self)
        below_layout = QVBoxLayout(below)
        below_layout.setContentsMargins(0, 0, 0, 0)
        below_layout.setSpacing(2)
        below_layout.addWidget(self._title)
        below_layout.addWidget(self.details, 1)
        self._stack.addWidget(split(Qt.Orientation.Vertical, self.grid, below, shares=(5, 3)))
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.register)
        layout = QVBoxLayout(self)
        layout.addWidget(buttons)
        layout.addWidget(self._stack, 1)


def _columns(known: Callable[[], tuple[str, ...]]) -> list[Column[UnitInYear]]:
    """``known`` is asked for the systems that may be typed."""
    return [
        Column[UnitInYear](
            "name",
            "单位名称",
            lambda unit: unit.facts.name,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, name=typed)),
            width=24,
        ),
        Column[UnitInYear](
            "nature",
            "单位性质",
            lambda unit: unit.facts.nature,
            Kind.CHOICE,
            choices=_NATURES,
            write=lambda unit, typed: replace(unit, facts=replace(unit.facts, nature=typed)),
            width=20,
        ),
        Column[UnitInYear](
            "systems",
            "系统",
            lambda unit: join_names(list(unit.facts.systems)),
            write=lambda unit, typed: replace(
                unit, facts=replace(unit.facts, systems=parse_systems(typed or "", known()))
            ),
            width=10,
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
            width=9,
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
            width=14,
            look=lambda unit: Look.WARNING if gaps(unit) else None,
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
