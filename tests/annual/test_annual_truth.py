"""What the summary says of lateness, rounds and findings is what the tab below says:
as one number, as a list of sources and as an attachment.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.actions.editing import choose_attachments
from jingzhen_desktop.annual.actions.versions import finalise
from jingzhen_desktop.annual.figures.registry import figures_now, source_records
from jingzhen_desktop.annual.papers.attachments import attachments_of
from jingzhen_desktop.annual.queries.facts import collect_facts
from jingzhen_desktop.annual.queries.stored import summary_by_id
from jingzhen_desktop.annual.queries.versions import changes_since, version_content
from jingzhen_desktop.annual.rules.markup import plain
from jingzhen_desktop.annual.values.kinds import Attachment, SummaryKind
from jingzhen_desktop.annual.values.sources import SourceRecord
from jingzhen_desktop.energy.periods import Quarter, quarters_of
from jingzhen_desktop.inspection.actions.handling import add_violation, change_violation, order_rectification
from jingzhen_desktop.inspection.actions.rounds import add_round, change_round
from jingzhen_desktop.inspection.queries.rounds import inspection_year
from jingzhen_desktop.inspection.values.words import Season, ViolationKind
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.quarterly.actions.reports import change_receipt, change_signatures
from jingzhen_desktop.quarterly.actions.states import move_report
from jingzhen_desktop.quarterly.actions.submissions import submit_quarter, unlock_quarter
from jingzhen_desktop.quarterly.queries.board import state_board
from jingzhen_desktop.quarterly.values.reports import Move, Signatures

YEAR, LAST_DAY = SummaryKind.YEAR, date(2011, 12, 31)
Q1 = Quarter(2011, 1)  # due on 10 April


def said(office: Office, key: str, day: date = LAST_DAY) -> str:
    """What the records say of a figure."""
    facts = collect_facts(office, 2011, YEAR, day)
    return figures_now(facts).get(key, "")


def sources(office: Office, key: str, day: date = LAST_DAY) -> list[SourceRecord]:
    """What it is counted from."""
    return list(source_records(key, collect_facts(office, 2011, YEAR, day)))


def table(office: Office, tick: Attachment, day: date = LAST_DAY) -> list[tuple[str, ...]]:
    """The rows of an attached table; none if nothing is attached."""
    stored = generate(office, 2011, YEAR, day)
    choose_attachments(office, stored.id, [tick])
    attached = attachments_of(office, summary_by_id(office, stored.id))
    return [tuple(map(str, row)) for one in attached if one.sheet for row in one.sheet.table.rows]


def sentence(office: Office, source: str, day: date = LAST_DAY) -> str:
    stored = generate(office, 2011, YEAR, day)
    return next((plain(one.text) for one in stored.paragraphs if one.source == source), "")


# ---- units: 收到日期 against their deadline


def hand_in(office: Office, received: date | None, signed: date | None) -> None:
    """The first unit's report of the first quarter came in on a day (None: nobody knows which), and bears
    another.
    """
    unit = units_of_year(office, 2011)[0].id
    change_signatures(office, unit, Q1, Signatures(reported_on=signed))
    change_receipt(office, unit, Q1, received)


@pytest.mark.parametrize(
    ("received", "signed", "late"),
    [
        (date(2011, 5, 20), date(2011, 4, 5), True),  # dated early, received late
        (date(2011, 4, 8), date(2011, 5, 20), False),  # dated late, received early
        (date(2011, 4, 8), None, False),
        (date(2011, 4, 9), None, False),
        (date(2011, 4, 10), None, False),
        (date(2011, 4, 11), None, True),
    ],
)
def test_a_unit_is_late_by_the_day_its_report_was_received(
    recorded: Office, received: date, signed: date | None, late: bool
) -> None:
    hand_in(recorded, received, signed)
    assert (said(recorded, "statistics.late") == "政府机关一季度") is late
    assert [one.text for one in sources(recorded, "statistics.late")] == ["政府机关2011年一季度报表"] * late
    (cell,) = [row.cells[1] for row in state_board(recorded, 2011).rows if row.unit.short_name == "政府机关"]
    assert (cell.late, cell.on_time) == (late, not late)
    assert ("政府机关一季度未按时上报统计表" in sentence(recorded, "problems.reports")) is late


def test_a_report_of_which_nobody_knows_when_it_came_is_neither_in_time_nor_late(recorded: Office) -> None:
    hand_in(recorded, None, date(2011, 5, 20))
    assert said(recorded, "statistics.late") == ""
    assert sources(recorded, "statistics.late") == []


# ---- units: what is not handed in is not 已报


def take_back(office: Office, quarter: Quarter, *moves: Move) -> None:
    """Take the first unit's report of a quarter through some moves."""
    for move in moves:
        move_report(office, units_of_year(office, 2011)[0].id, quarter, move, "单价存疑")


