"""A town of forty units with a year of everything in it, made through the program's own actions from one
seed.

Every state that a report, a violation, a notice, a complaint, an activity or an entry of the ledger can be in
stands in it, so that each screen can be looked at with all it may have to show. Names and figures are
invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.energy.periods import Quarter, quarters_of
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.inspection.actions.circulars import add_circular
from jingzhen_desktop.inspection.actions.complaints import add_complaint, close_complaint
from jingzhen_desktop.inspection.actions.handling import (
    add_violation,
    correct_on_spot,
    order_rectification,
    record_failing_readings,
    record_receipt,
    record_recheck,
    record_reply,
)
from jingzhen_desktop.inspection.actions.plan import make_year_plan, record_draw
from jingzhen_desktop.inspection.actions.rounds import add_reading, add_visits, change_round
from jingzhen_desktop.inspection.actions.visits import enter_points
from jingzhen_desktop.inspection.queries.urgent import rounds_of_year
from jingzhen_desktop.inspection.values.found import Circular, Complaint, Reading
from jingzhen_desktop.inspection.values.words import ItemResult, RecheckResult, Season, ViolationKind
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import COUNTY, OFFICE_HOST, SUPERIOR, SUPERIOR_SECTION, TOWN
from jingzhen_desktop.organisation.actions.group import add_member, change_leading_group
from jingzhen_desktop.organisation.actions.ledger import add_ledger_items
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.group import Role
from jingzhen_desktop.organisation.values.ledger import LedgerItem, LedgerKind
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.publicity import actions as publicising
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.quarterly.actions.ledger import store_ledger_entries
from jingzhen_desktop.quarterly.actions.reports import store_forms
from jingzhen_desktop.quarterly.actions.states import approve_ready, explain, move_report
from jingzhen_desktop.quarterly.actions.submissions import submit_quarter
from jingzhen_desktop.quarterly.queries.readiness import submission_readiness
from jingzhen_desktop.quarterly.queries.review import reviewed_quarter
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm
from jingzhen_desktop.quarterly.values.ledger import LedgerEntry
from jingzhen_desktop.quarterly.values.reports import Entry, Move, Report, Signatures
from jingzhen_desktop.tabs import create_office

from ..changing import changed

YEAR = 2025
SUBMITTED, REVIEWED, ENTERED = Quarter(YEAR, 1), Quarter(YEAR, 2), Quarter(YEAR, 3)
"""Sent up and locked; in review, every state present; half of it entered.
The fourth quarter has no report at all.
"""
_SEED = 20251231
_KINDS = (
    ("人民政府", Nature.STATE_ORGAN, ("机关",)),
    ("中心小学", Nature.EDUCATION, ("教育",)),
    ("初级中学", Nature.EDUCATION, ("教育",)),
    ("农业科技站", Nature.SCIENCE, ("科技",)),
    ("文化站", Nature.CULTURE, ("文化",)),
    ("卫生院", Nature.HEALTH, ("卫生",)),
    ("体育中心", Nature.SPORT, ("体育",)),
    ("敬老院", Nature.OTHER_INSTITUTION, ("民政",)),
    ("妇女联合会", Nature.MASS_ORGANISATION, ()),
    ("村民委员会", Nature.MASS_ORGANISATION, ()),
)
_PRICES = {
    "electricity": Decimal("0.55"),
    "water": Decimal("2.9"),
    "petrol": Decimal("8.1"),
    "diesel": Decimal("7.8"),
}
_PLACES = ("青石", "清河", "白岭", "石桥")


def make_town(path: Path) -> Office:
    """Make the office file and return it open."""
    settings = {
        TOWN: "青石镇",
        COUNTY: "清河县",
        SUPERIOR: "清河县机关事务服务中心",
        SUPERIOR_SECTION: "节能股",
        OFFICE_HOST: "党政办公室",
    }
    office = create_office(path, settings)
    chance = Random(_SEED)
    _enter_organisation(office, chance)
    _enter_reports(office, chance)
    _enter_inspections(office, chance)
    _enter_publicity(office)
    _enter_ledger(office)
    for kind in (SummaryKind.YEAR, SummaryKind.CONSUMPTION, SummaryKind.PLAN):
        generate(office, YEAR, kind, date(YEAR, 12, 28))
    return office


# ---- organisation


def _enter_organisation(office: Office, chance: Random) -> None:
    changed(
        change_leading_group,
        office,
        name="青石镇公共机构节能工作领导小组",
        document_number="青政发〔2024〕6号",
        founded_on=date(YEAR - 1, 2, 5),
        office_head="陈志明",
    )
    people = (
        (Role.LEADER, "王建国", "副镇长"),
        (Role.DEPUTY, "李秀英", "党政办公室主任"),
        (Role.MEMBER, "张卫东", "财政所所长"),
    )
    for role, person, post in people:
        add_member(office, role, person, post, "镇政府", since=date(YEAR - 1, 2, 5))
    for number in range(40):
        _enter_unit(office, number, chance)
    open_year(office, YEAR)


def _enter_unit(office: Office, number: int, chance: Random) -> None:
    what, nature, systems = _KINDS[number % len(_KINDS)]
    place = _PLACES[number // len(_KINDS)]
    facts = UnitFacts(
        f"青石镇{place}{what}",
        nature,
        systems,
        floor_area=None if number == 37 else Decimal(chance.randint(200, 9000)),
        energy_users=None if number == 38 else chance.randint(5, 900),
        establishment=chance.randint(3, 5),
        petrol_cars=number % 3,
        diesel_cars=number % 2,
        new_energy_cars=0,
    )
    liaison = (
        ""
        if number == 39
        else chance.choice("赵钱孙李周吴郑王") + chance.choice(("建华", "晓梅", "永强", "丽"))
    )
    phone = "13800000000" if liaison else ""
    add_unit(
        office, YEAR - 1, facts, UnitContact(f"{place}{what}", liaison_name=liaison, liaison_phone=phone)
    )


# ---- quarterly


def _enter_reports(office: Office, chance: Random) -> None:
    for quarter in (*quarters_of(YEAR - 1), SUBMITTED, REVIEWED, ENTERED):
        units = units_of_year(office, quarter.year)
        reporting = units[:20] if quarter == ENTERED else units[:-2] if quarter == REVIEWED else units
        store_forms(office, [_form(unit, quarter, chance) for unit in reporting])
        if quarter.year < YEAR or quarter == SUBMITTED:
            _send_up(office, quarter, units)
    _review(office, units_of_year(office, YEAR))
    school = units_of_year(office, YEAR)[1]
    store_ledger_entries(office, school.id, YEAR, [_bill(month) for month in range(1, 9)])


def _send_up(office: Office, quarter: Quarter, units: Sequence[UnitInYear]) -> None:
    _explain_all(office, quarter)
    for unit in units:
        move_report(office, unit.id, quarter, Move.SUBMIT)
    approve_ready(office, quarter)
    waiting = submission_readiness(office, quarter).not_approved
    submit_quarter(
        office,
        quarter,
        quarter.end + timedelta(days=8),
        "清河县机关事务服务中心节能股",
        "王建国",
        without=tuple(waiting),
    )


def _review(office: Office, units: Sequence[UnitInYear]) -> None:
    """Leave the quarter in review with reports approved, waiting, returned, being entered, and missing."""
    _explain_all(office, REVIEWED)
    for position, unit in enumerate(units[:-2]):
        if position % 4 == 3:
            continue
        move_report(office, unit.id, REVIEWED, Move.SUBMIT)
        if position % 4 == 0:
            move_report(office, unit.id, REVIEWED, Move.APPROVE)
        elif position % 4 == 1:
            move_report(office, unit.id, REVIEWED, Move.RETURN, "用电量与上年相差太大，请核对电费票据")


def _explain_all(office: Office, quarter: Quarter) -> None:
    for unit_id, reviews in reviewed_quarter(office, quarter).items():
        if findings := [review.finding for review in reviews]:
            explain(office, unit_id, quarter, findings, "已电话核实，属实")


def _form(unit: UnitInYear, quarter: Quarter, chance: Random) -> ReadForm:
    used = {
        "electricity": Decimal(chance.randint(40_000, 42_000)) / 10,
        "water": Decimal(chance.randint(600, 640)),
        "petrol_vehicle": Decimal(chance.randint(200, 215)) if unit.facts.petrol_cars else Decimal(0),
        "diesel_vehicle": Decimal(chance.randint(150, 160)) if unit.facts.diesel_cars else Decimal(0),
    }
    used |= {"petrol": used["petrol_vehicle"], "diesel": used["diesel_vehicle"]}
    system = system_of_year(quarter.year)
    entries = {item.key: _entry(used.get(item.key, Decimal(0)), item.key) for item in system.items}
    report = Report(
        unit.id, quarter, system.version, entries, Signatures("赵健", "孙莉", "钱进", quarter.end)
    )
    return ReadForm(f"{unit.short_name}.xlsx", FormOutcome.NEW, unit, report)


def _entry(quantity: Decimal, key: str) -> Entry:
    return Entry(quantity, round(quantity * _PRICES.get(key.partition("_")[0], Decimal(0)), 2))


def _bill(month: int) -> LedgerEntry:
    reading = Decimal(12_000 + 1_300 * month)
    price, voucher = Decimal("0.55"), f"D25{month:02}"
    return LedgerEntry(
        month, "electricity", "电表0231", reading, reading + 1_300, Decimal(1), price, voucher_number=voucher
    )


# ---- inspections


def _enter_inspections(office: Office, chance: Random) -> None:
    make_year_plan(office, YEAR)
    days = {Season.WINTER: (1, 14), Season.SPRING: (4, 9), Season.SUMMER: (7, 15)}
    for detail in rounds_of_year(office, YEAR):
        if detail.round.season is not Season.AUTUMN:
            day = date(YEAR, *days[detail.round.season])
            held = replace(
                detail.round,
                day=day,
                checkers=("陈志明", "张卫东"),
                weather="晴",
                outdoor_temperature=Decimal(33),
            )
            change_round(office, detail.round, held)
            record_draw(office, detail.round.id, 8, str(_SEED), date(YEAR, day.month, 1))
            _enter_visits(office, detail.round.id, detail.round.season, chance)
    units = units_of_year(office, YEAR)
    for unit, handle_by in zip(units[:3], (date(YEAR, 8, 15), date(YEAR, 8, 15), None), strict=True):
        complaint = add_complaint(
            office, Complaint(0, date(YEAR, 8, 1), unit.id, "周末空调整天开着", "群众", handle_by=handle_by)
        )
        if unit is units[1]:
            close_complaint(office, complaint, date(YEAR, 8, 20), "经核查不属实，为值班人员使用")


def _enter_visits(office: Office, round_id: int, season: Season, chance: Random) -> None:
    (planned,) = [detail.planned for detail in rounds_of_year(office, YEAR) if detail.round.id == round_id]
    visits = add_visits(office, round_id, [unit.unit_id for unit in planned])
    limit = 26 if season is Season.SUMMER else 20
    for position, visit in enumerate(visits):
        fine = limit + 1 if season is Season.SUMMER else limit - 1
        wrong = limit - 4 if season is Season.SUMMER else limit + 4
        add_reading(
            office,
            Reading(
                0, visit, room="一楼办公室", set_temperature=Decimal(fine), measured_temperature=Decimal(fine)
            ),
        )
        set_to = Decimal(wrong if position % 2 else fine)
        add_reading(
            office, Reading(0, visit, room="会议室", set_temperature=set_to, windows_open=position == 5)
        )
        add_reading(
            office,
            Reading(
                0, visit, room="机房", set_temperature=Decimal(22), exempt=True, exempt_reason="设备要求"
            ),
        )
        record_failing_readings(office, visit)
        if position == 0:
            add_violation(office, visit, ViolationKind.ELECTRICITY, "走廊照明白天未关", room="走廊")
        enter_points(
            office, visit, {"下班后待机设备关闭": (chance.choice((ItemResult.FINE, ItemResult.FAULT)), "")}
        )
    if season is Season.SUMMER:
        _handle(office, round_id)


def _handle(office: Office, round_id: int) -> None:
    """Take the violations of the summer to every state there is."""
    (detail,) = [one for one in rounds_of_year(office, YEAR) if one.round.id == round_id]
    visits = [
        (visit.id, [violation.id for violation in visit.violations])
        for visit in detail.visits
        if visit.violations
    ]
    correct_on_spot(office, visits[0][1], "当场调到26℃")
    ordered, deadline = date(YEAR, 7, 16), date(YEAR, 7, 31)
    notices = [
        order_rectification(
            office, found, number=f"青节能整〔{YEAR}〕{number}号", ordered_on=ordered, deadline=deadline
        )
        for number, (_visit, found) in enumerate(visits[1:4], 1)
    ]
    for notice in notices:
        record_receipt(office, notice, date(YEAR, 7, 17), "单位负责人")
    for notice, result in zip(notices[:2], RecheckResult, strict=True):
        record_reply(office, notice, date(YEAR, 7, 28), "已调整设定温度")
        record_recheck(office, notice, date(YEAR, 8, 2), result, "到场复查", close=True)
    unit_id = detail.visits[-1].unit_id
    add_circular(
        office,
        Circular(
            0,
            f"青节能通〔{YEAR}〕1号",
            date(YEAR, 8, 10),
            "关于夏季空调温度检查情况的通报",
            "全镇",
            round_id=round_id,
            unit_ids=(unit_id,),
            reason="逾期未整改",
        ),
    )


# ---- publicity and the ledger


def _enter_publicity(office: Office) -> None:
    publicising.add_activity(
        office,
        Activity(
            0,
            ActivityKind.PUBLICITY_WEEK,
            date(YEAR, 6, 23),
            place="镇政府广场",
            theme="节能增效 焕“新”引领",
            people=320,
            material="宣传单800份，横幅12条",
        ),
    )
    publicising.add_activity(
        office,
        Activity(
            0,
            ActivityKind.LOW_CARBON_DAY,
            date(YEAR, 6, 25),
            place="中心小学",
            theme="碳路先锋 绿动未来",
            people=450,
            material="展板6块",
        ),
    )
    publicising.add_activity(
        office,
        Activity(
            0,
            ActivityKind.TRAINING,
            date(YEAR, 3, 12),
            place="镇政府会议室",
            theme="能耗统计填报",
            people=40,
            teacher="张卫东",
            hours=Decimal(3),
        ),
    )
    publicising.add_activity(
        office,
        Activity(0, ActivityKind.LECTURE, date(YEAR, 11, 20), theme="公共机构节能条例解读", done=False),
    )


def _enter_ledger(office: Office) -> None:
    items = (
        LedgerItem(LedgerKind.MEETING, YEAR, "领导小组第一次会议", day=date(YEAR, 2, 20), owner="王建国"),
        LedgerItem(
            LedgerKind.DECISION,
            YEAR,
            "统一更换走廊声控灯",
            day=date(YEAR, 2, 20),
            due=date(YEAR, 6, 30),
            owner="陈志明",
        ),
        LedgerItem(
            LedgerKind.TASK,
            YEAR,
            "核对各单位建筑面积",
            due=date(YEAR, 3, 31),
            done=date(YEAR, 3, 20),
            owner="张卫东",
        ),
        LedgerItem(
            LedgerKind.RULE,
            YEAR,
            "青石镇公共机构节能管理制度",
            number="青政发〔2025〕11号",
            day=date(YEAR, 5, 6),
        ),
        LedgerItem(LedgerKind.PLAN, YEAR, "组织四次空调温度检查", due=date(YEAR, 12, 31), owner="陈志明"),
        LedgerItem(LedgerKind.BUDGET, YEAR, "节能工作经费", amount=Decimal(30_000), day=date(YEAR, 1, 10)),
        LedgerItem(
            LedgerKind.SPENDING, YEAR, "宣传材料印刷", amount=Decimal("4860.50"), day=date(YEAR, 6, 12)
        ),
        LedgerItem(
            LedgerKind.PROJECT,
            YEAR,
            "中心小学照明改造",
            amount=Decimal(68_000),
            day=date(YEAR, 8, 1),
            saving=Decimal(12_000),
            saving_unit="千瓦时",
        ),
    )
    add_ledger_items(office, items)
