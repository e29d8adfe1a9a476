"""Limits and spending against plain sqlite3 and Decimal in random offices; the finished table, read back."""

from __future__ import annotations

import io
import random
import sqlite3
from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from jingzhen_desktop.assessment.actions.quotas import add_standard
from jingzhen_desktop.assessment.actions.spending import (
    add_line,
    add_lines,
    change_line,
    remove_line,
    set_basis,
    set_surcharges,
)
from jingzhen_desktop.assessment.outgoing.spending import spending_workbook
from jingzhen_desktop.assessment.papers.spending import spending_paper
from jingzhen_desktop.assessment.queries.spending import (
    funds_of_year,
    projects_of_year,
    spending_basis,
    spending_lines,
    spending_year,
)
from jingzhen_desktop.assessment.rules.spending import outcome
from jingzhen_desktop.assessment.values.quotas import OwnCoefficient, QuotaStandard
from jingzhen_desktop.assessment.values.spending import (
    WHOLE,
    Base,
    Compared,
    PriceFrom,
    RuleKey,
    SpendingBasis,
    SpendingLine,
    Used,
)
from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.energy.coefficients import coefficient_set
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.organisation.actions.ledger import add_ledger_items
from jingzhen_desktop.organisation.values.ledger import LedgerItem, LedgerKind
from jingzhen_desktop.quarterly.actions.ledger import store_ledger_entries
from jingzhen_desktop.quarterly.actions.reports import change_entries
from jingzhen_desktop.quarterly.values.ledger import LedgerEntry
from jingzhen_desktop.quarterly.values.reports import Entry

from ..finished import pdf_text
from .ledgers import Town, make_town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

YEARS = (2009, 2010, 2011)


@pytest.fixture
def town(tmp_path: Path, set_clock: Callable[[datetime], None]) -> Iterator[Town]:
    """柳河镇 with units from 2009 to 2011, on 3 March 2012."""
    set_clock(datetime(2012, 3, 3, 9))
    made = make_town(tmp_path / "柳河镇.jzdb", YEARS)
    with made.office:
        yield made


def report(town: Town, unit: int, quarter: Quarter, **figures: tuple[str, str]) -> None:
    """Enter quantities and costs of a quarter by item."""
    entries = {
        item: (Entry(), Entry(Decimal(quantity), Decimal(cost))) for item, (quantity, cost) in figures.items()
    }
    change_entries(town.office, unit, quarter, entries)


def whole_years(town: Town, unit: int, quantity: str, cost: str, years: tuple[int, ...] = YEARS) -> None:
    for year in years:
        for number in (1, 2, 3, 4):
            report(town, unit, Quarter(year, number), electricity=(quantity, cost))


def by_quota(unit: int, **more: object) -> SpendingLine:
    bare = SpendingLine(
        0, unit, 2011, "electricity", RuleKey.CARRIER_QUOTA, Decimal("18.5"), "约束值", "县定额 表4 第6页"
    )
    return replace(bare, **more)  # type: ignore[arg-type]


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@pytest.mark.parametrize("seed", range(4))
def test_limits_of_random_offices_equal_plain_sums(town: Town, seed: int) -> None:
    """Each limit and each difference from the stored whole numbers, without a line of the program."""
    chance = random.Random(seed)
    units = (town.government, town.clinic, town.police)
    for unit in units:
        for year in YEARS:
            for number in (1, 2, 3, 4):
                if chance.random() < 0.08:
                    continue
                quantity, cost = chance.randrange(0, 90000), chance.randrange(1, 9000000)
                report(
                    town, unit, Quarter(year, number), electricity=(str(quantity), str(Decimal(cost) / 100))
                )
    lines = [by_quota(unit, quota=Decimal(chance.randrange(1, 400000)) / 10000) for unit in units]
    lines[1] = replace(
        lines[1], rule=RuleKey.OWN_HISTORY, years=2, target=Decimal(chance.randrange(-300, 900)) / 100
    )
    add_lines(town.office, lines)
    raw = sqlite3.connect(town.office.path)
    sums: dict[tuple[int, int], tuple[Decimal, Decimal, int]] = {}
    for unit, year, quantity, cost, quarters in raw.execute(
        "SELECT unit_id, year, sum(quantity), sum(cost), count(*) FROM report JOIN report_line ON"
        " report_id = report.id WHERE item = 'electricity' AND quantity IS NOT NULL AND cost IS NOT NULL"
        " GROUP BY unit_id, year"
    ):
        sums[unit, year] = (Decimal(quantity) / 10000, Decimal(cost) / 100, quarters)
    areas = dict(raw.execute("SELECT unit_id, floor_area FROM unit_year WHERE year = 2011"))
    raw.close()
    nothing = (Decimal(0), Decimal(0), 0)
    town_known = [sums[unit, 2010] for unit in units if sums.get((unit, 2010), nothing)[2] == 4]
    town_sum = [sum((one[at] for one in town_known), Decimal(0)) for at in (0, 1)]
    for found, line in zip(spending_year(town.office, 2011).lines, lines, strict=True):
        own = sums.get((line.unit_id, 2010), nothing)
        price = None
        if own[2] == 4 and own[0] and _rounded(own[1] / own[0], 4):
            price = _rounded(own[1] / own[0], 4)
        elif town_sum[0]:
            price = _rounded(town_sum[1] / town_sum[0], 4)
        if line.rule is RuleKey.CARRIER_QUOTA:
            assert line.quota is not None
            allowed: Decimal | None = _rounded(line.quota * Decimal(areas[line.unit_id]) / 10000, 4)
        else:
            years = [sums.get((line.unit_id, year), nothing) for year in (2010, 2009)]
            whole = all(one[2] == 4 for one in years)
            assert line.target is not None
            mean = (years[0][0] + years[1][0]) / 2
            allowed = _rounded(mean * (100 - line.target) / 100, 4) if whole else None
        money = None if price is None or allowed is None else _rounded(allowed * price, 2)
        assert found.limit.money == money
        used = sums.get((line.unit_id, 2011), nothing)
        if money is None or used[2] < 4:
            assert found.over is None
            continue
        assert price is not None
        assert found.over == used[1] - money
        assert found.price_effect == used[1] - _rounded(used[0] * price, 2)
        assert found.quantity_effect == _rounded(used[0] * price, 2) - money


