"""Long work: one worker thread, results on the UI thread,
progress with numbers and 取消 while the clerk keeps editing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ..base.errors import UserFacingError
from .alerts import Alerts
from .garbage import GarbageOnUiThread

Result = TypeVar("Result")


class Cancelled(Exception):
    """The clerk cancelled the work; raised inside it by :meth:`Progress.check`."""


class Progress:
    """What running work tells about itself, and where it hears that it was cancelled.
    Used from both threads.
    """

    def __init__(self) -> None:
        self.cancelled = False
        self.state: tuple[int, int, str] = (0, 0, "")

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is; ``total`` 0 means not known."""
        self.state = (done, total, text)

    def check(self) -> None:
        """Call where the work may stop without leaving anything half-done; raises Cancelled."""
        if self.cancelled:
            raise Cancelled("已取消")


class _Job:
    """One piece of work, whose it is and what comes of it."""

    def __init__(
        self,
        owner: QObject,
        label: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None,
    ) -> None:
        self.owner, self.label, self.work = owner, label, work
        self.done, self.failed = done, failed
        self._window = _passing_window(owner)
        self.progress = Progress()
        self.result: Any = None
        self.error: Exception | None = None

    @property
    def is_orphaned(self) -> bool:
        """Whether its owner is gone: deleted, or closed for good and only waiting for its end."""
        if not isValid(self.owner):
            return True
        window = self._window
        if window is None or not isValid(window):
            return False
        was_shown = window.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        return was_shown and window.isHidden()

    def execute(self) -> None:
        try:
            self.progress.check()
            self.result = self.work(self.progress)
        except Exception as error:  # noqa: BLE001 - the UI thread tells expected ones from bugs
            self.error = error


class TaskRunner(QObject):
    """Runs one piece of work after the other beside the window."""

    began = Signal(str)
    """A piece of work starts; its label."""
    ended = Signal()
    """The piece that began is over, however it went."""
    _finished = Signal(object)

    def __init__(self, alerts: Alerts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._alerts = alerts
        self._jobs: list[_Job] = []
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        self._finished.connect(self._finish)
        self._garbage = GarbageOnUiThread(self)

    @property
    def busy(self) -> bool:
        """Whether work is running or waiting."""
        return bool(self._jobs)

    @property
    def progress(self) -> Progress | None:
        """Of the work that runs now."""
        return self._jobs[0].progress if self._jobs else None

    @property
    def label(self) -> str:
        return self._jobs[0].label if self._jobs else ""

    def run(
        self,
        owner: QObject,
        label: str,
        work: Callable[[Progress], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do ``work`` in the worker, then ``done`` with its result on the UI thread.

        ``work`` must not touch widgets; it is done whatever becomes of ``owner``. ``failed``, if given, takes
        the place of the standard message, which warns of a UserFacingError and says Cancelled; a bug goes to
        ``sys.excepthook`` in any case, after ``failed``, which must not tell it.

        Neither is called once ``owner`` is gone: deleted, or in a window that is closed and ends with that.
        What went wrong is then told by the standard message, so that nobody believes it went well.
        """
        job = _Job(owner, label, work, done, failed)
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._start(job)

    def cancel(self) -> None:
        """Ask the running work to stop; work that waits is still done."""
        if self._jobs:
            self._jobs[0].progress.cancelled = True

    def wait_idle(self, timeout: int = 30_000) -> bool:
        """Keep the window alive until nothing runs; False if ``timeout`` milliseconds were not enough."""
        clock = QElapsedTimer()
        clock.start()
        while self._jobs and clock.elapsed() < timeout:
            loop = QEventLoop()
            self.ended.connect(loop.quit)
            QTimer.singleShot(int(timeout - clock.elapsed()), loop.quit)
            loop.exec()
            self.ended.disconnect(loop.quit)
        return not self._jobs

    def close(self) -> None:
        """Cancel everything and wait for the worker; no callback is called any more."""
        for job in self._jobs:
            job.progress.cancelled = True
        self._jobs.clear()
        self._executor.shutdown(wait=True)
        self._garbage.release()

    def _start(self, job: _Job) -> None:
        self._garbage.hold()
        self.began.emit(job.label)
        self._executor.submit(self._execute, job)

    def _execute(self, job: _Job) -> None:
        job.execute()
        if isValid(self):
            self._finished.emit(job)

    def _finish(self, job: _Job) -> None:
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        self.ended.emit()
        if self._jobs:
            self._start(self._jobs[0])
        else:
            self._garbage.release()
        if job.error is not None:
            self._fail(job, job.error)
        elif not job.is_orphaned:
            with self._alerts.guard():
                job.done(job.result)

    def _fail(self, job: _Job, error: Exception) -> None:
        if job.failed is not None and not job.is_orphaned:
            with self._alerts.guard():
                job.failed(error)
        elif isinstance(error, UserFacingError):
            self._alerts.warn(error)
        elif isinstance(error, Cancelled):
            self._alerts.say(f"已取消：{job.label}")
        if not isinstance(error, (UserFacingError, Cancelled)):
            sys.excepthook(type(error), error, error.__traceback__)


def _passing_window(owner: QObject) -> QWidget | None:
    """The window of a widget if it ends when it is closed; one that is only hidden, as the preview, stays.

    Asked when the work begins, because Qt takes the mark away when it closes the window.
    """
    window = owner.window() if isinstance(owner, QWidget) else None
    if window is None or not window.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose):
        return None
    return window
