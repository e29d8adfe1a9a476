"""The documents of publicity and training, read back from the finished files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.office.photos import read_photo
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.paper.typeset import typeset
from jingzhen_desktop.publicity.actions import ACTIVITY_PHOTOS, add_activity
from jingzhen_desktop.publicity.papers import (
    SIGN_IN_ROWS,
    activity_paper,
    photo_pictures,
    sign_in_paper,
    year_paper,
    year_sheet,
)
from jingzhen_desktop.publicity.queries import activity, publicity_year
from jingzhen_desktop.publicity.values import Activity, ActivityKind

from ..finished import pdf_text
from ..made import picture

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office


@pytest.fixture
def town(office: Office) -> Office:
    write_settings(office, {TOWN: "文井镇"}, "填写乡镇")
    return office


def test_an_activity_is_recorded_with_its_photos(town: Office) -> None:
    number = add_activity(
        town,
        Activity(
            0,
            ActivityKind.PUBLICITY_WEEK,
            date(2011, 6, 13),
            place="集贸市场",
            theme="节能我行动",
            people=1420,
            material="宣传单500份",
        ),
    )
    ACTIVITY_PHOTOS.add(
        town, number, [read_photo(picture((shade, 90, 60), (1600, 1200), "JPEG")) for shade in (20, 200)]
    )
    found = activity(town, number)
    assert found is not None
    ACTIVITY_PHOTOS.caption(town, found.photos[0].id, "集市发放宣传单")
    pdf = activity_paper(town, number)
    text = pdf_text(pdf.data)
    for words in (
        "文井镇节能宣传活动记录",
        "2011年6月13日",
        "集贸市场",
        "1,420人",
        "宣传单500份",
        "集市发放宣传单",
        "照片2",
    ):
        assert words in text
    assert "授课人" not in text
    assert sum(len(page.images) for page in PdfReader(BytesIO(pdf.data)).pages) == 2
    assert [one.caption for one in photo_pictures(town, publicity_year(town, 2011))] == [
        "2011年6月13日节能宣传周：集市发放宣传单",
        "2011年6月13日节能宣传周",
    ]


def test_a_training_is_recorded_and_signed_for(town: Office) -> None:
    number = add_activity(
        town,
        Activity(
            0,
            ActivityKind.TRAINING,
            date(2011, 10, 26),
            theme="能耗统计",
            teacher="王丽华",
            hours=Decimal("2.5"),
            test="闭卷",
        ),
    )
    text = pdf_text(activity_paper(town, number).data)
    for words in ("文井镇节能培训记录", "王丽华", "2.5课时", "闭卷"):
        assert words in text
    sheet = sign_in_paper(town, number)
    text = pdf_text(sheet.data)
    for words in (
        "文井镇节能培训签到表",
        "主题：能耗统计",
        "授课人：王丽华",
        "2011年10月26日",
        "签名",
        str(SIGN_IN_ROWS),
    ):
        assert words in text
    assert sheet.pages == 1


def test_the_years_list_has_what_was_done_and_not_what_was_planned(town: Office) -> None:
    add_activity(
        town,
        Activity(0, ActivityKind.SLOGAN, date(2011, 9, 20), theme="条例宣传", material="横幅12条", people=30),
    )
    add_activity(town, Activity(0, ActivityKind.LECTURE, date(2011, 11, 1), theme="尚未举办", done=False))
    text = pdf_text(year_paper(town, 2011).data)
    assert "2011年共1次：标语横幅1次，参加30人次；材料：横幅12条。" in text
    assert "尚未举办" not in text
    assert "统计时间：2011年1—12月" in text
    assert "截至2011年10月5日" in pdf_text(typeset(year_sheet(town, 2011, date(2011, 10, 5))).data)


def test_a_paper_of_a_deleted_activity_is_refused(town: Office) -> None:
    with pytest.raises(InputRejected, match="已被删除"):
        activity_paper(town, 99)
