"""Long work: beside the window, results on the UI thread, cancelling, failing, queueing."""

from __future__ import annotations

import gc
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QThread
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import delete, isValid

from jingzhen_desktop.base.errors import EnvironmentFault
from jingzhen_desktop.widgets import notices as notices_module
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.notices import Notices
from jingzhen_desktop.widgets.tasks import Cancelled, Progress, TaskRunner

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def runner(alerts: Alerts) -> Any:
    runner = TaskRunner(alerts)
    yield runner
    runner.close()


def test_work_is_done_elsewhere_and_its_result_comes_home(runner: TaskRunner) -> None:
    threads: list[Any] = []

    def work(_progress: Progress) -> int:
        threads.append(threading.current_thread())
        return 42

    def done(result: int) -> None:
        threads.append((result, threading.current_thread()))

    runner.run(runner, "计算", work, done)
    assert runner.busy
    assert runner.wait_idle()
    assert threads[0] is not threading.main_thread()
    assert threads[1] == (42, threading.main_thread())
    assert QThread.currentThread() is runner.thread()


class Loop:
    """Refers to itself, so that only a search for garbage finds it; notes in which thread that was."""

    def __init__(self, deleted_in: set[int]) -> None:
        self._itself, self._deleted_in = self, deleted_in

    def __del__(self) -> None:
        self._deleted_in.add(threading.get_ident())


def test_work_deletes_nothing_that_may_be_a_widget(runner: TaskRunner, qtbot: QtBot) -> None:
    deleted_in: set[int] = set()
    looked = threading.Event()

    def work(_progress: Progress) -> None:
        for _ in range(5000):
            Loop(deleted_in)
        looked.wait(5)

    runner.run(runner, "读取报表", work, lambda _result: None)
    qtbot.waitUntil(lambda: bool(deleted_in), timeout=4000)  # looked for while the work goes on
    looked.set()
    assert runner.wait_idle()
    assert deleted_in == {threading.get_ident()}
    assert gc.isenabled()


def test_one_after_the_other(runner: TaskRunner) -> None:
    order: list[str] = []
    for name in "abc":
        runner.run(runner, name, lambda _progress, name=name: name, order.append)
    assert runner.wait_idle()
    assert order == ["a", "b", "c"]


def fail(error: Exception) -> Any:
    def work(_progress: Progress) -> None:
        raise error

    return work


def test_an_expected_failure_is_told(runner: TaskRunner, warned: list[str]) -> None:
    runner.run(runner, "导出", fail(EnvironmentFault("U盘已拔出。")), print)
    runner.wait_idle()
    assert warned == ["U盘已拔出。"]


def test_an_expected_failure_goes_to_who_wants_it(runner: TaskRunner, warned: list[str]) -> None:
    failures: list[Exception] = []
    error = EnvironmentFault("U盘已拔出。")
    runner.run(runner, "导出", fail(error), print, failures.append)
    runner.wait_idle()
    assert failures == [error]
    assert warned == []


def test_a_bug_reaches_the_one_hook(
    runner: TaskRunner, monkeypatch: pytest.MonkeyPatch, warned: list[str]
) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(sys, "excepthook", lambda *details: seen.append(details))
    failures: list[Exception] = []
    runner.run(runner, "导出", fail(KeyError("x")), print, failures.append)
    runner.wait_idle()
    assert seen[0][0] is KeyError
    assert seen[0][2] is not None  # with its traceback
    assert len(failures) == 1
    assert warned == []


def test_a_refusal_in_done_is_told_too(runner: TaskRunner, warned: list[str]) -> None:
    def done(_result: object) -> None:
        raise EnvironmentFault("磁盘已满。")

    runner.run(runner, "导入", lambda _progress: None, done)
    runner.wait_idle()
    assert warned == ["磁盘已满。"]


