"""The score tables of the office: their items in an editable table, their grades in the panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ...base.files import OutFile, safe_name
from ...base.numbers import show_number
from ...base.typed import Choices, Kind
from ...widgets.action_panel import PanelStack
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec, RecordField
from ...widgets.grid.columns import Column, field_column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import write_files
from ...widgets.page import store_record
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import split
from ...widgets.side_panel import SidePanel, WithPanel, pad, scrolling
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.score_tables import (
    add_item,
    add_table,
    change_item,
    change_table,
    move_item,
    remove_item,
    remove_table,
)
from ..queries.scores import score_tables
from ..rules.score_tables import fitted
from ..score_choices import grade_sets, shipped_tables, step_sets
from ..sheets.scores import read_table, table_book
from ..values.score_tables import FULL, ItemKind, Method, ScoreItem, ScoreTable, Source

_CHOOSE, _COPY, _REMOVE_TABLE = "选用评分表…", "另存一份", "删除评分表"
_ADD, _REMOVE, _UP, _DOWN = "新增考核内容", "删除考核内容", "上移", "下移"
_IN, _OUT, _GRADES = "导入评分表…", "导出评分表…", "选用等次…"
_FIELDS = (
    RecordField[ScoreTable]("title", "名称"),
    RecordField[ScoreTable]("grades", "等次和分数线", Kind.NOTE, help="如“优秀90；合格70；不合格”，从高到低"),
    RecordField[ScoreTable](
        "bonus_most", "加分上限", Kind.NUMBER, unit="分", help="各加分项合计最多加几分；空着不设上限"
    ),
    RecordField[ScoreTable]("document", "来源文件", help="文件名称和文号；空着是本单位自拟"),
    RecordField[ScoreTable]("note", "说明", Kind.NOTE),
)


class ScoreTablesPane(QWidget):
    """Tables at the left, the chosen one's items beside; every change is stored at once.

    Attributes:
        head_actions: what is offered in the head of the tab while the pane is shown.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: int | None = None
        self.tables: GridModel[ScoreTable] = GridModel(_table_columns(), alerts=desk.alerts)
        self.table_grid = Grid(self.tables, "评分表", select_rows=True, parent=self)
        self.table_grid.chosen.connect(lambda table: self._show(table))
        self.table_grid.remove_wanted.connect(self.remove_table)
        self.items: GridModel[ScoreItem] = GridModel(
            _item_columns(), alerts=desk.alerts, change=partial(change_item, desk.office)
        )
        self.item_grid = Grid(self.items, "考核内容", frozen=2, parent=self)
        self.item_grid.remove_wanted.connect(self.remove_item)
        self.stack = PanelStack(self.item_grid, desk.alerts, self)
        self.form = FieldForm(_FIELDS, self, stacked=True)
        store_record(self.form, _FIELDS, self._table, partial(change_table, desk.office))
        self.sentence = Sentence(parent=self)
        self.head_actions = HeadActions(self)
        self.stack.stand_before(self.head_actions)
        desk.stepped.connect(self._read_again)
        self._lay_out()

    def show_tables(self, table_id: int | None = None) -> None:
        """Read the tables anew and select one."""
        self._wanted = table_id
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is stored."""
        self._read()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what is typed but not finished."""
        self.form.flush()
        super().hideEvent(event)

    # --- what the clerk does

    def choose(self) -> None:
        """Take one of the program's tables as the office's own."""
        shipped = shipped_tables()
        choices: Choices = tuple((key, one.title) for key, one in shipped.items())
        notes = "\n".join(f"{one.title}：{one.note}" for one in shipped.values())
        spec = FieldSpec("key", "评分表", Kind.CHOICE, choices=choices)
        self.stack.ask(_CHOOSE.rstrip("…"), notes, (spec,), {"key": choices[0][0]}, self._choose)

    def _choose(self, typed: dict[str, Any]) -> None:
        self._wanted = add_table(self._desk.office, shipped_tables()[typed["key"]])
        self._read()

    def copy(self) -> None:
        """Make a copy of the chosen table, which may be changed."""
        table = self._chosen()
        if table is not None:
            with self._desk.alerts.guard():
                self._wanted = add_table(self._desk.office, replace(table, title=f"{table.title}（另一份）"))
                self._read()

    def remove_table(self) -> None:
        """Remove the chosen table, if no assessment uses it."""
        table = self._chosen()
        if table is not None:
            with self._desk.alerts.guard():
                remove_table(self._desk.office, table.id)
                self._desk.alerts.say(f"已删除评分表“{table.title}”，可以撤销（Ctrl+Z）")

    def add_item(self) -> None:
        """Ask for a new item of the chosen table."""
        table = self._chosen()
        if table is None:
            return
        now = self.item_grid.current_row()
        specs = (
            FieldSpec("block", "板块"),
            FieldSpec("title", "考核内容"),
            FieldSpec("points", "分值", Kind.NUMBER, unit="分"),
            FieldSpec("kind", "类别", Kind.CHOICE, choices=_choices(ItemKind)),
            FieldSpec("rule", "评分办法", Kind.NOTE),
        )
        left = FULL - table.total
        start = {
            "block": now.block if now else "",
            "kind": ItemKind.SCORE,
            "points": min(left, Decimal(5)) if left > 0 else None,
        }
        about = f"还可以有{show_number(left)}分。数据来源和计分方式在表里选。"
        self.stack.ask(_ADD, about, specs, start, partial(self._add, table.id))

    def _add(self, table_id: int, typed: dict[str, Any]) -> None:
        points = typed["points"] if typed["points"] is not None else Decimal(0)
        item = ScoreItem(0, table_id, 0, typed["block"] or "", typed["title"] or "", points, typed["kind"])
        made = add_item(self._desk.office, replace(item, rule=typed["rule"] or ""))
        self._read()
        self.item_grid.select_row(lambda row: row.id == made)

    def remove_item(self) -> None:
        """Remove the chosen item."""
        item = self._item()
        if item is not None:
            with self._desk.alerts.guard():
                remove_item(self._desk.office, item)
                self._desk.alerts.say(f"已删除“{item.title}”，可以撤销（Ctrl+Z）")

    def _move(self, by: int) -> None:
        item = self._item()
        if item is not None:
            with self._desk.alerts.guard():
                move_item(self._desk.office, item, by)

    def take_in(self) -> None:
        """Let the clerk choose an Excel file with a score table."""
        for path in self._desk.alerts.choose_files(
            "导入评分表", "scoretable", "Excel 文件 (*.xlsx *.xls *.ods)"
        )[:1]:
            with self._desk.alerts.guard():
                table = read_table(path)
                self._wanted = add_table(self._desk.office, table)
                self._read()
                total = f"{len(table.items)}项，共{show_number(table.total)}分"
                self._desk.alerts.say(f"已导入“{table.title}”：{total}")

    def write_out(self) -> None:
        """Write the chosen table as an Excel file."""
        table = self._chosen()
        if table is not None:
            name = f"{safe_name(table.title)}.xlsx"
            write_files(self, self._desk, "导出评分表", lambda: [OutFile(name, partial(table_book, table))])

    def choose_grades(self) -> None:
        """Take one of the known sets of grades."""
        table = self._chosen()
        if table is None:
            return
        choices: Choices = tuple((one.written, f"{one.title}（{one.source}）") for one in grade_sets())
        spec = FieldSpec("grades", "等次", Kind.CHOICE, choices=choices)

        def store(typed: dict[str, Any]) -> None:
            change_table(self._desk.office, table, replace(table, grades=typed["grades"]))

        self.stack.ask(
            _GRADES.rstrip("…"),
            "按上级文件选；都不合适时在右侧直接填写。",
            (spec,),
            {"grades": choices[0][0]},
            store,
        )

    # --- showing

    def _table(self) -> ScoreTable | None:
        table: ScoreTable | None = self.table_grid.current_row()
        return table

    def _chosen(self) -> ScoreTable | None:
        table = self._table()
        if table is None:
            self._desk.alerts.say("还没有评分表，请先选用或导入一张")
        return table

    def _item(self) -> ScoreItem | None:
        item: ScoreItem | None = self.item_grid.current_row()
        if item is None:
            self._desk.alerts.say("请先选中一项考核内容")
        return item

    def _read_again(self, _step: object) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        tables = score_tables(self._desk.office)
        self.tables.set_rows(tables)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table_grid.select_row(lambda row: row.id == wanted)
        elif self._table() is None and tables:
            self.table_grid.select_row(lambda row: row.id == tables[0].id)
        self._show(self._table())
        self._offer()

    def _show(self, table: ScoreTable | None) -> None:
        self.items.set_rows(table.items if table else ())
        self.form.setEnabled(table is not None)
        if table is not None:
            self.form.show_record(table.id, {spec.key: getattr(table, spec.key) for spec in _FIELDS})
        self.sentence.setText(_sentence(table))

    def _offer(self) -> None:
        primary = _ADD if self.tables.rowCount() else _CHOOSE
        second = (_CHOOSE if primary is _ADD else _IN, _OUT)
        rest = [_UP, _DOWN, _REMOVE, None, _IN, _OUT, None, _GRADES, _COPY, _REMOVE_TABLE]
        more = [self.made[text] if text else None for text in rest if text not in second]
        self.head_actions.offer(self.made[primary], [self.made[text] for text in second], more)

    def _made_actions(self) -> dict[str, QAction]:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            (_ADD, self.add_item, "add", "Ctrl+Shift+N", "在选中的评分表里新增一项"),
            (_CHOOSE, self.choose, "document", "", "选用程序里的评分表作为底稿"),
            (_IN, self.take_in, "import", "Ctrl+I", "从Excel读入评分表"),
            (_OUT, self.write_out, "export", "Ctrl+E", "把选中的评分表写成Excel"),
            (_UP, partial(self._move, -1), "up", "Alt+Up", "选中的考核内容上移一行"),
            (_DOWN, partial(self._move, 1), "down", "Alt+Down", "选中的考核内容下移一行"),
            (_REMOVE, self.remove_item, "remove", "", "删除选中的考核内容"),
            (_GRADES, self.choose_grades, "check", "", "选用一套等次和分数线"),
            (_COPY, self.copy, "copy", "", "复制选中的评分表，改新的一份"),
            (_REMOVE_TABLE, self.remove_table, "remove", "", "删除没有用过的评分表"),
        )
        return {text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries}

    def _lay_out(self) -> None:
        self.made = self._made_actions()
        self.item_grid.addActions([self.made[text] for text in (_UP, _DOWN, _REMOVE)])
        pad(self.form)
        content = split(Qt.Orientation.Horizontal, self.table_grid, self.stack, shares=(1, 3))
        self.beside = WithPanel(content, SidePanel(scrolling(self.form)), "评分表设置", self)
        tools = ToolRow(self)
        tools.add(self.sentence)
        tools.add_right(self.beside.button)
        self.setFocusProxy(self.item_grid)
        lay_out_content(self, self.beside, tools)


