"""Settings of the office, declared once with type, default, label and help, and kept in the office file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from ..base.errors import InputRejected
from ..base.numbers import parse_number
from ..base.place import Place
from .file import Office
from .plain import tuples

Value = TypeVar("Value", str, int, Decimal)
LONGEST_TEXT = 150
"""Characters of a setting: names, numbers, font files."""
OWN, PAPERS, FONTS, LOOK, BACKUPS = "本单位", "公文和文号", "公文字体", "外观和字号", "备份"
"""Groups of settings that belong to no tab."""
INTERNAL = "内部"
"""The group of what the program keeps for itself: no page lists it."""
NUMBERING, SIGNED = "文号代字", "署名和版记"
"""Sections several tabs share; a setting of the first is what numbers of papers begin with."""
SECTION_HINTS = {NUMBERING: "“×〔2025〕1号”里“〔”之前的字，序号按年自动接续"}
"""What is said once beside the heading of a section, where its settings' own help does not say it."""


@dataclass(frozen=True, slots=True)
class Setting(Generic[Value]):
    """One declared setting.

    Attributes:
        key: dotted name in the file, e.g. ``town.name``.
        default: the value where the office has not set one; its type is the setting's type.
        label, help: what the settings page shows.
        group: under which name the settings page lists it.
        section: heading within the group.
        choices: for texts with fixed values: value → what the clerk reads.
        lowest, highest: bounds of numbers.
        asked_with: what stands in its field where a new office file asks for it; empty if it does not ask.
    """

    key: str
    default: Value
    label: str
    help: str = ""
    group: str = OWN
    choices: tuple[tuple[str, str], ...] = ()
    lowest: int | None = None
    highest: int | None = None
    section: str = "名称"
    asked_with: str = ""

    def parse(self, text: str) -> Value:
        """Read a stored or typed text; raises InputRejected with a sentence that names the setting."""
        if isinstance(self.default, str):
            return text.strip()
        try:
            number = parse_number(text)
        except InputRejected as error:
            raise InputRejected(f"“{self.label}”：{error}") from error
        if number is None:
            raise InputRejected(f"“{self.label}”不能为空")
        if (self.lowest is not None and number < self.lowest) or (
            self.highest is not None and number > self.highest
        ):
            raise InputRejected(f"“{self.label}”应在{self.lowest}到{self.highest}之间")
        if isinstance(self.default, int):
            if number != int(number):
                raise InputRejected(f"“{self.label}”应为整数")
            return int(number)
        return number


AnySetting = Setting[str] | Setting[int] | Setting[Decimal]
"""A setting of any type, for what handles them all alike."""

TOWN = Setting("town.name", "", "乡镇名称", "文件标题和落款用，如“某某镇”")
COUNTY = Setting("town.county", "", "所属县（市、区）", "如“某某县”")
PARTY_SUPERIOR = Setting(
    "superior.leadership", "", "上级党委政府", "总结开头“在……的正确领导下”，如“县委、县政府”", section="上级"
)
SUPERIOR = Setting("superior.name", "", "上级主管部门", "统计表向谁报送", section="上级")
SUPERIOR_SECTION = Setting(
    "superior.section", "", "上级处（科、股）室", "由上级主管部门的哪个处（科、股）室接收", section="上级"
)
OFFICE_HOST = Setting("office.host", "", "领导小组办公室设在", "承担日常工作的部门，如“党政办公室”")
FIRST_YEAR = Setting(
    "office.first_year", 0, "启用年度", "新建数据文件时填写的年度", group=INTERNAL, lowest=0, highest=2100
)
EXAMPLE = Setting(
    "office.example",
    0,
    "示例数据",
    "1：这是示例办公室，文件上标明“示例”",
    group=INTERNAL,
    lowest=0,
    highest=1,
)
_KEPT = "保留多少"
BACKUP_DAYS = Setting(
    "backup.days",
    7,
    "按日保留",
    "最近两天的备份全部保留，再往前每天留一份，留这么多天",
    group=BACKUPS,
    lowest=0,
    highest=366,
    section=_KEPT,
)
BACKUP_WEEKS = Setting(
    "backup.weeks",
    4,
    "按周保留",
    "再往前每周留一份，留这么多周",
    group=BACKUPS,
    lowest=0,
    highest=520,
    section=_KEPT,
)
BACKUP_MONTHS = Setting(
    "backup.months",
    12,
    "按月保留",
    "再往前每月留一份，留这么多个月",
    group=BACKUPS,
    lowest=0,
    highest=600,
    section=_KEPT,
)
BACKUP_MEGABYTES = Setting(
    "backup.megabytes",
    500,
    "备份总大小（MB）",
    "超过时从最旧的删起，最新的两份总会留着",
    group=BACKUPS,
    lowest=10,
    highest=100_000,
    section=_KEPT,
)

