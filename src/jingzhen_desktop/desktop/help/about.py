"""What 关于 says: version, office file, system, and what is new. Who shows it is the window's matter."""

from __future__ import annotations

import platform
from pathlib import Path

from ... import __version__
from ...base.changes import newest_changes


def about_text(office: Path | None) -> str:
    """Return version, office file and system, as one reads them out on the phone, and what is new."""
    lines = [
        f"井镇节能 {__version__}",
        f"Python {platform.python_version()}，{platform.system()} {platform.release()}",
    ]
    lines += [f"数据文件：{office}"] if office else []
    return "\n".join(
        [*lines, "", f"{__version__} 的更新：", *(f"· {entry}" for entry in newest_changes().entries)]
    )
