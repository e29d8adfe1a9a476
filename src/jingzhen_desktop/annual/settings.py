"""Settings of the papers that are sent upward."""

from __future__ import annotations

from ..office.settings import PAPERS, SIGNED, AnySetting, Setting

CONTACT = Setting(
    "annual.contact",
    "",
    "联系人和电话",
    "印在报告附注里，如“张三，电话：0879-1234567”；不填则不印",
    PAPERS,
    section=SIGNED,
)
SETTINGS: tuple[AnySetting, ...] = (CONTACT,)
"""All settings of the tab, in the order of the settings page."""
