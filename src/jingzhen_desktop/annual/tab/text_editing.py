"""What the clerk does to the text of the paper shown, a paragraph or a figure at a time.
Each is one verb of ``actions``; what concerns the whole paper stands in ``page``.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ...base.errors import InputRejected
from ...widgets.desk import Desk
from ..actions.drafting import take_draft
from ..actions.editing import (
    add_paragraph,
    answer_question,
    change_title,
    move_paragraph,
    put_numbers_in_order,
    remove_paragraph,
    store_paragraphs,
)
from ..rules.markup import plain
from ..rules.tables import plain_table
from ..values.kinds import Origin, ParagraphKind
from ..values.sources import Answer, ChangedFigure, Contradiction, Question
from ..values.text import Figure, Summary
from .paper_view import PaperView
from .work import Work

_NEW_PARAGRAPH = "请在此填写新段落。"


class TextEditing(QObject):
    """The clerk's verbs on the text of one view."""

    def __init__(self, desk: Desk, work: Work, view: PaperView) -> None:
        super().__init__(view)
        self._desk, self._work, self._view = desk, work, view
        self._compared: int | None = None
        """Id of the paragraph now shown beside its new text."""
        self._connect()

    def current(self) -> Summary | None:
        """The paper with everything typed so far."""
        self._view.editor.commit()
        return self._work.stored

    def write(self, action: Callable[[Summary], object]) -> None:
        """Do one change of the stored paper and show what became of it."""
        self._work.write(action)
        self._view.show_state()

    # ---- title and text

    def store(self) -> None:
        """Store what the editor holds, then show what became of it."""
        if self._work.editable:
            with self._desk.alerts.guard():
                texts = self._view.editor.texts()
                self.write(lambda stored: store_paragraphs(self._desk.office, stored.id, texts))

    def change_title(self, title: object) -> None:
        """Give it another title; what is refused is said under the field."""
        if self._work.stored is None:
            return
        try:
            self.write(lambda stored: change_title(self._desk.office, stored.id, str(title)))
        except InputRejected as error:
            self._view.title.refuse(str(error))

    def insert_figure(self, figure: Figure, unit: str) -> None:
        """Put a figure from the list in at the caret."""
        if self._work.editable:
            self._view.editor.insert_figure(figure, unit)
            self._view.editor.setFocus()

    def take_record(self, found: object) -> None:
        """Let the text say what the records say: of a typed number, or of a figure that has changed."""
        if isinstance(found, Contradiction):
            self._view.editor.replace(found)
        elif isinstance(found, ChangedFigure) and (figure := self._work.figure_now(found.key)):
            if self._tables_with(found):
                self.compare_tables(found)
            else:
                self._view.editor.update_figure(figure)

    def compare_tables(self, found: ChangedFigure) -> None:
        """A figure in a table is not typed but written anew with its table."""
        for number in self._tables_with(found):
            self._view.go_to(number)
            self.compare_paragraph()

    def find_next(self) -> None:
        """Go to the next place in the text where the words stand."""
        words = self._view.search.text()
        if not self._view.editor.find_next(words):
            self._desk.alerts.say(f"正文中没有“{words}”")

    # ---- paragraphs

    def remove(self, row: int) -> None:
        """Take a paragraph out after asking."""
        stored = self.current()
        if stored is None or row >= len(stored.paragraphs):
            return
        one = stored.paragraphs[row]
        what = "这张表" if one.kind is ParagraphKind.TABLE else f"“{plain(one.text)[:20]}…”这一段"
        if self._desk.alerts.confirm(f"删除{what}？", "删除", parent=self._view):
            self._change(lambda stored: remove_paragraph(self._desk.office, stored.paragraphs[row].id), row)

    def move(self, row: int, steps: int) -> None:
        """Move a paragraph up or down."""
        office = self._desk.office
        self._change(lambda stored: move_paragraph(office, stored.paragraphs[row].id, steps), row + steps)

    def add(self, row: int) -> None:
        """Add a paragraph after another."""

        def after_row(stored: Summary) -> None:
            before = stored.paragraphs[row].id if row >= 0 else None
            add_paragraph(self._desk.office, stored.id, _NEW_PARAGRAPH, before)

        self._change(after_row, row + 1)

    def put_in_order(self) -> None:
        """Put the numbers of headings and items in order."""
        row = self._view.outline.list.currentRow()
        self._change(lambda stored: put_numbers_in_order(self._desk.office, stored.id), row)

    # ---- one paragraph anew

    def compare_paragraph(self) -> None:
        """Show the paragraph at the caret beside what the records would write now; nothing is changed yet."""
        stored = self.current()
        number = self._view.editor.paragraph
        if stored is None or self._work.compared is None or number >= len(stored.paragraphs):
            return
        one = stored.paragraphs[number]
        new = self._work.compared.drafts.get(one.source) if one.source else None
        if new is None:
            self._desk.alerts.warn(
                "这一段是自己加写的，或者记录里已没有可写的内容，不能由记录重新生成；不要它时请删除。"
            )
            return
        if one.text == new.text:
            self._desk.alerts.say("这一段与由记录生成的文字相同")
            return
        self._compared = one.id
        old, wanted = _as_read(one.text, one.kind), _as_read(new.text, new.kind)
        self._view.comparison.compare(old, wanted, edited=one.origin is Origin.EDITED)

    def take_new(self) -> None:
        """Take the new text shown beside the old one."""
        paragraph, self._compared = self._compared, None
        self._view.comparison.hide()
        if paragraph is not None:
            row = self._view.editor.paragraph
            self._change(lambda _stored: take_draft(self._desk.office, paragraph), row)

    def keep_old(self) -> None:
        """Leave the text as it is."""
        self._compared = None
        self._view.comparison.hide()
        self._view.editor.setFocus()

    # ---- sentences the records speak against

    def answer(self, question: Question, answer: Answer) -> None:
        """Keep, rewrite or strike a sentence, as the clerk answered."""
        self._change(
            lambda stored: answer_question(self._desk.office, stored.id, question, answer), question.paragraph
        )

    # ---- inside

    def _connect(self) -> None:
        view = self._view
        view.title.committed.connect(self.change_title)
        view.search_wanted.connect(self.find_next)
        view.editor.rested.connect(self.store)
        view.outline.chosen.connect(view.go_to)
        view.outline.move_wanted.connect(self.move)
        view.outline.remove_wanted.connect(self.remove)
        view.outline.add_wanted.connect(self.add)
        view.outline.order_wanted.connect(self.put_in_order)
        view.grounds.rewrite_wanted.connect(self.compare_paragraph)
        view.figures.insert_wanted.connect(self.insert_figure)
        view.checks.take_wanted.connect(self.take_record)
        view.checks.show_wanted.connect(view.show_found)
        view.checks.answer_wanted.connect(self.answer)
        view.comparison.taken.connect(self.take_new)
        view.comparison.kept.connect(self.keep_old)

    def _change(self, action: Callable[[Summary], object], row: int) -> None:
        """Do something to a paragraph from the outline and show the text anew."""
        if self.current() is None:
            return
        with self._desk.alerts.guard():
            self._work.write(action)
            self._view.show_text()
            self._view.go_to(max(0, min(row, len(self._work.paragraphs) - 1)))

    def _tables_with(self, found: ChangedFigure) -> list[int]:
        """The numbers of the tables a figure stands in."""
        return [
            number
            for number, one in enumerate(self._work.paragraphs)
            if one.kind is ParagraphKind.TABLE and f"⟦{found.key}|" in one.text
        ]


def _as_read(text: str, kind: ParagraphKind) -> str:
    if kind is ParagraphKind.TEXT:
        return plain(text)
    table = plain_table(text)
    return "\n".join([table.caption, *("　".join(row) for row in (table.titles, *table.rows)), table.note])
