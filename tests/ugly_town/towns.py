"""Towns as they are: long names, a unit closed in summer, one renamed, a report that never came, a blank,
a zero, notices open and overdue, a circular, a project with its saving.
Made through the program's own actions.

Three of them: a 乡 with twelve units, a 镇 with forty, a 街道 with five, in 2023 and 2024. Names and figures
are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.assessment.actions.over_quota import add_case, take_step
from jingzhen_desktop.assessment.actions.score_tables import add_table
from jingzhen_desktop.assessment.actions.scores import add_assessment, give_points, move_assessment
from jingzhen_desktop.assessment.outgoing.over_quota import paper_to_send, send_paper
from jingzhen_desktop.assessment.outgoing.scores import existing_view, grade_units, send_notice
from jingzhen_desktop.assessment.score_choices import shipped_tables
from jingzhen_desktop.assessment.values.over_quota import OverQuota, Step, TakenStep
from jingzhen_desktop.assessment.values.score_courses import Assessment
from jingzhen_desktop.assessment.values.score_states import AssessmentState
from jingzhen_desktop.energy.periods import Quarter, quarters_of
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.inspection.actions.circulars import add_circular
from jingzhen_desktop.inspection.actions.complaints import add_complaint
from jingzhen_desktop.inspection.actions.handling import (
    add_violation,
    correct_on_spot,
    order_rectification,
    record_failing_readings,
    record_receipt,
    record_recheck,
    record_reply,
)
from jingzhen_desktop.inspection.actions.rounds import add_reading, add_round, add_visits, change_round
from jingzhen_desktop.inspection.actions.visits import enter_points
from jingzhen_desktop.inspection.queries.rounds import round_detail
from jingzhen_desktop.inspection.values.found import Circular, Complaint, Reading, Visit
from jingzhen_desktop.inspection.values.words import ItemResult, RecheckResult, Season, ViolationKind
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import (
    COUNTY,
    OFFICE_HOST,
    PARTY_SUPERIOR,
    SUPERIOR,
    SUPERIOR_SECTION,
    TOWN,
)
from jingzhen_desktop.organisation.actions.group import add_member, change_leading_group
from jingzhen_desktop.organisation.actions.ledger import add_ledger_items
from jingzhen_desktop.organisation.actions.units import (
    add_unit,
    change_facts,
    change_facts_of_units,
    open_year,
)
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.group import Role
from jingzhen_desktop.organisation.values.ledger import LedgerItem, LedgerKind
from jingzhen_desktop.organisation.values.units import (
    Affiliation,
    Nature,
    UnitContact,
    UnitFacts,
    UnitInYear,
)
from jingzhen_desktop.publicity.actions import add_activity
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.quarterly.actions.reports import store_forms
from jingzhen_desktop.quarterly.actions.states import approve_ready, explain
from jingzhen_desktop.quarterly.actions.submissions import submit_quarter
from jingzhen_desktop.quarterly.queries.readiness import submission_readiness
from jingzhen_desktop.quarterly.queries.review import reviewed_quarter
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm
from jingzhen_desktop.quarterly.values.reports import Entry, Report, Signatures, Source
from jingzhen_desktop.tabs import create_office

from ..changing import changed

YEAR = 2024
CLOSED = date(YEAR, 6, 30)
"""The day the 林业站 was closed."""
SIGNED = date(YEAR + 1, 1, 8)
"""The day of the year's papers."""
MISSING, BLANK, ZERO, LATE = "工会", "司法所", "农科站", "文化站"
"""Whose third quarter is missing, who left water blank in the second, who used no water in the third, whose
second came after the deadline.
"""
CLOSED_UNIT = "林业站"

