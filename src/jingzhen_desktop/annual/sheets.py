"""数据来源表: every figure of a text with its value, unit, how it is counted and the records it is counted from,
for whoever audits it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from math import ceil
from pathlib import Path

from ..base.files import OutFile, deliver_all, safe_name
from ..base.place import Place
from ..base.text import chinese_date
from ..office.file import Office
from ..quarterly.values.reports import quarter_of
from ..spreadsheet.styles import CENTRED, HEAD, NOTE, PLAIN, TEXT, TITLE, Style
from ..spreadsheet.writing import BookWriter, SheetWriter, WrittenValue
from .figures.registry import explain
from .queries.compared import Compared, compare
from .queries.versions import version_content, versions_of
from .rules.freezing import SHORT_HASH, shown_figures
from .rules.markup import plain
from .rules.numerals import read_numeral
from .rules.tables import paragraph_figures
from .values.sources import Explanation
from .values.text import Summary
from .values.versions import FrozenFigure, SummaryVersion

_TABS = {
    "organisation": "组织机构",
    "quarterly": "季度统计",
    "inspection": "监督检查",
    "publicity": "宣传培训",
    "settings": "设置",
    "annual": "年度总结",
}
_KINDS = {
    "group": "领导小组",
    "unit": "单位",
    "ledger": "工作台账",
    "round": "检查",
    "visit": "被检查单位",
    "reading": "温度",
    "violation": "问题",
    "rectification": "整改通知",
    "circular": "通报",
    "activity": "活动",
}
_LINE = 13.5
"""Points of a line of text."""
_COLUMNS = (
    "序号",
    "所在段落",
    "数据域",
    "文中写法",
    "数值",
    "计量单位",
    "记录现值",
    "是否一致",
    "含义和计算方法",
    "来源记录数",
    "位置",
)
_WIDTHS = (6, 30, 24, 22, 14, 12, 22, 10, 46, 10, 14)
_RECORD_COLUMNS = ("数据域序号", "数据域", "来源记录", "记录内容", "位置")
_RECORD_WIDTHS = (12, 28, 44, 30, 34)
_LONGEST = 40
_SHOWN_RECORDS = 1
"""Of a figure's many records so many are in sight and printed; the others are folded under them."""
_RIGHT = replace(TEXT, horizontal="right")


def export_sources(office: Office, stored: Summary, folder: Path, overwrite: bool = False) -> Path:
    """Write the 数据来源表 of a text into a folder, verified; of a final one the figures as they were kept.

    Raises:
        TargetExists: the name is taken and may not be replaced.
        EnvironmentFault: the folder cannot be written.
    """
    return deliver_all([sources_file(office, stored)], folder, overwrite=overwrite)[0]


def sources_file(office: Office, stored: Summary) -> OutFile:
    """Return the 数据来源表 of a text on its way out."""
    return OutFile(sources_name(stored), partial(sources_book, office, stored))


def sources_name(stored: Summary) -> str:
    """Return the file name of the 数据来源表."""
    words = "数据来源表"
    title = safe_name(stored.title)
    # the title gives way, or the file would bear the paper's own name
    while safe_name(title + words) != title + words:
        title = title[:-1]
    return f"{title}{words}.xlsx"


def sources_book(office: Office, stored: Summary) -> bytes:
    """Return the 数据来源表 as .xlsx: one row per figure, and a sheet with every record behind them, folded."""
    compared = compare(office, stored)
    figures, version = _figures(office, stored, compared)
    book = BookWriter(f"{stored.title}数据来源表")
    _figures_sheet(book.add_sheet("数据来源"), stored, figures, compared.now, version)
    _records_sheet(book.add_sheet("来源记录"), figures)
    return book.save()


def _figures(
    office: Office, stored: Summary, compared: Compared
) -> tuple[Sequence[Explanation | FrozenFigure], SummaryVersion | None]:
    if stored.is_final:
        version = versions_of(office, stored.id)[-1]
        return version_content(office, version.id).figures, version
    return [explain(figure, compared.facts) for figure in shown_figures(stored)], None


def _state(version: SummaryVersion | None) -> str:
    """Say whether the figures are those of a version, and of which."""
    if version is None:
        return "尚未定稿"
    kept = f"{version.finalised_at:%Y-%m-%d %H:%M}定稿"
    return f"第{version.number}版，{kept}，校验码{version.content_hash[:SHORT_HASH]}"


