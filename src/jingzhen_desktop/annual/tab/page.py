"""The tab itself: what is generated, shown, stored, copied, previewed and exported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ...base.errors import InputRejected
from ...base.place import Place
from ...office import Step
from ...widgets.desk import Desk
from ...widgets.fields import ChoiceField, DateField, TextField
from ...widgets.parts import ButtonRow, EmptyHint, action_button, split
from ..actions import (
    add_paragraph,
    change_day,
    change_title,
    generate,
    move_paragraph,
    put_numbers_in_order,
    remove_paragraph,
    store_paragraphs,
)
from ..queries import candidates, located, stale_figures, summary
from ..rules.dates import default_day, default_kind
from ..rules.figures import figure_place
from ..rules.markup import plain
from ..rules.problems import default_problems
from ..values import TAB, ChangedFigure, Origin, ParagraphKind, Summary, SummaryKind
from .editor import SummaryEditor
from .hint import ChangeHint
from .output import copy_summary, export_to, preview_summary
from .side import Outline, Problems

_NEW_PARAGRAPH = "请在此填写新段落。"


class AnnualTab(QWidget):
    """年度总结 of the working year: one kind at a time."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._summary: Summary | None = None
        self._stale_check_wanted = False
        self._writing = False
        self.kind = ChoiceField("总结种类", tuple((kind, f"{kind.value}总结") for kind in SummaryKind), self)
        self.day = DateField("落款日期", self)
        self.title = TextField("标题", self)
        self.editor = SummaryEditor(self)
        self.outline = Outline(self)
        self.problems = Problems(self)
        self.hint = ChangeHint(self)
        self.count = QLabel(self)
        self._empty = EmptyHint("", "生成", self.generate, self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.kind.set_value(default_kind(desk.year, date.today()))
        self.refresh()

    # ---- what is shown

    @property
    def summary_kind(self) -> SummaryKind:
        """The kind the clerk works on."""
        return SummaryKind(str(self.kind.value()))

    def refresh(self) -> None:
        """Show the summary of the working year and kind as it is stored."""
        self._summary = summary(self._desk.office, self._desk.year, self.summary_kind)
        self._show_tools()
        self._show_text()
        self._show_problems()
        self._check_figures()

    def show_place(self, place: Place) -> None:
        """Go to a summary (kind summary, or e.g. 2011年度) or one of its paragraphs (kind paragraph), in its year."""
        if found := located(self._desk.office, place.kind, place.id):
            self._desk.year = found[0]
            self.kind.set_value(found[1])
            self.refresh()
        if place.kind == "paragraph" and self._summary is not None:
            numbers = [number for number, one in enumerate(self._summary.paragraphs) if one.id == place.id]
            for number in numbers:
                self.editor.go_to_block(number)
        self.editor.setFocus()

    # ---- what the clerk does

    def generate(self) -> None:
        """Generate, or generate anew; paragraphs edited by hand stay."""
        self._generate(replace_edited=False)

    def rewrite(self) -> None:
        """Generate anew, edited paragraphs too, after asking."""
        edited = self._edited_count()
        question = f"有{edited}处手工修改过的内容将被重新生成的文字替换（可以撤销）。确定全部重写？"
        if not edited or self._desk.alerts.confirm(question, "全部重写", parent=self):
            self._generate(replace_edited=True)

    def copy_all(self) -> None:
        """Put the whole text on the clipboard."""
        if stored := self._current():
            copy_summary(self._desk, stored)

    def preview(self) -> None:
        """Show the paper as it will be printed."""
        if stored := self._current():
            preview_summary(self._desk, stored)

    def export(self) -> None:
        """Write the PDF into a folder the clerk chooses."""
        stored = self._current()
        folder = self._desk.alerts.choose_folder("选择导出工作总结的文件夹", "annual") if stored else None
        if stored and folder:
            export_to(self._desk, stored, folder, self)

    # ---- inside

    def _lay_out(self) -> None:
        self._generate_button = action_button("生成", self.generate, "refresh", "Ctrl+G", "由记录生成总结；手工改过的段落保留")
        self._rewrite_button = action_button("全部重写", self.rewrite, shortcut="Ctrl+Shift+R", tip="重新生成全部段落，手工改过的也替换")
        self._tools = [
            action_button("复制全文", self.copy_all, "copy", "Ctrl+Shift+C", "复制全文，可粘贴到WPS"),
            action_button("预览打印", self.preview, "preview", "Ctrl+P"),
            action_button("导出PDF…", self.export, "export", "Ctrl+E"),
        ]
        for field in (self.kind, self.day):
            field.setMaximumWidth(self.fontMetrics().averageCharWidth() * 26)
        bar = ButtonRow(_labelled(self.kind), _labelled(self.day), self._generate_button, self._rewrite_button, *self._tools)
        self.title.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text = QWidget(self)
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.editor, 1)
        column.addWidget(self.count)
        side = split(Qt.Orientation.Vertical, self.outline, self.problems, shares=(3, 2))
        self._splitter: QSplitter = split(Qt.Orientation.Horizontal, side, text, shares=(3, 8))
        self._stack.addWidget(self._splitter)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.addWidget(bar)
        layout.addWidget(self.hint)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.kind.committed.connect(lambda _kind: self._change_kind())
        self.day.committed.connect(self._change_day)
        self.title.committed.connect(self._change_title)
        self.editor.rested.connect(self._store)
        self.editor.paragraph_entered.connect(self.outline.select)
        self.editor.figure_asked.connect(lambda key: self._desk.go_to(figure_place(key)))
        self.outline.chosen.connect(self._go_to)
        self.outline.move_wanted.connect(self._move)
        self.outline.remove_wanted.connect(self._remove)
        self.outline.add_wanted.connect(self._add)
        self.outline.order_wanted.connect(self._put_in_order)
        self.problems.ticked.connect(self._show_hint)
        self._desk.stepped.connect(self._on_step)
        self._desk.year_changed.connect(lambda _year: self._change_year())

    def _change_kind(self) -> None:
        self.editor.commit()
        self.refresh()

    def _change_year(self) -> None:
        self.editor.commit()
        with QSignalBlocker(self.kind):
            self.kind.set_value(default_kind(self._desk.year, date.today()))
        self.refresh()

    def _change_day(self, day: object) -> None:
        if self._summary is not None and isinstance(day, date):
            with self._desk.alerts.guard():
                self._write(lambda stored: change_day(self._desk.office, stored.id, day))

    def _change_title(self, title: object) -> None:
        if self._summary is None:
            return
        stored, office = self._summary, self._desk.office
        try:
            self._write(lambda _stored: change_title(office, stored.id, str(title)))
        except InputRejected as error:
            self.title.refuse(str(error))

    def _generate(self, *, replace_edited: bool) -> None:
        self.editor.commit()
        day = self.day.value()
        chosen = self.problems.chosen
        with self._desk.alerts.guard():
            if not isinstance(day, date):
                raise InputRejected("请先填写落款日期。")
            self._writing = True
            try:
                made = generate(self._desk.office, self._desk.year, self.summary_kind, day, chosen, replace_edited=replace_edited)
            finally:
                self._writing = False
            self.refresh()
            self._desk.alerts.say(f"已生成：{made.title}")

    def _store(self) -> None:
        """Store what the editor holds, then show what became of it."""
        if self._summary is None:
            return
        with self._desk.alerts.guard():
            self._write(lambda stored: store_paragraphs(self._desk.office, stored.id, self.editor.texts()))

    def _write(self, action: Callable[[Summary], object]) -> None:
        """Do one change of the stored summary and take note of its result; the editor's text is left alone."""
        assert self._summary is not None
        self._writing = True
        try:
            action(self._summary)
        finally:
            self._writing = False
        self._summary = summary(self._desk.office, self._desk.year, self.summary_kind)
        self._show_state()

    def _change(self, action: Callable[[list[int]], object], row: int) -> None:
        """Do something to a paragraph from the outline and show the text anew."""
        self.editor.commit()
        if self._summary is None:
            return
        ids = [one.id for one in self._summary.paragraphs]
        with self._desk.alerts.guard():
            self._write(lambda _stored: action(ids))
            self._show_text()
            self._go_to(max(0, min(row, len(ids) - 1)))

    def _remove(self, row: int) -> None:
        stored = self._current()
        if stored is None or row >= len(stored.paragraphs):
            return
        one = stored.paragraphs[row]
        what = "这张表" if one.kind is ParagraphKind.TABLE else f"“{plain(one.text)[:20]}…”这一段"
        if self._desk.alerts.confirm(f"删除{what}？", "删除", parent=self):
            self._change(lambda ids: remove_paragraph(self._desk.office, ids[row]), row)

    def _move(self, row: int, steps: int) -> None:
        self._change(lambda ids: move_paragraph(self._desk.office, ids[row], steps), row + steps)

    def _add(self, row: int) -> None:
        office = self._desk.office
        self._change(lambda ids: add_paragraph(office, self._stored_id(), _NEW_PARAGRAPH, ids[row] if row >= 0 else None), row + 1)

    def _put_in_order(self) -> None:
        self._change(lambda _ids: put_numbers_in_order(self._desk.office, self._stored_id()), self.outline.list.currentRow())

    def _stored_id(self) -> int:
        assert self._summary is not None
        return self._summary.id

    def _current(self) -> Summary | None:
        """The summary with everything typed so far."""
        self.editor.commit()
        return self._summary

    def _go_to(self, row: int) -> None:
        self.editor.go_to_block(row)
        self.outline.select(row)
        self.editor.setFocus()

    def _on_step(self, step: Step) -> None:
        """Something was stored, here or elsewhere: a summary changed elsewhere is shown, changed records are compared."""
        if self._writing:
            return
        if step.place is not None and step.place.tab == TAB:
            stored = summary(self._desk.office, self._desk.year, self.summary_kind)
            if stored != self._summary:
                self.refresh()
            return
        self._stale_check_wanted = True
        if self.isVisible():
            self._check_records()

    def _check_records(self) -> None:
        self._stale_check_wanted = False
        self._show_problems(keep_ticks=True)
        self._check_figures()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale_check_wanted:
            self._check_records()

    def hideEvent(self, event: QHideEvent) -> None:
        self.editor.commit()
        super().hideEvent(event)

    # ---- showing

    def _show_tools(self) -> None:
        there = self._summary is not None
        self._generate_button.setText("重新生成" if there else "生成")
        for button in self._tools:
            button.setEnabled(there)
        day = self._summary.day if self._summary else default_day(self._desk.year, self.summary_kind, date.today())
        self.day.set_value(day)
        title = "半年" if self.summary_kind is SummaryKind.HALF else ""
        self._empty.set_text(
            f"{self._desk.year}年{title}工作总结还没有生成。\n"
            "点“生成”，由组织机构、宣传培训、监督检查和季度统计的记录写出初稿，再逐段修改。"
        )
        self._stack.setCurrentWidget(self._splitter if there else self._empty)

    def _show_text(self) -> None:
        if self._summary is None:
            self.editor.set_paragraphs(())
            self.title.set_value("")
        else:
            self.title.set_value(self._summary.title)
            self.editor.set_paragraphs(self._summary.paragraphs)
        self._show_state()

    def _show_state(self) -> None:
        paragraphs = self._summary.paragraphs if self._summary else ()
        self.outline.set_paragraphs(paragraphs)
        edited = frozenset(number for number, one in enumerate(paragraphs) if one.origin is Origin.EDITED)
        self.editor.mark_edited(edited)
        letters = sum(len(plain(one.text)) for one in paragraphs if one.kind is ParagraphKind.TEXT)
        self.count.setText(f"正文{letters:,}字，{len(paragraphs)}段" + (f"，手工改过{len(edited)}段（左侧竖线）" if edited else ""))
        self._rewrite_button.setVisible(self._edited_count() > 0)

    def _show_problems(self, *, keep_ticks: bool = False) -> None:
        """Offer the candidates; ``keep_ticks`` leaves what the clerk has ticked but not yet written into the text."""
        day = self.day.value()
        if not isinstance(day, date):
            return
        offered = candidates(self._desk.office, self._desk.year, self.summary_kind, day)
        chosen = self._summary.problems if self._summary else default_problems(offered)
        if keep_ticks:
            before = self.problems.offered
            chosen = (*self.problems.chosen, *(key for key in chosen if key not in before))
        self.problems.set_candidates(offered, chosen)

    def _check_figures(self) -> None:
        self._changes: tuple[ChangedFigure, ...] = stale_figures(self._desk.office, self._summary) if self._summary else ()
        self._show_hint()

    def _show_hint(self) -> None:
        """Say when the text lags behind the records or the ticks."""
        choice_changed = self._summary is not None and set(self.problems.chosen) != self._offered_choice()
        self.hint.tell(self._changes, choice_changed=choice_changed)

    def _offered_choice(self) -> set[str]:
        """Those chosen for the stored text that are still offered."""
        return set(self._summary.problems) & set(self.problems.offered) if self._summary else set()

    def _edited_count(self) -> int:
        if self._summary is None:
            return 0
        return sum(one.origin is Origin.EDITED for one in self._summary.paragraphs) + self._summary.title_edited


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
