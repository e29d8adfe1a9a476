"""The few keys fcitx gives back to a program, from X's numbers to Qt's."""

from __future__ import annotations

from PySide6.QtCore import Qt

_NAMED = {
    0xFF08: Qt.Key.Key_Backspace,
    0xFF09: Qt.Key.Key_Tab,
    0xFF0D: Qt.Key.Key_Return,
    0xFF1B: Qt.Key.Key_Escape,
    0xFF50: Qt.Key.Key_Home,
    0xFF51: Qt.Key.Key_Left,
    0xFF52: Qt.Key.Key_Up,
    0xFF53: Qt.Key.Key_Right,
    0xFF54: Qt.Key.Key_Down,
    0xFF57: Qt.Key.Key_End,
    0xFFFF: Qt.Key.Key_Delete,
}
_MODIFIERS = {
    1 << 0: Qt.KeyboardModifier.ShiftModifier,
    1 << 2: Qt.KeyboardModifier.ControlModifier,
    1 << 3: Qt.KeyboardModifier.AltModifier,
}
_LATIN = range(0x20, 0x100)


def key_of(symbol: int, state: int) -> tuple[Qt.Key, Qt.KeyboardModifier, str] | None:
    """Return key, modifiers and text of a symbol of X; None for one that is not among those given back.

    Args:
        symbol: X's number; that of a Latin letter is its code.
        state: X's bits of the modifiers.
    """
    pressed = Qt.KeyboardModifier.NoModifier
    for bit, modifier in _MODIFIERS.items():
        if state & bit:
            pressed |= modifier
    if symbol in _NAMED:
        return _NAMED[symbol], pressed, ""
    if symbol in _LATIN:
        return Qt.Key(ord(chr(symbol).upper())), pressed, chr(symbol)
    return None
