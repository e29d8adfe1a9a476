"""Hand-made facts of two towns: one with everything recorded, one with gaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jingzhen_desktop.annual.values import LateReport, OfficeNames, StatisticsFacts, SummaryFacts, SummaryKind
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.inspection.values import CircularOfYear, InspectionYear, RoundOfYear, Season, ViolationKind
from jingzhen_desktop.organisation.values import LeadingGroup, Member, Nature, Role, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.publicity.values import Activity, ActivityKind, PublicityYear
from jingzhen_desktop.quarterly.values import CarrierTotals, Comparison, Indicator, Measure, ReportStatus, Total, TownQuarter, UnitQuarter


def measure(now: str | None, before: str | None = None, change: str | None = None, counted: int = 4, of: int = 4, units: int | None = None) -> Measure:
    """A measure of which the summary reads the year-to-date half."""
    total = Total(None if now is None else Decimal(now), counted, of)
    last = Total(None if before is None else Decimal(before), counted, of)
    ratio = None if change is None else Decimal(change)
    comparison = Comparison(total.value, last.value, ratio, counted if units is None else units, counted)
    return Measure(total, last, comparison, total, last, comparison)


def unit(number: int, year: int, name: str, nature: Nature, systems: tuple[str, ...], liaison: str = "王芳") -> UnitInYear:
    facts = UnitFacts(name, nature, systems, floor_area=Decimal(1000), energy_users=50)
    return UnitInYear(number, year, facts, UnitContact(short_name=name.removeprefix("文井镇"), liaison_name=liaison))


def town_quarter(quarter: Quarter, units: tuple[UnitInYear, ...], carriers: dict[str, tuple[Measure, Measure, Measure | None]], **whole: object) -> TownQuarter:
    system = system_of_year(quarter.year)
    nothing = (measure("0", "0"), measure("0", "0"), None)
    totals = tuple(CarrierTotals(item, *carriers.get(item.key, nothing)) for item in system.items)
    lines = tuple(UnitQuarter(one, None, ReportStatus.MISSING, {}, frozenset()) for one in units)
    cost, coal, indicators = whole["cost"], whole["coal"], whole.get("indicators", ())
    return TownQuarter(quarter, system, "当量值", lines, totals, cost, coal, indicators)  # type: ignore[arg-type]


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
        "electricity": (measure("123456.5", "127000", "-0.0279"), measure("61728.25", "63500", "-0.0279"), measure("15172.8", "15608.3", "-0.0279")),
        "water": (measure("8200", "8000", "0.025"), measure("16400", "16000", "0.025"), None),
        "petrol": (measure("3100", "3100", "0"), measure("21700", "21000", "0.0333"), measure("3327.6", "3327.6", "0")),
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
    rounds = tuple(
        RoundOfYear(number, season, f"{season.value}检查", date(2011, month, 10), 4, ("镇政府", "中心学校", "卫生院"), 6, 5, 1)
        for number, (season, month) in enumerate(((Season.WINTER, 1), (Season.SPRING, 4), (Season.SUMMER, 7), (Season.AUTUMN, 11)), 1)
    )
    inspection = InspectionYear(
        2011,
        date(2011, 12, 31),
        4,
        rounds,
        4,
        12,
        3,
        ("文体广播站",),
        24,
        20,
        5,
        ((ViolationKind.TEMPERATURE, 4), (ViolationKind.ELECTRICITY, 1)),
        3,
        2,
        0,
        2,
        2,
        0,
        (CircularOfYear(1, "文节能通〔2011〕1号", date(2011, 8, 20), "关于夏季空调温度检查情况的通报", "全市", ("卫生院",)),),
    )
    activities = (
        Activity(1, ActivityKind.PUBLICITY_WEEK, date(2011, 6, 11), "镇政府广场", "节能我行动 低碳新生活", 260, "宣传册200份、横幅2条"),
        Activity(2, ActivityKind.TRAINING, date(2011, 9, 20), "镇政府会议室", "节能技能培训", 35),
    )
    publicity = PublicityYear(activities, {ActivityKind.PUBLICITY_WEEK: 1, ActivityKind.TRAINING: 1}, 295, 1, 35)
    names = OfficeNames("文井镇", "景东彝族自治县", "县委、县政府", "机关事务局", "公共机构节能处", "机关事务局")
    return SummaryFacts(2011, SummaryKind.YEAR, date(2011, 12, 31), names, group, units, StatisticsFacts(town, 16, 16), inspection, publicity)


@pytest.fixture
def qingshan() -> SummaryFacts:
    """Another place and year: a 乡 of a city, 7 reporting units, one report missing, 5 inspections without a circular, other names."""
    systems = (("党政",), ("教育",), ("教育",), ("卫生",), (), ("科技",), ())
    natures = (Nature.STATE_ORGAN, Nature.EDUCATION, Nature.EDUCATION, Nature.HEALTH, Nature.OTHER_INSTITUTION, Nature.SCIENCE, Nature.MASS_ORGANISATION)
    units = tuple(
        unit(number, 2023, f"青山乡单位{number}", nature, belongs, "" if number == 5 else "何平")
        for number, (nature, belongs) in enumerate(zip(natures, systems, strict=True), 1)
    )
    part = {"counted": 6, "of": 7}
    carriers = {
        "electricity": (measure("80000", "70000", "0.1429", units=5, **part), measure("40000", **part), measure("9832", **part)),
        "water": (measure("3000", None, **part), measure("9000", **part), None),
    }
    town = town_quarter(Quarter(2023, 4), units, carriers, cost=measure("49000", **part), coal=measure("9832", **part))
    rounds = tuple(
        RoundOfYear(number, Season.SUMMER, "检查", date(2023, number, 10), 7, ("单位1", "单位2"), 0, 0, 0) for number in range(1, 6)
    )
    inspection = InspectionYear(2023, date(2023, 12, 20), 5, rounds, 7, 10, 2, ("单位3",), 0, 0, 0, (), 0, 0, 0, 0, 0, 0, ())
    group = LeadingGroup("", "", None, "", (Member(1, Role.LEADER, "孙立", "乡长", "乡政府"), Member(2, Role.MEMBER, "钱进", "", "")))
    names = OfficeNames("青山乡", "临江市", "市委、市政府", "临江市机关事务服务中心", "节能股", "党政办公室")
    statistics = StatisticsFacts(town, 28, 27, missing=(LateReport("单位7", Quarter(2023, 3)),))
    return SummaryFacts(2023, SummaryKind.YEAR, date(2023, 12, 20), names, group, units, statistics, inspection, PublicityYear((), {}, None, 0, None))


@pytest.fixture
def half_year() -> Callable[[SummaryFacts], SummaryFacts]:
    """Turns a year's facts into those of its first half."""

    def turned(facts: SummaryFacts) -> SummaryFacts:
        statistics = facts.statistics
        assert statistics is not None
        town = replace(statistics.town, quarter=Quarter(facts.year, 2))
        return replace(facts, kind=SummaryKind.HALF, day=date(facts.year, 8, 5), statistics=replace(statistics, town=town))

    return turned
