"""How many refused texts wait on a page: in cells and fields, shown and not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from jingzhen_desktop.base.typed import Kind
from jingzhen_desktop.widgets.fields.form import FieldForm, FieldSpec
from jingzhen_desktop.widgets.unstored import unstored_texts

from .table import Table

if TYPE_CHECKING:
    from jingzhen_desktop.widgets.alerts import Alerts


@pytest.fixture
def table(columns: Any, reports: Any, alerts: Alerts, qtbot: Any) -> Table:
    return Table(columns, reports, alerts, qtbot)


def test_cells_of_all_scopes_count(table: Table, qtbot: Any) -> None:
    page, model = QWidget(), table.model
    qtbot.addWidget(page)
    table.grid.setParent(page)
    cell = next(model.index(0, at) for at, column in enumerate(model.columns) if column.kind is Kind.NUMBER)
    assert unstored_texts(page) == 0
    model.scope = "一季度"
    model.setData(cell, "12x")
    model.scope = "二季度"
    model.setData(cell, "13x")
    assert unstored_texts(page) == 2
    model.drop_draft(cell)
    assert unstored_texts(page) == 1


def test_fields_count_as_shown_and_as_waiting(qapp: QApplication, qtbot: Any) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    form = FieldForm(
        (FieldSpec("area", "建筑面积", Kind.NUMBER), FieldSpec("day", "成立日期", Kind.DATE)), page
    )
    QVBoxLayout(page).addWidget(form)
    form.show_record("甲", {"area": None, "day": None})
    form.refuse("area", "不是数。")
    assert unstored_texts(page) == 1
    form.show_record("乙", {"area": None, "day": None})
    assert unstored_texts(page) == 1
    form.refuse("day", "不是日期。")
    assert unstored_texts(page) == 2
    form.show_record("甲", {"area": None, "day": None})
    form.discard()
    assert unstored_texts(page) == 1
