"""全年归档: every paper of the year in one go, what was issued as it was kept, with the contents."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from jingzhen_desktop.filing.contents import archive_files
from jingzhen_desktop.filing.year import ISSUED
from jingzhen_desktop.inspection.papers.issuing import notice_to_issue
from jingzhen_desktop.inspection.papers.notice import notice_paper
from jingzhen_desktop.inspection.queries.rounds import rectifications_of_year
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.issued import issue, reprint, void_paper

from . import towns

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def street_office(tmp_path: Path) -> Office:
    return towns.make_street(tmp_path / "街道.jzdb")


def test_what_was_issued_stands_first_as_it_was_kept_and_is_listed(street_office: Office) -> None:
    with street_office as office:
        notice = rectifications_of_year(office, towns.YEAR)[0]
        kept = issue(office, notice_to_issue(notice, notice_paper(office, notice.id)))
        void_paper(office, kept.id, date(towns.YEAR, 12, 1), "期限有误")
        files = archive_files(office, towns.YEAR, towns.SIGNED)
        made = {file.name: file.make() for file in files}
        name, *of_assessment = [name for name in made if f"/{ISSUED}/" in name]
        issued = reprint(office, kept.id)
        assert made[name].startswith(issued)
        assert made[name] != issued, "a void copy says so"
        assert name.startswith("允景街道2024年公共机构节能归档/1 已发文件/2024-01-17 允街节能整〔2024〕1号")
        book = openpyxl.load_workbook(io.BytesIO(made[files[-1].name]))
        head = [cell.value for cell in book["已发文件"][2]]
        assert head == ["序号", "文号", "责任者", "题名", "日期", "页数", "文件"]
        row = [cell.value for cell in book["已发文件"][3]]
        assert row[:3] == [1, notice.number, "允景街道公共机构节能工作领导小组办公室"]
        assert "作废：期限有误" in row[3]
        assert row[5] == 2
        assert all(f"/{ISSUED}/{towns.YEAR + 1}-" in one for one in of_assessment), "in the order of days"
        assert book["已发文件"].max_row - 2 == 1 + len(of_assessment)
        assert book["工作文件"].max_row - 2 == len(files) - 2 - len(of_assessment)
