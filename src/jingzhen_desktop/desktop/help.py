"""Help: the offline manual at the right page, and the about text. The manual's words are in ``resources/manual``."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMainWindow, QTextBrowser, QWidget

from .. import __version__
from ..base.resources import resource
from ..widgets.parts import split

PAGES = {
    "start": "开始使用",
    "today": "今日工作",
    "organisation": "组织机构",
    "quarterly": "季度统计",
    "inspection": "监督检查",
    "publicity": "宣传培训",
    "annual": "年度总结",
    "settings": "设置",
    "problems": "常见问题",
}
"""Pages of the manual: file name → title, in reading order."""


class ManualWindow(QMainWindow):
    """The manual: list of pages at the left, text at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        from PySide6.QtCore import Qt

        super().__init__(parent)
        self.setWindowTitle("使用手册")
        self._list, self.text = QListWidget(self), QTextBrowser(self)
        self._list.setAccessibleName("目录")
        self.text.setAccessibleName("手册正文")
        self.text.setOpenExternalLinks(False)
        for key, title in PAGES.items():
            item = QListWidgetItem(title, self._list)
            item.setData(Qt.ItemDataRole.UserRole, key)
        self._list.currentRowChanged.connect(self._show)
        self.setCentralWidget(split(Qt.Orientation.Horizontal, self._list, self.text, shares=(1, 4)))
        self.resize(self.fontMetrics().averageCharWidth() * 130, self.fontMetrics().lineSpacing() * 36)

    def show_page(self, key: str) -> None:
        """Open the manual at a page, e.g. that of the tab in front."""
        row = list(PAGES).index(key) if key in PAGES else 0
        self._list.setCurrentRow(row)
        self._show(row)
        self.show()
        self.raise_()
        self.activateWindow()

    def _show(self, row: int) -> None:
        path = resource("manual", f"{list(PAGES)[row]}.md")
        self.text.document().setBaseUrl(QUrl.fromLocalFile(str(path.parent) + "/"))
        self.text.setMarkdown(path.read_text("utf-8"))


def about_text(office: Path | None) -> str:
    """Return version, office file and system, as one reads them out on the phone."""
    lines = [f"井镇节能 {__version__}", f"Python {platform.python_version()}，{platform.system()} {platform.release()}"]
    return "\n".join([*lines, f"数据文件：{office}"] if office else lines)
