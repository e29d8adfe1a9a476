"""得分汇总表, 得分表 and 考核情况的通报, and how each is kept as issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...base.files import safe_name
from ...base.numbers import show_number
from ...base.text import chinese_date, chinese_number, join_names
from ...office.file import Office
from ...office.issued import Paper
from ...office.settings import EXAMPLE, TOWN, read_setting
from ...organisation.papers.form import Kind, signed
from ...organisation.papers.shared import own_scope
from ...organisation.queries.group import executive_office
from ...paper.document import Attachment, Block, Document, Heading, Paragraph, Pdf, SheetDocument
from ...paper.typeset import typeset_for, typeset_together
from ...quarterly.papers.printed import sheet_document
from ..queries.books import standing_book_of
from ..queries.quotas import choices_of_year
from ..rules.periods import year_period
from ..rules.score_printing import marks, mean_of, score_sheet, summary_table
from ..rules.scoring import points_words
from ..values.rewards import Reward, RewardKind
from ..values.score_places import notice_place, sheet_place, summary_place
from ..values.score_tables import ItemKind
from ..values.score_views import AssessmentView, ScoredUnit
from ..values.scores import Scored

_DEMANDS = "各单位要对照得分表查找差距，对扣分的项目逐项整改，保持好的做法，做好下一年度的节能目标、统计报送和台账工作。"
_MOST_LOST = 3
"""Items named of each unit in the 通报; the rest stands in its 得分表."""


def view_mark(office: Office, view: AssessmentView) -> str:
    """Return the words that stand on every page of an assessment's papers."""
    return marks(view, example=bool(read_setting(office, EXAMPLE)))


def summary_paper(office: Office, view: AssessmentView) -> Pdf:
    """Return 得分汇总表."""
    return typeset_for(office, _summary(office, view))


def sheet_paper(office: Office, view: AssessmentView, unit: ScoredUnit) -> Pdf:
    """Return one unit's 得分表."""
    return typeset_for(office, _sheet(office, view, unit))


def sheets_paper(office: Office, view: AssessmentView) -> Pdf:
    """Return the 得分表 of every assessed unit as one PDF, each on its own page."""
    documents = [_sheet(office, view, unit) for unit in view.listed]
    return typeset_together(office, documents, f"{view.assessment.title}得分表")


def notice_paper(
    office: Office, view: AssessmentView, rewards: Sequence[Reward], day: date, number: str = ""
) -> Pdf:
    """Return 关于…考核情况的通报 to the units, with 得分汇总表 attached."""
    return typeset_for(office, notice_document(office, view, rewards, day, number))


def notice_document(
    office: Office, view: AssessmentView, rewards: Sequence[Reward], day: date, number: str = ""
) -> Document:
    """Return the 通报 as a document."""
    name = executive_office(office)
    return Document(
        title=notice_title(office, view),
        number=number,
        addressee="各有关单位",
        blocks=_chapters(view, rewards),
        signature=signed(Kind.CIRCULAR, name, day),
        attachments=_attachments(office, view, day),
        names=tuple(one.participant.name for one in view.units),
        mark=view_mark(office, view),
        subject=view.assessment.title,
        author=name,
        bears=own_scope(office),
    )


def _attachments(office: Office, view: AssessmentView, day: date) -> tuple[Attachment, ...]:
    """得分汇总表, and 定额执行情况表 where a quota is chosen for a unit of the year."""
    found = [Attachment(f"{view.assessment.title}得分汇总表", sheet=_summary(office, view))]
    year = view.assessment.year
    if choices_of_year(office, year):
        standing = sheet_document(office, standing_book_of(office, year_period(year), day).tables[0])
        found.append(Attachment(standing.title, sheet=standing))
    return tuple(found)


def notice_title(office: Office, view: AssessmentView) -> str:
    """Return the title of the 通报."""
    return f"{executive_office(office)}关于{view.assessment.title}情况的通报"


def _summary(office: Office, view: AssessmentView) -> SheetDocument:
    document = sheet_document(office, summary_table(view, read_setting(office, TOWN)))
    return replace(document, mark=view_mark(office, view), day=view.assessment.state_on)


