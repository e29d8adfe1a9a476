"""The preview of an import: a folder with all kinds of trouble is put right in the window, by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl.styles import Font
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.quarterly.face import FACE
from jingzhen_desktop.quarterly.queries.confirmations import confirmations_of
from jingzhen_desktop.quarterly.queries.reports import stored_report, stored_reports
from jingzhen_desktop.quarterly.rules.merging import Choice
from jingzhen_desktop.quarterly.tab.importing import ImportView
from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
from jingzhen_desktop.quarterly.tab.pending import kept_import
from jingzhen_desktop.quarterly.values.confirmations import ConfirmationKind
from jingzhen_desktop.quarterly.values.reports import pending_file
from jingzhen_desktop.widgets.desk import Desk

from ..hands import CONTROL, key, letters, press
from ..looking import lines, texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office

Q2, Q3 = Quarter(2011, 2), Quarter(2011, 3)
SHORT = (
    "镇政府", "中心学校", "卫生院", "文化站", "财政所", "司法所",
    "派出所", "敬老院", "农技站", "林业站", "水管站", "幼儿园",
)  # fmt: skip
FIRST = 6
"""Where the table of a blank form begins."""


@pytest.fixture
def units(office: Office) -> list[UnitInYear]:
    write_settings(office, {TOWN: "青石镇"})
    for short in SHORT:
        facts = UnitFacts(
            f"青石镇{short}", Nature.OTHER_INSTITUTION, (), True, Decimal(1000), 20, 20, 1, 0, 0
        )
        add_unit(office, 2010, facts, UnitContact(short))
    open_year(office, 2011)
    return units_of_year(office, 2011)


def _cell(book: Any, code: str) -> Any:
    for row in book["填报表"].iter_rows(min_row=FIRST):
        for at in (2, 4):
            if str(row[at].value or "").strip("()") == code:
                return row[at + 1]
    raise AssertionError(code)


@pytest.fixture
def folder(units: list[UnitInYear], fill: Callable[..., Path], tmp_path: Path) -> Path:
    """Twelve forms: seven right, and one each with 万, with 元, with 无, struck through, of nobody."""
    good = {"110": 1200, "111": 720, "120": 40, "121": 140}

    def strike(book: Any) -> None:
        _cell(book, "110").font = Font(strike=True)

    def rename(book: Any) -> None:
        for row in book["填报表"].iter_rows(max_row=5):
            for cell in row:
                if isinstance(cell.value, str) and units[4].name in cell.value:
                    cell.value = "财政部门"

    spoilt: dict[int, tuple[dict[str, Any], Callable[[Any], None] | None]] = {
        0: ({"110": "1.85万", "111": 10200}, None),
        1: ({"111": "10175元", "110": 18000}, None),
        2: ({"130": "无", "131": "无"}, None),
        3: ({}, strike),
        4: ({}, rename),
    }
    (tmp_path / "收回").mkdir()
    for at, unit in enumerate(units):
        figures, edit = spoilt.get(at, ({}, None))
        fill(unit, Q3, good | figures, name=f"收回/{at + 1:02}.xlsx", edit=edit)
    return tmp_path / "收回"


@pytest.fixture
def desk_year() -> int:
    return 2011


class Keys(QObject):
    """Counts the keys that are pressed."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def press(
        self, *pressed: Qt.Key, times: int = 1, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        for one in pressed * times:
            self.count += 1
            key(one, modifier)


@pytest.fixture
def shown(
    tab: QuarterlyTab, desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> QuarterlyTab:
    tab.show_quarter(Q3)
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: folder)
    press(tab, "导入文件夹…")
    qtbot.waitUntil(lambda: not desk.tasks.busy and tab.importing.is_waiting)
    return tab