_UNITS: tuple[tuple[str, str, Nature, tuple[str, ...]], ...] = (
    ("人民政府", "乡政府", Nature.STATE_ORGAN, ("党政",)),
    ("中心小学", "中心小学", Nature.EDUCATION, ("教育",)),
    ("九年一贯制学校（民族中学）", "民族中学", Nature.EDUCATION, ("教育",)),
    (
        "中心卫生院（双江拉祜族佤族布朗族傣族自治县第三人民医院勐库分院）",
        "中心卫生院",
        Nature.HEALTH,
        ("卫生",),
    ),
    ("财政所（国有资产管理和乡镇财务核算中心）", "财政所", Nature.OTHER_INSTITUTION, ("其他",)),
    ("文化广播电视和旅游服务中心（综合文化站）", "文化站", Nature.CULTURE, ("文化",)),
    ("农业农村发展服务中心（农业科学技术推广站）", "农科站", Nature.SCIENCE, ("科技",)),
    ("林业和草原工作站", "林业站", Nature.OTHER_INSTITUTION, ("其他",)),
    ("全民健身体育活动中心", "体育中心", Nature.SPORT, ("体育",)),
    ("司法所（退役军人服务站）", "司法所", Nature.STATE_ORGAN, ("党政",)),
    ("总工会乡镇工作委员会（职工服务站）", "工会", Nature.MASS_ORGANISATION, ()),
    ("敬老院（区域性养老服务中心）", "敬老院", Nature.OTHER_INSTITUTION, ("其他",)),
)
_MANY = 40
"""So many units use five carriers, fewer one more, which ended the year before."""
_PRICES = {
    "electricity": Decimal("0.483"),
    "water": Decimal("2.2"),
    "coal": Decimal(820),
    "lpg": Decimal(6800),
    "petrol": Decimal("8.12"),
    "diesel": Decimal("7.75"),
}


@dataclass(frozen=True, slots=True)
class _Town:
    name: str
    body: str
    host: str
    whole: str
    units: tuple[tuple[str, str, Nature, tuple[str, ...]], ...]
    prefix: str
    leader: str = "党委副书记、乡长"
    deputy: str = "党委委员、副乡长（分管领导）"
    government: str = "人民政府"


def make_twelve(path: Path) -> Office:
    """A 乡 with twelve units and everything that goes wrong in a year."""
    return _made(path, _Town("勐库拉祜族佤族乡", "乡政府", "党政综合办公室", "全乡", _UNITS, "勐政"))


