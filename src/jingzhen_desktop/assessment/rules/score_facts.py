"""What the records of the lower tabs say to the items of a score table, unit by unit. Pure.

Each fact stays in its own room: whether a report is in time, whether a violation is settled is asked of the
tabs' rules. Here the records of one unit become grounds, and what is counted is counted from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...base.place import QUARTER, Place
from ...base.text import chinese_date
from ...energy.periods import Quarter
from ...inspection.rules.handling import rectification_state
from ...inspection.values.found import Rectification, Violation
from ...inspection.values.words import TAB as INSPECTION
from ...inspection.values.words import ViolationState
from ...organisation.rules.ledger import was_done
from ...organisation.values.ledger import LedgerEntry
from ...organisation.values.places import ledger_place, unit_place
from ...organisation.values.units import UnitInYear
from ...publicity.values import Activity, activity_place
from ...quarterly.values.board import BoardCell
from ...quarterly.values.findings import Reviewed, Severity
from ...quarterly.values.reports import TAB as QUARTERLY
from ...quarterly.values.reports import ReportState
from ..values.over_quota import OverQuota, Step
from ..values.places import over_quota_place, standing_place
from ..values.quotas import QuotaIndicator
from ..values.score_tables import Source
from ..values.scores import Found, Ground
from ..values.standing import Standing
from ..values.targets import UnitTarget


@dataclass(frozen=True, slots=True)
class Voucher:
    """One month of one carrier that the unit used, and whether its ledger has a voucher number for it."""

    month: int
    carrier: str
    number: str


def in_time(unit: UnitInYear, cells: Mapping[Quarter, BoardCell], on: date) -> Found:
    """Return which quarterly reports came by their day; one that is not due on a day yet is not judged."""
    return _judged([_sent(unit, quarter, cell, on) for quarter, cell in sorted(cells.items())])


def _sent(unit: UnitInYear, quarter: Quarter, cell: BoardCell, on: date) -> Ground:
    due = f"（期限{chinese_date(cell.due)}）"
    if _came_later(cell, on):
        good = _while_waiting(cell, on)
        text = f"{quarter.title}到{chinese_date(on)}{'未到期' if good is None else '逾期未报'}{due}"
        return Ground(text, good, _report(unit, quarter))
    if cell.received_on is not None and cell.on_time is not None:
        text = f"{quarter.title}{chinese_date(cell.received_on)}收到{due}"
    elif cell.on_time is False:
        text = f"{quarter.title}逾期未报{due}"
    else:
        text = f"{quarter.title}未到期或没有收到日期"
    return Ground(text, cell.on_time, _report(unit, quarter))


def _came_later(cell: BoardCell, on: date) -> bool:
    """Whether a report that is there now was not there on a day."""
    return cell.received_on is not None and cell.received_on > on


def _while_waiting(cell: BoardCell, on: date) -> bool | None:
    """How a report that was not there on a day is judged: not at all before it is overdue."""
    return False if cell.due < on else None


def complete(unit: UnitInYear, cells: Mapping[Quarter, BoardCell], on: date) -> Found:
    """Return which quarterly reports were handed in without a blank; one that is not handed in counts once it
    is overdue.
    """
    grounds = []
    for quarter, cell in sorted(cells.items()):
        later = _came_later(cell, on)
        waits = later or not cell.state.is_handed_in
        good = _while_waiting(cell, on) if waits else cell.is_whole
        words = "填写完整" if cell.is_whole else "有空白"
        if waits:
            words = (ReportState.MISSING if later else cell.state).words
        grounds.append(Ground(f"{quarter.title}{words}", good, _report(unit, quarter)))
    return _judged(grounds)


def explained(unit: UnitInYear, reviewed: Mapping[Quarter, Sequence[Reviewed]]) -> Found:
    """Return which questions of the review were answered; a report without a question loses nothing."""
    grounds = []
    for quarter, findings in sorted(reviewed.items()):
        asked = (one for one in findings if one.finding.severity is Severity.QUERY)
        for one in asked:
            good = bool(one.explanation) and not one.outdated
            answer = one.explanation if good else "没有说明"
            grounds.append(
                Ground(f"{quarter.title}{one.finding.text}：{answer}", good, _report(unit, quarter))
            )
    if not reviewed:
        return Found(lacking="没有季度报表")
    return Found(tuple(grounds), note="" if grounds else "没有审核问题")


def vouchers(unit: UnitInYear, months: Sequence[Voucher], year: int) -> Found:
    """Return for which months and carriers the ledger has a voucher number."""
    grounds = tuple(_voucher(unit, one, year) for one in months)
    return Found(grounds) if grounds else Found(lacking="没有用量，台账无从核对")


def _voucher(unit: UnitInYear, one: Voucher, year: int) -> Ground:
    words = f"凭证{one.number}" if one.number else "没有凭证"
    quarter = Quarter.of(date(year, one.month, 1))
    return Ground(f"{one.month}月{one.carrier}{words}", bool(one.number), _report(unit, quarter))


def found_fault(visited: Sequence[tuple[str, Place]], violations: Sequence[Violation]) -> Found:
    """Return what inspections found in a unit: corrected on the spot counts for it, the rest against it."""
    if not visited:
        return Found(lacking="本年没有检查过")
    if not violations:
        return Found(
            tuple(Ground(f"{title}没有发现问题", None, place) for title, place in visited),
            note="没有发现问题",
        )
    return Found(
        tuple(
            Ground(
                f"{chinese_date(one.found_on)}{one.text}" + ("（当场纠正）" if one.corrected_on_spot else ""),
                one.corrected_on_spot,
                Place(INSPECTION, "violation", one.id),
            )
            for one in violations
        )
    )


def rectified(notices: Sequence[Rectification], on: date) -> Found:
    """Return which ordered rectifications were carried out by their deadline; what still runs is not
    judged.
    """
    grounds = []
    for notice in notices:
        good = _kept(notice, on)
        words = "按期完成" if good else "未按期完成" if good is False else "整改中"
        text = f"{notice.number}（期限{chinese_date(notice.deadline)}）{words}"
        grounds.append(Ground(text, good, Place(INSPECTION, "rectification", notice.id)))
    return Found(tuple(grounds), note="" if grounds else "没有整改")


def _kept(notice: Rectification, on: date) -> bool | None:
    """Whether a unit mended in time: it answered by the deadline, and the re-check passed."""
    state = rectification_state(notice, on)
    if state in (ViolationState.OVERDUE, ViolationState.FAILED):
        return False
    if state is not ViolationState.CLOSED:
        return None
    mended = min(day for day in (notice.reply_on, notice.rechecked_on, notice.closed_on) if day is not None)
    return mended <= notice.deadline


def attended(
    unit: UnitInYear, activities: Sequence[Activity], present: Mapping[int, Collection[int]]
) -> Found:
    """Return which activities a unit attended, of those whose attendance was written down.

    Args:
        present: who attended, unit ids by activity id; an activity without a list is not in it.
    """
    listed = [one for one in activities if present.get(one.id)]
    if not listed:
        return Found(lacking="没有登记签到")
    return Found(
        tuple(
            Ground(
                f"{chinese_date(one.held_on)}{one.kind.value}"
                + ("" if unit.id in present[one.id] else "未签到"),
                unit.id in present[one.id],
                activity_place(one.year, one.id),
            )
            for one in listed
        )
    )


def projects(unit: UnitInYear, entries: Iterable[LedgerEntry], measured: Collection[int], by: date) -> Found:
    """Return a unit's retrofit projects done by a day; those count of which the monthly ledger shows a
    saving.

    Args:
        measured: ids of the entries whose saving was measured.
    """
    own = [one for one in entries if one.item.unit_id == unit.id and was_done(one.item, by)]
    return Found(
        tuple(Ground(one.item.title, one.id in measured or None, ledger_place(one.id)) for one in own),
        note="" if own else "没有",
    )


def people(unit: UnitInYear) -> Found:
    """Return whether head, liaison and people for energy or statistics are named."""
    facts = unit.facts
    posts = sum(
        count or 0
        for count in (
            facts.energy_posts_full,
            facts.energy_posts_part,
            facts.statistics_posts_full,
            facts.statistics_posts_part,
        )
    )
    place = unit_place(unit.year, unit.id)
    named = (
        ("负责人", unit.contact.head),
        ("节能联络员", unit.contact.liaison_name),
        ("能源管理或统计人员", f"{posts}人" if posts else ""),
    )
    return Found(tuple(Ground(f"{title}{name or '没有填写'}", bool(name), place) for title, name in named))


TARGETED = {
    QuotaIndicator.PER_HEAD: Source.ENERGY_PER_HEAD,
    QuotaIndicator.NON_HEATING: Source.ENERGY_PER_AREA,
    QuotaIndicator.WATER: Source.WATER_PER_HEAD,
}
"""Which target is reached already by who stands at the guide value of an indicator."""
EXPLAINED_SHARE = Decimal("0.6")
"""Of the points for the quota, where a use over it was explained and the explanation accepted (3 of 5)."""


def filed_target(source: Source, target: UnitTarget | None) -> Decimal | None:
    """Return by how many per cent a unit is to fall, as it filed; None where it filed nothing."""
    if target is None:
        return None
    return {
        Source.ENERGY_PER_HEAD: target.head_fall,
        Source.ENERGY_PER_AREA: target.area_fall,
        Source.WATER_PER_HEAD: target.water_fall,
    }[source]


def within_quota(
    unit: UnitInYear, standings: Sequence[Standing], cases: Sequence[OverQuota], on: date
) -> Found:
    """Return how a unit stands to the quotas chosen for it: within all of them, over and explained, or
    over.
    """
    judged = [one for one in standings if one.is_judged and one.counts]
    if not judged:
        return Found(lacking="没有选定可用的定额，或全年数据未齐")
    if judged[0].period.quarters[-1].end > on:
        return Found(lacking="全年还没有结束")
    grounds = tuple(
        Ground(f"{one.indicator.words}{one.word}", not one.is_over, standing_place(unit.year, unit.id))
        for one in judged
    )
    if not any(one.is_over for one in judged):
        return Found(grounds, share=Decimal(1), note="未超约束值")
    over = "、".join(one.indicator.words for one in judged if one.is_over)
    said = [_answer(case, on) for case in cases]
    told = tuple(
        Ground(words, None, over_quota_place(case.id, case.year))
        for case, words in zip(cases, said, strict=True)
    )
    if said and all(words == _ACCEPTED for words in said):
        return Found((*grounds, *told), share=EXPLAINED_SHARE, note=f"{over}超约束值，说明已认可")
    if _RECEIVED in said and _REFUSED not in said:
        return Found((*grounds, *told), lacking="超定额说明还没有审定")
    return Found(
        (*grounds, *told),
        share=Decimal(0),
        note=f"{over}超约束值，{'说明不认可' if _REFUSED in said else '没有说明'}",
    )


_ACCEPTED, _REFUSED, _RECEIVED, _SILENT = (
    "超定额说明已认可",
    "超定额说明不认可",
    "超定额说明已收到",
    "没有超定额说明",
)


def _answer(case: OverQuota, on: date) -> str:
    """What became of a case by a day."""
    taken = {one.step for one in case.steps if one.day <= on}
    if Step.ACCEPT in taken:
        return _ACCEPTED
    if Step.REFUSE in taken:
        return _REFUSED
    return _RECEIVED if Step.RECEIVE in taken else _SILENT


def filed(day: date | None, due: date | None, what: str, place: Place, *, on: date) -> Found:
    """Return whether a paper was filed by its day; where no day is set, whether it was filed at all;
    before the
    day nothing is judged.
    """
    limit = f"（期限{chinese_date(due)}）" if due else ""
    known = day if day is not None and day <= on else None
    if known is None and due is not None and on <= due:
        return Found((Ground(f"{what}还没有收到{limit}", None, place),), lacking="还没有到期")
    good = known is not None and (due is None or known <= due)
    words = f"{chinese_date(known)}收到" if known else "没有收到"
    return Found((Ground(f"{what}{words}{limit}", good, place),))


def _judged(grounds: Sequence[Ground]) -> Found:
    if not any(one.good is not None for one in grounds):
        return Found(tuple(grounds), lacking="没有到期的季度报表")
    return Found(tuple(grounds))


def _report(unit: UnitInYear, quarter: Quarter) -> Place:
    return Place(QUARTERLY, QUARTER, unit.id, quarter.year, quarter.number)
