"""Settings of the papers that are sent upward."""

from __future__ import annotations

from ..office.settings import AnySetting, Setting

_GROUP = "年度总结"

SIGNER = Setting(
    "annual.signer",
    "",
    "签发人",
    "上行文（报告）右上方印的签发人，一般是乡镇长等主要负责人；起草时填入，可以逐件修改",
    _GROUP,
)
NUMBER_PREFIX = Setting(
    "annual.number_prefix", "", "报告文号代字", "文号“×〔2011〕1号”中“〔”之前的字，如“文政报”", _GROUP
)
CONTACT = Setting(
    "annual.contact", "", "联系人和电话", "印在报告附注里，如“张三，电话：0879-1234567”；不填则不印", _GROUP
)
SETTINGS: tuple[AnySetting, ...] = (SIGNER, NUMBER_PREFIX, CONTACT)
"""All settings of the tab, in the order of the settings page."""