@pytest.mark.parametrize("move", [Move.WITHDRAW, Move.RETURN])
def test_a_report_that_is_not_handed_in_is_not_received_but_its_figures_are_told(
    recorded: Office, move: Move
) -> None:
    assert "应收季度报表8份，全部收齐。" in sentence(recorded, "statistics.reports")
    assert "据统计，" in sentence(recorded, "statistics.totals")
    before = said(recorded, "statistics.electricity.quantity")
    take_back(recorded, Quarter(2011, 3), move)
    text = "应收季度报表8份，实收7份、尚在录入或已退回1份，2个单位中1个报表齐全。"
    assert text in sentence(recorded, "statistics.reports")
    assert said(recorded, "statistics.electricity.quantity") == before  # as in 季度统计
    totals = sentence(recorded, "statistics.totals")
    assert totals.startswith("据已有数据统计（政府机关三季度尚未报来、数已列入），")
    assert "政府机关三季度统计表尚未报来" in sentence(recorded, "problems.reports")
    assert [one.text for one in sources(recorded, "statistics.drafts")] == ["政府机关2011年三季度报表"]
    board = state_board(recorded, 2011)
    assert said(recorded, "statistics.received") == f"{sum(map(board.received, range(1, 5)))}份" == "7份"


def test_the_letter_counts_what_is_not_handed_in(recorded: Office) -> None:
    take_back(recorded, Quarter(2011, 3), Move.WITHDRAW)
    letter = generate(recorded, 2011, SummaryKind.COVER, LAST_DAY)
    (text,) = [plain(one.text) for one in letter.paragraphs if one.source == "cover.facts"]
    assert "实收7份、尚在录入或已退回1份" in text


# ---- the town: its first 汇总上报 against its own deadline


def send_up(office: Office, days: list[date]) -> None:
    for quarter, day in zip(quarters_of(2011), days, strict=False):
        names = tuple(f"{unit.short_name}（待审核）" for unit in units_of_year(office, 2011))
        submit_quarter(office, quarter, day, "县机关事务局", without=names)


def own_deadline(office: Office, days: str) -> None:
    from jingzhen_desktop.office.settings import write_settings
    from jingzhen_desktop.quarterly.settings import TOWN_DEADLINE_DAYS

    write_settings(office, {TOWN_DEADLINE_DAYS: days})


IN_TIME = [date(2011, 4, 14), date(2011, 7, 15), date(2011, 10, 15)]
THIRD_LATE = [date(2011, 4, 14), date(2011, 7, 15), date(2011, 10, 16)]


def test_a_quarter_sent_up_after_the_towns_deadline_is_not_called_punctual(recorded: Office) -> None:
    send_up(recorded, THIRD_LATE)
    assert "，并上报到县机关事务局节能科。" in sentence(recorded, "statistics.reports")  # no deadline is set
    own_deadline(recorded, "15")
    text = sentence(recorded, "statistics.reports")
    assert "，并上报到县机关事务局节能科。" in text
    assert text.endswith("已向县机关事务局上报3个季度的汇总表，其中三季度逾期上报。")
    (record,) = sources(recorded, "statistics.sent_late")
    assert (record.text, record.value) == ("2011年三季度汇总上报县机关事务局", "2011年10月16日")
    own_deadline(recorded, "16")
    assert "，并按时上报到县机关事务局节能科。" in sentence(recorded, "statistics.reports")


def test_a_town_that_sent_up_in_time_is_punctual_though_a_unit_was_late(recorded: Office) -> None:
    hand_in(recorded, date(2011, 5, 20), date(2011, 4, 5))
    (unit,) = [one.short_name for one in units_of_year(recorded, 2011)][1:]
    submit_quarter(recorded, Q1, date(2011, 4, 15), "县", without=("政府机关（待审核）", f"{unit}（待审核）"))
    own_deadline(recorded, "15")
    assert said(recorded, "statistics.punctual", date(2011, 4, 30)) == "按时上报"  # the others are ahead
    assert said(recorded, "statistics.punctual") == "上报"  # two more are not registered
    for quarter in quarters_of(2011)[1:3]:
        names = tuple(f"{one.short_name}（待审核）" for one in units_of_year(recorded, 2011))
        submit_quarter(
            recorded, quarter, quarter.end.replace(month=quarter.end.month + 1, day=15), "县", without=names
        )
    assert said(recorded, "statistics.punctual") == "按时上报"


@pytest.mark.parametrize(
    ("day", "sent"), [(date(2011, 5, 2), "1个季度"), (date(2011, 5, 3), ""), (date(2011, 5, 4), "")]
)
def test_what_was_taken_back_by_a_day_does_not_stand(recorded: Office, day: date, sent: str) -> None:
    send_up(recorded, IN_TIME[:1])
    unlock_quarter(recorded, Q1, date(2011, 5, 3), "更正用电量")
    facts = collect_facts(recorded, 2011, SummaryKind.HALF, day)
    assert facts.statistics is not None
    standing = [one.quarter for one in facts.statistics.sent if one.stands]
    assert standing == ([Q1] if sent else [])


