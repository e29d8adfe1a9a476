"""The annual summary: generated, edited, copied, exported."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTextEdit

from ..finished import pdf_text
from .year import Year


def summarise(year: Year) -> None:
    clerk, town = year.clerk, year.town
    clerk.go("年度总结")
    clerk.press("生成")
    assert "生成" in clerk.steps[-1]
    edit_paragraph(year)
    title = f"{town.settings['乡镇名称']}{town.year}年节能减排工作总结"
    check_clipboard(year, title)
    folder = year.folder / "U盘"
    clerk.will_choose(folder)
    clerk.press("导出PDF…")
    clerk.wait()
    paper = folder / f"{title}.pdf"
    text = pdf_text(paper, page_numbers=False)
    for fact in (*town.facts, town.edit[1]):
        assert "".join(fact.split()) in text, fact
    year.keep(paper)


def edit_paragraph(year: Year) -> None:
    """Add a sentence at the end of a paragraph and go elsewhere: it is stored, as the clerk's own."""
    clerk, (beginning, added) = year.clerk, year.town.edit
    outline, (editor,) = clerk.list("段落提纲"), clerk.visible(QTextEdit)
    (row,) = [
        row
        for row in range(outline.count())
        if outline.item(row).text().strip("　✎ ").startswith(beginning[:20])
    ]
    before = len(clerk.steps)
    clerk.click_item("段落提纲", row)
    clerk.type_at_end_of_line(editor, added)
    clerk.click_item("段落提纲", 0)
    (step,) = clerk.steps[before:]
    assert step.startswith("修改")
    assert step.endswith("工作总结")
    assert outline.item(row).text().strip("　").startswith("✎")
    assert "手工改过1段" in clerk.texts()


def check_clipboard(year: Year, title: str) -> None:
    year.clerk.press("复制全文")
    data = QGuiApplication.clipboard().mimeData()
    html, plain = data.html(), data.text()
    assert html.count("<h1") == 5
    for part in ("<table", "<h1", title, year.town.edit[1]):
        assert part in html
    assert plain.splitlines()[0] == title
    squeezed = "".join(plain.split())
    for fact in (*year.town.facts[:-1], year.town.edit[1]):
        assert "".join(fact.split()) in squeezed, fact
