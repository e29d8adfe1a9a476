"""The chart on the screen: the paper's drawing at the screen's scale, copied, stored, printed,
read without seeing it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from jingzhen_desktop.paper.charts.values import Chart, ChartKind, Series
from jingzhen_desktop.widgets.chart import ChartView
from jingzhen_desktop.widgets.look.palette import palette_of, tone
from jingzhen_desktop.widgets.look.tokens import Tone

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.widgets.desk import Desk

CHART = Chart(
    ChartKind.GROUPED,
    "各季度用电量",
    "千瓦时",
    ("一季度", "二季度"),
    (Series("2010年", (Decimal("1234.5"), None)), Series("2011年", (Decimal(1300), Decimal(900)))),
)


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> ChartView:
    view = ChartView(desk)
    qtbot.addWidget(view)
    view.resize(480, 300)
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        view.set_chart(CHART)
        view.show()
    return view


def _press(view: ChartView, text: str) -> None:
    (button,) = [one for one in view.findChildren(QToolButton) if one.text() == text]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _is_drawn(image: QImage) -> bool:
    dark = sum(
        image.pixelColor(x, y).lightness() < 160
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    return dark > 200


def test_shows_the_drawing_in_its_own_size(view: ChartView, qtbot: QtBot) -> None:
    image = view.picture.image
    assert image.deviceIndependentSize().toSize() == view.picture.size()
    assert _is_drawn(image)
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        view.resize(700, 400)
    assert view.picture.image.deviceIndependentSize().toSize() == view.picture.size() != QSize()
    assert view.is_drawn


def test_the_figures_can_be_read_without_the_picture(view: ChartView) -> None:
    assert view.accessibleName() == "图：各季度用电量"
    assert "一季度，1,234.5，1,300" in view.picture.accessibleDescription()
    assert "二季度　—　900" in view.picture.toolTip()
    _press(view, "复制数据")
    assert QGuiApplication.clipboard().text().splitlines()[1:] == [
        "一季度\t1,234.5\t1,300.0",
        "二季度\t—\t900.0",
    ]


def test_copies_a_picture_fine_enough_for_paper(view: ChartView, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    _press(view, "复制图片")
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=20_000)
    image = QGuiApplication.clipboard().image()
    assert image.width() == 3 * view.picture.width()
    assert _is_drawn(image)


def test_in_the_dark_the_window_has_its_own_colours_and_paper_stays_white(
    view: ChartView, qtbot: QtBot
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        application.setPalette(palette_of(dark=True))
    try:
        assert view.picture.image.pixelColor(1, 1).name() == tone(Tone.SURFACE).name()
        assert view.picture.image.pixelColor(1, 1).lightness() < 60
        QGuiApplication.clipboard().clear()
        _press(view, "复制图片")
        qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=20_000)
        assert QGuiApplication.clipboard().image().pixelColor(1, 1).name() == "#ffffff"
    finally:
        application.setPalette(palette_of(dark=False))


@pytest.mark.parametrize("name", ["图.png", "图.pdf"])
def test_stores_it_as_the_name_says(
    view: ChartView, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(desk.alerts, "choose_save", lambda *_: tmp_path / name)
    _press(view, "另存为…")
    assert desk.tasks.wait_idle()
    assert desk.tasks.wait_idle()
    data = (tmp_path / name).read_bytes()
    if name.endswith("pdf"):
        assert data.startswith(b"%PDF")
    else:
        assert QImage.fromData(data).width() == 3 * view.picture.width()


def test_prints_from_the_preview(view: ChartView, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, name, *_more: shown.append((pdf.title, name)))
    _press(view, "打印…")
    assert desk.tasks.wait_idle()
    assert shown == [("各季度用电量", "各季度用电量.pdf")]


def test_an_empty_chart_says_so_and_offers_nothing(view: ChartView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        view.set_chart(Chart(ChartKind.LINE, "空", "元", (), (Series("", ()),)))
    assert not any(button.isEnabled() for button in view.findChildren(QToolButton))
