"""Every table and column has a name for the screen,
and no column holds what the journal cannot keep exactly.
"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Float, Numeric, Table

import jingzhen_desktop.tabs  # noqa: F401 - knows all records
from jingzhen_desktop.annual.rules.tables import table_as_text
from jingzhen_desktop.annual.values.text import TableText
from jingzhen_desktop.office.schema import Record
from jingzhen_desktop.office.tables import whole_schema
from jingzhen_desktop.office.titles import column_title, show_stored, table_title

TABLES = whole_schema().sorted_tables
TABLE = table_as_text(
    TableText(r"表1 \⟦用电\⟧", ("单位", "电"), (("学校", "⟦statistics.x|1,234⟧"),), note="注")
)
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_and_column_has_a_chinese_title(table: Table) -> None:
    named = {
        table.name: table_title(table).title,
        **{column.name: column_title(column).title for column in table.columns},
    }
    assert {name: title for name, title in named.items() if not CHINESE.search(title)} == {}
    titles = [column_title(column).title for column in table.columns]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_rows_name_is_made_of_what_is_there(table: Table) -> None:
    naming = table_title(table).naming
    parts = re.findall(r"\{([^}]*)\}", naming)
    assert parts
    for part in parts:
        other, _, name = part.rpartition(".")
        assert name in (Record.metadata.tables[other] if other else table).columns


def test_no_column_holds_floating_point() -> None:
    """The journal writes numbers as text;
    whole numbers and texts come back exactly, binary fractions might not.
    """
    found = [
        f"{table.name}.{column.name}"
        for table in TABLES
        for column in table.columns
        if isinstance(column.type, (Float, Numeric))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("table", "column", "stored", "shown"),
    [
        ("unit_year", "floor_area", 86205000, "8,620.5平方米"),
        ("unit_year", "nature", "021", "事业单位（教育）"),
        ("unit_year", "reporting", 0, "否"),
        ("unit_year", "energy_users", 0, "0人"),
        ("unit_year", "energy_users", None, ""),
        ("unit", "opened", "2011-07-05", "2011-07-05"),
        ("report_line", "cost", 123456, "1,234.56元"),
        ("report_line", "item", "electricity", "电"),
        ("report", "quarter", 3, "三季度"),
        ("inspection_round", "limit", 260, "26℃"),
        ("report", "stored_at", "2011-10-08 09:30:00.000000", "2011-10-08 09:30"),
        ("summary_paragraph", "text", r"用电⟦statistics.x|1,234.5⟧千瓦时\⟦", "用电1,234.5千瓦时⟦"),
        ("summary_paragraph", "text", TABLE, "表1 ⟦用电⟧\n单位　电\n学校　1,234\n注"),
        ("issued_content", "data", "sha256:00", "（文件内容）"),
    ],
)
def test_stored_values_read_as_the_clerk_writes_them(
    table: str, column: str, stored: object, shown: str
) -> None:
    assert show_stored(Record.metadata.tables[table].columns[column], stored) == shown
