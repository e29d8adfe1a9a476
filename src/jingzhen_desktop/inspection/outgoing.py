"""What the office sends to units: 整改通知书 and 通报, made and kept as issued in one go.

How they look is decided in ``papers``; what is recorded of them, in ``actions``.
"""

from __future__ import annotations

from ..base.errors import InputRejected
from ..base.place import Place
from ..office.file import Office
from ..office.issued import IssuedPaper, in_force, issue
from ..paper.document import Pdf
from .papers.circular import circular_paper
from .papers.issuing import circular_to_issue, notice_to_issue, record_to_issue
from .papers.notice import notice_paper
from .papers.record import record_paper
from .queries.following import circular_detail
from .queries.rounds import rectification_detail
from .values.found import Circular, Round
from .values.words import TAB


def send_notice(office: Office, rectification_id: int) -> IssuedPaper:
    """Make a 整改通知书 and keep it as it goes out; undo ends here.

    Raises:
        InputRejected: it is gone, or its number was given to another paper.
    """
    found = rectification_detail(office, rectification_id)
    if found is None:
        raise InputRejected("这份整改通知已不在数据文件里，请刷新后重试。")
    return issue(office, notice_to_issue(found[1], notice_paper(office, rectification_id)))


def circular_to_send(office: Office, circular_id: int) -> tuple[Circular, Pdf]:
    """Return a circular and its paper, ready to go out.

    Raises:
        InputRejected: it is gone, or was sent already.
    """
    circular = circular_detail(office, circular_id)
    if circular is None:
        raise InputRejected("这份通报已不在数据文件里，请刷新后重试。")
    if sent := in_force(office, Place(TAB, "circular", circular_id)):
        raise InputRejected(f"{sent.number or sent.title}已经发出并存档，可以直接预览、打印存档的原件。")
    return circular, circular_paper(office, circular_id)


def send_circular(office: Office, circular: Circular, pdf: Pdf) -> list[IssuedPaper]:
    """Keep a circular as it goes out, with the notices it orders that are not kept yet; undo ends here."""
    kept = [issue(office, circular_to_issue(circular, pdf))]
    for notice in circular.rectification_ids:
        if in_force(office, Place(TAB, "rectification", notice)) is None:
            found = rectification_detail(office, notice)
            if found is not None and found[1].ordered_on == circular.day:
                kept.append(send_notice(office, notice))
    return kept


def record_to_file(office: Office, round_id: int) -> Pdf:
    """Return the 检查记录表 of a round that is to be filed.

    Raises:
        InputRejected: it is filed already.
    """
    if in_force(office, Place(TAB, "record", round_id)):
        raise InputRejected("这次检查已经归档，存档的记录表在“文件→已发文件”中；有误的在那里作废后再归档。")
    return record_paper(office, round_id)


def file_round(office: Office, round_: Round, pdf: Pdf) -> IssuedPaper:
    """Keep the 检查记录表 of a round as it is (归档); undo ends here."""
    return issue(office, record_to_issue(round_, pdf))
