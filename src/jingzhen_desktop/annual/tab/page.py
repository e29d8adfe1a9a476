"""The tab itself: one kind of paper at a time, and what is done to the whole paper. How it is shown stands in
``paper_view``, what is done to its text in ``text_editing``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from ...base.errors import InputRejected, UserFacingError
from ...base.place import VERSION, Place
from ...office import clock
from ...office.file import Step
from ...widgets.desk import Desk
from ...widgets.fields.lines import DateField
from ...widgets.page import store_record
from ...widgets.page_head import HeadActions, lay_out_page, page_action
from ...widgets.parts import EmptyHint
from ...widgets.tool_row import ToolRow
from ..actions.drafting import generate
from ..actions.editing import change_day, change_sending, choose_attachments
from ..actions.versions import revise
from ..queries.compared import candidates
from ..queries.facts import carried_papers
from ..queries.stored import located, summary
from ..rules.dates import default_day, default_kind
from ..rules.problems import WITHOUT_PROBLEMS, default_problems
from ..values.kinds import TAB, Attachment, SummaryKind
from ..values.text import Summary
from ..values.versions import SummaryVersion
from .kinds import KindTabs
from .output import copy_summary, export_sources_to, export_to, finalise_beside, open_version, preview_summary
from .paper_view import PaperView
from .sending import SENDING_FIELDS
from .text_editing import TextEditing
from .work import Work

_SECTIONS = {
    "插入数据域": ("add", "把由记录计算的数据插入到光标处"),
    "存在的问题": ("inspect", "选择写入“存在的问题”的内容"),
    "附件和文号": ("document", "附件、文号和签发人"),
    "版本": ("history", "定稿的各版和定稿后的变化；在这里修订"),
}
"""What of the panel is asked for only now and then → its sign and tip."""


class AnnualTab(QWidget):
    """年度总结 of the working year: one kind of paper at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.work = Work(desk.office)
        self._stale_check_wanted = False
        self.head_actions = HeadActions(self)
        self.day = DateField("落款日期", self)
        self.view = PaperView(self.work, self)
        self._editing = TextEditing(desk, self.work, self.view)
        self._empty = EmptyHint("", "生成", self.generate, self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.kind.set_value(default_kind(desk.year, clock.today()))
        self.refresh()

    # ---- what is shown

    @property
    def summary_kind(self) -> SummaryKind:
        """The kind the clerk works on."""
        return self.kind.value()

    def refresh(self) -> None:
        """Show the paper of the working year and kind as it is stored."""
        self.work.load(self._desk.year, self.summary_kind)
        self.view.comparison.hide()
        self._show_tools()
        self.view.show_text()
        self._show_problems()
        self.view.show_comparison()

    def show_place(self, place: Place) -> None:
        """Go to a paper, one of its versions or one of its paragraphs, in its year."""
        if found := located(self._desk.office, place):
            self._desk.year = found[0]
            self.kind.set_value(found[1])
            self.refresh()
        if place.kind == "paragraph":
            for number, one in enumerate(self.work.paragraphs):
                if one.id == place.id:
                    self.view.editor.go_to_paragraph(number)
        if place.kind == VERSION:
            self.view.open_section(self.view.versions)
        self.view.editor.setFocus()

    # ---- the whole paper

    def generate(self) -> None:
        """Generate, or generate anew; paragraphs edited by hand stay."""
        self._generate(replace_edited=False)

    def rewrite(self) -> None:
        """Generate anew, edited paragraphs too, after asking."""
        stored = self._editing.current()
        edited = len(self.work.edited) + bool(stored and stored.title_edited)
        question = f"有{edited}处手工修改过的内容将被重新生成的文字替换（可以撤销）。确定全部重新生成？"
        if not edited or self._desk.alerts.confirm(question, "全部重新生成", parent=self):
            self._generate(replace_edited=True)

    def finalise(self) -> None:
        """Freeze the text with its values, and keep its paper."""
        stored = self._there()
        if stored is None:
            return
        if not self.work.editable:
            self._desk.alerts.say("已经定稿；要改正文，先在“版本”中修订")
            return
        if self._desk.alerts.confirm(_question(self.work, stored), "定稿", parent=self):
            self.view.editor.setReadOnly(True)  # what is typed meanwhile would be in no version
            finalise_beside(self, self._desk, stored, self._finalised, self._not_finalised)

    def revise(self, reason: str) -> None:
        """Open the final text for its next version."""
        stored = self.work.stored
        if stored is not None:
            with self._desk.alerts.guard():
                with self.work.own_writing():
                    revise(self._desk.office, stored.id, reason)
                self.view.versions.reason.clear()
                self.refresh()
                self._desk.alerts.say(f"可以修改了：{stored.title}")

    def copy_all(self) -> None:
        """Put the whole text on the clipboard."""
        if stored := self._there():
            copy_summary(self._desk, stored)

    def preview(self) -> None:
        """Show the paper as it will be printed."""
        if stored := self._there():
            preview_summary(self, self._desk, stored)

    def open_version(self, version: SummaryVersion) -> None:
        """Show a finalised version as it was kept."""
        if stored := self._there():
            open_version(self._desk, stored, version)

    def export(self) -> None:
        """Write the PDF into a folder the clerk chooses."""
        if stored := self._there():
            export_to(self, self._desk, stored)

    def export_sources(self) -> None:
        """Write the 数据来源表 into a folder the clerk chooses."""
        if stored := self._there():
            export_sources_to(self, self._desk, stored)

    def change_day(self, day: object) -> None:
        """Sign it on another day; what the records say up to that day is compared anew."""
        if self.work.stored is not None and isinstance(day, date):
            with self._desk.alerts.guard():
                self._editing.write(lambda stored: change_day(self._desk.office, stored.id, day))
                self.work.compare()
                self.view.show_comparison()

    def change_sending(self, old: Summary, new: Summary) -> None:
        """Change 文号, 主送机关 or 签发人. Raises InputRejected."""
        self._editing.write(lambda _stored: change_sending(self._desk.office, old, new))

    def choose_attachments(self, chosen: tuple[Attachment, ...]) -> None:
        """Attach what is ticked; a letter's title and opening name what it carries,
        so they are written anew.
        """
        if self.work.stored is None:
            return
        with self._desk.alerts.guard():
            self._editing.write(lambda stored: choose_attachments(self._desk.office, stored.id, chosen))
        if self.summary_kind is SummaryKind.COVER:
            self.generate()

    # ---- inside

    def _open(self, section: str) -> None:
        """Open a section of the panel that is asked for only now and then."""
        view = self.view
        parts = (view.figures, view.problems, view.sending, view.versions)
        view.open_section(dict(zip(_SECTIONS, parts, strict=True))[section])

    def _there(self) -> Summary | None:
        """The paper with everything typed so far; says so where there is none yet."""
        stored = self._editing.current()
        if stored is None:
            self._desk.alerts.say("还没有生成；先点“生成”写出初稿")
        return stored

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("生成", self.generate, "refresh", "Ctrl+G", "由记录生成；手工改过的段落保留"),
            ("全部重新生成", self.rewrite, "refresh", "Ctrl+Shift+R", "重新生成全部段落，手工改过的也替换"),
            ("定稿", self.finalise, "stamp", "Ctrl+Shift+F", "按现在的样子存档，不再更改"),
            ("复制全文", self.copy_all, "copy", "Ctrl+Shift+C", "复制全文，可粘贴到WPS"),
            ("预览打印", self.preview, "preview", "Ctrl+P", "预览并打印"),
            ("导出PDF…", self.export, "export", "Ctrl+E", "写成PDF文件"),
            (
                "数据来源表…",
                self.export_sources,
                "export",
                "Ctrl+Shift+E",
                "导出全部数据的数值、算法和来源记录（xlsx）",
            ),
            *((text, partial(self._open, text), sign, "", tip) for text, (sign, tip) in _SECTIONS.items()),
        )
        self._actions = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        label = QLabel("落款日期", self)
        label.setBuddy(self.day.editor)
        tools = ToolRow(self)
        tools.add(label, self.day, self.view.hint)
        tools.add_right(self.view.search, self.view.beside.button)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.view.editor)
        head = lay_out_page(self, "年度总结", self.head_actions, self._stack, tools)
        self.kind = KindTabs(head.tabs, self)

    def _connect(self) -> None:
        view = self.view
        self.kind.committed.connect(self._change_kind)
        self.day.committed.connect(self.change_day)
        view.state_shown.connect(self._offer)
        view.editor.figure_asked.connect(self._go_to_figure)
        view.grounds.place_wanted.connect(self._desk.go_to)
        view.sending.chosen.connect(self.choose_attachments)
        store_record(view.sending.form, SENDING_FIELDS, lambda: self.work.stored, self.change_sending)
        view.versions.open_wanted.connect(self.open_version)
        view.versions.revise_wanted.connect(self.revise)
        view.versions.place_wanted.connect(self._desk.go_to)
        self._desk.stepped.connect(self._on_step)
        self._desk.year_changed.connect(self._change_year)

    def _generate(self, *, replace_edited: bool) -> None:
        self.view.editor.commit()
        day = self.day.value()
        with self._desk.alerts.guard():
            if not isinstance(day, date):
                raise InputRejected("请先填写落款日期。")
            with self.work.own_writing():
                made = generate(
                    self._desk.office,
                    self._desk.year,
                    self.summary_kind,
                    day,
                    self.view.problems.chosen,
                    replace_edited=replace_edited,
                )
            self.refresh()
            self._desk.alerts.say(f"已生成：{made.title}")

    def _finalised(self, sentence: str) -> None:
        self.refresh()
        self._desk.alerts.say(sentence)

    def _not_finalised(self, error: Exception) -> None:
        self.refresh()
        if isinstance(error, UserFacingError):
            self._desk.alerts.warn(error)

    def _go_to_figure(self, key: str) -> None:
        self._desk.go_to(self.work.place_of(key))

    def _change_kind(self) -> None:
        self.view.editor.commit()
        self.refresh()

    def _change_year(self) -> None:
        self.view.editor.commit()
        with QSignalBlocker(self.kind):
            self.kind.set_value(default_kind(self._desk.year, clock.today()))
        self.refresh()

    def _on_step(self, step: Step) -> None:
        """Something was stored, here or elsewhere:
        a paper changed elsewhere is shown, changed records are compared.
        """
        if self.work.writing:
            return
        if step.place is not None and step.place.tab == TAB:
            if summary(self._desk.office, self._desk.year, self.summary_kind) != self.work.stored:
                self.refresh()
            return
        self._stale_check_wanted = True
        if self.isVisible():
            self._check_records()

    def _check_records(self) -> None:
        self._stale_check_wanted = False
        self.work.compare()
        self._show_problems(keep_ticks=True)
        self.view.show_comparison()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale_check_wanted:
            self._check_records()

    def hideEvent(self, event: QHideEvent) -> None:
        self.view.editor.commit()
        super().hideEvent(event)

    def _show_tools(self) -> None:
        stored, kind = self.work.stored, self.summary_kind
        there, editable = stored is not None, self.work.editable
        self._actions["生成"].setText("重新生成" if there else "生成")
        self._offer()
        self.day.setEnabled(editable or not there)
        self.day.set_value(stored.day if stored else default_day(self._desk.year, kind, clock.today()))
        self.view.show_what_may_be_done()
        self._actions["存在的问题"].setEnabled(kind not in WITHOUT_PROBLEMS)
        self._empty.set_text(_what_to_do(self._desk.year, kind))
        self._stack.setCurrentWidget(self.view if there else self._empty)

    def _offer(self) -> None:
        """The next right step: write the draft, write it anew where the records say something else, make it
        final; of a final paper, print it.
        """
        actions, stored = self._actions, self.work.stored
        if stored is None:
            self.head_actions.offer(actions["生成"])
            return
        lags = bool(self.work.compared and self.work.compared.changed)
        final = actions["预览打印"]
        draft = actions["生成"] if lags else actions["定稿"]
        primary = draft if self.work.editable else final
        steps = (actions["预览打印"], actions["生成"], actions["定稿"])
        beside = [one for one in steps if one is not primary and (self.work.editable or one is final)]
        by_hand = bool(self.work.edited) or stored.title_edited
        rewrite = (actions["全部重新生成"], None) if self.work.editable and by_hand else ()
        sections = (actions[text] for text in _SECTIONS)
        taken_out = (actions[text] for text in ("复制全文", "导出PDF…", "数据来源表…"))
        self.head_actions.offer(primary, beside, (*rewrite, *sections, None, *taken_out))

    def _show_problems(self, *, keep_ticks: bool = False) -> None:
        """Offer the candidates; ``keep_ticks`` leaves what the clerk has ticked but not yet written into the
        text.
        """
        day, problems = self.day.value(), self.view.problems
        if not isinstance(day, date):
            return
        compared, stored = self.work.compared, self.work.stored
        offered = (
            compared.candidates
            if compared
            else candidates(self._desk.office, self._desk.year, self.summary_kind, day)
        )
        chosen = stored.problems if stored else default_problems(offered)
        if keep_ticks:
            before = problems.offered
            chosen = (*problems.chosen, *(key for key in chosen if key not in before))
        problems.set_candidates(offered, chosen)
        problems.list.setEnabled(not (stored and stored.is_final))