def test_a_folder_with_five_kinds_of_trouble_is_taken_in_by_keys_alone(
    shown: QuarterlyTab, desk: Desk, office: Office, units: list[UnitInYear], qtbot: QtBot
) -> None:
    view, keys = shown.importing, Keys()
    assert view.take.text() == "导入7份"
    assert texts(view.file_grid, 0).count("不能导入") == 4
    keys.press(Qt.Key.Key_F4, Qt.Key.Key_Return)  # 1.85万 → 18,500
    assert view.take.text() == "导入8份"
    keys.press(Qt.Key.Key_F4, Qt.Key.Key_Return)  # 10175元 → 10,175.00
    keys.press(Qt.Key.Key_F4, Qt.Key.Key_Return, times=2)  # 无 → 0, twice
    assert view.take.text() == "导入10份"
    keys.press(Qt.Key.Key_F4, Qt.Key.Key_F9)  # struck through: the question is answered
    assert view.take.text() == "导入11份"
    keys.press(Qt.Key.Key_F4)
    assert QApplication.focusWidget() is view.unit
    assert view.unit.itemText(1) == "青石镇财政所", "who has no form yet comes first"
    keys.press(Qt.Key.Key_Down)
    assert view.take.text() == "导入12份"
    keys.press(Qt.Key.Key_Return, modifier=CONTROL)
    qtbot.waitUntil(lambda: not desk.tasks.busy and not view.is_waiting)
    assert len(stored_reports(office, Q3)) == 12
    assert keys.count == 13  # it took nine and more outside the program for each of the five
    report = stored_report(office, units[0].id, Q3)
    assert report is not None
    assert report.entries["electricity"].quantity == 18500
    kinds = [one.kind for one in confirmations_of(office, units[0].id, Q3)]
    assert kinds == [ConfirmationKind.CORRECTION]


def test_the_form_stands_in_its_own_rows_with_last_year_beside(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: list[UnitInYear],
    folder: Path,
    report: Callable[..., Any],
    take_in: Callable[..., None],
) -> None:
    report(units[0].id, Quarter(2010, 3), {"electricity": ("1900", "1100")})
    tab.show_quarter(Q3)
    take_in(folder / "01.xlsx")
    view = tab.importing
    assert texts(view.value_grid, 2)[:2] == ["1.85万", "40"]
    assert texts(view.value_grid, 3)[:2] == ["10,200.00", "140.00"]
    assert texts(view.value_grid, 6)[0] == "1,900"
    assert texts(view.value_grid, 7)[0] == "1,100.00"
    view.value_grid.setFocus()
    view.value_grid.setCurrentIndex(view.differences.model.index(0, 2))
    letters("1850")
    key(Qt.Key.Key_Return)
    assert texts(view.value_grid, 2)[0] == "*1,850"
    assert view.take.text() == "导入1份"
    # the checks of the review run before anything is stored
    assert any("单价" in line for line in lines(view.findings))


def test_a_form_of_another_quarter_waits_beside_the_others(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: list[UnitInYear],
    fill: Callable[..., Path],
    take_in: Callable[..., None],
    qtbot: QtBot,
) -> None:
    tab.show_quarter(Q3)
    take_in(fill(units[0], Q3, {"110": 10, "111": 6}, name="三季度.xlsx"))
    tab.show_quarter(Q2)
    take_in(fill(units[0], Q2, {"110": 9, "111": 5}, name="二季度.xlsx"))
    take_in(fill(units[1], Q3, {"110": 8, "111": 5}, name="学校三季度.xlsx"))
    view = tab.importing
    assert texts(view.file_grid, 7) == ["三季度", "二季度", "三季度"]
    assert view.take.text() == "导入3份"
    assert "其中2011年二季度1份，2011年三季度2份" in view.summary.text()
    view.take.trigger()
    qtbot.waitUntil(lambda: not desk.tasks.busy and not view.is_waiting)
    assert len(stored_reports(office, Q2)) == 1
    assert len(stored_reports(office, Q3)) == 2


