"""The settings of 定额考核."""

from __future__ import annotations

from ..office.settings import INTERNAL, NUMBERING, PAPERS, AnySetting, Setting

GROUP = "定额考核"

REGION = Setting(
    "assessment.region",
    "",
    "本地所在地区",
    "从省写起，如“某某省某某市某某县”；定额标准的适用地区在其中，才算本地的定额",
    GROUP,
    section="适用的标准",
)

LETTER_PREFIX = Setting(
    "assessment.letter_prefix",
    "",
    "函和报告文号代字",
    "要求说明的函、整改建议函、报告用；不填则只有年份和序号",
    PAPERS,
    section=NUMBERING,
    asked_with="要求说明的函、整改建议函，如“某节能函”",
)
NOTICE_PREFIX = Setting(
    "assessment.notice_prefix",
    "",
    "考核通报文号代字",
    "考核情况的通报用；不填则只有年份和序号",
    PAPERS,
    section=NUMBERING,
    asked_with="考核情况的通报，如“某节能考”",
)
EXPLAIN_DAYS = Setting(
    "assessment.explain_days",
    15,
    "超定额说明期限（天）",
    "发函要求说明时建议的期限，可以逐件修改",
    GROUP,
    lowest=1,
    highest=365,
    section="期限和提醒",
)
REMIND_DAYS = Setting(
    "assessment.remind_days",
    10,
    "到期前提醒（天）",
    "超定额说明、目标备案、状况报告到期前这么多天起在“今日工作”提醒，逾期后一直提醒",
    GROUP,
    lowest=0,
    highest=365,
    section="期限和提醒",
)
PLAN_MONTH = Setting(
    "assessment.plan_month",
    0,
    "目标和方案备案：月",
    "各单位当年节能目标和实施方案最迟在几月备案；国家没有统一规定，县里没有规定的填0，不提醒",
    GROUP,
    lowest=0,
    highest=12,
    section="期限和提醒",
)
PLAN_DAY = Setting(
    "assessment.plan_day",
    0,
    "目标和方案备案：日",
    "最迟在上面那个月的几日备案；没有规定的填0",
    GROUP,
    lowest=0,
    highest=31,
    section="期限和提醒",
)
SURCHARGES = Setting(
    "assessment.water_surcharges",
    "",
    "超计划用水加价",
    "在“支出标准”页填写",
    INTERNAL,
)

ASSESSMENT_SETTINGS: tuple[AnySetting, ...] = (
    REGION,
    LETTER_PREFIX,
    NOTICE_PREFIX,
    EXPLAIN_DAYS,
    REMIND_DAYS,
    PLAN_MONTH,
    PLAN_DAY,
    SURCHARGES,
)
