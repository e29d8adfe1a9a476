"""Reward and penalty (节约奖惩): what is proposed of a unit, with its ground. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...base.columns import Added, Money
from .score_courses import Basis


class RewardKind(StrEnum):
    """What a township may do. 表彰, 示范创建 and public lists are not among it."""

    PRAISE = "praise"
    RECOMMEND = "recommend"
    CRITICISE = "criticise"
    TALK = "talk"

    @property
    def words(self) -> str:
        """The words on the screen: 通报表扬."""
        return _KIND_WORDS[self]

    @property
    def who_may(self) -> str:
        """Who may do it, and what the town itself does."""
        return _WHO_MAY[self]


_KIND_WORDS = {
    RewardKind.PRAISE: "在通报中肯定",
    RewardKind.RECOMMEND: "向县推荐",
    RewardKind.CRITICISE: "在通报中批评",
    RewardKind.TALK: "谈话提醒",
}
_WHO_MAY = {
    RewardKind.PRAISE: "本级：在考核情况的通报中列名",
    RewardKind.RECOMMEND: "县：评选和表彰由县以上按规定进行，本级只推荐",
    RewardKind.CRITICISE: "本级：在考核情况的通报中列名；处分由有权机关依法作出",
    RewardKind.TALK: "本级：领导小组办公室与单位负责人谈话",
}


@dataclass(frozen=True, slots=True)
class Reward:
    """One thing decided of one unit.

    Attributes:
        ground: why, from grade and records.
        day: of the talk, or of the recommendation.
        held_by: who talked; ``met``: with whom.
        text: what was asked of the unit, or its deeds.
        amount: yuan; only with a basis document, which is printed with it.
    """

    id: int
    assessment_id: int
    unit_id: int
    kind: RewardKind
    ground: str
    day: date | None = None
    held_by: str = ""
    met: str = ""
    text: str = ""
    amount: Money | None = None
    basis_issuer: str = ""
    basis_number: str = ""
    basis_day: date | None = None
    name: Added[str] = ""
    short_name: Added[str] = ""

    @property
    def basis(self) -> Basis:
        """The document that allows the money."""
        return Basis(self.basis_issuer, self.basis_number, self.basis_day)


@dataclass(frozen=True, slots=True)
class RewardProposal:
    """What standing and score suggest of a unit."""

    unit_id: int
    name: str
    kind: RewardKind
    ground: str