def _sentence(table: ScoreTable | None) -> str:
    if table is None:
        return "还没有评分表。"
    left = FULL - table.total
    missing = f"，还缺{show_number(left)}分，补齐后才能考核" if left else ""
    computed = sum(item.is_computed for item in table.items)
    hand = len(table.items) - computed
    return (
        f"{len(table.items)}项，共{show_number(table.total)}分{missing}；由记录算出{computed}项，手工{hand}项"
    )


def _choices(kind: type[ItemKind | Method | Source]) -> Choices:
    return tuple((one, one.words) for one in kind)


def _steps() -> Choices:
    return (("", ""), *((key, one.title) for key, one in step_sets().items()))


def _table_columns() -> list[Column[ScoreTable]]:
    return [
        Column("title", "评分表", lambda table: table.title, width=18),
        Column("total", "分值", lambda table: table.total, Kind.NUMBER, width=6, look=_total_look),
    ]


def _total_look(table: ScoreTable) -> Look | None:
    return None if table.total == FULL else Look.WARNING


def _with_source(item: ScoreItem, typed: Any) -> ScoreItem:
    changed = replace(item, source=Source(typed or ""))
    return replace(changed, method=fitted(changed))


def _text(typed: object) -> str:
    return str(typed or "")


def _item_columns() -> list[Column[ScoreItem]]:
    return [
        field_column("block", "板块", width=12),
        field_column("title", "考核内容", width=26),
        field_column("points", "分值", Kind.NUMBER, width=6),
        field_column("kind", "类别", Kind.CHOICE, choices=_choices(ItemKind), made=ItemKind, width=10),
        Column[ScoreItem](
            "source",
            "数据来源",
            lambda item: item.source,
            Kind.CHOICE,
            choices=_choices(Source),
            width=22,
            write=_with_source,
        ),
        field_column("method", "计分方式", Kind.CHOICE, choices=_choices(Method), made=Method, width=18),
        field_column("each", "每项分值", Kind.NUMBER, width=8),
        field_column("target", "目标下降率\n%", Kind.NUMBER, width=10, tip="单位没有备案自己的目标时用这个"),
        field_column("steps", "档", Kind.CHOICE, choices=_steps, made=_text, width=16),
        field_column("rule", "评分办法", made=_text, width=40),
        field_column("evidence", "佐证材料", made=_text, width=16),
    ]
