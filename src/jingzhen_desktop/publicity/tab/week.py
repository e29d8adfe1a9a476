"""The line about the national publicity week, with the form in which an office enters its dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.typed import Kind
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, RecordField
from ...widgets.page import store_record
from ...widgets.parts import action_button
from ..actions import change_week
from ..rules import week_words
from ..values import PublicityWeek

_FIELDS = (
    RecordField[PublicityWeek](
        "first", "宣传周开始", Kind.DATE, write=lambda week, typed: replace(week, first=typed)
    ),
    RecordField[PublicityWeek](
        "last", "结束", Kind.DATE, write=lambda week, typed: replace(week, last=typed)
    ),
    RecordField[PublicityWeek](
        "theme", "主题", help="按通知填写", write=lambda week, typed: replace(week, theme=typed)
    ),
    RecordField[PublicityWeek](
        "low_carbon_day", "低碳日", Kind.DATE, write=lambda week, typed: replace(week, low_carbon_day=typed)
    ),
    RecordField[PublicityWeek](
        "low_carbon_theme", "低碳日主题", write=lambda week, typed: replace(week, low_carbon_theme=typed)
    ),
)


class WeekPanel(QWidget):
    """What the week is, in a sentence; the form opens under it when asked for."""

    def __init__(self, desk: Desk, plan: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._week: PublicityWeek | None = None
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.form = FieldForm(_FIELDS, self, columns=5)
        self.form.hide()
        store_record(self.form, _FIELDS, lambda: self._week, partial(change_week, desk.office))
        self.edit_button = action_button(
            "宣传周日期和主题", self.open, "edit", tip="填写或更正全国节能宣传周、低碳日的日期和主题"
        )
        self.plan_button = action_button(
            "拟定宣传周计划", plan, "calendar", tip="按宣传周、低碳日的日期新增计划活动"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words)
        layout.addWidget(self.form)

    def show_week(self, week: PublicityWeek) -> None:
        """Show a year's week."""
        self._week = week
        self.words.setText(week_words(week))
        self.form.set_values({spec.key: getattr(week, spec.key) for spec in _FIELDS})
        self.plan_button.setEnabled(week.first is not None)

    def open(self) -> None:
        """Open the form, or close it again."""
        self.form.setVisible(self.form.isHidden())
        if self.form.isVisible():
            self.form.field("first").editor.setFocus()
