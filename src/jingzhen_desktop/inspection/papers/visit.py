"""检查记录表 of one unit: filled with all that was read, checked, found and signed,
and blank forms of a round to carry along.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...base.text import chinese_date, join_names
from ...office.file import Office
from ...office.photos import photo_bytes
from ...organisation.papers.shared import mark
from ...paper.document import (
    Align,
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Pdf,
    Picture,
    Table,
    TableColumn,
)
from ...paper.typeset import typeset_for, typeset_together
from ..queries.rounds import check_points, full_names, round_detail, round_of, visit_photos
from ..rules.handling import with_room
from ..rules.readings import is_overruled, judge
from ..rules.rounds import day_of
from ..values.found import Reading, Round, RoundDetail, Visit
from ..values.words import Verdict
from .shared import MEASURED_PLACES, existing, gone, handled, temperature_text

BLANK_READINGS, BLANK_PROBLEMS = 5, 3
"""Rows of a form to carry along, so that it fills two pages."""

_OUTSIDE = "室外（℃）"
_INFO_WIDTHS = (1.1, 2.4, 1.1, 2.4)
_READINGS = (
    TableColumn("场所", 2.0),
    TableColumn("设定（℃）", 1.0, Align.CENTRE),
    TableColumn("实测（℃）", 1.0, Align.CENTRE),
    TableColumn(_OUTSIDE, 1.0, Align.CENTRE),
    TableColumn("门窗", 0.7, Align.CENTRE),
    TableColumn("运行", 0.7, Align.CENTRE),
    TableColumn("判定", 2.6),
)
_POINTS = (
    TableColumn("序号", 0.6, Align.CENTRE),
    TableColumn("检查要点", 5.4),
    TableColumn("结果", 1.0, Align.CENTRE),
    TableColumn("说明", 2.0),
)
_PROBLEMS = (
    TableColumn("序号", 0.6, Align.CENTRE),
    TableColumn("发现的问题", 4.6),
    TableColumn("处理情况", 3.8),
)


def visit_paper(office: Office, visit_id: int) -> Pdf:
    """Return the 检查记录表 of one visit, with its photos on pages of their own.
    Raises InputRejected if it is gone.
    """
    detail = existing(round_of(office, "visit", visit_id))
    visit = next((one for one in detail.visits if one.id == visit_id), None) or gone()
    unit = full_names(office, detail.round.year).get(visit.unit_id, visit.unit_name)
    blocks = [*_head(detail.round, unit, visit), *_filled(detail.round, visit), *_signing(visit)]
    return typeset_for(office, _form(office, detail.round, unit, [*blocks, *_photos(office, visit)]))


def blank_visit_papers(office: Office, round_id: int) -> Pdf:
    """Return a blank 检查记录表 for each unit the round is to visit or visits, in one PDF;
    one without a name if none is known.
    """
    detail = existing(round_detail(office, round_id))
    names, points = full_names(office, detail.round.year), check_points(office)
    forms = [
        _form(office, detail.round, unit, _blank(detail.round, unit, points))
        for unit in _units(detail, names) or [""]
    ]
    return typeset_together(office, forms, f"{detail.round.year}年{detail.round.title}记录表（空白）")


def _units(detail: RoundDetail, names: dict[int, str]) -> list[str]:
    wanted = {unit.unit_id: unit.unit_name for unit in detail.planned} | {
        visit.unit_id: visit.unit_name for visit in detail.visits
    }
    return [names.get(unit_id, name) for unit_id, name in wanted.items()]


def _form(office: Office, round_: Round, unit: str, blocks: Sequence[Block]) -> Document:
    return Document(
        "公共机构节能检查记录表",
        tuple(blocks),
        mark=mark(office),
        subject=f"{round_.year}年{round_.title} {unit}",
        names=(unit,) if unit else (),
    )


def _head(round_: Round, unit: str, visit: Visit | None) -> list[Block]:
    day = day_of(visit, round_) if visit else None
    outdoor = (
        f"{temperature_text(round_.outdoor_temperature)}℃" if round_.outdoor_temperature is not None else ""
    )
    checkers = join_names(list((visit.checkers if visit else ()) or round_.checkers))
    first = ("被检查单位", unit, "检查名称", f"{round_.year}年{round_.title}")
    columns = tuple(
        TableColumn(title, width, Align.CENTRE if at % 2 == 0 else Align.LEFT)
        for at, (title, width) in enumerate(zip(first, _INFO_WIDTHS, strict=True))
    )
    rows = (
        ("检查日期", chinese_date(day) if day else "", "检查人员", checkers),
        ("天气", round_.weather, "室外温度", outdoor),
    )
    blocks: list[Block] = [Table(columns, rows)]
    if round_.limit_text:
        source = f"（{round_.limit_source}）" if round_.limit_source else ""
        blocks.append(Paragraph(f"温度标准：{round_.limit_text}{source}；空调运行时不开门窗。"))
    return blocks


def _filled(round_: Round, visit: Visit) -> list[Block]:
    blocks: list[Block] = []
    if visit.readings:
        blocks += [
            Heading(1, "一、空调温度"),
            _readings(visit.readings, round_),
        ]
    checked = [item for item in visit.items if item.result is not None]
    if checked:
        rows = [
            (str(number), item.text, item.result.value if item.result else "", item.note)
            for number, item in enumerate(checked, 1)
        ]
        blocks += [Heading(1, f"{'二' if blocks else '一'}、用电检查"), Table(_POINTS, tuple(rows))]
    number = "一二三"[sum(isinstance(block, Heading) for block in blocks)]
    blocks.append(Heading(1, f"{number}、发现的问题和处理情况"))
    found = [
        (str(at), with_room(violation), handled(violation))
        for at, violation in enumerate(visit.violations, 1)
    ]
    blocks.append(Table(_PROBLEMS, tuple(found)) if found else Paragraph("未发现问题。"))
    return [*blocks, Paragraph(f"备注：{visit.note}")] if visit.note else blocks


def _readings(readings: Sequence[Reading], round_: Round) -> Table:
    """What was read room by room; the temperature outside stands in the head unless taken each time."""
    rows = [_reading(reading, round_) for reading in readings]
    if any(reading.outdoor_temperature is not None for reading in readings):
        return Table(_READINGS, tuple(rows))
    at = next(at for at, column in enumerate(_READINGS) if column.title == _OUTSIDE)
    columns = (*_READINGS[:at], *_READINGS[at + 1 :])
    return Table(columns, tuple((*row[:at], *row[at + 1 :]) for row in rows))


def _reading(reading: Reading, round_: Round) -> tuple[str, ...]:
    judgement = judge(reading, round_)
    short = judgement.verdict is Verdict.PASSED and not is_overruled(reading, round_)
    windows = ("开" if reading.windows_open else "关") if reading.running else "—"
    temperatures = (
        temperature_text(reading.set_temperature),
        temperature_text(reading.measured_temperature, MEASURED_PLACES),
        temperature_text(reading.outdoor_temperature),
    )
    return (
        reading.room,
        *temperatures,
        windows,
        "是" if reading.running else "否",
        judgement.verdict.value if short else judgement.text,
    )


def _blank(round_: Round, unit: str, points: Sequence[str]) -> list[Block]:
    room = "\n"
    readings = tuple((room, "", "", "", "", "", "") for _ in range(BLANK_READINGS))
    checks = tuple((str(number), point, "", "") for number, point in enumerate(points, 1))
    problems = tuple((str(number), room, "") for number in range(1, BLANK_PROBLEMS + 1))
    return [
        *_head(round_, unit, None),
        Heading(1, "一、空调温度"),
        Table(_READINGS, readings),
        Heading(1, "二、用电检查（结果填：符合、不符合、不适用）"),
        Table(_POINTS, checks),
        Heading(1, "三、发现的问题和处理情况"),
        Table(_PROBLEMS, problems),
        *_signing(None),
    ]


def _signing(visit: Visit | None) -> list[Block]:
    signed = visit.signed_by if visit and visit.signed_by else "__________"
    day = chinese_date(visit.signed_on) if visit and visit.signed_on else "____年__月__日"
    return [
        Table(
            (TableColumn("检查人员（签字）", 1), TableColumn("被检查单位（签字）", 1)),
            (("\n", f"{signed}　{day}"),),
            follows=True,
        )
    ]


def _photos(office: Office, visit: Visit) -> list[Block]:
    pictures = numbered_pictures(office, visit.id)
    return [PageBreak(), Heading(1, "检查照片"), *pictures] if pictures else []


def numbered_pictures(office: Office, visit_id: int) -> list[Picture]:
    """Return the photos of a visit, numbered as 检查记录表 and 整改通知书 name them."""
    return [
        Picture(
            photo_bytes(office, photo.hash),
            f"照片{number}" + (f"　{photo.caption}" if photo.caption else ""),
        )
        for number, photo in enumerate(visit_photos(office, visit_id), 1)
    ]
