"""The documents of publicity and training: 活动记录 with photos, blank 签到表, 年度一览.
How a page looks is ``paper``'s matter.
"""

from __future__ import annotations

from datetime import date

from ..base.errors import InputRejected
from ..base.files import safe_name
from ..base.text import chinese_date
from ..office import clock
from ..office.file import Office
from ..office.photos import photo_bytes
from ..office.settings import TOWN, read_setting
from ..organisation.papers.form import Kind, signed
from ..organisation.papers.shared import mark
from ..organisation.queries.group import executive_office
from ..paper.document import (
    Align,
    Block,
    Document,
    Pdf,
    Picture,
    SheetDocument,
    Table,
    TableColumn,
)
from ..paper.typeset import typeset_for
from .queries import activities_of_year, activity
from .rules import closed_up, hours_words, year_figures, year_sentence
from .values import Activity, PublicityYear

SIGN_IN_ROWS = 24
"""Rows of the 签到表: as many as fill a page with room for a signature."""
_TALL = "\n"
"""A cell of two lines: room to sign by hand."""
_YEAR_COLUMNS = (
    TableColumn("序号", 0.6, Align.CENTRE),
    TableColumn("日期", 1.2, Align.CENTRE),
    TableColumn("类型", 1.5, Align.CENTRE),
    TableColumn("地点", 2.0),
    TableColumn("主题和内容", 3.4),
    TableColumn("对象", 1.6),
    TableColumn("人数（人）", 1.0, Align.RIGHT),
    TableColumn("宣传材料", 2.4),
    TableColumn("备注", 2.2),
)
_RECORD_COLUMNS = (TableColumn("项目", 1.0, Align.CENTRE), TableColumn("内容", 4.0))
_SIGN_IN_COLUMNS = (
    TableColumn("序号", 0.6, Align.CENTRE),
    TableColumn("姓名", 1.3, Align.CENTRE),
    TableColumn("单位", 2.6),
    TableColumn("职务", 1.5),
    TableColumn("联系电话", 1.7),
    TableColumn("签名", 1.7),
)


def activity_paper(office: Office, activity_id: int) -> Pdf:
    """Return the 活动记录 (of a training 培训记录) with its photos. Raises InputRejected if the activity is gone."""
    found = _existing(office, activity_id)
    rows = tuple((title, text) for title, text in _facts(found) if text)
    blocks: tuple[Block, ...] = (Table(_RECORD_COLUMNS, rows),)
    pictures: tuple[Block, ...] = tuple(
        Picture(photo_bytes(office, photo.hash), photo.caption or f"照片{number}")
        for number, photo in enumerate(found.photos, 1)
    )
    town = read_setting(office, TOWN)
    return typeset_for(
        office,
        Document(
            title=f"{town}{_what(found)}记录",
            blocks=blocks,
            signature=signed(Kind.RECORD, executive_office(office), found.day or clock.today()),
            attachment=pictures,
            names=(town,),
            mark=mark(office),
            subject=f"{_day(found)}{found.kind.value}",
        ),
    )


def sign_in_paper(office: Office, activity_id: int) -> Pdf:
    """Return the blank 签到表 of a training or another activity. Raises InputRejected if it is gone."""
    found = _existing(office, activity_id)
    rows = tuple((str(number), _TALL, "", "", "", "") for number in range(1, SIGN_IN_ROWS + 1))
    teacher = f"授课人：{found.teacher}" if found.teacher else "授课人：______________"
    sheet = SheetDocument(
        title=f"{read_setting(office, TOWN)}{_what(found)}签到表",
        table=Table(_SIGN_IN_COLUMNS, rows),
        head_left=(f"主题：{found.theme or '______________'}", f"地点：{found.place or '______________'}"),
        head_right=(
            f"时间：{_day(found) or '______________'}",
            teacher if found.is_training else "主持人：______________",
        ),
        foot=("实到人数：________人", "记录人：__________"),
        landscape=False,
        mark=mark(office),
        subject=f"{_day(found)}{found.kind.value}签到",
    )
    return typeset_for(office, sheet)


