"""The panel of 考核评分: the chosen item's rule and records, the unit's part, the assessment's own fields."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...base.place import Place
from ...base.text import chinese_date
from ...organisation.actions.units import change_facts
from ...organisation.queries.units import units_of_year
from ...organisation.values.units import UnitInYear
from ...publicity.queries import activities_of_year
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm
from ...widgets.grid.lists import dress_list
from ...widgets.look.tokens import tokens
from ...widgets.page import store_record
from ...widgets.parts import SectionTitle
from ...widgets.side_panel import Sections, pad
from ..actions.scores import change_assessment, change_participant, record_attendance
from ..queries.scores import attendance_of
from ..rules.needs import facts_of_sources
from ..rules.score_courses import why_left_out
from ..rules.scoring import points_words
from ..values.score_courses import Assessment, Participant
from ..values.score_tables import ItemKind
from ..values.score_views import AssessmentView, ScoredUnit
from ..values.scores import Ground, Scored
from .computation import FactsPane
from .score_forms import ASSESSMENT_FIELDS, PARTICIPANT_FIELDS

_PLACE = Qt.ItemDataRole.UserRole


class ScorePanel(Sections):
    """Sections: 评分, 单位, 签到, 考核设置, 进度."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view: AssessmentView | None = None
        self._participant: Participant | None = None
        self._units: dict[int, UnitInYear] = {}
        self._filling = False
        self.item_title, self.rule, self.own = SectionTitle(parent=self), _words(self), _words(self)
        self.grounds = QListWidget(self)
        self.grounds.setAccessibleName("依据的记录")
        dress_list(self.grounds)
        self.grounds.setWordWrap(True)
        self.grounds.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grounds.itemActivated.connect(self._open)
        self.unit_form = FieldForm(PARTICIPANT_FIELDS, self, stacked=True)
        store_record(
            self.unit_form,
            PARTICIPANT_FIELDS,
            self._shown_participant,
            partial(change_participant, desk.office),
        )
        self.facts = FactsPane(partial(change_facts, desk.office), self)
        self.setup_form = FieldForm(ASSESSMENT_FIELDS, self, stacked=True)
        store_record(
            self.setup_form,
            ASSESSMENT_FIELDS,
            self._shown_assessment,
            partial(change_assessment, desk.office),
        )
        self.attendance = QListWidget(self)
        self.attendance.setAccessibleName("参加的宣传培训")
        dress_list(self.attendance)
        self.attendance.itemChanged.connect(self._store_attendance)
        self.course = _words(self)
        self._lay_out()

    def show_assessment(self, view: AssessmentView | None) -> None:
        """Show what is said of an assessment, and its course."""
        self._view = view
        self.setup_form.setEnabled(view is not None)
        if view is None:
            self.show_unit(None)
            return
        found = view.assessment
        self._units = {unit.id: unit for unit in units_of_year(self._desk.office, found.year)}
        values = {spec.key: getattr(found, spec.key) for spec in ASSESSMENT_FIELDS}
        self.setup_form.show_record(found.id, values)
        self.course.setText(_course_words(view))

    def show_unit(self, unit: ScoredUnit | None) -> None:
        """Show a unit's part in the assessment."""
        self._participant = unit.participant if unit else None
        self.unit_form.setEnabled(unit is not None)
        if unit is not None:
            values = {spec.key: getattr(unit.participant, spec.key) for spec in PARTICIPANT_FIELDS}
            self.unit_form.show_record(unit.participant.id, values)
        self._show_facts()
        self._show_attendance()

    def _show_facts(self) -> None:
        """Ask for what the table in use needs to know of the unit."""
        unit = self._units.get(self._participant.unit_id) if self._participant is not None else None
        items = self._view.table.items if self._view is not None else ()
        wanted = facts_of_sources({item.source for item in items}) if unit is not None else ()
        self.facts.show_unit(unit, wanted)

    def show_item(self, scored: Scored | None, unit: ScoredUnit | None) -> None:
        """Show how the chosen item is scored and on what records."""
        self.item_title.setText(scored.item.title if scored else (unit.participant.name if unit else ""))
        self.grounds.clear()
        self.grounds.setVisible(scored is not None and bool(scored.found.grounds))
        if scored is None:
            self.rule.setText(_unit_words(unit))
            self.own.setText("")
            return
        self.rule.setText(_rule_words(scored))
        self.own.setText(_own_words(scored))
        for ground in _bad_first(scored.found.grounds):
            item = QListWidgetItem(f"{_sign(ground)}{ground.text}", self.grounds)
            item.setData(_PLACE, str(ground.place) if ground.place else "")
            item.setToolTip(ground.text)

    def flush(self) -> None:
        """Store what is typed but not finished."""
        self.facts.flush()
        self.unit_form.flush()
        self.setup_form.flush()

    def _shown_participant(self) -> Participant | None:
        return self._participant

    def _shown_assessment(self) -> Assessment | None:
        return self._view.assessment if self._view else None

    def _open(self, item: QListWidgetItem) -> None:
        place = Place.parse(item.data(_PLACE))
        if place is not None:
            self._desk.go_to(place)

    def _show_attendance(self) -> None:
        self._filling = True
        self.attendance.clear()
        if self._participant is not None and self._view is not None:
            activities = [
                one for one in activities_of_year(self._desk.office, self._view.assessment.year) if one.done
            ]
            present = attendance_of(self._desk.office, [one.id for one in activities])
            for activity in activities:
                day = activity.held_on
                text = f"{day.month}月{day.day}日{activity.kind.value} {activity.theme}"
                item = QListWidgetItem(text, self.attendance)
                item.setToolTip(text)
                item.setData(_PLACE, activity.id)
                item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
                is_there = self._participant.unit_id in present.get(activity.id, ())
                item.setCheckState(Qt.CheckState.Checked if is_there else Qt.CheckState.Unchecked)
        self._filling = False

    def _store_attendance(self, item: QListWidgetItem) -> None:
        if self._filling or self._participant is None or self._view is None:
            return
        activity_id: int = item.data(_PLACE)
        there = set(attendance_of(self._desk.office, [activity_id]).get(activity_id, ()))
        unit_id = self._participant.unit_id
        there = there | {unit_id} if item.checkState() == Qt.CheckState.Checked else there - {unit_id}
        with self._desk.alerts.guard():
            record_attendance(self._desk.office, self._view.assessment.year, activity_id, there)

    def _lay_out(self) -> None:
        item = QWidget(self)
        lines = QVBoxLayout(item)
        space = tokens().space
        lines.setContentsMargins(space.m, space.xs, space.m, space.m)
        for part in (self.item_title, self.rule, self.own):
            lines.addWidget(part)
        lines.addWidget(self.grounds, 100)
        lines.addStretch(1)
        course = QWidget(self)
        below = QVBoxLayout(course)
        below.setContentsMargins(space.m, space.xs, space.m, space.m)
        below.addWidget(self.course)
        below.addStretch(1)
        pad(self.unit_form)
        pad(self.setup_form)
        unit = QWidget(self)
        of_unit = QVBoxLayout(unit)
        of_unit.setContentsMargins(0, 0, 0, 0)
        of_unit.addWidget(self.facts)
        of_unit.addWidget(self.unit_form)
        of_unit.addStretch(1)
        for page, title in (
            (item, "评分"),
            (unit, "单位"),
            (self.attendance, "签到"),
            (self.setup_form, "考核设置"),
            (course, "进度"),
        ):
            self.addTab(page, title)


