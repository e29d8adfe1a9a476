"""Photos of a record as a strip: added by button, drop and paste, viewed large, captioned, moved, removed,
all by keyboard too.

What a photo is and where it is kept: ``office.photos``; what is done with it: ``office.photo_actions``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import (
    QBuffer,
    QEvent,
    QIODevice,
    QMimeData,
    QObject,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..base.errors import UserFacingError
from ..office.photo_links import Photo
from ..office.photos import PICTURE_SUFFIXES, PhotoData, photo_bytes, read_photo
from .appearance import Look, set_look
from .desk import Desk
from .parts import ButtonRow, SectionTitle, action_button
from .tasks import Progress

if TYPE_CHECKING:
    from ..office.file import Office

THUMBNAIL = QSize(112, 84)
_MOST_THUMBNAILS = 400
_ROLE = Qt.ItemDataRole.UserRole
_FILTER = f"照片 ({' '.join(f'*.{suffix}' for suffix in PICTURE_SUFFIXES)});;所有文件 (*)"
_HINT = "把照片拖到这里，或复制后按 Ctrl+V 粘贴，或点“添加照片”。"


class PhotoVerbs(Protocol):
    """What can be done with the photos of the records shown; each raises UserFacingError."""

    def add(self, office: Office, owner_id: int, photos: Sequence[PhotoData]) -> int:
        """Hang photos on a record; returns how many were not there yet."""

    def caption(self, office: Office, link_id: int, caption: str) -> None:
        """Write under a photo what it shows."""

    def move(self, office: Office, link_id: int, by: int) -> None:
        """Move a photo by so many places to the right."""

    def remove(self, office: Office, link_id: int) -> None:
        """Take a photo off its record."""


class PhotoStrip(QWidget):
    """The photos of one record in a row; ``problem`` says under them what was refused."""

    added = Signal(int)
    """So many photos were just hung on the record."""

    def __init__(
        self, desk: Desk, verbs: PhotoVerbs, parent: QWidget | None = None, *, title: str = "照片"
    ) -> None:
        super().__init__(parent)
        self._desk, self._verbs, self._title = desk, verbs, title
        self.setAccessibleName(title)
        self._owner: int | None = None
        self._thumbnails: dict[str, QIcon] = {}
        self.heading, self.problem, self._hint = SectionTitle(title, self), QLabel(self), QLabel(_HINT, self)
        self.list = QListWidget(self)
        self._stack = QStackedWidget(self)
        self.buttons = {
            "add": action_button("添加照片…", self.choose, "add", tip="选择照片文件，也可以拖入或粘贴"),
            "view": action_button("看大图", self.view, "zoom-in", tip="看大图（回车）"),
            "caption": action_button("写说明", self.edit_caption, "edit", tip="写照片说明（F2）"),
            "left": action_button("前移", lambda: self.move_chosen(-1), "previous", tip="前移（Alt+←）"),
            "right": action_button("后移", lambda: self.move_chosen(1), "next", tip="后移（Alt+→）"),
            "remove": action_button("移除", self.remove, "remove", tip="移除照片（Del），可撤销"),
        }
        self._set_up_list()
        self._lay_out()
        self.set_photos(None, ())

    @property
    def photos(self) -> list[Photo]:
        """The photos shown, in their order."""
        return [self.list.item(row).data(_ROLE) for row in range(self.list.count())]

    def set_photos(self, owner: int | None, photos: Sequence[Photo]) -> None:
        """Show the photos of a record;
        ``owner`` is its id, None no record: nothing can be added then.
        """
        if owner != self._owner:
            self._tell("")
        self._owner = owner
        row, same = (
            self.list.currentRow(),
            [photo.id for photo in self.photos] == [photo.id for photo in photos],
        )
        with QSignalBlocker(self.list):
            if not same:
                chosen = self._current()
                self._fill(photos)
                row = next(
                    (at for at, photo in enumerate(photos) if chosen and photo.id == chosen.id),
                    min(row, len(photos) - 1),
                )
                self.list.setCurrentRow(max(row, 0) if photos else -1)
            for at, photo in enumerate(photos):
                self._show_photo(self.list.item(at), photo)
        self._show_state()

    def choose(self) -> None:
        """Let the clerk choose picture files and add them."""
        self._take(self._desk.alerts.choose_files("添加照片", "photos", _FILTER))

    def paste(self) -> None:
        """Add what was copied: picture files or a picture."""
        if not self._take_mime(QGuiApplication.clipboard().mimeData()):
            self._tell("剪贴板里没有照片；请先复制照片文件或图片，再按 Ctrl+V。")

    def view(self) -> None:
        """Show the chosen photo large; the arrow keys go on to the others."""
        if self._current() is not None:
            viewer = PhotoView(
                self,
                self.photos,
                self.list.currentRow(),
                lambda photo: photo_bytes(self._desk.office, photo.hash),
            )
            viewer.turned.connect(self.list.setCurrentRow)
            viewer.finished.connect(viewer.deleteLater)
            viewer.open()

    def edit_caption(self) -> None:
        """Open the caption of the chosen photo for typing."""
        if self.list.currentItem() is not None:
            self.list.editItem(self.list.currentItem())

    def move_chosen(self, by: int) -> None:
        """Move the chosen photo among the others."""
        if photo := self._current():
            self._do(lambda: self._verbs.move(self._desk.office, photo.id, by))

    def remove(self) -> None:
        """Take the chosen photo off the record; undo brings it back."""
        if photo := self._current():
            self._do(lambda: self._verbs.remove(self._desk.office, photo.id))

    # --- what Qt brings

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if self._owner is not None and (mime.hasImage() or _files(mime)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take_mime(event.mimeData()):
            event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    # --- inside

    def _take_key(self, event: QKeyEvent) -> bool:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.move_chosen(-1 if key == Qt.Key.Key_Left else 1)
        elif key == Qt.Key.Key_Delete:
            self.remove()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.view()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            return False
        return True

    def _take_mime(self, mime: QMimeData) -> bool:
        if files := _files(mime):
            self._take(files)
            return True
        image = mime.imageData() if mime.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self._take([_png(image)])
            return True
        return False

    def _take(self, sources: Sequence[Path | bytes]) -> None:
        """Read pictures in the worker;
        then hang those that could be read on the record that was shown when it began.
        """
        owner = self._owner
        if not sources or owner is None:
            return
        self._tell("")

        def work(progress: Progress) -> tuple[list[PhotoData], list[str]]:
            read, refused = [], []
            for done, source in enumerate(sources):
                progress.check()
                progress.report(done, len(sources))
                try:
                    read.append(read_photo(source, "剪贴板里的图片"))
                except UserFacingError as error:
                    refused.append(str(error))
            return read, refused

        self._desk.tasks.run(self, "添加照片", work, partial(self._hang, owner))

    def _hang(self, owner: int | None, found: tuple[list[PhotoData], list[str]]) -> None:
        read, refused = found
        if owner is None or owner != self._owner:
            self._desk.alerts.warn("照片读入时换了记录，没有添加，请回到原来的记录重新添加。")
            return
        hung = 0
        if read:
            try:
                hung = self._verbs.add(self._desk.office, owner, read)
            except UserFacingError as error:
                refused.append(str(error))
        if read and not hung and not refused:
            refused.append("这些照片已经添加过，没有重复添加。")
        if hung:
            self.list.setCurrentRow(self.list.count() - 1)
            self.added.emit(hung)
            self._desk.alerts.say(f"已添加{hung}张照片")
        self._tell("\n".join(refused))

    def _do(self, verb: Callable[[], object]) -> None:
        self._tell("")
        try:
            verb()
        except UserFacingError as error:
            self._tell(str(error))

    def _write_caption(self, item: QListWidgetItem) -> None:
        photo: Photo = item.data(_ROLE)
        if item.text() != photo.caption:
            self._do(lambda: self._verbs.caption(self._desk.office, photo.id, item.text()))
            stored = next((one for one in self.photos if one.id == photo.id), photo)
            with QSignalBlocker(self.list):
                self._show_photo(item, stored)

    def _current(self) -> Photo | None:
        row = self.list.currentRow()
        return self.photos[row] if row >= 0 else None

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.list.setAccessibleDescription(sentence)
        set_look(self.problem, Look.BAD)

    def _fill(self, photos: Sequence[Photo]) -> None:
        self.list.clear()
        for _ in photos:
            item = QListWidgetItem(self.list)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
            )
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def _show_photo(self, item: QListWidgetItem, photo: Photo) -> None:
        number = self.list.row(item) + 1
        item.setData(_ROLE, photo)
        item.setText(photo.caption)
        item.setIcon(self._thumbnail(photo.hash))
        item.setToolTip(
            f"照片{number}" + (f"：{photo.caption}" if photo.caption else "（F2写说明，回车看大图）")
        )
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"照片{number}，{photo.caption or '没有说明'}")

    def _thumbnail(self, photo_hash: str) -> QIcon:
        found = self._thumbnails.get(photo_hash)
        if found is None:
            if len(self._thumbnails) >= _MOST_THUMBNAILS:
                self._thumbnails.clear()
            found = self._thumbnails[photo_hash] = QIcon(self._drawn(photo_hash))
        return found

    def _drawn(self, photo_hash: str) -> QPixmap:
        try:
            data = photo_bytes(self._desk.office, photo_hash)
        except UserFacingError as error:
            self._tell(str(error))
            return QPixmap(THUMBNAIL)
        return _scaled(data, THUMBNAIL * self.devicePixelRatioF(), self.devicePixelRatioF())

    def _show_state(self) -> None:
        count = self.list.count()
        self.heading.setText(f"{self._title}（{count}张）" if count else self._title)
        self._stack.setCurrentWidget(self.list if count else self._hint)
        self.setEnabled(self._owner is not None)
        row = self.list.currentRow()
        for key, usable in (
            ("view", count),
            ("caption", count),
            ("left", row > 0),
            ("right", -1 < row < count - 1),
            ("remove", count),
        ):
            self.buttons[key].setEnabled(bool(usable))
            self.buttons[key].setVisible(count > (key in ("left", "right")))

    def _set_up_list(self) -> None:
        self.list.setAccessibleName(self._title)
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setWrapping(False)
        self.list.setIconSize(THUMBNAIL)
        line = self.fontMetrics().height()
        self.list.setGridSize(QSize(THUMBNAIL.width() + 16, THUMBNAIL.height() + line + 12))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        self.list.setAcceptDrops(False)
        self.list.installEventFilter(self)
        self.list.itemDoubleClicked.connect(lambda _item: self.view())
        self.list.itemChanged.connect(self._write_caption)
        self.list.currentRowChanged.connect(lambda _row: self._show_state())

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        # so that a click on the empty strip is enough before Ctrl+V
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setFrameShape(QFrame.Shape.StyledPanel)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        bar = self.list.horizontalScrollBar().sizeHint().height()
        for page in (self.list, self._hint):
            self._stack.addWidget(page)
        self._stack.setFixedHeight(self.list.gridSize().height() + bar + 2 * self.list.frameWidth())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ButtonRow(self.heading, *self.buttons.values()))
        layout.addWidget(self._stack)
        layout.addWidget(self.problem)


class PhotoView(QDialog):
    """One photo as large as the window, its caption under it; arrow keys turn to the others, Esc closes."""

    turned = Signal(int)
    """The position of the photo shown now."""

    def __init__(
        self, parent: QWidget, photos: Sequence[Photo], at: int, read: Callable[[Photo], bytes]
    ) -> None:
        super().__init__(parent)
        self._photos, self._at, self._read = photos, at, read
        self._data = b""
        self.picture, self.caption = QLabel(self), QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(320, 240)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.caption.setWordWrap(True)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.back = action_button("上一张", lambda: self.turn(-1), "previous", tip="上一张（←）")
        self.on = action_button("下一张", lambda: self.turn(1), "next", tip="下一张（→）")
        closing = action_button("关闭", self.accept, "close", tip="关闭（Esc）")
        for button in (self.back, self.on, closing):
            # the arrow keys turn the photos, not from button to button
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.addWidget(self.picture, 1)
        layout.addWidget(self.caption)
        layout.addWidget(ButtonRow(self.back, self.on, closing))
        room = self.screen().availableGeometry()
        self.resize(room.width() * 3 // 4, room.height() * 3 // 4)
        self.turn(0)

    def turn(self, by: int) -> None:
        """Go on to a neighbour; at the end it stays."""
        self._at = max(0, min(len(self._photos) - 1, self._at + by))
        photo = self._photos[self._at]
        try:
            self._data = self._read(photo)
            words = photo.caption
        except UserFacingError as error:
            self._data, words = b"", str(error)
        self.caption.setText(words)
        self.setWindowTitle(
            f"照片{self._at + 1}/{len(self._photos)}" + (f" {photo.caption}" if photo.caption else "")
        )
        self.picture.setAccessibleName(f"照片{self._at + 1}：{words}")
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at < len(self._photos) - 1)
        self._draw()
        self.turned.emit(self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.turn(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self.picture.setPixmap(
            _scaled(self._data, self.picture.size() * ratio, ratio) if self._data else QPixmap()
        )


def _scaled(data: bytes, room: QSize, ratio: float) -> QPixmap:
    """A JPEG as large as fits, never larger than it is."""
    # not through a device, see appearance
    image = QImage.fromData(data, "JPEG")  # type: ignore[arg-type]
    if image.width() > room.width() or image.height() > room.height():
        image = image.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()] if mime.hasUrls() else []


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
