"""A small form under a table, for what is registered of the chosen rows.

One line of fields; Enter does it, Esc gives it up, and what was typed for a row waits until that row is
chosen again. A form of many fields takes the table's place: ``action_panel``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ..base.errors import FieldRejected, UserFacingError
from ..base.typed import Kind
from .action_panel import Accept
from .alerts import Alerts
from .fields.form import FieldForm, FieldSpec
from .look.fonts import scaled
from .look.palette import tone
from .look.roles import set_role
from .look.tokens import Tone, tokens
from .page_head import PRIMARY_KEY, HeadActions
from .parts import action_button
from .tool_row import Sentence

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_ROOM = 250
"""Width in px that a field with its label wants."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Rows = frozenset[int]
"""The rows a form is about, by their ids; none where it is about the page."""


@dataclass(eq=False)
class _Question:
    """A form with what it is about and what is done with it."""

    title: str
    about: str
    rows: Rows
    form: FieldForm
    start: dict[str, object]
    accept: Accept

    def is_touched(self) -> bool:
        """Whether anything was typed in it."""
        for field in self.form.fields.values():
            field.flush()
        refused = any(field.draft() for field in self.form.fields.values())
        return refused or self.form.values() != self.start


class InlineForm(QWidget):
    """The frame with title, fields, 取消 and the one primary button.

    Attributes:
        form: the fields in sight; None while nothing is asked.
    """

    accepted = Signal()
    """What was asked is done."""
    given_up = Signal()

    def __init__(self, alerts: Alerts, parent: QWidget) -> None:
        super().__init__(parent)
        self._alerts = alerts
        self.title, self.about = QLabel(self), Sentence(parent=self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.title, "section")
        set_role(self.about, "hint")
        self.cancel_button = action_button("取消", self._cancel, tip="不登记，返回（Esc）", parent=self)
        self.accept_button = action_button("", self.accept, parent=self)
        set_role(self.accept_button, "primary")
        self.question: _Question | None = None
        self.is_storing = False
        self._lines = QGridLayout(self)
        space = tokens().space
        self._lines.setContentsMargins(space.m, space.s, space.m, space.s)
        self._lines.setHorizontalSpacing(space.s)
        self._lines.addWidget(self.title, 0, 0)
        self._lines.addWidget(self.about, 0, 1, 1, 3)
        for column, button in enumerate((self.cancel_button, self.accept_button), 2):
            self._lines.addWidget(button, 1, column, Qt.AlignmentFlag.AlignBottom)
        self._lines.setColumnStretch(1, 1)
        press = QShortcut(QKeySequence(PRIMARY_KEY), self)
        press.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        press.activated.connect(self.accept)
        self.hide()

    @property
    def form(self) -> FieldForm | None:
        return self.question.form if self.question else None

    def show_question(self, question: _Question) -> None:
        """Ask; the form that was in sight before is put away by its owner."""
        self.question = question
        self.title.setText(question.title)
        self.about.setText(question.about)
        self.accept_button.setText(question.title)
        self.accept_button.setToolTip(f"{question.title}（回车，Ctrl+回车）")
        self._lines.addWidget(question.form, 1, 0, 1, 2)
        question.form.show()
        self.show()

    def take_away(self) -> None:
        """Show nothing; the form stays as it is."""
        if self.question is not None:
            self._lines.removeWidget(self.question.form)
            self.question.form.hide()
            self.question = None
        self.hide()

    def accept(self) -> None:
        """Do it with what is typed; what is refused is said beside its field, and stays."""
        question = self.question
        if question is None:
            return
        question.form.flush()
        if question.form.problems():
            return
        self.is_storing = True
        try:
            question.accept(question.form.values())
        except FieldRejected as error:
            self._refuse(question.form, error)
        except UserFacingError as error:
            self._alerts.warn(error)
        else:
            self.accepted.emit()
        finally:
            self.is_storing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        elif event.key() in _ENTER:
            self.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tone(Tone.ACCENT_LINE), 1))
        painter.setBrush(tone(Tone.SURFACE))
        radius = tokens().radius.panel
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _cancel(self) -> None:
        self.given_up.emit()

    def _refuse(self, form: FieldForm, error: FieldRejected) -> None:
        key = error.among(form.fields)
        if key is None:
            self._alerts.warn(error)
            return
        form.refuse(key, str(error))
        form.field(key).setFocus()


