"""The settings of 监督检查."""

from __future__ import annotations

from decimal import Decimal

from ..office.settings import NUMBERING, PAPERS, AnySetting, Setting

GROUP = "监督检查"

PLANNED_ROUNDS = Setting(
    "inspection.planned_rounds",
    4,
    "每年计划检查次数",
    "按季度平均安排；落后时在“今日工作”提醒",
    GROUP,
    lowest=0,
    highest=52,
    section="次数和期限",
)
NOTICE_PREFIX = Setting(
    "inspection.notice_prefix",
    "",
    "整改通知书文号代字",
    "不填则文号只有年份和序号",
    PAPERS,
    section=NUMBERING,
    asked_with="如“某节能整”",
)
CIRCULAR_PREFIX = Setting(
    "inspection.circular_prefix",
    "",
    "通报文号代字",
    "不填则文号只有年份和序号",
    PAPERS,
    section=NUMBERING,
    asked_with="如“某节能通”",
)
RECTIFICATION_DAYS = Setting(
    "inspection.rectification_days",
    15,
    "整改期限（天）",
    "下达整改通知时建议的期限，可以逐件修改",
    GROUP,
    lowest=1,
    highest=365,
    section="次数和期限",
)
REMIND_DAYS = Setting(
    "inspection.remind_days",
    10,
    "整改到期前提醒（天）",
    "期限前这么多天起在“今日工作”提醒，逾期后一直提醒",
    GROUP,
    lowest=0,
    highest=365,
    section="次数和期限",
)
COMPLAINT_DAYS = Setting(
    "inspection.complaint_days",
    15,
    "举报办理期限（天）",
    "登记举报时建议的办理期限，可以逐件修改",
    GROUP,
    lowest=1,
    highest=365,
    section="次数和期限",
)
TOLERANCE = Setting(
    "inspection.tolerance",
    Decimal("0.5"),
    "实测温度允许误差（℃）",
    "没有设定温度可看时按实测温度判定，偏离标准不超过这个值的仍算符合；只用于以后新增的检查",
    GROUP,
    lowest=0,
    highest=5,
    section="温度",
)
LOCAL_COOLING = Setting(
    "inspection.local_cooling",
    Decimal(26),
    "夏季设定温度不低于（℃）",
    "当地规定比国家的26℃更严时填写；只用于以后新增的检查",
    GROUP,
    lowest=16,
    highest=32,
    section="温度",
)
LOCAL_HEATING = Setting(
    "inspection.local_heating",
    Decimal(20),
    "冬季设定温度不高于（℃）",
    "当地规定比国家的20℃更严时填写，如18；只用于以后新增的检查",
    GROUP,
    lowest=10,
    highest=28,
    section="温度",
)
LOCAL_SOURCE = Setting(
    "inspection.local_source",
    "",
    "当地温度规定的依据",
    "文件名称或文号，印在检查记录表和整改通知书上",
    GROUP,
    section="温度",
)

INSPECTION_SETTINGS: tuple[AnySetting, ...] = (
    PLANNED_ROUNDS,
    NOTICE_PREFIX,
    CIRCULAR_PREFIX,
    RECTIFICATION_DAYS,
    REMIND_DAYS,
    COMPLAINT_DAYS,
    TOLERANCE,
    LOCAL_COOLING,
    LOCAL_HEATING,
    LOCAL_SOURCE,
)
