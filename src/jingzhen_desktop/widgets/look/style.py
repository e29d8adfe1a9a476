"""The one style of the program: Fusion with shapes of its own for buttons, fields, tabs, menus and scroll
bars.

A style, not a style sheet: a sheet costs some 9 KB for every widget (measured: 27 MB with all pages open) and
half of the time a page takes to open. What is drawn stands in ``shapes``; tables and lists are painted by
their delegates, colours that a palette role carries are not repeated here.

A widget says by the property ``role`` what it is: primary, quiet, link (a way elsewhere), danger, small,
waiting, segment, fold, notice (buttons), button (tool buttons), hint, label, list, section, page (labels);
by its name what ground it has (``GROUNDS``).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProxyStyle,
    QPushButton,
    QSplitter,
    QStyle,
    QTextEdit,
    QToolButton,
    QWidget,
)

from .fonts import font_of, heights
from .palette import soft_palette, tone
from .roles import CHIP, PAGE_TABS, is_bad, look_of, role_of
from .shapes import (
    button_look,
    draw_arrow,
    draw_box,
    draw_button,
    draw_check_box,
    draw_fold_label,
    draw_ground,
    draw_page_tab,
    draw_splitter,
)
from .tokens import Tone, Type, tokens

_Control, _Primitive, _Complex = QStyle.ControlElement, QStyle.PrimitiveElement, QStyle.ComplexControl
Option = Any
"""A QStyleOption of the kind that goes with what is drawn. PySide's stubs leave out its fields, and its class
is not imported: that costs up to 9 ms at start, and Qt hands in the right one anyway.
"""
_Contents, _Sub, _State = QStyle.ContentsType, QStyle.SubControl, QStyle.StateFlag

_LABELS = {
    "hint": (Type.CAPTION, Tone.TEXT3),
    "label": (Type.CAPTION, Tone.TEXT2),
    "list": (Type.LIST, Tone.TEXT),
    "section": (Type.SECTION, Tone.TEXT),
    "page": (Type.PAGE, Tone.TEXT),
    "notice": (Type.BODY, Tone.ON_TOOLTIP),
}
_LOOKS = {"good": Tone.OK, "warning": Tone.WARN, "bad": Tone.DANGER, "muted": Tone.TEXT3}
_FIELDS = {_Contents.CT_LineEdit, _Contents.CT_ComboBox, _Contents.CT_SpinBox}
_NOT_DRAWN = (_Primitive.PE_PanelMenuBar, _Primitive.PE_PanelScrollAreaCorner)
"""They lie on the ground of what is behind them."""
_SMALL = ("small", "waiting")
_BUTTON_SIDE, _SMALL_SIDE, _TAB_SIDE, _TOOL_SIDE, _LINK_SIDE = 13, 9, 12, 4, 2
_MENU_SIDE, _FIELD_SIDE = 10, 4
_SCROLL_BAR, _LEAST_HANDLE, _SPLITTER = 10, 24, 5


class LookStyle(QProxyStyle):
    """Draws what the look has shapes of its own for; everything else is Fusion's."""

    def __init__(self, *, strong_lines: bool) -> None:
        """``strong_lines``: buttons and fields get outlines of at least 3:1."""
        super().__init__("Fusion")
        self._edge = Tone.LINE_STRONG if strong_lines else Tone.CONTROL_LINE

    def polish(self, target: Any) -> Any:
        """Give a widget what its class and role ask for, once before it is shown and again with each new
        look.
        """
        super().polish(target)
        if isinstance(target, QLabel):
            _polish_label(target)
        elif isinstance(target, QAbstractItemView):
            target.setFrameShape(QFrame.Shape.NoFrame)
            target.setPalette(soft_palette())
        elif isinstance(target, QTextEdit | QPlainTextEdit):
            _give_room_for_focus(target)
        elif isinstance(target, QMenu):
            target.setPalette(soft_palette())
        elif isinstance(target, QSplitter):
            target.setHandleWidth(_SPLITTER)
        elif isinstance(target, QLineEdit) and target.hasFrame():
            target.setTextMargins(_FIELD_SIDE, 0, _FIELD_SIDE, 0)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: Option,
        painter: QPainter,
        /,
        widget: QWidget | None = None,
    ) -> None:
        """Panels, frames and signs."""
        if element is _Primitive.PE_PanelLineEdit:
            if isinstance(widget, QLineEdit) and widget.hasFrame():
                self._draw_field(option, painter, widget)
        elif element is _Primitive.PE_PanelButtonTool:
            self._draw_button(option, painter, role_of(widget) or "tool")
        elif element is _Primitive.PE_IndicatorCheckBox:
            draw_check_box(painter, option.rect, option.state)
        elif element is _Primitive.PE_FrameFocusRect:
            if not isinstance(widget, QPushButton | QToolButton | QAbstractItemView):
                draw_box(painter, option.rect, None, Tone.ACCENT, width=2)
        elif element not in _NOT_DRAWN:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: Option,
        painter: QPainter,
        /,
        widget: QWidget | None = None,
    ) -> None:
        """Buttons, tabs of a page, entries of the menu bar, grounds by name, handles of splitters."""
        if element is _Control.CE_PushButtonBevel:
            self._draw_button(option, painter, role_of(widget))
        elif element is _Control.CE_PushButtonLabel:
            self._draw_button_label(option, painter, widget)
        elif element is _Control.CE_ShapedFrame and widget is not None:
            self._draw_shaped_frame(option, painter, widget)
        elif element is _Control.CE_TabBarTab and _is_page_tab(widget):
            draw_page_tab(painter, option.rect, option.state, option.text)
        elif element is _Control.CE_MenuBarItem:
            self._draw_menu_bar_item(option, painter, widget)
        elif element is _Control.CE_Splitter:
            draw_splitter(painter, option.rect, lying=bool(option.state & _State.State_Horizontal))
        elif element is _Control.CE_ToolBar:
            painter.fillRect(option.rect, option.palette.window())  # Fusion shades it
        elif element is not _Control.CE_MenuBarEmptyArea:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: Option,
        painter: QPainter,
        /,
        widget: QWidget | None = None,
    ) -> None:
        """Fields that open or step, scroll bars, tool buttons."""
        if control is _Complex.CC_ComboBox:
            self._draw_field(option, painter, widget)
            draw_arrow(
                painter, self.subControlRect(control, option, _Sub.SC_ComboBoxArrow, widget), down=True
            )
        elif control is _Complex.CC_SpinBox:
            self._draw_field(option, painter, widget)
            for part, down in ((_Sub.SC_SpinBoxUp, False), (_Sub.SC_SpinBoxDown, True)):
                if option.subControls & part:
                    draw_arrow(painter, self.subControlRect(control, option, part, widget), down=down)
        elif control is _Complex.CC_ScrollBar:
            self._draw_scroll_bar(option, painter, widget)
        else:
            if control is _Complex.CC_ToolButton:
                # that it opens a menu is said by its sign and text
                option.features &= ~type(option).ToolButtonFeature.HasMenu
            super().drawComplexControl(control, option, painter, widget)

    def sizeFromContents(
        self,
        contents: QStyle.ContentsType,
        option: Option,
        size: QSize,
        /,
        widget: Any = None,
    ) -> QSize:
        """Heights of the tokens, and room at the sides."""
        if contents is _Contents.CT_PushButton:
            if role_of(widget) == "link":
                return QSize(size.width() + 2 * _LINK_SIDE, size.height())
            small = role_of(widget) in _SMALL
            side = _SMALL_SIDE if small or role_of(widget) == "segment" else _BUTTON_SIDE
            return QSize(size.width() + 2 * side, heights().control_small if small else heights().control)
        if contents is _Contents.CT_ToolButton:
            return _tool_size(size, widget)
        if contents is _Contents.CT_ScrollBar:
            return _bar_size(option, size)
        if contents is _Contents.CT_MenuBarItem:
            return QSize(size.width() + 2 * _MENU_SIDE, heights().control)
        if contents is _Contents.CT_TabBarTab and _is_page_tab(widget):
            width = QFontMetrics(font_of(Type.BODY_BOLD)).horizontalAdvance(option.text)
            return QSize(width + 2 * _TAB_SIDE, heights().header - 2)
        found = super().sizeFromContents(contents, option, size, widget)
        if (contents in _FIELDS and not _in_a_table(widget)) or (
            contents is _Contents.CT_MenuItem and _is_entry(option)
        ):
            found.setHeight(heights().control)
        return found

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: Option,
        part: QStyle.SubControl,
        /,
        widget: Any = None,
    ) -> QRect:
        """A scroll bar is all groove: it has no buttons at its ends."""
        if control is _Complex.CC_ScrollBar:
            return _bar_part(option, part)
        return super().subControlRect(control, option, part, widget)

    def _draw_button_label(self, option: Option, painter: QPainter, widget: QWidget | None) -> None:
        role = role_of(widget)
        if role == "fold":
            draw_fold_label(painter, option.rect, option.text, option.icon)
            return
        palette = QPalette(option.palette)
        palette.setColor(
            QPalette.ColorRole.ButtonText, tone(button_look(option.state, role, self._edge).text)
        )
        option.palette = palette
        if role == "segment" and option.state & _State.State_On:
            painter.setFont(font_of(Type.BODY_BOLD))
        # Fusion moves the label of a pressed button; nothing moves here
        option.state &= ~(_State.State_Sunken | _State.State_On)
        super().drawControl(_Control.CE_PushButtonLabel, option, painter, widget)

    def _draw_button(self, option: Option, painter: QPainter, role: str) -> None:
        look = button_look(option.state, role, self._edge)
        draw_button(painter, option.rect, look, focused=bool(option.state & _State.State_HasFocus))

    def _draw_field(self, option: Option, painter: QPainter, widget: QWidget | None) -> None:
        """Ground and outline of what is typed into."""
        closed = not option.state & _State.State_Enabled or bool(option.state & _State.State_ReadOnly)
        fill = Tone.SURFACE2 if closed else Tone.SURFACE
        focused = bool(option.state & _State.State_HasFocus)
        if _in_a_table(widget):
            frame = Tone.DANGER if is_bad(widget) else Tone.ACCENT
            draw_box(painter, option.rect, fill, frame, width=2, radius=0)
        elif is_bad(widget):
            draw_box(painter, option.rect, fill, Tone.DANGER, width=2)
        elif focused:
            draw_box(painter, option.rect, fill, Tone.ACCENT, width=2)
        else:
            draw_box(painter, option.rect, fill, self._edge)

    def _draw_shaped_frame(self, option: Option, painter: QPainter, widget: QWidget) -> None:
        if isinstance(widget, QTextEdit | QPlainTextEdit):
            self._draw_field(option, painter, widget)
        elif not draw_ground(painter, option.rect, widget.objectName(), look_of(widget)):
            super().drawControl(_Control.CE_ShapedFrame, option, painter, widget)

    def _draw_menu_bar_item(self, option: Option, painter: QPainter, widget: QWidget | None) -> None:
        if option.state & _State.State_Selected:
            draw_box(painter, option.rect, Tone.SURFACE3)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
        enabled = bool(option.state & _State.State_Enabled)
        self.drawItemText(
            painter, option.rect, flags, option.palette, enabled, option.text, QPalette.ColorRole.WindowText
        )

    def _draw_scroll_bar(self, option: Option, painter: QPainter, widget: QWidget | None) -> None:
        if isinstance(widget, QWidget) and _in_a_table(widget):
            painter.fillRect(option.rect, tone(Tone.SURFACE))
        handle = _bar_part(option, _Sub.SC_ScrollBarSlider)
        over = bool(option.state & _State.State_MouseOver) or bool(option.state & _State.State_Sunken)
        draw_box(painter, handle.adjusted(2, 2, -2, -2), Tone.LINE_STRONG if over else Tone.CONTROL_LINE)


