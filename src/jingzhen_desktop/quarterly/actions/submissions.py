"""汇总上报 locks a quarter and ends undo; 解锁 takes it back on a day, with a reason.
Each call is one named step.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import insert, update

from ...base.errors import FieldRejected, InputRejected
from ...base.text import chinese_date
from ...energy.periods import Quarter
from ...office.file import Office
from ...office.issued import Paper, check_number, keep
from ..queries.readiness import submission_readiness
from ..queries.submissions import open_submission
from ..records import SubmissionRecord
from ..values.reports import report_place
from ..values.submissions import LETTER, Readiness, SentFile

_NAMED = 6


def submit_quarter(  # noqa: PLR0913 - what the record of a sending up consists of
    office: Office,
    quarter: Quarter,
    day: date,
    addressee: str,
    signed_by: str = "",
    file: SentFile | None = None,
    note: str = "",
    *,
    without: tuple[str, ...] = (),
    papers: Sequence[Paper] = (),
) -> None:
    """Record that the town's quarter was sent up, and lock it; undo ends here.

    Args:
        addressee: to whom it was sent.
        signed_by: who signed it.
        file: what was sent.
        without: the units that are not approved, as the clerk confirmed them; must be those of
            ``submission_readiness``.
        papers: what left the office, kept as it was in the same step.

    Raises:
        InputRejected: the quarter is locked already or not over yet, totals do not add up, the addressee is
            missing, or units are not approved that were not confirmed.
    """
    readiness = submission_readiness(office, quarter)
    _check(readiness, day, addressee.strip(), without)
    sent = file or SentFile()
    row = {
        "year": quarter.year,
        "quarter": quarter.number,
        "submitted_on": day,
        "addressee": addressee.strip(),
        "signed_by": signed_by.strip(),
        "file_name": sent.name,
        "file_hash": sent.hash,
        "missing": "、".join(readiness.not_approved),
        "note": note.strip(),
        "unlock_reason": "",
    }
    with office.transaction(f"汇总上报{quarter.title}", report_place(quarter), final=True) as session:
        session.execute(insert(SubmissionRecord).values(**row))
        for paper in papers:
            keep(session, paper)


def check_submission(
    office: Office, quarter: Quarter, day: date, addressee: str, number: str, without: tuple[str, ...]
) -> None:
    """Refuse what :func:`submit_quarter` would refuse, before anything is written: ``number`` is the 文号 of
    the letter.

    Raises:
        FieldRejected: ``day``, ``addressee`` or ``number`` cannot be taken.
        InputRejected: the quarter cannot be sent up as it stands.
    """
    _check(submission_readiness(office, quarter), day, addressee.strip(), without)
    with office.reading() as session:
        try:
            check_number(session, number, LETTER)
        except InputRejected as error:
            raise FieldRejected("number", str(error)) from error


def unlock_quarter(office: Office, quarter: Quarter, day: date, reason: str) -> None:
    """Take a sending up back: the quarter can be changed again, the record stays with day and reason. Undo
    ends here.

    Raises:
        InputRejected: the quarter is not locked, the reason is missing, or the day is before it was sent.
    """
    submission = open_submission(office, quarter)
    if submission is None:
        raise InputRejected(f"{quarter.title}没有汇总上报，不需要解锁。")
    if not reason.strip():
        raise InputRejected("解锁要写明原因，如“上级要求更正中心学校用电量”。")
    if day < submission.submitted_on:
        raise InputRejected(f"解锁日期不能早于上报日期{submission.submitted_on.isoformat()}。")
    with office.transaction(
        f"解锁{quarter.title}：{reason.strip()}", report_place(quarter), final=True
    ) as session:
        changed = {"unlocked_on": day, "unlock_reason": reason.strip()}
        session.execute(
            update(SubmissionRecord).where(SubmissionRecord.id == submission.id).values(**changed)
        )


def _check(readiness: Readiness, day: date, addressee: str, without: tuple[str, ...]) -> None:
    quarter = readiness.quarter
    if readiness.locked_by:
        raise InputRejected(
            f"{quarter.title}已于{readiness.locked_by.submitted_on.isoformat()}上报，要再次上报请先解锁并写明原因。"
        )
    if not addressee:
        raise FieldRejected("addressee", "请填写报送单位（向谁上报）。")
    if day <= quarter.end:
        raise FieldRejected(
            "day", f"{quarter.title}到{chinese_date(quarter.end)}才结束，上报日期应在此之后。"
        )
    if readiness.faults:
        raise InputRejected(f"汇总核对没有通过：{'；'.join(readiness.faults)}。")
    if not readiness.expected:
        raise InputRejected(f"{quarter.title}没有填报单位，不能上报。")
    lacking = [name for name in readiness.not_approved if name not in without]
    if lacking:
        names = "、".join(lacking[:_NAMED]) + ("等" if len(lacking) > _NAMED else "")
        raise InputRejected(
            f"还有{len(lacking)}个单位未审核：{names}。请先审核，或打勾确认缺这些单位也上报。"
        )
