"""附件: what is attached by tick, and for papers that go upward their 文号, addressee and 签发人."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...widgets.fields.form import FieldForm, RecordField
from ...widgets.grid.lists import dress_list
from ..values.kinds import Attachment, SummaryKind
from ..values.text import Summary

_DATA = Qt.ItemDataRole.UserRole
_UPWARD = (SummaryKind.COVER, SummaryKind.CONSUMPTION)
_CARRIED = (Attachment.SUMMARY_YEAR, Attachment.SUMMARY_HALF, Attachment.CONSUMPTION)
"""Only a letter carries other papers."""

SENDING_FIELDS = (
    RecordField[Summary](
        "number",
        "文号",
        help="如“文政报〔2012〕3号”；填了文号就印版头",
    ),
    RecordField[Summary](
        "addressee",
        "主送机关",
        help="如“景东县机关事务局”",
    ),
    RecordField[Summary](
        "signer",
        "签发人",
        help="上行文版头右侧印的签发人；几个人用顿号隔开",
    ),
)


class Sending(QWidget):
    """The ticks, and the fields of a paper that is sent."""

    chosen = Signal(tuple)
    """The attachments now ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        dress_list(self.list)
        self.list.setAccessibleName("附件选项")
        self.list.itemChanged.connect(lambda _item: self.chosen.emit(self.ticked))
        self.form = FieldForm(SENDING_FIELDS, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.form)
        layout.addWidget(self.list, 1)

    @property
    def ticked(self) -> tuple[Attachment, ...]:
        """What is ticked, in the order of the paper."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            Attachment(item.data(_DATA)) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def show_summary(self, stored: Summary | None) -> None:
        """Show what a paper is sent with; of a final one nothing can be changed."""
        kind = stored.kind if stored else SummaryKind.YEAR
        editable = stored is not None and not stored.is_final
        self.form.setVisible(kind in _UPWARD)
        self.form.setEnabled(editable)
        if stored is not None:
            self.form.set_values({field.key: getattr(stored, field.key) for field in SENDING_FIELDS})
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in Attachment:
                if kind is SummaryKind.COVER or one not in _CARRIED:
                    item = QListWidgetItem(one.label)
                    item.setData(_DATA, one.value)
                    item.setFlags(
                        Qt.ItemFlag.ItemIsEnabled
                        | Qt.ItemFlag.ItemIsSelectable
                        | Qt.ItemFlag.ItemIsUserCheckable
                    )
                    ticked = stored is not None and one in stored.attachments
                    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                    item.setToolTip("打印和定稿时附在正文后面，编号按这里的次序")
                    self.list.addItem(item)
        self.list.setEnabled(editable)
