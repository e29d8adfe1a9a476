#!/bin/sh
# 井镇节能. The program brings its own Python and its own Qt: the desktop's plugins were made for another one.
set -e
unset QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH QT_STYLE_OVERRIDE
case "${QT_QPA_PLATFORM:-}" in
    dxcb*) export QT_QPA_PLATFORM=xcb ;;
esac
case "${QT_IM_MODULE:-}" in
    fcitx*) export QT_IM_MODULES="$QT_IM_MODULE;ibus" ;;
esac
exec /opt/jingzhen-desktop/bin/python3.11 -I -m jingzhen_desktop "$@"
