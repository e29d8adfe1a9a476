"""An address says everything in its fields, and its text stays what office files hold."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.base.place import QUARTER, REPORT, VERSION, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

STORED = sorted((Path(__file__).resolve().parents[1] / "data").glob("office-v*.jzdb"))
WRITTEN = {
    "organisation//": Place("organisation"),
    "organisation/group/": Place("organisation", "group"),
    "organisation/document/0": Place("organisation", "document", 0),
    "organisation/unit/3": Place("organisation", "unit", 3),
    "organisation/unit2011/": Place("organisation", "unit", year=2011),
    "organisation/unit2011/3": Place("organisation", "unit", 3, year=2011),
    "organisation/unit2011:floor_area/3": Place("organisation", "unit", 3, year=2011, field="floor_area"),
    "organisation/systems2010/": Place("organisation", "systems", year=2010),
    "publicity/activity2011/7": Place("publicity", "activity", 7, year=2011),
    "publicity/week2011/": Place("publicity", "week", year=2011),
    "quarterly/2011Q1/": Place("quarterly", QUARTER, year=2011, number=1),
    "quarterly/2010Q4/5": Place("quarterly", QUARTER, 5, year=2010, number=4),
    "inspection/visit/31": Place("inspection", "visit", 31),
    "inspection/report/20111231": Place("inspection", REPORT, day=date(2011, 12, 31)),
    "annual/2011年度/": Place("annual", "年度", year=2011),
    "annual/2011下年计划/": Place("annual", "下年计划", year=2011),
    "annual/version3/1": Place("annual", VERSION, 1, number=3),
    "annual/version12/1": Place("annual", VERSION, 1, number=12),
    "annual/version/4": Place("annual", VERSION, 4),
    "settings/town.name/": Place("settings", "town.name"),
    "settings/quarterly.coefficients/": Place("settings", "quarterly.coefficients"),
}


@pytest.mark.parametrize(("text", "place"), WRITTEN.items(), ids=WRITTEN)
def test_each_form_is_written_and_read(text: str, place: Place) -> None:
    assert str(place) == text
    assert Place.parse(text) == place


def test_no_text_is_no_place() -> None:
    assert Place.parse("") is None


@pytest.mark.parametrize("kind", ["unit2011", "unit2011:floor_area", "2011Q1", "2011年度", "version3"])
def test_no_year_number_or_field_hides_in_a_kind(kind: str) -> None:
    with pytest.raises(ValueError, match=kind):
        Place("organisation", kind)


@pytest.mark.parametrize(
    "text", ["inspection/report/7", "inspection/report/20111399", "x/2011Q5/", "x/v-1/2"]
)
def test_what_only_looks_like_a_form_stays_as_it_is(text: str) -> None:
    place = Place.parse(text)
    assert place is not None
    assert (place.year, place.day, str(place)) == (None, None, text)


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_every_place_in_a_stored_file_is_read_and_written_as_it_is(path: Path) -> None:
    texts = list(places_in(path))
    assert len(texts) > 70
    for text in texts:
        place = Place.parse(text)
        assert place is None if text == "" else str(place) == text


def test_the_stored_files_hold_every_column_of_places() -> None:
    """The reader of the test above finds the places of issued papers and of final versions too."""
    texts = set(places_in(STORED[-1]))
    assert {"annual/version1/1", "inspection/rectification/2", "quarterly/2011Q4/"} <= texts  # issued
    assert {"settings/quarterly.coefficients/", "organisation/unit2011/1"} <= texts  # of a version


def places_in(path: Path) -> Iterator[str]:
    """Every text of an address in an office file: in the columns of that name, and in final versions."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw, raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in set(tables) & {"journal_step", "issued_paper"}:
            yield from (place for (place,) in raw.execute(f"SELECT place FROM {table}"))
        if "summary_version" in tables:
            for (content,) in raw.execute("SELECT content FROM summary_version"):
                yield from places_of_version(json.loads(content))


def places_of_version(content: dict[str, Any]) -> Iterator[str]:
    for figure in content["figures"]:
        yield figure["place"]
        yield from (place for _, _, place in figure["records"])


tabs = st.sampled_from(["organisation", "quarterly", "inspection", "publicity", "annual", "settings"])
ids = st.none() | st.integers(0, 10**9)
years = st.integers(1000, 9999)
words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1).filter(lambda word: word not in {VERSION, REPORT})
fields = st.just("") | st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1)
records = st.builds(Place, tabs, words, ids, year=st.none() | years, field=fields)
quarters = st.builds(Place, tabs, st.just(QUARTER), ids, year=years, number=st.integers(1, 4))
papers = st.builds(Place, tabs, st.sampled_from(["年度", "半年", "能耗报告"]), ids, year=st.none() | years)
versions = st.builds(Place, tabs, st.just(VERSION), ids, number=st.none() | st.integers(1, 3000))
days = st.builds(Place, tabs, st.just(REPORT), day=st.dates())


@given(records | quarters | papers | versions | days)
def test_what_is_written_is_read_back(place: Place) -> None:
    assert Place.parse(str(place)) == place


@given(tabs, st.text().filter(lambda word: "/" not in word), ids)
def test_any_text_is_written_as_it_was_read(tab: str, word: str, number: int | None) -> None:
    text = f"{tab}/{word}/{'' if number is None else number}"
    assert str(Place.parse(text)) == text
