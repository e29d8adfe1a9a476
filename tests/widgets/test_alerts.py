"""The bridge for messages: what is shown, asked and remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.notices import Notices


def test_guard_shows_expected_errors_and_lets_bugs_pass(alerts: Alerts, warned: list[str]) -> None:
    with alerts.guard():
        raise InputRejected("第3行不是数字。")
    assert warned == ["第3行不是数字。"]
    with pytest.raises(KeyError), alerts.guard():
        raise KeyError("bug")


@pytest.fixture
def notices(alerts: Alerts, qtbot: Any) -> Notices:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 400)
    host.show()
    notices = Notices(host)
    alerts.warned.connect(notices.warn)
    return notices


def test_a_warning_shows_until_closed_and_is_replaced(alerts: Alerts, notices: Notices) -> None:
    assert not notices.warning.isVisible()
    alerts.warn("一")
    alerts.warn(InputRejected("二"))
    assert notices.text == "二"
    QTest.mouseClick(notices.warning.close_button, Qt.MouseButton.LeftButton)
    assert not notices.warning.isVisible()


def test_a_warning_closes_by_key_and_copies_everything(alerts: Alerts, notices: Notices) -> None:
    text = "\n".join(f"第{number}行有误" for number in range(1, 30))
    alerts.warn(text)
    QTest.keyClick(notices.copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == text
    assert "共29行" in notices.warning.label.text()
    QTest.keyClick(notices.copy, Qt.Key.Key_Escape)
    assert not notices.warning.isVisible()


def test_markup_in_a_message_is_text(alerts: Alerts, notices: Notices) -> None:
    alerts.warn("<h1>单位</h1>")
    assert notices.warning.label.textFormat() == Qt.TextFormat.PlainText


def test_what_can_be_taken_back_is_offered_in_passing(notices: Notices) -> None:
    taken: list[str] = []
    notices.say("已删除一条", "撤销", "撤销这一步（Ctrl+Z）", lambda: taken.append("撤销"))
    assert notices.action.isVisible()
    notices.action.click()
    assert (taken, notices.passing.isVisible()) == (["撤销"], False)
    notices.say("已备份")
    assert not notices.action.isVisible()


def answer(press: str | None) -> None:
    """Press a button of the open box by its text, or Enter."""
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    if press is None:
        QTest.keyClick(box, Qt.Key.Key_Return)
        return
    QTest.mouseClick(
        next(button for button in box.buttons() if button.text() == press), Qt.MouseButton.LeftButton
    )


@pytest.mark.parametrize(("press", "accepted"), [("删除", True), ("取消", False), (None, False)])
def test_confirm_is_safe_by_default(alerts: Alerts, press: str | None, accepted: bool) -> None:
    QTimer.singleShot(0, lambda: answer(press))
    assert alerts.confirm("删除这次检查吗？", "删除") is accepted


def test_the_last_folder_is_remembered_by_key(
    alerts: Alerts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[str] = []

    def choose(_parent: object, _title: str, start: str) -> str:
        starts.append(start)
        return str(tmp_path)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    assert alerts.choose_folder("选择文件夹", "test-forms") == tmp_path
    assert alerts.choose_folder("选择文件夹", "test-forms") == tmp_path
    assert starts[0] != starts[1] == str(tmp_path)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    assert alerts.choose_folder("选择文件夹", "test-forms") is None


def test_the_save_dialog_proposes_the_name_in_chinese(alerts: Alerts, tmp_path: Path) -> None:
    seen: list[str] = []

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        seen.extend(dialog.selectedFiles())
        dialog.accept()

    QTimer.singleShot(0, accept)
    chosen = alerts.choose_save("另存为", tmp_path / "季度表.xlsx", "Excel 文件 (*.xlsx)")
    assert chosen == tmp_path / "季度表.xlsx"
    assert Path(seen[0]) == chosen
