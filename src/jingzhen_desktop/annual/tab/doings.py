"""What the clerk does to the paper shown:
each is one verb of ``actions``, or something that leaves the tab.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ...base.errors import InputRejected, UserFacingError
from ...widgets.desk import Desk
from ..actions.drafting import generate, take_draft
from ..actions.editing import (
    add_paragraph,
    change_day,
    change_sending,
    change_title,
    choose_attachments,
    move_paragraph,
    put_numbers_in_order,
    remove_paragraph,
    store_paragraphs,
)
from ..actions.versions import revise
from ..queries.facts import carried_papers
from ..rules.markup import plain
from ..rules.tables import plain_table
from ..values.kinds import Attachment, Origin, ParagraphKind, SummaryKind
from ..values.sources import ChangedFigure, Contradiction
from ..values.text import Figure, Summary
from ..values.versions import SummaryVersion
from .output import copy_summary, export_sources_to, export_to, finalise_beside, open_version, preview_summary

if TYPE_CHECKING:
    from .page import AnnualTab

_NEW_PARAGRAPH = "请在此填写新段落。"


class Doings(QObject):
    """The clerk's verbs on one page."""

    def __init__(self, desk: Desk, page: AnnualTab) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._compared: int | None = None
        """Id of the paragraph now shown beside its new text."""

    # ---- the whole paper

    def generate(self) -> None:
        """Generate, or generate anew; paragraphs edited by hand stay."""
        self._generate(replace_edited=False)

    def rewrite(self) -> None:
        """Generate anew, edited paragraphs too, after asking."""
        stored = self._current()
        edited = len(self._page.work.edited) + bool(stored and stored.title_edited)
        question = f"有{edited}处手工修改过的内容将被重新生成的文字替换（可以撤销）。确定全部重写？"
        if not edited or self._desk.alerts.confirm(question, "全部重写", parent=self._page):
            self._generate(replace_edited=True)

    def finalise(self) -> None:
        """Freeze the text with its values, and keep its paper."""
        stored = self._current()
        if stored is None or not self._page.work.editable:
            return
        if self._desk.alerts.confirm(_question(self._page, stored), "定稿", parent=self._page):
            self._page.editor.setReadOnly(True)  # what is typed meanwhile would be in no version
            finalise_beside(self._page, self._desk, stored, self._finalised, self._not_finalised)

    def revise(self, reason: str) -> None:
        """Open the final text for its next version."""
        stored = self._page.work.stored
        if stored is not None:
            with self._desk.alerts.guard():
                with self._page.work.own_writing():
                    revise(self._desk.office, stored.id, reason)
                self._page.versions.reason.clear()
                self._page.refresh()
                self._desk.alerts.say(f"可以修改了：{stored.title}")

    def copy_all(self) -> None:
        """Put the whole text on the clipboard."""
        if stored := self._current():
            copy_summary(self._desk, stored)

    def preview(self) -> None:
        """Show the paper as it will be printed."""
        if stored := self._current():
            preview_summary(self._page, self._desk, stored)

    def open_version(self, version: SummaryVersion) -> None:
        """Show a finalised version as it was kept."""
        if stored := self._current():
            open_version(self._desk, stored, version)

    def export(self) -> None:
        """Write the PDF into a folder the clerk chooses."""
        if stored := self._current():
            export_to(self._page, self._desk, stored)

    def export_sources(self) -> None:
        """Write the 数据来源表 into a folder the clerk chooses."""
        if stored := self._current():
            export_sources_to(self._page, self._desk, stored)

    def change_day(self, day: object) -> None:
        """Sign it on another day; what the records say up to that day is compared anew."""
        if self._page.work.stored is not None and isinstance(day, date):
            with self._desk.alerts.guard():
                self._write(lambda stored: change_day(self._desk.office, stored.id, day))
                self._page.work.compare()
                self._page.show_comparison()

    def change_title(self, title: object) -> None:
        """Give it another title; what is refused is said under the field."""
        if self._page.work.stored is None:
            return
        try:
            self._write(lambda stored: change_title(self._desk.office, stored.id, str(title)))
        except InputRejected as error:
            self._page.title.refuse(str(error))

    def change_sending(self, field: str, value: object) -> None:
        """Change 文号, 主送机关 or 签发人. Raises InputRejected."""
        if self._page.work.stored is not None:
            self._write(lambda stored: change_sending(self._desk.office, stored.id, field, str(value or "")))

    def choose_attachments(self, chosen: tuple[Attachment, ...]) -> None:
        """Attach what is ticked; a letter's title and opening name what it carries,
        so they are written anew.
        """
        if self._page.work.stored is None:
            return
        with self._desk.alerts.guard():
            self._write(lambda stored: choose_attachments(self._desk.office, stored.id, chosen))
        if self._page.summary_kind is SummaryKind.COVER:
            self.generate()

    # ---- the text

    def store(self) -> None:
        """Store what the editor holds, then show what became of it."""
        if self._page.work.editable:
            with self._desk.alerts.guard():
                self._write(
                    lambda stored: store_paragraphs(self._desk.office, stored.id, self._page.editor.texts())
                )

    def insert_figure(self, figure: Figure, unit: str) -> None:
        """Put a figure from the list in at the caret."""
        if self._page.work.editable:
            self._page.editor.insert_figure(figure, unit)
            self._page.editor.setFocus()

    def take_record(self, found: object) -> None:
        """Let the text say what the records say: of a typed number, or of a figure that has changed."""
        if isinstance(found, Contradiction):
            self._page.editor.replace(found)
        elif isinstance(found, ChangedFigure) and (figure := self._page.work.figure_now(found.key)):
            if not _in_table(self._page, found):
                self._page.editor.update_figure(figure)
            else:
                self.compare_table(found)

    def compare_table(self, found: ChangedFigure) -> None:
        """A figure in a table is not typed but written anew with its table."""
        for number, one in enumerate(self._page.work.paragraphs):
            if one.kind is ParagraphKind.TABLE and f"⟦{found.key}|" in one.text:
                self.go_to(number)
                self.compare_paragraph()

    def find_next(self) -> None:
        """Go to the next place in the text where the words stand."""
        if not self._page.editor.find_next(self._page.search.text()):
            self._desk.alerts.say(f"正文中没有“{self._page.search.text()}”")

    def go_to(self, row: int) -> None:
        """Put the caret into a paragraph."""
        self._page.editor.go_to_paragraph(row)
        self._page.outline.select(row)
        self._page.show_grounds()
        self._page.editor.setFocus()

    def remove(self, row: int) -> None:
        """Take a paragraph out after asking."""
        stored = self._current()
        if stored is None or row >= len(stored.paragraphs):
            return
        one = stored.paragraphs[row]
        what = "这张表" if one.kind is ParagraphKind.TABLE else f"“{plain(one.text)[:20]}…”这一段"
        if self._desk.alerts.confirm(f"删除{what}？", "删除", parent=self._page):
            self._change(lambda ids: remove_paragraph(self._desk.office, ids[row]), row)

    def move(self, row: int, steps: int) -> None:
        """Move a paragraph up or down."""
        self._change(lambda ids: move_paragraph(self._desk.office, ids[row], steps), row + steps)

    def add(self, row: int) -> None:
        """Add a paragraph after another."""
        office = self._desk.office
        self._change(
            lambda ids: add_paragraph(
                office, self._stored_id(), _NEW_PARAGRAPH, ids[row] if row >= 0 else None
            ),
            row + 1,
        )

    def put_in_order(self) -> None:
        """Put the numbers of headings and items in order."""
        row = self._page.outline.list.currentRow()
        self._change(lambda _ids: put_numbers_in_order(self._desk.office, self._stored_id()), row)

    # ---- one paragraph anew

    def compare_paragraph(self) -> None:
        """Show the paragraph at the caret beside what the records would write now; nothing is changed yet."""
        stored = self._current()
        number = self._page.editor.paragraph
        if stored is None or self._page.work.compared is None or number >= len(stored.paragraphs):
            return
        one = stored.paragraphs[number]
        new = self._page.work.compared.drafts.get(one.source) if one.source else None
        if new is None:
            self._desk.alerts.warn(
                "这一段是自己加写的，或者记录里已没有可写的内容，不能由记录重新生成；不要它时请删除。"
            )
            return
        if one.text == new.text:
            self._desk.alerts.say("这一段与由记录生成的文字相同")
            return
        self._compared = one.id
        old, wanted = (_as_read(text, kind) for text, kind in ((one.text, one.kind), (new.text, new.kind)))
        self._page.comparison.compare(old, wanted, edited=one.origin is Origin.EDITED)

    def take_new(self) -> None:
        """Take the new text shown beside the old one."""
        paragraph, self._compared = self._compared, None
        self._page.comparison.hide()
        if paragraph is not None:
            row = self._page.editor.paragraph
            self._change(lambda _ids: take_draft(self._desk.office, paragraph), row)

    def keep_old(self) -> None:
        """Leave the text as it is."""
        self._compared = None
        self._page.comparison.hide()
        self._page.editor.setFocus()

    # ---- inside

    def _generate(self, *, replace_edited: bool) -> None:
        page = self._page
        page.editor.commit()
        day = page.day.value()
        with self._desk.alerts.guard():
            if not isinstance(day, date):
                raise InputRejected("请先填写落款日期。")
            with page.work.own_writing():
                made = generate(
                    self._desk.office,
                    self._desk.year,
                    page.summary_kind,
                    day,
                    page.problems.chosen,
                    replace_edited=replace_edited,
                )
            page.refresh()
            self._desk.alerts.say(f"已生成：{made.title}")

    def _finalised(self, sentence: str) -> None:
        self._page.refresh()
        self._desk.alerts.say(sentence)

    def _not_finalised(self, error: Exception) -> None:
        self._page.refresh()
        if isinstance(error, UserFacingError):
            self._desk.alerts.warn(error)

    def _write(self, action: Callable[[Summary], object]) -> None:
        self._page.work.write(action)
        self._page.show_state()

    def _change(self, action: Callable[[list[int]], object], row: int) -> None:
        """Do something to a paragraph from the outline and show the text anew."""
        self._page.editor.commit()
        if self._page.work.stored is None:
            return
        ids = [one.id for one in self._page.work.paragraphs]
        with self._desk.alerts.guard():
            self._page.work.write(lambda _stored: action(ids))
            self._page.show_text()
            self.go_to(max(0, min(row, len(self._page.work.paragraphs) - 1)))

    def _stored_id(self) -> int:
        assert self._page.work.stored is not None
        return self._page.work.stored.id

    def _current(self) -> Summary | None:
        """The paper with everything typed so far."""
        self._page.editor.commit()
        return self._page.work.stored


def _question(page: AnnualTab, stored: Summary) -> str:
    """What the clerk should know before freezing the text."""
    changed = page.work.compared.changed if page.work.compared else ()
    differing = len(changed) + len(page.work.typed)
    warning = f"注意：文中还有{differing}处与记录不一致（见“核对”）。\n" if differing else ""
    drafts = [f"《{one.title}》" for one in carried_papers(page.work.office, stored) if not one.is_final]
    warning += f"注意：所附{'、'.join(drafts)}还没有定稿，以后仍可能改动。\n" if drafts else ""
    return f"{warning}把《{stored.title}》定稿？\n正文和数值按现在的样子存档，不能再改（以后可以修订出下一版），以前的操作也不能再撤销。"


def _in_table(page: AnnualTab, found: ChangedFigure) -> bool:
    return any(
        one.kind is ParagraphKind.TABLE and f"⟦{found.key}|" in one.text for one in page.work.paragraphs
    )


def _as_read(text: str, kind: ParagraphKind) -> str:
    if kind is ParagraphKind.TEXT:
        return plain(text)
    table = plain_table(text)
    return "\n".join([table.caption, *("　".join(row) for row in (table.titles, *table.rows)), table.note])
