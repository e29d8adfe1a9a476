"""检查情况汇总 of a year: rounds, units, readings, violations by kind, how many are mended, circulars,
complaints.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...base.text import chinese_date, join_names, month_and_day
from ...office.file import Office
from ...office.settings import TOWN, read_setting
from ...organisation.papers.form import Kind, signed
from ...organisation.papers.shared import mark, own_scope
from ...organisation.queries.group import executive_office
from ...paper.document import Align, Block, Document, Heading, Paragraph, Pdf, Table, TableColumn
from ...paper.typeset import typeset_for
from ..queries.rounds import inspection_year
from ..values.year import InspectionYear, RoundOfYear
from .shared import percent

_ROUNDS = (
    TableColumn("检查", 2.6),
    TableColumn("日期", 1.6, Align.CENTRE),
    TableColumn("单位（个）", 1.0, Align.CENTRE),
    TableColumn("测温（处）", 1.0, Align.CENTRE),
    TableColumn("合格（处）", 1.0, Align.CENTRE),
    TableColumn("合格率", 1.0, Align.CENTRE),
    TableColumn("问题（个）", 1.0, Align.CENTRE),
)
_KINDS = (
    TableColumn("问题类型", 3),
    TableColumn("个数", 1, Align.CENTRE),
    TableColumn("占比", 1, Align.CENTRE),
)


def report_paper(office: Office, year: int, until: date) -> Pdf:
    """Return the 检查情况汇总 of a year as it stood on ``until``."""
    figures = inspection_year(office, year, until)
    town = read_setting(office, TOWN)
    title = f"{town}{year}年公共机构节能检查情况汇总"
    blocks = [*_rounds(figures), *_violations(figures), *_handling(figures), *_others(figures)]
    signature = signed(Kind.OVERVIEW, executive_office(office), until)
    relayed = frozenset(f"scope:{one.scope}" for one in figures.circulars if one.relayed_by)
    return typeset_for(
        office,
        Document(
            title,
            tuple(blocks),
            signature=signature,
            mark=mark(office),
            subject=title,
            names=(town,),
            bears=own_scope(office) | relayed,
        ),
    )


def _rounds(year: InspectionYear) -> list[Block]:
    rate = percent(year.units_visited, year.units_total) if year.units_total else ""
    coverage = (
        f"，覆盖全部{year.units_total}个单位"
        if year.units_visited == year.units_total
        else f"，覆盖{year.units_total}个单位中的{year.units_visited}个（{rate}）"
    )
    special = f"，另有举报核查{year.special_rounds}次" if year.special_rounds else ""
    texts = [
        (
            f"截至{chinese_date(year.until)}，本年开展检查{len(year.rounds)}次（计划{year.planned}次）{special}，"
            f"检查{year.visits}家次{coverage}。"
        )
    ]
    if year.readings:
        overruled = f"，其中人工改判{year.overruled}处" if year.overruled else ""
        texts.append(
            f"查看空调温度{year.readings}处，符合规定{year.readings_passed}处，"
            f"合格率{percent(year.readings_passed, year.readings)}{overruled}。"
        )
    blocks: list[Block] = [Heading(1, "一、检查情况"), *map(Paragraph, texts)]
    if year.rounds:
        blocks.append(Table(_ROUNDS, tuple(map(_round_row, year.rounds)), caption="各次检查情况"))
    if year.not_visited:
        blocks.append(
            Paragraph(f"本年尚未检查的单位{len(year.not_visited)}个：{join_names(list(year.not_visited))}。")
        )
    return blocks


def _round_row(round_: RoundOfYear) -> tuple[str, ...]:
    rate = percent(round_.readings_passed, round_.readings) if round_.readings else "—"
    numbers = (round_.units_visited, round_.readings, round_.readings_passed)
    return (
        round_.title,
        month_and_day(round_.day),
        *map(str, numbers),
        rate,
        str(round_.violations),
    )


def _violations(year: InspectionYear) -> list[Block]:
    if not year.violations:
        return [Heading(1, "二、发现的问题"), Paragraph("未发现问题。")]
    rows = [
        (kind.value, str(number), percent(number, year.violations))
        for kind, number in year.violations_by_kind
    ]
    table = Table(
        _KINDS,
        (*rows, ("合计", str(year.violations), "100%")),
        emphasised=frozenset({len(rows)}),
        caption="问题分类",
    )
    return [Heading(1, "二、发现的问题"), Paragraph(f"共发现问题{year.violations}个，分类如下。"), table]


def _handling(year: InspectionYear) -> list[Block]:
    if not year.violations:
        return []
    late = year.violations_overdue
    all_late = late == year.violations_ordered
    overdue = f"（{'均已逾期' if all_late else f'其中逾期{late}个'}）" if late else ""
    parts = _counted(
        ("当场纠正{}个", year.corrected_on_spot),
        ("限期整改后销号{}个", year.violations_rectified),
        (f"限期整改中{{}}个{overdue}", year.violations_ordered),
        ("尚未处理{}个", year.violations_unhandled),
    )
    rate = f"整改率{percent(year.violations_settled, year.violations)}"
    texts = [f"发现的{year.violations}个问题，{parts}，{rate}。"]
    if year.rectifications_ordered:
        notices = _counted(
            ("下达限期整改通知{}份", year.rectifications_ordered),
            ("复查{}份", year.rechecked),
            ("复查不合格、再次下达{}份", year.rectifications_repeated),
            ("销号{}份", year.rectifications_closed),
            ("逾期{}份", year.rectifications_overdue),
        )
        texts.append(f"{notices}。")
    return [Heading(1, "三、整改情况"), *map(Paragraph, texts)]


def _counted(*clauses: tuple[str, int]) -> str:
    """Say what there is, and nothing of what there is not."""
    return "，".join(words.format(number) for words, number in clauses if number)


def _others(year: InspectionYear) -> list[Block]:
    texts = _circular_texts(year)
    if year.complaints:
        texts.append(
            _counted(
                ("受理举报{}件", year.complaints),
                ("核查属实{}件", year.complaints_confirmed),
                ("尚未办结{}件", year.complaints_open if year.complaints_open < year.complaints else 0),
            )
            + ("，尚未办结" if year.complaints_open == year.complaints else "")
            + ("" if year.complaints_open else "，已办结" if year.complaints == 1 else "，均已办结")
            + "。"
        )
    if not texts:
        return []
    number = "四" if year.violations else "三"
    return [Heading(1, f"{number}、通报和举报"), *map(Paragraph, texts)]


def _circular_texts(year: InspectionYear) -> list[str]:
    named: Sequence[str] = [
        f"{chinese_date(circular.day)}印发《{circular.title}》（{circular.number}），"
        f"在{circular.scope}范围内对{join_names(list(circular.units))}予以通报。"
        for circular in year.circulars
    ]
    return list(named)
