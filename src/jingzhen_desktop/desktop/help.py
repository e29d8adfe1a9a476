"""Help: the offline manual at the right page, and the about text.
The manual's words are in ``resources/manual``.
"""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QMainWindow, QTextBrowser, QWidget

from .. import __version__
from ..base.changes import newest_changes
from ..base.resources import resource
from ..widgets.grid.lists import dress_list
from ..widgets.page_head import lay_out_page
from ..widgets.parts import split

PAGES = {
    "start": "开始使用",
    "today": "今日工作",
    "organisation": "组织机构",
    "quarterly": "季度统计",
    "inspection": "监督检查",
    "publicity": "宣传培训",
    "assessment": "定额考核",
    "annual": "年度总结",
    "preview": "预览和打印",
    "settings": "设置",
    "search": "查找",
    "history": "改动记录",
    "problems": "常见问题",
}
"""Pages of the manual: file name → title, in reading order."""


class HelpPage(QWidget):
    """The manual: list of chapters at the left, text at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list, self.text = QListWidget(self), QTextBrowser(self)
        dress_list(self.list, from_edge=True)
        self.list.setAccessibleName("目录")
        self.list.addItems(list(PAGES.values()))
        self.list.currentRowChanged.connect(self._show)
        self.text.setAccessibleName("手册正文")
        self.text.document().setDocumentMargin(self.fontMetrics().lineSpacing())
        self.setFocusProxy(self.list)
        content = split(Qt.Orientation.Horizontal, self.list, self.text, shares=(1, 5))
        lay_out_page(self, "帮助", None, content)
        self.list.setCurrentRow(0)

    def show_chapter(self, key: str) -> None:
        """Show a chapter, e.g. that of the page in front; the first where the manual has none."""
        self.list.setCurrentRow(list(PAGES).index(key) if key in PAGES else 0)

    def _show(self, row: int) -> None:
        path = resource("manual", f"{list(PAGES)[row]}.md")
        self.text.document().setBaseUrl(QUrl.fromLocalFile(f"{path.parent}/"))
        self.text.setMarkdown(path.read_text("utf-8"))


class ManualWindow(QMainWindow):
    """The manual in a window of its own, to be read beside the work or before an office file is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用手册")
        self.page = HelpPage(self)
        self.setCentralWidget(self.page)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        self.resize(self.fontMetrics().averageCharWidth() * 120, self.fontMetrics().lineSpacing() * 36)

    def show_chapter(self, key: str) -> None:
        """Open the manual at a chapter."""
        self.page.show_chapter(key)
        self.show()
        self.raise_()
        self.activateWindow()


def about_text(office: Path | None) -> str:
    """Return version, office file and system, as one reads them out on the phone, and what is new."""
    lines = [
        f"井镇节能 {__version__}",
        f"Python {platform.python_version()}，{platform.system()} {platform.release()}",
    ]
    lines += [f"数据文件：{office}"] if office else []
    return "\n".join(
        [*lines, "", f"{__version__} 的更新：", *(f"· {entry}" for entry in newest_changes().entries)]
    )