def test_the_notice_of_work_shows_numbers_and_cancels(
    runner: TaskRunner, alerts: Alerts, qtbot: Any, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    monkeypatch.setattr(notices_module, "SHOW_AFTER", 20)
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    strip = Notices(host).work
    strip.follow(runner)
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        progress.report(37, 100, "个文件")
        for _ in range(10_000):
            stopped.wait(0.005)
            progress.check()

    runner.run(runner, "接收报表", work, print)
    qtbot.waitUntil(lambda: strip.isVisible() and "37/100" in strip.label.text())
    assert strip.label.text() == "接收报表 37/100 个文件"
    assert strip.bar.value() == 37
    strip.cancel.click()
    assert runner.wait_idle()
    assert not strip.isVisible()
    assert said == ["已取消：接收报表"]


def test_short_work_shows_nothing(runner: TaskRunner, qtbot: Any) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    strip = Notices(host).work
    strip.follow(runner)
    runner.run(runner, "快", lambda _progress: 1, lambda _result: None)
    assert not strip.isVisible()
    runner.wait_idle()
    assert not strip.isVisible()
    assert not strip._delay.isActive()


def test_waiting_gives_up_in_time(runner: TaskRunner) -> None:
    gate = threading.Event()
    runner.run(runner, "慢", lambda _progress: gate.wait(20), lambda _result: None)
    assert not runner.wait_idle(30)
    gate.set()
    assert runner.wait_idle()


def test_nothing_comes_back_to_an_owner_that_is_gone(runner: TaskRunner) -> None:
    """Also where what would be called is no method of it."""
    owner, told = QLabel(), []
    gate = threading.Event()
    runner.run(owner, "慢", lambda _progress: gate.wait(20), lambda _done: told.append(owner.text()))
    delete(owner)
    gate.set()
    assert runner.wait_idle()
    assert told == []


@pytest.mark.parametrize(("ends", "expected"), [(True, []), (False, ["写好"])])
def test_a_window_that_ends_when_it_is_closed_is_gone_at_once(
    runner: TaskRunner, qtbot: Any, ends: bool, expected: list[str]
) -> None:
    """One that is only hidden, as the preview, is used again and still hears of its work."""
    window, told = QWidget(), []
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, ends)
    part = QLabel(window)
    if not ends:
        qtbot.addWidget(window)
    window.show()
    runner.run(part, "慢", lambda _progress: "写好", told.append)
    window.close()
    assert isValid(part)  # its end waits in the queue of events
    while runner.busy:
        QCoreApplication.sendPostedEvents(runner)
    assert told == expected


def test_a_page_that_was_never_shown_hears_of_its_work(runner: TaskRunner, qtbot: Any) -> None:
    page, told = QWidget(), []
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    qtbot.addWidget(page)
    runner.run(page, "读取", lambda _progress: 1, told.append)
    assert runner.wait_idle()
    assert told == [1]


def test_what_goes_wrong_is_told_though_its_owner_is_gone(
    runner: TaskRunner, alerts: Alerts, warned: list[str], monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    bugs: list[Any] = []
    monkeypatch.setattr(sys, "excepthook", lambda *details: bugs.append(details[0]))
    owner, failures = QLabel(), []
    for error in (EnvironmentFault("磁盘已满。"), Cancelled(), KeyError("x")):
        runner.run(owner, "填写", fail(error), print, failures.append)
    delete(owner)
    assert runner.wait_idle()
    assert (warned, said, bugs, failures) == (["磁盘已满。"], ["已取消：填写"], [KeyError], [])


def test_closing_cancels_and_calls_nothing(alerts: Alerts) -> None:
    runner = TaskRunner(alerts)
    calls: list[object] = []
    ended: list[type[Exception]] = []

    def work(progress: Progress) -> None:
        try:
            while True:
                threading.Event().wait(0.002)
                progress.check()
        except Cancelled as error:
            ended.append(type(error))
            raise

    runner.run(runner, "慢", work, calls.append, calls.append)
    runner.run(runner, "等", lambda _progress: calls.append("ran"), calls.append)
    runner.close()
    assert not runner.busy
    assert ended in ([Cancelled], [])  # [] where it had not begun
    assert calls == []
