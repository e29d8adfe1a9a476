"""The preview window driven as the clerk drives it."""

from __future__ import annotations

import errno
import io
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSpinBox, QToolButton
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.resources import resource
from jingzhen_desktop.paper.charts.values import Chart, ChartKind, Series
from jingzhen_desktop.paper.document import ChartBlock, Document, Heading, Paragraph
from jingzhen_desktop.paper.typeset import typeset
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.appearance import _draw_svg
from jingzhen_desktop.widgets.preview import window as preview_window
from jingzhen_desktop.widgets.preview.scrolling import page_scale
from jingzhen_desktop.widgets.preview.window import PreviewWindow
from jingzhen_desktop.widgets.tasks import TaskRunner

CONTROL = Qt.KeyboardModifier.ControlModifier
CHART = Chart(
    ChartKind.GROUPED,
    "各季度用电量",
    "千瓦时",
    ("一季度", "二季度"),
    (Series("2011年", (Decimal(1200), Decimal(900))),),
)
SUMMARY = Document(
    "文井镇2011年节能减排工作总结",
    (
        Heading(1, "一、用电"),
        ChartBlock(CHART),
        *(Paragraph(f"第{number}段说的是节能减排。" + "节约用电，" * 60) for number in range(6)),
    ),
)


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
    window.show_pdf(make_pdf(3), "年度工作总结", "年度工作总结.pdf", (), ("小标宋未安装，用宋体代替",))
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
    assert (window.notes.text(), window.notes.toolTip()) == ("字体有替代", "小标宋未安装，用宋体代替")
    window.show_pdf(make_pdf(1), "通报", "通报.pdf")
    assert not window.notes.isVisible()
    assert window.page_box.maximum() == 1


@pytest.mark.parametrize(
    ("substituted", "said"), [((), "2处要核对"), (("小标宋未安装，用宋体代替",), "2处要核对，字体有替代")]
)
def test_doubts_are_not_told_as_fonts(window: PreviewWindow, substituted: tuple[str, ...], said: str) -> None:
    doubts = ("没有记录说明按时上报", "“全部”没有记录支持")
    window.show_pdf(make_pdf(1), "总结", "总结.pdf", doubts, substituted)
    assert window.notes.text() == said
    assert window.notes.toolTip() == "；".join((*doubts, *substituted))


def test_saving_writes_the_very_bytes(
    window: PreviewWindow, alerts: Alerts, tasks: TaskRunner, tmp_path: Path, said: list[str]
) -> None:
    target = tmp_path / "总结.pdf"
    target.write_bytes(b"old")  # the dialog has asked about it
    suggested: list[object] = []
    alerts.choose_save = lambda _title, name, _filter: suggested.append(name) or target
    QTest.keyClick(window.view, Qt.Key.Key_S, CONTROL)
    assert tasks.wait_idle()
    assert target.read_bytes() == window._data
    assert suggested == ["年度工作总结.pdf"]
    assert "已写入并核对" in said[0]


