"""A begun row: stored with the first thing typed in it, and gone without a trace if it is left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QGuiApplication

from jingzhen_desktop.base.errors import FieldRejected
from jingzhen_desktop.widgets.grid.columns import Column
from jingzhen_desktop.widgets.grid.model import GridModel
from jingzhen_desktop.widgets.grid.new_row import NEW, NewRow
from jingzhen_desktop.widgets.grid.view import Grid

from ..hands import CONTROL, Key, at, key, letters
from ..looking import cells, told_at_cell

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Thing:
    id: int
    name: str = ""
    size: str = ""


@dataclass
class Page:
    """A page with a table of things, as its owner stores them: sorted by name."""

    things: list[Thing] = field(default_factory=lambda: [Thing(1, "bb"), Thing(2, "dd")])

    def __post_init__(self) -> None:
        columns: list[Column[Thing]] = [
            Column("name", "名称", lambda one: one.name, write=lambda one, typed: replace(one, name=typed)),
            Column("size", "大小", lambda one: one.size, write=lambda one, typed: replace(one, size=typed)),
        ]
        self.model = GridModel(columns, change_many=self.store)
        self.grid = Grid(self.model, "东西")
        self.new: NewRow[Thing] = NewRow(self.grid, self.add, self.show)
        self.show()

    def add(self, thing: Thing) -> int:
        if not thing.name:
            raise FieldRejected("name", "名称不能为空。")
        self.things.append(replace(thing, id=len(self.things) + 1))
        self.show()
        return len(self.things)

    def store(self, changes: Sequence[tuple[Thing, Thing]]) -> None:
        if not self.new.take(changes):
            known = {new.id: new for _, new in changes}
            self.things = [known.get(thing.id, thing) for thing in self.things]
            self.show()

    def show(self) -> None:
        self.model.set_rows(self.new.with_begun(sorted(self.things, key=lambda thing: thing.name)))


@pytest.fixture
def page(qtbot: Any) -> Page:
    page = Page()
    qtbot.addWidget(page.grid)
    page.grid.resize(400, 300)
    with qtbot.waitActive(page.grid):
        page.grid.show()
        page.grid.activateWindow()
    return page


def test_the_first_thing_typed_stores_the_row_and_the_cursor_goes_on_in_it(page: Page) -> None:
    page.new.begin(Thing(NEW), "name")
    letters("cc\t")
    letters("9\r")
    assert page.things[2] == Thing(3, "cc", "9")
    assert cells(page.grid) == [["bb", ""], ["cc", "9"], ["dd", ""]]


def test_what_cannot_be_stored_stays_in_the_row(page: Page) -> None:
    page.new.begin(Thing(NEW), "size")
    letters("9\t")
    assert "名称不能为空" in page.model.drafts()[0][1].refusal.words
    at(page.grid, 0, "name")
    assert page.grid.grid_model.rowCount() == 3
    at(page.grid, 2, "size")
    assert "名称不能为空" in told_at_cell(page.grid)
    page.new.begin(Thing(NEW), "name")
    assert page.model.drafts() == []
    letters("aa\r")
    assert page.things[2] == Thing(3, "aa")


def test_a_block_over_the_begun_row_and_others_is_refused_whole(page: Page) -> None:
    refused: list[str] = []
    page.model.rejected.connect(refused.append)
    page.new.begin(Thing(NEW), "name")
    key(Key.Key_Escape)
    at(page.grid, 1, "name")
    QGuiApplication.clipboard().setText("ee\nff\n")
    key(Key.Key_V, CONTROL)
    assert "先单独填写" in refused[-1]
    assert page.things == [Thing(1, "bb"), Thing(2, "dd")]


def test_a_row_that_is_left_is_gone(page: Page, qtbot: Any) -> None:
    page.new.begin(Thing(NEW), "name")
    key(Key.Key_Escape)
    assert page.model.rowCount() == 3
    at(page.grid, 0, "name")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.new.begin(Thing(NEW), "name")
    page.grid.hide()
    assert page.model.rowCount() == 2
    page.grid.show()
    page.new.begin(Thing(NEW), "name")
    assert page.new.give_up()
    assert (page.model.rowCount(), page.new.give_up()) == (2, False)
    assert len(page.things) == 2


def test_another_row_is_changed_as_ever_while_one_is_begun(page: Page) -> None:
    page.new.begin(Thing(NEW), "name")
    key(Key.Key_Escape)
    at(page.grid, 0, "size")
    letters("5\r")
    assert page.things == [Thing(1, "bb", "5"), Thing(2, "dd")]
