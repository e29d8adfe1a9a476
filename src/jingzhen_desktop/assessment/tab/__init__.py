"""The Qt widgets of 定额考核."""
