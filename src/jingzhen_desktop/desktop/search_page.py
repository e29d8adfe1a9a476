"""查找: one field that looks everywhere; what is found, where it is used, and the way there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ..office.references import Use, used_by
from ..office.search import ISSUED, Findings, Found, search
from ..tabs import FACES
from ..widgets.desk import Desk
from ..widgets.grid.columns import Column
from ..widgets.grid.model import GridModel
from ..widgets.grid.view import Grid
from ..widgets.page import Page
from ..widgets.page_head import HeadActions, lay_out_page, page_action
from ..widgets.parts import EmptyHint
from ..widgets.side_panel import SidePanel, WithPanel, pad
from ..widgets.tasks import Progress
from ..widgets.tool_row import Sentence, ToolRow
from .issued_page import show_kept

_REST = 300
"""Milliseconds without a key after which the words are looked for."""
_TABS = {face.key: face.title for face in FACES}
_HOW = "输入单位、姓名、文号、数字或文中的字词，几个词用空格隔开；单位和姓名可用拼音首字母，如“zxxx”。"


class SearchPage(Page):
    """The list of what was found for the words in the top bar,
    and beside it where the chosen record is used.
    """

    words_wanted = Signal()
    """There is nothing to choose from: the clerk is to type words."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._asked = 0
        self._words = ""
        self._goes_on = False
        self.count, self._uses_title = Sentence(parent=self), QLabel(self)
        self._firsts: set[Found] = set()
        columns = _columns(lambda found: found in self._firsts)
        self.model: GridModel[Found] = GridModel(
            columns, identity=lambda found: (found.table, found.number, found.field, found.name)
        )
        self.grid = Grid(self.model, "查找结果", select_rows=True, roomy=True, parent=self)
        self.grid.setSortingEnabled(False)  # the order says what fits best, kind by kind
        self.uses_model: GridModel[Use] = GridModel(_use_columns())
        self.uses = Grid(self.uses_model, "用在哪里", select_rows=True, roomy=True, parent=self)
        self._hint = EmptyHint(_HOW, parent=self)
        self._stack = QStackedWidget(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # whoever asks for the page; Tab passes it
        self.setAccessibleName("查找")
        self._connect()
        self._lay_out()

    def look_for(self, words: str) -> None:
        """Look for other words as soon as no more are typed for a moment."""
        self._words, self._goes_on = words, False
        self._rest.start()

    def look_now(self) -> None:
        """Go to what is found; words that are still waiting are looked for at once."""
        self._goes_on = True
        if self._rest.isActive():
            self.refresh()
        self.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes here goes on in the list, or where there is none types words."""
        if self.grid.isVisible():
            self.grid.setFocus(event.reason())
        else:
            self.words_wanted.emit()

    def refresh(self) -> None:
        """Look for the same words again."""
        self._rest.stop()
        self._asked += 1
        office, words, asked = self._desk.office, self._words, self._asked
        if not words.strip():
            self._take(asked, Findings(()))
            return

        def work(progress: Progress) -> Findings:
            return search(office, words, _reporting(progress))

        self.count.setText("正在查找……")
        self._desk.tasks.run(self, "查找", work, partial(self._take, asked), partial(self._give_up, asked))

    def _connect(self) -> None:
        self._rest.timeout.connect(self.refresh)
        self.grid.chosen.connect(self._show_uses)
        self.grid.doubleClicked.connect(self._go)
        self.uses.doubleClicked.connect(self._go_to_use)
        for grid, go in ((self.grid, self._go), (self.uses, self._go_to_use)):
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                enter = QShortcut(QKeySequence(key), grid, context=Qt.ShortcutContext.WidgetShortcut)
                enter.activated.connect(lambda grid=grid, go=go: go(grid.currentIndex()))

    def _take(self, asked: int, findings: Findings) -> None:
        if asked != self._asked:
            return  # other words have been typed meanwhile
        of_kind = groupby(findings.found, key=lambda found: found.title)
        self._firsts = {next(members) for _, members in of_kind}
        self.model.set_rows(findings.found)
        words = self._words.strip()
        self.count.setText(_counted(findings) if words else "")
        self._hint.set_text(f"没有找到“{words[:30]}”。换个说法，或少写几个字再试。" if words else _HOW)
        self._stack.setCurrentIndex(0 if findings.found else 1)
        if findings.found:
            self.grid.setCurrentIndex(self.model.index(0, 0))
            if self._goes_on:
                self.grid.setFocus()
        self._show_uses(self.grid.current_row())

    def _give_up(self, asked: int, _error: Exception) -> None:
        if asked == self._asked:
            self.count.setText("没有查完，请再试一次")

    def _show_uses(self, found: Found | None) -> None:
        uses: tuple[Use, ...] = ()
        if found is not None and found.number is not None:
            with self._desk.alerts.guard():
                uses = used_by(self._desk.office, found.table, found.number)
        self.uses_model.set_rows(uses)
        name = "" if found is None else f"“{found.name or found.title}”"
        self._uses_title.setText(
            f"{name}用在{len(uses):,}处：" if uses else f"{name}没有被别的记录使用。" if name else ""
        )

    def _go(self, index: QModelIndex) -> None:
        """Open the place of what was found; of an issued paper the paper itself."""
        if not index.isValid():
            self._desk.alerts.say("请先选中一项查找结果")
            return
        found = self.model.row(index)
        if found.table == ISSUED and found.number is not None:
            show_kept(self._desk, found.number, found.name)
        elif found.place is not None:
            self._desk.go_to(found.place)

    def _go_to_use(self, index: QModelIndex) -> None:
        if index.isValid() and (place := self.uses_model.row(index).place) is not None:
            self._desk.go_to(place)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._hint)
        self._stack.setCurrentIndex(1)
        self._uses_title.setWordWrap(True)
        pad(self._uses_title)
        beside = QWidget(self)
        lines = QVBoxLayout(beside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._uses_title)
        lines.addWidget(self.uses, 1)
        go = page_action(
            "前往",
            lambda: self._go(self.grid.currentIndex()),
            "next",
            "",
            "打开所选的记录；已发文件打开存档的原件（双击或回车）",
            self,
        )
        self.head_actions = HeadActions(self)
        self.head_actions.offer(go)
        self.grid.addAction(go)
        panel = WithPanel(self._stack, SidePanel(beside), "用在哪里", self)
        tools = ToolRow(self)
        tools.add(self.count)
        tools.add_right(panel.button)
        lay_out_page(self, "查找", self.head_actions, panel, tools)


def _counted(findings: Findings) -> str:
    more = "，".join(f"{title}另有{number:,}项" for title, number in findings.unlisted)
    return f"找到{len(findings.found):,}项" + (f"；{more}没有列出，请多写几个字" if more else "")


def _reporting(progress: Progress) -> Callable[[int], None]:
    """Tell how many records have been looked at, and stop where the clerk cancelled."""

    def checkpoint(seen: int) -> None:
        progress.check()
        progress.report(0, 0, f"已查{seen:,}条记录")

    return checkpoint


def _columns(is_first: Callable[[Found], bool]) -> list[Column[Found]]:
    """``is_first`` says of which records of a kind the kind is written."""
    return [
        Column("title", "种类", lambda found: found.title if is_first(found) else "", width=14),
        Column("name", "名称", lambda found: found.name, width=46),
        Column("excerpt", "找到的内容", _found_words, width=40),
        Column("tab", "页面", lambda found: _TABS.get(found.tab, ""), width=10),
    ]


def _found_words(found: Found) -> str:
    return f"{found.field}：{found.excerpt}" if found.excerpt else found.field


def _use_columns() -> list[Column[Use]]:
    return [Column("use", "用在哪里", lambda use: f"{use.title} {use.name}", width=30)]
