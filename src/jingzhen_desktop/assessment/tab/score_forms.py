"""The fields in the panel of 考核评分: the assessment itself, and a unit's part in it."""

from __future__ import annotations

from ...base.typed import Kind
from ...widgets.fields.form import RecordField
from ..values.score_courses import Assessment, Estimate, Participant

ASSESSMENT_FIELDS = (
    RecordField[Assessment]("title", "考核名称"),
    RecordField[Assessment]("as_of", "数据截至", Kind.DATE, help="这一天以后登记的不算"),
    RecordField[Assessment](
        "estimate",
        "未完的时期",
        Kind.CHOICE,
        help="数据截至日期还没有过完的季度或月份怎样算",
        choices=tuple((one, one.words) for one in Estimate),
    ),
    RecordField[Assessment](
        "basis_issuer", "考核依据：发文机关", help="没有依据的文件，只是内部测评，不能出文"
    ),
    RecordField[Assessment]("basis_number", "考核依据：文号"),
    RecordField[Assessment]("basis_day", "考核依据：日期", Kind.DATE),
    RecordField[Assessment]("self_until", "自评截止", Kind.DATE),
    RecordField[Assessment](
        "objections_until", "异议期截止", Kind.DATE, help="送单位核对后，单位最迟哪天提出异议"
    ),
    RecordField[Assessment](
        "ranked", "按得分排列", Kind.YESNO, help="不勾选时按单位名册的顺序；排名表只供内部使用"
    ),
    RecordField[Assessment](
        "list_basis", "公布名单的依据", help="县里要求公布名单的文件和文号；没有的不公布，只发单位"
    ),
)
"""What is said of an assessment."""

PARTICIPANT_FIELDS = (
    RecordField[Participant]("left_out", "不考核的原因", help="填了原因就不考核，如“当年新设”"),
    RecordField[Participant](
        "document_issuer", "委托考核：发文机关", help="不是镇属的单位，有上级文件委托才评分"
    ),
    RecordField[Participant]("document_number", "委托考核：文号"),
    RecordField[Participant]("document_day", "委托考核：日期", Kind.DATE),
    RecordField[Participant]("objected_on", "异议日期", Kind.DATE),
    RecordField[Participant]("objection", "单位的异议", Kind.NOTE),
    RecordField[Participant]("answered_on", "答复日期", Kind.DATE),
    RecordField[Participant]("answer", "答复", Kind.NOTE),
    RecordField[Participant](
        "false_data", "数据不实的依据", Kind.NOTE, help="查实数据不实时填写；等次不高于合格一级"
    ),
)
"""What is said of a unit."""
