"""What the house sees of 定额考核. No Qt until the widget is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..office.face import Face, Today
from ..office.file import Office
from .settings import ASSESSMENT_SETTINGS
from .values.places import TAB


def today(office: Office, year: int, day: date) -> Today:
    """Remind of nothing yet: without a quota and an assessment there is nothing to do."""
    return Today([], "")


def make_widget(desk: Any) -> Any:
    """Import and make the tab's widget."""
    from .tab.main import AssessmentTab

    return AssessmentTab(desk)


FACE = Face(TAB, "定额考核", f"{__package__}.records.tables", ASSESSMENT_SETTINGS, today, make_widget)
