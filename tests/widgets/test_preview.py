"""The preview window driven as the clerk drives it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSpinBox
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.preview import PreviewWindow
from jingzhen_desktop.widgets.tasks import TaskRunner

CONTROL = Qt.KeyboardModifier.ControlModifier


def make_pdf(pages: int) -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    for number in range(pages):
        page.drawString(100, 700, f"page {number}")
        page.showPage()
    page.save()
    return out.getvalue()


@pytest.fixture
def tasks(alerts: Alerts) -> Any:
    runner = TaskRunner(alerts)
    yield runner
    runner.close()


@pytest.fixture
def window(alerts: Alerts, tasks: TaskRunner, qtbot: Any) -> PreviewWindow:
    window = PreviewWindow(alerts, tasks)
    qtbot.addWidget(window)
    window.show_pdf(make_pdf(3), "年度工作总结", "年度工作总结.pdf", ("小标宋未安装，用宋体代替",))
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_pages_are_turned_by_key_button_and_number(window: PreviewWindow, qtbot: Any) -> None:
    assert window.page_box.value() == 1
    QTest.keyClick(window.view, Qt.Key.Key_PageDown, CONTROL)
    qtbot.waitUntil(lambda: window.page_box.value() == 2)
    window.actions_by_name["上一页"].trigger()
    qtbot.waitUntil(lambda: window.page_box.value() == 1)
    window.page_box.setValue(3)
    assert window.view.pageNavigator().currentPage() == 2
    assert window._page_count.text() == " / 3 页"


def test_zooming_starts_from_what_is_seen(window: PreviewWindow) -> None:
    fitted = window._present_zoom()
    assert fitted > 0
    QTest.keyClick(window.view, Qt.Key.Key_Equal, CONTROL)
    assert window.view.zoomFactor() == pytest.approx(fitted * 1.2)
    QTest.keyClick(window.view, Qt.Key.Key_0, CONTROL)
    assert window.view.zoomFactor() == 1.0
    window.actions_by_name["整页"].trigger()
    assert window.view.zoomMode() == window.view.ZoomMode.FitInView
    assert window._present_zoom() < 1


def test_the_fonts_replaced_are_told(window: PreviewWindow) -> None:
    assert window.notes.isVisible()
    assert window.notes.text() == "小标宋未安装，用宋体代替"
    window.show_pdf(make_pdf(1), "通报", "通报.pdf")
    assert not window.notes.isVisible()
    assert window.page_box.maximum() == 1


def test_saving_writes_the_very_bytes(window: PreviewWindow, alerts: Alerts, tasks: TaskRunner, tmp_path: Path) -> None:
    target = tmp_path / "总结.pdf"
    target.write_bytes(b"old")  # the dialog has asked about it
    suggested: list[object] = []
    alerts.choose_save = lambda _title, name, _filter: suggested.append(name) or target  # type: ignore[method-assign,func-returns-value]
    said: list[str] = []
    alerts.said.connect(said.append)
    QTest.keyClick(window.view, Qt.Key.Key_S, CONTROL)
    assert tasks.wait_idle()
    assert target.read_bytes() == window._data
    assert suggested == ["年度工作总结.pdf"]
    assert "已写入并核对" in said[0]


def test_a_failed_saving_is_told_in_the_preview(window: PreviewWindow, alerts: Alerts, tasks: TaskRunner, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    alerts.choose_save = lambda *_: tmp_path / "file" / "总结.pdf"  # type: ignore[method-assign]
    window.actions_by_name["另存为PDF"].trigger()
    assert tasks.wait_idle()
    assert window.message.isVisible()
    assert window.message.text


def test_without_a_printer_the_next_step_is_told(window: PreviewWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    QTest.keyClick(window.view, Qt.Key.Key_P, CONTROL)
    assert "没有安装打印机" in window.message.text
    assert window.message.isVisible()


def test_printing_goes_on_beside_the_window(window: PreviewWindow, alerts: Alerts, tasks: TaskRunner, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    said: list[str] = []
    alerts.said.connect(said.append)
    window.print_on(printer)
    assert tasks.busy
    assert tasks.wait_idle()
    import pypdfium2

    assert len(pypdfium2.PdfDocument(tmp_path / "out.pdf")) == 3
    assert said == ["已送到打印机"]


def test_a_broken_file_is_refused_and_the_old_one_stays(window: PreviewWindow) -> None:
    with pytest.raises(InputRejected):
        window.show_pdf(b"nothing", "x", "x.pdf")
    assert window._pages() == 3


def test_every_part_has_a_name_and_every_action_a_key(window: PreviewWindow) -> None:
    assert all(action.text() and not action.shortcut().isEmpty() for action in window.actions_by_name.values())
    buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.parent().metaObject().className() == "QToolBar"]
    assert len(buttons) >= 9
    assert all(button.text() or button.accessibleName() or button.toolTip() for button in buttons)
    assert all(box.accessibleName() for box in window.findChildren(QSpinBox))


def test_escape_closes_and_the_window_is_used_again(window: PreviewWindow) -> None:
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert not window.isVisible()
    window.show_pdf(make_pdf(2), "通报", "通报.pdf")
    assert window.isVisible()
    QApplication.processEvents()
