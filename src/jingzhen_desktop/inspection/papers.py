"""The documents of the inspections: 检查记录表 (filled and blank), 整改通知书 with 回执, 通报. How a page looks is ``paper``'s matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from ..base.errors import InputRejected
from ..base.numbers import show_number
from ..base.text import chinese_date, join_names
from ..office import Office
from ..office.settings import EXAMPLE, TOWN, read_setting
from ..organisation.queries import leading_group
from ..paper.document import Align, Block, Document, Paragraph, Pdf, SheetDocument, Signature, Table, TableColumn
from ..paper.typeset import typeset_for
from ..spreadsheet.delivery import TargetExists, deliver, safe_name
from .queries import circular_detail, circular_violations, circulars_of_year, full_names, rectification_detail, round_detail, rounds_of_year
from .rules import judge, violation_state
from .values import Circular, Reading, Rectification, Round, RoundDetail, Verdict, Violation, ViolationKind, ViolationState, Visit

BLANK_ROWS = 10
"""Rows of a form to carry along: as many as fill a page with room for handwriting."""
_TALL = "\n"
"""A cell of two empty lines: room to write by hand."""

_RECORD_COLUMNS = (
    TableColumn("序号", 0.6, Align.CENTRE),
    TableColumn("被检查单位", 2.2),
    TableColumn("场所", 1.8),
    TableColumn("设定温度（℃）", 1.0, Align.CENTRE),
    TableColumn("实测温度（℃）", 1.0, Align.CENTRE),
    TableColumn("门窗", 0.8, Align.CENTRE),
    TableColumn("判定", 1.2, Align.CENTRE),
    TableColumn("发现的问题", 3.6),
    TableColumn("处理情况", 2.4),
)
_CIRCULAR_COLUMNS = (
    TableColumn("单位", 1.6),
    TableColumn("存在的问题", 3.2),
    TableColumn("整改通知", 1.8, Align.CENTRE),
    TableColumn("整改期限", 1.5, Align.CENTRE),
    TableColumn("整改情况", 1.3, Align.CENTRE),
)


def record_paper(office: Office, round_id: int) -> Pdf:
    """Return the 检查记录表 of a round, filled with what was read, found and done. Raises InputRejected if the round is gone."""
    detail = _existing(round_detail(office, round_id))
    names = full_names(office, detail.round.year)
    rows = [row for number, visit in enumerate(detail.visits, 1) for row in _visit_rows(number, visit, names, detail.round)]
    table = Table(_RECORD_COLUMNS, tuple(rows) or _blank_rows(detail.round, ()))
    return typeset_for(office, _record_sheet(office, detail.round, table))


def blank_record_paper(office: Office, round_id: int) -> Pdf:
    """Return the 检查记录表 of a round to carry along: units entered so far are printed, the rest is written by hand."""
    detail = _existing(round_detail(office, round_id))
    names = full_names(office, detail.round.year)
    units = [names.get(visit.unit_id, visit.unit_name) for visit in detail.visits]
    return typeset_for(office, _record_sheet(office, detail.round, Table(_RECORD_COLUMNS, _blank_rows(detail.round, units))))


def notice_paper(office: Office, rectification_id: int) -> Pdf:
    """Return the 限期整改通知书 with its 回执 on a page of its own. Raises InputRejected if it is gone."""
    detail, notice = rectification_detail(office, rectification_id) or _gone()
    violations = [violation for violation in detail.violations if violation.id in notice.violation_ids]
    unit = full_names(office, detail.round.year).get(notice.unit_id, notice.unit_name)
    return typeset_for(
        office,
        Document(
            title="公共机构节能限期整改通知书",
            number=notice.number,
            addressee=unit,
            blocks=_notice_text(detail.round, notice, violations),
            signature=Signature(_signatory(office), notice.ordered_on),
            attachment=(
                Paragraph("整改情况回执", centred=True),
                _receipt(unit, notice, violations),
                Paragraph(f"注：请于{chinese_date(notice.deadline)}前填写并盖章，送{_signatory(office)}。"),
            ),
            mark=_mark(office),
            subject=f"{unit}限期整改",
        )
    )


def circular_paper(office: Office, circular_id: int) -> Pdf:
    """Return a 通报 with the table of what it speaks of, as it stood on the circular's day. Raises InputRejected if it is gone."""
    circular = circular_detail(office, circular_id) or _gone()
    detail = round_detail(office, circular.round_id) if circular.round_id else None
    names = full_names(office, detail.round.year if detail else circular.day.year)
    units = [names.get(unit_id, name) for unit_id, name in zip(circular.unit_ids, circular.units, strict=True)]
    table = _circular_table(circular, circular_violations(office, circular), names)
    return typeset_for(
        office,
        Document(
            title=circular.title,
            number=circular.number,
            addressee="各有关单位",
            blocks=(
                *_circular_opening(circular, detail, units),
                *([table] if table.rows else []),
                Paragraph(_circular_order(circular, units)),
            ),
            signature=Signature(_signatory(office), circular.day),
            mark=_mark(office),
            subject=f"在{circular.scope}范围内通报",
        )
    )


