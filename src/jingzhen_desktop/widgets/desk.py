"""What a tab gets from the house:
the office, the working year, messages, long work, the preview, ways to other places.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from ..base.place import Place
from ..office import clock
from ..office.file import Office, Step
from .alerts import Alerts
from .tasks import TaskRunner
from .working_year import stop_work, work_in

if TYPE_CHECKING:
    from ..office.issued import Paper
    from .preview.window import PreviewWindow


def open_folder(alerts: Alerts, path: Path) -> None:
    """Open a folder, or the folder of a file, in the system's file manager."""
    folder = path if path.is_dir() else path.parent
    if not folder.is_dir() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        alerts.warn(f"不能打开文件夹“{folder}”，请在文件管理器中自行打开。")


def open_file(alerts: Alerts, path: Path) -> None:
    """Open a file in the program the system has for it."""
    if not path.is_file() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        alerts.warn(f"不能打开文件“{path.name}”，请在文件管理器中自行打开。")


class FinishedPdf(Protocol):
    """A finished document, as ``paper`` makes it."""

    @property
    def data(self) -> bytes: ...
    @property
    def title(self) -> str: ...
    @property
    def substitutions(self) -> tuple[str, ...]: ...
    @property
    def doubts(self) -> tuple[str, ...]: ...


class Desk(QObject):
    """One per open office file; every tab is made with it.

    Attributes:
        office: the open office file.
        alerts: for everything told or asked.
        tasks: for work over 100 ms.
        sent_of: says what of a year has gone up and stands, e.g. 一季度、二季度; empty if nothing.
    """

    stepped = Signal(object)
    """An office Step is on disk; always on the UI thread, also for steps written by the worker."""
    year_changed = Signal(int)
    delivered = Signal(str, object)
    """Files were written: what is said of it, and their folder; the workplace shows it."""
    delivery_over = Signal()
    """What was told of written files is over: others are written, or another year or quarter is shown."""
    place_wanted = Signal(object)
    """Somebody wants to be taken to a Place; the window listens."""
    _arrived = Signal(object)

    def __init__(
        self,
        office: Office,
        parent: QObject | None = None,
        *,
        alerts: Alerts | None = None,
        tasks: TaskRunner | None = None,
        year: int | None = None,
        sent_of: Callable[[int], str] = lambda _year: "",
    ) -> None:
        super().__init__(parent)
        self.office, self.sent_of = office, sent_of
        self.alerts = alerts or Alerts(self)
        self.tasks = tasks or TaskRunner(self.alerts, self)
        self._year = year if year is not None else clock.today().year
        work_in(self, self._year)
        self._preview: PreviewWindow | None = None
        self._arrived.connect(self._deliver)  # queued when a step comes from the worker
        self._unsubscribe = office.subscribe(self._arrived.emit)
        self._open = True

    @property
    def year(self) -> int:
        """The working year all tabs show."""
        return self._year

    @year.setter
    def year(self, year: int) -> None:
        if year != self._year:
            self._year = year
            work_in(self, year)
            self.year_changed.emit(year)
            self.delivery_over.emit()

    def go_to(self, place: Place) -> None:
        """Ask the window to open the place and select it."""
        self.place_wanted.emit(place)

    def preview(self, pdf: FinishedPdf, suggested_name: str, paper: Paper | None = None) -> None:
        """Show a document in the one preview window; ``suggested_name`` is the file name 另存为 proposes.

        With ``paper`` the preview offers 定稿存档, which keeps these very bytes under the paper's number. A PDF
        that knows what it was made from (``source``) can also be stored for Word.
        """
        with self.alerts.guard():
            window = self._preview_window()
            window.show_pdf(
                pdf.data,
                pdf.title,
                suggested_name,
                pdf.doubts,
                pdf.substitutions,
                getattr(pdf, "source", None),
            )
            window.offer_issue(
                None if paper is None else lambda: self._issue(paper),
                already=paper is not None and self._is_issued(paper),
            )

    def folder_open(self, path: Path) -> None:
        """Open a folder, or the folder of a file, in the system's file manager."""
        open_folder(self.alerts, path)

    def close(self) -> None:
        """End listening, stop work, close the preview; the office file stays open for its owner to close."""
        if not self._open:
            return
        self._open = False
        stop_work(self)
        self.tasks.close()
        self._unsubscribe()
        if self._preview is not None:
            self._preview.close()
            self._preview.deleteLater()
            self._preview = None

    def _is_issued(self, paper: Paper) -> bool:
        from ..office.issued import issued_from

        return any(issued.number == paper.number for issued in issued_from(self.office, paper.place))

    def _issue(self, paper: Paper) -> bool:
        """Keep a paper for good after asking; undo ends there."""
        from ..office.issued import issue

        question = f"把{paper.number or paper.title}定稿存档？\n存档后原样保存，不能更改或删除，以前的操作也不能再撤销。"
        if not self.alerts.confirm(question, "定稿存档", parent=self._preview):
            return False
        issue(self.office, paper)
        self.alerts.say(f"已定稿存档：{paper.number or paper.title}，可在“文件→已发文件”中查到")
        return True

    def _preview_window(self) -> PreviewWindow:
        if self._preview is None:
            from .preview.window import PreviewWindow

            self._preview = PreviewWindow(self.alerts, self.tasks)
        return self._preview

    def _deliver(self, step: Step) -> None:
        if self._open:
            self.stepped.emit(step)
