"""The papers of the tab: a stored text with its 版头, signature and attachments.
How a page is set is ``paper``'s matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from ...base.errors import InputRejected
from ...base.files import OutFile, deliver_all, safe_name
from ...office.file import Office
from ...office.issued import issued_paper
from ...office.settings import EXAMPLE, read_setting
from ...organisation.papers.form import Kind, foot, head, signed
from ...paper.document import Attachment, Document, Pdf, pdf_file
from ...paper.voided import kept_copy
from ..queries.facts import grounds_of, signature
from ..queries.stored import summary
from ..queries.versions import versions_of
from ..settings import CONTACT
from ..values.kinds import SummaryKind
from ..values.text import Summary
from ..values.versions import SummaryVersion
from .attachments import attachments_of
from .blocks import text_blocks

EXAMPLE_MARK = "示例"


def summary_paper(office: Office, year: int, kind: SummaryKind) -> Pdf:
    """Return the stored paper as PDF, a final one as it was kept;
    raises InputRejected if it was not generated yet.
    """
    stored = _stored(office, year, kind)
    if stored.is_final:
        return version_paper(office, versions_of(office, stored.id)[-1])
    return set_paper(office, stored)


def set_paper(office: Office, stored: Summary) -> Pdf:
    """Return a text as PDF, with its attachments as the records are now."""
    from ...paper.typeset import typeset_for

    return typeset_for(office, whole_document(office, stored))


def version_paper(office: Office, version: SummaryVersion) -> Pdf:
    """Return the PDF of a finalised version, byte for byte; once it is void with that mark laid over it.
    Raises DamagedFile if it is no longer what was kept.
    """
    return Pdf(
        kept_copy(office, issued_paper(office, version.paper_id)),
        0,
        f"{version.title}（第{version.number}版）",
    )


def export_summary(
    office: Office, year: int, kind: SummaryKind, folder: Path, overwrite: bool = False
) -> Path:
    """Write the PDF into a folder, verified; returns the file.

    Raises:
        InputRejected: the summary was not generated yet, or the name exists and may not be replaced.
        EnvironmentFault: the folder cannot be written.
    """
    return deliver_all([summary_file(office, _stored(office, year, kind))], folder, overwrite=overwrite)[0]


def summary_file(office: Office, stored: Summary) -> OutFile:
    """Return the PDF of a paper on its way out."""
    return pdf_file(paper_name(stored), partial(summary_paper, office, stored.year, stored.kind))


def paper_name(stored: Summary) -> str:
    """Return the file name of a paper's PDF."""
    return f"{safe_name(stored.title)}.pdf"


def whole_document(office: Office, stored: Summary) -> Document:
    """Return a paper with everything it is sent with."""
    signed_by, bears = signature(office), grounds_of(office, stored)
    mark = EXAMPLE_MARK if read_setting(office, EXAMPLE) else ""
    attachments = attachments_of(office, stored)
    if stored.kind not in (SummaryKind.COVER, SummaryKind.CONSUMPTION):
        document = summary_document(stored, signed_by, mark, attachments)
        return replace(document, bears=bears, answered=frozenset(stored.kept))
    contact = read_setting(office, CONTACT)
    return Document(
        title=stored.title,
        blocks=text_blocks(stored.paragraphs),
        addressee=stored.addressee,
        number=stored.number,
        signature=signed(Kind.REPORT, signed_by, stored.day),
        attachments=attachments,
        letterhead=head(Kind.REPORT, signed_by, stored.number, stored.signer),
        remark=f"联系人：{contact}" if contact and stored.kind is SummaryKind.COVER else "",
        imprint=foot(office, Kind.REPORT, stored.number, stored.day),
        names=_names(signed_by),
        mark=mark,
        subject=f"{stored.year}年节能减排工作",
        author=signed_by,
        bears=bears,
        answered=frozenset(stored.kept),
    )


def summary_document(
    stored: Summary, signed_by: str, mark: str = "", attachments: Sequence[Attachment] = ()
) -> Document:
    """Return a summary or plan as a document: headings, paragraphs, tables, signature, attachments."""
    return Document(
        title=stored.title,
        blocks=text_blocks(stored.paragraphs),
        signature=signed(Kind.SUMMARY, signed_by, stored.day),
        attachments=tuple(attachments),
        names=_names(signed_by),
        mark=mark,
        subject=f"{stored.year}年节能减排工作",
        author=signed_by,
    )


def _names(signed_by: str) -> tuple[str, ...]:
    """Names the lines of a title keep whole."""
    return tuple(filter(None, (signed_by, "节能减排", "工作总结", "能源消费", "公共机构", "工作计划")))


def _stored(office: Office, year: int, kind: SummaryKind) -> Summary:
    found = summary(office, year, kind)
    if found is None:
        raise InputRejected(
            f"{year}年{kind.label if not kind.is_summary else f'{kind.value}工作总结'}尚未生成，请先在“年度总结”中生成。"
        )
    return found
