"""推荐表 to the county, 谈话提醒记录, and 情况告知 about units that are not the town's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...base.files import safe_name
from ...base.numbers import show_number
from ...base.text import chinese_date
from ...office.file import Office
from ...office.issued import Paper
from ...office.settings import TOWN, read_setting
from ...organisation.papers.form import Kind, signed
from ...organisation.queries.group import executive_office
from ...paper.document import Document, Paragraph, Pdf, SheetDocument, Table, TableColumn
from ...paper.typeset import typeset_for
from ..rules.scoring import points_words
from ..values.rewards import Reward, RewardKind
from ..values.score_places import reward_place, telling_place
from ..values.score_views import AssessmentView, ScoredUnit
from ..values.scores import Found
from .scores import view_mark

_NO_FIGURE = "—"
_SEAL = "\n\n　　　　　　　　　　（盖章）　　　　年　　月　　日"
_TWO = (TableColumn("项目", 1.0), TableColumn("内容", 4.2))


@dataclass(frozen=True, slots=True)
class YearIndicators:
    """A unit's indicators of one year: kgce per head, kgce per m², m³ of water per head; None: not
    known.
    """

    year: int
    per_head: Decimal | None
    per_area: Decimal | None
    water: Decimal | None


def recommendation_paper(
    office: Office, view: AssessmentView, reward: Reward, years: Sequence[YearIndicators]
) -> Pdf:
    """Return 推荐表: the unit, its indicators of three years, its deeds, room for three opinions with
    seals.
    """
    return typeset_for(office, recommendation_document(office, view, reward, years))


def recommendation_document(
    office: Office, view: AssessmentView, reward: Reward, years: Sequence[YearIndicators]
) -> SheetDocument:
    """Return the 推荐表 as a page."""
    graded = next((one for one in view.graded.values() if one.unit_id == reward.unit_id), None)
    result = f"{points_words(graded.total)}分，{graded.grade}" if graded else ""
    rows = [
        ("推荐单位", reward.name),
        ("考核结果", f"{view.assessment.title}：{result}"),
        ("推荐依据", reward.ground),
        ("近三年指标", "\n".join(_year_words(one) for one in years) or _NO_FIGURE),
        ("主要事迹\n（500字以内）", reward.text or "\n\n\n\n\n"),
    ]
    if reward.amount is not None and reward.basis.is_given:
        rows.append(("奖励金额", f"{show_number(reward.amount)}元；依据{reward.basis.words}"))
    opinions = ("单位意见", "乡镇（街道）意见", "县级意见")
    rows += [(title, _SEAL) for title in opinions]
    return SheetDocument(
        title=f"{view.assessment.year}年度公共机构节能工作推荐表",
        table=Table(_TWO, tuple(rows)),
        head_left=(f"推荐机关：{executive_office(office)}",),
        head_right=(f"填表日期：{chinese_date(reward.day)}" if reward.day else "填表日期：",),
        notes=("评选和表彰由县以上按规定进行；本表只作推荐。",),
        landscape=False,
        mark=view_mark(office, view),
        subject=f"{reward.name}推荐表",
        author=read_setting(office, TOWN),
        day=reward.day,
    )


def _year_words(one: YearIndicators) -> str:
    if one.per_head is None and one.per_area is None and one.water is None:
        return f"{one.year}年：全年数据不全，没有计算"
    figures = (
        f"人均综合能耗{show_number(one.per_head, 2, blank=_NO_FIGURE)}千克标准煤",
        f"单位建筑面积能耗{show_number(one.per_area, 2, blank=_NO_FIGURE)}千克标准煤",
        f"人均用水{show_number(one.water, 2, blank=_NO_FIGURE)}立方米",
    )
    return f"{one.year}年：{'，'.join(figures)}"


def talk_paper(office: Office, view: AssessmentView, reward: Reward) -> Pdf:
    """Return 谈话提醒记录, to be signed by both."""
    return typeset_for(office, talk_document(office, view, reward))


def talk_document(office: Office, view: AssessmentView, reward: Reward) -> SheetDocument:
    """Return the record as a page."""
    rows = (
        ("单位", reward.name),
        ("时间", chinese_date(reward.day) if reward.day else ""),
        ("谈话人", reward.held_by),
        ("谈话对象", reward.met),
        ("谈话事由", reward.ground),
        ("提醒内容\n和要求", reward.text or "\n\n\n\n"),
        ("单位表态", "\n\n\n\n"),
    )
    return SheetDocument(
        title="节能工作谈话提醒记录",
        table=Table(_TWO, rows),
        head_left=(f"记录机关：{executive_office(office)}",),
        foot=("谈话人（签字）：", "谈话对象（签字）：", "记录人（签字）："),
        landscape=False,
        mark=view_mark(office, view),
        subject=f"{reward.name}谈话提醒记录",
        author=read_setting(office, TOWN),
        day=reward.day,
    )


def _told(found: Found) -> str:
    """What the records say of an item, in words for somebody who does not know the score table."""
    if found.note or not found.counted:
        return found.note or found.lacking or "没有记录"
    number = len(found.counted)
    return f"{number}项都做到" if found.done == number else f"{number}项中做到{found.done}项"


def telling_paper(
    office: Office,
    view: AssessmentView,
    unit: ScoredUnit,
    known: Sequence[tuple[str, Found]],
    addressee: str,
    day: date,
) -> Pdf:
    """Return 情况告知: what the records say of a unit that is not the town's own, to its superior, without
    points.
    """
    name, whom = executive_office(office), unit.participant.name
    rows = tuple((title, _told(found)) for title, found in known)
    year = view.assessment.year
    columns = (TableColumn("项目", 2.4), TableColumn("记录情况", 2.6))
    document = Document(
        title=f"{name}关于告知{whom}{year}年节能情况的函",
        addressee=addressee,
        blocks=(
            Paragraph(
                f"{whom}不是本级所属单位，我办不对其考核评分。现将我办记录的该单位{year}年节能情况"
                f"（截至{chinese_date(view.assessment.as_of)}）告知如下，供参考。"
            ),
            Table(columns, rows, caption=f"{whom}{year}年节能情况"),
        ),
        signature=signed(Kind.CIRCULAR, name, day),
        names=(name, whom, addressee),
        mark=view_mark(office, view),
        subject=f"{whom}{year}年节能情况",
        author=name,
    )
    return typeset_for(office, document)


def reward_to_issue(view: AssessmentView, reward: Reward, day: date, pdf: Pdf) -> Paper:
    """Return a 推荐表 or a 谈话提醒记录 as it is kept."""
    kind = "推荐表" if reward.kind is RewardKind.RECOMMEND else "谈话提醒记录"
    return Paper(
        kind, "", day, f"{reward.name}{kind}", reward_place(reward.id, view.assessment.year), pdf.data
    )


def telling_to_issue(view: AssessmentView, unit: ScoredUnit, day: date, pdf: Pdf) -> Paper:
    """Return a 情况告知 as it is kept."""
    title = f"关于告知{unit.participant.name}{view.assessment.year}年节能情况的函"
    return Paper(
        "情况告知", "", day, title, telling_place(view.assessment.year, unit.participant.id), pdf.data
    )


def telling_name(unit: ScoredUnit) -> str:
    """Return the file name of a 情况告知."""
    return safe_name(f"{unit.participant.short_name}节能情况告知") + ".pdf"


def reward_name(reward: Reward) -> str:
    """Return the file name of a 推荐表 or a 谈话提醒记录."""
    kind = "推荐表" if reward.kind is RewardKind.RECOMMEND else "谈话提醒记录"
    return safe_name(f"{reward.short_name}{kind}") + ".pdf"
