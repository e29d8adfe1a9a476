"""A form that opens in place of a table for one action, and closes when it is done;
what is refused is said beside its field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ...base.errors import FieldRejected, UserFacingError
from ...widgets.alerts import Alerts
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.parts import ButtonRow, SectionTitle, action_button

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

Accept = Callable[[dict[str, Any]], object]


class PanelStack(QStackedWidget):
    """A table, or the form of one action in its place."""

    def __init__(
        self, table: QWidget, alerts: Alerts, parent: QWidget | None = None, *, stacked: bool = False
    ) -> None:
        """``stacked``: labels over their fields, as a side panel has room for."""
        super().__init__(parent)
        self._table, self._alerts, self._stacked = table, alerts, stacked
        self._accept: Accept | None = None
        self.form: FieldForm | None = None
        self.panel = QWidget(self)
        self._title, self._about = SectionTitle(parent=self.panel), QLabel(self.panel)
        self._about.setWordWrap(True)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._accept_button = action_button("确定", self.accept, "check", parent=self.panel)
        cancel = action_button("取消", self.back, "close", tip="不保存，返回（Esc）", parent=self.panel)
        self._layout = QVBoxLayout(self.panel)
        for part in (self._title, self._about, ButtonRow(self._accept_button, cancel)):
            self._layout.addWidget(part)
        self._layout.addStretch(1)
        self.addWidget(table)
        self.addWidget(self.panel)

    def ask(
        self, title: str, about: str, specs: Sequence[FieldSpec], values: Mapping[str, Any], accept: Accept
    ) -> None:
        """Open the form of an action;
        ``accept`` is called with its values and raises FieldRejected for what cannot be.
        """
        self._drop_form()
        self._accept = accept
        self._title.setText(title)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.form = FieldForm(specs, self.panel, columns=2, stacked=self._stacked)
        self.form.set_values(values)
        self._layout.insertWidget(2, self.form)
        self.form.show()  # at once: the layout would do it later, and the cursor is to go there now
        self._accept_button.setText(title)
        self.setCurrentWidget(self.panel)
        self.form.field(specs[0].key).setFocus()

    def accept(self) -> None:
        """Do the action with what is typed; stays open, with it, if that is refused."""
        if self.form is None or self._accept is None:
            return
        self.form.flush()
        if self.form.problems():
            return
        try:
            self._accept(self.form.values())
        except FieldRejected as error:
            self._refuse(error)
        except UserFacingError as error:
            self._alerts.warn(error)
        else:
            self.back()

    def back(self) -> None:
        """Give the place back to the table."""
        self._drop_form()
        self.setCurrentWidget(self._table)
        self._table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.back()
            return
        super().keyPressEvent(event)

    def _refuse(self, error: FieldRejected) -> None:
        """Say it beside its field, which is free again once something else is typed there."""
        key = error.among(self.form.fields) if self.form else None
        if self.form is None or key is None:
            self._alerts.warn(error)
            return
        field = self.form.field(key)
        field.refuse(str(error))
        field.setFocus()

    def _drop_form(self) -> None:
        if self.form is not None:
            self._layout.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
