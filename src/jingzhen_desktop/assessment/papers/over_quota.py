"""The papers after a unit was over its quota: 要求说明的函, 超定额用能情况说明, 节能整改建议函, and the two reports to
the county. The town asks and proposes in them; what the county alone may do is asked of the county.
"""

from __future__ import annotations

from decimal import Decimal

from ...base.errors import InputRejected
from ...base.files import safe_name
from ...base.numbers import show_number
from ...base.text import chinese_date
from ...office.file import Office
from ...office.issued import Paper
from ...office.settings import SUPERIOR, read_setting
from ...organisation.papers.form import Kind, foot, head, signed
from ...organisation.papers.shared import mark, own_scope, signatory
from ...organisation.queries.group import executive_office
from ...paper.document import Align, Block, Document, Heading, Paragraph, Pdf, Table, TableColumn
from ...paper.typeset import typeset_for
from ..declared import causes
from ..queries.over_quota import case_detail, unit_of
from ..rules.ladder import is_unanswered, rung
from ..rules.over_quota import excess_words, shown_places, spoken
from ..values.over_quota import OverQuota, Step, TakenStep
from ..values.places import over_quota_place

_TICKED, _BLANK = "■", "□"
_COLUMNS = (TableColumn("项目", 1.2, Align.CENTRE), TableColumn("内容", 4))
_WATER = ("m³", "L")
_OFFICE = "领导小组办公室"
"""How a report of the government names the office."""
COUNTY_BODY = "县级机关事务管理部门"
"""Who answers for the county's public institutions, where the office has not said what it is called."""


def ask_paper(office: Office, case_id: int) -> Pdf:
    """Return the letter that asks a unit for its explanation, with the form to fill in.
    Raises InputRejected.
    """
    case, unit = _case(office, case_id)
    taken = _taken(case, Step.ASK)
    sender, county = executive_office(office), county_body(office)
    return _typeset(
        office,
        f"关于要求说明{case.year}年超定额使用{_what(case)}情况的函",
        unit,
        taken,
        (
            Paragraph(f"{_article(case)}经核算，{_finding(case, '你单位')}。定额依据和计算过程见附表。"),
            Paragraph(
                f"请你单位于{chinese_date(taken.deadline or taken.day)}前，就超过定额的原因、已经采取和准备采取的节能措施"
                f"作出书面说明（格式附后），由单位负责人签字并加盖公章，送{sender}。"
                f"我办核实后，连同办理情况一并报{county}。到期没有作出说明的，我办将如实报告{county}。"
            ),
        ),
        attachment=(
            Paragraph("公共机构超定额用能情况说明", centred=True),
            _form(case, unit, filled=False),
        ),
    )


def explanation_paper(office: Office, case_id: int) -> Pdf:
    """Return the unit's 超定额用能情况说明 as it was received, with the office's decision where there is one.
    Raises InputRejected if none was received.
    """
    case, unit = _case(office, case_id)
    _taken(case, Step.RECEIVE)
    return _form_paper(office, case, unit, filled=True)


def blank_explanation_paper(office: Office, case_id: int) -> Pdf:
    """Return the form of a 超定额用能情况说明 for a unit to fill in: what was computed stands in it."""
    case, unit = _case(office, case_id)
    return _form_paper(office, case, unit, filled=False)


def suggestion_paper(office: Office, case_id: int) -> Pdf:
    """Return the office's own 节能整改建议函. Raises InputRejected if it was not recorded."""
    case, unit = _case(office, case_id)
    taken = _taken(case, Step.SUGGEST)
    lines = [line.strip() for line in taken.text.splitlines() if line.strip()]
    numbered = lines if len(lines) == 1 else [f"{at}.{line}" for at, line in enumerate(lines, 1)]
    return _typeset(
        office,
        f"关于{unit}节能整改的建议函",
        unit,
        taken,
        (
            Paragraph(f"经核算，{_finding(case, '你单位')}。为做好节能工作，我办建议："),
            *(Paragraph(_sentence(line)) for line in numbered),
            Paragraph(
                "以上建议供你单位改进节能管理时采用，采用情况请告知我办。"
                "本函是工作建议，不具有《公共机构节能条例》第三十七条、第四十一条所规定文书的效力。"
            ),
        ),
    )


