"""The tab itself: one paper at a time, its text with everything around it. What is done to it: ``doings``."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ...base.place import VERSION, Place
from ...office import clock
from ...office.file import Step
from ...widgets.desk import Desk
from ...widgets.fields.larger import ChoiceField
from ...widgets.fields.lines import DateField, TextField
from ...widgets.parts import ButtonRow, EmptyHint, action_button, split
from ..queries.compared import candidates
from ..queries.stored import located, summary
from ..rules.dates import default_day, default_kind
from ..rules.markup import plain
from ..rules.problems import WITHOUT_PROBLEMS, default_problems
from ..values.kinds import TAB, ParagraphKind, SummaryKind
from ..values.sources import Contradiction
from .checks import Checks
from .comparison import Comparison
from .doings import Doings
from .editor import SummaryEditor
from .figure_list import FigureList
from .grounds import Grounds
from .hint import ChangeHint
from .sending import Sending
from .side import Outline, Problems
from .versions import Versions
from .work import Work


class AnnualTab(QWidget):
    """年度总结 of the working year: one kind of paper at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.work = Work(desk.office)
        self._stale_check_wanted = False
        self.kind = ChoiceField("种类", tuple((kind, kind.label) for kind in SummaryKind), self)
        self.day = DateField("落款日期", self)
        self.title = TextField("标题", self)
        self.editor = SummaryEditor(self)
        self.outline = Outline(self)
        self.problems = Problems(self)
        self.hint = ChangeHint(self)
        self.count = QLabel(self)
        self.search = QLineEdit(self)
        self.grounds, self.figures, self.checks, self.versions = (
            Grounds(self),
            FigureList(self),
            Checks(self),
            Versions(self),
        )
        self.comparison = Comparison(self)
        self.doings = Doings(desk, self)
        self.sending = Sending(self.doings.change_sending, self)
        self.panels = QTabWidget(self)
        self._empty = EmptyHint("", "生成", self.doings.generate, self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.kind.set_value(default_kind(desk.year, clock.today()))
        self.refresh()

    # ---- what is shown

    @property
    def summary_kind(self) -> SummaryKind:
        """The kind the clerk works on."""
        return SummaryKind(str(self.kind.value()))

    def refresh(self) -> None:
        """Show the paper of the working year and kind as it is stored."""
        self.work.load(self._desk.year, self.summary_kind)
        self.comparison.hide()
        self._show_tools()
        self.show_text()
        self._show_problems()
        self.show_comparison()

    def show_place(self, place: Place) -> None:
        """Go to a paper, one of its versions or one of its paragraphs, in its year."""
        if found := located(self._desk.office, place):
            self._desk.year = found[0]
            self.kind.set_value(found[1])
            self.refresh()
        if place.kind == "paragraph":
            for number, one in enumerate(self.work.paragraphs):
                if one.id == place.id:
                    self.editor.go_to_paragraph(number)
        if place.kind == VERSION:
            self.panels.setCurrentWidget(self.versions)
        self.editor.setFocus()

    def show_text(self) -> None:
        """Show the stored text anew."""
        self.title.set_value(self.work.stored.title if self.work.stored else "")
        self.editor.set_paragraphs(self.work.paragraphs, self.work.tips())
        self.editor.setReadOnly(not self.work.editable)
        self.show_state()

    def show_state(self) -> None:
        """Show what became of the text: outline, counts, what contradicts the records."""
        paragraphs = self.work.paragraphs
        self.outline.set_paragraphs(paragraphs)
        edited = self.work.edited
        self.editor.mark_edited(edited)
        letters = sum(len(plain(one.text)) for one in paragraphs if one.kind is ParagraphKind.TEXT)
        self.count.setText(
            f"正文{letters:,}字，{len(paragraphs)}段"
            + (f"，手工改过{len(edited)}段（左侧竖线）" if edited else "")
        )
        title_edited = bool(self.work.stored and self.work.stored.title_edited)
        self._rewrite_button.setVisible(self.work.editable and bool(len(edited) + title_edited))
        self._show_checks()
        self.show_grounds()

    def show_comparison(self) -> None:
        """Show how the text stands beside the records."""
        self.figures.offer(self.work.offered(), editable=self.work.editable)
        self.versions.show_versions(self.work.stored, self.work.versions, self.work.later)
        self._show_checks()
        self.show_grounds()

    def show_grounds(self) -> None:
        """Say where the figures of the paragraph at the caret come from, while that is looked at."""
        number = self.editor.paragraph
        if self.panels.currentWidget() is self.grounds and number < len(self.work.paragraphs):
            one = self.work.paragraphs[number]
            self.grounds.show_paragraph(
                self.work.grounds(one), own=not one.source, editable=self.work.editable
            )

    def show_hint(self) -> None:
        """Say when the text lags behind the records or the ticks, or that it is final."""
        stored = self.work.stored
        if stored is not None and stored.is_final and self.work.versions:
            self.hint.tell_final(self.work.versions[-1], self.work.later)
            return
        changes = self.work.compared.changed if self.work.compared else ()
        chosen = set(stored.problems) & set(self.problems.offered) if stored else set()
        choice_changed = (
            stored is not None and stored.kind not in WITHOUT_PROBLEMS and set(self.problems.chosen) != chosen
        )
        self.hint.tell(changes, self.work.typed, choice_changed=choice_changed)

    # ---- inside

    def _lay_out(self) -> None:
        self._generate_button = action_button(
            "生成", self.doings.generate, "refresh", "Ctrl+G", "由记录生成；手工改过的段落保留"
        )
        self._rewrite_button = action_button(
            "全部重写", self.doings.rewrite, shortcut="Ctrl+Shift+R", tip="重新生成全部段落，手工改过的也替换"
        )
        self._final_button = action_button(
            "定稿", self.doings.finalise, "stamp", "Ctrl+Shift+F", "按现在的样子存档，不再更改"
        )
        self._tools = [
            action_button("复制全文", self.doings.copy_all, "copy", "Ctrl+Shift+C", "复制全文，可粘贴到WPS"),
            action_button("预览打印", self.doings.preview, "preview", "Ctrl+P"),
            action_button("导出PDF…", self.doings.export, "export", "Ctrl+E"),
            action_button(
                "数据来源表…",
                self.doings.export_sources,
                "export",
                "Ctrl+Shift+E",
                "导出全部数据的数值、算法和来源记录（xlsx）",
            ),
        ]
        self.kind.setMinimumWidth(self.fontMetrics().horizontalAdvance("能源消费状况报告") + 48)
        for field in (self.kind, self.day):
            field.setMaximumWidth(self.fontMetrics().averageCharWidth() * 26)
        bar = ButtonRow(
            _labelled(self.kind),
            _labelled(self.day),
            self._generate_button,
            self._rewrite_button,
            *self._tools,
            self._final_button,
        )
        for panel, name, tip in (
            (self.grounds, "依据", "本段用了哪些记录"),
            (self.figures, "数据域", "插入由记录计算的数据"),
            (self.checks, "核对", "文中与记录不一致的数字"),
            (self.problems, "问题", "写入“存在的问题”的内容"),
            (self.sending, "附件", "附件、文号和签发人"),
            (self.versions, "版本", "定稿的各版和定稿后的变化"),
        ):
            self.panels.setTabToolTip(self.panels.addTab(panel, name), tip)
        self.panels.setDocumentMode(True)
        self.panels.tabBar().setAccessibleName("侧栏")
        side = split(Qt.Orientation.Vertical, self.outline, self.panels, shares=(1, 1))
        self._stack.addWidget(split(Qt.Orientation.Horizontal, side, self._text_side(), shares=(3, 8)))
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.addWidget(bar)
        layout.addWidget(self.hint)
        layout.addWidget(self._stack, 1)

    def _text_side(self) -> QWidget:
        self.title.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.search.setPlaceholderText("在正文中查找（F3）")
        self.search.setAccessibleName("在正文中查找")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 36)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.search)
        foot.addWidget(action_button("下一处", self.doings.find_next, shortcut="F3", tip="查找下一处"))
        text = QWidget(self)
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.editor, 3)
        column.addWidget(self.comparison, 2)
        column.addLayout(foot)
        return text

    def _connect(self) -> None:
        doings = self.doings
        self.kind.committed.connect(lambda _kind: self._change_kind())
        self.day.committed.connect(doings.change_day)
        self.title.committed.connect(doings.change_title)
        self.search.returnPressed.connect(doings.find_next)
        self.editor.rested.connect(doings.store)
        self.editor.paragraph_entered.connect(self._enter)
        self.editor.figure_asked.connect(lambda key: self._desk.go_to(self.work.place_of(key)))
        self.outline.chosen.connect(doings.go_to)
        self.outline.move_wanted.connect(doings.move)
        self.outline.remove_wanted.connect(doings.remove)
        self.outline.add_wanted.connect(doings.add)
        self.outline.order_wanted.connect(doings.put_in_order)
        self.problems.ticked.connect(self.show_hint)
        self.panels.currentChanged.connect(lambda _index: self.show_grounds())
        self.grounds.place_wanted.connect(self._desk.go_to)
        self.grounds.rewrite_wanted.connect(doings.compare_paragraph)
        self.figures.insert_wanted.connect(doings.insert_figure)
        self.checks.take_wanted.connect(doings.take_record)
        self.checks.show_wanted.connect(self._show_found)
        self.comparison.taken.connect(doings.take_new)
        self.comparison.kept.connect(doings.keep_old)
        self.sending.chosen.connect(doings.choose_attachments)
        self.versions.open_wanted.connect(doings.open_version)
        self.versions.revise_wanted.connect(doings.revise)
        self.versions.place_wanted.connect(self._desk.go_to)
        self._desk.stepped.connect(self._on_step)
        self._desk.year_changed.connect(lambda _year: self._change_year())

    def _enter(self, number: int) -> None:
        self.outline.select(number)
        self.show_grounds()

    def _show_found(self, found: object) -> None:
        """Show in the text where something is written against the records."""
        if isinstance(found, Contradiction):
            self.editor.go_to_paragraph(found.paragraph, found.start, found.length)
            self.editor.setFocus()
        elif (shown := getattr(found, "shown", "")) and self.editor.find_next(shown):
            self.editor.setFocus()

    def _change_kind(self) -> None:
        self.editor.commit()
        self.refresh()

    def _change_year(self) -> None:
        self.editor.commit()
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
        self.show_comparison()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale_check_wanted:
            self._check_records()

    def hideEvent(self, event: QHideEvent) -> None:
        self.editor.commit()
        super().hideEvent(event)

    def _show_tools(self) -> None:
        stored, kind = self.work.stored, self.summary_kind
        there, editable = stored is not None, self.work.editable
        self._generate_button.setText("重新生成" if there else "生成")
        self._generate_button.setEnabled(editable or not there)
        self._final_button.setEnabled(editable)
        for button in self._tools:
            button.setEnabled(there)
        for field in (self.day, self.title):
            field.setEnabled(editable or not there)
        self.outline.set_editable(editable)
        self.sending.show_summary(stored)
        self.panels.setTabVisible(self.panels.indexOf(self.problems), kind not in WITHOUT_PROBLEMS)
        self.day.set_value(stored.day if stored else default_day(self._desk.year, kind, clock.today()))
        self._empty.set_text(_what_to_do(self._desk.year, kind))
        self._stack.setCurrentIndex(0 if there else 1)

    def _show_problems(self, *, keep_ticks: bool = False) -> None:
        """Offer the candidates; ``keep_ticks`` leaves what the clerk has ticked but not yet written into the
        text.
        """
        day = self.day.value()
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
            before = self.problems.offered
            chosen = (*self.problems.chosen, *(key for key in chosen if key not in before))
        self.problems.set_candidates(offered, chosen)
        self.problems.list.setEnabled(not (stored and stored.is_final))

    def _show_checks(self) -> None:
        final = self.work.stored is not None and self.work.stored.is_final
        changed = self.work.compared.changed if self.work.compared and not final else ()
        self.checks.show_found(self.work.typed, changed, editable=self.work.editable)
        found = len(changed) + len(self.work.typed)
        self.panels.setTabText(self.panels.indexOf(self.checks), f"核对({found})" if found else "核对")
        self.editor.mark_contradictions(self.work.typed)
        self.show_hint()


def _what_to_do(year: int, kind: SummaryKind) -> str:
    name = {SummaryKind.YEAR: "工作总结", SummaryKind.HALF: "半年工作总结"}.get(kind, kind.label)
    sources = "组织机构、宣传培训、监督检查和季度统计的记录"
    more = {
        SummaryKind.COVER: "先写好总结，再生成报告：总结自动作为附件。",
        SummaryKind.PLAN: f"定稿后，各条列入{year + 1}年的工作台账。",
        SummaryKind.CONSUMPTION: "按规定在次年3月31日前报送。",
    }.get(kind, "")
    return f"{year}年{name}还没有生成。\n点“生成”，由{sources}写出初稿，再逐段修改。{more}"


def _labelled(field: ChoiceField | DateField) -> QWidget:
    """A field with its name in front."""
    box = QWidget()
    label = QLabel(field.name, box)
    label.setBuddy(field)
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(label)
    line.addWidget(field)
    return box
