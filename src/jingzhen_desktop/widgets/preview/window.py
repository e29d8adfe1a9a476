"""The preview window: pages, zoom, thumbnails, search, printing, storing as PDF and for Word,
keeping for good.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QObject, QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import delete

from ...base.errors import UserFacingError
from ...base.files import deliver
from ...base.sticks import delivered
from ..alerts import Alerts
from ..appearance import Look, set_icon
from ..look.tokens import tokens
from ..notices import Notices
from ..printing import is_held, open_pdf, print_pdf
from ..quiet import QuietSpinBox
from ..tasks import Progress, TaskRunner
from ..tool_row import Chip
from .scrolling import page_scale
from .searching import SearchBar
from .thumbnails import Thumbnails
from .word import word_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from ...paper.document import Document, SheetDocument

_WITH_TEXT = ("打印", "另存为PDF", "另存为Word", "定稿存档", "查找", "100%")
"""What is not clear from its sign alone keeps its words in the tool bar."""
_STEP = 1.2
_SMALLEST, _LARGEST = 0.2, 5.0


class PreviewWindow(QMainWindow):
    """Shows one PDF at a time; used again for the next."""

    def __init__(self, alerts: Alerts, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        from PySide6.QtPdfWidgets import QPdfView

        super().__init__(parent)
        self._alerts, self._tasks = alerts, tasks
        self._data = b""
        self._suggested = ""
        self._issue: Callable[[], bool] | None = None
        self._source: Document | SheetDocument | None = None
        self._document: QPdfDocument | None = None
        self._buffer: QBuffer | None = None
        self.view = QPdfView(self)
        self.search = SearchBar(self.view, self)
        self.thumbnails = Thumbnails(self._go_to, self)
        self.notes = Chip(self.view)
        self.page_box, self._page_count = QuietSpinBox(self), QLabel(self)
        self.actions_by_name: dict[str, QAction] = {}
        self._set_up()
        self.resize(_comfortable_size(self, self._make_tool_bar().sizeHint().width()))

    def offer_issue(self, issue: Callable[[], bool] | None, *, already: bool = False) -> None:
        """Offer to keep the paper shown for good; ``issue`` does it and says whether.
        None: this paper is not one to be kept.
        """
        self._issue = issue
        self._show_issue(already)

    def show_pdf(
        self,
        data: bytes,
        title: str,
        suggested_name: str,
        doubts: tuple[str, ...] = (),
        substitutions: tuple[str, ...] = (),
        source: Document | SheetDocument | None = None,
    ) -> None:
        """Open the bytes from the first page, in full width; over its corner stands that there are doubts
        about what it says, or that fonts are substituted.

        With ``source``, what the PDF was made from, it can be stored for Word too.
        """
        document, buffer = open_pdf(data)
        self._data, self._suggested, self._source = data, suggested_name, source
        self._show_document(document, buffer)
        self._tell_conditions(doubts, substitutions)
        self._show_surroundings(title, document.pageCount())
        self._bring_up()

    def save_as(self) -> None:
        """Store the PDF where the clerk chooses, read back and compared."""
        target = self._alerts.choose_save("另存为PDF", self._suggested, "PDF 文件 (*.pdf)")
        if target is None:
            return
        data = self._data
        self._tasks.run(
            self,
            f"写入{target.name}",
            lambda _progress: deliver(data, target, overwrite=True),
            self._saved,
            self._show_failure,
        )

    def save_word(self) -> None:
        """Store the paper for Word where the clerk chooses, to be reviewed and changed there."""
        source = self._source
        if source is None:
            return
        target = self._alerts.choose_save(
            "另存为Word", str(Path(self._suggested).with_suffix(".docx")), "Word 文件 (*.docx)"
        )
        if target is None:
            return
        self._tasks.run(
            self,
            f"写入{target.name}",
            lambda _progress: deliver(word_file(source), target, overwrite=True),
            self._saved,
            self._show_failure,
        )

    def print_out(self) -> None:
        """Ask for the printer and print on it, beside the window."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self.notices.warn(
                "这台电脑上没有安装打印机。请先在系统设置中添加打印机，或用“另存为PDF”拿到别处打印。"
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.windowTitle())
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self._pages())
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage, False)
        accepted = dialog.exec()
        delete(dialog)
        if accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that is set up."""
        data = self._data
        self._tasks.run(
            self,
            "打印",
            lambda progress: print_pdf(data, printer, _page_report(progress)),
            partial(self._printed, printer),
            self._show_failure,
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing only hides: the window is used again, and printing goes on. The pages as drawn are given
        back: enlarged they take some hundred MB.
        """
        from PySide6.QtPdf import QPdfDocument

        self.notices.clear()
        self._show_document(QPdfDocument(), QBuffer())
        super().closeEvent(event)

    # ---- inside

    def _show_document(self, document: QPdfDocument, buffer: QBuffer) -> None:
        """Show other pages and let go of those before."""
        old = (self._document, self._buffer)
        document.setParent(self)
        buffer.setParent(self)
        self._document, self._buffer = document, buffer
        self.view.setDocument(document)
        self.thumbnails.show_document(document)
        self.search.show_document(document)
        for part in old:
            _discard(part)

    def _set_up(self) -> None:
        from PySide6.QtPdfWidgets import QPdfView

        self.setWindowTitle("预览")
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName("文件预览")
        self.view.pageNavigator().currentPageChanged.connect(self._show_page_number)
        middle = QWidget(self)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.search)
        pages = QHBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self.thumbnails)
        pages.addWidget(self.view, 1)
        layout.addLayout(pages, 1)
        self.setCentralWidget(middle)
        corner = tokens().space.s
        self.notes.move(corner, corner)  # over the corner of the pages: the bar has no room for it
        self.notices = Notices(middle)
        self.notices.work.follow(self._tasks)

    def _make_tool_bar(self) -> QToolBar:
        bar = QToolBar("预览工具", self)
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        self.addToolBar(bar)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        bar.addAction(self._action("打印", "print", "Ctrl+P", self.print_out))
        bar.addAction(self._action("另存为PDF", "save", "Ctrl+S", self.save_as))
        bar.addAction(self._action("另存为Word", "document", "Ctrl+Shift+S", self.save_word))
        bar.addAction(self._action("定稿存档", "stamp", "Ctrl+D", self._issue_it))
        bar.addSeparator()
        bar.addAction(self._action("适合宽度", "fit-width", "Ctrl+1", self._fit_width))
        bar.addAction(self._action("整页", "fit-page", "Ctrl+2", self._fit_page))
        bar.addAction(self._action("100%", "", "Ctrl+0", lambda: self._zoom_to(1.0)))
        bar.addAction(self._action("放大", "zoom-in", "Ctrl+=", lambda: self._zoom_by(_STEP)))
        bar.addAction(self._action("缩小", "zoom-out", "Ctrl+-", lambda: self._zoom_by(1 / _STEP)))
        bar.addSeparator()
        bar.addAction(self._action("上一页", "previous", "Ctrl+PgUp", lambda: self._go_to(self._page() - 1)))
        bar.addAction(self._action("下一页", "next", "Ctrl+PgDown", lambda: self._go_to(self._page() + 1)))
        self._add_page_box(bar)
        bar.addSeparator()
        bar.addAction(self._action("缩略图", "pages", "Ctrl+T", self._toggle_thumbnails))
        self.actions_by_name["缩略图"].setCheckable(True)
        bar.addAction(self._action("查找", "search", "Ctrl+F", self.search.open))
        for name in _WITH_TEXT:
            button = bar.widgetForAction(self.actions_by_name[name])
            assert isinstance(button, QToolButton)
            beside = not self.actions_by_name[name].icon().isNull()
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextBesideIcon
                if beside
                else Qt.ToolButtonStyle.ToolButtonTextOnly
            )
        closing = self._action("关闭预览", "close", "Ctrl+W", self.close)
        closing.setShortcuts([QKeySequence("Ctrl+W"), QKeySequence("Esc")])
        self.addAction(closing)
        return bar

    def _add_page_box(self, bar: QToolBar) -> None:
        self.page_box.setPrefix("第 ")
        self.page_box.setKeyboardTracking(False)
        self.page_box.setAccessibleName("页码")
        self.page_box.setToolTip("输入页码后按回车")
        self.page_box.valueChanged.connect(lambda number: self._go_to(number - 1))
        bar.addWidget(self.page_box)
        bar.addWidget(self._page_count)

    def _action(self, text: str, icon: str, shortcut: str, callback: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        if icon:
            set_icon(action, icon)
        action.setShortcut(QKeySequence(shortcut))
        action.setToolTip(f"{text}（{shortcut}）")
        action.triggered.connect(lambda _checked=False: callback())
        self.actions_by_name[text] = action
        return action

    def _tell_conditions(self, doubts: tuple[str, ...], substitutions: tuple[str, ...]) -> None:
        conditions = [f"{len(doubts)}处要核对"] if doubts else []
        if substitutions:
            conditions.append("字体有替代")
        self.notes.tell("，".join(conditions), "；".join((*doubts, *substitutions)), Look.WARNING)
        self.notes.adjustSize()

    def _show_surroundings(self, title: str, pages: int) -> None:
        self.setWindowTitle(f"{title} — 预览")
        self.notices.clear()
        self.actions_by_name["另存为Word"].setVisible(self._source is not None)
        self._show_thumbnails(pages > 1)
        self.page_box.setRange(1, pages)
        self._page_count.setText(f" / {pages} 页")
        self._go_to(0)

    def _bring_up(self) -> None:
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus()

    def _pages(self) -> int:
        return self._document.pageCount() if self._document is not None else 0

    def _page(self) -> int:
        return self.view.pageNavigator().currentPage()

    def _go_to(self, page: int) -> None:
        from PySide6.QtCore import QPointF

        if 0 <= page < self._pages() and page != self._page():
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def _show_page_number(self, page: int) -> None:
        self.page_box.blockSignals(True)
        self.page_box.setValue(page + 1)
        self.page_box.blockSignals(False)
        self.thumbnails.show_page(page)

    def _toggle_thumbnails(self) -> None:
        self._show_thumbnails(self.thumbnails.isHidden())

    def _show_thumbnails(self, shown: bool) -> None:
        self.thumbnails.setVisible(shown)
        self.actions_by_name["缩略图"].setChecked(shown)

    def _fit_width(self) -> None:
        self.view.setZoomMode(self.view.ZoomMode.FitToWidth)

    def _fit_page(self) -> None:
        self.view.setZoomMode(self.view.ZoomMode.FitInView)

    def _zoom_to(self, factor: float) -> None:
        self.view.setZoomMode(self.view.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(factor, _SMALLEST), _LARGEST))

    def _zoom_by(self, step: float) -> None:
        self._zoom_to(self._present_zoom() * step)

    def _present_zoom(self) -> float:
        """The factor in force."""
        if self._document is None:
            return self.view.zoomFactor()
        return page_scale(self.view, self._document, self._page()) / (self.view.logicalDpiX() / 72)

    def _issue_it(self) -> None:
        if self._issue is None:
            return
        try:
            issued = self._issue()
        except UserFacingError as error:
            self._show_failure(error)
            return
        if issued:
            self.notices.clear()
            self.notices.say("已定稿存档")
            self._show_issue(already=True)

    def _show_issue(self, already: bool) -> None:
        action = self.actions_by_name["定稿存档"]
        action.setVisible(self._issue is not None)
        action.setEnabled(not already)
        action.setText("已定稿存档" if already else "定稿存档")
        action.setToolTip(
            "这份文件已存档，可在“文件→已发文件”中再次打印"
            if already
            else "按现在的样子存档，不再更改（Ctrl+D）"
        )

    def _saved(self, target: Path) -> None:
        self.notices.clear()
        self.notices.say(f"{target.name}：{delivered(target)}")
        self._alerts.say(f"{target.name}：{delivered(target)}")

    def _printed(self, printer: QPrinter, _done: object) -> None:
        self.notices.clear()
        if is_held(printer):
            self.notices.warn(
                f"已送到“{printer.printerName()}”的打印队列，但它现在停用或出错，恢复后才会打印。"
            )
            return
        self.notices.say("已送到打印机")
        self._alerts.say("已送到打印机")

    def _show_failure(self, error: Exception) -> None:
        if not isinstance(error, UserFacingError):
            self.notices.say("已停止")
        elif self.isVisible():
            self.notices.warn(str(error))
        else:
            self._alerts.warn(error)  # closed meanwhile: nobody would read it here


def _comfortable_size(window: QWidget, least: int) -> QSize:
    """Nearly the screen's height,
    and wide enough for a landscape page to be read and for the whole tool bar.
    """
    room = window.screen().availableGeometry().size()
    height = round(room.height() * 0.9)
    return QSize(min(room.width(), max(least, min(round(room.width() * 0.9), round(height * 1.3)))), height)


def _page_report(progress: Progress) -> Callable[[int, int], None]:
    def report(done: int, total: int) -> None:
        progress.check()
        progress.report(done, total, "页")

    return report


def _discard(part: QObject | None) -> None:
    if part is not None:
        part.deleteLater()
