"""组织网络图: the tree leading group → office → systems → units as boxes on A4, over as many pages as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from ...base.files import safe_name
from ...office.file import Office
from ...paper.document import Pdf
from ...paper.drawing import draw
from ...paper.fonts import FontBook, Role
from ...paper.leaf import (
    A4,
    MM,
    Bookmark,
    Leaf,
    Rule,
    Style,
    put_centred,
    put_frame,
    put_mark,
    single_line,
    wrapped,
)
from ...paper.typeset import office_fonts, one_at_a_time
from ..queries.network import tree
from ..rules.network import OFFICE_TITLE
from ..values.group import TreeNode
from .shared import mark, town

_WIDTH, _HEIGHT = A4[1], A4[0]
_MARGIN = 12 * MM
_COLUMNS, _ROWS = 7, 8
"""Of units on one page."""
_GAP = 3 * MM
_BOX = 11.5 * MM
_WIDEST = 120 * MM
_TITLE = Style(Role.TITLE, 18)
_HEAD = Style(Role.HEAD, 11)
_NAME, _DETAIL, _FOOT = Style(Role.SONG, 9), Style(Role.SONG, 7.5), Style(Role.SONG, 9)
_LINE = 0.6
_TITLE_LINES = 2
_LEAD = 1.15
"""Line height against the size of the type."""


@dataclass(frozen=True, slots=True)
class _Branch:
    """A system's part on one page: its head over one or more columns of units."""

    node: TreeNode
    columns: tuple[tuple[TreeNode, ...], ...]
    continued: bool


def chart_paper(office: Office, year: int, *, by_nature: bool = False) -> Pdf:
    """Return the chart of a year's organisation, units by system or by nature."""
    chain = list(_chain(tree(office, year, by_nature=by_nature)))
    title = f"{town(office)}{year}年公共机构节能组织网络图"
    book = office_fonts(office)
    with one_at_a_time:
        leaves = [_page(book, title, chain, branches) for branches in _pages(chain[-1].children)]
        for number, leaf in enumerate(leaves, 1):
            put_centred(
                leaf, _WIDTH / 2, 7 * MM, _FOOT, single_line(f"第{number}页 共{len(leaves)}页", book, _FOOT)
            )
        put_mark(leaves, mark(office), book, _WIDTH - _MARGIN, 10 * MM)
        return draw(leaves, book, title=title, subject="组织网络", author="")


def chart_name(office: Office, year: int) -> str:
    """Return the file name of the chart."""
    return safe_name(f"{town(office)}{year}年公共机构节能组织网络图") + ".pdf"


def _pages(systems: Sequence[TreeNode]) -> list[list[_Branch]]:
    """Divide the systems into as few pages as hold them, of about as many columns each."""
    fewest = list(_filled(systems, _COLUMNS))
    counts = [len(_columns(system)) for system in systems]
    narrowest = max(ceil(sum(counts) / len(fewest)), *(count for count in (1, *counts) if count <= _COLUMNS))
    tried = (list(_filled(systems, most)) for most in range(narrowest, _COLUMNS))
    return next((pages for pages in tried if len(pages) == len(fewest)), fewest)


def _columns(system: TreeNode) -> list[tuple[TreeNode, ...]]:
    return [system.children[at : at + _ROWS] for at in range(0, len(system.children), _ROWS)] or [()]


def _filled(systems: Sequence[TreeNode], most: int) -> Iterator[list[_Branch]]:
    """Fill pages of at most so many columns, one after the other."""
    page: list[_Branch] = []
    room = most
    for system in systems:
        columns = _columns(system)
        begun = False
        # a system stays together where one page holds it
        if len(columns) > room and len(columns) <= most and page:
            yield page
            page, room = [], most
        while columns:
            if not room:
                yield page
                page, room = [], most
            here, columns = columns[:room], columns[room:]
            page.append(_Branch(system, tuple(here), begun))
            room, begun = room - len(here), True
    yield page


def _chain(node: TreeNode) -> Iterator[TreeNode]:
    """From the top down to the executive office: the boxes that stand one below the other."""
    yield node
    if node.title != OFFICE_TITLE:
        yield from _chain(node.children[0])


