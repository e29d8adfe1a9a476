"""查找: every record of this tab is found by its words and leads to the sub-page that shows it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.assessment.actions.spending import add_line, set_basis
from jingzhen_desktop.assessment.tab.main import AssessmentTab
from jingzhen_desktop.assessment.values.places import TAB
from jingzhen_desktop.assessment.values.spending import Base, RuleKey, SpendingBasis, SpendingLine
from jingzhen_desktop.example.making import make_office
from jingzhen_desktop.office.search import search
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.widgets.desk import Desk

from ..hands import show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office

YEAR = 2011
FINANCE = SpendingBasis(
    YEAR, "景东县财政局", "景财〔2012〕4号", date(2012, 3, 1), "支出标准", "第2页", "王芳"
)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The example with its quotas, cases, assessment and rewards, and a spending standard."""
    path: Path = tmp_path_factory.mktemp("查找") / "文井镇.jzdb"
    with make_office(path) as office:
        unit = units_of_year(office, YEAR)[0]
        add_line(
            office,
            SpendingLine(
                0,
                unit.id,
                YEAR,
                "water",
                RuleKey.GIVEN,
                base=Base.TOTAL,
                amount=Decimal(9000),
                source="给水公司核定单",
            ),
        )
        set_basis(office, FINANCE)
        yield office


@pytest.mark.parametrize(
    ("words", "table", "page"),
    [
        ("用能示例定额", "quota_standard", "定额标准"),
        ("文化体育站", "quota", "定额标准"),
        ("给水公司核定单", "spending_line", "支出标准"),
        ("景财〔2012〕4号", "spending_basis", "支出标准"),
        ("文节能函〔2012〕2号", "over_quota_step", "超定额"),
        ("夏季气温高", "over_quota", "超定额"),
        ("公共机构节能考核评分表", "score_table", "考核评分"),
        ("食堂节约和垃圾分类", "score_item", "考核评分"),
        ("景机管〔2012〕5号", "assessment", "考核评分"),
        ("没有统计和巡查制度", "assessment_score", "考核评分"),
        ("建立凭证齐全的统计台账", "assessment_reward", "节约奖惩"),
    ],
)
def test_a_record_is_found_and_shown(
    example: Office,
    qtbot: QtBot,
    set_clock: Callable[[datetime], None],
    words: str,
    table: str,
    page: str,
) -> None:
    set_clock(datetime(2012, 6, 1, 9))
    found = [one for one in search(example, words).found if one.table == table]
    assert found, [(one.table, one.name) for one in search(example, words).found]
    place = found[0].place
    assert place is not None
    assert place.tab == TAB
    desk = Desk(example, year=YEAR)
    tab = AssessmentTab(desk)
    show(tab, qtbot)
    tab.show_place(place)
    assert tab.pages.currentWidget() is tab.page(page).parentWidget()
    assert desk.tasks.wait_idle()
    desk.close()
