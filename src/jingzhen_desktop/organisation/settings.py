"""Settings of the organisation."""

from __future__ import annotations

from ..office.settings import NUMBERING, PAPERS, SIGNED, AnySetting, Setting

_GROUP = "组织机构"
YEAR_DAYS = Setting(
    "organisation.year_days",
    365,
    "用能人数折算天数",
    "按天数折算用能人数时，一年算多少天；学生、外来人员等按“人数×天数÷这个数”折算",
    _GROUP,
    lowest=1,
    highest=366,
    section="用能人数",
)
GROUP_PREFIX = Setting(
    "organisation.notice_prefix",
    "",
    "领导小组文件文号代字",
    "成立、调整通知用，如“某政发”",
    PAPERS,
    section=NUMBERING,
    asked_with="成立、调整通知文号里“〔”前的字，如“某政发”",
)
GROUP_SIGNATORY = Setting(
    "organisation.notice_signatory",
    "",
    "领导小组文件署名",
    "不填则用“乡镇名称+人民政府”",
    PAPERS,
    section=SIGNED,
)
LEDGER_DAYS = Setting(
    "organisation.ledger_days",
    30,
    "台账提前提醒天数",
    "工作台账的事项在期限前多少天出现在今日工作里",
    _GROUP,
    lowest=0,
    highest=366,
    section="工作台账",
)

SIGNER = Setting(
    "annual.signer",
    "",
    "签发人",
    "上行文（报告）右上方印的签发人，一般是乡镇长等主要负责人；起草和汇总上报时填入，可以逐件修改",
    PAPERS,
    section=SIGNED,
    asked_with="报告右上方印的，一般是乡镇长",
)
NUMBER_PREFIX = Setting(
    "annual.number_prefix",
    "",
    "报告文号代字",
    "如“文政报”；不填则用上一份报告的",
    PAPERS,
    section=NUMBERING,
    asked_with="上报的报告、总结，如“某政报”",
)
ISSUER = Setting(
    "annual.issuer",
    "",
    "印发机关",
    "有文号的通知、报告最后一页版记里印的印发机关，如“某某镇党政办公室”；不填则不印版记",
    PAPERS,
    section=SIGNED,
)
COPIES_TO = Setting(
    "paper.copies_to",
    "",
    "抄送",
    "有文号的通知版记里印的抄送机关，几个之间用顿号；不填则不印",
    PAPERS,
    section=SIGNED,
)
TELEPHONE = Setting(
    "paper.telephone",
    "",
    "监督电话",
    "印在公示下面，如“0879-1234567”；不填则留空待填",
    PAPERS,
    section=SIGNED,
)
ORGANISATION_SETTINGS: tuple[AnySetting, ...] = (
    GROUP_PREFIX,
    GROUP_SIGNATORY,
    YEAR_DAYS,
    LEDGER_DAYS,
    SIGNER,
    NUMBER_PREFIX,
    ISSUER,
    COPIES_TO,
    TELEPHONE,
)