def _figures_sheet(
    sheet: SheetWriter,
    stored: Summary,
    figures: Sequence[Explanation | FrozenFigure],
    now: Mapping[str, str],
    version: SummaryVersion | None,
) -> None:
    last = len(_COLUMNS) - 1
    sheet.merge(0, 0, 0, last, f"{stored.title}数据来源表", TITLE)
    sheet.merge(1, 0, 1, last, f"落款日期：{chinese_date(stored.day)}　{_state(version)}", PLAIN)
    for column, title in enumerate(_COLUMNS):
        sheet.put(2, column, title, HEAD)
    where = _paragraph_of(stored)
    for number, figure in enumerate(figures, 1):
        _figure_row(sheet, number, figure, where.get(figure.key, ""), now.get(figure.key))
    sheet.merge(
        len(figures) + 3,
        0,
        len(figures) + 3,
        last,
        "“记录现值”为导出本表时由记录重新计算的值；来源记录逐条列在“来源记录”表。",
        NOTE,
    )
    sheet.widths(*_WIDTHS)
    sheet.freeze(3, 3)
    sheet.print_setup(landscape=True, head_rows=(2, 2))


def _figure_row(
    sheet: SheetWriter, number: int, figure: Explanation | FrozenFigure, where: str, now: str | None
) -> None:
    row = number + 2
    value = _value(figure.shown, figure.unit)
    cells: tuple[tuple[WrittenValue, Style], ...] = (
        (number, CENTRED),
        (where, TEXT),
        (figure.title, TEXT),
        (figure.shown, TEXT),
        (value, _RIGHT),
        (figure.unit, CENTRED),
        ("无记录" if now is None else now, TEXT),
        ("一致" if now == figure.shown else "不一致", CENTRED),
        (figure.how, TEXT),
        (len(figure.records), _RIGHT),
        (_tab(figure.place), CENTRED),
    )
    for column, (content, style) in enumerate(cells):
        sheet.put(row, column, content, style)
    sheet.height(row, _row_height(cells, _WIDTHS))


def _records_sheet(sheet: SheetWriter, figures: Sequence[Explanation | FrozenFigure]) -> None:
    for column, title in enumerate(_RECORD_COLUMNS):
        sheet.put(0, column, title, HEAD)
    row = 1
    for number, figure in enumerate(figures, 1):
        first = row
        for record in figure.records:
            cells: tuple[tuple[WrittenValue, Style], ...] = (
                (number, CENTRED),
                (figure.title, TEXT),
                (record.text, TEXT),
                (record.value, TEXT),
                (_where(record.place), TEXT),
            )
            for column, (content, style) in enumerate(cells):
                sheet.put(row, column, content, style)
            sheet.height(row, _row_height(cells, _RECORD_WIDTHS))
            row += 1
        if row - first > _SHOWN_RECORDS:
            sheet.fold(first + _SHOWN_RECORDS, row - 1)
    sheet.widths(*_RECORD_WIDTHS)
    sheet.freeze(1, 0)
    sheet.print_setup(landscape=True, head_rows=(0, 0))


def _paragraph_of(stored: Summary) -> dict[str, str]:
    """Key → the beginning of the first paragraph that shows it."""
    found: dict[str, str] = {}
    for paragraph in stored.paragraphs:
        text = "（表）" if paragraph.text.startswith("{") else plain(paragraph.text)
        short = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
        for figure in paragraph_figures(paragraph):
            found.setdefault(figure.key, short)
    return found


def _value(shown: str, unit: str) -> Decimal | str:
    """The number itself, so that it can be reckoned with; a dash for names and dates."""
    bare = shown.removesuffix(unit).removeprefix("+").removeprefix("上升")
    sign = -1 if bare.startswith(("-", "下降")) else 1
    number = read_numeral(bare.removeprefix("下降").lstrip("-"))
    return "—" if number is None else number.value * sign


def _row_height(cells: Sequence[tuple[WrittenValue, Style]], widths: Sequence[float]) -> float:
    """Points a row needs for its longest cell; Excel does not reckon it for files made by programs."""
    lines = max(
        ceil(_letters(str(content)) / (width - 1)) for (content, _), width in zip(cells, widths, strict=True)
    )
    return _LINE * max(1, lines) + 4


def _letters(text: str) -> int:
    """Width in letters: a Han character takes two."""
    return sum(2 if ord(letter) > 0x2E80 or letter in "·—“”→" else 1 for letter in text)


def _tab(place: Place) -> str:
    return _TABS.get(place.tab, place.tab)


def _where(place: Place) -> str:
    """Where a record stands, in the words of the screen: 季度统计·2011年一季度·编号1."""
    number = f"编号{place.id}" if place.id is not None else ""
    return "·".join(filter(None, (_tab(place), _kind(place), number)))


def _kind(place: Place) -> str:
    quarter = quarter_of(place)
    return quarter.title if quarter else _KINDS.get(place.kind, "")
