"""What the window offers: its pages, their parts, and every action with its words and its key, collected from
the window itself. For the manual (``manual.py``) and for the test that nothing is missing in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from jingzhen_desktop.desktop.rail import RailItem
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.widgets.page_head import ActionButton, SubPages

from .whole_town.walking import pages

SPELLED = {"Return": "回车", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "PgDown": "PgDn"}
_LAST = re.compile(r"（([^（）]|（[^（）]*）)*）$")
_ONLY_KEYS = re.compile(r"((Ctrl|Alt|Shift)\+)*(F\d+|Del|Esc|回车|.)")
_AT_PRESENT = "。现在不能："
_LETTER = re.compile(r"\(&\w\)|&(?=\w)")


@dataclass(frozen=True, order=True)
class Offer:
    """One thing the clerk can press.

    Attributes:
        page: key of the page; empty for what the window itself offers.
        part: title of the sub-page; empty where it belongs to the whole page.
        tip: what its tool tip says beyond its words; empty if that is nothing.
    """

    page: str
    part: str
    text: str
    tip: str = ""
    keys: str = ""


def offers(window: MainWindow) -> list[Offer]:
    """Return what every page offers, each once, in the order in which the pages are walked through."""
    assert window.workplace is not None
    found: dict[tuple[str, str, str, str], Offer] = {}
    for name in pages(window):
        key = name.partition("-")[0]
        holder = window.workplace.pages.widget(window.workplace.keys.index(key))
        for offer in _of(key, holder):
            found.setdefault((offer.page, offer.part, offer.text, offer.keys), offer)
    return list(found.values())


def parts(window: MainWindow) -> Iterator[tuple[str, str]]:
    """Yield each page by its key and title, and each of its sub-pages by theirs."""
    assert window.workplace is not None
    for key in window.workplace.keys:
        page = window.workplace.show_tab(key)
        yield key, window.workplace.title(key)
        within = page if isinstance(page, SubPages) else page.findChild(SubPages)
        if within is not None:
            yield from ((key, within.tabText(at)) for at in range(within.count()))


def window_offers(window: MainWindow) -> list[Offer]:
    """Return what the menus and the bar at the top offer."""
    return [
        *_of("", window.top_bar),
        *(_action("", one) for one in _in_menus(window.top_bar.menus.actions())),
    ]


def shortcuts(page: str, within: QWidget) -> Iterator[Offer]:
    """Yield the keys that are no button's, with what is said of them; those of a list (Enter) are its own."""
    for one in within.findChildren(QShortcut):
        if one.context() is not Qt.ShortcutContext.WidgetShortcut:
            yield Offer(page, _part_of(one), one.whatsThis(), "", spelled([one.key()]))


def spelled(keys: Iterable[QKeySequence]) -> str:
    """Return keys as the clerk reads them: Ctrl+回车."""
    return "、".join(_spelled(key.toString()) for key in keys if key.toString())


def _spelled(key: str) -> str:
    *held, last = re.split(r"\+(?=.)", key)
    return "+".join([*held, SPELLED.get(last, last)])


def _of(page: str, within: QWidget) -> Iterator[Offer]:
    menus = {action for menu in within.findChildren(QMenu) for action in menu.actions()}
    for action in within.findChildren(QAction):
        if action.text() and not action.isSeparator() and (action not in menus or page):
            yield _action(page, action)
    for button in within.findChildren(QAbstractButton):
        is_own = not isinstance(button, (ActionButton, RailItem)) and button.isVisible()
        if is_own and (button.text() or button.toolTip()) and _is_ours(button):
            yield _offer(page, button, button.text(), button.toolTip(), [button.shortcut()])


def _is_ours(button: QAbstractButton) -> bool:
    """Whether a button is none of those Qt puts into a field or a row of tabs."""
    return not button.objectName().startswith(("qt_", "ScrollLeft", "ScrollRight"))


def _in_menus(actions: Iterable[QAction]) -> Iterator[QAction]:
    for action in actions:
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from _in_menus(menu.actions())
        if action.text() and not action.isSeparator():
            yield action


def _action(page: str, action: QAction) -> Offer:
    return _offer(page, action, action.text(), action.toolTip(), action.shortcuts())


def _offer(page: str, one: QObject, text: str, tip: str, keys: Iterable[QKeySequence]) -> Offer:
    words = _LETTER.sub("", text)
    written = spelled(keys)
    told = tip
    while (last := _LAST.search(told)) and last[0][1:-1] in (written, *(key.toString() for key in keys)):
        told = told[: last.start()]
    if told.startswith(f"{words}（") and told.endswith("）"):
        told = told[len(words) + 1 : -1]
    told = told.partition(_AT_PRESENT)[0]
    if _ONLY_KEYS.fullmatch(told):
        told, written = "", written or told
    told = "" if told.rstrip("….") == words.rstrip("….").replace("&", "") else told
    return Offer(page, _part_of(one), words, told, written)


def _part_of(one: QObject) -> str:
    """Title of the sub-page something stands on; empty where it belongs to a whole page or to a detail."""
    above: QObject | None = one
    while above is not None:
        parent = above.parent()
        pages_ = parent.parent() if parent is not None else None
        if isinstance(pages_, SubPages) and isinstance(above, QWidget):
            places = [at for at in range(pages_.count()) if pages_.widget(at) is above]
            return pages_.tabText(places[0]) if places else ""
        above = parent
    return ""
