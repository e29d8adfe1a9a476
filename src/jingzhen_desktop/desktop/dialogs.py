"""A message with a longer text behind it that can be copied: for 关于 and for bugs.
Never blocks the program.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_ICON_SIZE = 32


class DetailsDialog(QDialog):
    """Message, details to unfold, 复制 that leaves the dialog open, and one button to close it.

    Attributes:
        details: the text that is copied.
    """

    def __init__(
        self,
        title: str,
        message: str,
        details: str,
        close: str,
        parent: QWidget | None = None,
        *,
        unfolded: bool = False,
    ) -> None:
        """``close`` is the text of the closing button; ``unfolded`` shows the details from the start."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.message, self.details = QLabel(message, self), QPlainTextEdit(details, self)
        self.unfold = QPushButton("显示详情", self)
        self.copy_button = QPushButton("复制详情", self)
        self.close_button = QPushButton(close, self)
        self._sign = QLabel(self)
        self._sign.hide()
        self._set_up(unfolded)
        self._lay_out(unfolded)

    def set_sign(self, sign: QIcon) -> None:
        """Show a sign before the message."""
        self._sign.setPixmap(sign.pixmap(_ICON_SIZE, _ICON_SIZE))
        self._sign.show()

    def add(self, details: str) -> None:
        """Put more at the end of the details."""
        self.details.appendPlainText(details)

    def _set_up(self, unfolded: bool) -> None:
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 64)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName("详情")
        self.details.setMinimumHeight(self.fontMetrics().lineSpacing() * 6)
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._unfold)
        self.unfold.setChecked(unfolded)
        self.details.setVisible(unfolded)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)

    def _unfold(self, unfolded: bool) -> None:
        self.details.setVisible(unfolded)
        self.unfold.setText("收起详情" if unfolded else "显示详情")
        self.adjustSize()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy_button.setText("已复制")

    def _lay_out(self, unfolded: bool) -> None:
        top = QHBoxLayout()
        top.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.message, 1)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.unfold, QDialogButtonBox.ButtonRole.ActionRole)
        self.unfold.setVisible(not unfolded)  # the box has just shown it
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.details, 1)
        layout.addWidget(buttons)
