"""What the tests of the tab need: the widget on an empty office of 2011, shown as in the window."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSettings

from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.tab.main import OrganisationTab
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.widgets.desk import Desk

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

SCHOOL = UnitFacts("某镇中心学校", Nature.EDUCATION, ("教育",), floor_area=Decimal(8620), energy_users=1018)


@pytest.fixture
def school(office: Office) -> int:
    """A school with a liaison, in 2011."""
    return add_unit(
        office, 2011, SCHOOL, UnitContact("中心学校", liaison_name="周敏", liaison_phone="0879-2")
    )


@pytest.fixture
def tab(desk: Desk, qtbot: Any) -> OrganisationTab:
    QSettings().clear()  # what one test's clerk has chosen and drawn is not the next one's
    tab = OrganisationTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1354, 690)  # what a window of 1366 × 768 leaves
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    return tab
