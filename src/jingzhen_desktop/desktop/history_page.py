"""改动记录: what was changed when, a row for each step, searched by day, tab, unit and field,
with the way to the place and out to a file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QWidget

from ..base.files import deliver, safe_name
from ..base.sticks import delivered
from ..base.typed import Kind
from ..office import clock
from ..office.history import (
    ADDED,
    REMOVED,
    History,
    HistoryFilter,
    HistoryLine,
    HistoryStep,
    by_step,
    read_history,
)
from ..tabs import FACES, all_settings
from ..widgets.desk import Desk
from ..widgets.fields.form import FieldForm, FieldSpec
from ..widgets.grid.columns import Column
from ..widgets.grid.model import GridModel
from ..widgets.grid.view import Grid
from ..widgets.page import Page
from ..widgets.page_head import HeadActions, lay_out_page, page_action
from ..widgets.parts import EmptyHint
from ..widgets.side_panel import SidePanel, WithPanel, pad, scrolling
from ..widgets.tasks import Progress
from ..widgets.tool_row import Sentence, ToolRow
from .history_sheet import history_book

_OFFICE = "office"
_TABS = {**{face.key: face.title for face in FACES}, _OFFICE: "设置和文件"}
_EVERYWHERE: tuple[tuple[object, str], ...] = (("", "全部"), *_TABS.items())
_FIELDS = (
    FieldSpec("words", "查找", help="单位、字段或事项，可用拼音首字母"),
    FieldSpec("tab", "页面", Kind.CHOICE, choices=_EVERYWHERE),
    FieldSpec("first", "从", Kind.DATE),
    FieldSpec("last", "到", Kind.DATE),
)
_SEARCHED = "查找改动记录"
_MOST_SHOWN = 200
"""Changes of one step that the panel lists: it is read, not searched."""


class HistoryPage(Page):
    """The steps in a grid, newest first; all the chosen one changed stands in the panel."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._settings = {setting.key: setting for setting in all_settings()}
        self._filter, self._history = HistoryFilter(), History((), None)
        self._asked = 0
        self.form = FieldForm(_FIELDS, self, columns=4)
        self.form.set_values({"tab": "", "words": ""})
        self.form.committed.connect(self._change_filter)
        self.model: GridModel[HistoryStep] = GridModel(_columns(), identity=_number)
        self.grid = Grid(self.model, "改动记录", select_rows=True, roomy=True, parent=self)
        self.grid.chosen.connect(self._show_step)
        self.grid.doubleClicked.connect(self._go)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter = QShortcut(QKeySequence(key), self.grid, context=Qt.ShortcutContext.WidgetShortcut)
            enter.activated.connect(lambda: self._go(self.grid.currentIndex()))
        self.detail, self.count = QLabel(self), Sentence(parent=self)
        self.more = page_action("显示更早的", self.show_more, "down", "Ctrl+M", "再显示一些更早的改动", self)
        self.head_actions = HeadActions(self)
        self._empty = EmptyHint("", parent=self)
        self._stack = QStackedWidget(self)
        self.setFocusProxy(self.grid)
        self._lay_out()

    def refresh(self) -> None:
        """Look again with the same filter."""
        self._look(None)

    def show_more(self) -> None:
        """Add the next page of older changes."""
        if self._history.more is not None:
            self._look(self._history.more)
        else:
            self._desk.alerts.say("已经显示到最早的改动")

    def export(self) -> None:
        """Write everything the filter finds to a spreadsheet where the clerk wants it."""
        path = self._desk.alerts.choose_save(
            "导出改动记录", f"{safe_name(f'改动记录_{clock.today():%Y-%m-%d}')}.xlsx", "Excel 文件 (*.xlsx)"
        )
        if path is None:
            return
        office, wanted, settings = self._desk.office, self._filter, self._settings

        def work(progress: Progress) -> int:
            history = read_history(office, wanted, settings, limit=None, checkpoint=_reporting(progress))
            deliver(history_book(history.lines, _TABS, _in_words(wanted)), path, overwrite=True)
            return len(history.lines)

        self._desk.tasks.run(self._desk, "导出改动记录", work, partial(_tell_exported, self._desk, path))

    def _change_filter(self, _key: str, _value: object) -> None:
        values = self.form.values()
        first, last = values["first"], values["last"]
        self._filter = HistoryFilter(
            first if isinstance(first, date) else None,
            last if isinstance(last, date) else None,
            str(values["tab"]),
            str(values["words"]),
        )
        self._look(None)

    def _look(self, after: tuple[int, int] | None) -> None:
        """Read a page; looking for words may take a while, so that the worker does it."""
        self._asked += 1
        office, wanted, settings, asked = self._desk.office, self._filter, self._settings, self._asked
        if not wanted.words:
            self._take(asked, after, read_history(office, wanted, settings, after=after))
            return

        def work(progress: Progress) -> History:
            return read_history(office, wanted, settings, after=after, checkpoint=_reporting(progress))

        self.count.setText("正在查找……")
        self._desk.tasks.run(
            self,
            _SEARCHED,
            work,
            partial(self._take, asked, after),
            partial(self._give_up, asked),
        )

    def _take(self, asked: int, after: tuple[int, int] | None, found: History) -> None:
        if asked != self._asked:
            return  # another filter has been set meanwhile
        lines = found.lines if after is None else (*self._history.lines, *found.lines)
        steps, shown = by_step(lines), self.model.total_count if after is not None else 0
        self._history = History(lines, found.more)
        self.model.set_rows(steps)
        ends = "，还有更早的" if found.more else "，已到最早"
        self.count.setText(f"{len(steps):,}步，{len(lines):,}处改动{ends}" if lines else "")
        self._empty.set_text("没有符合条件的改动。" if _in_words(self._filter) else "还没有改动。")
        self._stack.setCurrentIndex(0 if lines else 1)
        if steps and self.grid.current_row() is None:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self._show_step(self.grid.current_row())
        if found.more and len(steps) == shown:
            self._look(found.more)  # of a step with many changes only more of the same has come

    def _give_up(self, asked: int, _error: Exception) -> None:
        if asked == self._asked:
            self.count.setText("没有查完")

    def _show_step(self, step: HistoryStep | None) -> None:
        self.detail.setText("" if step is None else _whole(step))

    def _go(self, index: QModelIndex) -> None:
        if not index.isValid():
            self._desk.alerts.say("请先选中一步")
            return
        place = self.model.row(index).first.place
        if place is None:
            self._desk.alerts.say("这一步没有对应的位置")
        else:
            self._desk.go_to(place)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        self.detail.setWordWrap(True)
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        pad(self.detail)
        self.detail.setAccessibleName("这一步的全部改动")
        go = page_action(
            "前往",
            lambda: self._go(self.grid.currentIndex()),
            "next",
            "",
            "打开做这一步的地方（双击或回车）",
            self,
        )
        self.grid.addAction(go)
        self.head_actions.offer(
            go,
            (
                self.more,
                page_action("导出…", self.export, "export", "Ctrl+E", "把查到的全部改动写成Excel文件", self),
            ),
        )
        self.beside = WithPanel(self._stack, SidePanel(scrolling(self.detail)), "这一步的改动", self)
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        tools = ToolRow(self)
        tools.add(self.form, self.count)
        tools.add_right(self.beside.button)
        lay_out_page(self, "改动记录", self.head_actions, self.beside, tools)


