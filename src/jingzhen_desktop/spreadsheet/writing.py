"""Writes our own .xlsx files: texts that stay texts, exact numbers, one set of looks, ready to print on A4.

What stands in which cell is decided by each tab's ``sheets``; where the bytes go by :mod:`..base.files`.
"""

from __future__ import annotations

import gc
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zipfile import ZIP_DEFLATED, ZipFile

from ..base.numbers import LARGEST
from .limits import address, column_letters
from .styles import (
    TEXT,
    Style,
)

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet


WrittenValue = str | Decimal | int | bool | date | datetime | None

_LONGEST_TEXT = 32_767
_DATE_FORMAT = "yyyy-mm-dd"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_NAME = re.compile(r"[\x00-\x1f\[\]:*?/\\]")
_A3, _A4 = 8, 9
"""What a workbook calls the papers."""
_CENTIMETRES_PER_INCH = 2.54
_FORMULA = re.compile(r'(?P<formula><c r="(?P<place>[A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v(?: ?/>|></v>)')
Results = dict[str, str]
"""What the formulas of a sheet give, by the address of their cell."""


def _plain_text(text: str) -> str:
    """Return the text as XML can carry it:
    no control characters, one kind of line end, nothing read as an escape.
    """
    plain = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST_TEXT]
    return _LOOKS_ESCAPED.sub("_x005F_", plain)


def _sheet_name(name: str, taken: list[str]) -> str:
    """Return a name Excel accepts and that is not yet taken."""
    base = _SHEET_NAME.sub("_", name).strip("' ")[:31] or "表"
    result, number = base, 2
    lower = {other.casefold() for other in taken}
    while result.casefold() in lower:
        result = f"{base[:27]}({number})"
        number += 1
    return result


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of rubbish away while a workbook is made: nothing of it is rubbish before it is
    saved, but each pass would look at every cell again.

    Measured: the quarterly table of 100 units in 345 ms in place of 449.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_TEXT_LINE, _AROUND, _LOWEST = 14.0, 4.0, 18.0
"""Points of a line of text in a cell, of what stands around it, and of the lowest row."""


