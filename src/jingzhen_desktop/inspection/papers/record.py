"""检查记录表 of a round: filled, and blank to carry along. The form of one unit is in ``visit``."""

from __future__ import annotations

from collections.abc import Sequence

from ...base.numbers import show_number
from ...base.text import join_names
from ...office.file import Office
from ...office.settings import TOWN, read_setting
from ...organisation.papers.shared import mark
from ...paper.document import Align, Pdf, SheetDocument, Table, TableColumn
from ...paper.typeset import typeset_for
from ..queries.rounds import full_names, round_detail
from ..rules.readings import is_overruled, judge
from ..values.found import Reading, Round, Violation, Visit
from ..values.words import ItemResult, Verdict
from .shared import MEASURED_PLACES, existing, handled, round_days, temperature_text

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
    TableColumn("被检查单位签字", 1.3, Align.CENTRE),
)


def record_paper(office: Office, round_id: int) -> Pdf:
    """Return the 检查记录表 of a round, filled with what was read, found and done.
    Raises InputRejected if the round is gone.
    """
    detail = existing(round_detail(office, round_id))
    names = full_names(office, detail.round.year)
    rows = []
    for number, visit in enumerate(detail.visits, 1):
        rows += _visit_rows(number, visit, names, detail.round)
    table = Table(_RECORD_COLUMNS, tuple(rows) or _blank_rows(detail.round, ()))
    return typeset_for(office, _record_sheet(office, detail.round, table))


def blank_record_paper(office: Office, round_id: int) -> Pdf:
    """Return the 检查记录表 of a round to carry along:
    units entered so far are printed, the rest is written by hand.
    """
    detail = existing(round_detail(office, round_id))
    names = full_names(office, detail.round.year)
    units = [names.get(visit.unit_id, visit.unit_name) for visit in detail.visits]
    return typeset_for(
        office, _record_sheet(office, detail.round, Table(_RECORD_COLUMNS, _blank_rows(detail.round, units)))
    )


def _record_sheet(office: Office, round_: Round, table: Table) -> SheetDocument:
    outdoor = (
        f"{show_number(round_.outdoor_temperature)}℃"
        if round_.outdoor_temperature is not None
        else "________℃"
    )
    limit = (
        f"温度标准：{round_.limit_text}" + (f"（{round_.limit_source}）" if round_.limit_source else "")
        if round_.limit_text
        else ""
    )
    return SheetDocument(
        title=f"{read_setting(office, TOWN)}公共机构节能检查记录表",
        table=table,
        head_left=(
            f"检查名称：{round_.year}年{round_.title}",
            f"检查日期：{round_days(round_) or '____年__月__日'}",
        ),
        head_right=(f"天气：{round_.weather or '________'}　室外温度：{outdoor}", limit),
        foot=(
            f"检查人员：{join_names(list(round_.checkers)) or '________________'}",
            "记录人：____________",
        ),
        mark=mark(office),
        subject=f"{round_.year}年{round_.title}",
    )


def _visit_rows(number: int, visit: Visit, names: dict[int, str], round_: Round) -> list[tuple[str, ...]]:
    """The rows of one visit: a reading each with its violations, then the violations without a reading."""
    by_reading: dict[int, list[Violation]] = {reading.id: [] for reading in visit.readings}
    loose = []
    for violation in visit.violations:
        if violation.reading_id in by_reading:
            by_reading[violation.reading_id].append(violation)
        else:
            loose.append(violation)
    rows = [
        (*_reading_cells(reading, round_), *_violation_cells(by_reading[reading.id]))
        for reading in visit.readings
    ]
    rows += [(violation.room, "", "", "", "", *_violation_cells([violation])) for violation in loose]
    rows += _point_rows(visit)
    rows = rows or [("", "", "", "", "", visit.note or "未发现问题", "")]
    heads = [(str(number), names.get(visit.unit_id, visit.unit_name)), *[("", "")] * (len(rows) - 1)]
    signed = [visit.signed_by, *[""] * (len(rows) - 1)]
    return [(*head, *row, by) for head, row, by in zip(heads, rows, signed, strict=True)]


def _point_rows(visit: Visit) -> list[tuple[str, ...]]:
    """One row that sums up the check list, where it was used; its faults stand among the violations."""
    checked = [item for item in visit.items if item.result in (ItemResult.FINE, ItemResult.FAULT)]
    if not checked:
        return []
    fine = sum(1 for item in checked if item.result is ItemResult.FINE)
    return [("用电检查", "—", "—", "", f"{fine}/{len(checked)}项符合", "", "")]


def _reading_cells(reading: Reading, round_: Round) -> tuple[str, ...]:
    judgement = judge(reading, round_)
    told = judgement.verdict is Verdict.EXEMPT or is_overruled(reading, round_)
    verdict = judgement.text if told else judgement.verdict.value
    windows = ("开" if reading.windows_open else "关") if reading.running else ""
    temperatures = (
        temperature_text(reading.set_temperature),
        temperature_text(reading.measured_temperature, MEASURED_PLACES),
    )
    return (reading.room, *temperatures, windows, verdict)


def _violation_cells(violations: Sequence[Violation]) -> tuple[str, str]:
    done = dict.fromkeys(handled(violation) for violation in violations)
    return "\n".join(violation.text for violation in violations), "\n".join(done)


def _blank_rows(round_: Round, units: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Rows for handwriting, the given units on the first ones; no temperatures where none are checked."""
    blank = "" if round_.limit is not None else "—"
    rows = max(BLANK_ROWS, len(units))
    named = [*units, *[""] * (rows - len(units))]
    return tuple(
        (str(number), name, _TALL, blank, blank, "", "", "", "", "") for number, name in enumerate(named, 1)
    )
