"""Score tables and self-scores as Excel files: out, and back in from what somebody has filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from ...base.errors import InputRejected
from ...base.numbers import parse_number, show_number
from ...base.text import matching_key
from ...quarterly.sheets.book import book_bytes
from ...spreadsheet.limits import address
from ...spreadsheet.reading import Sheet, Workbook, read_workbook
from ...spreadsheet.styles import HEAD, INPUT, INPUT_NUMBER, NOTE, NUMBER, PLAIN, TEXT, TITLE, TOTAL
from ...spreadsheet.writing import BookWriter, SheetWriter
from ..rules.score_printing import summary_book
from ..rules.score_tables import check_item, fitted
from ..score_choices import step_sets
from ..values.score_tables import ItemKind, Method, ScoreItem, ScoreTable, Source
from ..values.score_views import AssessmentView

Choice = TypeVar("Choice", ItemKind, Source, Method)

_ONE_PAGE = 25
"""Items of a form for self-scores that can still be read on one page."""
_TITLE_ROWS = 15
"""How far down the row of titles is looked for."""
_BLOCK, _ITEM, _POINTS = "板块", "考核内容", "分值"
_KIND, _SOURCE, _METHOD, _EACH, _TARGET = "类别", "数据来源", "计分方式", "每项分值", "目标下降率"
_STEPS, _RULE, _EVIDENCE = "档", "评分办法", "佐证材料"
_COLUMNS = (
    (_BLOCK, 16),
    (_ITEM, 30),
    (_POINTS, 8),
    (_KIND, 10),
    (_SOURCE, 22),
    (_METHOD, 14),
    (_EACH, 10),
    (_TARGET, 12),
    (_STEPS, 24),
    (_RULE, 44),
    (_EVIDENCE, 20),
)
_OWN, _OWN_REASON = "自评分", "自评说明"
_MEANT = {
    _BLOCK: ("板块", "项目", "一级指标", "考核项目"),
    _ITEM: ("考核内容", "内容", "二级指标", "评分内容", "指标"),
    _POINTS: ("分值", "标准分", "满分", "分数"),
    _RULE: ("评分办法", "评分标准", "评分细则", "评分说明"),
    _EVIDENCE: ("佐证材料", "佐证", "证明材料"),
    _OWN: ("自评分", "自评得分", "自评", "自查得分"),
    _OWN_REASON: ("自评说明", "自评理由", "说明"),
}
"""How tables of others call the columns that everybody has."""


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A self-score as it was read.

    Attributes:
        unit_name: as it stands over the table; empty if nothing does.
        scores: points and words by item id.
    """

    file_name: str
    unit_name: str
    scores: Mapping[int, tuple[Decimal | None, str]]


def summary_bytes(view: AssessmentView, town: str, *, example: bool) -> bytes:
    """Return 得分汇总表 with every unit's 得分表 as an .xlsx file; totals are plain, the formulas stand in 核对."""
    return book_bytes(summary_book(view, town), example=example)


def table_book(table: ScoreTable) -> bytes:
    """Return a score table as an .xlsx file; reading it back in changes nothing."""
    book = BookWriter(table.title)
    sheet = book.add_sheet("评分表")
    last = len(_COLUMNS) - 1
    sheet.merge(0, 0, 0, last, table.title, TITLE)
    sheet.height(0, 30)
    sheet.merge(1, 0, 1, last, f"等次：{table.grades}", PLAIN)
    for column, (title, _) in enumerate(_COLUMNS):
        sheet.put(2, column, title, HEAD)
    for row, item in enumerate(table.items, 3):
        _write_item(sheet, row, item)
    sheet.merge(len(table.items) + 3, 0, len(table.items) + 3, last, _note(), NOTE)
    sheet.widths(*(width for _, width in _COLUMNS))
    sheet.fit_heights()
    sheet.freeze(3, 2)
    sheet.print_setup(landscape=True, head_rows=(2, 2), margins=(1.5, 1.0, 1.5, 1.0))
    return book.save()


def _write_item(sheet: SheetWriter, row: int, item: ScoreItem) -> None:
    source = item.source.words if item.source is not Source.HAND else ""
    cells = (
        item.block,
        item.title,
        item.points,
        item.kind.words,
        source,
        item.method.words,
        item.each,
        item.target,
        _step_titles().get(item.steps, item.steps),
        item.rule,
        item.evidence,
    )
    for column, cell in enumerate(cells):
        sheet.put(row, column, cell, NUMBER(1) if isinstance(cell, Decimal) else TEXT)


def _step_titles() -> dict[str, str]:
    """The title of each set of steps by its key."""
    return {key: one.title for key, one in step_sets().items()}


