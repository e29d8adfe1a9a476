"""Issued papers (已发文件): every numbered or sent paper as it left the office, found again and printed as it
was.

What a paper says and how it looks is the tabs' matter; here it is bytes with a number, a date and a place.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..base.columns import Added
from ..base.errors import InputRejected
from ..base.place import Place
from ..base.text import chinese_date, matching_key, missing_words, search_words
from .clock import now
from .file import Office
from .identity import DamagedFile
from .records import IssuedContentRecord, IssuedPaperRecord, IssuedVoidRecord
from .rows import value_of

_NUMBER = re.compile(
    r"(?P<series>.*?)\s*[〔\[(（【]\s*(?P<year>\d{4})\s*[〕\])）】]\s*第?\s*(?P<sequence>\d{1,6})\s*号"
)

_GONE = "这份已发文件不在数据文件里，请刷新列表后重试。"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper about to be issued.

    Attributes:
        kind: what it is, e.g. 整改通知书.
        number: its 文号, e.g. 文节能整〔2011〕2号; empty for a paper that is sent without one.
        day: the date on it.
        title: what the list shows.
        place: where its content comes from.
        data: the PDF.
    """

    kind: str
    number: str
    day: date
    title: str
    place: Place
    data: bytes


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A kept paper, without its bytes; ``size`` is theirs."""

    id: int
    kind: str
    number: str
    day: date
    title: str
    place: Place | None
    issued_at: datetime
    size: int
    void_on: Added[date | None] = None
    """Since when it no longer holds (作废); None while it does."""
    void_reason: Added[str] = ""


def issue(office: Office, paper: Paper) -> IssuedPaper:
    """Keep a paper for good; undo ends here.

    Raises:
        InputRejected: the number is not written as one, or was given to an earlier paper; nothing was stored.
    """
    name = paper.number or f"{paper.title}（{chinese_date(paper.day)}）"
    with office.transaction(f"定稿存档{name}", paper.place, final=True) as session:
        return keep(session, paper)


def keep(session: Session, paper: Paper) -> IssuedPaper:
    """Keep a paper for good, inside a transaction that stores more and is final itself; raises as
    :func:`issue`.
    """
    series, year, sequence = check_number(session, paper.number, paper.kind)
    record = IssuedPaperRecord(
        kind=paper.kind,
        number=paper.number,
        series=series,
        year=year,
        sequence=sequence,
        day=paper.day,
        title=paper.title,
        place=str(paper.place),
        issued_at=now(),
        size=len(paper.data),
        content_hash=hashlib.sha256(paper.data).hexdigest(),
    )
    session.add(record)
    session.flush()
    session.add(IssuedContentRecord(paper_id=record.id, data=paper.data))
    return _value(record)


def void_paper(office: Office, paper_id: int, day: date, reason: str) -> None:
    """Say that an issued paper no longer holds (作废), since when and why. The paper stays, its number is never
    used again; what is right goes out as a new paper.

    Raises:
        InputRejected: there is no such paper, it does not hold any more, no reason was given, or the day is
            before the paper's own.
    """
    paper = issued_paper(office, paper_id)
    name = paper.number or paper.title
    if paper.void_on is not None:
        raise InputRejected(f"{name}已于{chinese_date(paper.void_on)}作废。")
    if not reason.strip():
        raise InputRejected(f"请写明{name}作废的原因，如“数字有误，另行文更正”。")
    if day < paper.day:
        raise InputRejected(f"作废日期不能早于{name}的日期{chinese_date(paper.day)}。")
    with office.transaction(f"作废{name}", paper.place or Place("issued"), final=True) as session:
        session.add(IssuedVoidRecord(paper_id=paper_id, day=day, reason=reason.strip()))


def issued_papers(office: Office, words: str = "") -> list[IssuedPaper]:
    """Return the kept papers, newest first;
    those in whose kind, number, title and date each of the words occurs.
    """
    with office.reading() as session:
        newest_first = select(IssuedPaperRecord).order_by(
            IssuedPaperRecord.day.desc(), IssuedPaperRecord.id.desc()
        )
        voids = {one.paper_id: one for one in session.scalars(select(IssuedVoidRecord))}
        papers = [_value(record, voids.get(record.id)) for record in session.scalars(newest_first)]
    wanted = search_words(words)
    return [paper for paper in papers if not missing_words(wanted, _searched(paper))]


def issued_from(office: Office, place: Place) -> list[IssuedPaper]:
    """Return the papers that were issued from a place, oldest first."""
    with office.reading() as session:
        records = session.scalars(
            select(IssuedPaperRecord)
            .where(IssuedPaperRecord.place == str(place))
            .order_by(IssuedPaperRecord.id)
        )
        voids = {one.paper_id: one for one in session.scalars(select(IssuedVoidRecord))}
        return [_value(record, voids.get(record.id)) for record in records]


def issued_paper(office: Office, paper_id: int) -> IssuedPaper:
    """Return a kept paper; raises InputRejected if there is no such."""
    with office.reading() as session:
        record = session.get(IssuedPaperRecord, paper_id)
        if record is None:
            raise InputRejected(_GONE)
        return _value(record, session.get(IssuedVoidRecord, paper_id))


def in_force(office: Office, place: Place, kind: str = "") -> IssuedPaper | None:
    """Return the newest paper issued from a place, of some kind, that is not void; None if there is none."""
    found = (one for one in reversed(issued_from(office, place)) if one.void_on is None)
    return next((one for one in found if kind in ("", one.kind)), None)


def refuse_if_in_force(session: Session, place: Place, do: str) -> None:
    """Refuse to change what an issued paper says, inside a transaction; ``do`` is what the clerk wanted.

    Raises:
        InputRejected: a paper issued from the place holds.
    """
    void = select(IssuedVoidRecord.paper_id)
    held = select(IssuedPaperRecord).where(
        IssuedPaperRecord.place == str(place), IssuedPaperRecord.id.not_in(void)
    )
    paper = session.scalars(held.order_by(IssuedPaperRecord.id.desc())).first()
    if paper is not None:
        raise InputRejected(
            f"{paper.number or paper.title}已于{chinese_date(paper.day)}发出并存档，不能再{do}；"
            "有误的请先在“文件→已发文件”中作废并写明原因，再换一个文号另发。"
        )


def refuse_to_send_again(office: Office, paper: Paper) -> None:
    """Refuse to send what is sent and holds.

    Raises:
        InputRejected: a paper of its kind was issued from its place and is not void.
    """
    if sent := in_force(office, paper.place, paper.kind):
        raise InputRejected(f"{sent.number or sent.title}已经发出并存档，可以直接预览、打印存档的原件。")


def numbers_given(session: Session, kind: str) -> list[str]:
    """Return the numbers of the issued papers of a kind, those that are void too: none is used again."""
    given = select(IssuedPaperRecord.number).where(IssuedPaperRecord.kind == kind)
    return list(session.scalars(given))


def reprint(office: Office, paper_id: int) -> bytes:
    """Return the bytes of a kept paper as they were issued.

    Raises:
        InputRejected: there is no such paper.
        DamagedFile: the bytes are no longer those that were issued.
    """
    with office.reading() as session:
        record, content = session.get(IssuedPaperRecord, paper_id), session.get(IssuedContentRecord, paper_id)
        if record is None or content is None:
            raise InputRejected(_GONE)
        if hashlib.sha256(content.data).hexdigest() != record.content_hash:
            raise DamagedFile(
                f"存档的“{record.title}”与定稿时不一致，数据文件可能已损坏；请用“恢复备份”换回较早的备份。"
            )
        return content.data


def parse_number(number: str) -> tuple[str | None, int | None, int | None]:
    """Split a 文号 into series, year and sequence; three None for an empty one. Raises InputRejected."""
    if not number:
        return None, None, None
    match = _NUMBER.fullmatch(number.strip())
    if match is None:
        raise InputRejected(f"文号“{number}”应写成“机关代字〔年份〕序号号”，如“文节能整〔2011〕2号”。")
    return matching_key(match["series"]), int(match["year"]), int(match["sequence"])


def check_number(session: Session, number: str, kind: str) -> tuple[str | None, int | None, int | None]:
    """Return the series, year and sequence under which a paper of a kind would be kept. Raises InputRejected
    for a number that is not written as one, or was given to an earlier paper.
    """
    series, year, sequence = parse_number(number)
    if series == "":  # an office that has no 机关代字 yet numbers each kind of paper by itself
        series = matching_key(kind)
    _refuse_taken(session, number, (series, year, sequence))
    return series, year, sequence


def _refuse_taken(session: Session, number: str, key: tuple[str | None, int | None, int | None]) -> None:
    if key[0] is None:
        return
    columns = (IssuedPaperRecord.series, IssuedPaperRecord.year, IssuedPaperRecord.sequence)
    earlier = session.scalar(
        select(IssuedPaperRecord).where(
            *(column == value for column, value in zip(columns, key, strict=True))
        )
    )
    if earlier is not None:
        raise InputRejected(
            f"文号{number}已用于“{earlier.title}”（{chinese_date(earlier.day)}），已发文件不能更改；"
            "要重印请在“文件→已发文件”中打开，内容有变请另编文号。"
        )


def _value(record: IssuedPaperRecord, void: IssuedVoidRecord | None = None) -> IssuedPaper:
    since, why = (void.day, void.reason) if void else (None, "")
    return value_of(IssuedPaper, record, place=Place.parse(record.place), void_on=since, void_reason=why)


def _searched(paper: IssuedPaper) -> str:
    return " ".join((paper.kind, paper.number, paper.title, chinese_date(paper.day), paper.day.isoformat()))
