"""What the tests of the tab need: the widget on an empty office of 2011, shown as in the window."""

from __future__ import annotations

from typing import Any

import pytest

from jingzhen_desktop.organisation.tab import OrganisationTab
from jingzhen_desktop.widgets.desk import Desk


@pytest.fixture
def tab(desk: Desk, qtbot: Any) -> OrganisationTab:
    tab = OrganisationTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1354, 690)  # what a window of 1366 × 768 leaves
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    return tab
