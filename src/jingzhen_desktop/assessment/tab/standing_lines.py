"""The lines and columns of 定额对标: what each cell shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...base.numbers import MINUS, show_number, show_percent
from ...base.typed import Kind
from ...energy.indicators import year_on_year
from ...widgets.appearance import Look
from ...widgets.grid.bullet import Bullet
from ...widgets.grid.columns import Column
from ..rules.printing import SHOWN_PLACES
from ..rules.summing import Together
from ..values.quotas import QuotaIndicator, QuotaMeasure
from ..values.standing import Band, Standing

BLANK = "—"
LOOKS = {Band.GUIDE: Look.GOOD, Band.LIMIT: Look.WARNING, Band.OVER: Look.BAD, Band.NONE: Look.MUTED}
"""How a standing is meant; 达到基准值 is neither good nor bad."""
_OTHERS = (
    (QuotaIndicator.NON_HEATING, QuotaMeasure.KGCE_AREA),
    (QuotaIndicator.PER_HEAD, QuotaMeasure.KGCE_HEAD),
    (QuotaIndicator.ELECTRICITY, QuotaMeasure.POWER_AREA),
    (QuotaIndicator.WATER, QuotaMeasure.WATER_HEAD),
)


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One unit in the indicator in front, and what the other indicators come to; or the total.

    Attributes:
        id: of the unit; None for the total.
        step: what is to be done next: 选定额, 要求说明.
    """

    id: int | None
    name: str
    unit_class: str
    standing: Standing | None
    others: dict[QuotaIndicator, Standing]
    step: str = ""
    total: Together | None = None
    totals: dict[QuotaIndicator, Together] | None = None

    @property
    def actual(self) -> Decimal | None:
        if self.total is not None:
            return self.total.actual
        return self.standing.actual if self.standing is not None else None

    @property
    def change(self) -> Decimal | None:
        """同比."""
        if self.total is not None:
            return self.total.change
        return year_on_year(self.standing.actual, self.standing.before) if self.standing is not None else None


def shown_value(value: Decimal | None) -> str:
    """Show an indicator as 定额执行情况表 prints it."""
    return show_number(value, SHOWN_PLACES, blank=BLANK)


def columns(indicator: QuotaIndicator, measure: QuotaMeasure, *, mixed: bool) -> list[Column[StandingLine]]:
    """The columns for an indicator; ``mixed``: its units of measure differ from unit to unit."""
    found: list[Column[StandingLine]] = [
        Column("name", "单位", lambda line: line.name, width=18),
        Column("class", "定额类别", lambda line: line.unit_class, width=14),
        FigureColumn(
            "actual",
            "数值" if mixed else measure.value,
            lambda line: line.actual,
            Kind.NUMBER,
            width=9,
            show=_show_actual,
        ),
    ]
    if mixed:
        found.append(Column("measure", "计量单位", _measure_of, width=9, quiet=True))
    found += [
        Column("bar", _bar_title(measure), _levels_in_words, width=20, bar=bullet_of),
        Column("word", "对标", _word_of, width=14, look=_look_of),
        FigureColumn(
            "change",
            "同比",
            lambda line: line.change,
            Kind.NUMBER,
            width=8,
            look=_change_look,
            show=lambda line: show_percent(line.change, blank=BLANK),
        ),
    ]
    found += [
        Column("target", "下年目标", _target_of, width=16),
        Column("step", "下一步", lambda line: line.step, width=10),
    ]
    found += [_other(one, usual) for one, usual in _OTHERS if one is not indicator]
    return found


@dataclass(frozen=True, eq=False)
class FigureColumn(Column[StandingLine]):
    """A column of figures that each row shows in its own way; sorted as figures, copied as shown.

    Attributes:
        show: the text of a row's cell.
    """

    show: Callable[[StandingLine], str] = lambda _line: ""

    def shown(self, row: StandingLine) -> str:
        return self.show(row).replace("-", MINUS)

    def plain(self, row: StandingLine) -> str:
        return self.show(row).replace(",", "")


