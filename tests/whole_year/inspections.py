"""Inspections from the round to 销号 and 通报, and publicity."""

from __future__ import annotations

from ..finished import pdf_text
from .clerk import SHIFT, names_of
from .offices import Order, Round, Visit
from .year import Year

FINDINGS = "发现的问题"


def inspect(year: Year) -> None:
    clerk, town = year.clerk, year.town
    clerk.go("监督检查", "检查")
    for round_ in town.rounds:
        enter_round(year, round_)
    clerk.back()
    assert [row[1] for row in clerk.rows("检查")] == [round_.title for round_ in town.rounds]
    assert f"{town.year}年已查{len(town.rounds)}次，计划{len(town.rounds)}次" in clerk.texts()
    year.wanted_steps["新增检查"] = len(town.rounds)


def enter_round(year: Year, round_: Round) -> None:
    clerk = year.clerk
    clerk.press("新增检查")
    clerk.fill(
        季节=round_.season,
        检查日期=round_.day,
        检查名称=round_.title,
        天气=round_.weather,
        室外温度=round_.outdoor,
        空调使用=round_.mode,
    )
    clerk.write("检查人员", "陈明 刘英")
    clerk.press("录入单位")
    clerk.tick("选择被检查单位", *(visit.unit for visit in round_.visits))
    before = len(clerk.steps)
    clerk.press("录入所选")
    assert clerk.steps[before:] == [f"录入被检查单位{len(round_.visits)}个"]
    assert sorted(names_of(clerk.rows("被检查单位"))) == sorted(visit.unit for visit in round_.visits)
    for visit in round_.visits:
        enter_visit(year, visit)
    if round_.order is not None:
        follow_order(year, round_, round_.order)
    paper = clerk.preview("预览检查记录表", year.folder / "检查" / f"{round_.title}{round_.day}.pdf")
    text = pdf_text(paper, page_numbers=False)
    for words in (*round_.paper, *(year.unit(visit.unit).name for visit in round_.visits)):
        assert words in text
    year.keep(paper)


def enter_visit(year: Year, visit: Visit) -> None:
    clerk = year.clerk
    clerk.click_cell("被检查单位", clerk.row_of("被检查单位", visit.unit), 0)
    for number_, reading in enumerate(visit.readings):
        room, *measured = reading.split("\t")
        clerk.press("新增场所")
        clerk.type_cell(room)
        before = len(clerk.steps)
        clerk.paste("\t".join(measured))
        assert [step.split("的")[0] for step in clerk.steps[before:]] == [f"修改{visit.unit}{room}"], (
            "a paste is one step"
        )
        assert clerk.rows("温度记录")[number_][: len(measured) + 1] == [room, *measured]
    known = len(clerk.rows(FINDINGS))
    if visit.readings and visit.violations > (visit.found is not None):
        clerk.press("生成问题")
    if visit.found is not None:
        kind, room, text = visit.found
        clerk.press("新增问题…")
        clerk.fill(类型=kind, 场所=room, 问题=text)
        clerk.press("新增问题")
    assert len(clerk.rows(FINDINGS)) - known == visit.violations
    if visit.corrected:
        clerk.click_cell(FINDINGS, clerk.row_of(FINDINGS, visit.unit), 0)
        clerk.press("当场纠正…")
        clerk.write("纠正情况", visit.corrected)
        clerk.press("当场纠正")
        cells = clerk.rows(FINDINGS)[clerk.row_of(FINDINGS, visit.unit)]
        assert (cells[2], *cells[4:6]) == (visit.corrected, "已当场纠正", "")
        year.wanted_steps["登记当场纠正"] += 1


def follow_order(year: Year, round_: Round, order: Order) -> None:
    """Notice, no answer in time, circular, reply, re-check, 销号."""
    clerk, unit = year.clerk, round_.visits[-1].unit
    rows = [number_ for number_, cells in enumerate(clerk.rows(FINDINGS)) if cells[0] == unit]
    clerk.click_cell(FINDINGS, rows[0], 2)
    clerk.click_cell(FINDINGS, rows[-1], 2, modifier=SHIFT)
    clerk.press("下达限期整改…")
    clerk.fill(下达日期=order.ordered_on, 整改期限=order.deadline, 整改要求=order.requirement)
    clerk.press("下达整改通知")
    assert {tuple(clerk.rows(FINDINGS)[row][2:4]) for row in rows} == {(order.number, iso(order.deadline))}
    notice = clerk.preview("预览通知书", year.folder / "检查" / "整改通知书.pdf")
    text = pdf_text(notice, page_numbers=False)
    for words in (order.number, year.unit(unit).name, order.requirement, chinese(order.deadline), "回执"):
        assert words in text
    write_circular(year, order, unit)
    clerk.go("整改台账")
    assert clerk.rows("整改台账")[0][:2] == [order.number, unit]
    clerk.click_cell("整改台账", 0, 1)
    clerk.press("登记回复…")
    clerk.fill(回复日期=order.replied_on, 整改措施和结果=order.reply)
    clerk.press("登记回复")
    clerk.press("复查…")
    clerk.fill(复查日期=order.rechecked_on, 复查情况=order.recheck)
    clerk.press("登记复查")
    assert clerk.rows("整改台账")[0][5] == "已整改销号"
    assert "共1件，已销号1件，已逾期0件" in clerk.texts()
    year.keep(notice)
    clerk.go("检查")
    clerk.click_cell("检查", clerk.row_of("检查", round_.title, 1), 1, double=True)


def write_circular(year: Year, order: Order, unit: str) -> None:
    clerk = year.clerk
    clerk.press("起草通报")
    clerk.fill(
        通报日期=order.circular_day,
        通报范围=order.circular_scope,
        整改期限=order.circular_deadline,
        通报事由=order.circular_reason,
    )
    paper = clerk.preview("预览通报", year.folder / "检查" / "通报.pdf")
    text = pdf_text(paper, page_numbers=False)
    full = year.unit(unit).name
    for words in (
        order.circular_number,
        order.circular_reason,
        full,
        f"在{order.circular_scope}范围内予以通报",
        chinese(order.circular_deadline),
    ):
        assert words in text
    year.keep(paper)
    clerk.will_confirm()
    clerk.press("发出通报…")


def iso(day: str) -> str:
    """2011-7-5 as the screen shows it: 2011-07-05."""
    return "-".join(part.zfill(2) for part in day.split("-"))


def chinese(day: str) -> str:
    """2011-7-5 as papers print it: 2011年7月5日."""
    return "{}年{}月{}日".format(*day.split("-"))


def publicise(year: Year) -> None:
    clerk, grid = year.clerk, "宣传培训活动"
    clerk.go("宣传培训")
    for position, (button, kind, *texts) in enumerate(year.town.activities):
        clerk.press(button)
        for text in texts:
            clerk.type_cell(text)
        if kind:
            clerk.click_cell(grid, position, 0)
            clerk.type_cell(kind)
    assert [row[1:6] for row in clerk.rows(grid)] == [
        [iso(texts[0]), *texts[1:]] for _, _, *texts in year.town.activities
    ]
    assert f"{year.town.year}年共{len(year.town.activities)}次" in clerk.texts()
    year.wanted_steps["登记宣传培训"] = len(year.town.activities)
