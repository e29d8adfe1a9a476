"""Hand-made facts of two towns: one with everything recorded, one with gaps."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.annual.values.facts import OfficeNames, StatisticsFacts, SummaryFacts
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.energy.periods import Quarter, quarters_of
from jingzhen_desktop.inspection.actions.handling import add_violation
from jingzhen_desktop.inspection.actions.rounds import add_round, add_visits
from jingzhen_desktop.inspection.figures import year_figures
from jingzhen_desktop.inspection.values.found import (
    Circular,
)
from jingzhen_desktop.inspection.values.words import Season, ViolationKind
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import (
    COUNTY,
    OFFICE_HOST,
    SUPERIOR,
    SUPERIOR_SECTION,
    TOWN,
    write_settings,
)
from jingzhen_desktop.organisation.actions.group import add_member, change_leading_group
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.values.group import LeadingGroup, Member, Role
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.publicity.actions import add_activity
from jingzhen_desktop.publicity.values import Activity, ActivityKind, PublicityYear
from jingzhen_desktop.quarterly.values.figures import (
    Indicator,
)

from ..changing import changed
from ..hands import press
from .summary_page import shown
from .towns import board, hand_in, held, measure, names_by_id, report, sent_up, town_quarter, unit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.annual.tab.page import AnnualTab
    from jingzhen_desktop.widgets.desk import Desk


@pytest.fixture
def wenjing() -> SummaryFacts:
    """The customer's town with a complete year 2011."""
    units = (
        unit(1, 2011, "文井镇人民政府", Nature.STATE_ORGAN, ("党政",)),
        unit(2, 2011, "文井镇中心学校", Nature.EDUCATION, ("教育",)),
        unit(3, 2011, "文井镇文体广播站", Nature.CULTURE, ("文化", "体育")),
        unit(4, 2011, "文井镇卫生院", Nature.HEALTH, ("卫生",)),
    )
    group = LeadingGroup(
        "文井镇公共机构节能工作领导小组",
        "文政发〔2011〕6号",
        date(2011, 1, 18),
        "赵敏",
        (
            Member(1, Role.LEADER, "李文", "副镇长", "镇政府"),
            Member(2, Role.MEMBER, "周强", "校长", "中心学校"),
            Member(3, Role.MEMBER, "吴静", "站长", "文体广播站"),
            Member(4, Role.MEMBER, "郑华", "院长", "卫生院"),
        ),
    )
    carriers = {
        "electricity": (
            measure("123456.5", "127000", "-0.0279"),
            measure("61728.25", "63500", "-0.0279"),
            measure("15172.8", "15608.3", "-0.0279"),
        ),
        "water": (measure("8200", "8000", "0.025"), measure("16400", "16000", "0.025"), None),
        "petrol": (
            measure("3100", "3100", "0"),
            measure("21700", "21000", "0.0333"),
            measure("3327.6", "3327.6", "0"),
        ),
    }
    town = town_quarter(
        Quarter(2011, 4),
        units,
        carriers,
        cost=measure("99828.25", "100500", "-0.0067"),
        coal=measure("18500.4", "18935.9", "-0.023"),
        indicators=(
            Indicator("综合能耗（1—12月）", "kgce", Decimal("18500.4"), ""),
            Indicator("人均综合能耗（1—12月）", "kgce/人", Decimal("92.5"), ""),
            Indicator("单位建筑面积能耗（1—12月）", "kgce/㎡", Decimal("3.79"), ""),
            Indicator("人均用水量（1—12月）", "m³/人", None, "", "数据不全"),
        ),
    )
    rounds = (
        held(1, Season.WINTER, date(2011, 1, 10), units, found=(ViolationKind.TEMPERATURE,), corrected=1),
        held(2, Season.SPRING, date(2011, 4, 10), units, found=(ViolationKind.ELECTRICITY,), corrected=1),
        held(3, Season.SUMMER, date(2011, 7, 10), units, found=(ViolationKind.TEMPERATURE,) * 2, corrected=1),
        held(4, Season.AUTUMN, date(2011, 11, 10), units, found=(ViolationKind.TEMPERATURE,), corrected=0),
    )
    circular = Circular(
        1,
        "文节能通〔2011〕1号",
        date(2011, 8, 20),
        "关于夏季空调温度检查情况的通报",
        "全市",
        units=("卫生院",),
    )
    inspection = year_figures(2011, date(2011, 12, 31), 4, rounds, [circular], names_by_id(units))
    activities = (
        Activity(
            1,
            ActivityKind.PUBLICITY_WEEK,
            date(2011, 6, 11),
            "镇政府广场",
            "节能我行动 低碳新生活",
            260,
            "宣传册200份、横幅2条",
        ),
        Activity(2, ActivityKind.TRAINING, date(2011, 9, 20), "镇政府会议室", "节能技能培训", 35),
    )
    publicity = PublicityYear(
        activities, {ActivityKind.PUBLICITY_WEEK: 1, ActivityKind.TRAINING: 1}, 295, 1, 35
    )
    names = OfficeNames(
        "文井镇", "景东彝族自治县", "县委、县政府", "机关事务局", "公共机构节能处", "机关事务局"
    )
    return SummaryFacts(
        2011,
        SummaryKind.YEAR,
        date(2011, 12, 31),
        names,
        group,
        units,
        StatisticsFacts(town, board(units, town.quarter), sent_up(town.quarter, date(2011, 12, 31))),
        inspection,
        publicity,
    )


