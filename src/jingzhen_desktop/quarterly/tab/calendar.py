"""报送情况: who has reported which quarter of the year, and until when the others may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.text import chinese_date
from ...energy.periods import QUARTERS, Quarter, quarters_of
from ...widgets.desk import Desk
from ...widgets.grid import Column, Grid, GridModel, Look
from ..queries import due_date, reporting_calendar
from ..values import ReportStatus, UnitCalendar
from .cells import STATUS_LOOKS

_FIRST_QUARTER_COLUMN = 1
_NEXT_STEP = "先点“发放空白表…”把空白表发给各单位；收回后点“导入报表…”，或把文件拖到窗口里；也可以双击表中的格子手工录入。"


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A unit's line, or the line that counts the reports (without unit)."""

    id: int | None
    name: str
    statuses: dict[int, str]
    liaison: str = ""
    phone: str = ""


class CalendarView(QWidget):
    """Units × four quarters; a double click or Enter opens the report."""

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._year = desk.year
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.model: GridModel[CalendarLine] = GridModel(_columns({}), parent=self)
        self.grid = Grid(self.model, "报送情况")
        self.grid.setSortingEnabled(False)
        self.grid.activated.connect(self._open)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.grid, 1)

    def show_quarter(self, quarter: Quarter) -> None:
        """Read the quarter's year anew; the quarter itself is the one whose state the sentence tells."""
        calendar = reporting_calendar(self._desk.office, quarter.year)
        deadlines = {one.number: due_date(self._desk.office, one) for one in quarters_of(quarter.year)}
        if deadlines != getattr(self, "_deadlines", None):
            self._deadlines = deadlines
            self.model.set_columns(_columns(deadlines))
        self.model.set_rows([_line(one) for one in calendar], [_count_line(calendar)])
        self.summary.setText(_summary(calendar, quarter, deadlines[quarter.number]))
        if self.grid.currentIndex().column() < _FIRST_QUARTER_COLUMN and calendar:
            self.grid.setCurrentIndex(self.model.index(0, quarter.number))

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid() or self.model.is_total(index):
            return
        line = self.model.row(index)
        number = index.column() - _FIRST_QUARTER_COLUMN + 1
        if line.id is not None and number in line.statuses:
            self.report_wanted.emit(line.id, number)


def _columns(deadlines: dict[int, date]) -> list[Column[CalendarLine]]:
    names: list[Column[CalendarLine]] = [Column("name", "单位", lambda line: line.name, width=24)]
    quarters = [_quarter_column(number, deadlines.get(number)) for number in QUARTERS]
    contact: list[Column[CalendarLine]] = [
        Column("liaison", "节能联络员", lambda line: line.liaison, width=12),
        Column("phone", "联系电话", lambda line: line.phone, width=16),
    ]
    return [*names, *quarters, *contact]


def _quarter_column(number: int, deadline: date | None) -> Column[CalendarLine]:
    title = Quarter(2000, number).name
    return Column(
        f"quarter{number}",
        f"{title}\n（{_until(deadline, number)}）" if deadline else title,
        lambda line: line.statuses.get(number, ""),
        width=18,
        tip=f"{title}报表截止日期：{chinese_date(deadline)}；双击或回车打开报表" if deadline else title,
        look=lambda line: _look(line, number),
    )


def _look(line: CalendarLine, number: int) -> Look | None:
    text = line.statuses.get(number, "")
    return next((look for status, look in STATUS_LOOKS.items() if status.value == text), None)


def _line(calendar: UnitCalendar) -> CalendarLine:
    unit = calendar.unit
    statuses = {number: status.value for number, status in calendar.statuses.items()}
    return CalendarLine(unit.id, unit.name, statuses, unit.contact.liaison_name, unit.contact.liaison_phone)


def _count_line(calendar: list[UnitCalendar]) -> CalendarLine:
    counts = {number: _counted(calendar, number) for number in QUARTERS}
    return CalendarLine(None, "已报单位", counts)


def _counted(calendar: list[UnitCalendar], number: int) -> str:
    owed = [one.statuses[number] for one in calendar if number in one.statuses]
    return f"{sum(status is not ReportStatus.MISSING for status in owed)}/{len(owed)}个单位"


def _summary(calendar: list[UnitCalendar], quarter: Quarter, deadline: date) -> str:
    missing = [one.unit.short_name for one in calendar if one.statuses.get(quarter.number) is ReportStatus.MISSING]
    blank = [one.unit.short_name for one in calendar if one.statuses.get(quarter.number) is ReportStatus.INCOMPLETE]
    if not any(status is not ReportStatus.MISSING for unit in calendar for status in unit.statuses.values()):
        return f"{quarter.year}年还没有报表。{_NEXT_STEP}"
    parts = [f"{quarter.title}：{_counted(calendar, quarter.number)}已报，{chinese_date(deadline)}前报送。"]
    if missing:
        parts.append(f"未报：{'、'.join(missing)}。")
    if blank:
        parts.append(f"有空白：{'、'.join(blank)}。")
    return "".join(parts)


def _until(deadline: date, number: int) -> str:
    """Until when, short enough for a header; the fourth quarter's day lies in the next year."""
    return f"{'次年' if number == QUARTERS[-1] and deadline.month < QUARTERS[-1] else ''}{deadline.month}月{deadline.day}日前报"
