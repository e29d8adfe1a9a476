"""What is wrong with a cell or a field, said right beside it.

A callout lies over the page under the cell, or above it where there is no room, always inside the page and
outside of every layout: it moves nothing and takes no focus. One page shows one refusal at a time, the latest
or that of the place one comes back to; what else is refused keeps its red frame. Which text was refused is
known to the grid or the field, not here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget
from shiboken6 import isValid

from .appearance import icon
from .look.palette import tone
from .look.roles import set_role
from .look.tokens import Tone, tokens

PAGE_HOST = "pageHost"
"""Name of the widget that holds the pages, inside which a callout stays."""
_WATCHED = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text was refused.

    Attributes:
        sentence: what is wrong and what to do.
        reading: what was most likely meant, as the cell or field would show it; empty if nobody can say.
    """

    sentence: str
    reading: str = ""

    @property
    def words(self) -> str:
        """All that is said, on one line."""
        return f"{full_sentence(self.sentence)}{f'是 {self.reading} 吗？' if self.reading else ''}"


def full_sentence(text: str) -> str:
    """End a sentence that has no end yet."""
    return text if not text or text.endswith(("。", "？", "！")) else f"{text}。"


class Callout(QFrame):
    """A sign, a sentence, and the keys that lead on."""

    def __init__(self, host: QWidget, object_name: str, name: str) -> None:
        super().__init__(host)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.sign, self.label, self.keys = QLabel(self), QLabel(self), QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.RichText)
        set_role(self.keys, "label")
        space = tokens().space
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(space.m, space.s, space.m, space.s)
        self._line.setSpacing(space.s)
        for part in (self.sign, self.label, self.keys):
            self._line.addWidget(part, 1 if part is self.label else 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def fill(self, refusal: Refusal, keys: str, sign: str, colour: Tone) -> None:
        """Put in what is to be said."""
        side = tokens().icon.button
        self.sign.setPixmap(icon(sign, tone(colour)).pixmap(side))
        offer = f"是&nbsp;<b style='color:{tone(Tone.ACCENT).name()}'>{escape(refusal.reading)}</b>&nbsp;吗？"
        text = escape(full_sentence(refusal.sentence)).replace("\n", "<br>")
        self.label.setText(text + (offer if refusal.reading else ""))
        self.keys.setText(keys)
        self.keys.setVisible(bool(keys))
        self.setAccessibleDescription(f"{refusal.words}{keys}")

    def fit(self, room: int) -> None:
        """Take the width the words want, at most that of the room."""
        self.label.setWordWrap(False)
        wanted = self._line.sizeHint().width()
        self.label.setWordWrap(wanted > room)
        width = min(wanted, room)
        height = self._line.heightForWidth(width) if wanted > room else self._line.sizeHint().height()
        self.resize(width, height)

    @property
    def text(self) -> str:
        """What is said, in plain words, with the keys."""
        return self.accessibleDescription()


@dataclass(frozen=True, slots=True)
class _Said:
    """Where something is said: ``place`` is the cell in the anchor's coordinates, ``kept_free`` what the
    callout may not cover.
    """

    anchor: QWidget
    place: Callable[[], QRect]
    kept_free: Callable[[], QRect]


class Callouts(QObject):
    """The callouts of one page host: one for what was refused, one for why nothing can be typed."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.refusal = Callout(host, "callout", "没有存入")
        self.hint = Callout(host, "calloutHint", "不能填写")
        self._said: dict[Callout, _Said] = {}

    def refuse(
        self,
        anchor: QWidget,
        refusal: Refusal,
        place: Callable[[], QRect],
        kept_free: Callable[[], QRect] = QRect,
    ) -> None:
        """Say beside a place of ``anchor`` why its text was refused, until :meth:`end` is called for it."""
        keys = "回车采用　Esc恢复原值" if refusal.reading else "Esc恢复原值"
        self.refusal.fill(refusal, keys, "error", Tone.DANGER)
        self._show(self.refusal, _Said(anchor, place, kept_free))

    def explain(self, anchor: QWidget, sentence: str, place: Callable[[], QRect]) -> None:
        """Say beside a place why nothing can be typed there, until :meth:`end_hint`."""
        self.hint.fill(Refusal(sentence), "", "info", Tone.TEXT2)
        self._show(self.hint, _Said(anchor, place, QRect))

    def end(self, anchor: QWidget) -> None:
        """The text of this anchor is right now, or given up."""
        self._end(self.refusal, anchor)

    def end_hint(self, anchor: QWidget) -> None:
        """Whoever was told why has gone on."""
        self._end(self.hint, anchor)

    def place(self) -> None:
        """Follow what the callouts belong to."""
        for callout, said in list(self._said.items()):
            if isValid(said.anchor):
                self._place(callout, said)
            else:
                del self._said[callout]
                callout.hide()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _WATCHED:
            self.place()
        return False

    def _show(self, callout: Callout, said: _Said) -> None:
        before = self._said.get(callout)
        self._said[callout] = said
        if before is None or before.anchor is not said.anchor:
            self._stop_watching(before)
            if not self._is_watched(said.anchor, apart_from=callout):
                said.anchor.installEventFilter(self)
                said.anchor.destroyed.connect(self.place)
            self._host.installEventFilter(self)
        self._place(callout, said)
        QAccessible.updateAccessibility(QAccessibleEvent(callout, QAccessible.Event.Alert))

    def _end(self, callout: Callout, anchor: QWidget) -> None:
        said = self._said.get(callout)
        if said is None or said.anchor is not anchor:
            return
        del self._said[callout]
        callout.hide()
        self._stop_watching(said)

    def _stop_watching(self, said: _Said | None) -> None:
        if not self._said:
            self._host.removeEventFilter(self)
        if said is not None and isValid(said.anchor) and not self._is_watched(said.anchor):
            said.anchor.removeEventFilter(self)
            said.anchor.destroyed.disconnect(self.place)

    def _is_watched(self, anchor: QWidget, apart_from: Callout | None = None) -> bool:
        """Whether a callout is shown at this part, one apart from this."""
        return any(said.anchor is anchor for one, said in self._said.items() if one is not apart_from)

    def _place(self, callout: Callout, said: _Said) -> None:
        cell = said.place()
        if not said.anchor.isVisible() or not said.anchor.visibleRegion().intersects(cell):
            callout.hide()
            return
        margin = tokens().space.s
        callout.fit(self._host.width() - 2 * margin)
        cell = _moved(cell, said.anchor, self._host)
        corner = self._corner(callout, cell, _moved(said.kept_free(), said.anchor, self._host))
        if corner is None:
            callout.hide()
            return
        callout.move(corner)
        callout.show()
        callout.raise_()

    def _corner(self, callout: Callout, cell: QRect, kept_free: QRect) -> QPoint | None:
        """Under the cell, else above it, inside the host and beside what is kept free; None if nowhere."""
        gap = tokens().space.xs
        margin = tokens().space.s
        left = max(margin, min(cell.left(), self._host.width() - margin - callout.width()))
        below, above = cell.bottom() + gap, cell.top() - gap - callout.height()
        for top in (below, above):
            place = QRect(QPoint(left, top), callout.size())
            inside = top >= 0 and place.bottom() < self._host.height()
            if inside and not place.intersects(kept_free):
                return place.topLeft()
        return None


def callouts_of(widget: QWidget) -> Callouts:
    """The callouts of the page a widget stands on, or of its window where there is no page."""
    host = _host_of(widget)
    found = host.findChild(Callouts, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Callouts) else Callouts(host)


def _host_of(widget: QWidget) -> QWidget:
    above = widget.parentWidget()
    if above is None or widget.isWindow() or widget.objectName() == PAGE_HOST:
        return widget
    return _host_of(above)


def _moved(place: QRect, anchor: QWidget, host: QWidget) -> QRect:
    return QRect(anchor.mapTo(host, place.topLeft()), place.size()) if place.isValid() else QRect()
