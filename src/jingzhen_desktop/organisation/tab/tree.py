"""The organisation as a tree: leading group → executive office → systems → units. Read only."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...widgets.desk import Desk
from ..queries import tree
from ..values import TreeNode


class TreePage(QWidget):
    """The tree of the working year."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName("组织网络")
        self.tree.setHeaderLabels(["机构", "说明"])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tree)
        desk.stepped.connect(lambda _step: self.refresh())
        desk.year_changed.connect(lambda _year: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Build the tree anew, all branches open."""
        self.tree.clear()
        self.tree.addTopLevelItem(_item(tree(self._desk.office, self._desk.year)))
        self.tree.expandAll()


def _item(node: TreeNode) -> QTreeWidgetItem:
    item = QTreeWidgetItem([node.title, node.detail])
    for child in node.children:
        item.addChild(_item(child))
    return item