def _sheet(office: Office, view: AssessmentView, unit: ScoredUnit) -> SheetDocument:
    document = sheet_document(office, score_sheet(view, unit, read_setting(office, TOWN)))
    return replace(document, mark=view_mark(office, view), day=view.assessment.state_on)


# --- what the 通报 says --------------------------------------------------------------------------------------


def _chapters(view: AssessmentView, rewards: Sequence[Reward]) -> tuple[Block, ...]:
    """The chapters that have something to say, numbered as they come."""
    written = (
        ("总体情况", _overall(view)),
        ("主要成绩", _achieved(view, rewards)),
        ("存在问题", _problems(view, rewards)),
        ("工作要求", [_DEMANDS]),
    )
    blocks: list[Block] = []
    for number, (title, texts) in enumerate([one for one in written if one[1]], 1):
        blocks += [Heading(1, f"{chinese_number(number)}、{title}"), *map(Paragraph, texts)]
    return tuple(blocks)


def _overall(view: AssessmentView) -> list[str]:
    found = view.assessment
    ground = f"根据{found.basis.words}的要求，" if found.basis.is_given else ""
    first = (
        f"{ground}我办按照《{view.table.title}》，对{len(view.assessed)}个所属和受委托考核的公共机构"
        if _has_others(view)
        else f"{ground}我办按照《{view.table.title}》，对所属{len(view.assessed)}个公共机构"
    )
    first += f"{found.year}年的节能工作进行了考核，数据截至{chinese_date(found.as_of)}。{_course_words(view)}"
    mean = mean_of(view)
    result = f"考核平均得分{points_words(mean)}分，{_grades_words(view)}。" if mean is not None else ""
    left = [f"{one.participant.name}（{one.why}）" for one in view.others]
    last = f"{join_names(left)}不参加本次考核。" if left else ""
    return [first, f"{result}各单位得分见附件。{last}"]


def _has_others(view: AssessmentView) -> bool:
    return any(one.participant.document.is_given for one in view.assessed)


def _course_words(view: AssessmentView) -> str:
    sent = [
        one
        for one in view.steps
        if one.state.words == "送单位核对" and one.version == view.assessment.version
    ]
    if not sent:
        return ""
    until = view.assessment.objections_until
    objected = [one for one in view.assessed if one.participant.objected_on is not None]
    words = f"得分于{chinese_date(sent[-1].day)}送各单位核对"
    words += f"，异议期至{chinese_date(until)}" if until else ""
    if not objected:
        return f"{words}，没有单位提出异议。"
    names = join_names([one.participant.short_name for one in objected])
    return f"{words}，{names}提出异议，已核实并答复。"


def _grades_words(view: AssessmentView) -> str:
    counted = []
    for grade in view.grades:
        of_grade = [one for one in view.assessed if one.score is not None and one.score.grade == grade.words]
        if of_grade:
            counted.append(f"{grade.words}{len(of_grade)}个")
    return "、".join(counted)


def _achieved(view: AssessmentView, rewards: Sequence[Reward]) -> list[str]:
    texts = []
    if everywhere := _full_everywhere(view):
        texts.append(f"各单位在{join_names(everywhere)}上均得满分。")
    praised = _named(view, rewards, RewardKind.PRAISE)
    if praised:
        texts.append(f"{join_names(praised)}节能工作较好，予以肯定。{_money(rewards)}")
    return texts


def _full_everywhere(view: AssessmentView) -> list[str]:
    """Items that the records give to every unit in full, in the table's order."""
    found = []
    for item in view.table.items:
        if item.kind is not ItemKind.SCORE or not item.is_computed:
            continue
        of_item = [_of(one, item.id) for one in view.assessed]
        if of_item and all(one is not None and one.computed == one.points == item.points for one in of_item):
            found.append(item.title)
    return found


def _of(unit: ScoredUnit, item_id: int) -> Scored | None:
    return next((one for one in (unit.score.scored if unit.score else ()) if one.item.id == item_id), None)


