"""A form that opens in place of a table for one action, and closes when it is done: no dialog over it.

What is refused is said beside its field, and what was typed stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ..base.errors import FieldRejected, UserFacingError
from .alerts import Alerts
from .fields.form import FieldForm, FieldSpec
from .look.roles import set_role
from .look.tokens import tokens
from .page_head import PRIMARY_KEY, HeadActions
from .parts import ButtonRow, SectionTitle, action_button
from .side_panel import scrolling

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

Accept = Callable[[dict[str, Any]], object]


class ActionPanel(QWidget):
    """Asks for the few values of one action; stays open, with what was typed, while they are refused."""

    closed = Signal()

    def __init__(self, alerts: Alerts, parent: QWidget | None = None, *, stacked: bool = False) -> None:
        """``stacked``: labels over their fields, as a side panel has room for."""
        super().__init__(parent)
        self._alerts, self._stacked = alerts, stacked
        self._accept: Accept | None = None
        self._keys = "回车"
        self.form: FieldForm | None = None
        self.title, self._about = SectionTitle(parent=self), QLabel(self)
        self._about.setWordWrap(True)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self.accept_button = action_button("确定", self.accept, parent=self)
        self.cancel_button = action_button(
            "取消", self.close_panel, "close", tip="不保存，返回（Esc）", parent=self
        )
        self._layout = QVBoxLayout(self)
        space = tokens().space
        self._layout.setContentsMargins(space.m if stacked else space.l, space.s, space.m, space.m)
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
        self.form = FieldForm(specs, self, columns=2, stacked=self._stacked)
        self.form.set_values(values)
        self._layout.insertWidget(2, self.form)
        self.form.show()  # at once: the layout would do it later, and the cursor is to go there now
        self.accept_button.setText(title)
        self.accept_button.setToolTip(f"{title}（{self._keys}）")
        self.form.field(specs[0].key).setFocus()

    def be_primary(self) -> None:
        """Be what the page asks for next: its button is the filled one and has the key of that."""
        set_role(self.accept_button, "primary")
        self._keys = "回车，Ctrl+回车"
        press = QShortcut(QKeySequence(PRIMARY_KEY), self)
        press.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        press.setWhatsThis("按下打开的表单的主要按钮")
        press.activated.connect(self.accept)

    def accept(self) -> None:
        """Do the action with what is typed; stays open if it is refused."""
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
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
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

    def __init__(
        self, table: QWidget, alerts: Alerts, parent: QWidget | None = None, *, stacked: bool = False
    ) -> None:
        """``stacked``: labels over their fields, as a side panel has room for."""
        super().__init__(parent)
        self.table, self.panel = table, ActionPanel(alerts, self, stacked=stacked)
        self._room = scrolling(self.panel)
        self._head: HeadActions | None = None
        self.addWidget(table)
        self.addWidget(self._room)
        self.panel.closed.connect(self._back)

    def stand_before(self, head: HeadActions) -> None:
        """Carry the page's only primary button while a form is open."""
        self._head = head
        self.panel.be_primary()

    @property
    def form(self) -> FieldForm | None:
        """The form that is open; None while the table is shown."""
        return self.panel.form

    @property
    def asks(self) -> bool:
        """Whether a form stands in the table's place."""
        return self.currentWidget() is self._room

    def ask(
        self, title: str, about: str, specs: Sequence[FieldSpec], values: Mapping[str, Any], accept: Accept
    ) -> None:
        """Open the form of an action in place of the table."""
        self.setCurrentWidget(self._room)
        self.panel.ask(title, about, specs, values, accept)
        if self._head is not None:
            self._head.take_primary(True)

    def back(self) -> None:
        """Give the place back to the table; what was typed is dropped."""
        self.panel.close_panel()

    def _back(self) -> None:
        if self._head is not None:
            self._head.take_primary(False)
        self.setCurrentWidget(self.table)
        self.table.setFocus()
