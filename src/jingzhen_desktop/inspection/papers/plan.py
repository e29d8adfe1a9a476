"""检查方案 of a round: when, which units and how they were chosen, what is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...base.errors import InputRejected
from ...base.text import chinese_date, join_names
from ...office.file import Office
from ...organisation.papers.form import Kind, signed
from ...organisation.papers.shared import mark
from ...organisation.queries.group import executive_office
from ...paper.document import Align, Block, Document, Heading, Paragraph, Pdf, Table, TableColumn
from ...paper.typeset import typeset_for
from ..queries.rounds import check_points, full_names, round_detail, year_coverage
from ..queries.urgent import rounds_of_year
from ..rules.plan import coverage
from ..values.found import Coverage, Draw, Round, RoundDetail
from .shared import existing, round_days

_COLUMNS = (
    TableColumn("序号", 0.6, Align.CENTRE),
    TableColumn("单位", 4),
    TableColumn("确定方式", 1.4, Align.CENTRE),
    TableColumn("本年已查", 1.2, Align.CENTRE),
)


def plan_paper(office: Office, round_id: int, day: date) -> Pdf:
    """Return the 检查方案 of a round, dated ``day``.
    Raises InputRejected if no unit is planned, or the round is gone.
    """
    detail = existing(round_detail(office, round_id))
    if not detail.planned:
        raise InputRejected(
            f"“{detail.round.title}”还没有选定检查单位，不能生成检查方案；请先在“年度计划”页选定或抽取单位。"
        )
    round_, names = detail.round, full_names(office, detail.round.year)
    blocks = [
        *_opening(round_),
        Heading(1, "二、检查单位"),
        *_units(detail, names, _before(office, round_)),
        Heading(1, "三、检查内容"),
        *_contents(round_, check_points(office)),
        Heading(1, "四、检查方式和处理"),
        Paragraph(
            "采取实地查看、现场测温、查阅台账的方式，逐个单位填写检查记录表，由检查人员和被检查单位签字。"
        ),
        Paragraph(
            "发现的问题能当场纠正的当场纠正；不能当场纠正的，下达限期整改通知书，到期复查；逾期不改、改正力度不大的，予以通报。"
        ),
    ]
    title = f"{round_.year}年{round_.title}方案"
    signature = signed(Kind.PLAN, executive_office(office), day)
    return typeset_for(
        office,
        Document(
            title,
            tuple(blocks),
            signature=signature,
            mark=mark(office),
            subject=title,
            names=tuple(names.values()),
        ),
    )


def _opening(round_: Round) -> list[Block]:
    when = round_days(round_) or (
        f"{round_.year}年{round_.planned_month}月"
        if round_.planned_month
        else f"{round_.year}年{round_.season.value}"
    )
    checkers = [Paragraph(f"检查人员：{join_names(list(round_.checkers))}。")] if round_.checkers else []
    return [
        Paragraph(
            "为掌握公共机构空调温度控制和用电情况，及时纠正浪费行为，根据《公共机构节能条例》的规定和年度检查计划，制订本方案。"
        ),
        Heading(1, "一、检查时间和人员" if checkers else "一、检查时间"),
        Paragraph(f"检查时间：{when}。" if checkers else f"{when}。"),
        *checkers,
    ]


def _before(office: Office, round_: Round) -> Coverage:
    """Who was visited in the year before this round."""
    earlier = [
        other
        for other in rounds_of_year(office, round_.year)
        if other.round.id != round_.id
        and other.round.day
        and (not round_.day or other.round.day < round_.day)
    ]
    return coverage(earlier, year_coverage(office, round_.year).units)


def _units(detail: RoundDetail, names: dict[int, str], before: Coverage) -> list[Block]:
    planned = detail.planned
    drawn = [unit for unit in planned if unit.by_chance]
    how = (
        f"，其中随机抽取{len(drawn)}个"
        if drawn and len(drawn) < len(planned)
        else "，均为随机抽取"
        if drawn
        else ""
    )
    rows = tuple(
        (
            str(number),
            names.get(unit.unit_id, unit.unit_name),
            "随机抽取" if unit.by_chance else "指定",
            f"{before.visits.get(unit.unit_id, 0)}次",
        )
        for number, unit in enumerate(planned, 1)
    )
    visited = sum(1 for times in before.visits.values() if times)
    earlier = f"本年此前已检查过{visited}个单位。" if visited else ""
    told = Paragraph(f"本次检查{len(planned)}个单位{how}。{earlier}")
    return [told, Table(_COLUMNS, rows)]


def draw_text(draw: Draw) -> str:
    """Say how units were drawn, so that anybody can do it again: 2012年7月1日从36个单位中…"""
    first = (
        f"，其中本年尚未检查的{len(draw.unvisited)}个优先" if draw.unvisited_first and draw.unvisited else ""
    )
    return (
        f"{chinese_date(draw.day)}从{len(draw.pool)}个单位中随机抽取{draw.wanted}个{first}"
        f"（抽取种子“{draw.seed}”，可凭种子复核）。"
    )


def _contents(round_: Round, points: Sequence[str]) -> list[Block]:
    texts = []
    if round_.limit_text:
        source = f"（{round_.limit_source}）" if round_.limit_source else ""
        texts.append(
            f"空调温度：{round_.limit_text}{source}，查看设定温度，测量室内温度，空调运行时不得开启门窗。"
        )
    texts.append(f"用电情况：{'；'.join(points)}。")
    return [Paragraph(f"{number}.{text}") for number, text in enumerate(texts, 1)]
