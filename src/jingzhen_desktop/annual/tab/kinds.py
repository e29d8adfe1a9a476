"""The kinds of paper as the text tabs in the head of the page."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QTabBar

from ..values.kinds import SummaryKind


class KindTabs(QObject):
    """Which kind is in front; its methods are named as those of a field."""

    committed = Signal(object)
    """The clerk has turned to a kind."""

    def __init__(self, tabs: QTabBar, parent: QObject) -> None:
        super().__init__(parent)
        self.tabs = tabs
        for kind in SummaryKind:
            tabs.setTabToolTip(tabs.addTab(kind.label), f"{kind.label}（Ctrl+Tab换页）")
        tabs.show()
        tabs.currentChanged.connect(self._tell)

    def value(self) -> SummaryKind:
        """The kind in front."""
        return list(SummaryKind)[self.tabs.currentIndex()]

    def set_value(self, kind: SummaryKind) -> None:
        """Bring a kind to the front without telling."""
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(list(SummaryKind).index(kind))
        self.tabs.update()

    def _tell(self, _index: int) -> None:
        self.committed.emit(self.value())
