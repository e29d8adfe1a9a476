"""A line of the settings page (what it is, and its field), and lines under their heading.
What is set and stored is the page's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...base.text import missing_words
from ...widgets.fields.field import Field
from ...widgets.fields.larger import TickField
from ...widgets.look.fonts import heights, scaled
from ...widgets.look.roles import set_role
from ...widgets.look.tokens import tokens
from ...widgets.page_head import hairline
from ...widgets.tool_row import Sentence


class SettingRow(QWidget):
    """One line: label and hint, and the field in the column of all fields.

    Attributes:
        hint: under the label; the help of the setting stays in the field's tool tip.
    """

    def __init__(
        self,
        field: Field,
        hint: str,
        searched: str = "",
        parent: QWidget | None = None,
        *,
        short: bool = False,
    ) -> None:
        """``searched`` are words by which it is found beside those that are seen; ``short``: its field holds
        a number.
        """
        super().__init__(parent)
        self.field, self._short = field, short
        self._searched = searched
        self.label, self.hint = QLabel(field.name, self), QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setBuddy(field.editor)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        set_role(self.label, "list")
        set_role(self.hint, "hint")
        if isinstance(field, TickField):
            field.box.setText("打开")  # what is turned on stands at the left
        self._line = QHBoxLayout()
        self._lay_out()
        self.fit_letters()
        self.say(hint)

    def fit_letters(self) -> None:
        """Have room for the fields at the present 字号."""
        self.setMinimumHeight(heights().header)
        width = tokens().width
        self._field_place.setFixedWidth(scaled(width.settings_field))
        if self._short:
            self.field.setFixedWidth(scaled(width.settings_number))

    def say(self, hint: str) -> None:
        """Say something else under the label."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))

    def holds(self, words: tuple[str, ...], *headings: str) -> bool:
        """Whether all words stand in what the line or its headings say."""
        said = (self.field.name, self.hint.text(), self.field.editor.toolTip(), self._searched, *headings)
        return not missing_words(words, *said)

    def _lay_out(self) -> None:
        space = tokens().space
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._line.setContentsMargins(0, space.xs, 0, space.xs)
        self._line.setSpacing(space.xl)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.label)
        words.addWidget(self.hint)
        words.addStretch(1)
        self._line.addLayout(words, 1)
        self._field_place = QWidget(self)
        column = QHBoxLayout(self._field_place)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        if self._short:
            column.addStretch(1)
        self._line.addWidget(self._field_place, 0, Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(self._line, 1)
        whole.addWidget(hairline(self))


class Section(QWidget):
    """Lines under a heading, beside which stands what holds for all of them."""

    def __init__(
        self, group: str, title: str, hint: str, rows: Sequence[SettingRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.group, self.rows = group, rows
        self._title = title
        self.title, self.hint = QLabel(title, self), Sentence(hint, self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.title, "section")
        set_role(self.hint, "hint")
        space = tokens().space
        head = QHBoxLayout()
        head.setSpacing(space.m)
        head.addWidget(self.title)
        head.addWidget(self.hint, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, space.xl)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addSpacing(space.xs)
        lines.addWidget(hairline(self))
        for row in rows:
            lines.addWidget(row)

    def show_group(self, group: str) -> None:
        """Show all lines if they belong to a group, else none."""
        self.title.setText(self._title)
        for row in self.rows:
            row.show()
        self.setVisible(group == self.group)

    def show_found(self, words: tuple[str, ...]) -> int:
        """Show the lines in which all words stand, under the name of their group; returns how many."""
        self.title.setText(f"{self.group}：{self._title}")
        found = [row.holds(words, self.group, self._title, self.hint.text()) for row in self.rows]
        for row, shown in zip(self.rows, found, strict=True):
            row.setVisible(shown)
        self.setVisible(any(found))
        return sum(found)
