"""The tab 组织机构 as the clerk works with it: typing, pasting, carrying forward, deleting;
the screen and the file agree.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.office.settings import OFFICE_HOST, read_setting
from jingzhen_desktop.organisation.actions.group import change_leading_group
from jingzhen_desktop.organisation.actions.ledger import add_ledger_item
from jingzhen_desktop.organisation.actions.units import add_unit, change_contact
from jingzhen_desktop.organisation.queries.group import leading_group
from jingzhen_desktop.organisation.queries.ledger import ledger_entries
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.tab.main import OrganisationTab
from jingzhen_desktop.organisation.values.group import Role
from jingzhen_desktop.organisation.values.ledger import LedgerItem, LedgerKind
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.widgets.desk import Desk

from ..changing import changed
from ..hands import CONTROL, Key, at, enter, key, letters, press
from ..looking import cell, column_of, hint, no_scroll, told_at_cell

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

SCHOOL = UnitFacts("某镇中心学校", Nature.EDUCATION, ("教育",), floor_area=Decimal(8620), energy_users=1018)
CLINIC = UnitFacts("某镇卫生院", Nature.HEALTH, ("卫生",))


def stored(office: Office, year: int = 2011) -> list[UnitInYear]:
    return units_of_year(office, year)


@pytest.fixture
def school(office: Office) -> int:
    return add_unit(
        office, 2011, SCHOOL, UnitContact("中心学校", liaison_name="周敏", liaison_phone="0879-2")
    )


@pytest.fixture
def clinic(school: int, office: Office) -> int:
    return add_unit(office, 2011, CLINIC, UnitContact("卫生院"))


# ---- units


def test_units_are_typed_cell_after_cell(tab: OrganisationTab, office: Office) -> None:
    press(hint(tab.units), "新增单位")
    enter("某镇人民政府")
    key(Key.Key_Tab)
    key(Key.Key_F2)
    choices = QApplication.focusWidget()
    assert isinstance(choices, QComboBox)
    choices.setCurrentIndex(0)
    key(Key.Key_Tab)
    enter("党政")
    for text in ("是", "３，１８０．５", "86"):
        key(Key.Key_Tab)
        if text != "是":
            enter(text)
    key(Key.Key_Return)
    QTest.mouseClick(
        next(one for one in tab.findChildren(QPushButton) if one.text() == "新增单位"),
        Qt.MouseButton.LeftButton,
    )
    enter("某镇文体站")
    key(Key.Key_Return)
    at(tab.units.grid, 1, "systems")
    enter("文化、体育")
    key(Key.Key_Return)
    first, second = stored(office)
    assert first.facts == UnitFacts(
        "某镇人民政府", Nature.STATE_ORGAN, ("党政",), True, Decimal("3180.5"), 86
    )
    assert (second.name, second.facts.systems) == ("某镇文体站", ("文化", "体育"))
    assert (
        cell(tab.units.grid, 0, column_of(tab.units.grid, "floor_area")),
        cell(tab.units.grid, 1, column_of(tab.units.grid, "systems")),
    ) == ("3,180.5", "文化、体育")
    assert any("共2个单位，2个报送报表" in label.text() for label in tab.findChildren(QLabel))


def test_letters_are_refused_and_the_old_number_stays(
    tab: OrganisationTab, school: int, office: Office
) -> None:
    at(tab.units.grid, 0, "energy_users")
    letters("1o18")
    key(Key.Key_Return)
    assert told_at_cell(tab.units.grid).startswith("“1o18”不是数字")
    key(Key.Key_Escape)
    assert cell(tab.units.grid, 0, column_of(tab.units.grid, "energy_users")).replace(",", "") == "1018"
    assert stored(office)[0].facts.energy_users == 1018


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("floor_area", "-5", "不能是负数"),
        ("petrol_cars", "2.5", "整数"),
        ("systems", "农机", "不是系统名称"),
        ("name", "某镇卫生院", "已经有了"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    tab: OrganisationTab, clinic: int, office: Office, name: str, typed: str, sentence: str
) -> None:
    before = stored(office)
    at(tab.units.grid, 0, name)
    key(Key.Key_F2)
    enter(typed)
    key(Key.Key_Return)
    assert sentence in told_at_cell(tab.units.grid)
    assert stored(office) == before


def test_delete_empties_a_number_but_never_a_name(
    tab: OrganisationTab, school: int, office: Office, warned: list[str]
) -> None:
    at(tab.units.grid, 0, "floor_area")
    key(Key.Key_Delete)
    assert stored(office)[0].facts.floor_area is None
    assert warned == []
    at(tab.units.grid, 0, "name")
    key(Key.Key_Delete)
    assert "不能为空" in warned[-1]
    assert stored(office)[0].name == "某镇中心学校"


def test_rows_copied_from_excel_are_pasted_over_those_there(
    tab: OrganisationTab, clinic: int, office: Office, warned: list[str]
) -> None:
    at(tab.units.grid, 0, "floor_area")
    QGuiApplication.clipboard().setText("8,700.25\t1020\t68\n2940\t７８\t41\n")
    key(Key.Key_V, CONTROL)
    assert warned == []
    facts = [
        (unit.facts.floor_area, unit.facts.energy_users, unit.facts.establishment) for unit in stored(office)
    ]
    assert facts == [(Decimal("8700.25"), 1020, 68), (Decimal(2940), 78, 41)]
    at(tab.units.grid, 1, "floor_area")
    QGuiApplication.clipboard().setText("1\n2\n3")
    key(Key.Key_V, CONTROL)
    assert "3行1列" in warned[-1]
    assert stored(office)[1].facts.floor_area == Decimal(2940)


def test_a_new_year_takes_over_the_units_of_the_year_before(
    tab: OrganisationTab, clinic: int, desk: Desk, office: Office
) -> None:
    desk.year = 2012
    assert any("2012年还没有单位" in label.text() and label.isVisible() for label in tab.findChildren(QLabel))
    press(tab, "从上年结转")
    assert [unit.facts for unit in stored(office, 2012)] == [unit.facts for unit in stored(office)]
    at(tab.units.grid, 0, "energy_users")
    letters("1100")
    key(Key.Key_Return)
    assert [stored(office, year)[0].facts.energy_users for year in (2011, 2012)] == [1018, 1100]
    desk.year = 2011
    assert cell(tab.units.grid, 0, column_of(tab.units.grid, "energy_users")).replace(",", "") == "1018"


def test_without_an_earlier_year_nothing_can_be_carried_forward(
    tab: OrganisationTab, said: list[str]
) -> None:
    assert tab.units.head_actions.primary.text() == "新增单位"
    press(tab, "从上年结转")
    assert said == ["没有需要结转的单位"]


@pytest.mark.parametrize("sure", [True, False])
def test_a_unit_is_deleted_only_when_the_clerk_is_sure(
    tab: OrganisationTab, clinic: int, desk: Desk, office: Office, sure: bool
) -> None:
    asked: list[str] = []
    desk.alerts.confirm = lambda question, *_texts, **_more: asked.append(question) or sure
    at(tab.units.grid, 1, "name")
    press(tab, "删除单位")
    assert "某镇卫生院" in asked[0]
    assert [unit.name for unit in stored(office)] == (
        ["某镇中心学校"] if sure else ["某镇中心学校", "某镇卫生院"]
    )
    assert tab.units.model.rowCount() == len(stored(office))


def test_the_units_fit_without_scrolling_sideways(tab: OrganisationTab, clinic: int, desk: Desk) -> None:
    tab.units.refresh()
    QApplication.processEvents()
    assert tab.units.grid.horizontalScrollBar().maximum() == 0
    assert not tab.units.contact.visibleRegion().isEmpty()
    for field in tab.units.contact.fields.values():
        assert field.editor.visibleRegion().boundingRect().width() in (0, field.editor.width())


# ---- contact data


def test_contact_data_are_stored_and_said_to_be_wrong_under_the_field(
    tab: OrganisationTab, school: int, office: Office
) -> None:
    at(tab.units.grid, 0, "name")
    line = tab.units.contact.field("credit_code").editor
    line.setFocus()
    QTest.keyClicks(line, "123")
    key(Key.Key_Tab)
    assert "18位" in tab.units.contact.field("credit_code").problem
    phone = tab.units.contact.field("liaison_phone").editor
    phone.setFocus()
    enter("0879-9999999")
    key(Key.Key_Tab)
    # storing another field does not hush it up
    assert "18位" in tab.units.contact.field("credit_code").problem
    (unit,) = stored(office)
    assert (unit.contact.credit_code, unit.contact.liaison_phone) == ("", "0879-9999999")
    line.setFocus()
    enter("12330000MB0000001X")
    key(Key.Key_Tab)
    assert tab.units.contact.problems() == []
    assert stored(office)[0].contact.credit_code == "12330000MB0000001X"


def test_what_is_half_typed_belongs_to_the_unit_it_was_typed_for(
    tab: OrganisationTab, clinic: int, office: Office
) -> None:
    at(tab.units.grid, 0, "name")
    for field, text in (("address", "xue fu lu 8"), ("liaison_name", "zhou")):
        line = tab.units.contact.field(field).editor
        assert isinstance(line, QLineEdit)
        line.setText(text)
        line.setModified(True)
    tab.units.show_unit(clinic)
    first, second = stored(office)
    assert (first.contact.address, first.contact.liaison_name) == ("xue fu lu 8", "zhou")
    assert (second.contact.address, second.contact.liaison_name) == ("", "")
    assert tab.units.contact.field("address").editor.property("text") == ""


def test_what_cannot_be_stored_does_not_wander_to_the_next_unit(
    tab: OrganisationTab, clinic: int, office: Office, warned: list[str]
) -> None:
    at(tab.units.grid, 0, "name")
    line = tab.units.contact.field("opened").editor
    line.setFocus()
    QTest.keyClicks(line, "gestern")
    tab.units.show_unit(clinic)
    assert "某镇中心学校" in warned[-1]
    assert "不是日期" in warned[-1]
    assert line.property("text") == ""
    assert tab.units.contact.problems() == []
    assert [unit.contact.opened for unit in stored(office)] == [None, None]


def test_a_unit_deleted_while_its_contact_is_half_typed(
    tab: OrganisationTab, clinic: int, desk: Desk, office: Office, warned: list[str]
) -> None:
    desk.alerts.confirm = lambda *_texts, **_more: True  # type: ignore[method-assign]
    at(tab.units.grid, 1, "name")
    line = tab.units.contact.field("address").editor
    assert isinstance(line, QLineEdit)
    line.setText("abc")
    line.setModified(True)
    tab.units._remove()
    assert [unit.contact.address for unit in stored(office)] == [""]
    assert warned == []


def test_a_place_leads_to_its_unit(tab: OrganisationTab, clinic: int) -> None:
    tab.pages.setCurrentWidget(tab.group)
    tab.show_place(Place("organisation", "unit", clinic))
    assert tab.units.isVisible()
    row = tab.units.grid.current_row()
    assert row is not None
    assert row.id == clinic
    assert tab.units.contact.field("short_name").editor.property("text") == "卫生院"
    tab.show_place(Place("organisation", "group"))
    assert tab.group.isVisible()
    tab.show_place(Place("organisation", "unit", 999))
    assert tab.units.isVisible()


# ---- leading group and tree


def test_the_leading_group_is_typed_with_its_members(
    tab: OrganisationTab, desk: Desk, office: Office
) -> None:
    tab.pages.setCurrentWidget(tab.group)
    for field, text in (
        ("name", "某镇节能工作领导小组"),
        ("document_number", "某政发〔2010〕18号"),
        ("founded_on", "2010年3月15日"),
        ("host", "党政办"),
    ):
        tab.group.form.field(field).editor.setFocus()
        enter(text)
        key(Key.Key_Tab)
    press(hint(tab.group), "新增组长")
    enter("李建国")
    key(Key.Key_Tab)
    enter("副镇长")
    key(Key.Key_Return)
    press(tab.group, "新增成员")
    enter("王丽华")
    key(Key.Key_Return)
    group = leading_group(office)
    assert group is not None
    assert (group.name, group.document_number, group.founded_on) == (
        "某镇节能工作领导小组",
        "某政发〔2010〕18号",
        date(2010, 3, 15),
    )
    assert [(one.role, one.person, one.post) for one in group.members] == [
        (Role.LEADER, "李建国", "副镇长"),
        (Role.MEMBER, "王丽华", ""),
    ]
    assert read_setting(office, OFFICE_HOST) == "党政办"
    tab.pages.setCurrentWidget(tab.tree)
    top = tab.tree.tree.topLevelItem(0)
    assert top is not None
    assert (top.text(0), top.text(1)) == ("某镇节能工作领导小组", "组长：李建国")
    assert top.child(0).text(1) == "设在党政办"
    tab.pages.setCurrentWidget(tab.group)
    desk.alerts.confirm = lambda *_texts, **_more: True  # type: ignore[method-assign]
    tab.group.grid.select_row(lambda member: member.person == "王丽华")
    press(tab.group, "删除成员")
    group = leading_group(office)
    assert group is not None
    assert [one.person for one in group.members] == ["李建国"]


def test_the_tree_shows_liaisons_and_leads_to_the_unit(tab: OrganisationTab, school: int, desk: Desk) -> None:
    wanted: list[object] = []
    desk.place_wanted.connect(wanted.append)
    tab.pages.setCurrentWidget(tab.tree)
    top = tab.tree.tree.topLevelItem(0)
    assert top is not None
    system = top.child(0).child(0)
    assert (system.text(0), system.text(1)) == ("教育系统", "1个单位")
    assert "周敏 0879-2" in system.child(0).text(1)
    tab.tree.tree.setCurrentItem(system.child(0))
    tab.tree.tree.setFocus()
    key(Key.Key_Return)
    assert wanted == [Place("organisation", "unit", school)]


def test_hidden_pages_wait_until_they_are_shown(
    tab: OrganisationTab, school: int, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for page in (tab.group, tab.tree):
        plain = type(page).refresh
        monkeypatch.setattr(
            type(page), "refresh", lambda self, plain=plain: asked.append(type(self).__name__) or plain(self)
        )
    for number in range(3):
        changed(change_contact, office, school, 2011, liaison_phone=str(number))
    assert asked == []
    tab.pages.setCurrentWidget(tab.tree)
    assert asked == ["TreePage"]


def test_another_window_on_the_same_file_shows_the_same(
    tab: OrganisationTab, clinic: int, office: Office, qtbot: Any
) -> None:
    tab.units.refresh()
    desk = Desk(office, year=2011)
    again = OrganisationTab(desk)
    qtbot.addWidget(again)
    again.show()
    cells = [
        [model.index(row, column).data() for row in range(2) for column in range(11)]
        for model in (tab.units.model, again.units.model)
    ]
    assert cells[0] == cells[1]
    assert "某镇中心学校" in cells[0]
    desk.close()


# ---- rows begun and left, natures, and years that went up


def test_a_unit_left_before_it_is_named_leaves_nothing(
    tab: OrganisationTab, school: int, office: Office
) -> None:
    press(tab.units, "新增单位")
    assert tab.units.model.rowCount() == 2
    key(Key.Key_Escape)
    tab.pages.setCurrentWidget(tab.ledger)
    press(hint(tab.ledger), "新增")
    tab.pages.setCurrentWidget(tab.group)
    press(hint(tab.group), "新增组长")
    tab.pages.setCurrentWidget(tab.units)
    assert [unit.id for unit in units_of_year(office, 2011)] == [school]
    assert (ledger_entries(office, 2011), leading_group(office)) == ([], None)
    assert tab.units.model.rowCount() == 1
    for page in (tab.ledger, tab.group):
        tab.pages.setCurrentWidget(page)
        assert hint(page).isVisible()


@pytest.mark.parametrize(
    ("name", "nature"),
    [
        ("云溪乡人民政府", Nature.STATE_ORGAN),
        ("云溪乡中心小学", Nature.EDUCATION),
        ("云溪乡卫生院", Nature.HEALTH),
        ("云溪乡妇女联合会", Nature.MASS_ORGANISATION),
        ("云溪乡水管所", Nature.OTHER_INSTITUTION),
    ],
)
def test_a_new_unit_is_of_the_nature_its_name_tells(
    tab: OrganisationTab, office: Office, name: str, nature: Nature
) -> None:
    press(hint(tab.units), "新增单位")
    enter(name)
    key(Key.Key_Return)
    assert [(unit.name, unit.facts.nature) for unit in units_of_year(office, 2011)] == [(name, nature)]
    assert office.undo().label == f"新增单位：{name}"


def test_changing_the_area_of_a_year_that_went_up_warns_there(
    tab: OrganisationTab, school: int, office: Office, desk: Desk, warned: list[str]
) -> None:
    at(tab.units.grid, 0, "floor_area")
    letters("900\r")
    assert (warned, tab.units.sent.isVisible()) == ([], False)
    desk.sent_of = lambda year: "一季度、二季度" if year == 2011 else ""
    tab.units.refresh()
    assert tab.units.sent.text() == "一季度、二季度已上报"
    at(tab.units.grid, 0, "petrol_cars")
    letters("1\r")
    assert warned == []
    at(tab.units.grid, 0, "floor_area")
    letters("950\r")
    assert "已改动建筑面积，但2011年一季度、二季度已按原来的上报" in warned[-1]
    assert units_of_year(office, 2011)[0].facts.floor_area == 950


def test_a_unit_in_use_is_refused_before_anybody_is_asked(
    tab: OrganisationTab, school: int, office: Office, desk: Desk, warned: list[str]
) -> None:
    desk.alerts.confirm = lambda *_question, **_more: pytest.fail("asked")
    add_ledger_item(office, LedgerItem(LedgerKind.PROJECT, 2011, "照明改造", unit_id=school))
    press(tab.units, "删除单位")
    assert "不能删除" in warned[-1]


@pytest.mark.parametrize("width", [1354, 900])
def test_no_table_in_a_panel_is_scrolled_sideways(
    tab: OrganisationTab, school: int, office: Office, width: int
) -> None:
    changed(change_leading_group, office, name="某镇节能领导小组", document_number="某政发〔2010〕18号")
    tab.resize(width, 690)
    at(tab.units.grid, 0, "name")
    details, documents = tab.units.details, tab.group.documents
    for page, part, section, grid in (
        (tab.units, details, details.liaisons, details.liaisons.grid),
        (tab.units, details, details.users, details.users.grid),
        (tab.group, tab.group.side, documents, documents.grid),
    ):
        tab.pages.setCurrentWidget(page)
        part.setCurrentWidget(section)
        page.beside.open_panel()
        assert grid.isVisible()
        assert grid.model().rowCount() > 0
        no_scroll(grid)
