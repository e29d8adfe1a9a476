"""Operating-system errors become sentences that say what to do."""

from __future__ import annotations

import errno

import pytest

from jingzhen_desktop.base.errors import FieldRejected, environment_sentence


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EROFS, "写保护"),
        (errno.EACCES, "WPS"),
        (errno.EIO, "U盘"),
        (errno.ELOOP, "系统提示"),
    ],
)
def test_each_fault_says_what_to_do(number: int, advice: str) -> None:
    sentence = str(environment_sentence(OSError(number, "reason", "报表.xlsx"), "写入"))
    assert sentence.startswith("写入失败“报表.xlsx”")
    assert advice in sentence


def test_a_refusal_is_said_beside_the_first_of_its_fields_that_is_shown() -> None:
    refused = FieldRejected(
        "reply_on", "回复日期2011年7月1日早于签收日期2011年7月5日，请核对。", "received_on"
    )
    assert refused.field == "reply_on"
    assert refused.among(("reply_on", "received_on")) == "reply_on"
    assert refused.among(("received_on", "received_by")) == "received_on"
    assert refused.among(("number",)) is None
