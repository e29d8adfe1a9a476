"""The buttons for what was not taken in: copied as a table, or written as a workbook to send back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ...base.files import safe_name
from ...energy.periods import Quarter
from ...widgets.desk import Desk
from ...widgets.grid.clipboard import block_to_mime
from ...widgets.outgoing import write_file
from ...widgets.parts import action_button

if TYPE_CHECKING:
    from ..sheets.leftover import LeftOver


class LeftOvers(QWidget):
    """Says how much is left out and offers it; hidden while nothing is."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: Sequence[LeftOver] = ()
        self._quarter: Quarter | None = None
        self.label = QLabel(self)
        self.copy = action_button(
            "复制", self._copy, "copy", tip="复制未导入清单，可粘贴到WPS/Excel", parent=self
        )
        self.export = action_button(
            "导出…", self._export, "export", tip="把未导入清单写成xlsx文件", parent=self
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self.label, self.copy, self.export):
            line.addWidget(widget)
        self.hide()

    def show_rows(self, rows: Sequence[LeftOver], quarter: Quarter | None) -> None:
        """Offer a list; an empty one hides the buttons."""
        self._rows, self._quarter = rows, quarter
        self.label.setText(f"未导入清单（{len(rows)}条）")
        self.setVisible(bool(rows))

    def _copy(self) -> None:
        from ..sheets.leftover import left_over_text

        block = left_over_text(self._rows)
        QGuiApplication.clipboard().setMimeData(block_to_mime(block, [True] * len(block[0])))
        self._desk.alerts.say(f"已复制未导入清单{len(self._rows)}条")

    def _export(self) -> None:
        if self._quarter is None:
            return
        title = f"{self._quarter.title}报表未导入清单"
        path = self._desk.alerts.choose_save(
            "未导入清单写到哪里", f"{safe_name(title)}.xlsx", "Excel 文件 (*.xlsx)"
        )
        if path is None:
            return
        rows = list(self._rows)

        def make() -> bytes:
            from ..sheets.leftover import left_over_book

            return left_over_book(rows, title)

        write_file(self, self._desk, "导出未导入清单", path, make)
