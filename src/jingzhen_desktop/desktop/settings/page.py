"""设置: one page built from the declared settings in their groups; each change is stored at once."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...base.errors import UserFacingError
from ...base.place import Place
from ...base.text import matching_key, search_words
from ...base.typed import Kind
from ...office.numbering import last_numbers
from ...office.settings import (
    FONTS,
    INTERNAL,
    LOOK,
    NUMBERING,
    SECTION_HINTS,
    AnySetting,
    read_settings,
    write_settings,
)
from ...tabs import all_settings
from ...widgets.desk import Desk
from ...widgets.fields.field import Field
from ...widgets.fields.form import FieldSpec, make_field
from ...widgets.grid.lists import dress_list
from ...widgets.look.fonts import heights, scaled
from ...widgets.look.roles import set_role
from ...widgets.look.tokens import tokens
from ...widgets.page import Page
from ...widgets.page_head import lay_out_page
from ...widgets.side_panel import scrolling
from ...widgets.tool_row import Sentence
from .font_field import FontField
from .look_choices import KEPT, LookChoices
from .rows import Section, SettingRow

_ORDER = ("本单位", "公文和文号", "组织机构", "季度统计", "审核规则", "监督检查", "定额考核", FONTS, LOOK)
"""Groups in the order of the list; others follow."""


class SettingsPage(Page):
    """All settings of the office file and the looks of the window, in their groups.

    Attributes:
        fields, rows: by the settings' keys.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._settings = {one.key: one for one in all_settings() if one.group != INTERNAL}
        self.fields: dict[str, Field] = {}
        self.rows: dict[str, SettingRow] = {}
        self.look = LookChoices(self)
        self._sections = [*self._make_sections(), Section(LOOK, "外观", KEPT, self.look.rows, self)]
        self.groups, self.search = QListWidget(self), QLineEdit(self)
        self._nothing = QLabel("没有找到这样的设置，换个说法再试。", self)
        self._foot = QLabel(f"以上设置随数据文件保存：{desk.office.path}", self)
        self._prepare()
        self._lay_out()
        self._show_chosen()

    def refresh(self) -> None:
        """Show what the office file holds."""
        stored = read_settings(self._desk.office, self._settings.values())
        for key, text in stored.items():
            self.fields[key].set_value(text)
        used, year = last_numbers(self._desk.office, self._desk.year), self._desk.year
        for setting in self._settings.values():
            if setting.section == NUMBERING:
                last = used.get(matching_key(stored[setting.key]))
                self.rows[setting.key].say(f"已用到〔{year}〕{last}号" if last else setting.help)

    def show_place(self, place: Place) -> None:
        """Put the cursor into the setting whose key the place's kind names."""
        if place.kind in self.fields:
            self.search.clear()
            self.open_group(self._settings[place.kind].group)
            self.fields[place.kind].editor.setFocus()

    def open_group(self, group: str) -> None:
        """Show the settings of a group."""
        for found in self.groups.findItems(group, Qt.MatchFlag.MatchExactly):
            self.groups.setCurrentItem(found)

    def fit_letters(self) -> None:
        """Have room for the groups and the settings at the present 字号."""
        self.groups.setFixedWidth(scaled(tokens().width.settings_groups))
        for row in range(self.groups.count()):
            self.groups.item(row).setSizeHint(QSize(0, heights().row_list))
        self._whole.setMaximumWidth(scaled(tokens().width.settings))
        self.search.setMinimumWidth(scaled(tokens().width.settings_field))

    def _make_sections(self) -> list[Section]:
        """Headings with their lines: by groups, within them in the order in which they are declared."""
        listed = list(self._settings.values())
        order = [*_ORDER, *dict.fromkeys(setting.group for setting in listed)]
        names = list(dict.fromkeys(setting.section for setting in listed))
        listed.sort(key=lambda one: (order.index(one.group), names.index(one.section)))
        found = []
        for (group, title), members in groupby(listed, key=lambda one: (one.group, one.section)):
            of_section = list(members)
            helps = {setting.help for setting in of_section}
            same = len(of_section) > 1 and len(helps) == 1
            hint = SECTION_HINTS.get(title, "") or (of_section[0].help if same else "")
            rows = [self._make_row(setting, "" if same else setting.help) for setting in of_section]
            found.append(Section(group, title, hint, rows, self))
        return found

    def _make_row(self, setting: AnySetting, hint: str) -> SettingRow:
        field = _field(setting, self)
        field.editor.setToolTip(setting.help)
        field.committed.connect(partial(self._store, setting))
        self.fields[setting.key] = field
        choices = " ".join(text for _, text in setting.choices)
        short = not isinstance(setting.default, str)
        row = self.rows[setting.key] = SettingRow(field, hint, choices, self, short=short)
        return row

    def _store(self, setting: AnySetting, value: object) -> None:
        try:
            write_settings(self._desk.office, {setting: str(value)}, f"修改设置：{setting.label}")
        except UserFacingError as error:
            self.fields[setting.key].refuse(str(error))

    def _show_chosen(self) -> None:
        """Show the chosen group; while words are looked for, what holds them in all groups."""
        words, group = search_words(self.search.text()), self.groups.currentItem().text()
        found = 0
        for section in self._sections:
            if words:
                found += section.show_found(words)
            else:
                section.show_group(group)
        self._nothing.setVisible(bool(words) and not found)
        self._foot.setVisible(bool(words) or group != LOOK)

    def _choose(self, _row: int) -> None:
        self.search.clear()
        self._show_chosen()

    def _prepare(self) -> None:
        dress_list(self.groups, from_edge=True)
        self.groups.setAccessibleName("设置的类别")
        self.groups.addItems(list(dict.fromkeys(section.group for section in self._sections)))
        self.groups.setCurrentRow(0)
        self.groups.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.groups.currentRowChanged.connect(self._choose)
        self.search.setPlaceholderText("查找设置，如：文号、单价、备份")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找设置")
        self.search.textChanged.connect(self._show_chosen)
        self.setFocusProxy(self.groups)
        self._foot.setWordWrap(True)
        self._foot.setTextFormat(Qt.TextFormat.PlainText)
        self._foot.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self._foot, "hint")

    def _lay_out(self) -> None:
        margin = tokens().space.l
        self._whole = QWidget(self)
        lines = QVBoxLayout(self._whole)
        lines.setContentsMargins(margin + tokens().space.s, margin, margin, margin)
        lines.setSpacing(0)
        for part in (*self._sections, self._nothing, self._foot):
            lines.addWidget(part)
        lines.addStretch(1)
        around = QWidget(self)
        sideways = QHBoxLayout(around)
        sideways.setContentsMargins(0, 0, 0, 0)
        sideways.addWidget(self._whole, 1)
        sideways.addStretch(0)
        content = QWidget(self)
        beside = QHBoxLayout(content)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.groups)
        beside.addWidget(scrolling(around), 1)
        head = lay_out_page(self, "设置", None, content)
        said = Sentence("改了立即生效，可以撤销", self)
        set_role(said, "hint")
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head.say_beside(said, self.search)
        self.fit_letters()


def _field(setting: AnySetting, parent: QWidget) -> Field:
    if setting.group == FONTS:
        return FontField(setting.label, parent, tip=setting.help)
    kind = Kind.CHOICE if setting.choices else Kind.TEXT
    return make_field(FieldSpec(setting.key, setting.label, kind, choices=tuple(setting.choices)), parent)
