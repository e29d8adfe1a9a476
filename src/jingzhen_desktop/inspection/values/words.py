"""The words of inspections: seasons, kinds, states, results, moves."""

from __future__ import annotations

from enum import StrEnum

TAB = "inspection"
"""Key of the tab: its folder's name, and where its places begin."""
NOTICE, CIRCULAR = "整改通知书", "通报"
RECHECK = "recheck"
"""What a 复查意见 hangs on: its notice, apart from the notice's own paper."""
"""The kinds under which what goes out to units is kept and numbered."""


class Season(StrEnum):
    """The season a round belongs to."""

    SPRING = "春季"
    SUMMER = "夏季"
    AUTUMN = "秋季"
    WINTER = "冬季"


class Mode(StrEnum):
    """What the air-conditioning is used for at the time of a round; decides the limit."""

    COOLING = "制冷"
    HEATING = "供暖"
    NONE = "不查温度"

    @property
    def bound(self) -> str:
        """How the limit binds: 不低于 when cooling, 不高于 when heating."""
        return "不高于" if self is Mode.HEATING else "不低于"


class ViolationKind(StrEnum):
    """What was not in order."""

    TEMPERATURE = "空调设定温度不符合规定"
    WINDOWS = "开窗使用空调"
    ELECTRICITY = "用电设置不符合规定"
    OTHER = "其他"


class ViolationState(StrEnum):
    """Where a violation stands on a given day; always derived, never stored."""

    OPEN = "待处理"
    CORRECTED = "已当场纠正"
    ORDERED = "限期整改中"
    OVERDUE = "已逾期"
    CLOSED = "已整改销号"
    FAILED = "复查不合格"


class RecheckResult(StrEnum):
    """What a re-check found."""

    PASSED = "合格"
    FAILED = "不合格"


class Verdict(StrEnum):
    """What a reading says."""

    PASSED = "符合"
    FAILED = "不符合"
    EXEMPT = "豁免"
    NOT_RUNNING = "未运行"
    UNDECIDED = "未判定"


class ItemResult(StrEnum):
    """What the check of one point of the list said; a point without one was not checked."""

    FINE = "符合"
    FAULT = "不符合"
    ABSENT = "不适用"


class ComplaintState(StrEnum):
    """Where a complaint (举报) stands on a day; derived, never stored."""

    WAITING = "待核查"
    LATE = "逾期未办"
    CONFIRMED = "属实，已列为问题"
    HANDLED = "已办结"


class Move(StrEnum):
    """What can be done next about a violation or a notice."""

    CORRECT = "当场纠正"
    ORDER = "下达限期整改"
    REORDER = "再次下达"
    RECEIVE = "登记签收"
    REPLY = "登记回复"
    RECHECK = "复查"
    CLOSE = "销号"
    WITHDRAW = "撤销通知"
    REMOVE = "删除问题"


class Todo(StrEnum):
    """What comes next in a round beside the moves of its violations."""

    DATE = "填检查日期"
    PLAN = "排定单位"
    UNITS = "录入单位"
    RECORD = "录入检查记录"
    LIST = "生成问题"
    SEND = "发出通报"
    FILE = "归档"
