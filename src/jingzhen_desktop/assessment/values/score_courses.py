"""An assessment of a year (考核): which table, on what ground, whom, and how far it has come. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...base.columns import Added, Tenths
from ...base.text import chinese_date
from .score_states import AssessmentState, is_open
from .score_tables import ScoreTable


class Estimate(StrEnum):
    """How what is not over yet on the “as of” day is counted."""

    NONE = "none"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def words(self) -> str:
        """The words on the screen: 不估计，全年数据齐后计算."""
        return _ESTIMATE_WORDS[self]


_ESTIMATE_WORDS = {
    Estimate.NONE: "不估计，全年数据齐后计算",
    Estimate.QUARTER: "未完季度按上年同季度",
    Estimate.MONTH: "未完月份按上年同月（台账）",
}


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that something is done on the ground of (依据)."""

    issuer: str = ""
    number: str = ""
    day: date | None = None

    @property
    def is_given(self) -> bool:
        """Whether issuer, number and day are all there."""
        return bool(self.issuer.strip() and self.number.strip() and self.day)

    @property
    def words(self) -> str:
        """Name it in running text: 景东县机关事务管理局（景管〔2012〕3号，2012年2月1日）."""
        day = chinese_date(self.day) if self.day else ""
        return f"{self.issuer}（{self.number}，{day}）" if self.is_given else ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment of one year.

    Attributes:
        as_of: the day whose records count; what came later is not known yet.
        version: 1, and one more with each 修订.
        ranked: units are listed by their points; else in the register's order.
        objections_until: the last day on which a unit may object.
        number, issued_on: of the 通报.
    """

    id: int
    year: int
    table_id: int
    title: str
    as_of: date
    estimate: Estimate = Estimate.NONE
    state: AssessmentState = AssessmentState.DRAFT
    state_on: date | None = None
    version: int = 1
    ranked: bool = False
    basis_issuer: str = ""
    basis_number: str = ""
    basis_day: date | None = None
    self_until: date | None = None
    objections_until: date | None = None
    number: str = ""
    issued_on: date | None = None
    list_basis: str = ""
    table: Added[ScoreTable | None] = None

    @property
    def basis(self) -> Basis:
        """The document it is held on the ground of."""
        return Basis(self.basis_issuer, self.basis_number, self.basis_day)

    @property
    def is_internal(self) -> bool:
        """Whether it is only for the house (内部测评): nobody has asked for it in writing."""
        return not self.basis.is_given


@dataclass(frozen=True, slots=True)
class Participant:
    """A unit in an assessment.

    Attributes:
        left_out: why it is not assessed; empty if it is.
        document_issuer, document_number, document_day: by which a unit that is not the town's own is
            assessed.
        received_on: when its self-score came; None while it has not.
        objected_on, objection: what it said when it saw its score; ``answered_on``, ``answer``: what
            followed.
        false_data: on what ground its data were found false; caps the grade.
        own: whether it is the town's own; None where nobody said.
    """

    id: int
    assessment_id: int
    unit_id: int
    left_out: str = ""
    document_issuer: str = ""
    document_number: str = ""
    document_day: date | None = None
    received_on: date | None = None
    objected_on: date | None = None
    objection: str = ""
    answered_on: date | None = None
    answer: str = ""
    false_data: str = ""
    name: Added[str] = ""
    short_name: Added[str] = ""
    own: Added[bool | None] = None

    @property
    def document(self) -> Basis:
        """The document by which another's unit is assessed."""
        return Basis(self.document_issuer, self.document_number, self.document_day)

    @property
    def is_open(self) -> bool:
        """Whether an objection waits for an answer."""
        return is_open(self.objected_on, self.answered_on)


@dataclass(frozen=True, slots=True)
class GivenScore:
    """What is stored of an item of one unit: the office's points, the unit's own, and what was frozen.

    Attributes:
        computed, ground: what the records said when the scores were sent to the units; before that None and
            empty.
    """

    participant_id: int
    item_id: int
    given: Tenths | None = None
    own: Tenths | None = None
    reason: str = ""
    own_reason: str = ""
    vetoed: bool = False
    computed: Tenths | None = None
    ground: str = ""


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One step of an assessment's course, as it is remembered."""

    id: int
    assessment_id: int
    version: int
    state: AssessmentState
    day: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class GradedUnit:
    """What a unit was given in one version of an assessment."""

    participant_id: int
    version: int
    total: Tenths
    grade: str
    day: date
    unit_id: Added[int] = 0
