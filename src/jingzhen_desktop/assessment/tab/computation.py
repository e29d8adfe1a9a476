"""The panel beside 定额对标: how a standing was computed number by number, and the facts it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.numbers import MINUS, decimals, show_number
from ...base.typed import Kind
from ...organisation.values.units import Affiliation, UnitFacts, UnitInYear
from ...widgets.fields.form import FieldForm, RecordField
from ...widgets.page import store_record
from ...widgets.side_panel import pad
from ..values.quotas import QuotaState
from ..values.standing import Gap, Part, Standing
from .standing_lines import shown_value

_AFFILIATIONS = ((None, "未填写"), *((one, one.words) for one in Affiliation))
_BOARDING = ((None, "不分"), (True, "寄宿制"), (False, "非寄宿制"))
FACT_FIELDS = (
    RecordField[UnitFacts]("quota_kind", "定额类别", help="按定额标准的叫法，如“初等教育”“党政机关”"),
    RecordField[UnitFacts]("quota_grade", "定额级别", help="如“市级以下”“一级”"),
    RecordField[UnitFacts]("boarding", "寄宿", Kind.CHOICE, choices=_BOARDING),
    RecordField[UnitFacts]("class_since", "本年从哪天起属这一类", Kind.DATE, help="全年没有变化就空着"),
    RecordField[UnitFacts]("boarders", "住宿学生", Kind.INTEGER, unit="人", help="没有填0"),
    RecordField[UnitFacts]("beds", "编制床位", Kind.INTEGER, unit="张"),
    RecordField[UnitFacts]("bed_days", "实际开放总床日数", Kind.INTEGER, unit="床日", help="全年的数"),
    RecordField[UnitFacts](
        "special_area",
        "专用系统和车库面积",
        Kind.NUMBER,
        unit="平方米",
        help="机房、厨房、洗衣房、实验室、车库",
    ),
    RecordField[UnitFacts](
        "special_electricity",
        "专用系统用电",
        Kind.NUMBER,
        unit="千瓦时",
        help="单独装表的全年数，没有单独计量就空着",
    ),
    RecordField[UnitFacts](
        "special_gas", "专用系统用气", Kind.NUMBER, unit="立方米", help="单独装表的全年数"
    ),
    RecordField[UnitFacts](
        "special_water", "专用系统用水", Kind.NUMBER, unit="立方米", help="单独装表的全年数"
    ),
    RecordField[UnitFacts]("heating_area", "采暖建筑面积", Kind.NUMBER, unit="平方米"),
    RecordField[UnitFacts](
        "heating_electricity", "供暖用电", Kind.NUMBER, unit="千瓦时", help="单独装表的全年数"
    ),
    RecordField[UnitFacts]("heating_gas", "供暖用气", Kind.NUMBER, unit="立方米", help="单独装表的全年数"),
    RecordField[UnitFacts]("affiliation", "隶属", Kind.CHOICE, choices=_AFFILIATIONS),
    RecordField[UnitFacts]("energy_posts_full", "能源管理专职人员", Kind.INTEGER, unit="人"),
    RecordField[UnitFacts]("energy_posts_part", "能源管理兼职人员", Kind.INTEGER, unit="人"),
    RecordField[UnitFacts]("energy_posts_trained", "能源管理人员受过培训", Kind.INTEGER, unit="人"),
    RecordField[UnitFacts]("statistics_posts_full", "能耗统计专职人员", Kind.INTEGER, unit="人"),
    RecordField[UnitFacts]("statistics_posts_part", "能耗统计兼职人员", Kind.INTEGER, unit="人"),
    RecordField[UnitFacts]("statistics_posts_trained", "能耗统计人员受过培训", Kind.INTEGER, unit="人"),
)


class ComputationView(QWidget):
    """One standing: the judgement, the gap, the numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        layout.addStretch(1)
        pad(self)

    def show_standing(self, standing: Standing | None) -> None:
        """Show how a standing was computed."""
        self.text.setText("\n".join(computation_words(standing)) if standing is not None else "")


def computation_words(standing: Standing) -> list[str]:
    """Return the lines that explain a standing."""
    lines = [f"{standing.indicator.words}，{standing.period.words}", ""]
    lines += [_part_words(part) for part in standing.parts]
    lines += ["", standing.reason or f"对标：{standing.word}"]
    if standing.gap is not None:
        lines.append(f"到{standing.gap.level}还差{_gap_words(standing.gap, standing)}")
    if standing.excess is not None and standing.excess != standing.gap:
        lines.append(f"超过{standing.excess.level}{_gap_words(standing.excess, standing)}")
    if standing.choice is not None:
        lines += ["", f"选定理由：{standing.choice.reason}"]
    if standing.state not in (None, QuotaState.OWN) and standing.state is not None:
        lines.append(f"这一行定额：{standing.state.words}，不作为本地定额")
    return lines


def _part_words(part: Part) -> str:
    value = (
        "—"
        if part.value is None
        else f"{show_number(part.value, _places(part))}{part.unit}".replace("-", MINUS)
    )
    return f"{part.title}：{part.text}＝{value}" if part.text else f"{part.title}：{value}"


def _places(part: Part) -> int | None:
    return 2 if part.value is not None and decimals(part.value) > 2 else None


def _gap_words(gap: Gap, standing: Standing) -> str:
    unit = standing.measure.numerator
    total = f"{show_number(gap.total, 2)}{'m³' if unit == 'L' else unit}"
    power = f"（合{show_number(gap.power, 0)}kWh）" if gap.power is not None and unit == "kgce" else ""
    money = f"，约{show_number(gap.money, 2)}元" if gap.money is not None else ""
    return f"{shown_value(gap.per_base)}{standing.measure.value}，合{total}{power}{money}"


class FactsPane(QWidget):
    """The facts of a unit that its chosen quotas need; others are not asked for."""

    def __init__(
        self, change: Callable[[UnitInYear, UnitInYear], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._change = change
        self._unit: UnitInYear | None = None
        self._wanted: tuple[str, ...] = ()
        self.form: FieldForm | None = None
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self.hint)
        self._layout.addStretch(1)
        pad(self)

    def show_unit(self, unit: UnitInYear | None, wanted: Sequence[str]) -> None:
        """Show some facts of a unit; what was being typed is stored for the unit it was typed for."""
        self.flush()
        self._unit = unit
        if tuple(wanted) != self._wanted:
            self._make_form(tuple(wanted))
        self.hint.setVisible(not wanted)
        self.hint.setText("选定的定额不需要补充这个单位的情况。" if unit is not None else "")
        if self.form is not None and unit is not None:
            values = {key: getattr(unit.facts, key) for key in self._wanted}
            self.form.show_record((unit.id, unit.year), values)

    def flush(self) -> None:
        """Store what is typed but not finished."""
        if self.form is not None:
            self.form.flush()

    def _make_form(self, wanted: tuple[str, ...]) -> None:
        if self.form is not None:
            self._layout.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self._wanted = wanted
        if not wanted:
            return
        fields = [field for field in FACT_FIELDS if field.key in wanted]
        self.form = FieldForm(fields, self, stacked=True)
        store_record(self.form, fields, self._facts, self._store)
        self._layout.insertWidget(0, self.form)

    def _facts(self) -> UnitFacts | None:
        return self._unit.facts if self._unit is not None else None

    def _store(self, _old: UnitFacts, new: UnitFacts) -> None:
        if self._unit is not None:
            self._change(self._unit, replace(self._unit, facts=new))
