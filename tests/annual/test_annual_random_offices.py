"""For offices made by chance the figures in the finished PDF are those of the records, counted by another
path: plain SQL and Python.

Nothing here uses the program's own totals: rows are read with ``sqlite3``, standard coal is reckoned from the
factors in the data files.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

import jingzhen_desktop.tabs  # noqa: F401 - knows all records
from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.papers.document import set_paper
from jingzhen_desktop.annual.queries.compared import compare
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.energy.periods import Quarter, quarters_of
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.inspection.actions.handling import add_violation, order_rectification
from jingzhen_desktop.inspection.actions.rounds import add_round, add_visits
from jingzhen_desktop.inspection.values.words import Season, ViolationKind
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import SUPERIOR, TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.publicity.actions import add_activity
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.values.reports import Entry, Report, Source

from ..finished import pdf_text

YEAR = 2011
SEEDS = range(8)
CARRIERS = {
    "electricity": ("用电", "千瓦时", "0.1229"),
    "water": ("用水", "立方米", None),
    "natural_gas": ("用天然气", "立方米", "1.2143"),
}
"""Carrier → its words, its unit, kgce per unit in the set of calorific values (None: not converted)."""


class Truth:
    """What the records of an office say, read row by row."""

    def __init__(self, path: Path, until: date) -> None:
        self._raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._until = until.isoformat()

    def close(self) -> None:
        self._raw.close()

    def one(self, query: str, *values: object) -> int:
        return int(self._raw.execute(query, values).fetchone()[0] or 0)

    def quantity(self, carrier: str, year: int, last: int) -> Decimal | None:
        rows = self._rows("quantity", carrier, year, last)
        return sum((Decimal(value).scaleb(-4) for (value,) in rows), Decimal(0)) if rows else None

    def cost(self, year: int, last: int) -> Decimal:
        keys = [item.key for item in system_of_year(year).items if item.is_carrier]
        return sum(
            (Decimal(value).scaleb(-2) for key in keys for (value,) in self._rows("cost", key, year, last)),
            Decimal(0),
        )

    def coal(self, year: int, last: int) -> Decimal:
        total = Decimal(0)
        for carrier, (_, _, factor) in CARRIERS.items():
            for (value,) in self._rows("quantity", carrier, year, last) if factor else ():
                total += (Decimal(value).scaleb(-4) * Decimal(factor or 0)).quantize(
                    Decimal("0.01"), ROUND_HALF_UP
                )
        return total

    def complete_units(self, year: int) -> dict[int, int]:
        """Electricity by unit, of the units with all four quarters;
        a unit with a gap is compared with nothing.
        """
        return dict(self._raw.execute(_COMPLETE, (year,)).fetchall())

    def reports(self, last: int) -> int:
        """How many were handed in."""
        handed_in = "state IN ('submitted', 'approved')"
        return self.one(
            f"SELECT count(*) FROM report WHERE year = ? AND quarter <= ? AND {handed_in}", YEAR, last
        )

    def drafts(self, last: int) -> int:
        draft = "state = 'entering'"
        return self.one(
            f"SELECT count(*) FROM report WHERE year = ? AND quarter <= ? AND {draft}", YEAR, last
        )

    def rounds(self) -> int:
        return self.one(
            "SELECT count(*) FROM inspection_round WHERE year = ? AND day <= ?", YEAR, self._until
        )

    def visits(self) -> int:
        return self.one(f"SELECT count(*) FROM inspection_visit {_IN_TIME}", YEAR, self._until)

    def visited(self) -> int:
        return self.one(f"SELECT count(DISTINCT unit_id) FROM inspection_visit {_IN_TIME}", YEAR, self._until)

    def violations(self) -> int:
        return self.one(
            "SELECT count(*) FROM inspection_violation"
            f" JOIN inspection_visit ON inspection_visit.id = visit_id {_IN_TIME}",
            YEAR,
            self._until,
        )

    def corrected(self) -> int:
        query = (
            "SELECT sum(corrected_on_spot) FROM inspection_violation"
            f" JOIN inspection_visit ON inspection_visit.id = visit_id {_IN_TIME}"
        )
        return self.one(query, YEAR, self._until)

    def ordered(self) -> int:
        return self.one("SELECT count(*) FROM rectification WHERE ordered_on <= ?", self._until)

    def activities(self) -> int:
        return self.one(
            "SELECT count(*) FROM activity WHERE day BETWEEN ? AND ?", f"{YEAR}-01-01", self._until
        )

    def people(self) -> int:
        return self.one(
            "SELECT sum(people) FROM activity WHERE day BETWEEN ? AND ?", f"{YEAR}-01-01", self._until
        )

    def _rows(self, column: str, carrier: str, year: int, last: int) -> list[tuple[int]]:
        query = (
            f"SELECT line.{column} FROM report_line AS line JOIN report ON report.id = line.report_id "
            f"WHERE report.year = ? AND report.quarter <= ? AND line.item = ? AND line.{column} IS NOT NULL"
        )
        return self._raw.execute(query, (year, last, carrier)).fetchall()


_IN_TIME = (
    "JOIN inspection_round ON inspection_round.id = inspection_visit.round_id"
    " WHERE inspection_round.year = ? AND inspection_round.day <= ?"
)


@pytest.fixture(params=SEEDS)
def chance(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """An office made by chance."""
    dice = random.Random(request.param)
    with Office.create(tmp_path / "随机镇.jzdb") as office:
        fill(office, dice)
        yield office


def fill(office: Office, dice: random.Random) -> None:
    """Two to five units, two years of reports with gaps and blanks, rounds with violations, activities."""
    write_settings(office, {TOWN: "随机镇", SUPERIOR: "县机关事务局"})
    natures = list(Nature)
    units = [
        add_unit(
            office,
            YEAR - 1,
            UnitFacts(
                f"随机镇单位{number}",
                dice.choice(natures),
                (),
                True,
                Decimal(dice.randint(100, 9000)),
                dice.randint(1, 500),
            ),
            UnitContact(f"单位{number}", liaison_name=dice.choice(("", "丁一"))),
        )
        for number in range(1, dice.randint(3, 6))
    ]
    open_year(office, YEAR)
    for year in (YEAR - 1, YEAR):
        for quarter in quarters_of(year):
            for unit in units:
                if dice.random() > 0.12:
                    store_report(office, a_report(unit, quarter, dice))
    for number in range(dice.randint(0, 4)):
        round_id = add_round(
            office, YEAR, list(Season)[number % 4], date(YEAR, 1, 5) + timedelta(days=dice.randint(0, 340))
        )
        for visit in add_visits(office, round_id, dice.sample(units, dice.randint(1, len(units)))):
            for nth in range(dice.randint(0, 2)):
                spot = dice.random() > 0.5
                found = add_violation(
                    office, visit, dice.choice(list(ViolationKind)), "问题", corrected_on_spot=spot
                )
                if not spot and dice.random() > 0.4:
                    order_rectification(
                        office,
                        [found],
                        number=f"〔{YEAR}〕{visit * 10 + nth}号",
                        ordered_on=date(YEAR, 12, 20),
                        deadline=date(YEAR, 12, 30),
                    )
    for _ in range(dice.randint(0, 5)):
        day = date(YEAR, 1, 1) + timedelta(days=dice.randint(0, 364))
        add_activity(
            office,
            Activity(
                0, dice.choice(list(ActivityKind)), day, people=dice.choice((None, dice.randint(1, 900)))
            ),
        )


def a_report(unit: int, quarter: Quarter, dice: random.Random) -> Report:
    system = system_of_year(quarter.year)
    entries = {item.key: Entry(Decimal(0), Decimal(0)) for item in system.items}
    for carrier in CARRIERS:
        blank = dice.random() < 0.06
        quantity = Decimal(dice.randint(1, 9_999_999)).scaleb(-2)
        entries[carrier] = Entry(None if blank else quantity, Decimal(dice.randint(1, 999_999)).scaleb(-2))
    source = Source.TYPED if dice.random() < 0.1 else Source.FILE  # typed and not submitted: a draft
    return Report(unit, quarter, system.version, entries, source=source)


def written(number: Decimal, places: int) -> str:
    """A number as running text has it: rounded, from ten thousand on in 万."""
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded < 10_000:
        return f"{rounded:f}"
    return f"{(number / 10_000).quantize(Decimal('0.01'), ROUND_HALF_UP):f}万"


def test_the_figures_on_paper_are_those_of_the_records(chance: Office) -> None:
    for kind in (SummaryKind.YEAR, SummaryKind.HALF):
        day = kind.last_day(YEAR)
        stored = generate(chance, YEAR, kind, day)
        text = pdf_text(set_paper(chance, stored).data, page_numbers=False)
        truth = Truth(chance.path, day)
        try:
            check(text, truth, kind)
            if kind is SummaryKind.YEAR:
                check_year_on_year(text, truth)
        finally:
            truth.close()
        compared = compare(chance, stored)
        # and the program itself finds nothing to question
        assert (compared.changed, compared.typed) == (
            (),
            (),
        )


def check(text: str, truth: Truth, kind: SummaryKind) -> None:
    last = 2 if kind is SummaryKind.HALF else 4
    for carrier, (words, unit, _) in CARRIERS.items():
        total = truth.quantity(carrier, YEAR, last)
        if carrier in {"electricity", "water"}:
            assert f"{words}{written(total, 0)}{unit}" in text if total else f"；{words}" not in text, carrier
        assert f"{total:,f}".rstrip("0").rstrip(".") in text  # in the table
    assert f"费用{written(truth.cost(YEAR, last), 2)}元" in text
    assert f"综合能耗{written(truth.coal(YEAR, last) / 1000, 2)}吨标准煤（当量值）" in text
    assert f"{truth.coal(YEAR, last):,.2f}" in text  # in the table
    received = truth.reports(last)
    assert f"实收{received}份" in text or f"应收季度报表{received}份，全部收齐" in text
    drafts = truth.drafts(last)
    assert f"尚在录入或已退回{drafts}份" in text or not drafts
    assert ("尚未报来、数已列入" in text) == bool(drafts)
    if truth.visits():
        assert f"我镇{truth.rounds()}次对全镇" in text
        assert f"共检查{truth.visits()}家次，覆盖{truth.visited()}个单位" in text.replace("全部", "")
    if truth.visits() and truth.violations():
        assert f"发现问题{truth.violations()}个" in text
        corrected = (
            "均已当场纠正" if truth.corrected() == truth.violations() else f"当场纠正{truth.corrected()}个"
        )
        assert not truth.corrected() or corrected in text
        assert not truth.ordered() or "下达限期整改通知书" in text
    if truth.activities():
        assert f"节能宣传培训活动{truth.activities()}次" in text
        assert not truth.people() or f"参与人员{truth.people()}人次" in text


def check_year_on_year(text: str, truth: Truth) -> None:
    """Only units with both years complete are compared."""
    sums = {year: truth.complete_units(year) for year in (YEAR - 1, YEAR)}
    both = set(sums[YEAR]) & set(sums[YEAR - 1])
    if not both:
        assert not any(f"千瓦时，{word}" in text for word in ("上升", "下降"))
        return
    now, before = (sum(sums[year][unit] for unit in both) for year in (YEAR, YEAR - 1))
    change = (Decimal(now) - before) / before * 100
    shown = abs(change).quantize(Decimal("0.1"), ROUND_HALF_UP)
    word = "上升" if change > 0 else "下降"
    assert f"千瓦时，{word}{shown}%" in text or f"千瓦时，同比{word}{shown}%" in text or shown == 0


_COMPLETE = """
SELECT report.unit_id, sum(line.quantity) FROM report JOIN report_line AS line ON line.report_id = report.id
WHERE report.year = ? AND line.item = 'electricity' GROUP BY report.unit_id HAVING count(line.quantity) = 4
"""
