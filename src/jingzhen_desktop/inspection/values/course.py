"""How far a round has come: its stages from 计划 to 归档, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from .found import Round, RoundDetail
from .words import Move, Todo


class Stage(StrEnum):
    """The stages of a round, in their order."""

    PLAN = "计划"
    CHECK = "检查"
    MEND = "整改"
    RECHECK = "复查"
    CIRCULAR = "通报"
    FILE = "归档"


class StageState(Enum):
    """Where a stage stands: behind, the one that is worked on, or to come."""

    DONE = "已完成"
    NOW = "进行中"
    AHEAD = "未开始"


class Urgency(Enum):
    """How pressing what is said of a round is."""

    CALM = "正常"
    WAITING = "待办"
    LATE = "逾期"


@dataclass(frozen=True, slots=True)
class StagePoint:
    """One stage of a round with its figure: 整改, 2/3已回复."""

    stage: Stage
    state: StageState
    figure: str


@dataclass(frozen=True, slots=True)
class RoundStep:
    """What comes next in a round.

    Attributes:
        id: of the violation a move is about, of the visit to be recorded, of the circular to be sent.
    """

    what: Todo | Move
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How far a round has come.

    Attributes:
        step: what comes next; None once it is filed.
        progress: the same as a sentence for a list: 整改逾期9天，已解决2/3个.
    """

    points: tuple[StagePoint, ...]
    step: RoundStep | None
    progress: str
    urgency: Urgency

    @property
    def at(self) -> int:
        """The position of the stage that is worked on; behind the last one once the round is filed."""
        states = [point.state for point in self.points]
        return states.index(StageState.NOW) if StageState.NOW in states else len(states)

    @property
    def word(self) -> str:
        """Where it stands in one word: 整改, 已归档."""
        return self.points[self.at].stage.value if self.at < len(self.points) else f"已{Stage.FILE.value}"


@dataclass(frozen=True, slots=True)
class RoundOnCourse:
    """A round of a list, with everything found in it and how far it has come."""

    detail: RoundDetail
    course: Course

    @property
    def round(self) -> Round:
        return self.detail.round


@dataclass(frozen=True, slots=True)
class VisitStanding:
    """What is to be said of one unit in a round: 符合, 1个逾期; ``is_fine``: nothing is left to do."""

    text: str
    urgency: Urgency
    is_fine: bool = False
