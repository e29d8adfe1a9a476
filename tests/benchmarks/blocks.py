"""Measures how long the window does not answer during long work, and prints it as a Markdown table.

    python tests/benchmarks/blocks.py [--units 200] [--stacks]

A clock on the UI thread ticks whenever the event loop comes round. The longest time between two ticks is the
longest block; on a PC with other work the wall clock counts what others took, so the CPU time that the UI
thread itself used between two ticks stands beside it. The works: the forms of all units recognised and shown,
stored with the backup before, and a year written for 全年归档. ``--stacks`` prints where the UI thread stood
during each block of more than 100 ms. The program exits 1 where the UI thread itself took more.

Nothing here is collected as a test.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LIMIT = 100.0
"""Milliseconds the window may not answer."""


@dataclass(frozen=True)
class Block:
    """The longest the window did not answer during one work, in milliseconds: by the wall clock, and by what
    the UI thread itself used; how long the work took as a whole.
    """

    work: str
    wall: float
    own: float
    whole: float

    def __str__(self) -> str:
        return f"| {self.work} | {self.wall:.0f} ms | {self.own:.0f} ms | {self.whole / 1000:.1f} s |"


def main() -> int:
    """Measure all works; returns the exit code."""
    parser = argparse.ArgumentParser(description="measures the longest blocks of the window")
    parser.add_argument("--units", type=int, default=200)
    parser.add_argument("--stacks", action="store_true", help="print where the UI thread stood")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jingzhen-blocks-") as folder:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
            os.environ[name] = folder
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_LOGGING_RULES"] = "default.warning=false"
        found = list(_measured(Path(folder), options.units, stacks=options.stacks))
    print("| work | longest block | of it the UI thread itself | whole work |")
    print("|---|--:|--:|--:|")
    for block in found:
        print(block)
    return int(any(block.own > LIMIT for block in found))


def _measured(folder: Path, units: int, *, stacks: bool) -> Iterator[Block]:
    from big_office import LAST_QUARTER, LAST_YEAR, make_office, reports_of
    from PySide6.QtWidgets import QApplication

    from jingzhen_desktop.desktop.window import MainWindow
    from jingzhen_desktop.organisation.queries.units import units_of_year
    from jingzhen_desktop.quarterly.sheets.form import write_filled_form
    from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
    from jingzhen_desktop.widgets.appearance import set_up_application

    set_up_application(QApplication([]))
    path = folder / "office.jzdb"
    with make_office(path, units, 2) as office:
        registered = units_of_year(office, LAST_YEAR)
        forms = folder / "forms"
        for unit, report in zip(registered, reports_of(registered, LAST_QUARTER), strict=True):
            write_filled_form(office, unit, report, forms, overwrite=True)
    window = MainWindow()
    window.resize(1366, 697)
    window.show()
    window.open_office(path)
    workplace = window.workplace
    assert workplace is not None
    workplace.desk.year = LAST_YEAR
    tab = workplace.show_tab("quarterly")
    assert isinstance(tab, QuarterlyTab)
    tab.show_quarter(LAST_QUARTER)
    watch = _Watch(stacks=stacks)
    watch.until(lambda: not workplace.desk.tasks.busy)
    chosen = sorted(forms.iterdir())
    yield watch.of(f"recognise {units} forms and show them", lambda: tab.intake.take_in(chosen), workplace)
    yield watch.of(f"store {units} forms, backup before", tab.importing.take.trigger, workplace)
    workplace.desk.alerts.choose_folder = lambda *_: folder / "year"  # type: ignore[method-assign]
    (folder / "year").mkdir()
    yield watch.of(f"全年归档 of {units} units", window.file_year, workplace)
    assert any((folder / "year").rglob("*.pdf"))
    window.close_office()


class _Watch:
    """Lets the event loop run and notes how long it did not come round."""

    def __init__(self, *, stacks: bool) -> None:
        self._stacks = stacks
        self._last = time.perf_counter()

    def until(self, over: Callable[[], bool]) -> tuple[float, float]:
        """Return the longest wall time and the longest own time between two rounds, in seconds, until
        something is over and the window has come to rest.
        """
        from PySide6.QtCore import QCoreApplication, QEventLoop

        wall, own, rest = 0.0, 0.0, 0
        before, own_before = time.perf_counter(), time.thread_time()
        while rest < _REST:
            rest = rest + 1 if over() else 0
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            QCoreApplication.sendPostedEvents()
            self._last = now = time.perf_counter()
            own_now = time.thread_time()
            wall, own = max(wall, now - before), max(own, own_now - own_before)
            before, own_before = now, own_now
            time.sleep(0.001)
        return wall, own

    def of(self, work: str, begin: Callable[[], object], workplace: object) -> Block:
        """Begin a work and watch until it is over."""
        from PySide6.QtCore import QTimer

        begun = time.perf_counter()
        tasks = workplace.desk.tasks  # type: ignore[attr-defined]
        QTimer.singleShot(0, begin)
        started = False

        def over() -> bool:
            nonlocal started
            started = started or tasks.busy
            return started and not tasks.busy

        with self._looking(work):
            wall, own = self.until(over)
        return Block(work, wall * 1000, own * 1000, (time.perf_counter() - begun) * 1000)

    @contextmanager
    def _looking(self, work: str) -> Iterator[None]:
        """Print where the UI thread stands whenever it has not come round for long."""
        if not self._stacks:
            yield
            return
        done, main = threading.Event(), threading.get_ident()

        def look() -> None:
            while not done.wait(0.02):
                late = time.perf_counter() - self._last
                if late > LIMIT / 1000:
                    frames = traceback.format_stack(sys._current_frames()[main])[-12:]
                    print(f"--- {work}: {late * 1000:.0f} ms\n{''.join(frames)}", file=sys.stderr)

        looker = threading.Thread(target=look, daemon=True)
        looker.start()
        yield
        done.set()
        looker.join()


_REST = 200
"""Rounds of the event loop after the end of a work: what is shown then is drawn by then."""


if __name__ == "__main__":
    sys.exit(main())