def petition_paper(office: Office, case_id: int) -> Pdf:
    """Return the report that asks the county for a 节能整改意见书. Raises InputRejected if it was not recorded."""
    case, unit = _case(office, case_id)
    taken = _taken(case, Step.PETITION)
    county = county_body(office)
    return _report(
        office,
        f"关于提请对{unit}出具节能整改意见书的报告",
        taken,
        unit,
        (
            Heading(1, "一、基本情况"),
            Paragraph(f"{_finding(case, unit)}。{_grounds(case)}"),
            Paragraph(_so_far(case, taken)),
            Heading(1, "二、浪费能源的情况"),
            Paragraph(_sentence(taken.text)),
            Heading(1, "三、提请事项"),
            Paragraph(
                "《公共机构节能条例》第四十一条规定，公共机构违反规定用能造成能源浪费的，由本级人民政府管理机关事务工作的"
                f"机构会同有关部门下达节能整改意见书。现提请{county}核实上述情况，依法对{unit}出具节能整改意见书。"
                "我们将按照意见书的要求督促落实。"
            ),
            Paragraph("特此报告。"),
        ),
        bears=frozenset({"county_opinion"}),
    )


def report_paper(office: Office, case_id: int) -> Pdf:
    """Return the report to the county on a unit over its quota.
    Raises InputRejected if it was not recorded.
    """
    case, unit = _case(office, case_id)
    taken = _taken(case, Step.REPORT)
    said = case.explanation
    told: list[Block] = []
    if case.step(Step.RECEIVE):
        ticked = "、".join(causes()[key] for key in said.causes)
        parts = [
            f"说明的原因：{ticked}" if ticked else "",
            said.reason,
            f"措施：{said.measures}" if said.measures else "",
        ]
        told = [Heading(1, "二、单位的说明"), *(Paragraph(_sentence(part)) for part in parts if part.strip())]
    handled = "三" if told else "二"
    extra = [Paragraph(_sentence(taken.text))] if taken.text.strip() else []
    return _report(
        office,
        f"关于{unit}{case.year}年超定额使用{_what(case)}情况的报告",
        taken,
        unit,
        (
            Heading(1, "一、超定额情况"),
            Paragraph(f"{_finding(case, unit)}。{_grounds(case)}"),
            *told,
            Heading(1, f"{handled}、办理情况"),
            Paragraph(_so_far(case, taken)),
            *extra,
            Paragraph("特此报告。"),
        ),
    )


def county_body(office: Office) -> str:
    """Return whom the town reports to about public institutions."""
    return read_setting(office, SUPERIOR) or COUNTY_BODY


# --- names and how each is kept ------------------------------------------------------------------------


def paper_name(case: OverQuota, what: str) -> str:
    """Return the file name of a paper about a case."""
    return f"{safe_name(f'{case.unit_name}{case.year}年超定额{what}')}.pdf"


PAPER_KINDS: dict[Step, str] = {
    Step.ASK: "要求说明函",
    Step.RECEIVE: "超定额用能情况说明",
    Step.SUGGEST: "节能整改建议函",
    Step.PETITION: "提请出具意见书的报告",
    Step.REPORT: "超定额情况报告",
}
"""Under which kind the paper of a step is kept; other steps have none here."""


def paper_to_issue(case: OverQuota, step: Step, pdf: Pdf) -> Paper:
    """Return the paper of a step as it would be kept."""
    taken = _taken(case, step)
    number = "" if step is Step.RECEIVE else taken.number
    place = over_quota_place(case.id, case.year, step)
    return Paper(PAPER_KINDS[step], number, taken.day, pdf.title, place, pdf.data)


