"""The organisation as a tree: leading group → executive office → systems → units. Read only; a unit leads to its row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...base.place import Place
from ...widgets.desk import Desk
from ...widgets.page import Page
from ..queries import tree
from ..values import TAB, TreeNode

_UNIT = Qt.ItemDataRole.UserRole


class TreePage(Page):
    """The tree of the working year."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName("组织网络")
        self.tree.setHeaderLabels(["机构", "说明"])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemActivated.connect(self._go)
        self.setFocusProxy(self.tree)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel("由“领导小组”和“单位”两页自动生成。双击单位或按回车前往修改。", self))
        layout.addWidget(self.tree)

    def refresh(self) -> None:
        """Build the tree anew, all branches open."""
        self.tree.clear()
        top = _item(tree(self._desk.office, self._desk.year))
        self.tree.addTopLevelItem(top)
        self.tree.expandAll()
        self.tree.setCurrentItem(top)

    def _go(self, item: QTreeWidgetItem) -> None:
        unit_id = item.data(0, _UNIT)
        if unit_id is not None:
            self._desk.go_to(Place(TAB, "unit", unit_id))


def _item(node: TreeNode) -> QTreeWidgetItem:
    item = QTreeWidgetItem([node.title, node.detail])
    item.setData(0, _UNIT, node.unit_id)
    for child in node.children:
        item.addChild(_item(child))
    return item