def _page(book: FontBook, title: str, chain: Sequence[TreeNode], branches: Sequence[_Branch]) -> Leaf:
    sheet = _Sheet(book)
    sheet.leaf.bookmarks.append(Bookmark(title, 0, _HEIGHT))
    y = _HEIGHT - _MARGIN - _TITLE.size
    put_centred(sheet.leaf, _WIDTH / 2, y, _TITLE, single_line(title, book, _TITLE))
    y -= 4 * MM
    for number, node in enumerate(chain):
        y = sheet.box(
            _WIDTH / 2,
            sheet.stem(_WIDTH / 2, y, 3 * MM) if number else y,
            _WIDEST,
            node.title,
            node.detail,
            _HEAD,
        )
    if branches:
        sheet.branches(y, branches)
    return sheet.leaf


class _Sheet:
    """A page in the making."""

    def __init__(self, book: FontBook) -> None:
        self._book = book
        self.leaf = Leaf(_WIDTH, _HEIGHT)

    def branches(self, y: float, branches: Sequence[_Branch]) -> None:
        """Draw the systems side by side under a line."""
        count = sum(len(branch.columns) for branch in branches)
        usual = (_WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GAP) / _COLUMNS
        width = min(usual * 1.6, (_WIDTH - 2 * _MARGIN - (count - 1) * _GAP) / count)
        left = (_WIDTH - count * width - (count - 1) * _GAP) / 2
        bus = self.stem(_WIDTH / 2, y)
        middles = [_WIDTH / 2]
        for branch in branches:
            own = len(branch.columns) * width + (len(branch.columns) - 1) * _GAP
            middles.append(left + own / 2)
            self._branch(branch, left, width, bus)
            left += own + _GAP
        self.leaf.rules.append(Rule(min(middles), bus, max(middles), bus, _LINE))

    def box(
        self,
        middle: float,
        top: float,
        width: float,
        title: str,
        detail: str,
        style: Style,
        fixed: float = 0.0,
        short: str = "",
    ) -> float:
        """Draw a box with a title and a detail; returns its lower edge.
        A title that leaves a fixed box no room for the detail gives way to the short one; what is still too
        long ends with …
        """
        room = width - 2 * MM
        titles = wrapped(title, self._book, style, room)
        details = wrapped(detail, self._book, _DETAIL, room) if detail else []
        if fixed and (len(titles) > _TITLE_LINES or (detail and len(titles) > 1)):
            titles = wrapped(short or title, self._book, style, room)
        if fixed:
            cut = len(titles) > _TITLE_LINES
            titles = titles[:_TITLE_LINES]
            if cut:
                last = _shortened(titles[-1].text + "……", len(titles[-1].text))
                titles[-1] = single_line(last, self._book, style)
            most = max(
                0, int((fixed - 1.5 * MM - len(titles) * style.size * _LEAD) // (_DETAIL.size * _LEAD))
            )
            if len(details) > most:
                short = _shortened(detail, sum(len(line.text) for line in details[:most]))
                details = wrapped(short, self._book, _DETAIL, room)[:most]
        text = (len(titles) * style.size + len(details) * _DETAIL.size) * _LEAD
        height = fixed or text + 3 * MM
        put_frame(self.leaf, middle - width / 2, top - height, width, height, _LINE)
        y = top - (height - text) / 2
        for lines, look in ((titles, style), (details, _DETAIL)):
            for line in lines:
                y -= look.size * _LEAD
                put_centred(self.leaf, middle, y + look.size * 0.22, look, line)
        return top - height

    def stem(self, x: float, y: float, length: float = 4 * MM) -> float:
        """Draw a line downwards; returns its end."""
        self.leaf.rules.append(Rule(x, y - length, x, y, _LINE))
        return y - length

    def _branch(self, branch: _Branch, left: float, width: float, bus: float) -> None:
        own = len(branch.columns) * width + (len(branch.columns) - 1) * _GAP
        title = branch.node.title + ("（续）" if branch.continued else "")
        top = self.stem(left + own / 2, bus)
        y = self.box(
            left + own / 2, top, own, title, branch.node.detail.replace("，", "\n"), _NAME, fixed=19 * MM
        )
        for number, column in enumerate(branch.columns):
            x = left + number * (width + _GAP) + width / 2
            below = y
            for unit in column:
                below = self.stem(x, below, 1.5 * MM)
                liaison = unit.detail.partition("，")[2].removeprefix("联络员：")
                below = self.box(x, below, width, unit.title, liaison, _NAME, fixed=_BOX, short=unit.short)


def _shortened(text: str, length: int) -> str:
    plain = text.replace("\n", "，")
    return plain if len(plain) <= length else plain[: max(0, length - 2)] + "…"
