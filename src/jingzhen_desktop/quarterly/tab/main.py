"""The tab 季度统计: the quarter at the top, what can be done with it, and the views of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QHideEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ...base.place import Place
from ...energy.periods import QUARTERS, Quarter
from ...office.file import Step
from ...widgets.desk import Desk
from ...widgets.lazy_page import LazyPage
from ...widgets.page_head import HeadActions, SubPages, lay_out_page, page_action
from ...widgets.parts import EmptyHint, action_button
from ...widgets.tool_row import Chip, Segments, ToolPart, ToolRow
from ..queries.board import reporting_calendar, state_board
from ..queries.submissions import open_submission
from ..queries.versions import cycle_in, period_in
from ..values.reports import IMPORT_PLACE, TAB, ReportStatus, pending_file, quarter_of, report_place
from .calendar import CalendarView, mark_periods
from .chosen_files import dropped_paths
from .importing import ImportView
from .intake import Intake, Recognised
from .leftovers import LeftOvers
from .outgoing import Outgoing
from .report import ReportView
from .totals import TotalsView

if TYPE_CHECKING:
    from .ledger import LedgerView
    from .outputs import OutputsPage
    from .submission import SubmissionView
    from .trends import TrendView

_KEPT_AFTER = 300
"""Milliseconds after which what waits to be taken in is kept: several changes come together."""
_OF_A_REPORT = frozenset({"report", "report_line", "report_explanation"})
"""Tables of which a step changes nothing but the report at its place;
what a report is judged against is not among them.
"""


class QuarterlyTab(QWidget):
    """Everything of one quarter; reads anew whenever something was stored."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.quarter = _proposed_quarter(desk)
        self._has_units = self._took_up = False
        self._fresh: set[QWidget] = set()
        self.calendar = CalendarView(desk, self)
        self.report = ReportView(desk, self)
        self.totals = TotalsView(desk, self)
        self.intake = Intake(self, desk, lambda: self.quarter, self.show_forms)
        self._importing: ImportView | None = None
        self._keep_later = QTimer(self, singleShot=True, interval=_KEPT_AFTER)
        self._keep_later.timeout.connect(self._keep_import)
        self._left = LeftOvers(desk, self)
        self.outgoing = Outgoing(self, desk)
        self.ledger, self.trends, self.submission = self._later_views()
        self._segments, self.locked = Segments(self), Chip(self)
        self.quarters = self._segments.group
        self.outputs = LazyPage(self._make_outputs, lambda _page: None, self)
        self.outputs.hide()
        self.head_actions = HeadActions(self)
        self.views = SubPages("季度统计", self, self.head_actions)
        self._pages = QStackedWidget(self)
        self.hint = EmptyHint("", "去组织机构", lambda: desk.go_to(Place("organisation")), self)
        self._empty = QWidget(self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.views)
        self.refresh()

    # ---- where the clerk is

    def show_place(self, place: Place) -> None:
        """Show a quarter, and with an id one unit's report in it."""
        if place == IMPORT_PLACE:
            self.show_import()
            return
        quarter = quarter_of(place)
        if place.tab != TAB or quarter is None:
            return
        self._desk.year = quarter.year
        self.show_quarter(quarter)
        if place.id is None:
            self.views.setCurrentWidget(self.calendar)
            self.calendar.go_to_work()
            self.calendar.grid.setFocus()
        else:
            self.show_report(place.id, quarter.number)

    def show_quarter(self, quarter: Quarter) -> None:
        """Show another quarter in every view, or the longer period it lies in where one is reported."""
        quarter = period_in(self._desk.office, quarter)
        if quarter != self.quarter:
            self._desk.delivery_over.emit()
            if self.views.detail is self._importing:
                self.views.close_detail()  # what waits to be taken in waits on
        self.quarter = quarter
        self.refresh()
        if self.views.detail is self.outputs:
            self.show_outputs()

    def show_report(self, unit_id: int, number: int) -> None:
        """Open one unit's report and go to its first figure."""
        self.quarter = period_in(self._desk.office, Quarter(self.quarter.year, number))
        self.report.show_quarter(self.quarter, unit_id)
        self.refresh()
        self.views.setCurrentWidget(self.report)
        if self.report.unit_id == unit_id:
            self.report.start_typing()
        else:
            self._desk.alerts.say(f"该单位{self.quarter.title}不是填报单位")

    def refresh(self) -> None:
        """Read what is shown anew; views behind it when they come to the front."""
        self._fresh.clear()
        self._name_periods()
        self.quarters.button(self.quarter.number).setChecked(True)
        board = state_board(self._desk.office, self.quarter.year)
        self._has_units = bool(board.rows)
        self.hint.set_text(
            f"{self.quarter.year}年还没有填报单位。\n请先在“组织机构”中新增单位，或从上年结转。"
        )
        self._pages.setCurrentIndex(0 if self._has_units else 1)
        if self._has_units:
            if self.views.currentWidget() is self.calendar:
                self._fresh.add(self.calendar)
                self.calendar.show_board(board, self.quarter)
            self._refresh_view()
            mark_periods(self._segments, board)

    # ---- files in

    @property
    def importing(self) -> ImportView:
        """The preview of what was recognised, made when there is something to show."""
        if self._importing is None:
            self._importing = self._make_importing()
        return self._importing

    def _make_importing(self) -> ImportView:
        view = ImportView(self._desk, self._left, self)
        view.hide()
        actions = self._actions
        view.offer_of_tab((actions["导入报表…"], actions["导入文件夹…"], actions["从剪贴板导入"]))
        view.stored.connect(self._after_storing)
        view.cancelled.connect(self._after_import)
        view.emptied.connect(self.intake.forget)
        view.outdated.connect(self.intake.take_in_again)
        view.changed.connect(self._keep_later.start)
        return view

    @property
    def _forms_wait(self) -> bool:
        if self._importing is not None and self._importing.is_waiting:
            return True
        return pending_file(self._desk.office.path).exists()

    def _keep_import(self) -> None:
        """Keep what waits to be taken in, so that it is there again when the program is opened next time."""
        from .pending import keep_import

        self._keep_later.stop()
        view = self._importing
        if view is None:
            return
        with self._desk.alerts.guard():
            keep_import(self._desk.office, view.pending(self.quarter, self.intake.pasted()))

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown, or the office file is closed."""
        super().hideEvent(event)
        if self._keep_later.isActive():
            self._keep_import()

    def show_forms(self, quarter: Quarter, found: Recognised) -> None:
        """Show recognised forms in the preview; nothing is stored."""
        self._desk.year = quarter.year
        self.show_quarter(quarter)
        self._take_up_before()
        self.importing.show_forms(quarter, found)
        if self.importing.is_waiting:
            self.show_import()

    def paste_forms(self) -> None:
        """Take in what is on the clipboard; what was pasted before keeps its name."""
        self._take_up_before()
        self.intake.paste()

    def _take_up_before(self) -> None:
        """Have what waited when the program was closed wait again, or new files would make it forgotten."""
        if not self._took_up and pending_file(self._desk.office.path).exists():
            self._resume_import()
        self._took_up = True

    def show_import(self) -> None:
        """Show what was recognised and waits to be taken in, in place of what is in front."""
        if self._importing is None or not self._importing.is_waiting:
            self._resume_import()
            return
        self._tools.hide()  # what waits is of its own quarters
        self.views.open_detail(self.importing, "导入报表")

    def _resume_import(self) -> None:
        """Read the files of an import that was not finished once more, as far as they are there."""
        from .pending import kept_import

        self._took_up = True
        office, alerts = self._desk.office, self._desk.alerts
        pending = kept_import(office)
        there = [path for path in pending.sources if path.exists()] if pending else []
        gone = [path.name for path in pending.sources if path not in there] if pending else []
        if pending is not None and (there or pending.pasted):
            if gone:
                alerts.warn(f"找不到未完成的导入里的{'、'.join(gone)}，可能已移走，或U盘没有插上。")
            self.importing.take_up(pending)
            self.intake.resume([*there, *pending.pasted], period_in(office, pending.quarter))
            return
        question = f"未完成的导入里的文件都找不到了：{'、'.join(gone)}。\n插上U盘再继续，还是放弃这次导入？"
        if pending is None:
            question = "未完成的导入是另一版本的程序存的，或已损坏，读不出来。\n放弃它，重新导入这些文件？"
        if alerts.confirm(question, "放弃"):
            pending_file(office.path).unlink(missing_ok=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()) and self._has_units:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.intake.take_in(dropped_paths(event.mimeData()))

    # ---- inside

    def _later_views(self) -> tuple[LazyPage[LedgerView], LazyPage[TrendView], LazyPage[SubmissionView]]:
        """The views nobody needs at the start; their rooms are imported with them."""

        def ledger(parent: QWidget) -> LedgerView:
            from .ledger import LedgerView

            return LedgerView(self._desk, parent)

        def trends(parent: QWidget) -> TrendView:
            from .trends import TrendView

            return TrendView(self._desk, parent)

        def submission(parent: QWidget) -> SubmissionView:
            from .submission import SubmissionView

            return SubmissionView(self._desk, parent)

        def connect(view: LedgerView | TrendView | SubmissionView) -> None:
            view.report_wanted.connect(self.show_report)

        def connect_submission(view: SubmissionView) -> None:
            connect(view)
            view.quarter_wanted.connect(self._show_number)

        return (
            LazyPage(ledger, connect, self),
            LazyPage(trends, connect, self),
            LazyPage(submission, connect_submission, self),
        )

    def _make_outputs(self, parent: QWidget) -> OutputsPage:
        from .outputs import OutputsPage

        return OutputsPage(self._desk, self.outgoing, parent)

    def show_outputs(self) -> None:
        """List what can be printed and exported of the quarter and unit in front, in place of the view."""
        ledger = self.ledger.page.unit_id if self.views.currentWidget() is self.ledger else None
        self.outputs.page.show_quarter(self.quarter, ledger or self.report.unit_id)
        self._show_tools(self.outputs)
        self._to_outputs.hide()
        self.views.open_detail(self.outputs, "打印和导出")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_view()

    def _refresh_view(self) -> None:
        """Have the view in front read what it has not read yet, and the one row show its tools."""
        if self._pages.currentIndex() != 0:
            return
        view = self.views.currentWidget()
        if view not in self._fresh:
            self._read(view)
        self._show_tools(self.outputs if self.views.detail is self.outputs else view)
        self._offer()

    def _read(self, view: QWidget) -> None:
        self._fresh.add(view)
        if view is self.ledger:
            unit_id = None if self.ledger.is_made else self.report.unit_id
            self.ledger.page.show_quarter(self.quarter, unit_id=unit_id)
        elif isinstance(view, LazyPage):
            view.page.show_quarter(self.quarter)
        elif isinstance(view, (CalendarView, ReportView, TotalsView)):
            view.show_quarter(self.quarter)

    def _note_step(self, step: Step) -> None:
        """Read anew what a step may have changed; a cell of the report in front needs only that report."""
        self._fresh.clear()
        if not self.isVisible():
            return
        in_front = self.views.currentWidget() is self.report and step.tables <= _OF_A_REPORT
        if (
            in_front
            and self.report.unit_id is not None
            and step.place == report_place(self.quarter, self.report.unit_id)
        ):
            self._fresh.add(self.report)
            self.report.show_unit()
        else:
            self.refresh()

    def _note_year(self, year: int) -> None:
        if year != self.quarter.year:
            self.show_quarter(_proposed_quarter(self._desk))

    def _show_tools(self, view: QWidget) -> None:
        """Have the tools of the view in front in the one row, and what stands for the quarter."""
        if (tools := getattr(view, "tools", None)) is not None and view not in self._tool_parts:
            part = ToolPart(tools, self)
            self._tool_parts[view] = part
            self._slot.addWidget(part)
        self._slot.setCurrentWidget(self._tool_parts.get(view, self._no_tools))
        sent = open_submission(self._desk.office, self.quarter) is not None
        tip = "本期已汇总上报并锁定；要更正，先在“汇总上报”中写明原因解锁。"
        self.locked.tell("已上报锁定" if sent else "", tip)

    def _offer(self) -> None:
        """Offer what can be done with the quarter; files that wait to be taken in are not forgotten."""
        actions = self._actions
        # where the page in front has a preview of its own, the key is that one's: Qt would do neither
        actions["预览打印"].setEnabled(self.views.currentWidget() is not self.submission)
        waiting = (actions["继续导入"],) if self._forms_wait else ()
        first, buttons = actions["导入报表…"], (actions["发放空白表…"], actions["预览打印"])
        more = (
            *waiting,
            actions["导入文件夹…"],
            actions["从剪贴板导入"],
            None,
            actions["导出汇总表到…"],
        )
        self.head_actions.offer(first, buttons, more)
        self.report.offer_of_tab(first, buttons, more)

    def _after_storing(self, others_wait: bool) -> None:
        """Go back to who has reported, unless something of the import still wants an answer."""
        if not others_wait:
            self.intake.forget()
            self._after_import()

    def _leave_detail(self) -> None:
        self._tools.show()
        self._to_outputs.show()
        self._show_tools(self.views.currentWidget())
        self._offer()

    def _after_import(self) -> None:
        self.views.close_detail()
        self.views.setCurrentWidget(self.calendar)
        self.calendar.grid.setFocus()

    def _name_periods(self) -> None:
        """Offer the periods of the year that is worked in: quarters, half-years, or the year."""
        cycle = cycle_in(self._desk.office, self.quarter.year)
        self.quarter = cycle.period(self.quarter.year, self.quarter.number)
        for number in QUARTERS:
            self.quarters.button(number).setVisible(number in cycle.ends)
            name = cycle.period(self.quarter.year, number).name
            self._segments.name(number, name, f"Alt+{number}", name.removesuffix("度"))

    def _show_number(self, number: int) -> None:
        self.show_quarter(Quarter(self.quarter.year, number))

    def _go_to_quarter(self) -> None:
        self._show_number(int(self.sender().property("quarter")))

    def _connect(self) -> None:
        self._desk.stepped.connect(self._note_step)
        self._desk.year_changed.connect(self._note_year)
        self.views.currentChanged.connect(lambda _index: self._refresh_view())
        self.quarters.idClicked.connect(self._show_number)
        for view in (self.calendar, self.totals):
            view.report_wanted.connect(self.show_report)
        self.calendar.import_wanted.connect(self.intake.import_files)
        self.views.detail_closed.connect(self._leave_detail)
        for number in QUARTERS:
            key = QShortcut(f"Alt+{number}", self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.setProperty("quarter", number)
            key.setWhatsThis(f"换到第{number}个季度")
            key.activated.connect(self._go_to_quarter)

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self._actions = _actions(self)
        self._tool_parts: dict[QWidget, QWidget] = {}
        self._slot, self._no_tools = QStackedWidget(self), QWidget(self)
        self._slot.addWidget(self._no_tools)
        self._slot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        tools = ToolRow(self)
        tools.add(self._quarter_choice(), self.locked)
        tools.add_wide(self._slot)
        tools.add_right(self._left, self._outputs_button())
        self.views.add_tools(tools)
        self._tools = tools
        for view, title in self._titled_views():
            self.views.addTab(view, title)
        self._pages.addWidget(self.views)
        lay_out_page(self._empty, "季度统计", None, self.hint)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages, 1)

    def _titled_views(self) -> tuple[tuple[QWidget, str], ...]:
        return (
            (self.calendar, "报送情况"),
            (self.report, "单位报表"),
            (self.totals, "汇总表"),
            (self.ledger, "台账"),
            (self.trends, "趋势"),
            (self.submission, "汇总上报"),
        )

    def _outputs_button(self) -> QPushButton:
        """The way to the page of everything that can be printed and exported."""
        self._to_outputs = action_button(
            "打印和导出",
            self.show_outputs,
            "export",
            "Ctrl+Shift+P",
            "全部表和材料：预览打印、导出Excel、一次写出几项；套表",
            self,
        )
        return self._to_outputs

    def _quarter_choice(self) -> QWidget:
        for number in QUARTERS:
            name = Quarter(2000, number).name
            self._segments.add(number, name, f"Alt+{number}", short=name.removesuffix("度"))
        return self._segments


def _actions(tab: QuarterlyTab) -> dict[str, QAction]:
    """What can be done with the quarter, by its words."""
    out = tab.outgoing
    entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
        (
            "发放空白表…",
            lambda: out.write_forms(tab.quarter),
            "document",
            "Ctrl+B",
            "为每个填报单位写一份空白表到文件夹或U盘",
        ),
        (
            "导入报表…",
            tab.intake.import_files,
            "import",
            "Ctrl+I",
            "选择填好的报表文件；也可以把文件拖到窗口里",
        ),
        ("导入文件夹…", tab.intake.import_folder, "folder", "Ctrl+Shift+I", "导入一个文件夹里的全部报表"),
        ("继续导入", tab.show_import, "import", "", "回到识别出来、还没有保存的报表"),
        ("从剪贴板导入", tab.paste_forms, "paste", "Ctrl+Alt+V", "导入在WPS/Excel或网页中复制的报表"),
        (
            "导出汇总表到…",
            lambda: out.export(tab.quarter),
            "export",
            "Ctrl+E",
            "把全镇汇总表（xlsx和PDF）写到文件夹或U盘",
        ),
        ("预览打印", lambda: out.preview(tab.quarter), "print", "Ctrl+P", "预览并打印全镇汇总表"),
    )
    return {text: page_action(text, call, icon, key, tip, tab) for text, call, icon, key, tip in entries}


def _proposed_quarter(desk: Desk) -> Quarter:
    """The first quarter of the working year with a report missing; the last one if all are in."""
    calendar = reporting_calendar(desk.office, desk.year)
    for number in QUARTERS:
        if any(unit.statuses.get(number) is ReportStatus.MISSING for unit in calendar):
            return Quarter(desk.year, number)
    return Quarter(desk.year, QUARTERS[-1] if calendar else QUARTERS[0])
