"""The sub-page 支出限额: each limit with how it is computed and what was spent; the money and the retrofits of
the working ledger beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from ...base.numbers import show_number
from ...base.place import Place
from ...base.typed import Kind
from ...office import clock
from ...office.settings import read_setting
from ...organisation.values.places import ledger_place
from ...widgets.action_panel import PanelStack
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper, write_files
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint
from ...widgets.side_panel import SidePanel, WithPanel, pad, scrolling
from ...widgets.tool_row import Chip, Segments, Sentence, ToolRow
from ..actions.spending import add_lines, change_line, remove_line, set_basis, set_surcharges
from ..outgoing.spending import spending_files
from ..papers.spending import spending_name, spending_paper, spending_to_issue
from ..queries.spending import SpendingYear, funds_of_year, projects_of_year, spending_year
from ..queries.spending_by_quota import lines_by_quota
from ..rules.spending import outcome
from ..settings import SURCHARGES
from ..values.spending import Compared, FundsLine, ProjectLine, SpendingLine
from .page import SubPage
from .spending_forms import (
    ABOUT,
    ALL_UNITS,
    BASIS_FIELDS,
    SURCHARGE_FIELDS,
    basis_of,
    line_fields,
    line_of,
)

_ADD, _CHANGE, _REMOVE = "设定限额…", "修改限额…", "删除限额"
_QUOTA, _BASIS, _WATER = "由选定的定额设定", "支出标准文件…", "超计划用水加价…"
_PREVIEW, _EXPORT = "预览对照表", "导出对照表…"
_LIMITS, _FUNDS, _PROJECTS = 0, 1, 2


class SpendingPage(SubPage):
    """Limits in a table, how the chosen one is computed in the panel; money and retrofits as other parts."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._found: SpendingYear | None = None
        self.model: GridModel[Compared] = GridModel(_columns(), alerts=desk.alerts)
        self.grid = Grid(self.model, "支出限额", select_rows=True, parent=self)
        self.grid.chosen.connect(self._explain)
        self.how = QLabel(self)
        self.how.setWordWrap(True)
        self.how.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.how.setTextFormat(Qt.TextFormat.PlainText)
        pad(self.how)
        self.beside = WithPanel(self.grid, SidePanel(scrolling(self.how)), "怎样算的", self)
        self.stack = PanelStack(self.beside, desk.alerts, self)
        self._empty = EmptyHint("", _ADD, self.add, self)
        self.stack.addWidget(self._empty)
        self.funds: GridModel[FundsLine] = GridModel(_funds_columns(), alerts=desk.alerts)
        self.funds_grid = Grid(self.funds, "经费", select_rows=True, parent=self)
        self.projects: GridModel[ProjectLine] = GridModel(
            _project_columns(), alerts=desk.alerts, identity=lambda line: (line.id, line.carrier_name)
        )
        self.projects_grid = Grid(self.projects, "改造项目", select_rows=True, parent=self)
        self.parts, self.segments = QStackedWidget(self), Segments(self)
        self.count, self.chip = Sentence(parent=self), Chip(self)
        self.head_actions = HeadActions(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show the limits, the money and the retrofits of the working year as they are stored."""
        office, year = self._desk.office, self._desk.year
        found = self._found = spending_year(office, year)
        self.model.set_rows(list(found.lines))
        money = list(funds_of_year(office, year))
        self.funds.set_rows(money[:-1], money[-1:])
        self.projects.set_rows(list(projects_of_year(office, year)))
        over = sum(line.is_overspent for line in found.lines)
        self.count.setText(
            f"{year}年{found.title}{len(found.lines)}项，镇属单位超出{over}项" if found.lines else ""
        )
        tip = "没有登记财政部门的支出标准文件，限额由本办公室测算，只作参考"
        self.chip.tell("" if found.is_given or not found.lines else "参考", tip)
        self._empty.set_text(
            f"{year}年还没有设定支出限额。每个单位、每个品种选一种算法：定额、单车定额、前几年平均或文件给定。"
        )
        if not self.stack.asks:
            self.stack.setCurrentWidget(self.beside if found.lines else self._empty)
        self._explain(self.grid.current_row())

    def show_place(self, place: Place) -> None:
        """Select a limit."""
        self.catch_up()
        self._turn_to(_LIMITS)
        if place.id is not None:
            self.grid.select_row(lambda line: line.id == place.id)
        self.grid.setFocus()

    def add(self) -> None:
        """Ask for a new limit."""
        if self._found is not None:
            self._turn_to(_LIMITS)
            start = {"years": 1, "level": "约束值"}
            self.stack.ask("设定限额", ABOUT, line_fields(self._found, new=True), start, self._store)

    def change(self) -> None:
        """Ask how the chosen limit is to be set otherwise."""
        if (line := self._chosen()) and self._found is not None:
            specs = line_fields(self._found, new=False)
            values = {spec.key: getattr(line.line, spec.key) for spec in specs}
            store = partial(self._change, line.line)
            self.stack.ask("修改限额", ABOUT, specs, values, store)

    def ask_basis(self) -> None:
        """Ask for the document of the finance office."""
        if self._found is not None:
            basis, year = self._found.basis, self._desk.year
            self._turn_to(_LIMITS)
            self.stack.ask(
                "登记支出标准文件",
                f"财政部门{year}年的能源消耗支出标准文件；写全发文单位、文号、日期、页码和录入人才不再叫参考。没有的都不填。",
                BASIS_FIELDS,
                {spec.key: getattr(basis, spec.key) for spec in BASIS_FIELDS},
                lambda typed: set_basis(self._desk.office, basis_of(typed, year)),
            )

    def ask_surcharges(self) -> None:
        """Ask for the list of surcharges on water."""
        text = read_setting(self._desk.office, SURCHARGES).replace("；", "\n")
        self._turn_to(_LIMITS)
        self.stack.ask(
            "填写超计划用水加价",
            "当地供水单位的累进加价，按超出限额用量的百分比分档；不填就不测算。",
            SURCHARGE_FIELDS,
            {"steps": text},
            lambda typed: set_surcharges(self._desk.office, self._desk.year, str(typed["steps"] or "")),
        )

    def add_by_quota(self) -> None:
        """Set limits by the quotas that are chosen for the units."""
        office, year = self._desk.office, self._desk.year
        self._desk.tasks.run(
            self, "查看选定的定额", lambda _progress: lines_by_quota(office, year), self._store_found
        )

    def preview(self) -> None:
        """Show 支出限额对照表 as it prints."""
        office, year, day = self._desk.office, self._desk.year, clock.today()
        make = partial(spending_paper, office, year, day)
        name = f"{spending_name(office, year)}.pdf"
        show_paper(self, self._desk, "生成支出限额对照表", make, name, partial(spending_to_issue, year, day))

    def export(self) -> None:
        """Write the table as xlsx and PDF into a folder."""
        files = partial(spending_files, self._desk.office, self._desk.year, clock.today())
        write_files(self, self._desk, f"导出{self._desk.year}年支出限额对照表", files)

    # --- inside

    def _store(self, typed: dict[str, Any]) -> None:
        line = line_of(typed, self._desk.year)
        known = {(one.line.unit_id, one.line.carrier) for one in self.model.rows()}
        units = [unit.id for unit in self._found.units] if self._found else []
        wanted = units if line.unit_id == ALL_UNITS else [line.unit_id]
        lines = [replace(line, unit_id=unit) for unit in wanted]
        if line.unit_id == ALL_UNITS:
            lines = [one for one in lines if (one.unit_id, one.carrier) not in known]
        if not add_lines(self._desk.office, lines):
            self._desk.alerts.say("各单位这个品种的限额都已设定，没有新增")

    def _change(self, old: SpendingLine, typed: dict[str, Any]) -> None:
        new = replace(line_of(typed, old.year), id=old.id, unit_name=old.unit_name)
        change_line(self._desk.office, old, new)

    def _store_found(self, lines: Sequence[SpendingLine]) -> None:
        if not lines:
            self._desk.alerts.say("没有可用的：要有本地的电、水定额，四个季度的报表齐全，而且限额还没有设定")
            return
        with self._desk.alerts.guard():
            add_lines(self._desk.office, lines)
            self._desk.alerts.say(f"已设定{len(lines)}项限额，可以撤销（Ctrl+Z）")

    def _remove(self) -> None:
        if line := self._chosen():
            with self._desk.alerts.guard():
                remove_line(self._desk.office, line.line.id)
                self._desk.alerts.say("已删除限额，可以撤销（Ctrl+Z）")

    def _chosen(self) -> Compared | None:
        found: Compared | None = self.grid.current_row()
        if found is None:
            self._desk.alerts.warn("请先选中一项限额。")
        return found

    def _explain(self, line: Compared | None) -> None:
        self.how.setText("" if line is None else explained(line))

    def _turn_to(self, part: int) -> None:
        self.segments.group.button(part).setChecked(True)
        self.parts.setCurrentIndex(part)

    def _open_entry(self) -> None:
        line: ProjectLine | FundsLine | None = (
            self.projects_grid if self.parts.currentIndex() == _PROJECTS else self.funds_grid
        ).current_row()
        self._desk.go_to(ledger_place(line.id if line is not None and line.id else None))

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            (_ADD, self.add, "add", "Ctrl+Shift+J", "为一个或全部单位的一个品种设定限额"),
            (_CHANGE, self.change, "edit", "", "改选中一项的算法、定额、价格"),
            (_REMOVE, self._remove, "remove", "", "删除选中的限额，可撤销"),
            (_QUOTA, self.add_by_quota, "refresh", "", "用在“定额对标”里选定的电、水定额设定限额"),
            (_BASIS, self.ask_basis, "document", "", "登记财政部门的支出标准文件"),
            (_WATER, self.ask_surcharges, "chart", "", "当地超计划用水的累进加价，不填不测算"),
            (_PREVIEW, self.preview, "preview", "Ctrl+P", "预览并打印支出限额对照表"),
            (_EXPORT, self.export, "export", "Ctrl+Shift+E", "对照表写成 Excel 和 PDF"),
            ("到工作台账", self._open_entry, "next", "", "经费和改造项目在组织机构的工作台账里登记"),
        )
        actions = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        rest = [actions[text] for text in (_CHANGE, _REMOVE)]
        more = [actions[text] for text in (_QUOTA, _BASIS, _WATER, "到工作台账")]
        self.head_actions.offer(actions[_ADD], (actions[_PREVIEW], actions[_EXPORT]), (*rest, None, *more))
        self.grid.addActions([actions[text] for text in (_CHANGE, _REMOVE)])
        for grid in (self.funds_grid, self.projects_grid):
            grid.addActions([actions["到工作台账"]])
        self.stack.stand_before(self.head_actions)
        for part in (self.stack, self.funds_grid, self.projects_grid):
            self.parts.addWidget(part)
        for number, text, tip in (
            (_LIMITS, "限额对照", "限额和实际支出"),
            (_FUNDS, "经费", "工作台账里的预算和支出"),
            (_PROJECTS, "改造项目", "计划节约和台账里量出来的节约"),
        ):
            self.segments.add(number, text, tip)
        self.segments.group.idClicked.connect(self._turn_to)
        self._turn_to(_LIMITS)
        self.setFocusProxy(self.grid)
        tools = ToolRow(self)
        tools.add(self.segments, self.chip, self.count)
        tools.add_right(FilterBox(self.grid), self.beside.button)
        lay_out_content(self, self.parts, tools)


def explained(line: Compared) -> str:
    """Say how a limit was computed and what the difference is made of, number by number."""
    said = [f"{line.line.unit_name}　{line.carrier_name}", f"限额：{line.limit.how or line.limit.why}"]
    if line.line.source:
        said.append(f"来源：{line.line.source}")
    if line.limit.price is not None:
        said.append(f"价格：{line.limit.price.origin.value}")
    if line.over is None:
        said.append(line.why)
    else:
        said.append(f"实际－限额：{show_number(line.over, 2)}元")
    if line.price_effect is not None and line.quantity_effect is not None:
        said.append(
            f"其中价格影响{show_number(line.price_effect, 2)}元，用量影响{show_number(line.quantity_effect, 2)}元"
        )
    if line.surcharge is not None:
        said.append(f"超计划用水加价测算{show_number(line.surcharge, 2)}元")
    if line.line.note:
        said.append(f"备注：{line.line.note}")
    return "\n\n".join(said)


def _columns() -> list[Column[Compared]]:
    return [
        Column("unit", "单位", lambda line: line.line.unit_name, width=10),
        Column("carrier", "品种", lambda line: line.carrier_name, width=12),
        _money("limit", "限额\n（元）", lambda line: line.limit.money),
        _money("cost", "实际支出\n（元）", lambda line: line.used.cost),
        _money("over", "实际－限额\n（元）", lambda line: line.over),
        _money("price", "价格影响\n（元）", lambda line: line.price_effect),
        _money("quantity", "用量影响\n（元）", lambda line: line.quantity_effect),
        Column("outcome", "结论", outcome, width=22, look=_look),
    ]


def _money(key: str, title: str, read: Callable[[Compared], object]) -> Column[Compared]:
    return Column(key, title, read, Kind.NUMBER, places=2, width=11)


def _look(line: Compared) -> Look | None:
    if line.is_overspent:
        return Look.WARNING
    return Look.GOOD if line.over is not None and line.own else Look.MUTED


def _funds_columns() -> list[Column[FundsLine]]:
    return [
        Column("title", "事项", lambda line: line.title, width=30),
        Column("planned", "预算（元）", lambda line: line.planned, Kind.NUMBER, places=2, width=14),
        Column("spent", "支出（元）", lambda line: line.spent, Kind.NUMBER, places=2, width=14),
        Column("left", "结余（元）", lambda line: line.left, Kind.NUMBER, places=2, width=14),
    ]


def _project_columns() -> list[Column[ProjectLine]]:
    return [
        Column("title", "改造项目", lambda line: line.title, width=20),
        Column("unit", "单位", lambda line: line.unit_name, width=10),
        Column("done", "完成日期", lambda line: line.done, Kind.DATE, width=10),
        Column("cost", "投资（元）", lambda line: line.cost, Kind.NUMBER, places=2, width=12),
        Column("planned", "计划年节约", _planned, width=14),
        Column("carrier", "量的品种", lambda line: line.carrier_name, width=8),
        Column("before", "改造前", lambda line: line.before, Kind.NUMBER, width=10),
        Column("after", "改造后", lambda line: line.after, Kind.NUMBER, width=10),
        Column("saved", "节约", lambda line: line.saved, Kind.NUMBER, width=10, look=_saved_look),
        Column("months", "怎样量的", _measured, width=26),
    ]


def _planned(line: ProjectLine) -> str:
    return "" if line.planned is None else f"{show_number(line.planned)}{line.planned_unit}"


def _measured(line: ProjectLine) -> str:
    if line.saved is None:
        return line.why
    return f"台账中改造前后同月{line.months}个月（{line.unit}）"


def _saved_look(line: ProjectLine) -> Look | None:
    if line.saved is None:
        return None
    return Look.WARNING if line.saved < 0 else Look.GOOD
