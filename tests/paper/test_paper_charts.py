"""Charts: what is drawn is what the figures are, nothing is cut, every text is in an embedded font,
scales begin at 0.
"""

from __future__ import annotations

import io
import random
import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from pypdf import PdfReader

from jingzhen_desktop.paper.charts.drawing import chart_pdf, draw_chart
from jingzhen_desktop.paper.charts.scale import scale_for
from jingzhen_desktop.paper.charts.values import Chart, ChartKind, Series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jingzhen_desktop.paper.fonts import FontBook

SIZE = (460.0, 240.0)
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def _chart(kind: ChartKind, *, series: int = 1, names: tuple[str, ...] = QUARTERS, seed: int = 1) -> Chart:
    chance = random.Random(seed)
    figures = [
        tuple(None if chance.random() < 0.1 else Decimal(chance.randrange(10**7)) / 100 for _ in names)
        for _ in range(series)
    ]
    lines = tuple(
        Series(f"{2010 + number}年" if series > 1 else "", values) for number, values in enumerate(figures)
    )
    return Chart(
        kind,
        "文井镇各季度用电量与上年同期比较",
        "千瓦时",
        names,
        lines,
        ("注：2011年三季度为3/4个单位的数据。",),
    )


def _shapes(drawing: Any) -> Iterator[Any]:
    for shape in getattr(drawing, "contents", ()):
        yield shape
        yield from _shapes(shape)


def _kinds() -> list[Chart]:
    long = tuple(f"文井镇第{number}中心小学及附属幼儿园" for number in range(1, 16))
    years = tuple(f"{year}年{name}" for year in (2009, 2010, 2011) for name in QUARTERS)
    return [
        _chart(ChartKind.GROUPED, series=2),
        _chart(ChartKind.GROUPED, series=5, names=years),
        _chart(ChartKind.LINE, series=3, names=years),
        _chart(ChartKind.BAR, names=long),
        _chart(ChartKind.SHARE, names=("电", "汽油", "柴油", "液化石油气", "天然气", "煤炭", "其他能源")),
    ]


@pytest.mark.parametrize("chart", _kinds(), ids=lambda one: f"{one.kind}{len(one.series)}")
@pytest.mark.parametrize("size", [SIZE, (300.0, 180.0)])
def test_every_text_lies_inside_the_picture_in_an_embedded_font(
    chart: Chart, size: tuple[float, float], classic: FontBook
) -> None:
    page = pypdfium2.PdfDocument(chart_pdf(chart, classic, *size).data)[0]
    text = page.get_textpage()
    boxes = [
        text.get_charbox(number)
        for number in range(text.count_chars())
        if text.get_text_range(number, 1).strip()
    ]
    assert len(boxes) > 40
    assert all(
        left > -0.5 and bottom > -0.5 and right < size[0] + 0.5 and top < size[1] + 0.5
        for left, bottom, right, top in boxes
    )
    reader: Any = PdfReader(io.BytesIO(chart_pdf(chart, classic, *size).data))
    assert all(
        "/FontDescriptor" in font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()
    )


def _near_equal(names: int, series: int) -> Chart:
    """Bars of almost the same height, where the values over them stand side by side."""
    figures = tuple(Series(f"{2023 + number}年", (Decimal("12764.67"),) * names) for number in range(series))
    return Chart(ChartKind.GROUPED, "各季度综合能耗", "kgce", tuple(map(str, range(names))), figures)


def _crowded() -> list[Chart]:
    forty = tuple(f"单位{number}" for number in range(40))
    shares = (Decimal(70), *(Decimal(6),) * 5)
    near_equal = [_near_equal(names, series) for names in (3, 5, 8, 12) for series in (1, 2, 3)]
    return [
        *near_equal,
        _chart(ChartKind.BAR, names=forty),
        Chart(ChartKind.SHARE, "构成", "kgce", tuple("甲乙丙丁戊己"), (Series("", shares),)),
        *_kinds(),
    ]


@pytest.mark.parametrize("chart", _crowded(), ids=lambda one: f"{one.kind}{len(one.series)}")
@pytest.mark.parametrize("size", [SIZE, (300.0, 180.0)])
def test_no_label_lies_over_another(chart: Chart, size: tuple[float, float], classic: FontBook) -> None:
    page = pypdfium2.PdfDocument(chart_pdf(chart, classic, *size).data)[0]
    text = page.get_textpage()
    seen = (number for number in range(text.count_chars()) if text.get_text_range(number, 1).strip())
    boxes = [(text.get_text_range(number, 1), *text.get_charbox(number)) for number in seen]
    for number, (letter, left, bottom, right, top) in enumerate(boxes):
        for other, from_left, from_bottom, to_right, to_top in boxes[number + 1 :]:
            wide, high = (
                min(right, to_right) - max(left, from_left),
                min(top, to_top) - max(bottom, from_bottom),
            )
            assert wide < 0.5 or high < 0.5, (letter, other, left, bottom)


