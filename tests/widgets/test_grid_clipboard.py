"""Blocks to and from the clipboard, as Excel, WPS, LibreOffice and Word write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from jingzhen_desktop.widgets.grid.clipboard import (
    block_to_html,
    block_to_mime,
    block_to_tsv,
    mime_to_block,
    tsv_to_block,
)
from jingzhen_desktop.widgets.grid.html_table import html_to_block

EXCEL = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Excel.Sheet>
<style><!--table {mso-displayed-decimal-separator:"\\.";} td {mso-number-format:General;}
.xl65 {mso-number-format:"\\#\\,\\#\\#0\\.00";}--></style></head>
<body link="#0563C1" vlink="#954F72">
<table border=0 cellpadding=0 cellspacing=0 width=216 style='border-collapse:collapse;width:162pt'>
 <col width=72 span=3 style='width:54pt'>
<!--StartFragment-->
 <tr height=19 style='height:14.25pt'>
  <td height=19 width=72 style='height:14.25pt;width:54pt'>镇政府</td>
  <td class=xl65 align=right width=72 style='width:54pt'>\
<span style='mso-spacerun:yes'>&nbsp;</span>1,234.50<span
  style='mso-spacerun:yes'>&nbsp;</span></td>
  <td align=right style='mso-number-format:"\\@"'>010</td>
 </tr>
 <tr height=0 style='display:none'><td>藏起的行</td><td>9</td><td>9</td></tr>
 <tr height=19><td colspan=2 height=19 style='height:14.25pt'>合计&nbsp;</td>
  <td align=right>3<br style='mso-data-placement:same-cell;'>月</td></tr>
<!--EndFragment-->
 <![if supportMisalignedColumns]><tr height=0 style='display:none'>\
<td width=72 style='width:54pt'></td></tr><![endif]>
</table></body></html>"""

MERGED_DOWN = """<table><tbody><tr><td rowspan=3>能源</td><td>电</td><td>100</td></tr>\
<tr><td>水</td><td rowspan="2">5</td></tr>
<tr><td>汽油</td></tr><tr><td>合计</td><td></td><td>105</td></tr></tbody></table>"""

LIBREOFFICE = """<!DOCTYPE html><html><head>\
<meta http-equiv="content-type" content="text/html; charset=utf-8"/>\
<title></title>
<style type="text/css">body,div,table { font-family:"Liberation Sans"; font-size:x-small }</style>\
</head><body>
<table cellspacing="0" border="0"><colgroup width="85"></colgroup><colgroup width="85"></colgroup>
<tr><td height="17" align="left"><font face="Noto Sans CJK SC">中心学校</font></td>
<td align="right" sdval="1234.5678" sdnum="2052;0;#,##0.00">1,234.57</td></tr>
<tr><td height="17" align="right" sdval="40729" sdnum="2052;2052;YYYY-MM-DD">2011-07-05</td>
<td align="right" sdval="0.30000000000000004" sdnum="2052;">0.3</td></tr></table></body></html>"""

WORD = """<html><body><p class=MsoNormal>各单位用电</p>
<table class=MsoTableGrid border=1><thead><tr><th><p class=MsoNormal><span lang=ZH-CN>单位</span></p></th>
<th><p>用电量<o:p></o:p></p></th></tr></thead><tr><td><p>镇<b>政府</b> <i>本级</i></p><p>第二行</p></td>
<td><table><tr><td>里面的表</td></tr></table></td></tr>
</table><table><tr><td>另一个表</td></tr></table></body></html>"""

cells = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\r\u2028\u2029\x85"), max_size=8
)
blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4)
)


def test_a_table_of_excel_is_read_as_it_is_seen() -> None:
    assert html_to_block(EXCEL) == [["镇政府", "1,234.50", "010"], ["合计", "", "3\n月"]]


def test_cells_merged_downwards_leave_the_others_in_their_columns() -> None:
    assert html_to_block(MERGED_DOWN) == [
        ["能源", "电", "100"],
        ["", "水", "5"],
        ["", "汽油", ""],
        ["合计", "", "105"],
    ]


def test_the_number_behind_a_shortened_one_is_taken_and_a_date_stays_a_date() -> None:
    assert html_to_block(LIBREOFFICE) == [["中心学校", "1234.5678"], ["2011-07-05", "0.3"]]


def test_a_table_of_word_keeps_paragraphs_as_lines_and_its_inner_table_as_text() -> None:
    assert html_to_block(WORD) == [["单位", "用电量"], ["镇政府 本级\n第二行", "里面的表"]]


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999999", ""])
def test_a_senseless_span_is_one_cell(span: str) -> None:
    assert html_to_block(
        f'<table><tr><td colspan="{span}" rowspan="{span}">a</td><td>b</td></tr></table>'
    ) == [["a", "b"]]


def test_a_table_of_any_size_out_of_two_merged_cells_is_not_read() -> None:
    rows = "<tr><td>x</td></tr>" * 60
    assert html_to_block(f"<table><tr><td colspan=20000 rowspan=20000>a</td></tr>{rows}</table>") == []


def test_the_closing_line_break_makes_no_row() -> None:
    assert tsv_to_block("1\t2\r\n3\t4\r\n") == [["1", "2"], ["3", "4"]]


def test_an_empty_cell_in_a_column_stays_a_cell() -> None:
    assert tsv_to_block("1\n\n3\n") == [["1"], [""], ["3"]]


def test_quoted_cells_keep_their_tabs_and_line_breaks() -> None:
    block = [["a\tb", 'say "x"'], ["two\nlines", ""]]
    assert tsv_to_block(block_to_tsv(block)) == block
    assert html_to_block(block_to_html([["two\nlines", "<b>&  双空格"]], [True, True])) == [
        ["two\nlines", "<b>&  双空格"]
    ]


@given(blocks)
def test_tsv_round_trip(block: list[list[str]]) -> None:
    if block == [[""]]:
        return
    assert tsv_to_block(block_to_tsv(block)) == block


@given(blocks)
def test_html_round_trip_but_for_blanks_at_the_ends(block: list[list[str]]) -> None:
    tidy = [[cell.replace("\xa0", " ").strip() for cell in row] for row in block]
    assert html_to_block(block_to_html(block, [True] * len(block[0]))) == tidy


def test_html_is_preferred_and_text_without_table_falls_to_tsv() -> None:
    mime = QMimeData()
    mime.setHtml("<p>no table</p>")
    mime.setText("1\t2")
    assert mime_to_block(mime) == [["1", "2"]]
    mime.setHtml("<table><tr><td>9</td></tr></table>")
    assert mime_to_block(mime) == [["9"]]


def test_texts_are_marked_so_that_a_spreadsheet_calculates_nothing_from_them() -> None:
    mime = block_to_mime([["=1+1", "021", "-5", "-"]], [True, True, False, True])
    assert mime.html().count("mso-number-format:'\\@'") == 3
    assert "<td>-5</td>" in mime.html()  # a number stays one
    assert mime.text() == "'=1+1\t021\t-5\t-"
    assert mime_to_block(mime) == [["=1+1", "021", "-5", "-"]]
    assert tsv_to_block(mime.text()) == [["=1+1", "021", "-5", "-"]]