def _words(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _sign(ground: Ground) -> str:
    return {True: "✓ ", False: "✗ ", None: "· "}[ground.good]


def _bad_first(grounds: Sequence[Ground]) -> list[Ground]:
    """What counts against the unit first: that is what is asked about."""
    return sorted(grounds, key=lambda one: one.good is not False)


def _rule_words(scored: Scored) -> str:
    item = scored.item
    parts = [item.rule]
    if item.kind is ItemKind.VETO:
        parts.append("否决性指标：未达到时等次为最低一级。")
    if scored.computed is not None:
        parts.append(f"按记录算出{points_words(scored.computed)}分，满分{points_words(item.points)}分。")
    elif scored.found.lacking:
        parts.append(f"{scored.found.lacking}，请按实际情况评分。")
    if scored.reason and not scored.is_overruled:
        parts.append(f"扣分理由：{scored.reason.rstrip('。')}。")
    if scored.is_overruled:
        parts.append(f"办公室评{points_words(scored.given)}分：{scored.reason}")
    return "\n".join(part for part in parts if part)


def _own_words(scored: Scored) -> str:
    if scored.own is None:
        return ""
    differs = "，与评分不同" if scored.differs else ""
    why = f"\n{scored.own_reason}" if scored.own_reason else ""
    return f"单位自评{points_words(scored.own)}分{differs}。{why}"


def _unit_words(unit: ScoredUnit | None) -> str:
    if unit is None:
        return ""
    if unit.score is None:
        return why_left_out(unit.participant)
    received = unit.participant.received_on
    parts = [
        f"自评{points_words(unit.score.own_total)}分，{chinese_date(received)}收到。"
        if received
        else "没有收到自评。"
    ]
    if unit.score.missing:
        parts.append(f"还没有得分：{'、'.join(unit.score.missing)}。")
    if unit.score.grade_reason:
        parts.append(f"{unit.score.grade_reason}。")
    differing = [one.item.title for one in unit.score.scored if one.differs]
    if differing:
        parts.append(f"与自评不同的{len(differing)}项：{'、'.join(differing)}。")
    return "\n".join(parts)


def _course_words(view: AssessmentView) -> str:
    lines = [f"第{view.assessment.version}版，现在：{view.assessment.state.words}"]
    for step in view.steps:
        note = f"：{step.note}" if step.note else ""
        lines.append(f"{chinese_date(step.day)}　{step.state.words}（第{step.version}版）{note}")
    return "\n".join(lines)
