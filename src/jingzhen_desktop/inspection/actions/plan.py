"""Verbs on the year's plan: its rounds, the units chosen by hand or by chance, and the check list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...base.place import Place
from ...office.file import Office, name_step
from ...office.rows import columns_of
from ...organisation.queries.units import read_units
from ..queries.reading import read_rounds
from ..records import DrawRecord, ListPointRecord, PlannedUnitRecord, RoundRecord
from ..rules.plan import USUAL_MONTHS, coverage, draw_units
from ..rules.readings import check_list
from ..rules.rounds import check_round, usual_mode, usual_title
from ..values.found import Round, RoundDetail
from ..values.words import TAB
from .storing import local_rule, stored_round, with_limit


def make_year_plan(office: Office, year: int) -> list[int]:
    """Add a round for each season of a year that has none, with its usual title and month;
    returns the new rounds' ids.
    """
    rule = local_rule(office)
    with office.transaction(f"制订{year}年检查计划", Place(TAB, "round")) as session:
        had = {
            detail.round.season
            for detail in read_rounds(session, RoundRecord.year == year)
            if not detail.round.special
        }
        records = []
        for season, month in sorted(USUAL_MONTHS.items(), key=lambda pair: pair[1]):
            if season in had:
                continue
            draft = Round(
                0,
                year,
                season,
                usual_title(season),
                mode=usual_mode(season),
                planned_month=month,
                tolerance=rule.tolerance,
            )
            check_round(draft)
            records.append(RoundRecord(**columns_of(with_limit(draft, rule))))
        session.add_all(records)
        session.flush()
        return [record.id for record in records]


def plan_units(office: Office, round_id: int, unit_ids: Sequence[int]) -> None:
    """Say which units a round is to visit, by hand; those drawn before that are still among them stay drawn.
    Raises InputRejected.
    """
    with office.transaction("选定检查单位", Place(TAB, "round", round_id)) as session:
        detail = stored_round(session, round_id)
        name_step(session, label=f"选定{detail.round.title}的单位{len(unit_ids)}个")
        drawn = {unit.unit_id for unit in detail.planned if unit.by_chance}
        _store_plan(session, detail, {unit_id: unit_id in drawn for unit_id in unit_ids})


def record_draw(
    office: Office, round_id: int, wanted: int, seed: str, on: date, *, unvisited_first: bool = True
) -> list[str]:
    """Draw units for a round by chance out of those of its year that are not planned or visited in it yet;
    the draw is recorded.

    Returns their short names. ``unvisited_first``: those not visited in the year before all others. Raises
    InputRejected.
    """
    with office.transaction("随机抽取检查单位", Place(TAB, "round", round_id)) as session:
        detail = stored_round(session, round_id)
        year = detail.round.year
        names = {unit.id: unit.short_name for unit in read_units(session, year)}
        others = [
            other for other in read_rounds(session, RoundRecord.year == year) if other.round.id != round_id
        ]
        visits = coverage(others, list(names.items())).visits
        taken = {unit.unit_id for unit in detail.planned} | {visit.unit_id for visit in detail.visits}
        pool = [unit_id for unit_id in names if unit_id not in taken]
        unvisited = [unit_id for unit_id in pool if not visits[unit_id]] if unvisited_first else []
        drawn = draw_units(pool, wanted, seed, unvisited)
        name_step(session, label=f"随机抽取{detail.round.title}的单位{wanted}个")
        session.add(
            DrawRecord(
                round_id=round_id,
                day=on,
                seed=seed.strip(),
                wanted=wanted,
                unvisited_first=unvisited_first,
                **{
                    key: tuple(map(str, ids))
                    for key, ids in (("pool", pool), ("unvisited", unvisited), ("drawn", drawn))
                },
            )
        )
        _store_plan(
            session,
            detail,
            {**{unit.unit_id: unit.by_chance for unit in detail.planned}, **dict.fromkeys(drawn, True)},
        )
        return [names[unit_id] for unit_id in drawn]


def change_list(office: Office, points: Sequence[str]) -> None:
    """Make these points the office's check list; none: the program's list again.
    Past checks keep their words. Raises InputRejected.
    """
    points = [point.strip() for point in points]
    check_list(points)
    with office.transaction("修改检查清单", Place(TAB, "list")) as session:
        session.execute(delete(ListPointRecord))
        session.add_all(
            ListPointRecord(position=position, text=text) for position, text in enumerate(points, 1)
        )


def _store_plan(session: Session, detail: RoundDetail, chosen: dict[int, bool]) -> None:
    known = {unit.id for unit in read_units(session, detail.round.year)}
    if not set(chosen) <= known:
        raise InputRejected(f"该单位在{detail.round.year}年的单位名单中没有，请先在“组织机构”中登记。")
    session.execute(delete(PlannedUnitRecord).where(PlannedUnitRecord.round_id == detail.round.id))
    session.add_all(
        PlannedUnitRecord(round_id=detail.round.id, unit_id=unit_id, by_chance=drawn)
        for unit_id, drawn in chosen.items()
    )