class WithInlineForm(QWidget):
    """A table, and under it a form while something is asked.

    Attributes:
        panel: the form.
    """

    turned = Signal()
    """A form has been opened or put away; rows may have got or lost a draft."""

    def __init__(self, table: QWidget, alerts: Alerts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.panel = table, InlineForm(alerts, self)
        self._head: HeadActions | None = None
        self._drafts: list[_Question] = []
        self.panel.accepted.connect(self.back)
        self.panel.given_up.connect(self.back)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(table, 1)
        space = tokens().space
        self._frame = QVBoxLayout()
        self._frame.setContentsMargins(space.m, 0, space.m, 0)
        self._frame.addWidget(self.panel)
        lines.addLayout(self._frame)

    def stand_before(self, head: HeadActions) -> None:
        """Carry the page's only primary button while a form is open."""
        self._head = head

    @property
    def form(self) -> FieldForm | None:
        """The form that is open; None while nothing is asked."""
        return self.panel.form

    @property
    def asks(self) -> bool:
        """Whether a form is open."""
        return self.panel.question is not None

    def ask(
        self,
        title: str,
        about: str,
        specs: Sequence[FieldSpec],
        values: Mapping[str, Any],
        accept: Accept,
        rows: Collection[int] = (),
    ) -> None:
        """Open a form; what was typed in it for the same rows before is still there.

        ``accept`` is called with its values and raises FieldRejected, with the key of one of ``specs``, for
        what cannot be.
        """
        self._put_away()
        known = next((one for one in self._drafts if (one.title, one.rows) == (title, frozenset(rows))), None)
        if known is not None:
            self._drafts.remove(known)
            known.about, known.accept = about, accept
        question = known or self._make(title, about, specs, values, accept, frozenset(rows))
        self._open(question)
        question.form.field(specs[0].key).setFocus()

    def follow(self, rows: Collection[int]) -> None:
        """Other rows are chosen: put away a form that is not about them, with what was typed;
        open the one that waits for them.
        """
        question = self.panel.question
        if self.panel.is_storing:
            return
        if question is not None and question.rows and question.rows.isdisjoint(rows):
            self._put_away()
            self._tell()
        waiting = next((one for one in self._drafts if not one.rows.isdisjoint(rows)), None)
        if self.panel.question is None and waiting is not None:
            self._drafts.remove(waiting)
            self._open(waiting)

    def draft_of(self, row: int) -> str:
        """What is half typed about a row, by the title of its form; empty if nothing is."""
        return next((one.title for one in self._drafts if row in one.rows), "")

    def back(self) -> None:
        """Give the form up with what was typed."""
        question = self.panel.question
        self.panel.take_away()
        if question is not None:
            question.form.deleteLater()
            self._tell()
            self.table.setFocus()

    def _make(
        self,
        title: str,
        about: str,
        specs: Sequence[FieldSpec],
        values: Mapping[str, Any],
        accept: Accept,
        rows: Rows,
    ) -> _Question:
        fitting = max(2, self.width() // scaled(_ROOM))
        one_line = [_on_one_line(spec, values, alone=len(specs) > fitting) for spec in specs]
        form = FieldForm(one_line, self.panel, columns=min(len(specs), fitting))
        form.set_values(values)
        return _Question(title, about, rows, form, form.values(), accept)

    def _open(self, question: _Question) -> None:
        self.panel.show_question(question)
        space = tokens().space
        self._frame.setContentsMargins(space.m, space.s, space.m, space.m)
        if self._head is not None:
            self._head.take_primary(True)
        self.turned.emit()

    def _put_away(self) -> None:
        """Close the form in sight; one in which something was typed waits."""
        question = self.panel.question
        if question is None:
            return
        touched = question.is_touched()
        self.panel.take_away()
        if touched:
            self._drafts.append(question)
        else:
            question.form.deleteLater()

    def _tell(self) -> None:
        self._frame.setContentsMargins(0, 0, 0, 0)
        if self._head is not None:
            self._head.take_primary(False)
        self.turned.emit()


def _on_one_line(spec: FieldSpec, values: Mapping[str, Any], *, alone: bool) -> FieldSpec:
    """A note as a line, unless the one there is has several; ``alone``: as a line of its own."""
    several = "\n" in str(values.get(spec.key) or "")
    return replace(spec, kind=Kind.TEXT, whole_line=alone) if spec.kind is Kind.NOTE and not several else spec
