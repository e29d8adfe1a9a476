"""定额执行情况表 as a finished table: each unit's chosen indicators with levels, standing, and whose quota it
is. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ...base.errors import InputRejected
from ...base.numbers import decimals, round_half_up, show_number
from ...base.text import chinese_date, join_names
from ...energy.coefficients import coefficient_set
from ...energy.indicators import year_on_year
from ...organisation.rules.place_words import signing_office
from ...organisation.values.scope import Scope
from ...quarterly.rules.printing.cells import ratio, words
from ...quarterly.values.printed import (
    NOTHING,
    Cell,
    PrintedBook,
    PrintedColumn,
    PrintedRow,
    PrintedTable,
)
from ..values.quotas import LevelKind, QuotaStandard, QuotaState
from ..values.standing import Band, Standing, YearStandings
from ..values.yardsticks import Yardstick

TITLE = "公共机构定额执行情况表"
SHOWN_PLACES = 2
"""Decimals of an indicator, as the summary and the explanation print it."""
_MARKS = {
    QuotaState.UNVERIFIED: "未核对原文",
    QuotaState.INCOMPLETE: "参考",
    QuotaState.ELSEWHERE: "参考",
    QuotaState.EXAMPLE: "示例",
}


def standing_book(found: YearStandings, town: str, scope: Scope, *, example_office: bool) -> PrintedBook:
    """Return the table of a period.

    Args:
        scope: the units of the period's year on the paper's day; closed ones are named, not listed.

    Raises:
        InputRejected: nothing is chosen, or an example quota would reach an official paper.
    """
    present = {unit.id for unit in scope.present}
    shown = [one for one in found.standings.values() if one.choice is not None and one.unit.id in present]
    if not shown:
        raise InputRejected(f"{found.period.words}还没有为单位选定定额，请先在“定额对标”里选定。")
    _refuse_examples(shown, example_office=example_office)
    order = {unit.id: position for position, unit in enumerate(found.units)}
    shown.sort(key=lambda one: order[one.unit.id])
    table = PrintedTable(
        name="定额执行情况",
        title=f"{town}{found.period.words}{TITLE}",
        columns=_columns(shown),
        rows=_rows(shown, example_office=example_office),
        head=(
            f"填报单位：{signing_office(town)}",
            f"统计时间：{found.period.words}",
            f"截至{chinese_date(scope.day)}",
        ),
        notes=_numbered(_notes(shown, scope, example_office=example_office)),
        frozen=2,
    )
    return PrintedBook((table,))


def _refuse_examples(shown: Sequence[Standing], *, example_office: bool) -> None:
    examples = [one for one in shown if one.state is QuotaState.EXAMPLE]
    if examples and not example_office:
        names = join_names(list(dict.fromkeys(one.unit.short_name for one in examples)))
        raise InputRejected(
            f"{names}选定的是示例定额，不是本地的标准，不能进入正式文件。请录入县里下发的定额，在“定额对标”里改选。"
        )


def _columns(shown: Sequence[Standing]) -> tuple[PrintedColumn, ...]:
    limit = _level_title("limit", shown)
    return (
        PrintedColumn("序号"),
        PrintedColumn("单位", is_text=True, widest=11),
        PrintedColumn("指标", is_text=True, widest=11),
        PrintedColumn("定额类别", is_text=True, widest=10),
        PrintedColumn("计量单位", is_text=True, width=5),
        PrintedColumn("实际"),
        PrintedColumn(_level_title("guide", shown), "定额", width=4.5),
        PrintedColumn(_level_title("base", shown), "定额", width=4.5),
        PrintedColumn(limit, "定额", width=4.5),
        PrintedColumn("对标", is_text=True, width=7, widest=9),
        PrintedColumn("比上年", width=5),
        PrintedColumn(f"超出{limit}"),
        PrintedColumn("下年目标", is_text=True, widest=8),
    )


def _level_title(level: str, shown: Sequence[Standing]) -> str:
    """What a column of levels is called: as the standards shown call it, 约束值 where none does."""
    kinds = dict.fromkeys(one.standard.levels for one in shown if one.standard is not None)
    names = dict.fromkeys(kind.names[level] for kind in kinds if level in kind.names)
    first, *others = names or (LevelKind.THREE.names[level],)
    return f"{first}\n（{'、'.join(others)}）" if others else first


def _rows(shown: Sequence[Standing], *, example_office: bool) -> tuple[PrintedRow, ...]:
    rows: list[PrintedRow] = []
    number, last = 0, 0
    for one in shown:
        first = one.unit.id != last
        number, last = number + first, one.unit.id
        name = one.unit.name if first else ""
        rows.append(_row(str(number) if first else "", name, one, example_office=example_office))
    return tuple(rows)


def _row(number: str, name: str, one: Standing, *, example_office: bool) -> PrintedRow:
    limit, base, guide = one.levels
    excess = one.excess.total if one.excess is not None else None
    unit = "m³" if one.measure.numerator == "m³" else one.measure.numerator
    over = f"{show_number(excess, 2)}{unit}" if excess is not None else NOTHING
    return PrintedRow(
        (
            words(number),
            words(name),
            words(one.indicator.words),
            words(_class(one)),
            words(one.measure.value),
            _figure(one.actual),
            *(_level(one_level, one.levels) for one_level in (guide, base, limit)),
            words(judgement(one, example_office=example_office)),
            ratio(year_on_year(one.actual, one.before)),
            words(over),
            words(one.next_target if one.counts else NOTHING),
        ),
        key=one.indicator.value,
    )


def _class(one: Standing) -> str:
    if one.quota is not None:
        return " ".join(filter(None, (one.quota.unit_class, one.quota.zone)))
    return one.choice.yardstick.words if one.choice is not None else NOTHING


def _figure(value: Decimal | None) -> Cell:
    return Cell(round_half_up(value, SHOWN_PLACES), SHOWN_PLACES) if value is not None else words(NOTHING)


def _level(value: Decimal | None, levels: Sequence[Decimal | None]) -> Cell:
    """A level with as many decimals as those beside it, at most two; — is not set."""
    places = max(decimals(one) for one in levels if one is not None) if any(levels) else 0
    return words(show_number(value, min(places, 2), blank=NOTHING))


def judgement(one: Standing, *, example_office: bool) -> str:
    """Return the word of a standing, marked where its quota is not the office's own."""
    marked = one.state is not None and one.state is not QuotaState.OWN
    in_example = example_office and one.state is QuotaState.EXAMPLE  # every page of it is marked already
    if marked and not in_example and one.state is not None:
        return f"{one.word}（{_MARKS[one.state]}）"
    return one.word


