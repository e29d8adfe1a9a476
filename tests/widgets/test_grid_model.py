"""The grid's model: parsing, refusing, pinned totals, sorting, refreshing, blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from jingzhen_desktop.base.differences import differing
from jingzhen_desktop.base.errors import EnvironmentFault, InputRejected
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.appearance import Look
from jingzhen_desktop.widgets.grid.columns import Column
from jingzhen_desktop.widgets.grid.model import GridModel
from jingzhen_desktop.widgets.grid.order import Sorting

from ..told import raising

Role = Qt.ItemDataRole


class Store:
    """Keeps rows as an office would: writes change them, then the model is given the new ones."""

    def __init__(
        self,
        columns: list[Column[Any]],
        rows: list[Any],
        alerts: Alerts,
        totals: tuple[Any, ...] = (),
        **more: Any,
    ) -> None:
        self.rows = {row.id: row for row in rows}
        self.totals = totals
        self.calls: list[tuple[int, str, object]] = []
        self.model = GridModel(columns, alerts=alerts, change=self.change, **more)
        self.model.set_rows(rows, totals)

    def change(self, old: Any, new: Any) -> None:
        if new.people == 13:
            raise InputRejected("用能人数不能是13。")
        self.calls += [(old.id, key, value) for key, value in differing(old, new).items()]
        self.rows[old.id] = new
        self.model.set_rows(list(self.rows.values()), self.totals)

    def type(self, row: int, column: int, text: str) -> bool:
        return self.model.setData(self.model.index(row, column), text)


@pytest.fixture
def store(columns: Any, reports: Any, alerts: Alerts) -> Store:
    total = replace(reports[0], id=0, name="合计", power=Decimal("12595.6"), people=109, day=None)
    return Store(columns, reports, alerts, (total,))


def test_the_model_keeps_qts_rules(store: Store) -> None:
    QAbstractItemModelTester(store.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert store.model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    store.model.sort(0)
    store.type(0, 2, "7")
    store.model.set_rows(list(store.rows.values())[:1])
    store.model.set_rows([])
    store.model.set_columns(store.model.columns[:2])
    assert store.model.columnCount() == 2


def test_typed_text_reaches_the_writer_as_a_value(store: Store) -> None:
    assert store.type(0, 1, "１，０００．５")
    assert store.type(1, 3, "2011年7月5日")
    assert store.type(2, 4, "已审核")
    assert store.type(1, 5, "否")
    assert store.calls == [
        (1, "power", Decimal("1000.5")),
        (2, "day", date(2011, 7, 5)),
        (3, "state", "已审核"),
        (2, "reporting", False),
    ]
    assert store.model.index(0, 1).data() == "1,000.50"


def test_a_refused_text_leaves_the_old_value_and_stays_in_its_cell(store: Store, warned: list[str]) -> None:
    assert not store.type(1, 1, "二百")
    assert store.calls == []
    index = store.model.index(1, 1)
    assert index.data() == "二百"
    draft = store.model.draft(index)
    assert draft is not None
    assert draft.refusal.words == "“二百”不是数字，请只填阿拉伯数字和小数点。"
    assert store.model.cell_name(index) == "中心学校 用电量（千瓦时）"
    assert "没有存入" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    store.model.drop_draft(index)
    assert index.data() == "250.00"
    assert warned == []


def test_a_refusal_of_the_writer_is_kept_too(store: Store, warned: list[str]) -> None:
    assert not store.type(0, 2, "13")
    draft = store.model.draft(store.model.index(0, 2))
    assert draft is not None
    assert (draft.text, draft.refusal.words) == ("13", "用能人数不能是13。")
    assert (store.model.index(0, 2).data(), warned) == ("13", [])
    assert store.type(0, 2, "14")
    assert (store.model.index(0, 2).data(), store.model.drafts()) == ("14", [])


def test_a_fault_of_the_surroundings_is_warned_of_and_the_text_kept(
    store: Store, warned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.model, "_store", raising(EnvironmentFault("磁盘空间不足。")))
    assert not store.type(0, 2, "14")
    assert (store.model.index(0, 2).data(), warned) == ("14", ["磁盘空间不足。"])


def test_a_row_whose_id_is_negative_is_gone_when_it_is_gone(store: Store) -> None:
    """Such ids are those of rows that are not stored yet; they are no positions."""
    model = store.model
    model.set_rows([replace(model.rows()[0], id=-9)])
    key = model.key_of(model.index(0, 0))
    model.set_rows([replace(model.rows()[0], id=5)])
    assert model.find_key(key) is None


def test_drafts_stay_with_their_rows_and_their_scope(store: Store) -> None:
    model = store.model
    store.type(1, 1, "x")
    model.sort_by(Sorting("name", descending=True))
    model.set_rows(list(model.all_rows())[::-1])
    assert [(model.row(index).name, draft.text) for index, draft in model.drafts()] == [("中心学校", "x")]
    model.scope = "2012"
    assert (model.drafts(), model.has_drafts) == ([], False)
    model.scope = None
    assert [draft.text for _, draft in model.drafts()] == ["x"]


def test_what_is_stored_over_a_draft_ends_it(store: Store) -> None:
    model = store.model
    for row in (0, 1, 2):
        store.type(row, 2, "x")
    model.paste(0, 2, [["7"], ["8"]])
    assert [index.row() for index, _ in model.drafts()] == [2]
    model.clear([model.index(2, 2)])
    assert model.drafts() == []
    store.type(0, 2, "x")
    assert store.type(0, 2, model.columns[2].plain(model.row(model.index(0, 2))))  # what is stored anyway
    assert model.drafts() == []


def test_a_single_text_that_is_pasted_is_as_if_typed(store: Store, warned: list[str]) -> None:
    assert not store.model.paste(0, 1, [["1.8万"]])
    (_, draft) = store.model.drafts()[0]
    assert (draft.text, draft.reading, draft.refusal.reading) == ("1.8万", "18000", "18,000.00")
    assert warned == []


def test_a_closed_cell_says_why(store: Store) -> None:
    model = store.model
    assert model.why_closed(model.index(0, 1)) == ""
    assert model.why_closed(model.index(0, 0)) == "“单位”由程序给出，不在这里填写"
    assert model.why_closed(model.index(2, 5)) == "这一行的“报送”不能填写"
    model.set_rows(model.rows(), [model.rows()[0]])
    assert model.why_closed(model.index(3, 1)) == "合计由上面各行算出，不能填写"
    assert GridModel(model.columns).why_closed(model.index(0, 0)) == ""


def test_a_bug_of_the_writer_is_not_swallowed(columns: Any, reports: Any, alerts: Alerts) -> None:
    def broken(_old: Any, _new: Any) -> None:
        raise ZeroDivisionError

    model = GridModel(columns, alerts=alerts, change=broken)
    model.set_rows(reports)
    with pytest.raises(ZeroDivisionError):
        model.setData(model.index(0, 2), "5")


def test_the_same_text_is_no_change(store: Store) -> None:
    assert store.type(0, 1, "12345.6")
    assert store.calls == []


def test_only_editable_cells_can_be_edited(store: Store) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    assert not store.model.flags(store.model.index(0, 0)) & editable
    assert store.model.flags(store.model.index(0, 5)) & editable
    assert not store.model.flags(store.model.index(2, 5)) & editable  # by row
    assert not store.model.flags(store.model.index(3, 1)) & editable  # total
    assert not store.type(3, 1, "5")


def test_totals_are_bold_at_the_end_and_do_not_sort(store: Store) -> None:
    store.model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [store.model.index(row, 0).data() for row in range(4)] == ["镇政府", "中心学校", "卫生院", "合计"]
    assert store.model.index(3, 0).data(Role.FontRole).bold()
    assert store.model.index(0, 0).data(Role.FontRole) is None


def test_sorting_is_by_value_and_blanks_stay_last(store: Store) -> None:
    store.model.sort(1)
    assert [row.id for row in store.model.rows()] == [2, 1, 3]
    store.model.sort(0)
    assert [row.name for row in store.model.rows()] == ["卫生院", "镇政府", "中心学校"]
    store.model.sort(-1)
    assert [row.id for row in store.model.rows()] == [1, 2, 3]


def test_a_refresh_with_the_same_rows_does_not_reset_or_resort(store: Store, qtbot: Any) -> None:
    store.model.sort(2)
    assert [row.id for row in store.model.rows()] == [3, 1, 2]
    with qtbot.assertNotEmitted(store.model.modelReset):
        store.type(0, 2, "99")
    assert [row.id for row in store.model.rows()] == [3, 1, 2]  # the row does not jump away from the clerk
    assert store.model.index(0, 2).data() == "99"


def test_a_block_is_pasted_across_rows_and_columns(store: Store) -> None:
    assert store.model.paste(0, 1, [["1", "2"], ["3", "4"]])
    assert [(row.power, row.people) for row in store.model.rows()][:2] == [(Decimal(1), 2), (Decimal(3), 4)]


def test_the_second_cell_of_a_row_is_written_with_what_the_first_has_changed(store: Store) -> None:
    store.model.paste(0, 1, [["1", "2"]])
    assert store.rows[1].power == Decimal(1)
    assert store.rows[1].people == 2


def test_a_bad_cell_stops_the_paste_before_anything_is_stored(store: Store, warned: list[str]) -> None:
    assert not store.model.paste(0, 1, [["1", "2"], ["3", "x"]])
    assert store.calls == []
    assert "第2行（中心学校）“用能人数”" in warned[0]


def test_a_refusal_midway_says_how_much_is_stored(store: Store, warned: list[str]) -> None:
    assert not store.model.paste(0, 1, [["1", "13"]])
    assert "前面1格已保存" in warned[0]


def test_a_block_that_does_not_fit_is_refused(store: Store, warned: list[str]) -> None:
    assert not store.model.paste(2, 1, [["1"], ["2"]])  # would run into the total
    assert "2行1列" in warned[0]
    assert store.calls == []


def test_whole_rows_may_be_pasted_back_if_fixed_cells_agree(store: Store, warned: list[str]) -> None:
    assert store.model.paste(0, 0, [["镇政府", "77"]])
    assert store.calls == [(1, "power", Decimal(77))]
    assert not store.model.paste(0, 0, [["别的单位", "78"]])
    assert "不能改" in warned[0]


def test_one_step_where_the_writer_takes_blocks(columns: Any, reports: Any, alerts: Alerts) -> None:
    blocks: list[Any] = []
    model = GridModel(columns, alerts=alerts, change_many=blocks.append)
    model.set_rows(reports)
    assert model.paste(0, 1, [["1", "2"], ["3", "4"]])
    assert [[(old.id, differing(old, new)) for old, new in block] for block in blocks] == [
        [(1, {"power": Decimal(1), "people": 2}), (2, {"power": Decimal(3), "people": 4})]
    ]


def test_clearing_empties_what_may_be_empty(store: Store) -> None:
    store.type(0, 6, "补报")
    store.calls.clear()
    assert store.model.clear([store.model.index(0, column) for column in range(7)])
    assert store.calls == [(1, "power", None), (1, "people", None), (1, "day", None), (1, "note", "")]


def test_a_look_is_colour_sign_and_word(reports: Any, alerts: Alerts) -> None:
    column: Column[Any] = Column(
        "power", "用电量", lambda row: row.power, look=lambda row: Look.BAD if row.id == 3 else None
    )
    model = GridModel([column], alerts=alerts)
    model.set_rows(reports)
    bad, plain = model.index(2, 0), model.index(0, 0)
    assert bad.data(Role.ForegroundRole) is not None
    assert not bad.data(Role.DecorationRole).isNull()
    assert "错误" in bad.data(Role.AccessibleTextRole)
    assert plain.data(Role.ForegroundRole) is None
    assert plain.data(Role.DecorationRole) is None


def test_headers_have_tips_and_names_on_one_line(store: Store) -> None:
    horizontal = Qt.Orientation.Horizontal
    assert store.model.headerData(1, horizontal) == "用电量\n（千瓦时）"
    assert store.model.headerData(1, horizontal, Role.ToolTipRole) == "用电量（千瓦时）"