def test_a_failed_saving_is_told_in_the_preview(
    window: PreviewWindow, alerts: Alerts, tasks: TaskRunner, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    alerts.choose_save = lambda *_: tmp_path / "file" / "总结.pdf"  # type: ignore[method-assign]
    window.actions_by_name["另存为PDF"].trigger()
    assert tasks.wait_idle()
    assert window.notices.warning.isVisible()
    assert window.notices.text


def test_a_failed_saving_is_told_in_the_house_once_the_preview_is_closed(
    window: PreviewWindow, alerts: Alerts, tasks: TaskRunner, warned: list[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    alerts.choose_save = lambda *_: tmp_path / "file" / "总结.pdf"  # type: ignore[method-assign]
    window.actions_by_name["另存为PDF"].trigger()
    window.close()
    assert tasks.wait_idle()
    assert len(warned) == 1
    assert "写入文件失败" in warned[0]


def test_without_a_printer_the_next_step_is_told(
    window: PreviewWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    QTest.keyClick(window.view, Qt.Key.Key_P, CONTROL)
    assert "没有安装打印机" in window.notices.text
    assert window.notices.warning.isVisible()


def test_printing_goes_on_beside_the_window(
    window: PreviewWindow, alerts: Alerts, tasks: TaskRunner, tmp_path: Path, said: list[str]
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    window.print_on(printer)
    assert tasks.busy
    assert tasks.wait_idle()
    import pypdfium2

    assert len(pypdfium2.PdfDocument(tmp_path / "out.pdf")) == 3
    assert said == ["已送到打印机"]


def test_icons_are_drawn_while_a_paper_is_printed(
    window: PreviewWindow, tasks: TaskRunner, tmp_path: Path
) -> None:
    """Both ask for Qt's image formats; once each waited for the other."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    window.print_on(printer)
    drawn = 0
    while tasks.busy and drawn < 5_000:
        assert not _draw_svg(resource("icons", "check.svg").read_bytes(), 16 + drawn % 30).isNull()
        QApplication.processEvents()
        drawn += 1
    assert tasks.wait_idle()
    assert drawn


def test_a_broken_file_is_refused_and_the_old_one_stays(window: PreviewWindow) -> None:
    with pytest.raises(InputRejected):
        window.show_pdf(b"nothing", "x", "x.pdf")
    assert window._pages() == 3


def test_every_part_has_a_name_and_every_action_a_key(window: PreviewWindow) -> None:
    assert all(
        action.text() and not action.shortcut().isEmpty() for action in window.actions_by_name.values()
    )
    buttons = [
        b
        for b in window.findChildren(QAbstractButton)
        if b.isVisible() and b.parent().metaObject().className() == "QToolBar"
    ]
    assert len(buttons) >= 9
    assert all(button.text() or button.accessibleName() or button.toolTip() for button in buttons)
    assert all(box.accessibleName() for box in window.findChildren(QSpinBox))


def test_escape_closes_and_the_window_is_used_again(window: PreviewWindow) -> None:
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert not window.isVisible()
    window.show_pdf(make_pdf(2), "通报", "通报.pdf")
    assert window.isVisible()
    QApplication.processEvents()


def show_summary(window: PreviewWindow) -> None:
    pdf = typeset(SUMMARY)
    window.show_pdf(pdf.data, pdf.title, "总结.pdf", pdf.doubts, pdf.substitutions, pdf.source)


def seen(window: PreviewWindow, hit: int) -> bool:
    """Whether a hit lies inside the part of the pages that is shown."""
    document, view = window._document, window.view
    assert document is not None
    found = window.search._model.resultAtIndex(hit)
    scale = [page_scale(view, document, page) for page in range(document.pageCount())]
    top = view.documentMargins().top() + sum(
        document.pagePointSize(page).height() * scale[page] + view.pageSpacing()
        for page in range(found.page())
    )
    place = top + found.location().y() * scale[found.page()] - view.verticalScrollBar().value()
    return 0 <= place <= view.viewport().height()


# Qt on the words around a hit, which nobody shows
@pytest.mark.qt_log_ignore("search string .* not found in context", extend=True)
def test_words_are_found_marked_and_gone_through(window: PreviewWindow, qtbot: Any) -> None:
    show_summary(window)
    QTest.keyClick(window.view, Qt.Key.Key_F, CONTROL)
    assert window.search.isVisible()
    qtbot.waitUntil(window.search.line.hasFocus)
    window.search.line.insert("节能减排。")
    assert window.search.hits == 6
    assert window.search.count.text() == "第 1 处，共 6 处"
    for hit in (1, 2, 3, 4, 5, 0):
        QTest.keyClick(window.search.line, Qt.Key.Key_Return)
        assert window.search.current == hit == window.view.currentSearchResultIndex()
        assert seen(window, hit)
    QTest.keyClick(window.search.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert window.search.count.text() == "第 6 处，共 6 处"
    qtbot.waitUntil(lambda: window.page_box.value() > 1)


def test_what_is_not_there_is_said_and_escape_closes_the_search_only(
    window: PreviewWindow, qtbot: Any
) -> None:
    show_summary(window)
    window.actions_by_name["查找"].trigger()
    qtbot.waitUntil(window.search.line.hasFocus)
    window.search.line.insert("没有这些字")
    assert window.search.count.text() == "没有找到"
    QTest.keyClick(window.search.line, Qt.Key.Key_Escape)
    assert not window.search.isVisible()
    assert window.isVisible()
    assert window.search.hits == 0


# Qt on the words around a hit, which nobody shows
@pytest.mark.qt_log_ignore("search string .* not found in context", extend=True)
def test_the_words_are_looked_for_in_the_next_paper_too(window: PreviewWindow) -> None:
    window.actions_by_name["查找"].trigger()
    window.search.line.insert("节能减排。")
    assert window.search.hits == 0
    show_summary(window)
    assert window.search.hits == 6


def test_pages_are_chosen_by_their_small_pictures(window: PreviewWindow, qtbot: Any) -> None:
    assert window.thumbnails.isVisible()
    assert window.thumbnails.model().rowCount() == 3
    third = window.thumbnails.visualRect(window.thumbnails.model().index(2, 0)).center()
    QTest.mouseClick(window.thumbnails.viewport(), Qt.MouseButton.LeftButton, pos=third)
    qtbot.waitUntil(lambda: window.page_box.value() == 3)
    window.page_box.setValue(2)
    qtbot.waitUntil(lambda: window.thumbnails.currentIndex().row() == 1)
    picture = window.thumbnails.grab().toImage()
    first = window.thumbnails.visualRect(window.thumbnails.model().index(0, 0)).center()
    assert picture.pixelColor(first).lightness() > 240  # a page is white
    QTest.keyClick(window.view, Qt.Key.Key_T, CONTROL)
    assert not window.thumbnails.isVisible()
    window.actions_by_name["缩略图"].trigger()
    assert window.thumbnails.isVisible()
    window.show_pdf(make_pdf(1), "通报", "通报.pdf")
    assert not window.thumbnails.isVisible()  # one page needs none


def test_the_paper_is_stored_for_word_with_its_charts_as_pictures(
    window: PreviewWindow, alerts: Alerts, tasks: TaskRunner, tmp_path: Path
) -> None:
    show_summary(window)
    suggested: list[object] = []

    def choose(_title: str, name: str, _filter: str) -> Path:
        suggested.append(name)
        return tmp_path / "总结.docx"

    alerts.choose_save = choose  # type: ignore[method-assign]
    QTest.keyClick(window.view, Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert tasks.wait_idle()
    assert suggested == ["总结.docx"]
    word = docx.Document(tmp_path / "总结.docx")
    assert [part.text for part in word.paragraphs if part.style.name == "Heading 1"] == ["一、用电"]
    (chart,) = word.inline_shapes
    assert chart.width.mm == pytest.approx(156, abs=0.5)
    assert not word.tables


def test_only_what_was_just_made_can_be_stored_for_word(window: PreviewWindow) -> None:
    assert not window.actions_by_name["另存为Word"].isVisible()
    show_summary(window)
    assert window.actions_by_name["另存为Word"].isVisible()


def test_every_action_finds_room_in_the_tool_bar(window: PreviewWindow) -> None:
    show_summary(window)
    window.offer_issue(lambda: True)
    window.resize(866, 690)  # as on a screen of 1366×768
    QApplication.processEvents()
    more = [
        button
        for button in window.findChildren(QToolButton)
        if button.objectName() == "qt_toolbar_ext_button"
    ]
    assert not any(button.isVisible() for button in more)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_is_gone_is_told_in_the_preview(
    window: PreviewWindow, tasks: TaskRunner, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gone" / "out.pdf"))
    window.print_on(printer)
    assert tasks.wait_idle()
    assert "不能使用" in window.notices.text
    assert window.notices.warning.isVisible()


def test_a_stopped_printer_keeps_the_paper_and_the_clerk_is_told(
    window: PreviewWindow, tasks: TaskRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    monkeypatch.setattr(preview_window, "is_held", lambda _printer: True)
    window.print_on(printer)
    assert tasks.wait_idle()
    assert "停用或出错，恢复后才会打印" in window.notices.text


@pytest.mark.parametrize(("action", "name"), [("另存为PDF", "总结.pdf"), ("另存为Word", "总结.docx")])
def test_a_file_that_another_program_holds_open_stays_whole(
    action: str,
    name: str,
    window: PreviewWindow,
    alerts: Alerts,
    tasks: TaskRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Windows refuses to replace a file that a reader or WPS has open."""
    show_summary(window)
    (tmp_path / name).write_bytes(b"old and open")
    alerts.choose_save = lambda *_: tmp_path / name  # type: ignore[method-assign]

    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EACCES, "open elsewhere")

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    window.actions_by_name[action].trigger()
    assert tasks.wait_idle()
    assert "正被" in window.notices.text
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [(name, b"old and open")]


def test_a_closed_preview_keeps_no_pages(window: PreviewWindow) -> None:
    window.show_pdf(make_pdf(3), "甲", "甲.pdf")
    window.close()
    assert window.view.document().pageCount() == 0
    window.show_pdf(make_pdf(2), "乙", "乙.pdf")
    assert window.view.document().pageCount() == 2
