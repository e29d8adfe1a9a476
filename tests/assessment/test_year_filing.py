"""What of limits and uses over the quota stands in the year's archive."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from jingzhen_desktop.assessment.actions.over_quota import add_case, receive_explanation
from jingzhen_desktop.assessment.actions.spending import add_line
from jingzhen_desktop.assessment.outgoing.filing import working_files
from jingzhen_desktop.assessment.values.over_quota import Explanation

from ..finished import pdf_text
from .ledgers import make_town
from .test_over_quota_flow import over
from .test_spending_flow import by_quota

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = date(2012, 3, 3)


def test_nothing_is_filed_until_something_was_recorded(
    tmp_path: Path, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(datetime(2012, 3, 3, 9))
    town = make_town(tmp_path / "柳河镇.jzdb")
    with town.office as office:
        assert working_files(office, 2011, DAY) == []
        add_line(office, by_quota(town.clinic))
        case_id = add_case(office, over(town.clinic))
        receive_explanation(office, case_id, date(2012, 2, 15), Explanation(("hours",), "门诊延时"))
        files = working_files(office, 2011, DAY)
        assert [file.name for file in files] == [
            "柳河镇2011年公共机构能源资源支出限额对照表.xlsx",
            "柳河镇2011年公共机构能源资源支出限额对照表.pdf",
            "卫生院2011年超定额单位建筑面积能耗用能情况说明.pdf",
        ]
        assert "门诊延时" in pdf_text(files[-1].make())
