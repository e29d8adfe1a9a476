"""A quarter's reports are reviewed unit by unit, what is odd is explained,
and the quarter is sent up and locked.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton

from .clerk import Clerk
from .year import QUARTER_NAMES, Year

FINDINGS, SAID = "审核问题", "已电话核实，票据与数据一致"


def review_quarter(year: Year, of_year: int, quarter: int) -> None:
    """Bring every report that is there to 已审核, through 单位报表."""
    clerk = year.clerk
    clerk.go("单位报表")
    units = unit_box(clerk)
    for position in range(units.count()):
        units.setCurrentIndex(position)
        if "（未报）" in units.currentText():
            continue
        clerk.fill(收到日期=year.town.came_in(of_year, quarter))
        if "提交审核" in buttons(clerk):
            clerk.press("提交审核")
        if "审核问题：没有" not in clerk.texts():
            explain_all(clerk)
        clerk.press("审核通过")
        assert "（已审核）" in units.currentText()
        assert "审核通过" not in buttons(clerk)


def explain_all(clerk: Clerk) -> None:
    """Say the same to every finding of the report in front; none of them is an error."""
    findings = clerk.list(FINDINGS)
    assert not any(findings.item(row).text().startswith("错误") for row in range(findings.count()))
    findings.selectAll()
    clerk.write("说明", SAID, Qt.Key.Key_Return)
    assert all(SAID in findings.item(row).text() for row in range(findings.count()))


def send_up(year: Year, of_year: int, quarter: int) -> None:
    """Send a quarter up whose reports are all approved; from then on it can only be looked at."""
    clerk = year.clerk
    clerk.go("汇总上报")
    folder = year.folder / "上报" / f"{of_year}Q{quarter}"
    folder.mkdir(parents=True)
    clerk.fill(上报日期=year.town.sent_up(of_year, quarter))
    clerk.will_confirm()
    clerk.will_choose(folder)
    clerk.press("汇总上报…")
    clerk.wait()
    assert clerk.steps[-1] == f"汇总上报{of_year}年{QUARTER_NAMES[quarter - 1]}"
    assert [file for file in folder.iterdir() if file.suffix in {".xlsx", ".pdf"}]
    clerk.go("单位报表")
    assert not {"提交审核", "审核通过", "退回…", "撤回审核…"} & set(buttons(clerk))
    year.wanted_steps["汇总上报"] += 1


def unit_box(clerk: Clerk) -> QComboBox:
    return next(box for box in clerk.visible(QComboBox) if box.accessibleName() == "单位")


def buttons(clerk: Clerk) -> list[str]:
    return [button.text() for button in clerk.visible(QPushButton)]
