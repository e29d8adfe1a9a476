"""The menu 编辑: undo and redo by name, and the ways to 查找 and 改动记录.
A text being typed in keeps Ctrl+Z as long as it has use for it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QTextEdit, QWidget

from ..office.file import Office, Step
from ..office.steps import StepKind
from ..widgets.alerts import Alerts
from .top_bar import TopBar
from .workplace import HISTORY, Workplace

_LONGEST_LABEL = 40
_UNDO_KEYS = ("Ctrl+Z",)
_REDO_KEYS = ("Ctrl+Y", "Ctrl+Shift+Z")


class EditMenu(QObject):
    """Undo and redo of the open office file.

    Attributes:
        undo, redo: the actions; their texts name the step, or say why there is none.
    """

    def __init__(
        self, window: QMainWindow, top_bar: TopBar, alerts: Alerts, show_workplace: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window, self._alerts, self._show_workplace = window, alerts, show_workplace
        self._workplace: Workplace | None = None
        self._watched: QWidget | None = None
        self._menu = top_bar.menus.addMenu("编辑(&E)")
        self.undo = self._add("撤销", lambda: self._take_back(Office.undo, "撤销"), _UNDO_KEYS)
        self.redo = self._add("重做", lambda: self._take_back(Office.redo, "重做"), _REDO_KEYS)
        self._menu.addSeparator()
        self.search = self._add("查找…", top_bar.start_finding, ("Ctrl+F",))
        self.history = self._add("改动记录", lambda: self._show(HISTORY), ())
        top_bar.set_undo(self.undo, self.redo)
        self.detach()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._watch)

    def attach(self, workplace: Workplace) -> None:
        """Follow the steps of the office file that was opened."""
        self._workplace = workplace
        workplace.desk.stepped.connect(self._note_step)
        for action in (self.search, self.history):
            action.setEnabled(True)
        self._read()

    def detach(self) -> None:
        """Know of no office file."""
        self._workplace = None
        for action in (self.search, self.history):
            action.setEnabled(False)
        self._name(self.undo, "撤销", None, "没有打开数据文件。")
        self._name(self.redo, "重做", None, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the keys of undo and redo to the window where the text with the focus has nothing to undo
        itself.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination()).toString()
            undo, redo = _own_steps(watched)
            if (pressed in _UNDO_KEYS and not undo) or (pressed in _REDO_KEYS and not redo):
                event.ignore()
                return True
        return False

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._forget)
        self._watched = now if isinstance(now, (QLineEdit, QTextEdit, QPlainTextEdit)) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)
            self._watched.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._watched = None

    def _add(self, text: str, call: Callable[[], None], keys: tuple[str, ...]) -> QAction:
        action = QAction(text, self._menu)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: call())
        self._menu.addAction(action)
        return action

    def _note_step(self, step: Step) -> None:
        """Name what can be undone now; an ordinary step says so itself, which spares a look into the file."""
        if step.kind is StepKind.EDIT and step.changed:
            self._name(self.undo, "撤销", step.label, "")
            self._name(self.redo, "重做", None, "")
        elif step.changed:
            self._read()

    def _read(self) -> None:
        if self._workplace is None:
            return
        office = self._workplace.desk.office
        with self._alerts.guard():
            undo, redo = office.undoable(), office.redoable()
            self._name(self.undo, "撤销", undo.label if undo else None, "" if undo else office.why_no_undo())
            self._name(self.redo, "重做", redo.label if redo else None, "")

    def _name(self, action: QAction, verb: str, label: str | None, reason: str) -> None:
        text = (
            f"{verb}：{_shortened(label)}"
            if label is not None
            else f"{verb}（{reason.rstrip('。')}）"
            if reason
            else verb
        )
        action.setText(text.replace("&", "&&"))
        action.setStatusTip(f"{verb}：{label}" if label is not None else reason)
        action.setEnabled(label is not None)

    def _take_back(self, take_back: Callable[[Office], Step], verb: str) -> None:
        if self._workplace is None:
            return
        _finish_typing(self._window)
        desk = self._workplace.desk
        with self._alerts.guard():
            step = take_back(desk.office)
            self._show_workplace()
            if step.place is not None:
                desk.go_to(step.place)
            self._alerts.say(f"已{verb}：{step.label}")

    def _show(self, key: str) -> None:
        if self._workplace is not None:
            self._show_workplace()
            self._workplace.show_tab(key).setFocus()


def _own_steps(editor: QObject) -> tuple[bool, bool]:
    """Whether a text has something of its own to undo and to redo."""
    if isinstance(editor, QLineEdit):
        return editor.isUndoAvailable(), editor.isRedoAvailable()
    if isinstance(editor, (QTextEdit, QPlainTextEdit)):
        return editor.document().isUndoAvailable(), editor.document().isRedoAvailable()
    return False, False


def _finish_typing(window: QWidget) -> None:
    """Let what is being typed be stored first: it is the newest step then."""
    focused = window.focusWidget()
    if isinstance(focused, (QLineEdit, QTextEdit, QPlainTextEdit)):
        focused.clearFocus()


def _shortened(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"
