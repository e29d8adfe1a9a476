"""限期整改通知书 with its 回执, and the 复查意见 after it."""

from __future__ import annotations

from collections.abc import Sequence

from ...base.errors import InputRejected
from ...base.text import chinese_date, join_names
from ...office.file import Office
from ...organisation.papers.form import Kind, signed
from ...organisation.papers.shared import mark
from ...organisation.queries.group import executive_office
from ...paper.document import (
    Align,
    Attachment,
    Block,
    Document,
    Paragraph,
    Pdf,
    Picture,
    Table,
    TableColumn,
)
from ...paper.typeset import typeset_for
from ..queries.rounds import full_names, rectification_detail, visit_photos
from ..rules.handling import with_room
from ..values.found import Rectification, RoundDetail, Violation
from ..values.words import RecheckResult, ViolationKind
from .shared import gone, sentence
from .visit import numbered_pictures


def notice_paper(office: Office, rectification_id: int) -> Pdf:
    """Return the 限期整改通知书 with its 回执 on a page of its own. Raises InputRejected if it is gone."""
    detail, notice = rectification_detail(office, rectification_id) or gone()
    violations = [violation for violation in detail.violations if violation.id in notice.violation_ids]
    unit = full_names(office, detail.round.year).get(notice.unit_id, notice.unit_name)
    return typeset_for(
        office,
        Document(
            title="公共机构节能限期整改通知书",
            number=notice.number,
            addressee=unit,
            blocks=_notice_text(detail, notice, _with_photos(office, detail, notice, violations)),
            signature=signed(Kind.ORDER, executive_office(office), notice.ordered_on),
            attachments=(
                Attachment(
                    "整改情况回执",
                    (
                        _receipt(unit, notice, violations),
                        Paragraph(
                            f"注：请于{chinese_date(notice.deadline)}前填写并盖章，送{executive_office(office)}。"
                        ),
                    ),
                ),
            ),
            attachment=_photo_page(numbered_pictures(office, notice.visit_id)),
            mark=mark(office),
            subject=f"{unit}限期整改",
            names=(unit,),
        ),
    )


def recheck_paper(office: Office, rectification_id: int) -> Pdf:
    """Return the 整改复查意见 about a notice.
    Raises InputRejected if there was no re-check, or the notice is gone.
    """
    detail, notice = rectification_detail(office, rectification_id) or gone()
    if notice.rechecked_on is None:
        raise InputRejected(f"{notice.number}还没有登记复查，不能出具复查意见；请先点“复查”登记复查结果。")
    violations = [violation for violation in detail.violations if violation.id in notice.violation_ids]
    unit = full_names(office, detail.round.year).get(notice.unit_id, notice.unit_name)
    return typeset_for(
        office,
        Document(
            title="公共机构节能整改复查意见",
            addressee=unit,
            blocks=_recheck_text(notice, violations),
            signature=signed(Kind.RECHECK, executive_office(office), notice.rechecked_on),
            mark=mark(office),
            subject=f"{unit}整改复查",
            names=(unit,),
        ),
    )


def _recheck_text(notice: Rectification, violations: Sequence[Violation]) -> tuple[Block, ...]:
    assert notice.rechecked_on is not None  # the caller looks
    passed = notice.recheck_result is RecheckResult.PASSED
    replied = (
        f"你单位{chinese_date(notice.reply_on)}报来整改情况：{sentence(notice.reply)}"
        if notice.reply_on and notice.reply
        else ""
    )
    opening = (
        f"{chinese_date(notice.ordered_on)}，我办对你单位下达了限期整改通知（{notice.number}），"
        f"要求于{chinese_date(notice.deadline)}前完成整改。"
        f"{replied}{chinese_date(notice.rechecked_on)}，我办对整改情况进行了复查。"
    )
    seen = f"复查情况：{sentence(notice.recheck_note)}" if notice.recheck_note else ""
    closed = f"，于{chinese_date(notice.closed_on)}销号" if notice.closed_on else "，准予销号"
    verdict = (
        f"复查意见：整改合格{closed}。请继续做好节能管理，防止问题反复。"
        if passed
        else ("复查意见：整改不合格。我办将另行下达限期整改通知，请你单位继续整改；仍不改正的，将予以通报。")
    )
    columns = (TableColumn("序号", 0.6, Align.CENTRE), TableColumn("原存在的问题", 5))
    rows = tuple((str(number), with_room(violation)) for number, violation in enumerate(violations, 1))
    return (Paragraph(opening), Table(columns, rows), *(Paragraph(text) for text in (seen, verdict) if text))


def _photo_page(pictures: Sequence[Picture]) -> tuple[Block, ...]:
    return (Paragraph("检查照片", centred=True), *pictures) if pictures else ()