def export_papers(
    office: Office, year: int, folder: Path, overwrite: bool = False, progress: Callable[[int, int], object] | None = None
) -> list[Path]:
    """Write every document of a year's inspections into a folder; returns the files.

    ``progress`` hears how many of how many are written. Raises TargetExists before anything is written, EnvironmentFault.
    """
    papers = _papers_of_year(office, year)
    taken = [name for name, _ in papers if (folder / name).exists()]
    if taken and not overwrite:
        raise TargetExists(f"“{folder}”中已有“{taken[0]}”{f'等{len(taken)}个文件' if len(taken) > 1 else ''}，没有覆盖。")
    written = []
    for done, (name, make) in enumerate(papers):
        if progress:
            progress(done, len(papers))
        written.append(deliver(make().data, folder / name, overwrite=overwrite))
    return written


def _papers_of_year(office: Office, year: int) -> list[tuple[str, Callable[[], Pdf]]]:
    """File name and maker of every document of a year."""
    details = rounds_of_year(office, year)
    papers: list[tuple[str, Callable[[], Pdf]]] = [
        (record_name(detail.round), partial(record_paper, office, detail.round.id)) for detail in details if detail.visits
    ]
    papers += [(notice_name(notice), partial(notice_paper, office, notice.id)) for detail in details for notice in detail.rectifications]
    circulars = circulars_of_year(office, year)
    return papers + [(circular_name(circular), partial(circular_paper, office, circular.id)) for circular in circulars]


def record_name(round_: Round, blank: bool = False) -> str:
    """Return the file name of a 检查记录表."""
    day = f"{round_.day:%m%d}" if round_.day else "待定"
    return safe_name(f"{round_.year}年{day}{round_.title}记录表{'（空白）' if blank else ''}") + ".pdf"


def notice_name(notice: Rectification) -> str:
    """Return the file name of a 整改通知书."""
    return safe_name(f"{notice.number}{notice.unit_name}整改通知书") + ".pdf"


def circular_name(circular: Circular) -> str:
    """Return the file name of a 通报."""
    return safe_name(f"{circular.number}{circular.title}") + ".pdf"


# --- record ---------------------------------------------------------------------------------------------------------


def _record_sheet(office: Office, round_: Round, table: Table) -> SheetDocument:
    outdoor = f"{show_number(round_.outdoor_temperature)}℃" if round_.outdoor_temperature is not None else "________℃"
    limit = f"温度标准：{round_.limit_text}" + (f"（{round_.limit_source}）" if round_.limit_source else "") if round_.limit_text else ""
    return SheetDocument(
        title=f"{read_setting(office, TOWN)}公共机构节能检查记录表",
        table=table,
        head_left=(f"检查名称：{round_.year}年{round_.title}", f"检查日期：{chinese_date(round_.day) if round_.day else '____年__月__日'}"),
        head_right=(f"天气：{round_.weather or '________'}　室外温度：{outdoor}", limit),
        foot=(f"检查人员：{join_names(list(round_.checkers)) or '________________'}", "记录人：____________", "被检查单位签字：____________"),
        mark=_mark(office),
        subject=f"{round_.year}年{round_.title}",
    )


