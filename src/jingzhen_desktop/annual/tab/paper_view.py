"""One paper as it is shown: its text with outline, panels and hint around it. It shows and does nothing:
what is done to the text stands in ``text_editing``, what is done to the whole paper in ``page``.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...widgets.fields.lines import TextField
from ...widgets.look.roles import set_role
from ...widgets.look.tokens import tokens
from ...widgets.parts import action_button, split
from ...widgets.side_panel import Sections, SidePanel, WithPanel
from ..rules.markup import plain
from ..rules.problems import WITHOUT_PROBLEMS
from ..values.kinds import ParagraphKind
from ..values.sources import Contradiction, Question
from .checks import Checks
from .comparison import Comparison
from .editor import SummaryEditor
from .figure_list import FigureList
from .grounds import Grounds
from .hint import ChangeHint
from .sending import Sending
from .side import Outline, Problems
from .versions import Versions
from .work import Work


def stacked_parts(above: QWidget, below: QWidget, parent: QWidget) -> QWidget:
    """Put where the figures come from over what does not agree, as one part of the panel."""
    part = QWidget(parent)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(above, 3)
    column.addWidget(below, 2)
    return part


class PaperView(QWidget):
    """Title, text and side of the paper that ``work`` holds."""

    state_shown = Signal()
    """What became of the text was shown anew."""
    search_wanted = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.hint = ChangeHint(self)
        self.title = TextField("标题", self)
        self.editor = SummaryEditor(self)
        self.comparison = Comparison(self)
        self.count = QLabel(self)
        self.search = QLineEdit(self)
        self.outline = Outline(self)
        self.grounds = Grounds(self)
        self.figures = FigureList(self)
        self.checks = Checks(self)
        self.problems = Problems(self)
        self.sending = Sending(self)
        self.versions = Versions(self)
        self.cited = stacked_parts(self.grounds, self.checks, self)
        self.panels = Sections(self)
        self._add_panels()
        self._lay_out()
        self.editor.paragraph_entered.connect(self._enter)
        self.problems.ticked.connect(self.show_hint)
        self.editor.figure_entered.connect(self.grounds.show_figure)
        self.panels.currentChanged.connect(self._fold_others)
        self.search.returnPressed.connect(self.search_wanted)

    # ---- what is shown

    def show_text(self) -> None:
        """Show the stored text anew."""
        self.title.set_value(self._work.stored.title if self._work.stored else "")
        self.editor.set_paragraphs(self._work.paragraphs, self._work.tips())
        self.editor.setReadOnly(not self._work.editable)
        self.show_state()

    def show_state(self) -> None:
        """Show what became of the text: outline, counts, what contradicts the records."""
        paragraphs = self._work.paragraphs
        self.outline.set_paragraphs(paragraphs)
        edited = self._work.edited
        self.editor.mark_edited(edited)
        letters = sum(len(plain(one.text)) for one in paragraphs if one.kind is ParagraphKind.TEXT)
        by_hand = f"，手工改过{len(edited)}段（左侧竖线）" if edited else ""
        self.count.setText(f"正文{letters:,}字，{len(paragraphs)}段{by_hand}")
        self._show_checks()
        self.show_grounds()
        self.state_shown.emit()

    def show_comparison(self) -> None:
        """Show how the text stands beside the records."""
        self.figures.offer(self._work.offered(), editable=self._work.editable)
        self.versions.show_versions(self._work.stored, self._work.versions, self._work.later)
        self._show_checks()
        self.show_grounds()

    def show_grounds(self) -> None:
        """Say where the figures of the paragraph at the caret come from, while that is looked at."""
        number = self.editor.paragraph
        if self.panels.currentWidget() is self.cited and number < len(self._work.paragraphs):
            one = self._work.paragraphs[number]
            self.grounds.show_paragraph(
                self._work.grounds(one), own=not one.source, editable=self._work.editable
            )

    def show_hint(self) -> None:
        """Say when the text lags behind the records or the ticks, or that it is final."""
        stored = self._work.stored
        if stored is not None and stored.is_final and self._work.versions:
            self.hint.tell_final(self._work.versions[-1], self._work.later)
            return
        changes = self._work.compared.changed if self._work.compared else ()
        self.hint.tell(changes, self._work.typed, choice_changed=self._choice_changed())

    def show_what_may_be_done(self) -> None:
        """Open or close what a final paper, or one not yet written, does not allow."""
        stored = self._work.stored
        self.title.setEnabled(self._work.editable or stored is None)
        self.outline.set_editable(self._work.editable)
        self.sending.show_summary(stored)

    def open_section(self, part: QWidget) -> None:
        """Open what is asked for only now and then in place of 依据和核对; its head leads back."""
        for position in range(self.panels.count()):
            self.panels.setTabVisible(position, position == 0 or self.panels.widget(position) is part)
        self.panels.setCurrentWidget(part)
        self.beside.open_panel()

    # ---- where the caret is

    def go_to(self, number: int) -> None:
        """Put the caret into a paragraph."""
        self.editor.go_to_paragraph(number)
        self.outline.select(number)
        self.show_grounds()
        self.editor.setFocus()

    def show_found(self, found: object) -> None:
        """Show in the text where something is written against the records."""
        if isinstance(found, Contradiction | Question):
            self.editor.go_to_paragraph(found.paragraph, found.start, found.length)
            self.editor.setFocus()
        elif (shown := getattr(found, "shown", "")) and self.editor.find_next(shown):
            self.editor.setFocus()

    # ---- inside

    def _enter(self, number: int) -> None:
        self.outline.select(number)
        self.show_grounds()

    def _choice_changed(self) -> bool:
        """Whether other problems are ticked than the text was written with."""
        stored = self._work.stored
        if stored is None or stored.kind in WITHOUT_PROBLEMS:
            return False
        return set(self.problems.chosen) != set(stored.problems) & set(self.problems.offered)

    def _show_checks(self) -> None:
        final = self._work.stored is not None and self._work.stored.is_final
        changed = self._work.compared.changed if self._work.compared and not final else ()
        asked, compared = self._work.questions, self._work.compared
        self.checks.show_found(
            self._work.typed,
            changed,
            asked,
            editable=self._work.editable,
            compared=compared.told if compared and not final else "",
        )
        found = len(changed) + len(self._work.typed) + len(asked)
        self.checks.set_count(found)
        self.outline.show_counts(self._work.places_in_doubt())
        self.beside.set_count(found)
        self.editor.mark_contradictions(self._work.typed)
        self.show_hint()

    def _add_panels(self) -> None:
        for panel, name, tip in (
            (self.cited, "依据和核对", "光标处的数字从哪里来，文中哪些与记录不一致"),
            (self.figures, "数据域", "插入由记录计算的数据"),
            (self.problems, "问题", "写入“存在的问题”的内容"),
            (self.sending, "附件", "附件、文号和签发人"),
            (self.versions, "版本", "定稿的各版和定稿后的变化"),
        ):
            self.panels.setTabToolTip(self.panels.addTab(panel, name), tip)
        self._fold_others(0)

    def _fold_others(self, opened: int) -> None:
        """Only 依据和核对 stands there, without a head, until another section is asked for."""
        for position in range(self.panels.count()) if opened == 0 else ():
            self.panels.setTabVisible(position, False)
        self.show_grounds()

    def _lay_out(self) -> None:
        content = split(Qt.Orientation.Horizontal, self.outline, self._text_side(), shares=(1, 4))
        self.beside = WithPanel(content, SidePanel(self.panels), "依据和核对", self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.beside)

    def _text_side(self) -> QWidget:
        self.title.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.search.setPlaceholderText("在正文中查找（F3）")
        self.search.setAccessibleName("在正文中查找")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 24)
        set_role(self.count, "hint")
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        again = action_button("下一处", self.search_wanted.emit, shortcut="F3", tip="查找下一处")
        set_role(again, "small")
        foot.addWidget(again)
        text = QWidget(self)
        column = QVBoxLayout(text)
        space = tokens().space
        column.setContentsMargins(space.s, space.s, space.s, space.s)
        column.addWidget(self.title)
        column.addWidget(self.editor, 3)
        column.addWidget(self.comparison, 2)
        column.addLayout(foot)
        return text