def test_a_quarter_sent_up_again_says_so(recorded: Office) -> None:
    own_deadline(recorded, "15")
    send_up(recorded, IN_TIME)
    unlock_quarter(recorded, Q1, date(2011, 11, 3), "更正用电量")
    send_up(recorded, [date(2011, 11, 4)])
    text = sentence(recorded, "statistics.reports")
    assert "，并按时上报到县机关事务局节能科。" in text
    assert text.endswith("已向县机关事务局上报3个季度的汇总表，其中一季度更正后重新上报。")
    assert [one.value for one in sources(recorded, "statistics.sent_again")] == [
        "2011年4月14日，2011年11月3日解锁",
        "2011年11月4日",
    ]


# ---- inspections: one count, its sources, its attachment


def test_of_two_rounds_only_the_one_that_was_held_is_counted_listed_and_attached(recorded: Office) -> None:
    add_round(recorded, 2011, Season.AUTUMN, date(2011, 10, 12))  # dated, but nobody was visited
    assert len(inspection_year(recorded, 2011).rounds) == 1
    assert said(recorded, "inspection.rounds") == "1次"
    assert [one.text for one in sources(recorded, "inspection.rounds")] == ["2011年7月12日夏季空调温度检查"]
    rows = table(recorded, Attachment.INSPECTIONS)
    assert [row[1] for row in rows] == ["夏季空调温度检查", "合计"]
    assert "我镇1次对" in sentence(recorded, "inspection.checks")


@pytest.mark.parametrize(
    ("day", "count"), [(date(2011, 7, 11), 0), (date(2011, 7, 12), 1), (date(2011, 7, 13), 1)]
)
def test_a_round_counts_from_its_day_on(recorded: Office, day: date, count: int) -> None:
    for key in ("rounds", "visits", "units", "violations", "corrected"):
        assert len(sources(recorded, f"inspection.{key}", day)) == count, key
    assert said(recorded, "inspection.rounds", day) == ("1次" if count else "")
    assert [row[0] for row in table(recorded, Attachment.INSPECTIONS, day)] == ["1", ""][: count * 2]


@pytest.mark.parametrize(
    ("day", "found"), [(date(2011, 7, 19), 1), (date(2011, 7, 20), 2), (date(2011, 7, 21), 2)]
)
def test_what_was_found_counts_from_its_day_on(recorded: Office, day: date, found: int) -> None:
    (visit,) = inspection_year(recorded, 2011).visited
    number = add_violation(recorded, visit.id, ViolationKind.WINDOWS, "开窗")
    (_, entered) = (one.violation for one in inspection_year(recorded, 2011).found)
    assert entered.id == number
    change_violation(recorded, entered, replace(entered, found_on=date(2011, 7, 20)))
    assert said(recorded, "inspection.violations", day) == f"{found}个"
    assert len(sources(recorded, "inspection.violations", day)) == found
    row, _total = table(recorded, Attachment.INSPECTIONS, day)
    assert row[6:8] == (str(found), "1")


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2011, 8, 1), None),
        (date(2011, 8, 2), "限期整改中"),
        (date(2011, 8, 12), "限期整改中"),
        (date(2011, 8, 13), "已逾期"),
    ],
)
def test_a_notice_counts_from_its_day_on_and_is_overdue_after_its_deadline(
    recorded: Office, day: date, state: str | None
) -> None:
    (visit,) = inspection_year(recorded, 2011).visited
    found = add_violation(recorded, visit.id, ViolationKind.WINDOWS, "开窗")
    ordered, deadline = date(2011, 8, 2), date(2011, 8, 12)
    order_rectification(recorded, [found], number="〔2011〕1号", ordered_on=ordered, deadline=deadline)
    is_overdue = day > deadline
    assert said(recorded, "inspection.ordered", day) == ("1份" if state else "")
    assert said(recorded, "inspection.overdue", day) == ("1份" if is_overdue else "")
    assert len(sources(recorded, "inspection.ordered", day)) == (1 if state else 0)
    assert len(sources(recorded, "inspection.overdue", day)) == is_overdue
    assert [row[7] for row in table(recorded, Attachment.RECTIFICATIONS, day)] == ([state] if state else [])
    assert table(recorded, Attachment.INSPECTIONS, day)[0][8] == ("1" if state else "0")


def test_a_final_text_stays_as_it_was_when_the_records_say_otherwise(recorded: Office) -> None:
    stored = generate(recorded, 2011, YEAR, LAST_DAY)
    version = finalise(recorded, stored, b"%PDF-1.4")
    before = version_content(recorded, version.id)
    (held,) = inspection_year(recorded, 2011).held
    change_round(recorded, held.round, replace(held.round, day=date(2011, 7, 13)))
    hand_in(recorded, date(2011, 5, 20), None)
    assert version_content(recorded, version.id) == before
    assert "inspection.rounds" not in {one.key for one in changes_since(recorded, stored, version.id)}