def test_what_is_not_taken_wants_a_reason(
    shown: QuarterlyTab, desk: Desk, office: Office, units: list[UnitInYear], warned: list[str], qtbot: QtBot
) -> None:
    view = shown.importing
    key(Qt.Key.Key_F4)
    key(Qt.Key.Key_Delete)
    assert texts(view.value_grid, 2)[0] == "*未填"
    view.take.trigger()
    assert desk.tasks.wait_idle()
    assert warned[-1] == "“01.xlsx”有不采纳的数，请在右边写明据谁确认或原因。"
    view.panel.said_by.field("said_by").setFocus()
    letters("wang")
    key(Qt.Key.Key_Tab)
    view.take.trigger()
    qtbot.waitUntil(lambda: not desk.tasks.busy and len(stored_reports(office, Q3)) == 8)
    (kept,) = confirmations_of(office, units[0].id, Q3)
    assert (kept.text, kept.confirmed_by) == ("电数量：文件中是“1.85万”，没有采纳", "wang")
    assert view.is_waiting, "the others still want an answer"
    assert shown.views.detail is view
    assert len(texts(view.file_grid, 0)) == 4


# ---- the program is closed before it is taken in


def _close(tab: QuarterlyTab) -> None:
    """As the window does with the pages of an office file that is closed."""
    tab.hide()


def _resume(tab: QuarterlyTab, desk: Desk, qtbot: QtBot) -> ImportView:
    press(tab, "继续导入")
    qtbot.waitUntil(lambda: not desk.tasks.busy and tab.importing.is_waiting)
    return tab.importing


def test_an_import_that_was_not_finished_goes_on_when_the_program_is_opened_again(
    shown: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: list[UnitInYear],
    open_tab: Callable[[], QuarterlyTab],
    qtbot: QtBot,
) -> None:
    key(Qt.Key.Key_F4)
    key(Qt.Key.Key_Return)  # 1.85万 → 18,500
    key(Qt.Key.Key_F4)
    key(Qt.Key.Key_Delete)  # 10175元 is not taken
    shown.importing.panel.said_by.field("said_by").setFocus()
    letters("wang")
    key(Qt.Key.Key_Tab)
    shown.importing.files.ticked.emit(6, False)
    before = texts(shown.importing.file_grid, 0), shown.importing.take.text()
    _close(shown)
    (due, *_) = FACE.today(office, 2011, date(2011, 10, 9)).dues
    assert due.text.startswith("有未完成的导入")
    assert not stored_reports(office, Q3)

    tab = open_tab()
    view = _resume(tab, desk, qtbot)
    assert (texts(view.file_grid, 0), view.take.text()) == before
    view.file_grid.select_row(lambda line: line.id == 0)
    assert texts(view.value_grid, 2)[0] == "*18,500"
    view.take.trigger()
    qtbot.waitUntil(lambda: not desk.tasks.busy and len(stored_reports(office, Q3)) == 8)
    (kept,) = confirmations_of(office, units[1].id, Q3)
    assert kept.confirmed_by == "wang"


def test_what_was_taken_in_or_put_away_does_not_wait_any_more(
    shown: QuarterlyTab, desk: Desk, office: Office, open_tab: Callable[[], QuarterlyTab], qtbot: QtBot
) -> None:
    kept = pending_file(office.path)
    qtbot.waitUntil(kept.exists)
    shown.importing.take.trigger()
    qtbot.waitUntil(lambda: not desk.tasks.busy and len(stored_reports(office, Q3)) == 7)
    _close(shown)
    tab = open_tab()
    view = _resume(tab, desk, qtbot)
    assert len(texts(view.file_grid, 0)) == 5, "those with trouble"
    view.cancel.trigger()
    qtbot.waitUntil(lambda: not kept.exists())
    assert not any("未完成" in due.text for due in FACE.today(office, 2011, date(2011, 10, 9)).dues)


def test_new_files_join_those_that_waited_when_the_program_was_closed(
    shown: QuarterlyTab,
    desk: Desk,
    units: list[UnitInYear],
    fill: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    open_tab: Callable[[], QuarterlyTab],
    qtbot: QtBot,
) -> None:
    _close(shown)
    tab = open_tab()
    tab.show_quarter(Q2)
    new = fill(units[0], Q2, {"110": 9, "111": 5}, name="二季度.xlsx")
    monkeypatch.setattr(desk.alerts, "choose_files", lambda *_: [new])
    press(tab, "导入报表…")
    qtbot.waitUntil(lambda: not desk.tasks.busy and len(texts(tab.importing.file_grid, 0)) == 13)


