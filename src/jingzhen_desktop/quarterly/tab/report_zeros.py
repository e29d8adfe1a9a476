"""其余填0 on the report's page: asks once who of the unit confirmed it and when; and what was confirmed beside a
report, in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ...base.errors import FieldRejected
from ...base.text import chinese_date, join_names
from ...base.typed import Kind
from ...office.clock import today
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.parts import action_button
from ..values.confirmations import Confirmation, ConfirmationKind

_FIELDS = (
    FieldSpec("confirmed_by", "据谁确认", help="单位里说没有其他消耗的人，如“王会计电话确认”"),
    FieldSpec("confirmed_on", "确认日期", Kind.DATE),
)


class ZerosBar(QFrame):
    """Who confirmed that nothing else was used, and when; Enter takes it, Esc leaves it."""

    given = Signal(str, object)
    """Name and day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.fields = FieldForm(_FIELDS, self, columns=2)
        self.accept = action_button("其余填0", self._give, parent=self)
        self.cancel = action_button("取消", self.hide, tip="不填（Esc）", parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self.fields, 1)
        layout.addWidget(self.accept)
        layout.addWidget(self.cancel)
        self.hide()

    def ask(self) -> None:
        """Ask anew; the day is today until it is said otherwise."""
        self.fields.set_values({"confirmed_by": "", "confirmed_on": today()})
        self.show()
        self.fields.field("confirmed_by").setFocus()

    def refuse(self, error: FieldRejected) -> None:
        """Say beside a field why it cannot be taken, and ask on."""
        self.show()
        self.fields.field(error.fields[0]).setFocus()
        self.fields.refuse(error.fields[0], str(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        self.fields.flush()
        values = self.fields.values()
        day = values["confirmed_on"]
        if isinstance(day, date):
            self.hide()
            self.given.emit(str(values["confirmed_by"] or ""), day)
        else:
            self.fields.refuse("confirmed_on", "请填确认日期")


def confirmed_line(confirmations: Sequence[Confirmation]) -> str:
    """Say in a line what was confirmed beside a report: 其余填0（据王会计）、识别结果确认2条; empty if nothing."""
    parts = []
    for kind in ConfirmationKind:
        of_kind = [one for one in confirmations if one.kind is kind]
        names = [one.confirmed_by for one in of_kind if one.confirmed_by]
        said_by = f"（据{join_names(list(dict.fromkeys(names)))}）" if names else ""
        count = f"{len(of_kind)}条" if len(of_kind) > 1 or not names else ""
        parts += [f"{kind.words}{count}{said_by}"] if of_kind else []
    return f"确认记录：{join_names(parts)}" if parts else ""


def confirmed_words(confirmations: Sequence[Confirmation]) -> str:
    """Say what was confirmed beside a report, a line for each."""
    return "\n".join(map(_words, confirmations))


def _words(one: Confirmation) -> str:
    said_by = f"，据{one.confirmed_by}" if one.confirmed_by else ""
    return f"{one.kind.words}（{chinese_date(one.confirmed_on)}{said_by}）：{one.place}：{one.text}"