def _with_photos(
    office: Office, detail: RoundDetail, notice: Rectification, violations: Sequence[Violation]
) -> list[tuple[Violation, str]]:
    """The violations with the photos that show them:
    whose caption names the room, or all where nothing else was found there.
    """
    photos = visit_photos(office, notice.visit_id)
    only = sum(violation.visit_id == notice.visit_id for violation in detail.violations) == 1
    found = []
    for violation in violations:
        numbers = [
            at
            for at, photo in enumerate(photos, 1)
            if only or (violation.room and violation.room in photo.caption)
        ]
        found.append(
            (violation, f"（见{'、'.join(f'照片{number}' for number in numbers)}）" if numbers else "")
        )
    return found


def _notice_text(
    detail: RoundDetail, notice: Rectification, shown: Sequence[tuple[Violation, str]]
) -> tuple[Block, ...]:
    round_ = detail.round
    visit = next((one for one in detail.visits if one.id == notice.visit_id), None)
    checkers = (visit.checkers if visit else ()) or round_.checkers
    who = f"（检查人员：{join_names(list(checkers))}）" if checkers else ""
    violations = [violation for violation, _ in shown]
    found = chinese_date(min(violation.found_on for violation in violations))
    cooling = any(
        violation.kind in (ViolationKind.TEMPERATURE, ViolationKind.WINDOWS) for violation in violations
    )
    basis = "《公共机构节能条例》" + (
        f"和{round_.limit_source}文件" if cooling and round_.limit_source else ""
    )
    lines = [
        f"{number}.{sentence(with_room(violation) + photos)}"
        for number, (violation, photos) in enumerate(shown, 1)
    ]
    requirement = f"整改要求：{sentence(notice.requirement)}" if notice.requirement else ""
    closing = (
        f"请你单位于{chinese_date(notice.deadline)}前完成整改，并将整改情况填入所附回执报我办，我办将进行复查。"
        "逾期不改正或复查仍不合格的，将予以通报。"
    )
    return (
        Paragraph(
            f"{found}，我办在{round_.title}中对你单位进行了检查{who}，发现下列不符合{basis}规定的问题："
        ),
        *(Paragraph(line) for line in [*lines, requirement, closing] if line),
    )


def slip_paper(office: Office, rectification_id: int) -> Pdf:
    """Return 整改情况登记表: what the unit answered to a notice and what the re-check found.

    Raises InputRejected if nothing was received yet, or the notice is gone.
    """
    detail, notice = rectification_detail(office, rectification_id) or gone()
    if not (notice.received_on or notice.reply_on or notice.rechecked_on):
        raise InputRejected(f"{notice.number}还没有登记签收、回复或复查，没有可以登记的整改情况。")
    violations = [violation for violation in detail.violations if violation.id in notice.violation_ids]
    unit = full_names(office, detail.round.year).get(notice.unit_id, notice.unit_name)
    return typeset_for(
        office,
        Document(
            title="公共机构节能整改情况登记表",
            number=notice.number,
            blocks=(_slip(unit, notice, violations),),
            mark=mark(office),
            subject=f"{unit}整改情况",
            names=(unit,),
        ),
    )


def _slip(unit: str, notice: Rectification, violations: Sequence[Violation]) -> Table:
    rows = (
        ("单　　位", unit),
        ("整改通知文号", notice.number),
        ("签收人和时间", _received(notice)),
        ("问　　题", "\n".join(with_room(violation) for violation in violations)),
        ("整改措施和结果", notice.reply),
        ("回复日期", chinese_date(notice.reply_on) if notice.reply_on else ""),
        ("复查情况", _recheck_words(notice)),
    )
    return Table((TableColumn("项目", 1.2, Align.CENTRE), TableColumn("内容", 4)), rows)


def _receipt(unit: str, notice: Rectification, violations: Sequence[Violation]) -> Table:
    """The blank slip that goes with the notice, for the unit to fill in."""
    rows = (
        ("单　　位", unit),
        ("整改通知文号", notice.number),
        ("签收人和时间", ""),
        ("问　　题", "\n".join(with_room(violation) for violation in violations)),
        ("整改措施和结果", "\n" * 5),
        ("完成日期", ""),
        ("单位负责人\n（签字、盖章）", "\n"),
        ("联系人和电话", ""),
        ("复查情况", "\n\n"),
    )
    return Table((TableColumn("项目", 1.2, Align.CENTRE), TableColumn("内容", 4)), rows)


def _received(notice: Rectification) -> str:
    return f"{notice.received_by}，{chinese_date(notice.received_on)}" if notice.received_on else ""


def _recheck_words(notice: Rectification) -> str:
    if notice.rechecked_on is None or notice.recheck_result is None:
        return ""
    note = f"（{notice.recheck_note.rstrip('。')}）" if notice.recheck_note else ""
    same_day = notice.closed_on == notice.rechecked_on
    when = "当日" if same_day else chinese_date(notice.closed_on) if notice.closed_on else ""
    closed = f"，{when}销号" if when else ""
    return f"{chinese_date(notice.rechecked_on)}复查{notice.recheck_result.value}{note}{closed}。"