def _polish_label(label: QLabel) -> None:
    """Letters and colour of a label that has a role or a look; others have the application's."""
    if label.objectName() == CHIP:
        label.setFixedHeight(heights().chip)
        label.setContentsMargins(tokens().space.s, 0, tokens().space.s, 0)
    said = "label" if label.objectName() == CHIP else role_of(label)
    role, look = _LABELS.get(said), _LOOKS.get(look_of(label))
    if role:
        label.setFont(font_of(role[0]))
    if role or look:
        colour = look or (role[1] if role else Tone.TEXT)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, tone(colour))
        label.setPalette(palette)


def _give_room_for_focus(text: QTextEdit | QPlainTextEdit) -> None:
    """A frame of two px, of which one is painted until the text has the focus."""
    if text.frameShape() is not QFrame.Shape.NoFrame:
        text.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)
        text.setLineWidth(2)


def _tool_size(size: QSize, widget: QWidget | None) -> QSize:
    if role_of(widget) == "button":
        return QSize(size.width() + 2 * _BUTTON_SIDE, heights().control)
    return QSize(size.width() + 2 * _TOOL_SIDE, size.height() + 2 * _TOOL_SIDE)


def _is_page_tab(widget: QWidget | None) -> bool:
    return widget is not None and widget.objectName() == PAGE_TABS


