"""Lists of entries to tick."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ...widgets.grid.lists import dress_list


def tick_list(name: str, parent: QWidget) -> QListWidget:
    """Make an empty list; ``name`` is for screen readers."""
    ticks = QListWidget(parent)
    ticks.setAccessibleName(name)
    dress_list(ticks, from_edge=True)
    ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    ticks.setTextElideMode(Qt.TextElideMode.ElideRight)
    return ticks


def fill_ticks(ticks: QListWidget, entries: list[tuple[int, str]], ticked: tuple[int, ...]) -> None:
    """Show entries to tick, with the first that is ticked in view;
    the items stay the same ones as long as the entries do.
    """
    before = ticked_ids(ticks)
    with QSignalBlocker(ticks):
        if [ticks.item(row).data(Qt.ItemDataRole.UserRole) for row in range(ticks.count())] != [
            id_ for id_, _ in entries
        ]:
            ticks.clear()
            for id_, _ in entries:
                item = QListWidgetItem(ticks)
                item.setData(Qt.ItemDataRole.UserRole, id_)
                item.setFlags(
                    Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                )
        for row, (id_, text) in enumerate(entries):
            ticks.item(row).setText(text)
            ticks.item(row).setCheckState(Qt.CheckState.Checked if id_ in ticked else Qt.CheckState.Unchecked)
    first = next((row for row, (id_, _) in enumerate(entries) if id_ in ticked), None)
    # another record's ticks, not the one just made here
    if first is not None and not set(before) & set(ticked):
        ticks.scrollToItem(ticks.item(first), QListWidget.ScrollHint.PositionAtCenter)


def ticked_ids(ticks: QListWidget) -> tuple[int, ...]:
    """Return the ids of the ticked entries."""
    items = [ticks.item(row) for row in range(ticks.count())]
    return tuple(
        item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
    )
