"""A form that opens in place of a table for one action, and closes when it is done:
no dialog over the window.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...base.errors import FieldRejected, UserFacingError
from ...widgets.alerts import Alerts
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.parts import ButtonRow, SectionTitle, action_button, split

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

Accept = Callable[[dict[str, Any]], object]


class ActionPanel(QWidget):
    """Asks for the few values of one action; stays open, with what was typed, while they are refused."""

    closed = Signal()

    def __init__(self, alerts: Alerts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alerts = alerts
        self._accept: Accept | None = None
        self.form: FieldForm | None = None
        self.title, self._about = SectionTitle(parent=self), QLabel(self)
        self._about.setWordWrap(True)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self.accept_button = action_button("确定", self.accept, "check", parent=self)
        self.cancel_button = action_button(
            "取消", self.close_panel, "close", tip="不保存，返回（Esc）", parent=self
        )
        self._layout = QVBoxLayout(self)
        for part in (self.title, self._about):
            self._layout.addWidget(part)
        self._layout.addWidget(ButtonRow(self.accept_button, self.cancel_button))
        self._layout.addStretch(1)

    def ask(
        self, title: str, about: str, specs: Sequence[FieldSpec], values: Mapping[str, Any], accept: Accept
    ) -> None:
        """Show a form; ``accept`` is called with its values and raises FieldRejected, with the key of one of
        ``specs``, for what cannot be.
        """
        self._drop_form()
        self._accept = accept
        self.title.setText(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.form = FieldForm(specs, self, columns=2)
        self.form.set_values(values)
        self._layout.insertWidget(2, self.form)
        self.accept_button.setText(title)
        self.form.field(specs[0].key).setFocus()

    def accept(self) -> None:
        """Do the action with what is typed; stays open if it is refused."""
        if self.form is None or self._accept is None:
            return
        self.form.flush()
        if any(field.problem for field in self.form.fields.values()):
            return
        try:
            self._accept(self.form.values())
        except FieldRejected as error:
            self._refuse(error)
        except UserFacingError as error:
            self._alerts.warn(error)
        else:
            self.close_panel()

    def _refuse(self, error: FieldRejected) -> None:
        """Say what was refused under its field; in the message bar if the form does not show that."""
        key = error.among(self.form.fields) if self.form else None
        if self.form is None or key is None:
            self._alerts.warn(error)
            return
        self.form.refuse(key, str(error))
        self.form.field(key).setFocus()

    def close_panel(self) -> None:
        """Give the place back to the table."""
        self._drop_form()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def _drop_form(self) -> None:
        if self.form is not None:
            self._layout.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None


class PanelStack(QStackedWidget):
    """A table, or the action's form in its place."""

    opened = Signal()
    """The form stands in the table's place."""

    def __init__(self, table: QWidget, alerts: Alerts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.panel = table, ActionPanel(alerts, self)
        self.addWidget(table)
        self.addWidget(self.panel)
        self.panel.closed.connect(self._back)

    def ask(
        self, title: str, about: str, specs: Sequence[FieldSpec], values: Mapping[str, Any], accept: Accept
    ) -> None:
        """Open the form of an action in place of the table."""
        self.setCurrentWidget(self.panel)
        self.panel.ask(title, about, specs, values, accept)
        self.opened.emit()

    def _back(self) -> None:
        self.setCurrentWidget(self.table)
        self.table.setFocus()


def scrolled(widget: QWidget) -> QScrollArea:
    """Let a page scroll where the window is too small for it, so that everything stays reachable."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    # a splitter, because the area would give rows that wrap their preferred height, not their smallest
    area.setWidget(split(Qt.Orientation.Vertical, widget))
    for part in (area.widget(), area.viewport()):
        part.setAutoFillBackground(False)
    return area
