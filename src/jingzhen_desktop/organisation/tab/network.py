"""The network: the tree at the left;
who leads each system, the tree as a table, and what is lacking at the right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...base.typed import Kind
from ...office import clock
from ...widgets.action_panel import PanelStack
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldSpec
from ...widgets.fields.larger import ChoiceField
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.lists import dress_list
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper
from ...widgets.page import Page
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import split
from ...widgets.side_panel import pad
from ...widgets.tool_row import Segments, Sentence, ToolRow
from ..actions.network import add_system, change_system, remove_system
from ..papers.chart import chart_name, chart_paper
from ..papers.rosters import liaison_name, liaison_paper
from ..queries.network import gaps_of_year, network_units, systems_of_year, tree
from ..values.group import Gap, SystemFacts, TreeNode
from ..values.places import unit_place
from ..values.units import UnitInYear

_UNIT = Qt.ItemDataRole.UserRole
_GROUPINGS = ((False, "按系统"), (True, "按单位性质"))


@dataclass(frozen=True, slots=True)
class _UnitLine:
    """A unit under one of its systems, with who leads it."""

    id: tuple[str, int]
    system: str
    led: SystemFacts | None
    unit: UnitInYear


class TreePage(Page):
    """The network of the working year."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.tree = QTreeWidget(self)
        dress_list(self.tree)
        self.systems: GridModel[SystemFacts] = GridModel(
            _system_columns(self._units_in),
            alerts=desk.alerts,
            change=partial(change_system, desk.office),
            identity=lambda system: system.name,
        )
        self.system_grid = Grid(self.systems, "系统管理机构", parent=self)
        self.system_stack = PanelStack(self.system_grid, desk.alerts, self)
        self.lines: GridModel[_UnitLine] = GridModel(_line_columns())
        self.line_grid = Grid(self.lines, "组织网络一览", select_rows=True, parent=self)
        self.gaps: GridModel[Gap] = GridModel(_gap_columns())
        self.gap_grid = Grid(self.gaps, "缺项清单", select_rows=True, parent=self)
        self.gap_hint = QLabel(self)
        self.gap_hint.setWordWrap(True)
        self.parts, self.part_choice = QStackedWidget(self), Segments(self)
        self.head_actions = HeadActions(self)
        self.system_stack.stand_before(self.head_actions)
        self._counts: dict[str, int] = {}
        self.grouping = ChoiceField("网络图分组", _GROUPINGS, self, tip="单位按系统归口，或按单位性质分级")
        self.grouping.set_value(False)
        self.grouping.committed.connect(lambda _by_nature: self.refresh())
        self._set_up()
        self._lay_out()

    def refresh(self) -> None:
        """Build everything anew, all branches open."""
        office, year = self._desk.office, self._desk.year
        units, systems = network_units(office, year), systems_of_year(office, year)
        self._counts = Counter(chain.from_iterable(unit.facts.systems for unit in units))
        self.tree.clear()
        top = _item(tree(office, year, by_nature=bool(self.grouping.value())))
        self.tree.addTopLevelItem(top)
        self.tree.expandAll()
        self.tree.setCurrentItem(top)
        self.systems.scope = self._desk.year
        self.systems.set_rows(systems)
        self.lines.set_rows(_lines(units, systems))
        gaps = gaps_of_year(office, year)
        self.gaps.set_rows(gaps)
        self.part_choice.group.button(2).setText(f"缺项清单 {len(gaps)}" if gaps else "缺项清单")
        self.gap_hint.setText(
            "双击或按回车前往填写。变动超过10%的，核对后在单位的“名录库信息”里写“变动说明”即可从清单中去掉。"
            if gaps
            else "没有缺项。"
        )

    def show_systems(self) -> None:
        """Bring the table of systems to the front."""
        self.show_part(0)
        self.system_grid.setFocus()

    def show_gaps(self) -> None:
        """Bring the list of what is lacking to the front."""
        self.catch_up()
        self.show_part(2)
        self.gap_grid.setFocus()

    def show_part(self, number: int) -> None:
        """Bring one of the three tables to the front."""
        self.part_choice.group.button(number).setChecked(True)
        self.parts.setCurrentIndex(number)

    def _units_in(self, system: SystemFacts) -> int:
        return self._counts.get(system.name, 0)

    def _add_system(self) -> None:
        year = self._desk.year
        self.system_stack.ask(
            "新增系统",
            f"从{year}年起增加一个系统，单位的“系统”一栏就可以填它。",
            (FieldSpec("name", "系统名称", help="如“农业”"),),
            {},
            lambda values: add_system(self._desk.office, values["name"], year),
        )

    def _remove_system(self) -> None:
        system: SystemFacts | None = self.system_grid.current_row()
        if system is None:
            self._desk.alerts.say("请先选中要删除的系统")
            return
        with self._desk.alerts.guard():
            remove_system(self._desk.office, system.name, self._desk.year)

    def _chart(self) -> None:
        office, year, by_nature = self._desk.office, self._desk.year, bool(self.grouping.value())
        name = chart_name(office, year)
        make = partial(chart_paper, office, year, by_nature=by_nature)
        show_paper(self, self._desk, "生成组织网络图", make, name)

    def _roster(self) -> None:
        office, year = self._desk.office, self._desk.year
        make = partial(liaison_paper, office, year, clock.today())
        show_paper(self, self._desk, "生成联络员名册", make, liaison_name(office, year))

    def _go(self, item: QTreeWidgetItem) -> None:
        unit_id = item.data(0, _UNIT)
        if unit_id is not None:
            self._desk.go_to(unit_place(None, unit_id))

    def _go_to_line(self, index: QModelIndex) -> None:
        if index.isValid():
            self._desk.go_to(unit_place(self._desk.year, self.lines.row(index).unit.id))

    def _go_to_gap(self, index: QModelIndex) -> None:
        if index.isValid():
            gap = self.gaps.row(index)
            self._desk.go_to(unit_place(self._desk.year, gap.unit_id, gap.field))

    def _set_up(self) -> None:
        self.tree.setAccessibleName("组织网络")
        self.tree.setHeaderLabels(["机构", "说明"])
        self.tree.setHeaderHidden(True)
        # five levels, and telephone numbers at their end
        self.tree.setIndentation(round(self.tree.indentation() * 0.6))
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemActivated.connect(self._go)
        self.system_grid.remove_wanted.connect(self._remove_system)
        self.setFocusProxy(self.tree)
        for grid, go in ((self.line_grid, self._go_to_line), (self.gap_grid, self._go_to_gap)):
            grid.doubleClicked.connect(go)
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                shortcut = QShortcut(QKeySequence(key), grid, context=Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(lambda grid=grid, go=go: go(grid.currentIndex()))

    def _lay_out(self) -> None:
        chart = page_action("组织网络图", self._chart, "preview", "Ctrl+P", "预览并打印组织网络图", self)
        roster = page_action("联络员名册", self._roster, "people", "", "预览并打印联络员名册", self)
        add = page_action("新增系统…", self._add_system, "add", "", "增加固定系统以外的系统", self)
        remove = page_action(
            "删除系统", self._remove_system, "remove", "", "删除自己增加、没有单位的系统", self
        )
        self.system_grid.addActions([add, remove])
        self.head_actions.offer(chart, (roster, add), (remove,))
        tools, line_filter = ToolRow(self), FilterBox(self.line_grid)
        gaps = QWidget(self)
        lines = QVBoxLayout(gaps)
        lines.setContentsMargins(0, 0, 0, 0)
        pad(self.gap_hint)
        lines.addWidget(self.gap_hint)
        lines.addWidget(self.gap_grid, 1)
        parts = ((self.system_stack, "系统管理机构"), (self.line_grid, "一览表"), (gaps, "缺项清单"))
        for number, (part, title) in enumerate(parts):
            self.parts.addWidget(part)
            self.part_choice.add(number, title, "右边显示什么")
        self.part_choice.group.idClicked.connect(self.show_part)
        self.parts.currentChanged.connect(lambda number: line_filter.setVisible(number == 1))
        line_filter.hide()
        self.show_part(0)
        tools.add(
            self.grouping,
            self.part_choice,
            Sentence("由“领导小组”和“单位”两页自动生成，双击单位前往修改。", self),
        )
        tools.add_right(line_filter)
        content = split(Qt.Orientation.Horizontal, self.tree, self.parts, shares=(2, 3))
        lay_out_content(self, content, tools)


def _item(node: TreeNode) -> QTreeWidgetItem:
    item = QTreeWidgetItem([node.title, node.detail])
    item.setData(0, _UNIT, node.unit_id)
    for column in (0, 1):
        item.setToolTip(column, item.text(column))
    for child in node.children:
        item.addChild(_item(child))
    return item


def _lines(units: list[UnitInYear], systems: list[SystemFacts]) -> list[_UnitLine]:
    """The units by system, those of none last; a unit of two systems stands under both."""
    lines = []
    for system in systems:
        members = [unit for unit in units if system.name in unit.facts.systems]
        lines += [_UnitLine((system.name, unit.id), system.name, system, unit) for unit in members]
    return lines + [
        _UnitLine(("", unit.id), "未归口", None, unit) for unit in units if not unit.facts.systems
    ]


def _system_columns(count: Callable[[SystemFacts], int]) -> list[Column[SystemFacts]]:
    return [
        Column(
            "name",
            "系统",
            lambda system: system.name,
            width=5,
            closed="系统的名称在“新增系统…”里定，要改名请删去后重新新增",
        ),
        Column[SystemFacts](
            "department",
            "主管部门",
            lambda system: system.department,
            write=lambda system, typed: replace(system, department=typed),
            width=13,
            tip="县里主管这个系统的部门",
        ),
        Column[SystemFacts](
            "body",
            "系统管理机构",
            lambda system: system.body,
            write=lambda system, typed: replace(system, body=typed),
            width=16,
            tip="系统内部负责节能的机构",
        ),
        Column[SystemFacts](
            "contact",
            "联系人",
            lambda system: system.contact,
            write=lambda system, typed: replace(system, contact=typed),
            width=8,
        ),
        Column[SystemFacts](
            "phone",
            "联系电话",
            lambda system: system.phone,
            write=lambda system, typed: replace(system, phone=typed),
            width=12,
        ),
        Column[SystemFacts](
            "plan",
            "工作方案",
            lambda system: system.plan,
            write=lambda system, typed: replace(system, plan=typed),
            width=12,
            tip="系统的节能工作方案名称、文号",
        ),
        Column(
            "units",
            "单位\n（个）",
            count,
            Kind.INTEGER,
            width=5,
            closed="由“单位”页里各单位所属的系统数出，不能填写",
        ),
    ]


def _line_columns() -> list[Column[_UnitLine]]:
    return [
        Column("system", "系统", lambda line: line.system, width=7),
        Column("body", "主管部门和管理机构", _leaders, width=18),
        Column("unit", "单位", lambda line: line.unit.name, width=20),
        Column("nature", "单位性质", lambda line: line.unit.facts.nature.words, width=13),
        Column("liaison", "联络员", lambda line: line.unit.contact.liaison_name, width=7),
        Column("phone", "联系电话", lambda line: line.unit.contact.liaison_phone, width=12),
    ]


def _leaders(line: _UnitLine) -> str:
    return " ".join(filter(None, (line.led.department, line.led.body))) if line.led else ""


def _gap_columns() -> list[Column[Gap]]:
    return [
        Column("unit", "单位", lambda gap: gap.unit, width=16),
        Column("text", "缺项", lambda gap: gap.text, width=24, look=lambda _gap: Look.WARNING),
        Column("detail", "情况", lambda gap: gap.detail, width=40),
    ]