def _problems(view: AssessmentView, rewards: Sequence[Reward]) -> list[str]:
    lost = [(one, _lost(one)) for one in view.listed]
    texts = []
    for number, (unit, items) in enumerate([pair for pair in lost if pair[1]], 1):
        shown = "；".join(_lost_words(one) for one in items[:_MOST_LOST])
        more = f"；另有{len(items) - _MOST_LOST}项扣分" if len(items) > _MOST_LOST else ""
        texts.append(f"{number}.{unit.participant.name}：{shown}{more}。")
    criticised = _named(view, rewards, RewardKind.CRITICISE)
    if criticised:
        texts.append(f"对{join_names(criticised)}予以通报批评。")
    return texts


def _lost(unit: ScoredUnit) -> list[Scored]:
    """Items with points missing, the largest loss first, then in the table's order."""
    score = unit.score
    missing = [
        one
        for one in (score.scored if score else ())
        if one.item.kind is ItemKind.SCORE and one.points is not None and one.points < one.item.points
    ]
    return sorted(missing, key=lambda one: -_loss(one))


def _loss(one: Scored) -> float:
    return float(one.item.points - one.points) if one.points is not None else 0.0


def _lost_words(one: Scored) -> str:
    assert one.points is not None
    why = f"（{one.reason}）" if one.reason else ""
    return f"{one.item.title}扣{points_words(one.item.points - one.points)}分{why}"


def _named(view: AssessmentView, rewards: Sequence[Reward], kind: RewardKind) -> list[str]:
    chosen = {one.unit_id for one in rewards if one.kind is kind}
    return [one.participant.name for one in view.units if one.participant.unit_id in chosen]


def _money(rewards: Sequence[Reward]) -> str:
    """Money is named with the document that allows it, and never without."""
    paid = [one for one in rewards if one.kind is RewardKind.PRAISE and one.amount and one.basis.is_given]
    return "".join(f"依据{one.basis.words}，奖励{one.name}{show_number(one.amount, 2)}元。" for one in paid)


# --- how they are kept --------------------------------------------------------------------------------------


def papers_to_keep(office: Office, view: AssessmentView, day: date) -> list[Paper]:
    """Return what is kept as issued with 定档: the table of all scores, and each unit's; nothing of an
    assessment
    that stays in the house.
    """
    if view.assessment.is_internal:
        return []
    title, version = view.assessment.title, view.assessment.version
    suffix = f"（第{version}版）" if version > 1 else ""
    place = summary_place(view.assessment.year, view.assessment.id)
    kept = [
        Paper("得分汇总表", "", day, f"{title}得分汇总表{suffix}", place, summary_paper(office, view).data)
    ]
    for unit in view.assessed:
        name = f"{unit.participant.name}{title}得分表{suffix}"
        data = sheet_paper(office, view, unit).data
        kept.append(
            Paper("得分表", "", day, name, sheet_place(unit.participant.id, view.assessment.year), data)
        )
    return kept


def notice_to_issue(office: Office, view: AssessmentView, number: str, day: date, pdf: Pdf) -> Paper:
    """Return the 通报 as it is kept."""
    place = notice_place(view.assessment.year, view.assessment.id)
    return Paper("考核通报", number, day, notice_title(office, view), place, pdf.data)


def summary_name(office: Office, view: AssessmentView) -> str:
    """Return the file name of 得分汇总表, without its ending."""
    return safe_name(f"{_of_town(office, view)}得分汇总表")


def sheets_name(office: Office, view: AssessmentView) -> str:
    """Return the file name of the 得分表 of all units."""
    return safe_name(f"{_of_town(office, view)}得分表") + ".pdf"


def _of_town(office: Office, view: AssessmentView) -> str:
    """The assessment's title with the town, as the files of a year are named."""
    place, title = read_setting(office, TOWN), view.assessment.title
    return title if title.startswith(place) else f"{place}{title}"


def sheet_name(view: AssessmentView, unit: ScoredUnit) -> str:
    """Return the file name of one unit's 得分表."""
    return safe_name(f"{unit.participant.short_name}{view.assessment.title}得分表") + ".pdf"


def notice_name(office: Office, view: AssessmentView) -> str:
    """Return the file name of the 通报."""
    return safe_name(f"{view.assessment.number}{notice_title(office, view)}") + ".pdf"
