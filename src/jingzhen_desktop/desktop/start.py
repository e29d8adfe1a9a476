"""The start page: 新建数据文件, 打开, 打开示例, and the form a new office file begins with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCommandLinkButton, QGridLayout, QLabel, QVBoxLayout, QWidget

from ..base.errors import InputRejected
from ..office import clock
from ..office.identity import SUFFIX
from ..office.settings import FIRST_YEAR, OFFICE_SETTINGS, TOWN, AnySetting
from ..tabs import all_settings
from ..widgets.alerts import Alerts
from ..widgets.appearance import set_icon
from ..widgets.fields.form import FieldForm, FieldSpec
from ..widgets.look.roles import set_role
from ..widgets.parts import ButtonRow, SectionTitle, action_button
from ..widgets.side_panel import scrolling

OFFICE_FILTER = f"井镇节能数据文件 (*{SUFFIX})"
YEAR = "year"
"""Key of the year in the form of a new office file."""
_EARLIEST = 1990
_CHARACTERS = 84
"""Room for a line in the middle of the page, in half-width characters."""


class StartPage(QWidget):
    """Three ways to begin, and the office files opened before;
    each button calls what the window does for it.
    """

    def __init__(
        self,
        new: Callable[[], object],
        open_: Callable[[], object],
        example: Callable[[], object],
        recent: Sequence[tuple[Path, Callable[[], object]]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = _scrolled(self)
        layout.addStretch(2)
        layout.addWidget(_headline("井镇节能"))
        layout.addWidget(
            _centred(QLabel("乡镇公共机构节能减排：单位、报表、检查、宣传、总结，都在一个数据文件里。"))
        )
        layout.addSpacing(self.fontMetrics().lineSpacing())
        first = self._link("add", "新建数据文件", "第一次使用：填写乡镇、县、上级部门和年度", new)
        for button in (
            first,
            self._link("folder", "打开", "打开已有的数据文件（本机或U盘）", open_),
            self._link("info", "打开示例", "文井镇2011年的示例，另存一份供练习，可以随意修改", example),
            *(self._link("document", path.stem, f"最近打开：{path}", call) for path, call in recent),
        ):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.setFocusProxy(first)

    def _link(self, icon: str, title: str, text: str, call: Callable[[], object]) -> QCommandLinkButton:
        button = QCommandLinkButton(title.replace("&", "&&"), text, self)
        button.setAutoDefault(True)  # so that Enter presses it, as well as the space bar
        button.clicked.connect(lambda _checked=False: call())
        set_icon(button, icon)
        button.setIconSize(QSize(20, 20))
        button.setFixedWidth(wide(button))
        button.setToolTip(text)
        return button


class NewOfficePage(QWidget):
    """Asks what an office file begins with, then where to put it.

    Args:
        create: called with the chosen path and the settings as typed.
        back: called when the clerk thinks better of it.
    """

    def __init__(
        self,
        alerts: Alerts,
        create: Callable[[Path, Mapping[AnySetting, str]], object],
        back: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._alerts, self._create = alerts, create
        self._asked = [setting for setting in all_settings() if setting.asked_with]
        specs = [FieldSpec(setting.key, setting.label, help=setting.help) for setting in OFFICE_SETTINGS]
        asked = [FieldSpec(setting.key, setting.label, help=setting.asked_with) for setting in self._asked]
        self.form = FieldForm(
            [*specs, FieldSpec(YEAR, "年度", help="从哪一年的工作开始，如2011"), *asked], self
        )
        self.form.set_values(
            {setting.key: setting.default for setting in (*OFFICE_SETTINGS, *self._asked)}
            | {YEAR: str(clock.today().year)}
        )
        self.form.setFixedWidth(wide(self))
        self.create_button = action_button(
            "选择保存位置并新建…", self.finish, None, "Ctrl+Return", tip="下一步选择数据文件放在哪里"
        )
        self.back_button = action_button("返回", back, tip="不新建，回到原来的页面")
        set_role(self.create_button, "primary")
        self.setFocusProxy(self.form.field(TOWN.key).editor)
        self._lay_out()

    def finish(self) -> None:
        """Check what was typed, ask where to keep the file and have it made."""
        self.form.flush()
        settings = self._settings()
        if settings is None:
            return
        path = self._alerts.choose_save("新建数据文件", f"{settings[TOWN]}节能数据{SUFFIX}", OFFICE_FILTER)
        if path is not None:
            self._create(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX), settings)

    def _settings(self) -> dict[AnySetting, str] | None:
        """What was typed, or None after saying beside the field what is wrong."""
        values = self.form.values()
        if not values[TOWN.key]:
            self._refuse(TOWN.key, "请填写乡镇名称")
            return None
        try:
            year = replace(FIRST_YEAR, label="年度", lowest=_EARLIEST).parse(str(values[YEAR]))
        except InputRejected as error:
            self._refuse(YEAR, str(error))
            return None
        asked = {setting: str(values[setting.key]) for setting in (*OFFICE_SETTINGS, *self._asked)}
        return {setting: text for setting, text in asked.items() if text} | {FIRST_YEAR: str(year)}

    def _refuse(self, key: str, sentence: str) -> None:
        self.form.refuse(key, sentence)
        self.form.field(key).setFocus()

    def _lay_out(self) -> None:
        body = QGridLayout()
        body.setColumnStretch(0, 1)
        body.setColumnStretch(2, 1)
        hint = QLabel(
            "乡镇名称和年度必须填写，其余可以以后在“设置”中补填。这些名称、文号代字和签发人会印在报表、通报和总结上。"
        )
        parts = (
            _headline("新建数据文件"),
            _centred(hint),
            self.form,
            ButtonRow(self.create_button, self.back_button),
        )
        for line, part in enumerate(parts):
            body.addWidget(part, line, 1)
        body.setVerticalSpacing(self.fontMetrics().lineSpacing() // 2)
        hint.setWordWrap(True)
        layout = _scrolled(self)
        layout.addStretch(2)
        layout.addLayout(body)
        layout.addStretch(3)


def wide(page: QWidget) -> int:
    """The width of what stands in the middle: it fits the smallest window in the largest letters, too."""
    return page.fontMetrics().horizontalAdvance("0") * _CHARACTERS


def _scrolled(page: QWidget) -> QVBoxLayout:
    """The layout of what stands on a page; where the window is too low for it, it scrolls."""
    inside = QWidget(page)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolling(inside))
    return QVBoxLayout(inside)


def _headline(text: str) -> QLabel:
    title = SectionTitle(text)
    set_role(title, "page")
    return _centred(title)


def _centred(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
