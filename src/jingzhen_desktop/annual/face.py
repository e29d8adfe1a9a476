"""What the house sees of 年度总结. No Qt until the widget is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..base.text import chinese_date
from ..office.face import Due, Face, Progress, Today
from ..office.file import Office
from ..organisation.queries.units import years_with_units
from .queries.written import states_of_year, written_summaries
from .settings import SETTINGS
from .values.kinds import TAB, SummaryKind, SummaryState

_REMINDERS = {SummaryKind.HALF: (7, 1), SummaryKind.YEAR: (12, 1)}
"""Month and day from which a summary that was not written is asked for;
the half-year one only until the year's is due.
"""
_REPORT_DUE = (3, 31)
"""Day of the next year by which the consumption report is due (公共机构节能条例 art. 15)."""


def today(office: Office, year: int, day: date) -> Today:
    """Remind of the papers that are due and not written or not finalised; say which were written."""
    written = written_summaries(office, year)
    overview = "；".join(f"《{title}》落款{chinese_date(signed)}" for title, signed in written.values())
    done = SummaryKind.YEAR in written
    progress = Progress("年度总结", int(done), 1, "已起草" if done else "未起草")
    dues = [*_missing(written, year, day), *_reports(office, year, day)]
    return Today(dues, overview or "尚未生成", progress=(progress,))


def _missing(written: Mapping[SummaryKind, object], year: int, day: date) -> list[Due]:
    begun = [kind for kind, start in _REMINDERS.items() if day >= date(year, *start)]
    if not begun or begun[-1] in written:
        return []
    half = "上半年" if begun[-1] is SummaryKind.HALF else ""
    return [Due(f"{year}年{half}工作总结尚未生成", None, begun[-1].place(year))]


def _reports(office: Office, year: int, day: date) -> list[Due]:
    """The consumption report of the year before, and once that year is over of the year itself,
    until it is finalised.
    """
    wanted = [one for one in (year - 1, year) if day.year == one + 1]
    known = years_with_units(office) if wanted else []
    return [due for one in wanted if one in known and (due := _report(office, one))]


def _report(office: Office, year: int) -> Due | None:
    found = states_of_year(office, year).get(SummaryKind.CONSUMPTION)
    if found is not None and found[1] is SummaryState.FINAL:
        return None
    what = "尚未定稿" if found else "尚未起草"
    return Due(
        f"{year}年度能源消费状况报告{what}，应在{_REPORT_DUE[0]}月{_REPORT_DUE[1]}日前报送",
        date(year + 1, *_REPORT_DUE),
        SummaryKind.CONSUMPTION.place(year),
    )


def make_widget(desk: Any) -> Any:
    """Import and make the tab's widget."""
    from .tab.page import AnnualTab

    return AnnualTab(desk)


FACE = Face(TAB, "年度总结", f"{__package__}.records", SETTINGS, today, make_widget)
