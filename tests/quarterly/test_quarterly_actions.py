"""What is stored, under which name, and what is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.organisation.actions.units import change_facts, remove_unit
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.reports import (
    change_entries,
    change_signatures,
    remove_report,
    store_forms,
    store_report,
)
from jingzhen_desktop.quarterly.actions.states import explain
from jingzhen_desktop.quarterly.queries.board import reporting_calendar
from jingzhen_desktop.quarterly.queries.deadlines import due_date
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.queries.review import reviewed_report
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm
from jingzhen_desktop.quarterly.values.reports import (
    Amount,
    Entry,
    Report,
    ReportStatus,
    Signatures,
    Source,
    report_place,
)

from ..changing import change_entry, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.office.file import Office

Q3 = Quarter(2011, 3)


def _label(office: Office) -> str:
    assert office.last_step is not None
    return office.last_step.label


def _changes(office: Office, table: str) -> int:
    """How many rows of a table the last step changed, by the journal."""
    assert office.last_step is not None
    with closing(sqlite3.connect(office.path)) as connection, connection:
        query = "SELECT count(*) FROM journal_change WHERE step_id = ? AND table_name = ?"
        return int(connection.execute(query, (office.last_step.id, table)).fetchone()[0])


def test_a_typed_report_comes_back_as_it_was(office: Office, units: list[UnitInYear]) -> None:
    entries = {"electricity": Entry(Decimal("1234.5"), Decimal("617.25")), "water": Entry(Decimal(0), None)}
    signatures = Signatures("赵一", "钱二", "孙三", date(2011, 10, 8))
    store_report(office, Report(units[0].id, Q3, "2011", entries, signatures, "停电两日"))
    stored = stored_report(office, units[0].id, Q3)
    assert stored is not None
    assert stored.entries["electricity"] == entries["electricity"]
    assert stored.entries["water"] == Entry(Decimal(0), None)
    assert stored.entries["lpg"] == Entry(None, None)
    assert (stored.signatures, stored.note, stored.source) == (signatures, "停电两日", Source.TYPED)
    assert stored.stored_at is not None
    assert _label(office) == "录入镇政府2011年三季度报表"
    assert office.last_step is not None
    assert office.last_step.place == report_place(Quarter(2011, 3), units[0].id)


def test_replacing_changes_only_the_lines_that_differ(
    office: Office, units: list[UnitInYear], report: Callable[..., Report]
) -> None:
    first = report(units[0].id, Q3, {"electricity": ("10", "5")})
    store_report(office, replace(first, entries={**first.entries, "water": Entry(Decimal(3), Decimal(9))}))
    assert _label(office) == "更正镇政府2011年三季度报表"
    assert _changes(office, "report_line") == 1
    stored = stored_report(office, units[0].id, Q3)
    assert stored is not None
    assert stored.entries["water"].quantity == 3
    assert stored.entries["electricity"].quantity == 10


def test_one_cell_makes_the_report_and_leaves_the_rest(office: Office, units: list[UnitInYear]) -> None:
    change_entry(office, units[1].id, Q3, "electricity", quantity=Decimal("88.125"))
    assert _label(office) == "录入中心学校2011年三季度电 数量"
    change_entry(office, units[1].id, Q3, "electricity", cost=Decimal(44))
    assert _label(office) == "录入中心学校2011年三季度电 费用"
    stored = stored_report(office, units[1].id, Q3)
    assert stored is not None
    assert stored.entries["electricity"] == Entry(Decimal("88.13"), Decimal(44))  # 电 has two decimals
    change_entry(office, units[1].id, Q3, "electricity", quantity=None)
    stored = stored_report(office, units[1].id, Q3)
    assert stored is not None
    assert stored.entries["electricity"] == Entry(None, Decimal(44))


@pytest.mark.parametrize(
    ("figure", "words"), [("-1", "电的数量为-1，不能是负数"), ("1000000000000", "电的数量太大")]
)
def test_impossible_figures_are_refused(
    office: Office, units: list[UnitInYear], figure: str, words: str
) -> None:
    with pytest.raises(InputRejected, match=words):
        change_entry(office, units[0].id, Q3, "electricity", quantity=Decimal(figure))
    with pytest.raises(InputRejected, match=words):
        store_report(office, Report(units[0].id, Q3, "2011", {"electricity": Entry(Decimal(figure))}))
    assert stored_report(office, units[0].id, Q3) is None


def test_a_report_of_the_wrong_version_or_row_is_refused(office: Office, units: list[UnitInYear]) -> None:
    with pytest.raises(InputRejected, match="应使用2011版表样，不能保存2022版"):
        store_report(office, Report(units[0].id, Q3, "2022", {}))
    with pytest.raises(InputRejected, match="没有“solar”这一项"):
        store_report(office, Report(units[0].id, Q3, "2011", {"solar": Entry(Decimal(1))}))


def test_only_reporting_units_have_reports(office: Office, units: list[UnitInYear]) -> None:
    changed(change_facts, office, units[2].id, 2011, reporting=False)
    with pytest.raises(InputRejected, match="“青石镇卫生院”2011年三季度不是填报单位"):
        change_entry(office, units[2].id, Q3, "water", cost=Decimal(1))
    with pytest.raises(InputRejected, match="单位名录中没有"):
        change_entry(office, 99, Q3, "water", cost=Decimal(1))


def test_forms_are_stored_in_one_step(office: Office, units: list[UnitInYear]) -> None:
    entries = {"electricity": Entry(Decimal(1), Decimal(2))}
    forms = [
        ReadForm(
            f"{unit.id}.xlsx", FormOutcome.NEW, unit, Report(unit.id, Q3, "2011", entries, source=Source.FILE)
        )
        for unit in units
    ]
    rejected = replace(forms[0], outcome=FormOutcome.REJECTED, report=None)
    assert store_forms(office, [*forms[1:], rejected]) == 2
    assert _label(office) == "导入2011年三季度报表2份"
    assert _changes(office, "report") == 2
    assert stored_report(office, units[0].id, Q3) is None
    step = office.last_step
    assert store_forms(office, [rejected, replace(forms[1], outcome=FormOutcome.UNCHANGED)]) == 0
    assert office.last_step is step


def test_a_correction_replaces_the_stored_report(
    office: Office, units: list[UnitInYear], report: Callable[..., Report]
) -> None:
    old = report(units[0].id, Q3, {"electricity": ("10", "5")})
    new = replace(
        old,
        entries={**old.entries, "electricity": Entry(Decimal(11), Decimal(5))},
        source=Source.FILE,
        source_name="a.xlsx",
    )
    assert store_forms(office, [ReadForm("a.xlsx", FormOutcome.CORRECTION, units[0], new)]) == 1
    stored = stored_report(office, units[0].id, Q3)
    assert stored is not None
    assert (stored.entries["electricity"].quantity, stored.source, stored.source_name) == (
        11,
        Source.FILE,
        "a.xlsx",
    )
    assert _changes(office, "report_line") == 1


def test_signatures_and_note(office: Office, units: list[UnitInYear], report: Callable[..., Report]) -> None:
    report(units[0].id, Q3, {})
    change_signatures(
        office, units[0].id, Q3, Signatures("李四", reported_on=date(2011, 10, 9)), note=" 换表 "
    )
    stored = stored_report(office, units[0].id, Q3)
    assert stored is not None
    assert (stored.signatures.unit_head, stored.signatures.reported_on, stored.note) == (
        "李四",
        date(2011, 10, 9),
        "换表",
    )
    assert _label(office) == "修改镇政府2011年三季度报表签字和备注"


def test_removing_a_report_and_a_unit_with_reports(
    office: Office, units: list[UnitInYear], report: Callable[..., Report]
) -> None:
    report(units[0].id, Q3, {})
    with pytest.raises(InputRejected, match="季度报表1项"):
        remove_unit(office, units[0])
    remove_report(office, units[0].id, Q3)
    assert _label(office) == "删除镇政府2011年三季度报表"
    assert stored_report(office, units[0].id, Q3) is None
    with closing(sqlite3.connect(office.path)) as connection, connection:
        assert connection.execute("SELECT count(*) FROM report_line").fetchone()[0] == 0
    with pytest.raises(InputRejected, match="没有已存的报表"):
        remove_report(office, units[0].id, Q3)


def test_the_calendar_says_who_has_reported(
    office: Office, units: list[UnitInYear], report: Callable[..., Report]
) -> None:
    report(units[0].id, Q3, {})
    report(units[1].id, Q3, {"water": (None, "1")})
    statuses = [one.statuses[3] for one in reporting_calendar(office, 2011)]
    assert statuses == [ReportStatus.COMPLETE, ReportStatus.INCOMPLETE, ReportStatus.MISSING]
    assert {one.statuses[1] for one in reporting_calendar(office, 2011)} == {ReportStatus.MISSING}


def test_the_deadline_is_a_setting(office: Office) -> None:
    from jingzhen_desktop.office.settings import write_settings
    from jingzhen_desktop.quarterly.settings import DEADLINE_DAYS

    assert due_date(office, Quarter(2011, 4)) == date(2012, 1, 10)
    write_settings(office, {DEADLINE_DAYS: "15"})
    assert due_date(office, Q3) == date(2011, 10, 15)


# ---- the two figures of a row


def test_a_file_holds_the_two_figures_under_the_names_it_always_had(
    office: Office, units: list[UnitInYear]
) -> None:
    assert [(one.value, one.words) for one in Amount] == [("quantity", "数量"), ("cost", "费用")]
    row = (Entry(), Entry(Decimal(12), Decimal(0)))
    change_entries(office, units[0].id, Q3, {"electricity": row})
    (finding,) = [
        one.finding
        for one in reviewed_report(office, units[0].id, Q3)
        if one.finding.check == "C6" and one.finding.item == "electricity"
    ]
    assert (finding.place, finding.what) == ("电费用", Amount.COST)
    explain(office, units[0].id, Q3, [finding], "光伏发电")
    with closing(sqlite3.connect(office.path)) as connection, connection:
        assert connection.execute("SELECT item, what FROM report_explanation").fetchall() == [
            ("electricity", "cost")
        ]
        marks = "SELECT quantity_typed, cost_typed FROM report_line WHERE item = 'electricity'"
        assert connection.execute(marks).fetchall() == [(1, 1)]
    assert [
        one.explanation for one in reviewed_report(office, units[0].id, Q3) if one.finding == finding
    ] == ["光伏发电"]


def test_a_row_that_stays_as_it_is_makes_no_report(office: Office, units: list[UnitInYear]) -> None:
    change_entries(office, units[0].id, Q3, {"electricity": (Entry(), Entry())})
    assert stored_report(office, units[0].id, Q3) is None


def test_one_of_the_two_is_read_and_put() -> None:
    entry = Entry(Decimal(1), Decimal(2))
    assert [entry.of(one) for one in Amount] == [1, 2]
    assert entry.put(Amount.COST, None) == Entry(Decimal(1), None)
    assert entry.put(Amount.QUANTITY, None) == Entry(None, Decimal(2))
