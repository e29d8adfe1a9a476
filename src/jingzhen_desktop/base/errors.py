"""The two roots of everything that goes wrong.

A :class:`UserFacingError` is not a bug: its Chinese text tells the clerk what happened, where (file, sheet,
cell) and what to do next. Every other exception is a bug and is shown by the one crash dialog with 复制详情.
"""

from __future__ import annotations

from collections.abc import Container


class UserFacingError(Exception):
    """Something the clerk can understand and mend; ``str(error)`` is the sentence to show."""


class InputRejected(UserFacingError):
    """What was typed or handed in cannot be taken; nothing of it was stored."""


class FieldRejected(InputRejected):
    """What was typed in one field cannot be taken.

    Attributes:
        fields: keys of the fields the sentence speaks of, the one to mend first; the others are those it
            disagrees with.
    """

    def __init__(self, field: str, sentence: str, *others: str) -> None:
        super().__init__(sentence)
        self.fields = (field, *others)

    @property
    def field(self) -> str:
        """The field to mend."""
        return self.fields[0]

    def among(self, shown: Container[str]) -> str | None:
        """Return beside which of the fields a form shows it is said; None if it shows none of them."""
        return next((field for field in self.fields if field in shown), None)


class EnvironmentFault(UserFacingError):
    """The surroundings refuse: disk full, stick pulled, read-only folder, file open elsewhere,
    printer gone.
    """


def environment_sentence(error: OSError, what: str) -> EnvironmentFault:
    """Turn an operating-system error met while doing ``what`` (a Chinese phrase) into a sentence for the
    clerk.
    """
    cause, remedy = _reason(error)
    name = f"“{error.filename}”" if error.filename else ""
    return EnvironmentFault(f"{what}失败{name}：{cause}{remedy}。")


def environment_cause(error: OSError) -> str:
    """Say in a few Chinese words why the operating system refused; what to do then is said by the caller."""
    return _reason(error)[0]


def _reason(error: OSError) -> tuple[str, str]:
    """The cause, and the remedy that is said after it."""
    import errno

    reasons = {
        errno.ENOSPC: ("磁盘空间不足", "，请清理后重试或换一个位置"),
        errno.EACCES: ("没有权限", "，或文件正被 WPS/Excel 打开；请关闭该文件或换一个文件夹"),
        errno.EPERM: ("没有权限", "，请换一个文件夹"),
        errno.EROFS: ("该位置只读（U盘可能处于写保护状态）", "，请关闭写保护或换一个位置"),
        errno.ENOENT: ("文件或文件夹不存在（U盘可能已拔出）", "，请检查后重试"),
        errno.EIO: ("读写出错（U盘可能已拔出或损坏）", "，请换一个U盘重试"),
        errno.ENOTDIR: ("所给的位置不是文件夹", "，请重新选择"),
        errno.EISDIR: ("所给的位置是文件夹", "，请选择文件"),
        errno.ENAMETOOLONG: ("文件名太长", "，请改短后重试"),
    }
    return reasons.get(error.errno or 0, (f"系统提示：{error.strerror or error}", ""))