def _show_actual(line: StandingLine) -> str:
    return shown_value(line.actual)


def _other(indicator: QuotaIndicator, usual: QuotaMeasure) -> Column[StandingLine]:
    def read(line: StandingLine) -> Decimal | None:
        if line.totals is not None:
            return line.totals[indicator].actual
        return line.others[indicator].actual

    def show(line: StandingLine) -> str:
        measure = (line.totals or line.others)[indicator].measure
        value = shown_value(read(line))
        return f"{value}{measure.value}" if measure is not usual and read(line) is not None else value

    return FigureColumn(
        indicator.value, usual.value, read, Kind.NUMBER, width=10, tip=indicator.words, show=show
    )


def bullet_of(line: StandingLine) -> Bullet | None:
    """Where a unit lies among its levels; None where it is not judged."""
    standing = line.standing
    if standing is None or not standing.is_judged or standing.actual is None:
        return None
    levels = tuple(sorted(level for level in standing.levels if level is not None))
    return Bullet(standing.actual, levels, LOOKS.get(standing.band))


def levels_words(standing: Standing) -> str:
    """Return the levels from the best: 引导值6.5 基准值11.9 约束值20."""
    named = zip(("limit", "base", "guide"), standing.levels, strict=True)
    found = [f"{standing.level_names[key]}{show_number(level)}" for key, level in named if level is not None]
    return " ".join(reversed(found))


def _levels_in_words(line: StandingLine) -> str:
    return levels_words(line.standing) if bullet_of(line) is not None and line.standing is not None else ""


def _bar_title(measure: QuotaMeasure) -> str:
    water = (QuotaMeasure.WATER_HEAD, QuotaMeasure.WATER_AREA, QuotaMeasure.WATER_BED)
    return "先进 · 通用" if measure in water else "引导 · 基准 · 约束"


def _measure_of(line: StandingLine) -> str:
    if line.total is not None:
        return line.total.measure.value
    return line.standing.measure.value if line.standing is not None else ""


def _word_of(line: StandingLine) -> str:
    return line.standing.word if line.standing is not None else ""


def _look_of(line: StandingLine) -> Look | None:
    return LOOKS.get(line.standing.band) if line.standing is not None else None


def _change_look(line: StandingLine) -> Look | None:
    standing, change = line.standing, line.change
    return (
        Look.BAD if standing is not None and standing.is_over and change is not None and change > 0 else None
    )


def _target_of(line: StandingLine) -> str:
    standing = line.standing
    if standing is None:
        return ""
    return standing.next_target or BLANK


def class_words(standing: Standing) -> str:
    """Return the class a unit is measured by: that of its row, or what is measured by instead."""
    if standing.quota is not None:
        return " ".join(filter(None, (standing.quota.unit_class, standing.quota.zone)))
    if standing.choice is not None and standing.level_names:
        return "、".join(standing.level_names.values())
    return standing.unit.facts.quota_class or BLANK


def standing_is_to_be_explained(standing: Standing) -> bool:
    """Whether a unit is over the office's own quota for a year, so that it is asked to explain it."""
    return standing.is_over and standing.counts and standing.period.is_year


def next_step(standing: Standing, *, is_recorded: bool) -> str:
    """Return what is to be done next about a standing; empty if nothing.

    Args:
        is_recorded: whether it is among the cases of 超定额 already, which say how far they have come.
    """
    if standing.choice is None:
        return "选定额"
    if not standing_is_to_be_explained(standing):
        return ""
    return "看办理情况" if is_recorded else "要求说明"


def legend(words: Sequence[tuple[str, Band, int]]) -> str:
    """Return how many units stand under which word: 优于引导值2　达到基准值5."""
    return "　".join(f"{word}{number}" for word, _, number in words)
