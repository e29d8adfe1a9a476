"""How each kind of paper is headed, signed and closed: seal or not, 版头, 版记.
One place for the papers of all tabs.

How these look on the page (GB/T 9704) is ``paper``'s matter; what a paper says, its tab's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...office.file import Office
from ...office.settings import read_setting
from ...paper.document import Imprint, Letterhead, Signature
from ..settings import COPIES_TO, ISSUER, TELEPHONE


class Kind(StrEnum):
    """What a paper is."""

    NOTICE = "通知"
    REPORT = "报告"
    SUMMARY = "总结、计划"
    CIRCULAR = "通报"
    ORDER = "整改通知书"
    RECHECK = "复查意见"
    REMINDER = "催报通知"
    LETTER = "函"
    PLAN = "检查方案"
    OVERVIEW = "检查情况汇总"
    ANALYSIS = "分析"
    RECORD = "记录"


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of paper is set.

    Attributes:
        sealed: it goes out under the seal; what stays in the house is only signed.
        headed: with a number it has the red head, and 版记 on its last page.
        upward: it goes to a superior, so that the head names who signed it off (签发人).
    """

    sealed: bool = True
    headed: bool = False
    upward: bool = False


FORMS: dict[Kind, Form] = {
    Kind.NOTICE: Form(headed=True),
    Kind.REPORT: Form(headed=True, upward=True),
    Kind.SUMMARY: Form(),
    Kind.CIRCULAR: Form(),
    Kind.ORDER: Form(),
    Kind.RECHECK: Form(),
    Kind.REMINDER: Form(),
    Kind.LETTER: Form(),
    Kind.PLAN: Form(),
    Kind.OVERVIEW: Form(),
    Kind.ANALYSIS: Form(sealed=False),
    Kind.RECORD: Form(sealed=False),
}


def signed(kind: Kind, name: str, day: date) -> Signature:
    """Return who signs a paper of a kind, and when."""
    return Signature(name, day, seal=FORMS[kind].sealed)


def head(kind: Kind, name: str, number: str, signer: str = "") -> Letterhead | None:
    """Return the red head of a paper that has a number; None for a kind, or a paper, without one."""
    form = FORMS[kind]
    if not form.headed or not number:
        return None
    signers = tuple(one for one in signer.replace("，", "、").split("、") if one) if form.upward else ()
    return Letterhead(f"{name}文件", signers)


def foot(office: Office, kind: Kind, number: str, day: date) -> Imprint | None:
    """Return 版记 of a paper with a head: 抄送, who printed it and when; None where the office has not said."""
    issuer, copies = read_setting(office, ISSUER), read_setting(office, COPIES_TO)
    if not FORMS[kind].headed or not number or not issuer:
        return None
    copied = tuple(one.strip() for one in copies.replace("，", "、").split("、") if one.strip())
    return Imprint(copied if not FORMS[kind].upward else (), issuer, day)


def complaints_telephone(office: Office) -> str:
    """Return the number to call about what is posted (监督电话); empty where the office has not said."""
    return read_setting(office, TELEPHONE)
