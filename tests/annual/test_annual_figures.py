"""Where figures come from, what is typed against the records, how a text differs from its draft:
the rules.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.annual.figures.changes import RowChange, concerns
from jingzhen_desktop.annual.figures.registry import (
    brief,
    explain,
    figures_now,
    source_records,
    title_of,
    unit_of,
    wording_of,
)
from jingzhen_desktop.annual.queries.compared import compare
from jingzhen_desktop.annual.queries.facts import collect_facts
from jingzhen_desktop.annual.rules.contradictions import changed_figures, contradictions
from jingzhen_desktop.annual.rules.difference import difference
from jingzhen_desktop.annual.rules.draft import draft
from jingzhen_desktop.annual.rules.markup import escape, figures, level_of, mark, parse, plain, unglued
from jingzhen_desktop.annual.rules.numerals import read_numeral
from jingzhen_desktop.annual.rules.planning import due_in, plan_items
from jingzhen_desktop.annual.values.facts import SummaryFacts
from jingzhen_desktop.annual.values.kinds import Level, ParagraphKind, SummaryKind
from jingzhen_desktop.annual.values.sources import Contradiction
from jingzhen_desktop.annual.values.text import Figure, SummaryParagraph
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.values.ledger import LedgerEntry, LedgerItem, LedgerKind
from jingzhen_desktop.quarterly.values.reports import report_place
from jingzhen_desktop.tabs import all_settings

from .towns import board, sent_up

LAST_DAY = date(2011, 12, 31)


def own(text: str, source: str = "") -> SummaryParagraph:
    return SummaryParagraph(1, level_of(text), text, source=source)


def found(facts: SummaryFacts, text: str, source: str = "") -> tuple[Contradiction, ...]:
    """What a paragraph written so says against the records of the facts."""
    drafts = {one.source: one.text for one in draft(facts, wording_of(facts))}
    return contradictions(
        [own(text, source)], drafts, figures_now(facts), facts, lambda key: title_of(key, facts)
    )


# ---- typed against the records


@pytest.mark.parametrize(
    ("text", "typed", "recorded"),
    [
        ("全年我镇5次对各单位使用空调情况进行检查。", "5次", "4次"),
        ("全年我镇三次对各单位使用空调情况进行检查。", "三次", "4次"),
        ("共检查十次。", "十次", "4次"),
        ("检查中发现各类问题6个。", "6个", "5个"),
        ("开展了多种形式的宣传活动3次。", "3次", "2次"),
        ("参与干部职工300人次。", "300人次", "295人次"),
        ("全镇用电12.4万千瓦时。", "12.4万千瓦时", "123456.5千瓦时"),
        ("全镇用电量为123,400度。", "123,400度", "123456.5千瓦时"),
        ("全镇用水8100立方米。", "8100立方米", "8200立方米"),
        ("能源资源费用共11万元。", "11万元", "99828.25元"),
        ("综合能耗折合标准煤20吨。", "20吨", "18500.4千克"),
        ("用电同比下降3.8%。", "下降3.8%", "下降2.8%"),
        ("用电同比上升2.8%。", "上升2.8%", "下降2.8%"),
        ("应收季度报表15份，实收15份。", "15份", "16份"),
        ("对改正不力的单位下达限期整改通知书5份。", "5份", "2份"),
        ("发出5份整改通知。", "5份", "2份"),
    ],
)
def test_a_typed_number_is_held_against_the_records(
    wenjing: SummaryFacts, text: str, typed: str, recorded: str
) -> None:
    first = found(wenjing, text)[0]
    assert (first.typed, first.recorded) == (typed, recorded)
    assert text[first.start : first.start + first.length] == typed
    assert plain(first.replacement) == recorded
    assert any(isinstance(piece, Figure) and piece.key == first.key for piece in parse(first.replacement))


@pytest.mark.parametrize(
    "text",
    [
        "全年我镇4次对各单位使用空调情况进行检查。",
        "全年我镇四次对各单位使用空调情况进行检查。",
        "上年我镇5次对各单位使用空调情况进行检查。",
        "2010年我镇5次对各单位使用空调情况进行检查。",
        "下一步计划5次对各单位进行检查。",
        "组织一次性检查。",
        "全镇用电12.35万千瓦时，用水0.82万吨。",
        "全镇用电约12万千瓦时。",
        "能源资源费用9.98万元。",
        "折合标准煤18.5吨。",
        "用电同比下降2.8%，用水同比上升2.5%。",
        "四季度用电30000千瓦时。",
        "卫生院用房500平方米，2011年3月新建2处。",
        "文井中学发出倡议书960份。",
        "",
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_left_alone(wenjing: SummaryFacts, text: str) -> None:
    assert found(wenjing, text) == ()


def test_a_figure_of_the_standard_text_that_was_typed_over_is_found_by_its_place(
    wenjing: SummaryFacts,
) -> None:
    (results,) = [one for one in draft(wenjing, wording_of(wenjing)) if one.source == "inspection.results"]
    typed = results.text.replace("⟦inspection.visits|12家次⟧", "13家次").replace(
        "⟦inspection.corrected|3个⟧", "4个"
    )
    assert typed != results.text
    contradicting = found(wenjing, typed, "inspection.results")
    assert [(one.key, one.typed, one.recorded) for one in contradicting] == [
        ("inspection.visits", "13家次", "12家次"),
        ("inspection.corrected", "4个", "3个"),
    ]
    whole = plain(typed)
    assert [whole[one.start : one.start + one.length] for one in contradicting] == ["13家次", "4个"]


def test_marked_figures_are_never_questioned_here(wenjing: SummaryFacts) -> None:
    for one in draft(wenjing, wording_of(wenjing)):
        assert found(wenjing, one.text, one.source) == ()
    assert found(wenjing, f"我镇{mark('inspection.rounds', '9次')}对各单位进行检查。") == ()


@given(st.text(alphabet="检查次个发现问题用电千瓦时同比下降%0123456789.,万四十，。⟦|⟧", max_size=40))
def test_any_text_can_be_checked_and_every_finding_stands_where_it_says(text: str) -> None:
    facts = _small_facts()
    escaped = escape(text)
    now = {"inspection.rounds": "4次", "inspection.violations": "5个"}
    for one in contradictions([own(escaped)], {}, now, facts, str):
        assert plain(escaped)[one.start : one.start + one.length] == one.typed


def _small_facts() -> SummaryFacts:
    from jingzhen_desktop.annual.values.facts import OfficeNames

    return SummaryFacts(2011, SummaryKind.YEAR, LAST_DAY, OfficeNames("文井镇"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", "1234.5"),
        ("１２", "12"),
        ("12.3万", "123000"),
        ("四", "4"),
        ("十二", "12"),
        ("二十", "20"),
        ("两", "2"),
        ("3亿", "300000000"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: str) -> None:
    number = read_numeral(text)
    assert number is not None
    assert number.value == Decimal(value)


@pytest.mark.parametrize("text", ["", "次", "1,23", "十十", "1.2.3"])
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read_numeral(text) is None


@given(st.decimals(0, 10**9, places=2), st.integers(0, 3))
def test_a_number_agrees_with_what_it_is_rounded_from(value: Decimal, places: int) -> None:
    rounded = read_numeral(f"{value:.{places}f}")
    exact = read_numeral(str(value))
    assert rounded is not None
    assert exact is not None
    assert rounded.agrees(exact)
    assert not rounded.agrees(replace(exact, value=value + max(rounded.step, exact.step) * 2))


def test_a_digit_beside_a_figure_makes_it_another_number() -> None:
    figure = Figure("k", "1次")
    assert unglued(["我镇2", figure, "对"]) == ["我镇2", "1次", "对"]
    assert unglued(["我镇", figure, "5个"]) == ["我镇", figure, "5个"]
    assert unglued(["用电", Figure("k", "12"), "万千瓦时"]) == ["用电", "12", "万千瓦时"]
    assert unglued(["用电", Figure("k", "12"), "千瓦时"]) == ["用电", Figure("k", "12"), "千瓦时"]


# ---- differences


@given(st.text(alphabet="甲乙丙，。12", max_size=30), st.text(alphabet="甲乙丙，。12", max_size=30))
def test_each_side_of_a_difference_gives_its_text(old: str, new: str) -> None:
    left, right = difference(old, new)
    assert "".join(piece.text for piece in left) == old
    assert "".join(piece.text for piece in right) == new
    if old == new:
        assert not any(piece.changed for piece in (*left, *right))


def test_numbers_differ_as_words() -> None:
    left, right = difference("共检查14次，发现问题5个。", "共检查4次，发现问题5个。")
    assert [piece.text for piece in left if piece.changed] == ["14"]
    assert [piece.text for piece in right if piece.changed] == ["4"]


# ---- where figures come from


def test_every_figure_says_what_it_is_how_it_is_counted_and_from_what(recorded: Office) -> None:
    for kind in SummaryKind:
        facts = collect_facts(recorded, 2011, kind, LAST_DAY)
        for key, shown in figures_now(facts).items():
            figure = Figure(key, shown)
            explained = explain(figure, facts)
            assert "{" not in explained.how
            assert len(explained.how) > 6, figure.key
            assert re.search("[\u4e00-\u9fff]", explained.title), figure.key
            assert explained.records or figure.shown == "0次", figure.key
            assert explained.place.tab in ("organisation", "quarterly", "inspection", "publicity", "settings")


def test_the_records_of_a_total_add_up_to_it(recorded: Office) -> None:
    facts = collect_facts(recorded, 2011, SummaryKind.YEAR, LAST_DAY)
    figures = figures_now(facts)

    def added(key: str) -> Decimal:
        numbers = (re.match(r"[\d,.]+", record.value) for record in source_records(key, facts))
        return sum((Decimal(number[0].replace(",", "")) for number in numbers if number), Decimal(0))

    for key in (
        "statistics.electricity.quantity",
        "statistics.electricity.cost",
        "statistics.electricity.coal",
    ):
        assert added(key) == Decimal(figures[key]), key
    for key in ("statistics.all_energy.quantity", "statistics.all_cost.quantity"):
        assert added(key) == Decimal(figures[key]), key
    assert len(list(source_records("inspection.rounds", facts))) == 1
    assert added("publicity.people") == 100
    assert (
        "系数0.1229千克标准煤/千瓦时（当量值）"
        in explain(Figure("statistics.electricity.coal", "1"), facts).how
    )


def test_a_figure_of_one_record_leads_to_it_and_one_of_many_to_their_view(recorded: Office) -> None:
    facts = collect_facts(recorded, 2011, SummaryKind.YEAR, LAST_DAY)
    assert explain(Figure("inspection.rounds", "1次"), facts).place == Place("inspection", "round", 1)
    assert explain(Figure("statistics.electricity.quantity", "8004"), facts).place == report_place(
        Quarter(2011, 4)
    )
    assert explain(Figure("publicity.activities", "2次"), facts).place == Place("publicity")


def test_the_settings_a_figure_leads_to_are_there(recorded: Office) -> None:
    facts = collect_facts(recorded, 2011, SummaryKind.YEAR, LAST_DAY)
    keys = {setting.key for setting in all_settings()}
    for key in ("statistics.set", "inspection.planned", "statistics.punctual"):
        record = next(iter(source_records(key, facts)))
        assert record.place.tab == "settings"
        assert record.place.kind in keys


def test_units_of_measure_are_those_of_the_form(wenjing: SummaryFacts) -> None:
    assert unit_of("statistics.electricity.quantity", "123456.5", wenjing) == "千瓦时"
    assert unit_of("statistics.water.cost_cell", "16,400.00", wenjing) == "元"
    assert unit_of("statistics.all_energy.quantity", "1", wenjing) == "千克标准煤"
    assert unit_of("inspection.visits", "12家次", wenjing) == "家次"
    assert unit_of("statistics.electricity.change", "2.8%", wenjing) == "%"
    assert "全年" in brief(Figure("statistics.electricity.quantity", "1"), wenjing).how
    assert title_of("statistics.electricity.before", wenjing) == "电·上年同期数量（季度统计）"


# ---- which later change concerns which figure


@pytest.mark.parametrize(
    ("key", "table", "row", "columns", "year", "expected"),
    [
        ("statistics.electricity.quantity", "report_line", {"item": "electricity"}, {"quantity"}, 2011, True),
        ("statistics.electricity.quantity", "report_line", {"item": "water"}, {"quantity"}, 2011, False),
        (
            "statistics.electricity.quantity",
            "report_line",
            {"item": "electricity"},
            {"quantity"},
            2009,
            False,
        ),
        ("statistics.electricity.change", "report_line", {"item": "electricity"}, {"quantity"}, 2010, True),
        (
            "statistics.electricity.quantity",
            "report_line",
            {"item": "electricity"},
            {"quantity"},
            2010,
            False,
        ),
        ("statistics.petrol.quantity", "report_line", {"item": "petrol_vehicle"}, {"quantity"}, 2011, True),
        (
            "statistics.electricity.quantity",
            "setting",
            {"key": "quarterly.coefficients"},
            {"value"},
            None,
            False,
        ),
        (
            "statistics.electricity.coal_cell",
            "setting",
            {"key": "quarterly.coefficients"},
            {"value"},
            None,
            True,
        ),
        (
            "statistics.all_energy.quantity",
            "setting",
            {"key": "quarterly.coefficients"},
            {"value"},
            None,
            True,
        ),
        ("statistics.set", "setting", {"key": "quarterly.coefficients"}, {"value"}, None, True),
        ("statistics.set", "setting", {"key": "town.name"}, {"value"}, None, False),
        ("statistics.electricity.quantity", "unit_year", {"unit_id": 1}, {"name"}, 2011, False),
        ("statistics.missing", "unit_year", {"unit_id": 1}, {"name"}, 2011, True),
        ("statistics.indicator.1", "unit_year", {"unit_id": 1}, {"energy_users"}, 2011, True),
        ("inspection.rounds", "inspection_round", {"id": 1}, {"day"}, 2011, True),
        ("inspection.rounds", "inspection_round", {"id": 1}, {"day"}, 2010, False),
        ("inspection.rounds", "activity", {"id": 1}, {"day"}, 2011, False),
        ("publicity.people", "activity", {"id": 1}, {"people"}, 2011, True),
        ("unit.3", "unit", {"id": 3}, {"short_name"}, None, True),
        ("unit.3", "unit", {"id": 4}, {"short_name"}, None, False),
        ("unit.3", "unit_year", {"unit_id": 3, "id": 9}, {"floor_area"}, 2011, False),
    ],
)
def test_a_later_change_concerns_the_figures_counted_from_it(
    key: str, table: str, row: dict[str, object], columns: set[str], year: int | None, expected: bool
) -> None:
    assert concerns(key, RowChange(table, row, frozenset(columns), year), 2011) is expected


# ---- the plan


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("编报年度能源消费状况报告，3月31日前报送。", date(2012, 3, 31)),
        ("组织开展节能宣传周活动，6月底前完成。", date(2012, 6, 30)),
        ("一季度内督促卫生院明确节能联络员。", date(2012, 3, 31)),
        ("上半年优先检查文体广播站。", date(2012, 6, 30)),
        ("2月30日前完成。", date(2012, 2, 29)),
        ("13月底前完成。", date(2012, 12, 31)),
        ("全年做好统计。", date(2012, 12, 31)),
    ],
)
def test_an_item_of_the_plan_is_due_when_its_text_says(text: str, due: date) -> None:
    assert due_in(text, 2012) == due


def test_every_item_of_the_drafted_plan_is_an_item(wenjing: SummaryFacts, qingshan: SummaryFacts) -> None:
    for facts in (wenjing, qingshan):
        plan = replace(facts, kind=SummaryKind.PLAN)
        drafts = draft(plan, wording_of(plan))
        items = [one for one in drafts if one.source.startswith("plan.tasks.") and one.level is Level.ITEM]
        assert len(items) >= 6
        assert all(level_of(one.text) is Level.ITEM for one in items)  # “1.3月” would read as a number
        paragraphs = [
            SummaryParagraph(number, one.level, one.text, one.kind) for number, one in enumerate(drafts)
        ]
        assert len(plan_items(paragraphs, facts.year + 1)) == len(items)


def test_meetings_and_rules_of_the_ledger_are_told(wenjing: SummaryFacts) -> None:
    entries = (
        LedgerEntry(1, LedgerItem(LedgerKind.MEETING, 2011, "节能工作会", day=date(2011, 3, 1))),
        LedgerEntry(2, LedgerItem(LedgerKind.MEETING, 2011, "推进会", day=date(2011, 9, 1))),
        LedgerEntry(3, LedgerItem(LedgerKind.RULE, 2011, "公务用车管理办法", day=date(2011, 4, 1))),
    )
    facts = replace(wenjing, ledger=entries)
    texts = {one.source: plain(one.text) for one in draft(facts, wording_of(facts))}
    assert texts["leading.work"] == "3月1日召开节能工作会；9月1日召开推进会；4月1日印发《公务用车管理办法》。"
    assert "leading.work" not in {one.source for one in draft(wenjing, wording_of(wenjing))}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("-0.0279", "用电12.35万千瓦时，下降2.8%；"),
        ("0.0279", "用电12.35万千瓦时，上升2.8%；"),
        ("0", "用电12.35万千瓦时，与上年同期持平；"),
        ("0.0001", "用电12.35万千瓦时，与上年同期基本持平；"),
        (None, "用电12.35万千瓦时（与上年同期不可比）；"),
    ],
)
def test_a_fall_that_became_a_rise_is_another_figure(
    wenjing: SummaryFacts, change: str | None, said: str
) -> None:
    """The word belongs to the figure: else a text could say 下降 of what has risen by as many percent."""
    (stood,) = [one for one in draft(wenjing, wording_of(wenjing)) if one.source == "statistics.totals"]
    changed = with_electricity(wenjing, None if change is None else Decimal(change))
    now = figures_now(changed)
    (told,) = [
        plain(one.text) for one in draft(changed, wording_of(changed)) if one.source == "statistics.totals"
    ]
    assert said in told
    stale = {one.key: (one.shown, one.now) for one in changed_figures(figures(stood.text), now, str)}
    assert ("statistics.electricity.change" in stale) is (change != "-0.0279")
    if change == "0.0279":
        assert stale["statistics.electricity.change"] == ("下降2.8%", "上升2.8%")


def with_electricity(facts: SummaryFacts, change: Decimal | None) -> SummaryFacts:
    """The facts with another change of electricity."""
    assert facts.statistics is not None
    town = facts.statistics.town
    carriers = tuple(
        replace(
            one,
            quantity=replace(
                one.quantity, comparison_to_date=replace(one.quantity.comparison_to_date, change=change)
            ),
        )
        if one.item.key == "electricity"
        else one
        for one in town.carriers
    )
    return replace(facts, statistics=replace(facts.statistics, town=replace(town, carriers=carriers)))


def test_a_change_written_against_a_level_year_is_found(wenjing: SummaryFacts) -> None:
    level = with_electricity(wenjing, Decimal(0))
    (one,) = found(level, "用电同比下降3.8%。")
    assert (one.typed, one.recorded) == ("下降3.8%", "持平")
    (totals,) = [each for each in draft(wenjing, wording_of(wenjing)) if each.source == "statistics.totals"]
    typed = totals.text.replace("⟦statistics.electricity.change|下降2.8%⟧", "上升2.8%")
    assert typed != totals.text
    (one,) = found(wenjing, typed, "statistics.totals")
    assert (one.typed, one.recorded, one.replacement) == (
        "上升2.8%",
        "下降2.8%",
        "⟦statistics.electricity.change|下降2.8%⟧",
    )


def test_words_that_depend_on_records_are_figures_too(wenjing: SummaryFacts) -> None:
    """全部收齐, 按时上报, 均, 各单位, 未发现: when the records change, the text is told to say something else."""
    statistics, inspection = wenjing.statistics, wenjing.inspection
    assert statistics is not None
    assert inspection is not None
    nothing_found = replace(inspection, found=(), ordered=(), circulars=())
    everywhere = replace(
        inspection, rounds=tuple(replace(one, units_total=one.units_visited) for one in inspection.rounds)
    )
    first, *others = wenjing.units
    without = replace(first, contact=replace(first.contact, liaison_name=""))
    last = statistics.town.quarter
    lacking = board(wenjing.units, last, missing={(4, 4)})
    late = replace(statistics, board=lacking, sent=sent_up(last, LAST_DAY, after=16))
    changes = [
        (
            wenjing,
            replace(wenjing, statistics=late),
            {"statistics.collected": "全部收齐", "statistics.punctual": "按时上报"},
        ),
        (wenjing, replace(wenjing, units=(without, *others)), {"organisation.liaisons": "均"}),
        (wenjing, replace(wenjing, inspection=everywhere), {"inspection.target": "部分单位"}),
        (replace(wenjing, inspection=nothing_found), wenjing, {"inspection.violations": "未发现"}),
    ]
    for before, after, expected in changes:
        shown = [
            figure
            for one in draft(before, wording_of(before))
            if one.kind is ParagraphKind.TEXT
            for figure in figures(one.text)
        ]
        stale = {one.key: one.shown for one in changed_figures(shown, figures_now(after), str)}
        assert expected.items() <= stale.items()


def test_what_was_sent_up_by_the_day_is_told(wenjing: SummaryFacts) -> None:
    assert wenjing.statistics is not None
    sent = sent_up(Quarter(2011, 4), date(2012, 1, 9))
    facts = replace(wenjing, statistics=replace(wenjing.statistics, sent=sent))
    told = draft(facts, wording_of(facts))
    (reports,) = [plain(one.text) for one in told if one.source == "statistics.reports"]
    assert reports.endswith("并按时上报到机关事务局公共机构节能处。全年应收季度报表16份，全部收齐。")


def test_a_comparison_says_so_where_the_years_cannot_be_compared(wenjing: SummaryFacts) -> None:
    """Electricity: nothing used last year; standard coal: no last year at all, of which nothing is said."""
    assert wenjing.statistics is not None
    town = wenjing.statistics.town
    electricity = next(carrier for carrier in town.carriers if carrier.item.key == "electricity")
    none = replace(electricity.quantity.comparison_to_date, change=None)
    incomparable = replace(electricity, quantity=replace(electricity.quantity, comparison_to_date=none))
    unknown = replace(
        town.coal, comparison_to_date=none, last_year_to_date=replace(town.coal.last_year_to_date, value=None)
    )
    carriers = tuple(incomparable if carrier is electricity else carrier for carrier in town.carriers)
    changed = replace(wenjing.statistics, town=replace(town, carriers=carriers, coal=unknown))
    facts = replace(wenjing, statistics=changed)
    made = draft(facts, wording_of(facts))
    (totals,) = [plain(one.text) for one in made if one.source == "statistics.totals"]
    assert "综合能耗18.50吨标准煤（当量值）；用电12.35万千瓦时（与上年同期不可比）；" in totals
    assert "用水8200立方米，上升2.5%" in totals


def test_comparing_reads_the_records_once_and_knows_the_drafts(recorded: Office) -> None:
    from jingzhen_desktop.annual.actions.drafting import generate

    stored = generate(recorded, 2011, SummaryKind.YEAR, LAST_DAY)
    compared = compare(recorded, stored)
    assert compared.changed == ()
    assert compared.typed == ()
    assert {one.source for one in stored.paragraphs} == set(compared.drafts)
    assert len(compared.figures) > 45
    assert len({figure.key for figure in compared.figures}) == len(compared.figures)
