"""报送情况 and 催报名单 as finished tables."""

from __future__ import annotations

from datetime import date

from ....base.text import chinese_date
from ....energy.periods import Quarter
from ....organisation.rules.place_words import signing_office
from ...values.board import Board, BoardCell, BoardRow
from ...values.printed import Cell, PrintedColumn, PrintedRow, PrintedTable
from ...values.reports import ReportState
from .cells import words

OVERDUE = "逾期"


def state_words(cell: BoardCell | None) -> str:
    """Say where a report stands in as few words as a cell holds: 未报（逾期）, 录入中（有空白）, 已审核."""
    if cell is None:
        return ""
    marks = [OVERDUE] if cell.overdue else []
    if cell.has_blanks:
        marks.append("有空白")
    return cell.state.words + (f"（{'、'.join(marks)}）" if marks else "")


def on_time_words(row: BoardRow | Board) -> str:
    """Say how many of the reports that can be judged came by their day: 3/4份 75%."""
    total = row.on_time
    if total.value is None:
        return "—"
    return f"{total.value}/{total.counted}份　{round(float(total.value) / total.counted * 100)}%"


def board_table(board: Board, town: str, subject: str) -> PrintedTable:
    """Return the year's 报送情况: units × quarters with state and day of receipt, and the on-time rate."""
    columns = [PrintedColumn("序号"), PrintedColumn("单位", is_text=True)]
    for period in board.cycle.periods(board.year):
        group = f"{period.name}（{_day(board.due.get(period.number), board.year)}前报）"
        columns += [
            PrintedColumn("状态", group, is_text=True),
            PrintedColumn("收到日期", group, is_text=True),
        ]
    columns.append(PrintedColumn("按时报送", is_text=True))
    rows = [_row(position, row, board) for position, row in enumerate(board.rows, 1)]
    return PrintedTable(
        name="报送情况",
        title=f"{town}{board.year}年公共机构{subject}统计报表报送情况",
        columns=tuple(columns),
        rows=(*rows, _count_row(board)),
        head=(f"填报单位：{signing_office(town)}", f"截至{chinese_date(board.today)}"),
        notes=_notes(board),
        frozen=2,
    )


def _notes(board: Board) -> tuple[str, ...]:
    """What the table's signs mean; of blank cells only where it has some."""
    notes = ["按时报送为收到日期不迟于报送期限的份数，占已到期限、可以判断的份数的比例。"]
    if any(row.cells.keys() < set(board.cycle.ends) for row in board.rows):
        notes.append("空格表示该单位当期不需填报。")
    return tuple(f"注{number}：{note}" for number, note in enumerate(notes, 1))


def urge_table(board: Board, quarter: Quarter, town: str, subject: str) -> PrintedTable:
    """Return the 催报名单 of a quarter: who has not handed in, since when it is overdue, whom to call."""
    rows = [
        PrintedRow(
            (
                words(str(position)),
                words(row.unit.name),
                words(state_words(row.cells[quarter.number])),
                words(overdue_words(row.cells[quarter.number], board.today)),
                words(row.unit.contact.liaison_name),
                words(row.unit.contact.liaison_phone),
                words(row.cells[quarter.number].reason),
            ),
        )
        for position, row in enumerate(board.to_urge(quarter.number), 1)
    ]
    heads = ("序号", "单位", "状态", "逾期", "节能联络员", "联系电话", "备注")
    nobody = PrintedRow((words(""), words("没有需要催报的单位"), *[words("")] * (len(heads) - 2)))
    return PrintedTable(
        name="催报名单",
        title=f"{town}{quarter.title}公共机构{subject}统计报表催报名单",
        columns=tuple(
            PrintedColumn(head, is_text=True, width=10.0 if head == "备注" else 0.0) for head in heads
        ),
        rows=tuple(rows) or (nobody,),
        head=(f"报送期限：{chinese_date(board.due[quarter.number])}", f"截至{chinese_date(board.today)}"),
        landscape=False,
        frozen=2,
    )


def urge_text(board: Board, quarter: Quarter) -> str:
    """Return the 催报名单 as lines of text for a message or a phone call; empty if there is nobody to urge."""
    rows = board.to_urge(quarter.number)
    if not rows:
        return ""
    lines = [
        (
            f"{quarter.title}统计报表应于{chinese_date(board.due[quarter.number])}前报送，"
            f"截至{chinese_date(board.today)}尚有{len(rows)}个单位未报齐："
        )
    ]
    for position, row in enumerate(rows, 1):
        contact = " ".join(filter(None, (row.unit.contact.liaison_name, row.unit.contact.liaison_phone)))
        lines.append(
            f"{position}. {row.unit.name}（{state_words(row.cells[quarter.number])}）{contact}".rstrip()
        )
    return "\n".join(lines)


def overdue_words(cell: BoardCell, today: date) -> str:
    """Say for how many days a report is overdue; empty if it is not."""
    return f"{(today - cell.due).days}天" if cell.overdue else ""


def _row(position: int, row: BoardRow, board: Board) -> PrintedRow:
    cells: list[Cell] = [words(str(position)), words(row.unit.name)]
    for number in board.cycle.ends:
        cell = row.cells.get(number)
        received = _day(cell.received_on, board.year) if cell and cell.received_on else ""
        cells += [
            words(state_words(cell)),
            words(received + ("（迟）" if cell and cell.late else "")),
        ]
    return PrintedRow((*cells, words(on_time_words(row))))


def _count_row(board: Board) -> PrintedRow:
    cells = [words("合计"), words(f"{len(board.rows)}个单位")]
    for number in board.cycle.ends:
        owed, waiting = board.owed(number), len(board.to_urge(number))
        cells += [
            words(f"已报{owed - waiting}/{owed}"),
            words(f"已审核{board.count(number, ReportState.APPROVED)}"),
        ]
    return PrintedRow((*cells, words(on_time_words(board))), strong=True)


def _day(day: date | None, year: int) -> str:
    """Return a day without its year, where it lies in the year of the table."""
    if day is None:
        return ""
    before = "次年" if day.year == year + 1 else "" if day.year == year else f"{day.year}年"
    return f"{before}{day.month}月{day.day}日"
