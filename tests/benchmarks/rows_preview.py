"""The row of the preview: from a finished PDF to its first page on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comparing import Outcome, compare
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication
from rows_paper import PAGES, summary_of

from jingzhen_desktop.paper.typeset import typeset
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.appearance import set_up_application
from jingzhen_desktop.widgets.preview.window import PreviewWindow
from jingzhen_desktop.widgets.printing import open_pdf
from jingzhen_desktop.widgets.tasks import TaskRunner

if TYPE_CHECKING:
    from bench import Bench

_SIZE = (1229, 690)


def preview(bench: Bench) -> list[Outcome]:
    """Show a paper in the preview that stands already, until its first page is painted, with the small
    pictures beside it.

    Reference: Qt's PDF module opens the same bytes and renders the first page as large, without a window.
    """
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    set_up_application(application)
    data = typeset(summary_of(bench, PAGES)).data
    alerts = Alerts()
    tasks = TaskRunner(alerts)
    window = PreviewWindow(alerts, tasks)
    window.show_pdf(data, "总结", "总结.pdf")
    window.resize(*_SIZE)
    painted = _Painted()
    window.view.viewport().installEventFilter(painted)
    width = window.view.viewport().width()
    found = compare(lambda: _show(window, data, painted), lambda: _bare(data, width), 7)
    window.close()
    tasks.close()
    return [Outcome(f"preview of {PAGES} pages, until the first is painted", *found, None)]


class _Painted(QObject):
    """Counts how often the pages are painted: first empty, then with the page that was rendered meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.times += 1
        return False


def _show(window: PreviewWindow, data: bytes, painted: _Painted) -> None:
    painted.times = 0
    window.show_pdf(data, "总结", "总结.pdf")
    while painted.times < 2:
        QApplication.processEvents()


def _bare(data: bytes, width: int) -> None:
    document, _buffer = open_pdf(data)
    points = document.pagePointSize(0)
    document.render(0, QSize(width, round(width * points.height() / points.width())))
