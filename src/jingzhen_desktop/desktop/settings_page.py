"""设置: one page built from the declared settings; each change is stored at once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..base.errors import InputRejected
from ..base.place import Place
from ..office.settings import AnySetting, read_settings, write_settings
from ..tabs import all_settings
from ..widgets.desk import Desk
from ..widgets.fields import FieldForm, FieldSpec
from ..widgets.parts import SectionTitle
from ..widgets.typed import Kind


class SettingsPage(QWidget):
    """All settings of the office file, in their groups."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = {setting.key: setting for setting in all_settings()}
        self.forms: list[FieldForm] = []
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setSpacing(12)
        for group in dict.fromkeys(setting.group for setting in self._settings.values()):
            self._add_group(layout, group)
        layout.addWidget(self._where_it_is(page))
        layout.addStretch(1)
        self._scroll(page)
        desk.stepped.connect(lambda _step: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Show what the office file holds."""
        values = read_settings(self._desk.office, self._settings.values())
        for form in self.forms:
            form.set_values(values)

    def show_place(self, place: Place) -> None:
        """Put the cursor into the setting whose key the place's kind names."""
        for form in self.forms:
            if place.kind in form.fields:
                form.field(place.kind).setFocus()

    def _add_group(self, layout: QVBoxLayout, group: str) -> None:
        settings = [setting for setting in self._settings.values() if setting.group == group]
        form = FieldForm([_spec(setting) for setting in settings])
        form.committed.connect(lambda key, value, form=form: self._store(form, key, value))
        self.forms.append(form)
        layout.addWidget(SectionTitle(group))
        layout.addWidget(form)

    def _store(self, form: FieldForm, key: str, value: object) -> None:
        setting = self._settings[key]
        try:
            setting.parse(str(value))
        except InputRejected as error:
            form.refuse(key, str(error))
            return
        with self._desk.alerts.guard():
            write_settings(self._desk.office, {setting: str(value)}, f"修改设置：{setting.label}")

    def _where_it_is(self, parent: QWidget) -> QLabel:
        label = QLabel(f"以上设置随数据文件保存：{self._desk.office.path}", parent)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _scroll(self, page: QWidget) -> None:
        page.setMaximumWidth(page.fontMetrics().averageCharWidth() * 130)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)


def _spec(setting: AnySetting) -> FieldSpec:
    kind = Kind.CHOICE if setting.choices else Kind.TEXT
    return FieldSpec(setting.key, setting.label, kind, setting.help, tuple(setting.choices))
