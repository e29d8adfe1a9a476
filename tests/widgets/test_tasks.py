"""Long work: beside the window, results on the UI thread, cancelling, failing, queueing."""

from __future__ import annotations

import sys
import threading
from typing import Any

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from jingzhen_desktop.base.errors import EnvironmentFault
from jingzhen_desktop.widgets import tasks as tasks_module
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.tasks import Cancelled, Progress, ProgressStrip, TaskRunner


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

    runner.run("计算", work, done)
    assert runner.busy
    assert runner.wait_idle()
    assert threads[0] is not threading.main_thread()
    assert threads[1] == (42, threading.main_thread())
    assert QThread.currentThread() is runner.thread()


def test_one_after_the_other(runner: TaskRunner) -> None:
    order: list[str] = []
    for name in "abc":
        runner.run(name, lambda _progress, name=name: name, order.append)
    assert runner.wait_idle()
    assert order == ["a", "b", "c"]


def fail(error: Exception) -> Any:
    def work(_progress: Progress) -> None:
        raise error

    return work


def test_an_expected_failure_is_told(runner: TaskRunner, warned: list[str]) -> None:
    runner.run("导出", fail(EnvironmentFault("U盘已拔出。")), print)
    runner.wait_idle()
    assert warned == ["U盘已拔出。"]


def test_an_expected_failure_goes_to_who_wants_it(runner: TaskRunner, warned: list[str]) -> None:
    failures: list[Exception] = []
    error = EnvironmentFault("U盘已拔出。")
    runner.run("导出", fail(error), print, failures.append)
    runner.wait_idle()
    assert failures == [error]
    assert warned == []


def test_a_bug_reaches_the_one_hook(
    runner: TaskRunner, monkeypatch: pytest.MonkeyPatch, warned: list[str]
) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(sys, "excepthook", lambda *details: seen.append(details))
    failures: list[Exception] = []
    runner.run("导出", fail(KeyError("x")), print, failures.append)
    runner.wait_idle()
    assert seen[0][0] is KeyError
    assert seen[0][2] is not None  # with its traceback
    assert len(failures) == 1
    assert warned == []


def test_a_refusal_in_done_is_told_too(runner: TaskRunner, warned: list[str]) -> None:
    def done(_result: object) -> None:
        raise EnvironmentFault("磁盘已满。")

    runner.run("导入", lambda _progress: None, done)
    runner.wait_idle()
    assert warned == ["磁盘已满。"]


def test_the_strip_shows_numbers_and_cancels(
    runner: TaskRunner, alerts: Alerts, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks_module, "SHOW_AFTER", 20)
    strip = ProgressStrip(runner)
    qtbot.addWidget(strip)
    said: list[str] = []
    alerts.said.connect(said.append)
    stopped = threading.Event()

    def work(progress: Progress) -> None:
        progress.report(37, 100, "个文件")
        for _ in range(10_000):
            stopped.wait(0.005)
            progress.check()

    runner.run("接收报表", work, print)
    qtbot.waitUntil(lambda: strip.isVisible() and "37/100" in strip.findChild(QLabel).text())
    assert strip.findChild(QLabel).text() == "接收报表 37/100 个文件"
    assert strip.findChild(QProgressBar).value() == 37
    strip.findChild(QPushButton).click()
    assert runner.wait_idle()
    assert not strip.isVisible()
    assert said == ["已取消：接收报表"]


def test_short_work_shows_nothing(runner: TaskRunner, qtbot: Any) -> None:
    strip = ProgressStrip(runner)
    qtbot.addWidget(strip)
    runner.run("快", lambda _progress: 1, lambda _result: None)
    assert not strip.isVisible()
    runner.wait_idle()
    assert not strip.isVisible()
    assert not strip._delay.isActive()


def test_waiting_gives_up_in_time(runner: TaskRunner) -> None:
    gate = threading.Event()
    runner.run("慢", lambda _progress: gate.wait(20), lambda _result: None)
    assert not runner.wait_idle(30)
    gate.set()
    assert runner.wait_idle()


def test_nothing_calls_into_a_deleted_widget(runner: TaskRunner, qtbot: Any) -> None:
    from shiboken6 import delete

    label = QLabel()
    gate = threading.Event()
    runner.run("慢", lambda _progress: str(gate.wait(20)), label.setText)
    delete(label)
    gate.set()
    assert runner.wait_idle()


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

    runner.run("慢", work, calls.append, calls.append)
    runner.run("等", lambda _progress: calls.append("ran"), calls.append)
    runner.close()
    assert not runner.busy
    assert ended in ([Cancelled], [])  # [] where it had not begun
    assert calls == []
