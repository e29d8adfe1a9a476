"""Fields of one line: text, numbers, dates."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLineEdit,
    QToolButton,
    QWidget,
)

from ...base.readings import likely_reading
from ...base.typed import Kind, editable_text, parse_typed, show_typed
from ...office import clock
from ..appearance import set_icon
from ..working_year import working_year
from .field import Field


class TextField(Field):
    """One line of text."""

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        unit: str = "",
        tip: str = "",
        places: int | None = None,
    ) -> None:
        self._places = places
        super().__init__(name, parent, unit=unit, tip=tip)
        if self.kind is Kind.TEXT:
            self._value = ""

    @property
    def line(self) -> QLineEdit:
        assert isinstance(self.editor, QLineEdit)
        return self.editor

    def _make_editor(self) -> QWidget:
        line = QLineEdit(self)
        line.editingFinished.connect(self._finish)
        return line

    def _typed(self) -> object:
        return parse_typed(self.kind, self.line.text(), year=working_year())

    def _show_value(self) -> None:
        shown = show_typed(self.kind, self._value, self._places)
        exact = editable_text(self.kind, self._value)
        rounded = self._places is not None and parse_typed(self.kind, shown) != self._value
        self.line.setText(exact if rounded else shown)
        self.line.setModified(False)

    def _is_being_typed(self) -> bool:
        return self.line.isModified()

    def _keep_typed(self) -> None:
        self.line.setModified(True)

    def _likely(self) -> tuple[str, str]:
        reading = likely_reading(self.kind, self.line.text(), year=working_year())
        return reading, reading and show_typed(self.kind, parse_typed(self.kind, reading), self._places)

    def _text(self) -> str:
        return self.line.text()

    def _put(self, text: str) -> None:
        self.line.setText(text)
        self.line.setModified(True)


class NumberField(TextField):
    """An exact number; blank is None, not 0."""

    kind = Kind.NUMBER


class IntegerField(TextField):
    """A whole number; blank is None, not 0."""

    kind = Kind.INTEGER


class DateField(TextField):
    """A date, typed in any usual way or picked from the calendar; shown as yyyy-MM-dd."""

    kind = Kind.DATE

    def _extras(self) -> list[QWidget]:
        self._button = QToolButton(self)
        set_icon(self._button, "calendar")
        self._button.setAccessibleName(f"{self.name}：打开日历")
        self._button.setToolTip("打开日历（Alt+↓）")
        self._button.clicked.connect(self._open_calendar)
        self.line.setPlaceholderText("如 6-25")
        self.line.installEventFilter(self)
        return [self._button]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() == Qt.Key.Key_Down:
                self._open_calendar()
                return True
        return super().eventFilter(watched, event)

    def _open_calendar(self) -> None:
        calendar = self._make_calendar()
        day = self._value if isinstance(self._value, date) else clock.today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.adjustSize()
        calendar.move(self._calendar_corner(calendar.sizeHint()))
        calendar.show()
        calendar.setFocus()

    def _make_calendar(self) -> QCalendarWidget:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        # a page has a dozen dates: the pictures of so many calendars are not kept
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setAccessibleName(f"{self.name}：日历")
        for picked in (calendar.activated, calendar.clicked):
            picked.connect(self._pick)
            picked.connect(calendar.close)
        return calendar

    def _calendar_corner(self, size: QSize) -> QPoint:
        """Under the field, or above it where the screen ends."""
        room = self.screen().availableGeometry()
        below, above = (
            self.mapToGlobal(QPoint(0, self._button.height())),
            self.mapToGlobal(QPoint(0, -size.height())),
        )
        left = max(room.left(), min(below.x(), room.right() - size.width()))
        return QPoint(
            left, below.y() if below.y() + size.height() <= room.bottom() else max(room.top(), above.y())
        )

    def _pick(self, day: QDate) -> None:
        self.line.setText(day.toString("yyyy-MM-dd"))
        self._finish()