# --- inside --------------------------------------------------------------------------------------------


def _case(office: Office, case_id: int) -> tuple[OverQuota, str]:
    case = case_detail(office, case_id)
    if case is None:
        raise InputRejected("这件超定额已被删除，不能生成文件。")
    if not case.standard.strip():
        raise InputRejected(
            f"{case.unit_name}的超定额还没有写明定额依据（标准号、表号、页码或文件），不能生成文件。"
        )
    unit = unit_of(office, case)
    return case, unit.name if unit else case.unit_name


def _taken(case: OverQuota, step: Step) -> TakenStep:
    taken = case.step(step)
    if taken is None:
        raise InputRejected(f"{case.unit_name}还没有办理“{rung(step).title}”，不能生成文件。")
    return taken


def _typeset(
    office: Office,
    title: str,
    unit: str,
    taken: TakenStep,
    blocks: tuple[Block, ...],
    attachment: tuple[Block, ...] = (),
) -> Pdf:
    sender = executive_office(office)
    return typeset_for(
        office,
        Document(
            title=title,
            number=taken.number,
            addressee=unit,
            blocks=blocks,
            signature=signed(Kind.LETTER, sender, taken.day),
            attachment=attachment,
            names=(unit, sender),
            mark=mark(office),
            subject=title,
            author=sender,
            bears=own_scope(office),
        ),
    )


def _report(
    office: Office,
    title: str,
    taken: TakenStep,
    unit: str,
    blocks: tuple[Block, ...],
    bears: frozenset[str] = frozenset(),
) -> Pdf:
    sender = signatory(office)
    return typeset_for(
        office,
        Document(
            title=f"{sender}{title}",
            number=taken.number,
            addressee=county_body(office),
            letterhead=head(Kind.REPORT, sender, taken.number, taken.signer),
            imprint=foot(office, Kind.REPORT, taken.number, taken.day),
            blocks=blocks,
            signature=signed(Kind.REPORT, sender, taken.day),
            names=(sender, unit),
            mark=mark(office),
            subject=title,
            author=sender,
            bears=own_scope(office) | bears,
        ),
    )


def _form_paper(office: Office, case: OverQuota, unit: str, *, filled: bool) -> Pdf:
    return typeset_for(
        office,
        Document(
            title="公共机构超定额用能情况说明",
            blocks=(_form(case, unit, filled=filled),),
            names=(unit,),
            mark=mark(office),
            subject=f"{unit}{case.year}年超定额用能情况说明",
        ),
    )


def _form(case: OverQuota, unit: str, *, filled: bool) -> Table:
    said = case.explanation
    ticks = [
        f"{_TICKED if filled and key in said.causes else _BLANK}{title}" for key, title in causes().items()
    ]
    when = chinese_date(said.due) if filled and said.due else ""
    person = f"{said.person}　　{when}" if filled else ""
    rows = (
        ("单位和年度", f"{unit}　　{case.year}年"),
        ("定　　额", f"{case.standard}\n{case.indicator}{case.level}{_number(case, case.quota)}"),
        ("实际使用", _number(case, case.actual) + (f"\n{case.ground}" if case.ground else "")),
        ("超　　出", excess_words(case).removeprefix("超出")),
        ("原　　因\n（勾选）", "　".join(ticks)),
        ("原因说明", said.reason if filled else "\n" * 2),
        ("节能措施", said.measures if filled else "\n"),
        ("责任人和\n完成期限", person),
        ("预计节约", said.expected if filled else ""),
        (
            "单位负责人\n（签字、盖章）",
            f"{said.signed_by}\n" if filled else "\n　　　　　　　　　　年　　月　　日",
        ),
        (
            "领导小组\n办公室\n审定意见",
            _decision(case) if filled else f"{_BLANK}认可　{_BLANK}不认可\n理由：",
        ),
        ("日　　期", _dates(case) if filled else "要求报送：\n收到：\n审定："),
    )
    return Table(_COLUMNS, rows)


