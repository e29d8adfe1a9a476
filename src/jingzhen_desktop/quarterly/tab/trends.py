"""趋势: quarters by carrier, what each carrier is of the standard coal, units ranked, 同比;
every picture printable and copyable.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ...base.numbers import show_number
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...office.settings import TOWN, read_setting
from ...widgets.appearance import Look
from ...widgets.chart import ChartView
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.look.tokens import tokens
from ...widgets.page_head import lay_out_content
from ...widgets.parts import EmptyHint
from ...widgets.quiet import QuietComboBox, QuietSpinBox
from ...widgets.side_panel import SidePanel, WithPanel, scrolling
from ...widgets.tool_row import Sentence
from ..papers.charts import Ranking, change_chart, line_chart, rank_chart, share_chart, years_chart
from ..queries.span import trend
from ..values.views import Rank, Series, Trend
from .cells import NOTHING, FigureColumn

_MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class RankLine:
    """A unit's intensities with its place."""

    id: int
    place: int | None
    rank: Rank
    value: Decimal | None


class TrendView(QWidget):
    """Four pictures, and the ranking of the units in the panel; what is shown is chosen in the row of tools.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front.
    """

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._quarter = Quarter(desk.year, 1)
        self._trend: Trend | None = None
        self.series, self.shape, self.ranking = QuietComboBox(self), QuietComboBox(self), QuietComboBox(self)
        self.years = QuietSpinBox(self)
        self.notes = Sentence(parent=self)
        self.main, self.second, self.third, self.fourth = (ChartView(desk, self) for _ in range(4))
        self.model: GridModel[RankLine] = GridModel(_columns(Ranking.PER_HEAD), parent=self)
        self.grid = Grid(self.model, "单位排名")
        self.grid.activated.connect(self._open)
        self._set_up()
        self._lay_out()

    def show_quarter(self, quarter: Quarter) -> None:
        """Read the quarters of the last years up to this one anew."""
        self._quarter = quarter
        self._trend = trend(self._desk.office, quarter, self.years.value())
        wanted = self.series.currentText()
        with QSignalBlocker(self.series):
            self.series.clear()
            self.series.addItems([one.name for one in _offered(self._trend)])
            self.series.setCurrentIndex(max(0, self.series.findText(wanted)))
        self._show()

    def _show(self) -> None:
        if self._trend is None:
            return
        town = read_setting(self._desk.office, TOWN)
        offered = _offered(self._trend)
        series = next((one for one in offered if one.name == self.series.currentText()), offered[0])
        along = line_chart if self.shape.currentData() == "line" else years_chart
        ranking = Ranking(self.ranking.currentData())
        self.main.set_chart(along(self._trend, series, town))
        self.second.set_chart(share_chart(self._trend, town))
        self.third.set_chart(change_chart(self._trend, offered, town))
        self.fourth.set_chart(rank_chart(self._trend, ranking, town))
        self._arrange_pictures()
        self.model.set_columns(_columns(ranking))
        ranked = _ranked(self._trend, ranking)
        self.model.set_rows(ranked)
        self.grid.setColumnHidden(len(self.model.columns) - 1, not any(line.rank.reason for line in ranked))
        self.notes.setText("；".join([f"折标煤按{self._trend.coefficients}，水不折标煤", *self._trend.notes]))

    def _arrange_pictures(self) -> None:
        """Show the pictures that have figures, two in a row; without any say so."""
        pictures = (self.main, self.second, self.third, self.fourth)
        shown = [one for one in pictures if one.chart is not None and not one.chart.is_empty]
        for one in pictures:
            self._places.removeWidget(one)
        for position, one in enumerate(shown):
            alone = position == len(shown) - 1 and position % 2 == 0
            self._places.addWidget(one, position // 2, position % 2, 1, 2 if alone else 1)
        for one in pictures:  # when they have their place: a picture that gets another parent is hidden by Qt
            one.setVisible(one in shown)
        self._nothing.setVisible(not shown)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.report_wanted.emit(self.model.row(index).id, self._quarter.number)

    def _set_up(self) -> None:
        self.shape.addItem("按季度对比各年", "years")
        self.shape.addItem("逐季连线", "line")
        for ranking in Ranking:
            self.ranking.addItem(f"按{ranking}", ranking.value)
        self.years.setRange(1, _MOST_YEARS)
        self.years.setValue(3)
        self.years.setPrefix("最近")
        self.years.setSuffix("年")
        self.years.setKeyboardTracking(False)
        for box, name in ((self.series, "品种"), (self.shape, "画法"), (self.ranking, "排名")):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.currentIndexChanged.connect(lambda _index: self._show())
        self.years.setAccessibleName("年数")
        self.years.valueChanged.connect(lambda _count: self.show_quarter(self._quarter))

    def _lay_out(self) -> None:
        pictures = QWidget(self)
        self._places = QGridLayout(pictures)
        space = tokens().space
        self._places.setContentsMargins(space.l, space.s, space.s, space.s)
        self._nothing = EmptyHint(
            "还没有可以画的数。导入或录入报表以后，这里是各季度的用量、构成、同比和排名。", parent=pictures
        )
        self._places.addWidget(self._nothing, 2, 0, 1, 2)
        ranked = QWidget(self)
        lines = QVBoxLayout(ranked)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self.ranking.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        choice = QVBoxLayout()
        choice.setContentsMargins(space.m, 0, space.m, space.s)
        choice.addWidget(self.ranking)
        lines.addLayout(choice)
        lines.addWidget(self.grid, 1)
        panel = SidePanel(ranked)
        panel.set_title("单位排名")
        beside = WithPanel(scrolling(pictures), panel, "单位排名", self)
        self.setFocusProxy(self.series)
        self.tools = (self.series, self.shape, self.years, self.notes, beside.button)
        lay_out_content(self, beside)


def _offered(trend: Trend) -> list[Series]:
    """All energy and all cost first, then the carriers anybody used."""
    together = [one for one in trend.series if one.unit in {"kgce", "元"}]
    used = [one for one in trend.series if one not in together and _is_used(one)]
    return [*together, *used]


def _is_used(series: Series) -> bool:
    return any(total.value for total in series.totals)


def _ranked(trend: Trend, ranking: Ranking) -> list[RankLine]:
    """The units from the highest to the lowest; those without a figure last, without a place."""
    known = sorted(
        (rank for rank in trend.ranks if ranking.of(rank) is not None),
        key=lambda rank: -(ranking.of(rank) or 0),
    )
    lacking = [rank for rank in trend.ranks if ranking.of(rank) is None]
    lines = [RankLine(rank.unit.id, place, rank, ranking.of(rank)) for place, rank in enumerate(known, 1)]
    return [*lines, *(RankLine(rank.unit.id, None, rank, None) for rank in lacking)]


def _columns(ranking: Ranking) -> list[Column[RankLine]]:
    return [
        Column("place", "名次", lambda line: line.place, Kind.INTEGER, width=4),
        Column("unit", "单位", lambda line: line.rank.unit.short_name, width=12),
        FigureColumn(
            "value",
            f"{'人均' if ranking is Ranking.PER_HEAD else '每平方米' if ranking is Ranking.PER_AREA else '综合能耗'}"
            f"\n（{ranking.unit}）",
            lambda line: line.value,
            Kind.NUMBER,
            width=8,
            show=lambda line: show_number(line.value, 2, blank=NOTHING),
        ),
        Column(
            "reason",
            "数据",
            lambda line: _short(line.rank.reason),
            width=11,
            look=lambda line: Look.WARNING if line.rank.reason else None,
        ),
    ]


def _short(reason: str) -> str:
    """The reason without what the column says already: 2/3个季度."""
    return reason.removeprefix("数据不全（").removesuffix("）") if reason.startswith("数据不全（") else reason
