"""A good form and what people do to it: move, insert, hide, rename, rescale, duplicate. Each edit changes the
form and says whether it can then still be taken without a question.
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from jingzhen_desktop.quarterly.values.reports import Entry
from jingzhen_desktop.spreadsheet.reading import Cell

TRUTH = {
    "electricity": Entry(Decimal(1200), Decimal(720)),
    "water": Entry(Decimal(40), Decimal(140)),
    "petrol": Entry(Decimal(90), Decimal(700)),
}


class Edited:
    """The form as rows of values, its hidden rows, and whether something in it must be asked."""

    def __init__(self) -> None:
        self.table: list[list[object]] = [
            ["2024年三季度能源消费统计表", None, None, None],
            ["填报单位：青石镇卫生院", None, "统计时间：2024年三季度", None],
            ["指标名称", "计量单位", "数量", "费用（元）"],
            ["电", "千瓦时", Decimal(1200), Decimal(720)],
            ["水", "立方米", Decimal(40), Decimal(140)],
            ["汽油", "升", Decimal(90), Decimal(700)],
        ]
        self.hidden: set[int] = set()
        self.spoilt = False

    @property
    def head(self) -> list[object]:
        return self.table[self.first - 1]

    @property
    def first(self) -> int:
        """The first row below the table's head."""
        return next(row for row, cells in enumerate(self.table) if "指标名称" in cells) + 1

    def column(self, title: str) -> int | None:
        return next((column for column, value in enumerate(self.head) if value == title), None)

    def line(self, data: st.DataObject) -> int:
        """Choose a row with an indicator's figures."""
        rows = [row for row in range(self.first, len(self.table)) if _figures(self.table[row])]
        return data.draw(st.sampled_from(rows))

    def cells(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the form as a sheet holds it."""
        width = max(map(len, self.table))
        padded = [[*row, *[None] * (width - len(row))] for row in self.table]
        return tuple(tuple(map(Cell, row)) for row in padded)


def _figures(row: list[object]) -> int:
    return sum(isinstance(value, Decimal) for value in row)


def _move_a_column(form: Edited, data: st.DataObject) -> None:
    one = data.draw(st.integers(1, 3))
    for row in form.table[form.first - 1 :]:
        if one < len(row):
            row.append(row.pop(one))


def _insert_a_row(form: Edited, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([1, 2, len(form.table)]))
    form.table.insert(place, ["填表说明：按票据填写"])
    form.hidden = {row + (row >= place) for row in form.hidden}


def _insert_a_column(form: Edited, _data: st.DataObject) -> None:
    for row in form.table[form.first - 1 :]:
        row.insert(1, None)


def _exchange_rows(form: Edited, data: st.DataObject) -> None:
    one, other = form.line(data), form.line(data)
    form.table[one], form.table[other] = form.table[other], form.table[one]


def _add_last_year(form: Edited, data: st.DataObject) -> None:
    width = len(form.head)
    form.head.append("上年同期")
    for row in form.table[form.first :]:
        if _figures(row):
            row += [*[None] * (width - len(row)), data.draw(st.sampled_from([Decimal(7), None]))]


def _add_a_remark(form: Edited, _data: st.DataObject) -> None:
    form.table.append(["备注：数据以票据为准"])


def _rescale(form: Edited, data: st.DataObject) -> None:
    row, unit, number = form.table[form.line(data)], form.column("计量单位"), form.column("数量")
    if unit is not None and number is not None and row[unit] in ("千瓦时", "立方米", "升"):
        row[unit], row[number] = f"万{row[unit]}", Decimal(str(row[number])) / 10_000


def _hide(form: Edited, data: st.DataObject) -> None:
    form.hidden.add(form.line(data))
    form.spoilt = True


def _duplicate(form: Edited, data: st.DataObject) -> None:
    form.table.append(list(form.table[form.line(data)]))
    form.spoilt = True


def _rename_the_period(form: Edited, data: st.DataObject) -> None:
    form.table[0][0] = data.draw(st.sampled_from(["2024年二季度统计表", "2024年上半年表", "2023年统计表"]))
    form.spoilt = True


def _rename_the_unit(form: Edited, _data: st.DataObject) -> None:
    form.table[0][0] = "青石镇文化站2024年三季度统计表"
    form.spoilt = True


def _write_an_unknown_unit(form: Edited, data: st.DataObject) -> None:
    row, unit = form.table[form.line(data)], form.column("计量单位")
    if unit is not None:
        row[unit] = data.draw(st.sampled_from(["万", "大箱", "瓶", "元/吨"]))
        form.spoilt = True


EDITS = {
    "move a column": _move_a_column,
    "insert a row": _insert_a_row,
    "insert a column": _insert_a_column,
    "exchange rows": _exchange_rows,
    "add last year": _add_last_year,
    "add a remark": _add_a_remark,
    "rescale": _rescale,
    "hide": _hide,
    "duplicate": _duplicate,
    "rename the period": _rename_the_period,
    "rename the unit": _rename_the_unit,
    "unknown unit": _write_an_unknown_unit,
}
