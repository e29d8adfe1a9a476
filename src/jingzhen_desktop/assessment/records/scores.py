"""Tables of score tables, assessments, scores, and what follows from them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...base.columns import Money, Tenths
from ...office.schema import Record
from ...office.titles import ColumnTitle, describe, internal
from ...office.whereabouts import locate
from ..score_choices import step_sets
from ..values.rewards import RewardKind
from ..values.score_courses import Estimate
from ..values.score_places import reward_place, scores_place, sheet_place, table_place
from ..values.score_states import AssessmentState
from ..values.score_tables import ItemKind, Method, Source


class ScoreTableRecord(Record):
    """A score table."""

    __tablename__ = "score_table"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    grades: Mapped[str] = mapped_column(default="")
    bonus_most: Mapped[Tenths | None]
    document: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(Text, default="")


class ScoreItemRecord(Record):
    """One item of a score table."""

    __tablename__ = "score_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("score_table.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    block: Mapped[str]
    title: Mapped[str]
    points: Mapped[Tenths]
    kind: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    method: Mapped[str]
    each: Mapped[Tenths | None]
    steps: Mapped[str] = mapped_column(default="")
    target: Mapped[Tenths | None]
    rule: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")


class AssessmentRecord(Record):
    """An assessment of a year."""

    __tablename__ = "assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    table_id: Mapped[int] = mapped_column(ForeignKey("score_table.id", ondelete="RESTRICT"), index=True)
    title: Mapped[str]
    as_of: Mapped[date]
    estimate: Mapped[str]
    state: Mapped[str]
    state_on: Mapped[date | None]
    version: Mapped[int]
    ranked: Mapped[bool] = mapped_column(default=False)
    basis_issuer: Mapped[str] = mapped_column(default="")
    basis_number: Mapped[str] = mapped_column(default="")
    basis_day: Mapped[date | None]
    self_until: Mapped[date | None]
    objections_until: Mapped[date | None]
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    list_basis: Mapped[str] = mapped_column(default="")


class ParticipantRecord(Record):
    """A unit in an assessment."""

    __tablename__ = "assessment_unit"
    __table_args__ = (UniqueConstraint("assessment_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), index=True)
    left_out: Mapped[str] = mapped_column(default="")
    document_issuer: Mapped[str] = mapped_column(default="")
    document_number: Mapped[str] = mapped_column(default="")
    document_day: Mapped[date | None]
    received_on: Mapped[date | None]
    objected_on: Mapped[date | None]
    objection: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    false_data: Mapped[str] = mapped_column(Text, default="")


class GivenScoreRecord(Record):
    """What was given for an item of a unit, and what the records said when it was frozen."""

    __tablename__ = "assessment_score"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("assessment_unit.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(
        ForeignKey("score_item.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
    given: Mapped[Tenths | None]
    own: Mapped[Tenths | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    own_reason: Mapped[str] = mapped_column(Text, default="")
    vetoed: Mapped[bool] = mapped_column(default=False)
    computed: Mapped[Tenths | None]
    ground: Mapped[str] = mapped_column(Text, default="")


class CourseStepRecord(Record):
    """One step of an assessment's course."""

    __tablename__ = "assessment_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    state: Mapped[str]
    day: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")


class GradedUnitRecord(Record):
    """What a unit was given in one version of an assessment."""

    __tablename__ = "assessment_grade"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("assessment_unit.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    total: Mapped[Tenths]
    grade: Mapped[str]
    day: Mapped[date]


class RewardRecord(Record):
    """What was decided of a unit after an assessment."""

    __tablename__ = "assessment_reward"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), index=True)
    kind: Mapped[str]
    ground: Mapped[str] = mapped_column(Text)
    day: Mapped[date | None]
    held_by: Mapped[str] = mapped_column(default="")
    met: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(Text, default="")
    amount: Mapped[Money | None]
    basis_issuer: Mapped[str] = mapped_column(default="")
    basis_number: Mapped[str] = mapped_column(default="")
    basis_day: Mapped[date | None]


class AttendanceRecord(Record):
    """That a unit is on an activity's attendance list."""

    __tablename__ = "attendance"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="RESTRICT"), primary_key=True, index=True
    )


