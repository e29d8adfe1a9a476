"""The menus 文件 and 帮助 of the main window: which entries, in which order, by which keys.
What they do is the window's matter.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from ..widgets.desk import open_folder
from .crash import log_folder
from .recent import recent_offices

if TYPE_CHECKING:
    from .window import MainWindow

_Keys = QKeySequence.StandardKey


def add_action(
    menu: QMenu, text: str, call: Callable[[], object], key: QKeySequence.StandardKey | None = None
) -> QAction:
    """Add an entry to a menu."""
    action = QAction(text, menu)
    action.triggered.connect(lambda _checked=False: call())
    if key is not None:
        action.setShortcut(QKeySequence(key))
    menu.addAction(action)
    return action


class FileMenu(QObject):
    """文件: office files, and what is done with the open one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        menu = window.menuBar().addMenu("文件(&F)")
        add_action(menu, "新建数据文件…", window.show_new_office, _Keys.New)
        add_action(menu, "打开…", window.choose_office, _Keys.Open)
        add_action(menu, "打开示例…", window.open_example)
        self._recent = menu.addMenu("最近打开")
        self._recent.aboutToShow.connect(self._fill_recent)
        menu.addSeparator()
        self._of_office = [
            add_action(menu, "设置", window.show_settings),
            add_action(menu, "打开数据文件所在文件夹", window.open_office_folder),
            menu.addSeparator(),
            add_action(menu, "已发文件…", window.show_issued),
            add_action(menu, "立即备份", lambda: window.keeper.back_up_now()),
            add_action(menu, "备份到U盘…", lambda: window.keeper.copy_to_stick()),
            add_action(menu, "恢复备份…", lambda: window.keeper.show_backups()),
        ]
        menu.aboutToShow.connect(self._enable)
        menu.addSeparator()
        add_action(menu, "退出", window.close, _Keys.Quit)

    def _enable(self) -> None:
        for action in self._of_office:
            action.setEnabled(self._window.workplace is not None)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in recent_offices():
            add_action(self._recent, str(path).replace("&", "&&"), partial(self._window.open_office, path))
        if self._recent.isEmpty():
            self._recent.addAction("（还没有打开过）").setEnabled(False)


def add_help_menu(window: MainWindow) -> None:
    """Add 帮助: the manual, the log folder, the about box."""
    menu = window.menuBar().addMenu("帮助(&H)")
    add_action(menu, "使用手册", window.show_manual, _Keys.HelpContents)
    add_action(menu, "打开日志文件夹", lambda: open_folder(window.alerts, log_folder()))
    add_action(menu, "关于井镇节能", window.show_about)
