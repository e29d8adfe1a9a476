"""The town's totals on the screen, in the workbook and on paper:
the same figures everywhere, worked out by hand.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from ..finished import pdf_text
from .clerk import Clerk
from .reading import Line, number, pdf_lines, percent, summary_rows, table_rows
from .year import QUARTER_NAMES, TOTALS, Year

SHARES, AGAINST = "各单位数据", "与上年同期"


def compare_totals(year: Year) -> None:
    clerk, town = year.clerk, year.town
    for quarter, totals in town.totals.items():
        clerk.press(QUARTER_NAMES[quarter - 1])
        clerk.go("汇总表")
        assert shown_totals(clerk) == totals
        assert town.scope[quarter] in clerk.texts()
        compare_units(year, quarter)
        folder = year.folder / "U盘"
        clerk.will_choose(folder)
        clerk.press("导出汇总表到…")
        clerk.wait()
        assert "已写入并核对" in clerk.texts()
        files = sorted(folder.glob(f"*{QUARTER_NAMES[quarter - 1]}*"), key=lambda file: file.suffix)
        assert [file.suffix for file in files] == [".pdf", ".xlsx"]
        year.keep(*files)
        compare_table(year, quarter, files[0])
        compare_workbook(year, quarter, files[1])
        shown_pdf = clerk.preview("预览打印", year.folder / f"预览{quarter}.pdf")
        assert shown_pdf.read_bytes() == files[0].read_bytes(), "what is previewed is what is exported"


def shown_totals(clerk: Clerk) -> dict[tuple[str, str], str]:
    """What 汇总 shows of each carrier and measure, without the 其中 ones: this year's figure, last year's and
    how they compare, of the quarter and to date, as the panel says it when the figure is clicked, and whose
    figures they are. A fall as the papers write it: on the screen it has a real minus.
    """
    found = {}
    rows, titles = clerk.rows(TOTALS), clerk.titles(TOTALS)
    for at, row in enumerate(rows):
        if row[0].startswith("　其中"):
            continue
        for column in _columns_of(titles, row):
            clerk.click_cell(TOTALS, at, column)
            title = next(text for text in clerk.texts().splitlines() if text.startswith(f"{row[0]}　"))
            said = clerk.rows(AGAINST)
            figures = [line[1] for line in said] + [line[2] for line in said]
            assert row[column] == figures[0]
            found[row[0], title.partition("　")[2]] = " ".join([*figures, row[-1]]).replace("−", "-")
    return found


def _columns_of(titles: list[str], row: list[str]) -> list[int]:
    """The quarter's columns of quantity, cost and standard coal in which a row has a figure."""
    wanted = [titles.index("数量"), titles.index("费用（元）"), titles.index("折标煤（kgce）")]
    return [column for column in wanted if row[column] != "—"]


def compare_units(year: Year, quarter: int) -> None:
    """Where a total comes from: the units behind electricity's standard coal, and behind all energy's."""
    clerk, expected = year.clerk, year.town.unit_coal.get(quarter)
    if expected is None:
        return
    coal = clerk.titles(TOTALS).index("折标煤（kgce）")
    for row, which in ((0, 0), (len(clerk.rows(TOTALS)) - 1, 1)):
        clerk.click_cell(TOTALS, row, coal)
        assert {cells[0]: cells[1] for cells in clerk.rows(SHARES)[:-1]} == {
            name: coals[which] for name, coals in expected.items()
        }


def compare_workbook(year: Year, quarter: int, file: Path) -> None:
    rows, table = summary_rows(file), table_rows(file)
    names = ("合计", "上年同期", "同比", f"累计（1—{quarter}季度）", "上年同期累计", "累计同比")
    for line, text in year.town.totals[quarter].items():
        *figures, coverage = text.split()
        of_summary = rows[line]
        for position, (name, figure) in enumerate(zip(names, figures, strict=True)):
            for value in (of_summary[position], table[name][line]):
                if name.endswith("同比"):
                    assert percent(value) == figure, (line, name)
                else:
                    assert Decimal(str(value)) == number(figure), (line, name)
        assert of_summary[6] == in_workbook(coverage), line
    for short, (power, everything) in year.town.unit_coal.get(quarter, {}).items():
        cells = table[short]
        of_power = next(
            value
            for (carrier, head), value in cells.items()
            if carrier.startswith("电") and head.startswith("折标煤")
        )
        for value, figure in ((of_power, power), (cells["合计", "综合能耗（kgce）"], everything)):
            assert (None if value is None else Decimal(str(value))) == number(figure)


def in_workbook(coverage: str) -> str:
    """How the sheet 指标汇总 says what the screen says of completeness."""
    return {"全部单位": "全部", "6/7个单位": "本季6/7，累计6/7", "累计6/7个单位": "累计6/7"}[coverage]


def compare_table(year: Year, quarter: int, file: Path) -> None:
    """The paper's rows, figure after figure:
    quantity, cost and standard coal of each carrier, then all together.
    """
    town, text, lines = year.town, pdf_text(file, page_numbers=False), pdf_lines(file)
    for words in town.table_says[quarter]:
        assert words in text
    columns = [aligned(line, shown.split()) for line, shown in town.totals[quarter].items()]
    names = ("合计", "上年同期", "同比", f"累计（1—{quarter}季度）", "上年同期累计", "累计同比")
    for position, name in enumerate(names):
        marked = name.startswith("累计（")
        cells = [figures[position] + (mark(figures[6]) if marked else "") for figures in columns]
        assert lines.count(name + "".join(cells)) == 1, name


def aligned(line: Line, figures: list[str]) -> list[str]:
    """A column on paper has its indicator's decimals in every row:
    none for kilowatt-hours, cubic metres and litres, two for tonnes, money and standard coal.
    """
    places = 0 if any(unit in line[1] for unit in ("千瓦时", "立方米", "升")) else 2
    return [figure if (value := number(figure)) is None else f"{value:,.{places}f}" for figure in figures]


def mark(coverage: str) -> str:
    """The mark behind a total up to the quarter that lacks a unit:
    what the quarter itself lacks is said once, in the head.
    """
    return "" if coverage == "全部单位" else "*"
