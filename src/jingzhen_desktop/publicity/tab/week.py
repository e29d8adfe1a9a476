"""The national publicity week: what it is in a sentence, and the form in which an office enters its dates."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.typed import Kind
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, RecordField
from ...widgets.page import store_record
from ...widgets.side_panel import pad
from ..actions import change_week
from ..rules import week_words
from ..values import PublicityWeek

_FIELDS = (
    RecordField[PublicityWeek]("first", "宣传周开始", Kind.DATE),
    RecordField[PublicityWeek]("last", "结束", Kind.DATE),
    RecordField[PublicityWeek]("theme", "主题", help="按通知填写"),
    RecordField[PublicityWeek]("low_carbon_day", "低碳日", Kind.DATE),
    RecordField[PublicityWeek]("low_carbon_theme", "低碳日主题"),
)


class WeekPanel(QWidget):
    """What the week is, in a sentence, and its dates and themes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._week: PublicityWeek | None = None
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.form = FieldForm(_FIELDS, self, stacked=True)
        store_record(self.form, _FIELDS, lambda: self._week, partial(change_week, desk.office))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.form, 1)
        pad(self)

    def show_week(self, week: PublicityWeek) -> None:
        """Show a year's week."""
        self._week = week
        self.words.setText(week_words(week))
        self.form.set_values({spec.key: getattr(week, spec.key) for spec in _FIELDS})
