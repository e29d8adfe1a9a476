"""A unit list in from Excel with a preview, and the register out: what comes out reads back as the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.files import TargetExists
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, take_in_register
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.rules.defaults import register_titles
from jingzhen_desktop.organisation.sheets.fields import FIELDS, field_of_title, fields_of_year
from jingzhen_desktop.organisation.sheets.reading import read_register
from jingzhen_desktop.organisation.sheets.register import export_register
from jingzhen_desktop.organisation.values.register import ReadRegister, RegisterRow, RowOutcome
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UserPart

from ..changing import change_some_parts

if TYPE_CHECKING:
    from pathlib import Path

    from jingzhen_desktop.office.file import Office

SCHOOL = UnitFacts(
    "某镇中心学校",
    Nature.EDUCATION,
    ("教育",),
    True,
    Decimal("8620.5"),
    1018,
    68,
    1,
    0,
    0,
    machine_rooms=1,
    heating="空调",
)
CODE = "12330000MB0000001X"
CONTACT = UnitContact(
    "中心学校",
    CODE,
    "学府路8号",
    "周敏",
    "0879-0000002",
    date(1999, 9, 1),
    head="王丽华",
    telephone="0879-1",
    fax="0879-2",
    email="x@y.z",
    postcode="676200",
    parent="县教育局",
    level="股所级",
    funding="全额财政",
    trade_code="8321",
    office_form="独立",
)


@pytest.fixture
def town(office: Office) -> Office:
    write_settings(office, {TOWN: "某镇"})
    add_unit(office, 2011, SCHOOL, CONTACT)
    add_unit(
        office,
        2011,
        UnitFacts("某镇卫生院", Nature.HEALTH, ("卫生",), floor_area=Decimal(2940)),
        UnitContact("卫生院"),
    )
    return office


def book(path: Path, *rows: tuple[Any, ...]) -> Path:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)  # type: ignore[union-attr]
    workbook.save(path)
    return path


def outcomes(register: ReadRegister) -> dict[str, RowOutcome]:
    return {row.name: row.outcome for row in register.rows}


def row_of(register: ReadRegister, name: str) -> RegisterRow:
    (row,) = [row for row in register.rows if row.name == name]
    return row


def test_every_field_of_a_unit_has_a_column_and_a_title() -> None:
    kept = {field.key for field in FIELDS}
    assert kept == set(register_titles())
    for field in FIELDS:
        assert field_of_title(field.heading) is field


@pytest.mark.parametrize(
    ("title", "cell", "value"),
    [
        ("成立日期", "２０１１．７．５", date(2011, 7, 5)),
        ("成立日期", "20110705", date(2011, 7, 5)),
        ("成立日期", Decimal(20110705), date(2011, 7, 5)),
        ("成立日期", datetime(2011, 7, 5, 8, 30), date(2011, 7, 5)),
        ("报送报表", "没有", False),
        ("报送报表", "✓", True),
        ("报送报表", "不 报送", False),
        ("报送报表", True, True),
        ("编制人数", "1，200", 1200),
        ("编制人数", Decimal("12.0"), 12),
    ],
)
def test_a_cell_is_understood_as_what_is_typed_in_a_field(title: str, cell: Any, value: object) -> None:
    field = field_of_title(title)
    assert field is not None
    assert field.read(cell, ()) == value


def test_a_day_the_calendar_lacks_is_called_so() -> None:
    field = field_of_title("成立日期")
    assert field is not None
    with pytest.raises(InputRejected, match="不是日历上有的日子"):
        field.read("2011-2-30", ())


def test_what_goes_out_reads_back_as_the_same(town: Office, tmp_path: Path) -> None:
    path = export_register(town, 2011, tmp_path)
    assert path.name == "某镇2011年公共机构名录库.xlsx"
    register = read_register(town, 2011, path)
    assert outcomes(register) == {"某镇中心学校": RowOutcome.SAME, "某镇卫生院": RowOutcome.SAME}
    assert (register.unknown, len(register.recognised)) == ((), len(fields_of_year(2011)))
    with pytest.raises(TargetExists):
        export_register(town, 2011, tmp_path)


def test_a_list_from_another_office_makes_the_same_units(town: Office, tmp_path: Path) -> None:
    from jingzhen_desktop.office.file import Office

    path = export_register(town, 2011, tmp_path)
    with Office.create(tmp_path / "新.jzdb") as other:
        register = read_register(other, 2011, path)
        assert set(outcomes(register).values()) == {RowOutcome.NEW}
        assert take_in_register(other, 2011, register.rows) == 2
        assert [(unit.facts, unit.contact) for unit in units_of_year(other, 2011)] == [
            (unit.facts, unit.contact) for unit in units_of_year(town, 2011)
        ]


def test_a_list_as_offices_really_have_it(town: Office, tmp_path: Path) -> None:
    """A title line, units of measure in brackets, odd columns, lost zeros, blank cells, a short name,
    a total and a note below.
    """
    path = book(
        tmp_path / "名单.xlsx",
        ("某镇公共机构一览表",),
        (),
        (
            "序号",
            "单位 名称",
            "单位性质\n（代码）",
            "建筑面积（㎡）",
            "用能人数(人)",
            "统一社会信用代码",
            "联系电话",
            "备注",
            "是否节水型",
        ),
        (1, "某镇中心学校", 21, "9,000.5", 1020, CODE, 8790000002, "", "是"),
        (2, "卫生院", "事业单位（卫生）", None, None, None, None, "", ""),
        (3, "某镇文体站", "023", 680, 9, None, "0879-3", "", ""),
        ("合计", "合计", None, 10000, 1029),
        ("注：", None),
        (None, "填表人：刘", None),
    )
    register = read_register(town, 2011, path)
    assert outcomes(register) == {
        "某镇中心学校": RowOutcome.CHANGED,
        "卫生院": RowOutcome.SAME,
        "某镇文体站": RowOutcome.NEW,
    }
    assert register.unknown == ("备注", "是否节水型")
    changed = row_of(register, "某镇中心学校")
    assert [str(change) for change in changed.changes] == [
        "建筑面积：8,620.5 → 9,000.5",
        "用能人数：1,018 → 1,020",
        "联系电话：0879-0000002 → 8790000002",
    ]
    assert take_in_register(town, 2011, [row for row in register.rows if row.can_be_taken]) == 2
    assert town.last_step is not None
    assert town.last_step.label == "导入2011年单位名单（2个单位）"
    school, clinic, station = units_of_year(town, 2011)
    assert (school.facts.floor_area, school.facts.petrol_cars, school.contact.address) == (
        Decimal("9000.5"),
        1,
        "学府路8号",
    )
    assert clinic.facts.floor_area == Decimal(2940)
    assert (station.facts.nature, station.facts.reporting, station.contact.liaison_phone) == (
        Nature.CULTURE,
        True,
        "0879-3",
    )
    town.undo()
    clinic_before = UnitFacts("某镇卫生院", Nature.HEALTH, ("卫生",), floor_area=Decimal(2940))
    assert [unit.facts for unit in units_of_year(town, 2011)] == [SCHOOL, clinic_before]


def test_errors_are_told_row_by_row_and_spoil_nothing_else(town: Office, tmp_path: Path) -> None:
    path = book(
        tmp_path / "名单.xlsx",
        ("单位名称", "性质", "面积", "编制", "信用代码", "系统", "是否填报", "成立日期", "级别"),
        ("某镇甲站", "农场", "十亩", 2.5, "123", "农机", "也许", "去年", "局级"),
        ("某镇乙站", "03", -5, None, None, None, None, None, None),
        (None, "03", 5, None, None, None, None, None, None),
        ("某镇丙站", "03", 5),
        ("某镇丙 站", "03", 6),
        ("名" * 200, "03", 6),
        ("某镇丁站", "事业单位", 6),
    )
    register = read_register(town, 2011, path)
    problems = {row.number: "；".join(row.problems) for row in register.rows}
    for said in (
        "B2“单位性质”：“农场”不是单位性质",
        "C2“建筑面积”：“十亩”不是数字",
        "D2“编制人数”：“2.5”不是整数",
        "F2“所属系统”：“农机”不是系统名称",
        "G2“报送报表”：“也许”不是“是”或“否”",
        "H2“成立日期”：“去年”不是日期",
    ):
        assert said in problems[2]
    assert "建筑面积不能是负数" in problems[3]
    assert problems[4] == "第4行没有单位名称"
    assert problems[5] == ""
    assert problems[6] == "与第5行是同一个单位，只导入第5行"
    assert "单位名称太长（200字）" in problems[7]
    assert "请写明类别" in problems[8]
    assert [row.number for row in register.rows if row.can_be_taken] == [5]


def test_the_credit_code_finds_a_unit_that_was_renamed(town: Office, tmp_path: Path) -> None:
    path = book(
        tmp_path / "名单.xlsx", ("单位名称", "信用代码"), ("某镇九年一贯制学校", CODE), ("某镇卫生院", CODE)
    )
    renamed, clash = read_register(town, 2011, path).rows
    assert [str(change) for change in renamed.changes] == ["单位名称：某镇中心学校 → 某镇九年一贯制学校"]
    assert clash.problems == ("名称是“某镇卫生院”，信用代码却是“某镇中心学校”的，请核对",)


def test_a_unit_of_last_year_is_carried_over_not_doubled(town: Office, tmp_path: Path) -> None:
    path = book(tmp_path / "名单.xlsx", ("单位名称", "用能人数"), ("某镇中心学校", 1100))
    register = read_register(town, 2012, path)
    assert outcomes(register) == {"某镇中心学校": RowOutcome.CARRIED}
    take_in_register(town, 2012, register.rows)
    (unit,) = units_of_year(town, 2012)
    assert unit.facts == replace(SCHOOL, energy_users=1100)
    assert unit.id == units_of_year(town, 2011)[0].id
    assert units_of_year(town, 2011)[0].facts == SCHOOL


def test_nothing_is_stored_if_one_row_cannot_be(town: Office, tmp_path: Path) -> None:
    school = units_of_year(town, 2011)[0]
    change_some_parts(town, school.id, 2011, {UserPart.STAFF: {"people": 1018}})
    path = book(tmp_path / "名单.xlsx", ("单位名称", "用能人数"), ("某镇新站", 5), ("某镇中心学校", 1100))
    register = read_register(town, 2011, path)
    with pytest.raises(InputRejected, match=r"第3行：.*由组成部分算得1,018人.*没有导入任何内容"):
        take_in_register(town, 2011, register.rows)
    assert len(units_of_year(town, 2011)) == 2


def test_files_that_are_no_list_are_refused_in_a_sentence(town: Office, tmp_path: Path) -> None:
    (tmp_path / "文字.xlsx").write_text("单位名称")
    with pytest.raises(InputRejected, match=r"“文字\.xlsx”.*不是Excel工作簿"):
        read_register(town, 2011, tmp_path / "文字.xlsx")
    with pytest.raises(InputRejected, match=r"在“空\.xlsx”里没有找到单位名单.*导出名录库"):
        read_register(town, 2011, book(tmp_path / "空.xlsx", ("甲", "乙"), (1, 2)))
    with pytest.raises(InputRejected, match="在标题行下面没有单位"):
        read_register(town, 2011, book(tmp_path / "无.xlsx", ("单位名称", "面积"), ("合计", 5)))
    many = [(f"单位{number}", 5) for number in range(2001)]
    with pytest.raises(InputRejected, match="有2001行，不像单位名单"):
        read_register(town, 2011, book(tmp_path / "多.xlsx", ("单位名称", "面积"), *many))


def test_what_only_some_forms_ask_for_stands_in_their_years_only() -> None:
    of = {year: {field.key for field in fields_of_year(year)} for year in (2011, 2016, 2025, 2026)}
    assert {year: "charging_points" in keys for year, keys in of.items()} == {
        2011: False, 2016: True, 2025: True, 2026: False,
    }  # fmt: skip
    assert all("floor_area" in keys for keys in of.values())


def test_a_unit_is_known_without_the_towns_name_before_it(town: Office, tmp_path: Path) -> None:
    """Lists write 中心学校 whether or not somebody has entered that as the short name."""
    add_unit(town, 2011, UnitFacts("某镇文化站", Nature.CULTURE))
    path = book(tmp_path / "名单.xlsx", ("单位名称", "建筑面积"), ("文化站", 680), ("水文化站", 10))
    known, unknown = read_register(town, 2011, path).rows
    assert (known.outcome, known.old.name, known.new.name) == (
        RowOutcome.CHANGED,
        "某镇文化站",
        "某镇文化站",
    )
    assert unknown.outcome is RowOutcome.NEW


@pytest.mark.parametrize(
    ("words", "nature"),
    [
        ("学校", Nature.EDUCATION),
        ("医院", Nature.HEALTH),
        ("其他事业单位", Nature.OTHER_INSTITUTION),
        ("行政机关", Nature.STATE_ORGAN),
    ],
)
def test_words_for_a_kind_of_unit_are_proposals(
    town: Office, tmp_path: Path, words: str, nature: Nature
) -> None:
    path = book(
        tmp_path / "名单.xlsx", ("单位名称", "单位性质"), ("某镇某单位", words), ("某镇二单位", "021")
    )
    proposed, plain = read_register(town, 2011, path).rows
    assert (proposed.outcome, proposed.new.facts.nature) == (RowOutcome.NEW, nature)
    assert proposed.cells[1].reading == f"认作{nature.code_and_words}"
    assert plain.cells[1].reading == ""


def test_a_new_unit_of_a_list_is_of_the_nature_its_name_tells(town: Office, tmp_path: Path) -> None:
    path = book(tmp_path / "名单.xlsx", ("单位名称", "建筑面积"), ("某镇人民政府", 900), ("某镇水管所", 90))
    natures = [row.new.facts.nature for row in read_register(town, 2011, path).rows]
    assert natures == [Nature.STATE_ORGAN, Nature.OTHER_INSTITUTION]
