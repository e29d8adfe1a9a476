"""Writes what the manual knows from the window: the buttons of every page with what their tool tips say, and
the chapter 快捷键.

    python -m tests.manual                 # renew resources/manual/buttons/*.md and resources/manual/keys.md

``tests/whole_town/test_manual_is_whole.py`` compares them with the window, and fails where something is
missing in the manual. The texts people write are the other files of ``resources/manual``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from jingzhen_desktop.desktop.help.chapters import CHAPTERS
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.widgets.appearance import set_up_application
from jingzhen_desktop.widgets.grid.keys import GRID_KEYS
from jingzhen_desktop.widgets.preview.window import PreviewWindow

from .looking import preview
from .offered import Offer, offers, parts, shortcuts, spelled, window_offers
from .whole_town.town import YEAR, make_town

MANUAL = Path(__file__).resolve().parents[1] / "resources" / "manual"
CHANGING = re.compile(r"\d|—|：|^$|^前往|^看|^.季度$")
"""Words of buttons that show a figure or a name of the moment, or are a way elsewhere: they need no line."""
PANEL = "到侧栏"
"""How what F8 does begins; it is told once."""
EVERYWHERE = "各分页都有"
USUAL = 3
"""A key that means the same on so many pages is told once."""


def main() -> None:
    """Open the town of forty units and write what the window offers."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with TemporaryDirectory() as scratch:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        set_up_application(application)
        make_town(Path(scratch) / "青石镇.jzdb").close()
        window = MainWindow()
        window.showNormal()
        window.resize(1366, 697)
        window.open_office(Path(scratch) / "青石镇.jzdb")
        for name, text in written(window, offered_by(window)).items():
            (MANUAL / name).parent.mkdir(exist_ok=True)
            (MANUAL / name).write_text(text, "utf-8")
        window.close_office()


def written(window: MainWindow, offered: list[Offer]) -> dict[str, str]:
    """Return the files the window and what it offers give the manual, by their names."""
    order = list(parts(window))
    files = {
        f"buttons/{key}.md": _buttons(
            [one for one in offered if one.page == key], [title for page, title in order if page == key]
        )
        for key in CHAPTERS
        if any(_is_told(one) for one in offered if one.page == key)
    }
    return {**files, "keys.md": _keys(window, offered)}


def offered_by(window: MainWindow) -> list[Offer]:
    """Return what the pages of the open town offer, and the preview."""
    assert window.workplace is not None
    window.workplace.desk.year = YEAR
    return [*offers(window), *preview_offers(window)]


def preview_offers(window: MainWindow) -> list[Offer]:
    """Return what the preview of a paper offers; it is a window of its own."""
    assert window.workplace is not None
    page = window.workplace.show_tab("publicity")
    (show,) = [one for one in page.actions() if one.text() == "年度一览"]
    show.trigger()
    assert window.workplace.desk.tasks.wait_idle()
    QApplication.processEvents()
    shown = preview()
    assert isinstance(shown, PreviewWindow)
    found = [
        Offer("preview", "", text, "", keys)
        for text, keys in ((one.text(), spelled(one.shortcuts())) for one in shown.actions_by_name.values())
    ]
    shown.close()
    return found


def told(offered: Iterable[Offer]) -> list[Offer]:
    """Return what has a line in the manual."""
    return [one for one in offered if not CHANGING.search(one.text)]


def _is_told(offer: Offer) -> bool:
    of_the_moment = CHANGING.search(offer.text) or offer.tip.startswith(
        (f"{offer.text}：", f"{offer.text}（", "前往")
    )
    return bool(offer.tip) and not of_the_moment


def _buttons(offered: list[Offer], order: list[str]) -> str:
    lines, before = ["## 本页的按钮"], set[tuple[str, str, str]]()
    for part in [*order, ""]:
        of_part = [one for one in offered if one.part == part and _is_told(one)]
        rows = [row for row in dict.fromkeys(map(_row, of_part)) if row not in before]
        before |= set(rows)
        if rows:
            lines += [
                "",
                *([f"**{part or EVERYWHERE}**", ""] if order else []),
                "| 按钮 | 作用 | 按键 |",
                "|---|---|---|",
            ]
            lines += [f"| {text} | {tip} | {keys} |" for text, tip, keys in rows]
    return "\n".join([*lines, ""])


def _row(offer: Offer) -> tuple[str, str, str]:
    return offer.text, offer.tip, offer.keys


def _keys(window: MainWindow, offered: list[Offer]) -> str:
    assert window.workplace is not None
    pages = {key: page for key in window.workplace.keys if (page := window.workplace.show_tab(key))}
    keys = {key: [*_with_keys(offered, key), *shortcuts(key, page)] for key, page in pages.items()}
    usual = _usual(keys.values())
    own = shortcuts("", window.workplace)
    everywhere = [
        *(one for one in window_offers(window) if one.keys),
        *(one for one in own if not _is_below(one, keys)),
    ]
    text = ["# 快捷键", "", "## 哪里都能用", "", *_rows([*everywhere, *usual])]
    text += ["", "## 表格里", "", "| 按键 | 作用 |", "|---|---|"]
    text += [f"| {key} | {does} |" for key, does in GRID_KEYS.items()]
    for key, title in CHAPTERS.items():
        rest = [one for one in keys.get(key, _with_keys(offered, key)) if _said(one) not in map(_said, usual)]
        if rest:
            text += ["", f"## {title}", "", *_rows(rest)]
    return "\n".join([*text, ""])


def _with_keys(offered: list[Offer], page: str) -> list[Offer]:
    return [one for one in offered if one.page == page and one.keys]


def _usual(pages: Iterable[list[Offer]]) -> list[Offer]:
    """What means the same on several pages."""
    counted: dict[tuple[str, str], list[Offer]] = {}
    for offered in pages:
        for said, one in {_said(one): one for one in offered}.items():
            counted.setdefault(said, []).append(one)
    return [replace(found[0], part="") for found in counted.values() if len(found) >= USUAL]


def _is_below(offer: Offer, pages: dict[str, list[Offer]]) -> bool:
    return any(_said(offer) == _said(one) for offered in pages.values() for one in offered)


def _said(offer: Offer) -> tuple[str, str]:
    return offer.keys, _does(offer)


def _does(offer: Offer) -> str:
    """What a key does, in the words of its button; in those of the tool tip where that shows a figure."""
    if offer.tip.startswith(PANEL):
        return f"{PANEL}{offer.tip.partition('”')[2]}"
    text = offer.tip if offer.tip and CHANGING.search(offer.text) else offer.text or offer.tip
    return text.partition("：")[0] if text.startswith(("撤销", "重做")) else text.rstrip("…")


def _rows(offered: Iterable[Offer]) -> list[str]:
    rows = dict.fromkeys((one.keys, _does(one), one.part) for one in offered)
    return ["| 按键 | 作用 |", "|---|---|"] + [
        f"| {keys} | {f'{part}：' if part else ''}{does} |" for keys, does, part in rows
    ]


if __name__ == "__main__":
    main()
