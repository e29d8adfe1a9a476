"""The start page: 新建数据文件, 打开, 打开示例, and the form a new office file begins with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCommandLinkButton, QLabel, QVBoxLayout, QWidget

from ..base.errors import InputRejected
from ..office.file import SUFFIX
from ..office.settings import FIRST_YEAR, OFFICE_SETTINGS, TOWN, AnySetting
from ..widgets.alerts import Alerts
from ..widgets.fields import FieldForm, FieldSpec
from ..widgets.parts import ButtonRow, SectionTitle, action_button

OFFICE_FILTER = f"井镇节能数据文件 (*{SUFFIX})"
_YEAR = "year"


class StartPage(QWidget):
    """Three ways to begin; each button calls what the window does for it."""

    def __init__(
        self, new: Callable[[], object], open_: Callable[[], object], example: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(_centred(SectionTitle("井镇节能")))
        layout.addWidget(_centred(QLabel("乡镇公共机构节能减排：单位、报表、检查、宣传、总结，都在一个数据文件里。")))
        layout.addSpacing(16)
        for title, text, call in (
            ("新建数据文件", "第一次使用：填写乡镇、县、上级部门和年度", new),
            ("打开", "打开已有的数据文件（本机或U盘）", open_),
            ("打开示例", "文井镇2011年的示例，另存一份供练习，可以随意修改", example),
        ):
            button = QCommandLinkButton(title, text, self)
            button.clicked.connect(lambda _checked=False, call=call: call())
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            button.setMinimumWidth(button.fontMetrics().averageCharWidth() * 70)
        layout.addStretch(2)


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
        specs = [FieldSpec(setting.key, setting.label, help=setting.help) for setting in OFFICE_SETTINGS]
        self.form = FieldForm([*specs, FieldSpec(_YEAR, "年度", help="从哪一年的工作开始")], self)
        self.form.set_values({setting.key: setting.default for setting in OFFICE_SETTINGS} | {_YEAR: str(date.today().year)})
        self.form.setMaximumWidth(self.fontMetrics().averageCharWidth() * 110)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(SectionTitle("新建数据文件"), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.form, 0, Qt.AlignmentFlag.AlignHCenter)
        self.form.setMinimumWidth(self.fontMetrics().averageCharWidth() * 90)
        layout.addWidget(ButtonRow(action_button("选择保存位置并新建…", self._finish), action_button("返回", back)), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def _finish(self) -> None:
        self.form.flush()
        settings = self._settings()
        if settings is None:
            return
        town = settings[TOWN]
        path = self._alerts.choose_save("新建数据文件", f"{town}节能数据{SUFFIX}", OFFICE_FILTER)
        if path is not None:
            self._create(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX), settings)

    def _settings(self) -> dict[AnySetting, str] | None:
        """What was typed, or None after saying beside the field what is wrong."""
        values = self.form.values()
        if not str(values[TOWN.key]).strip():
            self.form.refuse(TOWN.key, "请填写乡镇名称")
            return None
        try:
            year = replace(FIRST_YEAR, label="年度", lowest=1990).parse(str(values[_YEAR]))
        except InputRejected as error:
            self.form.refuse(_YEAR, str(error))
            return None
        return {**{setting: str(values[setting.key]) for setting in OFFICE_SETTINGS}, FIRST_YEAR: str(year)}


def _centred(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