def _notes(shown: Sequence[Standing], scope: Scope, *, example_office: bool) -> list[str]:
    by_energy = sorted(shown, key=lambda one: one.measure.numerator == "kgce")
    standards = {one.standard.id: one for one in by_energy if one.standard is not None}
    notes = [_standard_note(one, example_office=example_office) for one in standards.values()]
    notes.append("等于等级值的归入较好的一级；四个季度数据不全的不判定。")
    reasons = dict.fromkeys(
        f"{one.unit.short_name}{one.indicator.short}：{one.reason}"
        for one in shown
        if one.band is Band.NONE and one.choice is not None and one.choice.yardstick is not Yardstick.NONE
    )
    notes += [f"{reason}。" for reason in reasons]
    notes += [
        f"{one.unit.short_name}{one.indicator.short}按修正系数{_factor(one)}。"
        for one in shown
        if _factor(one)
    ]
    if scope.closed_words:
        notes.append(f"{scope.closed_words}，不列入。")
    return notes


def _factor(one: Standing) -> str:
    if one.choice is None or one.choice.factor is None:
        return ""
    return f"{show_number(one.choice.factor)}修正（{one.choice.factor_reason}）"


def _standard_note(one: Standing, *, example_office: bool) -> str:
    standard = one.standard
    assert standard is not None
    source = f"，{standard.document}" if standard.document else ""
    mark = "" if one.state is QuotaState.OWN or one.state is None else f"（{_MARKS[one.state]}）"
    if example_office and one.state is QuotaState.EXAMPLE:
        mark = "（示例）"
    is_energy = one.measure.numerator == "kgce"
    coal = f"；折标准煤{coefficient_words(standard)}" if is_energy else ""
    return f"定额依据{standard.name}{source}{mark}{coal}。"


def coefficient_words(standard: QuotaStandard) -> str:
    """Say by which coefficients a standard converts: 电按0.31kgce/千瓦时，其他按当量值."""
    named = coefficient_set(standard.coefficient_set).name
    own = "、".join(
        f"{_CARRIERS.get(one.carrier, one.carrier)}按{show_number(one.kgce)}kgce/{one.measure}"
        for one in standard.coefficients
    )
    return f"{own}（标准规定），其他按{named}" if own else f"按{named}"


_CARRIERS = {
    "electricity": "电",
    "natural_gas": "天然气",
    "heat": "热力",
    "coal": "煤",
    "lpg": "液化石油气",
    "petrol": "汽油",
    "diesel": "柴油",
}


def _numbered(notes: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"注{number}：{note}" for number, note in enumerate(notes, 1))
