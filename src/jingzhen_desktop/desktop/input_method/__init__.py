"""Chinese through fcitx on Linux, where Qt itself has no way to it: which way is taken, the session bus, what
fcitx is told and says, and the keys and texts between it and the window. Never loaded on Windows.
"""