def letters_of(text: str) -> int:
    """Return how wide a text is, in letters: a Han character takes two."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


class BookWriter:
    """A new workbook; add sheets, put cells, then :meth:`save`."""

    def __init__(self, title: str = "") -> None:
        from openpyxl import Workbook

        self._book: Workbook = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._book.properties.creator = "井镇节能"
        self._book.properties.title = _plain_text(title) or None
        self._looks: dict[tuple[Style, bool], StyleArray] = {}
        self._results: dict[str, Results] = {}

    def add_sheet(self, name: str, *, hidden: bool = False) -> SheetWriter:
        """Add a sheet; characters Excel forbids in the name are replaced,
        a name already taken gets a number.
        """
        sheet = self._book.create_sheet(_sheet_name(name, self._book.sheetnames))
        sheet.sheet_state = "hidden" if hidden else "visible"
        results = self._results[f"xl/worksheets/sheet{len(self._book.worksheets)}.xml"] = {}
        return SheetWriter(sheet, self._looks, results)

    def save(self) -> bytes:
        """Return the bytes of the .xlsx file."""
        from openpyxl.writer.excel import ExcelWriter

        buffer = io.BytesIO()
        ExcelWriter(self._book, _Archive(buffer, self._results)).save()
        return buffer.getvalue()


class _Archive(ZipFile):
    """Takes the parts of the file as openpyxl makes them, and puts beside each formula what it gives:
    openpyxl can store a formula or its result, but not both.
    """

    def __init__(self, target: io.BytesIO, results: Mapping[str, Results]) -> None:
        super().__init__(target, "w", ZIP_DEFLATED)
        self._results = results

    def write(self, filename: Any, arcname: Any = None, *settings: Any) -> None:
        """Take a part from a file."""
        if results := self._results.get(arcname):
            sheet = Path(filename).read_text(encoding="utf-8")
            self.writestr(arcname, _FORMULA.sub(lambda cell: _with_result(cell, results), sheet))
        else:
            super().write(filename, arcname, *settings)


def _with_result(cell: re.Match[str], results: Results) -> str:
    return f"{cell['formula']}<v>{results[cell['place']]}</v>"


class SheetWriter:
    """One sheet; rows and columns count from 0, lengths are as Excel shows them (columns in letters,
    rows in points).
    """

    def __init__(
        self, sheet: Worksheet, looks: dict[tuple[Style, bool], StyleArray], results: Results
    ) -> None:
        self._sheet = sheet
        self._looks = looks
        self._results = results
        self._number_rules: dict[tuple[str, str, str], DataValidation] = {}

    @property
    def name(self) -> str:
        """The name the sheet really got."""
        return self._sheet.title

    def put(self, row: int, column: int, value: WrittenValue, style: Style = TEXT) -> None:
        """Put a value; a text stays a text whatever it begins with, a date is shown as yyyy-mm-dd."""
        if isinstance(value, str):
            self._put_text(row, column, value, style)
            return
        if isinstance(value, Decimal) and not value.is_finite():
            raise ValueError(value)
        if isinstance(value, date) and style.number_format == "General":
            style = replace(style, number_format=_DATE_FORMAT)
        cell = self._cell(row, column)
        cell.value = value
        self._dress(cell, style)

    def put_formula(
        self, row: int, column: int, formula: str, result: Decimal | int, style: Style = TEXT
    ) -> None:
        """Put a formula of our own, beginning with ``=``; never one made from a unit's text.

        ``result`` is what it gives now, for readers that do not calculate.
        """
        cell = self._cell(row, column)
        cell.value = formula
        self._results[address(row, column)] = f"{result:f}"
        self._dress(cell, style)

    def merge(
        self, row: int, column: int, last_row: int, last_column: int, value: WrittenValue, style: Style = TEXT
    ) -> None:
        """Merge a block (ends included) and put the value in it;
        every cell gets the look, so the frame is whole.
        """
        for each_row in range(row, last_row + 1):
            for each_column in range(column, last_column + 1):
                self.put(each_row, each_column, None, style)
        self.put(row, column, value, style)
        if (row, column) != (last_row, last_column):
            # noted without merge_cells, which draws the frame of every merged cell anew and takes longer than
            # all the rest
            self._sheet.merged_cells.add(f"{address(row, column)}:{address(last_row, last_column)}")

    def widths(self, *widths: float) -> None:
        """Set the widths of the first columns, in letters (a Han character takes two)."""
        for column, width in enumerate(widths):
            self._sheet.column_dimensions[column_letters(column)].width = width

    def height(self, row: int, points: float) -> None:
        """Set a row's height in points."""
        self._sheet.row_dimensions[row + 1].height = points

    def fold(self, first: int, last: int) -> None:
        """Fold rows under the one before them; a click on the sign at the edge shows them."""
        from openpyxl.worksheet.properties import Outline

        for row in range(first, last + 1):
            self._sheet.row_dimensions[row + 1].outlineLevel = 1
            self._sheet.row_dimensions[row + 1].hidden = True
        self._sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)

    def fit_heights(self) -> None:
        """Give every row that has no height of its own that of its longest wrapped text; after the widths."""
        merged = {(block.min_row, block.min_col) for block in self._sheet.merged_cells.ranges}
        texts = self._sheet.iter_rows(values_only=True)
        for row, values in enumerate(texts, 1):
            if self._sheet.row_dimensions[row].height is None:
                alone = [
                    (column, value) for column, value in enumerate(values, 1) if (row, column) not in merged
                ]
                lines = max((self._lines(column, value) for column, value in alone), default=1)
                self.height(row - 1, max(_LOWEST, _TEXT_LINE * lines + _AROUND))

    def _lines(self, column: int, value: object) -> int:
        """Over how many lines a cell's text runs in its column."""
        if not isinstance(value, str):
            return 1
        width = self._sheet.column_dimensions[column_letters(column - 1)].width
        return sum(max(1, ceil(letters_of(line) / width)) for line in value.split("\n"))

    def usual_height(self, points: float) -> None:
        """Set the height of the rows that have none of their own."""
        self._sheet.sheet_format.defaultRowHeight = points
        self._sheet.sheet_format.customHeight = True

    def freeze(self, row: int, column: int) -> None:
        """Keep the rows above and the columns left of this cell in sight."""
        self._sheet.freeze_panes = address(row, column)

    def accept_number(
        self, row: int, column: int, message: str, prompt: str = "", title: str = "", condition: str = ""
    ) -> None:
        """Let a cell take only a number from 0 on; cells of which the same is said share one rule.

        Args:
            message: tells the unit what to fill in when it does not.
            prompt, title: shown beside the cell while it is filled in.
            condition: a formula of our own that must hold too, e.g. ``SUM(D9:D10)<=D8``.
        """
        from openpyxl.worksheet.datavalidation import DataValidation

        cell = address(row, column)
        said = (message, prompt, title)
        if not condition and said in self._number_rules:
            self._number_rules[said].add(cell)
            return
        if condition:
            formula = f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<={LARGEST},{condition})"
            rule = DataValidation(type="custom", formula1=formula, allow_blank=True)
        else:
            rule = DataValidation(
                type="decimal", operator="between", formula1="0", formula2=str(LARGEST), allow_blank=True
            )
            self._number_rules[said] = rule
        rule.errorStyle, rule.errorTitle, rule.error = "stop", "请检查", message[:225]
        rule.showErrorMessage = True
        if prompt:
            rule.promptTitle, rule.prompt, rule.showInputMessage = title[:32], prompt[:255], True
        rule.add(cell)
        self._sheet.add_data_validation(rule)

    def protect(self) -> None:
        """Guard against slips, without a password: only cells with an unlocked look can be filled in."""
        protection = self._sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False

    def print_setup(
        self,
        *,
        landscape: bool = False,
        head_rows: tuple[int, int] | None = None,
        margins: tuple[float, float, float, float] = (2.0, 1.5, 2.0, 1.5),
        footer: bool = True,
        pages_wide: int = 1,
        head_columns: tuple[int, int] | None = None,
        on_one_page: bool = False,
        large: bool = False,
    ) -> None:
        """Print on A4, or with ``large`` on A3, fitted to the width of so many pages, centred;
        ``head_rows`` and ``head_columns`` (first, last) come again on every page.

        With ``on_one_page`` it is printed smaller, so that nothing comes on a second page.
        ``margins`` are top, right, bottom, left in centimetres; the footer says 第1页 共3页.
        """
        from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self._sheet
        sheet.page_setup.paperSize = _A3 if large else _A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, int(on_one_page)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        edges = sheet.page_margins
        edges.top, edges.right, edges.bottom, edges.left = (
            margin / _CENTIMETRES_PER_INCH for margin in margins
        )
        edges.header = edges.footer = 0.8 / _CENTIMETRES_PER_INCH
        if head_rows is not None:
            sheet.print_title_rows = f"{head_rows[0] + 1}:{head_rows[1] + 1}"
        if head_columns is not None:
            sheet.print_title_cols = ":".join(map(column_letters, head_columns))
        if footer:
            sheet.HeaderFooter = HeaderFooter(
                oddFooter=HeaderFooterItem(center=_HeaderFooterPart("第&P页 共&N页"))
            )

    def _put_text(self, row: int, column: int, text: str, style: Style) -> None:
        cell = self._cell(row, column)
        cell.value = _plain_text(text)
        cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
        self._dress(cell, style, quoted=text[:1] in ("=", "+", "-", "@"))

    def _cell(self, row: int, column: int) -> Cell:
        return cast("Cell", self._sheet.cell(row + 1, column + 1))

    def _dress(self, cell: Cell, style: Style, *, quoted: bool = False) -> None:
        """Give the cell its look; made once per workbook,
        since openpyxl's own styling of each cell is slow.
        """
        look = self._looks.get((style, quoted))
        if look is None:
            look = self._looks[style, quoted] = _make_look(cell, style, quoted)
        cell._style = look  # type: ignore[attr-defined]  # noqa: SLF001


def _make_look(cell: Cell, style: Style, quoted: bool) -> StyleArray:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.styles.cell_style import StyleArray

    # not the look it has: that one may be other cells' too
    cell._style = StyleArray()  # type: ignore[attr-defined]  # noqa: SLF001
    side = Side(style="thin", color="000000")
    cell.font = Font(name=style.font, size=style.size, bold=style.bold)
    cell.alignment = Alignment(horizontal=style.horizontal, vertical=style.vertical, wrap_text=style.wrap)
    cell.border = Border(left=side, right=side, top=side, bottom=side) if style.border else Border()
    cell.fill = PatternFill("solid", start_color=style.fill) if style.fill else PatternFill()
    cell.protection = Protection(locked=style.locked)
    cell.number_format = style.number_format
    look: StyleArray = cell._style  # type: ignore[attr-defined]  # noqa: SLF001
    look.quotePrefix = int(quoted)
    return look
