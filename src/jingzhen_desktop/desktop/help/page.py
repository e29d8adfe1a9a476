"""帮助: the chapters of the manual at the left, the text at the right, and looking for words in all of them;
as a page, or in a window of its own.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QMainWindow, QWidget

from ...base.text import search_words
from ...widgets.appearance import icon
from ...widgets.grid.lists import dress_list
from ...widgets.look.fonts import font_of, heights, scaled
from ...widgets.look.tokens import Type, tokens
from ...widgets.page_head import HeadActions, lay_out_page, page_action
from ...widgets.parts import action_button, split
from ...widgets.tool_row import Sentence, ToolRow
from .chapters import CHAPTERS, folder, text_of
from .searching import hits
from .text import ManualText

_FIND_WIDTH = 260
_FIND = QKeySequence("Ctrl+F")


class HelpPage(QWidget):
    """The manual.

    Attributes:
        chapters: the list at the left; while words are looked for, those that hold them, with their number.
        text: the chapter in front.
        words: what is looked for.
        count: what was found.
    """

    beside_wanted = Signal()
    """The clerk wants the manual in a window of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chapters, self.text = QListWidget(self), ManualText(self)
        self.words, self.count = QLineEdit(self), Sentence(parent=self)
        self._counts: dict[str, int] = {}
        self._began = ""
        self.before = action_button("上一处", lambda: self.step(-1), "up", tip="上一处（Shift+F3）")
        self.after = action_button("下一处", lambda: self.step(1), "down", tip="下一处（F3 或回车）")
        self._fill()
        self._lay_out()
        for key, step in (("F3", 1), ("Shift+F3", -1)):
            go = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            go.setWhatsThis("下一处" if step > 0 else "上一处")
            go.setProperty("step", step)
            go.activated.connect(self._step_by_key)
        self.setFocusProxy(self.text)
        self.chapters.currentRowChanged.connect(self._show)
        self.words.textChanged.connect(self._look)
        self.chapters.setCurrentRow(0)

    @property
    def key(self) -> str:
        """Key of the chapter in front."""
        return list(CHAPTERS)[self.chapters.currentRow()]

    def show_chapter(self, key: str, section: str = "") -> None:
        """Show a chapter, e.g. that of the page in front, at a section if it has it;
        the first where the manual has none.
        """
        self.chapters.setCurrentRow(list(CHAPTERS).index(key) if key in CHAPTERS else 0)
        if section:
            self.text.go_to_section(section)

    def start_finding(self) -> None:
        """Put the cursor into the field of what is looked for."""
        self.words.setFocus()
        self.words.selectAll()

    def step(self, by: int) -> None:
        """Go to the next place, over the end of a chapter into the next one that has any."""
        if not self._counts or self.text.step(by):
            self._say()
            return
        keys = list(self._counts)
        at = keys.index(self.key) if self.key in keys else -1
        self.show_chapter(keys[(at + by) % len(keys)])
        self.text.step(by)
        self._say()

    def event(self, event: QEvent) -> bool:
        """Ctrl+F looks in the manual while it is in front, not in the office file."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()) == _FIND
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if QKeySequence(event.keyCombination()) == _FIND:
            self.start_finding()
        elif event.key() == Qt.Key.Key_Escape and self.words.text():
            self.words.clear()
            self.text.setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.words.hasFocus():
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Down and self.words.hasFocus():
            self.chapters.setFocus()
        else:
            super().keyPressEvent(event)

    def fit_letters(self) -> None:
        """Take over the present 字号."""
        self.chapters.setFont(font_of(Type.LIST))
        for row in range(self.chapters.count()):
            self.chapters.item(row).setSizeHint(QSize(0, heights().row_list - tokens().space.s))
        self.words.setFixedWidth(scaled(_FIND_WIDTH))

    def _step_by_key(self) -> None:
        self.step(int(self.sender().property("step")))

    def _show(self, row: int) -> None:
        if row >= 0:
            self.setProperty("chapter", self.key)
            self.text.show_chapter(text_of(list(CHAPTERS)[row]), folder())
            self.text.mark(search_words(self.words.text()))

    def _look(self, typed: str) -> None:
        """Look for what is typed in the whole manual; where the chapter one came from does not hold it, show
        the first that does.
        """
        words = search_words(typed)
        self._began = self._began or self.key
        self._counts = hits(typed) if words else {}
        self._name_chapters(all_=not words)
        self.text.mark(words)
        for button in (self.before, self.after):
            button.setEnabled(bool(self._counts))
        if self._counts:
            self.show_chapter(self._began if self._began in self._counts else next(iter(self._counts)))
            self.text.step(1)
        if not words:
            self._began = ""
        self._say()

    def _name_chapters(self, *, all_: bool) -> None:
        for row, (key, title) in enumerate(CHAPTERS.items()):
            item, count = self.chapters.item(row), self._counts.get(key, 0)
            item.setText(f"{title}　{count}" if count else title)
            item.setHidden(not all_ and not count and bool(self._counts))

    def _say(self) -> None:
        if not self.words.text().strip():
            self.count.setText("")
        elif not self._counts:
            self.count.setText("没有找到，换个说法或少写几个字再试")
        else:
            total, at = sum(self._counts.values()), self._at()
            self.count.setText(f"找到{total}处，在{len(self._counts)}章" + (f"；第{at}处" if at else ""))

    def _at(self) -> int:
        """Which of all places is shown, from 1; 0 for none."""
        if self.text.current < 0:
            return 0
        keys = list(self._counts)
        earlier = keys[: keys.index(self.key)] if self.key in keys else []
        return sum(self._counts[key] for key in earlier) + self.text.current + 1

    def _fill(self) -> None:
        dress_list(self.chapters, from_edge=True)
        self.chapters.setAccessibleName("目录")
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for title in CHAPTERS.values():
            self.chapters.addItem(QListWidgetItem(title))
        self.words.setPlaceholderText("在手册中查找　Ctrl+F")
        self.words.setAccessibleName("在手册中查找的文字")
        self.words.setToolTip("可以打拼音或拼音首字母；回车到下一处，Esc收起（Ctrl+F）")
        self.words.setClearButtonEnabled(True)
        self.words.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        for button in (self.before, self.after):
            button.setEnabled(False)
        self.fit_letters()

    def _lay_out(self) -> None:
        self.head_actions = HeadActions(self)
        beside = page_action(
            "在另一个窗口打开", self.beside_wanted.emit, "pages", "", "一边看手册一边做（Ctrl+F1）", self
        )
        self.head_actions.offer(None, [beside])
        tools = ToolRow(self)
        tools.add(self.words, self.before, self.after, self.count)
        content = split(Qt.Orientation.Horizontal, self.chapters, self.text)
        wide = scaled(tokens().width.rail)
        content.setSizes([wide, wide * 8])
        content.setStretchFactor(0, 0)
        content.setStretchFactor(1, 1)
        lay_out_page(self, "帮助", self.head_actions, content, tools)


class ManualWindow(QMainWindow):
    """The manual in a window of its own, to be read beside the work or before an office file is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用手册")
        self.page = HelpPage(self)
        self.setCentralWidget(self.page)
        closing = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        closing.setWhatsThis("关闭手册的窗口")
        closing.activated.connect(self.close)
        self.resize(self.fontMetrics().averageCharWidth() * 150, self.fontMetrics().lineSpacing() * 36)

    def show_chapter(self, key: str, section: str = "") -> None:
        """Open the manual at a chapter."""
        self.page.show_chapter(key, section)
        self.show()
        self.raise_()
        self.activateWindow()