def _is_entry(option: Option) -> bool:
    return bool(option.menuItemType is not type(option).MenuItemType.Separator)


def _in_a_table(widget: QWidget | None) -> bool:
    parent = widget.parentWidget() if widget else None
    return parent is not None and isinstance(parent.parentWidget(), QAbstractItemView)


def _bar_size(option: Option, size: QSize) -> QSize:
    lying = bool(option.state & _State.State_Horizontal)
    return QSize(size.width(), _SCROLL_BAR) if lying else QSize(_SCROLL_BAR, size.height())


def _bar_part(option: Option, part: QStyle.SubControl) -> QRect:
    """The rectangle of a part of a scroll bar, in the bar's coordinates."""
    lying = option.orientation is Qt.Orientation.Horizontal
    whole: QRect = option.rect
    length = whole.width() if lying else whole.height()
    steps = option.maximum - option.minimum
    shown = max(option.pageStep, 1)
    handle = length if steps <= 0 else max(length * shown // (steps + shown), min(_LEAST_HANDLE, length))
    begin = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown
    )
    spans = {
        _Sub.SC_ScrollBarGroove: (0, length),
        _Sub.SC_ScrollBarSlider: (begin, handle),
        _Sub.SC_ScrollBarSubPage: (0, begin),
        _Sub.SC_ScrollBarAddPage: (begin + handle, length - begin - handle),
    }
    at, span = spans.get(part, (0, 0))
    if lying:
        return QRect(whole.x() + at, whole.y(), span, whole.height())
    return QRect(whole.x(), whole.y() + at, whole.width(), span)
