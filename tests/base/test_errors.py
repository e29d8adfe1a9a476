"""Operating-system errors become sentences that say what to do."""

from __future__ import annotations

import errno

import pytest

from jingzhen_desktop.base.errors import environment_sentence


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
