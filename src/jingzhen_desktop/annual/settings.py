"""Settings of the papers that are sent upward."""

from __future__ import annotations

from ..office.settings import AnySetting, Setting

_GROUP = "年度总结"

CONTACT = Setting(
    "annual.contact", "", "联系人和电话", "印在报告附注里，如“张三，电话：0879-1234567”；不填则不印", _GROUP
)
SETTINGS: tuple[AnySetting, ...] = (CONTACT,)
"""All settings of the tab, in the order of the settings page."""
