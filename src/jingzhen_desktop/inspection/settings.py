"""The settings of 监督检查."""

from __future__ import annotations

from ..office.settings import Setting

GROUP = "监督检查"

PLANNED_ROUNDS = Setting("inspection.planned_rounds", 4, "每年计划检查次数", "按季度平均安排；落后时在“今日工作”提醒", GROUP, lowest=0, highest=52)
NOTICE_PREFIX = Setting("inspection.notice_prefix", "", "整改通知书文号代字", "文号“×〔2011〕1号”中“〔”之前的字；不填则只有年份和序号", GROUP)
CIRCULAR_PREFIX = Setting("inspection.circular_prefix", "", "通报文号代字", "文号“×〔2011〕1号”中“〔”之前的字；不填则只有年份和序号", GROUP)
RECTIFICATION_DAYS = Setting("inspection.rectification_days", 15, "整改期限（天）", "下达整改通知时建议的期限，可以逐件修改", GROUP, lowest=1, highest=365)

INSPECTION_SETTINGS: tuple[Setting[str] | Setting[int], ...] = (PLANNED_ROUNDS, NOTICE_PREFIX, CIRCULAR_PREFIX, RECTIFICATION_DAYS)