COPY_DAYS = Setting(
    "backup.copy_days",
    30,
    "备份到U盘提醒（天）",
    "超过这么多天没有备份到U盘，而数据改过，就在“今日工作”提醒；0为不提醒",
    group=BACKUPS,
    lowest=0,
    highest=366,
    section="备份到U盘",
)

OFFICE_SETTINGS: tuple[AnySetting, ...] = (
    TOWN,
    COUNTY,
    PARTY_SUPERIOR,
    SUPERIOR,
    SUPERIOR_SECTION,
    OFFICE_HOST,
)
"""The settings every office starts with; tabs declare theirs in their faces."""
_FONT_HELP = "从本机已安装的字体里选；自动：按本机字体选最合适的"
FONT_SETTINGS: tuple[Setting[str], ...] = tuple(
    Setting(f"paper.font.{key}", "", role, _FONT_HELP, FONTS, section="公文各部分用的字体")
    for key, role in (
        ("title", "小标宋"),
        ("body", "仿宋"),
        ("head", "黑体"),
        ("kai", "楷体"),
        ("song", "宋体"),
    )
)
"""Which installed font the office wants for which role of its papers; the labels are the roles."""

BACKUP_SETTINGS: tuple[AnySetting, ...] = (
    COPY_DAYS,
    BACKUP_DAYS,
    BACKUP_WEEKS,
    BACKUP_MONTHS,
    BACKUP_MEGABYTES,
)
"""When to remind of a copy on a stick, and how many backups are kept (``backup.Keeping``)."""


def read_setting(office: Office, setting: Setting[Value]) -> Value:
    """Return the office's value, or the default."""
    with office.looking() as source:
        stored = tuples(source, "SELECT value FROM setting WHERE key = ?", (setting.key,))
    return setting.parse(stored[0][0]) if stored else setting.default


SETTINGS_TABLE = "setting"
"""Among a step's tables if a setting was changed."""
SETTINGS_PAGE = "settings"
"""Key of the page that shows the settings; a place there names the setting in its kind."""


def settings_as_stored(values: Mapping[AnySetting, str]) -> dict[str, str]:
    """Return by key what will be stored of settings as typed; raises InputRejected."""
    texts = {setting.key: str(setting.parse(text)) for setting, text in values.items()}
    for setting in values:  # not in ``parse``: what an older file holds is still read
        if (length := len(texts[setting.key])) > LONGEST_TEXT:
            raise InputRejected(f"“{setting.label}”太长（{length}字），请不超过{LONGEST_TEXT}字")
    return texts


def write_settings(
    office: Office,
    values: Mapping[AnySetting, str],
    label: str = "修改设置",
    place: Place | None = None,
    *,
    final: bool = False,
) -> None:
    """Store several settings, given as typed, in one step; raises InputRejected before anything is stored.

    Args:
        place: where the clerk did it; without it the settings page.
        final: undo ends here.
    """
    from .records import SettingRecord

    texts = settings_as_stored(values)
    with office.transaction(
        label, place or Place(SETTINGS_PAGE, next(iter(texts), "")), final=final
    ) as session:
        for key, text in texts.items():
            session.merge(SettingRecord(key=key, value=text))


def read_settings(office: Office, settings: Iterable[AnySetting]) -> dict[str, str]:
    """Return the values of several settings as texts by key, for a page that edits them."""
    with office.looking() as source:
        stored = dict(tuples(source, "SELECT key, value FROM setting"))
    return {setting.key: stored.get(setting.key, str(setting.default)) for setting in settings}
