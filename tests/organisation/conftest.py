"""What the tests of the tab need: the widget on an empty office of 2011, shown as in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication

from jingzhen_desktop.organisation.tab import OrganisationTab
from jingzhen_desktop.widgets.appearance import set_up_application
from jingzhen_desktop.widgets.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jingzhen_desktop.office import Office


@pytest.fixture(scope="session")
def house(qapp: QApplication) -> QApplication:
    set_up_application(qapp)
    return qapp


@pytest.fixture
def desk(house: QApplication, office: Office) -> Iterator[Desk]:
    desk = Desk(office, year=2011)
    yield desk
    desk.close()


@pytest.fixture
def warned(desk: Desk) -> list[str]:
    """The sentences shown in the message bar."""
    sentences: list[str] = []
    desk.alerts.warned.connect(sentences.append)
    return sentences


@pytest.fixture
def tab(desk: Desk, qtbot: Any) -> OrganisationTab:
    tab = OrganisationTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1354, 690)  # what a window of 1366 × 768 leaves
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    return tab
