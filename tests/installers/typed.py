"""Run by the package's own Python under a real input method: opens the example office, has Chinese typed into
every kind of place by the keys of a real keyboard (xdotool), and says what arrived.

    python3.11 -I typed.py OFFICE PICTURES KEYS

KEYS switches the input method on (ctrl+space), or is “-” where it is on already. One line for each place,
then who brought it; a picture of the screen with the candidates lies in PICTURES.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import jingzhen_desktop.tabs  # noqa: F401 - knows every table
from jingzhen_desktop.annual.tab.editor import SummaryEditor
from jingzhen_desktop.desktop.application import bring_chinese_in
from jingzhen_desktop.desktop.input_method.attachment import InputMethod
from jingzhen_desktop.desktop.input_method.session_bus import way_now
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.desktop.workplace import HISTORY
from jingzhen_desktop.widgets.appearance import set_up_application
from jingzhen_desktop.widgets.grid.view import Grid

SETTLED = 1500
"""Milliseconds after keys until everything has arrived."""
Steps = Iterator[int]


class Trial:
    """Goes from place to place; each step of ``steps`` says how long to wait before the next."""

    def __init__(self, office: Path, pictures: Path, keys: str) -> None:
        self.pictures, self.keys = pictures, keys
        self.window = MainWindow()
        self.window.open_office(office)
        self.window.showMaximized()
        self.steps = self.walk()

    def go_on(self) -> None:
        """Do the next step; what cannot be done ends the trial."""
        try:
            wait = next(self.steps, None)
        except Exception:
            QApplication.exit(1)
            raise
        if wait is None:
            QApplication.quit()
        else:
            QTimer.singleShot(wait, self.go_on)

    def walk(self) -> Steps:
        """All places, in an order in which none disturbs the next."""
        yield 6000  # until the window stands and the input method is attached
        yield from self.line_edit()
        yield from self.grid_cell()
        yield from self.number_cell()
        yield from self.summary()
        method = QApplication.instance().findChild(InputMethod)
        print(f"way|{(method.way if method else way_now()).value}", flush=True)

    def line_edit(self) -> Steps:
        page = self.shown(HISTORY)
        yield SETTLED
        line = next(one for one in page.findChildren(QLineEdit) if one.isVisible())
        table = next(one for one in page.findChildren(Grid) if one.isVisible())
        line.setFocus()
        yield SETTLED
        if self.keys != "-":
            press(self.keys)
            yield SETTLED
        write("xuexiao")
        yield SETTLED
        self.picture("line")
        press("space")
        yield SETTLED
        print(f"line|{line.text()}", flush=True)
        line.clear()
        write("zhongxin")
        yield SETTLED
        click(table.viewport(), QPoint(5, 5))
        yield SETTLED
        print(f"click elsewhere|{line.text()}", flush=True)
        line.clear()

    def grid_cell(self) -> Steps:
        grid = self.editable_cell("organisation", "TEXT")
        yield SETTLED
        write("xuexiao")
        yield SETTLED
        self.picture("cell")
        press("space")
        yield SETTLED
        press("Return")
        yield SETTLED
        print(f"cell|{self.content(grid)}", flush=True)

    def number_cell(self) -> Steps:
        grid = self.editable_cell("organisation", "NUMBER", "INTEGER")
        yield SETTLED
        write("18")
        yield SETTLED
        press("Return")
        yield SETTLED
        print(f"number|{self.content(grid)}", flush=True)

    def summary(self) -> Steps:
        page = self.shown("annual")
        yield SETTLED
        found = [one for one in page.findChildren(SummaryEditor) if one.isVisible() and not one.isReadOnly()]
        if not found:
            print("summary|没有可写的正文", flush=True)
            return
        editor = found[0]
        editor.setFocus()
        before = editor.toPlainText()
        yield SETTLED
        write("xuexiao")
        yield SETTLED
        self.picture("summary")
        press("space")
        yield SETTLED
        print(f"summary|{added(before, editor.toPlainText())}", flush=True)

    # ---- how

    def shown(self, key: str) -> QWidget:
        workplace = self.window.workplace
        assert workplace is not None
        return workplace.show_tab(key)

    def editable_cell(self, tab: str, *kinds: str) -> Grid:
        """Put the cursor of a table on a cell of a kind; remember it."""
        page = self.shown(tab)
        for grid in page.findChildren(Grid):
            model = grid.model()
            for place, column in enumerate(model.columns):
                index = model.index(0, place)
                if (
                    grid.isVisible()
                    and index.isValid()
                    and column.kind.name in kinds
                    and model.is_editable(index)
                ):
                    grid.setFocus()
                    grid.setCurrentIndex(index)
                    self.cell = index.row(), place
                    return grid
        raise LookupError(kinds)

    def content(self, grid: Grid) -> str:
        return str(grid.model().index(*self.cell).data())

    def picture(self, name: str) -> None:
        screen = QApplication.primaryScreen()
        screen.grabWindow(0).save(str(self.pictures / f"{name}.png"))


def write(text: str) -> None:
    """Type letters as a hand does."""
    start("type", "--delay", "80", text)


def press(keys: str) -> None:
    start("key", *keys.split())


def click(widget: QWidget, place: QPoint) -> None:
    corner = widget.mapToGlobal(place)
    start("mousemove", str(corner.x()), str(corner.y()), "click", "1")


def start(*arguments: str) -> None:
    """Let xdotool do it; it must not be waited for, as its keys come to this very program."""
    waiting.append(subprocess.Popen(["xdotool", *arguments]))


waiting: list[subprocess.Popen[bytes]] = []


def added(before: str, after: str) -> str:
    """What stands in a text more than before."""
    pairs = enumerate(zip(before, after, strict=False))
    begin = next((place for place, (one, other) in pairs if one != other), len(before))
    return after[begin : begin + len(after) - len(before)]


def complain(kind: QtMsgType, _context: object, text: str) -> None:
    """What Qt warns of is a fault of the trial."""
    if kind is not QtMsgType.QtDebugMsg:
        print(f"Qt|{text}", flush=True)


def main() -> None:
    office, pictures, keys = sys.argv[1:]
    qInstallMessageHandler(complain)
    application = QApplication([])
    started = time.time()
    set_up_application(application)
    trial = Trial(Path(office), Path(pictures), keys)
    bring_chinese_in(trial.window, application, application.platformName(), started)
    print(f"platform|{application.platformName()}", flush=True)
    QTimer.singleShot(0, trial.go_on)
    application.exec()
    trial.window.close_office()


if __name__ == "__main__":
    main()
