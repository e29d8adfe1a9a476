"""What every test stands on: no display, no network, nobody's home folder, no unexpected log, a fresh office
file.

Nothing of one tab lives here; a tab's fixtures stand in the ``conftest.py`` of its own folder, a clerk's
hands in ``hands.py``.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from PySide6.QtWidgets import QApplication

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.widgets.alerts import Alerts
    from jingzhen_desktop.widgets.desk import Desk

CI = bool(os.environ.get("CI"))
LOCAL = {"127.0.0.1", "::1", "localhost", "", None}

# The home folder, before anything asks for it: settings and caches of tests never touch the user's. The cache
# is shared by the tests of one process, because converting a font takes seconds.
_HOME = Path(tempfile.mkdtemp(prefix="jingzhen-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)


def _folder(name: str) -> str:
    folder = _HOME / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return str(folder)


os.environ.update(
    HOME=str(_HOME),
    USERPROFILE=str(_HOME),
    XDG_CACHE_HOME=_folder("cache"),
    XDG_CONFIG_HOME=_folder("config"),
    XDG_DATA_HOME=_folder("data"),
    XDG_STATE_HOME=_folder("state"),
    XDG_RUNTIME_DIR=_folder("runtime"),
    APPDATA=_folder("roaming"),
    LOCALAPPDATA=_folder("local"),
)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("QT_SCALE_FACTOR", None)

# A slow shared machine is no fault of the code; in CI the same examples are tried every time.
_SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile("desk", deadline=None, suppress_health_check=_SLOW, max_examples=50)
hypothesis.settings.register_profile(
    "ci",
    deadline=None,
    suppress_health_check=_SLOW,
    max_examples=100,
    derandomize=True,
    database=None,
    print_blob=True,
)
hypothesis.settings.load_profile("ci" if CI else "desk")

_calls_abroad: list[str] = []


def _guard_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse to look up or connect to any other machine;
    the refusal is remembered, in case the code swallows it.
    """
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if host not in LOCAL:
        _calls_abroad.append(f"{event} {host}")
        raise PermissionError(f"tests use no network: {host}")


sys.addaudithook(_guard_network)


class _UnexpectedLogs(logging.Handler):
    """Remembers warnings and errors,
    except those a test asked for with ``caplog.at_level(logging.WARNING)``.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        asked_for = {logging.getLogger().level, logging.getLogger(record.name).level}
        if record.levelno not in asked_for:
            self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Fail a test that logs a warning or an error it did not expect, or that reaches for the network."""
    handler = _UnexpectedLogs()
    root = logging.getLogger()
    usual_level = root.level
    root.setLevel(logging.INFO)  # below WARNING, so that only a level a test set counts as asked for
    root.addHandler(handler)
    _calls_abroad.clear()
    yield
    root.removeHandler(handler)
    root.setLevel(usual_level)
    if handler.lines:
        pytest.fail("unexpected log:\n" + "\n".join(handler.lines), pytrace=False)
    if _calls_abroad:
        pytest.fail("reached for the network: " + ", ".join(_calls_abroad), pytrace=False)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Widths and sorting that a test gave a table are not there in the next one."""
    yield
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.organizationName():
        core.QSettings().remove("grids")


@pytest.fixture(autouse=True)
def _nothing_copied() -> Iterator[None]:
    """What a test has copied does not lie on the clipboard any more when the process ends:
    without a display Qt falls over it then.
    """
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Any:
    """In CI a test that skips itself has not been run, and that is not green;
    only another system is an excuse.
    """
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail") and "only on" not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the office's clock, which stands still then."""
    from jingzhen_desktop.office import clock

    return lambda moment: monkeypatch.setattr(clock, "source", lambda: moment)


@pytest.fixture
def office_path(tmp_path: Path) -> Path:
    """A path for a new office file, in a folder of the test's own."""
    return tmp_path / "测试镇.jzdb"


@pytest.fixture
def office(office_path: Path) -> Iterator[Office]:
    """A fresh, empty office file with the tables of every tab."""
    import jingzhen_desktop.tabs  # noqa: F401 - knows all records
    from jingzhen_desktop.office.file import Office

    with Office.create(office_path) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The application of pytest-qt; from its making on Qt's own tester watches every model a grid is made
    with.

    What it finds is a Qt warning, and that fails the test in which it happened, in whatever tab.
    """
    from PySide6.QtTest import QAbstractItemModelTester
    from PySide6.QtWidgets import QApplication

    from jingzhen_desktop.widgets.grid.view import Grid

    usual = Grid.__init__

    def watched(grid: Grid, model: Any, *more: Any, **named: Any) -> None:
        usual(grid, model, *more, **named)
        if model.findChild(QAbstractItemModelTester) is None:
            QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)

    Grid.__init__ = watched  # type: ignore[method-assign]
    return QApplication


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application as ``main`` sets it up: style, colours, faces and sizes are those the clerk sees."""
    from jingzhen_desktop.widgets.appearance import set_up_application

    set_up_application(qapp)
    return qapp


@pytest.fixture
def desk_year() -> int:
    """The year the clerk works in; a module whose records are of another year says so."""
    return 2011


@pytest.fixture
def desk_office(office: Office) -> Office:
    """The office on the desk; a room with a recorded one says so."""
    return office


@pytest.fixture
def desk(qapp: QApplication, desk_office: Office, desk_year: int) -> Iterator[Desk]:
    """A desk over an office, in a year."""
    from jingzhen_desktop.widgets.desk import Desk

    desk = Desk(desk_office, year=desk_year)
    yield desk
    desk.tasks.wait_idle()
    desk.close()


@pytest.fixture
def alerts(desk: Desk) -> Alerts:
    """Where the desk tells the clerk something; tests without a desk make one of their own."""
    return desk.alerts


@pytest.fixture
def said(alerts: Alerts) -> list[str]:
    """The sentences shown in the status bar."""
    sentences: list[str] = []
    alerts.said.connect(sentences.append)
    return sentences


@pytest.fixture
def delivered(desk: Desk) -> list[str]:
    """What was told of files that were written."""
    sentences: list[str] = []
    desk.delivered.connect(lambda text, _folder: sentences.append(text))
    return sentences


@pytest.fixture
def warned(alerts: Alerts) -> list[str]:
    """The sentences shown in the message bar."""
    sentences: list[str] = []
    alerts.warned.connect(sentences.append)
    return sentences
