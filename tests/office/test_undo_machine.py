"""Random work in all tabs with undo, redo and restarts:
at every point the whole file equals what a simple model says.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.actions.editing import (
    add_paragraph,
    change_title,
    move_paragraph,
    remove_paragraph,
)
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.base.errors import UserFacingError
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.inspection.actions.handling import (
    add_violation,
    order_rectification,
    record_failing_readings,
    record_recheck,
    remove_rectification,
    remove_violation,
)
from jingzhen_desktop.inspection.actions.rounds import (
    add_reading,
    add_round,
    add_visits,
    remove_readings,
    remove_round,
    remove_visit,
)
from jingzhen_desktop.inspection.values.found import Reading
from jingzhen_desktop.inspection.values.words import RecheckResult, Season, ViolationKind
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import COUNTY, TOWN, write_settings
from jingzhen_desktop.organisation.actions.group import add_member, remove_member
from jingzhen_desktop.organisation.actions.units import (
    add_unit,
    change_contact,
    change_facts,
    open_year,
    remove_unit,
)
from jingzhen_desktop.organisation.queries.group import leading_group
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.group import Role
from jingzhen_desktop.organisation.values.units import Nature, UnitFacts
from jingzhen_desktop.publicity.actions import add_activity, change_activity, remove_activity
from jingzhen_desktop.publicity.queries import activities_of_year
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.quarterly.actions.reports import (
    change_signatures,
    remove_report,
    store_report,
)
from jingzhen_desktop.quarterly.values.reports import Entry, Report, Signatures
from jingzhen_desktop.tabs import create_office

from ..changing import change_entry, changed

YEAR = 2011
DAY = date(YEAR, 7, 5)
ITEMS = ("electricity", "petrol", "water")
OUTSIDE = ("journal_step", "journal_change", "sqlite_sequence")

Content = dict[str, list[tuple[object, ...]]]
numbers = st.integers(0, 30)
texts = st.text("甲乙丙“”、|\\⟦ '\"\n0１x", min_size=1, max_size=6).filter(lambda text: bool(text.strip()))
amounts = st.none() | st.decimals(0, 10**9, places=2)


def content(path: Path) -> Content:
    """Everything the file holds but its journal."""
    connection = sqlite3.connect(path)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)
            for name in names
            if name not in OUTSIDE
        }
    finally:
        connection.close()


@cache
def beginning() -> Path:
    """An office with three units, made once."""
    path = Path(tempfile.mkdtemp(prefix="machine-")) / "开始.jzdb"
    with create_office(path, {TOWN: "文井镇"}) as office:
        for name in ("政府", "学校", "卫生院"):
            add_unit(office, YEAR, UnitFacts(name, Nature.EDUCATION, ("教育",)))
        round_id = add_round(office, YEAR, Season.SUMMER, DAY)
        for visit in add_visits(office, round_id, [1, 2]):
            add_reading(office, Reading(0, visit, room="办公室", set_temperature=Decimal(22)))
            record_failing_readings(office, visit)
        generate(office, YEAR, SummaryKind.HALF, DAY)
        office.end_undo("开始试验")
    return path


class Clerk(RuleBasedStateMachine):
    """Does anything the tabs allow, changes his mind, and goes home now and then."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="clerk-"))
        self.path = self.folder / "镇.jzdb"
        shutil.copy(beginning(), self.path)
        self.office = Office.open(self.path)
        self.expected = content(self.path)
        self.undo_list: list[tuple[Content, str]] = []
        self.redo_list: list[tuple[Content, str]] = []

    def teardown(self) -> None:
        if hasattr(self, "office"):
            self.office.close()
            shutil.rmtree(self.folder)

    def do(self, action: Callable[..., Any], *arguments: Any, **named: Any) -> None:
        """Do something the program may refuse; what it really did is the newest step."""
        with contextlib.suppress(UserFacingError):
            action(self.office, *arguments, **named)
        now = content(self.path)
        if now != self.expected:
            assert self.office.last_step is not None
            self.undo_list.append((self.expected, self.office.last_step.label))
            self.redo_list.clear()
            self.expected = now

    def pick(self, table: str, number: int, column: str = "id") -> Any:
        """One of the rows there are; a number nobody has if there are none."""
        connection = sqlite3.connect(self.path)
        found = [row[0] for row in connection.execute(f"SELECT {column} FROM {table} ORDER BY 1")]
        connection.close()
        return found[number % len(found)] if found else None

    # ---- organisation

    @rule(name=texts, nature=st.sampled_from(Nature), area=amounts)
    def add_unit(self, name: str, nature: Nature, area: Decimal | None) -> None:
        self.do(add_unit, YEAR, UnitFacts(name, nature, ("文化", "体育"), floor_area=area))

    @rule(
        number=numbers,
        name=texts,
        area=amounts,
        users=st.none() | st.integers(0, 5000),
        reporting=st.booleans(),
    )
    def change_facts(
        self, number: int, name: str, area: Decimal | None, users: int | None, reporting: bool
    ) -> None:
        self.do(
            partial(changed, change_facts),
            self.pick("unit", number),
            YEAR,
            name=name,
            floor_area=area,
            energy_users=users,
            reporting=reporting,
        )

    @rule(number=numbers, address=texts, opened=st.none() | st.dates(date(1950, 1, 1), date(2010, 1, 1)))
    def change_contact(self, number: int, address: str, opened: date | None) -> None:
        unit_id = self.pick("unit", number)
        self.do(partial(changed, change_contact), unit_id, YEAR, address=address, opened=opened)

    @rule(number=numbers)
    def remove_unit(self, number: int) -> None:
        units = units_of_year(self.office, YEAR)
        if units:
            self.do(remove_unit, units[number % len(units)])

    @rule(year=st.sampled_from([2012, 2013]))
    def open_year(self, year: int) -> None:
        self.do(open_year, year)

    @rule(role=st.sampled_from(Role), person=texts)
    def add_member(self, role: Role, person: str) -> None:
        self.do(add_member, role, person)

    @rule(number=numbers)
    def remove_member(self, number: int) -> None:
        group = leading_group(self.office)
        if group and group.members:
            self.do(remove_member, group.members[number % len(group.members)].id)

    # ---- quarterly

    @rule(
        number=numbers, quarter=st.integers(1, 4), item=st.sampled_from(ITEMS), quantity=amounts, cost=amounts
    )
    def change_entry(
        self, number: int, quarter: int, item: str, quantity: Decimal | None, cost: Decimal | None
    ) -> None:
        self.do(
            change_entry,
            self.pick("unit", number),
            Quarter(YEAR, quarter),
            item,
            quantity=quantity,
            cost=cost,
        )

    @rule(number=numbers, quarter=st.integers(1, 4), amounts=st.lists(amounts, min_size=3, max_size=3))
    def store_report(self, number: int, quarter: int, amounts: list[Decimal | None]) -> None:
        entries = {
            key: Entry(amount, amount)
            for key, amount in zip(("electricity", "water", "coal"), amounts, strict=True)
        }
        self.do(
            store_report,
            Report(
                self.pick("unit", number),
                Quarter(YEAR, quarter),
                "2011",
                entries,
                Signatures("甲", "乙", "丙", DAY),
            ),
        )

    @rule(number=numbers, quarter=st.integers(1, 4), head=texts)
    def sign(self, number: int, quarter: int, head: str) -> None:
        self.do(
            change_signatures,
            self.pick("unit", number),
            Quarter(YEAR, quarter),
            Signatures(head, "", "", None),
            head,
        )

    @rule(number=numbers, quarter=st.integers(1, 4))
    def remove_report(self, number: int, quarter: int) -> None:
        self.do(remove_report, self.pick("unit", number), Quarter(YEAR, quarter))

    # ---- inspection

    @rule(season=st.sampled_from(Season))
    def add_round(self, season: Season) -> None:
        self.do(add_round, YEAR, season, DAY)

    @rule(number=numbers, unit=numbers)
    def add_visit(self, number: int, unit: int) -> None:
        if round_id := self.pick("inspection_round", number):
            self.do(add_visits, round_id, [self.pick("unit", unit)])

    @rule(number=numbers, room=texts, degrees=st.none() | st.decimals(10, 30, places=1))
    def add_reading(self, number: int, room: str, degrees: Decimal | None) -> None:
        if visit_id := self.pick("inspection_visit", number):
            self.do(add_reading, Reading(0, visit_id, room, degrees))

    @rule(number=numbers)
    def record_failing(self, number: int) -> None:
        if visit_id := self.pick("inspection_visit", number):
            self.do(record_failing_readings, visit_id)

    @rule(number=numbers, text=texts)
    def add_violation(self, number: int, text: str) -> None:
        if visit_id := self.pick("inspection_visit", number):
            self.do(add_violation, visit_id, ViolationKind.OTHER, text)

    @rule(number=numbers, which=st.integers(1, 99))
    def order(self, number: int, which: int) -> None:
        if violation_id := self.pick("inspection_violation", number):
            self.do(
                order_rectification,
                [violation_id],
                number=f"〔2011〕{which}号",
                ordered_on=date(YEAR, 7, 8),
                deadline=date(YEAR, 7, 20),
            )

    @rule(number=numbers, result=st.sampled_from(RecheckResult))
    def recheck(self, number: int, result: RecheckResult) -> None:
        if notice_id := self.pick("rectification", number):
            self.do(record_recheck, notice_id, date(YEAR, 7, 21), result, close=True)

    @rule(number=numbers, what=st.sampled_from(["round", "visit", "reading", "violation", "rectification"]))
    def remove_of_inspection(self, number: int, what: str) -> None:
        table = what if what == "rectification" else f"inspection_{what}"
        remove = {
            "round": remove_round,
            "visit": remove_visit,
            "violation": remove_violation,
            "rectification": remove_rectification,
            "reading": lambda office, id_: remove_readings(office, [id_]),
        }[what]
        if found := self.pick(table, number):
            self.do(remove, found)

    # ---- publicity, annual, settings

    @rule(kind=st.sampled_from(ActivityKind), people=st.none() | st.integers(0, 999), theme=texts)
    def add_activity(self, kind: ActivityKind, people: int | None, theme: str) -> None:
        self.do(add_activity, Activity(0, kind, DAY, people=people, theme=theme))

    @rule(number=numbers, theme=texts)
    def change_activity(self, number: int, theme: str) -> None:
        if found := activities_of_year(self.office, YEAR):
            old = found[number % len(found)]
            self.do(change_activity, old, replace(old, theme=theme))

    @rule(number=numbers)
    def remove_activity(self, number: int) -> None:
        if found := self.pick("activity", number):
            self.do(remove_activity, found)

    @rule(kind=st.sampled_from(SummaryKind))
    def generate(self, kind: SummaryKind) -> None:
        self.do(generate, YEAR, kind, date(YEAR, 12, 31))

    @rule(
        number=numbers,
        text=texts,
        steps=st.integers(-3, 3),
        what=st.sampled_from(["add", "move", "remove", "title"]),
    )
    def change_summary(self, number: int, text: str, steps: int, what: str) -> None:
        summary, paragraph = self.pick("summary", number), self.pick("summary_paragraph", number)
        if summary is not None and what == "title":
            self.do(change_title, summary, text)
        elif summary is not None and what == "add":
            self.do(add_paragraph, summary, text)
        elif paragraph is not None and what != "add" and what != "title":
            self.do(*(move_paragraph, paragraph, steps) if what == "move" else (remove_paragraph, paragraph))

    @rule(setting=st.sampled_from([TOWN, COUNTY]), value=texts)
    def change_setting(self, setting: Any, value: str) -> None:
        self.do(write_settings, {setting: value})

    # ---- changing one's mind

    @precondition(lambda self: self.undo_list)
    @rule()
    def undo(self) -> None:
        before, label = self.undo_list.pop()
        self.redo_list.append((self.expected, label))
        assert self.office.undo().label == label
        self.expected = before

    @precondition(lambda self: self.redo_list)
    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(min(times, len(self.redo_list))):
            self.redo_one()

    def redo_one(self) -> None:
        after, label = self.redo_list.pop()
        self.undo_list.append((self.expected, label))
        assert self.office.redo().label == label
        self.expected = after

    @precondition(lambda self: len(self.undo_list) > 2)
    @rule()
    def undo_everything_and_redo(self) -> None:
        count = len(self.undo_list)
        for change in [self.undo] * count + [self.redo_one] * count:
            change()
            assert content(self.path) == self.expected

    @rule()
    def go_home_and_come_back(self) -> None:
        self.office.close()
        self.office = Office.open(self.path)

    @invariant()
    def the_file_is_as_expected(self) -> None:
        if hasattr(self, "office"):
            assert content(self.path) == self.expected
            undo, redo = self.office.undoable(), self.office.redoable()
            assert (undo.label if undo else None) == (self.undo_list[-1][1] if self.undo_list else None)
            assert (redo.label if redo else None) == (self.redo_list[-1][1] if self.redo_list else None)

    @invariant()
    def the_file_is_sound(self) -> None:
        if hasattr(self, "office"):
            assert self.office.problems() == []


TestClerk = Clerk.TestCase
TestClerk.settings = settings(
    max_examples=10,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
