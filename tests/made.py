"""What a clerk brings from elsewhere, made for a test: pictures."""

from __future__ import annotations

import io

from PIL import Image


def picture(
    colour: str | tuple[int, int, int] = "red", size: tuple[int, int] = (400, 300), kind: str = "PNG"
) -> bytes:
    """The bytes of a picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()
