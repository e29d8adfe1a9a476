"""The choice of a font among those the PC has, with a sample.
Which one a paper then uses is ``paper/fonts``'.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.typed import Choices
from ...widgets.fields.larger import ChoiceField
from ...widgets.look.fonts import font_of
from ...widgets.look.roles import set_role
from ...widgets.look.tokens import Type

_SAMPLE = "公共机构节能2025"
_AUTOMATIC = "自动"


class FontField(ChoiceField):
    """A font by its name, empty for the best the PC has; the name of one it has not stays shown."""

    def __init__(self, name: str, parent: QWidget | None = None, *, tip: str = "") -> None:
        self._sample = QLabel(_SAMPLE)
        set_role(self._sample, "hint")
        super().__init__(name, _installed, parent, tip=tip)
        for row in range(1, self.box.count()):
            self.box.setItemData(row, _in_face(self.box.itemText(row)), Qt.ItemDataRole.FontRole)

    def _lay_out(self, _unit: str) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.editor)
        lines.addWidget(self._sample)

    def _show_value(self) -> None:
        super()._show_value()
        chosen = str(self._value or "")
        there = chosen in dict(self._choices)
        self._sample.setVisible(bool(chosen))
        self._sample.setText(_SAMPLE if there else "本机没有这种字体，将用别的代替")
        self._sample.setFont(_in_face(chosen) if there else font_of(Type.CAPTION))


@cache
def _installed() -> Choices:
    families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return (("", _AUTOMATIC), *((name, name) for name in families if not QFontDatabase.isPrivateFamily(name)))


def _in_face(family: str) -> QFont:
    font = font_of(Type.LIST)
    font.setFamilies([family])
    return font
