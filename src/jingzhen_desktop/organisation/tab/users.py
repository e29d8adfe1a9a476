"""用能人数 of the chosen unit: its parts in a grid, what they add up to,
and the way to another number with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.typed import Kind
from ...office.settings import read_setting
from ...widgets.action_panel import PanelStack
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldSpec, RecordField
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.page_head import PartHead, page_action
from ...widgets.row_form import RowForm, table_over
from ...widgets.side_panel import pad
from ..actions.users import change_parts, follow_parts, override_users
from ..queries.users import energy_users
from ..rules.defaults import parts_source
from ..rules.users import daily_mean
from ..settings import YEAR_DAYS
from ..values.units import EnergyUsers, Nature, PartCount, UnitInYear, UserPart
from .sent import warn_if_sent

_HINTS = {
    UserPart.STUDENTS: "天数填在校天数，不含寒暑假",
    UserPart.VISITORS: "人数填平均每天人数，天数填有外来人员的天数",
    UserPart.OUTPATIENTS: "人数填全年门诊人次，天数不用填",
    UserPart.INPATIENTS: "人数填全年住院床日，天数不用填",
}
_OVERRIDE = (
    FieldSpec("used", "用能人数", Kind.INTEGER, unit="人", help="不填则按组成计算"),
    FieldSpec("users_reason", "理由", help="如“学期中并入一所学校”"),
)


@dataclass(frozen=True, slots=True)
class _PartLine:
    """A part as the grid shows it."""

    id: str
    count: PartCount
    title: str
    mean: Decimal | None

    @property
    def note(self) -> str:
        return self.count.note


_REST = (
    RecordField[_PartLine](
        "note", "备注", write=lambda line, typed: replace(line, count=replace(line.count, note=typed))
    ),
)
"""What has no column in the table of parts."""


class UsersPane(QWidget):
    """The parts, and what follows from them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._unit: UnitInYear | None = None
        self._users: EnergyUsers | None = None
        self.model: GridModel[_PartLine] = GridModel(_columns(), alerts=desk.alerts, change_many=self._change)
        self.grid = Grid(self.model, "用能人数组成", fitting=True, parent=self)
        self.rest = RowForm(self.grid, _REST, self._change_one, self)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        pad(self.hint)
        self.grid.chosen.connect(self._show_hint)
        self.grid.setSortingEnabled(False)
        self.stack = PanelStack(table_over(self.grid, self.hint, self.rest), desk.alerts, self, stacked=True)
        self.result = QLabel(self)
        self.result.setWordWrap(True)
        follow = page_action("按组成计算", self._follow_parts, "refresh", "", "不再用直接填写的人数", self)
        override = page_action("直接填写…", self.override, "edit", "", "不按组成计算，写明理由", self)
        pad(self.result)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(PartHead("", (override, follow), self))
        layout.addWidget(self.result)
        layout.addWidget(self.stack, 1)

    def show_unit(self, unit: UnitInYear | None) -> None:
        """Show the parts of a unit; a panel that is open for another unit is closed."""
        if (
            self._unit is not None
            and (unit is None or unit.id != self._unit.id)
            and self.stack.form is not None
        ):
            self.stack.back()
        self._unit = unit
        self._users = energy_users(self._desk.office, unit.id, unit.year) if unit else None
        days = read_setting(self._desk.office, YEAR_DAYS)
        self.model.scope = (unit.id, unit.year) if unit else None
        self.model.set_rows(
            [_line(part, self._users.nature, days) for part in self._users.parts] if self._users else []
        )
        self.result.setText(_result(self._users, days))

    def override(self) -> None:
        """Ask for another number and why."""
        unit, users = self._unit, self._users
        if unit is None or users is None:
            return
        if users.computed is None:
            self._desk.alerts.say("还没有填组成部分，用能人数可直接在左边的表格里填写")
            return
        self.stack.ask(
            "直接填写用能人数",
            f"{unit.name}{unit.year}年按组成算得{users.computed:,}人。",
            _OVERRIDE,
            {"used": users.used, "users_reason": users.reason},
            partial(self._override, unit),
        )

    def _override(self, unit: UnitInYear, values: Mapping[str, Any]) -> None:
        change = partial(override_users, self._desk.office, unit.id, unit.year)
        self._store(unit, partial(change, values["used"], values["users_reason"]))

    def _store(self, unit: UnitInYear, change: Callable[[], None]) -> None:
        """Make a change, and say so where another number of people follows for a year that went up."""
        before = energy_users(self._desk.office, unit.id, unit.year)
        change()
        after = energy_users(self._desk.office, unit.id, unit.year)
        if before is not None and after is not None and before.used != after.used:
            warn_if_sent(self._desk, unit.year, ("energy_users",))

    def _follow_parts(self) -> None:
        if not (self._users and self._users.reason):
            self._desk.alerts.say("用能人数没有直接填写，已经按组成计算")
        elif self._unit is not None:
            with self._desk.alerts.guard():
                unit = self._unit
                self._store(unit, partial(follow_parts, self._desk.office, unit.id, unit.year))

    def _show_hint(self, line: _PartLine | None) -> None:
        mean = f"日均{line.mean:,.1f}人" if line is not None and line.mean is not None else ""
        words = [line.title, mean, _HINTS.get(line.count.part, "")] if line is not None else []
        self.hint.setText("；".join(filter(None, words)))

    def _change_one(self, old: _PartLine, new: _PartLine) -> None:
        self._change([(old, new)])

    def _change(self, lines: Sequence[tuple[_PartLine, _PartLine]]) -> None:
        if self._unit is not None:
            counts = [(old.count, new.count) for old, new in lines]
            unit = self._unit
            self._store(unit, partial(change_parts, self._desk.office, unit.id, unit.year, counts))


def _line(count: PartCount, nature: Nature, days: int) -> _PartLine:
    words = (
        {Nature.EDUCATION: "教职工", Nature.HEALTH: "职工"}.get(nature)
        if count.part is UserPart.STAFF
        else None
    )
    return _PartLine(
        count.part.value,
        count,
        words or count.part.words,
        daily_mean(count, days) if count.people is not None else None,
    )


def _result(users: EnergyUsers | None, days: int) -> str:
    if users is None:
        return ""
    if users.computed is None:
        return f"按{parts_source()}的组成填写即自动算出；不填组成的，直接在左边的表格里填用能人数。"
    computed = f"按组成算得{users.computed:,}人（人数×天数÷{days}天，四舍五入）"
    if users.reason:
        used = f"{users.used:,}人" if users.used is not None else "空白"
        return f"{computed}；直接填写{used}，理由：{users.reason}"
    return f"{computed}，已作为用能人数。"


def _columns() -> list[Column[_PartLine]]:
    return [
        Column("part", "组成部分", lambda line: line.title, width=14, closed="由单位性质决定，不能填写"),
        Column[_PartLine](
            "people",
            "人数\n（人）",
            lambda line: line.count.people,
            Kind.INTEGER,
            write=lambda line, typed: replace(line, count=replace(line.count, people=typed)),
            width=7,
            tip="门诊填人次，住院填床日",
        ),
        Column[_PartLine](
            "days",
            "天数\n（天）",
            lambda line: line.count.days,
            Kind.INTEGER,
            write=lambda line, typed: replace(line, count=replace(line.count, days=typed)),
            width=5,
            tip="空着表示全年都在",
        ),
    ]