@pytest.fixture
def qingshan() -> SummaryFacts:
    """Another place and year: a 乡 of a city, 7 reporting units, one report missing,
    5 inspections without a circular, other names.
    """
    systems = (("党政",), ("教育",), ("教育",), ("卫生",), (), ("科技",), ())
    natures = (
        Nature.STATE_ORGAN,
        Nature.EDUCATION,
        Nature.EDUCATION,
        Nature.HEALTH,
        Nature.OTHER_INSTITUTION,
        Nature.SCIENCE,
        Nature.MASS_ORGANISATION,
    )
    units = tuple(
        unit(number, 2023, f"青山乡单位{number}", nature, belongs, "" if number == 5 else "何平")
        for number, (nature, belongs) in enumerate(zip(natures, systems, strict=True), 1)
    )
    part = {"counted": 6, "of": 7}
    carriers = {
        "electricity": (
            measure("80000", "70000", "0.1429", units=5, **part),
            measure("40000", **part),
            measure("9832", **part),
        ),
        "water": (measure("3000", None, **part), measure("9000", **part), None),
    }
    town = town_quarter(
        Quarter(2023, 4), units, carriers, cost=measure("49000", **part), coal=measure("9832", **part)
    )
    rounds = [
        held(number, Season.SUMMER, date(2023, number, 10), units[:2], temperatures=())
        for number in range(1, 6)
    ]
    inspection = year_figures(2023, date(2023, 12, 20), 5, rounds, (), names_by_id(units[:3]))
    group = LeadingGroup(
        "",
        "",
        None,
        "",
        (Member(1, Role.LEADER, "孙立", "乡长", "乡政府"), Member(2, Role.MEMBER, "钱进", "", "")),
    )
    names = OfficeNames("青山乡", "临江市", "市委、市政府", "临江市机关事务服务中心", "节能股", "党政办公室")
    statistics = StatisticsFacts(town, board(units, town.quarter, missing={(7, 3)}))
    return SummaryFacts(
        2023,
        SummaryKind.YEAR,
        date(2023, 12, 20),
        names,
        group,
        units,
        statistics,
        inspection,
        PublicityYear((), {}, None, 0, None),
    )


@pytest.fixture
def half_year() -> Callable[[SummaryFacts], SummaryFacts]:
    """Turns a year's facts into those of its first half."""

    def turned(facts: SummaryFacts) -> SummaryFacts:
        statistics = facts.statistics
        assert statistics is not None
        town = replace(statistics.town, quarter=Quarter(facts.year, 2))
        return replace(
            facts,
            kind=SummaryKind.HALF,
            day=date(facts.year, 8, 5),
            statistics=replace(statistics, town=town),
        )

    return turned


@pytest.fixture(scope="session")
def recorded_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office file with a small recorded year:
    two units, all reports of 2011, one round, two activities.
    """
    import jingzhen_desktop.tabs  # noqa: F401 - knows all records

    path = tmp_path_factory.mktemp("recorded") / "柳河镇.jzdb"
    with Office.create(path) as office:
        record_a_year(office)
    return path


@pytest.fixture
def recorded(recorded_path: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of it for one test."""
    with Office.open(Path(shutil.copy(recorded_path, tmp_path))) as office:
        yield office


@pytest.fixture
def desk_office(recorded: Office) -> Office:
    return recorded


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> AnnualTab:
    return shown(desk, qtbot)


@pytest.fixture
def written(tab: AnnualTab) -> AnnualTab:
    """The tab with the summary generated."""
    press(tab, "生成")
    return tab


def record_a_year(office: Office) -> None:
    write_settings(
        office,
        {
            TOWN: "柳河镇",
            COUNTY: "平安县",
            SUPERIOR: "县机关事务局",
            SUPERIOR_SECTION: "节能科",
            OFFICE_HOST: "党政办公室",
        },
    )
    changed(
        change_leading_group,
        office,
        document_number="柳政发〔2011〕2号",
        founded_on=date(2011, 2, 1),
        office_head="陈明",
    )
    add_member(office, Role.LEADER, "林海", "副镇长", "柳河镇人民政府")
    add_member(office, Role.MEMBER, "方圆", "校长", "柳河镇中学")
    units = [
        add_unit(
            office,
            2011,
            UnitFacts(f"柳河镇{name}", nature, systems, True, Decimal(2000), 100),
            UnitContact(name, liaison_name="丁一"),
        )
        for name, nature, systems in (
            ("政府机关", Nature.STATE_ORGAN, ("党政",)),
            ("中学", Nature.EDUCATION, ("教育", "文化")),
        )
    ]
    for quarter in quarters_of(2011):
        for unit_id in units:
            hand_in(office, report(unit_id, quarter, "1000.5"))
    round_id = add_round(office, 2011, Season.SUMMER, date(2011, 7, 12))
    (visit,) = add_visits(office, round_id, units[1:])
    add_violation(office, visit, ViolationKind.ELECTRICITY, "办公室长明灯", corrected_on_spot=True)
    add_activity(
        office,
        Activity(
            0, ActivityKind.PUBLICITY_WEEK, date(2011, 6, 12), place="镇政府", theme="节能有我", people=80
        ),
    )
    add_activity(office, Activity(0, ActivityKind.TRAINING, date(2011, 9, 1), people=20))