def _visit_rows(number: int, visit: Visit, names: dict[int, str], round_: Round) -> list[tuple[str, ...]]:
    """The rows of one visit: a reading each with its violations, then the violations without a reading."""
    by_reading = {reading.id: [found for found in visit.violations if found.reading_id == reading.id] for reading in visit.readings}
    loose = [violation for violation in visit.violations if violation.reading_id not in by_reading]
    rows = [(*_reading_cells(reading, round_), *_violation_cells(by_reading[reading.id])) for reading in visit.readings]
    rows += [(violation.room, "", "", "", "", *_violation_cells([violation])) for violation in loose]
    rows = rows or [("", "", "", "", "", visit.note or "未发现问题", "")]
    heads = [(str(number), names.get(visit.unit_id, visit.unit_name)), *[("", "")] * (len(rows) - 1)]
    return [(*head, *row) for head, row in zip(heads, rows, strict=True)]


def _reading_cells(reading: Reading, round_: Round) -> tuple[str, ...]:
    judgement = judge(reading, round_)
    verdict = judgement.text if judgement.verdict is Verdict.EXEMPT else judgement.verdict.value
    windows = ("开" if reading.windows_open else "关") if reading.running else ""
    temperatures = (show_number(reading.set_temperature, blank="—"), show_number(reading.measured_temperature, blank="—"))
    return (reading.room, *temperatures, windows, verdict)


def _violation_cells(violations: Sequence[Violation]) -> tuple[str, str]:
    handled = dict.fromkeys(_handled(violation) for violation in violations)
    return "\n".join(violation.text for violation in violations), "\n".join(handled)


def _handled(violation: Violation) -> str:
    if violation.corrected_on_spot:
        return "当场纠正" + (f"：{violation.correction_note}" if violation.correction_note else "")
    if not violation.rectifications:
        return "待处理"
    notice = violation.rectifications[-1]
    if notice.closed_on:
        return f"{notice.number}，{chinese_date(notice.closed_on)}销号"
    return f"{notice.number}，限{chinese_date(notice.deadline)}前整改"