def test_the_price_is_the_units_then_the_towns_then_asked_for(town: Town) -> None:
    whole_years(town, town.government, "1000", "500.00")
    add_lines(town.office, [by_quota(town.government), by_quota(town.clinic)])
    own, other = spending_year(town.office, 2011).lines
    assert own.limit.price is not None
    assert other.limit.price is not None
    assert (own.limit.price.origin, other.limit.price.origin) == (PriceFrom.OWN, PriceFrom.TOWN)
    assert other.limit.how == (
        "18.5千瓦时/㎡×2,940㎡×0.5000元/千瓦时（本级平均2010年四个季度费用÷用量）＝27,195.00元"
    )
    assert outcome(other) == "全年数据不全（0/4个季度），不作比较"
    add_line(town.office, by_quota(town.clinic, carrier="water", source="县用水定额"))
    water = spending_year(town.office, 2011).lines[2]
    assert water.limit.money is None
    assert water.why.startswith("没有价格：")
    change_line(
        town.office, water.line, replace(water.line, price=Decimal("2.2"), price_source="供水公司价目")
    )
    assert spending_year(town.office, 2011).lines[2].limit.money == Decimal("119658.00")


def test_units_outside_the_budget_are_information_only(town: Town) -> None:
    whole_years(town, town.police, "90000", "50000.00")
    add_line(town.office, by_quota(town.police))
    (line,) = spending_year(town.office, 2011).lines
    assert line.over is not None
    assert line.over > 0
    assert (outcome(line), line.is_overspent) == ("不在本级预算，只作参考", False)


def test_a_line_is_set_once_changed_and_taken_back(town: Town) -> None:
    made = add_line(town.office, by_quota(town.clinic))
    with pytest.raises(FieldRejected, match="已经设定"):
        add_lines(town.office, [by_quota(town.government), by_quota(town.clinic)])
    assert len(spending_lines(town.office, 2011)) == 1
    with pytest.raises(FieldRejected, match="2008年的单位名单"):
        add_line(town.office, by_quota(town.clinic, year=2008))
    remove_line(town.office, made)
    assert spending_lines(town.office, 2011) == []
    town.office.undo()
    assert len(spending_lines(town.office, 2011)) == 1


def test_only_a_whole_document_makes_more_than_a_reference(town: Town) -> None:
    add_line(town.office, by_quota(town.clinic))
    assert spending_year(town.office, 2011).title == "参考支出限额"
    with pytest.raises(FieldRejected, match="要写明页码") as told:
        set_basis(town.office, SpendingBasis(2011, "青山县财政局", "青财〔2011〕9号", date(2011, 3, 1)))
    assert told.value.field == "page"
    whole = SpendingBasis(
        2011, "青山县财政局", "青财〔2011〕9号", date(2011, 3, 1), "支出标准", "第2页", "王芳"
    )
    set_basis(town.office, whole)
    assert spending_year(town.office, 2011).title == "支出限额"
    assert "支出限额按青山县财政局青财〔2011〕9号《支出标准》" in pdf_text(
        spending_paper(town.office, 2011, date(2012, 3, 3)).data
    ).replace("\n", "").replace(" ", "")
    set_basis(town.office, SpendingBasis(2011))
    assert spending_basis(town.office, 2011) == SpendingBasis(2011)