_STATES = ColumnTitle("状态", choices={one.value: one.words for one in AssessmentState})
_DOCUMENT = {"basis_issuer": "依据发文机关", "basis_number": "依据文号", "basis_day": "依据日期"}

describe(
    ScoreTableRecord,
    "评分表",
    "{title}",
    title="名称",
    grades="等次",
    bonus_most=ColumnTitle("加分上限", "分"),
    document="来源文件",
    note="说明",
)
describe(
    ScoreItemRecord,
    "考核内容",
    "{title}",
    table_id="评分表",
    position=internal("顺序"),
    block="板块",
    title="考核内容",
    points=ColumnTitle("分值", "分"),
    kind=ColumnTitle("类别", choices={one.value: one.words for one in ItemKind}),
    source=ColumnTitle("数据来源", choices={one.value: one.words for one in Source}),
    method=ColumnTitle("计分方式", choices={one.value: one.words for one in Method}),
    each=ColumnTitle("每项分值", "分"),
    steps=ColumnTitle("档", choices={key: one.title for key, one in step_sets().items()}),
    target=ColumnTitle("目标下降率", "%"),
    rule="评分办法",
    evidence="佐证材料",
)
describe(
    AssessmentRecord,
    "考核",
    "{title}",
    year=ColumnTitle("年度", "年"),
    table_id="评分表",
    title="名称",
    as_of="数据截至",
    estimate=ColumnTitle("估计办法", choices={one.value: one.words for one in Estimate}),
    state=_STATES,
    state_on="状态日期",
    version="版本",
    ranked="按得分排列",
    self_until="自评截止",
    objections_until="异议期截止",
    number="通报文号",
    issued_on="通报日期",
    list_basis="公布名单的依据",
    **_DOCUMENT,
)
describe(
    ParticipantRecord,
    "考核单位",
    "{unit_id} {assessment_id}",
    assessment_id="考核",
    unit_id="单位",
    left_out="不考核的原因",
    document_issuer="委托考核的发文机关",
    document_number="委托考核的文号",
    document_day="委托考核的文件日期",
    received_on="收到自评日期",
    objected_on="异议日期",
    objection="异议",
    answered_on="答复日期",
    answer="答复",
    false_data="数据不实的依据",
)
describe(
    GivenScoreRecord,
    "考核得分",
    "{participant_id} {item_id}",
    participant_id="考核单位",
    item_id="考核内容",
    given=ColumnTitle("评分", "分"),
    own=ColumnTitle("自评分", "分"),
    reason="扣分理由",
    own_reason="自评说明",
    vetoed=ColumnTitle("否决性指标", choices={"1": "未达到", "0": "达到"}),
    computed=ColumnTitle("按记录算出", "分"),
    ground=internal("记录"),
)
describe(
    CourseStepRecord,
    "考核进度",
    "{assessment_id} {state} {day}",
    assessment_id="考核",
    version="版本",
    state=_STATES,
    day="日期",
    note="说明",
)
describe(
    GradedUnitRecord,
    "考核等次",
    "{participant_id} {grade}",
    participant_id="考核单位",
    version="版本",
    total=ColumnTitle("得分", "分"),
    grade="等次",
    day="定档日期",
)
describe(
    RewardRecord,
    "节约奖惩",
    "{unit_id} {kind}",
    assessment_id="考核",
    unit_id="单位",
    kind=ColumnTitle("种类", choices={one.value: one.words for one in RewardKind}),
    ground="依据的事实",
    day="日期",
    held_by="谈话人",
    met="谈话对象",
    text="事迹或要求",
    amount=ColumnTitle("金额", "元"),
    **_DOCUMENT,
)
describe(AttendanceRecord, "活动签到", "{unit_id} {activity_id}", activity_id="活动", unit_id="单位")

locate(ScoreTableRecord, lambda row: table_place(row["id"]))
locate(ScoreItemRecord, lambda row: table_place(row["table_id"]))
locate(AssessmentRecord, lambda row: scores_place(row["year"], row["id"]))
locate(ParticipantRecord, lambda row: sheet_place(row["id"]))
locate(RewardRecord, lambda row: reward_place(row["id"]))
