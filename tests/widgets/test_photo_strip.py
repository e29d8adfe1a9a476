"""The strip of photos, driven as the clerk drives it: button, drop, paste, keys;
and what it says of what is no photo.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from shiboken6 import delete

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.office.photo_links import Photo
from jingzhen_desktop.office.photos import PhotoData, add_photo
from jingzhen_desktop.widgets.desk import Desk
from jingzhen_desktop.widgets.photos import PhotoStrip, PhotoView

from ..looking import fits_smallest, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office


@dataclass
class Record:
    """A record with photos, kept as a tab would keep them."""

    desk: Desk
    photos: list[Photo] = field(default_factory=list)
    strip: Any = None

    def add(self, office: Office, owner_id: int, photos: Sequence[PhotoData]) -> int:
        before = len(self.photos)
        with office.transaction("添加照片") as session:
            for photo in photos:
                if photo.hash not in {known.hash for known in self.photos}:
                    self.photos.append(Photo(len(self.photos) + 10, owner_id, add_photo(session, photo)))
        self.show()
        return len(self.photos) - before

    def caption(self, _office: Office, id_: int, text: str) -> None:
        if len(text) > 100:
            raise InputRejected("照片说明太长。")
        self.photos = [replace(photo, caption=text) if photo.id == id_ else photo for photo in self.photos]
        self.show()

    def move(self, _office: Office, id_: int, by: int) -> None:
        at = next(at for at, photo in enumerate(self.photos) if photo.id == id_)
        self.photos.insert(at + by, self.photos.pop(at))
        self.show()

    def remove(self, _office: Office, id_: int) -> None:
        self.photos = [photo for photo in self.photos if photo.id != id_]
        self.show()

    def show(self) -> None:
        self.strip.set_photos(1, self.photos)


@pytest.fixture
def record(qapp: QApplication, office: Office) -> Iterator[Record]:
    desk = Desk(office)
    made = Record(desk)
    made.strip = PhotoStrip(desk, made)
    made.show()
    made.strip.resize(700, 200)
    made.strip.show()
    QTest.qWaitForWindowExposed(made.strip)
    yield made
    made.strip.deleteLater()
    desk.close()


def picture(path: Path, colour: str, size: tuple[int, int] = (400, 300)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def choose(record: Record, *paths: Path) -> None:
    record.desk.alerts.choose_files = lambda *_: list(paths)
    QTest.mouseClick(record.strip.buttons["add"], Qt.MouseButton.LeftButton)
    assert record.desk.tasks.wait_idle()


def three(record: Record, tmp_path: Path) -> None:
    choose(record, *(picture(tmp_path / f"{colour}.png", colour) for colour in ("red", "green", "blue")))


def colour_at(record: Record, row: int) -> tuple[int, ...]:
    shown = record.strip.list.item(row).icon().pixmap(112, 84).toImage()
    return tuple(
        channel // 64 for channel in shown.pixelColor(shown.width() // 2, shown.height() // 2).getRgb()[:3]
    )


def test_an_empty_strip_says_what_to_do_and_offers_nothing_else(record: Record) -> None:
    assert any("拖到这里" in label.text() for label in visible(record.strip, QLabel))
    assert [key for key, button in record.strip.buttons.items() if button.isVisible()] == ["add"]
    record.strip.set_photos(None, ())
    assert not record.strip.isEnabled()


def test_chosen_files_appear_as_thumbnails(record: Record, tmp_path: Path) -> None:
    three(record, tmp_path)
    assert record.strip.heading.text() == "照片（3张）"
    assert [colour_at(record, row) for row in range(3)] == [(3, 0, 0), (0, 2, 0), (0, 0, 3)]
    choose(record, tmp_path / "red.png")
    assert record.strip.problem.text() == "这些照片已经添加过，没有重复添加。"
    assert len(record.photos) == 3


def test_what_is_no_photo_is_told_under_the_strip_and_the_others_are_taken(
    record: Record, tmp_path: Path
) -> None:
    (tmp_path / "说明.docx").write_bytes(b"PK\x03\x04 no picture")
    with (tmp_path / "录像.jpg").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    choose(record, tmp_path / "说明.docx", picture(tmp_path / "好.png", "red"), tmp_path / "录像.jpg")
    first, second = record.strip.problem.text().split("\n")
    assert first.startswith("“说明.docx”不是照片")
    assert second.startswith("“录像.jpg”超过40MB")
    assert record.strip.problem.isVisible()
    assert len(record.photos) == 1
    choose(record, picture(tmp_path / "另一张.png", "blue"))
    assert not record.strip.problem.isVisible()


def drop(record: Record, mime: QMimeData) -> bool:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(record.strip, enter)
    if enter.isAccepted():
        QApplication.sendEvent(
            record.strip, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, mime, buttons, keys)
        )
        assert record.desk.tasks.wait_idle()
    return enter.isAccepted()


def test_dropped_files_are_taken_and_texts_are_not(record: Record, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "a.png", "red")))])
    assert drop(record, mime)
    assert len(record.photos) == 1
    words = QMimeData()
    words.setText("文字")
    assert not drop(record, words)
    record.strip.set_photos(None, ())
    assert not drop(record, mime)


def test_pictures_and_files_are_pasted(record: Record, tmp_path: Path) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    record.strip.list.setFocus()
    QTest.keyClick(record.strip, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert record.desk.tasks.wait_idle()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(picture(tmp_path / "a.png", "red")))])
    QGuiApplication.clipboard().setMimeData(mime)
    QTest.keyClick(record.strip.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert record.desk.tasks.wait_idle()
    assert [colour_at(record, row) for row in range(2)] == [(0, 0, 3), (3, 0, 0)]
    QGuiApplication.clipboard().setText("文字")
    QTest.keyClick(record.strip.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "剪贴板里没有照片" in record.strip.problem.text()


def test_keys_move_caption_and_remove(record: Record, tmp_path: Path, qtbot: QtBot) -> None:
    three(record, tmp_path)
    strip = record.strip
    strip.list.setFocus()
    strip.list.setCurrentRow(2)
    QTest.keyClick(strip.list, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert [photo.id for photo in record.photos] == [10, 12, 11]
    assert strip.list.currentRow() == 1
    QTest.keyClick(strip.list, Qt.Key.Key_F2)
    editor = strip.list.findChild(QLineEdit)
    QTest.keyClicks(editor, "meeting room")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: record.photos[1].caption == "meeting room")
    assert strip.list.item(1).text() == "meeting room"
    QTest.keyClick(strip.list, Qt.Key.Key_Delete)
    assert [photo.id for photo in record.photos] == [10, 11]
    QTest.mouseClick(strip.buttons["left"], Qt.MouseButton.LeftButton)
    assert [photo.id for photo in record.photos] == [11, 10]
    assert not strip.buttons["left"].isEnabled()
    assert strip.buttons["right"].isEnabled()


def test_a_caption_that_is_refused_gives_way_to_the_stored_one(record: Record, tmp_path: Path) -> None:
    three(record, tmp_path)
    record.strip.list.setCurrentRow(0)
    record.strip.list.item(0).setText("长" * 200)
    assert record.strip.problem.text() == "照片说明太长。"
    assert record.strip.list.item(0).text() == ""


def test_the_large_view_turns_with_the_arrow_keys(record: Record, tmp_path: Path) -> None:
    three(record, tmp_path)
    record.caption(record.desk.office, 11, "会议室空调24℃")
    record.strip.list.setCurrentRow(0)
    QTest.keyClick(record.strip.list, Qt.Key.Key_Return)
    viewer = record.strip.findChild(PhotoView)
    QTest.qWaitForWindowExposed(viewer)
    assert fits_smallest(viewer)
    seen = []
    for _ in range(4):
        seen.append((viewer.windowTitle(), viewer.caption.text(), viewer.picture.pixmap().isNull()))
        QTest.mouseClick(viewer.on, Qt.MouseButton.LeftButton)
    assert seen == [
        ("照片1/3", "", False),
        ("照片2/3 会议室空调24℃", "会议室空调24℃", False),
        ("照片3/3", "", False),
        ("照片3/3", "", False),
    ]
    assert not viewer.on.isEnabled()
    QTest.keyClick(viewer, Qt.Key.Key_Left)
    assert viewer.windowTitle() == "照片2/3 会议室空调24℃"
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()
    assert record.strip.list.currentRow() == 1


def test_photos_read_for_one_record_never_land_on_another(record: Record, tmp_path: Path) -> None:
    record.desk.alerts.choose_files = lambda *_: [picture(tmp_path / "a.png", "red")]
    warned: list[str] = []
    record.desk.alerts.warned.connect(warned.append)
    record.strip.choose()
    record.strip.set_photos(2, ())
    assert record.desk.tasks.wait_idle()
    assert record.photos == []
    assert "换了记录" in warned[0]


def test_photos_read_for_a_strip_that_is_gone_are_dropped(record: Record, tmp_path: Path) -> None:
    desk = record.desk
    desk.alerts.choose_files = lambda *_: [picture(tmp_path / "a.png", "red")]
    other = PhotoStrip(desk, record)
    other.set_photos(1, ())
    other.choose()
    delete(other)
    assert desk.tasks.wait_idle()
    assert record.photos == []
