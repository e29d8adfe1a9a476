#!/bin/sh
# 井镇节能. The program brings its own Python and its own Qt: the desktop's plugins were made for another one.
set -e
unset QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH QT_STYLE_OVERRIDE
case "${QT_QPA_PLATFORM:-}" in
    dxcb*) export QT_QPA_PLATFORM=xcb ;;
esac
# Qt has a way to ibus, and fcitx5 speaks like it; fcitx 4 the program reaches itself.
methods="${QT_IM_MODULES:-${QT_IM_MODULE:-}}"
if [ -z "$methods" ]; then
    case "${XMODIFIERS:-}" in
        *@im=fcitx*) methods=fcitx ;;
    esac
fi
case "$methods" in
    *ibus*) ;;
    *fcitx*) export QT_IM_MODULES="$methods;ibus" ;;
esac
exec /opt/jingzhen-desktop/bin/python3.11 -I -m jingzhen_desktop "$@"
