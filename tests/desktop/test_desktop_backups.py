"""The window keeps the office file safe:
backups, restoring, damaged files, one window per file, issued papers.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QLineEdit

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.cli import main
from jingzhen_desktop.desktop import application, crash
from jingzhen_desktop.desktop.failure_page import FailurePage
from jingzhen_desktop.desktop.issued_page import IssuedPage
from jingzhen_desktop.desktop.recent import LAST_OFFICE
from jingzhen_desktop.desktop.restore_page import RestorePage
from jingzhen_desktop.desktop.single_window import FrontCall, call_to_front
from jingzhen_desktop.office import clock
from jingzhen_desktop.office.backup import Reason, found_backups, make_backup
from jingzhen_desktop.office.backup_notes import backup_folder
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.issued import Paper, issue
from jingzhen_desktop.office.settings import TOWN, read_setting, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.tab.main import OrganisationTab
from jingzhen_desktop.organisation.values.units import Nature, UnitFacts

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Clerk


def choose(clerk: Clerk, text: str) -> None:
    """Choose an entry of a menu."""
    (action,) = [action for action in clerk.window.findChildren(QAction) if action.text() == text]
    action.trigger()


def settle(clerk: Clerk) -> None:
    """Wait until nothing runs any more."""
    backups = clerk.window.backups
    clerk.qtbot.waitUntil(lambda: not backups.tasks.busy)
    if clerk.window.workplace is not None:
        assert clerk.window.workplace.desk.tasks.wait_idle()


def open_and_settle(clerk: Clerk, path: Path) -> None:
    clerk.window.open_office(path)
    assert clerk.window.workplace is not None
    clerk.qtbot.waitUntil(lambda: bool(found_backups(path)))
    settle(clerk)


def town(path: Path) -> str:
    with Office.open(path) as office:
        return read_setting(office, TOWN)


@pytest.fixture
def path(office: Office) -> Path:
    write_settings(office, {TOWN: "清河镇"})
    office.close()
    return office.path


def test_after_the_window_stands_one_backup_a_day_is_made(clerk: Clerk, path: Path) -> None:
    open_and_settle(clerk, path)
    assert [backup.reason for backup in found_backups(path)] == [Reason.START]
    assert "已备份" in clerk.window.notices.passing.label.text()
    clerk.window.open_office(path)
    settle(clerk)
    assert len(found_backups(path)) == 1


def test_a_backup_that_fails_says_why_and_the_work_goes_on(clerk: Clerk, path: Path) -> None:
    backup_folder(path).write_text("a file where the folder should be")
    clerk.window.open_office(path)
    clerk.qtbot.waitUntil(lambda: "今天的自动备份没有成功" in clerk.message)
    workplace = clerk.window.workplace
    assert workplace is not None
    write_settings(workplace.desk.office, {TOWN: "白河镇"})
    clerk.window.close_office()
    assert town(path) == "白河镇"


def test_backups_by_hand_and_to_a_stick(clerk: Clerk, path: Path, tmp_path: Path) -> None:
    open_and_settle(clerk, path)
    choose(clerk, "立即备份")
    settle(clerk)
    assert {backup.reason for backup in found_backups(path)} == {Reason.START, Reason.MANUAL}
    stick = tmp_path / "U盘"
    stick.mkdir()
    clerk.window.alerts.choose_folder = lambda *_question: stick  # type: ignore[method-assign]
    choose(clerk, "备份到U盘…")
    settle(clerk)
    (copy,) = stick.iterdir()
    assert town(copy) == "清河镇"
    assert "已写入并核对" in clerk.window.notices.passing.label.text()
    clerk.window.alerts.choose_folder = lambda *_question: tmp_path / "拔出"  # type: ignore[method-assign]
    choose(clerk, "备份到U盘…")
    settle(clerk)
    assert "U盘可能已拔出" in clerk.message


def test_restoring_puts_the_backup_in_place_and_keeps_the_file(clerk: Clerk, path: Path) -> None:
    open_and_settle(clerk, path)
    assert clerk.window.workplace is not None
    write_settings(clerk.window.workplace.desk.office, {TOWN: "错误镇"})
    choose(clerk, "恢复备份…")
    settle(clerk)
    (page,) = clerk.visible(RestorePage)
    shown = [page.model.data(page.model.index(0, column)) for column in range(4)]
    assert shown[1] == "开始"
    assert shown[3] == "没有内容"
    asked: list[str] = []
    clerk.window.alerts.confirm = lambda question, *_: asked.append(question) or True
    clerk.press("恢复所选备份")
    clerk.qtbot.waitUntil(lambda: clerk.window.windowTitle().startswith("清河镇"))
    settle(clerk)
    assert "不会丢失" in asked[0]
    assert clerk.window.workplace is not None
    assert read_setting(clerk.window.workplace.desk.office, TOWN) == "清河镇"
    (kept,) = [backup for backup in found_backups(path) if backup.reason is Reason.RESTORE]
    assert town(kept.path) == "错误镇"


@pytest.mark.parametrize("drop", [False, True])
def test_restoring_asks_about_what_was_refused(clerk: Clerk, path: Path, drop: bool) -> None:
    open_and_settle(clerk, path)
    workplace = clerk.window.workplace
    assert workplace is not None
    tab = workplace.show_tab("organisation")
    assert isinstance(tab, OrganisationTab)
    founded = tab.group.form.field("founded_on").editor
    assert isinstance(founded, QLineEdit)
    founded.setText("abc")
    founded.editingFinished.emit()
    choose(clerk, "恢复备份…")
    settle(clerk)
    asked: list[str] = []

    def answer(question: str, *_more: object) -> bool:
        asked.append(question)
        return drop or "替换" in question

    clerk.window.alerts.confirm = answer  # type: ignore[method-assign]
    clerk.press("恢复所选备份")
    settle(clerk)
    assert "填了却没有存入" in asked[1]
    assert (clerk.window.workplace is workplace) is not drop


def test_thinking_better_of_a_restore_changes_nothing(clerk: Clerk, path: Path) -> None:
    open_and_settle(clerk, path)
    choose(clerk, "恢复备份…")
    settle(clerk)
    clerk.window.alerts.confirm = lambda *_: False  # type: ignore[method-assign]
    clerk.press("恢复所选备份")
    clerk.key(Qt.Key.Key_Escape)
    assert clerk.visible(RestorePage) == []
    assert clerk.window.workplace is not None
    assert clerk.window.workplace.isVisible()
    assert len(found_backups(path)) == 1


def test_a_damaged_file_leads_to_its_newest_sound_backup(clerk: Clerk, path: Path) -> None:
    good = make_backup(path, Reason.START)
    bad = backup_folder(path) / good.path.name.replace("开始", "手动").replace(
        f"{good.at:%Y}", f"{good.at.year + 1}"
    )
    bad.write_bytes(good.path.read_bytes()[:9000])
    content = path.read_bytes()
    path.write_bytes(b"\0" * 4096 + content[4096:])
    clerk.window.open_office(path)
    settle(clerk)
    (page,) = clerk.visible(FailurePage)
    assert "已损坏" in page.reason.text()
    assert "文件开头已损坏" in page.findings.toPlainText()
    assert good.path.name in page.offer.text()
    clerk.window.alerts.confirm = lambda *_: True  # type: ignore[method-assign]
    clerk.press("从最近的备份恢复")
    clerk.qtbot.waitUntil(lambda: clerk.window.workplace is not None)
    settle(clerk)
    assert clerk.window.windowTitle().startswith("清河镇")
    (kept,) = backup_folder(path).glob("*损坏.jzdb")
    assert kept.read_bytes() == b"\0" * 4096 + content[4096:]


@pytest.mark.parametrize("another_open", [False, True])
def test_damage_that_only_reading_shows_leads_to_the_backups_too(
    clerk: Clerk, path: Path, tmp_path: Path, another_open: bool
) -> None:
    """The file opens, and the first page cannot read its units: nothing of it must be shown."""
    with Office.open(path) as office:
        add_unit(office, clock.today().year, UnitFacts("清河镇人民政府", Nature.STATE_ORGAN))
    make_backup(path, Reason.START)
    with closing(sqlite3.connect(path)) as raw:
        (page,), (size,) = (
            raw.execute(question).fetchone()
            for question in (
                "SELECT rootpage FROM sqlite_master WHERE name = 'unit'",
                "PRAGMA page_size",
            )
        )
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    path.write_bytes(content)
    if another_open:
        other = tmp_path / "另一个.jzdb"
        Office.create(other).close()
        open_and_settle(clerk, other)
    before = clerk.window.workplace
    clerk.window.open_office(path)
    settle(clerk)
    (shown,) = clerk.visible(FailurePage)
    assert "已损坏" in shown.reason.text()
    assert clerk.window.workplace is before
    clerk.window.repaint()
    clerk.press("返回")
    assert clerk.visible(FailurePage) == []


def test_a_file_that_is_gone_with_its_backups_left_is_offered_them(clerk: Clerk, path: Path) -> None:
    make_backup(path, Reason.START)
    path.unlink()
    clerk.window.open_office(path)
    settle(clerk)
    (page,) = clerk.visible(FailurePage)
    assert "找不到数据文件" in page.reason.text()
    clerk.window.alerts.confirm = lambda *_: True  # type: ignore[method-assign]
    clerk.press("从最近的备份恢复")
    clerk.qtbot.waitUntil(lambda: clerk.window.workplace is not None)
    settle(clerk)
    assert town(path) == "清河镇"


def test_a_damaged_file_without_backups_says_so_and_leads_elsewhere(
    clerk: Clerk, path: Path, tmp_path: Path
) -> None:
    path.write_bytes(b"")
    clerk.window.open_office(path)
    settle(clerk)
    (page,) = clerk.visible(FailurePage)
    assert "空的（0字节）" in page.findings.toPlainText()
    assert "没有找到完好的备份" in page.offer.text()
    assert not page.restore_button.isEnabled()
    other = tmp_path / "另一个.jzdb"
    Office.create(other).close()
    clerk.window.alerts.choose_files = lambda *_question: [other]  # type: ignore[method-assign]
    clerk.press("另选文件…")
    assert clerk.window.workplace is not None
    settle(clerk)


def test_a_file_that_vanishes_while_open_is_said_and_the_window_goes_on(clerk: Clerk, path: Path) -> None:
    open_and_settle(clerk, path)
    workplace = clerk.window.workplace
    assert workplace is not None
    moved = path.rename(path.with_name("别处.jzdb"))
    with clerk.window.alerts.guard():
        write_settings(workplace.desk.office, {TOWN: "没有存上"})
    assert "已被移走、改名或删除" in clerk.message
    assert not path.exists()  # no new empty file in its place
    moved.rename(path)
    with clerk.window.alerts.guard():
        write_settings(workplace.desk.office, {TOWN: "白河镇"})
    clerk.window.close_office()
    assert town(path) == "白河镇"


def test_the_command_line_does_not_write_beside_the_window(
    clerk: Clerk, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_and_settle(clerk, path)
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "jingzhen_desktop",
            "import",
            "a.xlsx",
            "--quarter",
            "2011Q3",
            "--office",
            str(path),
        ],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert result.returncode == 4
    assert "已在本机打开" in result.stderr
    assert main(["check", "--office", str(path)]) == 0  # what only reads goes on
    assert "数据文件完好" in capsys.readouterr().out
    clerk.window.close_office()
    assert list(path.parent.glob(".~*.lock")) == []


SECOND_START = """
import sys
from pathlib import Path
from jingzhen_desktop.desktop.application import run
sys.exit(run(Path(sys.argv[1])))
"""


def test_a_second_start_raises_the_first_window_and_ends(clerk: Clerk, path: Path) -> None:
    open_and_settle(clerk, path)
    clerk.window.showMinimized()
    with subprocess.Popen([sys.executable, "-c", SECOND_START, str(path)]) as second:
        clerk.qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert second.returncode == 0
    clerk.qtbot.waitUntil(lambda: not clerk.window.isMinimized())


def test_the_same_file_in_another_window_is_brought_to_the_front(
    clerk: Clerk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[bool] = []
    listener = FrontCall(path, lambda: called.append(True))
    front = "jingzhen_desktop.desktop.single_window.call_to_front"
    monkeypatch.setattr(front, lambda _path: called.append(True) or True)  # type: ignore[func-returns-value]
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        clerk.window.open_office(path)
        other.kill()
    listener.close()
    assert called == [True]
    assert clerk.window.workplace is None
    assert "已切换到那个窗口" in clerk.window.notices.passing.label.text()


HOLD = """
import sys
from pathlib import Path
from jingzhen_desktop.office.lock import acquire
held = acquire(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def test_nobody_answers_where_no_window_is(path: Path, qapp: Any) -> None:
    assert not call_to_front(path)


def test_another_pcs_lock_is_taken_over_only_when_confirmed(clerk: Clerk, path: Path) -> None:
    lock = path.with_name(f".~{path.name}.lock")
    holder = {"host": "财务室", "user": "王会计", "pid": 4, "started": "7", "since": "2026-11-22 08:00"}
    lock.write_text(json.dumps(holder), "utf-8")
    asked: list[str] = []
    clerk.window.alerts.confirm = lambda question, *_, **__: asked.append(question)
    clerk.window.open_office(path)
    assert "“财务室”上的王会计" in asked[0]
    assert clerk.window.workplace is None
    clerk.window.alerts.confirm = lambda *_, **__: True  # type: ignore[method-assign]
    open_and_settle(clerk, path)


def test_a_file_that_can_only_be_read_opens_with_a_sentence(
    clerk: Clerk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("jingzhen_desktop.office.lock._write", refuse)
    clerk.window.open_office(path)
    assert "只能查看" in clerk.message
    assert clerk.window.workplace is not None
    settle(clerk)
    assert found_backups(path) == []


def test_a_start_that_remembers_the_last_file_looks_for_its_window(
    path: Path, remembered: QSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered.setValue(LAST_OFFICE, str(path))
    monkeypatch.setattr(application, "_is_open_here", lambda wanted: wanted == path)
    monkeypatch.setattr(application, "_called_to_front", lambda wanted: wanted == path)
    monkeypatch.setattr(application, "MainWindow", lambda: pytest.fail("a second window was made"))
    assert application.run(None) == 0


def test_issued_papers_are_found_and_shown_again(clerk: Clerk, path: Path) -> None:
    with Office.open(path) as office:
        for number, title in (
            ("文节能整〔2011〕1号", "卫生院限期整改"),
            ("文节能通〔2011〕1号", "夏季检查通报"),
        ):
            issue(
                office,
                Paper(
                    "文书", number, date(2011, 7, 1), title, Place("inspection"), b"%PDF " + number.encode()
                ),
            )
    open_and_settle(clerk, path)
    shown: list[tuple[bytes, str]] = []
    assert clerk.window.workplace is not None
    clerk.window.workplace.desk.preview = lambda pdf, name: shown.append((pdf.data, name))
    choose(clerk, "已发文件…")
    (page,) = clerk.visible(IssuedPage)
    assert page.model.rowCount() == 2
    clerk.write(page.search, "卫生院")
    assert page.count.text() == "共1份"
    clerk.press("再次打印…")
    assert shown == [("%PDF 文节能整〔2011〕1号".encode(), "文节能整〔2011〕1号卫生院限期整改.pdf")]
    clerk.write(page.search, "没有这个词")
    clerk.press("再次打印…")
    assert clerk.told[-1] == "请先选中一份文件"
    clerk.write(page.search, "")
    clerk.press("前往来源")
    assert clerk.visible(IssuedPage) == []
    assert clerk.window.workplace.isVisible()
    assert clerk.window.workplace.current_key == "inspection"


def test_help_opens_the_folder_of_the_logs(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) is None)
    choose(clerk, "打开日志文件夹")
    assert opened == [str(crash.log_folder())]


CRASH = """
import ctypes
from PySide6.QtWidgets import QApplication
from jingzhen_desktop.desktop.crash import start_log
from jingzhen_desktop.widgets.appearance import set_up_application
application = QApplication([])
set_up_application(application)
start_log()
ctypes.string_at(0)
"""


def test_a_crash_below_python_leaves_its_traces(qapp: Any) -> None:
    log = crash.log_folder() / "fault.log"
    for number in range(2):
        result = subprocess.run([sys.executable, "-c", CRASH], check=False, capture_output=True)
        assert result.returncode < 0
        assert "Segmentation fault" in log.read_text()
        assert log.with_name("fault-before.log").exists() == bool(number)


def test_closing_during_the_backup_at_start_asks_nothing(clerk: Clerk, path: Path) -> None:
    clerk.window.open_office(path)
    clerk.window.close()  # a question would fail the test
    assert not clerk.window.isVisible()
