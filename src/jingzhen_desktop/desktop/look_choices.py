"""外观: how the window looks on this PC; kept on the PC, not in the office file.
What it looks like is ``look``'s.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ..base.typed import Kind
from ..widgets.appearance import apply_choices
from ..widgets.fields.form import FieldForm, FieldSpec
from ..widgets.look.scheme import Brightness, Choices, keep_choices, read_choices
from ..widgets.look.tokens import tokens
from ..widgets.parts import SectionTitle

BRIGHTNESS, SIZE, STRONG = "brightness", "size", "strong_lines"


class LookChoices(QWidget):
    """Light or dark, 字号, stronger outlines; each change is shown at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = FieldForm(_fields(), self)
        chosen = read_choices()
        self.form.set_values(
            {BRIGHTNESS: chosen.brightness.value, SIZE: chosen.size, STRONG: chosen.strong_lines}
        )
        self.form.committed.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(SectionTitle("外观（只在这台电脑上）", self))
        layout.addWidget(self.form)

    def _choose(self, key: str, value: object) -> None:
        chosen = _changed(read_choices(), key, value)
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
    return [
        FieldSpec(
            BRIGHTNESS, "明暗", Kind.CHOICE, choices=tuple((one.value, one.value) for one in Brightness)
        ),
        FieldSpec(
            SIZE,
            "字号",
            Kind.CHOICE,
            choices=tuple((name, name) for name in tokens().sizes),
        ),
        FieldSpec(STRONG, "加强对比：按钮和输入框的边线画深一些", Kind.YESNO),
    ]
