"""The documents, read back from the finished PDF."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.files import TargetExists
from jingzhen_desktop.inspection.actions.circulars import add_circular, change_circular
from jingzhen_desktop.inspection.actions.handling import (
    add_violation,
    correct_on_spot,
    order_rectification,
    record_failing_readings,
)
from jingzhen_desktop.inspection.actions.rounds import add_reading, add_round
from jingzhen_desktop.inspection.actions.visits import VISIT_PHOTOS
from jingzhen_desktop.inspection.papers.circular import circular_paper
from jingzhen_desktop.inspection.papers.export import export_papers
from jingzhen_desktop.inspection.papers.notice import notice_paper
from jingzhen_desktop.inspection.papers.record import blank_record_paper, record_paper
from jingzhen_desktop.inspection.queries.rounds import round_detail, visit_photos
from jingzhen_desktop.inspection.values.found import Circular, Reading
from jingzhen_desktop.inspection.values.words import Season, ViolationKind
from jingzhen_desktop.office.photos import read_photo
from jingzhen_desktop.office.settings import EXAMPLE, write_settings

from ..changing import changed
from ..finished import pdf_pages, pdf_text
from ..made import picture

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Town


@pytest.fixture
def inspected(town: Town) -> tuple[Town, int, int]:
    """The town with readings, one correction, one notice and one circular; ids of the last two."""
    office = town.office
    add_reading(
        office,
        Reading(
            0,
            town.visits[0],
            room="党政办",
            set_temperature=Decimal(24),
            measured_temperature=Decimal("24.5"),
        ),
    )
    add_reading(
        office, Reading(0, town.visits[1], room="教师办公室", set_temperature=Decimal(22), windows_open=True)
    )
    for visit in town.visits:
        record_failing_readings(office, visit)
    detail = round_detail(office, town.round_id)
    assert detail is not None
    first, *others = detail.violations
    correct_on_spot(office, [first.id], "调至26℃")
    notice = order_rectification(
        office,
        [violation.id for violation in others],
        number="柳节整〔2012〕1号",
        ordered_on=date(2012, 7, 6),
        deadline=date(2012, 7, 20),
        requirement="专人管理空调",
    )
    draft = Circular(
        0,
        "柳节通〔2012〕1号",
        date(2012, 7, 25),
        "关于检查情况的通报",
        "全镇",
        town.round_id,
        date(2012, 8, 5),
        "逾期未改",
        (town.units[1],),
    )
    return town, notice, add_circular(office, draft)


def test_the_record_shows_readings_findings_and_what_was_done(inspected: tuple[Town, int, int]) -> None:
    town, _, _ = inspected
    text = pdf_text(record_paper(town.office, town.round_id).data)
    for words in (
        "柳河镇公共机构节能检查记录表",
        "检查日期：2012年7月5日",
        "天气：晴室外温度：34.5℃",
        "制冷设定温度不低于26℃（国办发〔2007〕42号）",
        "柳河镇中心学校",
        "24.5",
        "不符合",
        "当场纠正：调至26℃",
        "限2012年7月20日前整改",
        "检查人员：张三、李四",
    ):
        assert words in text
    assert "示例" not in text
    assert "卫生院" not in text


def test_a_blank_record_is_one_page_with_the_units_known_so_far(town: Town) -> None:
    pdf = blank_record_paper(town.office, town.round_id)
    assert pdf.pages == 1
    assert "柳河镇人民政府" in pdf_text(pdf.data)
    planned = add_round(town.office, 2012, Season.AUTUMN)
    blank = pdf_text(blank_record_paper(town.office, planned).data)
    assert "检查日期：____年__月__日" in blank
    assert "柳河镇人民政府" not in blank


def test_the_notice_has_its_receipt_on_a_page_of_its_own(inspected: tuple[Town, int, int]) -> None:
    town, notice, _ = inspected
    first, second = pdf_pages(notice_paper(town.office, notice).data)
    assert "柳节整〔2012〕1号公共机构节能限期整改通知书柳河镇中心学校：" in first
    assert "1.教师办公室空调设定温度22℃，低于26℃的标准。2.教师办公室开窗使用空调。" in first
    assert "请你单位于2012年7月20日前完成整改" in first
    assert "柳河镇公共机构节能工作领导小组办公室2012年7月6日" in first
    assert "党政办" not in first
    assert "整改情况回执" in second
    assert "柳节整〔2012〕1号" in second


def test_a_notice_about_lamps_does_not_cite_the_temperature_rule(town: Town) -> None:
    lamps = add_violation(town.office, town.visits[0], ViolationKind.ELECTRICITY, "人走灯未关", room="走廊")
    notice = order_rectification(
        town.office, [lamps], number="〔2012〕9号", ordered_on=date(2012, 7, 6), deadline=date(2012, 7, 9)
    )
    text = pdf_text(notice_paper(town.office, notice).data)
    assert "走廊：人走灯未关。" in text
    assert "42号" not in text


def test_the_circular_says_how_things_stood_on_its_day(inspected: tuple[Town, int, int]) -> None:
    town, _, circular = inspected
    text = pdf_text(circular_paper(town.office, circular).data)
    assert "柳节通〔2012〕1号柳河镇公共机构节能工作领导小组办公室关于检查情况的通报" in text
    assert "现在全镇范围内予以通报" in text
    assert "已逾期" in text
    assert "责令该单位于2012年8月5日前改正" in text
    changed(change_circular, town.office, circular, day=date(2012, 7, 10))
    earlier = pdf_text(circular_paper(town.office, circular).data)
    assert "限期整改中" in earlier
    assert "已逾期" not in earlier


def test_the_circular_says_of_the_others_only_what_is_recorded(inspected: tuple[Town, int, int]) -> None:
    town, _, circular = inspected
    assert "其余1处已当场纠正。" in pdf_text(circular_paper(town.office, circular).data)
    add_reading(town.office, Reading(0, town.visits[0], room="门卫室", set_temperature=Decimal(20)))
    text = pdf_text(circular_paper(town.office, circular).data)
    assert "其余2处中，1处已当场纠正、1处将督促有关单位改正。" in text
    assert "已责令" not in text
    record_failing_readings(town.office, town.visits[0])
    detail = round_detail(town.office, town.round_id)
    assert detail is not None
    (guard,) = [one for one in detail.violations if one.room == "门卫室"]
    order_rectification(
        town.office,
        [guard.id],
        number="柳节整〔2012〕2号",
        ordered_on=date(2012, 7, 6),
        deadline=date(2012, 7, 20),
    )
    text = pdf_text(circular_paper(town.office, circular).data)
    assert "其余2处中，1处已当场纠正、1处已责令有关单位限期改正。" in text


def test_all_papers_of_a_year_go_into_a_folder_marked_as_example(
    inspected: tuple[Town, int, int], tmp_path: Path
) -> None:
    town, _, _ = inspected
    write_settings(town.office, {EXAMPLE: "1"})
    files = export_papers(town.office, 2012, tmp_path / "out")
    assert [file.name for file in files] == [
        "2012-07-05夏季空调温度检查记录表.pdf",
        "柳节整〔2012〕1号中心学校整改通知书.pdf",
        "柳节通〔2012〕1号关于检查情况的通报.pdf",
    ]
    for file in files:
        assert "示例" in pdf_text(file.read_bytes())
    with pytest.raises(TargetExists):
        export_papers(town.office, 2012, tmp_path / "out")
    assert export_papers(town.office, 2012, tmp_path / "out", overwrite=True) == files


def test_a_paper_of_something_gone_is_refused(town: Town) -> None:
    for make in (record_paper, notice_paper, circular_paper):
        with pytest.raises(InputRejected, match="已被删除"):
            make(town.office, 999)


def test_a_notice_names_the_photos_of_its_problems_and_brings_them(inspected: tuple[Town, int, int]) -> None:
    town, notice, _ = inspected
    office, visit = town.office, town.visits[1]
    VISIT_PHOTOS.add(office, visit, [read_photo(picture("red")), read_photo(picture("blue"))])
    VISIT_PHOTOS.caption(office, visit_photos(office, visit)[1].id, "教师办公室空调面板")
    pages = pdf_pages(notice_paper(office, notice).data)
    assert "使用空调（见照片2）。" in pages[0]
    assert "照片1" not in pages[0]
    assert (pages[1].count("照片1"), "照片2教师办公室空调面板" in pages[1]) == (1, True)
    assert "整改情况回执" in pages[-1]
