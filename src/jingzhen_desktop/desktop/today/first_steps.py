"""The first steps in a new file: what to enter before there is anything to remind of, each with its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ...base.place import Place
from ...office.backup_notes import last_copy
from ...office.file import Office
from ...office.safekeeping import COPY, SAFEKEEPING
from ...office.settings import SETTINGS_PAGE, SUPERIOR, TOWN, read_setting
from ...organisation.queries.group import leading_group
from ...organisation.queries.units import years_with_units
from ...organisation.values.places import group_place
from ...organisation.values.units import TAB as ORGANISATION
from ...quarterly.values.reports import TAB as QUARTERLY
from ...widgets.appearance import icon
from ...widgets.look.fonts import font_of, scaled
from ...widgets.look.palette import tone
from ...widgets.look.roles import set_role
from ...widgets.look.tokens import Tone, Type, tokens
from ...widgets.page_head import hairline
from ...widgets.side_panel import scrolling

_SIGN = 26
"""Px of the circle with a step's number."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to enter.

    Attributes:
        hint: what belongs to it; of a step that is done, what was entered.
        action: what the button that leads there is called.
        place: where it is done.
    """

    title: str
    hint: str
    done: bool
    action: str = ""
    place: Place | None = None


def first_steps(office: Office) -> list[Step]:
    """Return the steps of a new file, in the order in which they are best taken."""
    town, superior = read_setting(office, TOWN), read_setting(office, SUPERIOR)
    years, group = years_with_units(office), leading_group(office)
    known, copied = bool(town and superior), last_copy(office.path)
    return [
        Step(
            "登记本单位信息",
            f"已填：{town}，报送{superior}" if known else "名称、上级主管部门；以后的公文都用它",
            known,
            "填写本单位信息",
            Place(SETTINGS_PAGE, SUPERIOR.key if town else TOWN.key),
        ),
        Step(
            "录入各单位",
            f"已有{years[-1]}年的单位" if years else "从Excel名单导入，或直接粘贴、逐个新增",
            bool(years),
            "录入各单位",
            Place(ORGANISATION),
        ),
        Step(
            "成立领导小组",
            f"已填{len(group.members)}人" if group else "填写组长、副组长和成员，可直接出成立通知",
            group is not None,
            "填写领导小组",
            group_place(),
        ),
        Step("发放空白表", "每个单位一个Excel，拷到U盘", False, "发放空白表", Place(QUARTERLY)),
        Step(
            "备份到U盘",
            f"最近一次{copied}" if copied else "把今天的数据带走一份；以后在“文件”菜单里",
            copied is not None,
            "备份到U盘",
            Place(SAFEKEEPING, COPY),
        ),
    ]


def is_beginning(steps: Sequence[Step]) -> bool:
    """Whether something the later work builds on is still to be entered."""
    return any(not step.done and step.place is not None for step in steps[:3])


class FirstSteps(QWidget):
    """The steps one under the other; the first that is open stands out."""

    wanted = Signal(object)
    """The ``Place`` of a step the clerk wants to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: list[Step] = []
        self._whole = QWidget(self)
        self._lines = QVBoxLayout(self._whole)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._lines.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, tokens().space.s, 0, 0)
        layout.addWidget(scrolling(self._whole))

    @property
    def next(self) -> Step | None:
        """The first step that is open and has a place."""
        return next((step for step in self.steps if not step.done and step.place is not None), None)

    def show_steps(self, steps: list[Step]) -> None:
        """Show other steps, or how far they are."""
        if steps == self.steps:
            return
        self.steps = steps
        while self._lines.count() > 1:
            row = self._lines.takeAt(0).widget()
            row.setParent(None)
            row.deleteLater()
        for at, step in enumerate(steps):
            self._lines.insertWidget(2 * at, self._row(at + 1, step))
            self._lines.insertWidget(2 * at + 1, hairline(self._whole))
        for row in self._whole.findChildren(QFrame):
            row.show()  # at once: whoever comes here by a key wants to go on by key

    def _row(self, number: int, step: Step) -> QWidget:
        row = QFrame(self._whole)
        space = tokens().space
        line = QHBoxLayout(row)
        line.setContentsMargins(space.l, space.s, space.l, space.s)
        line.setSpacing(space.m)
        line.addWidget(_Sign(number, step, is_next=step is self.next, parent=row))
        words = QVBoxLayout()
        words.setSpacing(0)
        title, hint = QLabel(step.title, row), QLabel(step.hint, row)
        set_role(title, "section")
        set_role(hint, "hint")
        words.addWidget(title)
        words.addWidget(hint)
        line.addLayout(words, 1)
        if step.place is not None and not step.done:
            line.addWidget(self._way(step, row))
        return row

    def _way(self, step: Step, row: QWidget) -> QPushButton:
        way = QPushButton(step.action, row)
        way.setAutoDefault(False)
        way.setProperty("step", self.steps.index(step))
        set_role(way, "small")
        way.clicked.connect(self._ask)
        if step is self.next:
            self.setFocusProxy(way)
        return way

    def _ask(self) -> None:
        self.wanted.emit(self.steps[int(self.sender().property("step"))].place)


class _Sign(QWidget):
    """A step's number in a circle; a hook once it is done."""

    def __init__(self, number: int, step: Step, *, is_next: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self._done, self._is_next = number, step.done, is_next
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        state = "已完成" if step.done else "下一步" if is_next else "待办"
        self.setAccessibleName(f"第{number}步，{state}")

    def sizeHint(self) -> QSize:
        return QSize(scaled(_SIGN), scaled(_SIGN))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = tone(Tone.OK if self._done else Tone.ACCENT if self._is_next else Tone.LINE_STRONG)
        circle = self.rect().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(tone(Tone.OK_SOFT) if self._done else colour, tokens().space.xxs))
        painter.setBrush(tone(Tone.OK_SOFT if self._done else Tone.SURFACE))
        painter.drawEllipse(circle)
        if self._done:
            side = tokens().icon.button
            icon("check", colour).paint(painter, _middle(circle, side))
            return
        painter.setFont(font_of(Type.BODY_BOLD))
        painter.setPen(colour)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


def _middle(place: QRect, side: int) -> QRect:
    return QRect(place.center().x() - side // 2, place.center().y() - side // 2, side, side)
