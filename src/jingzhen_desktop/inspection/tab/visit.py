"""One unit's visit: temperatures, the check list, photos, and who signed; each on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...base.errors import InputRejected
from ...base.text import join_names
from ...base.typed import Kind
from ...office import clock
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec, RecordField
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.inline_form import WithInlineForm
from ...widgets.outgoing import show_paper
from ...widgets.page import store_record
from ...widgets.page_head import PartHead, page_action
from ...widgets.photos import PhotoStrip
from ...widgets.side_panel import pad, scrolling
from ...widgets.tool_row import Segments
from ..actions.plan import change_list
from ..actions.rounds import add_reading, change_reading, change_readings, change_visit, remove_readings
from ..actions.visits import VISIT_PHOTOS, enter_points
from ..papers.export import visit_name
from ..papers.issuing import visit_to_issue
from ..papers.visit import visit_paper
from ..queries.rounds import check_points, visit_photos
from ..rules.readings import judge_by_rule
from ..values.found import CheckedItem, Reading, Round, Visit
from ..values.words import ItemResult, Verdict
from .columns import point_columns, reading_columns
from .names import names_in

_SIGNING = (
    RecordField[Visit](
        "day",
        "到访日期",
        Kind.DATE,
        help="与检查日期不同时填写",
    ),
    RecordField[Visit](
        "checkers",
        "到访人员",
        help="与本次检查人员不同时填写",
        write=lambda visit, typed: replace(visit, checkers=names_in(typed)),
    ),
    RecordField[Visit](
        "signed_by",
        "单位签字人",
        help="谁代表被检查单位签字",
    ),
    RecordField[Visit]("signed_on", "签字日期", Kind.DATE),
    RecordField[Visit]("note", "备注"),
)
_OVERRULE = (
    FieldSpec(
        "overruled",
        "改判为",
        Kind.CHOICE,
        choices=((None, "按标准判定"), (Verdict.PASSED, "符合"), (Verdict.FAILED, "不符合")),
    ),
    FieldSpec("overrule_reason", "理由", help="如“刚开机，温度还没有降下来”"),
)


_PARTS = ("温度", "用电", "照片")
_ACTIONS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("新增场所",), ("改判…", "删除场所")),
    (("其余都符合",), ("修改清单…",)),
    ((), ()),
    (("今天已签字",), ("预览本单位记录表",)),
)
"""What is offered over each part, and what in its 更多."""


class VisitPane(QWidget):
    """Everything of the chosen visit; typing is stored at once. ``stack`` is where questions are asked.

    Attributes:
        actions_by_text: what can be done with it, by its words.
    """

    def __init__(
        self,
        desk: Desk,
        stack: WithInlineForm,
        round_: Callable[[], Round | None],
        listing: QAction,
        parent: QWidget | None = None,
    ) -> None:
        """``listing`` lists what failed as violations; it is offered where something can fail."""
        super().__init__(parent)
        self._listing = listing
        self._desk, self._stack, self._round = desk, stack, round_
        self._visit: Visit | None = None
        self.parts, self.choice = QStackedWidget(self), Segments(self)
        self.readings: GridModel[Reading] = GridModel(
            reading_columns(round_),
            alerts=desk.alerts,
            change=partial(change_reading, desk.office),
            change_many=partial(change_readings, desk.office),
        )
        self.reading_grid = Grid(self.readings, "温度记录", parent=self)
        self.points: GridModel[CheckedItem] = GridModel(
            point_columns(),
            alerts=desk.alerts,
            change_many=self._change_points,
            identity=lambda item: item.text,
        )
        self.point_grid = Grid(self.points, "用电检查", parent=self)
        self.photos = PhotoStrip(desk, VISIT_PHOTOS, self)
        self.signing = FieldForm(_SIGNING, self, columns=2)
        store_record(self.signing, _SIGNING, lambda: self._visit, partial(change_visit, desk.office))
        self._lay_out()
        self.show_visit(None)

    def show_visit(self, visit: Visit | None) -> None:
        """Show a visit; None while none is chosen."""
        if self._visit is not None and (visit is None or visit.id != self._visit.id):
            self.signing.flush()
        self._visit = visit
        self.head.title.setText(visit.unit_name if visit else "")
        self.readings.set_rows(visit.readings if visit else ())
        self.points.scope = visit.id if visit else None
        self.points.set_rows(_points(visit, check_points(self._desk.office)) if visit else ())
        self.photos.set_photos(
            visit.id if visit else None, visit_photos(self._desk.office, visit.id) if visit else ()
        )
        for page in (self.point_grid, self.signing):
            page.setEnabled(visit is not None)
        values = {spec.key: getattr(visit, spec.key) for spec in _SIGNING} if visit else {}
        if visit is not None:
            self.signing.show_record(visit.id, {**values, "checkers": join_names(list(visit.checkers))})
        self._name_pages()

    def setCurrentIndex(self, number: int) -> None:
        """Bring one of the four parts to the front: temperatures, check list, photos, signatures."""
        self.parts.setCurrentIndex(number)
        self.choice.group.button(number).setChecked(True)
        shown, more = _ACTIONS[number]
        lists = [None, self._listing] if number < 2 else []
        self.head.row.set_actions(None, self._named(shown), [*self._named(more), *lists])

    def _named(self, texts: Sequence[str]) -> list[QAction]:
        return [self.actions_by_text[text] for text in texts]

    def tabText(self, number: int) -> str:
        """What a part is called now, with its count."""
        return self.choice.group.button(number).text()

    def flush(self) -> None:
        """Store what is typed but not finished."""
        self.signing.flush()

    def begin(self, *, with_temperatures: bool) -> None:
        """Begin the record of the visit shown: its first room, or the check list."""
        if with_temperatures:
            self.add_reading()
            return
        self.setCurrentIndex(1)
        self.point_grid.setFocus()

    # --- temperatures

    def add_reading(self) -> None:
        """Add an empty reading and let the clerk type the room."""
        if (visit := self._known()) is None:
            return
        with self._desk.alerts.guard():
            reading_id = add_reading(self._desk.office, Reading(0, visit.id))
            self.setCurrentIndex(0)
            self.reading_grid.select_row(lambda reading: reading.id == reading_id)
            self.reading_grid.setCurrentIndex(self.readings.index(self.reading_grid.currentIndex().row(), 0))
            self.reading_grid.setFocus()
            self.reading_grid.edit(self.reading_grid.currentIndex())

    def overrule(self) -> None:
        """Ask for the clerk's own verdict on the chosen reading, with a reason."""
        reading: Reading | None = self.reading_grid.current_row()
        round_ = self._round()
        if reading is None or round_ is None:
            self._desk.alerts.warn("请先选中一条温度记录。")
            return
        about = f"{reading.room or '（未填场所）'}：按标准判定为{judge_by_rule(reading, round_).text}"
        values = {"overruled": reading.overruled, "overrule_reason": reading.overrule_reason}
        self._stack.ask(
            "改判",
            about,
            _OVERRULE,
            values,
            lambda typed: change_reading(self._desk.office, reading, _ruled(reading, typed)),
        )

    def remove_readings(self) -> None:
        """Remove the chosen readings; undo brings them back."""
        chosen: list[Reading] = self.reading_grid.selected_rows()
        if not chosen:
            self._desk.alerts.warn("请先选中要删除的温度记录。")
            return
        with self._desk.alerts.guard():
            remove_readings(self._desk.office, [reading.id for reading in chosen])
            self._desk.alerts.say(f"已删除{len(chosen)}条温度记录，可以撤销（Ctrl+Z）")

    # --- check list

    def pass_the_rest(self) -> None:
        """Mark every point that has no result yet as fine."""
        if (visit := self._known()) is None:
            return
        blank = {
            item.text: (ItemResult.FINE, item.note) for item in self.points.rows() if item.result is None
        }
        if blank:
            with self._desk.alerts.guard():
                enter_points(self._desk.office, visit.id, blank)
        else:
            self._desk.alerts.say("每一项都已有结果")

    def edit_list(self) -> None:
        """Ask for the office's own check list, a point on each line."""
        specs = (FieldSpec("points", "检查要点", Kind.NOTE, help="一行一项；全部删去则恢复程序自带的清单"),)
        start = {"points": "\n".join(check_points(self._desk.office))}
        about = "一行一项。改动只用于以后的检查，已登记的检查不变；全部删去则恢复程序自带的清单。"
        self._stack.ask("保存检查清单", about, specs, start, self._store_list)

    def preview(self) -> None:
        """Show this unit's check form as it prints."""
        visit, round_ = self._known(), self._round()
        if visit is None or round_ is None:
            return
        self.flush()
        office = self._desk.office
        show_paper(
            self,
            self._desk,
            f"生成{visit.unit_name}检查记录表",
            partial(visit_paper, office, visit.id),
            visit_name(round_, visit),
            partial(visit_to_issue, round_, visit),
        )

    # --- what is typed

    def _change_points(self, changes: Sequence[tuple[CheckedItem, CheckedItem]]) -> None:
        if self._visit is not None:
            results = {new.text: (new.result, new.note) for _, new in changes}
            enter_points(self._desk.office, self._visit.id, results)

    def _store_list(self, typed: dict[str, Any]) -> None:
        change_list(self._desk.office, [line for line in str(typed["points"]).splitlines() if line.strip()])

    # --- what is shown

    def _known(self) -> Visit | None:
        if self._visit is None:
            self._desk.alerts.warn("请先录入并选中被检查的单位。")
        return self._visit

    def _name_pages(self) -> None:
        visit = self._visit
        checked = sum(1 for item in visit.items if item.result) if visit else 0
        counts = (
            len(visit.readings) if visit else 0,
            f"{checked}/{self.points.rowCount()}" if checked else 0,
            len(self.photos.photos),
        )
        for at, (title, count) in enumerate(zip(_PARTS, counts, strict=True)):
            self.choice.group.button(at).setText(f"{title} {count}" if count else title)
        self.choice.group.button(3).setText("签字 ✓" if visit and visit.signed_by else "签字")

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("新增场所", self.add_reading, "add", "Ctrl+R", "新增一处测温的场所"),
            ("改判…", self.overrule, "edit", "", "按实际情况改变判定，要写理由"),
            ("删除场所", self.remove_readings, "remove", "", "删除选中的温度记录，可撤销"),
            ("其余都符合", self.pass_the_rest, "check", "", "把还没有结果的各项记为符合"),
            ("修改清单…", self.edit_list, "edit", "", "增减本办公室的检查要点"),
            ("预览本单位记录表", self.preview, "preview", "", "打印后由检查人员和单位签字"),
            ("今天已签字", self._sign_today, "check", "", "把签字日期填为到访日期或今天"),
        )
        self.actions_by_text = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        for grid, (shown_texts, more) in zip((self.reading_grid, self.point_grid), _ACTIONS, strict=False):
            grid.addActions(self._named((*shown_texts, *more)))
        for part in (self.photos, self.signing):
            pad(part)
        shown: tuple[QWidget, ...] = (
            self.reading_grid,
            self.point_grid,
            scrolling(self.photos),
            scrolling(self.signing),
        )
        for number, (one, title) in enumerate(zip(shown, (*_PARTS, "签字"), strict=True)):
            self.parts.addWidget(one)
            self.choice.add(number, title, "所选单位的记录")
        self.choice.group.idClicked.connect(self.setCurrentIndex)
        self.head = PartHead("", (), self)
        self.head.add(self.choice)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.head)
        lines.addWidget(self.parts, 1)
        self.setCurrentIndex(0)

    def _sign_today(self) -> None:
        self.signing.flush()
        visit, round_ = self._known(), self._round()
        if visit is None or round_ is None:
            return
        if not visit.signed_by:
            self.signing.refuse("signed_by", "请先填写单位签字人")
            self.signing.field("signed_by").setFocus()
            return
        known = (visit.day or round_.day, clock.today() if clock.today().year == round_.year else None)
        try:
            signed = replace(visit, signed_on=max(day for day in known if day))
            change_visit(self._desk.office, visit, signed)
        except InputRejected as error:
            self.signing.refuse("signed_on", str(error))


def _ruled(reading: Reading, typed: dict[str, Any]) -> Reading:
    """The reading with the clerk's own verdict; without one the reason goes too."""
    verdict = typed["overruled"]
    reason = "" if verdict is None else typed["overrule_reason"]
    return replace(reading, overruled=verdict, overrule_reason=reason)


def column(*parts: QWidget) -> QWidget:
    """Parts one above the other; the last one takes the room."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(4, 4, 4, 4)
    for part in parts:
        layout.addWidget(part, 1 if part is parts[-1] else 0)
    return whole


def _points(visit: Visit, wanted: Sequence[str]) -> list[CheckedItem]:
    """The points of today's list as they were checked,
    then those checked whose words the list no longer has.
    """
    known = {item.text: item for item in visit.items}
    listed = [known.get(text) or CheckedItem(0, visit.id, text) for text in wanted]
    return listed + [item for item in visit.items if item.text not in wanted]
