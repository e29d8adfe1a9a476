"""Blocks to and from the clipboard, as WPS and Excel write them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from jingzhen_desktop.widgets.grid.clipboard import block_to_html, block_to_mime, block_to_tsv, html_to_block, mime_to_block, tsv_to_block

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {mso-number-format:General;}</style></head><body>
<table border=0><!--StartFragment--><col width=72><tr height=19><td>镇政府</td><td align=right x:num>1,234.5</td></tr>
<tr><td colspan=2>合计&nbsp;</td></tr><!--EndFragment--></table></body></html>"""

cells = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\r\u2028\u2029\x85"), max_size=8)
blocks = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4))


def test_a_table_of_excel_is_read_with_merged_cells_as_blanks() -> None:
    assert html_to_block(EXCEL) == [["镇政府", "1,234.5"], ["合计", ""]]


def test_the_closing_line_break_makes_no_row() -> None:
    assert tsv_to_block("1\t2\r\n3\t4\r\n") == [["1", "2"], ["3", "4"]]


def test_an_empty_cell_in_a_column_stays_a_cell() -> None:
    assert tsv_to_block("1\n\n3\n") == [["1"], [""], ["3"]]


def test_quoted_cells_keep_their_tabs_and_line_breaks() -> None:
    block = [["a\tb", 'say "x"'], ["two\nlines", ""]]
    assert tsv_to_block(block_to_tsv(block)) == block
    assert html_to_block(block_to_html([["two\nlines", "<b>&"]], [True, True])) == [["two\nlines", "<b>&"]]


@given(blocks)
def test_tsv_round_trip(block: list[list[str]]) -> None:
    if block == [[""]]:
        return
    assert tsv_to_block(block_to_tsv(block)) == block


def test_html_is_preferred_and_text_without_table_falls_to_tsv() -> None:
    mime = QMimeData()
    mime.setHtml("<p>no table</p>")
    mime.setText("1\t2")
    assert mime_to_block(mime) == [["1", "2"]]
    mime.setHtml("<table><tr><td>9</td></tr></table>")
    assert mime_to_block(mime) == [["9"]]


def test_texts_are_marked_so_that_excel_calculates_nothing_from_them() -> None:
    html = block_to_mime([["=1+1", "021", "5"]], [True, True, False]).html()
    assert html.count("mso-number-format:'\\@'") == 2
