"""设置: one page built from the declared settings, each with its explanation; each change is stored at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from ..base.errors import UserFacingError
from ..base.place import Place
from ..base.typed import Kind
from ..office.settings import AnySetting, read_settings, write_settings
from ..tabs import all_settings
from ..widgets.desk import Desk
from ..widgets.fields.field import Field
from ..widgets.fields.form import FieldSpec, make_field
from ..widgets.look.roles import set_role
from ..widgets.look.tokens import tokens
from ..widgets.page import Page
from ..widgets.page_head import lay_out_page
from ..widgets.parts import SectionTitle
from .look_choices import LookChoices

_TOP_RIGHT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight


class SettingsPage(Page):
    """All settings of the office file, in their groups: name, field, explanation.

    Attributes:
        fields: by the settings' keys.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._settings = {setting.key: setting for setting in all_settings()}
        self.fields: dict[str, Field] = {}
        page = QWidget(self)
        page.setMaximumWidth(page.fontMetrics().averageCharWidth() * 190)
        margin = tokens().space.l
        page.setContentsMargins(margin, margin, margin, margin)
        self._grid = QGridLayout(page)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 4)
        for group in dict.fromkeys(setting.group for setting in self._settings.values()):
            self._add_group(group)
        self._grid.addWidget(_path_label(str(desk.office.path)), self._grid.rowCount(), 0, 1, 3)
        self.look = LookChoices(self)
        self._grid.addWidget(self.look, self._grid.rowCount(), 0, 1, 3)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self.setFocusProxy(next(iter(self.fields.values())).editor)
        self._scroll(page)

    def refresh(self) -> None:
        """Show what the office file holds."""
        for key, text in read_settings(self._desk.office, self._settings.values()).items():
            self.fields[key].set_value(text)

    def show_place(self, place: Place) -> None:
        """Put the cursor into the setting whose key the place's kind names."""
        if place.kind in self.fields:
            self.fields[place.kind].editor.setFocus()

    def _add_group(self, group: str) -> None:
        title = SectionTitle(group, self)
        title.setContentsMargins(0, self.fontMetrics().lineSpacing() // 3 if self.fields else 0, 0, 0)
        self._grid.addWidget(title, self._grid.rowCount(), 0, 1, 3)
        for setting in self._settings.values():
            if setting.group == group:
                self._add_setting(setting)

    def _add_setting(self, setting: AnySetting) -> None:
        field = make_field(_spec(setting), self)
        field.editor.setToolTip(setting.help)
        field.committed.connect(lambda value: self._store(setting, str(value)))
        self.fields[setting.key] = field
        label, line = QLabel(setting.label, self), self._grid.rowCount()
        label.setBuddy(field.editor)
        label.setMinimumHeight(field.editor.sizeHint().height())
        self._grid.addWidget(label, line, 0, _TOP_RIGHT)
        self._grid.addWidget(field, line, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(_help_text(setting.help, self), line, 2)

    def _store(self, setting: AnySetting, text: str) -> None:
        try:
            write_settings(self._desk.office, {setting: text}, f"修改设置：{setting.label}")
        except UserFacingError as error:
            self.fields[setting.key].refuse(str(error))

    def _scroll(self, page: QWidget) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        for part in (area.viewport(), page):
            part.setAutoFillBackground(False)
        lay_out_page(self, "设置", None, area)


def _help_text(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_role(label, "hint")
    return label


def _path_label(path: str) -> QLabel:
    label = QLabel(f"以上设置随数据文件保存：{path}")
    label.setContentsMargins(0, label.fontMetrics().lineSpacing() // 2, 0, 0)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _spec(setting: AnySetting) -> FieldSpec:
    kind = Kind.CHOICE if setting.choices else Kind.TEXT
    return FieldSpec(setting.key, setting.label, kind, choices=tuple(setting.choices))