def _note() -> str:
    methods = "、".join(one.words for one in Method)
    return (
        f"类别：{'、'.join(one.words for one in ItemKind)}。计分方式：{methods}。数据来源空着的为手工评分。"
    )


def read_table(path: Path, title: str = "") -> ScoreTable:
    """Read a score table from any workbook that has the columns 考核内容 and 分值.

    Raises:
        InputRejected: no such table in it, or a row that cannot be; the sentence names file, sheet and
            cell.
    """
    workbook = read_workbook(path)
    sheet, top, columns = _titled(workbook, (_ITEM, _POINTS))
    grades = _grades(sheet, top)
    table = ScoreTable(0, title or path.stem, grades)
    block = "考核内容"
    for row in range(top + 1, len(sheet.rows)):
        block = _plain(sheet, row, columns.get(_BLOCK)) or block
        name = _plain(sheet, row, columns[_ITEM])
        where = f"“{workbook.name}”的“{sheet.name}”第{row + 1}行“{name}”"
        if name and (problem := sheet.cell(row, columns[_POINTS]).problem):
            raise InputRejected(f"{where}：{problem}。")
        if not name or not _plain(sheet, row, columns[_POINTS]):
            continue
        try:
            item = _item(sheet, row, columns, block, len(table.items))
            check_item(item, table)
        except InputRejected as error:
            raise InputRejected(f"{where}：{error}") from error
        table = replace(table, items=(*table.items, replace(item, id=-1 - len(table.items))))
    if not table.items:
        raise InputRejected(
            f"“{workbook.name}”的“{sheet.name}”在标题行下面没有考核内容，请检查是不是选错了文件。"
        )
    return table


def _item(sheet: Sheet, row: int, columns: Mapping[str, int], block: str, position: int) -> ScoreItem:
    def text(key: str) -> str:
        return _plain(sheet, row, columns.get(key))

    source = _choice(Source, text(_SOURCE), Source.HAND)
    points = parse_number(text(_POINTS).removesuffix("分"))
    item = ScoreItem(
        0,
        0,
        position,
        block,
        text(_ITEM),
        Decimal(0) if points is None else points,
        _choice(ItemKind, text(_KIND), ItemKind.SCORE),
        source,
        _choice(Method, text(_METHOD), Method.HAND),
        parse_number(text(_EACH)),
        _steps(text(_STEPS)),
        parse_number(text(_TARGET)),
        text(_RULE),
        text(_EVIDENCE),
    )
    return replace(item, method=fitted(item))


def _steps(words: str) -> str:
    """The key of the steps that were written by their title, or by their key."""
    titles = _step_titles()
    found = next((key for key, title in titles.items() if words in (key, title)), "")
    if words and not found:
        raise InputRejected(f"没有“{words}”这种档，可以写“{'”或“'.join(titles.values())}”。")
    return found


def _choice(kind: Iterable[Choice], words: str, usual: Choice) -> Choice:
    return next((one for one in kind if one.words == words), usual)


def _grades(sheet: Sheet, top: int) -> str:
    for row in range(top):
        for column in range(len(sheet.rows[row])):
            words = _plain(sheet, row, column)
            if words.startswith("等次："):
                return words.removeprefix("等次：")
    return ""


# --- self-scores --------------------------------------------------------------------------------------------


def own_book(view: AssessmentView, units: Sequence[str], town: str) -> bytes:
    """Return the form for self-scores (自评表), a sheet for each unit; only the two columns may be filled
    in.
    """
    book = BookWriter(f"{view.assessment.title}自评表")
    for name in units:
        _own_sheet(book.add_sheet(name), view, name, town)
    return book.save()


def _own_sheet(sheet: SheetWriter, view: AssessmentView, name: str, town: str) -> None:
    sheet.merge(0, 0, 0, 5, f"{town}{view.assessment.title}自评表", TITLE)
    sheet.height(0, 30)
    sheet.merge(1, 0, 1, 5, f"单位：{name}", PLAIN)
    titles = (_BLOCK, _ITEM, "标准分", _RULE, _OWN, _OWN_REASON)
    for column, title in enumerate(titles):
        sheet.put(2, column, title, HEAD)
    items = [item for item in view.table.items if item.kind is not ItemKind.VETO]
    for row, item in enumerate(items, 3):
        for column, text in ((0, item.block), (1, item.title), (3, item.rule)):
            sheet.put(row, column, text, TEXT)
        sheet.put(row, 2, item.points, NUMBER(1))
        sheet.put(row, 4, None, INPUT_NUMBER)
        sheet.put(row, 5, None, INPUT)
    row = len(items) + 3
    sheet.put(row, 0, "合计", TOTAL)
    for column in range(1, 6):
        sheet.put(row, column, None, TOTAL)
    sheet.put_formula(row, 4, f"=SUM({address(3, 4)}:{address(row - 1, 4)})", Decimal(0), TOTAL)
    note = "只填“自评分”和“自评说明”两栏；佐证材料按需附，每个单位不超过一页。"
    sheet.merge(row + 1, 0, row + 1, 5, note, NOTE)
    sheet.widths(14, 26, 8, 40, 9, 30)
    sheet.fit_heights()
    sheet.freeze(3, 2)
    sheet.print_setup(
        landscape=True, head_rows=(2, 2), margins=(1.5, 1.0, 1.5, 1.0), on_one_page=len(items) <= _ONE_PAGE
    )