def _decision(case: OverQuota) -> str:
    decided = case.step(Step.ACCEPT) or case.step(Step.REFUSE)
    if decided is None:
        return f"{_BLANK}认可　{_BLANK}不认可\n理由："
    accepted = decided.step is Step.ACCEPT
    marks = (_TICKED, _BLANK) if accepted else (_BLANK, _TICKED)
    return f"{marks[0]}认可　{marks[1]}不认可\n理由：{_sentence(decided.text)}"


def _dates(case: OverQuota) -> str:
    decided = case.step(Step.ACCEPT) or case.step(Step.REFUSE)
    named = (("要求报送", case.step(Step.ASK)), ("收到", case.step(Step.RECEIVE)), ("审定", decided))
    return "\n".join(f"{title}：{chinese_date(taken.day)}" for title, taken in named if taken)


def _number(case: OverQuota, value: Decimal) -> str:
    return f"{show_number(value, shown_places(case))}{case.measure}"


def _is_water(case: OverQuota) -> bool:
    return case.amount_unit in _WATER


def _what(case: OverQuota) -> str:
    return "水资源" if _is_water(case) else "能源"


def _article(case: OverQuota) -> str:
    """The law that asks for an explanation; it speaks of energy, not of water."""
    if _is_water(case):
        return "为加强节约用水管理，请超过用水定额的单位说明情况。"
    return (
        "《公共机构节能条例》第十七条规定，公共机构应当在能源消耗定额范围内使用能源，加强能源消耗支出管理；"
        "超过能源消耗定额使用能源的，应当向本级人民政府管理机关事务工作的机构作出说明。"
    )


def _finding(case: OverQuota, who: str) -> str:
    return spoken(
        f"{who}{case.year}年{case.indicator}为{_number(case, case.actual)}，"
        f"超过定额{case.level}{_number(case, case.quota)}，{excess_words(case)}"
    )


def _grounds(case: OverQuota) -> str:
    """What a report says of the quota and of the computation."""
    how = f"计算：{_sentence(case.ground)}" if case.ground.strip() else ""
    return f"定额依据：{_sentence(case.standard)}{spoken(how)}"


def _so_far(case: OverQuota, reported: TakenStep) -> str:
    """What was done about a case before it is reported, in sentences."""
    said = []
    for taken in case.steps:
        if taken.step in _TOLD and (taken.day, taken.id) < (reported.day, reported.id):
            number = f"（{taken.number}）" if taken.number else ""
            reason = (
                f"，理由是：{taken.text.rstrip('。')}" if taken.step in _WITH_REASON and taken.text else ""
            )
            said.append(f"{chinese_date(taken.day)}{_TOLD[taken.step]}{number}{reason}。")
    if is_unanswered(case, reported.day):
        said.append(f"截至{chinese_date(reported.day)}，该单位没有作出说明。")
    return "".join(said) or "本级尚未办理。"


_TOLD = {
    Step.ASK: f"{_OFFICE}发函要求该单位说明",
    Step.RECEIVE: "收到该单位的说明",
    Step.ACCEPT: f"{_OFFICE}审核，认可该说明",
    Step.REFUSE: f"{_OFFICE}审核，不认可该说明",
    Step.RECTIFY: f"{_OFFICE}核查，将存在的问题列入限期整改",
    Step.CIRCULAR: "在本级范围内予以通报",
    Step.SUGGEST: "发出节能整改建议函",
    Step.INSPECT: "列入下一年度重点监督检查",
}
"""How a step is told in a report; steps of the reports themselves are not."""
_WITH_REASON = (Step.ACCEPT, Step.REFUSE)


def _sentence(text: str) -> str:
    return text.strip().rstrip("。；;") + "。"