def _question(work: Work, stored: Summary) -> str:
    """What the clerk should know before freezing the text."""
    changed = work.compared.changed if work.compared else ()
    differing = len(changed) + len(work.typed)
    warning = f"注意：文中还有{differing}处与记录不一致（见“核对”）。\n" if differing else ""
    drafts = [f"《{one.title}》" for one in carried_papers(work.office, stored) if not one.is_final]
    warning += f"注意：所附{'、'.join(drafts)}还没有定稿，以后仍可能改动。\n" if drafts else ""
    warning += _lacks(stored)
    return f"{warning}把《{stored.title}》定稿？\n正文和数值按现在的样子存档，不能再改（以后可以修订出下一版），以前的操作也不能再撤销。"


def _lacks(stored: Summary) -> str:
    """What a letter upward should have and does not."""
    if stored.kind is not SummaryKind.COVER:
        return ""
    lacks = [what for what, text in (("文号", stored.number), ("签发人", stored.signer)) if not text.strip()]
    return (
        f"注意：还没有填{'和'.join(lacks)}（见“附件和文号”），上行文应有文号，并由主要负责人签发。\n"
        if lacks
        else ""
    )


def _what_to_do(year: int, kind: SummaryKind) -> str:
    name = {SummaryKind.YEAR: "工作总结", SummaryKind.HALF: "半年工作总结"}.get(kind, kind.label)
    sources = "组织机构、宣传培训、监督检查和季度统计的记录"
    more = {
        SummaryKind.COVER: "先写好总结，再生成报告：总结自动作为附件。",
        SummaryKind.PLAN: f"定稿后，各条列入{year + 1}年的工作台账。",
        SummaryKind.CONSUMPTION: "按规定在次年3月31日前报送。",
    }.get(kind, "")
    return f"{year}年{name}还没有生成。\n点“生成”，由{sources}写出初稿，再逐段修改。{more}"
