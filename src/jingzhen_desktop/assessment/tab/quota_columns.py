"""The columns of 定额标准: a row of a standard as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ...base.typed import Choices, Kind
from ...widgets.appearance import Look
from ...widgets.grid.columns import Column
from ..values.quotas import (
    USUALLY_EXCLUDED,
    Exclusion,
    HeadRule,
    Quota,
    QuotaIndicator,
    QuotaMeasure,
    QuotaStandard,
    QuotaState,
)


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """A row of the register with whether it counts.

    Attributes:
        missing: what is not typed of where it comes from.
    """

    quota: Quota
    state: QuotaState
    missing: tuple[str, ...]
    contradicted: bool

    @property
    def id(self) -> int:
        return self.quota.id


_LOOKS = {QuotaState.OWN: Look.GOOD, QuotaState.EXAMPLE: Look.MUTED}


def columns(standard: QuotaStandard) -> list[Column[QuotaLine]]:
    """The columns for the levels a standard has."""
    return [
        _text("table_number", "表号", 6),
        _choice("indicator", "指标", tuple((one, one.words) for one in QuotaIndicator), 26, _with_indicator),
        _choice("measure", "计量单位", tuple((one, one.value) for one in QuotaMeasure), 11),
        _text("unit_class", "类别", 22),
        _text("zone", "分区", 6),
        *(_level(key, title) for key, title in standard.levels.names.items()),
        Column[QuotaLine](
            "state",
            "是否本地定额",
            _state_words,
            width=16,
            look=_state_look,
            closed="由适用地区和来源是否填全得出，不能填写",
        ),
        _text("page", "页码", 8),
        _text("entered_by", "录入人", 8),
        Column[QuotaLine](
            "entered_on",
            "录入日期",
            lambda line: line.quota.entered_on,
            Kind.DATE,
            write=lambda line, typed: _changed(line, entered_on=typed),
            width=11,
        ),
        _choice("head_rule", "人数算法", tuple((one, one.words) for one in HeadRule), 30),
        *(_excluded(one) for one in Exclusion),
        _text("heating", "供暖方式", 16),
        _text("note", "备注", 16),
    ]


def _changed(line: QuotaLine, **fields: Any) -> QuotaLine:
    return replace(line, quota=replace(line.quota, **fields))


def _text(key: str, title: str, width: int) -> Column[QuotaLine]:
    return Column[QuotaLine](
        key,
        title,
        lambda line: getattr(line.quota, key),
        write=lambda line, typed: _changed(line, **{key: typed}),
        width=width,
    )


def _level(key: str, title: str) -> Column[QuotaLine]:
    return Column[QuotaLine](
        key,
        title,
        lambda line: getattr(line.quota, key),
        Kind.NUMBER,
        write=lambda line, typed: _changed(line, **{key: typed}),
        width=8,
        tip="标准没有给出（—）的空着，不填0",
    )


def _choice(
    key: str,
    title: str,
    choices: Choices,
    width: int,
    write: Callable[[QuotaLine, Any], QuotaLine] | None = None,
) -> Column[QuotaLine]:
    def plainly(line: QuotaLine, typed: Any) -> QuotaLine:
        return _changed(line, **{key: typed})

    return Column[QuotaLine](
        key,
        title,
        lambda line: getattr(line.quota, key),
        Kind.CHOICE,
        choices=choices,
        write=write or plainly,
        width=width,
    )


def _with_indicator(line: QuotaLine, typed: QuotaIndicator) -> QuotaLine:
    """Another indicator brings its own unit of measure and what is usually left out."""
    measure = line.quota.measure if line.quota.measure in typed.measures else typed.measures[0]
    return _changed(line, indicator=typed, measure=measure, excluded=USUALLY_EXCLUDED.get(typed, ()))


def _excluded(one: Exclusion) -> Column[QuotaLine]:
    def write(line: QuotaLine, typed: Any) -> QuotaLine:
        wanted = {*line.quota.excluded, one} if typed else {*line.quota.excluded} - {one}
        return _changed(line, excluded=tuple(other for other in Exclusion if other in wanted))

    return Column[QuotaLine](
        f"excluded_{one.value}",
        f"扣除\n{one.words}",
        lambda line: one in line.quota.excluded,
        Kind.YESNO,
        write=write,
        width=8,
    )


def _state_words(line: QuotaLine) -> str:
    return f"{line.state.words}，来源矛盾" if line.contradicted else line.state.words


def _state_look(line: QuotaLine) -> Look | None:
    return Look.BAD if line.contradicted else _LOOKS.get(line.state, Look.WARNING)