@pytest.mark.parametrize("names", [3, 4, 5])
def test_values_over_neighbouring_bars_stand_apart(names: int, classic: FontBook) -> None:
    """Two numbers that follow each other without a gap are read as one."""
    page = pypdfium2.PdfDocument(chart_pdf(_near_equal(names, 2), classic, *SIZE).data)[0]
    text = page.get_textpage()
    numbers = [found.span() for found in re.finditer(r"12,764\.67", text.get_text_range())]
    spans = sorted((text.get_charbox(start)[0], text.get_charbox(end - 1)[2]) for start, end in numbers)
    assert len(spans) == 2 * names
    assert all(after[0] - before[1] > 2 for before, after in pairwise(spans))


def test_says_title_unit_notes_and_figures(classic: FontBook) -> None:
    chart = Chart(
        ChartKind.GROUPED,
        "各季度用电量",
        "千瓦时",
        ("一季度", "二季度"),
        (Series("2010年", (Decimal("1234.5"), Decimal(0))), Series("2011年", (Decimal(1300), None))),
        ("二季度1/3个单位",),
    )
    text = PdfReader(io.BytesIO(chart_pdf(chart, classic, *SIZE).data)).pages[0].extract_text()
    for words in (
        "各季度用电量",
        "单位：千瓦时",
        "2010年",
        "2011年",
        "1,234.5",
        "1,300.0",
        "—",
        "二季度1/3个单位",
    ):
        assert words in text
    assert chart.table() == [
        ("", "2010年（千瓦时）", "2011年（千瓦时）"),
        ("一季度", "1,234.5", "1,300.0"),
        ("二季度", "0.0", "—"),
    ]


def test_bars_stand_on_zero_and_are_as_high_as_their_figures(classic: FontBook) -> None:
    from reportlab.graphics.shapes import Rect

    values = (Decimal(100), Decimal(101), Decimal(50))
    drawing = draw_chart(
        Chart(ChartKind.GROUPED, "图", "元", ("一", "二", "三"), (Series("", values),)), classic, *SIZE
    )
    bars = [shape for shape in _shapes(drawing) if isinstance(shape, Rect) and shape.strokeColor is not None]
    assert len({round(bar.y, 3) for bar in bars}) == 1
    assert bars[0].height / bars[2].height == pytest.approx(2)
    assert bars[1].height / bars[0].height == pytest.approx(1.01)


def test_missing_figure_leaves_a_gap_in_the_line(classic: FontBook) -> None:
    from reportlab.graphics.shapes import Line

    def thick(values: tuple[Decimal | None, ...]) -> int:
        chart = Chart(ChartKind.LINE, "图", "元", ("一", "二", "三", "四"), (Series("", values),))
        return sum(
            isinstance(shape, Line) and shape.strokeWidth > 1
            for shape in _shapes(draw_chart(chart, classic, *SIZE))
        )

    one, two = Decimal(1), Decimal(2)
    assert thick((one, two, one, two)) == 3
    assert thick((one, None, one, two)) == 1


def test_shares_add_up_to_the_whole() -> None:
    chart = Chart(
        ChartKind.SHARE, "构成", "kgce", ("电", "油", "气"), (Series("", (Decimal(3), Decimal(1), None)),)
    )
    assert [row[2] for row in chart.table()[1:]] == ["75.0%", "25.0%", "—"]
    with pytest.raises(ValueError, match="构成"):
        Chart(ChartKind.SHARE, "构成", "kgce", ("电",), (Series("", (Decimal(-1),)),))


@pytest.mark.parametrize("kind", list(ChartKind))
def test_without_figures_it_says_so(kind: ChartKind, classic: FontBook) -> None:
    empty = Chart(kind, "图", "元", ("一季度",), (Series("", (None,)),))
    assert "没有数据" in PdfReader(io.BytesIO(chart_pdf(empty, classic, *SIZE).data)).pages[0].extract_text()
    zero = Chart(kind, "图", "元", ("一季度",), (Series("", (Decimal(0),)),))
    assert "0" in PdfReader(io.BytesIO(chart_pdf(zero, classic, *SIZE).data)).pages[0].extract_text()


@pytest.mark.parametrize("seed", range(30))
def test_the_scale_holds_every_figure_and_zero(seed: int) -> None:
    chance = random.Random(seed)
    values = [
        Decimal(chance.randrange(-(10**6) * (seed % 2), 10**9)) / 10 ** chance.randrange(5) for _ in range(5)
    ]
    scale = scale_for(values)
    assert scale.lowest <= min(*values, Decimal(0))
    assert scale.highest >= max(*values, Decimal(0))
    assert Decimal(0) in scale.marks
    assert 2 <= len(scale.marks) <= 9
    assert scale.marks[-1] == scale.highest


def test_same_chart_gives_same_bytes(classic: FontBook) -> None:
    chart = _chart(ChartKind.GROUPED, series=2)
    assert chart_pdf(chart, classic, *SIZE).data == chart_pdf(chart, classic, *SIZE).data


def test_a_figure_that_lacks_something_has_its_sign(classic: FontBook) -> None:
    line = Series("2011年", (Decimal(120), Decimal(60), None), ("", "*", "*"))
    chart = Chart(ChartKind.GROUPED, "图", "元", ("一季度", "二季度", "三季度"), (line,), ("带*的数据不全",))
    text = PdfReader(io.BytesIO(chart_pdf(chart, classic, *SIZE).data)).pages[0].extract_text()
    assert "60*" in text
    assert "120*" not in text
    assert [row[1] for row in chart.table()[1:]] == ["120", "60*", "—"]
