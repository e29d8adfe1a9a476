"""Reads the picture Xvfb keeps of its screen."""

from __future__ import annotations

import struct

from PIL import Image


def read_xwd(data: bytes) -> Image.Image:
    """Read what Xvfb keeps as its screen: header, colours, then four bytes a pixel."""
    header = struct.unpack(">25I", data[:100])
    size, width, height, per_line, colours = header[0], header[4], header[5], header[12], header[19]
    return Image.frombuffer("RGB", (width, height), data[size + 12 * colours :], "raw", "BGRX", per_line, 1)
