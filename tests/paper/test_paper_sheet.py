"""Pages of statistics: one table over several pages, heads with spans, columns in groups,
notes and signatories.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest

from jingzhen_desktop.paper.document import HeadCell, SheetDocument, Table, TableColumn
from jingzhen_desktop.paper.fonts import FontBook
from jingzhen_desktop.paper.typeset import typeset

Printed = Callable[[bytes], list]

MM = 72 / 25.4
MARGIN = 15 * MM
CARRIERS = ("电", "水", "天然气", "汽油")
COLUMNS = (
    TableColumn("单位名称", 2),
    *(
        TableColumn(text, 1, "right")
        for carrier in CARRIERS
        for text in (f"{carrier}量", f"{carrier}费（元）")
    ),
)
HEAD = (
    (HeadCell("单位名称", rows=2), *(HeadCell(carrier, columns=2) for carrier in CARRIERS)),
    tuple(HeadCell(text) for _ in CARRIERS for text in ("消费量", "费用（元）")),
)
FOOT = ("单位负责人：", "统计负责人：", "填表人：", "报出日期：2011年10月10日")


def sheet(rows: int, **more: object) -> SheetDocument:
    texts = tuple(
        (f"文井镇第{i}小学", *(f"{i},{column}34.56" for column in range(8))) for i in range(1, rows + 1)
    )
    table = Table(COLUMNS, (*texts, ("合计", *("9,876,543.21",) * 8)), HEAD, emphasised=frozenset({rows}))
    return SheetDocument(
        "公共机构能源资源消费统计表",
        table,
        ("填报单位：文井镇人民政府",),
        ("2011年第三季度",),
        ("注：3/4个单位已报。",),
        FOOT,
        **more,
    )


def test_everything_stands_within_the_margins_in_order(classic: FontBook, printed: Printed) -> None:
    lines = printed(typeset(sheet(4, mark="示例"), classic).data)
    texts = [line.text for line in lines]
    assert texts[:3] == ["示例", "公共机构能源资源消费统计表", "填报单位：文井镇人民政府2011年第三季度"]
    assert texts[-3:] == ["注：3/4个单位已报。", "".join(FOOT), "第1页 共1页"]
    assert sum(text.startswith("文井镇第") for text in texts) == 4
    for line in lines[1:-1]:
        assert line.left >= MARGIN - 0.1
        assert line.ink_right <= (297 - 15) * MM + 0.1
        assert MARGIN <= line.y <= (210 - 15) * MM
    foot = lines[-2]
    assert foot.left == pytest.approx(MARGIN, abs=0.1)
    assert foot.starts[-1] + 10.5 == pytest.approx((297 - 15) * MM, abs=0.1)


def test_portrait_is_portrait(classic: FontBook) -> None:
    assert pypdfium2.PdfDocument(typeset(sheet(4, landscape=False), classic).data)[
        0
    ].get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.05)


@pytest.mark.parametrize("rows", [19, 20, 21, 22, 23, 60])
def test_head_repeats_rows_stay_whole_and_the_foot_has_company(
    rows: int, classic: FontBook, printed: Printed
) -> None:
    pdf = typeset(sheet(rows), classic)
    lines = printed(pdf.data)
    for page in range(pdf.pages):
        on_page = "\n".join(line.text for line in lines if line.page == page)
        assert on_page.count("单位名称") == 1
        assert on_page.count("消费量费用（元）" * 4) == 1
        assert ("续表" in on_page) == (page > 0)
        assert f"第{page + 1}页 共{pdf.pages}页" in on_page
    for i in range(1, rows + 1):
        assert sum(line.text.startswith(f"文井镇第{i}小学{i},034.56") for line in lines) == 1
    total = next(line for line in lines if line.text.startswith("合计"))
    assert total.page == next(line.page for line in lines if line.text == "".join(FOOT)) == pdf.pages - 1


def test_numbers_are_right_aligned_and_on_one_line(classic: FontBook, printed: Printed) -> None:
    lines = [
        line
        for line in printed(typeset(sheet(12), classic).data)
        if line.text.startswith(("文井镇第", "合计"))
    ]
    places = {
        tuple(round(x, 1) for x, c in zip(line.starts, line.text, strict=True) if c == ".")
        for line in lines
        if "小学" in line.text
    }
    assert len(lines) == 13
    # in every row the points of the eight columns stand at the same places
    assert [len(points) for points in places] == [8]
    assert all(line.text.endswith(".56" if "小学" in line.text else ".21") for line in lines)


def test_too_many_columns_become_groups_that_repeat_the_first(classic: FontBook, printed: Printed) -> None:
    columns = (TableColumn("单位名称", 2), *(TableColumn(f"指标{i}", 1, "right") for i in range(40)))
    rows = tuple(
        (f"文井镇第{i}小学", *(f"{i}{column:02d},567.89" for column in range(40))) for i in range(1, 6)
    )
    pdf = typeset(SheetDocument("宽表", Table(columns, rows)), classic)
    lines = printed(pdf.data)
    assert pdf.pages >= 2
    for page in range(pdf.pages):
        assert sum(line.text.startswith("文井镇第") for line in lines if line.page == page) == 5
    text = "".join(line.text for line in lines)
    for i in range(40):
        assert text.count(f"3{i:02d},567.89") == 1
    for line in lines:
        assert line.ink_right <= (297 - 15) * MM + 0.1


def test_spans_are_cut_where_a_group_of_columns_ends(classic: FontBook, printed: Printed) -> None:
    columns = (TableColumn("单位名称", 2), *(TableColumn("", 1, "right") for _ in range(40)))
    head = (
        (HeadCell("单位名称", rows=2), HeadCell("能源", columns=30), HeadCell("水", columns=10)),
        tuple(HeadCell(f"第{i}项") for i in range(40)),
    )
    rows = (("文井镇中心小学", *("1,234,567.89",) * 40),)
    lines = printed(typeset(SheetDocument("宽表", Table(columns, rows, head)), classic).data)
    pages = max(line.page for line in lines) + 1
    assert pages >= 2
    first = ["".join(line.text for line in lines if line.page == page) for page in range(pages)]
    assert all("单位名称" in text for text in first)
    assert "能源" in first[0]
    assert "水" in first[-1]


def test_a_cell_with_pages_of_text_goes_on_in_a_further_row(classic: FontBook, printed: Printed) -> None:
    table = Table((TableColumn("单位", 1), TableColumn("备注", 3)), (("中心学校", "节能减排工作" * 1500),))
    pdf = typeset(SheetDocument("备注", table), classic)
    lines = printed(pdf.data)
    assert pdf.pages >= 2
    assert sum(line.text.count("节") for line in lines) == 1500
    assert min(line.y for line in lines if "节" in line.text) >= MARGIN


def test_a_newline_in_a_cell_and_in_a_note_is_kept(classic: FontBook, printed: Printed) -> None:
    table = Table((TableColumn("单位", 1), TableColumn("备注", 3)), (("中心学校", "第一行\n第二行"),))
    texts = [
        line.text
        for line in printed(typeset(SheetDocument("备注", table, notes=("注：一\n注：二",)), classic).data)
    ]
    assert [text for text in texts if text.startswith(("第一", "第二行", "注"))] == [
        "第一行",
        "第二行",
        "注：一",
        "注：二",
    ]


def test_an_empty_table_has_its_head(classic: FontBook, printed: Printed) -> None:
    lines = printed(typeset(SheetDocument("空表", Table(COLUMNS, (), HEAD)), classic).data)
    assert "单位名称" in "".join(line.text for line in lines)


def test_a_row_with_a_missing_cell_is_a_mistake_of_the_program(classic: FontBook) -> None:
    with pytest.raises(ValueError, match="9 texts"):
        typeset(SheetDocument("表", Table(COLUMNS, (("只有一格",),))), classic)


def test_a_table_that_would_spill_a_few_rows_is_set_tighter(classic: FontBook, printed: Printed) -> None:
    roomy, tight, long = (typeset(sheet(rows), classic) for rows in (12, 19, 200))
    assert [pdf.pages for pdf in (roomy, tight)] == [1, 1]
    assert long.pages > 1

    def pitch(data: bytes) -> float:
        first, second = (
            line.y for line in printed(data) if line.text.startswith(("文井镇第1小学", "文井镇第2小学"))
        )
        return first - second

    assert pitch(tight.data) < pitch(roomy.data) == pytest.approx(pitch(long.data))
    assert typeset(sheet(60), classic).pages == 2  # three pages become two; a longer list is leafed through


def test_rows_kept_together_are_not_parted(classic: FontBook, printed: Printed) -> None:
    for rows in range(40, 60):
        document = sheet(rows)
        pdf = typeset(replace(document, table=replace(document.table, keep_last=6)), classic)
        last = [
            line.page
            for line in printed(pdf.data)
            if line.text.startswith(("合计", *(f"文井镇第{i}小学" for i in range(rows - 4, rows + 1))))
        ]
        assert len(last) == 6
        assert set(last) == {pdf.pages - 1}


def test_a_word_of_three_characters_is_not_broken(classic: FontBook, printed: Printed) -> None:
    """Two lines of it would leave a character alone."""
    names = ("引导值", "基准值", "约束值")
    columns = (TableColumn("单位", 9), *(TableColumn(name, 0.01, "right") for name in names))
    table = Table(columns, (("文井镇人民政府" * 4, "15", "22", "30"),))
    lines = printed(typeset(SheetDocument("定额执行情况表", table), classic).data)
    text = "\n".join(line.text for line in lines)
    assert "单位引导值基准值约束值" in text