def make_forty(path: Path) -> Office:
    """A 镇 with forty units that use up to five carriers."""
    units = list(_UNITS)
    for number in range(len(_UNITS), 40):
        name, short, nature, systems = _UNITS[number % len(_UNITS)]
        place = ("大户赛村", "冰岛村", "忙那村", "公弄村")[number // len(_UNITS)]
        units.append((f"{place}{name}", f"{place}{short.removeprefix('乡')}", nature, systems))
    return _made(
        path,
        _Town(
            "勐库镇",
            "镇政府",
            "党政综合办公室",
            "全镇",
            tuple(units),
            "勐政",
            "党委副书记、镇长",
            "党委委员、副镇长（分管领导）",
        ),
    )


def make_street(path: Path) -> Office:
    """A 街道 with five units."""
    own = ("办事处", *_UNITS[0][1:])
    chosen = (own, _UNITS[1], _UNITS[5], _UNITS[7], _UNITS[10])
    leaders = ("党工委副书记、办事处主任", "党工委委员、办事处副主任（分管领导）", "办事处")
    return _made(path, _Town("允景街道", "办事处", "综合办公室", "全街道", chosen, "允街", *leaders))


def _made(path: Path, town: _Town) -> Office:
    settings = {
        TOWN: town.name,
        COUNTY: "双江拉祜族佤族布朗族傣族自治县",
        PARTY_SUPERIOR: "县委、县政府",
        SUPERIOR: "双江自治县机关事务服务中心",
        SUPERIOR_SECTION: "公共机构节能股",
        OFFICE_HOST: town.host,
    }
    office = create_office(path, settings)
    chance = Random(YEAR)
    _enter_organisation(office, town)
    _enter_reports(office, chance, coal=len(town.units) < _MANY)
    _enter_inspections(office, town)
    _enter_publicity(office, town)
    _enter_ledger(office, town)
    for kind in (SummaryKind.PLAN, *(one for one in SummaryKind if one is not SummaryKind.PLAN)):
        if kind is SummaryKind.HALF:
            generate(office, YEAR, kind, date(YEAR, 7, 20))
        else:
            generate(office, YEAR, kind, SIGNED)
    _enter_assessment(office, town)
    return office


# ---- organisation


def _enter_organisation(office: Office, town: _Town) -> None:
    changed(
        change_leading_group,
        office,
        name=f"{town.name}公共机构节能工作领导小组",
        document_number=f"{town.prefix}发〔{YEAR - 1}〕6号",
        founded_on=date(YEAR - 1, 2, 15),
        office_head="岩温",
    )
    people = (
        (Role.LEADER, "李扎努", town.leader, town.government),
        (Role.DEPUTY, "张扎袜", town.deputy, town.government),
        (Role.MEMBER, "岩温", f"{town.host}主任", town.host),
        (Role.MEMBER, "罗建华", "校长", "中心小学"),
        (Role.MEMBER, "杨梅", "院长", "中心卫生院"),
    )
    for role, person, post, unit in people:
        add_member(office, role, person, post, unit, since=date(YEAR - 1, 2, 15))
    for number, (name, short, nature, systems) in enumerate(town.units):
        _enter_unit(office, town, number, name, short, nature, systems)
    open_year(office, YEAR)
    third = _of(office, YEAR, _short(town, 2))
    renamed = "民族九年一贯制学校" if third.facts.nature is Nature.EDUCATION else "综合文化服务中心"
    changed(change_facts, office, third.id, YEAR, name=f"{town.name}{renamed}")


def _short(town: _Town, number: int) -> str:
    return town.units[number][1]


def _enter_unit(
    office: Office,
    town: _Town,
    number: int,
    name: str,
    short: str,
    nature: Nature,
    systems: tuple[str, ...],
) -> None:
    facts = UnitFacts(
        f"{town.name}{name}",
        nature,
        systems,
        floor_area=Decimal(420 + 331 * (number % 17)),
        energy_users=8 + 37 * (number % 13),
        establishment=5 + number % 4,
        petrol_cars=number % 3,
        diesel_cars=number % 2,
        new_energy_cars=0,
    )
    liaison = "" if short.endswith(CLOSED_UNIT) else "赵钱孙李周吴郑王"[number % 8] + "建华"
    contact = UnitContact(
        short if short != "乡政府" else town.body,
        liaison_name=liaison,
        liaison_phone="0883-7640001" if liaison else "",
        closed=CLOSED if short == CLOSED_UNIT else None,
    )
    add_unit(office, YEAR - 1, facts, contact)


def _of(office: Office, year: int, short: str) -> UnitInYear:
    (found,) = [unit for unit in units_of_year(office, year) if unit.short_name == short]
    return found


# ---- quarterly


def _enter_reports(office: Office, chance: Random, *, coal: bool) -> None:
    for quarter in (*quarters_of(YEAR - 1), *quarters_of(YEAR)):
        units = [unit for unit in units_of_year(office, quarter.year) if _owes(unit, quarter)]
        forms = [_form(unit, quarter, chance, coal=coal) for unit in units]
        late = [form for form in forms if (form.unit.short_name, quarter) == (LATE, Quarter(YEAR, 2))]
        store_forms(office, [form for form in forms if form not in late], quarter.end + timedelta(days=4))
        store_forms(office, late, quarter.end + timedelta(days=12))
        for unit_id, reviews in reviewed_quarter(office, quarter).items():
            if findings := [review.finding for review in reviews]:
                explain(office, unit_id, quarter, findings, "已电话核实，属实")
        approve_ready(office, quarter)
        waiting = submission_readiness(office, quarter).not_approved
        day = quarter.end + timedelta(days=14 if late else 8)
        submit_quarter(office, quarter, day, "双江自治县机关事务服务中心", "李扎努", without=tuple(waiting))


def _owes(unit: UnitInYear, quarter: Quarter) -> bool:
    if unit.short_name == MISSING and quarter == Quarter(YEAR, 3):
        return False
    closed = unit.contact.closed
    return closed is None or closed >= quarter.start


def _form(unit: UnitInYear, quarter: Quarter, chance: Random, *, coal: bool) -> ReadForm:
    scale = 1 + (unit.id % 7)
    used: dict[str, Decimal] = {
        "electricity": Decimal(scale * chance.randint(9_600, 10_400)) / 10,
        "water": Decimal(scale * chance.randint(95, 105)),
        "petrol_vehicle": _some(unit.facts.petrol_cars, chance.randint(2_000, 2_100)),
        "diesel_vehicle": _some(unit.facts.diesel_cars, chance.randint(1_500, 1_600)),
        "lpg": Decimal(chance.randint(300, 320)) / 1000 if unit.id % 3 == 1 else Decimal(0),
    }
    if coal and quarter.year < YEAR and unit.short_name == "敬老院" and quarter.number in {1, 4}:
        used["coal"] = Decimal("2.4")
    if unit.short_name == ZERO and quarter == Quarter(YEAR, 3):
        used["water"] = Decimal(0)
    used |= {"petrol": used["petrol_vehicle"], "diesel": used["diesel_vehicle"]}
    system = system_of_year(quarter.year)
    entries = {item.key: _entry(used.get(item.key, Decimal(0)), item.key) for item in system.items}
    if unit.short_name == BLANK and quarter == Quarter(YEAR, 2):
        entries["water"] = Entry()
    signatures = Signatures("赵健", "孙莉", "钱进", quarter.end + timedelta(days=4))
    report = Report(unit.id, quarter, system.version, entries, signatures, source=Source.FILE)
    return ReadForm(f"{unit.short_name}.xlsx", FormOutcome.NEW, unit, report)


def _some(cars: int | None, tenths: int) -> Decimal:
    return Decimal(tenths) / 10 if cars else Decimal(0)


def _entry(quantity: Decimal, key: str) -> Entry:
    return Entry(quantity, round(quantity * _PRICES.get(key.partition("_")[0], Decimal(0)), 2))


# ---- inspections


def _enter_inspections(office: Office, town: _Town) -> None:
    winter = _round(office, Season.WINTER, date(YEAR, 1, 16), wrong_set=24, fine_set=19, visited=4)
    summer = _round(office, Season.SUMMER, date(YEAR, 7, 16), wrong_set=22, fine_set=26, visited=5)
    for round_id in (winter, summer):
        detail = round_detail(office, round_id)
        assert detail is not None
        visits = [visit for visit in detail.visits if visit.violations]
        first = [one.id for one in visits[0].violations]
        correct_on_spot(office, first[:1], "当场调到规定温度")
        ordered = detail.round.day
        assert ordered is not None
        _order(office, town, visits, ordered)
    add_circular(
        office,
        Circular(
            0,
            f"{town.prefix}节能通〔{YEAR}〕1号",
            date(YEAR, 8, 20),
            "关于夏季空调温度检查情况的通报",
            town.whole,
            round_id=summer,
            unit_ids=(_named(office, summer),),
            reason="逾期未整改",
        ),
    )
    unit = units_of_year(office, YEAR)[1]
    add_complaint(office, Complaint(0, date(YEAR, 8, 1), unit.id, "周末教室空调整天开着", "群众"))


def _round(office: Office, season: Season, day: date, *, wrong_set: int, fine_set: int, visited: int) -> int:
    round_id = add_round(office, YEAR, season, day)
    changed(
        change_round,
        office,
        round_id,
        checkers=("岩温", "罗建华"),
        weather="晴",
        outdoor_temperature=Decimal(31 if season is Season.SUMMER else 9),
    )
    units = [unit for unit in units_of_year(office, YEAR) if unit.contact.closed is None]
    for position, visit in enumerate(add_visits(office, round_id, [unit.id for unit in units[:visited]])):
        set_to = Decimal(wrong_set if position % 2 == 0 else fine_set)
        add_reading(office, Reading(0, visit, room="三楼党政综合办公室和会议室", set_temperature=set_to))
        add_reading(office, Reading(0, visit, room="便民服务大厅", set_temperature=Decimal(fine_set)))
        record_failing_readings(office, visit)
        if position == 0:
            add_violation(office, visit, ViolationKind.ELECTRICITY, "走廊照明白天未关", room="二楼走廊")
        if position == 2:
            add_violation(office, visit, ViolationKind.ELECTRICITY, "饮水机下班后未断电", room="值班室")
        enter_points(office, visit, {"下班后待机设备关闭": (ItemResult.FINE, "")})
    return round_id


def _order(office: Office, town: _Town, visits: Sequence[Visit], ordered: date) -> None:
    """One notice of what was not corrected on the spot of the first unit, closed; the others' stay open."""
    number = 1 if ordered.month < 6 else 4
    for position, visit in enumerate(visits):
        left = [one.id for one in visit.violations if not one.corrected_on_spot]
        left = left[1:] if position == 0 else left
        if not left:
            continue
        notice = order_rectification(
            office,
            left,
            number=f"{town.prefix}节能整〔{YEAR}〕{number}号",
            ordered_on=ordered + timedelta(days=1),
            deadline=ordered + timedelta(days=15),
            requirement="按规定设定空调温度，落实专人负责",
        )
        number += 1
        record_receipt(office, notice, ordered + timedelta(days=2), "办公室负责人")
        if position == 0:
            record_reply(office, notice, ordered + timedelta(days=10), "已整改")
            record_recheck(
                office, notice, ordered + timedelta(days=16), RecheckResult.PASSED, "到场复查", close=True
            )


def _named(office: Office, round_id: int) -> int:
    detail = round_detail(office, round_id)
    assert detail is not None
    return next(visit.unit_id for visit in reversed(detail.visits) if visit.violations)


# ---- publicity and the ledger


def _enter_publicity(office: Office, town: _Town) -> None:
    activities = (
        Activity(0, ActivityKind.PUBLICITY_WEEK, date(YEAR, 5, 14), place="集贸市场", theme="绿色转型，节能攻坚",
                 people=320, material="宣传单800份，横幅12条"),
        Activity(0, ActivityKind.LOW_CARBON_DAY, date(YEAR, 5, 15), place="中心小学", theme="绿色低碳 美丽中国",
                 people=450, material="展板6块"),
        Activity(0, ActivityKind.TRAINING, date(YEAR, 3, 12), place=f"{town.body}三楼会议室", theme="能耗统计填报",
                 people=24, teacher="岩温", hours=Decimal(3)),
    )  # fmt: skip
    for activity in activities:
        add_activity(office, activity)


def _enter_ledger(office: Office, town: _Town) -> None:
    items = (
        LedgerItem(LedgerKind.MEETING, YEAR, "领导小组第一次会议", day=date(YEAR, 2, 20), owner="李扎努"),
        LedgerItem(LedgerKind.RULE, YEAR, "公共机构节能管理制度", number=f"{town.prefix}发〔{YEAR}〕11号",
                   day=date(YEAR, 5, 6)),
        LedgerItem(LedgerKind.BUDGET, YEAR, "节能工作经费", amount=Decimal(30_000), day=date(YEAR, 1, 10)),
        LedgerItem(LedgerKind.SPENDING, YEAR, "宣传材料印刷", amount=Decimal("4860.50"), day=date(YEAR, 5, 10)),
        LedgerItem(LedgerKind.PROJECT, YEAR, "中心小学教学楼照明改造", amount=Decimal(68_000),
                   day=date(YEAR, 8, 1), done=date(YEAR, 8, 28), saving=Decimal(12_000), saving_unit="千瓦时",
                   saving_money=Decimal(5_796)),
    )  # fmt: skip
    add_ledger_items(office, items)


# ---- the assessment of the spring after


def _enter_assessment(office: Office, town: _Town) -> None:
    """All units but those of others are scored and graded; one used more than its quota and does not
    answer.
    """
    units = [one for one in units_of_year(office, YEAR) if one.contact.closed is None]
    whose = [Affiliation.VERTICAL if one.short_name == BLANK else Affiliation.TOWN for one in units]
    changes = [
        (one, replace(one, facts=replace(one.facts, affiliation=belongs)))
        for one, belongs in zip(units, whose, strict=True)
    ]
    change_facts_of_units(office, changes)
    shipped = shipped_tables()["own"]
    items = [
        replace(one, target=Decimal("1.5") if one.source.is_completion else None) for one in shipped.items
    ]
    draft = Assessment(
        0,
        YEAR,
        add_table(office, replace(shipped, items=tuple(items))),
        f"{YEAR}年度公共机构节能考核",
        date(YEAR + 1, 3, 31),
        objections_until=date(YEAR + 1, 4, 15),
        basis_issuer="双江自治县机关事务服务中心",
        basis_number=f"双机管〔{YEAR + 1}〕1号",
        basis_day=date(YEAR + 1, 1, 20),
    )
    assessment_id = add_assessment(office, draft)
    move_assessment(office, assessment_id, AssessmentState.REVIEW, date(YEAR + 1, 4, 1))
    for unit in existing_view(office, assessment_id).assessed:
        for one in unit.score.scored if unit.score else ():
            if one.points is None:
                give_points(office, unit.participant.id, one, one.item.points)
    move_assessment(office, assessment_id, AssessmentState.SENT, date(YEAR + 1, 4, 5))
    grade_units(office, assessment_id, date(YEAR + 1, 4, 18))
    send_notice(office, assessment_id, f"{town.prefix}节能通〔{YEAR + 1}〕1号", date(YEAR + 1, 4, 20))
    _enter_case(office, town, units[1])


def _enter_case(office: Office, town: _Town, unit: UnitInYear) -> None:
    case_id = add_case(
        office,
        OverQuota(
            0,
            unit.id,
            YEAR,
            "单位建筑面积非供暖能耗",
            "kgce/㎡",
            Decimal("5.9"),
            Decimal("6.92"),
            standard="DB53/T 1000—2023 表1 教育机构 中等教育 寄宿制",
            base=unit.facts.floor_area,
            base_unit="㎡",
        ),
    )
    number = f"{town.prefix}节能函〔{YEAR + 1}〕1号"
    take_step(office, case_id, TakenStep(0, 0, Step.ASK, SIGNED, number, date(YEAR + 1, 1, 23)))
    case, pdf = paper_to_send(office, case_id, Step.ASK)
    send_paper(office, case, Step.ASK, pdf)
