"""Presses and types at random in the window of the example office, from a seed, and says what went wrong.

    python -m tests.whole_town.random_walk            # 20,000 steps; some minutes
    python -m tests.whole_town.random_walk --steps 3000 --seed 7

A step is a key, a click on a control, a click or text in a table or field, or a turn to another page.
Dialogs are answered at random too; files are written to a folder of its own and thrown away.
What is wrong: an exception, a message of Qt, memory that grows by more than 5 % after the first quarter.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QInputDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

from jingzhen_desktop.annual.papers.document import summary_paper
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.example.data import YEAR
from jingzhen_desktop.example.making import OFFICE_NAME, make_office
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.appearance import set_up_application

from ..hands import compose

Key, Mouse, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier
STEPS, SEED = 20_000, 20260101
MOST_GROWTH = 1.05
_KEYS = (
    Key.Key_Tab,
    Key.Key_Backtab,
    Key.Key_Return,
    Key.Key_Escape,
    Key.Key_Up,
    Key.Key_Down,
    Key.Key_Left,
    Key.Key_Right,
    Key.Key_Home,
    Key.Key_End,
    Key.Key_PageUp,
    Key.Key_PageDown,
    Key.Key_Delete,
    Key.Key_Space,
    Key.Key_F2,
    Key.Key_F3,
    Key.Key_F4,
    Key.Key_F6,
    Key.Key_F8,
)
_CONTROL_KEYS = (
    Key.Key_Z,
    Key.Key_Y,
    Key.Key_C,
    Key.Key_V,
    Key.Key_A,
    Key.Key_D,
    Key.Key_F,
    Key.Key_Tab,
    Key.Key_Return,
    Key.Key_Home,
    Key.Key_End,
    *(Key(Key.Key_1 + number) for number in range(7)),
)
_ALT_KEYS = (Key.Key_Left, Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4)
_TEXTS = ("12", "3.5", "0", "-4", "2011-6-25", "6-25", "节能", "1.2万", "=400/2", "是", "abc", "  ", "")
_LEFT_ALONE = ("退出",)
"""What would end the walk."""
_HARMLESS = (
    "This plugin does not support",
    "propagateSizeHints",
    "QFontDatabase",
    "not accepted by receiving widget",  # of QTest: it clicked what a step before had disabled
)


class Walk:
    """One window and a seed."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window, self.chance = window, Random(seed)
        self.faults: list[str] = []
        self._done = ""
        self.traces = False

    @property
    def done(self) -> str:
        """What was done last."""
        return self._done

    @done.setter
    def done(self, what: str) -> None:
        self._done = what
        if self.traces:
            sys.stderr.write(f"{what}\n")
            sys.stderr.flush()

    def step(self) -> None:
        """Do one thing the clerk could do."""
        doings: tuple[tuple[int, Callable[[], None]], ...] = (
            (30, self._press_key),
            (12, self._press_control_key),
            (4, self._press_alt_key),
            (22, self._click_control),
            (18, self._click_table),
            (10, self._type),
            (4, self._turn),
        )
        (doing,) = self.chance.choices([one for _, one in doings], [weight for weight, _ in doings])
        doing()
        QApplication.processEvents()
        # what is to be deleted later is deleted by a running loop only
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._close_dialogs()

    # ---- what is done

    def _press_key(self) -> None:
        key = self.chance.choice(_KEYS)
        self._key(key, Modifier.NoModifier)

    def _press_control_key(self) -> None:
        self._key(self.chance.choice(_CONTROL_KEYS), Modifier.ControlModifier)

    def _press_alt_key(self) -> None:
        self._key(self.chance.choice(_ALT_KEYS), Modifier.AltModifier)

    def _key(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        target = QApplication.focusWidget() or self.window
        self.done = f"key {key.name} {modifier.name} on {type(target).__name__}"
        QTest.keyClick(target, key, modifier)

    def _click_control(self) -> None:
        buttons = [
            one
            for one in self._seen(QAbstractButton)
            if one.isEnabled() and one.text() not in _LEFT_ALONE and not _opens_menu(one)
        ]
        if buttons:
            button = self.chance.choice(buttons)
            self.done = f"click {button.text() or button.accessibleName()}"
            QTest.mouseClick(button, Mouse.LeftButton)

    def _click_table(self) -> None:
        tables = self._seen(QAbstractItemView)
        if not tables:
            return
        table = self.chance.choice(tables)
        port = table.viewport()
        if port.width() < 2 or port.height() < 2:
            return
        at = QPoint(self.chance.randrange(port.width()), self.chance.randrange(port.height()))
        self.done = f"click in {table.accessibleName()}"
        QTest.mouseClick(port, Mouse.LeftButton, Modifier.NoModifier, at)
        if self.chance.random() < 0.2:
            QTest.mouseDClick(port, Mouse.LeftButton, Modifier.NoModifier, at)

    def _type(self) -> None:
        target = QApplication.focusWidget()
        text = self.chance.choice(_TEXTS)
        if isinstance(target, QComboBox) and target.count():
            self.done = f"choose in {target.accessibleName()}"
            target.setCurrentIndex(self.chance.randrange(target.count()))
            target.activated.emit(target.currentIndex())
        elif target is not None:
            self.done = f"type {text!r} on {type(target).__name__}"
            if isinstance(target, QLineEdit | QPlainTextEdit | QTextEdit) and self.chance.random() < 0.3:
                target.selectAll()
            for letter in text:
                into = QApplication.focusWidget() or target
                if letter.isascii():
                    QTest.keyClicks(into, letter)
                else:
                    compose(into, letter)  # QTest knows no other keys

    def _turn(self) -> None:
        workplace = self.window.workplace
        if workplace is not None:
            key = self.chance.choice(workplace.keys)
            self.done = f"turn to {key}"
            workplace.show_tab(key).setFocus()

    # ---- what is there

    def _seen(self, kind: type[Any]) -> list[Any]:
        inside = QApplication.activeModalWidget() or self.window
        return [one for one in inside.findChildren(kind) if one.isVisible()]

    def _close_dialogs(self) -> None:
        """Close what was opened over the window, at the latest some steps later."""
        for top in QApplication.topLevelWidgets():
            if top is self.window or not top.isVisible():
                continue
            if isinstance(top, QDialog) and self.chance.random() < 0.3:
                top.reject()
            elif not isinstance(top, QDialog) and self.chance.random() < 0.1:
                top.close()


def _opens_menu(button: QAbstractButton) -> bool:
    """A menu would wait for an answer: its entries are pressed by their keys elsewhere."""
    menu = getattr(button, "menu", None)
    return callable(menu) and menu() is not None


@contextmanager
def noticing(walk: Walk) -> Iterator[None]:
    """Note exceptions and messages of Qt with what was done last."""

    def on_message(kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(words in text for words in _HARMLESS):
            walk.faults.append(f"Qt: {text} (after {walk.done})")

    def on_exception(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        import traceback

        told = "".join(traceback.format_exception(kind, error, trace))
        walk.faults.append(f"{told}(after {walk.done})")

    before, hook = qInstallMessageHandler(on_message), sys.excepthook
    sys.excepthook = on_exception
    try:
        yield
    finally:
        qInstallMessageHandler(before)
        sys.excepthook = hook


def answer_at_random(alerts: type[Alerts], folder: Path, chance: Random) -> None:
    """Answer in place of the dialogs that would wait."""

    def choose_save(_alerts: Alerts, _title: str, suggested: Path | str, _filter: str) -> Path | None:
        return folder / Path(suggested).name if chance.random() < 0.5 else None

    answers: dict[str, Callable[..., Any]] = {
        "confirm": lambda *_args, **_more: chance.random() < 0.5,
        "choose_folder": lambda *_args: folder if chance.random() < 0.5 else None,
        "choose_files": lambda *_args: [],
        "choose_save": choose_save,
    }
    for name, answer in answers.items():
        setattr(alerts, name, answer)

    def give_reason(*_args: object, **_more: object) -> tuple[str, bool]:
        return "核对票据", chance.random() < 0.5

    setattr(QInputDialog, "getText", give_reason)  # noqa: B010 - the stubs allow no other


def walk_through(
    window: MainWindow, steps: int, seed: int, measured_from: int = 0, *, traces: bool = False
) -> Walk:
    """Walk so many steps; with ``measured_from``, compare the memory after that many with that at the end."""
    walk = Walk(window, seed)
    walk.traces = traces
    first = 0.0
    with noticing(walk):
        for number in range(steps):
            try:
                walk.step()
            except Exception as error:  # noqa: BLE001 - every exception is a finding
                sys.excepthook(type(error), error, error.__traceback__)
            if window.workplace is None:
                walk.faults.append(f"the office file was closed (after {walk.done})")
                break
            if measured_from and number + 1 == measured_from:
                close_others(window)
                first = memory()
            if measured_from and (number + 1) % 1000 == 0:
                sys.stdout.write(f"{number + 1:6,} steps, {memory():.1f} MB, {len(walk.faults)} faults\n")
                sys.stdout.flush()
        window.workplace and window.workplace.desk.tasks.wait_idle()
    close_others(window)
    if first and memory() > first * MOST_GROWTH:
        walk.faults.append(f"memory grew from {first:.1f} to {memory():.1f} MB")
    return walk


def load_everything(window: MainWindow) -> None:
    """Show each page and a paper once: what is loaded with them is no growth of the walk."""
    workplace = window.workplace
    assert workplace is not None
    for key in workplace.keys:
        workplace.show_tab(key)
        QApplication.processEvents()
    office = workplace.desk.office
    workplace.desk.preview(summary_paper(office, YEAR, SummaryKind.YEAR), "总结.pdf")
    workplace.desk.tasks.wait_idle()
    QApplication.processEvents()
    close_others(window)
    workplace.show_tab(workplace.keys[0]).setFocus()


def close_others(window: MainWindow) -> None:
    """Close what is open beside the window: a large page in the preview is no growth."""
    for top in QApplication.topLevelWidgets():
        if top is not window:
            top.close()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def memory() -> float:
    """MB this process has in memory, without what its allocator only keeps for later."""
    import ctypes
    import gc

    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> int:
    """Walk through a fresh example; returns the number of kinds of faults."""
    parser = argparse.ArgumentParser(description="Walks at random through the window.")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--trace", action="store_true", help="say each step before it is done")
    asked = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="walk-"))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(scratch))
    application = QApplication([])
    set_up_application(application)
    try:
        path = scratch / OFFICE_NAME
        make_office(path).close()
        answer_at_random(Alerts, scratch, Random(asked.seed))
        window = MainWindow()
        window.showNormal()
        window.resize(1366, 697)
        window.open_office(path)
        load_everything(window)
        walk = walk_through(
            window, asked.steps, asked.seed, measured_from=asked.steps // 4, traces=asked.trace
        )
        window.close_office()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for fault in dict.fromkeys(walk.faults):
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{asked.steps:,} steps, seed {asked.seed}: {len(walk.faults)} faults\n")
    return 1 if walk.faults else 0


if __name__ == "__main__":
    sys.exit(main())
