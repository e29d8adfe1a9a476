"""The conversation with fcitx over a real session bus of the test's own, with a stand-in at the other end."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from jingzhen_desktop.desktop import application
from jingzhen_desktop.desktop.condition import condition
from jingzhen_desktop.desktop.input_method import attachment, fcitx, session_bus
from jingzhen_desktop.desktop.input_method.choice import FCITX5, PORTAL, Way
from jingzhen_desktop.desktop.input_method.keeping import ComposingKeeper

from .conftest import Keyboard

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only on Linux")

Key = Qt.Key
STAND_IN = Path(__file__).with_name("fcitx_on_a_bus.py")
SERVICE = "org.fcitx.Fcitx-97"
CONFIGURATION = """\
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


class Desktop:
    """A session bus, and a fcitx that comes and goes on it."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address, self.log = address, folder / "calls.txt"
        self.running: list[subprocess.Popen[bytes]] = []

    def start_fcitx(self, *names: str, service: str = SERVICE) -> None:
        command = [sys.executable, str(STAND_IN), self.address, service, str(self.log), *names]
        self.running.append(subprocess.Popen(command))

    def stop_fcitx(self) -> None:
        process = self.running.pop()
        process.terminate()
        process.wait(20)

    @property
    def calls(self) -> list[str]:
        return self.log.read_text("utf-8").splitlines() if self.log.exists() else []


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    (tmp_path / "bus.conf").write_text(CONFIGURATION.format(socket=tmp_path / "bus"), encoding="utf-8")
    command = ["dbus-daemon", "--nofork", "--print-address=1", f"--config-file={tmp_path / 'bus.conf'}"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert daemon.stdout is not None
    desktop = Desktop(daemon.stdout.readline().strip(), tmp_path)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.address)
    monkeypatch.setenv("DISPLAY", ":97.0")
    monkeypatch.setenv("QT_IM_MODULES", "fcitx;ibus")
    monkeypatch.delenv("QT_IM_MODULE", raising=False)
    yield desktop
    while desktop.running:
        desktop.stop_fcitx()
    daemon.terminate()
    daemon.wait(20)
    daemon.stdout.close()


@pytest.fixture
def begin(qapp: QApplication) -> Iterator[Callable[[], QObject]]:
    """Begin as the program does; whatever came of it is ended after the test."""
    owner = QObject()
    begun: list[attachment.InputMethod | ComposingKeeper] = []

    def begin() -> QObject:
        begun.append(attachment.begin(owner, time.time()))
        return begun[-1]

    yield begin
    for method in begun:
        method.close()


def test_chinese_comes_through_fcitx_4(
    desktop: Desktop,
    two_fields: tuple[QLineEdit, QLineEdit],
    keyboard: Keyboard,
    begin: Callable[[], Any],
    qtbot: Any,
) -> None:
    method = begin()
    assert method.way is Way.NONE
    keyboard.type("a")  # before fcitx is there, letters
    desktop.start_fcitx()  # after the program, as on a slow PC
    qtbot.waitUntil(lambda: method.way is Way.FCITX4, timeout=20_000)
    keyboard.type("zhongxin")
    keyboard.press(Key.Key_Space, " ")
    assert two_fields[0].text() == "a中心"
    keyboard.type("xuexiao")
    two_fields[1].setFocus()
    assert (two_fields[0].text(), two_fields[1].text()) == ("a中心学校", "")
    qtbot.waitUntil(lambda: "Reset  []" in desktop.calls, timeout=20_000)
    assert desktop.calls[0].startswith("CreateICv3 si ['jingzhen-desktop', ")
    told = [call for call in desktop.calls if not call.startswith(("CreateICv3", "Introspect"))]
    assert told[:2] == ["SetCapacity u [34]", "FocusIn  []"]
    assert told[2].startswith("SetCursorRect iiii ")
    assert "ProcessKeyEvent uuuiu [122, 38, 0, 0, " in "".join(told)


def test_a_fcitx_started_anew_gets_a_new_context(
    desktop: Desktop,
    two_fields: tuple[QLineEdit, QLineEdit],
    keyboard: Keyboard,
    begin: Callable[[], Any],
    qtbot: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    desktop.start_fcitx()
    qtbot.waitUntil(lambda: session_bus.way_now() is Way.FCITX4, timeout=20_000)
    method = begin()
    keyboard.type("zhongxin")
    desktop.stop_fcitx()
    with caplog.at_level(logging.WARNING):
        keyboard.type("b")  # before anybody has noticed
    qtbot.waitUntil(lambda: method.way is Way.NONE, timeout=20_000)
    assert two_fields[0].text() == "中心b"
    desktop.start_fcitx()
    qtbot.waitUntil(lambda: method.way is Way.FCITX4, timeout=20_000)
    keyboard.type("xuexiao")
    keyboard.press(Key.Key_Space, " ")
    assert two_fields[0].text() == "中心b学校"


def test_a_fcitx_that_hangs_holds_one_key_up_and_no_more(
    desktop: Desktop,
    two_fields: tuple[QLineEdit, QLineEdit],
    keyboard: Keyboard,
    begin: Callable[[], Any],
    qtbot: Any,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desktop.start_fcitx()
    qtbot.waitUntil(lambda: session_bus.way_now() is Way.FCITX4, timeout=20_000)
    begin()
    keyboard.type("zhongxin")
    (context,) = QApplication.instance().findChildren(fcitx.FcitxContext) or [None]
    begun = time.monotonic()
    with caplog.at_level(logging.WARNING):
        keyboard.type("qa")
    assert time.monotonic() - begun < 10
    assert "did not answer" in caplog.text
    assert two_fields[0].text() == "中心qa"
    assert context is None


@pytest.mark.parametrize(
    ("modules", "names", "way"),
    [
        ("fcitx;ibus", (), Way.FCITX4),
        ("fcitx;ibus", (FCITX5,), Way.FCITX5),
        ("fcitx;ibus", (FCITX5, PORTAL), Way.FCITX5_BY_IBUS),
        ("ibus", (), Way.IBUS),
    ],
)
def test_the_check_page_says_who_brings_chinese(
    modules: str,
    names: tuple[str, ...],
    way: Way,
    desktop: Desktop,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
) -> None:
    monkeypatch.setenv("QT_IM_MODULES", modules)
    monkeypatch.setattr(session_bus, "qt_finds_ibus", lambda: True)
    desktop.start_fcitx(*names)
    qtbot.waitUntil(lambda: session_bus.way_now() is way, timeout=20_000)
    monkeypatch.delenv("DISPLAY")
    assert session_bus.way_now() in {Way.NONE, Way.IBUS}


def test_qt_told_to_use_ibus_is_left_alone_but_for_what_a_click_would_drop(
    desktop: Desktop, begin: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_IM_MODULES", "ibus")
    assert isinstance(begin(), ComposingKeeper)


def test_qt_finds_ibus_where_its_program_and_its_address_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":97")
    monkeypatch.setattr(session_bus.QDBusConnection, "localMachineId", lambda: QByteArray(b"abc"))
    monkeypatch.setattr(session_bus.shutil, "which", lambda _name: "/usr/bin/ibus-daemon")
    assert not session_bus.qt_finds_ibus()
    place = tmp_path / "ibus/bus/abc-unix-97"
    place.parent.mkdir(parents=True)
    place.touch()
    assert session_bus.qt_finds_ibus()
    written = place.stat().st_mtime
    assert session_bus.qt_finds_ibus(written)
    assert not session_bus.qt_finds_ibus(written - 0.01)  # Qt had looked before
    monkeypatch.setattr(
        session_bus.shutil, "which", lambda _name: None
    )  # fcitx5 alone leaves the address too
    assert not session_bus.qt_finds_ibus()


# ---- where there is no bus


def test_no_bus_is_looked_for_where_none_is_named(
    begin: Callable[[], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(session_bus.QDBusConnection, "connectToBus", lambda *_: pytest.fail("connected"))
    assert session_bus.address(os.environ) is None
    assert isinstance(begin(), ComposingKeeper)


def test_a_bus_that_is_gone_is_no_bus(
    begin: Callable[[], Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'gone'}")
    assert isinstance(begin(), ComposingKeeper)
    monkeypatch.setenv("DISPLAY", ":97")
    assert session_bus.way_now() is Way.NONE


def test_only_a_bus_on_this_pc_counts(tmp_path: Path) -> None:
    named = {"DBUS_SESSION_BUS_ADDRESS": "tcp:host=example.org,port=1;unix:path=/run/bus"}
    assert session_bus.address(named) == "unix:path=/run/bus"
    assert session_bus.address({"DBUS_SESSION_BUS_ADDRESS": "tcp:host=example.org,port=1"}) is None
    assert session_bus.address({"DBUS_SESSION_BUS_ADDRESS": "autolaunch:"}) is None
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        assert session_bus.address({"XDG_RUNTIME_DIR": str(tmp_path)}) == f"unix:path={tmp_path}/bus"


# ---- how the program begins with it


def test_it_begins_once_the_window_stands_and_only_with_x(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(
        application, "begin_input_method", lambda owner, _started: begun.append(owner.objectName())
    )
    qapp.setObjectName("house")
    for platform in ("wayland", "xcb"):
        window = QWidget()
        qtbot.addWidget(window)
        application.bring_chinese_in(window, qapp, platform, time.time())
        assert begun == []
        window.show()
        qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: begun == ["house"])


def test_the_check_page_has_a_line_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'gone'}")
    monkeypatch.delenv("QT_IM_MODULES", raising=False)
    monkeypatch.delenv("QT_IM_MODULE", raising=False)
    assert "输入法：没有" in condition(None).lines
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("jingzhen_desktop.desktop.condition._printers", lambda _faults: iter(()))
    assert not any("输入法" in line for line in condition(None).lines)