def test_the_table_on_paper_and_in_the_workbook(town: Town) -> None:
    for unit in (town.government, town.clinic, town.police):
        whole_years(town, unit, "15000", "8000.00")
    given = SpendingLine(
        0,
        town.government,
        2011,
        WHOLE,
        RuleKey.GIVEN,
        amount=Decimal(40000),
        base=Base.TOTAL,
        source="县财政局2011年3号文",
    )
    add_lines(town.office, [*(by_quota(unit) for unit in (town.government, town.clinic, town.police)), given])
    set_surcharges(town.office, 2011, "0—30%加价20%")
    text = pdf_text(spending_paper(town.office, 2011, date(2012, 3, 3)).data).replace("\n", "")
    assert "包干" not in text
    for words in ("参考支出限额对照表", "不是财政部门的支出标准", "镇属合计", "不在本级预算", "合计不重复"):
        assert words in text, words
    book = openpyxl.load_workbook(io.BytesIO(spending_workbook(town.office, 2011, date(2012, 3, 3))))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=4)]
    total = next(row for row in rows if row[0] == "镇属合计")
    price = Decimal("0.5333")  # 32,000 yuan of 60,000 kWh
    limits = [_rounded(Decimal("18.5") * area * price, 2) for area in (3180, 2940)]
    assert Decimal(str(total[5])) == sum(limits)
    assert Decimal(str(total[7])) == 64000
    proofs = [[cell.value for cell in row] for row in book["核对"].iter_rows()]
    assert sum("价格影响＋用量影响" in " ".join(map(str, row)) for row in proofs) == 2
    with pytest.raises(InputRejected, match="还没有设定支出限额"):
        spending_paper(town.office, 2010, date(2012, 3, 3))


def test_money_and_measured_savings_of_the_working_ledger(town: Town) -> None:
    led = LedgerItem(
        LedgerKind.PROJECT,
        2010,
        "照明改造",
        unit_id=town.clinic,
        done=date(2010, 6, 20),
        amount=Decimal(12000),
        saving=Decimal(6000),
        saving_unit="千瓦时",
    )
    add_ledger_items(
        town.office,
        [
            LedgerItem(LedgerKind.BUDGET, 2010, "节能经费", amount=Decimal(20000)),
            LedgerItem(LedgerKind.SPENDING, 2010, "更换灯具", amount=Decimal(12500)),
            led,
            replace(led, title="没有做完", done=None),
        ],
    )
    *_, total = funds_of_year(town.office, 2010)
    assert (total.title, total.planned, total.spent, total.left) == ("合计", 20000, 12500, 7500)
    assert funds_of_year(town.office, 2011) == ()
    for year, quantity in ((2009, 1000), (2010, 1000), (2011, 1200)):
        months = [LedgerEntry(month, "electricity", quantity=Decimal(quantity)) for month in (1, 2, 7, 8)]
        store_ledger_entries(town.office, town.clinic, year, months)
    measured, waiting = projects_of_year(town.office, 2010)
    # July and August 2010 against 2009, January and February 2011 against 2010: more was used
    assert (measured.carrier_name, measured.months) == ("电", 4)
    assert (measured.before, measured.after, measured.saved) == (4000, 4400, -400)
    assert (waiting.saved, waiting.why) == (None, "还没有完成")


def test_an_energy_quota_is_counted_in_its_standards_own_coefficients(town: Town) -> None:
    """Two standards, two coefficients of electricity: another quantity, another price, another limit."""
    nothing = {item.key: ("0", "0") for item in system_of_year(2011).carriers}
    for year, cost in ((2010, "8000.00"), (2011, "9000.00")):
        for number in (1, 2, 3, 4):
            used = nothing | {"electricity": ("10000", cost), "natural_gas": ("500", "1500.00")}
            report(town, town.clinic, Quarter(year, number), **used)
    coal = (OwnCoefficient("electricity", "千瓦时", Decimal("0.31")),)
    add_standard(town.office, QuotaStandard(0, "DB37/T 2673-2019", region="山东省", coefficients=coal), [])
    add_standard(town.office, QuotaStandard(0, "县管〔2011〕4号", region="青山县"), [])
    line = by_quota(
        town.clinic,
        carrier=WHOLE,
        rule=RuleKey.ENERGY_QUOTA,
        quota=Decimal(5),
        source="DB37／T 2673—2019 表1第4页",
    )
    made = add_line(town.office, line)

    def found() -> Compared:
        (one,) = spending_year(town.office, 2011).lines
        return one

    first = found()
    gas = coefficient_set("calorific").per_unit("natural_gas", "立方米", {})
    assert gas is not None
    kgce = _rounded(40000 * Decimal("0.31") + 2000 * gas, 2)
    price = _rounded(38000 / kgce, 4)
    assert first.used == Used(kgce, Decimal(42000), 4)
    assert first.limit.price is not None
    assert first.limit.price.value == price
    assert first.limit.money == _rounded(5 * 2940 * price, 2)
    assert "电按0.31kgce/千瓦时（标准规定），其他按当量值" in first.limit.how

    stored = replace(line, id=made)
    change_line(town.office, stored, replace(stored, source="县管〔2011〕4号附表"))
    second = found()
    power = coefficient_set("calorific").per_unit("electricity", "千瓦时", {})
    assert power is not None
    assert second.used.quantity == _rounded(40000 * power + 2000 * gas, 2)
    assert second.limit.money != first.limit.money

    change_line(
        town.office, replace(stored, source="县管〔2011〕4号附表"), replace(stored, source="省里的文件")
    )
    third = found()
    assert (third.limit.money, third.over) == (None, None)
    assert "不知道它按什么系数折标" in outcome(third)
    assert "登记标准" in pdf_text(spending_paper(town.office, 2011, date(2012, 3, 3)).data)