def test_files_that_are_gone_are_named_and_the_import_can_be_given_up(
    shown: QuarterlyTab,
    desk: Desk,
    office: Office,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    open_tab: Callable[[], QuarterlyTab],
) -> None:
    _close(shown)
    folder.rename(folder.with_name("拔走"))
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_: bool(asked.append(question)) or True)
    tab = open_tab()
    press(tab, "继续导入")
    assert "01.xlsx" in asked[0]
    assert not pending_file(office.path).exists()


def test_an_import_kept_by_another_version_is_not_said_to_be_lost_with_its_files(
    shown: QuarterlyTab,
    desk: Desk,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    open_tab: Callable[[], QuarterlyTab],
    qtbot: QtBot,
) -> None:
    kept = pending_file(office.path)
    qtbot.waitUntil(kept.exists)
    _close(shown)
    kept.write_text('{"form": 1}', encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_: bool(asked.append(question)))
    press(open_tab(), "继续导入")
    assert "另一版本" in asked[0]
    assert "找不到" not in asked[0]
    assert kept.exists(), "nothing was given up"


def _paste(tab: QuarterlyTab, desk: Desk, unit: UnitInYear, quantity: int, qtbot: QtBot) -> None:
    rows = [f"填报单位：{unit.name}\t\t2011年三季度", "指标名称\t计量单位\t数量", f"用电量\t度\t{quantity}"]
    QApplication.clipboard().setText("\n".join(rows))
    press(tab, "从剪贴板导入")
    qtbot.waitUntil(lambda: not desk.tasks.busy and tab.importing.is_waiting)


def test_two_pasted_tables_wait_side_by_side_and_the_same_again_is_one(
    tab: QuarterlyTab, desk: Desk, units: list[UnitInYear], qtbot: QtBot
) -> None:
    tab.show_quarter(Q3)
    for unit, quantity in ((units[0], 1200), (units[1], 800), (units[0], 1200)):
        _paste(tab, desk, unit, quantity, qtbot)
    view = tab.importing
    assert sorted(line.form.file_name for line in view.files.rows()) == ["剪贴板", "剪贴板2"]


def test_choices_the_day_and_what_was_pasted_are_there_after_the_program_was_killed(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: list[UnitInYear],
    fill: Callable[..., Path],
    report: Callable[..., Any],
    take_in: Callable[..., None],
    open_tab: Callable[[], QuarterlyTab],
    qtbot: QtBot,
) -> None:
    report(units[0].id, Q3, {"electricity": ("1900", "1100")})
    tab.show_quarter(Q3)
    take_in(fill(units[0], Q3, {"110": 1200, "111": 720}, name="更正.xlsx"))
    view = tab.importing
    view.differences.everywhere.setChecked(True)
    press(view.differences, "全部保留")
    day = view.received.field("received_on")
    day.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, CONTROL)
    letters("2011-10-5")
    key(Qt.Key.Key_Tab)
    _paste(tab, desk, units[1], 800, qtbot)
    assert view.received.values()["received_on"] == date(2011, 10, 5), "what joins is of the same batch"
    said = pending_file(office.path)
    qtbot.waitUntil(lambda: said.exists() and "800" in said.read_text(encoding="utf-8"))

    again = open_tab()  # the first was never closed: nothing more was written
    view = _resume(again, desk, qtbot)
    assert view.received.values()["received_on"] == date(2011, 10, 5)
    kept = {line.form.file_name: line for line in view.files.rows()}
    assert sorted(kept) == ["剪贴板", "更正.xlsx"]
    assert set(kept["更正.xlsx"].choices.values()) == {Choice.KEEP}
    _paste(again, desk, units[2], 70, qtbot)
    assert sorted(line.form.file_name for line in view.files.rows()) == ["剪贴板", "剪贴板2", "更正.xlsx"]


def test_a_spoilt_record_of_an_import_is_passed_over(office: Office, tmp_path: Path) -> None:
    for text in ("", "{", "[]", '{"form": 2}', '{"form": 1, "quarter": "x", "sources": [], "said": []}'):
        pending_file(office.path).write_text(text, encoding="utf-8")
        assert kept_import(office) is None
