"""外观: how the window looks on this PC; kept on the PC, not in the office file.
What it looks like is ``look``'s.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ...base.typed import Kind
from ...widgets.appearance import apply_choices
from ...widgets.fields.field import Field
from ...widgets.fields.form import FieldSpec, make_field
from ...widgets.look.scheme import Brightness, Choices, keep_choices, read_choices
from ...widgets.look.tokens import tokens
from .rows import SettingRow

BRIGHTNESS, SIZE, STRONG = "brightness", "size", "strong_lines"
KEPT = "只在这台电脑上，不随数据文件走"
_HINTS = {
    BRIGHTNESS: "跟随系统：系统改成深色，窗口也改成深色",
    SIZE: "窗口里的字、行和按钮一起变；打印的文件不变",
    STRONG: "按钮和输入框的边线画深一些",
}


class LookChoices(QObject):
    """Light or dark, 字号, stronger outlines; each change is shown at once.

    Attributes:
        rows: the lines of the settings page.
        fields: by key.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.rows: list[SettingRow] = []
        chosen = read_choices()
        values = {BRIGHTNESS: chosen.brightness.value, SIZE: chosen.size, STRONG: chosen.strong_lines}
        for spec in _fields():
            field = self.fields[spec.key] = make_field(spec, parent)
            field.setProperty("key", spec.key)
            field.set_value(values[spec.key])
            field.committed.connect(self._choose)
            self.rows.append(SettingRow(field, _HINTS[spec.key], parent=parent))

    def _choose(self, value: object) -> None:
        chosen = _changed(read_choices(), str(self.sender().property("key")), value)
        keep_choices(chosen)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply_choices(application, chosen)


def _changed(chosen: Choices, key: str, value: object) -> Choices:
    if key == BRIGHTNESS:
        return replace(chosen, brightness=Brightness(str(value)))
    if key == SIZE:
        return replace(chosen, size=str(value))
    return replace(chosen, strong_lines=bool(value))


def _fields() -> list[FieldSpec]:
    brightness = tuple((one.value, one.value) for one in Brightness)
    sizes = tuple((name, name) for name in tokens().sizes)
    return [
        FieldSpec(BRIGHTNESS, "明暗", Kind.CHOICE, choices=brightness),
        FieldSpec(SIZE, "字号", Kind.CHOICE, choices=sizes),
        FieldSpec(STRONG, "加强对比", Kind.YESNO),
    ]