def _reporting(progress: Progress) -> Callable[[int], None]:
    """Tell how many changes have been looked at, and stop where the clerk cancelled."""

    def checkpoint(seen: int) -> None:
        progress.check()
        progress.report(0, 0, f"已查{seen:,}项改动")

    return checkpoint


def _columns() -> list[Column[HistoryStep]]:
    return [
        Column("at", "时间", lambda step: f"{step.first.at:%Y-%m-%d %H:%M}", width=16),
        Column("what", "所做的事", lambda step: step.first.what, width=44),
        Column("tab", "页面", _tab_words, width=10),
        Column("record", "记录", _record_words, width=22),
        Column("change", "改动", _change_of_step, width=20),
    ]


def _number(step: HistoryStep) -> int:
    return step.first.number[0]


def _tab_words(step: HistoryStep) -> str:
    return "、".join(_TABS.get(tab, "") for tab in step.tabs)


def _record_words(step: HistoryStep) -> str:
    records = step.records
    return f"{records[0]}等{len(records)}条" if len(records) > 1 else "".join(records)


def _change_of_step(step: HistoryStep) -> str:
    if len(step.lines) > 1:
        return f"{len(step.lines):,}处"
    return " ".join(_change_words(step.first).split())


def _whole(step: HistoryStep) -> str:
    """Everything a step changed, record by record; of very many the first."""
    texts = [f"{step.first.at:%Y-%m-%d %H:%M:%S}　{step.first.what}"]
    shown = step.lines[:_MOST_SHOWN]
    for record, members in groupby(shown, key=lambda line: line.record):
        texts += ["", record, *filter(None, map(_change_words, members))]
    if len(step.lines) > len(shown):
        texts += ["", f"另有{len(step.lines) - len(shown):,}处，“导出…”可以看全。"]
    return "\n".join(texts).strip()


def _change_words(line: HistoryLine) -> str:
    if line.field in (ADDED, REMOVED):
        return f"{line.field}：{line.old or line.new}"
    return f"{line.field}：{line.old or '（空）'} → {line.new or '（空）'}" if line.field else ""


def _in_words(wanted: HistoryFilter) -> str:
    """Say what was looked for, for the head of the exported sheet; empty if for everything."""
    days = (
        ""
        if wanted.first is None and wanted.last is None
        else f"{wanted.first or '最早'}至{wanted.last or '今天'}"
    )
    words = f"含“{wanted.words}”" if wanted.words else ""
    return "，".join(part for part in (days, _TABS.get(wanted.tab, ""), words) if part)


def _tell_exported(desk: Desk, path: Path, count: int) -> None:
    desk.alerts.say(f"改动记录{count:,}条{delivered(path)}：{path}")