def year_paper(office: Office, year: int) -> Pdf:
    """Return the 年度宣传培训一览."""
    return typeset_for(office, year_sheet(office, year))


def year_sheet(office: Office, year: int, until: date | None = None) -> SheetDocument:
    """Return the 年度宣传培训一览 as a page, also for attaching to the summary; without what is only planned."""
    figures = year_figures(activities_of_year(office, year), until)
    return SheetDocument(
        title=year_title(office, year),
        table=Table(
            _YEAR_COLUMNS, tuple(_year_row(number, one) for number, one in enumerate(figures.activities, 1))
        ),
        head_left=(f"填报单位：{executive_office(office)}",),
        head_right=(_covered(year, until),),
        notes=(year_sentence(year, figures),),
        foot=("负责人：__________", "填表人：__________"),
        mark=mark(office),
        subject=f"{year}年宣传培训",
    )


def _covered(year: int, until: date | None) -> str:
    """Say what a list covers: its whole year, or up to a day in it."""
    if until is None or until >= date(year, 12, 31):
        return f"统计时间：{year}年1—12月"
    return f"截至{chinese_date(until)}"


def year_title(office: Office, year: int) -> str:
    """Return the title of the 年度宣传培训一览."""
    return f"{read_setting(office, TOWN)}{year}年公共机构节能宣传培训一览"


def photo_pictures(office: Office, figures: PublicityYear) -> tuple[Picture, ...]:
    """Return the photos of a year's activities with what they show, for the photos page of the summary."""
    pictures = []
    for one in figures.activities:
        for photo in one.photos:
            words = _photo_words(one, photo.caption)
            pictures.append(Picture(photo_bytes(office, photo.hash), words))
    return tuple(pictures)


def _photo_words(one: Activity, caption: str) -> str:
    return "：".join(filter(None, (f"{chinese_date(one.held_on)}{one.kind.value}", caption)))


_LONGEST_THEME = 20


def _file_name(found: Activity, what: str) -> str:
    """By day and kind, and as much of the theme as a folder shows: 2011-06-13节能宣传周“节能我行动”记录."""
    theme = "".join(found.theme.split())
    short = theme if len(theme) <= _LONGEST_THEME else f"{theme[:_LONGEST_THEME]}…"
    return f"{found.name}{short}{what}"


def record_name(found: Activity) -> str:
    """Return the file name of a 活动记录."""
    return safe_name(_file_name(found, "记录")) + ".pdf"


def sign_in_name(found: Activity) -> str:
    """Return the file name of a 签到表."""
    return safe_name(_file_name(found, "签到表")) + ".pdf"


def _facts(found: Activity) -> tuple[tuple[str, str], ...]:
    people = "" if found.people is None else f"{found.people:,}人"
    return (
        ("类型", found.kind.value),
        ("时间", _day(found)),
        ("地点", found.place),
        ("主题和内容", found.theme),
        ("对象", found.audience),
        ("参加人数", people),
        ("授课人", found.teacher),
        ("课时", hours_words(found.hours)),
        ("考核情况", found.test),
        ("宣传材料", closed_up(found.material)),
        ("上级文号", found.document),
        ("备注", found.note),
    )


def _year_row(number: int, one: Activity) -> tuple[str, ...]:
    people = "" if one.people is None else f"{one.people:,}"
    training = "，".join(
        filter(None, (f"授课人{one.teacher}" if one.teacher else "", hours_words(one.hours), one.test))
    )
    notes = "；".join(filter(None, (training, one.document, one.note)))
    return (
        str(number),
        f"{one.held_on.month}月{one.held_on.day}日",
        one.kind.value,
        one.place,
        one.theme,
        one.audience,
        people,
        closed_up(one.material),
        notes,
    )


def _day(found: Activity) -> str:
    return chinese_date(found.day) if found.day is not None else ""


def _what(found: Activity) -> str:
    return "节能培训" if found.is_training else "节能宣传活动"


def _existing(office: Office, activity_id: int) -> Activity:
    found = activity(office, activity_id)
    if found is None:
        raise InputRejected("这项活动已被删除，请刷新后重试。")
    return found