def read_own(path: Path, table: ScoreTable) -> list[OwnSheet]:
    """Read the self-scores of a workbook, one for each sheet with points; nothing is stored.

    Raises:
        InputRejected: no such table in it, none with points, an item the table does not have, or points it
            cannot give; the sentence names file, sheet and cell.
    """
    workbook, wanted = read_workbook(path), (_ITEM, _OWN)
    _titled(workbook, wanted)  # refuses a workbook without any
    read = [_own(workbook.name, *titled, table) for titled in _all_titled(workbook, wanted)]
    filled = [one for one in read if one.scores]
    if not filled:
        raise InputRejected(f"“{workbook.name}”没有填自评分。")
    return filled


def _own(name: str, sheet: Sheet, top: int, columns: Mapping[str, int], table: ScoreTable) -> OwnSheet:
    known = {matching_key(item.title): item for item in table.items}
    found: dict[int, tuple[Decimal | None, str]] = {}
    for row in range(top + 1, len(sheet.rows)):
        where = f"“{name}”的“{sheet.name}”{address(row, columns[_OWN])}"
        title, points = _plain(sheet, row, columns[_ITEM]), _plain(sheet, row, columns[_OWN])
        if title and (problem := sheet.cell(row, columns[_OWN]).problem):
            raise InputRejected(f"{where}：{problem}。")
        if not title or not points:
            continue
        item = known.get(matching_key(title))
        if item is None:
            raise InputRejected(f"{where}：评分表里没有“{title}”，请用导出的自评表填写。")
        value = _points(where, points, item)
        found[item.id] = (value, _plain(sheet, row, columns.get(_OWN_REASON)))
    return OwnSheet(name, _unit_name(sheet, top), found)


def _points(where: str, text: str, item: ScoreItem) -> Decimal | None:
    try:
        value = parse_number(text)
    except InputRejected as error:
        raise InputRejected(f"{where}：{error}") from error
    if value is not None and not 0 <= value <= item.points:
        raise InputRejected(
            f"{where}：“{item.title}”最多{show_number(item.points)}分，不能填{show_number(value)}。"
        )
    if value is not None and value * 10 % 1:
        raise InputRejected(f"{where}：自评分最多一位小数。")
    return value


def _unit_name(sheet: Sheet, top: int) -> str:
    for row in range(top):
        for column in range(len(sheet.rows[row])):
            words = _plain(sheet, row, column)
            for label in ("单位：", "单位名称：", "自评单位："):
                if words.startswith(label):
                    return words.removeprefix(label).strip()
    return ""


def _titled(workbook: Workbook, wanted: Sequence[str]) -> tuple[Sheet, int, dict[str, int]]:
    """The first sheet with a row of titles, that row, and the columns by what they mean."""
    found = next(_all_titled(workbook, wanted), None)
    if found is None:
        raise InputRejected(f"在“{workbook.name}”里没有找到表：要有一行标题，其中有“{'”和“'.join(wanted)}”。")
    return found


def _all_titled(workbook: Workbook, wanted: Sequence[str]) -> Iterator[tuple[Sheet, int, dict[str, int]]]:
    for sheet in (one for one in workbook.sheets if not one.hidden):
        rows = ((row, _columns(sheet, row)) for row in range(min(_TITLE_ROWS, len(sheet.rows))))
        titled = next(((row, found) for row, found in rows if found.keys() >= set(wanted)), None)
        if titled is not None:
            yield sheet, *titled


def _columns(sheet: Sheet, row: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(len(sheet.rows[row])):
        title = _plain(sheet, row, column).partition("（")[0]
        for key, _ in (*_COLUMNS, (_OWN, 0), (_OWN_REASON, 0)):
            if title in _MEANT.get(key, (key,)) and key not in found:
                found[key] = column
    return found


def _plain(sheet: Sheet, row: int, column: int | None) -> str:
    if column is None:
        return ""
    value = sheet.cell(row, column).value
    return "" if value is None else " ".join(str(value).split())
