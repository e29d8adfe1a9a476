"""Settings of the organisation."""

from __future__ import annotations

from ..office.settings import AnySetting, Setting

YEAR_DAYS = Setting(
    "organisation.year_days",
    365,
    "用能人数折算天数",
    "按天数折算用能人数时，一年算多少天；学生、外来人员等按“人数×天数÷这个数”折算",
    "用能人数",
    lowest=1,
    highest=366,
)
GROUP_PREFIX = Setting(
    "organisation.notice_prefix", "", "领导小组文件机关代字", "如“某政发”，调整通知的文号由它提示", "领导小组"
)
GROUP_SIGNATORY = Setting(
    "organisation.notice_signatory", "", "领导小组文件署名", "不填则用“乡镇名称+人民政府”", "领导小组"
)
LEDGER_DAYS = Setting(
    "organisation.ledger_days",
    30,
    "台账提前提醒天数",
    "工作台账的事项在期限前多少天出现在今日工作里",
    "工作台账",
    lowest=0,
    highest=366,
)

ORGANISATION_SETTINGS: tuple[AnySetting, ...] = (GROUP_PREFIX, GROUP_SIGNATORY, YEAR_DAYS, LEDGER_DAYS)
