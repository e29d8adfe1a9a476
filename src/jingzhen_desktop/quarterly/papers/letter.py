"""关于报送…统计表的报告: the letter (上行文) with which a quarter's table goes to the superior, the tables attached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ...base.files import safe_name
from ...base.numbers import spoken_number
from ...base.text import join_names
from ...energy.periods import Quarter
from ...office.file import Office
from ...organisation.papers.form import Kind, foot, head, signed
from ...organisation.papers.shared import mark, own_scope
from ...organisation.rules.place_words import place_words
from ...paper.document import Attachment, Document, Paragraph, Pdf
from ...paper.typeset import typeset_for
from ..queries.books import national_of
from ..queries.choices import town_signatures
from ..queries.town import town_quarter
from ..queries.versions import system_in
from ..rules.analysis import change_words
from ..rules.printing.cells import subject_of
from ..rules.printing.town import town_table
from ..values.figures import TownQuarter
from ..values.reports import ReportStatus
from .printed import sheet_document
from .shared import sending_office, superior_name, town_name


@dataclass(frozen=True, slots=True)
class Letter:
    """What the clerk says of the letter.

    Attributes:
        number: 文号; empty as long as there is none, then it is printed without 版头.
        signer: 签发人; empty leaves room to write by hand.
    """

    day: date
    addressee: str = ""
    number: str = ""
    signer: str = ""


def letter_paper(office: Office, quarter: Quarter, letter: Letter) -> Pdf:
    """Return the report to the superior with the quarter's tables attached."""
    return typeset_for(office, letter_document(office, quarter, letter))


def letter_document(office: Office, quarter: Quarter, letter: Letter) -> Document:
    """Return the letter as a document."""
    name, sender = town_name(office), sending_office(office)
    town = town_quarter(office, quarter)
    subject = subject_of(town.system)
    signatures = replace(town_signatures(office), reported_on=letter.day)
    table = sheet_document(office, town_table(town, sender, signatures))
    national = sheet_document(office, national_of(office, quarter, reported_on=letter.day).tables[0])
    return Document(
        title=f"{sender}关于报送{quarter.title}公共机构{subject}统计表的报告",
        addressee=letter.addressee or superior_name(office),
        number=letter.number,
        letterhead=head(Kind.REPORT, sender, letter.number, letter.signer),
        imprint=foot(office, Kind.REPORT, letter.number, letter.day),
        blocks=(
            Paragraph(
                f"根据《公共机构节能条例》和公共机构{subject}统计制度的要求，{_collected(town, place_words(name))}"
            ),
            *(Paragraph(text) for text in _figures(town)),
            Paragraph("特此报告。"),
        ),
        signature=signed(Kind.REPORT, sender, letter.day),
        attachments=(Attachment(table.title, sheet=table), Attachment(national.title, sheet=national)),
        names=(sender, "公共机构", "能源资源", "统计表", quarter.title),
        mark=mark(office),
        subject=f"{name}{quarter.title}统计报表",
        author=sender,
        bears=own_scope(office) | ({"everything_in"} if not town.coverage else set()),
    )


def letter_name(office: Office, quarter: Quarter) -> str:
    """Return the file name of the letter."""
    subject = subject_of(system_in(office, quarter.year))
    return f"{safe_name(f'{sending_office(office)}关于报送{quarter.title}公共机构{subject}统计表的报告')}.pdf"


def _collected(town: TownQuarter, place: Mapping[str, str]) -> str:
    missing = [unit.unit.short_name for unit in town.units if unit.status is ReportStatus.MISSING]
    blank = [unit.unit.short_name for unit in town.units if unit.status is ReportStatus.INCOMPLETE]
    text = (
        f"{place['our']}对{place['whole']}{town.expected}个公共机构{town.quarter.title}（{town.quarter.months}）"
        f"{subject_of(town.system)}情况进行了统计、审核和汇总"
    )
    drafts = [unit.short_name for unit in town.drafts]
    if not missing and not blank and not drafts:
        return f"{text}，{town.expected}个单位全部报送，现将统计表随文上报。"
    lacking = [f"{join_names(missing)}未报"] if missing else []
    lacking += [f"{join_names(drafts)}尚未报来、数已列入"] if drafts else []
    lacking += [f"{join_names(blank)}有未填项"] if blank else []
    received = f"应报{town.expected}个单位，已报{town.received}个单位（{'，'.join(lacking)}）"
    told = "合计为已有数据之和，同比按两期数据齐全的单位计算"
    return f"{text}。{received}，{told}，现将统计表随文上报。"


def _figures(town: TownQuarter) -> list[str]:
    if town.coal.total.value is None:
        return []
    energy = (
        f"综合能耗{spoken_number(town.coal.total.value / 1000, 2)}吨标准煤（{town.coefficients}），"
        f"{change_words(town.coal.comparison)}"
    )
    cost = ""
    if town.cost.total.value is not None:
        cost = (
            f"；能源资源费用{spoken_number(town.cost.total.value, 2)}元，{change_words(town.cost.comparison)}"
        )
    return [f"{town.quarter.this}{energy}{cost}。"]
