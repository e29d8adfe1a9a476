"""Figures of 定额考核: units with a quota of their own, those judged, those over it, those with a spending
standard, those assessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ...assessment.values.places import SPENDING, TAB, spending_place, standing_place
from ...assessment.values.score_places import scores_place
from ...assessment.values.standing import Standing
from ...assessment.values.year import AssessedYear
from ...base.place import Place
from ..values.facts import SummaryFacts
from ..values.sources import SourceRecord
from .known import Known, Source, counted, listed

_SOURCE = Source(
    "定额考核",
    Place(TAB),
    frozenset(
        {
            "quota",
            "quota_standard",
            "quota_coefficient",
            "quota_choice",
            "report_line",
            "report",
            "unit_year",
            "setting",
        }
    ),
    ("assessment.",),
)
_SPENDING = Source("定额考核", Place(TAB, SPENDING), frozenset({"spending_basis", "spending_line"}))
_ASSESSED = Source("定额考核", Place(TAB), frozenset({"assessment", "assessment_grade", "assessment_unit"}))


def _by_unit(
    of: Callable[[AssessedYear], Sequence[Standing]],
) -> Callable[[SummaryFacts, str], Iterator[SourceRecord]]:
    """One record for each unit among some standings, with its words."""

    def records(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
        units: dict[int, list[Standing]] = {}
        for one in of(facts.assessment) if facts.assessment is not None else ():
            units.setdefault(one.unit.id, []).append(one)
        for unit_id, found in units.items():
            words = "、".join(f"{one.indicator.short}{one.word}" for one in found)
            yield SourceRecord(found[0].unit.name, words, standing_place(facts.year, unit_id))

    return records


def _graded(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    year = facts.assessment
    if year is None or year.assessment is None:
        return
    names = {unit.id: unit.name for unit in facts.units}
    place = scores_place(facts.year, year.assessment.id)
    for one in year.graded:
        yield SourceRecord(names.get(one.unit_id, "单位"), f"{one.total}分，{one.grade}", place)


def _limited(facts: SummaryFacts, _subject: str) -> Iterator[SourceRecord]:
    """One record for each unit with a spending limit by the finance office's document."""
    if facts.assessment is None:
        return
    names = {unit.id: unit.name for unit in facts.units}
    numbers = Counter(line.unit_id for line in facts.assessment.limited)
    for unit_id, lines in numbers.items():
        yield SourceRecord(names.get(unit_id, "单位"), f"{lines}项支出限额", spending_place(facts.year))


def _names_over(facts: SummaryFacts, _subject: str) -> str:
    over = facts.assessment.over if facts.assessment is not None else ()
    return listed(one.unit.short_name for one in over)


FIGURES: tuple[Known, ...] = (
    counted("assessment.chosen", "选定定额的单位", _SOURCE, "到落款日期为止选定了本地定额的单位",
            _by_unit(lambda year: year.chosen), "个单位"),
    counted("assessment.judged", "对标的单位", _SOURCE, "选定了本地定额、全年数据齐全、可以判定的单位",
            _by_unit(lambda year: year.judged), "个单位"),
    counted("assessment.over", "超约束值的单位", _SOURCE, "至少一个指标超过约束值（通用值、定额值）的单位",
            _by_unit(lambda year: year.over), "个单位"),
    Known("assessment.over_names", "超约束值的单位名称", _SOURCE, "至少一个指标超过约束值（通用值、定额值）的单位",
          _names_over, _by_unit(lambda year: year.over), names_units=True),
    counted("assessment.limited", "执行支出标准的单位", _SPENDING,
            "按财政部门的支出标准文件设定了支出限额的单位，文件日期不晚于落款日期", _limited, "个单位"),
    counted("assessment.assessed", "完成考核的单位", _ASSESSED, "到落款日期为止已经定档、有依据文件的考核中的单位",
            _graded, "个单位"),
)  # fmt: skip
