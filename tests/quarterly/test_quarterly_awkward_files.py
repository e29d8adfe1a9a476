"""Every file of ``tests/data/forms`` is read as the table beside it says;
layouts the clerk mapped are read so the next time.
"""

from __future__ import annotations

import time
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.sheets.reading import FormReading, read_sources
from jingzhen_desktop.quarterly.values.findings import FormOutcome
from jingzhen_desktop.quarterly.values.reports import Entry
from jingzhen_desktop.spreadsheet.reading import Cell, Sheet, Workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parents[1] / "data" / "forms"
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))["form"]
CASES = {name: form for form in EXPECTED for name in form["files"]}
_UNITS = (
    ("青石镇人民政府", Nature.STATE_ORGAN, "镇政府"),
    ("青石镇中心学校", Nature.EDUCATION, "中心学校"),
    ("青石镇卫生院", Nature.HEALTH, "卫生院"),
    ("青石镇文化站", Nature.CULTURE, "文化站"),
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The four units the files speak of, in both years;
    reading stores nothing, so one office does for all files.
    """
    with Office.create(tmp_path_factory.mktemp("office") / "青石镇.jzdb") as office:
        for year in (2011, 2024):
            for name, nature, short in _UNITS:
                add_unit(office, year, UnitFacts(name, nature), UnitContact(short))
        yield office


def test_every_file_of_the_folder_is_in_the_table() -> None:
    stored = {path.name for path in FOLDER.iterdir() if path.suffix not in (".py", ".toml")}
    assert stored == set(CASES)
    assert len(stored) >= 25


@pytest.mark.parametrize("name", CASES)
def test_a_file_is_read_as_its_table_says(town: Office, name: str) -> None:
    case = CASES[name]
    quarter = Quarter.parse(case.get("quarter", "2024Q3"))
    readings = read_sources(town, [FOLDER / name], quarter)
    assert len(readings) == len(case["report"]), [
        str(finding) for reading in readings for finding in reading.form.findings
    ]
    for reading, wanted in zip(readings, case["report"], strict=True):
        _compare(reading, wanted)
    told = [line for reading in readings if reading.sheet for line in reading.sheet.told]
    assert any(line.startswith(case.get("told", "")) for line in told) or "told" not in case, told
    unread = {str(one) for reading in readings if reading.sheet for one in reading.sheet.unread}
    assert unread == set(case.get("unread", ()))


def _compare(reading: FormReading, wanted: dict[str, Any]) -> None:
    form = reading.form
    findings = [str(finding) for finding in form.findings]
    assert (form.unit.short_name if form.unit else "") == wanted.get("unit", ""), findings
    assert reading.hidden is wanted.get("hidden", False)
    assert any(wanted.get("words", "") in finding for finding in findings) or "words" not in wanted, findings
    if "refused" in wanted:
        assert form.outcome is FormOutcome.REJECTED
        assert form.report is None
        assert any(wanted["refused"] in finding for finding in map(str, form.errors)), findings
        return
    assert form.outcome is FormOutcome.NEW, findings
    assert form.report is not None
    entries = {key: entry for key, entry in form.report.entries.items() if entry != Entry()}
    if "some" in wanted:
        entries = {key: entries[key] for key in wanted["some"]}
    figures = wanted.get("some") or wanted["figures"]
    assert entries == {
        key: Entry(*(Decimal(text) if text else None for text in pair)) for key, pair in figures.items()
    }
    if "signed" in wanted:
        signed = form.report.signatures
        assert [
            signed.unit_head,
            signed.statistics_head,
            signed.filled_by,
            str(signed.reported_on),
        ] == wanted["signed"]
    assert len(form.report.source_hash) == 64


_WORDS = (
    *(
        "电消费量",
        "电费",
        "用水量",
        "汽油消费量",
        "其中：车辆用油量",
        "其他用油",
        "柴油",
        "煤",
        "数量",
        "费用（万元）",
        "本季",
        "上年同期",
        "合计",
        "教育",
    ),
    *(
        "指标名称",
        "计量单位",
        "代码",
        "千瓦时",
        "元",
        "万千瓦时",
        "110",
        "150",
        "1501",
        "镇政府",
        "某单位",
        "填报单位：镇政府",
        "单位名称",
        "单位：万元",
    ),
    *("2024年三季度", "备注", "7月", "建筑面积", "1—9月"),
)
_CELLS = st.one_of(
    st.none(),
    st.sampled_from(_WORDS),
    st.sampled_from(_WORDS),
    st.sampled_from([Decimal(0), Decimal(110), Decimal("12.5")]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(_CELLS, max_size=8), max_size=14))
def test_any_sheet_of_such_words_is_answered(town: Office, rows: list[list[str | Decimal | None]]) -> None:
    sheet = Sheet("表", False, tuple(tuple(Cell(value) for value in row) for row in rows))
    for reading in read_sources(town, [Workbook("任意.xlsx", (sheet,), "0" * 64)], Quarter(2024, 3)):
        assert (reading.form.report is None) is (reading.form.outcome is FormOutcome.REJECTED)
        assert reading.form.outcome is not FormOutcome.REJECTED or reading.form.errors


def test_a_sheet_full_of_indicators_is_refused_soon(town: Office) -> None:
    row = tuple(Cell(word) for word in ("电消费量", "用水量", "电费")) * 30
    began = time.process_time()
    (reading,) = read_sources(
        town, [Workbook("满.xlsx", (Sheet("表", False, (row,) * 5000),), "0" * 64)], Quarter(2024, 3)
    )
    assert time.process_time() - began < 5
    assert "里有450000处指标名称，不像填报表" in str(reading.form.errors[0])
