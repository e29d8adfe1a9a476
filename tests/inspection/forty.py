"""A seeded year of inspections in a town of forty units, in which every state occurs; for tests, pictures and
whole-town scripts.

``make_year(office)`` goes through the clerk's own actions; the same seed gives the same year. It needs no
window.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from jingzhen_desktop.inspection.actions.circulars import add_circular, circulate_with_deadline
from jingzhen_desktop.inspection.actions.complaints import add_complaint, close_complaint, confirm_complaint
from jingzhen_desktop.inspection.actions.handling import (
    add_violation,
    correct_on_spot,
    order_rectification,
    record_failing_readings,
    record_receipt,
    record_recheck,
    record_reply,
)
from jingzhen_desktop.inspection.actions.plan import make_year_plan, plan_units, record_draw
from jingzhen_desktop.inspection.actions.rounds import (
    add_reading,
    add_visits,
    change_reading,
    change_round,
    change_visit,
)
from jingzhen_desktop.inspection.actions.visits import VISIT_PHOTOS, enter_points
from jingzhen_desktop.inspection.queries.following import proposed_circular_number, proposed_notice_number
from jingzhen_desktop.inspection.queries.rounds import (
    check_points,
    round_detail,
    round_lines,
    round_of,
    visit_photos,
)
from jingzhen_desktop.inspection.rules.handling import violation_moves
from jingzhen_desktop.inspection.rules.plan import scopes
from jingzhen_desktop.inspection.settings import CIRCULAR_PREFIX, LOCAL_HEATING, LOCAL_SOURCE, NOTICE_PREFIX
from jingzhen_desktop.inspection.values.found import Circular, Complaint, Reading, RoundDetail, Violation
from jingzhen_desktop.inspection.values.words import (
    ItemResult,
    Move,
    RecheckResult,
    Season,
    Verdict,
    ViolationKind,
)
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.photos import PhotoData, read_photo
from jingzhen_desktop.office.settings import COUNTY, TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts

from ..changing import changed

YEAR = 2012
TODAY = date(2012, 11, 20)
"""The day on which every state occurs: the autumn round was held a week ago."""

_SERVICES = (
    "政府",
    "中心学校",
    "卫生院",
    "文化站",
    "财政所",
    "派出所",
    "市场监管所",
    "司法所",
    "国土所",
    "水务站",
    "农业站",
    "敬老院",
)
_VILLAGES = [
    "大田",
    "新民",
    "石桥",
    "双河",
    "青龙",
    "白云",
    "红星",
    "和平",
    "长山",
    "东岳",
    "南坪",
    "西林",
    "北川",
    "柏树",
    "龙泉",
    "观音",
    "金鸡",
    "银杏",
    "铜鼓",
    "铁炉",
    "凤凰",
    "麒麟",
    "玉泉",
    "清江",
    "黄桷",
    "梨园",
    "桃花",
    "茶坪",
]
_ROOMS = ("办公室", "会议室", "值班室", "大厅", "档案室", "阅览室", "财务室", "微机室")
_SEASONS = {
    Season.WINTER: date(2012, 1, 11),
    Season.SPRING: date(2012, 4, 18),
    Season.SUMMER: date(2012, 7, 11),
    Season.AUTUMN: date(2012, 11, 13),
}
_CHECKERS = ("陈志明", "刘学英")


@dataclass
class Year:
    """What was made: units and rounds by id, in their order."""

    office: Office
    units: list[int] = field(default_factory=list)
    rounds: dict[Season, int] = field(default_factory=dict)


def make_year(office: Office, seed: int = 1, *, photos: bool = True) -> Year:
    """Enter forty units, where the office has none, and a year of four rounds, notices,
    circulars and complaints.
    """
    chance = random.Random(seed)
    write_settings(
        office, {TOWN: "柳河镇", COUNTY: "青山县", NOTICE_PREFIX: "柳节整", CIRCULAR_PREFIX: "柳节通"}
    )
    year = Year(office, [unit.id for unit in units_of_year(office, YEAR)] or _add_units(office))
    make_year_plan(office, YEAR)
    for line in round_lines(office, YEAR):
        year.rounds[line.round.season] = line.round.id
    for season, day in _SEASONS.items():
        _plan_and_visit(year, season, day, chance, photos=photos)
    _follow_winter(year)
    _follow_spring(year)
    _follow_summer(year)
    _follow_autumn(year)
    _complain(year)
    write_settings(office, {LOCAL_HEATING: "18", LOCAL_SOURCE: "川机管〔2012〕8号"})
    return year


def _add_units(office: Office) -> list[int]:
    natures = {"中心学校": Nature.EDUCATION, "卫生院": Nature.HEALTH, "文化站": Nature.CULTURE}
    names = [
        (f"柳河镇{name if name != '政府' else '人民政府'}", name if name != "政府" else "镇政府")
        for name in _SERVICES
    ]
    names += [(f"柳河镇{name}村村民委员会", f"{name}村") for name in _VILLAGES]
    return [
        add_unit(
            office,
            YEAR,
            UnitFacts(name, natures.get(short, Nature.STATE_ORGAN)),
            UnitContact(short_name=short),
        )
        for name, short in names
    ]


def _plan_and_visit(year: Year, season: Season, day: date, chance: random.Random, *, photos: bool) -> None:
    office, round_id = year.office, year.rounds[season]
    plan_units(office, round_id, year.units[:2])
    record_draw(office, round_id, 7, f"{day:%Y%m%d}-1", day - timedelta(days=7))
    outdoor = {Season.WINTER: "6.5", Season.SPRING: "21", Season.SUMMER: "35.5", Season.AUTUMN: "9"}[season]
    changed(
        change_round,
        office,
        round_id,
        day=day,
        last_day=day + timedelta(days=1),
        weather="多云",
        outdoor_temperature=Decimal(outdoor),
        checkers=_CHECKERS,
    )
    detail = _detail(year, season)
    visits = add_visits(office, round_id, [unit.unit_id for unit in detail.planned])
    for number, visit_id in enumerate(visits[:-1]):  # the last unit is visited and nothing is entered yet
        _visit(year, visit_id, number, day, chance)
    if photos:
        VISIT_PHOTOS.add(office, visits[0], [_photo(chance) for _ in range(3)])
        first = visit_photos(office, visits[0])[0]
        VISIT_PHOTOS.caption(office, first.id, "二楼会议室空调设定24℃")


def _visit(year: Year, visit_id: int, number: int, day: date, chance: random.Random) -> None:
    """Readings and points of one visit;
    the numbers of the visit decide what is wrong, so that each round has every verdict.
    """
    office = year.office
    detail = next(one for one in (round_of(office, "visit", visit_id),) if one)
    limit = detail.round.limit
    for at, room in enumerate(chance.sample(_ROOMS, 3) if limit is not None else ()):
        assert limit is not None
        wrong = number % 3 == 1 and at == 0
        off = Decimal(2 if detail.round.season is Season.WINTER else -2)
        temperature = limit + (off if wrong else 0)
        if number == 2 and at == 1:
            add_reading(office, Reading(0, visit_id, room=room, measured_temperature=limit + off))
        elif number == 2 and at == 2:
            add_reading(
                office,
                Reading(0, visit_id, room=room, measured_temperature=limit, outdoor_temperature=Decimal(30)),
            )
        elif number == 3:
            kind = (
                {"exempt": True, "exempt_reason": "药品储存要求", "set_temperature": limit + off},
                {"running": False},
                {},
            )[at]
            add_reading(office, Reading(0, visit_id, room=room, **kind))
        else:
            measured = temperature + Decimal(chance.randint(-8, 8)) / 10
            add_reading(
                office,
                Reading(
                    0,
                    visit_id,
                    room=room,
                    set_temperature=temperature,
                    measured_temperature=measured,
                    windows_open=wrong and number == 4,
                ),
            )
    points = check_points(office)
    results = dict.fromkeys(points, (ItemResult.FINE, ""))
    results[points[8]] = (ItemResult.ABSENT, "")
    if number % 4 == 0:
        results[points[3]] = (ItemResult.FAULT, "走廊饮水机夜间未断电")
    enter_points(office, visit_id, results)
    _overrule(year, visit_id, number)
    record_failing_readings(office, visit_id)
    if number < 6:
        changed(
            change_visit,
            office,
            visit_id,
            signed_by="王建国",
            signed_on=day,
            note="提醒张贴空调温度标识" if number == 1 else "",
        )


def _overrule(year: Year, visit_id: int, number: int) -> None:
    detail = next(one for one in (round_of(year.office, "visit", visit_id),) if one)
    readings = next(visit for visit in detail.visits if visit.id == visit_id).readings
    if number == 7 and readings:
        changed(
            change_reading,
            year.office,
            readings[0].id,
            overruled=Verdict.PASSED,
            overrule_reason="刚开机，温度还没有稳定",
        )
    if number == 5 and readings:
        changed(
            change_reading,
            year.office,
            readings[1].id,
            overruled=Verdict.FAILED,
            overrule_reason="面板显示与遥控器不一致",
        )


def _follow_winter(year: Year) -> None:
    """Everything mended: corrected on the spot, or ordered, received, replied, re-checked and closed."""
    detail = _detail(year, Season.WINTER)
    for at, violations in enumerate(_by_visit(detail)):
        if at % 2:
            correct_on_spot(year.office, [violation.id for violation in violations], "当场调至规定温度")
        else:
            notice = _order(year, violations, date(2012, 1, 13))
            record_receipt(year.office, notice, date(2012, 1, 16), "李晓燕")
            record_reply(year.office, notice, date(2012, 1, 24), "已调整并落实专人管理")
            record_recheck(
                year.office, notice, date(2012, 1, 31), RecheckResult.PASSED, "实测符合", close=True
            )


def _follow_spring(year: Year) -> None:
    """A circular that orders at the same time; one of its units failed its re-check and was ordered again."""
    detail = _detail(year, Season.SPRING)
    waiting = [violation for violation in detail.violations if Move.ORDER in violation_moves(violation)]
    units = tuple(dict.fromkeys(violation.unit_id for violation in waiting))
    number = proposed_circular_number(year.office, YEAR)
    circular = Circular(
        0,
        number,
        date(2012, 4, 20),
        "关于春季空调和用电检查情况的通报",
        scopes("柳河镇")[0],
        detail.round.id,
        date(2012, 5, 4),
        "部分单位用电设置不符合规定",
        units,
    )
    circulate_with_deadline(
        year.office, circular, [violation.id for violation in waiting], "下班断电，落实专人"
    )
    notices = _detail(year, Season.SPRING).rectifications
    for notice in notices[1:]:
        record_recheck(year.office, notice.id, date(2012, 5, 8), RecheckResult.PASSED, close=True)
    record_recheck(year.office, notices[0].id, date(2012, 5, 8), RecheckResult.FAILED, "饮水机仍未断电")
    again = order_rectification(
        year.office,
        list(notices[0].violation_ids),
        number=proposed_notice_number(year.office, YEAR),
        ordered_on=date(2012, 5, 9),
        deadline=date(2012, 5, 20),
    )
    record_recheck(year.office, again, date(2012, 5, 22), RecheckResult.PASSED, close=True)


def _follow_summer(year: Year) -> None:
    """Overdue and named afterwards; overdue and not named yet; failed."""
    groups = _by_visit(_detail(year, Season.SUMMER))
    notices = [_order(year, violations, date(2012, 7, 13)) for violations in groups]
    day = date(2012, 8, 6)
    number = proposed_circular_number(year.office, YEAR)
    circular = Circular(
        0,
        number,
        day,
        "关于夏季空调温度检查整改情况的通报",
        "全县",
        year.rounds[Season.SUMMER],
        date(2012, 8, 20),
        "整改到期后仍未反馈，改正力度不大",
        (groups[0][0].unit_id,),
        rectification_ids=(notices[0],),
    )
    add_circular(year.office, circular)
    record_recheck(year.office, notices[1], date(2012, 8, 1), RecheckResult.FAILED, "设定温度仍为24℃")
    for notice in notices[3:]:
        record_recheck(year.office, notice, date(2012, 8, 2), RecheckResult.PASSED, close=True)


def _follow_autumn(year: Year) -> None:
    """Just found: unhandled, corrected, ordered, received, replied, re-checked but not closed."""
    groups = _by_visit(_detail(year, Season.AUTUMN))
    correct_on_spot(year.office, [violation.id for violation in groups[1]], "当场断电")
    extra = [
        [_found(year, groups[0][0].visit_id, f"{place}长明灯{number}处未关") for number in (1,)]
        for place in ("走廊", "楼梯间", "车库", "食堂")
    ]
    notices = [_order_ids(year, ids, date(2012, 11, 14)) for ids in extra]
    for notice in notices[1:]:
        record_receipt(year.office, notice, date(2012, 11, 14), "李晓燕")
    for notice in notices[2:]:
        record_reply(year.office, notice, date(2012, 11, 17), "已换装声控开关")
    record_recheck(year.office, notices[3], date(2012, 11, 19), RecheckResult.PASSED, "现场查看已换装")


def _complain(year: Year) -> None:
    """One of each: true and handled, untrue and handled, true and still open, overdue, new."""
    office, units = year.office, year.units

    def complain(day: date, unit: int, text: str, days: int, reporter: str = "") -> int:
        return add_complaint(
            office, Complaint(0, day, unit, text, reporter, handle_by=day + timedelta(days=days))
        )

    true = complain(date(2012, 8, 3), units[5], "周末办公楼空调整日开着", 15, "群众来电")
    violation = confirm_complaint(
        office, true, date(2012, 8, 4), _CHECKERS, ViolationKind.ELECTRICITY, "周末无人办公，空调未关", "二楼"
    )
    correct_on_spot(office, [violation], "当场关闭", date(2012, 8, 4))
    close_complaint(office, true, date(2012, 8, 6), "核查属实，已当场纠正并批评教育")
    untrue = complain(date(2012, 9, 10), units[6], "院内景观灯通宵亮着", 15)
    close_complaint(office, untrue, date(2012, 9, 14), "系路政路灯，情况不属实")
    confirm_complaint(
        office,
        complain(date(2012, 11, 12), units[7], "使用电炉取暖", 15, "王某"),
        date(2012, 11, 15),
        _CHECKERS,
        ViolationKind.ELECTRICITY,
        "值班室使用电炉",
    )
    complain(date(2012, 10, 20), units[8], "下班后电脑不关", 15)
    complain(date(2012, 11, 18), units[9], "开窗使用空调", 15, "匿名")


def _found(year: Year, visit_id: int, text: str) -> int:
    return add_violation(year.office, visit_id, ViolationKind.OTHER, text)


def _order(year: Year, violations: list[Violation], day: date) -> int:
    return _order_ids(year, [violation.id for violation in violations], day)


def _order_ids(year: Year, ids: list[int], day: date) -> int:
    number = proposed_notice_number(year.office, YEAR)
    return order_rectification(
        year.office,
        ids,
        number=number,
        ordered_on=day,
        deadline=day + timedelta(days=14),
        requirement="按规定调整，落实专人管理",
    )


def _by_visit(detail: RoundDetail) -> list[list[Violation]]:
    return [list(visit.violations) for visit in detail.visits if visit.violations]


def _detail(year: Year, season: Season) -> RoundDetail:
    detail = round_detail(year.office, year.rounds[season])
    assert detail is not None
    return detail


def _photo(chance: random.Random) -> PhotoData:
    """A picture of coloured stripes, each different."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (1600, 1200), tuple(chance.randint(120, 230) for _ in range(3)))
    pen = ImageDraw.Draw(picture)
    for _ in range(12):
        left, top = chance.randint(0, 1400), chance.randint(0, 1000)
        pen.rectangle(
            (left, top, left + 260, top + 180), fill=tuple(chance.randint(30, 250) for _ in range(3))
        )
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return read_photo(buffer.getvalue())