def _blank_rows(round_: Round, units: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Rows for handwriting, the given units on the first ones; no temperatures where none are checked."""
    blank = "" if round_.limit is not None else "—"
    rows = max(BLANK_ROWS, len(units))
    named = [*units, *[""] * (rows - len(units))]
    return tuple((str(number), name, _TALL, blank, blank, "", "", "", "") for number, name in enumerate(named, 1))


# --- notice ---------------------------------------------------------------------------------------------------------


def _notice_text(round_: Round, notice: Rectification, violations: Sequence[Violation]) -> tuple[Block, ...]:
    found = chinese_date(min(violation.found_on for violation in violations))
    cooling = any(violation.kind in (ViolationKind.TEMPERATURE, ViolationKind.WINDOWS) for violation in violations)
    basis = "《公共机构节能条例》" + (f"和{round_.limit_source}文件" if cooling and round_.limit_source else "")
    lines = [f"{number}. {_sentence(_with_room(violation))}" for number, violation in enumerate(violations, 1)]
    requirement = f"整改要求：{_sentence(notice.requirement)}" if notice.requirement else ""
    closing = (
        f"请你单位于{chinese_date(notice.deadline)}前完成整改，并将整改情况填入所附回执报我办，我办将进行复查。"
        "逾期不改正或复查仍不合格的，将予以通报。"
    )
    return (
        Paragraph(f"{found}，我办在{round_.title}中对你单位进行了检查，发现下列不符合{basis}规定的问题："),
        *(Paragraph(line) for line in [*lines, requirement, closing] if line),
    )


def _receipt(unit: str, notice: Rectification, violations: Sequence[Violation]) -> Table:
    room = "\n" * 5
    rows = (
        ("单　　位", unit),
        ("整改通知文号", notice.number),
        ("问　　题", "\n".join(_with_room(violation) for violation in violations)),
        ("整改措施和结果", notice.reply or room),
        ("完成日期", chinese_date(notice.reply_on) if notice.reply_on else ""),
        ("单位负责人\n（签字、盖章）", "\n"),
        ("联系人和电话", ""),
        ("复查情况", _recheck_words(notice) or "\n\n"),
    )
    return Table((TableColumn("项目", 1.2, Align.CENTRE), TableColumn("内容", 4)), rows)


def _recheck_words(notice: Rectification) -> str:
    if notice.rechecked_on is None or notice.recheck_result is None:
        return ""
    note = f"，{notice.recheck_note}" if notice.recheck_note else ""
    closed = f"，{chinese_date(notice.closed_on)}销号" if notice.closed_on else ""
    return f"{chinese_date(notice.rechecked_on)}复查{notice.recheck_result.value}{note}{closed}。"


# --- circular -------------------------------------------------------------------------------------------------------


def _circular_opening(circular: Circular, detail: RoundDetail | None, units: Sequence[str]) -> list[Block]:
    texts = []
    if detail and detail.round.day:
        texts.append(f"{chinese_date(detail.round.day)}，我办组织开展了{detail.round.title}，共检查{len(detail.visits)}个单位。")
    reason = _sentence(circular.reason) if circular.reason else ""
    texts.append(f"{reason}现对{join_names(list(units))}在{circular.scope}范围内予以通报。")
    return [Paragraph(text) for text in texts]


def _circular_table(circular: Circular, violations: Sequence[Violation], names: dict[int, str]) -> Table:
    """One row for a unit's violations that stand alike: under the same notice, in the same state."""
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    for violation in violations:
        notice = next((notice for notice in reversed(violation.rectifications) if notice.ordered_on <= circular.day), None)
        state = violation_state(violation, circular.day)
        number, deadline = (notice.number, chinese_date(notice.deadline)) if notice else ("—", "—")
        unit = names.get(violation.unit_id, violation.unit_name)
        alike = (unit, number, deadline, "未整改" if state is ViolationState.OPEN else state.value)
        rows.setdefault(alike, []).append(_with_room(violation))
    return Table(_CIRCULAR_COLUMNS, tuple((unit, "\n".join(texts), *rest) for (unit, *rest), texts in rows.items()))


def _circular_order(circular: Circular, units: Sequence[str]) -> str:
    who = "被通报单位" if len(units) > 1 else "该单位"
    deadline = f"责令{who}于{chinese_date(circular.deadline)}前改正，并将整改情况书面报我办。" if circular.deadline else ""
    return f"{deadline}各单位要引以为戒，严格执行空调温度控制和用电管理规定，做好节能工作。"


# --- shared ---------------------------------------------------------------------------------------------------------


def _signatory(office: Office) -> str:
    group = leading_group(office)
    return (group.name if group and group.name else f"{read_setting(office, TOWN)}公共机构节能工作领导小组") + "办公室"


def _mark(office: Office) -> str:
    return "示例" if read_setting(office, EXAMPLE) else ""


def _with_room(violation: Violation) -> str:
    """The violation with its room in front, unless its text names it already."""
    return violation.text if violation.room in violation.text else f"{violation.room}：{violation.text}"


def _sentence(text: str) -> str:
    return text.strip().rstrip("。；;") + "。"


def _existing(detail: RoundDetail | None) -> RoundDetail:
    return detail or _gone()


def _gone() -> NoReturn:
    raise InputRejected("这条记录已被删除，不能生成文件。")
