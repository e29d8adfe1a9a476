"""What is beside the form of an import: what was found in it, how it was understood, and who of the unit said
what is put right.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...widgets.appearance import Look, look_colour, look_icon
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.grid.lists import dress_list
from ...widgets.look.roles import set_role
from ...widgets.parts import ButtonRow, action_button
from ...widgets.side_panel import Sections, pad
from ..values.findings import Finding, Severity
from .import_lines import FileLine

_LOOKS = {Severity.ERROR: Look.BAD, Severity.DOUBT: Look.WARNING, Severity.QUERY: Look.WARNING}
_SAID_BY = (FieldSpec("said_by", "据谁确认，或不采纳的原因", help="如“王会计电话确认”"),)


class ImportPanel(Sections):
    """The findings of the chosen form, and how its sheet was read."""

    cell_wanted = Signal(str, object)
    """A finding was chosen that speaks of a figure: key of its item, and which of the two."""
    left_out = Signal(object)
    """An error of a line that is not to be taken in."""
    said = Signal(str)
    """Who of the unit confirmed what was put right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings, self.told = QListWidget(self), QListWidget(self)
        self.said_by = FieldForm(_SAID_BY, self, stacked=True)
        self.leave_out = action_button(
            "不采纳所选的一行", self._leave_out, "remove", None, "这一行的数不导入，连同原因留存", self
        )
        set_role(self.leave_out, "small")
        self._line: FileLine | None = None
        self._lay_out()

    def show_line(self, line: FileLine | None) -> None:
        """Show what was found in a form."""
        self._line = line
        self.findings.clear()
        if line is not None:
            for finding in line.findings:
                self.findings.addItem(_item(finding, line))
        self.said_by.show_record(line.id if line else None, {"said_by": line.mends.said_by if line else ""})
        self.said_by.setVisible(bool(line and line.can_be_mended))
        self.leave_out.setVisible(bool(line and line.strange_lines))
        self.told.clear()
        self.told.addItems(line.reading.sheet.told if line and line.reading.sheet else ())

    def ask_who(self) -> None:
        """Have the clerk say who confirmed what was put right, or why something is not taken."""
        self.setCurrentIndex(0)
        self.said_by.field("said_by").setFocus()

    def _leave_out(self) -> None:
        """Leave the chosen line out, or the first that can be."""
        offered = self._line.strange_lines if self._line else ()
        finding = None
        if self.findings.currentRow() >= 0:
            finding = self.findings.currentItem().data(Qt.ItemDataRole.UserRole)
        if offered:
            self.said_by.flush()
            self.left_out.emit(finding if finding in offered else offered[0])

    def _go_to_cell(self, item: QListWidgetItem | None) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole) if item else None
        if isinstance(finding, Finding) and finding.item:
            self.cell_wanted.emit(finding.item, finding.what)

    def _lay_out(self) -> None:
        self.findings.setAccessibleName("问题")
        self.told.setAccessibleName("识别说明")
        for texts in (self.findings, self.told):
            dress_list(texts)
            texts.setWordWrap(True)
            texts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            texts.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.findings.itemClicked.connect(self._go_to_cell)
        self.findings.itemActivated.connect(self._go_to_cell)
        self.said_by.committed.connect(lambda _key, value: self.said.emit(str(value or "")))
        whole, under = QWidget(self), QWidget(self)
        foot = QVBoxLayout(under)
        foot.addWidget(self.said_by)
        foot.addWidget(ButtonRow(self.leave_out))
        pad(under)
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.findings, 1)
        lines.addWidget(under)
        self.addTab(whole, "问题")
        self.addTab(self.told, "识别说明")


def _item(finding: Finding, line: FileLine) -> QListWidgetItem:
    """A finding as it is listed under the file's name: where it stands, without saying the file again."""
    item = QListWidgetItem(line.short_words(finding))
    item.setToolTip(str(finding))
    item.setData(Qt.ItemDataRole.UserRole, finding)
    look = _LOOKS[finding.severity]
    item.setForeground(look_colour(look))
    if sign := look_icon(look):
        item.setIcon(sign)
    return item
